"""A base level taken as the court found it still gets its characteristics; a total level has them in it."""

from __future__ import annotations

from clemency.cases.case import Case
from clemency.cases.comparison import compare

DAYS = {"offense_ended": "1991-03-01", "sentenced": "1992-06-15"}
OPEN = {"safety_valve_conditions": False, "acceptance": 0}


def total(guideline: dict[str, object]) -> int:
    case = {
        "days": DAYS,
        "count": {"statute": "21 USC 841(a)(1)", "priors_851": 0, "statutory_maximum": "life"},
        "guideline": guideline,
        "history": {"category": "II", "points": 2, "under_sentence": False, "recent_release": False},
    }
    result = compare(Case.from_dict(case))
    assert result.then[0].total == result.then[1].total
    return result.then[0].total


def test_a_weapon_counts_beside_a_base_level_that_is_given() -> None:
    """34, four for an organizer (§3B1.1(a)), two for a weapon (§2D1.1(b)(1)): 40, as in a published case of 1993."""
    roles = [{"provision": "3B1.1(a)", "levels": 4}, {"provision": "2D1.1(b)(1)", "levels": 2}]
    assert total(OPEN | {"base_offense_level": 34, "adjustments": roles}) == 40
    assert total(OPEN | {"base_offense_level": 34, "weapon": True}) == 36


def test_a_total_level_has_its_characteristics_in_it() -> None:
    assert total({"total_offense_level": 40, "weapon": True}) == 40


def test_the_subdivision_in_the_judgment_governs_near_a_school_too() -> None:
    """§ 860 multiplies § 841(b): 11.6 g of LSD would reach (A), but the judgment says (B), five years."""
    case = {
        "days": DAYS,
        "count": {
            "statute": ["21 USC 841(a)(1)", "21 USC 841(b)(1)(B)(v)", "21 USC 860"],
            "priors_851": 0,
            "drugs": [{"drug": "LSD", "weight": "11.6 g", "doses": 599}],
        },
        "guideline": OPEN,
        "history": {"category": "I", "points": 0, "under_sentence": False, "recent_release": False},
    }
    then = compare(Case.from_dict(case)).then[0]
    assert (then.statutory_min, then.statutory_max) == (60, 960)

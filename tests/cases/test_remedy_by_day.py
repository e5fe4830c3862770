"""Remedies where the day of sentencing is known only as a span, and facts of the score that narrow a category."""

from __future__ import annotations

from typing import Any

from clemency import compare


def _crack(sentenced: str, grams: str = "100 g", **changes: Any) -> dict[str, Any]:
    case: dict[str, Any] = {
        "days": {"offense_ended": "2006-05-01", "sentenced": sentenced},
        "count": {
            "statute": "21 USC 841",
            "subdivision": "841(b)(1)(A)",
            "priors_851": 0,
            "drugs": [{"drug": "crack", "weight": grams}],
        },
        "guideline": {"acceptance": 3, "safety_valve_conditions": False},
        "history": {
            "category": "IV",
            "points": 7,
            "under_sentence": False,
            "recent_release": False,
            "career_offender": False,
        },
    }
    return case | changes


def _eligible(case: dict[str, Any]) -> dict[str, str]:
    return {motion.name: motion.eligible for motion in compare(case).remedy.motions}


def test_an_amendment_inside_the_span_of_sentencing_days_is_open() -> None:
    amendment = "amendment 706 as amended by 711"
    assert _eligible(_crack("2007-10-31"))[amendment] == "yes"
    assert amendment not in _eligible(_crack("2007-11-01"))
    assert _eligible(_crack("2007"))[amendment] == "open"


def test_section_404_is_open_where_the_sentence_may_lie_after_the_fair_sentencing_act() -> None:
    assert _eligible(_crack("2010-08-02"))["First Step Act § 404"] == "yes"
    assert _eligible(_crack("2010-08-03"))["First Step Act § 404"] == "no"
    assert _eligible(_crack("2010"))["First Step Act § 404"] == "open"


def test_section_404_says_where_the_minimum_stays() -> None:
    motion = next(m for m in compare(_crack("2006-12-01", "500 g")).remedy.motions if m.name == "First Step Act § 404")
    assert motion.reason.startswith("the statutory minimum stays 120 months")


def test_known_status_and_recency_points_narrow_the_total() -> None:
    """Category II is two or three points; both adjustments in it make three, so none came from prior sentences."""
    history = {"category": "II", "under_sentence": True, "recent_release": True, "career_offender": False}
    result = compare(_crack("2006-12-01", history=history))
    assert {each.facts.points_total for each in result.corners[0]} == {3}
    assert {each.facts.points for each in result.corners[0]} == {0}
    assert {figures.category for figures in result.now} == {1}


def _reasons(case: dict[str, Any]) -> dict[str, str]:
    return {motion.name: motion.reason for motion in compare(case).remedy.motions}


def test_section_404_reaches_crack_near_a_school() -> None:
    """Sections 859 to 861 of title 21 multiply the limits of § 841(b), which the Fair Sentencing Act changed."""
    case = _crack("2006-12-01")
    case["count"] = {**case["count"], "statute": ["21 USC 841", "21 USC 860"]}
    assert _eligible(case)["First Step Act § 404"] == "yes"
    assert _reasons(case)["First Step Act § 404"].startswith("the statutory minimum becomes 60 months")


def test_section_404_for_a_career_offender_gives_the_new_range() -> None:
    """60 g fall from (A), life, to (B), 40 years: level 37 becomes 34, less three (USSG §4B1.1)."""
    history = {
        "category": "VI",
        "points": 13,
        "career_offender": True,
        "under_sentence": False,
        "recent_release": False,
    }
    reasons = _reasons(_crack("2006-12-01", "60 g", history=history))
    assert reasons["First Step Act § 404"] == "the statutory minimum becomes 60 months; the range becomes 188-235"
    assert reasons["amendment 782"].endswith("the career offender level governs")


def test_an_amendment_after_another_that_adds_nothing_says_so() -> None:
    """600 kg of cocaine: level 40 until 1994, 38 by amendment 505; amendment 782 leaves 38."""
    case = _crack("1993-01-01")
    case["days"]["offense_ended"] = "1992-01-01"
    case["count"] = {"statute": "21 USC 841", "priors_851": 0, "drugs": [{"drug": "cocaine", "weight": "600 kg"}]}
    reasons = _reasons(case)
    assert "505 lowers the applicable range; not below 235 months" in reasons["amendment 505"]
    assert reasons["amendment 782"].endswith("does not lower the range any further than the amendments before it")


def test_the_note_on_unusually_long_sentences_is_for_long_sentences_since_2023() -> None:
    def noted(months: int | str, on: str) -> bool:
        case = _crack("2006-12-01", sentence={"imposed": months})
        return any("unusually long" in note for note in compare(case, on).remedy.notes)

    assert noted(240, "2025-11-01")
    assert noted("life", "2025-11-01")
    assert not noted(120, "2025-11-01")
    assert not noted(240, "2023-10-31")

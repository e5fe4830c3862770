"""Then and now for one case: the answer, what moved it, the timeline, the remedy, what is missing."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import clemency
from clemency import CaseError, CoverageError, compare
from clemency.law.compare import in_months
from clemency.law.facts import LIFE


def case(**changes: Any) -> dict[str, Any]:
    """Invented: 62 g of crack, sentenced in 1992, everything known. `changes` replace whole tables."""
    known: dict[str, Any] = {
        "days": {"offense_ended": "1991-03-01", "convicted": "1992-02-10", "sentenced": "1992-06-15"},
        "count": {
            "statute": ["21 USC 841(a)(1)"],
            "priors_851": 0,
            "serious_priors": 0,
            "drugs": [{"drug": "crack", "weight": "62 g"}],
        },
        "guideline": {"acceptance": 0, "safety_valve_conditions": False},
        "history": {
            "category": "II",
            "points": 3,
            "under_sentence": False,
            "recent_release": False,
            "career_offender": False,
            "one_point_points": 0,
            "prior_3_point": True,
            "prior_2_point_violent": False,
        },
        "sentence": {"imposed": 151},
    }
    return known | changes


def test_complete_case_is_certain() -> None:
    result = compare(case())
    assert result.missing == ()
    assert (result.then[0].low, result.then[0].high) == (135.0, 168.0)  # level 32, category II
    assert (result.now[0].low, result.now[0].high) == (60.0, 71.0)  # level 24: 57-71, lifted to the 60-month minimum
    assert result.then[0] == result.then[1]
    assert result.status == "lower_today"
    assert result.difference == (-75.0, -75.0)
    assert result.ratio.least == pytest.approx(151 / 60)


@pytest.mark.parametrize(
    ("drug", "weight", "acceptance", "sentenced"),
    list(
        itertools.product(
            ["crack", "methamphetamine", "heroin", "lsd"], ["4 g", "620 g"], [0, 3], ["1992-06-15", "2004-03-01"]
        )
    ),
)
def test_moves_add_up_to_the_difference(drug: str, weight: str, acceptance: int, sentenced: str) -> None:
    given_case = case(days={"offense_ended": "1991-03-01", "sentenced": sentenced})
    given_case["count"] = given_case["count"] | {"drugs": [{"drug": drug, "weight": weight, "pure": "2 g"}]}
    given_case["guideline"] = {"acceptance": acceptance}
    result = compare(given_case)
    lenient, severe = result.corners[-1]
    for end, corner in (("low", lenient), ("severe_low", severe)):
        moved = sum(getattr(move, end) for move in result.moves)
        assert moved == in_months(corner.now.low) - in_months(corner.then.low)


def test_timeline_runs_from_sentence_to_the_day() -> None:
    result = compare(case(), on=date(2025, 11, 1))
    days = [point.day for point in result.timeline]
    assert days[0] == date(1992, 6, 15).toordinal()
    assert days == sorted(set(days))
    assert result.timeline[-1].severe == (result.now[1].low, result.now[1].high)
    changed = [date.fromordinal(point.day).isoformat() for point in result.timeline if point.changed]
    assert changed == ["2007-11-01", "2010-08-03", "2010-11-01", "2014-11-01"]


def test_every_step_names_its_authority() -> None:
    result = compare(case())
    for step in (*result.steps_then, *result.steps_now):
        assert step.citation or step.rule == "Guideline sentence in all"
    values = {step.rule: step.value for step in result.steps_then}
    assert values["Base offense level"] == "32"
    assert values["Statutory limits"] == "120 to life"
    not_applied = [step for step in result.steps_then if not step.applied]
    assert any("1994-09-23" in step.reason for step in not_applied)


def test_charged_threshold_is_a_lower_bound_with_the_tier_certain() -> None:
    count = case()["count"] | {"drugs": [{"drug": "cocaine base", "charged": "50 grams or more"}]}
    result = compare(case(count=count))
    assert result.minimum("then") == (120.0, 120.0)
    assert result.minimum("now") == (60.0, 60.0)  # 50 g is under 280 g and over 28 g
    assert result.then[0].base == 32
    assert result.then[1].base == 42  # the table went on to 42 in 1991
    assert result.missing[0].name == "weight"


def test_subdivision_in_the_judgment_is_a_charged_threshold() -> None:
    count = case()["count"] | {"subdivision": "841(b)(1)(A)", "drugs": [{"drug": "crack"}]}
    assert compare(case(count=count)).minimum("now") == (60.0, 60.0)


def test_quantity_not_charged_stays_in_c() -> None:
    count = case()["count"] | {"subdivision": "841(b)(1)(C)"}
    result = compare(case(count=count))
    assert result.minimum("then") == (0.0, 0.0)
    assert result.then[0].statutory_max == 240.0


def test_stated_level_bounds_an_unknown_weight() -> None:
    count = case()["count"] | {"drugs": [{"drug": "crack"}]}
    result = compare(case(count=count, stated={"base_offense_level": 32}))
    assert (result.then[0].base, result.then[1].base) == (32, 32)  # 50 to 150 g
    assert (result.now[0].base, result.now[1].base) == (24, 26)


def test_unknown_priors_reach_from_none_to_two() -> None:
    count = {key: value for key, value in case()["count"].items() if "priors" not in key}
    result = compare(case(count=count))
    assert result.minimum("then") == (120.0, LIFE)
    assert "priors_851" in {fact.name for fact in result.missing}


def test_life_is_not_a_number() -> None:
    count = case()["count"] | {"priors_851": 2}
    result = compare(case(count=count, sentence={"imposed": "life"}))
    assert result.then[0].low == LIFE
    assert result.uses_life_convention
    assert result.to_dict()["then"]["least"]["range"] == ["life", "life"]
    assert result.to_dict()["imposed"] == "life"


def test_one_book_the_offense_edition_whole_if_it_is_milder() -> None:
    """1,600 g of crack: level 36 in the Manual of 1988, 38 in that of 1990."""
    count = case()["count"] | {"drugs": [{"drug": "crack", "weight": "1600 g"}]}
    days = {"offense_ended": "1988-12-01", "sentenced": "1990-06-01"}
    assert compare(case(count=count, days=days)).then[0].base == 36
    days = {"offense_ended": "1990-01-01", "sentenced": "1990-06-01"}
    assert compare(case(count=count, days=days)).then[0].base == 38


def test_resentenced_keeps_the_offense_date() -> None:
    """Methamphetamine grew harsher after 1991; a sentence today for the old offense may not be."""
    count = case()["count"] | {"drugs": [{"drug": "methamphetamine", "weight": "2 kg", "pure": "0 g"}]}
    result = compare(case(count=count))
    assert result.resentenced[1].low <= result.now[1].low


def test_firearm_counts_stack_then_and_not_now() -> None:
    result = compare(
        {
            "days": {"offense_ended": "2002-06-01", "sentenced": "2003-03-12"},
            "count": {"statute": "18 USC 924(c)"},
            "firearms": {"counts": ["brandished", "brandished"]},
            "history": {"category": "I", "career_offender": False},
            "sentence": {"imposed": 384},
        }
    )
    assert result.then[0].low == result.then[1].low == 384.0
    assert result.now[0].low == result.now[1].low == 168.0
    assert result.remedy.answer == "clemency_only"
    assert any("not retroactive" in note for note in result.remedy.notes)
    assert any("Rutherford" in note for note in result.remedy.notes)


def test_career_offender_hides_the_drug_table() -> None:
    history = {"category": "VI", "career_offender": True, "points": 13}
    result = compare(case(history=history, count=case()["count"] | {"drugs": [{"drug": "heroin", "weight": "90 g"}]}))
    amendment = next(motion for motion in result.remedy.motions if motion.name == "amendment 782")
    assert amendment.eligible == "no"
    assert "career offender" in amendment.reason


def test_section_404_reaches_crack_sentenced_before_the_act_and_not_powder() -> None:
    names = {m.name: m.eligible for m in compare(case()).remedy.motions}
    assert names["First Step Act § 404"] == "yes"
    powder = compare(case(count=case()["count"] | {"drugs": [{"drug": "cocaine", "weight": "6 kg"}]}))
    assert "First Step Act § 404" not in {m.name for m in powder.remedy.motions}
    under_c = compare(case(count=case()["count"] | {"subdivision": "841(b)(1)(C)"}))
    assert {m.name: m.eligible for m in under_c.remedy.motions}["First Step Act § 404"] == "no"


def test_stated_figures_that_differ_are_said() -> None:
    stated = {"base_offense_level": 34, "range": [121, 155]}
    found = compare(case(stated=stated)).disagreements
    assert len(found) == 2
    assert "34" in found[0]
    assert "computed: 135-168" in found[1]


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        (
            {"days": {"offense_ended": "1992-07-01", "sentenced": "1992-06-15"}},
            CaseError,
            ["days.sentenced", "days.offense_ended"],
        ),
        ({"days": {"offense_ended": "1986-05-01", "sentenced": "1988-06-15"}}, CoverageError, ["1987-11-01"]),
        ({"days": {"sentenced": "15.6.1992"}}, CaseError, ["'15.6.1992'", "1992-06-15"]),
        ({"history": {"category": "I", "points": 9}}, CaseError, ["history.category I", "history.points", "9"]),
        ({"history": {"category": "III", "career_offender": True}}, CaseError, ["career_offender", "VI"]),
        (
            {"count": {"statute": "21 USC 841", "drugs": [{"drug": "crak", "weight": "5 g"}]}},
            CoverageError,
            ["'crak'", "crack"],
        ),
        ({"count": {"statute": "99 XYZ 1"}}, CaseError, ["'99 XYZ 1'", "21 USC 841(a)(1)"]),
        ({"count": {"statute": "18 USC 1001"}}, CoverageError, ["18 USC 1001", "statutory_maximum"]),
        (
            {
                "count": {
                    "statute": "21 USC 841",
                    "drugs": [{"drug": "crack", "weight": "5 g", "charged": "50 g or more"}],
                }
            },
            CaseError,
            ["charged 50 g", "weight 5 g"],
        ),
        (
            {"count": {"statute": "21 USC 841", "drugs": [{"drug": "lsd", "weight": "900000 kg"}]}},
            CaseError,
            ["beyond anything plausible"],
        ),
        (
            {"count": {"statute": "21 USC 841", "drugs": [{"drug": "synthetic cathinone", "weight": "50 g"}]}},
            CoverageError,
            ["synthetic cathinone", "1991-11-01", "base_offense_level"],
        ),
        ({"sentence": {"imposed": "long"}}, CaseError, ["'long'", "'151 months'"]),
        ({"sentnece": {}}, CaseError, ["sentnece", "'sentence'"]),
    ],
)
def test_messages_name_the_field_the_value_and_the_remedy(
    changes: dict[str, Any], error: type, words: list[str]
) -> None:
    with pytest.raises(error) as raised:
        compare(case(**changes))
    assert all(word in str(raised.value) for word in words), str(raised.value)


def test_chosen_day_before_sentence_is_refused() -> None:
    with pytest.raises(CaseError, match="1992-06-15"):
        compare(case(), on="1990-01-01")


def test_nothing_to_compute_from_is_refused() -> None:
    with pytest.raises(CaseError, match="nothing to compute from"):
        compare({"days": {"sentenced": "2001"}})


@settings(max_examples=60, deadline=None)
@given(
    drop=st.sets(
        st.sampled_from(["priors_851", "serious_priors", "category", "points", "acceptance", "weight", "offense_ended"])
    ),
    drug=st.sampled_from(["crack", "cocaine", "methamphetamine", "marijuana", "lsd"]),
    sentenced=st.dates(date(1992, 1, 1), date(2025, 10, 31)),
)
def test_leaving_a_fact_out_never_narrows_the_answer(drop: set[str], drug: str, sentenced: date) -> None:
    offense = sentenced - timedelta(days=400)
    full = case(days={"offense_ended": offense.isoformat(), "sentenced": sentenced.isoformat()})
    full["count"] = full["count"] | {"drugs": [{"drug": drug, "weight": "62 g", "pure": "0 g"}]}
    less = {table: {k: v for k, v in values.items() if k not in drop} for table, values in full.items()}
    less["count"]["drugs"] = [
        {k: v for k, v in full["count"]["drugs"][0].items() if k not in drop and k != "pure"} | {"pure": "0 g"}
    ]
    if "weight" in drop:
        less["count"]["drugs"][0].pop("pure")
    whole, part = compare(full), compare(less)
    assert part.then[0].low <= whole.then[0].low
    assert part.then[1].low >= whole.then[1].low
    assert part.now[0].low <= whole.now[0].low
    assert part.now[1].low >= whole.now[1].low


def test_public_names_are_what_can_be_imported() -> None:
    assert dir(clemency) == clemency.__all__
    for name in clemency.__all__:
        if name != "screen_batches":
            assert getattr(clemency, name).__doc__, name


def test_notebook_table() -> None:
    text = compare(case(name="<b>A & B</b>"))._repr_html_()
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in text
    assert text.count("<table>") == 2


@settings(max_examples=40, deadline=None)
@given(
    day=st.dates(date(1987, 11, 1), date(2025, 11, 1)),
    drug=st.sampled_from(["crack", "cocaine", "heroin", "marijuana"]),
)
def test_then_is_now_when_both_days_share_the_law(day: date, drug: str) -> None:
    text = day.isoformat()
    count = case()["count"] | {"drugs": [{"drug": drug, "weight": "62 g"}]}
    same_day = case(days={"offense_ended": text, "convicted": text, "sentenced": text}, count=count)
    result = compare(same_day, on=day)
    assert result.then == result.now
    assert result.moves == ()
    assert result.status == "same"
    assert result.difference == (0.0, 0.0)


def test_the_valve_listed_by_the_court_is_taken_off_once() -> None:
    """A court lists two levels under §2D1.1(b)(7); the rule takes them off by itself."""
    count = case()["count"] | {"drugs": [{"drug": "heroin", "weight": "120 g"}]}
    days = {"offense_ended": "2003-03-01", "convicted": "2004-01-10", "sentenced": "2004-06-15"}
    first = {
        "category": "I",
        "points": 0,
        "under_sentence": False,
        "recent_release": False,
        "zero_point_excluded": True,
    }
    listed = {"acceptance": 3, "adjustments": [{"provision": "2D1.1(b)(7)", "levels": -2, "reason": "safety valve"}]}
    said = {"acceptance": 3, "safety_valve_conditions": True}
    a = compare(case(count=count, days=days, history=first, guideline=listed))
    b = compare(case(count=count, days=days, history=first, guideline=said))
    assert a.then == b.then
    assert a.then[0].total == 26 - 2 - 3


def test_the_valve_stands_beside_a_base_level_given() -> None:
    count = {"statute": "21 USC 841(a)(1)", "priors_851": 0}
    days = {"offense_ended": "2003-03-01", "convicted": "2004-01-10", "sentenced": "2004-06-15"}
    first = {
        "category": "I",
        "points": 0,
        "under_sentence": False,
        "recent_release": False,
        "zero_point_excluded": True,
    }
    guideline = {"base_offense_level": 26, "acceptance": 0, "safety_valve_conditions": True}
    assert compare(case(count=count, days=days, history=first, guideline=guideline)).then[0].total == 24

"""Offenses of every guideline of chapter two in a comparison: the acts add up, one law gives one answer, ends stay ends."""

from __future__ import annotations

from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from clemency.cases.case import Case
from clemency.cases.comparison import compare
from clemency.errors import CoverageError
from clemency.law.compare import in_months
from clemency.law.dates import TABLES_AS_OF, format_day, parse_day
from clemency.law.guidelines.chapter_two import MODULES, guideline

SECTIONS = sorted(MODULES)
FIRST = parse_day("1988-01-01")


@st.composite
def offenses(draw: st.DrawFn) -> dict[str, Any]:
    """A guideline with some of its facts, numbers of every size."""
    section = draw(st.sampled_from(SECTIONS))
    asked = guideline(section).facts
    facts: dict[str, Any] = {}
    for fact in asked:
        if not draw(st.booleans()):
            continue
        if fact.most == 1:
            facts[fact.name] = draw(st.booleans())
        else:
            facts[fact.name] = min(draw(st.sampled_from([0, 1, 6, 30, 5_001, 130_000, 10**7])) + fact.least, fact.most)
    return {"section": section, "facts": facts}


def case(offense: dict[str, Any], sentenced: int, **more: Any) -> dict[str, Any]:
    day = format_day(sentenced)
    history = {
        "category": "II",
        "points": 2,
        "under_sentence": False,
        "recent_release": False,
        "career_offender": False,
    }
    return {
        "days": {"offense_ended": day, "convicted": day, "sentenced": day},
        "count": {"statutory_minimum": 0, "statutory_maximum": 240, "priors_851": 0},
        "guideline": {**offense, "acceptance": 2},
        "history": history,
        **more,
    }


def compared(given_case: dict[str, Any], on: int) -> Any:
    try:
        return compare(Case.from_dict(given_case, "case"), on)
    except CoverageError:
        assume(False)  # before the guideline was first in force, or after it ended


@given(offenses(), st.integers(FIRST, TABLES_AS_OF), st.integers(0, 12_000))
@settings(max_examples=120, deadline=None)
def test_the_acts_add_up_and_the_ends_stay_ends(offense: dict[str, Any], sentenced: int, later: int) -> None:
    result = compared(case(offense, sentenced), min(sentenced + later, TABLES_AS_OF))
    lenient, severe = result.corners[-1]
    assert sum(move.low for move in result.moves) == in_months(lenient.now.low) - in_months(lenient.then.low)
    assert sum(move.severe_low for move in result.moves) == in_months(severe.now.low) - in_months(severe.then.low)
    assert lenient.then.low <= severe.then.low
    assert lenient.now.low <= severe.now.low
    assert result.timeline[-1].lenient == (lenient.now.low, lenient.now.high)
    assert all(step.value for step in (*result.steps_then, *result.steps_now))


@given(offenses(), st.integers(FIRST, TABLES_AS_OF))
@settings(max_examples=60, deadline=None)
def test_one_law_one_answer(offense: dict[str, Any], sentenced: int) -> None:
    result = compared(case(offense, sentenced), sentenced)
    assert result.then == result.now
    assert result.moves == ()


@given(offenses(), offenses(), st.integers(FIRST, TABLES_AS_OF))
@settings(max_examples=60, deadline=None)
def test_a_further_count_never_lowers_the_level(first: dict[str, Any], other: dict[str, Any], sentenced: int) -> None:
    alone = compared(case(first, sentenced), TABLES_AS_OF)
    both = compared(case(first, sentenced, counts=[other]), TABLES_AS_OF)
    for which in ("then", "now"):
        for severe in (0, 1):
            assert getattr(both, which)[severe].total >= getattr(alone, which)[severe].total
    lenient, _ = both.corners[-1]
    assert sum(move.low for move in both.moves) == in_months(lenient.now.low) - in_months(lenient.then.low)

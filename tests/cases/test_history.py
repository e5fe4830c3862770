"""Prior sentences in a case file: points, status and recency worked out, the court's figures kept, doubts said."""

from __future__ import annotations

from typing import Any

import pytest

from clemency.cases.case import Case
from clemency.cases.comparison import compare
from clemency.errors import CaseError


def case(sentences: list[dict[str, Any]], days: dict[str, str] | None = None, **history: Any) -> Case:
    return Case.from_dict(
        {
            "days": days or {"offense_ended": "2005-06-15", "sentenced": "2006-06-01"},
            "count": {"statute": "21 USC 841(a)(1)", "priors_851": 0, "drugs": [{"drug": "crack", "weight": "50 g"}]},
            "history": {"sentences": sentences, **history},
        },
        "case.toml",
    )


TWO_YEARS = {"imposed": "2001-03-01", "months": 24, "released": "2003-07-01", "until": "2006-01-01"}


def test_points_status_and_recency_follow_from_the_sentence() -> None:
    found = case([TWO_YEARS])
    assert (found.points, found.under_sentence, found.recent_release, found.prior_3_point) == (6, True, True, True)


def test_the_category_of_the_comparison_follows() -> None:
    result = compare(case([TWO_YEARS]), "2025-11-01")
    assert {each.category for each in result.then} == {3}  # 3 and 2 and 1
    assert {each.category for each in result.now} == {2}  # no recency since 2010, no status below seven since 2023


def test_what_the_court_scored_stays_and_the_difference_is_noted() -> None:
    found = case([TWO_YEARS], points=3, under_sentence=False, recent_release=False)
    assert (found.points, found.under_sentence, found.recent_release) == (3, False, False)
    assert found.notes == ()
    other = case([TWO_YEARS], points=4, under_sentence=False, recent_release=False)
    assert other.points == 4
    assert "come to 3 points; the court's 4" in other.notes[0]


def test_a_juvenile_sentence_five_years_back_is_not_counted() -> None:
    assert case([{"imposed": "2000-06-14", "months": 0, "juvenile": True}]).points == 0
    assert case([{"imposed": "2000-06-15", "months": 0, "juvenile": True}]).points == 1


def test_the_windows_run_back_from_the_beginning_of_the_offense() -> None:
    sentence = {"imposed": "1995-03-01", "months": 6}
    assert case([sentence]).points == 0
    assert case([sentence], offense_began="2005-02-01").points == 2


def test_a_rule_of_today_that_counts_otherwise_is_noted() -> None:
    same_day = [{"imposed": "2001-03-01", "months": 24, "until": "2001-12-01"}, {"imposed": "2001-03-01", "months": 18}]
    found = case(same_day, points=6, under_sentence=False, recent_release=False)
    assert found.points == 6
    assert any("as 3 points" in note for note in found.notes)


def test_the_sentences_are_counted_on_each_edition() -> None:
    """Two sentences of one day are two until 2007-10-31 and one since (amendment 709)."""
    same_day = [{"imposed": "2001-03-01", "months": 24}, {"imposed": "2001-03-01", "months": 18}]
    result = compare(case(same_day, career_offender=False), "2025-11-01")
    assert {(each.points, each.category) for each in result.then} == {(6, 3)}
    assert {(each.points, each.category) for each in result.now} == {(3, 2)}
    assert "amend_709" in {move.authority for move in result.moves}
    assert [step.value for step in result.steps_now if step.rule == "Prior sentences"] == ["3"]


def test_a_year_alone_is_enough_unless_it_decides() -> None:
    assert case([{"imposed": "2001", "months": 24}]).points == 3


def test_a_year_that_decides_gives_two_ends_and_is_asked_for() -> None:
    """Six months of 1995, ten years before June 2005: too old until 14 June, two points after it."""
    result = compare(case([{"imposed": "1995", "months": 6}], career_offender=False), "2025-11-01")
    assert [each.points for each in result.then] == [0, 2]
    assert "days_of_prior_sentences" in {fact.name for fact in result.missing}


def test_without_the_day_of_the_offense_nothing_is_too_old_and_that_is_said() -> None:
    found = case([{"imposed": "1960-01-01", "months": 24}], days={"sentenced": "2006-06-01"})
    assert found.points == 3
    assert "tested for its age" in found.notes[0]


@pytest.mark.parametrize(
    ("entry", "match"),
    [
        ({"months": 24}, "when was it imposed"),
        ({"imposed": "2001-03-01", "month": 24}, "Did you mean 'months'"),
        ({"imposed": "2001-03-01", "violent": "yes"}, "violent = 'yes' should be true or false"),
        ({"imposed": "2001-03-01", "uncounted": "old"}, "never counted"),
        ({"imposed": "2001-03-01", "charge": [1]}, "charge"),
    ],
)
def test_a_bad_sentence_is_named(entry: dict[str, Any], match: str) -> None:
    with pytest.raises(CaseError, match=match):
        case([entry])

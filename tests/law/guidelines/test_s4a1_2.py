"""Prior sentences: lengths, windows and the single-sentence rule on both sides of every limit and date."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clemency.errors import CaseError, CoverageError
from clemency.law import tables
from clemency.law.custody.term import add_months
from clemency.law.dates import parse_day
from clemency.law.guidelines.s4a1_2 import FIGURES, Prior, Score, score, singles

BEGAN = parse_day("2009-06-15")
ENDED = parse_day("2009-09-01")
DAY = parse_day("2010-06-01")


def at(text: str) -> int:
    return parse_day(text)


def scored(*priors: Prior, day: int = DAY, began: int = BEGAN, **more: bool) -> Score:
    return score(priors, began, max(ENDED, began), day, **more)


def prior(imposed: str, months: float = 24.0, **more: object) -> Prior:
    return replace(Prior(at(imposed), months), **more)


def test_the_figures_validate() -> None:
    tables.validate(tables.load(FIGURES))


@pytest.mark.parametrize(("months", "points"), [(0, 1), (59 / 30, 1), (2, 2), (13, 2), (13.03, 3), (240, 3)])
def test_points_by_length(months: float, points: int) -> None:
    assert scored(prior("2005-01-01", months)).points == points


def test_a_revocation_adds_to_its_sentence() -> None:
    assert scored(prior("2005-01-01", 12, revoked_months=1)).points == 2
    assert scored(prior("2005-01-01", 12, revoked_months=2)).points == 3


@pytest.mark.parametrize(
    ("sentence", "points"),
    [
        (prior("1994-06-15", 24), 3),
        (prior("1994-06-14", 24), 0),
        (prior("1990-01-01", 24, released=at("1994-06-15")), 3),
        (prior("1990-01-01", 24, released=at("1994-06-14")), 0),
        (prior("1999-06-15", 6), 2),
        (prior("1999-06-14", 6), 0),
        (prior("1999-06-14", 6, released=at("1999-12-01")), 0),
        (prior("1999-06-15", 0), 1),
        (prior("1999-06-14", 0), 0),
    ],
)
def test_windows_of_fifteen_and_ten_years(sentence: Prior, points: int) -> None:
    assert scored(sentence).points == points


@pytest.mark.parametrize(
    ("sentence", "points"),
    [
        (prior("1995-01-01", 24, before_18=True), 3),
        (prior("2003-01-01", 24, before_18=True, adult=False, released=at("2004-06-15")), 2),
        (prior("2003-01-01", 24, before_18=True, adult=False, released=at("2004-06-14")), 0),
        (prior("2004-06-15", 0, before_18=True, adult=False), 1),
        (prior("2004-06-14", 0, before_18=True, adult=False), 0),
        (prior("2004-06-15", 1, before_18=True, adult=False, released=at("2004-07-15")), 1),
    ],
)
def test_sentences_before_age_18(sentence: Prior, points: int) -> None:
    assert scored(sentence).points == points


@pytest.mark.parametrize("why", ["foreign", "tribal", "expunged", "vacated", "diversion", "minor_infraction"])
def test_what_is_never_counted(why: str) -> None:
    found = scored(prior("2005-01-01", 60, uncounted=why))
    assert found.points == 0
    assert not found.steps[0].applied


@pytest.mark.parametrize(
    ("day", "sentence", "points"),
    [
        ("2007-10-31", prior("2005-01-01", 0, petty=True, probation_months=12), 1),
        ("2007-11-01", prior("2005-01-01", 0, petty=True, probation_months=12), 0),
        ("2007-11-01", prior("2005-01-01", 0, petty=True, probation_months=12.5), 1),
        ("2007-11-01", prior("2005-01-01", 29 / 30, petty=True), 0),
        ("2007-11-01", prior("2005-01-01", 1, petty=True), 1),
        ("2007-11-01", prior("2005-01-01", 0, petty=True, similar=True), 1),
    ],
)
def test_petty_offenses(day: str, sentence: Prior, points: int) -> None:
    began = at("2006-01-01")
    assert score([sentence], began, began, at(day)).points == points


def test_one_point_sentences_count_four_at_most() -> None:
    assert scored(*(prior(f"2005-0{month}-01", 0) for month in range(1, 8))).points == 4


# -- one sentence ------------------------------------------------------------------------------------------------------

BEFORE, AFTER = at("2007-10-31"), at("2007-11-01")


def number(day: int, **both: object) -> int:
    one = prior("2002-03-01", 24, offense=at("2001-01-01"), **both)
    two = prior("2002-03-01", 18, offense=at("2001-02-01"), **both)
    return len(singles([one, two], day))


def test_the_same_day_of_sentence_counts_as_one_since_2007() -> None:
    assert (number(BEFORE), number(AFTER)) == (2, 1)


@pytest.mark.parametrize("shared", ["occasion", "plan", "consolidated"])
def test_related_cases_counted_as_one_until_2007(shared: str) -> None:
    one = prior("2002-03-01", 24, **{shared: "x"})
    two = prior("2002-04-01", 18, **{shared: "x"})
    assert (len(singles([one, two], BEFORE)), len(singles([one, two], AFTER))) == (1, 2)


def test_the_same_charging_instrument_counts_as_one_on_either_day() -> None:
    one, two = prior("2002-03-01", 24, charge="02-cr-7"), prior("2002-04-01", 18, charge="02-cr-7")
    assert (len(singles([one, two], BEFORE)), len(singles([one, two], AFTER))) == (1, 1)


def test_an_arrest_between_parts_them_since_1991() -> None:
    one = prior("1990-03-01", 24, plan="x", offense=at("1989-01-01"), arrested=at("1989-02-01"))
    two = prior("1990-03-01", 18, plan="x", offense=at("1989-03-01"), arrested=at("1989-04-01"))
    assert len(singles([one, two], at("1991-10-31"))) == 1
    assert len(singles([one, two], at("1991-11-01"))) == 2
    assert len(singles([one, two], DAY)) == 2


def test_a_day_known_only_by_its_year_is_not_the_same_day() -> None:
    one, two = prior("2002-01-01", 24, exact=False), prior("2002-01-01", 18, exact=False)
    assert len(singles([one, two], DAY)) == 2


def test_concurrent_takes_the_longest_consecutive_the_sum() -> None:
    one, two = prior("2002-03-01", 12), prior("2002-03-01", 9)
    assert scored(one, two).points == 2
    assert scored(one, replace(two, consecutive=True)).points == 3


def test_the_example_of_application_note_5() -> None:
    """Two robberies sentenced on one day: five and four years, 3 points and 1; a year and nine months consecutive, 3 and 0."""
    five, four = prior("2002-03-01", 60, violent=True), prior("2002-03-01", 48, violent=True)
    found = scored(five, four, day=at("2012-06-01"), began=at("2012-01-01"))
    assert (found.points, found.total) == (3, 4)
    year = prior("2004-03-01", 12, violent=True)
    nine = prior("2004-03-01", 9, violent=True, consecutive=True)
    found = scored(year, nine, day=at("2012-06-01"), began=at("2012-01-01"))
    assert (found.points, found.total) == (3, 3)


def test_uncounted_crimes_of_violence_began_in_1991_and_skipped_one_occasion_until_2007() -> None:
    def extra(day: str, **both: object) -> int:
        one = prior("1989-03-01", 60, violent=True, consolidated="x", **both)
        two = replace(one, months=48)
        found = score([one, two], at("1990-01-01"), at("1990-01-01"), at(day))
        return found.total - found.points

    assert (extra("1991-10-31"), extra("1991-11-01")) == (0, 1)
    assert (extra("2007-10-31", occasion="y"), extra("2007-11-01", occasion="y")) == (0, 1)


# -- status, recency, category -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "priors", "total"),
    [
        ("2010-10-31", 1, 3 + 2 + 1),
        ("2010-11-01", 1, 3 + 2),
        ("2023-10-31", 1, 3 + 2),
        ("2023-11-01", 1, 3),
        ("2023-11-01", 3, 9 + 1),
    ],
)
def test_status_and_recency_by_date(day: str, priors: int, total: int) -> None:
    sentences = [
        prior(f"200{5 + n}-01-01", 24, released=at("2008-01-01"), until=at("2011-01-01")) for n in range(priors)
    ]
    found = scored(*sentences, day=at(day))
    assert (found.status, found.recency, found.total) == (True, True, total)


def test_release_exactly_two_years_before_is_not_recent() -> None:
    two_years = add_months(BEGAN, -24)
    assert not scored(prior("2005-01-01", 24, released=two_years)).recency
    assert scored(prior("2005-01-01", 24, released=two_years + 1)).recency


def test_status_ends_with_the_sentence_and_needs_a_counted_one() -> None:
    assert scored(prior("2005-01-01", 24, until=BEGAN)).status
    assert not scored(prior("2005-01-01", 24, until=BEGAN - 1)).status
    assert not scored(prior("1970-01-01", 24, until=BEGAN)).status


def test_what_the_court_found_stays() -> None:
    found = scored(prior("2005-01-01", 24, until=BEGAN), status=False, recency=True)
    assert (found.status, found.recency, found.total) == (False, True, 5)


@pytest.mark.parametrize(
    ("threes", "twos", "ones", "category"),
    [(0, 0, 1, 1), (0, 1, 0, 2), (1, 0, 1, 3), (2, 0, 1, 4), (3, 0, 1, 5), (4, 0, 1, 6)],
)
def test_category(threes: int, twos: int, ones: int, category: int) -> None:
    lengths = [24] * threes + [6] * twos + [0] * ones
    found = scored(*(prior(f"2005-{n + 1:02}-01", months) for n, months in enumerate(lengths)))
    assert found.category == category


@pytest.mark.parametrize(
    ("sentence", "match"),
    [
        (prior("2005-01-01", 1, uncounted="old"), "never counted"),
        (prior("2005-01-01", 1, offense=at("2005-02-01")), "before its offense"),
        (prior("2005-01-01", 1, released=at("2004-01-01")), "before the sentence"),
    ],
)
def test_what_cannot_be_is_refused(sentence: Prior, match: str) -> None:
    with pytest.raises(CaseError, match=match):
        scored(sentence)


def test_days_that_cannot_be() -> None:
    with pytest.raises(CaseError, match="before it began"):
        score([], BEGAN, BEGAN - 1, DAY)
    with pytest.raises(CoverageError):
        score([], BEGAN, ENDED, at("1987-10-31"))


@given(
    lengths=st.lists(st.sampled_from([0.0, 1.0, 2.0, 6.0, 13.0, 14.0, 60.0]), max_size=8),
    more=st.sampled_from([0.0, 6.0, 60.0]),
    day=st.sampled_from([at("1990-01-01"), at("1995-01-01"), at("2008-01-01"), at("2012-01-01"), at("2024-01-01")]),
)
@settings(max_examples=100)
def test_another_sentence_never_lowers_the_score(lengths: list[float], more: float, day: int) -> None:
    priors = [Prior(at("1988-01-01") + 40 * n, months) for n, months in enumerate(lengths)]
    began = at("1989-06-01")
    before = score(priors, began, began, day)
    after = score([*priors, Prior(at("1989-05-01"), more)], began, began, day)
    assert after.total >= before.total
    assert after.category >= before.category

"""Good time under both rules, release dates, time served, commuted terms, parole-era days, the time-credit scenario."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clemency.errors import CoverageError, InputError
from clemency.law.custody import figures
from clemency.law.custody.release import (
    BY_TERM,
    BY_YEARS_SERVED,
    NEW_RULE_FROM,
    Sentence,
    project,
    served,
    to_expire_on,
    to_term,
    to_time_served,
)
from clemency.law.custody.term import LIFE_TERM, Term, parse_term
from clemency.law.custody.usc18_3624b import good_time, good_time_imposed, good_time_served
from clemency.law.custody.usc18_3632d import earned, scenario
from clemency.law.custody.usc18_4205 import parole_era, statutory_good_time
from clemency.law.dates import format_day, parse_day

START = parse_day("2001-01-01")
OLD = parse_day("2010-06-07")
TERMS = st.builds(Term, months=st.integers(0, 600), days=st.integers(1, 27))
STARTS = st.integers(parse_day("1988-01-01"), parse_day("2024-12-31"))


def test_ten_years_under_the_old_rule_is_the_470_days_of_barber() -> None:
    assert good_time(parse_term("10 years"), START, OLD) == 470


def test_ten_years_under_the_new_rule_is_540_days() -> None:
    assert good_time(parse_term("10 years"), START, NEW_RULE_FROM) == 540


def test_a_year_and_a_day_earned_47_days_then_54() -> None:
    term = parse_term("a year and a day")
    assert good_time(term, START, NEW_RULE_FROM - 1) == 47
    assert good_time(term, START, NEW_RULE_FROM) == 54


@pytest.mark.parametrize("day", [OLD, NEW_RULE_FROM])
def test_no_good_time_on_one_year_or_on_life(day: int) -> None:
    assert good_time(parse_term("12 months"), START, day) == 0
    assert good_time(LIFE_TERM, START, day) == 0


@given(length=st.integers(366, 20_000))
@settings(max_examples=200)
def test_the_old_rule_gives_54_days_for_365_served_and_no_more(length: int) -> None:
    credit = good_time_served(length, 54)
    assert credit * 365 <= 54 * (length - credit)
    assert (credit + 1) * 365 > 54 * (length - credit - 1)


@given(term=TERMS, begins=STARTS)
@settings(max_examples=200)
def test_the_new_rule_never_gives_less_and_never_more_than_the_term(term: Term, begins: int) -> None:
    length = term.length(begins)
    assert good_time_served(length, 54) <= good_time_imposed(term, begins, 54) + 1  # leap days: 366 counted as a year
    assert good_time_imposed(term, begins, 54) < length


def test_the_table_and_the_module_name_the_same_day() -> None:
    assert figures.figure("good_time_by_term_imposed", NEW_RULE_FROM).effective_from == NEW_RULE_FROM
    assert figures.whole("good_time_by_term_imposed", NEW_RULE_FROM - 1) == 0
    with pytest.raises(CoverageError, match="time_credit_days"):
        figures.figure("time_credit_days", parse_day("2018-12-20"))


def test_who_left_under_the_old_rule_keeps_its_date_and_who_stayed_gets_the_new() -> None:
    gone = project(Sentence(parse_term("10 years"), START))
    assert (gone.method, format_day(gone.full_term or 0), format_day(gone.release or 0)) == (
        BY_YEARS_SERVED,
        "2010-12-31",
        "2009-09-17",
    )
    stayed = project(Sentence(parse_term("20 years"), parse_day("2005-01-01")))
    assert (stayed.method, stayed.good_time) == (BY_TERM, 1080)


def test_nobody_is_released_under_the_new_rule_before_it_took_effect() -> None:
    for begins in range(parse_day("2010-08-01"), parse_day("2011-06-30"), 7):
        found = project(Sentence(parse_term("10 years"), begins))
        assert found.release is not None
        if found.method == BY_TERM:
            assert found.release >= NEW_RULE_FROM
        else:
            assert found.release < NEW_RULE_FROM


def test_jail_credit_and_lost_days_move_the_release_day_by_day() -> None:
    plain = project(Sentence(parse_term("60"), START)).release
    with_credit = project(Sentence(parse_term("60"), START, jail_credit=100)).release
    with_loss = project(Sentence(parse_term("60"), START, good_time_lost=27)).release
    assert plain is not None
    assert with_credit == plain - 100
    assert with_loss == plain + 27


def test_more_is_not_lost_than_was_earned() -> None:
    found = project(Sentence(parse_term("60"), START, good_time_lost=9_999))
    assert (found.good_time, found.release) == (0, found.full_term)


def test_time_served_counts_the_first_day_and_the_days_before() -> None:
    sentence = Sentence(parse_term("60"), START, jail_credit=30)
    assert served(sentence, START - 1) == 0
    assert served(sentence, START) == 31
    assert served(sentence, START + 364) == 395


def test_to_expire_on_a_day_is_released_that_day() -> None:
    sentence = Sentence(parse_term("240"), parse_day("2005-01-31"))
    found = to_expire_on(sentence, parse_day("2017-04-18"), parse_day("2016-12-19"))
    assert (format_day(found.release), found.remitted) == ("2017-04-18", 1903)


def test_to_a_term_runs_good_time_by_the_rule_of_the_grant() -> None:
    sentence = Sentence(LIFE_TERM, parse_day("2008-01-01"))
    before = to_term(sentence, parse_term("240"), parse_day("2016-12-19"))
    after = to_term(sentence, parse_term("240"), parse_day("2020-12-22"))
    assert (before.good_time, after.good_time) == (941, 1080)
    assert before.remitted is None


def test_to_a_term_already_served_releases_on_the_day_of_the_grant() -> None:
    sentence = Sentence(LIFE_TERM, parse_day("1999-06-01"))
    granted = parse_day("2016-12-19")
    assert to_term(sentence, parse_term("120"), granted).release == granted
    assert to_time_served(sentence, granted).release == granted


@pytest.mark.parametrize(
    ("expires", "granted", "match"),
    [("2016-12-18", "2016-12-19", "before the grant"), ("2017-01-01", "2004-01-01", "before the sentence began")],
)
def test_impossible_days_of_a_commutation_are_refused(expires: str, granted: str, match: str) -> None:
    sentence = Sentence(parse_term("240"), parse_day("2005-01-31"))
    with pytest.raises(InputError, match=match):
        to_expire_on(sentence, parse_day(expires), parse_day(granted))


def test_more_jail_credit_than_term_is_refused() -> None:
    with pytest.raises(InputError, match="jail credit"):
        project(Sentence(parse_term("1 month"), START, jail_credit=40))


OFFENSE = parse_day("1985-07-01")


@pytest.mark.parametrize(
    ("term", "rate"),
    [("6", 5), ("12", 5), ("12 months 1 day", 6), ("35", 6), ("36", 7), ("59", 7), ("60", 8), ("119", 8), ("120", 10)],
)
def test_statutory_good_time_on_both_sides_of_each_length(term: str, rate: int) -> None:
    parsed = parse_term(term)
    assert statutory_good_time(parsed, OFFENSE) == rate * parsed.months
    assert statutory_good_time(parse_term("5"), OFFENSE) == 0


def test_parole_after_a_third_and_after_ten_years_at_most() -> None:
    begins = parse_day("1986-01-01")
    six = parole_era(parse_term("6 years"), begins, 0, OFFENSE)
    assert six.eligible == begins + 731  # a third of 2,191 days, rounded up
    forty = parole_era(parse_term("40 years"), begins, 0, OFFENSE)
    life = parole_era(LIFE_TERM, begins, 0, OFFENSE)
    assert format_day(forty.eligible or 0) == format_day(life.eligible or 0) == "1996-01-01"
    assert format_day(life.presumed or 0) == "2016-01-01"


def test_no_parole_for_a_year_or_less_nor_for_an_offense_from_the_first_day_of_the_guidelines() -> None:
    assert parole_era(parse_term("12"), parse_day("1986-01-01"), 0, OFFENSE).eligible is None
    sentence = Sentence(parse_term("12 years"), parse_day("1988-06-01"), offense_day=parse_day("1987-11-01"))
    assert project(sentence).parole is None
    earlier = Sentence(parse_term("12 years"), parse_day("1988-06-01"), offense_day=parse_day("1987-10-31"))
    assert project(earlier).parole is not None


def test_time_credits_count_whole_periods_from_the_act_on() -> None:
    start = parse_day("2018-12-21")
    assert earned(parse_day("2015-01-01"), start + 29, low_risk=True) == 0
    assert earned(parse_day("2015-01-01"), start + 30, low_risk=True) == 15
    assert earned(start, start + 30, low_risk=False) == 10


def test_the_scenario_covers_what_is_left_and_takes_twelve_months_at_most_to_supervision() -> None:
    release = parse_day("2032-12-10")
    found = scenario(release, parse_day("2020-06-01"), low_risk=True, supervised_release=True)
    assert found.earned >= release - found.prerelease
    assert earned(found.participates_from, found.prerelease - 1, low_risk=True) < release - found.prerelease + 1
    assert format_day(found.supervised_release) == "2031-12-10"
    without = scenario(release, parse_day("2020-06-01"), low_risk=True, supervised_release=False)
    assert without.supervised_release == release


@pytest.mark.parametrize("text", ["", "ten", "20 fortnights", "-5", "0"])
def test_what_is_no_term_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="is not a term"):
        parse_term(text)

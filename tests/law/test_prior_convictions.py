"""Predicates: both sides of each definition's lines, what stays open, and that more knowledge only narrows an answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clemency.law.dates import parse_day
from clemency.law.guidelines.s4a1_2 import Prior
from clemency.law.guidelines.s4b1_2 import career_offender
from clemency.law.prior_convictions import KINDS, NO, OPEN, YES, every, some
from clemency.law.statutes.usc18_924e import armed_career_criminal
from clemency.law.statutes.usc18_3559c import three_strikes
from clemency.law.statutes.usc21_851 import felony_drug_offenses, serious_drug_felony, serious_priors

BEGAN, ENDED, SENTENCED = parse_day("2012-01-01"), parse_day("2012-02-01"), parse_day("2012-12-01")


def prior(imposed: str = "2004-03-01", months: float = 36, **facts: Any) -> Prior:
    days = {key: parse_day(value) for key, value in facts.items() if key in ("released", "offense", "convicted")}
    return Prior(imposed=parse_day(imposed), months=months, **{**facts, **days})


def career(*priors: Prior, day: int = SENTENCED, instant: str = YES) -> str:
    return career_offender(priors, BEGAN, ENDED, day, instant).answer


VIOLENT = prior(found=("crime of violence",))
DRUG = prior("2006-03-01", found=("controlled substance offense",))


def test_two_predicates_make_a_career_offender_only_if_the_offense_is_one_too() -> None:
    assert career(VIOLENT, DRUG) == YES
    assert career(VIOLENT, DRUG, instant=NO) == NO
    assert career(VIOLENT, DRUG, instant=OPEN) == OPEN
    assert career(VIOLENT) == NO


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        ({"found": ()}, OPEN),
        ({"found": (), "found_not": ("crime of violence", "controlled substance offense")}, NO),
        ({"found": (), "found_not": ("crime of violence",)}, OPEN),
        ({"maximum": 12.0}, NO),
        ({"maximum": 12.5}, YES),
        ({"months": 6.0}, OPEN),
        ({"months": 6.0, "maximum": 60.0}, YES),
        ({"before_18": True, "adult": False}, NO),
        ({"uncounted": "expunged"}, NO),
        ({"convicted": parse_day("2012-03-01")}, NO),
    ],
)
def test_what_makes_a_predicate(change: dict[str, Any], answer: str) -> None:
    assert career(VIOLENT, replace(DRUG, **change)) == answer


def test_two_sentences_of_one_day_are_one_predicate_since_2007() -> None:
    same_day = replace(DRUG, imposed=VIOLENT.imposed)
    assert career(VIOLENT, same_day) == NO
    assert (
        career(VIOLENT, same_day, day=parse_day("2007-10-31")) == YES
    )  # not related: no shared occasion, plan or order


def test_the_residual_clause_counts_until_2016_08_01() -> None:
    residual = replace(VIOLENT, found=("crime of violence, residual clause",))
    assert career(residual, DRUG, day=parse_day("2016-07-31")) == YES
    assert career(residual, DRUG, day=parse_day("2016-08-01")) == NO


def armed(*priors: Prior, day: int = SENTENCED, ended: int = ENDED) -> str:
    return armed_career_criminal(priors, min(BEGAN, ended), ended, day).answer


FELONIES = [prior(f"{year}-03-01", found=("violent felony",)) for year in (1980, 1990, 2000)]


def test_three_violent_felonies_of_any_age() -> None:
    assert armed(*FELONIES) == YES
    assert armed(*FELONIES[:2]) == NO
    assert armed(*FELONIES[:2], prior("2001-03-01")) == OPEN


def test_one_occasion_counts_once_since_1988_11_18() -> None:
    together = [replace(each, occasion="one night") for each in FELONIES]
    assert armed(*together) == NO
    before = [replace(each, imposed=parse_day("1985-03-01"), occasion="one night") for each in FELONIES]
    assert armed(*before, ended=parse_day("1988-11-17"), day=parse_day("1989-06-01")) == YES
    assert armed(*before, ended=parse_day("1988-11-18"), day=parse_day("1989-06-01")) == NO


def test_sentences_of_one_day_may_be_one_occasion() -> None:
    one_day = [replace(each, imposed=parse_day("2000-03-01")) for each in FELONIES]
    assert armed(*one_day) == OPEN
    apart = [replace(each, offense=each.imposed - number) for number, each in enumerate(one_day, start=10)]
    assert armed(*apart) == YES


def test_a_serious_drug_offense_carries_ten_years() -> None:
    drug = replace(FELONIES[2], found=("serious drug offense",))
    assert armed(*FELONIES[:2], replace(drug, maximum=119.0)) == NO
    assert armed(*FELONIES[:2], replace(drug, maximum=120.0)) == YES


def test_the_residual_clause_of_924e_is_void_since_2015_06_26() -> None:
    residual = replace(FELONIES[2], found=("violent felony, residual clause",))
    assert armed(*FELONIES[:2], residual, day=parse_day("2015-06-25")) == YES
    assert armed(*FELONIES[:2], residual, day=parse_day("2015-06-26")) == NO


STRIKES = [
    prior("1985-03-01", 60, offense="1984-06-01", found=("serious violent felony",)),
    prior("1990-03-01", 60, offense="1989-06-01", found=("serious drug offense of § 3559(c)",)),
]


def strikes(*priors: Prior, ended: int = ENDED, instant: str = YES, notice: str = YES) -> str:
    return three_strikes(priors, min(BEGAN, ended), ended, instant, notice).answer


def test_three_strikes() -> None:
    assert strikes(*STRIKES) == YES
    assert strikes(*STRIKES, ended=parse_day("1994-09-12")) == NO
    assert strikes(*STRIKES, ended=parse_day("1994-09-13")) == YES
    assert strikes(*STRIKES, instant=OPEN) == OPEN
    assert strikes(*STRIKES, notice=OPEN) == OPEN
    assert strikes(STRIKES[1], replace(STRIKES[1], imposed=parse_day("1995-01-01"))) != YES  # none of them violent


def test_the_second_strike_comes_after_the_first_conviction() -> None:
    assert strikes(STRIKES[0], replace(STRIKES[1], offense=parse_day("1985-03-01"))) == NO
    assert strikes(STRIKES[0], replace(STRIKES[1], offense=parse_day("1985-03-02"))) == YES
    assert strikes(STRIKES[0], replace(STRIKES[1], offense=None)) == OPEN


NOTICED = prior("1995-03-01", 36, released="1998-01-01", served=34.0, noticed=True, found=("serious drug offense",))


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        ({}, YES),
        ({"served": 12.0}, NO),
        ({"served": 12.1}, YES),
        ({"served": None}, OPEN),
        ({"served": None, "months": 12.0}, NO),
        ({"served": None, "months": 12.0, "revoked_months": 6.0}, OPEN),
        ({"released": parse_day("1997-01-01")}, YES),
        ({"released": parse_day("1996-12-31")}, NO),
        ({"released": None}, OPEN),
        ({"released": None, "imposed": parse_day("1997-01-01")}, YES),
        ({"maximum": 60.0}, NO),
        ({"found": ()}, OPEN),
        ({"found_not": ("serious drug offense",), "found": ("felony drug offense",)}, NO),
    ],
)
def test_a_serious_drug_felony(change: dict[str, Any], answer: str) -> None:
    assert serious_drug_felony(replace(NOTICED, **change), BEGAN)[0] == answer


def test_a_serious_violent_felony_has_no_fifteen_years() -> None:
    old = replace(NOTICED, imposed=parse_day("1980-03-01"), released=parse_day("1983-01-01"))
    assert serious_priors([old], BEGAN, ENDED).most == 0
    assert serious_priors([replace(old, found=("serious violent felony",))], BEGAN, ENDED).least == 1


def test_only_noticed_priors_are_felony_drug_offenses() -> None:
    assert felony_drug_offenses([NOTICED, replace(NOTICED, noticed=False)], BEGAN, ENDED).most == 1
    assert felony_drug_offenses([replace(NOTICED, found=(), maximum=12.0)], BEGAN, ENDED).most == 0
    assert felony_drug_offenses([replace(NOTICED, found=())], BEGAN, ENDED).answer == OPEN


ANSWERS = st.lists(st.sampled_from([YES, NO, OPEN]), min_size=1, max_size=4)


@given(ANSWERS, st.data())
@settings(max_examples=60, deadline=None)
def test_settling_an_open_answer_never_turns_a_settled_one(answers: list[str], data: st.DataObject) -> None:
    settled = [data.draw(st.sampled_from([YES, NO])) if answer == OPEN else answer for answer in answers]
    for rule in (every, some):
        if rule(*answers) != OPEN:
            assert rule(*settled) == rule(*answers)


@st.composite
def priors(draw: st.DrawFn) -> list[Prior]:
    found = []
    for _ in range(draw(st.integers(0, 4))):
        imposed = draw(st.integers(parse_day("1985-01-01"), parse_day("2013-01-01")))
        kinds = tuple(draw(st.lists(st.sampled_from(sorted(KINDS)), max_size=2, unique=True)))
        found.append(
            Prior(
                imposed=imposed,
                months=float(draw(st.sampled_from([0, 6, 14, 60]))),
                maximum=draw(st.sampled_from([None, 12.0, 60.0, 240.0])),
                found=kinds,
                noticed=draw(st.booleans()),
            )
        )
    return found


@given(priors(), st.sampled_from(sorted(KINDS)))
@settings(max_examples=60, deadline=None)
def test_a_refusal_never_brings_a_predicate(listed: list[Prior], kind: str) -> None:
    """A court that refuses what none had found takes predicates away or leaves them."""
    if not listed or kind in listed[0].found:
        return
    refused = [replace(listed[0], found_not=(*listed[0].found_not, kind)), *listed[1:]]
    for rule in (
        lambda each: career_offender(each, BEGAN, ENDED, SENTENCED, YES),
        lambda each: armed_career_criminal(each, BEGAN, ENDED, SENTENCED),
        lambda each: felony_drug_offenses(each, BEGAN, ENDED),
        lambda each: serious_priors(each, BEGAN, ENDED),
    ):
        assert rule(refused).most <= rule(listed).most
        assert rule(refused).least <= rule(listed).least

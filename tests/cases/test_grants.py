"""From a grant's printed texts to a case: what the text says, nothing more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from clemency.cases.comparison import compare
from clemency.cases.criteria import findings
from clemency.cases.grants import case_of
from clemency.law.facts import GUN_POSSESSED, LIFE
from clemency.ledger.model import Grant
from clemency.ledger.store import load_record


@pytest.fixture(scope="module")
def printed() -> Grant:
    """A real grant, whose texts the tests replace."""
    return next(grant for grant in load_record().grants if grant.id.startswith("obama-2016-12-19-commutation"))


def texts(
    grant: Grant, offense: str, sentence: str = "Life imprisonment", court: str = "District of Kansas; July 24, 2007"
) -> Grant:
    return replace(grant, offense_text=offense, sentence_text=sentence, district_text=court)


def test_quantity_drug_and_day(printed: Grant) -> None:
    read = case_of(texts(printed, "Conspiracy to distribute 50 grams or more of cocaine base, 21 U.S.C. § 846"))
    case = read.case
    assert case is not None
    assert [(line.drug, line.charged, line.weight) for line in case.drugs] == [("cocaine_base", 50_000_000, None)]
    assert case.statutes == ("21 USC 846",)
    assert case.imposed == LIFE
    assert case.sentenced is not None
    assert case.sentenced.first == case.sentenced.last == date(2007, 7, 24).toordinal()
    assert case.offense_ended is None
    assert case.category is None
    assert case.career_offender is None
    assert case.priors_851 is None
    assert case.priors_851_least == 0


def test_the_minimum_is_certain_where_the_quantity_is_printed(printed: Grant) -> None:
    grant = texts(
        printed, "Possession with intent to distribute 50 grams or more of cocaine base", "240 months' imprisonment"
    )
    case = case_of(grant).case
    assert case is not None
    without_priors = compare(case.with_facts(priors_851=0, serious_priors=0), on="2016-12-19")
    assert without_priors.minimum("then") == (120.0, 120.0)
    assert without_priors.minimum("now") == (60.0, 60.0)


def test_a_notice_is_at_least_one_prior(printed: Grant) -> None:
    case = case_of(
        texts(printed, "Distribution of 5 grams or more of crack, 21 U.S.C. §§ 841(a)(1), 841(b)(1)(B), 851")
    ).case
    assert case is not None
    assert (case.priors_851, case.priors_851_least) == (None, 1)
    assert compare(case).minimum("then") == (120.0, 120.0)


def test_priors_in_words(printed: Grant) -> None:
    text = (
        "Conspiracy to distribute 500 grams or more of methamphetamine mixture following a prior felony drug conviction"
    )
    case = case_of(texts(printed, text)).case
    assert case is not None
    assert case.priors_851 == 1


def test_a_detectable_amount_is_no_charged_quantity(printed: Grant) -> None:
    case = case_of(texts(printed, "Distribution of a detectable amount of cocaine, 21 U.S.C. § 841(a)(1)")).case
    assert case is not None
    assert case.drugs[0].charged == 0
    assert compare(case.with_facts(priors_851=0)).minimum("then") == (0.0, 0.0)


def test_no_quantity_stays_unknown(printed: Grant) -> None:
    case = case_of(texts(printed, "Conspiracy to distribute heroin, 21 U.S.C. § 846")).case
    assert case is not None
    assert case.drugs[0].charged is None
    assert compare(case).minimum("then") == (0.0, LIFE)


def test_firearm_counts_are_the_least_kind(printed: Grant) -> None:
    text = "Possession of a firearm in furtherance of a drug trafficking crime (two counts); distribution of heroin"
    read = case_of(texts(printed, text))
    assert read.case is not None
    assert read.case.firearm_counts == (GUN_POSSESSED, GUN_POSSESSED)
    assert any("least kind" in note for note in read.notes)


def test_an_offense_the_tables_do_not_know_is_refused_by_name(printed: Grant) -> None:
    read = case_of(texts(printed, "Violation of a regulation, 50 U.S.C. § 1705"))
    assert read.case is None
    assert "50 USC 1705" in read.reason


def test_most_of_the_record_can_be_read() -> None:
    grants = [g for g in load_record().grants if g.kind == "commutation" and g.offense_text]
    read = [case_of(grant) for grant in grants]
    with_case = sum(1 for one in read if one.case is not None)
    assert with_case + sum(1 for one in read if one.reason) == len(grants)
    assert with_case / len(grants) > 0.95


def test_criteria_have_findings_with_evidence_and_no_total(printed: Grant) -> None:
    case = case_of(
        texts(printed, "Conspiracy to distribute 50 grams or more of cocaine base", "Life imprisonment")
    ).case
    assert case is not None
    found = findings(compare(case, on="2017-12-19"))
    assert [finding.number for finding in found] == [1, 2, 3, 4, 5, 6]
    assert all(finding.evidence for finding in found)
    assert {finding.number: finding.finding for finding in found}[3] == "met"
    assert {finding.number: finding.finding for finding in found}[5] == "not assessable"

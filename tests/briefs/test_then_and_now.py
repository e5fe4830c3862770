"""The recipients of a day under the law then and now: counts with their certainty, rows behind them."""

from __future__ import annotations

from datetime import date

import pytest

from clemency.briefs.grant_sheet import compare_grant, grant_dict, grant_named, grant_sheet
from clemency.briefs.then_and_now import ThenAndNow, then_and_now
from clemency.briefs.then_and_now import text as page_text
from clemency.errors import InputError
from clemency.law.facts import LIFE
from clemency.ledger.store import load_record


@pytest.fixture(scope="module")
def page() -> ThenAndNow:
    grants = [g for g in load_record().grants if g.kind == "commutation" and g.signed_on == date(2016, 12, 19)]
    return then_and_now(grants, "Commutations of 2016-12-19", "2016-12-19")


def test_everyone_is_compared_or_named_with_a_reason(page: ThenAndNow) -> None:
    assert len(page.people) == 153
    assert len(page.compared) + sum(page.not_compared.values()) == 153


def test_certain_never_exceeds_possible_and_every_figure_lists_its_rows(page: ThenAndNow) -> None:
    for figure in page.figures:
        assert figure.certain <= figure.possible
        assert len(figure.rows) == figure.certain
        assert figure.rule
    by_key = {figure.key: figure for figure in page.figures}
    assert by_key["lower_minimum_as_charged"].certain > 0
    assert (
        by_key["ratio_at_least_10"].possible
        <= by_key["ratio_at_least_4"].possible
        <= by_key["ratio_at_least_2"].possible
    )


def test_a_lower_minimum_is_certain_only_if_every_reading_of_priors_says_so(page: ThenAndNow) -> None:
    for person in page.compared:
        assert person.minimums is not None
        if person.minimums.certain(lambda then, now: now < then):
            assert all(now < then for then, now in person.minimums.pairs)
        for then, now in person.minimums.pairs:
            assert 0 <= then <= LIFE
            assert 0 <= now <= LIFE


def test_page_reads_as_plain_values(page: ThenAndNow) -> None:
    found = page.to_dict()
    assert found["people"] == 153
    assert len(found["rows"]) == 153
    assert "certain" in page_text(page)
    assert found["reduction"]["grants"] > 100


def test_one_person_by_name() -> None:
    person = compare_grant(grant_named(load_record(), "Kendrick Tyshawn Akins", "2016-12-19"))
    sheet = grant_sheet(person)
    assert "Life imprisonment" in sheet
    assert "everything else is unknown" in sheet
    assert "there is no total" in sheet
    assert grant_dict(person)["criteria"][0]["number"] == 1


def test_a_misspelt_name_is_answered_with_the_near_ones() -> None:
    with pytest.raises(InputError, match="Kendrick Tyshawn Akins"):
        grant_named(load_record(), "Kendrik Tyshan Akins")


def test_two_people_of_one_name_are_told_apart() -> None:
    with pytest.raises(InputError, match="2 commutations"):
        grant_named(load_record(), "Kevin Washington", "2016-10-27")

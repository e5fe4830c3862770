"""Totals by what people ask, superlatives with their runner-up, and finding people by a misspelt name."""

from __future__ import annotations

from datetime import date

import pytest
from tests.ledger.invented import grant, record

from clemency.errors import InputError
from clemency.ledger.counting import Where
from clemency.ledger.model import Claim
from clemency.ledger.questions import BY, Query, find, state_of, totals
from clemency.ledger.records import by_statistics, longest_gap, longest_wait_for_first, rank_of_day, superlatives

LEDGER = record(
    [
        grant(1, date(1990, 1, 2), kind="pardon", president="early", name="José Álvarez-Núñez"),
        grant(2, date(1993, 6, 1), name="Evelyn Quattlebaum", drug=True, drugs=("cocaine_base",), districts=("txed",)),
        grant(3, date(1993, 6, 1), name="Kevin Marlowe", life=True, drug=True, offense_classes=("drug", "firearm")),
        grant(4, date(1993, 6, 1), name="Kevin Marlowe", life=False, drug=False, offense_classes=("fraud",)),
        grant(5, date(1996, 12, 31), kind="pardon", name="Dana Ostrowski"),
        grant(6, date(1997, 2, 1), kind="pardon", name="Dana Ostrovsky", declined=date(1998, 1, 1)),
        grant(7, date(2000, 12, 1), kind="remission", name="Ira Pell", districts=("dcsuper",)),
    ]
)


@pytest.mark.parametrize("by", BY)
def test_every_table_has_the_same_whole(by: str) -> None:
    table = totals(LEDGER, by)
    assert table.whole.figures["grants"].value == 6
    held = {row for line in table.lines for row in line.figures["grants"].rows}
    assert held == set(table.whole.figures["grants"].rows)
    if by not in ("offense", "district"):
        assert sum(line.figures["grants"].value for line in table.lines) == 6


def test_totals_by_term_keep_two_terms_apart() -> None:
    lines = {line.key: line.figures["grants"].value for line in totals(LEDGER, "term").lines}
    assert lines == {"early-1": 1, "twice-1": 4, "twice-2": 1}


def test_totals_as_known_on_a_past_day() -> None:
    then = date(1997, 6, 1)
    assert totals(LEDGER, "kind", Where(until=then, known_on=then)).whole.figures["pardons"].value == 3
    assert totals(LEDGER, "kind", Where(until=then)).whole.figures["pardons"].value == 2


def test_an_offense_of_two_classes_stands_in_both_lines() -> None:
    table = totals(LEDGER, "offense", Where(kind="commutation"))
    assert {line.key: line.figures["grants"].value for line in table.lines} == {
        "drug": 1,
        "firearm": 1,
        "fraud": 1,
        "not known": 1,
    }
    assert "more than the whole" in table.note


def test_unknown_grouping_is_an_error_with_the_choices() -> None:
    with pytest.raises(InputError, match="fiscal-year"):
        totals(LEDGER, "race")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Quattlebaum", ["g2"]),
        ("quatlebaum evelin", ["g2"]),  # two errors, words turned round
        ("alvarez nunez", ["g1"]),  # accents and a hyphen
        ("Ostrowski", ["g5", "g6"]),  # two letters away: found, placed after the exact name
        ("Kevin Marlowe", ["g3", "g4"]),  # two people of one name stay two hits
        ("Zzyzx", []),
    ],
)
def test_find_by_name(asked: str, found: list[str]) -> None:
    assert [hit.grant.id for hit in find(LEDGER, Query(name=asked))] == found


def test_find_by_facts() -> None:
    def ids(**query: object) -> list[str]:
        return [hit.grant.id for hit in find(LEDGER, Query(**query))]  # type: ignore[arg-type]

    assert ids(life=True) == ["g3"]
    assert ids(drug="crack") == ids(drug="cocaine base") == ids(state="tx") == ids(district="txed") == ["g2"]
    assert ids(drug="any") == ["g2", "g3"]
    assert ids(offense="mail fraud", where=Where(kind="commutation")) == ["g4"]
    assert ids(state="DC") == ["g7"]
    assert ids(where=Where(since=date(1997, 1, 1))) == ["g6", "g7"]  # the refused grant is found though never counted
    assert ids(where=Where(since=date(1997, 1, 1)), include_ended=False) == ["g7"]


@pytest.mark.parametrize(("code", "state"), [("txed", "TX"), ("nmd", "NM"), ("dcsuper", "DC"), ("courtmartial", "")])
def test_state_of_a_district(code: str, state: str) -> None:
    assert state_of(code) == state


def test_rank_of_a_day_and_its_runner_up() -> None:
    rank = rank_of_day(LEDGER, date(1993, 6, 1), Where())
    assert (rank.rank, rank.value, rank.of, rank.tied) == (1, 3, 4, 0)
    assert rank.next_best is not None
    assert rank.next_best.value == 1
    assert "class proclamations excluded" in rank.rule
    nothing = rank_of_day(LEDGER, date(1994, 1, 1), Where())
    assert (nothing.value, nothing.rank) == (0, 5)


def test_largest_day_holds_only_until_a_larger_one() -> None:
    more = record([*LEDGER.grants, *(grant(100 + n, date(2000, 12, 1)) for n in range(3))])
    day = date(1993, 6, 1)
    assert rank_of_day(more, day, Where(until=date(1999, 1, 1))).rank == 1
    assert rank_of_day(more, day, Where()).rank == 2


def test_gap_and_wait() -> None:
    gap = longest_gap(LEDGER, Where()).places[0]
    assert (gap.first, gap.last) == (date(1996, 12, 31), date(2000, 12, 1))  # the refused grant of 1997 fills no gap
    wait = longest_wait_for_first(LEDGER, Where()).places
    assert [(p.label, p.value) for p in wait] == [("Ada Early", 347), ("Ben Twice", 132)]


def test_every_superlative_states_its_rule() -> None:
    found = superlatives(LEDGER, Where())
    assert {s.key for s in found} >= {
        "largest_day",
        "longest_gap",
        "longest_wait",
        "most_in_term",
        "most_in_fiscal_year",
    }
    for superlative in found:
        assert superlative.rule
        assert superlative.places[0].value == max(p.value for p in superlative.places)


def test_statistics_of_an_unfinished_year_are_not_used_early() -> None:
    claims = [
        Claim(f"c{y}", "twice", "", "commutations", "fiscal year", date(y, 9, 30), y, n, "", "s", "")
        for y, n in ((1994, 10), (1995, 20))
    ]
    ledger = record([], claims)
    assert by_statistics(ledger, "commutations", Where(until=date(1995, 9, 29))).places[0].value == 10
    assert by_statistics(ledger, "commutations", Where()).places[0].value == 30

"""`law show`, `changes` and `timeline` for offenses outside drugs, prior sentences and custody."""

from __future__ import annotations

import pytest

from clemency.errors import CoverageError
from clemency.law import lookup
from clemency.law.dates import parse_day


def test_a_guideline_shows_its_levels_in_the_order_of_the_manual_and_its_ladders() -> None:
    levels, ladders = lookup.show("2B1.1", parse_day("2010-11-01"))
    assert levels.table.name == lookup.CHAPTER_TWO
    assert levels.rows[0]["kind"] == "base"
    assert [int(row["step"]) for row in levels.rows] == sorted(int(row["step"]) for row in levels.rows)
    assert {row["ladder"] for row in ladders.rows} == {"theft_fraud_loss", "fraud_victims"}


def test_a_subdivision_shows_only_its_own() -> None:
    levels, ladders = lookup.show("2B1.1(b)(1)", parse_day("2010-11-01"))
    assert [row["item"] for row in levels.rows] == ["loss"]
    assert len(ladders.rows) == 15


@pytest.mark.parametrize(
    ("asked", "day", "table"),
    [
        ("2T4.1", "2016-11-01", lookup.RUNGS),
        ("3D1.2", "2016-11-01", lookup.GROUPING),
        ("3D1.4", "2016-11-01", lookup.RUNGS),
        ("4A1.2", "2016-11-01", lookup.PRIOR_SENTENCES),
        ("18 USC 3624", "2020-01-01", lookup.CUSTODY),
        ("18 USC 4205", "1987-01-01", lookup.CUSTODY),
    ],
)
def test_where_each_is_found(asked: str, day: str, table: str) -> None:
    assert table in {part.table.name for part in lookup.show(asked, parse_day(day))}


def test_what_ended_is_said_to_have_ended() -> None:
    with pytest.raises(CoverageError, match="not in force then"):
        lookup.show("2F1.1", parse_day("2002-01-01"))


def test_an_act_lists_the_levels_it_moved() -> None:
    day = parse_day("2004-11-01")
    moved = {move.key: (move.before, move.after) for change in lookup.changes(day, day) for move in change.moves}
    assert moved["§2A1.2 otherwise"] == ("level 33", "level 38")
    assert moved["§2C1.1 high level official"] == ("+8", "+4, at least level 18")


def test_a_level_through_time() -> None:
    lines = {line.label: [point.text for point in line.points] for line in lookup.timeline("2J1.2")}
    assert lines["§2J1.2 otherwise"] == ["level 12", "level 14"]

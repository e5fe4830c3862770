"""The second reading of App. C against the rows: on every day on which either changes, the same figures."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from clemency.law import tables
from clemency.law.dates import TABLES_AS_OF, parse_day
from clemency.law.guidelines.chapter_two import LADDERS, LEVELS

OFFICIAL = Path(__file__).parents[1] / "official" / "second_reading.csv"
PRINTED = OFFICIAL.with_name("printed_levels.csv")
GIVEN_AS_FACTS = {"at_least", "instead"}

Figure = tuple[str, int, str]


def readings() -> dict[str, dict[int, set[Figure]]]:
    found: dict[str, dict[int, set[Figure]]] = {}
    with OFFICIAL.open(encoding="utf-8") as file:
        for line in csv.DictReader(file):
            edition = found.setdefault(line["guideline"], {}).setdefault(parse_day(line["on"]), set())
            edition.add((line["kind"], int(line["levels"]), line["floor"]))
    return found


def test_the_reading_covers_the_guidelines_that_were_entered_first() -> None:
    assert set(readings()) >= {"2B1.1", "2F1.1", "2B3.1", "2G2.2", "2K2.1", "2L1.1", "2L1.2", "2S1.1", "2T1.1"}


@pytest.mark.parametrize("section", sorted(readings()))
def test_every_edition_has_the_figures_of_the_second_reading(section: str) -> None:
    editions = readings()[section]
    rows = [row for row in tables.load(LEVELS) if row["guideline"] == section and row["kind"] not in GIVEN_AS_FACTS]
    last = max(row.effective_to or TABLES_AS_OF for row in rows)
    days = {row.effective_from for row in rows} | {row.effective_to + 1 for row in rows if row.effective_to}
    days |= set(editions)
    for day in sorted(day for day in days if day <= min(last, TABLES_AS_OF)):
        ours = {(row["kind"], int(row["levels"]), row["floor"]) for row in rows if row.in_force(day)}
        assert ours == editions[max(start for start in editions if start <= day)], day


def printed() -> dict[tuple[str, str], set[tuple[str, int]]]:
    found: dict[tuple[str, str], set[tuple[str, int]]] = {}
    with PRINTED.open(encoding="utf-8") as file:
        for line in csv.DictReader(file):
            found.setdefault((line["guideline"], line["on"]), set()).add((line["kind"], int(line["level"])))
    return found


@pytest.mark.parametrize("on", ["2016-11-01", "2025-11-01"])
def test_every_level_that_the_manual_prints_has_its_row(on: str) -> None:
    ladders: dict[str, set[int]] = {}
    for rung in tables.load(LADDERS).on(parse_day(on)):
        ladders.setdefault(rung["ladder"], set()).add(int(rung["levels"]))
    levels: dict[str, set[int]] = {}
    ends: dict[str, set[int]] = {}
    for row in tables.load(LEVELS).on(parse_day(on)):
        levels.setdefault(row["guideline"], set()).update({int(row["levels"])} | ladders.get(row["ladder"], set()))
        ends.setdefault(row["guideline"], set()).add(int(row["floor"] or row["levels"]))
    missing: list[tuple[str, str, int]] = []
    for (section, day), figures in printed().items():
        if day != on:
            continue
        ours = {
            "increase": levels[section],
            "decrease": {-level for level in levels[section]},
            "least": ends[section],
            "base": levels[section] | ends[section],
        }
        missing += [(section, kind, level) for kind, level in figures if level not in ours[kind]]
    assert missing == []

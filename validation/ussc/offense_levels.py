"""The recorded base level, characteristics and level of chapter two against what our tables of the year allow.

The rows hold levels, not the facts behind them, so this says only that a recorded figure is one that the guideline of that
Manual could give. It catches a wrong base level, a missing rung, a floor or a change entered under the wrong year. Drugs are
checked for the base level alone.
"""

from __future__ import annotations

import re

from clemency.law import tables
from clemency.law.dates import GUIDELINES_FROM, TABLES_AS_OF, format_day, parse_day
from clemency.law.guidelines.chapter_two import AS_GIVEN, LADDERS, LEVELS, MODULES, MOST_LEVEL
from validation.report import Check
from validation.ussc.rows import Row


def _day(row: Row) -> int | None:
    manual = row.whole("AMENDYR")
    if manual is None:
        return None
    return min(max(parse_day(f"{manual}-11-01"), GUIDELINES_FROM), TABLES_AS_OF)


def _rows_on(section: str, day: int) -> list[tables.Row]:
    return [row for row in tables.load(LEVELS).on(day) if row["guideline"] == section]


def _amounts(row: tables.Row, day: int) -> set[int]:
    own = int(row["levels"])
    if row["ladder"] == AS_GIVEN:
        return {max(level + own, int(row["floor"] or 0)) for level in range(1, MOST_LEVEL + 1)}
    if not row["ladder"]:
        return {own}
    return {own + int(rung["levels"]) for rung in tables.load(LADDERS).on(day) if rung["ladder"] == row["ladder"]}


def bases(section: str, day: int) -> set[int]:
    """Every base level that a guideline has on a day."""
    found: set[int] = set()
    for row in _rows_on(section, day):
        if row["kind"] == "base":
            found |= _amounts(row, day)
    return found


def first_characteristic(section: str, day: int) -> set[int] | None:
    """Every amount that the first specific offense characteristic can add; None where a floor makes it more."""
    rows = [row for row in _rows_on(section, day) if row["kind"] == "add"]
    first = min((int(row["step"]) for row in rows), default=0)
    found = {0}
    for row in rows:
        if int(row["step"]) != first:
            continue
        if row["floor"]:
            return None
        found |= _amounts(row, day)
    return found


def floors(section: str, day: int) -> set[int]:
    """Every least level that a characteristic of a guideline has on a day."""
    return {int(row["floor"]) for row in _rows_on(section, day) if row["kind"] != "base" and row["floor"]}


def drug_bases(day: int) -> set[int]:
    """Every base level of §2D1.1 on a day: the drug quantity table, and where death or serious injury resulted."""
    found = {int(row["offense_level"]) for row in tables.load("guidelines/s2d1_1_drug_quantity").on(day)}
    figures = tables.load("guidelines/parameters").on(day)
    return found | {
        int(row["value"]) for row in figures if row["parameter"].startswith("death_level") and row["value"] != "0"
    }


def offense_level(row: Row, check: Check) -> None:
    """BASEHI, ADJ_BHI and CHAP2 of a guideline that is modelled, on the Manual that the row names."""
    section, base, day = row.text("GDLINEHI"), row.whole("BASEHI"), _day(row)
    if section not in MODULES and section != "2D1.1":
        check.leave(row.id, f"§{section} is not among the guidelines modelled here" if section else "no guideline")
        return
    if base is None or day is None:
        check.leave(row.id, "base level or Manual is blank")
        return
    allowed = drug_bases(day) if section == "2D1.1" else bases(section, day)
    if not allowed:
        check.leave(row.id, f"§{section} was not in the Manual of {format_day(day)}")
        return
    got = base if base in allowed else sorted(allowed)
    check.hold(f"{row.id} base", base, got, f"no such base level in §{section}")
    if section != "2D1.1":
        _first(row, section, day, check)
        _reached(row, section, base, day, check)


def _first(row: Row, section: str, day: int, check: Check) -> None:
    first, amounts = row.whole("ADJ_BHI"), first_characteristic(section, day)
    # Since 2001 the table of §2S1.1(a)(2) is part of its base level, which stands in the row as one figure.
    if first is None or amounts is None or section == "2S1.1":
        return
    got = first if first in amounts else sorted(amounts)
    check.hold(f"{row.id} first characteristic", first, got, f"no such amount in §{section}(b)(1)")


def _reached(row: Row, section: str, base: int, day: int, check: Check) -> None:
    """The level of chapter two: the base and the characteristics, or the floor of one of them."""
    level = row.whole("CHAP2")
    if level is None:
        return
    added = base + sum(row.whole(column) or 0 for column in row.cells if re.fullmatch(r"ADJ_[A-Z]HI", column))
    raised = level > added and level in floors(section, day)
    note = f"a characteristic raises the level to its floor (§{section})" if raised else ""
    check.hold(f"{row.id} level", level, level if raised else added, "neither their sum nor a floor", note)

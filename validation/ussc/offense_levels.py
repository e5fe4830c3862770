"""Guidelines outside drugs: the recorded base level and first characteristic against what our tables of the year allow.

The rows hold levels, not the facts behind them, so this says only that a recorded figure is one that the guideline of that
Manual could give. It catches a wrong base level, a missing rung, a change entered under the wrong year.
"""

from __future__ import annotations

from clemency.law import tables
from clemency.law.dates import GUIDELINES_FROM, TABLES_AS_OF, format_day, parse_day
from clemency.law.guidelines.chapter_two import AS_GIVEN, LADDERS, LEVELS, MODULES
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
    if row["ladder"] == AS_GIVEN:
        return set(range(1, 44))
    if not row["ladder"]:
        return {int(row["levels"])}
    return {int(rung["levels"]) for rung in tables.load(LADDERS).on(day) if rung["ladder"] == row["ladder"]}


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
    first = min(int(row["step"]) for row in rows)
    found = {0}
    for row in rows:
        if int(row["step"]) != first:
            continue
        if row["floor"]:
            return None
        found |= _amounts(row, day)
    return found


def offense_level(row: Row, check: Check) -> None:
    """BASEHI and ADJ_BHI of a guideline that is modelled, on the Manual that the row names."""
    section, base, first, day = row.text("GDLINEHI"), row.whole("BASEHI"), row.whole("ADJ_BHI"), _day(row)
    if section not in MODULES:
        check.leave(row.id, f"§{section} is not among the guidelines modelled here" if section else "no guideline")
        return
    if base is None or day is None:
        check.leave(row.id, "base level or Manual is blank")
        return
    allowed = bases(section, day)
    if not allowed:
        check.leave(row.id, f"§{section} was not in the Manual of {format_day(day)}")
        return
    check.hold(
        f"{row.id} base", base, base if base in allowed else sorted(allowed), f"no such base level in §{section}"
    )
    amounts = first_characteristic(section, day)
    # Since 2001 the table of §2S1.1(a)(2) is part of its base level, which stands in the row as one figure.
    if first is None or amounts is None or section == "2S1.1":
        return
    got = first if first in amounts else sorted(amounts)
    check.hold(f"{row.id} first characteristic", first, got, f"no such amount in §{section}(b)(1)")

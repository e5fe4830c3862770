"""Dated tables of law: load one, ask what was in force on a day, check that it holds together.

A table is a CSV under ``data/`` with ``effective_from``, ``effective_to`` (last day in force, empty = still in force
when last checked), key and value columns, and ``authority``, a key of ``data/authorities.toml``. Past rows stay; an
act of law adds rows. Reading is quick and trusting, because it happens in every run. ``validate`` is strict: it holds
a table against ``data/schema.toml``, and the tests and ``clemency law coverage --check`` run it.
"""

from __future__ import annotations

import csv
import itertools
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from clemency.errors import CoverageError, InputError
from clemency.law.dates import format_day

DATA = Path(__file__).parent / "data"


class TableError(InputError):
    """A table of law that does not hold together. Names the file, the line, the column, the value and why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. Cells by column name, as text; the days as numbers; ``number`` is the line in the file."""

    cells: tuple[str, ...]
    index: dict[str, int]  # shared by every row of the table
    number: int
    effective_from: int
    effective_to: int | None
    authority: str

    def __getitem__(self, column: str) -> str:
        return self.cells[self.index[column]]

    def get(self, column: str, default: str = "") -> str:
        """The cell, or ``default`` where the table has no such column."""
        place = self.index.get(column)
        return default if place is None else self.cells[place]

    def in_force(self, day: int) -> bool:
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)

    def as_dict(self) -> dict[str, str]:
        return dict(zip(self.index, self.cells, strict=True))


@dataclass(frozen=True, slots=True)
class Table:
    """A table of law through time. ``name`` is its path under ``data/`` without the ending."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def on(self, day: int) -> tuple[Row, ...]:
        """The rows in force on a day, in the order of the file."""
        return tuple(row for row in self.rows if row.in_force(day))

    def boundary_days(self) -> tuple[int, ...]:
        """Each day on which a row begins, or the first day after one ends: the days the table changed."""
        days = {row.effective_from for row in self.rows}
        days |= {row.effective_to + 1 for row in self.rows if row.effective_to is not None}
        return tuple(sorted(days))


@dataclass(frozen=True, slots=True)
class Authority:
    """An act of law (or a decision) that rows name: what it moved, from which day, and how that was checked."""

    key: str
    title: str
    enacted: int | None
    effective: int
    moved: str
    citation: str
    verified: str


@cache
def load(name: str) -> Table:
    """The table ``name``, as in ``load("guidelines/s2d1_1_drug_quantity")``. Read once a process, not validated."""
    path = DATA / f"{name}.csv"
    if not path.is_file():
        raise CoverageError(f"There is no table {name!r}. Tables: {', '.join(names())}.")
    with path.open(newline="", encoding="utf-8") as file:
        return read(name, file)


def read(name: str, lines: Iterable[str]) -> Table:
    """A table from the lines of a CSV. Raises TableError on a line that has too few cells or no date."""
    cells_of = csv.reader(lines)
    columns = tuple(next(cells_of, ()))
    index = {column: place for place, column in enumerate(columns)}
    for needed in ("effective_from", "authority"):
        if needed not in index:
            raise TableError(f"{name}.csv line 1: no column {needed!r}. Restore the header from the release.")
    begins, authority, ends = index["effective_from"], index["authority"], index.get("effective_to")
    rows: list[Row] = []
    for cells in cells_of:
        number = cells_of.line_num
        if len(cells) != len(columns):
            raise TableError(f"{name}.csv line {number}: {len(cells)} cells where the header has {len(columns)}.")
        last = cells[ends] if ends is not None else ""
        try:
            days = _day(cells[begins]), _day(last) if last else None
        except ValueError:
            raise TableError(
                f"{name}.csv line {number}: {cells[begins]!r} to {last!r} are not days in the form YYYY-MM-DD."
            ) from None
        rows.append(Row(tuple(cells), index, number, *days, cells[authority]))
    return Table(name, columns, tuple(rows))


@cache
def names() -> tuple[str, ...]:
    """The tables there are: every one that ``data/schema.toml`` describes."""
    return tuple(sorted(schema()))


@cache
def schema() -> dict[str, dict[str, Any]]:
    """``data/schema.toml``: for each table its columns, keys, allowed values, first day and declared ends."""
    return tomllib.loads((DATA / "schema.toml").read_text(encoding="utf-8"))


@cache
def authorities() -> dict[str, Authority]:
    """Every act of law that a row names, by key, in the order of the day it took effect."""
    raw = tomllib.loads((DATA / "authorities.toml").read_text(encoding="utf-8"))
    return {
        key: Authority(
            key=key,
            title=entry["title"],
            enacted=entry["enacted"].toordinal() if "enacted" in entry else None,
            effective=entry["effective"].toordinal(),
            moved=entry["moved"],
            citation=entry["citation"],
            verified=entry["verified"],
        )
        for key, entry in raw.items()
    }


def authority(key: str) -> Authority:
    """The act of law with this key. A key that is not entered is an error of the tables, not of the asker."""
    try:
        return authorities()[key]
    except KeyError:
        raise TableError(
            f"authorities.toml has no entry {key!r}. Add it: title, effective, moved, citation, verified."
        ) from None


@cache
def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


# --- Checking a table -------------------------------------------------------------------------------------------------


def validate(table: Table) -> None:
    """Raise TableError with everything that is wrong with a table, one line each; return if nothing is.

    Checks, against ``data/schema.toml``: the columns and the form of every cell; the order of the rows; that each row
    names an act of law that took effect on its first day; that every key has exactly one row (or one ladder) on each
    day from its first, with no overlap and no gap, unless the schema declares the gap or the end and gives the reason.
    """
    found = list(problems(table))
    if found:
        raise TableError("\n".join(found))


def problems(table: Table) -> Iterator[str]:
    """What is wrong with a table, each as one line that names file, line, column and value."""
    rules = schema()[table.name]
    expected = tuple(column["name"] for column in rules["columns"])
    if table.columns != expected:
        yield f"{table.name}.csv line 1: columns {', '.join(table.columns)}; expected {', '.join(expected)}."
        return
    malformed = False
    for row in table.rows:
        for column in rules["columns"]:
            why = _malformed(row[column["name"]], column)
            if why:
                malformed = True
                yield _at(table, row, column["name"], why)
        yield from _inconsistent(table, row, rules)
    if malformed:  # the checks below read the cells
        return
    yield from _out_of_order(table, rules)
    by_key = _periods(table, rules)
    yield from _idle_ends(table, rules, by_key)
    for key, periods in by_key.items():
        yield from _broken_chain(table, rules, key, periods)
        for rows in periods.values():
            yield from _broken_ladder(table, rules, rows)


def _at(table: Table, row: Row, column: str, why: str) -> str:
    return f"{table.name}.csv line {row.number}, {column} = {row[column]!r}: {why}"


def _malformed(cell: str, column: dict[str, Any]) -> str:
    """Why a cell cannot stand, or nothing. ``type`` says what the column holds, ``empty`` whether it may be empty."""
    if cell != cell.strip() or "  " in cell:
        return "stray spaces"
    if cell == "":
        return "" if column.get("empty") else "empty; the column must be filled"
    values = column.get("values")
    if values is not None:
        return "" if cell in values else f"not one of {', '.join(values)}"
    match column["type"]:
        case "day":
            return "" if _is_day(cell) else "not a day in the form YYYY-MM-DD"
        case "integer":
            return "" if cell.isascii() and cell.isdigit() and str(int(cell)) == cell else "not a whole number"
        case "number":
            return "" if _is_number(cell) else "not a number in plain decimals"
        case "months":
            return "" if cell == "life" or _is_number(cell) else "neither months nor life"
        case "code":
            return "" if _CODE.fullmatch(cell) else "not a name in letters, digits and underscores"
        case "authority":
            return "" if cell in authorities() else "no such entry in authorities.toml; add it or correct the key"
        case "verified":
            return "" if _VERIFIED.match(cell) else "must start with verified, partly, unverified or not yet law"
        case "text":
            return ""
        case other:
            raise TableError(f"schema.toml: column type {other!r} is unknown")


def why_malformed(name: str, column: str, cell: str) -> str:
    """Why a cell cannot stand in a column of a table, or nothing. For tables that a reform changes."""
    return _malformed(cell, next(each for each in schema()[name]["columns"] if each["name"] == column))


_CODE = re.compile(r"[A-Za-z0-9_]+")
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d*[1-9])?")
_VERIFIED = re.compile(r"(verified|partly|unverified|not yet law)\b")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def _inconsistent(table: Table, row: Row, rules: dict[str, Any]) -> Iterator[str]:
    """What contradicts within one row: its days, its act of law, its least and greatest term."""
    if row.effective_to is not None and row.effective_to < row.effective_from:
        yield _at(table, row, "effective_to", f"before the first day, {row['effective_from']}")
    act = authorities().get(row.authority)
    if act and rules.get("starts_with_authority", True) and act.effective != row.effective_from:
        yield _at(
            table,
            row,
            "authority",
            f"took effect {format_day(act.effective)}, but the row begins {row['effective_from']}",
        )
    least, most = row.get("min_months"), row.get("max_months")
    if least and most and most != "life" and (least == "life" or Decimal(least) > Decimal(most)):
        yield _at(table, row, "max_months", f"less than the minimum of {least}")


def _out_of_order(table: Table, rules: dict[str, Any]) -> Iterator[str]:
    """Rows stand in one canonical order, so that a change of law shows as a small difference."""
    order: list[str] = rules.get("order", [])
    if not order:
        return
    columns = {column["name"]: column for column in rules["columns"]}

    def place(row: Row) -> tuple[Any, ...]:
        return tuple(_sort_key(row[name.removeprefix("-")], columns[name.removeprefix("-")], name[0]) for name in order)

    for before, row in itertools.pairwise(table.rows):
        if place(before) >= place(row):
            column = order[0].removeprefix("-")
            why = f"stands after line {before.number} against the order ({', '.join(order)}), or repeats it"
            yield _at(table, row, column, why)


def _sort_key(cell: str, column: dict[str, Any], sign: str) -> Any:
    if "values" in column:
        return column["values"].index(cell)
    if column["type"] in ("integer", "number"):
        return -Decimal(cell) if sign == "-" else Decimal(cell)
    return cell


_Key: TypeAlias = tuple[str, ...]
_Period: TypeAlias = tuple[int, int | None]


def _periods(table: Table, rules: dict[str, Any]) -> dict[_Key, dict[_Period, list[Row]]]:
    """The rows of each key by period. A cell that stands for several (prior tier ``1+``) counts under each of them."""
    expand: dict[str, dict[str, list[str]]] = rules.get("expand", {})
    found: dict[_Key, dict[_Period, list[Row]]] = {}
    for row in table.rows:
        parts = [expand.get(name, {}).get(row[name], [row[name]]) for name in rules["key"]]
        for key in itertools.product(*parts):
            period = (row.effective_from, row.effective_to)
            found.setdefault(key, {}).setdefault(period, []).append(row)
    return found


def _idle_ends(table: Table, rules: dict[str, Any], by_key: dict[_Key, dict[_Period, list[Row]]]) -> Iterator[str]:
    """A declared end that no row has is a leftover, and would hide a later mistake."""
    for end in rules.get("ends", ()):
        key, last = tuple(end["key"]), end["last"].toordinal()
        where = f"schema.toml, {table.name}: the end of {', '.join(key)} on {end['last']}"
        if all(period[1] != last for period in by_key.get(key, {})):
            yield f"{where} is declared, but no row ends then."
        act = authorities().get(end["authority"])
        if act is None or act.effective != last + 1:
            yield f"{where} names {end['authority']!r}, which is not an act of law that took effect the next day."


def _broken_chain(table: Table, rules: dict[str, Any], key: _Key, periods: dict[_Period, list[Row]]) -> Iterator[str]:
    """One key's periods must follow each other day by day, from the first day covered or from the act that made it."""
    ends = {(tuple(end["key"]), end["last"].toordinal()) for end in rules.get("ends", ())}
    within: list[str] = rules.get("within", [])
    chain = sorted(periods.items(), key=lambda item: item[0][0])
    for _, rows in chain:
        seen: dict[_Key, Row] = {}
        for row in rows:
            cells = tuple(row[name] for name in within)
            if cells in seen:
                why = f"a second row for {', '.join(key)} in the same period; the first is line {seen[cells].number}"
                yield _at(table, row, (within or rules["key"])[0], why)
            seen[cells] = row
    for ((_, last), rows), ((begins, _), following) in itertools.pairwise(chain):
        if last is None or begins <= last:
            why = f"overlaps line {rows[0].number} for {', '.join(key)}"
            yield _at(table, following[0], "effective_from", why)
        elif begins > last + 1 and (key, last) not in ends:
            why = (
                f"nothing for {', '.join(key)} from {format_day(last + 1)}; enter it, or declare the end in schema.toml"
            )
            yield _at(table, following[0], "effective_from", why)
    (_, last), rows = chain[-1]
    if last is not None and (key, last) not in ends:
        why = f"{', '.join(key)} just stops; add what follows, or declare the end and its reason in schema.toml"
        yield _at(table, rows[0], "effective_to", why)


def _broken_ladder(table: Table, rules: dict[str, Any], rows: list[Row]) -> Iterator[str]:
    """In a ladder of quantities more is never lower, and the lowest step begins at nothing. A grid has every cell."""
    count: int | None = rules.get("rows_per_period")
    if count is not None and len(rows) != count:
        yield _at(table, rows[0], "effective_from", f"{len(rows)} rows in this period; the table has {count}")
    counted: str | None = rules.get("rows_counted_in")
    if counted is not None:
        for row in rows:
            if row[counted] != str(len(rows)):
                yield _at(table, row, counted, f"the period of this key has {len(rows)} rows")
    if "ladder" not in rules:
        return
    quantity, level = rules["ladder"]
    for above, below in itertools.pairwise(rows):
        if Decimal(above[quantity]) <= Decimal(below[quantity]) or int(above[level]) <= int(below[level]):
            yield _at(table, below, quantity, f"the step must lie below line {above.number} in quantity and level")
        elif int(above[level]) - int(below[level]) != rules["ladder_step"]:
            yield _at(table, below, level, f"a step is missing between this one and line {above.number}")
    if Decimal(rows[-1][quantity]) != 0:
        yield _at(table, rows[-1], quantity, "the lowest step must begin at 0")
    if len({row["unit"] for row in rows}) != 1:
        yield _at(table, rows[-1], "unit", "one ladder, one unit")


__all__ = [
    "Authority",
    "Row",
    "Table",
    "TableError",
    "authorities",
    "authority",
    "load",
    "names",
    "problems",
    "read",
    "schema",
    "validate",
    "why_malformed",
]

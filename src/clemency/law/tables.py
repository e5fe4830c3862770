"""Dated tables of law: load one, ask what was in force on a day, check that it holds together.

A table is a CSV under ``data/`` with ``effective_from``, ``effective_to`` (last day in force, empty = still in force when
last checked), key and value columns, and ``authority``, a key of ``data/authorities.toml``. Past rows stay; an act of law
adds rows. Reading is quick and trusting, because it happens in every run. ``validate`` is slow and strict: it holds a
table against ``data/schema.toml``, and the tests and ``clemency law coverage --check`` run it.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

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
    """The table ``name``, for example ``load("guidelines/s2d1_1_drug_quantity")``. Read once a process, not validated."""
    path = DATA / f"{name}.csv"
    if not path.is_file():
        raise CoverageError(f"There is no table {name!r}. Tables: {', '.join(names())}.")
    with path.open(newline="", encoding="utf-8") as file:
        lines = csv.reader(file)
        columns = tuple(next(lines))
        index = {column: place for place, column in enumerate(columns)}
        begins, authority = index["effective_from"], index["authority"]
        ends = index.get("effective_to")
        rows: list[Row] = []
        try:
            for cells in lines:
                last = cells[ends] if ends is not None else ""
                rows.append(
                    Row(
                        tuple(cells),
                        index,
                        lines.line_num,
                        _day(cells[begins]),
                        _day(last) if last else None,
                        cells[authority],
                    )
                )
        except (ValueError, IndexError) as error:
            raise TableError(
                f"{path.name} line {lines.line_num}: {error}. Restore the file from the release."
            ) from error
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


__all__ = [
    "Authority",
    "Row",
    "Table",
    "TableError",
    "authorities",
    "authority",
    "format_day",
    "load",
    "names",
    "schema",
]

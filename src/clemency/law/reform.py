"""The law with some rows changed: what a reform would make of it, as arrays for the same rules.

A reform changes rows of the tables (`RowChange`) or puts an act of law back in time or out of it (`ActChange`). The arrays
are assembled from the changed tables by the same code as the law itself, and the compiled rules take them as they take
those: nothing of a rule is written twice. The tables of the law are never touched.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

import numpy as np

from clemency.errors import InputError
from clemency.law import assemble, retroactive, tables
from clemency.law import columns as C
from clemency.law.columns import Law
from clemency.law.dates import GUIDELINES_FROM, format_day
from clemency.law.tables import Row, Table

AUTHORITY = "reform"
RETROACTIVE, UNDONE = "retroactive", "undone"
STATES = (
    "book",
    "thresholds_by_offense",
    "thresholds_by_sentence",
    "penalties_by_offense",
    "penalties_by_sentence",
    "offenses_by_offense",
    "offenses_by_sentence",
)
"""Arrays of `Law` that hold one row a state."""

_FIXED = {"effective_from", "effective_to", "authority", "verified", "note"}


class ReformError(InputError):
    """A reform that cannot be made. Names the change, what is wrong with it and what to write."""


@dataclass(frozen=True)
class RowChange:
    """Rows of one table that hold `where`, from a day on: cells set, added to, or multiplied. `label` is for messages."""

    table: str
    where: Mapping[str, tuple[str, ...]]
    set: Mapping[str, str] = field(default_factory=dict)
    add: Mapping[str, Decimal] = field(default_factory=dict)
    multiply: Mapping[str, Decimal] = field(default_factory=dict)
    start: int = GUIDELINES_FROM
    label: str = "row"


@dataclass(frozen=True)
class ActChange:
    """An act put in force from an earlier day on (`retroactive`), or taken out of the law (`undone`)."""

    authority: str
    effect: str
    start: int = GUIDELINES_FROM
    label: str = "act"


@dataclass(frozen=True)
class Changed:
    """What one change did: rows of a table, or cells of the arrays."""

    label: str
    said: str
    rows: int


def reformed(rows: tuple[RowChange, ...], acts: tuple[ActChange, ...]) -> tuple[Law, tuple[Changed, ...]]:
    """The law with these changes, and what each did. Raises ReformError for one that changes nothing or makes nonsense."""
    changed: dict[str, Table] = {}
    told: list[Changed] = []
    for change in rows:
        _check_names(change)
        table = changed.get(change.table) or tables.load(change.table)
        changed[change.table], count = _with_rows(table, change)
        told.append(Changed(change.label, f"{change.table}, {_said(change)}", count))
    for table in changed.values():
        _check_ladders(table)
    for change in acts:
        if change.start not in {act.day for act in assemble.acts()}:  # a state of its own begins on that day
            name = "guidelines/parameters"
            changed[name] = _divided(changed.get(name) or tables.load(name), change.start)
    law = assemble.law_of(lambda name: changed.get(name) or tables.load(name))
    for change in acts:
        told.append(Changed(change.label, f"{change.authority} {change.effect}", _with_act(law, change)))
    for name, array in law._asdict().items():
        if isinstance(array, np.ndarray):
            array.setflags(write=name == "book")  # as the compiled rules have it
    return law, tuple(told)


# ---- rows ----------------------------------------------------------------------------------------------------------------


def _check_names(change: RowChange) -> None:
    if change.table not in assemble.RULE_TABLES:
        raise ReformError(
            f"{change.label}: {change.table!r} is not a table that a reform can change. "
            f"Tables: {', '.join(assemble.RULE_TABLES)}."
        )
    known = tables.load(change.table).columns
    for name in {**change.where, **change.set, **change.add, **change.multiply}:
        if name not in known:
            raise ReformError(f"{change.label}: {change.table} has no column {name!r}. Columns: {', '.join(known)}.")
    for name in {**change.set, **change.add, **change.multiply}:
        if name in _FIXED or name in set(tables.schema()[change.table]["key"]):
            raise ReformError(
                f"{change.label}: {name!r} says which row it is and cannot be changed. Choose the rows with 'where'."
            )
    if not (change.set or change.add or change.multiply):
        raise ReformError(f"{change.label}: nothing to change. Give set, add or multiply.")


def _divided(table: Table, day: int) -> Table:
    """Every row that straddles a day in two, the second by authority of the reform: whole ladders stay together."""
    made: list[Row] = []
    for row in table:
        if row.effective_from < day and (row.effective_to is None or row.effective_to >= day):
            made.append(replace(row, effective_to=day - 1))
            row = replace(row, effective_from=day, authority=AUTHORITY)
        made.append(row)
    # By day, so that a later row stands over an earlier one, whatever its place in the file.
    return replace(table, rows=tuple(sorted(made, key=lambda row: row.effective_from)))


def _with_rows(table: Table, change: RowChange) -> tuple[Table, int]:
    """The table with the rows changed from the day of the reform on."""
    made: list[Row] = []
    count = 0
    for row in _divided(table, change.start):
        later = row.effective_to is None or row.effective_to >= change.start
        if later and all(row[name] in values for name, values in change.where.items()):
            row = _changed(table.name, row, change)
            count += 1
        made.append(row)
    if count == 0:
        raise ReformError(f"{change.label}: no row of {table.name} {_nearest(table, change)}")
    return replace(table, rows=tuple(made)), count


def _nearest(table: Table, change: RowChange) -> str:
    """Which part of `where` no row holds, with the values there are."""
    for name, values in change.where.items():
        there = sorted({row[name] for row in table})
        if not set(values) & set(there):
            shown = ", ".join(there[:20]) + (" ..." if len(there) > 20 else "")
            return f"has {name} = {' or '.join(map(repr, values))}. There are: {shown}."
    said = ", ".join(f"{name} = {' or '.join(values)}" for name, values in change.where.items()) or "any"
    return f"has {said} together from {format_day(change.start)} on. Drop one condition."


def _changed(name: str, row: Row, change: RowChange) -> Row:
    cells = list(row.cells)
    for column, text in change.set.items():
        cells[row.index[column]] = text
    for column, amount in (*change.add.items(), *change.multiply.items()):
        there = row[column]
        try:
            number = Decimal(there)
        except ArithmeticError:
            if there in ("life", ""):
                continue  # life stays life; where no figure is in force none comes up
            raise ReformError(f"{change.label}: {column} = {there!r} is not a number. Use 'set'.") from None
        value = number + amount if column in change.add else number * amount
        if number >= 0:
            value = max(value, Decimal(0))  # levels and months end at nothing
        cells[row.index[column]] = format(value.normalize(), "f")
    for column in {**change.set, **change.add, **change.multiply}:
        why = tables.why_malformed(name, column, cells[row.index[column]])
        if why:
            raise ReformError(f"{change.label}: {column} = {cells[row.index[column]]!r} in {name}: {why}.")
    return replace(row, cells=tuple(cells))


def _check_ladders(table: Table) -> None:
    """In a ladder more must never be lower, and a term must not end before it begins."""
    for row in table:
        least, most = row.get("min_months"), row.get("max_months")
        if least and most and most != "life" and (least == "life" or Decimal(least) > Decimal(most)):
            raise ReformError(
                f"{table.name}: a minimum of {least} above the maximum of {most}. Change the maximum too."
            )
    ladder = tables.schema()[table.name].get("ladder")
    if not ladder:
        return
    quantity, level = ladder
    key = tables.schema()[table.name]["key"][0]
    found: dict[tuple[str, int], list[Row]] = {}
    for row in table:
        found.setdefault((row[key], row.effective_from), []).append(row)
    for (name, _), rows in found.items():
        steps = sorted(rows, key=lambda row: Decimal(row[quantity]), reverse=True)
        for above, below in itertools.pairwise(steps):
            if Decimal(above[quantity]) == Decimal(below[quantity]) or int(above[level]) < int(below[level]):
                raise ReformError(
                    f"{table.name}: {name}: {above[quantity]} for level {above[level]} and {below[quantity]} for level "
                    f"{below[level]}: less would count more. Change the neighbouring steps too."
                )


def _said(change: RowChange) -> str:
    where = ", ".join(f"{name} {' or '.join(values)}" for name, values in change.where.items())
    did = [f"{name} = {text}" for name, text in change.set.items()]
    did += [f"{name} {amount:+}" for name, amount in change.add.items()]
    did += [f"{name} x {amount}" for name, amount in change.multiply.items()]
    return f"{where or 'every row'}: {', '.join(did)}"


# ---- acts ----------------------------------------------------------------------------------------------------------------


def _with_act(law: Law, change: ActChange) -> int:
    """Put the act's cells into earlier states, or the cells before it into later ones, in place; returns how many cells."""
    named = {act.authority: act for act in assemble.acts()}
    if change.authority not in named:
        import difflib

        near = difflib.get_close_matches(change.authority, named, n=3, cutoff=0.5)
        hint = f" Near: {', '.join(near)}." if near else " `clemency law changes` lists them."
        raise ReformError(f"{change.label}: no act of law {change.authority!r} moves a figure of the tables.{hint}")
    if change.effect not in (RETROACTIVE, UNDONE):
        raise ReformError(f"{change.label}: effect {change.effect!r}. Write '{RETROACTIVE}' or '{UNDONE}'.")
    days = law.act_days.tolist()
    # A reform of rows may have added acts: an act keeps its place among those of its day.
    day = named[change.authority].day
    same = [act for act in assemble.acts() if act.day == day]
    place = days.index(day) + [act.authority for act in same].index(change.authority)
    if day <= GUIDELINES_FROM:
        raise ReformError(
            f"{change.label}: {change.authority} is where the guidelines begin; there is no law before it."
        )
    first = int(np.searchsorted(law.act_days, change.start, side="right")) - 1
    cells = 0
    for name in STATES:
        array = getattr(law, name).reshape(len(days), -1)
        moved = np.flatnonzero(array[place] != array[place - 1])
        if name == "book" and change.effect == RETROACTIVE:
            moved = np.intersect1d(moved, _listed_columns(change.authority))
        cells += len(moved)
        if change.effect == RETROACTIVE:
            array[max(first, 0) : place, moved] = array[place, moved]
            continue
        for column in moved.tolist():
            # Undone until another act moves the same cell.
            last = place
            while last < len(days) and array[last, column] == array[place, column]:
                last += 1
            array[place:last, column] = array[place - 1, column]
    if cells == 0:
        raise ReformError(f"{change.label}: {change.authority} moves no figure that the rules read.")
    return cells


def _listed_columns(authority: str) -> list[int]:
    """Columns of the book that an act moves; of an amendment that §1B1.10(d) lists in part, those of that part."""
    for one in retroactive.listed_amendments():
        if one.authority == authority:
            return list(one.columns)
    return list(range(C.BOOK_WIDTH))


__all__ = ["ActChange", "Changed", "ReformError", "RowChange", "reformed"]

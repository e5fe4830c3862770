"""`clemency simulate`: a reform over a population. Who is affected, and the months before and after.

A reform is a file (`reform.toml`): rows of the law changed, acts put back in time or out of it (`law/reform.py`), and facts
of cases treated otherwise. The population is any file of cases that the screen reads. Both laws are read by the same rules;
the term under the reform is a projection, whose method the answer states. Memory does not grow with the rows.
"""

from __future__ import annotations

import copy
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute

from clemency.cases import columns
from clemency.cases.columns import BY_NAME, Reject
from clemency.cases.files import open_source
from clemency.cases.screen import day_number
from clemency.cases.ussc import GROUPS
from clemency.errors import InputError
from clemency.law import assemble, batch
from clemency.law.columns import Law
from clemency.law.compare import LIFE_IN_MONTHS
from clemency.law.dates import GUIDELINES_FROM, format_day
from clemency.law.facts import LEVEL_GIVEN, LIFE, TOTAL_GIVEN
from clemency.law.reform import ActChange, Changed, ReformError, RowChange, reformed

pc: Any = pyarrow.compute

TODAY, AT_SENTENCING = "today", "at_sentencing"
MEASURES = (TODAY, AT_SENTENCING)
PROJECTIONS = {
    "proportional": "the sentence keeps its place: within the range its position, outside it the same percentage from the "
    "nearer end (the method of the Commission's retroactivity analyses; that it is theirs is from memory)",
    "retroactive": "proportional, but by the rule of USSG §1B1.10(b)(2)(A) never below the bottom of the new range; a sentence "
    "that lies there or below already stays and is not counted in the averages",
    "bottom": "a sentence above the bottom of the new range falls to it; others stay",
    "range": "no sentence is projected: months are those of the bottom of the range",
}
SERVED = 1 - 54 / 365.25
"""Share of a term that is served with full good conduct time, 54 days a year of the term (18 U.S.C. § 3624(b))."""

TEMPLATE = """# A reform for `clemency simulate FILE --reform reform.toml`. Every key but the changes may be left out.
title = "Crack counted as powder"

# "today": the law of the day `on`, with and without the reform.
# "at_sentencing": the law of each person's sentencing, with and without it (a reform made retroactive).
measure = "at_sentencing"
on = 2025-11-01

# "proportional", "retroactive", "bottom" or "range"; see docs/guide/simulate.md.
projection = "proportional"

# Rows of a table of the law. `where` chooses them, `set`, `add` or `multiply` change them, `from` is the first day.
# Tables and columns: docs/reference/tables.md.
[[row]]
table = "guidelines/s2d1_1_drug_quantity"
where = { drug = "cocaine_base" }
multiply = { min_quantity = 18 }

# An act of law put in force from an earlier day, or taken out ("retroactive", "undone").
# [[act]]
# authority = "amend_782"
# effect = "retroactive"
# from = 1987-11-01

# Facts of cases treated otherwise under the reform. Columns: docs/reference/columns.md.
# [[case]]
# where = { career_offender = "yes" }
# set = { career_offender = "no" }
# [[case]]
# where = { offense_type = "Drug Trafficking", total_offense_level = { at_least = 9 } }
# add = { total_offense_level = -2 }
# not_below = { total_offense_level = 8 }

# Who is counted.
# [population]
# where = { drug_1 = ["cocaine base", "cocaine_base"] }
# in_prison_on = 2023-11-01
"""


@dataclass(frozen=True)
class CaseChange:
    """Facts treated otherwise where `where` holds: columns of a file of cases set to a text or moved by levels."""

    where: dict[str, Any]
    set: dict[str, str]
    add: dict[str, float]
    not_below: dict[str, float]
    label: str

    def said(self) -> str:
        """The change in a line."""
        did = [f"{name} = {word}" for name, word in self.set.items()]
        did += [f"{name} {amount:+g}" for name, amount in self.add.items()]
        did += [f"{name} not below {amount:g}" for name, amount in self.not_below.items()]
        return f"cases, {_said(self.where) or 'every one'}: {', '.join(did)}"


def _said(conditions: dict[str, Any]) -> str:
    words = []
    for name, wanted in conditions.items():
        if isinstance(wanted, dict):
            words += [f"{name} {bound.replace('_', ' ')} {value}" for bound, value in wanted.items()]
        else:
            words.append(f"{name} {' or '.join(map(_cell, wanted if isinstance(wanted, list) else [wanted]))}")
    return ", ".join(words)


@dataclass(frozen=True)
class Reform:
    """A reform as its file has it. `start` is the default first day of its changes."""

    title: str
    measure: str
    on: int
    projection: str
    rows: tuple[RowChange, ...]
    acts: tuple[ActChange, ...]
    cases: tuple[CaseChange, ...]
    population: dict[str, Any]
    in_prison_on: int | None


# ---- reading a reform ----------------------------------------------------------------------------------------------------

_KEYS = {
    "": {"title", "measure", "on", "from", "projection", "row", "act", "case", "population"},
    "row": {"table", "where", "set", "add", "multiply", "from"},
    "act": {"authority", "effect", "from"},
    "case": {"where", "set", "add", "not_below"},
    "population": {"where", "in_prison_on"},
}


def read_reform(path: Path) -> Reform:
    """The reform of a file. Raises ReformError naming the file, the key and what to write."""
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except OSError as problem:
        raise ReformError(f"{path}: cannot be read: {problem.strerror}. `--template` writes an example.") from None
    except UnicodeDecodeError:
        raise ReformError(f"{path}: not UTF-8 text. Save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as problem:
        raise ReformError(f"{path}: not TOML: {problem}. `--template` writes an example.") from None
    return reform_of(data, str(path))


def reform_of(data: dict[str, Any], where: str) -> Reform:
    """The same from the parsed file. `where` is for messages."""
    _known(data, "", where)
    measure = _word(data, "measure", MEASURES, TODAY, where)
    projection = _word(data, "projection", tuple(PROJECTIONS), "proportional", where)
    start = _day(data, "from", where) or GUIDELINES_FROM
    on = day_number(_day(data, "on", where))
    rows = tuple(_row(entry, f"{where}: row {n}", start) for n, entry in _entries(data, "row", where))
    acts = tuple(_act(entry, f"{where}: act {n}", start) for n, entry in _entries(data, "act", where))
    cases = tuple(_case(entry, f"{where}: case {n}") for n, entry in _entries(data, "case", where))
    if not rows and not acts and not cases:
        raise ReformError(f"{where}: the reform changes nothing. Give at least one [[row]], [[act]] or [[case]].")
    population = data.get("population", {})
    if not isinstance(population, dict):
        raise ReformError(f"{where}: population: write it as [population].")
    _known(population, "population", where)
    return Reform(
        str(data.get("title", "")),
        measure,
        on,
        projection,
        rows,
        acts,
        cases,
        _conditions(population.get("where", {}), f"{where}: population.where"),
        _day(population, "in_prison_on", where),
    )


def _known(data: dict[str, Any], kind: str, where: str) -> None:
    unknown = sorted(set(data) - _KEYS[kind])
    if unknown:
        place = f"[{kind}] " if kind else ""
        raise ReformError(f"{where}: {place}unknown key {unknown[0]!r}. Known: {', '.join(sorted(_KEYS[kind]))}.")


def _entries(data: dict[str, Any], kind: str, where: str) -> list[tuple[int, dict[str, Any]]]:
    entries = data.get(kind, [])
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        raise ReformError(f"{where}: {kind}: write [[{kind}]] once for each change.")
    for entry in entries:
        _known(entry, kind, where)
    return list(enumerate(entries, start=1))


def _word(data: dict[str, Any], key: str, words: tuple[str, ...], default: str, where: str) -> str:
    value = data.get(key, default)
    if value not in words:
        raise ReformError(f"{where}: {key} = {value!r}. Write one of {', '.join(words)}.")
    return value


def _day(data: dict[str, Any], key: str, where: str) -> int | None:
    value = data.get(key)
    if value is None:
        return None
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            value = None
    if not isinstance(value, date) or value.toordinal() < GUIDELINES_FROM:
        raise ReformError(f"{where}: {key} = {data[key]!r} is not a day from 1987-11-01 on. Write it as 2025-11-01.")
    return date(value.year, value.month, value.day).toordinal()


def _table(entry: dict[str, Any], key: str, where: str) -> dict[str, Any]:
    value = entry.get(key, {})
    if not isinstance(value, dict):
        raise ReformError(f"{where}: {key}: write {key} = {{ column = value }}.")
    return value


def _row(entry: dict[str, Any], where: str, start: int) -> RowChange:
    if "table" not in entry:
        raise ReformError(f"{where}: which table? Tables: {', '.join(assemble.RULE_TABLES)}.")
    chosen = {
        name: tuple(_cell(each) for each in (value if isinstance(value, list) else [value]))
        for name, value in _table(entry, "where", where).items()
    }
    return RowChange(
        str(entry["table"]),
        chosen,
        {name: _cell(value) for name, value in _table(entry, "set", where).items()},
        {name: _number(value, name, where) for name, value in _table(entry, "add", where).items()},
        {name: _number(value, name, where) for name, value in _table(entry, "multiply", where).items()},
        _day(entry, "from", where) or start,
        where,
    )


def _cell(value: Any) -> str:
    """A value as the tables write it: 18.50 is 18.5."""
    if isinstance(value, float):
        return format(Decimal(str(value)).normalize(), "f")
    return str(value)


def _number(value: Any, name: str, where: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ReformError(f"{where}: {name} = {value!r} is not a number. Write it without quotes.")
    return Decimal(str(value))


def _act(entry: dict[str, Any], where: str, start: int) -> ActChange:
    for key in ("authority", "effect"):
        if key not in entry:
            raise ReformError(
                f"{where}: no {key}. Write authority = 'amend_782' and effect = 'retroactive' or 'undone'."
            )
    return ActChange(str(entry["authority"]), str(entry["effect"]), _day(entry, "from", where) or start, where)


def _case(entry: dict[str, Any], where: str) -> CaseChange:
    change = CaseChange(
        _conditions(entry.get("where", {}), f"{where}: where"),
        {name: _cell(value) for name, value in _table(entry, "set", where).items()},
        {name: float(_number(value, name, where)) for name, value in _table(entry, "add", where).items()},
        {name: float(_number(value, name, where)) for name, value in _table(entry, "not_below", where).items()},
        where,
    )
    if not change.set and not change.add:
        raise ReformError(f"{where}: nothing to change. Give set or add.")
    for name in {**change.set, **change.add}:
        if name not in BY_NAME:
            raise ReformError(f"{where}: no column {name!r} in a file of cases. Columns: docs/reference/columns.md.")
        if name in change.add and BY_NAME[name].kind not in (columns.WHOLE, columns.MONTHS, columns.GRAMS):
            raise ReformError(f"{where}: {name} holds {BY_NAME[name].kind} and cannot be added to. Use 'set'.")
    loose = set(change.not_below) - set(change.add)
    if loose:
        raise ReformError(f"{where}: not_below for {min(loose)!r}, which is not added to.")
    return change


def _conditions(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ReformError(f"{where}: write where = {{ column = value }}.")
    for name, wanted in value.items():
        if name not in BY_NAME and name not in GROUPS and name != "basis":
            raise ReformError(
                f"{where}: no column {name!r}. Columns of a file of cases: docs/reference/columns.md; "
                f"beside them {', '.join(GROUPS)}."
            )
        if isinstance(wanted, dict) and (not wanted or set(wanted) - {"at_least", "at_most"}):
            raise ReformError(f"{where}: {name}: write a value, a list, or {{ at_least = n, at_most = n }}.")
    return value


# ---- who is meant --------------------------------------------------------------------------------------------------------


def _text(table: pa.RecordBatch, name: str) -> Any:
    if name not in table.schema.names:
        return pa.nulls(table.num_rows, pa.string())
    return pc.cast(table.column(name), pa.string())


def _figures(table: pa.RecordBatch, name: str) -> np.ndarray:
    """A column as numbers, nan where it holds none; `life` is infinite."""
    found = pc.utf8_trim_whitespace(pc.utf8_lower(_text(table, name)))
    found = pc.if_else(pc.equal(found, "life"), "inf", found)
    plain = pc.match_substring_regex(found, r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$|^inf$")
    found = pc.if_else(plain, found, pa.scalar(None, pa.string()))
    return pc.fill_null(pc.cast(found, pa.float64()), np.nan).to_numpy(zero_copy_only=False)


def matching(table: pa.RecordBatch, conditions: dict[str, Any]) -> np.ndarray:
    """The rows that hold every condition. What is not known holds none."""
    found = np.ones(table.num_rows, np.bool_)
    for name, wanted in conditions.items():
        if isinstance(wanted, dict):
            values = _figures(table, name)
            with np.errstate(invalid="ignore"):
                found &= values >= wanted.get("at_least", -np.inf)
                found &= values <= wanted.get("at_most", np.inf)
            continue
        words = [_cell(each).strip().lower() for each in (wanted if isinstance(wanted, list) else [wanted])]
        text = pc.utf8_trim_whitespace(pc.utf8_lower(_text(table, name)))
        text = pc.replace_substring_regex(text, r"^(-?\d+)\.0+$", r"\1")
        found &= pc.fill_null(pc.is_in(text, pa.array(words)), False).to_numpy(zero_copy_only=False)
    return found


def changed_cases(table: pa.RecordBatch, changes: Iterable[CaseChange]) -> pa.RecordBatch:
    """The rows with their facts as the reform treats them. Conditions look at the facts as they were given."""
    given = table
    for change in changes:
        here = matching(given, change.where)
        if not here.any():
            continue
        mask = pa.array(here)
        for name, word in change.set.items():
            table = _put(table, name, pc.if_else(mask, pa.scalar(word), _text(table, name)))
        for name, amount in change.add.items():
            values = _figures(table, name)
            # A fact that is not known stays unknown, and what lies below the floor is not lifted to it.
            moved = np.maximum(values + amount, np.minimum(values, change.not_below.get(name, BY_NAME[name].least)))
            values = np.where(here, moved, values)
            table = _put(table, name, pa.array(values, mask=np.isnan(values)))
    return table


def _put(table: pa.RecordBatch, name: str, column: pa.Array) -> pa.RecordBatch:
    if name in table.schema.names:
        return table.set_column(table.schema.names.index(name), name, column)
    return table.append_column(name, column)


# ---- months --------------------------------------------------------------------------------------------------------------


def projected(method: str, term: np.ndarray, before: tuple[Any, Any], after: tuple[Any, Any]) -> np.ndarray:
    """The term under the reform (months; life is 470 by the Commission's convention), by the method of `PROJECTIONS`."""
    low, high = before
    new_low, new_high = after
    if method == "range":
        return np.where((low == new_low) & (high == new_high), low, new_low)
    with np.errstate(divide="ignore", invalid="ignore"):
        if method == "bottom":
            found = np.where(term > new_low, new_low, term)
        else:
            place = np.where(high > low, (term - low) / (high - low), 0.0)
            within = new_low + place * (new_high - new_low)
            below = np.where(low > 0, term * new_low / low, term)
            above = np.where(high > 0, term * new_high / high, term)
            found = np.where(term < low, below, np.where(term > high, above, within))
        if method == "retroactive":
            found = np.minimum(term, np.maximum(found, new_low))
    return np.where((low == new_low) & (high == new_high), term, found)


def _counted(months: np.ndarray) -> np.ndarray:
    return np.where(np.isinf(months), LIFE_IN_MONTHS, months)


READINGS = ("lenient", "severe")
_SUMS = ("affected", "lower", "higher", "with_term", "before", "after", "percent")


@dataclass
class Tally:
    """Sums over the persons whose range moves, under both readings of what is unknown."""

    sums: dict[str, dict[str, float]] = field(default_factory=lambda: {r: dict.fromkeys(_SUMS, 0.0) for r in READINGS})
    persons: int = 0

    def answer(self) -> dict[str, Any]:
        found: dict[str, Any] = {"persons": self.persons}
        for reading, sums in self.sums.items():
            n, before, after = sums["with_term"], sums["before"], sums["after"]
            found[reading] = {
                "affected": int(sums["affected"]),
                "lower": int(sums["lower"]),
                "higher": int(sums["higher"]),
                "with_term": int(n),
                "average_before": round(before / n, 2) if n else None,
                "average_after": round(after / n, 2) if n else None,
                "average_change": round((after - before) / n, 2) if n else None,
                "percent_of_averages": round((after - before) / before * 100, 2) if before else None,
                "mean_of_percents": round(sums["percent"] / n, 2) if n else None,
                "person_years": round((after - before) / 12, 1),
            }
        return found


@dataclass
class _Moves:
    """One batch: who is counted, and for each reading the ranges and terms before and after."""

    counted: np.ndarray
    readings: dict[str, dict[str, np.ndarray]]

    def add_to(self, tally: Tally, rows: np.ndarray) -> None:
        rows = rows & self.counted
        tally.persons += int(rows.sum())
        for reading, arrays in self.readings.items():
            sums = tally.sums[reading]
            for name in _SUMS:
                sums[name] += float(arrays[name][rows].sum())


# ---- the run -------------------------------------------------------------------------------------------------------------


@dataclass
class Simulation:
    """What a reform does to a population. `groups` by column, then by value."""

    reform: Reform
    changes: tuple[Changed, ...]
    file: str
    read: int = 0
    rejected: int = 0
    outside: int = 0
    not_modelled: int = 0
    level_given: int = 0
    whole: Tally = field(default_factory=Tally)
    groups: dict[str, dict[str, Tally]] = field(default_factory=dict)
    reasons: Counter[str] = field(default_factory=Counter)

    def as_dict(self) -> dict[str, Any]:
        """For JSON. Months; life counted as 470; a change below zero is a shorter term."""
        return {
            "title": self.reform.title,
            "file": self.file,
            "measure": self.reform.measure,
            "on": format_day(self.reform.on),
            "projection": self.reform.projection,
            "projection_means": PROJECTIONS[self.reform.projection],
            "changes": [{"change": each.label, "what": each.said, "cells": each.rows} for each in self.changes]
            + [{"change": each.label, "what": each.said(), "cells": None} for each in self.reform.cases],
            "population": _said(self.reform.population),
            "in_prison_on": format_day(self.reform.in_prison_on) if self.reform.in_prison_on else None,
            "read": self.read,
            "rejected": self.rejected,
            "outside_population": self.outside,
            "not_modelled": self.not_modelled,
            "counted": self.whole.persons,
            "level_taken_as_given": self.level_given,
            "all": self.whole.answer(),
            "by": {
                name: {value: tally.answer() for value, tally in sorted(values.items())}
                for name, values in self.groups.items()
            },
            "rejects": dict(self.reasons.most_common(20)),
        }


DEFAULT_GROUPS = (*GROUPS, "drug_1")
"""By what is grouped where nothing is asked, as far as the file has it; the year of sentencing every file of cases has."""

Opener = Callable[[Path, Callable[[list[Reject]], None]], Any]


def simulate(
    path: Path,
    reform: Reform,
    *,
    by: tuple[str, ...] = (),
    form: str = "",
    opener: Opener | None = None,
    progress: Callable[[float], None] = lambda done: None,
    threads: int = 0,
) -> Simulation:
    """Run a reform over a file of cases.

    by: columns to group by, of the dictionary or others that the file has; by default DEFAULT_GROUPS.
    opener: for a file of the Commission (`cases.ussc.UsscFile`).
    """
    law, changes = reformed(reform.rows, reform.acts)
    found = Simulation(reform, changes, path.name)

    def unread(rejects: list[Reject]) -> None:
        found.read += len(rejects)
        _refused(found, rejects)

    source = opener(path, unread) if opener else open_source(path, unread, form, frozenset((*GROUPS, *by)))
    run = _Run(found, law, columns.Reader(reform.on), by, threads)
    for table, numbers in source.batches(progress):
        found.read += len(numbers)
        run.add(table, numbers)
    missing = [name for name in by if name not in found.groups]
    if missing:
        raise InputError(f"{path}: no column {missing[0]!r} to group by. It has: {', '.join(sorted(run.seen))}.")
    return found


def _refused(found: Simulation, rejects: list[Reject]) -> None:
    found.rejected += len(rejects)
    found.reasons.update(f"{each.field}: {each.reason}" if each.field else each.reason for each in rejects)


@dataclass
class _Run:
    """The batches of one run, each read under both laws and added to the tallies."""

    found: Simulation
    law: Law
    reader: columns.Reader
    by: tuple[str, ...]
    threads: int
    seen: set[str] = field(default_factory=set)

    def add(self, table: pa.RecordBatch, numbers: np.ndarray) -> None:
        reform = self.found.reform
        self.seen |= set(table.schema.names)
        before = self.reader.read(table, numbers)
        _refused(self.found, before.rejects)
        after = before
        if reform.cases:
            after = self.reader.read(changed_cases(table, reform.cases), numbers)
            lost = set(before.rows.tolist()) - set(after.rows.tolist())
            if lost:
                one = next(each for each in after.rejects if each.row in lost)
                raise ReformError(
                    f"the reform makes of row {one.row} what cannot stand: {one.field} = {one.value!r}: {one.reason} "
                    "Narrow 'where', or give not_below."
                )
            keep = np.isin(after.rows, before.rows)
            if not keep.all():
                raise ReformError(
                    "a change of [[case]] mends rows that cannot be read. Correct them in the file instead."
                )
        table = table.take(pa.array(np.searchsorted(numbers, before.rows)))
        moves = self._moves(table, before, after)
        if "year" not in table.schema.names and "year" not in self.by:
            table = table.append_column("year", _year(before))
        self._tally(table, moves)

    def _moves(self, table: pa.RecordBatch, before: columns.Reading, after: columns.Reading) -> _Moves:
        reform, found = self.found.reform, self.found
        old = batch.figures_of_columns(before.columns, reform.on, self.threads)
        new = batch.figures_of_columns(after.columns, reform.on, self.threads, self.law)
        none = (before.provision != "") | (old.lacking > 0) | (new.lacking > 0)
        inside = matching(table, reform.population)
        if reform.in_prison_on is not None:
            inside &= _serving(before, reform.in_prison_on)
        counted = inside & ~none
        found.outside += int((~inside).sum())
        found.not_modelled += int((inside & none).sum())
        guideline = np.broadcast_to(before.columns.guideline, counted.shape)
        found.level_given += int((counted & np.isin(guideline, (LEVEL_GIVEN, TOTAL_GIVEN))).sum())
        when = "now" if reform.measure == TODAY else "then"
        readings = {}
        for reading, end in zip(READINGS, ("least", "most"), strict=True):
            ends = [
                _counted(getattr(answers, f"{when}_{name}_{end}")) for answers in (old, new) for name in ("low", "high")
            ]
            readings[reading] = _moved(reform.projection, before.imposed, (ends[0], ends[1]), (ends[2], ends[3]))
        return _Moves(counted, readings)

    def _tally(self, table: pa.RecordBatch, moves: _Moves) -> None:
        everyone = np.ones(table.num_rows, np.bool_)
        so_far = copy.deepcopy(self.found.whole)
        moves.add_to(self.found.whole, everyone)
        for name in self.by or DEFAULT_GROUPS:
            if name not in table.schema.names:
                continue
            if not self.by and name not in self.found.groups and table.column(name).null_count == table.num_rows:
                continue  # a group that nobody asked for and the file has not
            encoded = pc.dictionary_encode(pc.fill_null(_text(table, name), "not known"))
            places = encoded.indices.to_numpy(zero_copy_only=False)
            if name not in self.found.groups:  # none of the rows before had it
                self.found.groups[name] = {"not known": copy.deepcopy(so_far)} if so_far.persons else {}
            groups = self.found.groups[name]
            for place, value in enumerate(encoded.dictionary.to_pylist()):
                moves.add_to(groups.setdefault(value, Tally()), places == place)


def _year(found: columns.Reading) -> pa.Array:
    """The year of sentencing of each row, where its span of days lies in one."""
    shape = found.rows.shape
    first, last = (
        np.broadcast_to(each, shape) for each in (found.columns.sentencing_first, found.columns.sentencing_last)
    )
    days, places = np.unique(np.stack([first, last]), axis=1, return_inverse=True)
    words = []
    for low, high in days.T.tolist():
        years = {date.fromordinal(day).year for day in (low, high) if day > 0}
        words.append(str(years.pop()) if len(years) == 1 else None)
    return pa.array(words, pa.string()).take(pa.array(places.ravel()))


def _moved(
    method: str, imposed: np.ndarray, before: tuple[np.ndarray, np.ndarray], after: tuple[np.ndarray, np.ndarray]
) -> dict[str, np.ndarray]:
    """Whose range moves, which way, and the term before and after."""
    (low, high), (new_low, new_high) = before, after
    down = (new_low < low) | ((new_low == low) & (new_high < high))
    up = (new_low > low) | ((new_low == low) & (new_high > high))
    term = low if method == "range" else np.where(imposed == LIFE, LIFE_IN_MONTHS, imposed)
    new = projected(method, term, before, after)
    known = (down | up) & ((term > 0) | (method == "range"))
    if method == "retroactive":
        known &= new < term
    with np.errstate(divide="ignore", invalid="ignore"):
        percent = np.where(known & (term > 0), (new - term) / term * 100, 0.0)
    return {
        "affected": down | up,
        "lower": down,
        "higher": up,
        "with_term": known,
        "before": np.where(known, term, 0.0),
        "after": np.where(known, new, 0.0),
        "percent": percent,
    }


def _serving(found: columns.Reading, day: int) -> np.ndarray:
    """Sentenced by a day and not yet released on it, with full good conduct time, from the middle of the span of days."""
    shape = found.rows.shape
    first = np.broadcast_to(found.columns.sentencing_first, shape).astype(float)
    last = np.broadcast_to(found.columns.sentencing_last, shape).astype(float)
    middle = (first + last) / 2
    with np.errstate(invalid="ignore"):
        release = middle + found.imposed * (365.25 / 12) * SERVED
    return (first > 0) & (middle <= day) & (found.imposed > 0) & (release > day)

"""The Sentencing Commission's individual data files as files of cases: `clemency screen --format ussc`.

CSV (plain, gzip or in a zip), fixed width with its SAS layout, and Parquet, fiscal year 1999 onward. Only the variables of
`data/ussc_codebook.csv` are read, whatever else a file of 22,000 columns holds. Each row becomes the columns of any file of
cases and goes through the same engine; nothing here computes law, except that the Sentencing Table is read backward where
a row has the range and not the level.

What a row rests on stands in `basis`: `modelled` (computed from drug and weight), `level_given` (the court's level, with its
parts where they add up), `level_from_range`, or `not_modelled`. What is inferred and not recorded stands in `assumed`.
"""

from __future__ import annotations

import csv
import gzip
import re
import zipfile
import zlib
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet as pq

from clemency.cases import ussc_check
from clemency.cases.columns import Broken, Reject, numbers_past
from clemency.cases.ussc_codebook import LIFE, blanks, by_name, drug_codes, labels
from clemency.cases.ussc_layout import (
    BLOCK,
    Layout,
    check_fit,
    first_line,
    fixed_width_batches,
    layout_file,
    layout_for,
    sas_layout,
    text_of,
)
from clemency.errors import InputError
from clemency.law import tables
from clemency.law.dates import TABLES_AS_OF
from clemency.law.guidelines.s4b1_1 import range_with_924c

pc: Any = pyarrow.compute

ROWS = 32_768
"""Rows of one batch: small blocks of a wide file are put together to this many."""

DAY_IN_MONTHS = 0.0328515
SAFETY_ACT = date(2018, 12, 21).toordinal()
ZERO_POINT = date(2023, 11, 1).toordinal()
MODELLED, LEVEL_GIVEN, FROM_RANGE, NOT_MODELLED = "modelled", "level_given", "level_from_range", "not_modelled"
GROUPS = ("year", "district", "offense_type", "drug", "race", "sex")
"""Columns beside those of a file of cases, by which results can be grouped."""

Progress = Callable[[float], None]


# ---- one batch of the Commission's variables ---------------------------------------------------------------------------


class Block:
    """Variables of some rows: numbers with their sentinels resolved (nan is missing, inf is life), and texts."""

    def __init__(self, batch: pa.RecordBatch, numbers: np.ndarray) -> None:
        self.batch, self.row_numbers, self.size = batch, numbers, batch.num_rows
        self.names = set(batch.schema.names)
        self.bad: dict[int, Reject] = {}
        self.id = self._id()
        self._cache: dict[str, np.ndarray] = {}
        self.fiscal_year = np.full(self.size, np.nan)  # needed for the breaks of series, and read without them
        self.fiscal_year = self._fiscal_year()

    def reject(self, mask: np.ndarray, name: str, reason: str, remedy: str) -> None:
        """Set rows aside, each with its value as it stands in the file; the first problem of a row is told."""
        for row in np.flatnonzero(mask).tolist():
            if row not in self.bad:
                value = self.batch.column(name)[row].as_py() if name in self.names else ""
                shown = "" if value is None else str(value)[:80]
                number = int(self.row_numbers[row])
                self.bad[row] = Reject(number, self.id[row].as_py() or "", name, shown, reason, remedy)

    def text(self, name: str) -> pa.Array:
        """Trimmed; null where blank or absent."""
        if name not in self.names:
            return pa.nulls(self.size, pa.string())
        found = self.batch.column(name)
        if not pa.types.is_string(found.type):
            found = pc.cast(found, pa.string())
        found = pc.utf8_trim_whitespace(found)
        return pc.if_else(pc.is_in(found, pa.array(["", "."])), pa.scalar(None, pa.string()), found)

    def number(self, name: str) -> np.ndarray:
        """The variable as the codebook of the row's year reads it."""
        known = self._cache.get(name)
        if known is None:
            known = self._cache[name] = self._resolved(name, self._raw(name))
        return known

    def _raw(self, name: str) -> np.ndarray:
        if name not in self.names:
            return np.full(self.size, np.nan)
        found = self.batch.column(name)
        if pa.types.is_integer(found.type) or pa.types.is_floating(found.type):
            values = pc.fill_null(pc.cast(found, pa.float64()), np.nan).to_numpy(zero_copy_only=False)
        else:
            found = self.text(name)
            plain = pc.match_substring_regex(found, r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$")
            wrong = pc.fill_null(pc.invert(plain), False)
            if pc.any(wrong).as_py():
                self.reject(
                    wrong.to_numpy(zero_copy_only=False),
                    name,
                    "not a number.",
                    "The layout may be that of another year, or the file is damaged.",
                )
                found = pc.if_else(wrong, pa.scalar(None, pa.string()), found)
            values = pc.fill_null(pc.cast(found, pa.float64()), np.nan).to_numpy(zero_copy_only=False)
        return np.where(np.isin(values, blanks()), np.nan, values)

    def _resolved(self, name: str, values: np.ndarray) -> np.ndarray:
        for line in by_name()[name]:
            if not line.codes:
                continue
            # Without a fiscal year the latest coding is taken.
            here = (self.fiscal_year >= line.first) & (self.fiscal_year <= line.last)
            here |= np.isnan(self.fiscal_year) & (line.last == 9999)
            for code, meaning in line.codes.items():
                values = np.where(here & (values == code), meaning, values)
        return values

    def _id(self) -> pa.Array:
        found = self.text("USSCIDN")
        return pc.replace_substring_regex(found, r"\.0*$", "")

    def _fiscal_year(self) -> np.ndarray:
        """Given, or by month and year of sentencing: October begins the next."""
        given = np.where(np.isnan(self._raw("FISCAL_YEAR")), self._raw("FISCALYR"), self._raw("FISCAL_YEAR"))
        year, month = self._raw("SENTYR"), self._raw("SENTMON")
        days = self.day("SENTDATE")
        unknown = np.isnan(year) & (days > 0)
        if unknown.any():
            dates = [date.fromordinal(int(day)) if day > 0 else None for day in days.tolist()]
            year = np.where(unknown, [d.year if d else np.nan for d in dates], year)
            month = np.where(unknown, [d.month if d else np.nan for d in dates], month)
        by_month = np.where(np.isnan(month), year, year + (month >= 10))
        return np.where(np.isnan(given), by_month, given)

    def day(self, name: str) -> np.ndarray:
        """Day numbers; 0 where blank."""
        if name not in self.names:
            return np.zeros(self.size, np.int64)
        encoded = pc.dictionary_encode(self.text(name))
        words = encoded.dictionary.to_pylist()
        read = [_day(word) for word in words]
        index = pc.fill_null(encoded.indices, len(words)).to_numpy(zero_copy_only=False)
        values = np.array([*(each or 0 for each in read), 0])[index]
        wrong = np.array([*(each is None for each in read), False])[index]
        if wrong.any():
            self.reject(wrong, name, "not a day as MM/DD/YYYY.", "The file is damaged there; fetch it again.")
        return values


_DAY_FORMS = (re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})$"), re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})$"))


def _day(text: str) -> int | None:
    """A day as the Commission writes it (MMDDYY8.), or ISO; None if it is none."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text).toordinal()
        for form in _DAY_FORMS:
            found = form.match(text)
            if found:
                year = int(found[3])
                year += 0 if year > 99 else 1900 if year > 80 else 2000
                return date(year, int(found[1]), int(found[2])).toordinal()
    except ValueError:
        return None
    return None


# ---- the Sentencing Table, read backward -------------------------------------------------------------------------------


class _Cells(NamedTuple):
    ranges: dict[tuple[float, float], tuple[tuple[int, int], ...]]
    """Cells (level, category) of each range, highest level first: eight levels of category I share 0 to 6 months."""
    of: dict[tuple[int, int], tuple[float, float]]


@cache
def cells() -> _Cells:
    """The Sentencing Table. Its ranges have been the same since November 1992, before the first of these files."""
    ranges: dict[tuple[float, float], list[tuple[int, int]]] = {}
    of: dict[tuple[int, int], tuple[float, float]] = {}
    numerals = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
    for row in tables.load("guidelines/s5a_sentencing_table").on(TABLES_AS_OF):
        place = int(row["offense_level"]), numerals[row["criminal_history_category"]]
        low, high = (LIFE if row[name] == "life" else float(row[name]) for name in ("min_months", "max_months"))
        ranges.setdefault((low, high), []).append(place)
        of[place] = (low, high)
    return _Cells({key: tuple(sorted(places, reverse=True)) for key, places in ranges.items()}, of)


_FROM_POINTS = (0, 2, 4, 7, 10, 13)
MOST_ADDED = 5
"""Points that status (2) and uncounted violence (3) can add to those of §4A1.1(a)-(c)."""


def place_of(low: float, high: float, points: int | None) -> tuple[int, int, bool] | None:
    """Level and category of a range, and whether they are certain; None if no cell holds it.

    points: of §4A1.1(a)-(c), which rule out categories. Among what is left the category those points alone give comes
    first: any choice has the same range, and only a change of the points themselves tells them apart.
    """
    places = cells().ranges.get((low, high))
    if places is None:
        return None
    if points is None:
        return *places[0], len({category for _, category in places}) == 1
    least, most = (sum(total >= start for start in _FROM_POINTS) for total in (points, points + MOST_ADDED))
    fitting = [place for place in places if least <= place[1] <= most] or list(places)
    chosen = min(fitting, key=lambda place: (abs(place[1] - least), -place[0]))
    return *chosen, len({category for _, category in fitting}) == 1


# ---- from the Commission's variables to the columns of a file of cases ---------------------------------------------------


@dataclass
class Facts:
    """Columns of a file of cases being made: arrays by name, with `nan` or an empty text for unknown."""

    size: int
    made: dict[str, Any] = field(default_factory=dict)

    def put(self, name: str, values: Any) -> None:
        self.made[name] = np.asarray(values)

    def batch(self) -> pa.RecordBatch:
        columns = {name: values for name, values in self.made.items() if not _empty(values)}
        return pa.RecordBatch.from_arrays(
            [values if isinstance(values, pa.Array) else _column(values) for values in columns.values()],
            list(columns),
        )


def _empty(values: Any) -> bool:
    if isinstance(values, pa.Array):
        return False
    if values.dtype.kind == "f":
        return bool(np.isnan(values).all())
    return not np.ascontiguousarray(values).view(np.uint32).any()


def _column(values: np.ndarray) -> pa.Array:
    if values.dtype.kind == "f":
        return pa.array(values, mask=np.isnan(values))
    found = pa.array(values, pa.string())
    return pc.if_else(pc.equal(found, ""), pa.scalar(None, pa.string()), found)


def _worded(codes: np.ndarray, words: list[str | None]) -> pa.Array:
    """A word for each row by its place in a list: many rows, few words."""
    return pa.array(words, pa.string()).take(pa.array(codes))


def _flag(yes: np.ndarray, known: np.ndarray) -> np.ndarray:
    return np.where(known, np.where(yes, "yes", "no"), "")


def cases(rows: Block) -> pa.RecordBatch:
    """The rows as cases, with `basis`, `assumed` and the columns of GROUPS beside them."""
    return _Cases(rows).read()


class _Cases:
    """One block on its way. Each step adds columns; `total` are the rows whose level is taken whole."""

    def __init__(self, rows: Block) -> None:
        self.rows, self.size = rows, rows.size
        self.facts = Facts(rows.size)
        self.assumed: list[tuple[np.ndarray, str]] = []
        self.number = rows.number

    def read(self) -> pa.RecordBatch:
        self._days()
        self._level()
        self._parts()
        self._limits()
        self._drugs()
        self._history()
        self._imposed()
        self._groups()
        return self._finished()

    # -- days --------------------------------------------------------------------------------------------------------------

    def _days(self) -> None:
        """Day, month or fiscal year of sentencing; the span of the Manual where an earlier one was used."""
        rows = self.rows
        days, year, month = rows.day("SENTDATE"), self.number("SENTYR"), self.number("SENTMON")
        fiscal = rows.fiscal_year
        keys = np.stack(
            [days, *(np.nan_to_num(each, nan=0).astype(np.int64) for each in (year, month, fiscal))], axis=1
        )
        found, index = np.unique(keys, axis=0, return_inverse=True)
        spans = [_sentencing(*key) for key in found.tolist()]
        index = index.ravel()
        self.facts.put("sentencing_date", np.array([text for text, _, _ in spans])[index])
        self.first = np.array([first for _, first, _ in spans])[index]
        self.last = np.array([last for _, _, last in spans])[index]
        odd = (month < 1) | (month > 12)
        if odd.any():
            rows.reject(odd, "SENTMON", "not a month.", "The layout may be that of another year.")
        manual = self.number("AMENDYR")
        keys = np.nan_to_num(manual, nan=0).astype(np.int64)
        offense = np.full(self.size, "", dtype="U21")
        for one in np.unique(keys[keys >= 1987]).tolist():
            # The Manual of the day of sentencing governs, unless the one of the offense was milder (§1B1.11(b)).
            earlier = (keys == one) & (self.first > date(one + 1, 11, 30).toordinal())
            offense[earlier] = f"{one}-11-01/{one + 1}-10-31"
        self.facts.put("offense_date", offense)
        self.assumed.append((offense != "", "offense_date"))

    # -- the level ---------------------------------------------------------------------------------------------------------

    def _level(self) -> None:
        """Level and category as the court found them, or those of the recorded range."""
        level, category = self.number("XFOLSOR"), self.number("XCRHISSR")
        low, high = self.number("XMINSOR"), self.number("XMAXSOR")
        odd = ~np.isnan(category) & ~np.isin(category, (1, 2, 3, 4, 5, 6))
        if odd.any():
            self.rows.reject(odd, "XCRHISSR", "not a category from 1 to 6.", "The layout may be that of another year.")
        odd = ~np.isnan(level) & ((level < 1) | (level > 99) | (level != np.floor(level)))
        if odd.any():
            self.rows.reject(odd, "XFOLSOR", "not a level from 1 to 99.", "The layout may be that of another year.")
        category = np.where(np.isin(category, (1, 2, 3, 4, 5, 6)), category, np.nan)
        level = np.where(odd, np.nan, level)
        self.by_court = (level >= 1) & (category >= 1)
        ranged = ~self.by_court & ~np.isnan(low) & ~np.isnan(high)
        self.by_range = np.zeros(self.size, np.bool_)
        if ranged.any():
            points = self.number("CRIMPTS")
            keys = np.stack(
                [np.where(each == LIFE, -1, each)[ranged] for each in (low, high)] + [points[ranged]], axis=1
            )
            keys = np.nan_to_num(keys, nan=-2).astype(np.int64)
            found, index = np.unique(keys, axis=0, return_inverse=True)
            places = [
                place_of(LIFE if a < 0 else float(a), LIFE if b < 0 else float(b), None if p < 0 else p)
                for a, b, p in found.tolist()
            ]
            index, at = index.ravel(), np.flatnonzero(ranged)
            none = np.array([place is None for place in places])[index]
            picked = np.array([place or (0, 0, True) for place in places])[index]
            level, category = level.copy(), category.copy()
            level[at], category[at] = picked[:, 0], picked[:, 1]
            self.by_range[at] = ~none
            self.assumed.append((_on(at[(picked[:, 2] == 0) & ~none], self.size), "category"))
        self.level = np.minimum(np.where(self.by_court | self.by_range, level, np.nan), 60)
        self.category = np.where(self.by_court | self.by_range, category, np.nan)
        self.table924 = self._career_924c(low, high)

    def _career_924c(self, low: np.ndarray, high: np.ndarray) -> np.ndarray:
        """Levels of acceptance of §4B1.1(c)(3) where the recorded range is one of its three and not the cell; else nan."""
        found = np.full(self.size, np.nan)
        if not self.by_court.any():
            return found
        flag, guns = self.number("CO924TAB"), self.number("GUNMIN1")
        maybe = self.by_court & (self.category == 6) & ((flag > 0) | (np.isnan(flag) & (guns > 0)))
        for levels in (0, -2, -3):
            one = range_with_924c(levels)
            found[maybe & (low == one[0]) & (high == one[1])] = -levels
        for place, cell in cells().of.items():
            found[(self.level == place[0]) & (self.category == place[1]) & (low == cell[0]) & (high == cell[1])] = (
                np.nan
            )
        return found

    def _parts(self) -> None:
        """The parts of the level where they add up to it and no provision of Chapter Four stands between."""
        base, chapter2, adjusted = self.number("BASEHI"), self.number("CHAP2"), self.number("ADJOFLHI")
        combined, taken = self.number("COADJLEV"), self.number("ACCTRESP")
        combined = np.where(np.isnan(combined), adjusted + _units_levels(self.number("TOTUNIT")), combined)
        accepted = -taken
        four = (self.number("CAROFFAP") == 1) | (self.number("ACCAP") == 1) | (self.number("CRIMLIV") > 0)
        whole = np.isin(accepted, (0, 2, 3)) & ((accepted < 3) | (combined >= 16)) & ((accepted != 2) | (combined < 99))
        self.parts = self.by_court & ~four & whole & (base >= 1) & (base <= 43) & (combined + taken == self.level)
        characteristics, others = chapter2 - base, combined - chapter2
        self.parts &= (np.abs(characteristics) <= 20) & (np.abs(others) <= 20)
        role = self.number("AGGROLHI")
        role = np.where(np.isin(role, (2, 3, 4)), role, 0)
        parts, facts = self.parts, self.facts
        facts.put("total_offense_level", np.where(parts, np.nan, self.level))
        facts.put("base_offense_level", np.where(parts, base, np.nan))
        facts.put("other_characteristics", np.where(parts, characteristics, np.nan))
        facts.put("aggravating_role", np.where(parts, role, np.nan))
        facts.put("other_chapter3", np.where(parts, others - role, np.nan))
        facts.put("acceptance", np.where(parts, accepted, np.nan))
        # A career offender with a § 924(c) count: the range of §4B1.1(c)(3) needs the acceptance by itself.
        special = ~np.isnan(self.table924)
        if special.any():
            before = np.minimum(self.level + self.table924, 43)
            facts.made["total_offense_level"] = np.where(special, np.nan, facts.made["total_offense_level"])
            facts.made["base_offense_level"] = np.where(special, before, facts.made["base_offense_level"])
            for name in ("other_characteristics", "other_chapter3", "aggravating_role"):
                facts.made[name] = np.where(special, np.nan, facts.made[name])
            facts.made["acceptance"] = np.where(special, self.table924, facts.made["acceptance"])

    # -- the statute -------------------------------------------------------------------------------------------------------

    def _limits(self) -> None:
        """Limits of all counts as the row states them, less the terms that run after the others."""
        number, facts = self.number, self.facts
        least, most = number("STATMIN"), number("STATMAX")
        guns, other = number("GUNMIN1"), np.nan_to_num(number("GUNMIN3")) + np.nan_to_num(number("IDMIN"))
        guns = np.nan_to_num(guns)
        kind = np.full(self.size, "", dtype="U10")
        for months, word, until in ((60, "possessed", None), (84, "brandished", None), (120, "discharged", SAFETY_ACT)):
            # From 2018-12-21 a hundred and twenty months can be two counts of sixty (First Step Act § 403).
            kind[(guns == months) & (True if until is None else self.last < until)] = word
        self.guns = guns
        added = guns + other
        free = number("SAFE") > 0
        self.stated = ~np.isnan(least) & (self.by_court | self.by_range)
        with np.errstate(invalid="ignore"):
            below = np.where(least == LIFE, np.where(added == LIFE, 0, LIFE), np.maximum(least - added, 0))
            above = np.where(most == LIFE, LIFE, np.maximum(most - added, 0))
        above = np.where(above > 12_000, LIFE, above)
        facts.put("statutory_minimum", np.where(self.stated, np.where(free, 0, below), np.nan))
        # STATMAX adds the § 924(c) count's life to the maximum that a career offender's level looks to.
        whole = np.isnan(self.table924)
        facts.put("statutory_maximum", np.where(self.stated & (above > 0) & whole, above, np.nan))
        facts.put("firearms", kind)
        rest = np.where(kind == "", guns, 0) + other
        facts.put("other_consecutive_months", np.where((rest > 0) & ((rest <= 12_000) | (rest == LIFE)), rest, np.nan))
        self.alone = ~self.by_court & ~self.by_range & (kind != "") & (other == 0)
        self.assumed.append((kind == "discharged", "firearms"))

    # -- drugs -------------------------------------------------------------------------------------------------------------

    def _drugs(self) -> None:
        """Drug and weight of the rows whose level rests on the quantity table, with the statute's subdivision."""
        number, rows, facts = self.number, self.rows, self.facts
        statutes = _statutes(rows)
        lines, fit = [], np.ones(self.size, np.bool_)
        count = np.zeros(self.size)
        for n in range(1, 7):
            code = number(f"DRUGTYP{n}")
            here = ~np.isnan(code)
            fit &= ~here | (count == n - 1)  # no gap before it
            count += here
            weight, amount, unit = number(f"WGT{n}"), number(f"DRGAM{n}"), number(f"UNIT{n}")
            drug = np.full(self.size, "", dtype="U30")
            grams, pure, units = (np.full(self.size, np.nan) for _ in range(3))
            for each in np.unique(code[here]).tolist():
                mine = code == each
                known = drug_codes().get(int(each))
                if known is None:
                    fit &= ~mine
                    continue
                drug[mine] = known.drug
                if known.counted == "plants":
                    units = np.where(mine & (unit == 5), amount, units)
                    fit &= ~mine | ((unit == 5) & (amount > 0) & (amount == np.floor(amount)))
                    continue
                grams = np.where(mine, weight, grams)
                fit &= ~mine | ((weight > 0) & (weight <= 1e9))
                if known.counted == "mixture":
                    pure = np.where(mine, 0, pure)
                elif known.counted == "pure":
                    pure = np.where(mine, weight, pure)
                elif known.counted == "doses":
                    units = np.where(mine & (unit == 6) & (amount == np.floor(amount)), amount, units)
            lines.append((drug, grams, pure, units))
        stated_count = number("NODRUG")
        fit &= (count > 0) & ((stated_count == count) | (np.isnan(stated_count) & (count < 6)))
        quantity_line = np.where(number("AMENDYR") >= 2009, 5, 3)
        line = number("BASLNHI")
        fit &= np.isnan(line) | (line == quantity_line)
        fit &= pc.fill_null(pc.equal(rows.text("GDLINEHI"), "2D1.1"), False).to_numpy(zero_copy_only=False)
        fit &= ~(number("DRUGPROB") == 1) & ~(number("MITCAP") == 1) & self.parts & (self.table924 != self.table924)
        weapon = number("ADJ_BHI")
        fit &= np.isin(np.nan_to_num(weapon), (0, 2))
        tier, priors = self._subdivision(statutes)
        fit &= tier != ""  # the quantity table is read with the statute itself, not with stated limits
        self.modelled = fit
        for n, (drug, grams, pure, units) in enumerate(lines, start=1):
            facts.put(f"drug_{n}", np.where(fit, drug, ""))
            facts.put(f"weight_g_{n}", np.where(fit, grams, np.nan))
            facts.put(f"pure_g_{n}", np.where(fit, pure, np.nan))
            facts.put(f"units_{n}", np.where(fit, units, np.nan))
        safe = number("SAFE")
        given_levels = np.where((safe == 1) & statutes.drug, 2.0, 0.0)  # the engine takes them off itself
        armed = np.nan_to_num(weapon) == 2
        made = facts.made
        made["base_offense_level"] = np.where(fit, np.nan, made["base_offense_level"])
        own = made["other_characteristics"] - np.where(armed, 2, 0) + given_levels
        made["other_characteristics"] = np.where(fit, own, made["other_characteristics"])
        mitigated = np.where(np.isin(number("MITROLHI"), (-2, -3, -4)), -number("MITROLHI"), 0)
        facts.put("mitigating_role", np.where(fit, mitigated, np.nan))
        made["other_chapter3"] = np.where(fit, made["other_chapter3"] + mitigated, made["other_chapter3"])
        facts.put("weapon", np.where(fit & armed, "yes", ""))
        facts.put("safety_valve_conditions", np.where(fit, _flag(safe > 0, ~np.isnan(safe)), ""))
        self._drug_statute(statutes, fit, tier, priors)

    def _subdivision(self, statutes: _Statutes) -> tuple[np.ndarray, np.ndarray]:
        """Subdivision of § 841(b)(1) or § 960(b), as A to D, and noticed priors, where the months of the row leave one reading."""
        number = self.number
        least = number("DRUGMIN")
        before = self.last < SAFETY_ACT
        after = self.first >= SAFETY_ACT
        tier, priors = np.full(self.size, "", dtype="U1"), np.full(self.size, np.nan)
        for months, letter, noticed, where in (
            (60, "B", 0, True),
            (120, "A", 0, True),
            (240, "A", 1, before),
            (LIFE, "A", 2, before),
            (180, "A", 1, after),
            (300, "A", 2, after),
        ):
            mine = (least == months) & where
            tier, priors = np.where(mine, letter, tier), np.where(mine, noticed, priors)
        # Two readings of 120 months: (A), or (B) with a prior. A subdivision that the statute names decides; else (A).
        second = (least == 120) & (statutes.tier == "B")
        tier, priors = np.where(second, "B", tier), np.where(second, 1, priors)
        most = np.where(np.isnan(number("SMAX1")), number("STATMAX"), number("SMAX1"))
        light = np.isin(number("DRUGTYP1"), (4, 5, 21, 161)) & np.isnan(
            number("DRUGTYP2")
        )  # marijuana, hashish, its oil
        for months, letter, noticed, where in (
            (240, "C", 0, True),
            (360, "C", 1, True),
            (60, "D", 0, light),
            (120, "D", 1, light),
        ):
            mine = (least == 0) & (most == months) & where
            tier, priors = np.where(mine, letter, tier), np.where(mine, noticed, priors)
        known = statutes.drug & ~(statutes.imported & (tier == "D"))  # § 960(b)(4) refers back to § 841(b)(1)(D)
        return np.where(known, tier, ""), np.where(known, priors, np.nan)

    def _drug_statute(self, statutes: _Statutes, told: np.ndarray, tier: np.ndarray, priors: np.ndarray) -> None:
        """The statute with its subdivision and noticed priors, in place of the limits as stated."""
        facts = self.facts
        section = {"A": "1", "B": "2", "C": "3"}
        imported = np.array([section.get(letter, "") for letter in tier.tolist()])
        facts.put("statute", np.where(told, np.where(statutes.imported, "21 USC 960(a)", "21 USC 841(a)(1)"), ""))
        text = np.where(statutes.imported, np.char.add("960(b)(", imported), np.char.add("841(b)(1)(", tier))
        facts.put("subdivision", np.where(told, np.char.add(text, ")"), ""))
        facts.put("priors_851", np.where(told, priors, np.nan))
        for name in ("statutory_minimum", "statutory_maximum"):
            facts.made[name] = np.where(told, np.nan, facts.made[name])
        self.assumed += [(told & (statutes.tier != tier), "subdivision"), (told, "priors_851")]
        self.unmodelled = ~self.by_court & ~self.by_range & ~self.alone
        facts.made["statute"] = np.where(self.unmodelled, statutes.first, facts.made["statute"])

    # -- history and sentence ----------------------------------------------------------------------------------------------

    def _history(self) -> None:
        number, facts, category = self.number, self.facts, self.category
        special = ~np.isnan(self.table924)
        facts.put("category", np.where(np.isnan(category), "", np.nan_to_num(category).astype(int).astype(str)))
        total, prior = number("TOTCHPTS"), number("CRIMPTS")
        low = np.array([0, 0, 2, 4, 7, 10, 13])[np.nan_to_num(category).astype(int)]
        high = np.array([0, 1, 3, 6, 9, 12, 999])[np.nan_to_num(category).astype(int)]
        added = sum(np.nan_to_num(number(name)) for name in ("SENTPTS", "REL2PTS", "VIOL1PTS"))
        fits = (total >= low) & (total <= np.minimum(high, 200)) & ~np.isnan(category) & (total >= added)
        points = np.where(fits, total, np.nan)
        nothing = np.isnan(total) & (category == 1) & ((prior == 0) | (number("CRIMHIST") == 0))
        full = np.isnan(total) & (prior == high)  # no room is left for other points
        points = np.where(nothing, 0, np.where(full, prior, points))
        facts.put("points", points)
        status, recent = number("SENTPTS"), number("REL2PTS")
        facts.put("under_sentence", _flag(status > 0, (~np.isnan(status) & fits) | nothing | full))
        no_recency = self.first > date(2010, 11, 1).toordinal()
        facts.put("recent_release", _flag(recent > 0, (~np.isnan(recent) & fits) | nothing | full | no_recency))
        violent = number("VIOL1PTS")
        facts.put("violent_points", np.where(fits & (violent >= 0) & (violent <= 3), violent, np.nan))
        one, three = number("POINT1"), number("POINT3")
        ones = np.where(nothing, 0, np.where(fits, np.minimum(np.minimum(one, 4), points), np.nan))
        facts.put("one_point_points", ones)
        facts.put("prior_3_point", _flag(three > 0, ~np.isnan(three) | nothing))
        # The level as given holds what a career or armed career criminal's level added.
        facts.put("career_offender", np.where(special, "yes", np.where(np.isnan(category), "", "no")))
        self._exclusions()

    def _exclusions(self) -> None:
        """§4C1.1: excluded by what the row shows; and from 2023-11-01 the level holds its two levels, or the court gave none.

        Parts that add up to the level leave no room for them, so that a modelled row of that time was excluded too.
        """
        offense = self.number("OFFGUIDE")
        excluded = (self.number("WEAPON") == 1) | np.isin(offense, (7, 20, 22, 27))
        held = self.last >= ZERO_POINT
        self.facts.put("zero_point_excluded", np.where(excluded | held, "yes", ""))
        self.assumed.append((held & ((self.first < ZERO_POINT) | self.modelled), "zero_point_excluded"))

    def _imposed(self) -> None:
        number = self.number
        prison, term, capped, days = (number(name) for name in ("TOTPRISN", "SENTTOT", "SENTTCAP", "TOTDAYS"))
        found = np.where(np.isnan(term), prison + np.nan_to_num(days) * DAY_IN_MONTHS, term)
        found = np.where(np.isnan(found), capped, found)
        found = np.where(prison == LIFE, LIFE, found)
        found = np.where(np.isnan(found) & np.isin(number("SENTIMP"), (0, 3, 4)), 0, found)
        self.facts.put("imposed_months", np.where((found > 12_000) & (found < LIFE), np.nan, found))

    # -- groups and the end ------------------------------------------------------------------------------------------------

    def _groups(self) -> None:
        rows = self.rows
        year = np.nan_to_num(rows.fiscal_year, nan=0).astype(np.int64)
        found, places = np.unique(year, return_inverse=True)
        self.groups = {
            "year": _worded(places, [str(each) if each else None for each in found.tolist()]),
            "district": _labelled(rows, "DISTRICT", "CIRCDIST"),
            "offense_type": _labelled(rows, "OFFGUIDE", "OFFTYPSB", "OFFTYPE2"),
            "drug": _labelled(rows, "COMBDRG2"),
            "race": _labelled(rows, "NEWRACE"),
            "sex": _labelled(rows, "MONSEX"),
        }

    def _finished(self) -> pa.RecordBatch:
        facts = self.facts
        self.rows.reject(
            self.unmodelled & (facts.made["statute"] == ""),
            "XFOLSOR",
            "no offense level, no range and no statute in the row.",
            "The Commission had no guideline findings for this person (SOURCES 8 or 9); nothing can be computed.",
        )
        basis = np.zeros(self.size, np.int64)
        for place, mask in enumerate((self.by_range, self.by_court, self.modelled | self.alone), start=1):
            basis[mask] = place
        names = sorted({name for _, name in self.assumed})
        assumed = np.zeros(self.size, np.int64)
        for mask, name in self.assumed:
            assumed |= mask.astype(np.int64) << names.index(name)
        found, places = np.unique(assumed, return_inverse=True)
        words = [";".join(name for k, name in enumerate(names) if bits >> k & 1) or None for bits in found.tolist()]
        facts.made["case_id"] = pc.coalesce(self.rows.id, pa.array(self.rows.row_numbers.astype(str)))
        made = facts.batch()
        beside = {
            "basis": _worded(basis, [NOT_MODELLED, FROM_RANGE, LEVEL_GIVEN, MODELLED]),
            "assumed": _worded(places, words),
            "guideline_recorded": self.rows.text("GDLINEHI"),
            **self.groups,
        }
        for name, values in beside.items():
            made = made.append_column(name, values)
        return made


def _on(rows: np.ndarray, size: int) -> np.ndarray:
    found = np.zeros(size, np.bool_)
    found[rows] = True
    return found


def _sentencing(day: int, year: int, month: int, fiscal: int) -> tuple[str, int, int]:
    """Text of the day or span of sentencing, with its first and last day; days 0 if nothing is known."""
    if day:
        return date.fromordinal(day).isoformat(), day, day
    if year and 1 <= month <= 12:
        following = date(year + month // 12, month % 12 + 1, 1).toordinal()
        return f"{year}-{month:02d}", date(year, month, 1).toordinal(), following - 1
    if year:
        return str(year), date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    if fiscal:
        first, last = date(fiscal - 1, 10, 1), date(fiscal, 9, 30)
        return f"{first}/{last}", first.toordinal(), last.toordinal()
    return "", 0, 0


def _units_levels(units: np.ndarray) -> np.ndarray:
    """§3D1.4: levels that the units of several counts add."""
    units = np.nan_to_num(units)
    return np.select([units > 5, units > 3, units > 2, units > 1.5, units > 1], [5, 4, 3, 2, 1], 0)


class _Statutes(NamedTuple):
    drug: np.ndarray
    imported: np.ndarray
    tier: np.ndarray
    first: np.ndarray


_DRUG_STATUTE = re.compile(r"21(841|846|952|960|963)")
_SUBDIVISION = re.compile(r"21(?:841B1|960B)([ABC123])")
_TITLES = re.compile(r"(8|16|18|21|22|26|29|31|33|42|46|49)(\d{2,4})([A-Z]*)")
_TIER = {"1": "A", "2": "B", "3": "C"}


def _statutes(rows: Block) -> _Statutes:
    """What the unique statutes of a row say: `21841A1`, `21841B1C`, `18924C`, `182252AA5B`."""
    size = rows.size
    drug, imported = np.zeros(size, np.bool_), np.zeros(size, np.bool_)
    domestic, narrower = np.zeros(size, np.bool_), np.zeros(size, np.bool_)
    tier, first = np.full(size, "", dtype="U1"), np.full(size, "", dtype="U24")
    for n in range(1, 6):
        encoded = pc.dictionary_encode(rows.text(f"NWSTAT{n}"))
        index = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False)
        for code, text in enumerate(encoded.dictionary.to_pylist()):
            mine = index == code
            found = _DRUG_STATUTE.match(text)
            if found:
                drug |= mine
                if found[1] in ("952", "960", "963"):
                    imported |= mine
                else:
                    domestic |= mine
                named = _SUBDIVISION.match(text)
                if named:
                    letter = _TIER.get(named[1], named[1])
                    tier = np.where(mine & ((tier == "") | (tier > letter)), letter, tier)
            elif re.match(r"21(859|860|861|844|848|856)", text):
                narrower |= mine  # limits of their own: taken as stated
            if n == 1:
                first = np.where(mine, _written(text), first)
    return _Statutes(drug & ~narrower, imported & ~domestic, tier, first)


def _written(text: str) -> str:
    """A statute as our tables write it, title and section; nothing where the code cannot be told apart."""
    found = _TITLES.match(text)
    return f"{found[1]} USC {found[2]}" if found else ""


def _labelled(block: Block, *names: str) -> pa.Array:
    """The label of the first of these variables that a row has; a code without a label stands as it is."""
    places = np.zeros(block.size, np.int64)
    words: list[str | None] = [None]
    for name in names:
        codes = np.nan_to_num(block.number(name), nan=-1).astype(np.int64)
        for code in np.unique(codes[(codes >= 0) & (places == 0)]).tolist():
            places[(codes == code) & (places == 0)] = len(words)
            words.append(labels(name).get(code, f"{name} {code}"))
    return _worded(places, words)


# ---- files -------------------------------------------------------------------------------------------------------------


class _Raw:
    """A file that counts what is read of it, for the progress bar, also inside a zip or gzip."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("rb")
        self.size = max(path.stat().st_size, 1)

    @property
    def share(self) -> float:
        return min(self.file.tell() / self.size, 1.0)

    def close(self) -> None:
        self.file.close()


@dataclass
class _Opened:
    """How a file is to be read: its form, the member of a zip, the layout found beside it."""

    form: str
    member: str = ""
    layout: Layout | None = None


def _open(path: Path, layout: Path | None) -> _Opened:
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except IsADirectoryError:
        raise InputError(f"{path}: a folder. Name one data file of the Commission.") from None
    except OSError as problem:
        raise InputError(f"{path}: cannot be read: {problem.strerror}. Check the name and the rights.") from None
    if not start:
        raise InputError(f"{path}: the file is empty. Fetch it again.")
    given = layout_file(layout) if layout else None
    if start == b"PAR1":
        return _Opened("parquet")
    if start[:2] == b"PK":
        return _in_zip(path, given)
    return _Opened(_form_of(_first_line(path, _Opened("")), given), layout=given)


_DAMAGE = (EOFError, OSError, zipfile.BadZipFile, zlib.error)


def _damaged(path: Path, problem: Exception) -> InputError:
    return InputError(f"{path}: damaged or cut off ({problem}). Fetch it again.")


def _first_line(path: Path, opened: _Opened) -> bytes:
    try:
        with _stream(path, opened) as stream:
            return first_line(stream)
    except _DAMAGE as problem:
        raise _damaged(path, problem) from None


def _in_zip(path: Path, given: Layout | None) -> _Opened:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if not name.endswith("/")]
            data = [name for name in names if name.lower().endswith((".csv", ".dat"))]
            if len(data) != 1:
                raise InputError(
                    f"{path}: {len(data)} data files (.csv, .dat) in the archive; one is needed. It holds: "
                    f"{', '.join(names[:5]) or 'nothing'}."
                )
            programs = [name for name in names if name.lower().endswith(".sas")]
            if given is None and data[0].lower().endswith(".dat") and programs:
                text = archive.read(programs[0]).decode("latin-1")
                given = sas_layout(text, f"{path}:{programs[0]}")
    except zipfile.BadZipFile:
        raise InputError(f"{path}: not a whole zip archive. Truncated in copying? Fetch it again.") from None
    form = "csv" if data[0].lower().endswith(".csv") else "fixed"
    return _Opened(form, data[0], given)


def _form_of(line: bytes, layout: Layout | None) -> str:
    if layout is not None:
        return "fixed"
    names = {name.strip().strip(b'"').upper() for name in line.removeprefix(b"\xef\xbb\xbf").split(b",")}
    known = {name.encode() for name in by_name()}
    return "csv" if len(names & known) > 0 else "fixed"


class _stream:
    """The bytes of the data, whatever they are packed in."""

    def __init__(self, path: Path, opened: _Opened, raw: _Raw | None = None) -> None:
        self.raw = raw or _Raw(path)
        start = self.raw.file.read(2)
        self.raw.file.seek(0)
        self.archive = zipfile.ZipFile(self.raw.file) if opened.member else None
        if self.archive is not None:
            self.file: Any = self.archive.open(opened.member)
        else:
            self.file = gzip.GzipFile(fileobj=self.raw.file) if start == b"\x1f\x8b" else self.raw.file

    def __enter__(self) -> Any:
        return self.file

    def __exit__(self, *_: object) -> None:
        self.file.close()
        if self.archive is not None:
            self.archive.close()
        self.raw.close()


class _Reading:
    """What pyarrow reads from: a stream that begins with what was already taken off it."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.closed = False

    def read(self, count: int = -1) -> bytes:
        return self.stream.read(count)

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return False

    def seekable(self) -> bool:
        return False

    def close(self) -> None:
        self.closed = True


class UsscFile:
    """A source of cases for `cases.files.screen_file`, from a data file of the Commission.

    layout: the SAS program of a fixed-width file.  check: compare each row with the Commission's own figures.
    rejects: told the rows that cannot be read.  grouped: carry the columns of GROUPS into the output.
    """

    def __init__(
        self,
        path: Path,
        rejects: Callable[[list[Reject]], None],
        *,
        layout: Path | None = None,
        check: bool = False,
        grouped: bool = False,
    ) -> None:
        self.path, self.rejects, self.check = path, rejects, check
        self.ignored: list[str] = []
        self.opened = _open(path, layout)
        self.basis: Counter[str] = Counter()
        self.checked: Counter[str] = Counter()
        self.waiting: deque[tuple[np.ndarray, pa.RecordBatch]] = deque()
        self.beside = ("basis", "assumed", "guideline_recorded", *(GROUPS if grouped else ()))
        self._broken: list[Broken] = []
        self._fits = False
        self._header = self._columns()

    @property
    def added(self) -> list[tuple[str, Any]]:
        """Columns of the output beside those of the engine."""
        checks = [(name, kind) for name, kind in ussc_check.COLUMNS] if self.check else []
        return [(name, pa.string()) for name in self.beside] + checks

    # -- rows --------------------------------------------------------------------------------------------------------------

    def batches(self, progress: Progress) -> Iterator[tuple[pa.RecordBatch, np.ndarray]]:
        """Cases, with the number of each row in the file."""
        rows = 0
        for variables, numbers in _gathered(self._variables(progress)):
            rows += len(numbers)
            yield self._one(variables, numbers)
        if rows == 0 and self.basis.total() == 0:
            raise InputError(
                f"{self.path}: no row that can be read. Check the file, and that the layout is of its year."
            )

    def _one(self, variables: pa.RecordBatch, numbers: np.ndarray) -> tuple[pa.RecordBatch, np.ndarray]:
        block = Block(variables, numbers)
        made = cases(block)
        beside = made.select(list(self.beside))
        if self.check:
            beside = ussc_check.with_recorded(beside, block)
        if self.opened.form == "fixed" and not self._fits:
            self._refuse_wrong_layout(block)
        if block.bad:
            self.rejects(sorted(block.bad.values()))
            keep = np.setdiff1d(np.arange(block.size), np.array(list(block.bad)))
            made, beside, numbers = (each.take(pa.array(keep)) for each in (made, beside, pa.array(numbers)))
            numbers = numbers.to_numpy()
        self.waiting.append((numbers, beside))
        return made, numbers

    def _refuse_wrong_layout(self, block: Block) -> None:
        """Most rows of the first block failing, or off the Sentencing Table, is a layout of another year, not bad rows."""
        self._fits = True
        remedy = "The layout does not fit this file. Give the SAS program of the same year."
        if len(block.bad) > max(block.size // 2, 4):
            one = min(block.bad.values())
            raise InputError(
                f"{self.path}: {len(block.bad):,} of the first {block.size:,} rows do not hold what the layout says "
                f"(row {one.row}, {one.field} = {one.value!r}: {one.reason}) {remedy}"
            )
        recorded = [block.number(name) for name in ("XFOLSOR", "XCRHISSR", "XMINSOR", "XMAXSOR")]
        whole = np.stack(recorded, axis=1)[~np.isnan(np.stack(recorded)).any(axis=0)]
        off = sum(cells().of.get((min(int(a), 43), int(b))) != (low, high) for a, b, low, high in whole.tolist())
        if len(whole) > 4 and off > len(whole) // 2:
            raise InputError(
                f"{self.path}: in {off:,} of the first {len(whole):,} rows level and category do not give the recorded "
                f"range. {remedy}"
            )

    def extended(self, result: pa.RecordBatch, rejected: set[int]) -> pa.RecordBatch:
        """The engine's answers for one batch with the columns beside them; counts what each row rests on."""
        numbers, beside = self.waiting.popleft()
        if rejected:
            keep = np.flatnonzero(~np.isin(numbers, list(rejected)))
            beside = beside.take(pa.array(keep))
        for each in pc.value_counts(beside.column("basis")).to_pylist():
            self.basis[each["values"]] += each["counts"]
        if self.check:
            beside, found = ussc_check.compared(result, beside)
            self.checked.update(found)
        for name, _ in self.added:
            result = result.append_column(name, beside.column(name))
        return result

    def report(self) -> dict[str, Any]:
        """What the rows rest on, and how they compare with the Commission's own figures."""
        found: dict[str, Any] = {"basis": dict(self.basis.most_common())}
        if self.check:
            found["check"] = dict(self.checked.most_common())
        return found

    # -- variables ---------------------------------------------------------------------------------------------------------

    def _columns(self) -> list[str]:
        """Names of the columns in upper case; checks that this is a file of the Commission at all."""
        if self.opened.form == "fixed":
            line = _first_line(self.path, self.opened)
            if self.opened.layout is None:
                self.opened.layout = layout_for(line, str(self.path))
            check_fit(self.opened.layout, line, str(self.path))
            names = list(self.opened.layout.places)
        elif self.opened.form == "parquet":
            try:
                names = [name.upper() for name in pq.read_schema(self.path).names]
            except (pa.ArrowInvalid, OSError):
                raise InputError(f"{self.path}: not a whole Parquet file. Fetch it again.") from None
        else:
            line = _first_line(self.path, self.opened)
            if len(line) > BLOCK:
                raise InputError(
                    f"{self.path}, row 1: a line longer than {BLOCK >> 20} MB. Check how the file was made."
                )
            text = line.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
            names = [name.strip().upper() for name in next(csv.reader([text]), [])]
        twice = {name for name in names if name in by_name() and names.count(name) > 1}
        if twice:
            raise InputError(f"{self.path}: the column {min(twice)} stands twice. Remove one of the two.")
        if not {"XFOLSOR", "XMINSOR"} & set(names):
            raise InputError(
                f"{self.path}: neither XFOLSOR nor XMINSOR, so not an individual data file of the Commission. "
                f"First columns: {', '.join(names[:5])}."
            )
        return names

    def _variables(self, progress: Progress) -> Iterator[tuple[pa.RecordBatch, np.ndarray]]:
        wanted = [name for name in by_name() if name in set(self._header)]
        if self.opened.form == "parquet":
            yield from self._parquet(wanted, progress)
            return
        raw = _Raw(self.path)
        try:
            with _stream(self.path, self.opened, raw) as stream:
                if self.opened.form == "fixed":
                    layout = self.opened.layout
                    assert layout is not None
                    found = fixed_width_batches(stream, layout, wanted, self.rejects, str(self.path))
                else:
                    found = self._csv(stream, wanted)
                for each in found:
                    yield each
                    progress(raw.share)
        except _DAMAGE as problem:
            raise _damaged(self.path, problem) from None

    def _parquet(self, wanted: list[str], progress: Progress) -> Iterator[tuple[pa.RecordBatch, np.ndarray]]:
        file = pq.ParquetFile(self.path, buffer_size=1 << 20, pre_buffer=False)
        own = {name.upper(): name for name in file.schema_arrow.names}
        row, total = 1, max(file.metadata.num_rows, 1)
        try:
            for each in file.iter_batches(batch_size=ROWS, columns=[own[name] for name in wanted]):
                yield each.rename_columns(wanted), np.arange(row, row + each.num_rows)
                row += each.num_rows
                progress(row / total)
        except (pa.ArrowInvalid, OSError):
            raise InputError(f"{self.path}: damaged after row {row - 1:,}. Fetch the file again.") from None

    def _csv(self, stream: Any, wanted: list[str]) -> Iterator[tuple[pa.RecordBatch, np.ndarray]]:
        import pyarrow.csv as arrow

        # Bytes, not text: a stray byte in one field is no matter of the run (Latin-1, see text_of).
        names = [name if name in set(wanted) else f"{name} {n}" for n, name in enumerate(self._header)]
        # A block of a few hundred lines, by the length of the header: 1 MB for a narrow file, 32 for 22,000 columns.
        block = min(max(256 * sum(len(name) + 1 for name in self._header), BLOCK // 8), 4 * BLOCK)
        row = 1
        try:
            reader = arrow.open_csv(
                pa.PythonFile(_Reading(stream), mode="r"),
                read_options=arrow.ReadOptions(block_size=block, use_threads=False, column_names=names, skip_rows=1),
                parse_options=arrow.ParseOptions(invalid_row_handler=self._broken_row),
                convert_options=arrow.ConvertOptions(
                    column_types=dict.fromkeys(wanted, pa.binary()), include_columns=wanted, check_utf8=False
                ),
            )
            for each in reader:
                numbers = numbers_past(self._broken, row, each.num_rows)
                row = int(numbers[-1]) + 1 if len(numbers) else row
                columns = [text_of(column) for column in each.columns]
                self._tell_broken()
                yield pa.RecordBatch.from_arrays(columns, each.schema.names), numbers
            self._tell_broken()
        except pa.ArrowInvalid as problem:
            why = str(problem).splitlines()[0]
            if "straddling" in why:
                why = f"a line longer than {block >> 20} MB, or a file without line ends"
            raise InputError(f"{self.path}: after row {row - 1:,}: {why}. Check the file there.") from None

    def _broken_row(self, found: Any) -> str:
        self._broken.append(Broken((found.number or 1) - 1, found.actual_columns, found.expected_columns, found.text))
        return "skip"

    def _tell_broken(self) -> None:
        if self._broken:
            remedy = "The file was cut off or changed there; fetch it again."
            self.rejects(
                [
                    Reject(each.number, "", "", each.text[:80], f"{each.actual} fields, not {each.expected}.", remedy)
                    for each in self._broken
                ]
            )
        self._broken = []


def _gathered(
    small: Iterator[tuple[pa.RecordBatch, np.ndarray]],
) -> Iterator[tuple[pa.RecordBatch, np.ndarray]]:
    """Small blocks put together to ROWS, large ones cut: what bounds the memory of a run."""
    held: list[tuple[pa.RecordBatch, np.ndarray]] = []
    count = 0
    for batch, numbers in small:
        for start in range(0, batch.num_rows, ROWS):
            part = batch.slice(start, ROWS)
            held.append((part, numbers[start : start + ROWS]))
            count += part.num_rows
            if count >= ROWS:
                yield _joined(held)
                held, count = [], 0
    if held:
        yield _joined(held)


def _joined(held: list[tuple[pa.RecordBatch, np.ndarray]]) -> tuple[pa.RecordBatch, np.ndarray]:
    if len(held) == 1:
        return held[0]
    whole = pa.Table.from_batches([batch for batch, _ in held]).combine_chunks().to_batches()[0]
    return whole, np.concatenate([numbers for _, numbers in held])

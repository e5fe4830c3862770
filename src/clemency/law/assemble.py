"""Build `Law` from the tables: every dated row becomes the state of its cell from the act that brought it.

Acts stand in the order of their days, and of their numbers within a day, so that each can be put in place alone.
"""

from __future__ import annotations

import csv
import math
import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from clemency.law import columns as C
from clemency.law import parameters as P
from clemency.law import tables
from clemency.law.columns import Law
from clemency.law.tables import Row, Table, TableError

MILLION = 1_000_000
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
UNITS = {
    "g": C.BY_WEIGHT,
    "ml": C.BY_WEIGHT,
    "units": C.BY_UNIT,
    "unit": C.BY_UNIT,
    "plants": C.BY_UNIT,
    "plant": C.BY_UNIT,
}
RULE_TABLES = (
    "guidelines/parameters",
    "guidelines/s2d1_1_drug_quantity",
    "guidelines/s2d1_1_conversions",
    "guidelines/s5a_sentencing_table",
    "statutes/thresholds",
    "statutes/penalties",
    "statutes/other",
)


class Act(NamedTuple):
    """One authority on one day: the smallest step by which the law changes."""

    day: int
    authority: str


class Drug(NamedTuple):
    """A line of data/drugs.csv. `code` is its number in `Facts.drug`."""

    code: int
    name: str
    label: str
    schedule: str
    ladder: tuple[str, ...]
    conversion: tuple[str, ...]
    pure_ladder: tuple[str, ...]
    pure_conversion: tuple[str, ...]
    statutory: str
    statutory_pure: str
    aliases: tuple[str, ...]


class Offense(NamedTuple):
    """An offense of data/statutes/offenses.csv, whose limits stand in the table of other statutes."""

    code: int
    name: str
    label: str
    aliases: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]


def _read(name: str) -> list[dict[str, str]]:
    with (tables.DATA / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


@cache
def drugs() -> tuple[Drug, ...]:
    """Every drug the tables know, by code from 1."""
    return tuple(
        Drug(
            code,
            row["drug"],
            row["label"],
            row["schedule"],
            _list(row["ladder"]),
            _list(row["conversion"]),
            _list(row["pure_ladder"]),
            _list(row["pure_conversion"]),
            row["statutory"],
            row["statutory_pure"],
            _list(row["aliases"]),
        )
        for code, row in enumerate(_read("drugs.csv"), start=1)
    )


@cache
def offenses() -> tuple[Offense, ...]:
    """Every offense outside § 841(b) and § 960(b), by code from 0."""
    grouped: dict[str, list[dict[str, str]]] = {}
    for row in _read("statutes/offenses.csv"):
        grouped.setdefault(row["offense"], []).append(row)
    return tuple(
        Offense(
            code,
            name,
            rows[0]["label"],
            _list(rows[0]["aliases"]),
            tuple((row["statute"], row["offense_in_table"]) for row in rows),
        )
        for code, (name, rows) in enumerate(grouped.items())
    )


def _act_order(act: Act) -> tuple[int, list[Any]]:
    """By day, then amendments by number, so that 9 stands before 10."""
    return act.day, [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", act.authority)]


Load = Callable[[str], Table]
"""How a table is found by its name: `tables.load`, or the tables of a reform (`law/reform.py`)."""


def _acts_of(load: Load) -> tuple[Act, ...]:
    found = {Act(row.effective_from, row.authority) for name in RULE_TABLES for row in load(name)}
    return tuple(sorted(found, key=_act_order))


@cache
def acts() -> tuple[Act, ...]:
    """Every act that any row of the tables names, in order. Position 0 is the law before the first of them."""
    return _acts_of(tables.load)


@cache
def _act_days() -> list[int]:
    return [act.day for act in acts()]


def state_on(day: int) -> int:
    """The state of the law on a day: the position of the last act in force. -1 before the first."""
    return bisect_right(_act_days(), day) - 1


def months(cell: str) -> float:
    """Months of a table cell; life is `math.inf`; an empty cell is no figure (-1)."""
    if cell == "life":
        return math.inf
    return float(cell) if cell else C.NONE_IN_FORCE


def millionths(cell: str) -> int:
    """A quantity of a table, exactly, in millionths of its unit."""
    whole, _, fraction = cell.partition(".")
    if len(fraction) > 6:
        raise TableError(f"quantity {cell!r} is finer than a millionth; the rules count in micrograms.")
    return int(whole or 0) * MILLION + int((fraction + "000000")[:6])


def hundred_thousandths(cell: str) -> int:
    whole, _, fraction = cell.partition(".")
    if len(fraction) > 5:
        raise TableError(f"factor {cell!r} is finer than a hundred-thousandth of a gram.")
    return int(whole or 0) * 100_000 + int((fraction + "00000")[:5])


class _Positions:
    """From a row's authority and day to the position of its act; from the day after its end to where it stops."""

    def __init__(self, load: Load) -> None:
        every = _acts_of(load)
        self.load = load
        self.of = {act: position for position, act in enumerate(every)}
        self.days = [act.day for act in every]
        self.count = len(self.days)

    def begin(self, row: Row) -> int:
        return self.of[Act(row.effective_from, row.authority)]

    def end(self, row: Row, following: Row | None = None) -> int:
        """First position at which the row no longer stands: where its successor begins, else the first act after it."""
        if row.effective_to is None:
            return self.count
        if following is not None and following.effective_from == row.effective_to + 1:
            return self.begin(following)
        return bisect_right(self.days, row.effective_to)


def _book(where: _Positions) -> tuple[np.ndarray, np.ndarray, list[int]]:
    """The dated single figures, ladders and factors: values, row numbers beside them, and the ladders themselves."""
    book = np.zeros((where.count, C.BOOK_WIDTH), np.int64)
    rows = np.full((where.count, C.BOOK_WIDTH), -1, np.int64)
    column_of = {name: column for column, name in enumerate(P.NAMES)}
    for number, row in enumerate(where.load("guidelines/parameters")):
        column = column_of[row["parameter"]]
        book[where.begin(row) :, column] = int(row["value"])
        rows[where.begin(row) :, column] = number
    ladders = _ladders(where, book)
    _conversions(where, book, rows)
    for number, row in enumerate(where.load("guidelines/s5a_sentencing_table")):
        if row["offense_level"] == "1" and row["criminal_history_category"] == "I":
            book[where.begin(row) :, C.SENTENCING_TABLE] = number * 2
    return book, rows, ladders


def _editions(table: Table, key: str) -> dict[str, list[list[tuple[int, Row]]]]:
    """Rows of a table by key, then by the period they stand in, each with its number."""
    found: dict[str, dict[int, list[tuple[int, Row]]]] = {}
    for number, row in enumerate(table):
        found.setdefault(row[key], {}).setdefault(row.effective_from, []).append((number, row))
    return {name: [periods[day] for day in sorted(periods)] for name, periods in found.items()}


def _ladders(where: _Positions, book: np.ndarray) -> list[int]:
    """§2D1.1(c): each drug's ladder of each period, greatest quantity first, and the pointers to them."""
    ladders = [0] * C.LADDER_WIDTH  # where a drug has none, a pointer of 0 leads to a ladder without steps
    pointers: dict[str, list[tuple[int, int, int]]] = {}
    for drug, periods in _editions(where.load("guidelines/s2d1_1_drug_quantity"), "drug").items():
        for lines, following in zip(periods, [*periods[1:], None], strict=True):
            start = len(ladders)
            first = lines[0][1]
            steps = sorted(
                ((millionths(row["min_quantity"]), int(row["offense_level"]), n) for n, row in lines), reverse=True
            )
            ladders += _ladder(UNITS[first["unit"]], steps)
            last = where.end(first, following[0][1] if following else None)
            pointers.setdefault(drug, []).append((where.begin(first), last, start))
    for drug in drugs():
        for source, column in ((drug.ladder, C.LADDER), (drug.pure_ladder, C.PURE_LADDER)):
            for name in reversed(source):  # the first name is the drug's own and wins where both stand
                for begin, end, start in pointers[name]:
                    book[begin:end, column + drug.code] = start
    for name in ("marijuana", "converted_drug_weight"):
        for begin, _, start in pointers[name]:
            book[begin:, C.EQUIVALENT_LADDER] = start
    return ladders


def _ladder(measure: int, steps: list[tuple[int, int, int]]) -> list[int]:
    """One ladder as `columns` lays it out. Below the last step there is no level (0) and no row (-1)."""
    spare = C.STEPS_MAX - len(steps)
    if spare < 0:
        raise TableError(f"a ladder of {len(steps)} steps; the arrays hold {C.STEPS_MAX}. Raise columns.STEPS_MAX.")
    bounds, levels, numbers = zip(*steps, strict=True)
    return [measure, len(steps), *bounds, *[0] * spare, *levels, *[0] * (spare + 1), *numbers, *[-1] * (spare + 1)]


def _conversions(where: _Positions, book: np.ndarray, rows: np.ndarray) -> None:
    periods = _editions(where.load("guidelines/s2d1_1_conversions"), "substance")

    def fill(substance: str, column: int, measure: int | None = None) -> None:
        every = [lines[0] for lines in periods[substance]]
        for (number, row), following in zip(every, [*every[1:], None], strict=True):
            begin, end = where.begin(row), where.end(row, following[1] if following else None)
            book[begin:end, column] = hundred_thousandths(row["converted_grams"])
            rows[begin:end, column] = number
            if measure is not None:
                book[begin:end, measure] = UNITS[row["per_unit"]]

    for drug in drugs():
        for name in reversed(drug.conversion):
            fill(name, C.FACTOR + drug.code, C.FACTOR_MEASURE + drug.code)
        for name in reversed(drug.pure_conversion):
            fill(name, C.PURE_FACTOR + drug.code)
    for place, level in enumerate(range(12, 40, 2)):
        fill(f"cocaine_base_sliding_level_{level}", C.CRACK_FACTOR_BY_LEVEL + place)
    fill("marijuana_plant_lt50", C.PLANT_FEW)
    fill("marijuana_plant_ge50", C.PLANT_MANY)


_CAPS = {
    "schedule_v": C.CAP_V,
    "schedule_iv": C.CAP_IV,
    "schedule_iii": C.CAP_III,
    "ketamine": C.CAP_NONE,
    "schedule_iii_hydrocodone": C.CAP_HYDROCODONE,
    "schedule_i_ii_depressants": C.CAP_DEPRESSANT,
    "flunitrazepam": C.CAP_DEPRESSANT,
}
_FLOORED = {"schedule_i_ii_opiates", "schedule_i_ii_stimulants", "schedule_i_ii_hallucinogens"}
_FLOORED |= {"synthetic_cannabinoids", "synthetic_cathinones"}
_SCHEDULES = {
    "I": C.SCHEDULE_I_II,
    "II": C.SCHEDULE_I_II,
    "III": C.SCHEDULE_III,
    "IV": C.SCHEDULE_IV,
    "V": C.SCHEDULE_V,
}


def _drug_rows(book: np.ndarray, ladders: list[int]) -> list[int]:
    group_of = {row["substance"]: row["group"] for row in tables.load("guidelines/s2d1_1_conversions")}
    flat = [0] * C.DRUG_WIDTH
    for drug in drugs():
        groups = {group_of.get(name, "") for name in drug.conversion + drug.pure_conversion}
        cap = next((_CAPS[name] for name in (drug.name, *drug.ladder) if name in _CAPS), C.CAP_NONE)
        floor = C.FLOOR_NONE
        measures = {ladders[start] for start in book[:, C.LADDER + drug.code] if start} | set(
            book[:, C.FACTOR_MEASURE + drug.code].tolist()
        )
        if drug.name == "flunitrazepam":
            floor = C.FLOOR_FLUNITRAZEPAM
        elif groups & _FLOORED:
            floor = C.FLOOR_I_II
        flat += [
            _SCHEDULES[drug.schedule],
            C.STATUTORY_SUBSTANCES.index(drug.statutory),
            C.STATUTORY_SUBSTANCES.index(drug.statutory_pure),
            cap,
            floor,
            int(bool(drug.pure_ladder or drug.pure_conversion)),
            int(C.BY_UNIT in measures),
        ]
    return flat


def _tier(subdivision: str) -> int:
    for text, tier in (("(b)(1)(A)", 0), ("(b)(1)(B)", 1), ("(b)(1)(C)", 2), ("(b)(1)(D)", 3), ("(b)(1)(E)", 4)):
        if subdivision.startswith(text):
            return tier
    return {"(b)(2)": C.TIER_2, "(b)(3)": C.TIER_3}[subdivision]


def _family_and_tier(row: Row) -> tuple[int, int]:
    if row["statute"] == "960":
        return C.FAMILY_960, int(row["subdivision"][4]) - 1
    return C.FAMILY_841, _tier(row["subdivision"])


def _thresholds(where: _Positions) -> tuple[np.ndarray, np.ndarray]:
    by_offense = np.zeros((where.count, C.THRESHOLDS), np.int64)
    by_sentence = np.full((where.count, C.THRESHOLDS), -1, np.int64)
    for row in sorted(where.load("statutes/thresholds"), key=lambda row: row.effective_from):
        if row["drug"] not in C.STATUTORY_SUBSTANCES:
            continue  # the schedules themselves: `least_tier` follows drugs.csv
        family, tier = _family_and_tier(row)
        if row["unit"].endswith("below"):
            tier = C.BELOW_LIMIT
        elif row["drug"] == "flunitrazepam":
            tier = C.TIER_A  # kept in the place of (A): its gram leads to (C), see `least_tier`
        elif tier > C.TIER_B:
            continue
        at = (family * 3 + tier) * C.SUBSTANCES + C.STATUTORY_SUBSTANCES.index(row["drug"])
        if row["date_tested"] == "sentencing_date":
            by_sentence[where.begin(row) :, at] = millionths(row["quantity"])
        else:
            by_offense[where.begin(row) :, at] = millionths(row["quantity"])
    return by_offense, by_sentence


def _prior_tiers(cell: str) -> tuple[int, ...]:
    return {"0": (0,), "1": (1,), "1+": (1, 2), "2+": (2,), "3+": (0, 1, 2), "any": (0, 1, 2)}[cell]


def _by_statute_and_day(numbered: tuple[int, Row]) -> tuple[str, int]:
    return numbered[1]["statute"], numbered[1].effective_from


def _penalties(where: _Positions) -> tuple[np.ndarray, np.ndarray]:
    by_offense = np.full((where.count, C.PENALTIES), C.NONE_IN_FORCE)
    by_sentence = np.full((where.count, C.PENALTIES), C.NONE_IN_FORCE)
    for number, row in sorted(enumerate(where.load("statutes/penalties")), key=_by_statute_and_day):
        if row["statute"] not in ("841", "960"):
            continue  # § 846 is the parameter attempt_takes_minimum
        family, tier = _family_and_tier(row)
        array = by_sentence if row["date_tested"] == "sentencing_date" else by_offense
        figures = [
            months(row["min_months"]),
            months(row["max_months"]),
            months(row["supervised_release_min_months"]),
            float(number),
        ]
        # Where a subdivision has no row for death (D, b(2), b(3)), its own limits stand.
        deaths = (0, 1) if row["death_or_injury"] == "0" else (1,)
        # § 960(b)(4)-(7) refer to § 841(b); rows of their own, entered after, stand over it.
        families = (C.FAMILY_841, C.FAMILY_960) if family == C.FAMILY_841 and tier > C.TIER_C else (family,)
        for each in families:
            for priors in _prior_tiers(row["prior_tier"]):
                for death in deaths:
                    if (
                        death == 1
                        and row["death_or_injury"] == "0"
                        and tier in (C.TIER_A, C.TIER_B, C.TIER_C, C.TIER_E)
                    ):
                        continue
                    at = (((each * C.TIERS + tier) * 3 + priors) * 2 + death) * C.PENALTY_WIDTH
                    array[where.begin(row) :, at : at + C.PENALTY_WIDTH] = figures
    return by_offense, by_sentence


def _offense_limits(where: _Positions) -> tuple[np.ndarray, np.ndarray]:
    width = len(offenses()) * 3 * C.OFFENSE_WIDTH
    by_offense = np.full((where.count, width), C.NONE_IN_FORCE)
    by_sentence = np.full((where.count, width), C.NONE_IN_FORCE)
    rows: dict[tuple[str, str], list[tuple[int, Row]]] = {}
    for number, row in enumerate(where.load("statutes/other")):
        rows.setdefault((row["statute"], row["offense"]), []).append((number, row))
    for offense in offenses():
        for key in offense.rows:  # general wording first, the special one over it
            for number, row in sorted(rows[key], key=lambda pair: pair[1].effective_from):
                array = by_sentence if row["date_tested"] == "sentencing_date" else by_offense
                figures = [months(row["min_months"]), months(row["max_months"]), float(number)]
                tiers = _prior_tiers(row["prior_tier"])
                if row["prior_tier"] == "0":
                    tiers = (0, 1, 2)  # stands for persons with priors too, until a row of theirs replaces it
                for priors in tiers:
                    at = (offense.code * 3 + priors) * C.OFFENSE_WIDTH
                    array[where.begin(row) :, at : at + C.OFFENSE_WIDTH] = figures
    return by_offense, by_sentence


def _state_by_day(days: list[int]) -> np.ndarray:
    return (np.searchsorted(days, np.arange(days[0], days[-1] + 1), side="right") - 1).astype(np.int16)


@cache
def _arrays() -> tuple[dict[str, np.ndarray], np.ndarray]:
    return _assembled(tables.load)


def _assembled(load: Load) -> tuple[dict[str, np.ndarray], np.ndarray]:
    where = _Positions(load)
    book, rows, ladders = _book(where)
    thresholds = _thresholds(where)
    penalties = _penalties(where)
    limits = _offense_limits(where)
    cells: list[float] = []
    for row in where.load("guidelines/s5a_sentencing_table"):
        cells += [months(row["min_months"]), months(row["max_months"])]
    arrays = {
        "act_days": np.array(where.days, np.int64),
        "state_by_day": _state_by_day(where.days),
        "book": book.ravel(),
        "ladders": np.array(ladders, np.int64),
        "table": np.array(cells),
        "drugs": np.array(_drug_rows(book, ladders), np.int64),
        "thresholds_by_offense": thresholds[0].ravel(),
        "thresholds_by_sentence": thresholds[1].ravel(),
        "penalties_by_offense": penalties[0].ravel(),
        "penalties_by_sentence": penalties[1].ravel(),
        "offenses_by_offense": limits[0].ravel(),
        "offenses_by_sentence": limits[1].ravel(),
    }
    for array in arrays.values():
        array.setflags(write=False)
    return arrays, rows


@cache
def law() -> Law:
    """The law of every day for one case: plain lists, which answer fastest when interpreted."""
    arrays, _ = _arrays()
    return Law(**{name: array.tolist() for name, array in arrays.items()}, offense_count=len(offenses()))


@cache
def law_arrays() -> Law:
    """The same law as NumPy arrays, for the compiled rules."""
    arrays, _ = _arrays()
    return Law(**arrays, offense_count=len(offenses()))


def law_of(load: Load) -> Law:
    """The law that other tables make, as NumPy arrays: those of a reform. Not kept; the arrays can be written to."""
    arrays, _ = _assembled(load)
    return Law(**{name: array.copy() for name, array in arrays.items()}, offense_count=len(offenses()))


def row_of(book: int, column: int) -> int:
    """The table row that set a cell of the book: a line of parameters.csv or of the conversions; -1 if none."""
    return int(_arrays()[1][book // C.BOOK_WIDTH, column])

"""The law itself, asked: what a provision says on a day, what changed between two days, one figure through time.

Answers are rows of the tables with their authorities. Nothing is computed here but the difference of two days.
"""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from clemency.errors import CoverageError, InputError
from clemency.law.citation import MANUAL, Citation, parse_citation
from clemency.law.dates import format_day
from clemency.law.tables import DATA, Authority, Row, Table, authorities, authority, load, schema

LADDERS = "guidelines/s2d1_1_drug_quantity"
CONVERSIONS = "guidelines/s2d1_1_conversions"
GRID = "guidelines/s5a_sentencing_table"
REVOCATION = "guidelines/s7b1_4_revocation"
PARAMETERS = "guidelines/parameters"
THRESHOLDS = "statutes/thresholds"
PENALTIES = "statutes/penalties"
OTHER = "statutes/other"
REMEDIES = "remedies/retroactive_amendments"
CHAPTER_TWO = "guidelines/chapter_two"
RUNGS = "guidelines/chapter_two_ladders"
GROUPING = "guidelines/s3d1_2_listed"
PRIOR_SENTENCES = "guidelines/s4a1_2_figures"
CUSTODY = "custody/time"
CHANGING = (
    *(LADDERS, CONVERSIONS, GRID, REVOCATION, THRESHOLDS, PENALTIES, OTHER, PARAMETERS),
    *(CHAPTER_TWO, RUNGS, GROUPING, PRIOR_SENTENCES, CUSTODY),
)
"""The tables whose figures an act can change."""

Keep = Callable[[Row], bool]


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one table that answer a question. ``caption`` is the table's title, with the drug if it was one drug."""

    table: Table
    caption: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """One figure that an act changed. ``before`` or ``after`` is empty where there was, or is, none."""

    table: str
    key: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """What one act of law did to the tables on the day it took effect."""

    act: Authority
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A figure from a day on, and how it is written. ``value``: None where there is none, infinite for life."""

    day: int
    value: Decimal | None
    text: str
    row: Row | None


@dataclass(frozen=True, slots=True)
class Line:
    """One figure through time."""

    label: str
    points: tuple[Point, ...]


# --- What a provision says on a day -----------------------------------------------------------------------------------


def show(asked: str, day: int) -> tuple[Part, ...]:
    """The rows in force on a day for a provision, a drug, or a single figure by its name.

    Raises CoverageError if nothing by that name is tabulated, or nothing of it on that day.
    """
    parts = tuple(
        Part(table, caption, _as_printed(table, rows))
        for table, caption, keep in _selections(asked)
        if (rows := tuple(row for row in table.on(day) if keep(row)))
    )
    if parts:
        return parts
    known = [row.effective_from for table, _, keep in _selections(asked) for row in table if keep(row)]
    if not known:
        raise CoverageError(f"{asked!r}: nothing is tabulated under that name. See `clemency law coverage`.")
    if day < min(known):
        raise CoverageError(
            f"{asked!r} on {format_day(day)}: the tables begin on {format_day(min(known))}. Ask for a day from then on."
        )
    raise CoverageError(f"{asked!r} on {format_day(day)}: not in force then. See `clemency law timeline {asked}`.")


def held(asked: str) -> tuple[tuple[Table, tuple[Row, ...]], ...]:
    """Every row about a provision, a drug or a figure, whatever the day; empty if nothing by that name is tabulated."""
    found = ((table, tuple(row for row in table if keep(row))) for table, _, keep in _selections(asked))
    return tuple((table, rows) for table, rows in found if rows)


def _as_printed(table: Table, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Rows in the order of the Manual, where the file has another: characteristics by their place, base levels first."""
    if table.name != CHAPTER_TWO:
        return rows
    return tuple(sorted(rows, key=lambda row: (row["guideline"], int(row["step"]), row["provision"], row["item"])))


def _selections(asked: str) -> list[tuple[Table, str, Keep]]:
    """Where to look, and which rows to keep, for what was asked."""
    name = asked.strip().lower().replace("-", "_").replace(" ", "_")
    if name in {row["parameter"] for row in load(PARAMETERS)}:
        return [_select(PARAMETERS, lambda row: row["parameter"] == name)]
    drug = _drug(asked)
    if drug:
        return _drug_selections(drug)
    citation = parse_citation(asked)
    return list(_guideline(citation) if citation.title == MANUAL else _statute(citation))


def _select(name: str, keep: Keep, caption: str = "") -> tuple[Table, str, Keep]:
    return load(name), caption or f"{schema()[name]['title']} ({schema()[name]['provision']})", keep


def _guideline(citation: Citation) -> Iterator[tuple[Table, str, Keep]]:
    if citation.section == "5A":
        yield _select(GRID, lambda row: True)
    elif citation.section in ("7B1.3", "7B1.4"):
        yield _select(REVOCATION, lambda row: True)
    elif citation.section in ("1B1.10", "1B1.13"):
        yield _select(REMEDIES, lambda row: (row["kind"] == "guideline_amendment") == (citation.section == "1B1.10"))
    elif citation.section == "2D1.1" and citation.parts[:1] in ((), ("c",)):
        yield _select(LADDERS, lambda row: True)
        if not citation.parts:
            yield _select(CONVERSIONS, lambda row: True)
    yield from _chapter_two(citation)
    if citation.section in ("3D1.1", "3D1.2"):
        yield _select(GROUPING, lambda row: True)
    yield _select(PRIOR_SENTENCES, lambda row: _cites(row["provision"], citation))
    yield _select(PARAMETERS, lambda row: _cites(row["provision"], citation), f"Single figures of {citation}")


def _chapter_two(citation: Citation) -> Iterator[tuple[Table, str, Keep]]:
    """Base levels and characteristics of a guideline outside drugs, with the ladders they read."""
    own = {row["ladder"] for row in load(CHAPTER_TWO) if _cites(row["provision"], citation)} - {""}
    yield _select(
        CHAPTER_TWO,
        lambda row: _cites(row["provision"], citation),
        f"Base offense level and characteristics ({citation})",
    )
    yield _select(RUNGS, lambda row: row["ladder"] in own or _cites(row["provision"], citation))


def _statute(citation: Citation) -> Iterator[tuple[Table, str, Keep]]:
    if citation.title == 21:
        for name in (THRESHOLDS, PENALTIES):
            yield _select(
                name,
                lambda row: row["statute"] == citation.section and row["subdivision"].startswith(citation.subdivision),
            )
    if str(citation) == "18 U.S.C. § 3582(c)":
        yield _select(REMEDIES, lambda row: True)
    yield _select(OTHER, lambda row: _cites_statute(row["statute"], citation))
    yield _select(CUSTODY, lambda row: _cites(row["provision"], citation))
    yield _select(PARAMETERS, lambda row: _cites(row["provision"], citation), f"Single figures of {citation}")


def _cites(provision: str, asked: Citation) -> bool:
    """Whether a provision cell, which may go on in words, cites the provision asked for or a part of it."""
    found = re.match(
        r"(USSG ch\. 5 pt\. A|USSG §[0-9A-Z.]+(?:\([^)]+\))*|\d+ U\.S\.C\. §+ \w+(?:\([^)]+\))*)", provision
    )
    return found is not None and asked.contains(parse_citation(found[1]))


def _cites_statute(statute: str, asked: Citation) -> bool:
    """Whether a statute cell such as ``18 USC 922(g)/924(a)(2)`` cites the provision asked for, or a part of it."""
    title = statute.split(" ")[0]
    sections = statute.removeprefix(f"{title} USC ").split("/")
    return any(asked.contains(parse_citation(f"{title} USC {section}")) for section in sections)


def in_printed_order(drugs: Iterable[str]) -> list[str]:
    """Ladders in the order of data/drugs.csv, which is about that of the Manual; others after them."""
    order = [line["drug"] for line in {id(line): line for line in _drugs().values()}.values()]
    return sorted(drugs, key=lambda drug: (order.index(drug) if drug in order else len(order), drug))


@cache
def _drugs() -> dict[str, dict[str, str]]:
    """The lines of data/drugs.csv, by every name a drug goes by."""
    by_name: dict[str, dict[str, str]] = {}
    with (DATA / "drugs.csv").open(newline="", encoding="utf-8") as file:
        for line in csv.DictReader(file):
            for name in (line["drug"], line["label"], *line["aliases"].split(";")):
                if name:
                    by_name.setdefault(name.lower().replace(" ", "_").replace("-", "_"), line)
    return by_name


def _drug(asked: str) -> dict[str, str] | None:
    return _drugs().get(asked.strip().lower().replace(" ", "_").replace("-", "_"))


def _drug_selections(drug: dict[str, str]) -> list[tuple[Table, str, Keep]]:
    ladders = set(filter(None, f"{drug['ladder']};{drug['pure_ladder']}".split(";")))
    conversions = set(filter(None, f"{drug['conversion']};{drug['pure_conversion']}".split(";")))
    if drug["drug"] == "cocaine_base":
        conversions |= {f"cocaine_base_sliding_level_{level}" for level in range(12, 40, 2)}
    if drug["drug"] == "marijuana_plants":
        conversions |= {"marijuana_plant_lt50", "marijuana_plant_ge50"}
    statutory = {drug["statutory"], drug["statutory_pure"]} - {""}
    return [
        _select(LADDERS, lambda row: row["drug"] in ladders, f"Drug Quantity Table, {drug['label']} (USSG §2D1.1(c))"),
        _select(
            CONVERSIONS, lambda row: row["substance"] in conversions, f"Conversion of {drug['label']} (USSG §2D1.1)"
        ),
        _select(
            THRESHOLDS,
            lambda row: row["drug"] in statutory,
            f"Statutory quantities, {drug['label']} (21 U.S.C. §§ 841(b), 960(b))",
        ),
    ]


# --- How rows are read ------------------------------------------------------------------------------------------------


def columns_of(table: Table) -> dict[str, Callable[[Row], str]]:
    """What to print of a row of the table, column by column: a heading, and the words of the cell.

    A table without words of its own gives every column that says anything, as it stands.
    """
    known = _columns().get(table.name)
    if known is not None:
        return known
    names = [name for name in table.columns if name not in _OF_EVERY_ROW and any(row[name] for row in table)]
    return {_words(name): lambda row, name=name: row[name] for name in names}


_OF_EVERY_ROW = ("effective_from", "effective_to", "authority", "verified", "note")


@cache
def _columns() -> dict[str, dict[str, Callable[[Row], str]]]:
    tested = {"offense_date": "offense", "sentencing_date": "sentence", "conviction_date": "conviction"}
    return {
        CONVERSIONS: {"substance": lambda row: _words(row["substance"]), "counts as": figure},
        THRESHOLDS: {
            "provision": lambda row: row["statute"] + row["subdivision"],
            "drug": lambda row: _words(row["drug"]),
            "quantity": figure,
            "by date of": lambda row: tested[row["date_tested"]],
        },
        PENALTIES: {
            "provision": lambda row: row["statute"] + row["subdivision"],
            "priors": lambda row: row["prior_tier"],
            "death": lambda row: "yes" if row["death_or_injury"] == "1" else "",
            "term": figure,
            "supervised release": lambda row: f"{row['supervised_release_min_months']}+ months",
            "by date of": lambda row: tested[row["date_tested"]],
        },
        OTHER: {
            "provision": lambda row: row["statute"],
            "offense": lambda row: row["offense"],
            "priors": lambda row: row["prior_tier"],
            "term": lambda row: figure(row) + (", added" if row["must_run_consecutively"] == "1" else ""),
            "by date of": lambda row: tested[row["date_tested"]],
        },
        REMEDIES: {
            "amendment": lambda row: row["amendment"],
            "what it moves": lambda row: row["moves"],
            "reaches back from": lambda row: row["retroactive_from"],
            "orders from": lambda row: row["order_not_before"],
        },
        REVOCATION: {
            "grade": lambda row: _words(row["grade"]),
            "category": lambda row: row["criminal_history_category"],
            "range": lambda row: months(row["min_months"], row["max_months"]),
        },
        CHAPTER_TWO: {
            "what": lambda row: row["words"],
            "levels": figure,
            "of": lambda row: row["provision"].removeprefix("USSG "),
        },
        RUNGS: {
            "ladder": lambda row: _words(row["ladder"]),
            "more than": lambda row: f"{int(row['above']):,}",
            "levels": figure,
        },
        GROUPING: {"guideline": lambda row: f"§{row['guideline']}", "counts are": figure},
        PRIOR_SENTENCES: {
            "figure": lambda row: row["figure"],
            "is": figure,
            "of": lambda row: row["provision"],
        },
        CUSTODY: {
            "figure": lambda row: row["figure"],
            "is": figure,
            "of": lambda row: row["provision"],
            "by date of": lambda row: "offense" if row["date_tested"] == "offense_date" else "custody",
        },
        PARAMETERS: {
            "figure": lambda row: row["parameter"],
            "is": figure,
            "of": lambda row: row["provision"],
        },
    }


def _words(name: str) -> str:
    return name.replace("_", " ")


# --- What changed between two days ------------------------------------------------------------------------------------


def changes(first: int, last: int) -> tuple[Change, ...]:
    """The acts that took effect from ``first`` to ``last``, both included, each with every figure it moved.

    Raises InputError if the days are the wrong way round.
    """
    if last < first:
        raise InputError(
            f"--from {format_day(first)} is after --to {format_day(last)}. Give the earlier day as --from."
        )
    moves: dict[str, list[Move]] = {}
    for name in CHANGING:
        for day in load(name).boundary_days():
            if first <= day <= last:
                for act, move in _moves(load(name), day):
                    moves.setdefault(act, []).append(move)
    acts = [act for act in authorities().values() if act.key in moves]
    return tuple(Change(act, tuple(moves[act.key])) for act in acts)


def _moves(table: Table, day: int) -> Iterator[tuple[str, Move]]:
    """Each figure of a table that differs from the day before, with the act that moved it."""
    rules = schema()[table.name]
    ended = {(tuple(end["key"]), end["last"].toordinal() + 1): end["authority"] for end in rules.get("ends", ())}
    before = {key: row for row in table.on(day - 1) for key in _keys(rules, row)}
    after = {key: row for row in table.on(day) for key in _keys(rules, row)}
    width = len(rules["key"])
    begun = {key[:width]: row.authority for key, row in after.items() if row.effective_from == day}
    for key in sorted(before.keys() | after.keys(), key=lambda key: (after.get(key) or before[key]).number):
        old, new = before.get(key), after.get(key)
        was, now = (figure(old) if old else ""), (figure(new) if new else "")
        if was != now:
            act = new.authority if new else ended.get((key[:width], day)) or begun[key[:width]]
            yield act, Move(table.name, _label(table.name, key), was, now)


def _keys(rules: dict[str, Any], row: Row) -> Iterator[tuple[str, ...]]:
    """What a row answers for. A cell that stands for several, such as prior tier ``1+``, gives a key for each."""
    columns = [*rules["key"], *rules.get("within", [])]
    expand = rules.get("expand", {})
    return itertools.product(*(expand.get(column, {}).get(row[column], [row[column]]) for column in columns))


def figure(row: Row) -> str:
    """The value of a row in short, without the key: ``28 g``, ``121-151``, ``60 to 480 months``."""
    if "levels" in row.index:
        return _levels(row)
    if "treatment" in row.index:
        return row["treatment"]
    if row.get("min_quantity"):
        return weight(row["min_quantity"], row["unit"])
    if row.get("converted_grams"):
        converted = weight(row["converted_grams"], "g")
        return f"{converted} in all" if row["per_unit"] == "g total" else f"{converted} for 1 {row['per_unit']}"
    if "quantity" in row.index:
        unit, _, below = row["unit"].partition(" ")
        return weight(row["quantity"], unit) if not below else f"less than {weight(row['quantity'], unit)}"
    if "value" in row.index:
        return row["value"]
    if "zone" in row.index:
        return f"{months(row['min_months'], row['max_months'])} {row['zone']}".strip()
    return term(row["min_months"], row["max_months"])


def _levels(row: Row) -> str:
    """A base level, levels more or fewer, a limit; with the floor: ``level 14``, ``+2, at least level 12``."""
    if "rungs" in row.index:
        return row["levels"]
    kind = row["kind"]
    if row["ladder"]:
        text = "as given" if row["ladder"] == "as_given" else f"by {row['ladder'].replace('_', ' ')}"
    elif kind in ("base", "down_to"):
        text = f"level {row['levels']}"
    elif kind in ("limit", "together"):
        text = f"at most {row['levels']}"
    else:
        text = f"{int(row['levels']):+d}" if row["levels"] != "0" else ""
    floor = f"at least level {row['floor']}" if row["floor"] else ""
    return ", ".join(filter(None, (text, floor)))


def weight(text: str, unit: str) -> str:
    """A quantity in the unit a reader expects: ``25.2 kg``, ``250 mg``, ``40,000 units``.

    >>> weight("25200", "g"), weight("0.25", "g"), weight("40000", "units")
    ('25.2 kg', '250 mg', '40,000 units')
    """
    amount = Decimal(text)
    if unit == "g" and amount >= 1000:
        amount, unit = amount / 1000, "kg"
    elif unit == "g" and 0 < amount < 1:
        amount, unit = amount * 1000, "mg"
    return f"{amount.normalize():,f} {unit}"


def months(least: str, most: str) -> str:
    """A range as the Manual prints it: ``121-151``, ``360-life``, ``life``."""
    return least if least == most else f"{least}-{most}"


def term(least: str, most: str) -> str:
    """The limits of a term in words; an empty cell is left to the row's note.

    >>> term("60", "480"), term("120", "life"), term("life", "life"), term("0", "240"), term("60", "60")
    ('60 to 480 months', '120 months to life', 'life', 'up to 240 months', '60 months')
    """
    if least == most:
        return "life" if least == "life" else f"{least} months" if least else "see note"
    if not most:
        return f"{least} months or more, see note" if least not in ("", "0") else "see note"
    if least in ("", "0"):
        return "up to life" if most == "life" else f"up to {most} months"
    return f"{least} months to life" if most == "life" else f"{least} to {most} months"


def _label(table: str, name: tuple[str, ...]) -> str:
    """A key in words: ``cocaine_base, level 26``; ``level 20, category III``."""
    if table == LADDERS:
        return f"{name[0]}, level {name[1]}"
    if table == REVOCATION:
        return f"grade {name[0]}, category {name[1]}"
    if table == GRID:
        return f"level {name[0]}, category {name[1]}"
    if table == PENALTIES:
        tier = f", {name[2]} prior" if name[2] not in ("0", "any") else ""
        return f"{name[0]}{name[1]}{tier}{', death or injury' if name[3] == '1' else ''}"
    if table == THRESHOLDS:
        return f"{name[0]}{name[1]} {name[2]}"
    if table == CHAPTER_TWO:
        return f"§{name[0]} {name[1].replace('_', ' ')}"
    if table == RUNGS:
        return f"{name[0].replace('_', ' ')} above {int(name[1]):,}"
    if table == GROUPING:
        return f"§{name[0]}, several counts"
    if table == OTHER:
        return f"{name[0]}, {name[1]}" + (f", {name[2]} prior" if name[2] != "0" else "")
    return ", ".join(name)


# --- One figure through time ------------------------------------------------------------------------------------------


def timeline(asked: str, quantity: str | None = None) -> tuple[Line, ...]:
    """Each figure of a provision, a drug or a name through time, from its first day.

    A drug with a ``quantity`` gives the base offense level for that quantity; without, the least quantities of levels
    26 and 32, which the Manual tied to the five- and ten-year minimums until 2014.
    """
    drug = _drug(asked)
    if quantity is not None and (drug is None or not (drug["ladder"] or drug["conversion"])):
        raise InputError(f"--quantity goes with a drug; {asked!r} is none. Leave it out.")
    lines: list[Line] = []
    for table, _, keep in _selections(asked):
        rows = [row for row in table if keep(row)]
        if table.name == LADDERS:
            lines += _ladder_lines(rows, quantity)
        elif table.name not in (GRID, REVOCATION, REMEDIES):
            lines += _chains(table, rows)
    if not lines:
        raise CoverageError(f"{asked!r}: no figure to follow through time. Try a drug, a statute, or 5C1.2.")
    return tuple(lines)


def _ladder_lines(rows: list[Row], quantity: str | None) -> Iterator[Line]:
    by_drug: dict[str, dict[int, list[Row]]] = {}
    for row in rows:
        by_drug.setdefault(row["drug"], {}).setdefault(row.effective_from, []).append(row)
    for name, editions in by_drug.items():
        if quantity is not None:
            yield _level_line(name, editions, parse_quantity(quantity))
            continue
        for level in ("26", "32"):
            found = [next((row for row in rows if row["offense_level"] == level), None) for rows in editions.values()]
            points = [Point(row.effective_from, Decimal(row["min_quantity"]), figure(row), row) for row in found if row]
            if points:
                yield Line(f"{name}, least quantity of level {level}", tuple(points))


def _level_line(name: str, editions: dict[int, list[Row]], asked: tuple[Decimal, str]) -> Line:
    amount, unit = asked
    points: list[Point] = []
    for day, rows in sorted(editions.items()):
        if rows[0]["unit"] != unit:
            points.append(Point(day, None, f"counted in {rows[0]['unit']}", rows[0]))
            continue
        row = next(row for row in rows if amount >= Decimal(row["min_quantity"]))
        points.append(Point(day, Decimal(row["offense_level"]), f"level {row['offense_level']}", row))
    return Line(f"{weight(str(amount), unit)} of {name}, base offense level", tuple(points))


def parse_quantity(text: str) -> tuple[Decimal, str]:
    """An amount as the ladders count it: ``50 g``, ``1.5 kg``, ``250 mg``, ``1000 units``, ``120 plants``.

    >>> parse_quantity("1.5 kg")
    (Decimal('1500'), 'g')
    """
    found = re.fullmatch(r"([\d,]+(?:\.\d+)?)\s*(mg|g|kg|units?|plants?)", text.strip().lower())
    if not found:
        raise InputError(f"--quantity {text!r}: write a number and mg, g, kg, units or plants, for example '50 g'.")
    amount, unit = Decimal(found[1].replace(",", "")), found[2]
    if unit in ("mg", "g", "kg"):
        scaled = amount * {"mg": Decimal("0.001"), "g": Decimal(1), "kg": Decimal(1000)}[unit]
        return Decimal(format(scaled.normalize(), "f")), "g"
    return amount, unit.rstrip("s") + "s"


def _chains(table: Table, rows: list[Row]) -> Iterator[Line]:
    """Each key of the rows, followed from its first day; a period without it is a point without a value."""
    rules = schema()[table.name]
    by_key: dict[tuple[str, ...], list[Row]] = {}
    for row in sorted(rows, key=lambda row: row.effective_from):
        for key in _keys(rules, row):
            by_key.setdefault(key, []).append(row)
    followed: dict[tuple[int, ...], tuple[tuple[str, ...], list[Row]]] = {}
    for key, chain in by_key.items():
        # Two keys that one row has always answered for (priors 1 and 2+) are one line, under the row's own key.
        own = {tuple(row[column] for column in rules["key"]) for row in chain}
        followed.setdefault(tuple(row.number for row in chain), (own.pop() if len(own) == 1 else key, chain))
    for key, chain in followed.values():
        points: list[Point] = []
        for row in chain:
            if points and (last := points[-1].row) and last.effective_to and last.effective_to + 1 < row.effective_from:
                points.append(Point(last.effective_to + 1, None, _why_ended(rules, key, last.effective_to), None))
            points.append(Point(row.effective_from, _number(row), figure(row), row))
        if (last_day := chain[-1].effective_to) is not None:
            points.append(Point(last_day + 1, None, _why_ended(rules, key, last_day), None))
        yield Line(_label(table.name, key), tuple(points))


def _number(row: Row) -> Decimal | None:
    """The figure to draw: a quantity, a value, the least months; life is above every number."""
    for column in ("quantity", "converted_grams", "value", "min_months"):
        if text := row.get(column):
            return Decimal("Infinity") if text == "life" else Decimal(text)
    return None


def _why_ended(rules: dict[str, Any], key: tuple[str, ...], last: int) -> str:
    for end in rules.get("ends", ()):
        if tuple(end["key"]) == key and end["last"].toordinal() == last:
            follows = f"; see {end['replaced_by']}" if "replaced_by" in end else ""
            return f"ended ({authority(end['authority']).citation}): {end['why']}{follows}"
    return "ended"

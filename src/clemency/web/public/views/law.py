"""The law by date: every table on any day, one page a provision, what changed, one figure through time."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from clemency.errors import CoverageError, InputError
from clemency.law import lookup, tables
from clemency.law.coverage import coverage
from clemency.law.dates import TABLES_AS_OF, format_day
from clemency.law.lookup import Change, Line, Part
from clemency.law.tables import Row, Table
from clemency.web.public.asked import Asked
from clemency.web.public.svg import Series, step_chart

AS_OF = date.fromordinal(TABLES_AS_OF)
PROVISIONS: tuple[tuple[str, str], ...] = (
    ("2D1.1", "Drug trafficking: the quantity table, conversions and adjustments"),
    ("5A", "The sentencing table: levels and categories into months"),
    ("3E1.1", "Acceptance of responsibility"),
    ("4A1.1", "Criminal history points"),
    ("4B1.1", "Career offenders"),
    ("4B1.4", "Armed career criminals"),
    ("4C1.1", "No criminal history points"),
    ("5C1.2", "The safety valve in the Guidelines"),
    ("7B1.4", "Revocation of supervision"),
    ("1B1.10", "Amendments that reach sentences already imposed"),
    ("21 USC 841", "Drug trafficking: quantities and terms"),
    ("21 USC 960", "Import and export: quantities and terms"),
    ("21 USC 846", "Attempt and conspiracy"),
    ("18 USC 3553", "The safety valve in the statute"),
    ("18 USC 924", "Firearms: added terms"),
    ("18 USC 3582", "When a court may reduce a sentence"),
)


@dataclass
class Shown:
    """A part of the law made ready for a page: a grid, a wide ladder table, or rows."""

    caption: str
    table: Table
    shape: str
    columns: list[str]
    rows: list[list[str]] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)  # for rows: the act of each; else the acts of the whole
    notes: list[tuple[str, str]] = field(default_factory=list)
    later: list[str] = field(default_factory=list)


# The tables do not change while the site runs.
_changes = lru_cache(maxsize=64)(lookup.changes)
_coverage = cache(coverage)


def warm() -> None:
    """Read the tables and find the rows of each provision of the first page."""
    for what, _label in PROVISIONS:
        _held(what)


def index(request: HttpRequest) -> HttpResponse:
    """What is tabulated, the provisions, the drugs, and the last changes."""
    known = _coverage()
    context = {
        "tables": known["tables"],
        "provisions": PROVISIONS,
        "drugs": _drugs(),
        "as_of": AS_OF,
        "label": known["label"],
        "recent": list(reversed(_changes(date(2018, 1, 1).toordinal(), TABLES_AS_OF)))[:8],
        "today": AS_OF,
    }
    return render(request, "public/law/index.html", context)


def find(request: HttpRequest) -> HttpResponse:
    """From the form to the page of the provision asked for."""
    asked = Asked(request.GET)
    what, on = asked.text("what", 80), asked.day("on")
    if not what:
        raise InputError("Which provision? Write it as 2D1.1, 21 USC 841(b)(1)(A), 924(c), or name a drug.")
    where = reverse("law-provision", args=[what.replace("/", " ")])
    return redirect(f"{where}?on={on}" if on else where)


def provision(request: HttpRequest, what: str) -> HttpResponse:
    """One provision, or one drug, on a day, with how its figures moved."""
    asked = Asked(request.GET)
    day = (asked.day("on", AS_OF) or AS_OF).toordinal()
    what = _checked(what)
    parts: tuple[Part, ...] = ()
    problem = ""
    try:
        parts = lookup.show(what, day)
    except CoverageError as error:
        problem = str(error).replace("`clemency law coverage`", "the coverage page")
    days = sorted({d for _table, rows in _held(what) for row in rows for d in _ends(row)})
    context = {
        "what": what,
        "title": _title(what),
        "day": date.fromordinal(day),
        "beyond": day > TABLES_AS_OF,
        "as_of": AS_OF,
        "problem": problem,
        "parts": [_shown(part) for part in parts],
        "before": _at(max((d for d in days if d < day), default=None)),
        "after": _at(min((d for d in days if d > day), default=None)),
        "days": [(date.fromordinal(d), d <= day) for d in days],
        "lines": [_drawn(line) for line in _lines(what)],
        "plain_title": what,
    }
    return render(request, "public/law/provision.html", context)


def table(request: HttpRequest, name: str) -> HttpResponse:
    """One table, whole, on a day."""
    if name not in tables.names():
        raise Http404
    asked = Asked(request.GET)
    day = (asked.day("on", AS_OF) or AS_OF).toordinal()
    loaded = tables.load(name)
    rules = tables.schema()[name]
    rows = loaded.on(day)
    days = loaded.boundary_days()
    part = Part(loaded, f"{rules['title']} ({rules['provision']})", rows)
    context = {
        "name": name,
        "title": rules["title"],
        "provision": rules["provision"],
        "day": date.fromordinal(day),
        "as_of": AS_OF,
        "beyond": day > TABLES_AS_OF,
        "first": date.fromordinal(days[0]),
        "parts": [_shown(part)] if rows else [],
        "problem": ""
        if rows
        else f"Nothing of this table is tabulated on {format_day(day)}; it begins on {format_day(days[0])}.",
        "before": _at(max((d for d in days if d < day), default=None)),
        "after": _at(min((d for d in days if d > day), default=None)),
        "days": [(date.fromordinal(d), d <= day) for d in days],
        "moved": _changes(day, day),
        "rows": len(loaded),
    }
    return render(request, "public/law/table.html", context)


def changes(request: HttpRequest) -> HttpResponse:
    """What the law changed between two days, act by act."""
    asked = Asked(request.GET)
    first, last = asked.day("since", date(2010, 8, 3)), asked.day("until", AS_OF)
    about = asked.text("about", 60).lower().replace(" ", "_")
    assert first is not None
    assert last is not None
    if last < first:
        raise InputError(f"since={first} is after until={last}. Give the earlier day as since.")
    found: list[tuple[Change, int]] = []
    for change in reversed(_changes(first.toordinal(), last.toordinal())):
        moves = tuple(m for m in change.moves if about in m.key.lower()) if about else change.moves
        if moves:
            shown = moves if about else moves[:12]
            found.append((Change(change.act, shown), len(moves) - len(shown)))
    context = {"since": first, "until": last, "about": about.replace("_", " "), "found": found[:150], "all": len(found)}
    return render(request, "public/law/changes.html", context)


def timeline(request: HttpRequest) -> HttpResponse:
    """One figure through time, as a picture and a table with the act behind each step."""
    asked = Asked(request.GET)
    about, quantity = asked.text("about", 80) or "crack", asked.text("quantity", 30)
    lines = lookup.timeline(about, quantity or None)
    context = {
        "about": about,
        "quantity": quantity,
        "title": _title(about),
        "lines": [_drawn(line) for line in lines[:60]],
        "more": max(0, len(lines) - 60),
        "drugs": _drugs(),
        "is_drug": about.lower().replace(" ", "_") in {d for d, _ in _drugs()} or about.lower() == "crack",
    }
    return render(request, "public/law/timeline.html", context)


# --- Reading the tables for a page ------------------------------------------------------------------------------------


def _checked(what: str) -> str:
    if len(what) > 80:
        raise InputError("The name of a provision is at most 80 characters, for example 2D1.1 or 21 USC 841(b)(1)(A).")
    return what.strip()


@lru_cache(maxsize=512)
def _held(what: str) -> tuple[tuple[Table, tuple[Row, ...]], ...]:
    return lookup.held(what)


def _ends(row: Row) -> Iterator[int]:
    yield row.effective_from
    if row.effective_to is not None:
        yield row.effective_to + 1


def _at(day: int | None) -> date | None:
    return None if day is None else date.fromordinal(day)


def _title(what: str) -> str:
    known = dict(PROVISIONS)
    label = next((label for key, label in _drugs() if key == what.lower().replace(" ", "_")), "")
    return known.get(what, label or what)


@cache
def _drugs() -> tuple[tuple[str, str], ...]:
    with (tables.DATA / "drugs.csv").open(newline="", encoding="utf-8") as file:
        return tuple((line["drug"], line["label"]) for line in csv.DictReader(file))


def _lines(what: str) -> tuple[Line, ...]:
    try:
        return tuple(line for line in lookup.timeline(what) if len(line.points) > 1)[:12]
    except CoverageError:
        return ()


def _shown(part: Part) -> Shown:
    if part.table.name == lookup.GRID:
        return _grid(part)
    if part.table.name == lookup.LADDERS:
        return _ladders(part)
    return _rows(part)


def _grid(part: Part) -> Shown:
    cells: dict[str, list[str]] = {}
    for row in part.rows:
        text = f"{lookup.months(row['min_months'], row['max_months'])} {row['zone']}".strip()
        cells.setdefault(row["offense_level"], []).append(text.replace("-", "–"))
    shown = Shown(part.caption, part.table, "grid", [_("level"), "I", "II", "III", "IV", "V", "VI"])
    shown.rows = [[level, *ranges] for level, ranges in cells.items()]
    shown.acts = list(dict.fromkeys(row.authority for row in part.rows))
    return shown


def _ladders(part: Part) -> Shown:
    drugs = lookup.in_printed_order(dict.fromkeys(row["drug"] for row in part.rows))
    cells = {
        (row["drug"], row["offense_level"]): lookup.weight(row["min_quantity"], row["unit"])
        if row["min_quantity"] != "0"
        else _("less")
        for row in part.rows
    }
    levels = sorted({row["offense_level"] for row in part.rows}, key=int, reverse=True)
    shown = Shown(part.caption, part.table, "ladders", [_("level"), *(drug.replace("_", " ") for drug in drugs)])
    shown.rows = [[level, *(cells.get((drug, level), "") for drug in drugs)] for level in levels]
    shown.acts = list(dict.fromkeys(row.authority for row in part.rows))
    return shown


def _heading(name: str) -> str:
    """A heading of `law show` in the words of a page."""
    return {
        "priors": _("prior convictions"),
        "death": _("death or injury"),
        "group": _("group"),
        "substance": _("substance"),
        "counts as": _("counts as"),
        "provision": _("provision"),
        "drug": _("drug"),
        "quantity": _("quantity"),
        "by date of": _("by date of"),
        "term": _("term"),
        "supervised release": _("supervised release"),
        "offense": _("offense"),
        "amendment": _("amendment"),
        "what it moves": _("what it moves"),
        "reaches back from": _("reaches back from"),
        "orders from": _("orders from"),
        "grade": _("grade"),
        "category": _("category"),
        "range": _("range"),
        "what": _("what"),
        "levels": _("levels"),
        "of": _("of"),
        "ladder": _("ladder"),
        "more than": _("more than"),
        "guideline": _("guideline"),
        "counts are": _("counts are"),
        "figure": _("figure"),
        "is": _("is"),
    }.get(name, name)


def _in_words(name: str, text: str) -> str:
    """A name of a figure, as `--json` and the command line take it, without its underscores."""
    return text.replace("_", " ") if name == "figure" else text


def _rows(part: Part) -> Shown:
    in_law = [row for row in part.rows if not row["verified"].startswith("not yet law")]
    columns = lookup.columns_of(part.table)
    if part.table.name == lookup.CONVERSIONS:
        columns = {"group": lambda row: row["group"].replace("_", " "), **columns}
    shown = Shown(part.caption, part.table, "rows", [_heading(name) for name in columns])
    notes: dict[str, list[Row]] = {}
    for row in in_law:
        mark = row["verified"].split(":")[0].split(" (")[0]
        shown.rows.append(
            [*(_in_words(name, of(row)) for name, of in columns.items()), row["effective_from"], row.authority, mark]
        )
        if row.get("note"):
            notes.setdefault(row["note"], []).append(row)
    for note, rows in notes.items():
        first = " ".join(filter(None, (of(rows[0]) for of in list(columns.values())[:2])))
        shown.notes.append((first + (f" and {len(rows) - 1} more" if len(rows) > 1 else ""), note))
    if part.table.name == lookup.PARAMETERS:
        shown.later = [row["parameter"].replace("_", " ") for row in part.rows if row not in in_law]
    return shown


@dataclass(frozen=True)
class Drawn:
    """One figure through time: the picture and the steps beside it."""

    label: str
    chart: Any
    steps: list[dict[str, Any]]


def _drawn(line: Line) -> Drawn:
    known = [float(p.value) for p in line.points if p.value is not None and p.value.is_finite()]
    life = any(p.value is not None and not p.value.is_finite() for p in line.points)
    top = max(known, default=0) * 1.25 or 480.0
    points = tuple(
        (p.day, None if p.value is None else float(p.value) if p.value.is_finite() else top) for p in line.points
    )
    label = line.label.replace("_", " ")
    positive = [value for value in known if value > 0]
    chart = ""
    if len({value for _, value in points}) > 1:
        chart = step_chart(
            [Series(label, points)],
            end=TABLES_AS_OF,
            title=_("%(label)s through time; the table beside it says the same") % {"label": label},
            unit=_unit(line),
            cap=(top, _("life")) if life else None,
            log=not life and len(positive) == len(known) and bool(positive) and max(positive) / min(positive) > 30,
        )
    steps = [
        {
            "day": date.fromordinal(p.day),
            "text": p.text,
            "act": tables.authority(p.row.authority) if p.row else None,
            "mark": p.row.get("verified").split(":")[0].split(" (")[0] if p.row else "",
        }
        for p in line.points
    ]
    return Drawn(label, chart, steps)


def _unit(line: Line) -> str:
    row = next((p.row for p in line.points if p.row), None)
    if row is None:
        return ""
    if row.get("min_quantity") or "quantity" in row.index:
        return "level" if "base offense level" in line.label else row.get("unit").replace("g", "grams", 1)
    if row.get("converted_grams"):
        return f"grams for 1 {row['per_unit']}"
    return "months, at least" if row.get("min_months") else ""

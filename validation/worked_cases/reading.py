"""A record of a worked case as a `Case`: names, units, partial dates, statutory amounts. Null is unknown, never none.

The format is one JSON object a line: `facts` as the opinion states them, the range, what later law did, and `usable_for`,
the checks that the text supports. Nothing here knows a single record.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from clemency.cases import quantities
from clemency.cases.case import Case, DrugLine, Span, drug_code, months_of, normal_statute, span_of
from clemency.cases.quantities import Quantity
from clemency.cases.reading import add_adjustment
from clemency.errors import CaseError, CoverageError, InputError, SourceError
from clemency.law import assemble
from clemency.law.dates import GUIDELINES_FROM, TABLES_AS_OF
from clemency.law.facts import GUN_BRANDISHED, GUN_DISCHARGED, GUN_POSSESSED, LIFE

CATEGORIES = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBER = rf"(\d+|{'|'.join(WORDS)})"
DEPARTURES = ("4A1.3", "5H", "5K")
"""Adjustments that move the sentence, not the range."""


@dataclass(frozen=True, eq=False)
class Record:
    """One worked case. `id` names it in every report."""

    raw: Mapping[str, Any]

    @property
    def id(self) -> str:
        return str(self.raw["id"])

    @property
    def facts(self) -> Mapping[str, Any]:
        return self.raw.get("facts") or {}

    @property
    def later(self) -> Mapping[str, Any]:
        return self.raw.get("later") or {}

    @property
    def usable_for(self) -> tuple[str, ...]:
        return tuple(self.raw.get("usable_for") or ())

    @property
    def text(self) -> str:
        """Everything the record says in words."""
        parts = (self.raw.get("quote"), self.raw.get("notes"), self.later.get("why"))
        return " ".join(str(part) for part in parts if part)

    @property
    def tags(self) -> tuple[str, ...]:
        return tuple(self.raw.get("tags") or ())

    @property
    def court_erred(self) -> str:
        """What the record says of a mistake of the court, if it says so."""
        match = re.search(r"COURT (ERROR|SLIP)[^.]*\.?", str(self.raw.get("notes") or ""))
        return match[0].strip() if match else ""


def records(path: Path) -> Iterator[Record]:
    """The records of a file. Raises SourceError naming the line that is not one."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}. Check the name.") from None
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: not UTF-8 text (byte {error.start}). Save it as UTF-8.") from None
    if not text.strip():
        raise SourceError(f"{path}: the file is empty; one JSON object a line is expected.")
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
        except json.JSONDecodeError as error:
            raise SourceError(f"{path} line {number}: not a JSON object ({error.msg}).") from None
        if not isinstance(raw, dict) or "id" not in raw:
            raise SourceError(f"{path} line {number}: a record is a JSON object with an id.")
        yield Record(raw)


# --- Dates ------------------------------------------------------------------------------------------------------------


def span(text: Any) -> Span | None:
    """The days that a date can mean: ISO, year-month, year, or two of them with a slash between."""
    if text in (None, ""):
        return None
    parts = [span_of(part.strip(), "date") for part in str(text).split("/")]
    return Span(parts[0].first, parts[-1].last)


def edition(text: Any) -> Span | None:
    """The days on which a Manual was the current one: "1990", "November 1991", "2004-11", "March 2006"."""
    if not text:
        return None
    words = str(text)
    year = re.search(r"(19|20)\d\d", words)
    if not year:
        return None
    iso = re.search(r"\d{4}-(\d{2})", words)
    months = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
    named = next((number for number, name in enumerate(months, start=1) if name in words.lower()), None)
    month = int(iso[1]) if iso else named or 11
    first = date(int(year[0]), month, 1)
    last = date(first.year + (month >= 11), 10, 31)
    return Span(first.toordinal(), last.toordinal())


def sentencing(record: Record) -> Span:
    """When the sentence was imposed, as far as the record bounds it."""
    known = span(record.facts.get("sentencing_date"))
    if known:
        return known
    manual = edition(record.facts.get("guidelines_manual_edition"))
    offense = span(record.facts.get("offense_date"))
    first = max(GUIDELINES_FROM, offense.first if offense else GUIDELINES_FROM)
    last = TABLES_AS_OF
    decided = span(record.raw.get("decision_date"))
    if decided:
        last = min(last, decided.last)
    if amendments(record) or section_404(record):
        later = span(record.later.get("effective_date"))
        if later:
            last = min(last, later.first - 1)
    if manual:
        first, last = max(first, manual.first), min(last, manual.last)
    return Span(min(first, last), last)


# --- Later law --------------------------------------------------------------------------------------------------------


_BOTH_PARTS = ["amend_821a", "amend_821b1"]


def amendments(record: Record) -> tuple[str, ...]:
    """The amendments that the later law names, by the keys of our authorities; empty if it names none."""
    law = str(record.later.get("law") or "")
    if discretionary(record):
        return ()
    found: list[str] = []
    for match in re.finditer(r"amend(?:ment|\.)?s?\s*(\d+)(?:\s*(?:/|and|,)\s*(\d+))?", law, re.IGNORECASE):
        numbers = {match[1], match[2]}
        if "821" in numbers:
            part = re.search(r"\bpart\s+([AB])\b", law, re.IGNORECASE)
            found += {"A": ["amend_821a"], "B": ["amend_821b1"]}.get(part[1].upper() if part else "", _BOTH_PARTS)
        elif numbers & {"748", "750"}:
            found.append("amend_748")  # in force since 2010-11-01 as 748, confirmed as 750
        else:
            found.append(f"amend_{'706' if match[1] == '711' else match[1]}")
    return tuple(dict.fromkeys(found))


def section_404(record: Record) -> bool:
    law = str(record.later.get("law") or "")
    return re.search(r"\b404\b", law) is not None


def discretionary(record: Record) -> bool:
    """Compassionate release and the like: whether to reduce, and how far, is for the court."""
    law = str(record.later.get("law") or "").lower()
    return "compassionate" in law or "3582(c)(1)" in law or "reduction in" in law


# --- Drugs, statutes, counts --------------------------------------------------------------------------------------------


def drug_name(text: str) -> str | None:
    """The name of a drug as the tables have it; None if no reading of the text is known."""
    plain = text.strip()
    bare = re.sub(r"\s*\([^)]*\)", "", plain).strip()
    inside = re.search(r"\(([^)]*)\)", plain)
    if re.search(r"equivalen|converted", plain, re.IGNORECASE):
        return "marijuana"
    for candidate in (plain, bare, inside[1] if inside else ""):
        if not candidate:
            continue
        try:
            code = drug_code(candidate, "")
        except CoverageError:
            continue
        return assemble.drugs()[code - 1].name
    return None


def _quantity(entry: Mapping[str, Any]) -> Quantity | None:
    amount, unit = entry.get("quantity"), entry.get("unit")
    if amount is None or not unit:
        return None
    try:
        return quantities.parse(f"{Decimal(str(amount)):f} {unit}", "drug")
    except InputError:
        return None


def _bounds(quantity: Quantity, words: str) -> Quantity:
    """ "At least" and "more than" leave the top open, or close it where "less than" follows."""
    if re.search(r"at least|or more|more than|in excess of|over ", words):
        above = re.search(r"(?:less than|under|no more than|but not more than)\s+([\d.,]+\s*[a-z]+)", words)
        try:
            top = quantities.parse(above[1], "drug").least if above else None
        except InputError:
            top = None
        return Quantity(quantity.least, None if top is None else top - 1, quantity.counted)
    return quantity


def drug_lines(record: Record) -> tuple[DrugLine, ...]:
    """The drugs, lines of the same drug added together. "(statutory amount)" is a threshold charged, not a weight."""
    lines: dict[str, DrugLine] = {}
    for entry in record.facts.get("drugs") or ():
        name = drug_name(str(entry.get("drug") or ""))
        if name is None:
            continue
        words = str(entry.get("quantity_text") or "").lower()
        quantity = _quantity(entry)
        counted = re.search(r"([\d,]+)\s*(?:doses|dosage units|plants|pills|tablets)", words)
        units = int(counted[1].replace(",", "")) if counted else None
        weight = charged = None
        if quantity is not None and quantity.counted:
            name = "marijuana_plants" if name == "marijuana" else name
            units = quantity.least
        elif quantity is not None and "statutory amount" in words:
            charged = quantity.least
        elif quantity is not None:
            weight = _bounds(quantity, words)
        line = DrugLine(drug=name, weight=weight, units=units, charged=charged)
        lines[name] = _together(lines[name], line) if name in lines else line
    return tuple(lines.values())


def _together(a: DrugLine, b: DrugLine) -> DrugLine:
    def add(x: int | None, y: int | None) -> int | None:
        return None if x is None and y is None else (x or 0) + (y or 0)

    weight = None
    if a.weight and b.weight:
        most = None if a.weight.most is None or b.weight.most is None else a.weight.most + b.weight.most
        weight = Quantity((a.weight.least or 0) + (b.weight.least or 0), most, False)
    return DrugLine(a.drug, weight or a.weight or b.weight, None, add(a.units, b.units), add(a.charged, b.charged))


def statutes(record: Record) -> tuple[str, ...]:
    texts = (normal_statute(str(text)) for text in record.facts.get("offense_statutes") or ())
    return tuple(text for text in texts if re.match(r"\d+ USC \w+", text))


def number_of(text: str) -> int:
    return int(text) if text.isdigit() else WORDS.index(text.lower())


def firearm_counts(record: Record) -> tuple[int | None, ...]:
    """The § 924(c) counts, as far as the words give them; a kind that they leave open is None."""
    if not any("924(c)" in statute for statute in statutes(record)):
        return ()
    kinds = r"brandish\w*|discharg\w*|firearms?|gun|(?:section )?924\(c\)"
    pattern = rf"\b{NUMBER}\s+(?:\w+\s+)?({kinds})\s+(?:counts?|convictions?|offenses)"
    match = re.search(pattern, record.text, re.IGNORECASE)
    if not match:
        return ()
    kind = match[2].lower()
    code = GUN_BRANDISHED if kind.startswith("brand") else GUN_DISCHARGED if kind.startswith("disch") else None
    return (code,) * min(number_of(match[1]), 8)


# --- The case -----------------------------------------------------------------------------------------------------------


def months(value: Any) -> float | None:
    """Months or life of a cell of the record."""
    if value is None:
        return None
    try:
        return months_of(value, "term")
    except CaseError:
        found = re.search(r"(\d+(?:\.\d+)?)\s*(months?|years?)", str(value))
        if found:
            return float(found[1]) * (12 if found[2].startswith("year") else 1)
        return LIFE if "life" in str(value).lower() else None


def range_of(value: Any) -> tuple[float, float] | None:
    if not value or value.get("min") is None or value.get("max") is None:
        return None
    low, high = months(value["min"]), months(value["max"])
    return None if low is None or high is None else (low, high)


def points(record: Record) -> int | None:
    """Criminal history points that the words give in all."""
    match = re.search(rf"\b{NUMBER}\s+(?:total\s+)?(?:criminal history\s+)?points\b", record.text, re.IGNORECASE)
    if not match or re.search(r"level|increase|added|status", record.text[match.end() : match.end() + 24]):
        return None
    return number_of(match[1])


def points_without_status(record: Record) -> int | None:
    """Points that the words give as they are without those for an offense while under a sentence."""
    match = re.search(
        rf"\b{NUMBER}\s+(?:criminal history\s+)?points\s+(?:without|plus)\s+(?:the\s+|{NUMBER}\s+)?status",
        record.text,
        re.IGNORECASE,
    )
    return number_of(match[1]) if match else None


def adjustments(record: Record) -> dict[str, int]:
    """Levels by provision, those of one provision added up; departures left out."""
    found: dict[str, int] = {}
    for entry in record.facts.get("adjustments") or ():
        provision = str(entry.get("guideline") or "other").removeprefix("USSG ").lstrip("§ ").strip()
        key = "3E1.1" if provision.startswith("3E1.1") else provision
        if entry.get("levels") is not None and not provision.startswith(DEPARTURES):
            found[key] = found.get(key, 0) + int(entry["levels"])
    return found


def departures(record: Record) -> int:
    """Levels of departures that the text counts beside the adjustments."""
    entries = record.facts.get("adjustments") or ()
    return sum(
        int(e["levels"] or 0) for e in entries if str(e.get("guideline") or "").lstrip("§ ").startswith(DEPARTURES)
    )


def assisted(record: Record) -> bool:
    """Whether the sentence went below the range on a government motion for substantial assistance."""
    named = any("5K1.1" in str(entry.get("guideline")) for entry in record.facts.get("adjustments") or ())
    return named or re.search(r"5K1\.1|substantial assistance", record.text) is not None


def only_firearms(record: Record) -> bool:
    """Whether every statute named is 18 U.S.C. § 924(c), whose terms are its minimum."""
    named = statutes(record)
    return bool(named) and all(text.startswith("18 USC 924(c)") for text in named)


def case_of(record: Record, levels_given: bool = False) -> Case:
    """The record as the form that people write. `levels_given`: the base level as the court stated it, not from the drugs."""
    facts = record.facts
    values: dict[str, Any] = {}
    for provision, levels in adjustments(record).items():
        try:
            add_adjustment(provision, levels, values)
        except CaseError:
            values["other_chapter3"] = values.get("other_chapter3", 0) + levels
    lines = drug_lines(record)
    base = facts.get("base_offense_level_stated")
    named = statutes(record)
    subdivision = next((text for text in named if re.search(r"(841|960)\(b\)\(\d\)", text)), None)
    category = CATEGORIES.get(str(facts.get("criminal_history_category") or "").strip().upper())
    career = facts.get("career_offender")
    span_offense = span(facts.get("offense_date"))
    if span_offense and span_offense.last < GUIDELINES_FROM:
        span_offense = None
    computed = bool(lines) or only_firearms(
        record
    )  # then the rules find the limits, and the stated ones are held against them
    guns = tuple(kind or GUN_POSSESSED for kind in firearm_counts(record))
    return Case(
        name=str(record.raw.get("case_name") or record.id),
        source=record.id,
        offense_ended=span_offense,
        sentenced=sentencing(record),
        statutes=named,
        subdivision=subdivision,
        priors_851=facts.get("priors_851"),
        drugs=lines,
        base_offense_level=base if levels_given or not lines else None,
        total_offense_level=None if lines or base is not None else facts.get("total_offense_level"),
        category=6 if career else category,
        points=points(record),
        career_offender=career,
        armed_career=1 if any(text.startswith("18 USC 924(e)") for text in named) else 0,
        armed_career_criminal=any(text.startswith("18 USC 924(e)") for text in named),
        firearm_counts=guns,
        statutory_minimum=None if computed else months(facts.get("statutory_minimum_months")),
        statutory_maximum=None if computed else months(facts.get("statutory_maximum")),
        imposed=months(facts.get("sentence_imposed_months")),
        **values,
    )

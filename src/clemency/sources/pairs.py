"""Records printed as pairs of label and text, one under another: a name, then offense, district, sentence, terms.

The Justice Department's pages print grants this way in two columns, copies of them are spreadsheets of the same shape,
and some pages put a whole record into a single cell. Names have no label, and long fields run on over rows without one;
which it is shows only from what follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from clemency.sources.account import Account
from clemency.sources.mending import mend, one_line, read_day, serial_day
from clemency.sources.vocabulary import (
    LABELS,
    has_bullet,
    is_furniture,
    is_name,
    is_numbered,
    label,
    labelled,
    split_residence,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row with anything in it. ``key`` is "" where the first column is empty; ``is_heading`` marks a wide cell."""

    value: int
    locator: str
    key: str
    text: str
    is_heading: bool = False


@dataclass(slots=True)
class Section:
    """Records under one heading. ``day`` is None where the heading is missing."""

    number: int
    day: date | None
    locator: str
    bulleted: bool = False


@dataclass(slots=True)
class PairRecord:
    section: Section
    locator: str
    name_text: str
    residence_text: str
    fields: dict[str, str] = field(default_factory=dict)
    values: list[int] = field(default_factory=list)
    furthest: int = -1  # the last label seen, as a place in LABELS
    open_field: str = ""
    refused: str = ""  # why the record cannot stand
    repeated: bool = False  # a label came twice: several convictions, or the name between them is missing


class PairReader:
    """Reads rows in order. Afterwards ``records`` holds what stood, the account says what did not and why."""

    def __init__(self, account: Account, section: Section | None = None) -> None:
        self.account = account
        self.sections: list[Section] = [section] if section else []
        self.records: list[PairRecord] = []
        self._current: PairRecord | None = None

    def read(self, rows: Sequence[Row]) -> list[PairRecord]:
        for index, row in enumerate(rows):
            self._read_row(row, rows[index + 1] if index + 1 < len(rows) else None)
        self._finish()
        return self.records

    def _read_row(self, row: Row, following: Row | None) -> None:
        day = _section_day(row)
        if day:
            self._finish()
            self.sections.append(Section(len(self.sections), day, row.locator))
            self.account.keep(row.value)
            return
        key_field = label(row.key) if row.key else None
        if row.key and not key_field:
            self._unknown_key(row)
            return
        if key_field:
            inner = labelled(row.text)
            if inner and inner[0] != key_field:  # "Offense:" | "Sentence: ...": two labels that contradict each other
                self.account.reject([row.value], f"labelled both {one_line(row.key)!r} and {row.text.split(':')[0]!r}")
                return
            self._add(row, key_field, inner[1] if inner else row.text)
        elif field_only := label(row.text) if row.text.endswith(":") else None:
            self._add(row, field_only, "")
        elif inner := labelled(row.text):
            self._add(row, inner[0], inner[1])
        elif is_furniture(row.text):
            self.account.set_aside([row.value], "a heading or link of the page")
        elif self._opens_record(row, following):
            self._open(row)
        else:
            self._continue(row)

    def _opens_record(self, row: Row, following: Row | None) -> bool:
        """Whether an unlabelled row is a name, told by what stands around it."""
        if row.is_heading or has_bullet(row.text):
            return True
        current = self._current
        if current is None or not current.open_field:
            return True
        if is_numbered(row.text):
            return False
        if following is None or _section_day(following):
            return False
        next_field = _field_of(following)
        if next_field is None:
            return _is_alias(following.text) and is_name(row.text)
        if next_field == LABELS[0]:
            return True
        return LABELS.index(next_field) <= current.furthest and is_name(row.text)

    def _open(self, row: Row) -> None:
        current = self._current
        runs_on = current is not None and not current.open_field  # two unlabelled rows, one under the other
        if current and runs_on and (_is_alias(row.text) or current.name_text.endswith(",")):
            current.name_text += f" {row.text}"
            current.values.append(row.value)
            return
        self._finish()
        bulleted = has_bullet(row.text)
        if not self.sections or self.sections[-1].bulleted != bulleted:
            if self.sections and not self._has_records(self.sections[-1]):
                self.sections[-1].bulleted = bulleted
            else:
                self.sections.append(Section(len(self.sections), None, row.locator, bulleted))
        name, residence = split_residence(one_line(row.text))
        record = PairRecord(self.sections[-1], row.locator, name, residence, values=[row.value])
        if not is_name(name):
            record.refused = f"{name[:60]!r} stands where a name should, and is none"
        self._current = record

    def _has_records(self, section: Section) -> bool:
        return bool(self.records) and self.records[-1].section is section

    def _add(self, row: Row, field_name: str, text: str) -> None:
        if self._current is None:
            self.account.reject([row.value], "a field with no name above it")
            return
        place = LABELS.index(field_name)
        record = self._current
        record.values.append(row.value)
        record.furthest = max(record.furthest, place)
        record.open_field = field_name
        if record.fields.get(field_name) and text:
            record.repeated = True
            record.fields[field_name] += f"\n{join_wrapped(text)}"
        else:
            _append(record.fields, field_name, text)

    def _continue(self, row: Row) -> None:
        record = self._current
        if record is None or not record.open_field:
            self.account.reject([row.value], "text that belongs to no record")
            return
        record.values.append(row.value)
        _append(record.fields, record.open_field, row.text)

    def _unknown_key(self, row: Row) -> None:
        if is_furniture(_without_links(row.key)) or not _without_links(row.key):
            self.account.set_aside([row.value], "a heading or link of the page")
        else:
            self.account.reject([row.value], f"unknown label {one_line(row.key)[:40]!r}")

    def _finish(self) -> None:
        record, self._current = self._current, None
        if record is None:
            return
        if not record.refused and not any(record.fields.values()):
            record.refused = "a name with no fields below it"
        if record.refused:
            self.account.reject(record.values, record.refused)
            return
        self.account.keep(*record.values)
        self.records.append(record)


def _append(fields: dict[str, str], name: str, text: str) -> None:
    """Add a line. Numbered items stand on lines of their own; anything else runs on."""
    text = join_wrapped(text)
    before = fields.get(name, "")
    if not before or not text:
        fields[name] = before or text
    else:
        fields[name] = f"{before}\n{text}" if is_numbered(text) else f"{before} {text}"


def join_wrapped(text: str) -> str:
    """The mended text, with a line break only before numbered items."""
    lines = mend(text).split("\n")
    joined = lines[0]
    for line in lines[1:]:
        joined += f"\n{line}" if is_numbered(line) else f" {line}"
    return joined


def _section_day(row: Row) -> date | None:
    """The day of a heading row: a serial number or a day in the first column, or a day that stands alone."""
    key = _without_links(row.key)
    text = _without_links(row.text)
    if key and (not text or text == key):
        return serial_day(key) or read_day(key)
    return read_day(text) if not key else None


def _without_links(text: str) -> str:
    return " ".join(line for line in mend(text).split("\n") if not is_furniture(line))


def _field_of(row: Row) -> str | None:
    if row.key:
        return label(row.key)
    if row.text.endswith(":"):
        return label(row.text)
    inner = labelled(row.text)
    return inner[0] if inner else None


def _is_alias(text: str) -> bool:
    return text.casefold().lstrip("( ").startswith(("aka", "fka", "a/k/a", "f/k/a", "nka", "also known as"))

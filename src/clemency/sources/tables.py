"""CSV files with headings, read strictly: every cell that holds anything is a value with a fate."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from clemency.errors import SourceError
from clemency.sources.account import Account
from clemency.sources.mending import LARGEST_TABLE, one_line


@dataclass(slots=True)
class TableRow:
    """A row by column. ``values`` are the account's numbers of the cells that hold anything."""

    locator: str
    cells: dict[str, str] = field(default_factory=dict)
    values: dict[str, int] = field(default_factory=dict)

    def get(self, column: str) -> str:
        return self.cells.get(column, "")


def read_table(text: str, columns: dict[str, str], account: Account, name: str) -> Iterator[TableRow]:
    """The rows of a CSV file whose headings are known.

    columns: heading as printed (one line), to the name to use. A heading that is not in it is reported as unknown, and
    so is each cell below it. Raises SourceError if no heading is known.
    """
    rows = csv_records(text)
    header_line, header = next(rows, (1, []))
    headings = [one_line(cell) for cell in header]
    known = {place: columns[heading] for place, heading in enumerate(headings) if heading in columns}
    if not known:
        shown = ", ".join(headings[:6]) or "nothing"
        raise SourceError(f"{name}: the first row holds {shown!r}; expected headings such as {_some(columns)}.")
    for place, heading in enumerate(headings):
        if heading:
            value = account.read(f"line {header_line}", heading)
            if place in known:
                account.set_aside([value], "column headings")
            else:
                account.reject([value], f"unknown column {heading[:40]!r}")
    for line, cells in rows:
        row = TableRow(f"line {line}")
        for place, cell in enumerate(cells):
            if not cell.strip():
                continue
            value = account.read(row.locator, cell)
            if place in known:
                row.cells[known[place]] = cell
                row.values[known[place]] = value
            else:
                account.reject([value], "a cell under an unknown heading, or beyond the last")
        if row.values:
            yield row


def csv_records(text: str) -> Iterator[tuple[int, list[str]]]:
    """The records of a CSV text that hold anything, each with the number of its first line.

    Line ends of every kind are one; a field may be as long as the file, since an open quotation mark in a damaged file
    swallows the rest of it, and that must come out as a value like any other.
    """
    csv.field_size_limit(max(csv.field_size_limit(), LARGEST_TABLE))
    plain = text.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
    reader = csv.reader(io.StringIO(plain))
    line = 1
    for cells in reader:
        start, line = line, reader.line_num + 1
        if any(cell.strip() for cell in cells):
            yield start, cells


def _some(columns: dict[str, str]) -> str:
    return ", ".join(repr(heading) for heading in list(columns)[:4])

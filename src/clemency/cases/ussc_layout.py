"""Fixed-width files of the Sentencing Commission: where each variable stands, and reading the lines in constant memory.

The places come from the SAS program that lies beside the data (`INPUT NAME $ 1-8 NAME 9 ...;`), or, for fiscal years 2015
to 2019, from `data/ussc_layouts.csv`, which is chosen by the length of a line. Places change every year: a layout whose
record is longer than the lines is refused before a row is read.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from clemency.cases.columns import Reject
from clemency.errors import InputError

BLOCK = 8 << 20
"""Bytes read at once. A line longer than this is no record of the Commission (25 to 46 kB)."""

_SPACE, _NEWLINE, _RETURN = 32, 10, 13


class Place(NamedTuple):
    """Columns of one variable, from 1, both ends included. `decimals` are implied where the value has no point."""

    first: int
    last: int
    text: bool
    decimals: int = 0


@dataclass(frozen=True)
class Layout:
    """Where variables stand. `record` is the length of a line, 0 where the program does not say; `name` is for messages."""

    places: dict[str, Place]
    record: int
    name: str

    @property
    def width(self) -> int:
        return max(place.last for place in self.places.values())


_ITEM = re.compile(
    r"(?P<name>[A-Za-z_]\w*)\s+(?P<text>\$\s*)?(?P<first>\d+)(?:\s*-\s*(?P<last>\d+))?"
    r"(?:\s+\.(?P<point>\d+)|\s*\((?P<implied>\d+|A)\))?\s*"
)
_COMMENTS = re.compile(r"/\*.*?\*/", re.DOTALL)


def sas_layout(program: str, name: str) -> Layout:
    """The layout of a SAS program: what stands between INPUT and the next semicolon. `name` is the file, for messages.

    >>> sas_layout("DATA x; INPUT ZONE $ 2 SORGDL $ 3-8 SENTTOT 9-14 DRGAM1 15-20 (2);", "x.sas").places["SENTTOT"]
    Place(first=9, last=14, text=False, decimals=0)
    """
    program = _COMMENTS.sub(" ", program)
    found = re.search(r"\bINPUT\b(.*?);", program, re.DOTALL | re.IGNORECASE)
    if not found:
        raise InputError(
            f"{name}: no INPUT statement, so not the SAS program of a data file. Give the .sas of its year."
        )
    text = found[1].strip()
    places: dict[str, Place] = {}
    at = 0
    while at < len(text):
        item = _ITEM.match(text, at)
        if not item:
            part = text[at : at + 40].split("\n")[0]
            raise InputError(
                f"{name}: INPUT cannot be read at {part!r}. Each variable must stand as NAME [$] first-last [(decimals)]."
            )
        first = int(item["first"])
        last = int(item["last"] or first)
        if first < 1 or last < first:
            raise InputError(f"{name}: {item['name']} stands in columns {first}-{last}. The program is damaged.")
        is_text = item["text"] is not None or item["implied"] == "A"
        decimals = int(item["point"] or (item["implied"] if (item["implied"] or "A") != "A" else 0))
        places[item["name"].upper()] = Place(first, last, is_text, decimals)
        at = item.end()
    if not places:
        raise InputError(f"{name}: its INPUT statement names no variable.")
    record = re.search(r"\bLRECL\s*=\s*(\d+)", program, re.IGNORECASE)
    return Layout(places, int(record[1]) if record else 0, name)


def layout_file(path: Path) -> Layout:
    """A layout from a file. The program is Latin-1, as everything of these files."""
    try:
        return sas_layout(path.read_bytes().decode("latin-1"), str(path))
    except OSError as problem:
        raise InputError(
            f"{path}: cannot be read: {problem.strerror}. Name the SAS program of the data file."
        ) from None


@cache
def known_layouts() -> dict[int, Layout]:
    """The layouts of `data/ussc_layouts.csv` by the length of a line; no two of these years have the same."""
    found: dict[int, Layout] = {}
    with (Path(__file__).parent / "data" / "ussc_layouts.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            record = int(row["record_length"])
            one = found.setdefault(record, Layout({}, record, f"the layout of FY{row['fiscal_year']}"))
            one.places[row["variable"]] = Place(int(row["first"]), int(row["last"]), row["kind"] == "text")
    return found


def layout_for(line: bytes, where: str) -> Layout:
    """The layout of a file by its first line. InputError where none fits."""
    fits = known_layouts().get(len(line))
    if fits is None:
        known = ", ".join(f"{one.record:,} ({one.name[-6:]})" for one in known_layouts().values())
        raise InputError(
            f"{where}: a fixed-width file without its layout: a line has {len(line):,} characters, those known have {known}. "
            "Give the SAS program of its year with --layout."
        )
    return fits


def check_fit(layout: Layout, line: bytes, where: str) -> None:
    """A layout of another year puts every figure in a wrong place, so its length must be that of the lines."""
    expected = layout.record or layout.width
    wrong = len(line) != layout.record if layout.record else len(line) < layout.width
    if wrong:
        raise InputError(
            f"{where}: the first line has {len(line):,} characters, but a record of {layout.name} has "
            f"{'' if layout.record else 'at least '}{expected:,}. "
            "Positions change every year; give the program of the same year with --layout."
        )


def text_of(column: Any) -> Any:
    """A column of bytes as text: UTF-8 where it is, else Latin-1, which takes every byte."""
    import pyarrow.compute

    pc: Any = pyarrow.compute
    try:
        return pc.cast(column, pa.string())
    except pa.ArrowInvalid:
        return pa.array([None if b is None else b.decode("latin-1") for b in column.to_pylist()], pa.string())


def fixed_width_batches(
    stream: Any, layout: Layout, wanted: list[str], rejects: Callable[[list[Reject]], None], where: str
) -> Iterator[tuple[pa.RecordBatch, np.ndarray]]:
    """Wanted variables of each block of lines as text, with the line numbers. A line that is cut short is set aside.

    stream: bytes, read forward only, at its beginning.
    """
    names = [name for name in wanted if name in layout.places]
    width = max(layout.places[name].last for name in names)
    rest, row = b"", 1
    while True:
        block = stream.read(BLOCK)
        data = rest + block
        if not block:
            lines = [data] if data.strip(b"\r\n\x1a ") else []
            if lines:
                yield from _lines(lines, row, layout, names, width, rejects)
            return
        end = data.rfind(b"\n") + 1
        if end == 0:
            if len(data) > 2 * BLOCK:
                raise InputError(
                    f"{where}, row {row}: a line longer than {BLOCK >> 20} MB, or a file without line ends. "
                    "Each case is one line; check how the file was made."
                )
            rest = data
            continue
        rest = data[end:]
        made = list(_block(data[:end], row, layout, names, width, rejects))
        yield from made
        row += data.count(b"\n", 0, end)


def _block(
    data: bytes, row: int, layout: Layout, names: list[str], width: int, rejects: Callable[[list[Reject]], None]
) -> Iterator[tuple[pa.RecordBatch, np.ndarray]]:
    """Whole lines. Where all have one length, which is the rule, they are one matrix and no line is touched alone."""
    length = data.find(b"\n") + 1
    count = data.count(b"\n")
    if length * count == len(data):
        matrix = np.frombuffer(data, np.uint8).reshape(count, length)
        body = length - 1 - int(matrix[0, -2] == _RETURN) if length > 1 else 0
        ends = matrix[:, -1] == _NEWLINE
        if ends.all() and body >= width and body == (layout.record or body):
            numbers = np.arange(row, row + count)
            yield _cut(matrix, layout, names), numbers
            return
    yield from _lines(data[:-1].split(b"\n"), row, layout, names, width, rejects)


def _lines(
    lines: list[bytes],
    row: int,
    layout: Layout,
    names: list[str],
    width: int,
    rejects: Callable[[list[Reject]], None],
) -> Iterator[tuple[pa.RecordBatch, np.ndarray]]:
    good: list[bytes] = []
    numbers: list[int] = []
    bad: list[Reject] = []
    for number, raw in enumerate(lines, start=row):
        line = raw.removesuffix(b"\r")
        expected = layout.record or width
        if len(line) < expected or (layout.record and len(line) != expected):
            bad.append(
                Reject(
                    number,
                    "",
                    "",
                    line[:80].decode("latin-1").strip(),
                    f"a line of {len(line):,} characters where a record has {expected:,}.",
                    "The file was cut off or trimmed there; fetch it again.",
                )
            )
            continue
        good.append(line[:width])
        numbers.append(number)
    if bad:
        rejects(bad)
    if good:
        matrix = np.frombuffer(b"".join(good), np.uint8).reshape(len(good), width)
        yield _cut(matrix, layout, names), np.array(numbers)


def _cut(matrix: np.ndarray, layout: Layout, names: list[str]) -> pa.RecordBatch:
    import pyarrow.compute

    pc: Any = pyarrow.compute
    columns = []
    for name in names:
        place = layout.places[name]
        cells = np.ascontiguousarray(matrix[:, place.first - 1 : place.last])
        width = place.last - place.first + 1
        fixed = pa.Array.from_buffers(pa.binary(width), len(matrix), [None, pa.py_buffer(cells)])
        found = pc.utf8_trim_whitespace(text_of(pc.cast(fixed, pa.binary())))
        if place.decimals:
            found = _with_point(found, place.decimals, pc)
        columns.append(found)
    return pa.RecordBatch.from_arrays(columns, names)


def _with_point(column: Any, decimals: int, pc: Any) -> Any:
    """Implied decimals: 12345 with two is 123.45; a value that has its own point keeps it."""
    whole = pc.match_substring_regex(column, r"^[+-]?\d+$")
    moved = pc.replace_substring_regex(pc.utf8_lpad(column, decimals + 1, "0"), rf"^(.*)(\d{{{decimals}}})$", r"\1.\2")
    return pc.if_else(whole, moved, column)


def first_line(stream: Any) -> bytes:
    """The first line of a file, without its end. For the length of a record."""
    data = b""
    while b"\n" not in data and len(data) <= BLOCK:
        more = stream.read(1 << 16)
        if not more:
            break
        data += more
    return data.split(b"\n", 1)[0].removesuffix(b"\r")

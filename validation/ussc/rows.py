"""Rows of the Commission's datafiles, with their sentinels: blank is missing, 9996 is life.

Files are CSV, plain or gzipped, with a header in the Commission's names. Integers may come as "12" or "12.0".
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from pathlib import Path

from clemency.errors import SourceError
from clemency.law.facts import LIFE

BLANK = {"", ".", "-999", "-8", "9999", "-999.0", "-8.0", "9999.0"}
"""What stands for a missing value: the Commission's blank and dot, and what third-party extracts write."""

LIFE_OF_A_RANGE = {9996.0, 996.0, 9997.0, 470.0}
"""Life in a range or a minimum: 9996 (996 and 470 in early files), and death with it. No range of the table ends there."""

LIFE_OF_A_MAXIMUM = {9996.0, 9997.0}
"""Life in STATMAX, which adds counts up, so that 996 and 470 months can be terms."""

LIFE_OF_A_TERM = {9996.0, 470.0}


class Row:
    """One line. `id` is the Commission's identifier of the case, or the line of the file where it has none."""

    def __init__(self, cells: dict[str, str], line: int) -> None:
        self.cells = cells
        self.id = cells.get("USSCIDN") or f"line {line}"

    def text(self, column: str) -> str:
        value = (self.cells.get(column) or "").strip()
        return "" if value in BLANK else value

    def number(self, column: str) -> float | None:
        value = self.text(column)
        try:
            return float(value) if value else None
        except ValueError:
            return None

    def whole(self, column: str) -> int | None:
        value = self.number(column)
        return None if value is None else int(value)

    def months(self, column: str, life: set[float]) -> float | None:
        value = self.number(column)
        return LIFE if value in life else value


def columns_and_rows(path: Path) -> tuple[set[str], Iterator[Row]]:
    """The columns of a file and its rows. Raises SourceError for a file that is not such a CSV."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}. Check the name.") from None
    if raw[:2] == b"\x1f\x8b":
        try:
            raw = gzip.decompress(raw)
        except (EOFError, OSError) as error:
            raise SourceError(f"{path}: the gzip file is damaged or cut off ({error}). Fetch it again.") from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")  # the Commission's own encoding; every byte is a character
    reader = csv.DictReader(io.StringIO(text, newline=""))
    names = [name.strip().upper() for name in reader.fieldnames or ()]
    if not {"XMINSOR", "PV_REVTABLE", "SENTRNGE"} & set(names):
        raise SourceError(
            f"{path}: no column XMINSOR, PV_REVTABLE or SENTRNGE, so not a file of the Commission that can be checked. "
            f"First columns: {', '.join(names[:5]) or 'none'}."
        )
    reader.fieldnames = names
    return set(names), (Row(cells, number) for number, cells in enumerate(reader, start=2))

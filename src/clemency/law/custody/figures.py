"""The dated figures of time in custody (data/custody/time.csv)."""

from __future__ import annotations

from functools import cache

from clemency.errors import CoverageError
from clemency.law import tables
from clemency.law.dates import format_day
from clemency.law.tables import Row

TABLE = "custody/time"


def figure(name: str, day: int) -> Row:
    """The row of a figure on a day: of the offense or of custody, as its `date_tested` says. CoverageError if none."""
    for row in _rows().get(name, ()):
        if row.in_force(day):
            return row
    raise CoverageError(
        f"{name} on {format_day(day)}: no such figure in {TABLE} on that day. See `clemency law coverage`."
    )


def whole(name: str, day: int) -> int:
    return int(figure(name, day)["value"])


@cache
def _rows() -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in tables.load(TABLE):
        found.setdefault(row["figure"], []).append(row)
    return found

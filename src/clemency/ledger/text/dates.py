"""Days as the record prints them: "June 5, 2006", "Sept. 5 2006", "5 June 2006", "6/5/2006", "2006-06-05", "2006"."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from rapidfuzz.distance import OSA

from clemency.ledger.text.tokens import Cursor, listed

MONTHS = listed("january february march april may june july august september october november december")
_SHORT = {name[:3]: number for number, name in enumerate(MONTHS, start=1)} | {"sept": 9}
# Years outside this span in a clemency text are some other number.
_FIRST_YEAR, _LAST_YEAR = 1850, 2100


class When(NamedTuple):
    """A day, or as much of one as the text states: the year, perhaps the month, perhaps the day."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def date(self) -> date | None:
        """The calendar day, if the text states one."""
        return date(self.year, self.month, self.day) if self.month and self.day else None

    def __str__(self) -> str:
        if self.month and self.day:
            return f"{MONTHS[self.month - 1].capitalize()} {self.day}, {self.year}"
        return f"{MONTHS[self.month - 1].capitalize()} {self.year}" if self.month else str(self.year)


def when(cursor: Cursor, *, year_alone: bool = False) -> When | None:
    """Take a day from the cursor. A bare year is taken only where the caller expects one."""
    return (
        cursor.attempt(_month_first)
        or cursor.attempt(_day_first)
        or cursor.attempt(_in_figures)
        or (cursor.attempt(_year_alone) if year_alone else None)
    )


def whens(cursor: Cursor, *, year_alone: bool = False) -> tuple[When, ...]:
    """Take one day or a list: "May 1, 1990", "June 9 and October 5, 2007" (one year for both), "1990 and 1992"."""
    days: list[When] = []
    while True:
        start = cursor.at
        if days:
            cursor.take(",")
            cursor.take("and")
            cursor.take("on")
        day = when(cursor, year_alone=year_alone) or (cursor.attempt(_year_comes_later))
        if day is None:
            cursor.at = start
            return tuple(days)
        days.append(day)


def _year_comes_later(cursor: Cursor) -> When | None:
    """A month and day whose year is printed once, after the last day of the list."""
    month = _month(cursor)
    day = _day_number(cursor) if month else None
    if month is None or day is None:
        return None
    after = cursor.at
    cursor.take(",")
    if not (cursor.take("and") or cursor.tokens[cursor.at - 1].word == ","):
        return None
    later = when(cursor)
    cursor.at = after
    return _checked(later.year, month, day) if later is not None and later.month is not None else None


def parse_date(text: str) -> When | None:
    """The day that a text states and nothing else; None if it is not one day."""
    cursor = Cursor(text)
    found = when(cursor, year_alone=True)
    return found if found and not cursor.more() else None


def _month(cursor: Cursor) -> int | None:
    token = cursor.peek()
    if token is None or token.kind != "word" or len(token.word) < 3:
        return None
    month = _SHORT.get(token.word)
    if month is None:
        near = [n for n, name in enumerate(MONTHS, start=1) if OSA.distance(token.word, name, score_cutoff=2) <= 2]
        exact = [n for n in near if MONTHS[n - 1] == token.word]
        close = [n for n in near if len(token.word) > 5 and MONTHS[n - 1][:2] == token.word[:2]]
        month = exact[0] if exact else close[0] if len(close) == 1 else None
    if month is not None:
        cursor.at += 1
        cursor.take(".")
    return month


def _day_number(cursor: Cursor) -> int | None:
    token = cursor.peek()
    if token is None or token.kind != "number" or token.value is None or token.value.denominator != 1:
        return None
    if not 1 <= token.value <= 31 or len(token.word) > 2:
        return None
    cursor.at += 1
    after = cursor.peek()
    if after is not None and not after.spaced and after.word in ("st", "nd", "rd", "th"):
        cursor.at += 1
    return int(token.value)


def _year(cursor: Cursor) -> int | None:
    token = cursor.peek()
    if token is None or token.kind != "number" or not token.word.isdigit() or len(token.word) != 4:
        return None
    year = int(token.word)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    cursor.at += 1
    return year


def _checked(year: int, month: int, day: int) -> When | None:
    try:
        date(year, month, day)
    except ValueError:  # February 30: no such day, so it is not read as one
        return None
    return When(year, month, day)


def _month_first(cursor: Cursor) -> When | None:
    month = _month(cursor)
    if month is None:
        return None
    before_day = cursor.at
    day = _day_number(cursor)
    if day is None:
        cursor.at = before_day
        cursor.take(",")
        year = _year(cursor)
        return When(year, month) if year else None
    cursor.take(",", ".", ";")  # a full stop or a semicolon where the comma belongs is a slip seen in the lists
    cursor.take("\n")
    cursor.take("of")
    year = _year(cursor)
    return _checked(year, month, day) if year else None


def _day_first(cursor: Cursor) -> When | None:
    day = _day_number(cursor)
    if day is None:
        return None
    cursor.take("of")
    month = _month(cursor)
    if month is None:
        return None
    cursor.take(",")
    year = _year(cursor)
    return _checked(year, month, day) if year else None


def _in_figures(cursor: Cursor) -> When | None:
    """Month/day/year as Americans write it, or year-month-day."""
    first = cursor.peek()
    mark = cursor.peek(1)
    if first is None or first.kind != "number" or mark is None:
        return None
    if mark.word == "/":
        month = _day_number(cursor)
        cursor.at += 1
        day = _day_number(cursor) if month else None
        year = _year(cursor) if day and cursor.take("/") else None
        return _checked(year, month, day) if year and month and month <= 12 and day else None
    year = _year(cursor)
    month = _day_number(cursor) if year else None
    day = _day_number(cursor) if month else None
    if not (year and month and day and month <= 12):
        return None
    text = cursor.text[first.start : cursor.tokens[cursor.at - 1].end]
    return _checked(year, month, day) if text.count("-") == 2 else None


def _year_alone(cursor: Cursor) -> When | None:
    year = _year(cursor)
    return When(year) if year else None

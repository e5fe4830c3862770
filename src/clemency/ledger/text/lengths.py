"""How long: "262 months", "a year and a day", "life", "200 hours", "five to 15 years"."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from clemency.ledger.text.tokens import Cursor


class Length(NamedTuple):
    """A length of time, exact. Years are held as months and weeks as days; a month is never turned into days.

    upper: the longer end of "five to 15 years" and of "85 or 86 months"; None for a fixed length.
    """

    months: int | Fraction = 0
    days: int | Fraction = 0
    hours: int | Fraction = 0
    weekends: int = 0
    life: bool = False
    upper: Length | None = None

    @property
    def size(self) -> tuple[bool, Fraction, Fraction]:
        """For comparing lengths of one sort: life above any number of months. Not a duration in itself."""
        return (self.life, Fraction(self.months), Fraction(self.days))

    def __add__(self, other: object) -> Length:
        if not isinstance(other, Length):
            return NotImplemented
        return Length(
            self.months + other.months,
            self.days + other.days,
            self.hours + other.hours,
            self.weekends + other.weekends,
            self.life or other.life,
        )

    def __str__(self) -> str:
        """English that ``take_length`` reads back: "12 months and 1 day"."""
        if self.upper is not None:
            return f"{self._replace(upper=None)} to {self.upper}"
        if self.life:
            return "life"
        named = ((self.months, "month"), (self.days, "day"), (self.hours, "hour"), (self.weekends, "weekend"))
        return " and ".join(_counted(number, unit) for number, unit in named if number) or "0 months"


LIFE = Length(life=True)

_UNITS: dict[str, Length] = {
    "year": Length(months=12),
    "month": Length(months=1),
    "week": Length(days=7),
    "day": Length(days=1),
    "hour": Length(hours=1),
    "weekend": Length(weekends=1),
}
UNIT_WORDS = frozenset(_UNITS) | {f"{unit}s" for unit in _UNITS}


def take_length(cursor: Cursor) -> Length | None:
    """Take a length of time from the cursor."""
    return cursor.attempt(_life) or cursor.attempt(_range) or cursor.attempt(_sum)


def _life(cursor: Cursor) -> Length | None:
    cursor.take("natural")
    return LIFE if cursor.take("life", "lifetime") else None


def _amount(cursor: Cursor) -> Fraction | None:
    if cursor.take("a", "an"):
        return Fraction(1)
    return cursor.number()


def _unit(cursor: Cursor) -> Length | None:
    cursor.take("-")
    token = cursor.peek()
    unit = _UNITS.get(token.word.removesuffix("s")) if token is not None else None
    if unit is not None:
        cursor.at += 1
    return unit


def _one(cursor: Cursor) -> Length | None:
    amount = _amount(cursor)
    unit = _unit(cursor) if amount is not None else None
    return _times(unit, amount) if unit is not None and amount is not None else None


def _sum(cursor: Cursor) -> Length | None:
    """ "15 years and eight months", "12 months, two days"."""
    total = cursor.attempt(_one)
    while total is not None:
        start = cursor.at
        cursor.take(",")
        cursor.take("and")
        # Only a smaller unit can follow: "two years, six months", never "two years, three years".
        more = cursor.attempt(_one) if cursor.at > start else None
        if more is None or _rank(more) <= _rank(total):
            cursor.at = start
            break
        total += more
    return total


def _rank(length: Length) -> int:
    if length.days:
        return 2
    return 3 if length.hours else 1 if length.months and length.months % 12 else 0


def _range(cursor: Cursor) -> Length | None:
    """ "five to 15 years", "85 or 86 months"."""
    low = cursor.number()
    if low is None:
        return None
    unit = _unit(cursor)
    if not cursor.take("to", "or", "-"):
        return None
    high = cursor.number()
    last = _unit(cursor) if high is not None else None
    if high is None or last is None:
        return None
    return _times(unit or last, low)._replace(upper=_times(last, high))


def _times(unit: Length, amount: Fraction) -> Length:
    return Length(
        _whole(unit.months * amount),
        _whole(unit.days * amount),
        _whole(unit.hours * amount),
        int(unit.weekends * amount),
    )


def _whole(number: Fraction | int) -> int | Fraction:
    number = Fraction(number)
    return int(number) if number.denominator == 1 else number


def _counted(number: int | Fraction, unit: str) -> str:
    figure = str(number) if isinstance(number, int) else f"{float(number):g}"
    return f"{figure} {unit}" + ("" if number == 1 else "s")

"""A term of imprisonment as a court writes it: months and days on the calendar, or life."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from clemency.errors import InputError

MOST_MONTHS = 12_000


@dataclass(frozen=True, slots=True)
class Term:
    """`months` and `days` are counted on the calendar from the day the sentence begins. `life` has neither."""

    months: int = 0
    days: int = 0
    life: bool = False

    def __str__(self) -> str:
        if self.life:
            return "life"
        parts = []
        if self.months:
            parts.append(f"{self.months} month{'' if self.months == 1 else 's'}")
        if self.days or not self.months:
            parts.append(f"{self.days} day{'' if self.days == 1 else 's'}")
        return " and ".join(parts)

    def length(self, begins: int) -> int:
        """Days of the term when it begins on a day. Life has no length: ask `life` first."""
        if self.life:
            raise ValueError("a life term has no length in days")
        return add_months(begins, self.months) + self.days - begins


LIFE_TERM = Term(life=True)
_PART = re.compile(r"(\d+)\s*(years?|yrs?|y|months?|mos?|m|days?|d)\b")
_WORDS = {"a": "1", "an": "1", "one": "1"}


def parse_term(text: str, what: str = "term") -> Term:
    """A term from `240`, `240 months`, `20 years`, `12 months and 1 day`, `a year and a day` or `life`.

    >>> parse_term("12 months and 1 day"), str(parse_term("20 years"))
    (Term(months=12, days=1, life=False), '240 months')
    """
    plain = text.strip().lower()
    if plain in ("life", "life imprisonment", "natural life"):
        return LIFE_TERM
    if plain.isdigit():
        plain += " months"
    plain = " ".join(_WORDS.get(word, word) for word in plain.replace(",", " ").split())
    left = _PART.sub("", plain).replace("and", "").strip()
    months = days = 0
    for number, unit in _PART.findall(plain):
        amount = int(number)
        if unit.startswith("y"):
            months += 12 * amount
        elif unit.startswith("m"):
            months += amount
        else:
            days += amount
    if left or not (months or days) or months > MOST_MONTHS or days > 31 * MOST_MONTHS:
        raise InputError(
            f"{what}: {text!r} is not a term. Write months as 240, or '20 years', '12 months and 1 day', 'life'."
        )
    return Term(months, days)


def add_months(day: int, months: int) -> int:
    """The same day of a later month; the last day of that month where it is shorter.

    >>> from clemency.law.dates import format_day, parse_day
    >>> format_day(add_months(parse_day("2003-01-31"), 1))
    '2003-02-28'
    """
    start = date.fromordinal(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last)).toordinal()


MONTH_DAYS = 365.25 / 12
"""The mean month, for a length of days told in months."""


def days_in_months(days: int) -> float:
    """Days as months to one decimal, for people; days are the figure, months the telling of it."""
    return round(days / MONTH_DAYS, 1)

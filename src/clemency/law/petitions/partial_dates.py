"""Dates as people know them: a day, a month of a year, a year, or roughly.

A month is not its first day. A partial date is the interval of days it may mean, and arithmetic keeps the interval.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from clemency.errors import CaseError

_FORM = re.compile(r"(c\. ?)?(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def add_years(day: date, years: int) -> date:
    """The same day of the year, `years` later. A full year from 29 February has run on 1 March of a common year."""
    if (day.month, day.day) == (2, 29) and not calendar.isleap(day.year + years):
        return date(day.year + years, 3, 1)
    return day.replace(year=day.year + years)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """The days that a date as given may mean, first and last included.

    approximate: the person wrote "about"; the interval is what was written, and findings say that it was only about.
    """

    first: date
    last: date
    approximate: bool = False

    @classmethod
    def parse(cls, text: str, where: str = "date") -> PartialDate:
        """From `2019-03-14`, `2019-03`, `2019`, or `c. 2019` (about). Raises CaseError naming the field."""
        matched = _FORM.fullmatch(text.strip())
        if not matched:
            raise CaseError(
                f"{where}: {text!r} is not a date. Write 2019-03-14, 2019-03 or 2019, or c. 2019 for about."
            )
        about, year, month, day = matched.groups()
        try:
            if day:
                first = last = date(int(year), int(month), int(day))
            elif month:
                first = date(int(year), int(month), 1)
                last = date(int(year), int(month), calendar.monthrange(int(year), int(month))[1])
            else:
                first, last = date(int(year), 1, 1), date(int(year), 12, 31)
        except ValueError as error:
            raise CaseError(f"{where}: {text!r} is no day of the calendar ({error}).") from error
        return cls(first, last, bool(about))

    @property
    def precision(self) -> str:
        if self.approximate:
            return "approximate"
        days = (self.last - self.first).days
        return "day" if days == 0 else "month" if days < 31 else "year" if days < 366 else "interval"

    def plus_years(self, years: int) -> PartialDate:
        return PartialDate(add_years(self.first, years), add_years(self.last, years), self.approximate)

    def hull(self, other: PartialDate) -> PartialDate:
        """The smallest interval that holds both."""
        return PartialDate(
            min(self.first, other.first), max(self.last, other.last), self.approximate or other.approximate
        )

    def __str__(self) -> str:
        about = "about " if self.approximate else ""
        if self.first == self.last:
            return f"{about}{self.first}"
        if self.first.day == 1 and (self.last + timedelta(days=1)).day == 1:
            if (self.first.month, self.last.month) == (1, 12) and self.first.year == self.last.year:
                return f"{about}{self.first.year}"
            if (self.first.year, self.first.month) == (self.last.year, self.last.month):
                return f"{about}{self.first:%Y-%m}"
        return f"{about}{self.first} to {self.last}"

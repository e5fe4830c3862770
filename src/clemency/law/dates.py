"""Days as numbers. The law has no clock: every question names its day.

A day is an integer, the proleptic Gregorian ordinal that ``datetime.date.toordinal`` gives, so that a day compares,
sorts and fills an array as a number. Text is always ISO, ``YYYY-MM-DD``.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from clemency.errors import CoverageError, InputError

GUIDELINES_FROM: int = date(1987, 11, 1).toordinal()
"""The guidelines apply to offenses committed on or after this day (Pub. L. 98-473 § 235; Pub. L. 100-182 § 2)."""

DRUG_STATUTES_FROM: int = date(1986, 10, 27).toordinal()
"""Enactment of Pub. L. 99-570, the first day that the drug penalties are tabulated."""

TABLES_AS_OF: int = date(2025, 11, 1).toordinal()
"""The Guidelines Manual the tables were last read against. Results for a later day are labelled with this one."""


@lru_cache(maxsize=4096)
def parse_day(text: str, what: str = "day") -> int:
    """The day number of an ISO date. ``what`` names the field in the message when the text is no date.

    >>> parse_day("1987-11-01") == GUIDELINES_FROM
    True
    """
    stripped = text.strip()
    # fromisoformat alone would also take week dates and undashed forms, which nobody means in a case file.
    if len(stripped) == 10 and stripped[4] == stripped[7] == "-":
        try:
            return date.fromisoformat(stripped).toordinal()
        except ValueError:
            raise InputError(
                f"{what}: {text!r} is not a day of the calendar. Check the month and the day; the form is YYYY-MM-DD."
            ) from None
    raise InputError(f"{what}: {text!r} is not a date. Write it as YYYY-MM-DD, for example 1992-06-15.")


def format_day(day: int) -> str:
    """The ISO text of a day number.

    >>> format_day(parse_day("2010-08-03"))
    '2010-08-03'
    """
    return date.fromordinal(day).isoformat()


def require_guidelines(day: int, what: str = "day") -> int:
    """The day itself, if the Sentencing Guidelines can govern it; CoverageError before 1987-11-01."""
    if day < GUIDELINES_FROM:
        raise CoverageError(
            f"{what} {format_day(day)}: there were no federal sentencing guidelines before 1987-11-01. "
            "A sentence for an earlier offense was set under parole-era law, which is not modelled."
        )
    return day


def require_drug_statutes(day: int, what: str = "day") -> int:
    """The day itself, if the tabulated drug penalties reach it; CoverageError before 1986-10-27."""
    if day < DRUG_STATUTES_FROM:
        raise CoverageError(
            f"{what} {format_day(day)}: the drug penalties are tabulated from 1986-10-27 (Pub. L. 99-570). "
            "Earlier law is not modelled."
        )
    return day

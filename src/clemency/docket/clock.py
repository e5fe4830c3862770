"""The office's clock. Everything in the docket that needs the time asks here, so that tests can set it."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    return timezone.now()


def today() -> date:
    """The day in the office's time zone: a warrant signed at 22:00 there bears that day."""
    return timezone.localdate(now())


def local_day(moment: datetime) -> date:
    """The day of a moment in the office's time zone."""
    return timezone.localdate(moment)

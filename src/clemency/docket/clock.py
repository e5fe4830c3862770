"""The office's clock. Everything in the docket that needs the time asks here, so that it can be set."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time

from django.utils import timezone

_set_to: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    return _set_to.get() or timezone.now()


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """Within, it is that moment. For invented petitions, whose years must pass in a minute."""
    token = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(token)


def today() -> date:
    """The day in the office's time zone: a warrant signed at 22:00 there bears that day."""
    return timezone.localdate(now())


def start_of(day: date) -> datetime:
    """The moment at which a day begins in the office's time zone."""
    return timezone.make_aware(datetime.combine(day, time.min))


def local_day(moment: datetime) -> date:
    """The day of a moment in the office's time zone."""
    return timezone.localdate(moment)

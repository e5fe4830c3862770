"""The quick brief of a day says what the ledger's own brief says, on every day of the record."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clemency.briefs.day import day_brief
from clemency.errors import InputError
from clemency.ledger.counting import Figure
from clemency.ledger.store import load_record
from clemency.web.public.daybook import Daybook


def _without_rows(value):
    """The value with the lists of rows left out, which the quick brief does not keep for running totals."""
    if isinstance(value, Figure):
        return replace(value, rows=(), unknown_rows=())
    if isinstance(value, dict):
        return {key: _without_rows(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(_without_rows(item) for item in value)
    if hasattr(value, "rows") and hasattr(value, "label"):
        return replace(value, rows=())
    if type(value).__module__.startswith(("clemency.briefs.day", "clemency.ledger.records")):
        return replace(value, **{n: _without_rows(getattr(value, n)) for n in value.__dataclass_fields__})
    return value


@pytest.mark.parametrize("part", range(4))
def test_every_day(part: int) -> None:
    record = load_record()
    book = Daybook(record)
    days = sorted(record.grants_by_day)
    for day in days[part::4]:
        for president in dict.fromkeys(g.president for g in record.grants_by_day[day]):
            try:
                expected = day_brief(record, day, president)
            except InputError:
                with pytest.raises(InputError):
                    book.brief(day, president)
                continue
            assert _without_rows(book.brief(day, president)) == _without_rows(expected), day

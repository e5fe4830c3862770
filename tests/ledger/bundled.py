"""The bundled record, loaded once for all tests that read it."""

from __future__ import annotations

from functools import cache

from clemency.ledger.model import Record
from clemency.ledger.store import load_record


@cache
def bundled() -> Record:
    """The record that comes with the package."""
    return load_record()

"""Shared by the tests of the readers: read a text as a file of some kind, and hold the accounts to their promise."""

from __future__ import annotations

from pathlib import Path

from clemency.sources.account import Contents, Totals
from clemency.sources.catalog import SourceFile, describe, read_file

PAGES = Path(__file__).parent / "pages"
RAW = Path(__file__).parents[3] / "shared" / "data" / "grants"


def read_text(text: str | bytes, reader: str, **told: str) -> tuple[Contents, Totals]:
    """Read a text with the named reader, and close its account."""
    raw = text.encode() if isinstance(text, str) else text
    return read_as(raw, describe(Path("list.x"), reader, **told))


def read_as(raw: bytes, file: SourceFile) -> tuple[Contents, Totals]:
    contents = read_file(file, raw)
    totals = contents.account.close()
    assert totals.read == totals.kept + totals.rejected + totals.set_aside
    return contents, totals


def page(name: str) -> bytes:
    return (PAGES / name).read_bytes()


def rejected(contents: Contents) -> list[tuple[str, str]]:
    """Text and reason of every rejected value."""
    return [(value.text, value.reason) for value in contents.account.not_kept() if value.fate == "rejected"]

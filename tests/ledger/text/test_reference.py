"""The examples of docs/reference/record-text.md are what the parsers do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.ledger.text.test_record import PARSERS

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "record-text.md"
ROW = re.compile(r"^\| (sentence|terms|district|offense) \| (`.*`) \| (`.*`) \|$", re.M)
EXAMPLES = ROW.findall(PAGE.read_text(encoding="utf-8"))


def plain(cell: str) -> str:
    """A cell without its marks; the sign for a line break is one."""
    return "\n".join(part.strip().strip("`") for part in cell.split("⏎"))


def test_the_page_has_examples_of_every_field() -> None:
    assert {field for field, _, _ in EXAMPLES} == set(PARSERS)


@pytest.mark.parametrize(("field", "text", "reading"), EXAMPLES)
def test_example(field: str, text: str, reading: str) -> None:
    found = PARSERS[field](plain(text))
    assert found.unread == ()
    assert found.describe() == plain(reading)

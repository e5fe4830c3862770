"""The page of counting rules is what the rules say."""

from __future__ import annotations

from pathlib import Path

from clemency.ledger.rules_page import counting_rules_page

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "counting-rules.md"


def test_the_page_is_drawn_from_the_rules() -> None:
    assert counting_rules_page() == PAGE.read_text(encoding="utf-8"), (
        "run: clemency ledger rules --format md > docs/reference/counting-rules.md"
    )

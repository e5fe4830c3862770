"""§4B1.4 by date: the higher level and category, and when a § 924(c) count bars them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from clemency.law import assemble
from clemency.law import columns as C
from clemency.law.dates import parse_day
from clemency.law.facts import GUN_NONE, Facts
from clemency.law.guidelines.s4b1_4 import armed_career_category, armed_career_level

GUN = GUN_NONE + 1


@pytest.mark.parametrize(
    ("day", "violence", "gun", "level", "category"),
    [
        ("1990-10-31", True, GUN_NONE, 0, 0),
        ("1990-11-01", False, GUN_NONE, 33, 4),
        ("1990-11-01", True, GUN_NONE, 34, 6),
        ("2004-10-31", True, GUN, 34, 6),
        ("2004-11-01", True, GUN, 33, 4),  # amendment 674: the § 924(c) term accounts for the use of the weapon
        ("2004-11-01", True, GUN_NONE, 34, 6),
        ("2025-11-01", False, GUN, 33, 4),
    ],
)
def test_level_and_category(day: str, violence: bool, gun: int, level: int, category: int) -> None:
    law = assemble.law()
    book = assemble.state_on(parse_day(day)) * C.BOOK_WIDTH
    facts = cast("Facts", SimpleNamespace(armed_career=2 if violence else 1, guns=(gun,)))
    assert (armed_career_level(law, facts, book), armed_career_category(law, facts, book)) == (level, category)

"""USSG §3E1.1: acceptance of responsibility. Two levels; from 1992-11-01 one more at level 16 or above (amend. 459)."""

from __future__ import annotations

from clemency.law import parameters as P
from clemency.law.columns import Law
from clemency.law.facts import Facts


def acceptance(law: Law, facts: Facts, book: int, level: int) -> int:
    """Levels off, as a negative number. `facts.acceptance`: 0 none, 1 under (a), 2 also the grounds of (b)."""
    if facts.acceptance == 0:
        return 0
    levels = law.book[book + P.ACCEPTANCE_LEVELS]
    if facts.acceptance == 2 and level >= law.book[book + P.ACCEPTANCE_EXTRA_FROM_LEVEL]:
        levels += law.book[book + P.ACCEPTANCE_EXTRA]
    return -levels

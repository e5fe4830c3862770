"""USSG Chapter Five, Part A: the Sentencing Table of each edition (1987, 1989, 1992, 2010)."""

from __future__ import annotations

from clemency.law import columns as C
from clemency.law.columns import Law

LEVELS = 43
CATEGORIES = 6


def treated_as(level: int) -> int:
    """Levels above 43 count as 43, below 1 as 1 (ch. 5 pt. A, comment. n.2)."""
    return min(max(level, 1), LEVELS)


def table_range(law: Law, book: int, level: int, category: int) -> tuple[float, float]:
    """Months, or life, of one cell."""
    at = law.book[book + C.SENTENCING_TABLE] + ((treated_as(level) - 1) * CATEGORIES + category - 1) * 2
    return law.table[at], law.table[at + 1]

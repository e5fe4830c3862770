"""USSG §4B1.1: career offender. Level by the statutory maximum, category VI, and the ranges of (c) with § 924(c).

The table changed on 1988-01-15 (amend. 48). Which maximum counts: without prior-conviction enhancement from 1994-11-01
to 1997-10-31 (amend. 506, held invalid in United States v. LaBonte, 520 U.S. 751 (1997)), with it since (amend. 567).
No acceptance reduction until 1989-10-31 (amend. 266).
"""

from __future__ import annotations

from clemency.law import parameters as P
from clemency.law.columns import Law
from clemency.law.facts import LIFE, Facts
from clemency.law.figures import Limits


def counted_maximum(law: Law, limits: Limits, book: int) -> float:
    if law.book[book + P.CAREER_ENHANCED_MAXIMUM] > 0:
        return limits.maximum
    return limits.maximum_unenhanced


def level_for_maximum(law: Law, maximum: float, book: int) -> int:
    """§4B1.1(b). `maximum` in months, or life; a count without a known maximum (-1) gives no level."""
    if maximum < 0:
        return 0
    if maximum == LIFE:
        return law.book[book + P.CAREER_LIFE]
    if maximum >= 300:
        return law.book[book + P.CAREER_300]
    if maximum >= 240:
        return law.book[book + P.CAREER_240]
    if maximum >= 180:
        return law.book[book + P.CAREER_180]
    if maximum >= 120:
        return law.book[book + P.CAREER_120]
    if maximum >= 60:
        return law.book[book + P.CAREER_60]
    if maximum > 12:
        return law.book[book + P.CAREER_13]
    return law.book[book + P.CAREER_BELOW_13]


def career_acceptance(law: Law, facts: Facts, book: int, level: int) -> int:
    """Levels off the career offender level, as a negative number; under §3E1.1 since 1992-11-01."""
    if facts.acceptance == 0:
        return 0
    levels = law.book[book + P.CAREER_ACCEPTANCE]
    if facts.acceptance == 2 and level >= law.book[book + P.ACCEPTANCE_EXTRA_FROM_LEVEL]:
        levels += law.book[book + P.CAREER_ACCEPTANCE_EXTRA]
    return -levels


def range_with_924c(acceptance: int) -> tuple[float, float]:
    """§4B1.1(c)(3): the range by the levels of acceptance (-3, -2 or 0)."""
    if acceptance <= -3:
        return 262.0, 327.0
    if acceptance == -2:
        return 292.0, 365.0
    return 360.0, LIFE

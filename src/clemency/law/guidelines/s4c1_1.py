"""USSG §4C1.1: adjustment for certain zero-point offenders, from 2023-11-01 (amend. 821 part B subpart 1)."""

from __future__ import annotations

from clemency.law import parameters as P
from clemency.law.columns import Law
from clemency.law.facts import GUN_NONE, Facts


def zero_point_levels(law: Law, facts: Facts, book: int, points: int) -> int:
    """Levels off, as a negative number, for a person with no points and none of the exclusions of (a)(2)-(11)."""
    if points != 0 or facts.zero_point_excluded or facts.career_offender or facts.armed_career:
        return 0
    if facts.weapon or facts.violence or facts.death or facts.aggravating_role > 0 or facts.guns[0] != GUN_NONE:
        return 0
    return law.book[book + P.ZERO_POINT_LEVELS]

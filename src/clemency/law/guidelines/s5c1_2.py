"""USSG §5C1.2 and §2D1.1(b)(18): what the safety valve does to the level and the range."""

from __future__ import annotations

from clemency.law import parameters as P
from clemency.law.columns import Law
from clemency.law.facts import NO_STATUTE, OTHER_STATUTE, STATED_LIMITS, Facts
from clemency.law.statutes.usc18_3553f import conduct_qualifies, within_2018_limits


def meets_criteria(law: Law, facts: Facts, book: int, points: int) -> bool:
    """§5C1.2(a)(1)-(5). The Manual kept the one-point test until 2023-10-31, after the statute had left it."""
    if not conduct_qualifies(facts):
        return False
    if law.book[book + P.SAFETY_VALVE_LEVELS_STATUTORY_TEST] > 0:
        return within_2018_limits(facts, points)
    return points <= 1


def safety_valve_levels(law: Law, facts: Facts, book: int, points: int, level: int) -> int:
    """§2D1.1(b)(18), earlier (b)(4) and (b)(6): two levels off, from 1995-11-01; until 2001-10-31 only at level 26 or above."""
    if facts.statute == NO_STATUTE or facts.statute == OTHER_STATUTE or facts.statute == STATED_LIMITS:
        return 0
    if level < law.book[book + P.SAFETY_VALVE_LEVELS_FROM_LEVEL] or not meets_criteria(law, facts, book, points):
        return 0
    return law.book[book + P.SAFETY_VALVE_LEVELS]


def floor_applies(statutory_minimum: float) -> bool:
    """(b): the floor is for minimums of at least five years."""
    return statutory_minimum >= 60.0


def floored_level(law: Law, facts: Facts, book: int, points: int, level: int) -> int:
    """(b) is for those who meet (a) as the Manual states it: from 2018-12-21 to 2023-10-31 the statute reached further."""
    if not meets_criteria(law, facts, book, points):
        return level
    return max(level, law.book[book + P.SAFETY_VALVE_FLOOR_LEVEL])


def floored_range(law: Law, book: int, low: float, high: float) -> tuple[float, float]:
    """From 2023-11-01 (amend. 817): a range not less than 24 to 30 months."""
    return max(low, float(law.book[book + P.SAFETY_VALVE_FLOOR_MIN])), max(
        high, float(law.book[book + P.SAFETY_VALVE_FLOOR_MAX])
    )

"""USSG §§3D1.4, 3D1.5: units of several Groups, and the combined offense level.

The most serious Group is one unit; each other one unit if it is up to 4 levels lower, a half if 5 to 8, none if 9 or more.
Until 1990-10-31 fractions other than 1 1/2 were rounded up (amend. 350), which gave the same levels.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from clemency.law import tables
from clemency.law.dates import require_guidelines
from clemency.law.explain import Step
from clemency.law.guidelines.chapter_two import LADDERS

FULL_WITHIN, HALF_WITHIN = 4, 8


def units(levels: Sequence[int]) -> Fraction:
    """The number of units of Groups with these levels. At least one Group."""
    highest = max(levels)
    full = sum(1 for level in levels if highest - level <= FULL_WITHIN)
    half = sum(1 for level in levels if FULL_WITHIN < highest - level <= HALF_WITHIN)
    return full + Fraction(half, 2)


def in_words(number: Fraction) -> str:
    """Units as the Manual writes them.

    >>> in_words(Fraction(5, 2)), in_words(Fraction(2)), in_words(Fraction(1, 2))
    ('2 1/2', '2', '1/2')
    """
    whole, rest = divmod(number, 1)
    return " ".join(part for part in (str(whole) if whole else "", str(rest) if rest else "") if part)


def added_levels(number: Fraction, day: int) -> int:
    """Levels for a number of units, by the table of §3D1.4."""
    rungs = [row for row in tables.load(LADDERS).on(day) if row["ladder"] == "units" and number * 2 > int(row["above"])]
    return max((int(row["levels"]) for row in rungs), default=0)


def combined_level(levels: Sequence[int], day: int) -> tuple[int, tuple[Step, ...]]:
    """The combined offense level of the Groups' levels, before §3E1.1 and chapter four, with its steps."""
    require_guidelines(day, "the day for §3D1.4")
    number = units(levels)
    added = added_levels(number, day)
    combined = max(levels) + added
    return combined, (
        Step(
            "units",
            in_words(number),
            f"groups at levels {', '.join(map(str, sorted(levels, reverse=True)))}",
            "USSG §3D1.4",
            True,
            "ussg_1987",
        ),
        Step(
            "combined offense level",
            f"level {combined}",
            f"{max(levels)} and {added}",
            "USSG §3D1.4",
            True,
            "ussg_1987",
        ),
    )

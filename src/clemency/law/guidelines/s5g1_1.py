"""USSG §5G1.1: the range against the limits of the statute of conviction."""

from __future__ import annotations

from clemency.law.figures import (
    LIMIT_MAXIMUM_IS_SENTENCE,
    LIMIT_MAXIMUM_LOWERS,
    LIMIT_MINIMUM_IS_SENTENCE,
    LIMIT_MINIMUM_RAISES,
    LIMIT_NONE,
)


def within_statute(low: float, high: float, minimum: float, maximum: float) -> tuple[float, float, int]:
    """Range and which limit set it. Months, or life; a maximum of -1 is none known.

    (a) a maximum below the range is the sentence; (b) a minimum above the range is the sentence; (c) otherwise the
    sentence lies within the range and the limits.
    """
    if maximum >= 0 and maximum < low:
        return maximum, maximum, LIMIT_MAXIMUM_IS_SENTENCE
    if minimum > high:
        return minimum, minimum, LIMIT_MINIMUM_IS_SENTENCE
    limit = LIMIT_NONE
    if maximum >= 0 and maximum < high:
        high, limit = maximum, LIMIT_MAXIMUM_LOWERS
    if minimum > low:
        low, limit = minimum, LIMIT_MINIMUM_RAISES
    return low, high, limit

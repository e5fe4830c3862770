"""USSG §1B1.11: which edition of the Manual governs.

The Manual in force on the day of sentencing, unless it is harsher than the one in force on the last day of the offense
(ex post facto; Peugh v. United States, 569 U.S. 530 (2013)). Whichever governs is used whole: never the best lines of
two editions ((b)(2), the one-book rule, amend. 442, in force 1992-11-01, and so read before).
"""

from __future__ import annotations

from clemency.law import columns as C
from clemency.law.columns import Law
from clemency.law.facts import Days, Facts
from clemency.law.figures import Figures
from clemency.law.guidelines.s1b1_1 import figures


def before(low: float, high: float, other_low: float, other_high: float) -> bool:
    """The order of ranges: by the bottom, then by the top."""
    return low < other_low or (low == other_low and high < other_high)


def milder(a: Figures, b: Figures) -> bool:
    """Whether `a` gives a lower range than `b`."""
    return before(a.low, a.high, b.low, b.high)


def governing_figures(law: Law, facts: Facts, days: Days) -> Figures:
    """Figures under the edition that governs; the statutes follow their own dates in both."""
    at_sentencing = figures(law, facts, days, days.sentencing * C.BOOK_WIDTH)
    if days.offense == days.sentencing:
        return at_sentencing
    at_offense = figures(law, facts, days, days.offense * C.BOOK_WIDTH)
    if milder(at_offense, at_sentencing):
        return at_offense
    return at_sentencing

"""Then and now: one person's facts under the law at sentencing and under the law of a chosen day.

`then` follows the dates that governed: the edition of §1B1.11, statutes by offense, conviction or sentencing date.
`now` is the law of the chosen day as written, for the same conduct, as if offense, conviction and sentence all fell on
it. `resentenced` keeps the offense date and sentences on the chosen day, so that nothing harsher than the law at the
offense reaches back. Unknown facts make two corners, most lenient and most severe; the answer lies between.
"""

from __future__ import annotations

from typing import NamedTuple

from clemency.law import columns as C
from clemency.law.columns import Law
from clemency.law.facts import LIFE, Days, Facts
from clemency.law.figures import Figures
from clemency.law.guidelines.s1b1_1 import figures
from clemency.law.guidelines.s1b1_11 import governing_figures

LIFE_IN_MONTHS = 470.0
"""Months that stand for life where months must be subtracted: the Sentencing Commission's convention. Always labelled."""

LOWER = -1
SAME = 0
HIGHER = 1
OPEN = 2
"""Whether today's range is lower than the range then: the last where unknown facts leave it open."""


class Corner(NamedTuple):
    """One complete reading of the facts, then and now."""

    facts: Facts
    days: Days
    then: Figures
    now: Figures


def state_of(law: Law, day: int) -> int:
    """The state of the law on a day: the position of the last act in force; the first state before any of them."""
    since = min(max(day - law.act_days[0], 0), len(law.state_by_day) - 1)
    return law.state_by_day[since] + 0  # compiled: in the width of a register, whatever the array's


def days_of(law: Law, facts: Facts) -> Days:
    """The states of the law that the days of complete facts lead to."""
    return Days(
        state_of(law, facts.offense_day), state_of(law, facts.conviction_day), state_of(law, facts.sentencing_day)
    )


def in_months(value: float) -> float:
    """Months for subtraction; life by the Commission's convention."""
    return LIFE_IN_MONTHS if value == LIFE else value


def way_between(low: float, high: float, low_now: float, high_now: float) -> int:
    """Lower, same or higher: by the bottom of the range with its added terms, then by the top."""
    if low_now != low:
        return LOWER if low_now < low else HIGHER
    if high_now != high:
        return LOWER if high_now < high else HIGHER
    return SAME


def direction(then: Figures, now: Figures) -> int:
    return way_between(then.low, then.high, now.low, now.high)


def verdict(lenient: Corner, severe: Corner) -> int:
    """The direction, where both readings agree on it."""
    first = direction(lenient.then, lenient.now)
    if first == direction(severe.then, severe.now):
        return first
    return OPEN


def corner(law: Law, facts: Facts, days: Days, now: int) -> Corner:
    """Figures then and now for complete facts. `now` is the state of the law on the chosen day."""
    then = governing_figures(law, facts, days)
    today = figures(law, facts, Days(now, now, now), now * C.BOOK_WIDTH)
    return Corner(facts, days, then, today)


def resentenced(law: Law, facts: Facts, days: Days, now: int) -> Figures:
    """Sentenced on the chosen day for the offense as it was: the ex post facto clause and the one-book rule apply."""
    return governing_figures(law, facts, Days(days.offense, now, now))

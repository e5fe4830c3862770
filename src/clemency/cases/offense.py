"""An offense outside drugs in a case: its facts, its level on the Manual of each day, and the range that follows.

The engine takes one level as given (`Facts.level_given`). For a guideline whose level is computed the level differs from
edition to edition, so each edition is asked with the level of its own: `corner_of` and `series_of` stand in for
`law.compare.corner` and the series of a comparison.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from clemency.errors import CaseError, shown
from clemency.law import columns as C
from clemency.law import tables
from clemency.law.columns import Law
from clemency.law.compare import Corner, state_of
from clemency.law.dates import GUIDELINES_FROM, TABLES_AS_OF
from clemency.law.facts import Days, Facts
from clemency.law.figures import Figures
from clemency.law.guidelines.chapter_two import (
    LADDERS,
    LEVELS,
    SUCCESSORS,
    OffenseLevel,
    guideline,
    level_under,
)
from clemency.law.guidelines.s1b1_1 import figures
from clemency.law.guidelines.s1b1_11 import milder


@dataclass(frozen=True)
class Change:
    """The level from a day on, and the acts of chapter two that took effect then."""

    day: int
    acts: tuple[str, ...]
    low: int
    high: int


@dataclass(frozen=True)
class Offense:
    """The facts of one offense under a guideline of chapter two, by the names that guideline or its successor asks."""

    section: str
    facts: Mapping[str, int | bool | None]

    def on(self, day: int) -> OffenseLevel:
        return level_under(self.section, self.facts, max(day, GUIDELINES_FROM))

    def level(self, day: int, harsh: int) -> int:
        """The level of the most severe reading of facts not given where `harsh`, else of the most lenient."""
        found = self.on(day)
        return found.high.level if harsh else found.low.level

    def changes(self, first: int, last: int) -> tuple[Change, ...]:
        """The level on the first day, and on each day on which it became another."""
        found: list[Change] = []
        for day in sorted({first, *(day for day in self._boundaries() if first < day <= last)}):
            here = self.on(day)
            low, high = here.low.level, here.high.level
            if not found or (found[-1].low, found[-1].high) != (low, high):
                found.append(Change(day, () if not found else self._acts(day), low, high))
        return tuple(found)

    def _sections(self) -> set[str]:
        names = {self.section}
        while (following := {SUCCESSORS[name].section for name in names if name in SUCCESSORS}) - names:
            names |= following
        return names

    def _boundaries(self) -> set[int]:
        sections = self._sections()
        rows = [row for row in tables.load(LEVELS) if row["guideline"] in sections]
        ladders = {row["ladder"] for row in rows}
        rows += [row for row in tables.load(LADDERS) if row["ladder"] in ladders]
        ends = {row.effective_to + 1 for row in rows if row.effective_to is not None}
        return {row.effective_from for row in rows} | ends

    def _acts(self, day: int) -> tuple[str, ...]:
        """The acts whose rows began on a day and stand in the computation of that day, in either reading."""
        here = self.on(day)
        keys = {step.authority for step in (*here.low.steps, *here.high.steps)}
        return tuple(key for key in sorted(keys) if tables.authority(key).effective == day)


def read_offense(section: str, table: Any, where: str) -> Offense:
    """An offense from a table of a case file; CaseError or CoverageError names the place, the fact and the remedy."""
    if not isinstance(table, Mapping):
        raise CaseError(f"{where}: {shown(table)} should be a table of facts, such as {{ loss = 250000 }}.")
    asked = guideline(section)
    for name, value in table.items():
        if not isinstance(value, int):
            raise CaseError(f"{where}.{name}: {shown(value)}. Write true or false, or a whole number.")
    offense = Offense(asked.section, dict(table))
    try:
        offense.on(asked.last_day or asked.first_day)
        offense.on(TABLES_AS_OF)
    except CaseError as error:
        raise CaseError(f"{where}: {error}") from None
    return offense


def corner_of(law: Law, facts: Facts, days: Days, on: int, offense: Offense, harsh: int) -> Corner:
    """Figures then and now with the level of each edition. facts: complete, with a guideline of `LEVEL_GIVEN`.

    on: the chosen day. §1B1.11 holds: the edition of the offense governs, whole, where it gives the lower range. `facts` of
    the corner hold the level that governed then.
    """
    at_sentencing = _with_level(facts, offense, facts.sentencing_day, harsh)
    at_offense = _with_level(facts, offense, facts.offense_day, harsh)
    then = figures(law, at_sentencing, days, days.sentencing * C.BOOK_WIDTH)
    governed = at_sentencing
    if facts.offense_day < facts.sentencing_day and facts.offense_day >= GUIDELINES_FROM:
        earlier = figures(law, at_offense, days, days.offense * C.BOOK_WIDTH)
        if milder(earlier, then):
            then, governed = earlier, at_offense
    now = state_of(law, on)
    today = figures(law, _with_level(facts, offense, on, harsh), Days(now, now, now), now * C.BOOK_WIDTH)
    return Corner(governed, days, then, today)


def series_of(law: Law, facts: Facts, on: int, offense: Offense, harsh: int) -> list[tuple[int, Figures]]:
    """The figures under the law as written on each day it changed, from the day of sentence to the chosen day."""
    first = facts.sentencing_day
    days = {first, *(day for day in law.act_days if first < day <= on)}
    days |= {change.day for change in offense.changes(first, on)}
    found = []
    for day in sorted(int(day) for day in days):
        state = state_of(law, day)
        changed = _with_level(facts, offense, day, harsh)
        found.append((day, figures(law, changed, Days(state, state, state), state * C.BOOK_WIDTH)))
    return found


def _with_level(facts: Facts, offense: Offense, day: int, harsh: int) -> Facts:
    return facts._replace(level_given=offense.level(day, harsh))

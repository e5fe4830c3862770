"""An offense outside drugs in a case: its facts, its level on the Manual of each day, and the range that follows.

The engine takes one level as given (`Facts.level_given`). For a guideline whose level is computed the level differs from
edition to edition, so each edition is asked with the level of its own: `Computation.figures` gives the figures of one
edition, `corner_of` those then and now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from clemency.cases import quantities
from clemency.errors import CaseError, CoverageError, shown
from clemency.law import assemble, explain, tables
from clemency.law import columns as C
from clemency.law.columns import Law
from clemency.law.compare import Corner, state_of
from clemency.law.dates import GUIDELINES_FROM, TABLES_AS_OF
from clemency.law.explain import Step
from clemency.law.facts import Days, Facts
from clemency.law.figures import Figures
from clemency.law.guidelines.chapter_two import (
    CROSS_REFERENCE,
    LADDERS,
    LEVELS,
    MOST_DOLLARS,
    REPLACED,
    SUCCESSORS,
    Computed,
    Edition,
    Fact,
    OffenseLevel,
    guideline,
    level_under,
)
from clemency.law.guidelines.s1b1_1 import figures_within, statutory_limits
from clemency.law.guidelines.s1b1_11 import milder
from clemency.law.guidelines.s4a1_1 import total_points
from clemency.law.statutes import usc18_3553f

TWENTY_YEARS = 240.0
BY_MAXIMUM = "maximum_20_years"
"""The one fact of chapter two that the statute of the count answers: §2B1.1(a)(1) asks its maximum."""


@dataclass(frozen=True)
class Change:
    """The level from a day on, and the acts of chapter two that took effect then."""

    day: int
    acts: tuple[str, ...]
    low: int
    high: int


@lru_cache(maxsize=4096)
def _level(
    section: str, facts: tuple[tuple[str, int | bool | None], ...], day: int, acts: tuple[str, ...]
) -> OffenseLevel:
    """`level_under`, kept: one comparison asks for the same edition many times."""
    return level_under(section, dict(facts), day, acts)


@dataclass(frozen=True)
class Offense:
    """The facts of one offense under a guideline of chapter two, by the names that guideline or its successor asks.

    upper: the upper ends of facts known only between two ends; `facts` holds their lower ends. by_statute: the maximum of
    the count's statute is known, and answers the fact that asks it.
    """

    section: str
    facts: Mapping[str, int | bool | None]
    upper: Mapping[str, int] | None = None
    by_statute: bool = False

    def on(self, day: int, acts: tuple[str, ...] = ()) -> OffenseLevel:
        """The level under the Manual of a day, later acts put in place alone."""
        day = max(day, GUIDELINES_FROM)
        if acts and self._taken_over(day + 1, acts):
            day, acts = day + 1, ()  # another guideline took this one's place: nothing to put in place alone
        found = _level(self.section, tuple(sorted(self.facts.items())), day, acts)
        if not self.upper:
            return found
        above = _level(self.section, tuple(sorted({**self.facts, **self.upper}.items())), day, acts)
        ends = sorted((found.low, found.high, above.low, above.high), key=lambda end: end.level)
        return replace(found, low=ends[0], high=ends[-1])

    def _taken_over(self, day: int, acts: tuple[str, ...]) -> bool:
        """Whether another guideline took the place of this one on a day, by one of the acts of that day."""
        if not any(tables.authority(act).effective == day for act in acts):
            return False
        return self.on(day).section != self.on(day - 1).section

    def level(self, day: int, harsh: int) -> int:
        """The level of the most severe reading of facts not given where `harsh`, else of the most lenient."""
        return self.reading(Edition(day), harsh).level

    def reading(self, edition: Edition, harsh: int) -> Computed:
        """The computation under an edition, most severe where `harsh`, else most lenient."""
        found = self.on(edition.day, edition.acts)
        return found.high if harsh else found.low

    def within(self, maximum: float) -> Offense:
        """The same offense with the maximum of its statute known (months; -1 is unknown), where the guideline asks it."""
        asked = BY_MAXIMUM in {fact.name for name in self.sections() for fact in guideline(name).facts}
        if not self.by_statute or maximum < 0 or not asked or self.facts.get(BY_MAXIMUM) is not None:
            return self
        return replace(self, facts={**self.facts, BY_MAXIMUM: int(maximum >= TWENTY_YEARS)})

    def with_fact(self, name: str, value: int) -> Offense:
        upper = {key: most for key, most in (self.upper or {}).items() if key != name}
        return replace(self, facts={**self.facts, name: value}, upper=upper)

    def changes(self, first: int, last: int) -> tuple[Change, ...]:
        """The level on the first day, and on each day on which it became another."""
        found: list[Change] = []
        for day in sorted({first, *(day for day in self.boundaries() if first < day <= last)}):
            here = self.on(day)
            low, high = here.low.level, here.high.level
            if not found or (found[-1].low, found[-1].high) != (low, high):
                found.append(Change(day, () if not found else self._acts(day), low, high))
        return tuple(found)

    def sections(self) -> tuple[str, ...]:
        """The guideline and those that took its place."""
        names = [self.section]
        while names[-1] in SUCCESSORS:
            names.append(SUCCESSORS[names[-1]].section)
        return tuple(names)

    def rows(self) -> list[tables.Row]:
        """Every row of its guidelines and their ladders."""
        sections = set(self.sections())
        rows = [row for row in tables.load(LEVELS) if row["guideline"] in sections]
        ladders = {row["ladder"] for row in rows}
        return rows + [row for row in tables.load(LADDERS) if row["ladder"] in ladders]

    def boundaries(self) -> set[int]:
        """The days on which a row of its guidelines or their ladders begins or ended."""
        rows = self.rows()
        ends = {row.effective_to + 1 for row in rows if row.effective_to is not None}
        return {row.effective_from for row in rows} | ends

    def acts_of(self, day: int) -> tuple[str, ...]:
        """The acts that brought or struck a row on a day, in order; one alone where another guideline took over."""
        rows = self.rows()
        if self.on(day).section != self.on(day - 1).section:
            acts = self._acts(day)
            return acts[:1] or tuple(sorted({row.authority for row in rows if row.effective_from == day}))[:1]
        begun = {row.authority for row in rows if row.effective_from == day}
        sections = set(self.sections())
        struck = {
            end["authority"]
            for end in tables.schema()[LEVELS].get("ends", ())
            if end["key"][0] in sections and end["last"].toordinal() + 1 == day
        }
        return tuple(sorted(begun | struck))

    def _acts(self, day: int) -> tuple[str, ...]:
        """The acts whose rows began on a day and stand in the computation of that day, in either reading."""
        here = self.on(day)
        keys = {step.authority for step in (*here.low.steps, *here.high.steps)}
        return tuple(key for key in sorted(keys) if tables.authority(key).effective == day)

    # -- as a computation ----------------------------------------------------------------------------------------------

    def figures(
        self,
        law: Law,
        facts: Facts,
        days: Days,
        book: int,
        edition: Edition,
        harsh: int,
        limits_days: Days | None = None,
    ) -> Figures:
        """The figures of one edition with the level of its own; `limits_days` for the statute (First Step Act § 404)."""
        first = self.facts_under(law, facts, days, edition, harsh)
        return Engine().figures(law, first, days, book, edition, harsh, limits_days)

    def facts_under(self, law: Law, facts: Facts, days: Days, edition: Edition, harsh: int) -> Facts:
        """The facts with the level of an edition."""
        offense = self.within(statutory_limits(law, facts, days).maximum)
        return facts._replace(level_given=offense.reading(edition, harsh).level)

    def steps(self, law: Law, facts: Facts, days: Days, f: Figures, edition: Edition, harsh: int) -> tuple[Step, ...]:
        """The whole computation, chapter two in place of a level taken as given."""
        engine = [step for step in explain.steps(law, facts, days, f) if step.rule != "Base offense level"]
        return (*self.chapter_two(law, facts, days, edition, harsh), *engine)

    def chapter_two(self, law: Law, facts: Facts, days: Days, edition: Edition, harsh: int) -> tuple[Step, ...]:
        """Base level, each characteristic, the level."""
        offense = self.within(statutory_limits(law, facts, days).maximum)
        found = offense.reading(edition, harsh)
        base, *others = found.steps
        return (
            _cited(base._replace(value=str(found.base)), "Base offense level"),
            *(_cited(step, "Characteristic") for step in others),
            Step("Offense level of Chapter Two", str(found.level), "", f"USSG §{found.section}", True),
        )

    def opened(self, days: Sequence[int], harsh: int) -> list[tuple[Asked, Computation]]:
        """Each fact not given on which the level of one of the days turns, or known only between two ends, at its other end."""
        here = self.within(0.0)  # the statute answers that one where it is known
        lacking = {fact.name: fact for day in days for fact in here.on(day).missing}
        found: list[tuple[Asked, Computation]] = []
        for fact in lacking.values():
            found.append((_asked(fact), self.with_fact(fact.name, fact.least if harsh else fact.most)))
        for name, most in (self.upper or {}).items():
            fact = self.fact(name)
            value = self.facts[name] if harsh else most
            found.append((_asked(fact), self.with_fact(name, int(value or 0))))
        return found

    def assumed(self, day: int) -> list[tuple[str, str, Computation]]:
        """Each characteristic of the day not given, which is taken as not made: its name, words, and the offense with it."""
        found: list[tuple[str, str, Computation]] = []
        for fact in self.on(day).assumed:
            if fact in (CROSS_REFERENCE, REPLACED):
                continue  # a level of another guideline: no characteristic
            words = fact.name.replace("_", " ")
            if fact.most > 1:
                words = f"{words} (any number)"
            found.append((fact.name, words, self.with_fact(fact.name, fact.most)))
        return found

    def fact(self, name: str) -> Fact:
        """The fact of a name, as the guideline or its successor asks it."""
        return next(fact for section in self.sections() for fact in guideline(section).facts if fact.name == name)


def _cited(step: Step, rule: str) -> Step:
    """A step of `chapter_two` as the engine words its own: the rule, the words of the row as the reason, the act."""
    reason = step.rule.removeprefix("base offense level").lstrip(", ")
    act = tables.authority(step.authority).citation
    if step.authority.startswith("amend_"):
        act = step.authority.replace("amend_", "amend. ")
    return step._replace(rule=rule, reason=reason, citation=f"{step.citation}; {act}")


class Asked(NamedTuple):
    """A fact to ask for: its name, the question, where the answer is found."""

    name: str
    question: str
    found_in: str


def _asked(fact: Fact) -> Asked:
    return Asked(fact.name, fact.question, "presentence report, offense level computation")


class Computation(Protocol):
    """What stands between complete facts and figures beside the engine: a level by edition, several counts."""

    def figures(
        self,
        law: Law,
        facts: Facts,
        days: Days,
        book: int,
        edition: Edition,
        harsh: int,
        limits_days: Days | None = None,
    ) -> Figures: ...

    def facts_under(self, law: Law, facts: Facts, days: Days, edition: Edition, harsh: int) -> Facts: ...

    def steps(
        self, law: Law, facts: Facts, days: Days, f: Figures, edition: Edition, harsh: int
    ) -> tuple[Step, ...]: ...

    def sections(self) -> tuple[str, ...]: ...

    def rows(self) -> list[tables.Row]: ...

    def boundaries(self) -> set[int]: ...

    def acts_of(self, day: int) -> tuple[str, ...]: ...

    def opened(self, days: Sequence[int], harsh: int) -> list[tuple[Asked, Computation]]: ...

    def assumed(self, day: int) -> list[tuple[str, str, Computation]]: ...


@dataclass(frozen=True)
class Engine:
    """The engine alone, as what another computation stands around."""

    def figures(
        self,
        law: Law,
        facts: Facts,
        days: Days,
        book: int,
        edition: Edition,
        harsh: int,
        limits_days: Days | None = None,
    ) -> Figures:
        """The figures of one edition; `limits_days` for the limits of the statute (First Step Act § 404)."""
        points = total_points(law, facts, book)
        valve = usc18_3553f.applies(law, facts, days, points)
        return figures_within(law, facts, days, book, statutory_limits(law, facts, limits_days or days), points, valve)

    def facts_under(self, law: Law, facts: Facts, days: Days, edition: Edition, harsh: int) -> Facts:
        """The facts as they are."""
        return facts

    def steps(self, law: Law, facts: Facts, days: Days, f: Figures, edition: Edition, harsh: int) -> tuple[Step, ...]:
        """The steps of the engine."""
        return explain.steps(law, facts, days, f)

    def sections(self) -> tuple[str, ...]:
        """No guideline computed from facts."""
        return ()

    def rows(self) -> list[tables.Row]:
        """No row outside the engine."""
        return []

    def boundaries(self) -> set[int]:
        """No day beside the engine's."""
        return set()

    def acts_of(self, day: int) -> tuple[str, ...]:
        """No act beside the engine's."""
        return ()

    def opened(self, days: Sequence[int], harsh: int) -> list[tuple[Asked, Computation]]:
        """Nothing to ask beside the engine's questions."""
        return []

    def assumed(self, day: int) -> list[tuple[str, str, Computation]]:
        """Nothing assumed beside what the engine assumes."""
        return []


@dataclass(frozen=True)
class Around:
    """A computation that stands around another and changes a part of it; the rest is the inner one's."""

    inner: Computation

    def added(self) -> list[tables.Row]:
        """Rows read beside those of the rest."""
        return []

    def facts_under(self, law: Law, facts: Facts, days: Days, edition: Edition, harsh: int) -> Facts:
        """The facts of the rest under an edition."""
        return self.inner.facts_under(law, facts, days, edition, harsh)

    def sections(self) -> tuple[str, ...]:
        """The guidelines of chapter two computed from facts."""
        return self.inner.sections()

    def rows(self) -> list[tables.Row]:
        """Every row read outside the engine."""
        return [*self.inner.rows(), *self.added()]

    def boundaries(self) -> set[int]:
        """The days on which the rest can change, or a row read beside it begins."""
        return self.inner.boundaries() | {row.effective_from for row in self.added()}

    def acts_of(self, day: int) -> tuple[str, ...]:
        """The acts of a day, those of the rows read beside the rest among them."""
        own = {row.authority for row in self.added() if row.effective_from == day}
        return tuple(sorted(own | set(self.inner.acts_of(day))))

    def opened(self, days: Sequence[int], harsh: int) -> list[tuple[Asked, Computation]]:
        """Facts of the rest not given, at their other end."""
        return [(asked, self._with(other)) for asked, other in self.inner.opened(days, harsh)]

    def assumed(self, day: int) -> list[tuple[str, str, Computation]]:
        """Characteristics of the rest taken as not made."""
        return [(name, words, self._with(other)) for name, words, other in self.inner.assumed(day)]

    def _with(self, inner: Computation) -> Computation:
        around: Any = replace(self, inner=inner)  # a subclass adds the figures and the steps
        return around


# -- reading -----------------------------------------------------------------------------------------------------------


def read_offense(section: str, table: Any, where: str) -> Offense:
    """An offense from a table of a case file; CaseError or CoverageError names the place, the fact and the remedy."""
    if not isinstance(table, Mapping):
        raise CaseError(f"{where}: {shown(table)} should be a table of facts, such as {{ loss = 250000 }}.")
    try:
        asked = guideline(section)
    except CoverageError as error:
        raise CoverageError(f"{where}: {error}") from None
    offense = Offense(asked.section, {})
    kinds = {fact.name: fact for name in offense.sections() for fact in guideline(name).facts}
    facts: dict[str, int] = {}
    upper: dict[str, int] = {}
    for name, value in table.items():
        least, most = _ends(value, kinds.get(name), f"{where}.{name}")
        facts[name] = least
        if most != least:
            upper[name] = most
    offense = Offense(asked.section, facts, upper)
    try:
        offense.on(asked.last_day or max(asked.first_day, TABLES_AS_OF))
        offense.on(TABLES_AS_OF)
    except CaseError as error:
        raise CaseError(f"{where}: {error}") from None
    except CoverageError as error:
        raise CoverageError(f"{where}: {error}") from None
    return offense


def _ends(value: Any, fact: Fact | None, where: str) -> tuple[int, int]:
    """A fact as both of its ends: true or false, a whole number, or text such as "$250,000" or "12 to 30"."""
    if isinstance(value, int):
        return int(value), int(value)
    if isinstance(value, str) and (fact is None or fact.most > 1):
        span = quantities.whole_numbers(value, fact.most if fact else MOST_DOLLARS)
        if span is not None:
            return span
    form = (
        "true or false"
        if fact is not None and fact.most == 1
        else 'a whole number, or a span such as "120000 to 200000"'
    )
    raise CaseError(f"{where}: {shown(value)}. Write {form}.")


# -- then and now ------------------------------------------------------------------------------------------------------


def corner_of(law: Law, facts: Facts, days: Days, on: int, how: Computation, harsh: int) -> Corner:
    """Figures then and now with the level of each edition. facts: complete, with a guideline of `LEVEL_GIVEN`.

    on: the chosen day. §1B1.11 holds: the edition of the offense governs, whole, where it gives the lower range. `facts` of
    the corner hold the level that governed then.
    """
    then, edition = governing(law, facts, days, facts.sentencing_day, how, harsh)
    now = state_of(law, on)
    today = how.figures(law, facts, Days(now, now, now), now * C.BOOK_WIDTH, Edition(on), harsh)
    return Corner(how.facts_under(law, facts, days, edition, harsh), days, then, today)


def governing(
    law: Law, facts: Facts, days: Days, sentenced: int, how: Computation, harsh: int
) -> tuple[Figures, Edition]:
    """Figures under the edition that governs a sentence of the day `sentenced` (§1B1.11), and that edition."""
    edition = Edition(sentenced)
    found = how.figures(law, facts, days, days.sentencing * C.BOOK_WIDTH, edition, harsh)
    if GUIDELINES_FROM <= facts.offense_day < sentenced:
        offense = Edition(facts.offense_day)
        earlier = how.figures(law, facts, days, days.offense * C.BOOK_WIDTH, offense, harsh)
        if milder(earlier, found):
            return earlier, offense
    return found, edition


def series_of(law: Law, facts: Facts, on: int, how: Computation, harsh: int) -> list[tuple[int, str, Figures]]:
    """The figures under the law as written after each act, from the day of sentence to the chosen day.

    Each with the day and the act, the first without one. The acts of a day are put in place one after another.
    """
    first = facts.sentencing_day
    at = state_of(law, first)
    days = Days(at, at, at)
    found = [(first, "", how.figures(law, facts, days, at * C.BOOK_WIDTH, Edition(first), harsh))]
    own = {day for day in how.boundaries() if first < day <= on}
    edition = Edition(first)  # a Manual stands until a day on which one of the rows read changed
    for day in sorted(own | {int(day) for day in law.act_days if first < day <= on}):
        edition = Edition(day) if day in own else edition
        found += _acts_of_day(law, facts, day, edition, how, harsh)
    return found


def _acts_of_day(
    law: Law, facts: Facts, day: int, after: Edition, how: Computation, harsh: int
) -> list[tuple[int, str, Figures]]:
    """One entry for each act of a day: the engine's by their states, those of chapter two put in place one by one."""
    before = state_of(law, day - 1)
    states = {assemble.acts()[k].authority: k for k in range(before + 1, state_of(law, day) + 1)}
    two = list(how.acts_of(day)) if after.day == day else []
    names = [*(name for name in two if name not in states), *states] or [""]
    found, state, placed = [], before, list[str]()
    for name in names:
        state = states.get(name, state)
        placed += [name] if name in two else []
        whole = set(placed) >= set(two)
        edition = after if whole else Edition(day - 1, tuple(placed))
        figures_then = how.figures(law, facts, Days(state, state, state), state * C.BOOK_WIDTH, edition, harsh)
        found.append((day, name, figures_then))
    return found

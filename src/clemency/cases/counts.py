"""Several counts of conviction in one case: their Groups, the combined level, the limits of all, total punishment.

The first count is the case's own: its drugs or facts, the history, acceptance. `FurtherCount` is every other one. Counts
whose statute fixes a term that must be added (18 U.S.C. §§ 924(c), 1028A) stand apart from the Groups (§3D1.1(b)).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from clemency.cases.offense import Asked, Computation, Offense
from clemency.law import columns as C
from clemency.law import explain, tables
from clemency.law.columns import Law
from clemency.law.explain import Step
from clemency.law.facts import LIFE, NO_STATUTE, OTHER_STATUTE, STATED_LIMITS, TOTAL_GIVEN, Days, Facts
from clemency.law.figures import Figures, Limits
from clemency.law.guidelines.chapter_two import Edition
from clemency.law.guidelines.s1b1_1 import figures_within, statutory_limits
from clemency.law.guidelines.s3d1_2 import GROUPED, LISTED, Count, Group, groups, listed, steps
from clemency.law.guidelines.s3d1_4 import combined_level
from clemency.law.guidelines.s4a1_1 import total_points
from clemency.law.guidelines.s5c1_2 import floor_applies, floored_range
from clemency.law.guidelines.s5g1_1 import within_statute
from clemency.law.guidelines.s5g1_2 import CountLimits, total_punishment
from clemency.law.statutes import usc18_3553f
from clemency.law.statutes.other import offense_minimum

LOWEST, HIGHEST = 1, 43
"""Between which an offense level lies that was not given."""


@dataclass(frozen=True)
class FurtherCount:
    """One count beside the first. level: of Chapter Two as the court found it, where no facts are given.

    adjustments: levels of Chapter Three, parts A to C (and of Chapter Two beside a level given). group: a name shared with
    the counts it is grouped with under §3D1.2. offense_code: in the table of other statutes; None where the limits are
    stated or not known.
    """

    name: str
    section: str = ""
    offense: Offense | None = None
    level: int | None = None
    adjustments: int = 0
    group: str = ""
    statute: str = ""
    offense_code: int | None = None
    minimum: float | None = None
    maximum: float | None = None

    @property
    def level_known(self) -> bool:
        return self.offense is not None or self.level is not None

    def level_on(self, law: Law, facts: Facts, days: Days, edition: Edition, harsh: int) -> int:
        """The level with its adjustments under an edition; one not known is the lowest or the highest there is."""
        if self.offense is not None:
            offense = self.offense.within(self.limits(law, facts, days).maximum)
            return max(offense.reading(edition, harsh).level + self.adjustments, LOWEST)
        if self.level is not None:
            return self.level + self.adjustments
        return HIGHEST if harsh else LOWEST

    def limits(self, law: Law, facts: Facts, days: Days) -> Limits:
        """The limits of its statute; those stated in the judgment stand over the table. A maximum of -1 is not known."""
        found = Limits(C.TIER_NONE, 0.0, C.NONE_IN_FORCE, C.NONE_IN_FORCE, 0.0, -1)
        if self.offense_code is not None:
            alone = facts._replace(statute=OTHER_STATUTE, other_offense=self.offense_code, armed_career_statute=0)
            found = statutory_limits(law, alone, days)
        if self.minimum is not None:
            found = found._replace(minimum=self.minimum)
        if self.maximum is not None:
            found = found._replace(maximum=self.maximum, maximum_unenhanced=self.maximum)
        return found

    def section_on(self, day: int) -> str:
        """The guideline of a day, where one took the place of the other."""
        return self.section if self.offense is None else self.offense.on(day).section


@dataclass(frozen=True)
class Counts:
    """All counts of a case, as one computation. section, group, name: of the first count.

    identity_theft: one entry for each § 1028A count, true where the court let it run with those before it, None where that
    is not known (§ 1028A(b)(4)).
    """

    name: str
    section: str
    group: str
    offense: Offense | None
    further: tuple[FurtherCount, ...]
    identity_theft: tuple[bool | None, ...] = ()
    identity_offense: int | None = None

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
        """The figures of all counts together; `limits_days` for the limits of the first (First Step Act § 404)."""
        first = self.facts_under(law, facts, days, edition, harsh)
        limits = statutory_limits(law, first, limits_days or days)
        points = total_points(law, first, book)
        valve = usc18_3553f.applies(law, first, days, points)
        alone = figures_within(law, first, days, book, limits, points, valve)
        if first.guideline != TOTAL_GIVEN:
            combined, _, _ = self.combined(law, first, days, alone.adjusted, edition, harsh)
            first = first._replace(other_chapter3=first.other_chapter3 + combined - alone.adjusted)
        each = [limits, *(count.limits(law, facts, days) for count in self.further)]
        greatest = max(each, key=lambda one: one.maximum)
        together = figures_within(
            law,
            first,
            days,
            book,
            limits._replace(maximum=greatest.maximum, maximum_unenhanced=greatest.maximum_unenhanced),
            points,
            valve,
        )
        return self._restricted(law, days, together, book, each, bool(valve), harsh)

    def _restricted(
        self, law: Law, days: Days, f: Figures, book: int, each: list[Limits], valve: bool, harsh: int
    ) -> Figures:
        """§5G1.2(b): the greatest minimum and what the maximums allow one after another; then the terms that are added."""
        least = max(0.0 if valve else each[0].minimum, *(one.minimum for one in each[1:]), 0.0)
        most = -1.0 if any(one.maximum < 0 for one in each) else sum(one.maximum for one in each)
        low, high = f.table_min, f.table_max
        if valve and floor_applies(each[0].minimum):
            low, high = floored_range(law, book, low, high)
        low, high, limit = within_statute(low, high, least, most)
        added = f.consecutive + self.identity_months(law, days, harsh)
        in_all = (low + added, high + added)
        if f.career_924c and f.low > low + f.consecutive:
            in_all = (
                f.low + added - f.consecutive,
                f.high + added - f.consecutive,
            )  # §4B1.1(c)(3) holds the § 924(c) term
        return f._replace(
            statutory_min=max(one.minimum for one in each),
            statutory_max=most,
            limit=limit,
            range_min=low,
            range_max=high,
            consecutive=added,
            low=in_all[0],
            high=in_all[1],
            minimum=least + added,
        )

    def facts_under(self, law: Law, facts: Facts, days: Days, edition: Edition, harsh: int) -> Facts:
        """The facts of the first count with the level of an edition."""
        if self.offense is None:
            return facts
        return self.offense.facts_under(law, facts, days, edition, harsh)

    def combined(
        self, law: Law, facts: Facts, days: Days, first: int, edition: Edition, harsh: int
    ) -> tuple[int, tuple[Group, ...], tuple[Step, ...]]:
        """The combined level of the Groups (§3D1.4), from `first`, the adjusted level of the first count."""
        own = self.section if self.offense is None else self.offense.on(edition.day).section
        levels = [
            count.level_known
            for count in self.further
            if self._with_first(count, count.section_on(edition.day), own, edition.day)
        ]
        totals = (
            None if any(levels) else {own: first}
        )  # counts of (d) without levels of their own: the first's is the total
        found = groups(self._counted(law, facts, days, first, edition, harsh), edition.day, totals)
        level, how = combined_level([group.level for group in found], edition.day)
        return level, found, how

    def _counted(self, law: Law, facts: Facts, days: Days, first: int, edition: Edition, harsh: int) -> list[Count]:
        """The counts as §3D1.2 takes them. A count grouped with the first and without a level of its own is in the first's."""
        own = self.section if self.offense is None else self.offense.on(edition.day).section
        found = [Count(self.name, own, first, self.group)]
        for count in self.further:
            section = count.section_on(edition.day)
            if not count.level_known and self._with_first(count, section, own, edition.day):
                level = 0
            else:
                level = count.level_on(law, facts, days, edition, harsh)
            found.append(Count(count.name, section, level, count.group))
        return found

    def _with_first(self, count: FurtherCount, section: str, own: str, day: int) -> bool:
        """Whether a count is in the Group of the first: by a shared name, or the same guideline listed in §3D1.2(d)."""
        if count.group or self.group:
            return count.group == self.group
        return section == own and listed(own, day) == GROUPED

    def identity_months(self, law: Law, days: Days, harsh: int) -> float:
        """Months that the § 1028A counts add: the first in full, each other one unless it runs with those before it."""
        if not self.identity_theft or self.identity_offense is None:
            return 0.0
        each = max(offense_minimum(law, days, self.identity_offense, 0), 0.0)
        apart = [not concurrent if concurrent is not None else bool(harsh) for concurrent in self.identity_theft[1:]]
        return each * (1 + sum(apart))

    # -- what it rests on ----------------------------------------------------------------------------------------------

    def _offenses(self) -> list[Offense]:
        return [each for each in (self.offense, *(count.offense for count in self.further)) if each is not None]

    def sections(self) -> tuple[str, ...]:
        """The guidelines computed from facts, with those that took their place."""
        return tuple(name for offense in self._offenses() for name in offense.sections())

    def rows(self) -> list[tables.Row]:
        """Every row of those guidelines and of the list of §3D1.2(d)."""
        named = {self.section, *(count.section for count in self.further), *self.sections()}
        of_list = [row for row in tables.load(LISTED) if row["guideline"] in named]
        return [row for offense in self._offenses() for row in offense.rows()] + of_list

    def boundaries(self) -> set[int]:
        """The days on which one of those rows begins or ended."""
        ends = {row.effective_to + 1 for row in self.rows() if row.effective_to is not None}
        return {row.effective_from for row in self.rows()} | ends

    def acts_of(self, day: int) -> tuple[str, ...]:
        """The acts that brought or struck a row on a day."""
        of_list = {row.authority for row in tables.load(LISTED) if row.effective_from == day} & {
            row.authority for row in self.rows() if row.effective_from == day
        }
        return tuple(sorted({act for offense in self._offenses() for act in offense.acts_of(day)} | of_list))

    def opened(self, days: Sequence[int], harsh: int) -> list[tuple[Asked, Computation]]:
        """Each fact of a count not given, at its other end."""
        found: list[tuple[Asked, Computation]] = []
        if self.offense is not None:
            for asked, other in self.offense.opened(days, harsh):
                assert isinstance(other, Offense)
                found.append((asked, replace(self, offense=other)))
        for place, count in enumerate(self.further):
            for asked, changed in _opened(count, days, harsh):
                further = (*self.further[:place], changed, *self.further[place + 1 :])
                found.append((asked, replace(self, further=further)))
        if None in self.identity_theft[1:]:
            known = tuple(bool(harsh) if each is None else each for each in self.identity_theft)
            question = "Did the court run the § 1028A terms with each other, or one after another?"
            found.append((Asked("identity_theft_terms", question, "judgment"), replace(self, identity_theft=known)))
        return found

    def assumed(self, day: int) -> list[tuple[str, str, Computation]]:
        """Characteristics of the first count taken as not made."""
        if self.offense is None:
            return []
        return [
            (name, words, replace(self, offense=other))
            for name, words, other in self.offense.assumed(day)
            if isinstance(other, Offense)
        ]

    # -- steps ---------------------------------------------------------------------------------------------------------

    def steps(self, law: Law, facts: Facts, days: Days, f: Figures, edition: Edition, harsh: int) -> tuple[Step, ...]:
        """The computation of the first count, with the Groups before Chapter Four and the limits of all in Chapter Five."""
        first = self.facts_under(law, facts, days, edition, harsh)
        limits = statutory_limits(law, first, days)
        identity = self.identity_months(law, days, harsh)
        own = f._replace(
            statutory_min=limits.minimum,
            statutory_max=limits.maximum,
            statutory_row=limits.row,
            consecutive=f.consecutive - identity,
        )
        inner = (
            explain.steps(law, first, days, own)
            if self.offense is None
            else self.offense.steps(law, first, days, own, edition, harsh)
        )
        found = list(inner)
        _insert(found, _before_chapter_four, self._group_steps(law, first, days, f, edition, harsh))
        _insert(found, lambda step: step.rule == "Range and statute", self._limit_steps(law, first, days, f))
        if identity:
            number = len(self.identity_theft)
            how = "" if number == 1 else f" {number} counts, " + _apart(self.identity_theft, harsh)
            step = Step(
                "Aggravated identity theft", f"+{explain.term(identity)}", how.strip(), "18 U.S.C. § 1028A(b)", True
            )
            _insert(found, lambda each: each.rule == "Guideline sentence in all", [step])
        return tuple(found)

    def _group_steps(self, law: Law, facts: Facts, days: Days, f: Figures, edition: Edition, harsh: int) -> list[Step]:
        if facts.guideline == TOTAL_GIVEN or not self.further:
            return []
        limits = statutory_limits(law, facts, days)
        before = figures_within(law, facts, days, f.book, limits, f.points, f.safety_valve > 0).adjusted
        found = [Step(f"{self.name}: adjusted level", str(before), "", "USSG §1B1.1(a)(4)", True)]
        for count in self.further:
            found += _steps_of(law, facts, days, count, edition, harsh)
        _, of_groups, how = self.combined(law, facts, days, before, edition, harsh)
        groups_steps = [step._replace(rule=step.rule.capitalize()) for step in steps(of_groups)]
        if len(of_groups) == 1:
            return [*found, *groups_steps]
        return [*found, *groups_steps, *(step._replace(rule=step.rule.capitalize()) for step in how)]

    def _limit_steps(self, law: Law, facts: Facts, days: Days, f: Figures) -> list[Step]:
        found: list[Step] = []
        if not self.further:
            return found
        for count in self.further:
            limits = count.limits(law, facts, days)
            text = _between(limits.minimum, limits.maximum)
            found.append(Step(f"Statutory limits, {count.name}", text, "", _cite(count.statute), True))
        reason = "the greatest minimum; the maximums one after another, as far as needed"
        text = _between(f.statutory_min, f.statutory_max)
        found.append(Step("Limits of all counts", text, reason, "USSG §5G1.2(b) to (d)", True))
        if f.statutory_max >= 0:
            found.append(self._divided(law, facts, days, f))
        return found

    def _divided(self, law: Law, facts: Facts, days: Days, f: Figures) -> Step:
        """How the bottom of the range is imposed on the counts."""
        first = statutory_limits(law, facts, days)
        valve = bool(f.safety_valve)
        limits = [CountLimits(self.name, 0.0 if valve else first.minimum, first.maximum)]
        for count in self.further:
            found = count.limits(law, facts, days)
            limits.append(CountLimits(count.name, found.minimum, found.maximum))
        punished = total_punishment(f.range_min, limits)
        parts = [
            f"{each.name}: {explain.term(each.months)}"
            + (f", {explain.term(each.runs_after)} of them after the others" if each.runs_after else "")
            for each in punished.counts
        ]
        apart = any(each.runs_after for each in punished.counts)
        value = "consecutive" if apart else "concurrent"
        return Step("Total punishment", value, "; ".join(parts), f"USSG §5G1.2({'d' if apart else 'c'})", True)


def _before_chapter_four(step: Step) -> bool:
    return step.rule in ("Career offender", "Armed career criminal", "Acceptance of responsibility")


def _insert(found: list[Step], before: Callable[[Step], bool], new: list[Step]) -> None:
    """Put steps before the first that fits, or at the end."""
    place = next((number for number, step in enumerate(found) if before(step)), len(found))
    found[place:place] = new


def _steps_of(law: Law, facts: Facts, days: Days, count: FurtherCount, edition: Edition, harsh: int) -> list[Step]:
    """Chapter Two and the adjustments of a further count."""
    if count.offense is not None:
        alone = facts._replace(statute=NO_STATUTE)
        if count.offense_code is not None:
            alone = facts._replace(statute=OTHER_STATUTE, other_offense=count.offense_code, armed_career_statute=0)
        elif count.maximum is not None:
            alone = facts._replace(statute=STATED_LIMITS, stated_minimum=0.0, stated_maximum=count.maximum)
        chapter_two = count.offense.chapter_two(law, alone, days, edition, harsh)
        found = [step._replace(rule=f"{count.name}: {step.rule[0].lower()}{step.rule[1:]}") for step in chapter_two]
    elif count.level is not None:
        found = [
            Step(f"{count.name}: offense level", str(count.level), "taken as given", "as found by the court", True)
        ]
    else:
        found = []
    if count.adjustments:
        found.append(Step(f"{count.name}: adjustments", f"{count.adjustments:+d}", "", "USSG ch. 3", True))
    return found


def _opened(count: FurtherCount, days: Sequence[int], harsh: int) -> list[tuple[Asked, FurtherCount]]:
    if count.offense is not None:
        return [
            (
                asked._replace(name=f"{count.name}: {asked.name}", question=f"{count.name}: {asked.question}"),
                replace(count, offense=other),
            )
            for asked, other in count.offense.opened(days, harsh)
            if isinstance(other, Offense)
        ]
    if count.level is not None:
        return []
    question = f"What was the offense level of {count.name}, and is it grouped with another count?"
    asked = Asked(f"{count.name}: level", question, "presentence report, offense level computation")
    return [(asked, replace(count, level=LOWEST if harsh else HIGHEST))]


def _apart(terms: tuple[bool | None, ...], harsh: int) -> str:
    known = [bool(not harsh) if each is None else each for each in terms[1:]]
    if all(known):
        return "with each other (§ 1028A(b)(4))"
    return "one after another" if not any(known) else "in part with each other (§ 1028A(b)(4))"


def _between(minimum: float, maximum: float) -> str:
    """Limits for people; a maximum of -1 is not known."""
    if minimum == LIFE:
        return "life"
    return f"{explain.term(minimum)} to {'not known' if maximum < 0 else explain.term(maximum)}"


def _cite(statute: str) -> str:
    return statute.replace(" USC ", " U.S.C. § ")

"""A repeat and dangerous sex offender against minors (USSG §4B1.5) around the rest of a computation.

An earlier sex offense conviction, or a pattern of prohibited conduct, is a fact of the case (`[history] sex_offender`). The
level and the category that follow take the place of those found, and the range is read anew.
"""

from __future__ import annotations

from dataclasses import dataclass

from clemency.cases.offense import Around
from clemency.law import tables
from clemency.law.columns import Law
from clemency.law.explain import Step
from clemency.law.facts import Days, Facts
from clemency.law.figures import GOVERNS_CAREER, Figures
from clemency.law.guidelines.chapter_two import Edition
from clemency.law.guidelines.s1b1_1 import statutory_limits
from clemency.law.guidelines.s4b1_5 import FIGURES, FROM, SexOffender, sex_offender
from clemency.law.guidelines.s5a import table_range, treated_as
from clemency.law.guidelines.s5g1_1 import within_statute

PRIOR, PATTERN = "prior conviction", "pattern"


@dataclass(frozen=True)
class RepeatOffender(Around):
    """A computation with §4B1.5 on the editions that have it. kind: `PRIOR`, (a), or `PATTERN`, (b)."""

    kind: str

    def added(self) -> list[tables.Row]:
        """The rows of §4B1.5."""
        return list(tables.load(FIGURES))

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
        """The figures of the rest, with the level and category of §4B1.5."""
        found = self.inner.figures(law, facts, days, book, edition, harsh, limits_days)
        raised = self._raised(law, facts, limits_days or days, found, edition)
        if raised is None:
            return found
        total = treated_as(raised.level)
        low, high = table_range(law, book, total, raised.category)
        minimum = found.minimum - found.consecutive
        range_low, range_high, limit = within_statute(low, high, minimum, found.statutory_max)
        return found._replace(
            total=total,
            category=raised.category,
            table_min=low,
            table_max=high,
            limit=limit,
            range_min=range_low,
            range_max=range_high,
            low=range_low + found.consecutive,
            high=range_high + found.consecutive,
        )

    def _raised(self, law: Law, facts: Facts, days: Days, found: Figures, edition: Edition) -> SexOffender | None:
        """Level and category, by the maximum of the first count; None before the guideline and for a career offender."""
        if edition.day < FROM or found.governs == GOVERNS_CAREER:
            return None
        return sex_offender(
            found.total,
            found.category,
            statutory_limits(law, facts, days).maximum,
            edition.day,
            acceptance=-found.acceptance,
            prior_sex_offense=self.kind == PRIOR,
            pattern=self.kind == PATTERN,
        )

    def steps(self, law: Law, facts: Facts, days: Days, f: Figures, edition: Edition, harsh: int) -> tuple[Step, ...]:
        """The steps of the rest, with that of §4B1.5 before the total."""
        found = list(self.inner.steps(law, facts, days, f, edition, harsh))
        before = self.inner.figures(law, facts, days, f.book, edition, harsh)
        raised = self._raised(law, facts, days, before, edition)
        if raised is None:
            why = "a career offender" if edition.day >= FROM else "not yet law: from 2001-11-01"
            step = Step("Repeat sex offender", "no", why, "USSG §4B1.5", False)
            steps: tuple[Step, ...] = (step,)
        else:
            steps = tuple(step._replace(rule="Repeat sex offender", value=str(raised.level)) for step in raised.steps)
        place = next((n for n, each in enumerate(found) if each.rule == "Total offense level"), len(found))
        return (*found[:place], *steps, *found[place:])

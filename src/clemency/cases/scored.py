"""Criminal history counted on each edition from the prior sentences of a case (USSG §§4A1.1, 4A1.2).

What is one sentence, which petty offenses count and what a violent one adds changed with the Manual; so the points of prior
sentences are counted on the Manual of each day, as the levels of an offense outside drugs are. `Scored` stands around the
rest of the computation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from clemency.cases.offense import Around, Asked, Computation
from clemency.law import tables
from clemency.law.columns import Law
from clemency.law.dates import GUIDELINES_FROM
from clemency.law.explain import Step
from clemency.law.facts import Days, Facts
from clemency.law.figures import Figures
from clemency.law.guidelines.chapter_two import Edition
from clemency.law.guidelines.s4a1_2 import FIGURES, Prior, Score, score


@dataclass(frozen=True)
class PriorSentences:
    """The prior sentences and the days of the offense, at both ends of days known only to the month or year.

    days: commencement and end of the offense at each end. status, recency: found by the court; None where they follow.
    """

    ends: tuple[tuple[Prior, ...], tuple[Prior, ...]]
    days: tuple[tuple[int, int], tuple[int, int]]
    status: bool | None = None
    recency: bool | None = None

    def on(self, day: int, harsh: int) -> Score:
        """The score under the Manual of a day: the greater of both ends where `harsh`, else the lesser."""
        found = [_score(self, end, max(day, GUIDELINES_FROM)) for end in (0, 1)]
        return sorted(found, key=lambda each: each.total)[harsh]

    @property
    def known(self) -> bool:
        return self.ends[0] == self.ends[1] and self.days[0] == self.days[1]


@lru_cache(maxsize=1024)
def _score(listed: PriorSentences, end: int, day: int) -> Score:
    return score(listed.ends[end], *listed.days[end], day, listed.status, listed.recency)


def prior_facts(found: Score) -> dict[str, int]:
    """A score as the facts of the engine; status, recency and violent points are added by the rules of each day."""
    violent = any(each.points == 2 and any(prior.violent for prior in each.priors) for each in found.counted)
    return {
        "points": found.points,
        "status": int(found.status),
        "recency": int(found.recency),
        "violent_points": found.violent,
        "one_point_points": found.one_point_points,
        "prior_3_point": int(any(each.points == 3 for each in found.counted)),
        "prior_2_point_violent": int(violent),
    }


@dataclass(frozen=True)
class Scored(Around):
    """A computation with the criminal history of each edition. inner: the engine, an offense or several counts.

    end: the reading of the sentences' days, where it is not that of the rest.
    """

    sentences: PriorSentences
    end: int | None = None

    def added(self) -> list[tables.Row]:
        """The rows of §4A1.2."""
        return list(tables.load(FIGURES))

    def _with_history(self, facts: Facts, edition: Edition, harsh: int) -> Facts:
        return facts._replace(**prior_facts(self.sentences.on(edition.day, self._end(harsh))))

    def _end(self, harsh: int) -> int:
        return harsh if self.end is None else self.end

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
        """The figures of one edition, with the points it gives."""
        scored = self._with_history(facts, edition, harsh)
        return self.inner.figures(law, scored, days, book, edition, harsh, limits_days)

    def facts_under(self, law: Law, facts: Facts, days: Days, edition: Edition, harsh: int) -> Facts:
        """The facts with the history, and the level, of an edition."""
        scored = self._with_history(facts, edition, harsh)
        return self.inner.facts_under(law, scored, days, edition, harsh)

    def steps(self, law: Law, facts: Facts, days: Days, f: Figures, edition: Edition, harsh: int) -> tuple[Step, ...]:
        """The steps of the rest, with the points of the prior sentences before the category."""
        scored = self._with_history(facts, edition, harsh)
        found = list(self.inner.steps(law, scored, days, f, edition, harsh))
        counted = self.sentences.on(edition.day, self._end(harsh))
        number = sum(1 for each in counted.counted if each.points)
        reason = f"{number} of {len(counted.counted)} sentences counted"
        reason += f"; under a sentence: {'yes' if counted.status else 'no'}"
        reason += f"; recent release: {'yes' if counted.recency else 'no'}"
        step = Step("Prior sentences", str(counted.points), reason, "USSG §§4A1.1(a) to (c), 4A1.2", True)
        place = next((n for n, each in enumerate(found) if each.rule == "Criminal history category"), len(found))
        return (*found[:place], step, *found[place:])

    def opened(self, days: Sequence[int], harsh: int) -> list[tuple[Asked, Computation]]:
        """Days of the sentences known only to the month or year, and facts of the rest not given, at their other end."""
        found: list[tuple[Asked, Computation]] = []
        if not self.sentences.known:
            question = "On which days were the prior sentences imposed, and the releases?"
            other = replace(self, end=1 - harsh)
            found.append((Asked("days_of_prior_sentences", question, "state court records; presentence report"), other))
        return found + super().opened(days, harsh)

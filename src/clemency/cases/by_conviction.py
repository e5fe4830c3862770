"""§2D1.2 without a conviction under 21 U.S.C. §§ 859 to 861, around the rest of a computation.

Until 2000-10-31 courts differed on whether drug sales in a protected place, as relevant conduct, led to §2D1.2. Amendment
591 (2000-11-01; retroactive, §1B1.10(d)): the offense of conviction chooses the guideline, so §2D1.1 takes its place.
"""

from __future__ import annotations

from dataclasses import dataclass

from clemency.cases.offense import Around
from clemency.law.columns import Law
from clemency.law.dates import parse_day
from clemency.law.explain import Step
from clemency.law.facts import S2D1_1, Days, Facts
from clemency.law.figures import Figures
from clemency.law.guidelines.chapter_two import Edition

FROM = parse_day("2000-11-01")
ACT = "amend_591"


@dataclass(frozen=True)
class ByConviction(Around):
    """A computation whose drug guideline is §2D1.1 from amendment 591 on. The facts keep theirs, for an edition put in
    place alone."""

    def _led(self, facts: Facts, edition: Edition) -> Facts:
        return facts._replace(guideline=S2D1_1) if edition.day >= FROM or ACT in edition.acts else facts

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
        """The figures of the rest under the guideline of the edition."""
        return self.inner.figures(law, self._led(facts, edition), days, book, edition, harsh, limits_days)

    def steps(self, law: Law, facts: Facts, days: Days, f: Figures, edition: Edition, harsh: int) -> tuple[Step, ...]:
        """The steps of the rest, after the choice of the guideline."""
        led = self._led(facts, edition)
        by_conviction = led.guideline == S2D1_1
        why = (
            "no conviction under 21 U.S.C. §§ 859 to 861"
            if by_conviction
            else "by relevant conduct, as the court used it"
        )
        section = "2D1.1" if by_conviction else "2D1.2"
        choice = Step("Guideline", f"§{section}", why, "USSG §1B1.2(a); amend. 591", by_conviction, ACT)
        return (choice, *self.inner.steps(law, led, days, f, edition, harsh))

    def boundaries(self) -> set[int]:
        """The days on which the rest can change, and that of amendment 591."""
        return super().boundaries() | {FROM}

    def acts_of(self, day: int) -> tuple[str, ...]:
        """The acts of a day, amendment 591 among them."""
        own = {ACT} if day == FROM else set[str]()
        return tuple(sorted(own | set(super().acts_of(day))))

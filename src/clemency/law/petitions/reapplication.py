"""When a new application is open after a denial. It is a new case, linked to the old one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clemency.law.petitions.jurisdictions import Jurisdiction, Reapplication
from clemency.law.petitions.partial_dates import add_years


@dataclass(frozen=True, slots=True)
class ReapplicationFinding:
    """Each rule in force with the day it opens. Sources may disagree; then both days are shown."""

    opens: tuple[tuple[date, Reapplication], ...]

    @property
    def sentence(self) -> str:
        return self.in_words("en")

    def in_words(self, language: str) -> str:
        """The finding in a sentence, in "en" or "es", for a page or a letter."""
        spanish = language == "es"
        if not self.opens:
            if spanish:
                return "No consta un plazo de espera para una nueva solicitud en esta oficina."
            return "No waiting time for a new application is entered for this office."
        parts = [f"{day} ({rule.rule.source})" for day, rule in self.opens]
        if len(parts) == 1:
            start = (
                "Puede presentarse una nueva solicitud desde el" if spanish else "A new application may be filed from"
            )
            return f"{start} {parts[0]}."
        if spanish:
            return (
                "Las fuentes de la oficina difieren: una nueva solicitud puede presentarse desde el "
                f"{' o desde el '.join(parts)}."
            )
        return f"The office's own sources differ: a new application may be filed from {' or from '.join(parts)}."


def reapplication(*, office: Jurisdiction, kind: str, denied_on: date) -> ReapplicationFinding:
    """The days from which a new application of the kind is open, by the rules in force on the day of the denial."""
    opens = [
        (add_years(denied_on, rule.years), rule)
        for rule in office.reapplication
        if kind in rule.kinds
        and rule.effective_from <= denied_on
        and (rule.effective_to is None or denied_on <= rule.effective_to)
    ]
    return ReapplicationFinding(tuple(sorted(opens, key=lambda pair: pair[0])))

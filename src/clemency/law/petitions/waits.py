"""The wait before a petition: when it began, when it ends, and how sure that is.

28 CFR 1.2 and its like in the states. A finding advises; no finding refuses receipt, and the decision-maker is not
bound by it (28 CFR 1.11).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from clemency.law.petitions.jurisdictions import Jurisdiction, Wait
from clemency.law.petitions.partial_dates import PartialDate

Status = Literal["over", "running", "depends", "needs_more", "no_rule"]

ANCHOR_WORDS = {
    "released_on": "release from confinement",
    "convicted_on": "conviction",
    "sentenced_on": "sentencing",
    "sentence_completed_on": "completion of the whole sentence",
}

_ANCHORS_ES = {
    "released_on": "la salida del encierro",
    "convicted_on": "la condena",
    "sentenced_on": "la sentencia",
    "sentence_completed_on": "el fin de toda la pena",
}


@dataclass(frozen=True, slots=True)
class Conviction:
    """The dates of one conviction, as far as they are known.

    confined: whether a prison term was imposed; None if that is not known.
    released_on: release from confinement, home and community confinement included.
    """

    convicted_on: PartialDate | None = None
    sentenced_on: PartialDate | None = None
    confined: bool | None = None
    released_on: PartialDate | None = None
    sentence_completed_on: PartialDate | None = None
    registrable: bool = False


@dataclass(frozen=True, slots=True)
class WaitFinding:
    """What the wait comes to on a day.

    anchors    each day the clock may have started from, in words
    ends       the days on which the wait may end, first to last; None if no anchor is known
    missing    the facts that would settle it
    """

    status: Status
    rule: Wait | None
    anchors: tuple[tuple[str, PartialDate], ...] = ()
    ends: PartialDate | None = None
    missing: tuple[str, ...] = ()
    on: date | None = None

    @property
    def sentence(self) -> str:
        return self.in_words("en")

    def in_words(self, language: str) -> str:
        """The finding in one sentence, in "en" or "es", for a page or a letter."""
        return self._spanish() if language == "es" else self._english()

    def _english(self) -> str:
        if self.rule is None:
            return "No wait is entered for this kind of petition in this office."
        basis = f"({self.rule.rule.source}; advisory)"
        if self.ends is None:
            return f"The wait cannot be computed: {', '.join(self.missing)} not known {basis}."
        start = "; ".join(f"{ANCHOR_WORDS[name]} {day}" for name, day in self.anchors)
        outcome = {
            "over": f"was over by {self.ends.last}",
            "running": f"ends {self.ends}",
            "depends": f"ends {self.ends}, so on {self.on} it depends on the exact day",
            "needs_more": f"ends {self.ends} on what is known; not known: {', '.join(self.missing)}",
        }[self.status]
        return f"{self.rule.years} years from {start}: the wait {outcome} {basis}."

    def _spanish(self) -> str:
        if self.rule is None:
            return "No consta una espera para esta clase de petición en esta oficina."
        basis = f"({self.rule.rule.source}; orientativo)"
        if self.ends is None:
            return f"No puede calcularse la espera: faltan fechas de la condena o de la salida {basis}."
        start = "; ".join(f"{_ANCHORS_ES[name]} ({day.first} - {day.last})" for name, day in self.anchors)
        ends = f"{self.ends.first}" if self.ends.first == self.ends.last else f"{self.ends.first} - {self.ends.last}"
        outcome = {
            "over": f"terminó a más tardar el {self.ends.last}",
            "running": f"termina el {ends}",
            "depends": f"termina el {ends}; el {self.on} depende del día exacto",
            "needs_more": f"termina el {ends} según lo que se sabe; faltan datos",
        }[self.status]
        return f"{self.rule.years} años desde {start}: la espera {outcome} {basis}."


def _anchors(conviction: Conviction, rule: Wait) -> tuple[list[tuple[str, PartialDate]], list[str]]:
    """The anchor days of one conviction under the rule, and the facts that are not known."""
    if conviction.confined is None:
        names = (*rule.anchors, *rule.anchors_without_confinement)
        missing = (
            [] if set(rule.anchors) == set(rule.anchors_without_confinement) else ["whether a prison term was served"]
        )
    else:
        names, missing = (rule.anchors if conviction.confined else rule.anchors_without_confinement), []
    found: list[tuple[str, PartialDate]] = []
    for name in dict.fromkeys(names):
        day: PartialDate | None = getattr(conviction, name)
        if day is None:
            missing.append(f"the date of {ANCHOR_WORDS[name]}")
        else:
            found.append((name, day))
    return found, missing


def _may_be_most_recent(convictions: tuple[Conviction, ...]) -> list[Conviction]:
    """The convictions that may be the latest one, given partial or unknown dates."""
    dated = [c.convicted_on or c.sentenced_on for c in convictions]
    latest_first = max((day.first for day in dated if day), default=date.min)
    return [c for c, day in zip(convictions, dated, strict=True) if day is None or day.last >= latest_first]


def rule_on(office: Jurisdiction, kind: str, on: date, convictions: tuple[Conviction, ...]) -> Wait | None:
    """The wait in force that day for the kind; where a longer one is set for a fact of the case, that one."""
    in_force = [
        wait
        for wait in office.waits
        if kind in wait.kinds
        and wait.effective_from <= on
        and (wait.effective_to is None or on <= wait.effective_to)
        and (wait.applies_to == "any" or any(getattr(c, wait.applies_to) for c in convictions))
    ]
    return max(in_force, key=lambda wait: wait.years, default=None)


def wait(*, office: Jurisdiction, kind: str, convictions: tuple[Conviction, ...], on: date) -> WaitFinding:
    """Whether the wait is over on a day, from the most recent conviction (whether or not relief is sought for it).

    Partial dates, several candidate anchors and unknown facts widen the answer; nothing is guessed.
    """
    rule = rule_on(office, kind, on, convictions)
    if rule is None:
        return WaitFinding("no_rule", None, on=on)
    if not convictions:
        return WaitFinding("needs_more", rule, missing=("the conviction",), on=on)
    found: list[tuple[str, PartialDate]] = []
    missing: list[str] = []
    for conviction in _may_be_most_recent(convictions):
        anchors, unknown = _anchors(conviction, rule)
        found += anchors
        missing += unknown
    missing = list(dict.fromkeys(missing))
    if not found:
        return WaitFinding("needs_more", rule, missing=tuple(missing), on=on)
    span = found[0][1]
    for _, day in found[1:]:
        span = span.hull(day)
    ends = span.plus_years(rule.years)
    anchors = tuple(dict.fromkeys(found))
    if missing:
        return WaitFinding("needs_more", rule, anchors, ends, tuple(missing), on)
    status: Status = "over" if on >= ends.last else "running" if on < ends.first else "depends"
    return WaitFinding(status, rule, anchors, ends, (), on)

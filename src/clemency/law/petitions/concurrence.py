"""Presumed concurrence: silence after an adverse recommendation (28 CFR 1.8(b)).

The finding is a proposal. A person confirms the closure; nothing closes by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from clemency.law.petitions.jurisdictions import Jurisdiction, PresumedConcurrence


@dataclass(frozen=True, slots=True)
class ConcurrenceFinding:
    """proposed: whether closure may be proposed on the day. presumed_on: the first day on which it may, if any."""

    proposed: bool
    rule: PresumedConcurrence | None
    presumed_on: date | None
    why: str


def rule_on(office: Jurisdiction, on: date) -> PresumedConcurrence | None:
    """The rule in force that day; a proposed rule without a first day is never in force."""
    for rule in office.presumed_concurrence:
        if rule.effective_from and rule.effective_from <= on and (rule.effective_to is None or on <= rule.effective_to):
            return rule
    return None


def presumed_concurrence(
    *, office: Jurisdiction, transmitted_on: date, adverse: bool, capital: bool, on: date
) -> ConcurrenceFinding:
    """May closure by presumed concurrence be proposed on a day?

    The rule is the one in force when the case was transmitted, so that a later change moves later cases only.
    The days have run when more than that many days lie between: transmitted 1 June, 30 days, first day 2 July.
    """
    rule = rule_on(office, transmitted_on)
    if rule is None:
        return ConcurrenceFinding(False, None, None, "No rule of presumed concurrence is in force in this office.")
    if capital:
        return ConcurrenceFinding(False, rule, None, "A capital case is never closed by presumed concurrence.")
    if not adverse:
        return ConcurrenceFinding(False, rule, None, "The recommendation transmitted is not adverse.")
    first = transmitted_on + timedelta(days=rule.days + 1)
    if on < first:
        return ConcurrenceFinding(False, rule, first, f"{rule.days} days since {transmitted_on} have run on {first}.")
    return ConcurrenceFinding(
        True, rule, first, f"{rule.days} days have passed since {transmitted_on} ({rule.rule.source})."
    )

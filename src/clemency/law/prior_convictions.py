"""Prior convictions as predicates: what a court found an offense to be, and what follows for a rule that counts them.

Whether an offense is a crime of violence, a violent felony or a serious drug offense is never decided here: it turns on the
elements of the statute of conviction, on which courts differ. What a court found is a fact of the case; what none found is
open, and the answer of a rule is then "open" as well, unless the rest settles it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clemency.law.dates import format_day
from clemency.law.explain import Step
from clemency.law.facts import LIFE
from clemency.law.guidelines.s4a1_2 import Prior

YES, NO, OPEN = "yes", "no", "open"
CRIME_OF_VIOLENCE = "crime of violence"
CONTROLLED_SUBSTANCE = "controlled substance offense"
VIOLENT_FELONY = "violent felony"
SERIOUS_DRUG = "serious drug offense"
SERIOUS_VIOLENT = "serious violent felony"
STRIKE_DRUG = "serious drug offense of § 3559(c)"
FELONY_DRUG = "felony drug offense"
RESIDUAL = ", residual clause"
"""Added to a name: found so only by the clause on a serious risk of injury, void or struck since 2015 and 2016."""
KINDS = {
    CRIME_OF_VIOLENCE: "USSG §4B1.2(a)",
    CONTROLLED_SUBSTANCE: "USSG §4B1.2(b)",
    VIOLENT_FELONY: "18 U.S.C. § 924(e)(2)(B)",
    SERIOUS_DRUG: "18 U.S.C. § 924(e)(2)(A)",
    SERIOUS_VIOLENT: "18 U.S.C. § 3559(c)(2)(F)",
    STRIKE_DRUG: "18 U.S.C. § 3559(c)(2)(H)",
    FELONY_DRUG: "21 U.S.C. § 802(44)",
    CRIME_OF_VIOLENCE + RESIDUAL: "USSG §4B1.2(a)(2), until 2016-07-31",
    VIOLENT_FELONY + RESIDUAL: "18 U.S.C. § 924(e)(2)(B)(ii)",
}
"""What a court can have found an offense to be, with the definition."""
DRUGS = {CONTROLLED_SUBSTANCE, SERIOUS_DRUG, STRIKE_DRUG, FELONY_DRUG}
VIOLENCE = {CRIME_OF_VIOLENCE, VIOLENT_FELONY, SERIOUS_VIOLENT, CRIME_OF_VIOLENCE + RESIDUAL, VIOLENT_FELONY + RESIDUAL}
A_YEAR = 12.0


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer of a rule that counts priors: yes, no or open; how many count for certain and how many can; why."""

    rule: str
    answer: str
    least: int
    most: int
    steps: tuple[Step, ...]


def name_of(prior: Prior) -> str:
    return prior.name or f"sentence of {format_day(prior.imposed)}"


def found_to_be(prior: Prior, kind: str) -> str:
    """Whether a court found the offense to be of a kind: yes, no, or open where none did.

    One found an offense of violence is taken as none of drugs, and the other way round, unless it was found both.
    """
    if kind in prior.found or (kind == CRIME_OF_VIOLENCE and prior.violent):
        return YES
    if kind == FELONY_DRUG and {CONTROLLED_SUBSTANCE, SERIOUS_DRUG, STRIKE_DRUG} & set(prior.found):
        return YES  # each of them is a drug offense punishable by more than a year
    if kind in prior.found_not:
        return NO
    violence = bool(VIOLENCE & set(prior.found)) or prior.violent
    drugs = bool(DRUGS & set(prior.found))
    if (kind in DRUGS and violence and not drugs) or (kind in VIOLENCE and drugs and not violence):
        return NO
    return OPEN


def punishable_over_a_year(prior: Prior) -> str:
    """A felony by the measure of every rule here: punishable by more than a year. A term of more than a year shows it."""
    if prior.maximum is not None:
        return YES if prior.maximum > A_YEAR else NO
    return YES if prior.months > A_YEAR else OPEN


def every(*answers: str) -> str:
    """Yes if all are; no if one is; else open."""
    if NO in answers:
        return NO
    return YES if all(answer == YES for answer in answers) else OPEN


def some(*answers: str) -> str:
    """Yes if one is; no if all are; else open."""
    if YES in answers:
        return YES
    return NO if all(answer == NO for answer in answers) else OPEN


def before_offense(prior: Prior, began: int, ended: int) -> str:
    """Whether guilt of the prior was established before the offense: by the day of conviction, else by that of sentence."""
    day = prior.imposed if prior.convicted is None else prior.convicted
    if day < began:
        return YES
    if prior.convicted is None:
        return OPEN
    return NO if day > ended else OPEN


def enough(least: int, most: int, needed: int) -> str:
    """Whether the priors that count come to the number needed."""
    return YES if least >= needed else NO if most < needed else OPEN


def tally(answers: Iterable[str]) -> tuple[int, int]:
    """How many are certain, and how many can be."""
    known = list(answers)
    return known.count(YES), len(known) - known.count(NO)


def line(prior: Prior, answer: str, reason: str, citation: str) -> Step:
    """One step a prior: whether it counts, and why."""
    return Step(name_of(prior), answer, reason, citation, answer != NO)


def months_text(months: float) -> str:
    return "life" if months == LIFE else f"{months:g} months"

"""21 U.S.C. §§ 802(44), (57), (58), 851: which noticed priors raise the limits of § 841(b) and § 960(b).

A felony drug offense: punishable by more than a year under a law on drugs. From 2018-12-21, for sentences imposed from then
on (Pub. L. 115-391, § 401), in (b)(1)(A) and (B), § 960(b)(1) and (2), instead: a serious drug felony, an offense of 18
U.S.C. § 924(e)(2)(A) for which the person served more than twelve months and from which release came within fifteen years of
the offense; or a serious violent felony, an offense of 18 U.S.C. § 3559(c)(2) or § 113 for which more than twelve months were
served. Only priors that a notice named count (§ 851(a)).
"""

from __future__ import annotations

from collections.abc import Sequence

from clemency.law.custody.term import add_months
from clemency.law.explain import Step
from clemency.law.guidelines.s4a1_2 import Prior
from clemency.law.prior_convictions import (
    A_YEAR,
    FELONY_DRUG,
    NO,
    OPEN,
    SERIOUS_DRUG,
    SERIOUS_VIOLENT,
    YES,
    Finding,
    before_offense,
    every,
    found_to_be,
    line,
    months_text,
    punishable_over_a_year,
    some,
    tally,
)

FIFTEEN_YEARS = 180
TEN_YEARS = 120.0


def felony_drug_offenses(priors: Sequence[Prior], began: int, ended: int) -> Finding:
    """How many noticed priors are felony drug offenses that came before the offense."""
    steps = []
    for prior in priors:
        if not prior.noticed:
            steps.append(line(prior, NO, "not named in a notice", "21 U.S.C. § 851(a)"))
            continue
        answer = every(
            found_to_be(prior, FELONY_DRUG), punishable_over_a_year(prior), before_offense(prior, began, ended)
        )
        reason = {
            YES: "a drug offense punishable by more than a year",
            NO: "not a drug offense, not punishable by more than a year, or after the offense",
            OPEN: "whether it was a drug offense punishable by more than a year, before the offense, is not given",
        }[answer]
        steps.append(line(prior, answer, reason, "21 U.S.C. § 802(44)"))
    return _finding("priors_851", "Felony drug offenses noticed", steps, "21 U.S.C. §§ 802(44), 851")


def serious_priors(priors: Sequence[Prior], began: int, ended: int) -> Finding:
    """How many noticed priors meet the definitions of 2018."""
    steps = []
    for prior in priors:
        if not prior.noticed:
            continue
        drug, why_drug = serious_drug_felony(prior, began)
        violent = every(found_to_be(prior, SERIOUS_VIOLENT), served_over_a_year(prior))
        answer = every(some(drug, violent), before_offense(prior, began, ended))
        reason = "serious violent felony, more than twelve months served" if violent == YES else why_drug
        steps.append(line(prior, answer, reason, "21 U.S.C. § 802(57), (58)"))
    return _finding("serious_priors", "Serious drug or violent felonies noticed", steps, "21 U.S.C. § 802(57), (58)")


def serious_drug_felony(prior: Prior, began: int) -> tuple[str, str]:
    """§ 802(57): the kind of offense, the months served, and the years since release, with the reason."""
    kind = found_to_be(prior, SERIOUS_DRUG)
    if prior.maximum is not None and prior.maximum < TEN_YEARS:
        kind = NO
    served = served_over_a_year(prior)
    recent = released_within_fifteen_years(prior, began)
    answer = every(kind, served, recent)
    if kind == NO:
        return answer, "not a serious drug offense: refused, or a maximum of less than ten years"
    if served == NO:
        return answer, f"not more than twelve months served ({_served_text(prior)})"
    if recent == NO:
        return answer, "released more than fifteen years before the offense"
    if answer == YES:
        return answer, "serious drug offense, more than twelve months served, released within fifteen years"
    lacking = [
        what
        for what, given in (("the kind of offense", kind), ("months served", served), ("the day of release", recent))
        if given == OPEN
    ]
    return answer, f"not given: {', '.join(lacking)}"


def served_over_a_year(prior: Prior) -> str:
    """Whether more than twelve months were served; a term of a year or less, without revocation, cannot have been."""
    if prior.served is not None:
        return YES if prior.served > A_YEAR else NO
    return NO if prior.term <= A_YEAR else OPEN


def released_within_fifteen_years(prior: Prior, began: int) -> str:
    """Whether release came within fifteen years of the commencement of the offense; a sentence within them shows it."""
    since = add_months(began, -FIFTEEN_YEARS)
    if prior.released is not None:
        return YES if prior.released >= since else NO
    return YES if prior.imposed >= since else OPEN


def _served_text(prior: Prior) -> str:
    return months_text(prior.served) if prior.served is not None else f"a term of {months_text(prior.term)}"


def _finding(rule: str, title: str, steps: list[Step], citation: str) -> Finding:
    least, most = tally(step.value for step in steps)
    answer = YES if least == most and least else NO if most == 0 else OPEN if least != most else YES
    number = str(least) if least == most else f"{least} to {most}"
    return Finding(rule, answer, least, most, (*steps, Step(title, number, "", citation, most > 0)))

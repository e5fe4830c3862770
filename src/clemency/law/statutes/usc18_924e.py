"""18 U.S.C. § 924(e): whether prior convictions make an armed career criminal.

Three previous convictions of a violent felony or a serious drug offense, from 1988-11-18 on in so many words "committed on
occasions different from one another" (Pub. L. 100-690, § 7056; from memory). A serious drug offense carries ten years or
more. The residual clause of (2)(B)(ii) is void (Johnson v. United States, 576 U.S. 591 (2015)), for old sentences as well
(Welch v. United States, 578 U.S. 120 (2016)). Whether occasions differ is a question of fact (Wooden v. United States, 595
U.S. 360 (2022)), since Erlinger v. United States, 602 U.S. 821 (2024), for a jury: here it is what the case says of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from clemency.law.dates import parse_day
from clemency.law.explain import Step
from clemency.law.guidelines.s4a1_2 import Prior
from clemency.law.prior_convictions import (
    NO,
    OPEN,
    RESIDUAL,
    SERIOUS_DRUG,
    VIOLENT_FELONY,
    YES,
    Finding,
    before_offense,
    enough,
    every,
    found_to_be,
    line,
    punishable_over_a_year,
    some,
)

OCCASIONS_FROM = parse_day("1988-11-18")
RESIDUAL_VOID = parse_day("2015-06-26")
TEN_YEARS = 120.0
NEEDED = 3
CITATION = "18 U.S.C. § 924(e)"


def armed_career_criminal(priors: Sequence[Prior], began: int, ended: int, day: int) -> Finding:
    """Whether § 924(e)(1) is met for a sentence of `day` for an offense from `began` to `ended`."""
    steps, certain, possible = [], list[Prior](), list[Prior]()
    for prior in priors:
        answer, reason = _predicate(prior, began, ended, day)
        steps.append(line(prior, answer, reason, CITATION))
        certain += [prior] if answer == YES else []
        possible += [prior] if answer != NO else []
    apart = ended >= OCCASIONS_FROM
    least = _occasions(certain, sure=True) if apart else len(certain)
    most = _occasions(possible, sure=False) if apart else len(possible)
    answer = enough(least, most, NEEDED)
    number = str(least) if least == most else f"{least} to {most}"
    reason = f"predicates{' on different occasions' if apart else ''}: {number}, three needed"
    total = Step("Armed career criminal", answer, reason, "18 U.S.C. § 924(e)(1)", answer == YES)
    return Finding("armed_career_criminal", answer, least, most, (*steps, total))


def _predicate(prior: Prior, began: int, ended: int, day: int) -> tuple[str, str]:
    if prior.uncounted in ("expunged", "vacated", "foreign"):
        return NO, f"{prior.uncounted}: no conviction for § 921(a)(20) or § 922(g)(1)"
    felony = punishable_over_a_year(prior)
    if felony == NO:
        return NO, "not punishable by more than a year"
    violent = found_to_be(prior, VIOLENT_FELONY)
    if violent == OPEN and VIOLENT_FELONY + RESIDUAL in prior.found:
        violent = YES if day < RESIDUAL_VOID else NO
    drug = found_to_be(prior, SERIOUS_DRUG)
    if prior.maximum is not None and prior.maximum < TEN_YEARS:
        drug = NO  # a serious drug offense carries ten years or more
    kind = some(violent, drug)
    when = before_offense(prior, began, ended)
    answer = every(felony, kind, when)
    if kind == NO:
        return answer, "found neither a violent felony nor a serious drug offense, or carried less than ten years"
    if when == NO:
        return answer, "conviction after the offense"
    if kind == OPEN:
        return answer, "no court found it a violent felony or a serious drug offense, or refused to"
    if answer == OPEN:
        return answer, "its maximum, or that it came before the offense, is not given"
    return answer, "found a violent felony or a serious drug offense"


def _occasions(priors: Sequence[Prior], sure: bool) -> int:
    """On how many occasions the offenses were committed: the fewest, where `sure`, else the most.

    Offenses of one named occasion are one. Different named occasions, or different days of offense, are different ones; of
    others it is not known, and for the fewest they count as one with those sentenced on the same day.
    """
    found: set[str] = set()
    for number, prior in enumerate(priors):
        if prior.occasion:
            found.add(f"occasion {prior.occasion}")
        elif prior.offense is not None:
            found.add(f"offense of {prior.offense}")
        else:
            found.add(f"sentence of {prior.imposed}" if sure else f"number {number}")
    return len(found)

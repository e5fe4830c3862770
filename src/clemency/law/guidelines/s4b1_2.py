"""USSG §§4B1.1(a), 4B1.2(c): whether prior sentences make a career offender.

At least two prior felony convictions of a crime of violence or a controlled substance offense, sustained before the offense
was committed and counted separately under §4A1.1(a) to (c). Until 2015-10-31 each single sentence gave one predicate at
most; from 2015-11-01 any sentence in it that would have received points by itself (§4A1.2, comment. (n.3); amend. 795),
but the two convictions must still be counted separately. The residual clause of §4B1.2(a)(2) was struck on 2016-08-01
(amend. 798): an offense found a crime of violence by it alone counts until then.

Taken as given: that the person was eighteen when the offense was committed.
"""

from __future__ import annotations

from collections.abc import Sequence

from clemency.law.dates import parse_day
from clemency.law.explain import Step
from clemency.law.guidelines.s4a1_2 import Counted, Prior, score
from clemency.law.prior_convictions import (
    CONTROLLED_SUBSTANCE,
    CRIME_OF_VIOLENCE,
    NO,
    OPEN,
    RESIDUAL,
    YES,
    Finding,
    before_offense,
    enough,
    every,
    found_to_be,
    line,
    name_of,
    punishable_over_a_year,
    some,
    tally,
)

RESIDUAL_STRUCK = parse_day("2016-08-01")
NEEDED = 2
CITATION = "USSG §4B1.1(a)(3), §4B1.2(c)"


def career_offender(priors: Sequence[Prior], began: int, ended: int, day: int, instant: str) -> Finding:
    """Whether §4B1.1(a) is met under the Manual of `day`.

    began, ended: of the offense.  instant: whether the offense of conviction is a felony of violence or drugs.
    """
    counted = score(priors, began, ended, day).counted
    singles = [_single(each, began, ended, day) for each in counted]
    least, most = tally(step.value for step in singles)
    priors_enough = enough(least, most, NEEDED)
    answer = every(instant, priors_enough)
    total = Step(
        "Career offender",
        answer,
        f"offense of conviction of violence or drugs: {instant}; predicates: {_number(least, most)}, two needed",
        "USSG §4B1.1(a)",
        answer == YES,
    )
    return Finding("career_offender", answer, least, most, (*singles, total))


def _single(each: Counted, began: int, ended: int, day: int) -> Step:
    """Whether one single sentence holds a predicate; one at most."""
    if not each.points:
        return Step(_named(each), NO, f"no points: {each.reason}", CITATION, False)
    answers = [_predicate(prior, began, ended, day) for prior in each.priors]
    best = some(*(answer for answer, _ in answers))
    reason = next(reason for answer, reason in answers if answer == best)
    if len(each.priors) == 1:
        return line(each.priors[0], best, reason, CITATION)
    return Step(_named(each), best, f"single sentence: {reason}", CITATION, best != NO)


def _predicate(prior: Prior, began: int, ended: int, day: int) -> tuple[str, str]:
    if prior.before_18 and not prior.adult:
        return NO, "not an adult conviction"
    felony = punishable_over_a_year(prior)
    if felony == NO:
        return NO, "not punishable by more than a year"
    kind = kind_on(prior, day)
    when = before_offense(prior, began, ended)
    answer = every(felony, kind, when)
    if kind == NO:
        return answer, "found neither a crime of violence nor a controlled substance offense"
    if when == NO:
        return answer, "conviction after the offense"
    if kind == OPEN:
        return answer, "no court found it a crime of violence or a controlled substance offense, or refused to"
    if felony == OPEN:
        return answer, "whether it was punishable by more than a year is not given"
    if when == OPEN:
        return answer, "whether the conviction came before the offense is not given"
    return answer, "felony, found a crime of violence or a controlled substance offense"


def kind_on(prior: Prior, day: int) -> str:
    """Whether the offense was found of violence or drugs, by the definition of a day."""
    violence = found_to_be(prior, CRIME_OF_VIOLENCE)
    if violence == OPEN and CRIME_OF_VIOLENCE + RESIDUAL in prior.found:
        violence = YES if day < RESIDUAL_STRUCK else NO
    return some(violence, found_to_be(prior, CONTROLLED_SUBSTANCE))


def _named(each: Counted) -> str:
    return ", ".join(name_of(prior) for prior in each.priors)


def _number(least: int, most: int) -> str:
    return str(least) if least == most else f"{least} to {most}"

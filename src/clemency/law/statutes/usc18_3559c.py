"""18 U.S.C. § 3559(c): three strikes, life for a serious violent felony, from 1994-09-13 (Pub. L. 103-322, § 70001).

Prior convictions on separate occasions of two serious violent felonies, or of one with a serious drug offense; each after
the first committed after the conviction of the one before it ((c)(1)(B)). The government must have filed a notice
((c)(4), by 21 U.S.C. § 851(a)). That a robbery or arson without weapon or injury does not qualify ((c)(3)) is for the person
to show, and is for the court: `found_not` says that it was shown. From memory, with a Congressional summary (CRS R41461).
"""

from __future__ import annotations

from collections.abc import Sequence

from clemency.law.dates import format_day, parse_day
from clemency.law.explain import Step
from clemency.law.guidelines.s4a1_2 import Prior
from clemency.law.prior_convictions import (
    NO,
    OPEN,
    SERIOUS_VIOLENT,
    STRIKE_DRUG,
    YES,
    Finding,
    before_offense,
    enough,
    every,
    found_to_be,
    line,
    some,
    tally,
)

IN_FORCE_FROM = parse_day("1994-09-13")
NEEDED = 2
CITATION = "18 U.S.C. § 3559(c)"


def three_strikes(priors: Sequence[Prior], began: int, ended: int, instant: str, notice: str) -> Finding:
    """Whether § 3559(c)(1) is met. instant: the offense of conviction is a serious violent felony; notice: one was filed."""
    if ended < IN_FORCE_FROM:
        step = Step("Three strikes", NO, f"not law before {format_day(IN_FORCE_FROM)}", CITATION, False)
        return Finding("three_strikes", NO, 0, 0, (step,))
    ordered = sorted(priors, key=lambda prior: prior.imposed)
    strikes = [_strike(prior, began, ended) for prior in ordered]
    violent = [found_to_be(prior, SERIOUS_VIOLENT) for prior in ordered]
    steps = [line(prior, answer, reason, CITATION) for prior, (answer, reason) in zip(ordered, strikes, strict=True)]
    answers = [answer for answer, _ in strikes]
    number = enough(*tally(answers), NEEDED)
    one_violent = some(*(every(a, b) for a, b in zip(answers, violent, strict=True))) if answers else NO
    order = _in_order([prior for prior, answer in zip(ordered, answers, strict=True) if answer != NO])
    answer = every(instant, notice, number, one_violent, order if number != NO else NO)
    least, most = tally(answers)
    reason = (
        f"serious violent felony now: {instant}; notice: {notice}; strikes: {least if least == most else f'{least} to {most}'},"
        f" one of them violent: {one_violent}; each committed after the conviction before it: {order}"
    )
    total = Step("Three strikes", answer, reason, "18 U.S.C. § 3559(c)(1), (4)", answer == YES)
    return Finding("three_strikes", answer, least, most, (*steps, total))


def _strike(prior: Prior, began: int, ended: int) -> tuple[str, str]:
    kind = some(found_to_be(prior, SERIOUS_VIOLENT), found_to_be(prior, STRIKE_DRUG))
    answer = every(kind, before_offense(prior, began, ended))
    if kind == NO:
        return answer, "found neither a serious violent felony nor a serious drug offense"
    if kind == OPEN:
        return answer, "no court found it a serious violent felony or a serious drug offense, or refused to"
    return answer, "found a serious violent felony or a serious drug offense"


def _in_order(priors: Sequence[Prior]) -> str:
    """Whether two of them stand so that the second was committed after the conviction of the first."""
    answers = [OPEN]
    for number, first in enumerate(priors):
        convicted = first.imposed if first.convicted is None else first.convicted
        for second in priors[number + 1 :]:
            if second.offense is not None:
                answers.append(YES if second.offense > convicted else NO)
            else:
                answers.append(OPEN)
    answers = answers[1:] or [NO]
    return some(*answers)

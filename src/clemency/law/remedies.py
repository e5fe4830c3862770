"""Is a court remedy still open, or only clemency?

18 U.S.C. § 3582(c)(2) with USSG §1B1.10: an amendment on the list of (d) is put in place alone, every other decision
left as it was; the person is eligible if the applicable range (after the statute) falls. First Step Act § 404: crack
sentences under a statute whose penalties the Fair Sentencing Act changed. What is left is for the President.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from clemency.law import columns as C
from clemency.law import parameters as P
from clemency.law.columns import Law
from clemency.law.facts import (
    MAX_DRUGS,
    USC21_841,
    USC21_844,
    USC21_859,
    USC21_860,
    USC21_861,
    USC21_960,
    Days,
    Facts,
)
from clemency.law.figures import GOVERNS_CAREER, LIMIT_MINIMUM_IS_SENTENCE, Figures
from clemency.law.guidelines.s1b1_1 import figures, figures_within, statutory_limits
from clemency.law.guidelines.s1b1_11 import milder
from clemency.law.statutes.usc21_841 import reaches

# Outcomes of one remedy, in the order in which they help
ELIGIBLE = 3
AT_OR_BELOW_FLOOR = 2  # range lowered, but the term imposed is already at or below the amended minimum
UNCHANGED = 1  # the amendment does not lower the applicable range
DOES_NOT_REACH = 0

# Why a listed amendment does not lower the range
BECAUSE_LOWERED = 0
BECAUSE_RANGE_UNCHANGED = 1
BECAUSE_CAREER_OFFENDER = 2
BECAUSE_MINIMUM = 3
BECAUSE_WEIGHT_SAME_ROW = 4


class Reduced(NamedTuple):
    """What one amendment does to a case under §1B1.10."""

    outcome: int
    because: int
    low: float
    high: float


def amended(law: Law, book: int, act: int, columns: Any) -> Law:
    """The law with one more state at its end: that of `book` with the cells that act `act` changed."""
    rows = list(law.book[book : book + C.BOOK_WIDTH])
    before, after = (act - 1) * C.BOOK_WIDTH, act * C.BOOK_WIDTH
    for column in columns:
        if law.book[after + column] != law.book[before + column]:
            rows[column] = law.book[after + column]
    return law._replace(book=[*law.book, *rows])


def why_unchanged(then: Figures, new: Figures) -> int:
    if then.governs == GOVERNS_CAREER or new.governs == GOVERNS_CAREER:
        return BECAUSE_CAREER_OFFENDER
    if new.base == then.base and new.category == then.category:
        return BECAUSE_WEIGHT_SAME_ROW
    if new.limit == LIMIT_MINIMUM_IS_SENTENCE or new.low == then.minimum:
        return BECAUSE_MINIMUM
    return BECAUSE_RANGE_UNCHANGED


def outcome_of(lowered: bool, amended_low: float, imposed: float) -> int:
    """Whether a court may reduce: the applicable range fell, and the term imposed is not already at its new minimum."""
    if not lowered:
        return UNCHANGED
    if imposed >= 0 and imposed <= amended_low:
        return AT_OR_BELOW_FLOOR
    return ELIGIBLE


def reduction(law: Law, facts: Facts, days: Days, then: Figures, book: int) -> Reduced:
    """§1B1.10(a)-(b) with the amended state at `book`: eligible if the applicable range is lower.

    (b)(2)(A): a term already at or below the amended minimum is not reduced, unless the original term was below the
    range on a government motion for substantial assistance ((b)(2)(B)), which this does not know.
    """
    new = figures(law, facts, days, book)
    outcome = outcome_of(milder(new, then), new.low, facts.imposed)
    because = why_unchanged(then, new) if outcome == UNCHANGED else BECAUSE_LOWERED
    return Reduced(outcome, because, new.low, new.high)


def substantial_assistance_floor(imposed: float, original_low: float, amended_low: float) -> float:
    """§1B1.10(b)(2)(B): a reduction comparably less than the amended range, for a term below the original range on a
    government motion. Months; `original_low` and `amended_low` are the bottoms of the ranges (comment. n.3, n.4)."""
    return amended_low * imposed / original_low


def covered_by_section_404(law: Law, facts: Facts, days: Days, fair_sentencing: int) -> bool:
    """First Step Act § 404(a): an offense before 2010-08-03 under a statute whose penalties the Fair Sentencing Act changed.

    Crack in § 841(b)(1)(A) or (B), or possession above the old quantities; never (C) (Terry v. United States, 593 U.S.
    486 (2021)). Not for a sentence already imposed under the new law (§ 404(c)).
    """
    if days.sentencing >= fair_sentencing or days.offense >= fair_sentencing:
        return False
    if facts.statute == USC21_844:
        above = law.book[days.offense * C.BOOK_WIDTH + P.CRACK_POSSESSION_ABOVE_MG_0 + min(facts.priors_851, 2)] * 1000
        return above > 0 and facts.drug[0] == C.COCAINE_BASE and facts.weight[0] > above
    # §§ 859 to 861 take multiples of the limits of § 841(b), so they changed with it.
    from_841 = (
        facts.statute == USC21_841
        or facts.statute == USC21_859
        or facts.statute == USC21_860
        or facts.statute == USC21_861
    )
    if (not from_841 and facts.statute != USC21_960) or facts.quantity_not_charged:
        return False
    family = C.FAMILY_841 if from_841 else C.FAMILY_960
    for i in range(MAX_DRUGS):
        if facts.drug[i] == C.COCAINE_BASE:
            return reaches(law, facts, days, family, C.TIER_B, i)
    return False


def section_404_figures(law: Law, facts: Facts, days: Days, then: Figures, fair_sentencing: int) -> Figures:
    """The case as if sections 2 and 3 of the Fair Sentencing Act had been in effect: its limits swapped, all else as it was."""
    as_if = Days(days.offense, days.conviction, fair_sentencing)
    limits = statutory_limits(law, facts, as_if)
    return figures_within(law, facts, days, then.book, limits, then.points, then.safety_valve > 0)

"""21 U.S.C. § 841(b) with §§ 846 and 851, and § 960(b): which subdivision a case falls in, and its limits.

Which date governs: offense date, but the Fair Sentencing Act's thresholds and sections 401 and 403 of the First Step
Act look to the sentencing date (Dorsey v. United States, 567 U.S. 260 (2012); Pub. L. 115-391, §§ 401(c), 403(b)).
"""

from __future__ import annotations

from clemency.law import columns as C
from clemency.law import parameters as P
from clemency.law.columns import Law
from clemency.law.facts import MAX_DRUGS, UNKNOWN, Days, Facts
from clemency.law.figures import Limits

MILLION = 1_000_000


def threshold(law: Law, days: Days, family: int, tier: int, substance: int) -> int:
    """Quantity that puts a case in the subdivision (micrograms, or millionths of a plant); 0 where it names none."""
    at = (family * 3 + tier) * C.SUBSTANCES + substance
    by_sentence = law.thresholds_by_sentence[days.sentencing * C.THRESHOLDS + at]
    if by_sentence >= 0:
        return by_sentence
    return law.thresholds_by_offense[days.offense * C.THRESHOLDS + at]


def statutory_quantity(facts: Facts, i: int) -> int:
    """Quantity that counts for the statute: as charged or found, else the weight. LSD with its carrier; plants by number."""
    if facts.charged[i] >= 0:
        return facts.charged[i]
    if facts.drug[i] == C.MARIJUANA_PLANTS:
        return facts.units[i] * MILLION
    return facts.weight[i]


def reaches(law: Law, facts: Facts, days: Days, family: int, tier: int, i: int) -> bool:
    """Whether drug line `i` alone meets the threshold of subdivision (A) or (B); the statute does not add drugs together."""
    row = facts.drug[i] * C.DRUG_WIDTH
    substance = law.drugs[row + C.DRUG_STATUTORY]
    at_least = threshold(law, days, family, tier, substance)
    if at_least > 0 and statutory_quantity(facts, i) >= at_least:
        return True
    if facts.pure[i] <= 0:
        return False
    pure = law.drugs[row + C.DRUG_STATUTORY_PURE]
    at_least = threshold(law, days, family, tier, pure)
    return at_least > 0 and facts.pure[i] >= at_least


def below_limit(law: Law, facts: Facts, days: Days, family: int, i: int) -> bool:
    """§ 841(b)(1)(D), § 960(b)(4): less than 50 kg of marijuana, so many plants, 10 kg of hashish or 1 kg of its oil."""
    substance = law.drugs[facts.drug[i] * C.DRUG_WIDTH + C.DRUG_STATUTORY]
    limit = threshold(law, days, family, C.BELOW_LIMIT, substance)
    return statutory_quantity(facts, i) < limit


def least_tier(law: Law, facts: Facts, days: Days, family: int, i: int) -> int:
    """The subdivision without a threshold, by schedule: (C), (D), (E), (b)(2) or (b)(3).

    § 960(b)(4) took in Schedules III to V until 2009-04-12 (Pub. L. 110-425). A gram of flunitrazepam reaches (C);
    under § 960(b)(3) any amount does.
    """
    row = facts.drug[i] * C.DRUG_WIDTH
    schedule = law.drugs[row + C.DRUG_SCHEDULE]
    substance = law.drugs[row + C.DRUG_STATUTORY]
    if substance == C.FLUNITRAZEPAM_SUBSTANCE:
        at_least = threshold(law, days, C.FAMILY_841, C.TIER_A, substance)
        enough = statutory_quantity(facts, i) >= at_least or family == C.FAMILY_960
        if at_least > 0 and enough:
            return C.TIER_C
    if schedule >= C.SCHEDULE_III:
        at = days.offense * C.PENALTIES + penalty_index(C.FAMILY_841, C.TIER_E, 0, 0)
        before_2009 = law.penalties_by_offense[at] == C.NONE_IN_FORCE
        if before_2009 and (schedule == C.SCHEDULE_III or family == C.FAMILY_960):
            return C.TIER_D
        if schedule == C.SCHEDULE_III:
            return C.TIER_E
        return C.TIER_2 if schedule == C.SCHEDULE_IV else C.TIER_3
    if below_limit(law, facts, days, family, i):
        return C.TIER_D
    return C.TIER_C


def weight_of_tier(tier: int) -> int:
    """Order of severity; (E), ten years, stands above (D), five."""
    if tier == C.TIER_D:
        return C.TIER_E
    if tier == C.TIER_E:
        return C.TIER_D
    return tier


def tier(law: Law, facts: Facts, days: Days, family: int) -> int:
    """The gravest subdivision that any one drug of the count reaches."""
    gravest = C.TIER_NONE
    for i in range(MAX_DRUGS):
        if facts.drug[i] == C.NO_DRUG:
            break
        if not facts.quantity_not_charged and reaches(law, facts, days, family, C.TIER_A, i):
            found = C.TIER_A
        elif not facts.quantity_not_charged and reaches(law, facts, days, family, C.TIER_B, i):
            found = C.TIER_B
        else:
            found = least_tier(law, facts, days, family, i)
        if gravest == C.TIER_NONE or weight_of_tier(found) < weight_of_tier(gravest):
            gravest = found
    return gravest


def named_quantity(law: Law, facts: Facts, days: Days, family: int, named: int, i: int, known: int) -> int:
    """Quantity charged of drug line `i` where the judgment names subdivision (A) or (B): the least that reached it then.

    known: the weight where it is exact, else UNKNOWN. It speaks for itself, unless it would lead above the subdivision.
    """
    substance = law.drugs[facts.drug[i] * C.DRUG_WIDTH + C.DRUG_STATUTORY]
    least = threshold(law, days, family, named, substance)
    if least == 0 or facts.charged[i] != UNKNOWN:
        return facts.charged[i]
    higher = threshold(law, days, family, C.TIER_A, substance)
    if known == UNKNOWN or (named == C.TIER_B and higher > 0 and known >= higher):
        return least
    return facts.charged[i]


def penalty_index(family: int, tier: int, priors: int, death: int) -> int:
    return (((family * C.TIERS + tier) * 3 + priors) * 2 + death) * C.PENALTY_WIDTH


def limits(law: Law, facts: Facts, days: Days, family: int) -> Limits:
    """Minimum, maximum and supervised release of the count under § 841(b) or § 960(b), with the row that sets them."""
    found = tier(law, facts, days, family)
    if found == C.TIER_NONE:
        return Limits(found, 0.0, C.NONE_IN_FORCE, C.NONE_IN_FORCE, 0.0, -1)
    death = 1 if facts.death else 0
    at = days.sentencing * C.PENALTIES + penalty_index(family, found, min(facts.serious_priors, 2), death)
    plain = days.sentencing * C.PENALTIES + penalty_index(family, found, 0, death)
    rows = law.penalties_by_sentence
    if rows[at] == C.NONE_IN_FORCE:
        at = days.offense * C.PENALTIES + penalty_index(family, found, min(facts.priors_851, 2), death)
        plain = days.offense * C.PENALTIES + penalty_index(family, found, 0, death)
        rows = law.penalties_by_offense
    minimum = rows[at]
    # §§ 846, 963 before 1988-11-18: the maximum of the object offense, not its minimum.
    if facts.conspiracy and law.book[days.offense * C.BOOK_WIDTH + P.ATTEMPT_TAKES_MINIMUM] == 0:
        minimum = 0.0
    return Limits(found, minimum, rows[at + 1], rows[plain + 1], rows[at + 2], int(rows[at + 3]))

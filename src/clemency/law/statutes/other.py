"""Statutes whose limits stand in one table, data/statutes/other.csv: 21 U.S.C. §§ 844, 848, 843; title 18 and 8 offenses."""

from __future__ import annotations

from clemency.law import columns as C
from clemency.law import parameters as P
from clemency.law.columns import Law
from clemency.law.facts import LIFE, MAX_DRUGS, Days, Facts
from clemency.law.figures import Limits


def offense_index(law: Law, days: Days, offense: int, priors: int) -> tuple[bool, int]:
    """Where the row of an offense stands: in the arrays tested by the sentencing date (True) or by the offense date."""
    width = law.offense_count * 3 * C.OFFENSE_WIDTH
    at = (offense * 3 + priors) * C.OFFENSE_WIDTH
    by_sentence = days.sentencing * width + at
    if law.offenses_by_sentence[by_sentence] != C.NONE_IN_FORCE:
        return True, by_sentence
    return False, days.offense * width + at


def offense_minimum(law: Law, days: Days, offense: int, priors: int) -> float:
    """Months; -1 where no row is in force."""
    by_sentence, at = offense_index(law, days, offense, priors)
    return law.offenses_by_sentence[at] if by_sentence else law.offenses_by_offense[at]


def limits(law: Law, facts: Facts, days: Days, offense: int) -> Limits:
    priors = min(facts.priors_851, 2)
    by_sentence, at = offense_index(law, days, offense, priors)
    rows = law.offenses_by_offense
    if by_sentence:
        rows = law.offenses_by_sentence
    maximum = rows[at + 1]
    _, plain = offense_index(law, days, offense, 0)
    unenhanced = maximum
    if rows[plain] != C.NONE_IN_FORCE:
        unenhanced = rows[plain + 1]
    return Limits(C.TIER_NONE, max(rows[at], 0.0), maximum, unenhanced, 0.0, int(rows[at + 2]))


def simple_possession(law: Law, facts: Facts, days: Days) -> Limits:
    """21 U.S.C. § 844(a). Crack above 5, 3 or 1 grams (by priors) carried five years from 1988-11-18; the Fair Sentencing
    Act, § 3, repealed that for sentences from 2010-08-03."""
    priors = min(facts.priors_851, 2)
    offense_book = days.offense * C.BOOK_WIDTH
    sentencing_book = days.sentencing * C.BOOK_WIDTH
    above = law.book[offense_book + P.CRACK_POSSESSION_ABOVE_MG_0 + priors] * 1000
    in_force = law.book[sentencing_book + P.CRACK_POSSESSION_ABOVE_MG_0 + priors] > 0
    for i in range(MAX_DRUGS):
        if facts.drug[i] == C.COCAINE_BASE and above > 0 and in_force and facts.weight[i] > above:
            return limits(law, facts, days, C.OFFENSE_844_CRACK)
    return limits(law, facts, days, C.OFFENSE_844)


def armed_career_criminal(law: Law, facts: Facts, days: Days, under: Limits) -> Limits:
    """18 U.S.C. § 924(e): fifteen years to life in place of the limits of § 922(g)."""
    minimum = offense_minimum(law, days, C.OFFENSE_924E, 2)
    return Limits(under.tier, max(under.minimum, minimum), LIFE, LIFE, under.supervised_release, under.row)

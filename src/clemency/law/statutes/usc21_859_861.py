"""21 U.S.C. §§ 859 (to a person under 21), 860 (near a school), 861 (using a person under 18): multiples of § 841(b).

Twice its maximum and supervised release, three times with a prior conviction under the section; a minimum of one year
(§ 860(b), from 1990-11-29: three years with a prior) unless § 841(b) sets a greater one.
"""

from __future__ import annotations

from clemency.law import columns as C
from clemency.law.columns import Law
from clemency.law.facts import LIFE, USC21_859, USC21_860, Days, Facts
from clemency.law.figures import Limits
from clemency.law.statutes import usc21_841
from clemency.law.statutes.other import offense_minimum


def limits(law: Law, facts: Facts, days: Days) -> Limits:
    under = usc21_841.limits(law, facts, days, C.FAMILY_841)
    if under.tier == C.TIER_NONE:
        return under
    offense = C.OFFENSE_861
    if facts.statute == USC21_860:
        offense = C.OFFENSE_860
    elif facts.statute == USC21_859:
        offense = C.OFFENSE_859
    own_minimum = max(offense_minimum(law, days, offense, min(facts.priors_851, 2)), 0.0)
    factor = 3.0 if facts.priors_851 > 0 else 2.0
    maximum = under.maximum * factor
    if facts.statute == USC21_860 and facts.priors_851 > 0:
        maximum = LIFE  # § 860(b): three years to life, or three times, whichever is greater
    return Limits(
        under.tier,
        max(under.minimum, own_minimum),
        maximum,
        under.maximum_unenhanced * 2.0,
        under.supervised_release * factor,
        under.row,
    )

"""18 U.S.C. § 3553(f): the safety valve from mandatory minimums. Also the test of USSG §5C1.2(a).

From 1994-09-23 for sentences imposed from then on: not more than one criminal history point. For convictions entered
from 2018-12-21 (Pub. L. 115-391, § 402): not more than four points without those of one-point offenses, no prior
three-point offense, no prior two-point violent offense; each disqualifies by itself (Pulsifer v. United States,
601 U.S. 124 (2024)). Sections 859 to 861 of title 21 are not among the offenses it reaches.
"""

from __future__ import annotations

from clemency.law import columns as C
from clemency.law import parameters as P
from clemency.law.columns import Law
from clemency.law.facts import GUN_NONE, USC21_841, USC21_844, USC21_960, Days, Facts


def within_2018_limits(facts: Facts, points: int) -> bool:
    """(f)(1)(A)-(C)."""
    return points - facts.one_point_points <= 4 and not facts.prior_3_point and not facts.prior_2_point_violent


def conduct_qualifies(facts: Facts) -> bool:
    """(f)(2)-(5): no violence or weapon, no death or serious injury, no leading role, truthful disclosure."""
    return (
        facts.safety_valve_conduct > 0
        and not facts.weapon
        and not facts.violence
        and not facts.death
        and facts.aggravating_role == 0
        and facts.guns[0] == GUN_NONE
    )


def applies(law: Law, facts: Facts, days: Days, points: int) -> bool:
    """Whether the court may sentence below the statutory minimum of the count."""
    if facts.statute != USC21_841 and facts.statute != USC21_960 and facts.statute != USC21_844:
        return False
    if not conduct_qualifies(facts):
        return False
    if law.book[days.conviction * C.BOOK_WIDTH + P.STATUTORY_SAFETY_VALVE_2018] > 0:
        return within_2018_limits(facts, points)
    return law.book[days.sentencing * C.BOOK_WIDTH + P.STATUTORY_SAFETY_VALVE] > 0 and points <= 1

"""USSG §2P1.2: contraband in prison. 23, 13, 6 or 4 by the object; drugs for distribution by §2D1.1.

Methamphetamine was among the other controlled substances until 1995-10-31 (amend. 525); a mobile phone is named since
2012-11-01 (amend. 769).
"""

from __future__ import annotations

from collections.abc import Mapping

from clemency.law.dates import GUIDELINES_FROM
from clemency.law.guidelines.chapter_two import MOST_LEVEL, Fact, Guideline

FACTS = (
    Fact("firearm", "Was the object a firearm or destructive device?", needed=True),
    Fact("weapon_or_narcotic", "A weapon, means of escape, ammunition, LSD, PCP or narcotic?", needed=True),
    Fact("methamphetamine", "Methamphetamine?", needed=True),
    Fact("alcohol_money_or_drug", "Alcohol, currency or another controlled substance?", needed=True),
    Fact("mobile_phone", "A mobile phone (from 2012-11-01)?"),
    Fact("officer", "By an officer or employee?"),
    Fact("drug_level", "Level of §2D1.1, if distribution was the object (0: it was not)?", MOST_LEVEL),
    Fact("punishable_1791_b_1", "Punishable under 18 U.S.C. § 1791(b)(1)?"),
)


def derive(facts: Mapping[str, int], day: int) -> Mapping[str, int]:
    """The cross-reference has a level of its own where 18 U.S.C. § 1791(b)(1) applies."""
    listed = facts["drug_level"] if facts["punishable_1791_b_1"] else 0
    return dict(facts) | {"drug_level_1989": listed, "drug_level_1791": listed}


GUIDELINES = {"2P1.2": Guideline("2P1.2", "Contraband in prison", FACTS, derive, GUIDELINES_FROM)}

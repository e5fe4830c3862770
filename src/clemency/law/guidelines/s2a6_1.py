"""USSG §§2A5.2, 2A6.1, 2A6.2: interference with a flight crew, threats, stalking and domestic violence.

§2A6.2 came on 1997-11-01 (amend. 549) at 14, 18 from 2001-11-01 (amend. 616).
"""

from __future__ import annotations

from collections.abc import Mapping

from clemency.law.dates import GUIDELINES_FROM, parse_day
from clemency.law.guidelines.chapter_two import CROSS_REFERENCE, MOST_LEVEL, Fact, Guideline, all_facts

FLIGHT = (
    Fact("intentionally_endangered", "Was safety endangered intentionally?", needed=True),
    Fact("recklessly_endangered", "Was safety endangered recklessly?", needed=True),
    Fact("assault_level", "The level of the assault guideline, if an assault occurred (0: none)?", MOST_LEVEL),
    Fact("firearm_discharged", "Was a firearm discharged (from 2002-11-01)?"),
    Fact("weapon_used", "Was a dangerous weapon otherwise used (from 2002-11-01)?"),
    Fact("weapon_brandished", "Was a dangerous weapon brandished or threatened (from 2002-11-01)?"),
    CROSS_REFERENCE,
)
THREATS = (
    Fact("convicted_223", "47 U.S.C. § 223(a)(1)(C), (D) or (E) without a threat of injury (from 1997-11-01)?"),
    Fact("intent_to_carry_out", "Conduct showing intent to carry out the threat?"),
    Fact("more_than_two_threats", "More than two threats (from 1997-11-01)?"),
    Fact("more_than_two_liens", "More than two false liens, 18 U.S.C. § 1521 (from 2008-11-01)?"),
    Fact("protection_order", "Violation of a court protection order (from 1997-11-01)?"),
    Fact("disruption_or_cost", "Substantial disruption, or cost of the response (from 2002-11-01)?"),
    Fact("public_incitement", "18 U.S.C. § 115, publicly, with a risk of inciting others (from 2009-11-01)?"),
    Fact("single_instance", "A single instance with little or no deliberation?"),
    CROSS_REFERENCE,
)
STALKING = (
    Fact("factors", "How many of the listed factors: order, injury, strangling, weapon, pattern?", 5, needed=True),
    CROSS_REFERENCE,
)


def stalking(facts: Mapping[str, int], day: int) -> Mapping[str, int]:
    """One factor, or more than one; strangling is among them since 2014-11-01."""
    return dict(facts) | {"one_factor": int(facts["factors"] == 1), "several_factors": int(facts["factors"] > 1)}


GUIDELINES = {
    "2A5.2": Guideline("2A5.2", "Interference with a flight crew", FLIGHT, all_facts, GUIDELINES_FROM),
    "2A6.1": Guideline("2A6.1", "Threatening communications", THREATS, all_facts, GUIDELINES_FROM),
    "2A6.2": Guideline("2A6.2", "Stalking or domestic violence", STALKING, stalking, parse_day("1997-11-01")),
}

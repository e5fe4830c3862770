"""USSG §§2D1.11 to 2D1.13, 2D2.2: listed chemicals, prohibited equipment, evasion of reports, drugs by fraud.

The chemical quantity tables of §2D1.11(d) and (e) are not tabulated: their level is asked as a fact. The steps of (a) for a
mitigating role named table (e) until 2007-10-31, whose levels end at 30: a printing error (amend. 707), read as (d).
"""

from __future__ import annotations

from collections.abc import Mapping

from clemency.law.dates import GUIDELINES_FROM, parse_day
from clemency.law.guidelines.chapter_two import CROSS_REFERENCE, MOST_LEVEL, Fact, Guideline, all_facts

FROM = parse_day("1991-11-01")
LEVEL = Fact("chemical_level", "The level of the chemical quantity table of the day?", MOST_LEVEL, needed=True, least=1)
ENVIRONMENT = Fact("environment", "Release or transport of hazardous substances (from 2000-11-01)?")
MASS_MARKETING = Fact("mass_marketing", "Mass-marketing by an interactive computer service (from 2004-11-01)?")
CHEMICALS = (
    LEVEL,
    Fact("weapon", "Was a dangerous weapon possessed?"),
    Fact("without_knowledge", "Convicted without knowing that it was for manufacture?"),
    ENVIRONMENT,
    MASS_MARKETING,
    Fact("convicted_865", "Convicted under 21 U.S.C. § 865 (from 2007-11-01)?"),
    Fact("mitigating_role", "Does an adjustment for a mitigating role apply (§3B1.2; from 2004-11-01)?"),
    Fact("safety_valve", "Are the criteria of §5C1.2(a) met (from 2012-11-01)?"),
    CROSS_REFERENCE,
)
EQUIPMENT = (
    Fact("knew_or_intended", "Intended, or knew of, the manufacture (from 1995-11-01)?", needed=True),
    Fact("methamphetamine", "The manufacture of methamphetamine (from 1997-11-01)?"),
    ENVIRONMENT,
    MASS_MARKETING,
    Fact("anhydrous_ammonia", "Stolen anhydrous ammonia (from 2004-11-01)?"),
    CROSS_REFERENCE,
)
STRUCTURING = (
    Fact("chemical_level", "The level of §2D1.11, if known or believed to be for manufacture (0: not)?", MOST_LEVEL),
    Fact("reason_to_believe", "Only reason to believe so?"),
)


def chemicals(facts: Mapping[str, int], day: int) -> Mapping[str, int]:
    """The steps of (a) for a mitigating role, by the level of the table."""
    level = facts["chemical_level"] if facts["mitigating_role"] else 0
    return dict(facts) | {
        "mitigating_role_32": int(level == 32),
        "mitigating_role_34_36": int(level in (34, 36)),
        "mitigating_role_38": int(level == 38),
    }


def structuring(facts: Mapping[str, int], day: int) -> Mapping[str, int]:
    """(a)(1) or, with reason to believe only, (a)(2)."""
    level, reason = facts["chemical_level"], facts["reason_to_believe"]
    return {"chemical_level": 0 if reason else level, "chemical_level_reason": level if reason else 0}


GUIDELINES = {
    "2D1.11": Guideline("2D1.11", "Listed chemicals", CHEMICALS, chemicals, FROM),
    "2D1.12": Guideline("2D1.12", "Prohibited equipment", EQUIPMENT, all_facts, FROM),
    "2D1.13": Guideline("2D1.13", "Evading chemical reports", STRUCTURING, structuring, FROM),
    "2D2.2": Guideline("2D2.2", "Drugs by forgery or fraud", (), all_facts, GUIDELINES_FROM),
}

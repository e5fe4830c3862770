"""USSG §§2E2.1, 2E3.1, 2E4.1: extortionate credit, gambling and animal fighting, contraband cigarettes.

From 2025-11-01 use of a weapon and restraint are narrower in §2E2.1, as in §2B3.1 (amend. 832).
"""

from __future__ import annotations

from clemency.law.dates import GUIDELINES_FROM
from clemency.law.guidelines.chapter_two import CROSS_REFERENCE, MOST_DOLLARS, Fact, Guideline, all_facts

CREDIT = (
    Fact("firearm_discharged", "Was a firearm discharged?"),
    Fact("weapon_used", "Was a dangerous weapon otherwise used (from 2025-11-01 see §2B3.1)?"),
    Fact("weapon_possessed", "Was a dangerous weapon brandished or possessed?"),
    Fact("bodily_injury", "Bodily injury?"),
    Fact("injury_between_bodily_and_serious", "Between bodily and serious injury (from 1989-11-01)?"),
    Fact("serious_injury", "Serious bodily injury?"),
    Fact("injury_between_serious_and_permanent", "Between serious and permanent injury (from 1989-11-01)?"),
    Fact("permanent_injury", "Permanent or life-threatening injury?"),
    Fact("abducted", "Was a person abducted?"),
    Fact("restrained", "Was a person physically restrained (from 2025-11-01 see §2B3.1)?"),
    CROSS_REFERENCE,
)
GAMBLING = (
    Fact("gambling_business", "A gambling business, wagering information or a commercial operation?", needed=True),
    Fact("animal_fighting", "An animal fighting venture (from 2008-11-01)?", needed=True),
    Fact("attending_child", "Convicted under 7 U.S.C. § 2156(a)(2)(B) (from 2016-11-01)?"),
)
CIGARETTES = (Fact("tax_evaded", "What tax was evaded, in dollars?", MOST_DOLLARS, needed=True),)
GUIDELINES = {
    "2E2.1": Guideline("2E2.1", "Extortionate credit", CREDIT, all_facts, GUIDELINES_FROM),
    "2E3.1": Guideline("2E3.1", "Gambling and animal fighting", GAMBLING, all_facts, GUIDELINES_FROM),
    "2E4.1": Guideline("2E4.1", "Contraband cigarettes", CIGARETTES, all_facts, GUIDELINES_FROM),
}

"""USSG §§2A1.5, 2A2.1, 2A2.3: conspiracy to murder, attempted murder, assault.

§2A2.1: 20 with the characteristics of an aggravated assault until 1990-10-31; then 28 or 22 by its object (amend. 311),
33 or 27 from 2004-11-01 (amend. 663). Conspiracy stood in it until §2A1.5 came in 1990.
"""

from __future__ import annotations

from clemency.law.dates import GUIDELINES_FROM, parse_day
from clemency.law.guidelines.chapter_two import REPLACED, Fact, Guideline, all_facts

CONSPIRACY = (Fact("payment", "Was anything of value offered or received for the murder?"), REPLACED)
ATTEMPT = (
    Fact("first_degree", "Would its object have been first degree murder (from 1990-11-01)?", needed=True),
    Fact("planning", "More than minimal planning (until 1990-10-31)?"),
    Fact("firearm_discharged", "Was a firearm discharged (until 1990-10-31)?"),
    Fact("weapon_used", "Was a dangerous weapon otherwise used (until 1990-10-31)?"),
    Fact("weapon_brandished", "Was a dangerous weapon brandished or threatened (until 1990-10-31)?"),
    Fact("bodily_injury", "Bodily injury (until 1990-10-31)?"),
    Fact("injury_between_bodily_and_serious", "Between bodily and serious injury (until 1990-10-31)?"),
    Fact("serious_injury", "Serious bodily injury?"),
    Fact("injury_between_serious_and_permanent", "Between serious and permanent injury?"),
    Fact("permanent_injury", "Permanent or life-threatening injury?"),
    Fact("payment", "Was anything of value offered or received for the murder?"),
)
ASSAULT = (
    Fact("contact_or_weapon", "Physical contact, or a weapon with a threat to use it?", needed=True),
    Fact("bodily_injury", "Bodily injury (from 2004-11-01)?"),
    Fact("substantial_injury_child", "Substantial bodily injury to a person under sixteen (from 1995-11-01)?"),
    Fact("substantial_injury_partner", "Substantial bodily injury to a spouse or partner (from 2014-11-01)?"),
    REPLACED,
)
GUIDELINES = {
    "2A1.5": Guideline("2A1.5", "Conspiracy to murder", CONSPIRACY, all_facts, parse_day("1990-11-01")),
    "2A2.1": Guideline("2A2.1", "Attempted murder", ATTEMPT, all_facts, GUIDELINES_FROM),
    "2A2.3": Guideline("2A2.3", "Assault", ASSAULT, all_facts, GUIDELINES_FROM),
}

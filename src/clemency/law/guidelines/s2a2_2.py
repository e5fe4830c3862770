"""USSG §2A2.2: aggravated assault. 15, and 14 from 2004-11-01 with a level more for each degree of injury (amend. 663).

Weapon and injury together add 9 at most, 10 since 2004; with strangling (from 2014-11-01) 12.
"""

from __future__ import annotations

from clemency.law.dates import GUIDELINES_FROM
from clemency.law.guidelines.chapter_two import Fact, Guideline, all_facts

FACTS = (
    Fact("planning", "More than minimal planning?"),
    Fact("firearm_discharged", "Was a firearm discharged?"),
    Fact("weapon_used", "Was a dangerous weapon otherwise used?"),
    Fact("weapon_brandished", "Was a dangerous weapon brandished or its use threatened?"),
    Fact("bodily_injury", "Bodily injury?"),
    Fact("injury_between_bodily_and_serious", "Between bodily and serious injury?"),
    Fact("serious_injury", "Serious bodily injury?"),
    Fact("injury_between_serious_and_permanent", "Between serious and permanent injury?"),
    Fact("permanent_injury", "Permanent or life-threatening injury?"),
    Fact("strangling", "Strangling or suffocating a partner (from 2014-11-01)?"),
    Fact("payment", "Was it motivated by payment?"),
    Fact("protection_order", "Violation of a court protection order (from 1997-11-01)?"),
    Fact("convicted_111_b_or_115", "Convicted under 18 U.S.C. § 111(b) or § 115 (from 2004-11-01)?"),
)
GUIDELINES = {"2A2.2": Guideline("2A2.2", "Aggravated assault", FACTS, all_facts, GUIDELINES_FROM)}

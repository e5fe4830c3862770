"""USSG §§2B3.2, 2B3.3: extortion by threats, and blackmail.

§2B3.2: the amount by the table of §2B2.1 until 1991-10-31, then by that of §2B3.1; weapon and injury together 9, then 11
(amend. 366). From 2025-11-01 use of a weapon and restraint are narrower, as in §2B3.1 (amend. 832).
"""

from __future__ import annotations

from collections.abc import Mapping

from clemency.law.dates import GUIDELINES_FROM
from clemency.law.guidelines.chapter_two import CROSS_REFERENCE, MOST_DOLLARS, REPLACED, Fact, Guideline, all_facts

AMOUNT = Fact("amount", "The greater of the amount demanded and that obtained or lost, in dollars?", MOST_DOLLARS, True)
EXTORTION = (
    Fact("express_or_implied_threat", "A threat of death, injury or kidnapping (from 1991-11-01)?"),
    AMOUNT,
    Fact("firearm_discharged", "Was a firearm discharged?"),
    Fact("firearm_used", "Was a firearm otherwise used (from 1991-11-01; from 2025-11-01 see §2B3.1)?"),
    Fact("firearm_possessed", "Was a firearm brandished or possessed (from 1991-11-01)?"),
    Fact("weapon_used", "Was a dangerous weapon otherwise used (from 2025-11-01 see §2B3.1)?"),
    Fact("weapon_possessed", "Was a dangerous weapon brandished or possessed?"),
    Fact("ability_to_carry_out", "Preparation or ability to carry out the threat (from 1991-11-01)?"),
    Fact("bodily_injury", "Bodily injury?"),
    Fact("injury_between_bodily_and_serious", "Between bodily and serious injury (from 1989-11-01)?"),
    Fact("serious_injury", "Serious bodily injury?"),
    Fact("injury_between_serious_and_permanent", "Between serious and permanent injury (from 1989-11-01)?"),
    Fact("permanent_injury", "Permanent or life-threatening injury?"),
    Fact("abducted", "Was a person abducted?"),
    Fact("restrained", "Was a person physically restrained (from 2025-11-01 see §2B3.1)?"),
    CROSS_REFERENCE,
)


def extortion(facts: Mapping[str, int], day: int) -> Mapping[str, int]:
    """The amount counts by the table of its day."""
    return dict(facts) | {"amount_1987": facts["amount"]}


GUIDELINES = {
    "2B3.2": Guideline("2B3.2", "Extortion by threats", EXTORTION, extortion, GUIDELINES_FROM),
    "2B3.3": Guideline("2B3.3", "Blackmail", (AMOUNT, REPLACED), all_facts, GUIDELINES_FROM),
}

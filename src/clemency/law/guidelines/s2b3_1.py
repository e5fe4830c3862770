"""USSG §2B3.1: robbery. 18, and 20 from 1989-11-01; weapon, injury, restraint, loss by its own table.

Weapon and injury together add 9 levels at most, 11 from 1991-11-01 (amend. 365). In 1987 the loss of a bank or post
office counted as at least $5,000; since 1989 it is 2 levels. The cross-reference to murder is a fact.

From 2025-11-01 a weapon is used, beyond brandishing, by a specific threat or by touching a victim with it, and restraint
takes contact or confinement (amend. 832): the facts are asked as the Manual of the day has them; no figure changed.
"""

from __future__ import annotations

from collections.abc import Mapping

from clemency.law.dates import GUIDELINES_FROM, parse_day
from clemency.law.guidelines.chapter_two import CROSS_REFERENCE, MOST_DOLLARS, Fact, Guideline

BANK_ADDS_LEVELS_FROM = parse_day("1989-11-01")
LEAST_LOSS_OF_A_BANK = 5_000

FACTS = (
    Fact("loss", "What loss did the court find, in dollars?", MOST_DOLLARS, needed=True),
    Fact("financial_institution", "Was property of a bank or post office taken, or the object?"),
    Fact("firearm_discharged", "Was a firearm discharged?"),
    Fact("firearm_used", "Was a firearm otherwise used (from 2025-11-01: a specific threat with it, or contact)?"),
    Fact("firearm_possessed", "Was a firearm brandished or possessed?"),
    Fact("weapon_used", "Was another dangerous weapon otherwise used (from 2025-11-01: as for a firearm)?"),
    Fact("weapon_possessed", "Was another dangerous weapon brandished or possessed?"),
    Fact("threat_of_death", "Was there a threat of death (until 1997-10-31 an express one)?"),
    Fact("bodily_injury", "Bodily injury?"),
    Fact("injury_between_bodily_and_serious", "Between bodily and serious injury?"),
    Fact("serious_injury", "Serious bodily injury?"),
    Fact("injury_between_serious_and_permanent", "Between serious and permanent injury?"),
    Fact("permanent_injury", "Permanent or life-threatening injury?"),
    Fact("abducted", "Was a person abducted?"),
    Fact("restrained", "Was a person physically restrained (from 2025-11-01: by contact or confinement)?"),
    Fact("carjacking", "Was it carjacking (from 1993-11-01)?"),
    Fact("firearm_or_drug_taken", "Was a firearm, destructive device or controlled substance taken?"),
    CROSS_REFERENCE,
)


def derive(facts: Mapping[str, int], day: int) -> Mapping[str, int]:
    """Every fact is an item of its own; until 1989 a bank's loss is at least $5,000."""
    if facts["financial_institution"] and day < BANK_ADDS_LEVELS_FROM:
        return dict(facts) | {"loss": max(facts["loss"], LEAST_LOSS_OF_A_BANK)}
    return facts


GUIDELINES = {"2B3.1": Guideline("2B3.1", "Robbery", FACTS, derive, GUIDELINES_FROM)}

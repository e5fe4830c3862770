"""USSG §2A2.4: obstructing or impeding officers, from 1988-10-15. 6, and 10 from 2004-11-01 (amend. 663).

The cross-reference of (c) to aggravated assault takes the place of the level: its level is a fact.
"""

from __future__ import annotations

from clemency.law.dates import parse_day
from clemency.law.guidelines.chapter_two import REPLACED, Fact, Guideline, all_facts

FACTS = (
    Fact("contact_or_weapon", "Physical contact, or a weapon with a threat to use it?"),
    Fact("bodily_injury", "Bodily injury (from 2004-11-01)?"),
    REPLACED,
)
GUIDELINES = {"2A2.4": Guideline("2A2.4", "Obstructing officers", FACTS, all_facts, parse_day("1988-10-15"))}

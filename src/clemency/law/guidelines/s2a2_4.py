"""USSG §2A2.4: obstructing or impeding officers, from 1988-10-15. 6, and 10 from 2004-11-01 (amend. 663).

Not modelled: the cross-reference of (c) to aggravated assault.
"""

from __future__ import annotations

from clemency.law.dates import parse_day
from clemency.law.guidelines.chapter_two import Fact, Guideline, all_facts

FACTS = (
    Fact("contact_or_weapon", "Physical contact, or a weapon with a threat to use it?"),
    Fact("bodily_injury", "Bodily injury (from 2004-11-01)?"),
)
GUIDELINES = {"2A2.4": Guideline("2A2.4", "Obstructing officers", FACTS, all_facts, parse_day("1988-10-15"))}

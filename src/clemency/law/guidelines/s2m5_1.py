"""USSG §§2M5.1, 2M5.3: evasion of export controls; material support of foreign terrorist organizations.

§2M5.1: 14, or 22, since 2001-11-01 26, where controls of national security were evaded (amend. 633). §2M5.3 came on
2002-11-01 (amend. 637).
"""

from __future__ import annotations

from clemency.law.dates import GUIDELINES_FROM, parse_day
from clemency.law.guidelines.chapter_two import CROSS_REFERENCE, Fact, Guideline, all_facts

CONTROLS = (
    Fact("controls_evaded", "Controls of national security or proliferation, or terrorism finance?", needed=True),
)
SUPPORT = (
    Fact("weapons_or_violence", "Weapons, or funds or (from 2003-11-01) support for weapons or violence?"),
    CROSS_REFERENCE,
)
GUIDELINES = {
    "2M5.1": Guideline("2M5.1", "Export controls", CONTROLS, all_facts, GUIDELINES_FROM),
    "2M5.3": Guideline("2M5.3", "Support of terrorist organizations", SUPPORT, all_facts, parse_day("2002-11-01")),
}

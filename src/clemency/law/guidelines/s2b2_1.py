"""USSG §§2B2.1, 2B2.2, 2B2.3: burglary of a residence, of another structure, trespass.

§2B2.2 was consolidated into §2B2.1 on 1993-11-01 (amend. 481) without a change of level. The loss has a table of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from clemency.law.dates import GUIDELINES_FROM, parse_day
from clemency.law.guidelines.chapter_two import CROSS_REFERENCE, MOST_DOLLARS, Fact, Guideline, all_facts

TOGETHER_FROM = parse_day("1993-11-01")

SHARED = (
    Fact("loss", "What loss did the court find, in dollars?", MOST_DOLLARS, needed=True),
    Fact("planning", "More than minimal planning?"),
    Fact("firearm_or_drug_taken", "A firearm, destructive device or controlled substance taken or sought?"),
    Fact("weapon", "Was a dangerous weapon possessed?"),
)
BURGLARY = (Fact("residence", "Was it a residence (from 1993-11-01; before, §2B2.1 is residences)?"), *SHARED)
TRESPASS = (
    Fact("secure_place", "A secure government or nuclear facility, a residence or another listed place?"),
    Fact("white_house", "The White House or the Vice President's residence (from 2013-11-01)?"),
    Fact("weapon", "Was a dangerous weapon possessed?"),
    Fact("protected_computer_loss", "Loss from invasion of a protected computer, in dollars (1997)?", MOST_DOLLARS),
    CROSS_REFERENCE,
)


def burglary(facts: Mapping[str, int], day: int) -> Mapping[str, int]:
    """Until 1993-10-31 every burglary of §2B2.1 is one of a residence."""
    return facts if day >= TOGETHER_FROM else dict(facts) | {"residence": 1}


GUIDELINES = {
    "2B2.1": Guideline("2B2.1", "Burglary", BURGLARY, burglary, GUIDELINES_FROM),
    "2B2.2": Guideline(
        "2B2.2", "Burglary of other structures", SHARED, all_facts, GUIDELINES_FROM, parse_day("1993-10-31")
    ),
    "2B2.3": Guideline("2B2.3", "Trespass", TRESPASS, all_facts, GUIDELINES_FROM),
}

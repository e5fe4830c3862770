"""USSG §2D2.1: simple possession of a controlled substance, by the substance.

Not modelled: the cross-references of (b): from 1989-11-01 to 2010-10-31 more than 5 grams of cocaine base went by §2D1.1, and
a drug in a prison goes by §2P1.2.
"""

from __future__ import annotations

from clemency.law.dates import GUIDELINES_FROM
from clemency.law.guidelines.chapter_two import Fact, Guideline, all_facts

FACTS = (
    Fact("heroin_opiate", "Heroin or another Schedule I or II opiate?", needed=True),
    Fact("crack", "Cocaine base (level 8 from 1990-11-01)?", needed=True),
    Fact("cocaine_or_pcp", "Cocaine or PCP?", needed=True),
    Fact("lsd", "LSD?", needed=True),
    Fact("flunitrazepam", "Flunitrazepam (from 1997-11-01)?"),
)
GUIDELINES = {"2D2.1": Guideline("2D2.1", "Simple possession", FACTS, all_facts, GUIDELINES_FROM)}

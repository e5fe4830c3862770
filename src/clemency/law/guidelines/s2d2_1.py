"""USSG §2D2.1: simple possession of a controlled substance, by the substance.

Under (b) another guideline takes its place, whose level is a fact: from 1989-11-01 to 2010-10-31 §2D1.1 for more than 5
grams of cocaine base, since 1995-11-01 §2P1.2 in a prison.
"""

from __future__ import annotations

from clemency.law.dates import GUIDELINES_FROM
from clemency.law.guidelines.chapter_two import REPLACED, Fact, Guideline, all_facts

FACTS = (
    Fact("heroin_opiate", "Heroin or another Schedule I or II opiate?", needed=True),
    Fact("crack", "Cocaine base (level 8 from 1990-11-01)?", needed=True),
    Fact("cocaine_or_pcp", "Cocaine or PCP?", needed=True),
    Fact("lsd", "LSD?", needed=True),
    Fact("flunitrazepam", "Flunitrazepam (from 1997-11-01)?"),
    REPLACED,
)
GUIDELINES = {"2D2.1": Guideline("2D2.1", "Simple possession", FACTS, all_facts, GUIDELINES_FROM)}

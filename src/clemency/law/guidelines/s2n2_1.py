"""USSG §2N2.1: food, drugs, devices, cosmetics and consumer products. 6, with 4 for a repeated offense from 2008-11-01."""

from __future__ import annotations

from clemency.law.dates import GUIDELINES_FROM
from clemency.law.guidelines.chapter_two import CROSS_REFERENCE, REPLACED, Fact, Guideline, all_facts

FACTS = (
    Fact("prior_331", "An earlier conviction under 21 U.S.C. § 331 (from 2008-11-01)?"),
    CROSS_REFERENCE,
    REPLACED,
)
GUIDELINES = {"2N2.1": Guideline("2N2.1", "Food, drugs and products", FACTS, all_facts, GUIDELINES_FROM)}

"""USSG §2B5.1: counterfeit bearer obligations of the United States. 9, the face value by the fraud or theft table.

Since 2001-11-01 a face value of $2,000 to $5,000 (since 2015 $2,500 to $6,500) is one level, more by the table of §2B1.1.
"""

from __future__ import annotations

from clemency.law.dates import GUIDELINES_FROM
from clemency.law.guidelines.chapter_two import MOST_DOLLARS, Fact, Guideline, all_facts

FACTS = (
    Fact("face_value", "The face value of the counterfeit items, in dollars?", MOST_DOLLARS, needed=True),
    Fact("manufactured", "Manufactured, or had a device or materials for it?"),
    Fact("paper_or_deterrent", "Paper, bleached currency or a deterrent feature (from 2001-11-01)?"),
    Fact("weapon", "A dangerous weapon in connection with it (from 1995-11-01)?"),
    Fact("abroad", "Any part outside the United States (from 1997-11-01)?"),
)
GUIDELINES = {"2B5.1": Guideline("2B5.1", "Counterfeiting", FACTS, all_facts, GUIDELINES_FROM)}

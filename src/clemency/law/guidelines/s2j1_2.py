"""USSG §2J1.2: obstruction of justice. 12, and 14 from 2003-01-25 (amend. 647).

The level of (c), accessory after the fact, is a fact; it governs where it is higher.
"""

from __future__ import annotations

from clemency.law.dates import GUIDELINES_FROM
from clemency.law.guidelines.chapter_two import CROSS_REFERENCE, Fact, Guideline, all_facts

FACTS = (
    Fact("injury_or_damage", "Causing or threatening injury or property damage?"),
    Fact("terrorism_maximum", "18 U.S.C. § 1001 or § 1505 with the maximum for terrorism (from 2005-10-24)?"),
    Fact("sex_offense_maximum", "18 U.S.C. § 1001 with the maximum for sex offenses (from 2007-11-01)?"),
    Fact("substantial_interference", "Substantial interference with the administration of justice?"),
    Fact("extensive", "Many or essential records, or extensive planning (from 2003-01-25)?"),
    CROSS_REFERENCE,
)
GUIDELINES = {"2J1.2": Guideline("2J1.2", "Obstruction of justice", FACTS, all_facts, GUIDELINES_FROM)}

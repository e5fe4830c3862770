"""USSG §2T1.1 with §2T4.1: tax evasion, by the tax table of the day (1987, 1989, 1993, 2001, 2003, 2015).

From 1993-11-01 also failure to file and false returns (§§2T1.2, 2T1.3 and 2T1.5 until then: see `s2t1_4`). The tax loss is
the one the court found; how it is presumed from income changed and is not computed.
"""

from __future__ import annotations

from clemency.law.dates import GUIDELINES_FROM
from clemency.law.guidelines.chapter_two import MOST_DOLLARS, Fact, Guideline, all_facts

FACTS = (
    Fact("tax_loss", "What tax loss did the court find, in dollars?", MOST_DOLLARS, needed=True),
    Fact("criminal_source", "More than $10,000 of income from crime in a year not reported?"),
    Fact("sophisticated_means", "Sophisticated means (1998 to 2001: sophisticated concealment)?"),
)
GUIDELINES = {"2T1.1": Guideline("2T1.1", "Tax evasion", FACTS, all_facts, GUIDELINES_FROM)}

"""USSG §2C1.1: bribery and extortion by officials; from 2004-11-01 also honest services fraud (§2C1.7 until then).

10 until 2004-10-31; then 14 for a public official, 12 for others (amend. 666). The value counts by the fraud table, since
2001 the theft and fraud table; until 2004 the greater of value and high office. The levels that (c) leads to are a fact.
"""

from __future__ import annotations

from clemency.law.dates import GUIDELINES_FROM
from clemency.law.guidelines.chapter_two import CROSS_REFERENCE, MOST_DOLLARS, Fact, Guideline, all_facts

FACTS = (
    Fact("public_official", "Was the defendant a public official (from 2004-11-01)?", needed=True),
    Fact(
        "value", "The greatest of payment, benefit and loss to the government, in dollars?", MOST_DOLLARS, needed=True
    ),
    Fact("several_bribes", "More than one bribe or extortion (from 1989-11-01)?"),
    Fact("high_level_official", "An elected official, or one in a high-level or sensitive position?"),
    Fact("facilitated_entry", "An official who facilitated entry or identity documents (from 2004-11-01)?"),
    CROSS_REFERENCE,
)
GUIDELINES = {"2C1.1": Guideline("2C1.1", "Bribery and extortion by officials", FACTS, all_facts, GUIDELINES_FROM)}

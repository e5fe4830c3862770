"""USSG §§2B1.2, 2B1.3, 2B1.4: stolen property (until 1993), property damage (until 2001), insider trading (from 2001).

The first two were consolidated into §2B1.1; insider trading stood in §2F1.2 until 2001-10-31: not modelled.
"""

from __future__ import annotations

from clemency.law.dates import GUIDELINES_FROM, parse_day
from clemency.law.guidelines.chapter_two import MOST_DOLLARS, REPLACED, Fact, Guideline, all_facts

LOSS = Fact("loss", "What loss or value did the court find, in dollars?", MOST_DOLLARS, needed=True)
MAIL = Fact("undelivered_mail", "Was it undelivered United States mail?")
PLANNING = Fact("more_than_minimal_planning", "More than minimal planning?")
STOLEN = (
    LOSS,
    Fact("firearm_or_drug_taken", "A firearm, destructive device or controlled substance?"),
    MAIL,
    Fact("receiving_business", "Was the defendant in the business of receiving and selling stolen property?"),
    PLANNING,
    Fact("vehicle_scheme", "An organized scheme to receive stolen vehicles or parts?"),
)
DAMAGE = (
    LOSS,
    MAIL,
    PLANNING,
    Fact("national_cemetery", "Property of a national cemetery (from 1998-11-01)?"),
    REPLACED,
)
INSIDER = (
    Fact("gain", "What gain resulted, in dollars?", MOST_DOLLARS, needed=True),
    Fact("organized_scheme", "An organized scheme of insider trading (from 2012-11-01)?"),
)
GUIDELINES = {
    "2B1.2": Guideline("2B1.2", "Stolen property", STOLEN, all_facts, GUIDELINES_FROM, parse_day("1993-10-31")),
    "2B1.3": Guideline("2B1.3", "Property damage", DAMAGE, all_facts, GUIDELINES_FROM, parse_day("2001-10-31")),
    "2B1.4": Guideline("2B1.4", "Insider trading", INSIDER, all_facts, parse_day("2001-11-01")),
}

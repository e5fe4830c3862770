"""USSG §§2J1.3 to 2J1.6, 2J1.9: perjury, impersonation, failure to appear, payment to a witness.

§2J1.3: 12, and 14 from 2003-11-01 (amend. 653). §2J1.6: from 1990-11-01 11 for failure to report for service (amend. 329).
Contempt (§2J1.1) is in `s2_short`.
"""

from __future__ import annotations

from clemency.law.dates import GUIDELINES_FROM
from clemency.law.guidelines.chapter_two import CROSS_REFERENCE, Fact, Guideline, all_facts

INTERFERENCE = Fact("substantial_interference", "Substantial interference with the administration of justice?")
PERJURY = (
    Fact("injury_or_damage", "Causing or threatening injury or property damage, to suborn perjury?"),
    INTERFERENCE,
    CROSS_REFERENCE,
)
IMPERSONATION = (
    Fact("arrest_or_search", "For an unlawful arrest or search (until 1989-10-31 also to obtain a thing of value)?"),
    CROSS_REFERENCE,
)
WITNESS = (Fact("felony", "In respect to a felony?", needed=True), INTERFERENCE)
DEFENDANT = (
    Fact("failed_to_report", "Failure to report for service of sentence (from 1990-11-01)?", needed=True),
    Fact("surrendered", "Surrendered within 96 hours, without a further offense (from 1990-11-01)?"),
    Fact("halfway_house", "Ordered to report to a halfway house or the like (from 1990-11-01)?"),
    Fact("underlying_15_years", "An underlying offense punishable by fifteen years or more?"),
    Fact("underlying_5_years", "An underlying offense punishable by five years or more?"),
    Fact("underlying_felony", "Another underlying felony?"),
)
PAYMENT = (Fact("not_to_testify", "For refusing to testify or staying away?"),)
GUIDELINES = {
    "2J1.3": Guideline("2J1.3", "Perjury", PERJURY, all_facts, GUIDELINES_FROM),
    "2J1.4": Guideline("2J1.4", "Impersonation", IMPERSONATION, all_facts, GUIDELINES_FROM),
    "2J1.5": Guideline("2J1.5", "Failure of a witness to appear", WITNESS, all_facts, GUIDELINES_FROM),
    "2J1.6": Guideline("2J1.6", "Failure of a defendant to appear", DEFENDANT, all_facts, GUIDELINES_FROM),
    "2J1.9": Guideline("2J1.9", "Payment to a witness", PAYMENT, all_facts, GUIDELINES_FROM),
}

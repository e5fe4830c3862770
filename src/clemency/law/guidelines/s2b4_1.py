"""USSG §§2B4.1, 2C1.2, 2E5.1: commercial bribery, gratuities, bribes of benefit plans and labor organizations.

Their values count by the fraud table, since 2001-11-01 the theft and fraud table.
"""

from __future__ import annotations

from collections.abc import Mapping

from clemency.law.dates import GUIDELINES_FROM
from clemency.law.guidelines.chapter_two import MOST_DOLLARS, Fact, Guideline, all_facts

VALUE = Fact("value", "The greater of the payment and the benefit, in dollars?", MOST_DOLLARS, needed=True)
COMMERCIAL = (
    VALUE,
    Fact("institution_endangered", "Was a financial institution substantially jeopardized (from 1990-11-01)?"),
    Fact("gross_receipts_over_1000000", "More than $1,000,000 in gross receipts from one (from 1991-11-01)?"),
)
GRATUITY = (
    Fact("public_official", "Was the defendant a public official (from 2004-11-01)?", needed=True),
    Fact("value", "The value of the gratuity, in dollars?", MOST_DOLLARS, needed=True),
    Fact("several_gratuities", "More than one gratuity (from 1989-11-01)?"),
    Fact("high_level_official", "An elected official, or one in a high-level or sensitive position?"),
    Fact("facilitated_entry", "An official who facilitated entry or identity documents (from 2004-11-01)?"),
)
BENEFIT_PLAN = (
    Fact("bribe", "Was it a bribe (else a gratuity)?", needed=True),
    Fact("fiduciary", "Was the defendant a fiduciary of the plan (since 1993 or of the labor organization)?"),
    VALUE,
)


def gratuity(facts: Mapping[str, int], day: int) -> Mapping[str, int]:
    """Until 2004-10-31 the greater of value and office counted."""
    return dict(facts) | {"high_level_official_1987": facts["high_level_official"]}


GUIDELINES = {
    "2B4.1": Guideline("2B4.1", "Commercial bribery", COMMERCIAL, all_facts, GUIDELINES_FROM),
    "2C1.2": Guideline("2C1.2", "Gratuities", GRATUITY, gratuity, GUIDELINES_FROM),
    "2E5.1": Guideline("2E5.1", "Bribes of benefit plans and unions", BENEFIT_PLAN, all_facts, GUIDELINES_FROM),
}

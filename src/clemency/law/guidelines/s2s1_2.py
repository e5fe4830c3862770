"""USSG §§2S1.2 (until 2001-10-31), 2S1.3: transactions in criminal proceeds; structuring and unreported cash.

§2S1.3: 13 or 5 until 1993-10-31; then 6 and the fraud table (amend. 490), since 2001-11-01 the theft and fraud table.
§2S1.4 (until 1993) is not modelled.
"""

from __future__ import annotations

from collections.abc import Mapping

from clemency.law.dates import GUIDELINES_FROM, parse_day
from clemency.law.guidelines.chapter_two import CROSS_REFERENCE, MOST_DOLLARS, Fact, Guideline, all_facts

PROCEEDS = (
    Fact("funds", "The value of the funds, in dollars?", MOST_DOLLARS, needed=True),
    Fact("drug_proceeds", "Known proceeds of drugs?"),
    Fact("other_proceeds", "Known proceeds of other specified unlawful activity?"),
)
STRUCTURING = (
    Fact("value", "The value of the funds, in dollars?", MOST_DOLLARS, needed=True),
    Fact("structured", "Structured transactions or false reports (until 1993-10-31)?"),
    Fact("convicted_5318", "Convicted under 31 U.S.C. § 5318 or § 5318A (from 2002-11-01)?"),
    Fact("knew_or_bulk_cash", "Known proceeds of unlawful activity or, since 2002, bulk cash smuggling?"),
    Fact(
        "pattern", "A pattern of over $100,000 in a year (from 2002-11-01; from 2024-11-01 also with another offense)?"
    ),
    Fact("lawful_funds", "Lawful funds for a lawful purpose, without reckless disregard (from 1993-11-01)?"),
    CROSS_REFERENCE,
)


def structuring(facts: Mapping[str, int], day: int) -> Mapping[str, int]:
    """The value counts by the table of its day."""
    return dict(facts) | {"value_1987": facts["value"]}


GUIDELINES = {
    "2S1.2": Guideline(
        "2S1.2", "Transactions in criminal proceeds", PROCEEDS, all_facts, GUIDELINES_FROM, parse_day("2001-10-31")
    ),
    "2S1.3": Guideline("2S1.3", "Structuring", STRUCTURING, structuring, GUIDELINES_FROM),
}

"""USSG §2S1.1: money laundering. 23 or 20 with its own table until 2001-10-31; then the level of the underlying offense.

Since 2001-11-01 (amend. 634): (a)(1) the level of the underlying offense, where the defendant is accountable for it and it
can be found, asked as a fact; else (a)(2) 8 and the theft and fraud table. 18 U.S.C. § 1957 stood in §2S1.2 until then:
see `s2s1_2`.
"""

from __future__ import annotations

from collections.abc import Mapping

from clemency.law.dates import GUIDELINES_FROM
from clemency.law.guidelines.chapter_two import MOST_DOLLARS, Fact, Guideline

FACTS = (
    Fact("funds", "The value of the laundered funds, in dollars?", MOST_DOLLARS, needed=True),
    Fact("underlying_level", "The level of the underlying offense, if accountable for it (from 2001-11-01)?", 43),
    Fact("promotion", "18 U.S.C. § 1956(a)(1)(A), (a)(2)(A) or (a)(3)(A) (until 2001-10-31)?", needed=True),
    Fact("drug_proceeds", "Proceeds of drugs (since 2001 also of violence, firearms, exploitation of a minor)?"),
    Fact("convicted_1957", "Convicted under 18 U.S.C. § 1957 (from 2001-11-01)?"),
    Fact("convicted_1956", "Convicted under 18 U.S.C. § 1956 (from 2001-11-01)?"),
    Fact("laundering_business", "In the business of laundering funds (from 2001-11-01)?"),
    Fact("sophisticated_laundering", "Sophisticated laundering (from 2001-11-01)?"),
)


def derive(facts: Mapping[str, int], day: int) -> Mapping[str, int]:
    """(b)(3) counts only where (b)(2)(B), conviction under § 1956, is the adjustment that applied."""
    business = facts["laundering_business"] and not facts["underlying_level"]
    sophisticated = facts["sophisticated_laundering"] and facts["convicted_1956"] and not business
    return dict(facts) | {"sophisticated_laundering": int(bool(sophisticated)), "funds_1987": facts["funds"]}


GUIDELINES = {"2S1.1": Guideline("2S1.1", "Money laundering", FACTS, derive, GUIDELINES_FROM)}

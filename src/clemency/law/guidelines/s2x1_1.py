"""USSG §§2X1.1 to 2X6.1: attempt, aiding, accessory, misprision, misdemeanors, use of a minor.

The level of the underlying offense is asked as a fact, as its own guideline gives it. §2X5.1 is in `s2_short`.
"""

from __future__ import annotations

from collections.abc import Mapping

from clemency.law.dates import GUIDELINES_FROM, parse_day
from clemency.law.guidelines.chapter_two import UNDERLYING, Fact, Guideline, all_facts

ATTEMPT = (
    UNDERLYING,
    Fact("incomplete", "Were the acts believed necessary neither completed nor about to be?", needed=True),
    Fact("terrorism_offense", "An offense listed in (d) (from 2002-11-01)?"),
)
ACCESSORY = (
    UNDERLYING,
    Fact("only_harboring", "Only harboring a fugitive (from 1991-11-01)?"),
    Fact("harboring_terrorist", "Harboring of a terrorist, 18 U.S.C. § 2339 or § 2339A (from 2003-11-01)?"),
)


def accessory(facts: Mapping[str, int], day: int) -> Mapping[str, int]:
    """The limit of (a)(3)(B) holds where the conduct was only harboring a fugitive."""
    return dict(facts) | {"not_only_harboring": int(not facts["only_harboring"])}


GUIDELINES = {
    "2X1.1": Guideline("2X1.1", "Attempt, solicitation, conspiracy", ATTEMPT, all_facts, GUIDELINES_FROM),
    "2X2.1": Guideline("2X2.1", "Aiding and abetting", (UNDERLYING,), all_facts, GUIDELINES_FROM),
    "2X3.1": Guideline("2X3.1", "Accessory after the fact", ACCESSORY, accessory, GUIDELINES_FROM),
    "2X4.1": Guideline("2X4.1", "Misprision of felony", (UNDERLYING,), all_facts, GUIDELINES_FROM),
    "2X5.2": Guideline("2X5.2", "Class A misdemeanors", (), all_facts, parse_day("2006-11-01")),
    "2X6.1": Guideline("2X6.1", "Use of a minor in violence", (UNDERLYING,), all_facts, parse_day("2004-11-01")),
}

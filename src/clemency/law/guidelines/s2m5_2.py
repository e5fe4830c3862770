"""USSG §2M5.2: export of arms without a license. 22, and 26 from 2001-11-01; 14 for a few small arms.

Few: ten weapons at most until 2011-10-31; then two, and 500 rounds (amend. 753). From 1987-11-01 to 1990-10-31 14, and 22 for
sophisticated weaponry.
"""

from __future__ import annotations

from collections.abc import Mapping

from clemency.law.dates import GUIDELINES_FROM, parse_day
from clemency.law.guidelines.chapter_two import Fact, Guideline

TWO_WEAPONS_FROM = parse_day("2011-11-01")
MOST_BEFORE, MOST_SINCE, MOST_ROUNDS = 10, 2, 500

FACTS = (
    Fact("sophisticated_weaponry", "Was sophisticated weaponry involved (before 1990-11-01)?", needed=True),
    Fact("only_small_arms", "Only small arms that are not fully automatic, or their ammunition?", needed=True),
    Fact("weapons", "How many weapons?", 1_000_000),
    Fact("rounds", "How many rounds of ammunition?", 10**9),
)


def derive(facts: Mapping[str, int], day: int) -> Mapping[str, int]:
    """Whether (a)(2) holds: until 2011 weapons alone, since then weapons and ammunition within their numbers."""
    if day >= TWO_WEAPONS_FROM:
        few = facts["weapons"] <= MOST_SINCE and facts["rounds"] <= MOST_ROUNDS
    else:
        few = facts["weapons"] <= MOST_BEFORE and not facts["rounds"]
    return dict(facts) | {"small_arms_only": int(bool(facts["only_small_arms"]) and few)}


GUIDELINES = {"2M5.2": Guideline("2M5.2", "Export of arms", FACTS, derive, GUIDELINES_FROM)}

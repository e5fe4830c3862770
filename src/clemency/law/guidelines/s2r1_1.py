"""USSG §2R1.1: bid-rigging and price-fixing. 9, 10 (1991-11-01), 12 (2005-11-01); the volume of commerce by its own table.

Until 1991-10-31 a volume below $1,000,000 lowered the level by 1.
"""

from __future__ import annotations

from collections.abc import Mapping

from clemency.law.dates import GUIDELINES_FROM
from clemency.law.guidelines.chapter_two import MOST_DOLLARS, Fact, Guideline

SMALL_VOLUME = 1_000_000

FACTS = (
    Fact("bid_rigging", "An agreement to submit non-competitive bids?"),
    Fact("commerce", "The volume of commerce attributable to the defendant, in dollars?", MOST_DOLLARS, needed=True),
)


def derive(facts: Mapping[str, int], day: int) -> Mapping[str, int]:
    """A volume below $1,000,000 has a row of its own, which ended in 1991."""
    return dict(facts) | {"small_volume": int(facts["commerce"] < SMALL_VOLUME)}


GUIDELINES = {"2R1.1": Guideline("2R1.1", "Antitrust", FACTS, derive, GUIDELINES_FROM)}

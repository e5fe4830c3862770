"""USSG §2A4.1: kidnapping. 24, and 32 from 2003-05-30 (amend. 650).

Another offense in connection with it: until 1991-10-31 4 levels or the level of that offense; since then its level, or 4
above it where its guideline leaves the kidnapping out of account, if greater (amend. 363).
"""

from __future__ import annotations

from clemency.law.dates import GUIDELINES_FROM
from clemency.law.guidelines.chapter_two import CROSS_REFERENCE, MOST_LEVEL, Fact, Guideline, all_facts

FACTS = (
    Fact("ransom", "Was there a demand for ransom or upon the government?"),
    Fact("serious_injury", "Serious bodily injury?"),
    Fact("injury_between_serious_and_permanent", "Between serious and permanent injury (from 1989-11-01)?"),
    Fact("permanent_injury", "Permanent or life-threatening injury?"),
    Fact("weapon_used", "Was a dangerous weapon used?"),
    Fact("held_30_days", "Was the victim not released before thirty days?"),
    Fact("held_7_days", "Was the victim not released before seven days?"),
    Fact("released_within_a_day", "Was the victim released before twenty-four hours (until 2003-05-29)?"),
    Fact("facilitated_another_offense", "To facilitate another offense (until 1991-10-31)?"),
    Fact("sexually_exploited", "Was the victim sexually exploited (from 1991-11-01)?"),
    Fact("minor_placed_for_money", "Was a minor placed with another for money (from 1991-11-01)?"),
    Fact(
        "other_offense_level", "Level of another offense whose guideline counts the kidnapping (0: none)?", MOST_LEVEL
    ),
    Fact("other_offense_level_plus", "Level of another offense whose guideline does not (0: none)?", MOST_LEVEL),
    CROSS_REFERENCE,
)
GUIDELINES = {"2A4.1": Guideline("2A4.1", "Kidnapping", FACTS, all_facts, GUIDELINES_FROM)}

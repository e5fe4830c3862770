"""USSG §§2H1.1, 2H4.1: offenses against individual rights; peonage, servitude and forced labor.

§2H1.1: 15, or 2 above the underlying offense, until 1995-10-31 (with §§2H1.2 to 2H1.5: not modelled); then the greatest of
the underlying offense, 12, 10 and 6 (amend. 521). §2H4.1: the same 15 until 1997-04-30; then 22 (amend. 542).
"""

from __future__ import annotations

from collections.abc import Mapping

from clemency.law.dates import GUIDELINES_FROM
from clemency.law.guidelines.chapter_two import MOST_LEVEL, UNDERLYING, Fact, Guideline, all_facts

RIGHTS = (
    UNDERLYING,
    Fact("two_participants", "Two or more participants (from 1995-11-01)?", needed=True),
    Fact("force_or_damage", "Force or property damage, or its threat (from 1995-11-01)?", needed=True),
    Fact("public_official", "A public official or, since 1995, under color of law?"),
)
SERVITUDE = (
    Fact("document_offense", "Convicted under 18 U.S.C. § 1592, or § 1593A through it (from 2001-05-01)?", needed=True),
    Fact("underlying_level", "Level of the underlying offense (until 1997-04-30; 0: none)?", MOST_LEVEL),
    Fact("serious_injury", "Serious bodily injury (from 1997-05-01)?"),
    Fact("permanent_injury", "Permanent or life-threatening injury (from 1997-05-01)?"),
    Fact("weapon_used", "Was a dangerous weapon used (from 1997-05-01)?"),
    Fact("weapon_brandished", "Was a dangerous weapon brandished or threatened (from 2001-05-01)?"),
    Fact("held_over_a_year", "Was a victim held for more than one year?"),
    Fact("held_180_days", "Was a victim held between 180 days and one year?"),
    Fact("held_30_days", "Was a victim held more than 30 days?"),
    Fact("other_felony", "Another felony in connection with it?"),
    Fact("other_felony_level", "The level of that felony (0: none)?", MOST_LEVEL),
)


def servitude(facts: Mapping[str, int], day: int) -> Mapping[str, int]:
    """Until 1997-04-30 the underlying offense set the level, with 2 more."""
    return dict(facts) | {"underlying_level_1987": facts["underlying_level"]}


GUIDELINES = {
    "2H1.1": Guideline("2H1.1", "Individual rights", RIGHTS, all_facts, GUIDELINES_FROM),
    "2H4.1": Guideline("2H4.1", "Peonage and forced labor", SERVITUDE, servitude, GUIDELINES_FROM),
}

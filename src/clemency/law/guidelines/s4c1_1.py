"""USSG §4C1.1: adjustment for certain zero-point offenders, from 2023-11-01 (amend. 821 part B subpart 1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from clemency.law import parameters as P
from clemency.law.columns import Law
from clemency.law.facts import GUN_NONE, Facts


def zero_point_levels(law: Law, facts: Facts, book: int, points: int) -> int:
    """Levels off, as a negative number, for a person with no points and none of the exclusions of (a)(2)-(11)."""
    if points != 0 or facts.zero_point_excluded or facts.career_offender or facts.armed_career:
        return 0
    if facts.weapon or facts.violence or facts.death or facts.aggravating_role > 0 or facts.guns[0] != GUN_NONE:
        return 0
    return law.book[book + P.ZERO_POINT_LEVELS]


SEX_OFFENSES = {"2A3.1", "2A3.2", "2A3.3", "2A3.4", "2G1.3", "2G2.1", "2G2.2", "2G2.4"}
"""Guidelines of offenses against which (a)(5) stands: sexual abuse, and exploitation of minors."""
WEAPON_FACTS = (
    *("firearm_discharged", "firearm_used", "firearm_possessed"),
    *("weapon_used", "weapon_possessed", "weapon_brandished", "weapon_discharged"),
)
DEATH_OR_INJURY = ("death", "serious_injury", "permanent_injury", "injury_between_serious_and_permanent")


def excluded_by_offense(sections: Iterable[str], facts: Mapping[str, int | bool | None]) -> str:
    """Which exclusion of (a) the facts of an offense outside drugs show; empty where they show none.

    A sex offense (a)(5), a firearm or other weapon (a)(7), death or serious injury (a)(4), a threat of death (a)(3),
    substantial financial hardship (a)(6). That none is shown does not mean that none applies.
    """
    named = set(sections)
    if named & SEX_OFFENSES:
        return "(a)(5)"
    if "2K2.1" in named or any(facts.get(name) for name in WEAPON_FACTS):
        return "(a)(7)"
    if any(facts.get(name) for name in DEATH_OR_INJURY):
        return "(a)(4)"
    if facts.get("threat_of_death"):
        return "(a)(3)"
    return "(a)(6)" if facts.get("victims_hardship") else ""

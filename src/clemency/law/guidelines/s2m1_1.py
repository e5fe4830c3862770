"""USSG §§2M1.1 to 2M4.1, 2M6.1, 2M6.2: treason, sabotage, defense information, military service, weapons of mass destruction.

§2M6.1: 30, and 12 more for intent to injure the United States, until 2001-10-31; then 42 with such intent, else 28, less for
threats and some convictions (amends. 633, 637, 655). Counts with several victims go by ch. 3 pt. D.
"""

from __future__ import annotations

from collections.abc import Mapping

from clemency.law.dates import GUIDELINES_FROM
from clemency.law.guidelines.chapter_two import CROSS_REFERENCE, MOST_LEVEL, Fact, Guideline, all_facts

TOP_SECRET = Fact("top_secret", "Was it top secret information?", needed=True)
INTENT = Fact("intent", "With intent to injure the United States or to aid a foreign nation?", needed=True)
TREASON = (
    Fact("waging_war", "Was it tantamount to waging war against the United States?", needed=True),
    Fact("analogous_level", "The level of the most analogous offense?", MOST_LEVEL, needed=True, least=1),
)
WEAPONS = (
    INTENT,
    Fact("convicted_175b", "Convicted under 18 U.S.C. § 175b (from 2002-11-01)?"),
    Fact("convicted_175_b", "Convicted under 18 U.S.C. § 175(b) (from 2002-11-01)?"),
    Fact("threat_only", "A threat without conduct showing intent to carry it out (from 2001-11-01)?"),
    Fact("listed_agent", "A select agent, listed chemical, nuclear material or such a weapon (from 2001-11-01)?"),
    Fact("serious_injury", "Serious bodily injury (from 2001-11-01)?"),
    Fact("injury_between_serious_and_permanent", "Between serious and permanent injury (from 2001-11-01)?"),
    Fact("permanent_injury", "Death, permanent or life-threatening injury (from 2001-11-01)?"),
    Fact("disruption_or_cost", "Substantial disruption or cost of response (from 2001-11-01)?"),
    CROSS_REFERENCE,
)


def weapons(facts: Mapping[str, int], day: int) -> Mapping[str, int]:
    """Intent added levels until 2001-10-31 and sets the base level since."""
    return dict(facts) | {"intent_1987": facts["intent"]}


def _plain(section: str, title: str, *facts: Fact) -> Guideline:
    return Guideline(section, title, facts, all_facts, GUIDELINES_FROM)


GUIDELINES = {
    "2M1.1": _plain("2M1.1", "Treason", *TREASON),
    "2M2.1": _plain("2M2.1", "Destruction of war material"),
    "2M2.3": _plain("2M2.3", "Destruction of national defense material"),
    "2M3.1": _plain("2M3.1", "Defense information for a foreign government", TOP_SECRET),
    "2M3.2": _plain("2M3.2", "Gathering defense information", TOP_SECRET),
    "2M3.3": _plain("2M3.3", "Transmitting defense information", TOP_SECRET),
    "2M3.4": _plain("2M3.4", "Losing defense information", TOP_SECRET),
    "2M3.5": _plain("2M3.5", "Restricted data on atomic energy"),
    "2M3.9": _plain(
        "2M3.9",
        "Identity of a covert agent",
        Fact("access_to_identity", "By one with authorized access to the identity of the agent?", needed=True),
    ),
    "2M4.1": _plain(
        "2M4.1",
        "Military service",
        Fact("during_induction", "At a time when persons were being inducted for compulsory service?"),
    ),
    "2M6.1": Guideline("2M6.1", "Weapons of mass destruction", WEAPONS, weapons, GUIDELINES_FROM),
    "2M6.2": _plain("2M6.2", "Atomic energy regulations", INTENT),
}

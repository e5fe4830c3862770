"""USSG §§2D1.5 to 2D1.8, 2D1.10: drug offenses whose level follows from that of §2D1.1, which is asked as a fact.

§2D1.5: 32, 38 or 43 in 1987, 36 from 1988-10-15, since 1989-11-01 the greater of 38 and 4 above the drugs. §2D1.6: 12,
since 1990-11-01 the level of the underlying offense. §2D1.8: 16, since 1992-11-01 the level of the drugs, 4 less and at
most 16, then 26 (amend. 640), for those who only allowed use of the premises.
"""

from __future__ import annotations

from collections.abc import Mapping

from clemency.law.dates import GUIDELINES_FROM, parse_day
from clemency.law.guidelines.chapter_two import CROSS_REFERENCE, UNDERLYING, Fact, Guideline, all_facts

ENTERPRISE = (
    UNDERLYING,
    Fact("second_conviction", "A second conviction of such an enterprise (until 1988-10-14)?"),
    Fact("principal", "The principal of an enterprise of the listed size (until 1988-10-14)?"),
)
PREMISES = (
    UNDERLYING,
    Fact("premises_only", "No part in it but allowing use of the premises (from 1992-11-01)?", needed=True),
    Fact("weapon", "Was a dangerous weapon possessed (until 1992-10-31)?"),
)
ENDANGERING = (
    UNDERLYING,
    Fact("methamphetamine", "Manufacture of amphetamine or methamphetamine (from 2000-12-16)?"),
    Fact("risk_to_minor", "Such manufacture with a risk to a minor or incompetent (from 2000-12-16)?"),
)


def premises(facts: Mapping[str, int], day: int) -> Mapping[str, int]:
    """The limit of (a)(2) holds for those alone who took no part."""
    return dict(facts) | {"took_part": int(not facts["premises_only"])}


GUIDELINES = {
    "2D1.5": Guideline("2D1.5", "Continuing criminal enterprise", ENTERPRISE, all_facts, GUIDELINES_FROM),
    "2D1.6": Guideline("2D1.6", "Communication facility", (UNDERLYING,), all_facts, GUIDELINES_FROM),
    "2D1.7": Guideline("2D1.7", "Drug paraphernalia", (CROSS_REFERENCE,), all_facts, GUIDELINES_FROM),
    "2D1.8": Guideline("2D1.8", "Drug establishment", PREMISES, premises, GUIDELINES_FROM),
    "2D1.10": Guideline("2D1.10", "Endangering life", ENDANGERING, all_facts, parse_day("1989-11-01")),
}

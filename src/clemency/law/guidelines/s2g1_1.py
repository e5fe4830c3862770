"""USSG §§2G1.1, 2G1.2, 2G1.3: commercial sex acts and prohibited sexual conduct, with adults and with minors.

§2G1.2 (minors) was consolidated into §2G1.1 on 1996-11-01 (amend. 538); since 2004-11-01 minors stand in §2G1.3
(amend. 664). A conviction under 18 U.S.C. § 2421A(b)(2) adds 4 levels from 2023-11-01 (amend. 815). Not modelled: each
victim as a count of its own, see ch. 3 pt. D.
"""

from __future__ import annotations

from collections.abc import Mapping

from clemency.errors import CoverageError
from clemency.law.dates import GUIDELINES_FROM, parse_day
from clemency.law.guidelines.chapter_two import CROSS_REFERENCE, REPLACED, Fact, Guideline, all_facts

MINORS_APART_FROM = parse_day("2004-11-01")
SHARED = (
    Fact("coercion", "Physical force, coercion or, since 2002, fraud?"),
    Fact("victim_under_12", "Was a victim under twelve (2G1.1: 1996-11-01 to 2004-10-31)?"),
    Fact("victim_under_16", "Was a victim from twelve to fifteen (2G1.1: 1996-11-01 to 2004-10-31)?"),
    Fact("custody", "Was the minor in the custody, care or control of the defendant?"),
    REPLACED,
)
SECTION_2421A = Fact("convicted_2421a_b_2", "Convicted under 18 U.S.C. § 2421A(b)(2) (from 2023-11-01)?")
PROMOTING = (
    Fact("convicted_1591_b_1", "Convicted under 18 U.S.C. § 1591(b)(1) (from 2007-11-01)?", needed=True),
    Fact("involved_minor", "Was a minor involved (2000-11-01 to 2004-10-31)?"),
    Fact("victim_under_18", "Was a victim sixteen or seventeen (1996-11-01 to 2000-10-31)?"),
    *SHARED,
    Fact("undue_influence", "A false identity, or undue influence on a minor (2000-11-01 to 2004-10-31)?"),
    Fact("computer", "A computer to reach a minor (2000-11-01 to 2004-10-31)?"),
    SECTION_2421A,
)
MINORS = (
    Fact("convicted_1591_b_1", "Convicted under 18 U.S.C. § 1591(b)(1) (from 2007-11-01)?", needed=True),
    Fact("convicted_1591_b_2", "Convicted under 18 U.S.C. § 1591(b)(2) (from 2007-11-01)?", needed=True),
    Fact("convicted_2422_2423", "Convicted under 18 U.S.C. § 2422(b) or § 2423(a) (from 2007-11-01)?", needed=True),
    Fact("custody", "A parent, relative or guardian, or custody, care or control?"),
    Fact("undue_influence", "A false identity, or undue influence on the minor?"),
    Fact("computer", "A computer to reach the minor (from 2023-11-01 under § 2421A not to solicit others)?"),
    Fact("sex_act_or_contact", "Did a sex act or sexual contact take place?"),
    Fact("commercial_sex_act", "Was it a commercial sex act?"),
    Fact("minor_under_12", "Was the minor under twelve?"),
    SECTION_2421A,
    CROSS_REFERENCE,
)


def promoting(facts: Mapping[str, int], day: int) -> Mapping[str, int]:
    """Offenses against minors leave this guideline on 2004-11-01."""
    minors = ("involved_minor", "victim_under_12", "victim_under_16", "victim_under_18")
    if day >= MINORS_APART_FROM and any(facts[name] for name in minors):
        raise CoverageError("offenses against minors stand in §2G1.3 from 2004-11-01: ask that guideline.")
    return facts


GUIDELINES = {
    "2G1.1": Guideline("2G1.1", "Commercial sex acts", PROMOTING, promoting, GUIDELINES_FROM),
    "2G1.2": Guideline(
        "2G1.2", "Transportation of a minor", SHARED, all_facts, GUIDELINES_FROM, parse_day("1996-10-31")
    ),
    "2G1.3": Guideline("2G1.3", "Commercial sex acts with a minor", MINORS, all_facts, MINORS_APART_FROM),
}

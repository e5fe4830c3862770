"""USSG §§2A3.1 to 2A3.4: sexual abuse, of a minor, of a ward, and abusive contact.

§2A3.1: 27, and 30 from 2004-11-01 (amend. 664), 38 on conviction under 18 U.S.C. § 2241(c) from 2007-11-01 (amend. 701).
§2A3.2: 15; from 2000-11-01 higher levels for violations of chapter 117, which went to §2G1.3 on 2004-11-01. §2A3.3: 9, 12,
14, and 18 from 2023-11-01 (amend. 816). §2A3.6 is a term of a statute, not a level.
"""

from __future__ import annotations

from collections.abc import Mapping

from clemency.errors import CoverageError
from clemency.law.dates import GUIDELINES_FROM, parse_day
from clemency.law.guidelines.chapter_two import CROSS_REFERENCE, REPLACED, Fact, Guideline, all_facts

BY_CONTACT_FROM = parse_day("2001-11-01")
TRAVEL_LEAVES_FROM = parse_day("2004-11-01")

INJURIES = (
    Fact("serious_injury", "Serious bodily injury?"),
    Fact("injury_between_serious_and_permanent", "Between serious and permanent injury (from 1989-11-01)?"),
    Fact("permanent_injury", "Permanent or life-threatening injury?"),
)
IDENTITY = Fact("misrepresentation", "A false identity to reach a minor (from 2000-11-01)?")
COMPUTER = Fact("computer", "A computer to reach a minor (from 2000-11-01)?")
UNDER_12 = Fact("victim_under_12", "Was a victim under twelve?", needed=True)
UNDER_16 = Fact("victim_under_16", "Was a victim from twelve to fifteen?", needed=True)
CUSTODY = Fact("custody", "Was a victim in custody, care or control?")

ABUSE = (
    Fact("convicted_2241_c", "Convicted under 18 U.S.C. § 2241(c) (from 2007-11-01)?", needed=True),
    Fact("force_or_threat", "Conduct of 18 U.S.C. § 2241(a) or (b): force, threat of death, drugs?"),
    UNDER_12,
    UNDER_16,
    CUSTODY,
    *INJURIES,
    Fact("abducted", "Was the victim abducted?"),
    Fact("misrepresentation_or_computer", "A false identity or a computer to reach a minor (from 2000-11-01)?"),
    CROSS_REFERENCE,
)
MINOR = (
    Fact("chapter_117", "A violation of 18 U.S.C. ch. 117 (2000-11-01 to 2004-10-31)?", needed=True),
    Fact("sexual_act_or_contact", "Did a sexual act or contact take place (2001-11-01 to 2004-10-31)?"),
    CUSTODY,
    Fact("undue_influence", "A false identity, or undue influence on the minor (from 2000-11-01)?"),
    COMPUTER,
    REPLACED,
)
WARD = (IDENTITY, COMPUTER, REPLACED)
CONTACT = (
    Fact("means_of_2241", "Conduct of 18 U.S.C. § 2241(a) or (b)?", needed=True),
    Fact("means_of_2242", "Conduct of 18 U.S.C. § 2242?", needed=True),
    UNDER_12,
    UNDER_16,
    CUSTODY,
    IDENTITY,
    COMPUTER,
    Fact("chapter_117", "A violation of 18 U.S.C. ch. 117 (2001-11-01 to 2004-10-31)?"),
    CROSS_REFERENCE,
    REPLACED,
)


def of_a_minor(facts: Mapping[str, int], day: int) -> Mapping[str, int]:
    """Base levels of chapter 117 by the act, and (b)(4) where none of (b)(1) to (b)(3) applies."""
    travel, act = bool(facts["chapter_117"]), bool(facts["sexual_act_or_contact"])
    if travel and day >= TRAVEL_LEAVES_FROM:
        raise CoverageError("violations of 18 U.S.C. ch. 117 stand in §2G1.3 from 2004-11-01: ask that guideline.")
    plain = not (facts["custody"] or facts["undue_influence"] or facts["computer"])
    return dict(facts) | {
        "chapter_117_contact": int(travel and act),
        "chapter_117_attempt": int(travel and not act),
        "no_aggravation": int(travel and plain and (act or day < BY_CONTACT_FROM)),
    }


def contact(facts: Mapping[str, int], day: int) -> Mapping[str, int]:
    """Until 1989-10-31 the means added levels, since then they set the base level; 18 U.S.C. ch. 117 see §2G1.3."""
    return dict(facts) | {
        "means_of_2241_1987": facts["means_of_2241"],
        "means_of_2242_1987": facts["means_of_2242"],
    }


GUIDELINES = {
    "2A3.1": Guideline("2A3.1", "Criminal sexual abuse", ABUSE, all_facts, GUIDELINES_FROM),
    "2A3.2": Guideline("2A3.2", "Sexual abuse of a minor", MINOR, of_a_minor, GUIDELINES_FROM),
    "2A3.3": Guideline("2A3.3", "Sexual abuse of a ward", WARD, all_facts, GUIDELINES_FROM),
    "2A3.4": Guideline("2A3.4", "Abusive sexual contact", CONTACT, contact, GUIDELINES_FROM),
}

"""USSG §§2K1.3, 2K1.4: explosive materials; arson and property damage by explosives.

§2K1.3: 6 with the greatest of four increases until 1991-10-31; then by prior felonies and persons (amend. 373). §2K1.4: 6
with the greatest of six until 1990-10-31; then 24 or 20 by risk and structure (amend. 330), or 2 above the level of fraud
or property damage, asked as a fact.
"""

from __future__ import annotations

from collections.abc import Mapping

from clemency.law.dates import GUIDELINES_FROM, parse_day
from clemency.law.guidelines.chapter_two import CROSS_REFERENCE, MOST_LEVEL, Fact, Guideline

BY_PRIORS_FROM = parse_day("1991-11-01")
BY_RISK_FROM = parse_day("1990-11-01")
TEACHING_COUNTS_FROM = parse_day("2003-11-01")

EXPLOSIVES = (
    Fact("violent_or_drug_priors", "How many prior felonies of violence or drugs (from 1991-11-01)?", 99, needed=True),
    Fact("prohibited", "A prohibited person, or distribution to one?", needed=True),
    Fact("convicted_842_p_2", "Convicted under 18 U.S.C. § 842(p)(2) (from 2003-11-01)?"),
    Fact("false_statement", "A false statement or record (until 1991-10-31)?"),
    Fact("distribution_1987", "Distribution to a minor or against state law (until 1991-10-31)?"),
    Fact("pounds", "How many pounds of explosives (from 1991-11-01)?", 10**9),
    Fact("stolen", "Explosives known to be stolen?"),
    Fact("other_felony", "In connection with another felony (from 1991-11-01)?"),
    CROSS_REFERENCE,
)
ARSON = (
    Fact("risk_known", "A substantial risk of death or serious injury, created knowingly?", needed=True),
    Fact("risk", "Such a risk, not created knowingly (until 1990-10-31 reckless endangering)?", needed=True),
    Fact(
        "dwelling", "Destruction of a dwelling or, since 2002, an airport, aircraft or other listed place?", needed=True
    ),
    Fact(
        "structure_or_endangered",
        "Of another structure, or a dwelling or structure endangered (from 1990)?",
        needed=True,
    ),
    Fact("navigation_aids", "Aids to maritime navigation (from 2007-11-01)?"),
    Fact("property_level", "Level of §2B1.1 (before 2001 §2B1.3 or §2F1.1)?", MOST_LEVEL, needed=True, least=4),
    Fact("used_for_felony", "Fire or explosives to commit another felony (until 1990-10-31)?"),
    Fact("endangered", "Endangering another person (until 1990-10-31)?"),
    Fact("destructive_device", "Was a destructive device used (until 1990-10-31)?"),
    Fact("concealment", "To conceal another offense (from 1990-11-01)?"),
    Fact("national_cemetery", "On a national cemetery (from 1998-11-01)?"),
    CROSS_REFERENCE,
)


def explosives(facts: Mapping[str, int], day: int) -> Mapping[str, int]:
    """Base levels by priors; 18 U.S.C. § 842(p)(2) counts as connected with a felony since 2003-11-01."""
    priors, teaching = facts["violent_or_drug_priors"], facts["convicted_842_p_2"] and day >= TEACHING_COUNTS_FROM
    since = day >= BY_PRIORS_FROM
    return dict(facts) | {
        "two_priors": int(priors >= 2),
        "one_prior": int(priors >= 1),
        "other_felony": int(bool(facts["other_felony"] or teaching)),
        "stolen": facts["stolen"] if since else 0,
        "stolen_1987": facts["stolen"],
        "prohibited_1987": facts["prohibited"],
    }


def arson(facts: Mapping[str, int], day: int) -> Mapping[str, int]:
    """Base levels by risk and structure since 1990-11-01; before, each is an increase of its own."""
    return dict(facts) | {
        "risk_known_or_dwelling": int(bool(facts["risk_known"] or facts["dwelling"])),
        "risk_or_structure": int(bool(facts["risk"] or facts["structure_or_endangered"])),
        "risk_known_1987": facts["risk_known"],
        "reckless_1987": facts["risk"],
        "residence_1987": facts["dwelling"],
    }


GUIDELINES = {
    "2K1.3": Guideline("2K1.3", "Explosive materials", EXPLOSIVES, explosives, GUIDELINES_FROM),
    "2K1.4": Guideline("2K1.4", "Arson", ARSON, arson, GUIDELINES_FROM),
}

"""USSG §§2G2.1, 2G2.6, 2G3.1: production of sexually explicit material of minors, exploitation enterprises, obscenity.

§2G2.1: 25, 27 (1996-11-01), 32 (2004-11-01, amend. 664). §2G2.6 came on 2007-11-01 (amend. 701). §2G3.1: 6, and 10 from
1991-11-27 (amend. 437). Not modelled: each minor as a count of its own, see ch. 3 pt. D.
"""

from __future__ import annotations

from collections.abc import Mapping

from clemency.law.dates import GUIDELINES_FROM, parse_day
from clemency.law.guidelines.chapter_two import (
    CROSS_REFERENCE,
    MOST_DOLLARS,
    REPLACED,
    Fact,
    Guideline,
    all_facts,
)

PRODUCTION = (
    Fact("minor_under_12", "Was a minor under twelve?", needed=True),
    Fact("minor_under_16", "Was a minor from twelve to fifteen (from 1990-11-01)?", needed=True),
    Fact("sex_act_or_contact", "A sexual act or contact (from 2004-11-01)?"),
    Fact("sex_act_by_force", "A sexual act with conduct of 18 U.S.C. § 2241(a) or (b) (from 2004-11-01)?"),
    Fact("distribution", "Distribution, since 2016 knowing (from 2004-11-01)?"),
    Fact("sadistic", "Sadistic or masochistic conduct or violence, since 2016 infants (from 2004-11-01)?"),
    Fact("custody", "A parent, relative or guardian, or custody, care or control (from 1990-11-01)?"),
    Fact("misrepresentation", "A false identity to persuade the minor (from 2000-11-01)?"),
    Fact("computer", "A computer to solicit participation (from 1996-11-01)?"),
    CROSS_REFERENCE,
)
ENTERPRISE = (
    Fact("victim_under_12", "Was a victim under twelve?", needed=True),
    Fact("victim_under_16", "Was a victim from twelve to fifteen?", needed=True),
    Fact("custody", "A parent, relative or guardian, or custody, care or control?"),
    Fact("force_or_threat", "Conduct of 18 U.S.C. § 2241(a) or (b)?"),
    Fact("computer", "Was a computer used?"),
)
OBSCENITY = (
    Fact("distribution", "Distribution (from 2000-11-01)?"),
    Fact("distribution_for_gain", "Distribution for pecuniary gain?"),
    Fact("retail_value", "Its retail value, in dollars?", MOST_DOLLARS),
    Fact("distribution_for_value", "Distribution for a thing of value (from 2000-11-01)?"),
    Fact("distribution_to_minor", "Distribution to a minor (from 2000-11-01)?"),
    Fact("distribution_to_minor_illegal_activity", "To persuade a minor to illegal activity (from 2004-11-01)?"),
    Fact("distribution_to_minor_sexual_conduct", "To persuade a minor to sexual conduct (from 2000-11-01)?"),
    Fact("misleading_domain", "A misleading domain name or embedded words (from 2004-11-01)?"),
    Fact("computer", "Was a computer used (from 2004-11-01)?"),
    Fact("sadistic", "Sadistic or masochistic conduct or violence?"),
    CROSS_REFERENCE,
    REPLACED,
)


def obscenity(facts: Mapping[str, int], day: int) -> Mapping[str, int]:
    """The retail value counts with distribution for gain only."""
    return dict(facts) | {"retail_value": facts["retail_value"] if facts["distribution_for_gain"] else 0}


GUIDELINES = {
    "2G2.1": Guideline("2G2.1", "Production of material of minors", PRODUCTION, all_facts, GUIDELINES_FROM),
    "2G2.6": Guideline("2G2.6", "Child exploitation enterprises", ENTERPRISE, all_facts, parse_day("2007-11-01")),
    "2G3.1": Guideline("2G3.1", "Obscene matter", OBSCENITY, obscenity, GUIDELINES_FROM),
}

"""USSG §§2Q1.2, 2Q1.3, 2Q2.1: hazardous substances, other pollutants, fish, wildlife and plants."""

from __future__ import annotations

from clemency.law.dates import GUIDELINES_FROM
from clemency.law.guidelines.chapter_two import CROSS_REFERENCE, MOST_DOLLARS, MOST_LEVEL, Fact, Guideline, all_facts

POLLUTANTS = (
    Fact("ongoing_discharge", "An ongoing, continuous or repetitive discharge?"),
    Fact("discharge", "Another discharge, release or emission?"),
    Fact("likelihood_of_death", "A substantial likelihood of death or serious bodily injury?"),
    Fact("disruption_or_cost", "Disruption of utilities, evacuation, or a costly cleanup?"),
    Fact("without_permit", "Without a permit or in violation of one?"),
    Fact("substantive_level", "Level of the substantive offense that records concealed (0: none)?", MOST_LEVEL),
)
HAZARDOUS = (
    *POLLUTANTS,
    Fact("recordkeeping_only", "A simple recordkeeping or reporting violation only?"),
    Fact("convicted_5124", "Convicted under 49 U.S.C. § 5124 or § 46312 (from 2004-11-01)?"),
)
WILDLIFE = (
    Fact("commercial_or_pattern", "For gain or commerce or, since 1992, a pattern of violations?"),
    Fact("not_quarantined", "Not quarantined or, since 1992, a risk of infestation or disease?"),
    Fact("market_value", "The market value, in dollars?", MOST_DOLLARS, needed=True),
    Fact("protected_species", "Listed species (until 1992-10-31 a substantial quantity)?"),
    CROSS_REFERENCE,
)
GUIDELINES = {
    "2Q1.2": Guideline("2Q1.2", "Hazardous substances", HAZARDOUS, all_facts, GUIDELINES_FROM),
    "2Q1.3": Guideline("2Q1.3", "Other pollutants", POLLUTANTS, all_facts, GUIDELINES_FROM),
    "2Q2.1": Guideline("2Q2.1", "Fish, wildlife and plants", WILDLIFE, all_facts, GUIDELINES_FROM),
}

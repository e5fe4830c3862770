"""USSG §2B5.3: infringement of copyright or trademark. 6, and 8 from 2000-05-01 (amend. 590)."""

from __future__ import annotations

from clemency.law.dates import GUIDELINES_FROM
from clemency.law.guidelines.chapter_two import MOST_DOLLARS, Fact, Guideline, all_facts

FACTS = (
    Fact(
        "value",
        "The retail value (since 2000 the infringement amount) the court found, in dollars?",
        MOST_DOLLARS,
        True,
    ),
    Fact("prerelease", "A work being prepared for distribution (from 2005-10-24)?"),
    Fact("manufacture_or_upload", "Manufacture, importation or uploading (from 2000-05-01)?"),
    Fact("not_for_gain", "Not for commercial advantage or private gain (from 2000-05-01)?"),
    Fact("counterfeit_drug", "A counterfeit drug (from 2013-11-01)?"),
    Fact("risk_or_weapon", "A risk of death or serious injury, or a dangerous weapon (from 2000-05-01)?"),
    Fact("counterfeit_military", "A counterfeit military good likely to cause harm (from 2013-11-01)?"),
)
GUIDELINES = {"2B5.3": Guideline("2B5.3", "Infringement of copyright or trademark", FACTS, all_facts, GUIDELINES_FROM)}

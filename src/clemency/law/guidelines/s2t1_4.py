"""USSG §§2T1.2 to 2T1.6, 2T1.9, 2T3.1: other tax offenses and customs duties, by the tax table of the day.

§§2T1.2, 2T1.3 and 2T1.5 went into §2T1.1 on 1993-11-01 (amend. 491). Small duties have levels of their own since
1991-11-01 (amend. 410).
"""

from __future__ import annotations

from collections.abc import Mapping

from clemency.law.dates import GUIDELINES_FROM, parse_day
from clemency.law.guidelines.chapter_two import (
    CROSS_REFERENCE,
    MOST_DOLLARS,
    MOST_LEVEL,
    REPLACED,
    Fact,
    Guideline,
    all_facts,
)

LAST = parse_day("1993-10-31")
TAX_LOSS = Fact("tax_loss", "What tax loss did the court find, in dollars?", MOST_DOLLARS, needed=True)
MEANS = Fact("sophisticated_means", "Sophisticated means (1998 to 2001: sophisticated concealment)?")
RETURNS = (TAX_LOSS, Fact("criminal_source", "More than $10,000 of income from crime in a year not reported?"), MEANS)
PREPARERS = (
    TAX_LOSS,
    Fact("pattern_for_income", "A pattern or scheme for a substantial part of income?"),
    Fact("preparer", "In the business of preparing returns?"),
    MEANS,
)
CONSPIRACY = (
    Fact("tax_offense_level", "Level of §2T1.1 or §2T1.4 (before 1993 §2T1.3)?", MOST_LEVEL, needed=True, least=1),
    Fact("violence", "Planned or threatened violence?"),
    Fact("encouraged_others", "To encourage others to violate the tax laws?"),
)
DUTIES = (
    TAX_LOSS,
    Fact("sophisticated_means", "Sophisticated means (from 1991-11-01)?"),
    CROSS_REFERENCE,
)


def duties(facts: Mapping[str, int], day: int) -> Mapping[str, int]:
    """The duty counts by the tax table, and by the small amounts before it."""
    return dict(facts) | {"small_duty": facts["tax_loss"]}


GUIDELINES = {
    "2T1.2": Guideline("2T1.2", "Failure to file or pay", (*RETURNS, REPLACED), all_facts, GUIDELINES_FROM, LAST),
    "2T1.3": Guideline("2T1.3", "False tax returns", RETURNS, all_facts, GUIDELINES_FROM, LAST),
    "2T1.4": Guideline("2T1.4", "Assisting tax fraud", PREPARERS, all_facts, GUIDELINES_FROM),
    "2T1.5": Guideline("2T1.5", "Fraudulent documents", (), all_facts, GUIDELINES_FROM, LAST),
    "2T1.6": Guideline("2T1.6", "Tax not paid over", (TAX_LOSS, CROSS_REFERENCE), all_facts, GUIDELINES_FROM),
    "2T1.9": Guideline("2T1.9", "Conspiracy to impede tax", CONSPIRACY, all_facts, GUIDELINES_FROM),
    "2T3.1": Guideline("2T3.1", "Customs duties", DUTIES, duties, GUIDELINES_FROM),
}

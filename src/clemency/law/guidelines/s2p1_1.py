"""USSG §2P1.1: escape. 13 or 8 by the custody; less for a return within 96 hours or for a halfway house (amend. 341)."""

from __future__ import annotations

from collections.abc import Mapping

from clemency.law.dates import GUIDELINES_FROM
from clemency.law.guidelines.chapter_two import Fact, Guideline

FACTS = (
    Fact("felony_custody", "Custody on a felony charge or, after conviction, on any offense?", needed=True),
    Fact("force", "Force or the threat of force?"),
    Fact("returned", "Back within 96 hours to non-secure custody, without a further offense?"),
    Fact("halfway_house", "From a halfway house or the like, without a further felony (from 1990-11-01)?"),
    Fact("officer", "By a law enforcement or correctional officer or employee?"),
)


def derive(facts: Mapping[str, int], day: int) -> Mapping[str, int]:
    """The two decreases have a figure for each base level; (b)(3) only where (b)(2) does not apply."""
    halfway = int(bool(facts["halfway_house"]) and not facts["returned"])
    return dict(facts) | {
        "returned_felony": facts["returned"],
        "returned_other": facts["returned"],
        "halfway_house_felony": halfway,
        "halfway_house_other": halfway,
    }


GUIDELINES = {"2P1.1": Guideline("2P1.1", "Escape", FACTS, derive, GUIDELINES_FROM)}

"""USSG §2L1.2: unlawful entry and reentry, in its schemes.

1987: level 6, 2 more for an earlier entry (until 1988-01-14), then 8; 4 more after a felony (1989), 16 after an
aggravated felony (1991). From 2001-11-01 16, 12, 8 or 4 by the kind of the earlier conviction; from 2011-11-01 less where
it is too old for points. From 2016-11-01 by the length of sentences before and after the first removal order, and for
earlier reentries. Amend. 809 (2018-11-01) changed which convictions count in which window, not the levels: the facts are
asked as the Manual of the day has them.
"""

from __future__ import annotations

from collections.abc import Mapping

from clemency.law.dates import GUIDELINES_FROM, parse_day
from clemency.law.guidelines.chapter_two import Fact, Guideline

WITHOUT_POINTS_FROM = parse_day("2011-11-01")
"""Amend. 754: fewer levels for a conviction too old for criminal history points."""

SENTENCE = "in whole months, more than 13 months being at least 14"
FACTS = (
    Fact("entered_before", "Had the defendant unlawfully entered or remained before (before 1988-01-15)?"),
    Fact("other_felony", "Removed after a felony, other than an immigration felony (until 2016-10-31)?", needed=True),
    Fact("aggravated_felony", "Removed after an aggravated felony (1991-11-01 to 2016-10-31)?", needed=True),
    Fact("three_misdemeanors", "Removed after three misdemeanors of violence or drugs (1997-11-01 to 2016-10-31)?"),
    Fact(
        "serious_felony",
        "Removed after drug trafficking above 13 months, violence, firearms or other listed felony (2001 to 2016)?",
        needed=True,
    ),
    Fact("drug_felony", "Removed after drug trafficking of 13 months or less (2001-11-01 to 2016-10-31)?", needed=True),
    Fact("conviction_without_points", "Is that conviction too old for criminal history points (2011 to 2016)?"),
    Fact("reentry_felony", "An earlier felony of illegal reentry (from 2016-11-01)?", needed=True),
    Fact("entry_misdemeanors", "Two misdemeanors of 8 U.S.C. § 1325(a) (from 2016-11-01)?"),
    Fact("felony_before", "A felony before the first removal order (from 2016-11-01)?", needed=True),
    Fact("felony_before_months", f"The longest sentence for such a felony, {SENTENCE}?", 12_000, needed=True),
    Fact("misdemeanors_before", "Three misdemeanors of violence or drugs before it?"),
    Fact("felony_after", "A felony after the first removal order (from 2016-11-01)?", needed=True),
    Fact("felony_after_months", f"The longest sentence for such a felony, {SENTENCE}?", 12_000, needed=True),
    Fact("misdemeanors_after", "Three misdemeanors of violence or drugs after it?"),
)


def derive(facts: Mapping[str, int], day: int) -> Mapping[str, int]:
    """The items: a conviction without points stands in its own rows; a sentence for a felony is one for a felony."""
    old = facts["conviction_without_points"] and day >= WITHOUT_POINTS_FROM
    return dict(facts) | {
        "serious_felony_uncounted": int(bool(facts["serious_felony"] and old)),
        "drug_felony_uncounted": int(bool(facts["drug_felony"] and old)),
        "felony_before": int(bool(facts["felony_before"] or facts["felony_before_months"])),
        "felony_after": int(bool(facts["felony_after"] or facts["felony_after_months"])),
    }


GUIDELINES = {"2L1.2": Guideline("2L1.2", "Unlawful entry and reentry", FACTS, derive, GUIDELINES_FROM)}

"""USSG §§2L2.1, 2L2.2: trafficking in, and acquiring, documents of naturalization, citizenship or residence; passports.

The level that §2L2.2(c) leads to, from 1995-11-01, is a fact.
"""

from __future__ import annotations

from clemency.law.dates import GUIDELINES_FROM
from clemency.law.guidelines.chapter_two import CROSS_REFERENCE, Fact, Guideline, all_facts

SHARED = (
    Fact("one_immigration_felony", "An earlier felony conviction of an immigration offense (from 1997-05-01)?"),
    Fact("two_immigration_felonies", "Two such convictions, from separate prosecutions?"),
    Fact(
        "united_states_passport", "A United States passport obtained or used by fraud (§2L2.2 from 2004, §2L2.1 2006)?"
    ),
    Fact("foreign_passport", "A foreign passport obtained or used by fraud (from 2006-11-01)?"),
)
TRAFFICKING = (
    Fact("for_profit", "Was it for profit (before 1989-11-01)?"),
    Fact("not_for_profit", "Was it not for profit, or (since 1997) only for spouse or child?"),
    Fact("documents", "How many documents or passports (1992 to 1995: sets of documents)?", 1_000_000, needed=True),
    Fact("for_another_felony", "A passport or visa for a felony other than an immigration offense (from 1995-11-01)?"),
    *SHARED,
)
ACQUIRING = (
    Fact("deported_before", "Is the defendant an unlawful alien deported before (from 1989-11-01)?"),
    *SHARED,
    Fact("conceals_membership", "To conceal membership in an organization of human rights offenses (from 2012)?"),
    Fact("conceals_incitement", "To conceal incitement to genocide (from 2012-11-01)?"),
    Fact("conceals_human_rights_offense", "To conceal another serious human rights offense (from 2012-11-01)?"),
    CROSS_REFERENCE,
)
GUIDELINES = {
    "2L2.1": Guideline("2L2.1", "Trafficking in immigration documents", TRAFFICKING, all_facts, GUIDELINES_FROM),
    "2L2.2": Guideline("2L2.2", "Acquiring immigration documents", ACQUIRING, all_facts, GUIDELINES_FROM),
}

"""USSG §4B1.4: armed career criminal, from 1990-11-01 (amend. 355). Level 33, or 34 where a weapon was used with violence
or a drug offense; category at least IV, or VI."""

from __future__ import annotations

from clemency.law import parameters as P
from clemency.law.columns import Law
from clemency.law.facts import GUN_NONE, Facts


def with_violence(law: Law, facts: Facts, book: int) -> bool:
    """Beside a § 924(c) count the higher level and category do not apply since 2004-11-01 (comment. n.2; amend. 674)."""
    beside = law.book[book + P.ARMED_CAREER_VIOLENCE_BESIDE_924C] > 0
    return facts.armed_career == 2 and (facts.guns[0] == GUN_NONE or beside)


def armed_career_level(law: Law, facts: Facts, book: int) -> int:
    """`facts.armed_career`: 0 no, 1 yes, 2 yes and with violence, a drug offense or an NFA weapon."""
    if with_violence(law, facts, book):
        return law.book[book + P.ARMED_CAREER_LEVEL_WITH_VIOLENCE]
    return law.book[book + P.ARMED_CAREER_LEVEL]


def armed_career_category(law: Law, facts: Facts, book: int) -> int:
    if with_violence(law, facts, book):
        return law.book[book + P.ARMED_CAREER_CATEGORY_WITH_VIOLENCE]
    return law.book[book + P.ARMED_CAREER_CATEGORY]

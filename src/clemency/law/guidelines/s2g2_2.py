"""USSG §§2G2.2, 2G2.4: trafficking in, and possessing, material of the sexual exploitation of a minor.

13, 15 (1991-11-27), 17 (1996-11-01), then 18 for possession and 22 for the rest (amend. 664). Images count since
2003-04-30. Distribution for gain adds by the retail value, at least 5 levels. Possession stood in
§2G2.4 from 1991-11-01 to 2004-10-31. The levels that (c) leads to are facts.
"""

from __future__ import annotations

from collections.abc import Mapping

from clemency.errors import CoverageError
from clemency.law.dates import GUIDELINES_FROM, parse_day
from clemency.law.guidelines.chapter_two import CROSS_REFERENCE, MOST_DOLLARS, REPLACED, Fact, Guideline, all_facts

BY_KIND_FROM = parse_day("2000-11-01")
"""Amend. 592: until then distribution of any kind counted by the retail value, at least 5 levels."""

POSSESSION_HERE_FROM = parse_day("2004-11-01")

FACTS = (
    Fact(
        "possession_only", "Convicted of possession (18 U.S.C. §§ 2252(a)(4), 2252A(a)(5) and the like)?", needed=True
    ),
    Fact("receipt_only", "Receipt or solicitation only, without intent to distribute (from 2004-11-01)?"),
    Fact("prepubescent", "A prepubescent minor or one under twelve?"),
    Fact("distribution", "Distribution (since 2016 knowing)?"),
    Fact("distribution_for_gain", "Distribution for pecuniary gain?"),
    Fact("retail_value", "Its retail value, in dollars?", MOST_DOLLARS),
    Fact("distribution_for_value", "Distribution for a thing of value (from 2000-11-01)?"),
    Fact("distribution_to_minor", "Distribution to a minor (from 2000-11-01)?"),
    Fact("distribution_to_minor_illegal_activity", "Distribution to persuade a minor to illegal activity (from 2004)?"),
    Fact("distribution_to_minor_sexual_conduct", "Distribution to persuade a minor to sexual conduct (from 2000)?"),
    Fact("sadistic", "Sadistic or masochistic conduct or violence (since 2016 infants, toddlers)?"),
    Fact("pattern_of_abuse", "A pattern of sexual abuse or exploitation of a minor?"),
    Fact("computer", "Was a computer used (from 1996-11-01)?"),
    Fact("images", "How many images (from 2003-04-30)?", 10**9, needed=True),
    CROSS_REFERENCE,
)


def derive(facts: Mapping[str, int], day: int) -> Mapping[str, int]:
    """The retail value counts with distribution for gain; until 2000 with any distribution."""
    if facts["possession_only"] and day < POSSESSION_HERE_FROM:
        raise CoverageError("possession before 2004-11-01 stood in §2G2.4: ask that guideline.")
    any_kind = any(facts[name] for name in facts if name.startswith("distribution"))
    counted = facts["distribution_for_gain"] if day >= BY_KIND_FROM else any_kind
    value = facts["retail_value"] if counted else 0
    distribution = facts["distribution"] if day >= BY_KIND_FROM else int(any_kind)
    return dict(facts) | {"distribution": distribution, "retail_value": value, "retail_value_1987": value}


POSSESSION = (
    Fact("prepubescent", "A prepubescent minor or one under twelve?"),
    Fact("ten_items", "Ten or more books, films or other items (from 1991-11-27)?"),
    Fact("computer", "Was a computer used (from 1996-11-01)?"),
    Fact("sadistic", "Sadistic or masochistic conduct or violence (from 2003-04-30)?"),
    Fact("images", "How many images (from 2003-04-30)?", 10**9, needed=True),
    REPLACED,
)
GUIDELINES = {
    "2G2.2": Guideline("2G2.2", "Material of the sexual exploitation of a minor", FACTS, derive, GUIDELINES_FROM),
    "2G2.4": Guideline(
        "2G2.4", "Possession of such material", POSSESSION, all_facts, parse_day("1991-11-01"), parse_day("2004-10-31")
    ),
}

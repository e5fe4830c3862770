"""Which exclusion of §4C1.1(a) the facts of an offense show."""

from __future__ import annotations

import pytest

from clemency.law.guidelines.chapter_two import MODULES, guideline
from clemency.law.guidelines.s4c1_1 import DEATH_OR_INJURY, SEX_OFFENSES, WEAPON_FACTS, excluded_by_offense


@pytest.mark.parametrize(
    ("section", "facts", "exclusion"),
    [
        ("2B1.1", {"loss": 5_000}, ""),
        ("2B1.1", {"victims_hardship": 1}, "(a)(6)"),
        ("2B1.1", {"victims_hardship": 0}, ""),
        ("2B3.1", {"firearm_possessed": 1}, "(a)(7)"),
        ("2B3.1", {"serious_injury": True}, "(a)(4)"),
        ("2B3.1", {"bodily_injury": True}, ""),
        ("2B3.1", {"weapon_possessed": True}, "(a)(7)"),
        ("2B3.1", {"threat_of_death": True}, "(a)(3)"),
        ("2K2.1", {}, "(a)(7)"),
        ("2G2.2", {}, "(a)(5)"),
    ],
)
def test_what_the_facts_show(section: str, facts: dict[str, int], exclusion: str) -> None:
    assert excluded_by_offense([section], facts) == exclusion


def test_the_guidelines_and_facts_named_exist() -> None:
    assert set(MODULES) >= SEX_OFFENSES
    asked = {fact.name for section in MODULES for fact in guideline(section).facts}
    assert asked >= {*WEAPON_FACTS, *DEATH_OR_INJURY, "victims_hardship", "threat_of_death"}

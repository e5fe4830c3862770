"""§4B1.5: both tiers, the category, acceptance, and where it does not apply."""

from __future__ import annotations

import math

import pytest

from clemency.errors import CoverageError
from clemency.law.dates import parse_day
from clemency.law.guidelines.s4b1_5 import sex_offender

DAY = parse_day("2010-11-01")


@pytest.mark.parametrize(
    ("maximum", "expected"),
    [(math.inf, 37), (300, 34), (299, 32), (240, 32), (239, 29), (180, 29), (120, 24), (60, 17), (59, 12), (13, 12)],
)
def test_an_earlier_conviction_gives_the_level_of_the_maximum(maximum: float, expected: int) -> None:
    found = sex_offender(5, 1, maximum, DAY, prior_sex_offense=True)
    assert (found.level, found.category) == (expected, 5)


def test_acceptance_lowers_the_level_of_the_table_and_the_greater_level_stands() -> None:
    assert sex_offender(20, 6, math.inf, DAY, acceptance=3, prior_sex_offense=True)[:2] == (34, 6)
    assert sex_offender(38, 2, math.inf, DAY, acceptance=3, prior_sex_offense=True)[:2] == (38, 5)
    assert sex_offender(10, 2, 12, DAY, prior_sex_offense=True)[:2] == (10, 5)


@pytest.mark.parametrize(
    ("level", "acceptance", "expected"),
    [
        (17, 0, 22),  # 17 and 5 are 22
        (16, 0, 22),  # 21 is raised to 22
        (13, 3, 19),  # before acceptance 16 and 5 are 21, raised to 22; less 3
        (15, 3, 20),  # before acceptance 18 and 5 are 23; less 3
        (30, 3, 35),
    ],
)
def test_a_pattern_adds_five_levels_and_reaches_twenty_two(level: int, acceptance: int, expected: int) -> None:
    assert sex_offender(level, 1, 240, DAY, acceptance=acceptance, pattern=True)[:2] == (expected, 1)


def test_it_yields_to_the_career_offender_and_the_first_tier_to_none() -> None:
    assert sex_offender(30, 6, 240, DAY, prior_sex_offense=True, pattern=True, career=True) == (30, 6, ())
    assert sex_offender(30, 1, 240, DAY) == (30, 1, ())
    assert sex_offender(20, 1, 240, DAY, prior_sex_offense=True, pattern=True)[:2] == (32, 5)
    with pytest.raises(CoverageError, match="2001-11-01"):
        sex_offender(20, 1, 240, parse_day("2001-10-31"), pattern=True)

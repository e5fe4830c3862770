"""Revocation: the table of §7B1.4 and how community confinement counts (§7B1.3(c))."""

from __future__ import annotations

import pytest

from clemency.errors import CoverageError
from clemency.law.dates import parse_day
from clemency.law.guidelines.s7b1_4 import reaches_minimum, revocation_range, within_limits

DAY = parse_day("2012-11-01")


@pytest.mark.parametrize(
    ("grade", "category", "expected"),
    [
        ("C", 1, (3, 9)),
        ("C", 6, (8, 14)),
        ("B", 1, (4, 10)),
        ("B", 4, (12, 18)),
        ("A", 1, (12, 18)),
        ("A", 6, (33, 41)),
        ("A_class_a", 1, (24, 30)),
        ("A_class_a", 6, (51, 63)),
    ],
)
def test_the_corners_of_the_table(grade: str, category: int, expected: tuple[float, float]) -> None:
    assert revocation_range(grade, category, DAY) == expected


def test_there_is_no_table_before_chapter_seven_had_one() -> None:
    assert revocation_range("C", 1, parse_day("1990-11-01")) == (3, 9)
    with pytest.raises(CoverageError, match=r"1990-10-31.*begins on 1990-11-01"):
        revocation_range("C", 1, parse_day("1990-10-31"))


def test_a_grade_it_does_not_know_is_named() -> None:
    with pytest.raises(CoverageError, match="grade 'D'"):
        revocation_range("D", 1, DAY)


def test_the_statute_replaces_or_clips_the_range() -> None:
    assert within_limits(51, 63, 0, 36) == (36, 36)
    assert within_limits(3, 9, 12, 60) == (12, 12)
    assert within_limits(18, 24, 20, 22) == (20, 22)
    assert within_limits(18, 24, 0, -1) == (18, 24)


@pytest.mark.parametrize(
    ("prison", "alternatives", "low", "enough"),
    [
        (0, 6, 6, True),  # any part of six months
        (0, 7, 7, False),
        (3.4, 3.6, 7, False),  # less than half of seven
        (3.5, 3.5, 7, True),
        (5, 5, 10, True),
        (4.9, 5.1, 10, False),
        (6, 6, 12, False),  # above ten months only prison counts
        (12, 0, 12, True),
    ],
)
def test_community_confinement_counts_by_the_length_of_the_minimum(
    prison: float, alternatives: float, low: float, enough: bool
) -> None:
    assert reaches_minimum(prison, alternatives, low) is enough

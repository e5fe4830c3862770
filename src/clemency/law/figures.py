"""What is answered: every intermediate figure of one computation, each with the row that set it.

Row numbers point into the tables named beside them; -1 means that no row set the figure. Levels are offense levels,
months are months, `math.inf` is life.
"""

from __future__ import annotations

from typing import NamedTuple

# How the base offense level was found
BASE_TABLE = 0  # one drug, read in its own ladder
BASE_CONVERTED = 1  # converted to marijuana (converted drug weight) and added
BASE_DEATH = 2  # §2D1.1(a)(1)-(4)
BASE_GIVEN = 3  # taken as given
BASE_PROTECTED = 4  # §2D1.2

# Which level governs in the end
GOVERNS_OFFENSE = 0
GOVERNS_CAREER = 1
GOVERNS_ARMED_CAREER = 2

# What the statute did to the range (§5G1.1)
LIMIT_NONE = 0
LIMIT_MINIMUM_RAISES = 1  # the minimum lifts the bottom of the range
LIMIT_MINIMUM_IS_SENTENCE = 2  # (b): the minimum lies above the range
LIMIT_MAXIMUM_LOWERS = 3  # the maximum cuts the top
LIMIT_MAXIMUM_IS_SENTENCE = 4  # (a): the maximum lies below the range


class Limits(NamedTuple):
    """The statutory limits of the count."""

    tier: int
    minimum: float
    maximum: float
    maximum_unenhanced: float
    supervised_release: float
    row: int


class Base(NamedTuple):
    level: int
    kind: int
    row: int
    converted: int


class Figures(NamedTuple):
    """One sentence under one state of the law."""

    book: int
    base: int
    base_kind: int
    base_row: int
    converted: int
    capped: int
    characteristics: int
    safety_valve_levels: int
    chapter3: int
    adjusted: int
    career_level: int
    armed_career_level: int
    governs: int
    acceptance: int
    zero_point: int
    total: int
    points: int
    category: int
    table_min: float
    table_max: float
    tier: int
    statutory_min: float
    statutory_max: float
    statutory_row: int
    supervised_release_min: float
    safety_valve: int
    limit: int
    career_924c: int
    range_min: float
    range_max: float
    consecutive: float
    low: float
    high: float
    minimum: float

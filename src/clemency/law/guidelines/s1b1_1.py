"""USSG §1B1.1: the order of the whole computation, from the base offense level to the range.

`figures` answers one person's facts under one state of the Manual (`book`) and the statutes as the governing dates have
them (`days`). Every step is its own provision's module; this page only puts them in order.
"""

from __future__ import annotations

from clemency.law import columns as C
from clemency.law import parameters as P
from clemency.law.columns import Law
from clemency.law.facts import (
    LEVEL_GIVEN,
    NO_STATUTE,
    OTHER_STATUTE,
    S2D1_2,
    STATED_LIMITS,
    TOTAL_GIVEN,
    USC21_841,
    USC21_844,
    USC21_859,
    USC21_860,
    USC21_861,
    USC21_960,
    Days,
    Facts,
)
from clemency.law.figures import (
    BASE_GIVEN,
    GOVERNS_ARMED_CAREER,
    GOVERNS_CAREER,
    GOVERNS_OFFENSE,
    Base,
    Figures,
    Limits,
)
from clemency.law.guidelines.s2d1_1 import base_offense_level, characteristics
from clemency.law.guidelines.s2d1_2 import protected_location_level
from clemency.law.guidelines.s3b_s3c import chapter_three
from clemency.law.guidelines.s3e1_1 import acceptance
from clemency.law.guidelines.s4a1_1 import category, total_points
from clemency.law.guidelines.s4b1_1 import career_acceptance, counted_maximum, level_for_maximum, range_with_924c
from clemency.law.guidelines.s4b1_4 import armed_career_category, armed_career_level
from clemency.law.guidelines.s4c1_1 import zero_point_levels
from clemency.law.guidelines.s5a import table_range, treated_as
from clemency.law.guidelines.s5c1_2 import floor_applies, floored_level, floored_range, safety_valve_levels
from clemency.law.guidelines.s5g1_1 import within_statute
from clemency.law.statutes import other, usc18_924c, usc18_3553f, usc21_841, usc21_859_861


def statutory_limits(law: Law, facts: Facts, days: Days) -> Limits:
    """Limits of the count of conviction, by the family of its statute."""
    found = Limits(C.TIER_NONE, 0.0, C.NONE_IN_FORCE, C.NONE_IN_FORCE, 0.0, -1)
    if facts.statute == USC21_841:
        found = usc21_841.limits(law, facts, days, C.FAMILY_841)
    elif facts.statute == USC21_960:
        found = usc21_841.limits(law, facts, days, C.FAMILY_960)
    elif facts.statute == USC21_859 or facts.statute == USC21_860 or facts.statute == USC21_861:
        found = usc21_859_861.limits(law, facts, days)
    elif facts.statute == USC21_844:
        found = other.simple_possession(law, facts, days)
    elif facts.statute == OTHER_STATUTE:
        found = other.limits(law, facts, days, facts.other_offense)
    elif facts.statute == STATED_LIMITS:
        found = Limits(C.TIER_NONE, facts.stated_minimum, facts.stated_maximum, facts.stated_maximum, 0.0, -1)
    if facts.armed_career_statute:
        found = other.armed_career_criminal(law, facts, days, found)
    return found


def base_and_cap(law: Law, facts: Facts, book: int) -> tuple[Base, int]:
    """Chapter Two, (a): the base offense level and the level that stands after the limit for a mitigating role."""
    if facts.guideline == LEVEL_GIVEN or facts.guideline == TOTAL_GIVEN:
        return Base(facts.level_given, BASE_GIVEN, -1, 0), facts.level_given
    if facts.guideline == S2D1_2:
        return protected_location_level(law, facts, book)
    return base_offense_level(law, facts, book)


def figures(law: Law, facts: Facts, days: Days, book: int) -> Figures:
    """One sentence under one state of the law."""
    limits = statutory_limits(law, facts, days)
    points = total_points(law, facts, book)
    valve = usc18_3553f.applies(law, facts, days, points)
    return figures_within(law, facts, days, book, limits, points, valve)


def figures_within(law: Law, facts: Facts, days: Days, book: int, limits: Limits, points: int, valve: bool) -> Figures:
    """The same with the limits of the statute and the safety valve's answer already found (§ 404 swaps the limits alone)."""
    # Chapters Two and Three
    base, capped = base_and_cap(law, facts, book)
    specific = facts.other_characteristics
    if facts.guideline != TOTAL_GIVEN:
        specific += characteristics(law, facts, book)
    valve_levels = 0
    if facts.guideline != TOTAL_GIVEN:
        valve_levels = safety_valve_levels(law, facts, book, points, capped + specific)
    chapter3 = chapter_three(law, facts, book)
    adjusted = max(capped + specific + valve_levels + chapter3, 0)

    # Chapter Four: which level governs
    accepted = acceptance(law, facts, book, adjusted)
    total = adjusted + accepted
    governs = GOVERNS_OFFENSE
    history = category(law, facts, points, book)
    career_level = 0
    if facts.career_offender:
        career_level = level_for_maximum(law, counted_maximum(law, limits, book), book)
        if career_level > 0:
            history = 6
        # The greater governs, each less the acceptance it allows: until 1989-10-31 a career offender's level had none.
        career_accepted = career_acceptance(law, facts, book, career_level)
        if career_level > 0 and career_level + career_accepted > total:
            governs = GOVERNS_CAREER
            accepted = career_accepted
            total = career_level + accepted
    armed_level = 0
    if facts.armed_career:
        armed_level = armed_career_level(law, facts, book)
        history = max(history, armed_career_category(law, facts, book))
        if armed_level > max(adjusted, career_level):
            governs = GOVERNS_ARMED_CAREER
            accepted = acceptance(law, facts, book, armed_level)
            total = armed_level + accepted
    zero_point = zero_point_levels(law, facts, book, points)

    # The safety valve's floor
    if valve and floor_applies(limits.minimum):
        total = floored_level(law, facts, book, points, total)
    total = treated_as(total + zero_point)

    # Chapter Five: the cell, the statute, the terms that are added
    table_min, table_max = table_range(law, book, total, history)
    only_consecutive = facts.statute == NO_STATUTE and facts.guideline == LEVEL_GIVEN and facts.level_given == 0
    if only_consecutive:
        table_min, table_max = 0.0, 0.0
    minimum = 0.0 if valve else limits.minimum
    range_min, range_max = table_min, table_max
    if valve and floor_applies(limits.minimum):
        range_min, range_max = floored_range(law, book, range_min, range_max)
    range_min, range_max, limit = within_statute(range_min, range_max, minimum, limits.maximum)

    consecutive = usc18_924c.consecutive_term(law, facts, days) + facts.other_consecutive
    low, high = range_min + consecutive, range_max + consecutive
    career_924c = 0
    if facts.career_offender and facts.guns[0] > 0 and law.book[book + P.CAREER_924C_TABLE] > 0:
        # §4B1.1(c)(2): the greater of the two ranges; that of (c)(3) already contains the § 924(c) term.
        table_low, table_high = range_with_924c(acceptance(law, facts, book, max(career_level, adjusted)))
        if table_low > low:
            career_924c = 1
            low, high = max(table_low, minimum + consecutive), max(table_high, minimum + consecutive)

    return Figures(
        book=book,
        base=base.level,
        base_kind=base.kind,
        base_row=base.row,
        converted=base.converted,
        capped=capped,
        characteristics=specific,
        safety_valve_levels=valve_levels,
        chapter3=chapter3,
        adjusted=adjusted,
        career_level=career_level,
        armed_career_level=armed_level,
        governs=governs,
        acceptance=accepted,
        zero_point=zero_point,
        total=total,
        points=points,
        category=history,
        table_min=table_min,
        table_max=table_max,
        tier=limits.tier,
        statutory_min=limits.minimum,
        statutory_max=limits.maximum,
        statutory_row=limits.row,
        supervised_release_min=limits.supervised_release,
        safety_valve=int(valve),
        limit=limit,
        career_924c=career_924c,
        range_min=range_min,
        range_max=range_max,
        consecutive=consecutive,
        low=low,
        high=high,
        minimum=minimum + consecutive,
    )

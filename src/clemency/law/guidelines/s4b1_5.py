"""USSG §4B1.5: repeat and dangerous sex offender against minors, from 2001-11-01 (amend. 615).

(a) with an earlier sex offense conviction: the greater of the level found and one by the statutory maximum; category V at
least. (b) with a pattern of prohibited conduct: 5 levels more, at least 22. Neither beside a career offender; (b) not
beside (a). Whether the offense is a covered sex crime and the record one of sex offenses are facts. `cases.repeat_offender`
puts it around a comparison; the compiled rules take the level and category that come out as given.
"""

from __future__ import annotations

from typing import NamedTuple

from clemency.errors import CoverageError
from clemency.law import tables
from clemency.law.dates import format_day, parse_day
from clemency.law.explain import Step

FIGURES = "guidelines/s4b1_5_figures"
FROM = parse_day("2001-11-01")
BY_MAXIMUM = (
    (300, "level_300_months"),
    (240, "level_240_months"),
    (180, "level_180_months"),
    (120, "level_120_months"),
    (60, "level_60_months"),
)


class SexOffender(NamedTuple):
    """The level and the category (1 to 6) after §4B1.5, and the steps; the same as given where it does not apply."""

    level: int
    category: int
    steps: tuple[Step, ...]


def sex_offender(
    level: int,
    category: int,
    maximum: float,
    day: int,
    *,
    acceptance: int = 0,
    prior_sex_offense: bool = False,
    pattern: bool = False,
    career: bool = False,
) -> SexOffender:
    """Level and category of a covered sex crime under the Manual of `day`.

    level: of chapters two and three, acceptance included.  category: 1 to 6.  maximum: statutory, in months, `math.inf` for
    life.  acceptance: levels that §3E1.1 takes off, 0 to 3.  career: §4B1.1 applies, and so this does not.  Raises
    CoverageError before 2001-11-01.
    """
    if day < FROM:
        raise CoverageError(f"§4B1.5 on {format_day(day)}: it took effect on {format_day(FROM)}.")
    if career or not (prior_sex_offense or pattern):
        return SexOffender(level, category, ())
    if prior_sex_offense:
        listed = _by_maximum(maximum, day)
        reached = max(level, listed - acceptance) if listed else level
        least = _figure("category_least", day)
        return SexOffender(reached, max(category, least), (_step("(a)", reached, "an earlier sex offense conviction"),))
    raised = level + _figure("pattern_levels", day)
    # The level of 22 is itself lowered by acceptance, which `level` already holds (§4B1.5(b)(1)).
    if raised + acceptance < _figure("pattern_least_level", day):
        raised = _figure("pattern_least_level", day) - acceptance
    return SexOffender(raised, category, (_step("(b)", raised, "a pattern of prohibited sexual conduct"),))


def _by_maximum(maximum: float, day: int) -> int:
    if maximum == float("inf"):
        return _figure("level_life", day)
    for months, name in BY_MAXIMUM:
        if maximum >= months:
            return _figure(name, day)
    return _figure("level_over_12_months", day) if maximum > 12 else 0


def _figure(name: str, day: int) -> int:
    return next(int(row["value"]) for row in tables.load(FIGURES).on(day) if row["figure"] == name)


def _step(paragraph: str, level: int, words: str) -> Step:
    return Step("repeat sex offender", f"level {level}", words, f"USSG §4B1.5{paragraph}", True, "amend_615")

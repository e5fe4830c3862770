"""Groups, units and total punishment: the Manual's own examples, both sides of every step, and properties."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clemency.errors import CaseError, CoverageError
from clemency.law import tables
from clemency.law.dates import parse_day
from clemency.law.facts import LIFE
from clemency.law.guidelines.s3d1_2 import EXCLUDED, GROUPED, LISTED, UNLISTED, Count, groups, listed, steps
from clemency.law.guidelines.s3d1_4 import added_levels, combined_level, units
from clemency.law.guidelines.s5g1_2 import CountLimits, career_total, restricted_range, total_punishment

DAY = parse_day("2016-11-01")


def test_the_list_validates() -> None:
    tables.validate(tables.load(LISTED))


@pytest.mark.parametrize(
    ("guideline", "day", "treatment"),
    [
        ("2B1.1", "1988-06-14", UNLISTED),
        ("2B1.1", "1988-06-15", GROUPED),
        ("2C1.1", "1989-10-31", EXCLUDED),
        ("2C1.1", "1989-11-01", GROUPED),
        ("2K2.1", "1991-10-31", UNLISTED),
        ("2K2.1", "1991-11-01", GROUPED),
        ("2L1.1", "1992-10-31", EXCLUDED),
        ("2L1.1", "1992-11-01", GROUPED),
        ("2G2.2", "2001-10-31", UNLISTED),
        ("2G2.2", "2001-11-01", GROUPED),
        ("2B3.1", "2016-11-01", EXCLUDED),
        ("2J1.2", "2016-11-01", UNLISTED),
        ("2T1.4", "2016-11-01", GROUPED),
        ("2S1.3", "1988-06-14", UNLISTED),
        ("2S1.3", "1988-06-15", GROUPED),
        ("2K2.2", "1990-10-31", UNLISTED),
        ("2K2.2", "1990-11-01", GROUPED),
        ("2L2.1", "1992-10-31", EXCLUDED),
        ("2L2.1", "1992-11-01", GROUPED),
        ("2G2.1", "2016-11-01", EXCLUDED),
        ("2G1.3", "2016-11-01", UNLISTED),
        ("2A3.5", "2007-11-01", GROUPED),
        ("2A3.4", "2016-11-01", EXCLUDED),
        ("2G3.1", "2004-10-31", UNLISTED),
        ("2G3.1", "2004-11-01", GROUPED),
        ("2B1.4", "2001-11-01", GROUPED),
        ("2X6.1", "2004-11-01", EXCLUDED),
    ],
)
def test_how_counts_of_a_guideline_are_treated(guideline: str, day: str, treatment: str) -> None:
    assert listed(guideline, parse_day(day)) == treatment


def test_four_bank_robberies_of_the_manual_come_to_31() -> None:
    """§3D1.5, illustration 1: three at 22 and one at 28 are 2 1/2 units and 3 levels."""
    counts = [Count(f"robbery {n}", "2B3.1", 22) for n in range(3)] + [Count("robbery 4", "2B3.1", 28)]
    found = groups(counts, DAY)
    assert [group.level for group in found] == [28, 22, 22, 22]
    assert units([28, 22, 22, 22]) == Fraction(5, 2)
    assert combined_level([group.level for group in found], DAY)[0] == 31


def test_bribe_of_the_agent_joins_the_drug_counts() -> None:
    """Illustration 2: three drug counts by their total (24, 26 with obstruction), the bribe (20) in the same Group."""
    counts = [Count(f"drug {n}", "2D1.1", 26, "drugs") for n in range(3)] + [Count("bribe", "2C1.1", 20, "drugs")]
    found = groups(counts, DAY)
    assert len(found) == 1
    assert combined_level([group.level for group in found], DAY)[0] == 26


def test_counts_of_a_listed_guideline_are_one_group_by_their_total() -> None:
    counts = [Count("fraud 1", "2B1.1", 15), Count("fraud 2", "2B1.1", 13)]
    without = groups(counts, DAY)
    assert (len(without), without[0].level, without[0].by_total) == (1, 15, True)
    assert "at least" in steps(without)[0].reason
    with_total = groups(counts, DAY, {"2B1.1": 19})
    assert (with_total[0].level, with_total[0].by_total) == (19, False)


def test_a_consecutive_count_is_in_no_group() -> None:
    counts = [Count("robbery", "2B3.1", 22), Count("§ 924(c)", "2K2.4", 0, consecutive=True)]
    assert [count.name for group in groups(counts, DAY) for count in group.counts] == ["robbery"]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([20], 20),
        ([20, 12], 21),
        ([20, 11], 20),
        ([20, 16], 22),
        ([20, 15], 21),
        ([20, 20, 15], 23),
        ([20, 20, 20], 23),
        ([20, 20, 20, 15], 24),
        ([20] * 5, 24),
        ([20] * 5 + [15], 25),
        ([20] * 9, 25),
    ],
)
def test_units_on_both_sides_of_each_step(levels: list[int], expected: int) -> None:
    assert combined_level(levels, DAY)[0] == expected


def test_no_combined_level_before_the_guidelines() -> None:
    with pytest.raises(CoverageError):
        combined_level([20], parse_day("1987-10-31"))


@given(levels=st.lists(st.integers(4, 43), min_size=1, max_size=12), more=st.integers(4, 43))
@settings(max_examples=150)
def test_another_group_never_lowers_the_level_and_adds_five_at_most(levels: list[int], more: int) -> None:
    before, after = combined_level(levels, DAY)[0], combined_level([*levels, more], DAY)[0]
    assert max(levels) <= before <= max(levels) + 5
    assert after >= before or more > max(levels)
    assert after >= max(more, max(levels))


def test_fractions_rounded_up_before_1990_gave_the_same_levels() -> None:
    for halves in range(2, 24):
        number = Fraction(halves, 2)
        rounded = number if number == Fraction(3, 2) else Fraction(-(-halves // 2))
        assert added_levels(number, DAY) == added_levels(rounded, DAY)


# -- §5G1.2 ------------------------------------------------------------------------------------------------------------

FOUR = (
    CountLimits("1", 0, 120),
    CountLimits("2", 120, 360),
    CountLimits("3", 0, 240),
    CountLimits("4", 0, 24),
)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(30, 37, (120, 120)), (108, 135, (120, 135)), (130, 162, (130, 162)), (700, 900, (700, 744))],
)
def test_defendants_a_and_b_of_note_3(low: float, high: float, expected: tuple[float, float]) -> None:
    assert restricted_range(low, high, FOUR) == expected


@pytest.mark.parametrize(
    ("total", "expected"),
    [(120, {"1": 120, "2": 120, "3": 120, "4": 24}), (130, {"1": 120, "2": 130, "3": 130, "4": 24})],
)
def test_the_sentences_of_note_3(total: float, expected: dict[str, float]) -> None:
    found = total_punishment(total, FOUR)
    assert {each.name: each.months for each in found.counts} == expected
    assert all(each.runs_after == 0 for each in found.counts)
    assert (found.together, found.reached) == (total, True)


def test_consecutive_only_as_far_as_needed() -> None:
    found = total_punishment(300, (CountLimits("a", 0, 240), CountLimits("b", 0, 240), CountLimits("c", 0, 60)))
    assert [(each.name, each.months, each.runs_after) for each in found.counts] == [
        ("a", 240, 0),
        ("b", 240, 60),
        ("c", 60, 0),
    ]
    assert found.together == 300


def test_counts_that_cannot_carry_the_total_say_so() -> None:
    found = total_punishment(LIFE, (CountLimits("a", 0, 240), CountLimits("b", 0, 120)))
    assert (found.together, found.reached) == (360, False)


def test_section_924_c_runs_after_the_rest() -> None:
    found = total_punishment(97, (CountLimits("drugs", 60, 480), CountLimits("gun", 60, LIFE, consecutive=True)))
    assert (found.together, found.reached) == (157, True)


@pytest.mark.parametrize(("total", "drugs", "gun"), [(300, 240, 60), (327, 240, 87)])
def test_the_examples_of_note_4(total: float, drugs: float, gun: float) -> None:
    counts = (CountLimits("drugs", 0, 240), CountLimits("gun", 60, LIFE, consecutive=True))
    found = career_total(total, counts)
    assert {each.name: each.months for each in found.counts} == {"drugs": drugs, "gun": gun}
    assert found.together == total


def test_what_cannot_be_divided() -> None:
    with pytest.raises(CaseError, match="no count"):
        total_punishment(100, ())
    with pytest.raises(CaseError, match=r"924\(c\)"):
        career_total(100, (CountLimits("drugs", 0, 240),))


@given(
    total=st.integers(0, 900),
    counts=st.lists(st.tuples(st.integers(0, 60), st.integers(60, 480)), min_size=1, max_size=5),
)
@settings(max_examples=150)
def test_the_total_is_reached_exactly_where_the_maximums_allow(total: int, counts: list[tuple[int, int]]) -> None:
    limits = tuple(CountLimits(str(n), least, most) for n, (least, most) in enumerate(counts))
    total = max(total, max(least for least, _ in counts))
    found = total_punishment(total, limits)
    most = sum(maximum for _, maximum in counts)
    assert found.together == min(total, most)
    assert found.reached == (total <= most)
    for each, limit in zip(sorted(found.counts, key=lambda c: c.name), limits, strict=True):
        assert limit.minimum <= each.months <= limit.maximum

"""Robbery, tax, laundering, bribery, obstruction, material of the exploitation of minors: both sides of each change."""

from __future__ import annotations

import pytest

from clemency.errors import CoverageError
from clemency.law.dates import parse_day
from clemency.law.guidelines.chapter_two import guideline, offense_level


def level(section: str, day: str, facts: dict[str, int]) -> int:
    whole = {fact.name: 0 for fact in guideline(section).facts if fact.needed} | facts
    found = offense_level(section, whole, parse_day(day)).level
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("day", "facts", "expected"),
    [
        ("1989-10-31", {"loss": 3_000}, 19),
        ("1989-10-31", {"loss": 100, "financial_institution": 1}, 19),
        ("1989-11-01", {"loss": 100, "financial_institution": 1}, 22),
        ("1989-11-01", {"loss": 60_000, "financial_institution": 1}, 24),
        ("1991-10-31", {"firearm_discharged": 1}, 25),
        ("1991-11-01", {"firearm_discharged": 1}, 27),
        ("1991-10-31", {"firearm_discharged": 1, "permanent_injury": 1}, 29),
        ("1991-11-01", {"firearm_discharged": 1, "permanent_injury": 1}, 31),
        ("1991-11-01", {"firearm_possessed": 1, "threat_of_death": 1}, 25),
        ("1993-10-31", {"carjacking": 1}, 20),
        ("1993-11-01", {"carjacking": 1, "financial_institution": 1}, 22),
        ("1997-11-01", {"carjacking": 1, "financial_institution": 1}, 24),
        ("2015-10-31", {"loss": 15_000}, 21),
        ("2015-11-01", {"loss": 15_000}, 20),
        ("2015-11-01", {"loss": 95_001, "abducted": 1}, 26),
        # The Manual's own example at §3D1.4: a bank robbery is 20 and 2; with a firearm displayed and $21,000, 28 in 1993
        ("1993-11-01", {"financial_institution": 1}, 22),
        ("1993-11-01", {"financial_institution": 1, "firearm_possessed": 1, "loss": 21_000}, 28),
    ],
)
def test_robbery(day: str, facts: dict[str, int], expected: int) -> None:
    assert level("2B3.1", day, facts) == expected


@pytest.mark.parametrize(
    ("day", "tax", "expected"),
    [
        ("1988-01-01", 1_999, 6),
        ("1988-01-01", 2_000, 7),
        ("1989-11-01", 2_000, 6),
        ("1989-11-01", 2_001, 7),
        ("1993-10-31", 1_800, 6),
        ("1993-11-01", 1_800, 7),
        ("2001-10-31", 100_000, 14),
        ("2001-11-01", 100_000, 16),
        ("2003-01-24", 500_000_000, 32),
        ("2003-01-25", 500_000_000, 36),
        ("2015-10-31", 90_000, 16),
        ("2015-11-01", 90_000, 14),
    ],
)
def test_tax(day: str, tax: int, expected: int) -> None:
    assert level("2T1.1", day, {"tax_loss": tax}) == expected


def test_sophisticated_means_in_tax_reach_twelve_since_2001() -> None:
    assert level("2T1.1", "2001-10-31", {"sophisticated_means": 1}) == 8
    assert level("2T1.1", "2001-11-01", {"sophisticated_means": 1}) == 12


@pytest.mark.parametrize(
    ("day", "facts", "expected"),
    [
        ("2001-10-31", {"promotion": 1, "drug_proceeds": 1, "funds": 150_000}, 27),
        ("2001-10-31", {"funds": 100_000}, 20),
        ("2001-10-31", {"funds": 100_001}, 21),
        ("2001-11-01", {"funds": 100_001, "convicted_1956": 1}, 18),
        ("2001-11-01", {"funds": 100_001, "convicted_1956": 1, "drug_proceeds": 1}, 24),
        (
            "2001-11-01",
            {"funds": 10**9, "underlying_level": 26, "convicted_1956": 1, "sophisticated_laundering": 1},
            30,
        ),
        (
            "2001-11-01",
            {"funds": 10**9, "underlying_level": 26, "convicted_1957": 1, "sophisticated_laundering": 1},
            27,
        ),
        ("2001-11-01", {"funds": 0, "convicted_1956": 1, "laundering_business": 1, "sophisticated_laundering": 1}, 12),
    ],
)
def test_laundering(day: str, facts: dict[str, int], expected: int) -> None:
    assert level("2S1.1", day, facts) == expected


@pytest.mark.parametrize(
    ("day", "facts", "expected"),
    [
        ("1989-10-31", {"value": 5_001, "several_bribes": 1}, 12),
        ("1989-11-01", {"value": 5_001, "several_bribes": 1}, 14),
        ("1995-11-01", {"value": 5_001, "high_level_official": 1}, 18),
        ("2001-11-01", {"value": 2_001}, 11),
        ("2004-10-31", {"value": 5_001, "public_official": 1}, 12),
        ("2004-11-01", {"value": 5_001, "public_official": 1}, 16),
        ("2004-11-01", {"value": 2_001}, 12),
        ("2004-11-01", {"high_level_official": 1}, 18),
        ("2004-11-01", {"high_level_official": 1, "public_official": 1, "value": 30_001}, 24),
        ("2015-11-01", {"value": 6_500}, 12),
        ("2015-11-01", {"value": 6_501}, 14),
    ],
)
def test_bribery(day: str, facts: dict[str, int], expected: int) -> None:
    assert level("2C1.1", day, facts) == expected


@pytest.mark.parametrize(
    ("day", "facts", "expected"),
    [
        ("2003-01-24", {}, 12),
        ("2003-01-25", {}, 14),
        ("2003-01-24", {"injury_or_damage": 1, "substantial_interference": 1}, 23),
        ("2005-10-24", {"terrorism_maximum": 1, "injury_or_damage": 1}, 26),
        ("2007-10-31", {"sex_offense_maximum": 1}, 14),
        ("2007-11-01", {"sex_offense_maximum": 1}, 18),
    ],
)
def test_obstruction(day: str, facts: dict[str, int], expected: int) -> None:
    assert level("2J1.2", day, facts) == expected


@pytest.mark.parametrize(
    ("day", "facts", "expected"),
    [
        ("1991-11-26", {}, 13),
        ("1991-11-27", {}, 15),
        ("1996-10-31", {"computer": 1}, 15),
        ("1996-11-01", {"computer": 1}, 19),
        ("2000-10-31", {"distribution_for_value": 1}, 22),
        ("2000-11-01", {"distribution": 1}, 19),
        ("2000-11-01", {"distribution_for_value": 1}, 22),
        ("2003-04-29", {"images": 600}, 17),
        ("2003-04-30", {"images": 9}, 17),
        ("2003-04-30", {"images": 10}, 19),
        ("2003-04-30", {"images": 600}, 22),
        ("2004-11-01", {"possession_only": 1}, 18),
        ("2004-11-01", {"receipt_only": 1}, 20),
        ("2004-11-01", {"receipt_only": 1, "possession_only": 1}, 18),
        ("2010-11-01", {"distribution_for_gain": 1, "retail_value": 1_000}, 27),
        ("2010-11-01", {"distribution_for_gain": 1, "retail_value": 50_000}, 28),
        ("2010-11-01", {"distribution": 1, "retail_value": 50_000}, 24),
        ("2010-11-01", {"prepubescent": 1, "sadistic": 1, "computer": 1, "images": 600, "distribution": 1}, 37),
    ],
)
def test_material_of_exploitation(day: str, facts: dict[str, int], expected: int) -> None:
    assert level("2G2.2", day, facts) == expected


def test_possession_before_2004_is_sent_to_its_own_guideline() -> None:
    with pytest.raises(CoverageError, match=r"2G2\.4"):
        offense_level("2G2.2", {"images": 0, "possession_only": 1}, parse_day("2004-10-31"))


@pytest.mark.parametrize(
    ("day", "facts", "expected"),
    [
        ("1991-11-26", {"prepubescent": 1}, 12),
        ("1991-11-27", {"ten_items": 1}, 15),
        ("1996-10-31", {"computer": 1}, 13),
        ("1996-11-01", {"computer": 1}, 17),
        ("2003-04-29", {"images": 600, "sadistic": 1}, 15),
        ("2003-04-30", {"images": 600, "sadistic": 1}, 24),
    ],
)
def test_possession_until_2004(day: str, facts: dict[str, int], expected: int) -> None:
    assert level("2G2.4", day, facts) == expected


@pytest.mark.parametrize(
    ("section", "day", "facts", "expected"),
    [
        ("2A1.1", "1987-11-01", {}, 43),
        ("2A1.2", "2004-10-31", {}, 33),
        ("2A1.2", "2004-11-01", {}, 38),
        ("2A1.3", "2004-10-31", {}, 25),
        ("2A1.3", "2004-11-01", {}, 29),
        ("2A1.4", "2003-10-31", {}, 10),
        ("2A1.4", "2003-11-01", {}, 12),
        ("2A1.4", "2003-10-31", {"reckless": 1}, 14),
        ("2A1.4", "2003-11-01", {"reckless": 1}, 18),
        ("2A1.4", "2004-10-31", {"reckless": 1, "reckless_vehicle": 1}, 18),
        ("2A1.4", "2004-11-01", {"reckless": 1, "reckless_vehicle": 1}, 22),
        ("2A2.2", "2004-10-31", {"weapon_used": 1, "serious_injury": 1}, 23),
        ("2A2.2", "2004-11-01", {"weapon_used": 1, "serious_injury": 1}, 23),
        ("2A2.2", "2004-10-31", {"firearm_discharged": 1, "permanent_injury": 1}, 24),
        ("2A2.2", "2004-11-01", {"firearm_discharged": 1, "permanent_injury": 1}, 24),
        ("2A2.2", "2014-10-31", {"weapon_used": 1, "strangling": 1}, 18),
        ("2A2.2", "2014-11-01", {"weapon_used": 1, "strangling": 1}, 21),
        ("2A2.2", "2014-11-01", {"firearm_discharged": 1, "permanent_injury": 1, "strangling": 1}, 26),
        ("2A2.2", "2014-11-01", {"weapon_used": 1, "serious_injury": 1, "strangling": 1}, 26),
        ("2A2.4", "2004-10-31", {"contact_or_weapon": 1, "bodily_injury": 1}, 9),
        ("2A2.4", "2004-11-01", {"contact_or_weapon": 1, "bodily_injury": 1}, 15),
        ("2A3.5", "2007-11-01", {"tier_3": 1, "corrected": 1}, 13),
        ("2A3.5", "2007-11-01", {"tier_2": 1, "sex_offense_against_minor": 1, "felony_against_minor": 1}, 22),
        ("2A3.5", "2007-11-01", {}, 12),
        ("2B5.1", "2001-10-31", {"face_value": 2_001, "manufactured": 1}, 15),
        ("2B5.1", "2001-11-01", {"face_value": 20_001, "manufactured": 1}, 15),
        ("2B5.1", "2001-11-01", {"face_value": 200_001, "manufactured": 1}, 23),
        ("2B5.1", "2001-10-31", {"face_value": 10_001, "paper_or_deterrent": 1}, 12),
        ("2B5.1", "2001-11-01", {"face_value": 10_001, "paper_or_deterrent": 1}, 15),
        ("2B5.1", "1997-10-31", {"face_value": 0, "abroad": 1}, 9),
        ("2B5.1", "1997-11-01", {"face_value": 0, "abroad": 1}, 11),
        ("2B5.1", "1995-10-31", {"face_value": 0, "weapon": 1}, 9),
        ("2B5.1", "1995-11-01", {"face_value": 0, "weapon": 1}, 13),
        ("2B5.1", "2015-10-31", {"face_value": 2_400}, 10),
        ("2B5.1", "2015-11-01", {"face_value": 2_400}, 9),
        ("2A2.2", "1997-10-31", {"protection_order": 1}, 15),
        ("2A2.2", "1997-11-01", {"protection_order": 1}, 17),
        ("2D2.1", "1988-01-14", {"lsd": 1}, 8),
        ("2D2.1", "1988-01-15", {"lsd": 1}, 6),
        ("2D2.1", "1990-10-31", {"crack": 1, "cocaine_or_pcp": 1}, 6),
        ("2D2.1", "1990-11-01", {"crack": 1, "cocaine_or_pcp": 1}, 8),
        ("2D2.1", "1997-10-31", {"flunitrazepam": 1}, 4),
        ("2D2.1", "1997-11-01", {"flunitrazepam": 1}, 6),
        ("2L2.1", "1989-10-31", {"for_profit": 1}, 9),
        ("2L2.1", "1989-11-01", {"not_for_profit": 1}, 6),
        ("2L2.1", "1992-11-01", {"documents": 6}, 11),
        ("2L2.1", "1997-04-30", {"documents": 100}, 15),
        ("2L2.1", "1997-05-01", {"documents": 100}, 20),
        ("2L2.1", "2006-11-01", {"documents": 1, "united_states_passport": 1, "foreign_passport": 1}, 15),
        ("2L2.2", "1997-04-30", {"deported_before": 1}, 8),
        ("2L2.2", "1997-05-01", {"deported_before": 1}, 10),
        ("2L2.2", "2012-10-31", {"conceals_human_rights_offense": 1}, 8),
        ("2L2.2", "2012-11-01", {"conceals_human_rights_offense": 1}, 25),
        ("2M5.2", "1990-10-31", {}, 14),
        ("2M5.2", "1990-10-31", {"sophisticated_weaponry": 1}, 22),
        ("2M5.2", "1990-11-01", {}, 22),
        ("2M5.2", "2001-10-31", {"only_small_arms": 1, "weapons": 10}, 14),
        ("2M5.2", "2001-10-31", {"only_small_arms": 1, "weapons": 11}, 22),
        ("2M5.2", "2001-11-01", {"only_small_arms": 1, "weapons": 11}, 26),
        ("2M5.2", "2011-10-31", {"only_small_arms": 1, "weapons": 3}, 14),
        ("2M5.2", "2011-11-01", {"only_small_arms": 1, "weapons": 3}, 26),
        ("2M5.2", "2011-11-01", {"only_small_arms": 1, "weapons": 2, "rounds": 500}, 14),
        ("2M5.2", "2011-11-01", {"only_small_arms": 1, "weapons": 2, "rounds": 501}, 26),
        ("2P1.1", "1990-10-31", {"felony_custody": 1, "halfway_house": 1}, 13),
        ("2P1.1", "1990-11-01", {"felony_custody": 1, "halfway_house": 1}, 9),
        ("2P1.1", "1990-11-01", {"halfway_house": 1}, 6),
        ("2P1.1", "1990-11-01", {"felony_custody": 1, "returned": 1, "halfway_house": 1}, 6),
        ("2P1.1", "1990-11-01", {"returned": 1}, 4),
        ("2P1.1", "1990-11-01", {"felony_custody": 1, "force": 1, "officer": 1}, 20),
    ],
)
def test_persons_documents_arms_escape(section: str, day: str, facts: dict[str, int], expected: int) -> None:
    assert level(section, day, facts) == expected

"""The guidelines entered second: cases derived by hand from App. C and the 2016 Manual, both sides of each change."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clemency.errors import CoverageError
from clemency.law import tables
from clemency.law.dates import GUIDELINES_FROM, TABLES_AS_OF, parse_day
from clemency.law.guidelines.chapter_two import LADDERS, LEVELS, MODULES, guideline, level_under, offense_level


def level(section: str, day: str, facts: dict[str, int]) -> int:
    whole = {fact.name: fact.least for fact in guideline(section).facts if fact.needed} | facts
    found = offense_level(section, whole, parse_day(day)).level
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("section", "day", "facts", "expected"),
    [
        # §2A2.1: 20, a firearm discharged 5 and life-threatening injury 6 are 9 at most; paid 2
        ("2A2.1", "1990-10-31", {"firearm_discharged": 1, "permanent_injury": 1, "payment": 1}, 31),
        ("2A2.1", "1990-11-01", {"firearm_discharged": 1, "permanent_injury": 1, "payment": 1}, 30),  # 22, 4, 4
        ("2A2.1", "2004-10-31", {"first_degree": 1, "serious_injury": 1}, 30),
        ("2A2.1", "2004-11-01", {"first_degree": 1, "serious_injury": 1}, 35),
        ("2A1.5", "2004-11-01", {"payment": 1}, 37),
        ("2A1.5", "2004-11-01", {"replaced_by_level": 27}, 27),  # attempted murder that is not of the first degree
        ("2A2.3", "1995-11-01", {"contact_or_weapon": 1, "substantial_injury_child": 1}, 10),
        ("2A2.3", "2004-11-01", {"contact_or_weapon": 1, "bodily_injury": 1, "substantial_injury_child": 1}, 11),
        ("2A3.1", "2004-10-31", {"force_or_threat": 1, "victim_under_16": 1}, 33),
        ("2A3.1", "2004-11-01", {"force_or_threat": 1, "victim_under_16": 1}, 36),
        ("2A3.1", "2007-10-31", {"convicted_2241_c": 1, "force_or_threat": 1, "victim_under_12": 1}, 38),
        ("2A3.1", "2007-11-01", {"convicted_2241_c": 1, "force_or_threat": 1, "victim_under_12": 1}, 42),
        ("2A3.1", "2007-11-01", {"cross_reference_level": 43}, 43),
        ("2A3.2", "1991-10-31", {"custody": 1}, 16),
        ("2A3.2", "1991-11-01", {"custody": 1}, 17),
        ("2A3.2", "2000-11-01", {"chapter_117": 1}, 15),  # 18 less 3, none of (b)(1) to (b)(3)
        ("2A3.2", "2001-11-01", {"chapter_117": 1, "sexual_act_or_contact": 1}, 18),  # 24 less 6
        ("2A3.2", "2001-11-01", {"chapter_117": 1, "computer": 1}, 23),  # 21 and 2
        ("2A3.2", "2004-11-01", {"custody": 1, "undue_influence": 1, "computer": 1}, 24),  # 18, 4, 2
        ("2A3.3", "2023-10-31", {}, 14),
        ("2A3.3", "2023-11-01", {}, 18),
        ("2A3.4", "1989-10-31", {"means_of_2241": 1}, 15),
        ("2A3.4", "1989-11-01", {"means_of_2241": 1, "victim_under_16": 1}, 18),
        ("2A3.4", "1989-11-01", {"victim_under_12": 1}, 16),
        ("2A3.4", "2004-11-01", {"victim_under_12": 1}, 20),
        ("2A3.4", "2007-11-01", {"victim_under_12": 1}, 22),
        ("2A4.1", "1991-10-31", {"ransom": 1, "facilitated_another_offense": 1}, 34),
        ("2A4.1", "2003-05-29", {"released_within_a_day": 1, "sexually_exploited": 1}, 26),
        ("2A4.1", "2003-05-30", {"released_within_a_day": 1, "sexually_exploited": 1}, 38),
        ("2A4.1", "2010-11-01", {"other_offense_level_plus": 34}, 38),
        ("2A4.1", "2010-11-01", {"other_offense_level": 34, "weapon_used": 1}, 34),
        ("2A5.2", "2002-10-31", {"recklessly_endangered": 1, "weapon_brandished": 1}, 18),
        ("2A5.2", "2002-11-01", {"recklessly_endangered": 1, "weapon_brandished": 1}, 24),
        ("2A5.2", "2002-11-01", {"weapon_brandished": 1}, 9),
        ("2A6.1", "1997-10-31", {"more_than_two_threats": 1, "single_instance": 1}, 8),
        ("2A6.1", "1997-11-01", {"more_than_two_threats": 1, "single_instance": 1}, 14),
        ("2A6.1", "1997-11-01", {"convicted_223": 1, "single_instance": 1}, 6),
        ("2A6.1", "2010-11-01", {"intent_to_carry_out": 1, "disruption_or_cost": 1}, 22),
        ("2A6.2", "2001-10-31", {"factors": 1}, 16),
        ("2A6.2", "2001-11-01", {"factors": 3}, 22),
    ],
)
def test_offenses_against_the_person(section: str, day: str, facts: dict[str, int], expected: int) -> None:
    assert level(section, day, facts) == expected


@pytest.mark.parametrize(
    ("section", "day", "facts", "expected"),
    [
        ("2B1.1", "2018-10-31", {"loss": 0, "social_security_fraud": 1}, 6),
        ("2B1.1", "2018-11-01", {"loss": 0, "social_security_fraud": 1}, 12),
        ("2B1.1", "2018-11-01", {"loss": 50_000, "social_security_fraud": 1}, 16),
        ("2B1.2", "1993-10-31", {"loss": 25_000, "receiving_business": 1}, 14),  # 4, 6, 4
        ("2B1.3", "2001-10-31", {"loss": 150, "national_cemetery": 1}, 7),
        ("2B1.4", "2012-11-01", {"gain": 1_000, "organized_scheme": 1}, 14),
        ("2B2.1", "1993-10-31", {"loss": 60_000}, 20),
        ("2B2.1", "1993-11-01", {"loss": 60_000}, 15),
        ("2B2.1", "2015-10-31", {"residence": 1, "loss": 60_000, "planning": 1}, 22),
        ("2B2.1", "2015-11-01", {"residence": 1, "loss": 60_000, "planning": 1}, 21),
        ("2B2.3", "2013-11-01", {"white_house": 1, "secure_place": 1}, 8),
        ("2B3.2", "1991-10-31", {"amount": 60_000, "weapon_used": 1, "permanent_injury": 1}, 30),  # 18, 3, 9 at most
        ("2B3.2", "1991-11-01", {"amount": 60_000, "weapon_used": 1, "permanent_injury": 1}, 30),  # 18, 2, 10
        ("2B3.3", "2001-10-31", {"amount": 60_000}, 14),
        ("2B3.3", "2001-11-01", {"amount": 60_000}, 15),
        ("2B4.1", "2002-10-31", {"value": 0, "gross_receipts_over_1000000": 1}, 24),
        ("2B4.1", "2010-11-01", {"value": 150_000, "gross_receipts_over_1000000": 1}, 24),  # 8, 10, 2 is 20
        ("2B5.3", "2000-04-30", {"value": 25_000}, 10),
        ("2B5.3", "2000-05-01", {"value": 25_000, "not_for_gain": 1}, 10),  # 8, 4, less 2
        ("2B5.3", "2000-05-01", {"value": 0, "not_for_gain": 1}, 8),
        ("2C1.2", "2004-10-31", {"value": 60_000, "high_level_official": 1}, 15),  # 7 and the greater of 6 and 8
        ("2C1.2", "2004-11-01", {"value": 60_000, "high_level_official": 1}, 19),  # 9, 6, 4
        ("2E5.1", "1990-11-01", {"bribe": 1, "fiduciary": 1, "value": 6_000}, 14),
        ("2R1.1", "1991-10-31", {"commerce": 900_000}, 8),
        ("2R1.1", "1991-11-01", {"commerce": 900_000}, 11),
        ("2R1.1", "2005-11-01", {"commerce": 50_000_000, "bid_rigging": 1}, 19),
        ("2R1.1", "2015-11-01", {"commerce": 50_000_000, "bid_rigging": 1}, 17),
        ("2S1.2", "2001-10-31", {"funds": 250_000, "drug_proceeds": 1}, 24),
        ("2S1.3", "1993-10-31", {"value": 250_000, "structured": 1}, 15),
        ("2S1.3", "1993-11-01", {"value": 250_000, "structured": 1}, 14),  # 6 and 8
        ("2S1.3", "2001-11-01", {"value": 250_000}, 18),
        ("2S1.3", "2010-11-01", {"value": 250_000, "lawful_funds": 1}, 6),
        ("2S1.3", "2010-11-01", {"value": 250_000, "lawful_funds": 1, "knew_or_bulk_cash": 1}, 20),
        ("2S1.3", "2010-11-01", {"value": 250_000, "convicted_5318": 1}, 8),
        ("2T1.2", "1993-10-31", {"tax_loss": 50_000}, 10),  # 1 below the table's 11
        ("2T1.3", "1993-10-31", {"tax_loss": 50_000}, 11),
        ("2T1.4", "1993-10-31", {"tax_loss": 0, "pattern_for_income": 1, "preparer": 1}, 10),
        ("2T1.4", "1993-11-01", {"tax_loss": 0, "pattern_for_income": 1, "preparer": 1}, 8),
        ("2T1.9", "2010-11-01", {"tax_offense_level": 16, "violence": 1, "encouraged_others": 1}, 20),
        ("2T3.1", "1991-11-01", {"tax_loss": 100}, 4),
        ("2T3.1", "1991-11-01", {"tax_loss": 101}, 5),
        ("2T3.1", "1991-11-01", {"tax_loss": 1_001}, 6),
        ("2T3.1", "2015-11-01", {"tax_loss": 2_501}, 8),
    ],
)
def test_property_business_and_tax(section: str, day: str, facts: dict[str, int], expected: int) -> None:
    assert level(section, day, facts) == expected


@pytest.mark.parametrize(
    ("section", "day", "facts", "expected"),
    [
        ("2D1.5", "1988-10-14", {"principal": 1}, 43),
        ("2D1.5", "1988-10-15", {"principal": 1}, 36),
        ("2D1.5", "1989-11-01", {"underlying_level": 30}, 38),
        ("2D1.5", "1989-11-01", {"underlying_level": 36}, 40),
        ("2D1.6", "1990-10-31", {"underlying_level": 26}, 12),
        ("2D1.6", "1990-11-01", {"underlying_level": 26}, 26),
        ("2D1.8", "1992-10-31", {"underlying_level": 34, "weapon": 1}, 18),
        ("2D1.8", "1992-11-01", {"underlying_level": 34, "premises_only": 1}, 16),
        ("2D1.8", "2002-11-01", {"underlying_level": 34, "premises_only": 1}, 26),
        ("2D1.8", "2002-11-01", {"underlying_level": 34}, 34),
        ("2D1.10", "2000-12-15", {"underlying_level": 12, "risk_to_minor": 1}, 20),
        ("2D1.10", "2000-12-16", {"underlying_level": 12, "risk_to_minor": 1}, 30),
        ("2D1.11", "2010-11-01", {"chemical_level": 28, "without_knowledge": 1, "weapon": 1}, 27),
        ("2D1.11", "2004-10-31", {"chemical_level": 38, "mitigating_role": 1}, 38),
        ("2D1.11", "2004-11-01", {"chemical_level": 38, "mitigating_role": 1}, 34),
        ("2D1.11", "2004-11-01", {"chemical_level": 36, "mitigating_role": 1}, 33),
        ("2D1.11", "2004-11-01", {"chemical_level": 32, "mitigating_role": 1}, 30),
        ("2D1.11", "2004-11-01", {"chemical_level": 30, "mitigating_role": 1}, 30),
        ("2D1.11", "2012-10-31", {"chemical_level": 30, "safety_valve": 1}, 30),
        ("2D1.11", "2012-11-01", {"chemical_level": 30, "safety_valve": 1}, 28),
        ("2D1.12", "1995-10-31", {}, 12),
        ("2D1.12", "1995-11-01", {}, 9),
        ("2D1.13", "2010-11-01", {"chemical_level": 28, "reason_to_believe": 1}, 25),
        ("2E1.1", "2010-11-01", {"underlying_level": 14}, 19),
        ("2E1.1", "2010-11-01", {"underlying_level": 30}, 30),
        ("2E1.4", "1990-10-31", {}, 23),
        ("2E1.4", "1990-11-01", {}, 32),
        ("2E2.1", "1993-11-01", {"firearm_discharged": 1, "permanent_injury": 1, "restrained": 1}, 31),
        ("2E3.1", "1993-10-31", {}, 12),
        ("2E3.1", "1993-11-01", {}, 6),
        ("2E3.1", "2008-11-01", {"animal_fighting": 1}, 10),
        ("2E3.1", "2016-11-01", {"animal_fighting": 1}, 16),
        ("2G1.1", "1996-11-01", {"victim_under_12": 1}, 23),  # 14 and 9
        ("2G1.1", "2000-11-01", {"involved_minor": 1, "victim_under_12": 1}, 23),  # 19 and 4
        ("2G1.2", "1991-11-01", {"victim_under_16": 1, "custody": 1}, 20),
        ("2G1.3", "2007-10-31", {"sex_act_or_contact": 1, "computer": 1}, 28),
        ("2G1.3", "2007-11-01", {"convicted_2422_2423": 1, "sex_act_or_contact": 1, "computer": 1}, 32),
        ("2G1.3", "2007-11-01", {"convicted_1591_b_1": 1, "minor_under_12": 1, "commercial_sex_act": 1}, 34),
        ("2G1.3", "2023-10-31", {"convicted_2421a_b_2": 1, "commercial_sex_act": 1}, 26),
        ("2G1.3", "2023-11-01", {"convicted_2421a_b_2": 1, "commercial_sex_act": 1}, 28),
        ("2G1.3", "2023-11-01", {"convicted_2422_2423": 1, "convicted_2421a_b_2": 1, "sex_act_or_contact": 1}, 30),
        ("2G1.1", "2023-10-31", {"convicted_2421a_b_2": 1}, 14),
        ("2G1.1", "2023-11-01", {"convicted_2421a_b_2": 1}, 18),
        ("2G1.1", "2023-11-01", {"convicted_2421a_b_2": 1, "coercion": 1}, 18),
        ("2G2.1", "1990-10-31", {"minor_under_12": 1}, 27),
        ("2G2.1", "1990-11-01", {"minor_under_12": 1}, 29),
        ("2G2.1", "2004-10-31", {"minor_under_16": 1, "computer": 1}, 31),
        ("2G2.1", "2004-11-01", {"minor_under_16": 1, "computer": 1, "sex_act_by_force": 1, "distribution": 1}, 42),
        ("2G2.6", "2007-11-01", {"victim_under_12": 1, "computer": 1}, 41),
        ("2G3.1", "1991-11-26", {"sadistic": 1}, 10),
        ("2G3.1", "1991-11-27", {"sadistic": 1}, 14),
        ("2G3.1", "2004-11-01", {"distribution_to_minor_sexual_conduct": 1, "computer": 1}, 19),
        ("2H1.1", "1995-10-31", {"underlying_level": 20, "public_official": 1}, 26),
        ("2H1.1", "1995-11-01", {"underlying_level": 20, "public_official": 1}, 26),
        ("2H1.1", "1995-11-01", {"two_participants": 1}, 12),
        ("2H4.1", "1997-04-30", {"underlying_level": 20}, 22),
        ("2H4.1", "2010-11-01", {"weapon_used": 1, "held_over_a_year": 1, "other_felony": 1}, 31),
        ("2J1.3", "2003-10-31", {"substantial_interference": 1}, 15),
        ("2J1.3", "2003-11-01", {"substantial_interference": 1}, 17),
        ("2J1.6", "1990-10-31", {"failed_to_report": 1, "underlying_15_years": 1}, 15),
        ("2J1.6", "1990-11-01", {"failed_to_report": 1, "underlying_15_years": 1}, 11),
        ("2J1.6", "1990-11-01", {"failed_to_report": 1, "surrendered": 1, "halfway_house": 1}, 6),
        ("2K1.3", "1991-10-31", {"prohibited": 1, "stolen": 1}, 16),
        ("2K1.3", "1991-11-01", {"prohibited": 1, "stolen": 1, "pounds": 99}, 19),
        ("2K1.3", "1991-11-01", {"violent_or_drug_priors": 2, "stolen": 1, "pounds": 1000}, 29),
        ("2K1.3", "2003-11-01", {"convicted_842_p_2": 1}, 22),
        ("2K1.4", "1990-10-31", {"risk_known": 1}, 24),
        ("2K1.4", "1990-11-01", {"risk": 1, "concealment": 1}, 22),
        ("2K1.4", "2007-11-01", {"navigation_aids": 1, "property_level": 12}, 16),
        ("2K2.2", "1989-10-31", {"silencer": 1}, 16),
        ("2K2.2", "1989-11-01", {"firearms": 13, "convicted_922_d": 1}, 16),
        ("2K2.2", "1990-11-01", {"national_firearm": 1}, 18),
        ("2K2.3", "1989-10-31", {"firearms": 101, "prohibited_purchaser": 1}, 13),
        ("2K2.3", "1989-11-01", {"other_level": 20}, 20),
        ("2K2.5", "1991-11-01", {"court_or_school": 1}, 8),
        ("2M5.1", "2001-10-31", {"controls_evaded": 1}, 22),
        ("2M5.1", "2001-11-01", {"controls_evaded": 1}, 26),
        ("2M5.3", "2002-11-01", {"weapons_or_violence": 1}, 28),
        ("2N2.1", "2008-11-01", {"prior_331": 1}, 10),
        ("2P1.2", "1995-10-31", {"methamphetamine": 1}, 6),
        ("2P1.2", "1995-11-01", {"methamphetamine": 1}, 13),
        ("2P1.2", "1995-10-31", {"drug_level": 12, "punishable_1791_b_1": 1}, 26),
        ("2P1.2", "1995-11-01", {"weapon_or_narcotic": 1, "drug_level": 12}, 12),
        ("2P1.2", "2012-11-01", {"mobile_phone": 1, "officer": 1}, 8),
        ("2Q1.2", "2010-11-01", {"ongoing_discharge": 1, "without_permit": 1}, 18),
        ("2Q1.2", "2010-11-01", {"recordkeeping_only": 1}, 6),
        ("2Q2.1", "2010-11-01", {"market_value": 31_000, "protected_species": 1, "commercial_or_pattern": 1}, 14),
        ("2X1.1", "2010-11-01", {"underlying_level": 24, "incomplete": 1}, 21),
        ("2X1.1", "2010-11-01", {"underlying_level": 24, "incomplete": 1, "terrorism_offense": 1}, 24),
        ("2X3.1", "1991-10-31", {"underlying_level": 43, "only_harboring": 1}, 30),
        ("2X3.1", "1991-11-01", {"underlying_level": 43, "only_harboring": 1}, 20),
        ("2X3.1", "2003-11-01", {"underlying_level": 43, "only_harboring": 1, "harboring_terrorist": 1}, 30),
        ("2X3.1", "2010-11-01", {"underlying_level": 6}, 4),
        ("2X4.1", "2010-11-01", {"underlying_level": 38}, 19),
        ("2X4.1", "2010-11-01", {"underlying_level": 26}, 17),
        ("2X6.1", "2010-11-01", {"underlying_level": 20}, 24),
    ],
)
def test_drugs_enterprises_sex_justice_weapons_and_the_rest(
    section: str, day: str, facts: dict[str, int], expected: int
) -> None:
    assert level(section, day, facts) == expected


@pytest.mark.parametrize(
    ("section", "day", "facts", "expected"),
    [
        ("2B1.5", "2002-11-01", {"value": 0, "weapon": 1}, 14),
        ("2B6.1", "2001-10-31", {"value": 25_000, "receiving_business": 1}, 14),  # 8, 4, 2
        ("2C1.8", "2010-11-01", {"value": 5_001, "foreign_government": 1, "thirty_transactions": 1}, 16),
        ("2D1.14", "2010-11-01", {"underlying_level": 30, "without_terrorism_adjustment": 1}, 36),
        ("2D2.3", "1989-10-31", {"death": 1}, 8),
        ("2D2.3", "1989-11-01", {"death": 1}, 26),
        ("2G3.2", "2010-11-01", {"commerce_level": 8}, 14),
        ("2G3.2", "2010-11-01", {"commerce_level": 4, "minor_or_daytime": 1}, 16),
        ("2H3.1", "2001-11-01", {"lesser_offense": 1, "commercial": 1}, 9),
        ("2J1.1", "2010-11-01", {"analogous_level": 14}, 14),
        ("2K1.5", "2010-11-01", {"reckless": 1, "prohibited": 1}, 24),
        ("2K1.6", "1991-10-31", {"other_level": 12}, 18),
        ("2K1.6", "1991-11-01", {"other_level": 12}, 6),
        ("2N1.1", "1991-10-31", {"permanent_injury": 1}, 25),
        ("2N1.1", "1991-11-01", {"permanent_injury": 1}, 29),
        ("2N3.1", "2010-11-01", {"replaced_by_level": 12}, 12),
        ("2P1.3", "2010-11-01", {"major_disruption": 1}, 16),
        ("2T1.7", "2010-11-01", {"tax_loss": 50_000}, 9),  # 5 below 14
        ("2T2.1", "2010-11-01", {"tax_loss": 50_000}, 14),
        ("2X7.1", "2010-11-01", {"smuggling_level": 8}, 16),
        ("2X7.2", "2010-11-01", {"sinking": 1, "failure_to_heave_to": 1}, 34),
        ("2M1.1", "2010-11-01", {"analogous_level": 20}, 20),
        ("2M1.1", "2010-11-01", {"analogous_level": 20, "waging_war": 1}, 43),
        ("2M3.1", "2010-11-01", {"top_secret": 1}, 42),
        ("2M6.1", "2001-10-31", {"intent": 1}, 42),
        ("2M6.1", "2001-11-01", {"listed_agent": 1, "disruption_or_cost": 1}, 34),
        ("2M6.1", "2001-11-01", {"threat_only": 1, "listed_agent": 1, "permanent_injury": 1}, 22),
        ("2M6.1", "2003-11-01", {"threat_only": 1, "listed_agent": 1, "disruption_or_cost": 1}, 24),
        ("2M6.1", "2002-11-01", {"convicted_175b": 1, "serious_injury": 1}, 24),
    ],
)
def test_guidelines_of_a_level_or_two(section: str, day: str, facts: dict[str, int], expected: int) -> None:
    assert level(section, day, facts) == expected


# -- cross-references --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("section", "day", "facts", "expected"),
    [
        ("2K2.1", "2010-11-01", {"prohibited_person": 1, "cross_reference_level": 30}, 30),
        ("2K2.1", "2010-11-01", {"prohibited_person": 1, "cross_reference_level": 13}, 14),
        ("2B3.1", "1993-10-31", {"loss": 0, "cross_reference_level": 43}, 20),
        ("2B3.1", "1993-11-01", {"loss": 0, "cross_reference_level": 43}, 43),
        ("2J1.2", "2010-11-01", {"substantial_interference": 1, "cross_reference_level": 24}, 24),
        ("2A2.4", "2010-11-01", {"contact_or_weapon": 1, "replaced_by_level": 14}, 14),
        ("2D2.1", "1989-11-01", {"crack": 1, "replaced_by_level": 26}, 26),
    ],
)
def test_the_level_a_cross_reference_leads_to(section: str, day: str, facts: dict[str, int], expected: int) -> None:
    assert level(section, day, facts) == expected


def test_the_step_of_a_cross_reference_says_so() -> None:
    found = offense_level("2J1.2", {"cross_reference_level": 24}, parse_day("2010-11-01"))
    step = found.low.steps[-1]
    assert (step.citation, step.value) == ("USSG §2J1.2(c)", "level 24")
    assert "cross-reference" in step.rule


REFERRED = sorted({row["guideline"] for row in tables.load(LEVELS) if row["item"] == "cross_reference_level"})


@given(section=st.sampled_from(REFERRED), other=st.integers(0, 43), day=st.integers(GUIDELINES_FROM, TABLES_AS_OF))
@settings(max_examples=150)
def test_a_cross_reference_that_asks_for_the_greater_never_lowers(section: str, other: int, day: int) -> None:
    asked = guideline(section)
    if not asked.first_day <= day <= (asked.last_day or TABLES_AS_OF):
        return
    facts = {fact.name: fact.least for fact in asked.facts if fact.needed}
    try:
        without = offense_level(section, facts, day).level
        referred = offense_level(section, {**facts, "cross_reference_level": other}, day).level
    except CoverageError:  # facts that another guideline answers on that day
        return
    assert without is not None
    assert referred is not None
    assert referred in (without, max(without, other))


# -- properties --------------------------------------------------------------------------------------------------------

AMOUNTS = sorted(
    (section, fact.name)
    for section in MODULES
    for fact in guideline(section).facts
    if fact.name in {row["item"] for row in tables.load(LEVELS) if row["guideline"] == section and row["ladder"]}
    and fact.most > 43
)


@given(
    asked=st.sampled_from(AMOUNTS),
    amount=st.integers(0, 10**9),
    more=st.integers(0, 10**9),
    day=st.integers(GUIDELINES_FROM, TABLES_AS_OF),
)
@settings(max_examples=300)
def test_a_greater_amount_never_lowers_the_level(asked: tuple[str, str], amount: int, more: int, day: int) -> None:
    section, name = asked
    whole = guideline(section)
    if not whole.first_day <= day <= (whole.last_day or TABLES_AS_OF):
        return
    facts = {fact.name: fact.least for fact in whole.facts if fact.needed}
    most = next(fact.most for fact in whole.facts if fact.name == name)
    ends = []
    for value in (min(amount, most), min(amount + more, most)):
        try:
            ends.append(offense_level(section, {**facts, name: value}, day).level)
        except CoverageError:
            return
    assert ends[0] is not None
    assert ends[1] is not None
    assert ends[0] <= ends[1]


def test_every_ladder_is_used() -> None:
    used = {row["ladder"] for row in tables.load(LEVELS)} | {"units"}
    assert {row["ladder"] for row in tables.load(LADDERS)} <= used


# -- guidelines that were consolidated or split --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("section", "last", "facts", "then", "successor", "now"),
    [
        ("2B1.2", "1993-10-31", {"loss": 25_000, "receiving_business": 1}, 14, "2B1.1", 14),
        ("2B1.3", "2001-10-31", {"loss": 25_000}, 10, "2B1.1", 10),
        ("2B2.2", "1993-10-31", {"loss": 60_000, "residence": 0}, 15, "2B2.1", 15),
        ("2G1.2", "1996-10-31", {"victim_under_12": 1, "convicted_1591_b_1": 0}, 20, "2G1.1", 23),
        ("2S1.2", "2001-10-31", {"funds": 250_000, "promotion": 0}, 19, "2S1.1", 21),
        ("2T1.2", "1993-10-31", {"tax_loss": 50_000}, 10, "2T1.1", 13),
        ("2T1.5", "1993-10-31", {"tax_loss": 0}, 6, "2T1.1", 6),
    ],
)
def test_a_guideline_goes_on_as_the_one_that_took_its_place(
    section: str, last: str, facts: dict[str, int], then: int, successor: str, now: int
) -> None:
    before = level_under(section, facts, parse_day(last))
    after = level_under(section, facts, parse_day(last) + 1)
    assert (before.section, before.level, after.section, after.high.level) == (section, then, successor, now)


def test_minors_leave_2g1_1_and_ch_117_leaves_2a3_2_in_2004() -> None:
    with pytest.raises(CoverageError, match=r"§2G1\.3"):
        offense_level("2G1.1", {"involved_minor": 1}, parse_day("2004-11-01"))
    with pytest.raises(CoverageError, match=r"§2G1\.3"):
        offense_level("2A3.2", {"chapter_117": 1}, parse_day("2004-11-01"))


def test_an_underlying_level_that_is_not_known_spans_and_is_named() -> None:
    found = offense_level("2X3.1", {}, parse_day("2010-11-01"))
    assert (found.low.level, found.high.level) == (4, 30)
    assert [fact.name for fact in found.missing] == ["underlying_level"]

"""Offense levels outside drugs: tables against official text, both sides of every rung and every day, and whole cases."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clemency.errors import CaseError, CoverageError
from clemency.law import tables
from clemency.law.dates import GUIDELINES_FROM, TABLES_AS_OF, parse_day
from clemency.law.guidelines import chapter_two
from clemency.law.guidelines.chapter_two import (
    LADDERS,
    LEVELS,
    MODULES,
    Guideline,
    guideline,
    level_under,
    offense_level,
)
from clemency.law.tables import Row

OFFICIAL = Path(__file__).parents[1] / "official"
LAST = TABLES_AS_OF


def level(section: str, day: str, **facts: int | bool) -> int:
    whole = {fact.name: 0 for fact in guideline(section).facts if fact.needed} | facts
    found = offense_level(section, whole, parse_day(day))
    assert found.level is not None
    return found.level


# -- the tables --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [LEVELS, LADDERS])
def test_the_tables_validate(name: str) -> None:
    tables.validate(tables.load(name))


def test_every_loss_table_is_the_official_one_rung_for_rung() -> None:
    with (OFFICIAL / "loss_tables.csv").open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    assert {(line["ladder"], line["on"]) for line in lines} >= {
        ("theft_fraud_loss", "1987-11-01"),
        ("theft_fraud_loss", "2016-11-01"),
        ("fraud_loss", "2001-10-31"),
    }
    for ladder, on in {(line["ladder"], line["on"]) for line in lines}:
        official = {(int(x["above"]), int(x["levels"])) for x in lines if (x["ladder"], x["on"]) == (ladder, on)}
        ours = {
            (int(row["above"]), int(row["levels"]))
            for row in tables.load(LADDERS).on(parse_day(on))
            if row["ladder"] == ladder
        }
        assert ours == official, (ladder, on)


@pytest.mark.parametrize(
    "row", list(tables.load(LADDERS)), ids=lambda row: f"{row['ladder']}-{row['effective_from']}-{row['above']}"
)
def test_both_sides_of_every_rung_on_its_first_and_last_day(row: Row) -> None:
    above, amount = int(row["above"]), int(row["levels"])
    for day in (row.effective_from, min(row.effective_to or LAST, LAST)):
        lower = [
            int(other["levels"])
            for other in tables.load(LADDERS).on(day)
            if other["ladder"] == row["ladder"] and int(other["above"]) < above
        ]
        at = chapter_two._rung(row["ladder"], above, day)
        over = chapter_two._rung(row["ladder"], above + 1, day)
        assert over is not None
        assert int(over["levels"]) == amount
        assert (int(at["levels"]) if at else 0) == max(lower, default=0)


@pytest.mark.parametrize("section", MODULES)
def test_more_is_never_fewer_levels_on_a_ladder(section: str) -> None:
    by_period: dict[tuple[str, int], list[Row]] = {}
    for row in tables.load(LADDERS):
        by_period.setdefault((row["ladder"], row.effective_from), []).append(row)
    for rows in by_period.values():
        ordered = sorted(rows, key=lambda row: int(row["above"]))
        assert [int(row["levels"]) for row in ordered] == sorted({int(row["levels"]) for row in ordered})
    assert guideline(section).section == section


def only(section: str, items: Mapping[str, int]) -> Guideline:
    """The guideline with its items said outright, so that each row can be met alone."""
    return Guideline(section, "", (), lambda facts, day: items, GUIDELINES_FROM)


@pytest.mark.parametrize(
    "row",
    [row for row in tables.load(LEVELS) if row["kind"] == "add" and not row["ladder"]],
    ids=lambda row: f"{row['guideline']}-{row['item']}-{row['effective_from']}",
)
def test_each_characteristic_adds_its_levels_and_reaches_its_floor_within_its_days(row: Row) -> None:
    section, item = row["guideline"], row["item"]

    def gains(day: int) -> int | None:
        if not any(
            each["kind"] == "base" and each["item"] == "otherwise"
            for each in tables.load(LEVELS).on(day)
            if each["guideline"] == section
        ):
            return None
        found = chapter_two._compute(only(section, {item: 1}), {}, day)
        return found.level - found.base

    expected_rows = {
        day: _row_on(section, item, day)
        for day in (
            row.effective_from - 1,
            row.effective_from,
            min(row.effective_to or LAST, LAST),
            min((row.effective_to or LAST) + 1, LAST),
        )
    }
    for day, expected in expected_rows.items():
        if day < GUIDELINES_FROM:
            continue
        got = gains(day)
        if got is None:
            continue
        if expected is None or "otherwise" in expected["not_with"].split():
            assert got == 0, day
            continue
        base = chapter_two._compute(only(section, {}), {}, day).base
        floor = int(expected["floor"] or 0)
        assert got == max(max(base + int(expected["levels"]), floor), 1) - base, day


def _row_on(section: str, item: str, day: int) -> Row | None:
    for row in tables.load(LEVELS).on(day):
        if row["guideline"] == section and row["item"] == item:
            return row
    return None


@pytest.mark.parametrize("section", MODULES)
def test_every_fact_that_a_guideline_asks_moves_its_level_on_some_day(section: str) -> None:
    asked = guideline(section)
    days = [d for d in tables.load(LEVELS).boundary_days() if asked.first_day <= d <= (asked.last_day or LAST)]
    zero = {fact.name: 0 for fact in asked.facts}
    most = {fact.name: fact.most for fact in asked.facts}
    referred = {name: 0 for name in zero if name in ("cross_reference_level", "replaced_by_level")}
    steps = {name: {2, min(most[name], 38), most[name]} for name in zero}  # 38: a level of a table
    others = [zero, *({**zero, name: value} for name in zero for value in steps[name]), most | referred]

    def moves(name: str, most: int) -> bool:
        return any(
            levels_of(asked, {**other, name: 0}, day) != levels_of(asked, {**other, name: most}, day)
            for day in days
            for other in others
        )

    assert [fact.name for fact in asked.facts if not moves(fact.name, fact.most)] == []


def levels_of(asked: Guideline, facts: Mapping[str, int], day: int) -> int | None:
    try:
        return chapter_two._compute(asked, facts, day).level
    except CoverageError:  # facts that another guideline answers on that day
        return None


# -- §2B1.1 and §2F1.1 -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("section", "day", "facts", "expected"),
    [
        ("2B1.1", "1988-06-01", {"loss": 100}, 4),
        ("2B1.1", "1988-06-01", {"loss": 101}, 5),
        ("2B1.1", "1989-10-31", {"loss": 6_000_000}, 17),
        ("2B1.1", "1989-11-01", {"loss": 6_000_000}, 20),
        ("2F1.1", "1999-05-01", {"loss": 250_000, "more_than_minimal_planning": True}, 16),
        ("2B1.1", "2001-11-01", {"loss": 250_000}, 18),
        ("2B1.1", "2003-10-31", {"loss": 250_000, "maximum_20_years": True}, 18),
        ("2B1.1", "2003-11-01", {"loss": 250_000, "maximum_20_years": True}, 19),
        ("2B1.1", "2003-01-24", {"loss": 250_000_000}, 32),
        ("2B1.1", "2003-01-25", {"loss": 250_000_000}, 34),
        ("2B1.1", "2003-01-24", {"loss": 10_001, "victims": 10}, 10),
        ("2B1.1", "2003-01-25", {"loss": 10_001, "victims": 10}, 12),
        ("2B1.1", "2015-10-31", {"loss": 10_001, "victims": 250}, 16),
        ("2B1.1", "2015-11-01", {"loss": 10_001, "victims": 250}, 10),
        ("2B1.1", "2015-11-01", {"loss": 10_001, "victims_hardship": 25}, 14),
        ("2B1.1", "2010-11-01", {"loss": 0, "sophisticated_means": True}, 12),
        ("2B1.1", "2010-11-01", {"loss": 5_001, "institution_endangered": True}, 24),
        # victims and an endangered institution together add 8 at most: 6 + 28 + 6 + 2, not 6 + 28 + 6 + 4
        ("2B1.1", "2010-11-01", {"loss": 200_000_001, "victims": 250, "institution_endangered": True}, 42),
        ("2F1.1", "1989-10-31", {"loss": 0, "misrepresentation": True, "more_than_minimal_planning": True}, 10),
        ("2F1.1", "1989-10-31", {"loss": 0, "more_than_minimal_planning": True}, 10),
        ("2F1.1", "1989-11-01", {"loss": 0, "more_than_minimal_planning": True}, 8),
        # The order of the characteristics decides where one has a floor: risk, then foreign accounts, until 1998
        ("2F1.1", "1998-10-31", {"loss": 0, "risk_or_weapon": True, "foreign_bank_accounts": True}, 13),
        ("2F1.1", "1998-11-01", {"loss": 0, "risk_or_weapon": True, "sophisticated_means": True}, 14),
        ("2F1.1", "1989-11-01", {"loss": 100_000, "misrepresentation": True, "more_than_minimal_planning": True}, 16),
    ],
)
def test_theft_and_fraud(section: str, day: str, facts: dict[str, int], expected: int) -> None:
    assert level(section, day, **facts) == expected


def test_a_loss_not_given_spans_the_table_and_is_named() -> None:
    found = offense_level("2B1.1", {"maximum_20_years": True}, parse_day("2016-11-01"))
    assert (found.low.level, found.high.level, found.level) == (7, 37, None)
    assert [fact.name for fact in found.missing] == ["loss"]
    assert "victims" in {fact.name for fact in found.assumed}


def test_a_fact_that_moves_nothing_is_not_asked() -> None:
    found = offense_level("2B1.1", {"loss": 1}, parse_day("1999-11-01"))  # level 7 came in 2003
    assert found.missing == ()


@given(loss=st.integers(0, 10**9), more=st.integers(0, 10**9), day=st.integers(GUIDELINES_FROM, TABLES_AS_OF))
@settings(max_examples=100)
def test_more_loss_never_lowers_the_level(loss: int, more: int, day: int) -> None:
    facts = {"maximum_20_years": 0}
    less = offense_level("2B1.1", {**facts, "loss": loss}, day).level
    greater = offense_level("2B1.1", {**facts, "loss": loss + more}, day).level
    assert less is not None
    assert greater is not None
    assert less <= greater


def test_each_step_names_its_act_and_the_steps_add_up() -> None:
    found = offense_level(
        "2B1.1", {"loss": 50_000, "maximum_20_years": 1, "sophisticated_means": 1}, parse_day("2016-11-01")
    )
    steps = found.low.steps
    assert [step.authority for step in steps] == ["amend_653", "amend_791", "amend_792"]
    assert found.low.base + sum(int(step.value) for step in steps[1:]) == found.low.level == 15


# -- §2K2.1 ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "facts", "expected"),
    [
        ("1989-10-31", {"prohibited_person": True}, 9),
        ("1989-11-01", {"prohibited_person": True}, 12),
        ("1990-10-31", {"nfa_firearm": True}, 16),
        ("1990-11-01", {"nfa_firearm": True}, 18),
        ("1991-10-31", {"prohibited_person": True, "violent_or_drug_priors": 2}, 12),
        ("1991-11-01", {"prohibited_person": True, "violent_or_drug_priors": 2}, 24),
        ("1991-11-01", {"prohibited_person": True, "violent_or_drug_priors": 1}, 20),
        ("1991-11-01", {"prohibited_person": True}, 14),
        ("1991-11-01", {}, 12),
        ("1991-11-01", {"minor_offense": True}, 6),
        ("1995-10-31", {"prohibited_person": True, "assault_weapon": True}, 14),
        ("1995-11-01", {"prohibited_person": True, "assault_weapon": True}, 20),
        ("2006-10-31", {"assault_weapon": True}, 18),
        ("2006-11-01", {"assault_weapon": True}, 12),
        ("2006-10-31", {"prohibited_person": True, "large_capacity": True}, 14),
        ("2006-11-01", {"prohibited_person": True, "large_capacity": True}, 20),
        ("1998-10-31", {"convicted_922_d": True}, 12),
        ("1998-11-01", {"convicted_922_d": True}, 14),
        ("2011-10-31", {"straw_purchase": True}, 12),
        ("2011-11-01", {"straw_purchase": True}, 14),
        ("2001-10-31", {"prohibited_person": True, "firearms": 8}, 17),
        ("2001-11-01", {"prohibited_person": True, "firearms": 8}, 18),
        ("2006-10-31", {"prohibited_person": True, "altered_serial_number": True}, 16),
        ("2006-11-01", {"prohibited_person": True, "altered_serial_number": True}, 18),
        ("2006-11-01", {"prohibited_person": True, "altered_serial_number": True, "stolen": True}, 18),
        ("2010-11-01", {"prohibited_person": True, "sporting_use": True}, 6),
        ("2010-11-01", {"prohibited_person": True, "violent_or_drug_priors": 1, "sporting_use": True}, 20),
        ("2010-11-01", {"prohibited_person": True, "other_felony": True, "sporting_use": True}, 18),
        ("2010-11-01", {"violent_or_drug_priors": 2, "nfa_firearm": True, "firearms": 300, "stolen": True}, 29),
        ("2010-11-01", {"violent_or_drug_priors": 2, "nfa_firearm": True, "firearms": 300, "other_felony": True}, 33),
        ("2004-11-01", {"violent_or_drug_priors": 2, "nfa_firearm": True, "rocket_or_missile": True}, 41),
        ("2023-10-31", {"prohibited_person": True, "trafficking": True}, 18),
        ("2023-11-01", {"prohibited_person": True, "sold_to_prohibited": True}, 16),
        ("2023-11-01", {"prohibited_person": True, "no_serial_number": True}, 18),
        ("2023-11-01", {"prohibited_person": True, "sold_two_to_violent": True, "sold_to_prohibited": True}, 19),
        ("2023-11-01", {"prohibited_person": True, "gang": True, "straw_reduction": True}, 14),
        ("2023-11-01", {"prohibited_person": True, "gang": True, "sold_to_prohibited": True}, 18),
        ("2023-11-01", {"straw_purchase": True, "sold_to_prohibited": True, "straw_reduction": True}, 14),
        ("2025-10-31", {"prohibited_person": True, "conversion_devices_30": True}, 14),
        ("2025-11-01", {"prohibited_person": True, "conversion_devices_30": True}, 18),
    ],
)
def test_firearms(day: str, facts: dict[str, int], expected: int) -> None:
    assert level("2K2.1", day, **facts) == expected


# -- §2L1.1 and §2L1.2 -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "facts", "expected"),
    [
        ("1988-01-14", {"aliens": 1, "for_profit": True}, 9),
        ("1988-01-15", {"aliens": 1, "for_profit": True}, 9),
        ("1988-01-15", {"aliens": 1, "not_for_profit": True}, 6),
        ("1992-10-31", {"aliens": 30}, 9),
        ("1992-11-01", {"aliens": 30}, 13),
        ("1997-04-30", {"aliens": 30}, 13),
        ("1997-05-01", {"aliens": 30}, 18),
        ("2006-10-31", {"aliens": 3, "death": True}, 20),
        ("2006-11-01", {"aliens": 3, "death": True}, 22),
        ("2016-10-31", {"aliens": 3, "unaccompanied_minor": True}, 14),
        ("2016-11-01", {"aliens": 3, "unaccompanied_minor": True}, 16),
        ("2010-11-01", {"aliens": 3, "reckless_risk": True}, 18),
        ("2010-11-01", {"aliens": 3, "inadmissible_aggravated_felon": True, "not_for_profit": True}, 23),
    ],
)
def test_smuggling(day: str, facts: dict[str, int], expected: int) -> None:
    assert level("2L1.1", day, **facts) == expected


@pytest.mark.parametrize(
    ("day", "facts", "expected"),
    [
        ("1988-01-14", {"entered_before": True}, 8),
        ("1988-01-15", {"entered_before": True}, 8),
        ("1989-10-31", {"other_felony": True}, 8),
        ("1989-11-01", {"other_felony": True}, 12),
        ("1991-10-31", {"other_felony": True, "aggravated_felony": True}, 12),
        ("1991-11-01", {"other_felony": True, "aggravated_felony": True}, 24),
        ("2001-10-31", {"aggravated_felony": True}, 24),
        ("2001-11-01", {"aggravated_felony": True}, 16),
        ("2001-11-01", {"aggravated_felony": True, "serious_felony": True}, 24),
        ("2001-11-01", {"aggravated_felony": True, "drug_felony": True}, 20),
        ("2011-10-31", {"serious_felony": True, "conviction_without_points": True}, 24),
        ("2011-11-01", {"serious_felony": True, "conviction_without_points": True}, 20),
        ("2011-11-01", {"drug_felony": True, "conviction_without_points": True}, 16),
        ("2016-10-31", {"serious_felony": True}, 24),
        ("2016-11-01", {"serious_felony": True}, 8),
        ("2016-11-01", {"felony_before_months": 13}, 12),
        ("2016-11-01", {"felony_before_months": 14}, 14),
        ("2016-11-01", {"felony_before_months": 23}, 14),
        ("2016-11-01", {"felony_before_months": 24}, 16),
        ("2016-11-01", {"felony_before_months": 59}, 16),
        ("2016-11-01", {"felony_before_months": 60}, 18),
        ("2016-11-01", {"felony_before_months": 60, "felony_after_months": 60, "reentry_felony": True}, 32),
    ],
)
def test_reentry(day: str, facts: dict[str, int], expected: int) -> None:
    assert level("2L1.2", day, **facts) == expected


# -- guidelines that were consolidated ---------------------------------------------------------------------------------


def test_a_fraud_goes_on_under_the_guideline_that_took_its_place() -> None:
    facts = {"loss": 250_000, "more_than_minimal_planning": True, "victims": 12, "maximum_20_years": True}
    then = level_under("2F1.1", facts, parse_day("2001-10-31"))
    after = level_under("2F1.1", facts, parse_day("2001-11-01"))
    now = level_under("2F1.1", facts, parse_day("2025-11-01"))
    assert (then.section, then.level) == ("2F1.1", 16)
    assert (after.section, after.level) == ("2B1.1", 20)
    assert (now.section, now.level) == ("2B1.1", 19)


def test_possession_goes_on_as_possession() -> None:
    then = level_under("2G2.4", {"images": 10}, parse_day("2004-10-31"))
    after = level_under("2G2.4", {"images": 10}, parse_day("2004-11-01"))
    assert (then.level, after.section, after.level) == (17, "2G2.2", 20)


def test_a_name_that_neither_asks_is_refused() -> None:
    with pytest.raises(CaseError, match="Did you mean 'victims'"):
        level_under("2F1.1", {"victim": 3}, parse_day("2025-11-01"))


# -- what cannot be answered -------------------------------------------------------------------------------------------


def test_a_guideline_that_is_not_modelled_is_refused_by_name() -> None:
    with pytest.raises(CoverageError, match=r"§2C1\.7 is not modelled"):
        offense_level("2C1.7", {}, parse_day("2010-11-01"))


def test_a_guideline_after_its_end_is_refused() -> None:
    with pytest.raises(CoverageError, match="2001-10-31"):
        offense_level("2F1.1", {"loss": 1}, parse_day("2001-11-01"))
    with pytest.raises(CoverageError, match="1987-11-01"):
        offense_level("2B1.1", {"loss": 1}, parse_day("1987-10-31"))


@pytest.mark.parametrize(
    ("facts", "match"),
    [
        ({"los": 1}, "Did you mean 'loss'"),
        ({"loss": -1}, "whole number"),
        ({"victims": "ten"}, "whole number"),
        ({"mass_marketing": 2}, "true or false"),
    ],
)
def test_facts_that_cannot_stand(facts: dict[str, int], match: str) -> None:
    with pytest.raises(CaseError, match=match):
        offense_level("2B1.1", facts, parse_day("2010-11-01"))

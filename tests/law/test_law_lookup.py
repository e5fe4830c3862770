"""Asking the law: what a provision says on a day, what changed, one figure through time."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clemency.errors import CoverageError, InputError
from clemency.law.citation import Citation, parse_citation
from clemency.law.dates import GUIDELINES_FROM, TABLES_AS_OF, parse_day
from clemency.law.lookup import changes, in_printed_order, parse_quantity, show, term, timeline, weight
from clemency.law.tables import load

# --- Citations --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2D1.1", "USSG §2D1.1"),
        ("ussg 2d1.1(c)", "USSG §2D1.1(c)"),
        ("§2D1.1(b)(18)", "USSG §2D1.1(b)(18)"),
        ("U.S.S.G. § 4A1.1", "USSG §4A1.1"),
        ("5A", "USSG ch. 5 pt. A"),
        ("sentencing table", "USSG ch. 5 pt. A"),
        ("Chapter 5, Part A", "USSG ch. 5 pt. A"),
        ("841(b)(1)(A)(iii)", "21 U.S.C. § 841(b)(1)(A)(iii)"),
        ("21 USC 841", "21 U.S.C. § 841"),
        ("21 U.S.C. § 960(b)(4)", "21 U.S.C. § 960(b)(4)"),
        ("924(c)", "18 U.S.C. § 924(c)"),
        ("18 U.S.C. §3553(f)", "18 U.S.C. § 3553(f)"),
        ("860a", "21 U.S.C. § 860a"),
        ("18 USC 1028A(a)(1)", "18 U.S.C. § 1028A(a)(1)"),
        ("18 usc 1028a", "18 U.S.C. § 1028A"),
        ("1326(b)(2)", "8 U.S.C. § 1326(b)(2)"),
    ],
)
def test_citations_are_read_as_lawyers_write_them(text: str, written: str) -> None:
    assert str(parse_citation(text)) == written
    assert parse_citation(written) == parse_citation(text)  # and as we write them


@pytest.mark.parametrize("text", ["", "crack", "title 21", "9A1.1", "841(b", "§"])
def test_what_is_no_provision_is_refused_with_the_forms_that_are(text: str) -> None:
    with pytest.raises(CoverageError, match=r"is not a provision.*2D1\.1"):
        parse_citation(text)


def test_a_section_cited_without_its_title_asks_for_it() -> None:
    with pytest.raises(CoverageError, match=r"which title.*18 USC 1341"):
        parse_citation("1341")


def test_a_provision_contains_itself_and_its_parts_only() -> None:
    whole, part = Citation(18, "924", ("c",)), Citation(18, "924", ("c", "1", "A"))
    assert whole.contains(part)
    assert whole.contains(whole)
    assert not part.contains(whole)
    assert not whole.contains(Citation(18, "924", ("e",)))
    assert not whole.contains(Citation(21, "924", ("c",)))


# --- On a day ---------------------------------------------------------------------------------------------------------


def test_the_drug_quantity_table_of_a_day_has_only_the_ladders_of_that_day() -> None:
    ladders, conversions, figures = show("2D1.1", parse_day("2007-11-01"))
    assert {
        row["min_quantity"] for row in ladders.rows if row["drug"] == "cocaine_base" and row["offense_level"] == "32"
    } == {"150"}
    assert conversions.table.name == "guidelines/s2d1_1_conversions"
    assert any(row["parameter"] == "crack_sliding_factor" and row["value"] == "1" for row in figures.rows)


@pytest.mark.parametrize(
    ("day", "grams"), [("2007-10-31", "50"), ("2007-11-01", "150"), ("2010-11-01", "280"), ("2014-11-01", "840")]
)
def test_a_drug_by_its_common_name_on_both_sides_of_a_change(day: str, grams: str) -> None:
    ladder = show("crack", parse_day(day))[0]
    assert [row["min_quantity"] for row in ladder.rows if row["offense_level"] == "32"] == [grams]


def test_a_statute_gives_its_quantities_and_terms() -> None:
    quantities, terms = show("21 USC 841(b)(1)(B)", parse_day("2010-08-03"))
    assert {row["quantity"] for row in quantities.rows if row["drug"] == "cocaine_base"} == {"28"}
    assert {row["subdivision"] for row in terms.rows} == {"(b)(1)(B)"}


def test_a_firearm_statute_is_found_by_section_and_part() -> None:
    parts = show("924(c)", parse_day("2000-01-01"))
    assert {row["statute"] for row in parts[0].rows} == {"18 USC 924(c)(1)"}
    assert {row["offense"] for row in show("922(g)", parse_day("2023-01-01"))[0].rows} == {
        "prohibited person in possession"
    }


def test_a_single_figure_by_name() -> None:
    (part,) = show("status_points", parse_day("2023-10-31"))
    assert [row["value"] for row in part.rows] == ["2"]
    (part,) = show("status points", parse_day("2023-11-01"))
    assert [row["value"] for row in part.rows] == ["1"]


@pytest.mark.parametrize(
    ("asked", "day", "why"),
    [
        ("2D1.1", "1987-10-31", r"the tables begin on 1987-11-01"),
        ("841", "1986-10-26", r"the tables begin on 1986-10-27"),
        ("5H1.6", "2000-01-01", r"nothing is tabulated under that name"),
        ("21 USC 331", "2000-01-01", r"nothing is tabulated under that name"),
        ("schedule_iii_hydrocodone", "2016-01-01", ""),
    ],
)
def test_what_is_not_covered_says_why(asked: str, day: str, why: str) -> None:
    if why:
        with pytest.raises(CoverageError, match=why):
            show(asked, parse_day(day))
    else:  # falls back to the ladder it shares, Schedule III
        assert {row["drug"] for row in show(asked, parse_day(day))[0].rows} == {"schedule_iii"}


# --- Between two days -------------------------------------------------------------------------------------------------


def test_the_fair_sentencing_act_moved_four_thresholds() -> None:
    found = {change.act.key: change for change in changes(parse_day("2010-08-03"), parse_day("2010-08-03"))}
    moves = found["pub_l_111_220_s2"].moves
    assert [(move.key, move.before, move.after) for move in moves] == [
        ("841(b)(1)(A)(iii) cocaine_base", "50 g", "280 g"),
        ("841(b)(1)(B)(iii) cocaine_base", "5 g", "28 g"),
        ("960(b)(1)(C) cocaine_base", "50 g", "280 g"),
        ("960(b)(2)(C) cocaine_base", "5 g", "28 g"),
    ]


def test_the_second_tier_of_841_became_life_in_1988_and_25_years_in_2018() -> None:
    moved = {
        change.act.key: [(move.before, move.after) for move in change.moves if move.key == "841(b)(1)(A), 2+ prior"]
        for change in changes(parse_day("1986-10-28"), TABLES_AS_OF)
    }
    assert {key: value for key, value in moved.items() if value} == {
        "pub_l_100_690_s6452": [("240 months to life", "life")],
        "pub_l_115_391_s401": [("life", "300 months to life")],
    }


def test_nothing_changes_between_two_boundary_days() -> None:
    assert changes(parse_day("2012-01-01"), parse_day("2012-10-31")) == ()


def test_changes_stand_in_the_order_of_their_days() -> None:
    days = [change.act.effective for change in changes(GUIDELINES_FROM, TABLES_AS_OF)]
    assert days == sorted(days)
    assert len(days) > 80


def test_every_move_moves_something() -> None:
    for change in changes(GUIDELINES_FROM + 1, TABLES_AS_OF):
        for move in change.moves:
            assert move.before != move.after


def test_days_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(InputError, match="--from 2012-01-01 is after --to 2005-01-01"):
        changes(parse_day("2012-01-01"), parse_day("2005-01-01"))


# --- Through time -----------------------------------------------------------------------------------------------------


def test_fifty_grams_of_crack_from_1987_to_today() -> None:
    line = timeline("crack", "50 g")[0]
    assert [(point.day, int(point.value or 0)) for point in line.points] == [
        (parse_day("1987-11-01"), 32),
        (parse_day("1989-11-01"), 32),
        (parse_day("1994-11-01"), 32),
        (parse_day("2007-11-01"), 30),
        (parse_day("2010-11-01"), 26),
        (parse_day("2014-11-01"), 24),
    ]


def test_a_line_says_where_a_figure_paused_and_why() -> None:
    line = next(line for line in timeline("cocaine_base") if line.label == "cocaine_base")
    pause = next(point for point in line.points if point.value is None)
    assert pause.day == parse_day("2007-11-01")
    assert "the factor depends on the level of the cocaine base itself" in pause.text


def test_life_is_above_every_number() -> None:
    line = next(line for line in timeline("841(b)(1)(A)") if line.label == "841(b)(1)(A), 2+ prior")
    assert [point.value for point in line.points] == [Decimal(240), Decimal("Infinity"), Decimal(300)]


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("50 g", "50", "g"),
        ("1.5kg", "1500", "g"),
        ("250 MG", "0.25", "g"),
        ("1,000 units", "1000", "units"),
        ("1 plant", "1", "plants"),
    ],
)
def test_quantities_are_read(text: str, amount: str, unit: str) -> None:
    assert parse_quantity(text) == (Decimal(amount), unit)


@pytest.mark.parametrize("text", ["50", "g", "-5 g", "five g", "50 oz", "1e3 g"])
def test_a_quantity_that_cannot_be_read_says_how_to_write_it(text: str) -> None:
    with pytest.raises(InputError, match="write a number and mg, g, kg"):
        parse_quantity(text)


def test_a_quantity_goes_with_a_drug_only() -> None:
    with pytest.raises(InputError, match="goes with a drug"):
        timeline("841(b)(1)(A)", "50 g")


# --- In words ---------------------------------------------------------------------------------------------------------


@settings(max_examples=100, deadline=None)
@given(st.decimals(0, 10**9, places=3))
def test_a_weight_in_words_is_the_same_weight(amount: Decimal) -> None:
    written = weight(str(amount), "g").replace(",", "")
    assert parse_quantity(written)[0] == amount


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [
        ("0", "240", "up to 240 months"),
        ("0", "life", "up to life"),
        ("120", "life", "120 months to life"),
        ("12", "", "12 months or more, see note"),
        ("0", "", "see note"),
        ("", "", "see note"),
        ("24", "24", "24 months"),
        ("0.5", "24", "0.5 to 24 months"),
    ],
)
def test_terms_in_words(least: str, most: str, words: str) -> None:
    assert term(least, most) == words


def test_ladders_stand_about_as_the_manual_prints_them() -> None:
    printed = in_printed_order({row["drug"] for row in load("guidelines/s2d1_1_drug_quantity").on(TABLES_AS_OF)})
    assert printed[:3] == ["heroin", "cocaine", "cocaine_base"]
    assert printed[-1] == "converted_drug_weight"

"""The reader of worked cases, on invented records in the same format; the real file where it is present."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from validation.report import Check
from validation.worked_cases import reading
from validation.worked_cases.__main__ import main, run
from validation.worked_cases.checks import CHECKS
from validation.worked_cases.reading import Record

from clemency.law.dates import format_day

REAL = Path(__file__).parents[3] / "shared" / "cases" / "worked_cases.jsonl"


def record(later: dict[str, Any] | None = None, range: Any = None, **facts: Any) -> Record:
    words = {key: facts.pop(key) for key in ("quote", "notes", "tags", "decision_date") if key in facts}
    return Record({"id": "invented", "facts": facts, "later": later, "original_range": range, **words})


def outcome(name: str, of: Record) -> Check:
    check = Check(name, "")
    CHECKS[name][0](of, check)
    return check


CRACK_50 = {"drug": "crack", "quantity": 50, "unit": "g", "quantity_text": "50 grams of crack"}
CHARGED_50 = {"drug": "crack", "quantity": 50, "unit": "g", "quantity_text": "50 grams or more (statutory amount)"}


# --- Reading --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("crack", "cocaine_base"),
        ("powder cocaine", "cocaine"),
        ("LSD (blotter)", "lsd"),
        ("diazepam (Valium)", "schedule_iv"),
        ("methamphetamine (actual)", "methamphetamine_actual"),
        ("marijuana equivalent", "marijuana"),
        ("converted drug weight", "marijuana"),
        ("moon rock dust", None),
    ],
)
def test_drug_names(text: str, name: str | None) -> None:
    assert reading.drug_name(text) == name


def test_a_statutory_amount_is_a_charge_and_not_a_weight() -> None:
    (line,) = reading.drug_lines(record(drugs=[CHARGED_50]))
    assert (line.weight, line.charged) == (None, 50_000_000)
    (line,) = reading.drug_lines(record(drugs=[CRACK_50]))
    assert (line.weight and line.weight.least, line.charged) == (50_000_000, None)


def test_bounds_doses_and_lines_of_one_drug() -> None:
    between = CRACK_50 | {"quantity_text": "at least 50 grams but less than 150 grams"}
    (line,) = reading.drug_lines(record(drugs=[between]))
    assert line.weight == (50_000_000, 149_999_999, False)
    two = [
        {"drug": "LSD (blotter)", "quantity": 0.42, "unit": "g", "quantity_text": ".42 grams, 60 doses"},
        {"drug": "LSD (liquid)", "quantity": 9.8, "unit": "g", "quantity_text": "9.8 grams"},
    ]
    (line,) = reading.drug_lines(record(drugs=two))
    assert (line.weight and line.weight.least, line.units) == (10_220_000, 60)
    (line,) = reading.drug_lines(record(drugs=[{"drug": "marijuana", "quantity": 120, "unit": "plants"}]))
    assert (line.drug, line.units) == ("marijuana_plants", 120)


@pytest.mark.parametrize(
    ("facts", "first", "last"),
    [
        ({"sentencing_date": "1993-11"}, "1993-11-01", "1993-11-30"),
        ({"sentencing_date": "2004"}, "2004-01-01", "2004-12-31"),
        ({"sentencing_date": "1999-08/2000-06"}, "1999-08-01", "2000-06-30"),
        ({"guidelines_manual_edition": "November 1991"}, "1991-11-01", "1992-10-31"),
        ({"guidelines_manual_edition": "1990"}, "1990-11-01", "1991-10-31"),
        ({"guidelines_manual_edition": "March 2006"}, "2006-03-01", "2006-10-31"),
        ({"decision_date": "1994-06-14"}, "1987-11-01", "1994-06-14"),
        ({}, "1987-11-01", "2025-11-01"),
    ],
)
def test_partial_dates_become_spans(facts: dict[str, Any], first: str, last: str) -> None:
    span = reading.sentencing(record(**facts))
    assert (format_day(span.first), format_day(span.last)) == (first, last)


def test_a_motion_after_an_amendment_bounds_the_day_of_the_sentence() -> None:
    moved = record(later={"law": "Amendment 706", "effective_date": "2007-11-01"}, decision_date="2009-03-01")
    assert format_day(reading.sentencing(moved).last) == "2007-10-31"


@pytest.mark.parametrize(
    ("law", "keys"),
    [
        ("Amendment 706", ("amend_706",)),
        ("Amendments 706 and 711", ("amend_706",)),
        ("Amendment 748/750", ("amend_748",)),
        ("Amendment 821 Part A", ("amend_821a",)),
        ("Amendment 821 (Part B, 4C1.1)", ("amend_821b1",)),
        ("Amendment 821", ("amend_821a", "amend_821b1")),
        ("compassionate release after Amendment 782", ()),
        ("First Step Act s. 404", ()),
    ],
)
def test_the_later_law(law: str, keys: tuple[str, ...]) -> None:
    assert reading.amendments(record(later={"law": law})) == keys


def test_counts_and_points_from_the_words() -> None:
    guns = record(offense_statutes=["18 USC 924(c)"], notes="Two brandishing counts.")
    assert reading.firearm_counts(guns) == (2, 2)
    assert reading.points(record(quote="His total of six criminal history points placed him in III")) == 6
    assert reading.points(record(quote="Two points added under 2D1.1(b)(1)")) is None
    assert reading.points_without_status(record(notes="Four points plus two status points")) == 4


# --- Checks ---------------------------------------------------------------------------------------------------------------


def test_table_with_the_courts_own_slip_named() -> None:
    right = record(range={"min": 121, "max": 151}, total_offense_level=32, criminal_history_category="I")
    assert outcome("table", right).agree == 1
    above = record(range={"min": "life", "max": "life"}, total_offense_level=46, criminal_history_category="II")
    assert outcome("table", above).agree == 1
    wrong = record(
        range={"min": 121, "max": 155},
        total_offense_level=32,
        criminal_history_category="I",
        notes="COURT ERROR: level 32, category I is 121-151. More.",
    )
    (difference,) = outcome("table", wrong).differ
    assert difference.got == (121, 151)
    assert difference.why.startswith("COURT ERROR")


def test_a_range_printed_after_the_statutory_maximum() -> None:
    facts = {"total_offense_level": 34, "criminal_history_category": "VI"}
    capped = record(range={"min": 262, "max": 300}, tags=["5G1.1"], **facts)
    assert outcome("table", capped).noted == {"the text prints the range after §5G1.1": 1}
    assert len(outcome("table", record(range={"min": 262, "max": 300}, **facts)).differ) == 1


def test_base_level_under_the_edition_of_the_day() -> None:
    """50 g of crack: 32 until 2007, 30 under amendment 706, 26 from 2010-11-01, 24 from 2014-11-01."""
    for day, level in (("2003-05-29", 32), ("2008-01-10", 30), ("2011-01-10", 26), ("2015-01-10", 24)):
        assert outcome(
            "base_level", record(sentencing_date=day, drugs=[CRACK_50], base_offense_level_stated=level)
        ).agree
        off = record(sentencing_date=day, drugs=[CRACK_50], base_offense_level_stated=level + 2)
        assert outcome("base_level", off).differ[0].got == level
    charged = record(sentencing_date="2003-05-29", drugs=[CHARGED_50], base_offense_level_stated=32)
    assert list(outcome("base_level", charged).not_decidable) == ["invented"]


def test_sum_with_acceptance_by_its_date() -> None:
    three = [{"guideline": "3E1.1", "levels": -3, "reason": "acceptance"}]
    weapon = [*three, {"guideline": "2D1.1(b)(1)", "levels": 2, "reason": "firearm"}]
    after = record(
        sentencing_date="1993-01-05", base_offense_level_stated=32, total_offense_level=31, adjustments=weapon
    )
    assert outcome("sum", after).agree == 1
    before = record(
        sentencing_date="1992-01-05", base_offense_level_stated=32, total_offense_level=29, adjustments=three
    )
    assert outcome("sum", before).differ[0].got == 30  # two levels only, until amend. 459
    departed = [*three, {"guideline": "5K1.1", "levels": -4, "reason": "assistance"}]
    both = record(
        sentencing_date="2003-01-05", base_offense_level_stated=32, total_offense_level=25, adjustments=departed
    )
    assert outcome("sum", both).noted == {"the court counted a departure as levels": 1}


def test_statutory_minimum_with_priors_unknown_and_known() -> None:
    facts = {"offense_statutes": ["21 USC 841(b)(1)(A)"], "drugs": [CHARGED_50], "sentencing_date": "2005-01-10"}
    for minimum in (120, 240, "life"):
        assert outcome("statutory_minimum", record(statutory_minimum_months=minimum, **facts)).agree == 1
    assert outcome("statutory_minimum", record(statutory_minimum_months=60, **facts)).differ
    assert outcome("statutory_minimum", record(statutory_minimum_months=240, priors_851=1, **facts)).agree == 1
    assert (
        outcome("statutory_minimum", record(statutory_minimum_months=120, priors_851=1, **facts)).differ[0].got == 240
    )


def test_stacked_firearm_counts() -> None:
    facts = {"offense_statutes": ["18 USC 924(c)"], "notes": "Two brandishing counts."}
    assert outcome(
        "statutory_minimum", record(statutory_minimum_months=384, sentencing_date="2003-03-12", **facts)
    ).agree
    assert outcome(
        "statutory_minimum", record(statutory_minimum_months=168, sentencing_date="2019-03-12", **facts)
    ).agree


def test_career_offender_by_the_statutory_maximum() -> None:
    facts = {
        "offense_statutes": ["21 USC 841(b)(1)(B)"],
        "sentencing_date": "2005-01-10",
        "drugs": [CRACK_50 | {"quantity": 5}],
        "priors_851": 0,
        "career_offender": True,
        "adjustments": [{"guideline": "3E1.1", "levels": -3}],
    }
    assert outcome("career_offender", record(total_offense_level=31, **facts)).agree == 1  # 40 years: 34 - 3
    assert outcome("career_offender", record(total_offense_level=34, **facts)).differ[0].got == (31, 6)


def test_eligibility_and_later_figures_of_an_amendment() -> None:
    facts = {
        "offense_statutes": ["21 USC 841(a)(1)", "21 USC 841(b)(1)(C)"],
        "sentencing_date": "2003-05-29",
        "drugs": [CRACK_50],
        "base_offense_level_stated": 32,
        "total_offense_level": 32,
        "criminal_history_category": "I",
        "sentence_imposed_months": 130,
        "range": {"min": 121, "max": 151},
    }
    law = {"law": "Amendment 706", "effective_date": "2007-11-01"}
    lowered = law | {"eligible": True, "total_offense_level": 30, "range": {"min": 97, "max": 121}}
    assert outcome("eligibility", record(later=lowered, **facts)).agree == 1
    assert outcome("later_figures", record(later=lowered, **facts)).agree == 1
    assert outcome("eligibility", record(later=law | {"eligible": False}, **facts)).differ[0].got is True
    more = facts | {
        "drugs": [CRACK_50 | {"quantity": 4700}],
        "base_offense_level_stated": 38,
        "total_offense_level": 38,
    }
    more |= {"range": {"min": 235, "max": 293}, "sentence_imposed_months": 235}
    assert outcome("eligibility", record(later=law | {"eligible": False}, **more)).agree == 1
    unlisted = {"law": "Amendment 709", "effective_date": "2007-11-01", "eligible": False}
    assert outcome("eligibility", record(later=unlisted, **facts)).agree == 1


def test_section_404_swaps_the_thresholds() -> None:
    facts = {
        "offense_statutes": ["21 USC 841(a)(1)", "21 USC 841(b)(1)(A)"],
        "sentencing_date": "2008-01-18",
        "drugs": [CHARGED_50],
        "priors_851": 1,
        "statutory_minimum_months": 240,
    }
    later = {"law": "First Step Act s. 404", "effective_date": "2018-12-21", "eligible": True}
    assert outcome("eligibility", record(later=later, **facts)).agree == 1
    assert outcome("later_figures", record(later=later | {"statutory_minimum_months": 120}, **facts)).agree == 1
    powder = facts | {"drugs": [CHARGED_50 | {"drug": "powder cocaine", "quantity": 5000}]}
    assert outcome("eligibility", record(later=later, **powder)).differ[0].got is False


def test_discretion_is_not_a_figure() -> None:
    later = {"law": "First Step Act s. 403 (compassionate release)", "eligible": True, "reduced_sentence_months": 336}
    asked = record(later=later, offense_statutes=["18 USC 924(c)"], sentence_imposed_months=1278)
    assert outcome("eligibility", asked).not_decidable
    assert outcome("later_figures", asked).not_decidable


# --- The command ------------------------------------------------------------------------------------------------------------


def test_json_and_clear_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "cases.jsonl"
    raw = record(range={"min": 121, "max": 151}, total_offense_level=32, criminal_history_category="I").raw
    path.write_text(json.dumps({**raw, "usable_for": ["table", "sum"]}) + "\n\n", encoding="utf-8")
    assert main([str(path), "--json"]) == 0
    checks = json.loads(capsys.readouterr().out)["checks"]
    assert checks["table"] == {"agree": 1, "differ": [], "not_decidable": []}
    assert checks["sum"]["not_decidable"] == ["invented"]
    for text, words in (("", "empty"), ("{broken", "line 1"), ("[1]", "with an id")):
        path.write_text(text, encoding="utf-8")
        assert main([str(path)]) == 2
        assert words in capsys.readouterr().err


@pytest.mark.skipif(not REAL.is_file(), reason="the worked cases are not beside the project")
def test_the_real_cases_agree_or_say_why() -> None:
    found = {check.name: check for check in run([REAL])}
    assert sum(check.agree for check in found.values()) >= 100
    for check in found.values():
        assert check.share > 0.88, check.name
        assert all(difference.why for difference in check.differ)
    # What differs, each looked into: a court error, and two weights that the opinion itself calls incomplete.
    assert {d.id.split("-")[0] for check in found.values() for d in check.differ} <= {"velez", "limberopoulos"}

"""A case as a row of a file and back; the criteria set over a file; grants through the screen like any file."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from clemency.cases.case import Case
from clemency.cases.comparison import compare
from clemency.cases.criteria import screen_criteria
from clemency.cases.grants import case_of
from clemency.cases.rows import case_of_row, case_row
from clemency.cli.app import build
from clemency.errors import CaseError
from clemency.law.dates import parse_day
from clemency.ledger.store import load_record

ON = parse_day("2016-12-19")


@pytest.fixture(scope="module")
def day_cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cases") / "cases.csv"
    result = CliRunner().invoke(build(), ["ledger", "cases", "--on", "2016-12-19", "-o", str(path)])
    assert result.exit_code == 0, result.output
    return path


def test_a_row_says_what_the_case_says() -> None:
    case = Case.from_dict(
        {
            "days": {"offense_ended": "1991-03-01", "sentenced": "1992-06"},
            "count": {
                "statute": ["21 USC 841(a)(1)", "21 USC 846"],
                "priors_851": 1,
                "drugs": [{"drug": "crack", "weight": "62.5 g", "charged": "50 g or more"}],
            },
            "history": {"career_offender": True},
            "firearms": {"counts": ["possessed", "brandished"]},
            "sentence": {"imposed": "life"},
        }
    )
    back = case_of_row(case_row(case, "x"), "row")
    for name in (
        "offense_ended",
        "sentenced",
        "statutes",
        "priors_851",
        "drugs",
        "career_offender",
        "firearm_counts",
        "imposed",
    ):
        assert getattr(back, name) == getattr(case, name), name


def test_bad_cells_are_refused_with_their_column() -> None:
    with pytest.raises(CaseError, match=r"weapon.*'maybe'"):
        case_of_row({"statute": "21 USC 841", "weapon": "maybe"}, "row 1")
    with pytest.raises(CaseError, match=r"points.*'3\.5'"):
        case_of_row({"statute": "21 USC 841", "points": "3.5"}, "row 1")


def test_grants_pass_through_the_screen_as_any_file(day_cases: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    result = CliRunner().invoke(build(), ["screen", str(day_cases), "-o", str(out), "--on", "2016-12-19"])
    assert result.exit_code == 0, result.output
    screened = {row["case_id"]: row["status"] for row in csv.DictReader(io.StringIO(out.read_text(encoding="utf-8")))}
    grants = [g for g in load_record().grants if g.kind == "commutation" and g.signed_on == date(2016, 12, 19)]
    alone = {}
    for grant in grants:
        read = case_of(grant)
        if read.case is not None and not read.case.priors_851_least:
            alone[grant.id] = compare(read.case, ON).status
    assert alone
    assert {key: screened[key] for key in alone} == alone


def test_criteria_over_a_file_have_a_line_a_factor_and_no_total(day_cases: Path, tmp_path: Path) -> None:
    out = tmp_path / "findings.csv"
    read, written, rejected = screen_criteria(day_cases, out, "clemency-initiative-2014", ON)
    assert read == written + rejected
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert set(Counter(row["case_id"] for row in rows).values()) == {6}
    assert {row["finding"] for row in rows} <= {"met", "not met", "unclear", "not assessable"}
    assert all(row["evidence"] for row in rows)

"""The Commission's files as files of cases: forms, layouts, sentinels, breaks of series, and what a row becomes."""

from __future__ import annotations

import csv
import gzip
import itertools
import json
import math
import random
import re
import zipfile
from pathlib import Path
from typing import Any

import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from clemency.cases.columns import Reject
from clemency.cases.files import Summary, screen_file
from clemency.cases.ussc import UsscFile, _day, place_of
from clemency.cases.ussc_codebook import by_name, drug_codes, page, variables
from clemency.cases.ussc_layout import Place, known_layouts, sas_layout
from clemency.cli import main
from clemency.errors import InputError
from clemency.law import assemble
from clemency.law import columns as C
from clemency.law.dates import TABLES_AS_OF, parse_day
from clemency.law.facts import MAX_DRUGS, MAX_GUNS, USC21_841, Days, Facts
from clemency.law.guidelines.s1b1_1 import figures

REAL = Path(__file__).parent / "ussc"
FIXTURES = sorted(REAL.glob("*.csv"))


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def screened(path: Path, out: Path, **how: Any) -> tuple[Summary, list[dict[str, Any]]]:
    summary = screen_file(path, out, TABLES_AS_OF, opener=lambda p, r: UsscFile(p, r, **how), threads=1)
    assert summary.read == summary.written + summary.rejected
    return summary, pq.read_table(out).to_pylist()


def written(path: Path, rows: list[dict[str, Any]]) -> Path:
    names = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def cases_of(path: Path, **how: Any) -> tuple[list[dict[str, Any]], list[Reject]]:
    refused: list[Reject] = []
    source = UsscFile(path, refused.extend, **how)
    found = [row for batch, _ in source.batches(lambda _: None) for row in batch.to_pylist()]
    return found, refused


def one(tmp_path: Path, **values: Any) -> dict[str, Any]:
    """The case that one invented row becomes."""
    row = {"USSCIDN": 1, "XFOLSOR": 25, "XCRHISSR": 2, **values}
    found, refused = cases_of(written(tmp_path / "one.csv", [row]))
    assert refused == []
    return found[0]


# ---- one result whatever the form -----------------------------------------------------------------------------------------


def fixed_width(rows: list[dict[str, str]], end: bytes = b"\n") -> tuple[bytes, str]:
    """The rows as the Commission's fixed width, with a SAS program: other variables between, one-column fields."""
    places, at = [], 1
    for n, name in enumerate(rows[0]):
        width = max(1, *(len(row[name]) for row in rows))
        text = not all(row[name].replace(".", "").replace("-", "").isdigit() for row in rows if row[name])
        places.append((name, at, at + width - 1, text))
        at += width + n % 3  # columns that no variable has
    record = at + 2
    program = f"DATA fy;\n  /* INPUT in a comment ; */\n  INFILE 'x.dat' LRECL={record};\n  INPUT\n"
    for k, (name, first, last, text) in enumerate(places):
        program += f"    {name.lower() if k % 2 else name} {'$ ' if text else ''}{first}"
        program += (f"-{last}" if last > first else "") + ("\n" if k % 3 == 0 else "   ")
    program += ";\nLABEL X = 'y';\nRUN;\n"
    lines = []
    for row in rows:
        line = bytearray(b" " * record)
        for name, first, last, _ in places:
            line[first - 1 : last] = row[name].rjust(last - first + 1).encode("latin-1")
        lines.append(bytes(line) + end)
    return b"".join(lines), program


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_csv_fixed_width_zip_and_parquet_give_the_same(fixture: Path, tmp_path: Path) -> None:
    rows = rows_of(fixture)
    expected = screened(fixture, tmp_path / "csv.parquet", check=True)
    assert expected[0].read == len(rows)
    data, program = fixed_width(rows)
    (tmp_path / "x.sas").write_text(program, encoding="latin-1")
    (tmp_path / "x.dat").write_bytes(data)
    (tmp_path / "crlf.dat").write_bytes(fixed_width(rows, b"\r\n")[0])
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("opafy02nid.dat", data)
        archive.writestr("opafy02nid.sas", program)
        archive.writestr("read me.txt", "x")
    with zipfile.ZipFile(tmp_path / "csv.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(fixture, "deep/opafy02nid.csv")
    (tmp_path / "x.csv.gz").write_bytes(gzip.compress(fixture.read_bytes()))
    pq.write_table(pyarrow.csv.read_csv(fixture), tmp_path / "x.parquet")
    for name, layout in (
        ("x.dat", "x.sas"),
        ("crlf.dat", "x.sas"),
        ("x.zip", None),
        ("csv.zip", None),
        ("x.csv.gz", None),
        ("x.parquet", None),
    ):
        found = screened(
            tmp_path / name, tmp_path / f"{name}.out.parquet", check=True, layout=layout and tmp_path / layout
        )
        assert found[1] == expected[1], name
        assert found[0].reasons == expected[0].reasons, name
        assert found[0].about == expected[0].about, name


def test_every_real_row_agrees_and_is_accounted_for(tmp_path: Path) -> None:
    agree = read = held = 0
    for fixture in FIXTURES:
        summary, answers = screened(fixture, tmp_path / f"{fixture.stem}.parquet", check=True)
        agree += summary.about["check"]["agree"]
        read += summary.read
        held += sum(count for word, count in summary.about["basis"].items() if word != "not_modelled")
        assert {row["check"] for row in answers} == {"agree"}
        given = rows_of(fixture)
        if "USSCIDN" in given[0]:
            assert [row["case_id"] for row in answers] == [row["USSCIDN"] for row in given]
    assert agree == held
    assert held / read >= 0.95


# ---- fixed width ----------------------------------------------------------------------------------------------------------


def test_the_layout_of_a_sas_program() -> None:
    program = """
    /* a comment; with INPUT */
    INPUT POOFFICE $ 1   ZONE $ 2  SORGDL $ 3-8
      SENTTOT 2045-2050  dRGAM1 9 - 14 (4) WGT1 15-20 .2  XCRHISSR 21 ;
    LENGTH ZONE $1;
    """
    found = sas_layout(program, "x.sas")
    assert found.places["ZONE"] == Place(2, 2, True)
    assert found.places["SORGDL"] == Place(3, 8, True)
    assert found.places["DRGAM1"] == Place(9, 14, False, 4)
    assert found.places["WGT1"] == Place(15, 20, False, 2)
    assert found.places["XCRHISSR"] == Place(21, 21, False)
    assert found.width == 2050


@pytest.mark.parametrize(
    ("program", "message"),
    [
        ("DATA x; RUN;", "no INPUT statement"),
        ("INPUT @1 AGE 3.;", "cannot be read at '@1 AGE 3.'"),
        ("INPUT AGE 9-3;", "stands in columns 9-3"),
        ("INPUT ;", "names no variable"),
    ],
)
def test_a_program_that_is_none(program: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        sas_layout(program, "x.sas")


def test_implied_decimals_exponents_and_stray_bytes(tmp_path: Path) -> None:
    """Number, level, category, sentence with two implied decimals, guideline with a byte that is no UTF-8."""
    (tmp_path / "x.sas").write_text("INPUT USSCIDN 1-3 XFOLSOR 4-5 XCRHISSR 6 SENTTOT 7-11 (2) GDLINEHI $ 12-16;")
    lines = [b"  1251 12032D1.1", b"  225112.032\xe91.1", b"  32526e+1     ", b"  425       .  ", b"  5251    .2K2.1"]
    (tmp_path / "x.dat").write_bytes(b"\n".join(line.ljust(16) for line in lines) + b"\n")
    found, refused = cases_of(tmp_path / "x.dat", layout=tmp_path / "x.sas")
    assert [row.get("imposed_months") for row in found] == [12.03, 12.03, 60.0, None]
    assert [row["case_id"] for row in found] == ["1", "2", "3", "5"]
    assert [(reject.row, reject.field) for reject in refused] == [(4, "XFOLSOR")]


def test_a_layout_of_another_year_is_refused(tmp_path: Path) -> None:
    data, program = fixed_width(rows_of(REAL / "fy2002.csv"))
    (tmp_path / "x.dat").write_bytes(data)
    (tmp_path / "x.sas").write_text(program.replace("LRECL=", "LRECL=1"))
    with pytest.raises(InputError, match="Positions change every year"):
        UsscFile(tmp_path / "x.dat", list, layout=tmp_path / "x.sas")
    head, places = program.split("  INPUT\n")
    (tmp_path / "y.sas").write_text(head + "  INPUT\n" + re.sub(r"\d+(?=[\s;-])", lambda n: str(int(n[0]) + 1), places))
    with pytest.raises(InputError, match="layout does not fit this file"):
        cases_of(tmp_path / "x.dat", layout=tmp_path / "y.sas")
    with pytest.raises(InputError, match="without its layout"):
        UsscFile(tmp_path / "x.dat", list)


def test_lines_that_are_cut_short_are_set_aside(tmp_path: Path) -> None:
    rows = rows_of(REAL / "fy2002.csv")
    data, program = fixed_width(rows)
    lines = data.splitlines(keepends=True)
    lines[3] = lines[3][:50] + b"\n"
    lines[-1] = lines[-1][:70]
    (tmp_path / "x.dat").write_bytes(b"".join(lines))
    (tmp_path / "x.sas").write_text(program)
    found, refused = cases_of(tmp_path / "x.dat", layout=tmp_path / "x.sas")
    assert [reject.row for reject in refused] == [4, 48]
    assert "a line of 50 characters" in refused[0].reason
    assert len(found) == 46


def test_the_layouts_that_come_with_the_program() -> None:
    assert sorted(known_layouts()) == [25009, 29966, 35400, 35664, 45694]
    for layout in known_layouts().values():
        assert layout.width <= layout.record
        assert {"XFOLSOR", "XCRHISSR", "XMINSOR", "GLMIN", "STATMIN", "USSCIDN"} <= set(layout.places)
        assert layout.places["XCRHISSR"].first == layout.places["XCRHISSR"].last
    line = bytearray(b" " * 25009)
    for name, value in {
        "USSCIDN": "2210536",
        "XFOLSOR": "17",
        "XCRHISSR": "1",
        "SENTYR": "2015",
        "SENTMON": "3",
    }.items():
        place = known_layouts()[25009].places[name]
        line[place.first - 1 : place.last] = value.rjust(place.last - place.first + 1).encode()
    layout = known_layouts()[25009]
    assert bytes(line[layout.places["XFOLSOR"].first - 1 :][:2]) == b"17"


def test_a_known_year_needs_no_program(tmp_path: Path) -> None:
    layout = known_layouts()[25009]
    lines = []
    for number in range(3):
        line = bytearray(b" " * 25009)
        values = {"USSCIDN": f"{number + 1}", "XFOLSOR": "17", "XCRHISSR": "1", "SENTYR": "2015", "SENTMON": "3"}
        for name, value in values.items():
            place = layout.places[name]
            line[place.first - 1 : place.last] = value.rjust(place.last - place.first + 1).encode()
        lines.append(bytes(line))
    (tmp_path / "fy15.dat").write_bytes(b"\n".join(lines) + b"\n")
    found, refused = cases_of(tmp_path / "fy15.dat")
    assert refused == []
    assert [row["case_id"] for row in found] == ["1", "2", "3"]
    assert found[0]["sentencing_date"] == "2015-03"
    assert found[0]["total_offense_level"] == 17


# ---- what a row becomes ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "column", "expected"),
    [
        ({"SENTDATE": "1/3/2002"}, "sentencing_date", "2002-01-03"),
        ({"SENTDATE": "01/03/02"}, "sentencing_date", "2002-01-03"),
        ({"SENTMON": 11, "SENTYR": "2010.0"}, "sentencing_date", "2010-11"),
        ({"SENTYR": 2015}, "sentencing_date", "2015"),
        ({"FISCAL_YEAR": 2020}, "sentencing_date", "2019-10-01/2020-09-30"),
        ({"SENTYR": 2002, "SENTMON": 3, "AMENDYR": 1998}, "offense_date", "1998-11-01/1999-10-31"),
        ({"SENTYR": 2002, "SENTMON": 3, "AMENDYR": 2001}, "offense_date", None),
        ({"SENTYR": 2016, "SENTMON": 3, "AMENDYR": 1994}, "offense_date", None),  # 1989-1994 from FY2015
        ({"TOTPRISN": 9996, "SENTTOT": 470}, "imposed_months", float("inf")),
        ({"SENTTOT": 470, "FISCAL_YEAR": 2019}, "imposed_months", float("inf")),
        ({"SENTTOT": 470, "SENTYR": 2002, "SENTMON": 1}, "imposed_months", None),  # 470 or more
        ({"SENTTOT": 470, "TOTPRISN": 600, "SENTYR": 2002, "SENTMON": 1}, "imposed_months", 600),
        ({"SENTTOT": 1200, "FISCAL_YEAR": 2020}, "imposed_months", 1200),
        ({"SENTTOT": "", "SENTIMP": 4}, "imposed_months", 0),
        ({"TOTPRISN": 9997}, "imposed_months", None),
        ({"TOTPRISN": 12, "TOTDAYS": 1}, "imposed_months", pytest.approx(12.0328515)),
        ({"SENTTOT": "-999"}, "imposed_months", None),
        ({"XFOLSOR": 45}, "total_offense_level", 45),
        ({"STATMIN": 120, "STATMAX": 9996}, "statutory_minimum", 120),
        ({"STATMIN": 120, "STATMAX": 9996}, "statutory_maximum", float("inf")),
        ({"STATMIN": 996, "SENTYR": 2001, "SENTMON": 1}, "statutory_minimum", float("inf")),
        ({"STATMIN": 996, "SENTYR": 2015, "SENTMON": 1}, "statutory_minimum", 996),
        ({"STATMIN": 180, "STATMAX": 9996, "GUNMIN1": 60}, "statutory_minimum", 120),
        ({"STATMIN": 180, "STATMAX": 9996, "GUNMIN1": 60}, "firearms", "possessed"),
        ({"STATMIN": 180, "GUNMIN1": 84, "IDMIN": 24}, "other_consecutive_months", 24),
        ({"GUNMIN1": 120, "SENTYR": 2016}, "firearms", "discharged"),
        ({"GUNMIN1": 120, "SENTYR": 2020}, "firearms", None),  # or two counts of sixty
        ({"GUNMIN1": 120, "SENTYR": 2020}, "other_consecutive_months", 120),
        ({"STATMIN": 120, "SAFE": 1}, "statutory_minimum", 0),
        ({"TOTCHPTS": 3}, "points", 3),
        ({"TOTCHPTS": 9}, "points", None),  # not a score of category II: a departure or a slip
        ({"XCRHISSR": 1, "TOTCHPTS": 1, "SENTPTS": 2}, "points", None),  # more added than there are: a slip
        ({"XCRHISSR": 1, "CRIMPTS": 0}, "points", 0),
        ({"XCRHISSR": 2, "CRIMPTS": 3}, "points", 3),
        ({"XCRHISSR": 2, "CRIMPTS": 2}, "points", None),
        ({"DISTRICT": 7}, "district", "New York East"),
        ({"CIRCDIST": 8}, "district", "New York East"),
        ({"OFFGUIDE": 10}, "offense_type", "Drug Trafficking"),
        ({"OFFTYPE2": 27}, "offense_type", "Immigration"),
        ({"OFFGUIDE": 27}, "zero_point_excluded", "yes"),
        ({"FISCAL_YEAR": 2024}, "zero_point_excluded", "yes"),  # the level holds it
    ],
)
def test_a_value_becomes(tmp_path: Path, values: dict[str, Any], column: str, expected: Any) -> None:
    assert one(tmp_path, **values).get(column) == expected


def test_the_parts_of_a_level_are_given_where_they_add_up(tmp_path: Path) -> None:
    parts = {"BASEHI": 26, "CHAP2": 28, "ADJOFLHI": 30, "AGGROLHI": 2, "ACCTRESP": -3, "TOTUNIT": 1.5, "XFOLSOR": 28}
    found = one(tmp_path, **parts)
    assert found["base_offense_level"] == 26
    assert (found["other_characteristics"], found["aggravating_role"], found["other_chapter3"]) == (2, 2, 1)
    assert found["acceptance"] == 3
    assert found.get("total_offense_level") is None
    for other in ({"XFOLSOR": 29}, {"CAROFFAP": 1}, {"ACCAP": 1}, {"CRIMLIV": 13}):
        found = one(tmp_path, **{**parts, **other})
        assert found["total_offense_level"] == other.get("XFOLSOR", 28)


DRUG_ROW = {
    "GDLINEHI": "2D1.1",
    "DRUGTYP1": 2,
    "WGT1": 62.0,
    "NODRUG": 1,
    "BASEHI": 32,
    "CHAP2": 34,
    "ADJ_BHI": 2,
    "ADJOFLHI": 34,
    "ACCTRESP": -3,
    "XFOLSOR": 31,
    "XCRHISSR": 3,
    "XMINSOR": 135,
    "XMAXSOR": 168,
    "GLMIN": 135,
    "GLMAX": 168,
    "STATMIN": 120,
    "STATMAX": 9996,
    "DRUGMIN": 120,
    "NWSTAT1": "21841A1",
    "SENTYR": 2005,
    "SENTMON": 3,
    "AMENDYR": 2004,
    "SAFE": 0,
    "TOTCHPTS": 5,
    "SENTPTS": 2,
    "REL2PTS": 0,
    "POINT1": 1,
    "POINT2": 1,
    "POINT3": 0,
}


def test_a_drug_and_its_weight_are_modelled(tmp_path: Path) -> None:
    found = one(tmp_path, **DRUG_ROW)
    assert found["basis"] == "modelled"
    assert (found["drug_1"], found["weight_g_1"], found["weapon"]) == ("cocaine_base", 62, "yes")
    assert (found["statute"], found["subdivision"], found["priors_851"]) == ("21 USC 841(a)(1)", "841(b)(1)(A)", 0)
    assert found["assumed"] == "priors_851;subdivision"
    summary, answers = screened(written(tmp_path / "x.csv", [DRUG_ROW]), tmp_path / "x.parquet", check=True)
    assert summary.about == {"basis": {"modelled": 1}, "check": {"agree": 1}}
    assert answers[0]["then_low_least"] == answers[0]["then_low_most"] == 135
    assert answers[0]["status"] == "lower_today"  # 62 g of crack: base 32 then, 24 now; 62 g are under (B) now


@pytest.mark.parametrize(
    "other",
    [
        {"DRUGPROB": 1},
        {"MITCAP": 1},
        {"NODRUG": 2},
        {"WGT1": ""},
        {"DRUGTYP1": 77},
        {"BASLNHI": 2},
        {"GDLINEHI": "2D1.2"},
        {"DRUGTYP3": 1, "WGT3": 5},
        {"CAROFFAP": 1},
    ],
    ids=str,
)
def test_a_level_that_does_not_rest_on_drug_and_weight_is_given(tmp_path: Path, other: dict[str, Any]) -> None:
    found = one(tmp_path, **{**DRUG_ROW, **other})
    assert found["basis"] == "level_given"
    assert found.get("drug_1") is None
    assert found["statutory_minimum"] == 120


@pytest.mark.parametrize(
    ("other", "subdivision", "priors"),
    [
        ({"DRUGMIN": 60}, "841(b)(1)(B)", 0),
        ({"DRUGMIN": 240}, "841(b)(1)(A)", 1),
        ({"DRUGMIN": 240, "SENTYR": 2020}, None, None),  # no such minimum for weight after 2018: death, or two counts
        ({"DRUGMIN": 180, "SENTYR": 2020}, "841(b)(1)(A)", 1),
        ({"DRUGMIN": 9996}, "841(b)(1)(A)", 2),
        ({"DRUGMIN": 0, "SMAX1": 240}, "841(b)(1)(C)", 0),
        ({"DRUGMIN": 0, "SMAX1": 360}, "841(b)(1)(C)", 1),
        ({"DRUGMIN": 0, "STATMAX": 240}, "841(b)(1)(C)", 0),
        ({"DRUGMIN": 0, "SMAX1": 60, "DRUGTYP1": 4}, "841(b)(1)(D)", 0),
        ({"DRUGMIN": 0, "SMAX1": 60}, None, None),
        ({"NWSTAT2": "21841B1B"}, "841(b)(1)(B)", 1),
        ({"NWSTAT1": "21952A", "NWSTAT2": "21960B2"}, "960(b)(2)", 1),
        ({"NWSTAT2": "21860"}, None, None),
    ],
    ids=str,
)
def test_subdivision_and_priors(
    tmp_path: Path, other: dict[str, Any], subdivision: str | None, priors: int | None
) -> None:
    found = one(tmp_path, **{**DRUG_ROW, "AMENDYR": "", **other})
    assert (found.get("subdivision"), found.get("priors_851")) == (subdivision, priors)
    assert (found.get("statutory_minimum") is None) == (subdivision is not None)
    assert found["basis"] == ("modelled" if subdivision else "level_given")


def test_plants_doses_mixture_and_ice(tmp_path: Path) -> None:
    found = one(tmp_path, **{**DRUG_ROW, "DRUGTYP1": 161, "WGT1": "", "DRGAM1": 120, "UNIT1": 5})
    assert (found["drug_1"], found["units_1"], found.get("weight_g_1")) == ("marijuana_plants", 120, None)
    assert one(tmp_path, **{**DRUG_ROW, "DRUGTYP1": 6})["pure_g_1"] == 0
    assert one(tmp_path, **{**DRUG_ROW, "DRUGTYP1": 10})["pure_g_1"] == 62


def test_a_range_read_backward() -> None:
    inf = float("inf")
    assert place_of(inf, inf, None) == (43, 6, False)
    assert place_of(0, 6, 0)[:2] == (8, 1)  # type: ignore[index]
    assert place_of(46, 57, 0) == (23, 1, False)
    assert place_of(151, 152, 0) is None
    assert place_of(30, 37, 3)[1] == 2  # type: ignore[index]


def test_career_offender_with_a_firearm_has_the_range_of_its_own(tmp_path: Path) -> None:
    row = {
        "XFOLSOR": 29,
        "XCRHISSR": 6,
        "XMINSOR": 262,
        "XMAXSOR": 327,
        "GUNMIN1": 60,
        "STATMIN": 60,
        "STATMAX": 9996,
        "GLMIN": 262,
        "GLMAX": 327,
        "SENTYR": 2015,
        "CO924TAB": 3,
    }
    summary, answers = screened(written(tmp_path / "x.csv", [row]), tmp_path / "x.parquet", check=True)
    assert (answers[0]["then_low_least"], answers[0]["then_high_least"]) == (262, 327)
    assert summary.about["check"] == {"agree": 1}


def test_whose_a_mismatch_is(tmp_path: Path) -> None:
    base = {
        "XFOLSOR": 31,
        "XCRHISSR": 1,
        "XMINSOR": 108,
        "XMAXSOR": 135,
        "STATMIN": 120,
        "STATMAX": 9996,
        "SENTYR": 2015,
    }
    rows = [
        {**base, "GLMIN": 120, "GLMAX": 135, "USSCIDN": 1},
        {**base, "GLMIN": 120, "GLMAX": 140, "USSCIDN": 2},
        {**base, "XMINSOR": 121, "XMAXSOR": 151, "GLMIN": 121, "GLMAX": 151, "USSCIDN": 3},
        {**base, "STATMIN": "", "STATMAX": "", "GLMIN": 120, "GLMAX": 135, "USSCIDN": 4},
        {**base, "XMINSOR": "", "XMAXSOR": "", "STATMIN": "", "USSCIDN": 5},
    ]
    summary, answers = screened(written(tmp_path / "x.csv", rows), tmp_path / "x.parquet", check=True)
    outcomes = [row["check"].split(":")[0] for row in answers]
    assert outcomes == ["agree", "theirs", "theirs", "missing", "no_figure"]
    assert sum(summary.about["check"].values()) == 5


# ---- what cannot be read --------------------------------------------------------------------------------------------------


def test_bad_rows_are_set_aside_with_their_reason(tmp_path: Path) -> None:
    rows = [
        {"USSCIDN": "7", "XFOLSOR": "25", "XCRHISSR": "2", "SENTYR": "2010"},
        {"USSCIDN": "8", "XFOLSOR": "25", "XCRHISSR": "9", "SENTYR": "2010"},
        {"USSCIDN": "9", "XFOLSOR": "abc", "XCRHISSR": "2", "SENTYR": "2010"},
        {"USSCIDN": "10", "XFOLSOR": "", "XCRHISSR": "", "SENTYR": "2010"},
        {"USSCIDN": "11", "XFOLSOR": "20", "XCRHISSR": "1", "SENTYR": "2031"},
    ]
    path = written(tmp_path / "x.csv", rows)
    path.write_text(path.read_text() + "12,25\n")
    summary, answers = screened(path, tmp_path / "x.parquet")
    assert [row["case_id"] for row in answers] == ["7"]
    with (tmp_path / "x.rejects.csv").open(newline="") as file:
        refused = {row["row"]: row for row in csv.DictReader(file)}
    assert sorted(refused) == ["2", "3", "4", "5", "6"]
    assert refused["2"]["field"] == "XCRHISSR"
    assert refused["3"]["value"] == "abc"
    assert refused["4"]["case_id"] == "10"
    assert refused["5"]["field"] == "sentencing_date"
    assert "2 fields, not 4" in refused["6"]["reason"]
    assert summary.rejected == 5


def test_a_row_without_level_but_with_a_statute_is_not_modelled(tmp_path: Path) -> None:
    row = {"XFOLSOR": "", "XCRHISSR": "", "NWSTAT1": "181382", "SENTYR": 2010}
    summary, answers = screened(written(tmp_path / "x.csv", [row]), tmp_path / "x.parquet")
    assert answers[0]["basis"] == "not_modelled"
    assert answers[0]["status"] == "not_modelled:18 USC 1382"
    assert summary.about["basis"] == {"not_modelled": 1}


def test_a_firearm_count_alone_is_modelled(tmp_path: Path) -> None:
    row = {"XFOLSOR": "", "XCRHISSR": "", "SOURCES": 6, "GUNMIN1": 84, "STATMIN": 84, "SENTYR": 2010}
    summary, answers = screened(written(tmp_path / "x.csv", [row]), tmp_path / "x.parquet")
    assert answers[0]["basis"] == "modelled"
    assert (answers[0]["then_low_least"], answers[0]["then_high_least"]) == (84, 84)
    assert summary.rejected == 0


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("x.csv", b"", "empty"),
        ("x.csv", b"USSCIDN,AGE\n1,30\n", "neither XFOLSOR nor XMINSOR"),
        ("x.csv", b"XFOLSOR,XFOLSOR\n1,30\n", "stands twice"),
        ("x.zip", b"PK\x03\x04 cut", "not a whole zip archive"),
        ("x.parquet", b"PAR1 cut", "not a whole Parquet file"),
        ("x.dat", b"12 34\n", "without its layout"),
        ("x.csv", b"XFOLSOR,XCRHISSR\n", "no row that can be read"),
        ("x.csv.gz", gzip.compress(b"XFOLSOR,XCRHISSR\n" + b"20,1\n" * 5000)[:-12], "damaged or cut off"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_read_is_one_message_and_nothing_is_written(
    tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=message):
        screened(tmp_path / name, tmp_path / "out.parquet")
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_an_archive_of_two_files_asks_which(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("a.csv", "XFOLSOR\n20\n")
        archive.writestr("b.csv", "XFOLSOR\n20\n")
    with pytest.raises(InputError, match="2 data files"):
        UsscFile(tmp_path / "x.zip", list)


def test_wide_files_and_many_blocks_keep_numbers_and_order(tmp_path: Path) -> None:
    """Rows of 30 kB over several blocks: only the variables of the codebook are read, and row numbers stay those of the file."""
    others = {f"X{n}": "1" for n in range(3000)}
    rows = [{"USSCIDN": n, "XFOLSOR": 20 + n % 5, "XCRHISSR": 1, **others} for n in range(1, 1201)]
    data, program = fixed_width([{k: str(v) for k, v in row.items()} for row in rows])
    (tmp_path / "x.dat").write_bytes(data * 3)
    (tmp_path / "x.sas").write_text(program)
    found, refused = cases_of(tmp_path / "x.dat", layout=tmp_path / "x.sas")
    assert refused == []
    assert [row["case_id"] for row in found] == [str(n) for n in range(1, 1201)] * 3
    by_csv, _ = cases_of(written(tmp_path / "x.csv", rows))
    assert by_csv == found[:1200]


# ---- the tables -----------------------------------------------------------------------------------------------------------


def test_the_codebook_holds_together() -> None:
    for name, lines in by_name().items():
        for before, after in itertools.pairwise(lines):
            assert before.last + 1 == after.first, name
        assert all(line.meaning and line.becomes and line.kind in ("id", "day", "number", "text") for line in lines)
    assert {line.source for line in variables()} >= {"USSC codebook FY1999-2019"}
    names = {drug.name for drug in assemble.drugs()}
    assert {one.drug for one in drug_codes().values()} <= names
    assert {one.counted for one in drug_codes().values()} == {"weight", "mixture", "pure", "plants", "doses"}


def test_the_reference_page_is_that_of_the_table() -> None:
    assert page() == (Path(__file__).parents[2] / "docs" / "reference" / "ussc.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "given"), [("13/01/2002", None), ("2002-01-03", 730853), ("010302", 730853), ("x", None)]
)
def test_days(text: str, given: int | None) -> None:
    assert _day(text) == given


def run(arguments: list[str], status: int) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == status


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.csv"
    run(["screen", str(REAL / "fy2002.csv"), "--format", "ussc", "--check", "-o", str(out)], 0)
    said = capsys.readouterr().out
    assert "read 48 = written 48 + rejected 0" in said
    assert "modelled or level given: 100.0% of the rows read" in said
    assert "48  agree" in said
    with out.open(newline="") as file:
        first = next(csv.DictReader(file))
    assert (first["case_id"], first["basis"], first["check"]) == ("599035", "level_given", "agree")
    assert first["guideline_recorded"] == "2G2.4"
    run(["screen", str(REAL / "fy2002.csv"), "--format", "ussc", "-o", str(out), "--json"], 0)
    assert json.loads(capsys.readouterr().out)["about"] == {"basis": {"level_given": 48}}
    run(["screen", str(REAL / "fy2002.csv"), "--format", "ussc", "--criteria", "x", "-o", str(out)], 2)
    assert "Leave out one of the two" in capsys.readouterr().err
    run(["screen", str(REAL / "fy2002.csv"), "--check", "-o", str(out)], 2)
    assert "belongs to --format ussc" in capsys.readouterr().err


# ---- rows made of our own computation come back as that computation ----------------------------------------------------------

CODES = {1: "cocaine", 2: "cocaine_base", 3: "heroin", 4: "marijuana", 19: "methamphetamine_actual", 107: "fentanyl"}


def made_row(rng: random.Random, number: int) -> dict[str, Any] | None:
    """A row as the Commission would have coded a case that our own rules computed; None where it would code otherwise."""
    law = assemble.law()
    year, month = rng.randint(1999, 2025), rng.randint(1, 10)
    day = parse_day(f"{year}-{month:02d}-15")
    state = assemble.state_on(day)
    if state != assemble.state_on(parse_day(f"{year}-{month:02d}-01")):
        return None  # the law changed within the month
    code = rng.choice(list(CODES))
    drug = next(one.code for one in assemble.drugs() if one.name == CODES[code])
    grams = round(10 ** rng.uniform(0, 4), 2)
    points, status = rng.choice([0, 1, 2, 3, 5, 8, 11, 14]), int(rng.random() < 0.2)
    safe = int(points <= 1 and not status and rng.random() < 0.6)
    zero = (0,) * (MAX_DRUGS - 1)
    values: dict[str, Any] = dict.fromkeys(Facts._fields, 0)
    weight = round(grams * 1_000_000)
    values |= {
        **{"offense_day": day, "conviction_day": day, "sentencing_day": day, "statute": USC21_841},
        **{"stated_maximum": -1.0, "drug": (drug, *zero), "weight": (weight, *zero), "pure": (0, *zero)},
        **{
            "units": (0, *zero),
            "charged": (-1,) * MAX_DRUGS,
            "guns": (0,) * MAX_GUNS,
            "weapon": int(rng.random() < 0.2),
        },
        **{"aggravating_role": rng.choice([0, 0, 2, 4]), "acceptance": rng.choice([0, 1, 2, 2]), "points": points},
        **{"status": status, "safety_valve_conduct": safe, "zero_point_excluded": 1, "imposed": -1.0},
    }
    if values["weapon"] or values["aggravating_role"]:
        values["safety_valve_conduct"] = safe = 0
    facts = Facts(**values)
    found = figures(law, facts, Days(state, state, state), state * C.BOOK_WIDTH)
    if found.total != found.adjusted + found.acceptance or found.statutory_min not in (0, 60, 120):
        return None  # the floor of §5C1.2(b)
    chapter2 = found.base + found.characteristics + found.safety_valve_levels
    valve = 1 if found.safety_valve_levels else 2 if found.safety_valve else 0
    life = {math.inf: 9996}
    return {
        **{"USSCIDN": number, "SENTYR": year, "SENTMON": month, "GDLINEHI": "2D1.1", "DRUGTYP1": code, "WGT1": grams},
        **{"NODRUG": 1 if year >= 2012 else "", "BASEHI": found.base, "CHAP2": chapter2, "ADJOFLHI": found.adjusted},
        **{
            "ADJ_BHI": 2 if values["weapon"] else 0,
            "AGGROLHI": values["aggravating_role"],
            "ACCTRESP": found.acceptance,
        },
        **{"XFOLSOR": found.total, "XCRHISSR": found.category, "TOTCHPTS": found.points, "SENTPTS": 2 * status},
        **{"POINT1": 0, "POINT3": 0, "REL2PTS": 0, "DRUGMIN": found.statutory_min, "SAFE": valve, "NWSTAT1": "21841A1"},
        **{"STATMIN": found.statutory_min, "STATMAX": life.get(found.statutory_max, found.statutory_max)},
        **{"SMAX1": life.get(found.statutory_max, found.statutory_max), "CAROFFAP": 0, "ACCAP": 0},
        **{
            "XMINSOR": life.get(found.table_min, found.table_min),
            "XMAXSOR": life.get(found.table_max, found.table_max),
        },
        **{"GLMIN": life.get(found.low, found.low), "GLMAX": life.get(found.high, found.high)},
    }


def test_rows_made_of_our_own_computation_come_back(tmp_path: Path) -> None:
    rng = random.Random(20)
    rows = [row for number in range(1, 601) if (row := made_row(rng, number)) is not None]
    assert len(rows) > 300
    summary, answers = screened(written(tmp_path / "x.csv", rows), tmp_path / "x.parquet", check=True)
    assert summary.about["basis"]["modelled"] / len(rows) > 0.9
    off = [(row["case_id"], row["check"]) for row in answers if row["check"].startswith(("ours", "theirs"))]
    assert off == []
    assert summary.about["check"]["agree"] / len(rows) > 0.95, summary.about

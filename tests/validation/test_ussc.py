"""The Commission's rows: sentinels, exceptions and the shape of the report, on invented rows; the real files if present."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from validation.report import Check, as_json, as_text
from validation.ussc.__main__ import main, run

from clemency.errors import SourceError

REAL = Path(__file__).parents[3] / "shared" / "ussc" / "data"


def written(tmp_path: Path, header: str, *rows: str) -> Path:
    path = tmp_path / "rows.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def check(path: Path, name: str) -> Check:
    return next(check for check in run([path]) if check.name == name)


LEVELS = "USSCIDN,AMENDYR,XFOLSOR,XCRHISSR,XMINSOR,XMAXSOR,GUNMIN1"


@pytest.mark.parametrize(
    ("row", "agrees"),
    [
        ("1,2014,32,1,121,151,0", True),
        ("1,2014,32.0,1.0,121.0,151.0,0", True),
        ("1,2014,43,1,9996,9996,0", True),  # life
        ("1,2001,37,6,360,470,0", True),  # life as early files write it
        ("1,2014,45,3,9996,9996,0", True),  # above 43 counts as 43
        ("1,1988,8,1,2,8,0", True),  # 0-6 only from the 1992 edition (§1B1.11 n.1)
        ("1,1992,8,1,0,6,0", True),
        ("1,1992,8,1,2,8,0", False),
        ("1,2014,29,6,262,327,60", True),  # §4B1.1(c)(3): § 924(c) with three levels off
        ("1,2014,29,6,262,327,0", False),
        ("1,2014,29,5,262,327,60", False),
    ],
)
def test_table(tmp_path: Path, row: str, agrees: bool) -> None:
    found = check(written(tmp_path, LEVELS, row), "table")
    assert (found.agree, len(found.differ)) == ((1, 0) if agrees else (0, 1))


def test_the_flag_for_career_offenders_with_a_firearm_decides_where_the_file_has_it(tmp_path: Path) -> None:
    header = LEVELS + ",CO924TAB"
    path = written(tmp_path, header, "a,2014,29,6,262,327,60,3", "b,2014,29,6,262,327,60,2", "c,2014,29,6,262,327,60,0")
    found = check(path, "table")
    assert (found.agree, [d.id for d in found.differ]) == (1, ["b", "c"])


def test_a_blank_is_not_decidable_and_names_the_row(tmp_path: Path) -> None:
    found = check(written(tmp_path, LEVELS, "7,2014,,1,121,151,0", "8,2014,32,1,.,-999,0"), "table")
    assert found.decided == 0
    assert list(found.not_decidable) == ["7", "8"]


STATUTES = "USSCIDN,XFOLSOR,XCRHISSR,XMINSOR,XMAXSOR,STATMIN,STATMAX,GUNMIN1,IDMIN,SAFE,GLMIN,GLMAX"


@pytest.mark.parametrize(
    ("row", "agrees"),
    [
        ("1,31,1,108,135,120,9996,0,0,0,120,135", True),  # the minimum lifts the bottom
        ("1,31,1,108,135,120,9996,0,0,1,108,135", True),  # the safety valve applied
        ("1,25,1,57,71,120,480,0,0,0,120,120", True),  # the minimum is the sentence
        ("1,24,1,51,63,0,48,0,0,0,48,48", True),  # the maximum is the sentence
        ("1,24,1,51,63,60,9996,60,0,0,111,123", True),  # § 924(c) on top, not a floor
        ("1,24,1,51,63,120,9996,60,0,0,120,123", True),  # 60 of the 120 is the § 924(c) term
        ("1,20,1,33,41,24,264,0,24,0,57,65", True),  # § 1028A on top
        ("1,38,6,360,9996,0,9996,0,0,0,360,470", True),
        ("1,29,6,262,327,60,9996,60,0,0,262,327", True),  # (c)(3) already holds the term
        ("1,31,1,108,135,120,9996,0,0,0,108,135", False),
    ],
)
def test_trumped_range(tmp_path: Path, row: str, agrees: bool) -> None:
    found = check(written(tmp_path, STATUTES, row), "trumped_range")
    assert (found.agree, len(found.differ)) == ((1, 0) if agrees else (0, 1))
    assert all(difference.why for difference in found.differ)


def test_the_end_of_the_range_comes_back_from_distance_and_percentage(tmp_path: Path) -> None:
    header = "USSCIDN,XFOLSOR,XCRHISSR,XMINSOR,XMAXSOR,STATMIN,STATMAX,SENTRNGE,MNTHDEPT,PCNTDEPT,SENSPCAP"
    path = written(
        tmp_path, header, "1,17,1,24,30,0,240,3,11.97,49.875,12.03", "2,17,1,24,30,60,240,3,11.97,49.875,12.03"
    )
    found = check(path, "trumped_range")
    assert (found.agree, found.differ[0].id, found.differ[0].got) == (1, "2", 60.0)


SUMS = (
    "USSCIDN,AMENDYR,BASEHI,ADJ_BHI,CHAP2,AGGROLHI,ADJOFLHI,ACCTRESP,TOTUNIT,CAROFFAP,SMAX1,XFOLSOR,"
    "XCRHISSR,XMINSOR,XMAXSOR,POINT1,POINT2,POINT3,SENTPTS,VIOL1PTS,TOTCHPTS"
)


def test_the_sums_of_a_whole_computation(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        SUMS,
        "plain,2001,26,2,28,4,32,-3,0,0,480,29,2,97,121,0,1,0,0,0,2",
        "two_levels_before_1992,1991,26,2,28,4,32,-2,0,0,480,30,1,97,121,0,0,0,0,0,0",
        "units,2001,20,0,20,0,20,-3,1.5,0,120,18,1,27,33,1,0,0,0,0,1",
        "career,2001,20,0,20,0,20,-3,0,1,240,29,6,151,188,0,0,2,0,0,6",
        "recency,2001,20,0,20,0,20,-3,0,0,240,17,3,30,37,0,1,0,2,0,5",
    )
    found = {check.name: check for check in run([path])}
    for name in ("chapter_two", "chapter_three", "final_level", "points", "category"):
        assert (found[name].agree, found[name].differ) == (5, []), name
    assert sum(found["points"].noted.values()) == 1


def test_the_whole_computation_names_the_step_that_departs(tmp_path: Path) -> None:
    header = SUMS + ",STATMIN,STATMAX,SAFE,GLMIN,GLMAX,GDLINEHI"
    path = written(
        tmp_path,
        header,
        "plain,2001,26,2,28,4,32,-3,0,0,480,29,2,97,121,0,1,0,0,0,2,60,480,0,97,121,2D1.1",
        "minimum,2001,26,0,26,0,26,-3,0,0,480,23,1,46,57,0,0,0,0,0,0,60,480,0,60,60,2D1.1",
        "floor,2001,6,4,14,0,14,-2,0,0,360,12,1,10,16,0,0,0,0,0,0,0,360,0,10,16,2B1.1",
        "level,2001,26,2,28,4,32,-3,0,0,480,30,2,108,135,0,1,0,0,0,2,60,480,0,108,135,2D1.1",
        "category,2001,26,2,28,4,32,-3,0,0,480,29,1,87,108,0,1,0,0,0,2,60,480,0,87,108,2D1.1",
        "statute,2001,26,0,26,0,26,-3,0,0,480,23,1,46,57,0,0,0,0,0,0,60,480,0,46,57,2D1.1",
        "blank,2001,,,28,4,32,-3,0,0,480,29,2,97,121,0,1,0,0,0,2,60,480,0,97,121,2D1.1",
    )
    found = check(path, "whole_computation")
    assert found.agree == 3
    assert sum(found.noted.values()) == 1
    steps = {d.id: d.why.split(":")[0] for d in found.differ}
    assert steps == {"level": "the final level", "category": "the category", "statute": "§5G1.1"}
    assert found.not_decidable == {"blank": "base level is blank"}


REVOKED = "USSCIDN,PV_FY,PV_GRADVIOL_TABLE,XCRHISSR,PV_REVTABLE,PV_REVTABLE_CELL,PV_SENTTOT,PV_SENSPLT0"


@pytest.mark.parametrize(
    ("row", "agrees"),
    [
        ("1,2015,3,1,1,C-I,3,3", True),
        ("1,2015,3,1,0,C-I,2.97,2.97", True),
        ("1,2015,3,4,1,C-IV,12.03,12.03", True),  # a year and a day
        ("1,2015,4,4,2,B-IV,18.03,18.03", True),
        ("1,2015,12,1,0,A-I,6,12", True),  # no substitution above ten months
        ("1,2015,3,5,0,C-V,3,15", True),  # less than half in prison
        ("1,2015,24,6,1,A/Fel-VI,51,51", True),
        ("1,2015,12,6,1,A-VI,51,51", False),
    ],
)
def test_revocation(tmp_path: Path, row: str, agrees: bool) -> None:
    found = check(written(tmp_path, REVOKED, row), "revocation")
    assert (found.agree, len(found.differ)) == ((1, 0) if agrees else (0, 1))


def test_gzip_byte_order_mark_and_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "rows.csv.gz"
    path.write_bytes(gzip.compress("\ufeffUSSCIDN,XMINSOR,XMAXSOR\n1,121,151\n2,121,152\n3,,\n".encode()))
    assert main([str(path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["checks"]
    assert found["checks"]["table_cell"]["agree"] == 1
    assert found["checks"]["table_cell"]["not_decidable"] == ["3"]
    (difference,) = found["checks"]["table_cell"]["differ"]
    assert set(difference) == {"id", "expected", "got", "why"}
    assert difference["id"] == "2"
    assert difference["expected"] == [121, 152]


def test_a_file_of_another_kind_is_one_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "name,date", "x,1")
    assert main([str(path)]) == 2
    assert "not a file of the Commission that can be checked" in capsys.readouterr().err
    cut = tmp_path / "cut.csv.gz"
    cut.write_bytes(gzip.compress(b"USSCIDN,XMINSOR\n1,2\n" * 50)[:-9])
    with pytest.raises(SourceError, match="damaged or cut off"):
        run([cut])
    assert main([str(tmp_path / "none.csv")]) == 2


def test_the_text_report_names_every_difference(tmp_path: Path) -> None:
    text = as_text(run([written(tmp_path, LEVELS, "9,2014,32,1,121,155,0")]))
    assert "9: 121-155 on record, 121-151 by the rules" in text
    assert json.loads(as_json([])) == {"checks": {}}


@pytest.mark.skipif(not REAL.is_dir(), reason="the Commission's rows are not beside the project")
def test_the_real_rows_agree() -> None:
    files = [REAL / "edny_fy2015.csv.gz", REAL / "sample_fy2002.csv.gz", REAL / "violations_fy2013_2017.csv.gz"]
    found = {check.name: check for check in run(files)}
    assert found["table"].share >= 0.99
    assert found["trumped_range"].share >= 0.985
    assert found["revocation"].share >= 0.999
    assert found["whole_computation"].decided == 46
    assert found["whole_computation"].differ == []
    assert found["table"].differ == []
    for check in found.values():
        assert check.decided > 30
        assert check.share > 0.97
        assert all(difference.why for difference in check.differ)

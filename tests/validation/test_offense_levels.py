"""Recorded base levels and first characteristics against the tables: what stands, what is caught, what is left."""

from __future__ import annotations

from pathlib import Path

import pytest
from validation.report import Check
from validation.ussc.__main__ import run

HEADER = "USSCIDN,AMENDYR,GDLINEHI,BASEHI,ADJ_BHI,XMINSOR"


def checked(tmp_path: Path, row: str) -> Check:
    path = tmp_path / "rows.csv"
    path.write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    return next(check for check in run([path]) if check.name == "offense_level")


@pytest.mark.parametrize(
    ("row", "agree", "differ"),
    [
        ("1,2001,2B1.1,6,8", 2, 0),
        ("1,2000,2B1.1,6,8", 1, 1),  # 4 before the consolidation
        ("1,2001,2B1.1,6,7", 1, 1),  # the table of 2001 goes up by two
        ("1,2000,2F1.1,6,7", 2, 0),
        ("1,2002,2B1.1,7,10", 1, 1),  # 7 came on 2003-11-01
        ("1,2003,2B1.1,7,10", 2, 0),
        ("1,2001,2K2.1,24,2", 2, 0),
        ("1,2000,2K2.1,24,6", 2, 0),
        ("1,2001,2K2.1,24,3", 1, 1),
        ("1,2001,2L1.2,8,12", 2, 0),
        ("1,2000,2L1.2,8,12", 1, 1),
        ("1,2015,2T1.1,20,0", 1, 0),  # the first characteristic has a floor
        ("1,2015,2T1.1,19,0", 0, 1),
    ],
)
def test_what_the_tables_allow(tmp_path: Path, row: str, agree: int, differ: int) -> None:
    found = checked(tmp_path, row)
    assert (found.agree, len(found.differ)) == (agree, differ)


@pytest.mark.parametrize(
    ("row", "agree", "differ"),
    [
        ("1,2001,2D1.1,26,2", 1, 0),
        ("1,2001,2D1.1,43,0", 1, 0),
        ("1,2001,2D1.1,25,2", 0, 1),
        ("1,2001,2S1.2,17,5", 0, 0),
    ],
)
def test_drugs_are_checked_for_the_base_level(tmp_path: Path, row: str, agree: int, differ: int) -> None:
    found = checked(tmp_path, row)
    assert (found.agree, len(found.differ)) == (agree, differ)


@pytest.mark.parametrize(
    ("row", "agree", "differ"),
    [
        ("1,2001,2B1.1,6,6,12", 3, 0),
        ("1,2001,2B1.1,6,6,14", 3, 0),  # raised to the floor of a characteristic
        ("1,2001,2B1.1,6,6,13", 2, 1),
        ("1,2000,2S1.2,17,5,22", 3, 0),
        ("1,2000,2X3.1,18,,18", 2, 0),  # 6 below the level of the underlying offense
    ],
)
def test_the_level_of_chapter_two(tmp_path: Path, row: str, agree: int, differ: int) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(f"{HEADER.replace('XMINSOR', 'CHAP2,XMINSOR')}\n{row},\n", encoding="utf-8")
    found = next(check for check in run([path]) if check.name == "offense_level")
    assert (found.agree, len(found.differ)) == (agree, differ)


@pytest.mark.parametrize("row", ["1,2001,2F1.1,6,2", "1,2001,2C1.7,10,2", "1,2001,,6,2", "1,,2B1.1,6,2"])
def test_what_is_left(tmp_path: Path, row: str) -> None:
    found = checked(tmp_path, row)
    assert (found.agree, len(found.differ), len(found.not_decidable)) == (0, 0, 1)

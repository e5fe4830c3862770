"""The count of persons by guideline: the map of types, each kind of row, and the share on the shared files."""

from __future__ import annotations

from pathlib import Path

import pytest
from validation.ussc.guidelines_covered import (
    GIVEN,
    MODELLED,
    NONE,
    STATUTE,
    Covered,
    Type,
    count,
    kind_of,
    main,
    types,
)
from validation.ussc.rows import Row, columns_and_rows

from clemency.law.guidelines.chapter_two import MODULES

DATA = Path(__file__).parents[3] / "shared" / "ussc" / "data"
ENDED = {"2B1.2", "2B1.3", "2B2.2", "2F1.1", "2G1.2", "2G2.4", "2K2.2", "2K2.3", "2S1.2", "2T1.2", "2T1.3", "2T1.5"}
"""Guidelines that are in no Manual since 2005, and so in no type of the Commission."""


def test_every_guideline_modelled_is_in_one_type() -> None:
    placed = [section for each in types().values() for section in each.guidelines]
    assert len(placed) == len(set(placed))
    assert set(MODULES) - ENDED <= set(placed)
    assert set(types()) == {str(code) for code in range(1, 31)}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"GDLINEHI": "2B1.1", "OFFGUIDE": "23"}, ("§2B1.1", MODELLED)),
        ({"GDLINEHI": "2C1.7"}, ("§2C1.7", GIVEN)),
        ({"GDLINEHI": "2K2.4"}, ("§2K2.4", STATUTE)),
        ({"GDLINEHI": "2D1.1"}, ("§2D1.1", MODELLED)),
        ({"GDLINEHI": "", "OFFGUIDE": "17.0"}, ("Immigration", MODELLED)),
        ({"OFFGUIDE": "23"}, ("National Defense", MODELLED)),
        ({"OFFGUIDE": ""}, ("none", NONE)),
    ],
)
def test_each_kind_of_row(cells: dict[str, str], expected: tuple[str, str]) -> None:
    assert kind_of(Row(cells, 2)) == expected


def test_a_type_with_one_guideline_not_modelled_counts_as_given_whole() -> None:
    assert Type("bribery", ("2C1.1", "2C1.7")).given == ("2C1.7",)
    assert Type("firearms", ("2K2.1", "2K2.4")).by_statute == ("2K2.4",)
    assert not any(each.given for each in types().values())


def test_the_command_counts_and_says_what_is_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("USSCIDN,GDLINEHI,OFFGUIDE,XMINSOR\n1,,13,10\n2,2C1.7,5,10\n3,,,10\n", encoding="utf-8")
    assert main([str(path)]) == 0
    out = capsys.readouterr().out
    assert "3 persons; 50.00%" in out
    assert "Firearms: modelled; 2K2.4 by the term of a statute" in out
    assert "§2C1.7: level as given" in out
    assert main([str(path), "--json"]) == 0
    assert '"share_modelled": 0.5' in capsys.readouterr().out
    other = tmp_path / "other.csv"
    other.write_text("A,B\n1,2\n", encoding="utf-8")
    assert main([str(other)]) == 2


@pytest.mark.parametrize("name", ["individual_fy2019_2024.csv.gz", "supplement_fy2017.csv.gz", "sample_fy2002.csv.gz"])
def test_at_least_ninety_five_in_a_hundred_fall_under_a_guideline_that_is_modelled(name: str) -> None:
    if not (DATA / name).exists():
        pytest.skip("the Commission's rows are beside the repository, not in it")
    found = Covered()
    count(columns_and_rows(DATA / name)[1], found)
    assert found.share >= 0.95

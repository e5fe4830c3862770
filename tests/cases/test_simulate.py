"""Reforms over a population: the file of a reform, projections by hand, counts that balance, groups, the command."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clemency.briefs.simulation_chart import simulation_chart
from clemency.cases import columns
from clemency.cases.generate import write_generated
from clemency.cases.simulate import TEMPLATE, changed_cases, matching, projected, read_reform, reform_of, simulate
from clemency.cases.ussc import UsscFile
from clemency.cli import main
from clemency.errors import InputError
from clemency.law.reform import ReformError

REAL = Path(__file__).parent / "ussc" / "fy2019_2024.csv"
MINUS_TWO = {
    "measure": "at_sentencing",
    "case": [
        {
            "where": {"offense_type": "Drug Trafficking"},
            "add": {"total_offense_level": -2},
            "not_below": {"total_offense_level": 6},
        }
    ],
}


def commission(path: Path, rejects: Any) -> UsscFile:
    return UsscFile(path, rejects)


@pytest.fixture(scope="module")
def population(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("population") / "cases.csv"
    write_generated(path, 2_000, seed=7)
    return path


# ---- projections by hand ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "term", "before", "after", "expected"),
    [
        ("proportional", 121, (121, 151), (97, 121), 97),
        ("proportional", 151, (121, 151), (97, 121), 121),
        ("proportional", 136, (121, 151), (97, 121), 109),
        ("proportional", 60.5, (121, 151), (97, 121), 48.5),  # half of the bottom stays half of it
        ("proportional", 302, (121, 151), (97, 121), 242),  # twice the top
        ("proportional", 60, (60, 60), (48, 48), 48),
        ("proportional", 470, (470, 470), (360, 470), 360),  # life
        ("proportional", 5, (0, 6), (0, 6), 5),
        ("proportional", 3, (0, 6), (4, 10), 7),
        ("retroactive", 136, (121, 151), (97, 121), 109),
        ("retroactive", 110, (121, 151), (97, 121), 97),  # not 88: the bottom of the new range
        ("retroactive", 90, (121, 151), (97, 121), 90),
        ("bottom", 136, (121, 151), (97, 121), 97),
        ("bottom", 90, (121, 151), (97, 121), 90),
        ("range", 90, (121, 151), (97, 121), 97),
        ("range", 90, (121, 151), (121, 151), 121),
    ],
)
def test_a_term_under_the_reform(
    method: str, term: float, before: tuple[float, float], after: tuple[float, float], expected: float
) -> None:
    found = projected(
        method, np.array([float(term)]), *(tuple(np.array([float(m)]) for m in pair) for pair in (before, after))
    )
    assert found.tolist() == [expected]


@given(
    st.floats(0, 470),
    st.tuples(st.integers(1, 400), st.integers(0, 100)),
    st.tuples(st.integers(1, 400), st.integers(0, 100)),
)
def test_a_place_in_the_range_is_kept(term: float, old: tuple[int, int], new: tuple[int, int]) -> None:
    before, after = ((np.array([float(low)]), np.array([float(low + width)])) for low, width in (old, new))
    (found,) = projected("proportional", np.array([term]), before, after).tolist()
    low, high = (float(end[0]) for end in after)
    if old[0] <= term <= old[0] + old[1]:
        assert low - 1e-6 <= found <= high + 1e-6
    elif term < old[0]:
        assert found <= low + 1e-6
    else:
        assert found >= high - 1e-6


# ---- a run --------------------------------------------------------------------------------------------------------------------


def test_counts_balance_and_groups_add_up(population: Path) -> None:
    reform = reform_of({"row": [{"table": "guidelines/s2d1_1_drug_quantity", "add": {"offense_level": -2}}]}, "x")
    found = simulate(population, reform, by=("drug_1", "weapon"), threads=1).as_dict()
    assert found["read"] == 2_000
    assert found["read"] == found["counted"] + found["outside_population"] + found["not_modelled"] + found["rejected"]
    for groups in found["by"].values():
        assert sum(group["persons"] for group in groups.values()) == found["all"]["persons"]
        for reading in ("lenient", "severe"):
            for key in ("affected", "lower", "higher", "with_term"):
                assert sum(group[reading][key] for group in groups.values()) == found["all"][reading][key]
            total = sum(group[reading]["person_years"] for group in groups.values())
            assert total == pytest.approx(found["all"][reading]["person_years"], abs=0.6)
    assert found["all"]["severe"]["higher"] == 0
    assert found["all"]["severe"]["affected"] > 500


def test_what_is_grouped_where_nothing_is_asked(population: Path, tmp_path: Path) -> None:
    reform = reform_of({"row": [{"table": "guidelines/s2d1_1_drug_quantity", "add": {"offense_level": -2}}]}, "x")
    found = simulate(population, reform, threads=1).as_dict()
    assert set(found["by"]) == {"year", "drug_1"}
    assert all(name.isdigit() and 1988 < int(name) < 2019 for name in found["by"]["year"])
    assert sum(group["persons"] for group in found["by"]["year"].values()) == found["counted"]
    rows = "case_id,total_offense_level,category,sentencing_date,drug\n"
    rows += "".join(
        f"{n},20,I,{'2010' if n % 2 else '2010-10/2011-09'},{'x' if n > 70_000 else ''}\n" for n in range(70_010)
    )
    (tmp_path / "late.csv").write_text(rows)
    found = simulate(tmp_path / "late.csv", reform, threads=1).as_dict()
    assert {name: group["persons"] for name, group in found["by"]["year"].items()} == {
        "2010": 35005,
        "not known": 35005,
    }
    assert {name: group["persons"] for name, group in found["by"]["drug"].items()} == {"not known": 70_001, "x": 9}


def test_a_reform_that_changes_no_figure_affects_nobody(population: Path) -> None:
    reform = reform_of({"row": [{"table": "guidelines/parameters", "add": {"value": 0}}]}, "x")
    found = simulate(population, reform, threads=1).as_dict()
    assert found["all"]["lenient"]["affected"] == found["all"]["severe"]["affected"] == 0
    assert found["all"]["severe"]["average_before"] is None


def test_the_commissions_rows_with_two_levels_less() -> None:
    found = simulate(REAL, reform_of(MINUS_TWO, "x"), opener=commission, threads=1).as_dict()
    assert found["read"] == 42
    assert found["rejected"] == 4  # those without a range
    assert found["by"]["offense_type"]["Drug Trafficking"]["lenient"] == found["all"]["lenient"]
    assert found["all"]["lenient"]["affected"] == found["all"]["lenient"]["lower"] > 0
    assert found["level_taken_as_given"] == found["counted"] == 38
    assert set(found["by"]) == {"year", "district", "offense_type", "race", "sex"}


def test_who_is_in_prison_on_a_day() -> None:
    day = {
        **MINUS_TWO,
        "population": {"in_prison_on": "2024-01-01", "where": {"offense_type": ["Drug Trafficking", "Firearms"]}},
    }
    some = simulate(REAL, reform_of(day, "x"), opener=commission, threads=1).as_dict()
    everyone = simulate(REAL, reform_of(MINUS_TWO, "x"), opener=commission, threads=1).as_dict()
    assert 0 < some["counted"] < everyone["counted"]
    assert some["read"] == some["counted"] + some["outside_population"] + some["rejected"]
    assert set(some["by"]["offense_type"]) <= {"Drug Trafficking", "Firearms", "not known"} | set(
        everyone["by"]["offense_type"]
    )


def test_a_group_that_the_file_has_not(population: Path) -> None:
    with pytest.raises(InputError, match="no column 'county' to group by"):
        simulate(population, reform_of(MINUS_TWO, "x"), by=("county",), threads=1)


def test_a_change_that_makes_nonsense_of_a_row_is_refused() -> None:
    bad = {"case": [{"add": {"total_offense_level": 60}}]}
    with pytest.raises(ReformError, match="the reform makes of row 1 what cannot stand"):
        simulate(REAL, reform_of(bad, "x"), opener=commission, threads=1)


# ---- conditions ---------------------------------------------------------------------------------------------------------------

TABLE = pa.record_batch(
    {
        "total_offense_level": pa.array([20.0, 7.0, None, 6.0]),
        "category": pa.array(["1", "II", None, "2.0"]),
        "drug_1": pa.array(["Cocaine Base", "heroin", None, "cocaine base"]),
        "imposed_months": pa.array(["life", "60", "", "12.5"]),
    }
)


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({}, [True, True, True, True]),
        ({"drug_1": "cocaine base"}, [True, False, False, True]),
        ({"drug_1": ["heroin", "x"]}, [False, True, False, False]),
        ({"category": 2}, [False, False, False, True]),
        ({"total_offense_level": {"at_least": 7}}, [True, True, False, False]),
        ({"imposed_months": {"at_least": 60}}, [True, True, False, False]),
        ({"imposed_months": {"at_most": 60}, "drug_1": "heroin"}, [False, True, False, False]),
        ({"race": "White"}, [False, False, False, False]),
    ],
    ids=str,
)
def test_which_rows_hold_a_condition(conditions: dict[str, Any], expected: list[bool]) -> None:
    assert matching(TABLE, conditions).tolist() == expected


def test_facts_treated_otherwise() -> None:
    entry = {"add": {"total_offense_level": -2}, "not_below": {"total_offense_level": 6}, "set": {"category": "I"}}
    reform = reform_of({"case": [{**entry, "where": {"total_offense_level": {"at_least": 1}}}]}, "x")
    found = changed_cases(TABLE, reform.cases)
    assert found.column("total_offense_level").to_pylist() == [18, 6, None, 6]
    assert found.column("category").to_pylist() == ["I", "I", None, "I"]
    assert found.column("drug_1") == TABLE.column("drug_1")


# ---- the file of a reform -------------------------------------------------------------------------------------------------------


def test_the_template_is_a_reform(tmp_path: Path) -> None:
    path = tmp_path / "reform.toml"
    path.write_text(TEMPLATE)
    reform = read_reform(path)
    assert reform.rows[0].table == "guidelines/s2d1_1_drug_quantity"
    assert not reform.acts
    begin = TEMPLATE.index("# [[act]]")
    path.write_text(TEMPLATE[:begin] + re.sub(r"(?m)^# (?=\[|\w+ = )", "", TEMPLATE[begin:]))
    reform = read_reform(path)
    assert (len(reform.acts), len(reform.cases)) == (1, 2)
    assert reform.in_prison_on is not None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title = ", "not TOML"),
        ("title = 'x'", "the reform changes nothing"),
        ("rows = 1", "unknown key 'rows'"),
        ("measure = 'then'\n[[act]]\nauthority='a'\neffect='undone'", "Write one of today, at_sentencing"),
        ("projection = 'x'", "Write one of proportional, retroactive, bottom, range"),
        ("on = 'x'", "on = 'x' is not a day"),
        ("on = 1980-01-01", "not a day from 1987-11-01"),
        ("[row]\ntable='x'", r"write \[\[row\]\] once"),
        ("[[row]]\nset={value=1}", "which table"),
        ("[[row]]\ntable='x'\nwhen=1", r"\[row\] unknown key 'when'"),
        ("[[row]]\ntable='x'\nwhere=1", "write where = "),
        ("[[row]]\ntable='x'\nadd={value='1'}", "is not a number"),
        ("[[act]]\nauthority='amend_782'", "no effect"),
        ("[[case]]\nset={colour='x'}", "no column 'colour'"),
        ("[[case]]\nwhere={colour='x'}\nset={category='I'}", "no column 'colour'"),
        ("[[case]]\nwhere={points={more=1}}\nset={category='I'}", "at_least"),
        ("[[case]]\nadd={category=1}", "cannot be added to"),
        ("[[case]]\nwhere={category='I'}", "nothing to change"),
        ("[[case]]\nset={category='I'}\nnot_below={points=1}", "not added to"),
        ("[[act]]\nauthority='a'\neffect='undone'\n[population]\nage=1", r"\[population\] unknown key 'age'"),
    ],
)
def test_a_file_that_is_no_reform(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "reform.toml"
    path.write_text(text)
    with pytest.raises(ReformError, match=message):
        read_reform(path)
    with pytest.raises(ReformError, match="cannot be read"):
        read_reform(tmp_path / "none.toml")


def test_columns_that_a_condition_may_name_are_read(tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    path.write_text("case_id,total_offense_level,category,race,imposed_months\na,20,I,x,30\nb,20,I,y,30\n")
    pq.write_table(pyarrow.csv.read_csv(path), path.with_suffix(".parquet"))
    entry = {"where": {"race": "x"}, "add": {"total_offense_level": -2}}
    for form in (path, path.with_suffix(".parquet")):
        found = simulate(form, reform_of({"case": [entry]}, "x"), by=("race",), threads=1).as_dict()
        assert found["by"]["race"]["x"]["severe"]["affected"] == 1
        assert found["by"]["race"]["y"]["severe"]["affected"] == 0


# ---- the command ----------------------------------------------------------------------------------------------------------------


def run(arguments: list[str], status: int = 0) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["simulate", *arguments])
    assert ended.value.code == status


def test_the_command(population: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["--template"])
    (tmp_path / "reform.toml").write_text(capsys.readouterr().out)
    shared = [str(population), "--reform", str(tmp_path / "reform.toml"), "--by", "drug_1", "--threads", "1"]
    run([*shared, "--chart", str(tmp_path / "out.svg")])
    said = capsys.readouterr().out
    assert "Crack counted as powder" in said
    assert "read 2,000 = counted " in said
    assert "keeps its place" in said
    assert (tmp_path / "out.svg").read_text().startswith('<svg role="img"')
    run([*shared, "--json"])
    found = json.loads(capsys.readouterr().out)
    assert found["by"]["drug_1"]["heroin"]["severe"]["affected"] == 0
    assert found["by"]["drug_1"]["cocaine base"]["severe"] == found["all"]["severe"]
    chart = simulation_chart(found)
    assert f"{found['all']['severe']['affected']:,} of {found['counted']:,} persons affected" in chart.caption
    run([*shared, "--projection", "x"], 2)
    assert "write one of proportional" in capsys.readouterr().err
    run([str(population)], 2)
    assert "--template prints an example" in capsys.readouterr().err


def test_columns_of_groups_do_not_hide_facts() -> None:
    from clemency.cases.ussc import GROUPS

    assert not set(GROUPS) & set(columns.NAMES)


def test_the_command_says_who_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "r.toml").write_text(
        '[[case]]\nwhere = { offense_type = "Drug Trafficking" }\nadd = { total_offense_level = -2 }\n'
        '[population]\nwhere = { offense_type = "Drug Trafficking" }\nin_prison_on = 2024-01-01\n'
    )
    run([str(REAL), "--format", "ussc", "--reform", str(tmp_path / "r.toml"), "--threads", "1"])
    said = capsys.readouterr().out
    assert "cases, offense_type Drug Trafficking: total_offense_level -2" in said
    assert "the population: offense_type Drug Trafficking; in prison on 2024-01-01" in said
    assert "with a level taken as given" in said
    years = [
        line.split()[0] for line in said.split("by year\n")[1].split("by ")[0].splitlines() if line.startswith("  2")
    ]
    assert years == sorted(years)

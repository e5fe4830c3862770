"""The dated tables of law: they hold together, what is wrong in one is found, and they agree with the official text."""

from __future__ import annotations

import csv
import io
import itertools
import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clemency.errors import CoverageError
from clemency.law import tables
from clemency.law.dates import parse_day
from clemency.law.tables import Row, Table, TableError, authorities, load, names, problems, read, validate

OFFICIAL = Path(__file__).parent / "official"
LADDERS = "guidelines/s2d1_1_drug_quantity"


def text_of(name: str) -> list[str]:
    return (tables.DATA / f"{name}.csv").read_text(encoding="utf-8").splitlines(keepends=True)


def official_ladders(year: int) -> dict[tuple[str, int], tuple[str, Decimal]]:
    with (OFFICIAL / f"s2d1_1_c_{year}.csv").open(newline="") as file:
        return {
            (row["drug"], int(row["offense_level"])): (row["unit"], Decimal(row["min_quantity"]))
            for row in csv.DictReader(file)
        }


def ladders_on(day: str) -> dict[tuple[str, int], tuple[str, Decimal]]:
    return {
        (row["drug"], int(row["offense_level"])): (row["unit"], Decimal(row["min_quantity"]))
        for row in load(LADDERS).on(parse_day(day))
    }


# --- The tables as they are -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", names())
def test_table_is_sound(name: str) -> None:
    validate(load(name))


@pytest.mark.parametrize("name", names())
def test_the_file_is_in_its_canonical_form(name: str) -> None:
    """One line a row, Unix line ends, no quoting that is not needed: a change of law shows as the lines it changed."""
    raw = (tables.DATA / f"{name}.csv").read_bytes()
    rows = list(csv.reader(raw.decode("utf-8").splitlines()))
    again = io.StringIO(newline="")
    csv.writer(again, lineterminator="\n").writerows(rows)
    assert raw.decode("utf-8") == again.getvalue(), (
        f"{name}.csv: rewrite it with Python's csv.writer, lineterminator=\\n"
    )


def test_authorities_stand_in_the_order_of_their_day() -> None:
    days = [act.effective for act in authorities().values()]
    assert days == sorted(days)


def test_every_authority_is_named_by_a_row_or_an_end() -> None:
    named = {row.authority for name in names() for row in load(name)}
    named |= {end["authority"] for rules in tables.schema().values() for end in rules.get("ends", ())}
    assert set(authorities()) - named <= {"amend_509", "amend_836"}, (
        "remove what nothing names, or say here why it stays"
    )


def test_unverified_rows_are_few_and_marked() -> None:
    """What rests on memory is counted here, so that a change of the count is noticed in review."""
    marks: dict[str, int] = {}
    for name in names():
        for row in load(name):
            mark = row["verified"].split(":")[0].split(" ")[0].split(";")[0]
            marks[mark] = marks.get(mark, 0) + 1
    assert set(marks) <= {"verified", "partly", "unverified", "not"}
    assert marks["unverified"] < 40
    assert marks["verified"] > 2400


def test_all_tables_load_fast() -> None:
    """Reading must not cost a command its start: all tables together well under a tenth of a second."""
    best = 1.0
    for _ in range(3):
        load.cache_clear()
        start = time.perf_counter()
        for name in names():
            load(name)
        best = min(best, time.perf_counter() - start)
    assert best < 0.1


def test_a_table_that_does_not_exist_is_named_with_those_that_do() -> None:
    with pytest.raises(CoverageError, match=r"no table 'guidelines/s2x9'.*statutes/thresholds"):
        load("guidelines/s2x9")


# --- What is wrong in a table is found --------------------------------------------------------------------------------


def found_in(name: str, lines: list[str]) -> list[str]:
    return list(problems(read(name, lines)))


def change(lines: list[str], number: int, column: str, value: str) -> list[str]:
    """The lines with one cell changed; ``number`` counts from 1, the header."""
    cells = next(csv.reader([lines[number - 1]]))
    cells[next(csv.reader([lines[0]])).index(column)] = value
    joined = ",".join(f'"{cell}"' if "," in cell else cell for cell in cells)
    return [*lines[: number - 1], joined + "\n", *lines[number:]]


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [
        ("effective_to", "2001-04-30", "before the first day"),  # the row begins 2001-05-01
        ("unit", "kg", "not one of g, units, plants"),
        ("min_quantity", "15,000", "not a number"),
        ("min_quantity", "15000.0", "not a number"),  # one way to write a number
        ("min_quantity", "4000", "must lie below line 2"),  # the next step, 5,000 g, is then the higher one
        ("offense_level", "thirty", "not a whole number"),
        ("offense_level", "36", "repeats it"),
        ("authority", "amend_9999", "no such entry"),
        ("authority", "amend_505", "took effect 1994-11-01"),
        ("verified", "seen", "must start with"),
        ("verified", "", "must be filled"),
        ("drug", "amphetamine ", "stray spaces"),
    ],
)
def test_a_wrong_cell_is_named_with_file_line_column_and_value(column: str, value: str, why: str) -> None:
    found = found_in(LADDERS, change(text_of(LADDERS), 2, column, value))
    assert any(why in line for line in found), found
    assert all(line.startswith(f"{LADDERS}.csv line ") for line in found)
    assert any(f"line 2, {column} = {value!r}" in line or "line 3, " in line for line in found)


def test_a_missing_ladder_is_a_gap() -> None:
    kept = [line for line in text_of(LADDERS) if not line.startswith("2007-11-01,2010-10-31,cocaine_base,")]
    found = found_in(LADDERS, kept)
    assert any("nothing for cocaine_base from 2007-11-01" in line for line in found), found


def test_a_ladder_that_runs_on_is_an_overlap() -> None:
    lines = [
        line.replace("2007-11-01,2010-10-31,cocaine_base,", "2007-11-01,2011-10-31,cocaine_base,")
        for line in text_of(LADDERS)
    ]
    assert any("overlaps line" in line and "cocaine_base" in line for line in found_in(LADDERS, lines))


def test_a_ladder_without_its_lowest_step_is_found() -> None:
    lines = [line for line in text_of(LADDERS) if not line.startswith("2014-11-01,,heroin,g,0,")]
    assert any("must begin at 0" in line for line in found_in(LADDERS, lines))


def test_a_key_that_just_stops_is_found() -> None:
    lines = [line for line in text_of(LADDERS) if not line.startswith("2014-11-01,,heroin,")]
    assert any("heroin just stops" in line for line in found_in(LADDERS, lines))


def test_rows_out_of_order_are_found() -> None:
    lines = text_of(LADDERS)
    lines[5], lines[6] = lines[6], lines[5]
    assert any("against the order" in line for line in found_in(LADDERS, lines))


def test_a_missing_cell_of_the_grid_is_found() -> None:
    name = "guidelines/s5a_sentencing_table"
    lines = text_of(name)
    assert any("257 rows in this period; the table has 258" in line for line in found_in(name, lines[:40] + lines[41:]))


def test_a_maximum_below_the_minimum_is_found() -> None:
    name = "statutes/penalties"
    table = load(name)
    row = next(row for row in table if row["min_months"] == "120" and row["max_months"] == "life")
    lines = change(text_of(name), row.number, "max_months", "60")
    assert any("less than the minimum of 120" in line for line in found_in(name, lines))


def test_a_leftover_declared_end_is_found() -> None:
    lines = [line for line in text_of(LADDERS) if ",marijuana_plants," not in line]
    assert any(
        "marijuana_plants on 1989-10-31 is declared, but no row ends then" in x for x in found_in(LADDERS, lines)
    )


def test_validate_raises_with_everything_wrong() -> None:
    lines = change(change(text_of(LADDERS), 2, "unit", "kg"), 3, "unit", "lb")
    with pytest.raises(TableError, match=r"line 2, unit = 'kg'(.|\n)*line 3, unit = 'lb'"):
        validate(read(LADDERS, lines))


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([], r"line 1: no column 'effective_from'"),
        (["effective_from,authority\n", "1987-11-01\n"], r"line 2: 1 cells where the header has 2"),
        (["effective_from,authority\n", "Nov. 1 1987,x\n"], r"line 2: 'Nov. 1 1987' to '' are not days"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(lines: list[str], why: str) -> None:
    with pytest.raises(TableError, match=why):
        read("statutes/x", lines)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_row_lost_or_doubled_is_found(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([n for n in names() if n != "remedies/retroactive_amendments"]))
    lines = text_of(name)
    at = data.draw(st.integers(1, len(lines) - 1))
    doubled = [*lines[: at + 1], *lines[at:]]
    assert found_in(name, doubled), f"line {at + 1} doubled"
    row = load(name).rows[at - 1]
    rules = tables.schema()[name]
    # The first period of a key, and the top of a ladder, may be lost unseen: a later act could have created the key,
    # and ladders have different heights. The comparison with the official text sees those.
    same_key = [other for other in load(name) if all(other[column] == row[column] for column in rules["key"])]
    earlier = any(other.effective_from < row.effective_from for other in same_key)
    top = "ladder" in rules and not any(
        other.effective_from == row.effective_from and other.number < row.number for other in same_key
    )
    if earlier and not top:
        assert found_in(name, lines[:at] + lines[at + 1 :]), f"line {at + 1} lost"


# --- The official text ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("year", "cells"), [(1987, 182), (1989, 239), (2016, 297)])
def test_the_drug_quantity_table_is_the_official_one(year: int, cells: int) -> None:
    official = official_ladders(year)
    assert len(official) == cells
    assert ladders_on(f"{year}-11-01") == official


def test_the_sentencing_table_is_the_official_one() -> None:
    with (OFFICIAL / "s5a_2016.csv").open(newline="") as file:
        official = {
            (row["offense_level"], category): row[category]
            for row in csv.DictReader(file)
            for category in ("I", "II", "III", "IV", "V", "VI")
        }

    def cell(row: Row) -> str:
        return "life" if row["min_months"] == "life" else f"{row['min_months']}-{row['max_months']}"

    ours = {
        (row["offense_level"], row["criminal_history_category"]): cell(row)
        for row in load("guidelines/s5a_sentencing_table").on(parse_day("2016-11-01"))
    }
    assert len(ours) == 258
    assert ours == official


def test_the_retroactive_list_is_the_one_of_the_manuals() -> None:
    """USSG §1B1.10(d) of the 2016 Manual, with the two parts of amendment 821 that were added in 2023."""
    manual_2016 = (
        "126, 130, 156, 176, 269, 329, 341, 371, 379, 380, 433, 454, 461, 484, 488, 490, 499, 505, 506, 516, 591, 599, "
        "606, 657, 702, 706 as amended by 711, 715, 750 part A, 750 part C, 782"
    )
    rows = [row for row in load("remedies/retroactive_amendments") if row["kind"] == "guideline_amendment"]
    assert {row["amendment"] for row in rows} == {*manual_2016.split(", "), "821 part A", "821 part B subpart 1"}
    assert {row["amendment"]: row["order_not_before"] for row in rows if row["order_not_before"]} == {
        "782": "2015-11-01",
        "821 part A": "2024-02-01",
        "821 part B subpart 1": "2024-02-01",
    }
    for row in rows:
        assert row["retroactive_from"] >= row["effective_from"], row["amendment"]


def acts_after(table: Table, day: str) -> list[str]:
    """The acts that change the table after a day, in the order they took effect."""
    acts = authorities()
    keys = {row.authority for row in table} | {end["authority"] for end in tables.schema()[table.name]["ends"]}
    return sorted(
        (key for key in keys if acts[key].effective > parse_day(day)), key=lambda key: (acts[key].effective, key)
    )


def apply(act: str, ladders: dict[tuple[str, int], tuple[str, Decimal]]) -> None:
    """What one act does to the table: whole ladders put in place of the old ones, or taken out."""
    rows = [row for row in load(LADDERS) if row.authority == act]
    removed = {end["key"][0] for end in tables.schema()[LADDERS]["ends"] if end["authority"] == act}
    for drug in {row["drug"] for row in rows} | removed:
        for key in [key for key in ladders if key[0] == drug]:
            del ladders[key]
    ladders |= {(row["drug"], int(row["offense_level"])): (row["unit"], Decimal(row["min_quantity"])) for row in rows}


def test_applying_the_acts_in_order_leads_from_1987_to_1989_to_2016_and_to_2025() -> None:
    ladders = official_ladders(1987)
    reached: list[int] = []
    for act in acts_after(load(LADDERS), "1987-11-01"):
        effective = authorities()[act].effective
        if effective > parse_day("1989-11-01") and 1989 not in reached:
            assert ladders == official_ladders(1989)
            reached.append(1989)
        if effective > parse_day("2016-11-01") and 2016 not in reached:
            assert ladders == official_ladders(2016)
            reached.append(2016)
        apply(act, ladders)
    assert reached == [1989, 2016]
    # Amendment 808 put converted drug weight beside the rest, at the weights that had been marijuana's.
    expected = official_ladders(2016)
    expected |= {("converted_drug_weight", key[1]): value for key, value in expected.items() if key[0] == "marijuana"}
    assert ladders == expected
    assert ladders == ladders_on("2025-11-01")


def test_each_act_leads_to_the_table_of_its_day() -> None:
    ladders = ladders_on("1987-11-01")
    acts = acts_after(load(LADDERS), "1987-11-01")
    for act, following in zip(acts, [*acts[1:], None], strict=True):
        apply(act, ladders)
        day = authorities()[act].effective
        if following is None or authorities()[following].effective > day:
            on = {
                (row["drug"], int(row["offense_level"])): (row["unit"], Decimal(row["min_quantity"]))
                for row in load(LADDERS).on(day)
            }
            assert ladders == on, f"after {act}"


# --- Ladders ----------------------------------------------------------------------------------------------------------


def level(ladder: list[Row], quantity: Decimal) -> int:
    return next(int(row["offense_level"]) for row in ladder if quantity >= Decimal(row["min_quantity"]))


def test_both_sides_of_every_step_of_every_ladder() -> None:
    """Exactly the least quantity of a step is in it; a millionth of a gram less is in the step below."""
    ladders: dict[tuple[str, int], list[Row]] = {}
    for row in load(LADDERS):
        ladders.setdefault((row["drug"], row.effective_from), []).append(row)
    steps = 0
    for ladder in ladders.values():
        for row, below in itertools.pairwise(ladder):
            least = Decimal(row["min_quantity"])
            assert level(ladder, least) == int(row["offense_level"])
            assert level(ladder, least - Decimal("0.000001")) == int(below["offense_level"])
            steps += 1
    assert steps == len(load(LADDERS)) - len(ladders)


@settings(max_examples=200, deadline=None)
@given(quantity=st.decimals(0, 10**6, places=6), more=st.decimals(0, 10**6, places=6), pick=st.integers(0, 10**6))
def test_more_is_never_lower(quantity: Decimal, more: Decimal, pick: int) -> None:
    ladders: dict[tuple[str, int], list[Row]] = {}
    for row in load(LADDERS):
        ladders.setdefault((row["drug"], row.effective_from), []).append(row)
    ladder = list(ladders.values())[pick % len(ladders)]
    assert level(ladder, quantity + more) >= level(ladder, quantity)


def test_quantities_fit_whole_micrograms() -> None:
    for row in load(LADDERS):
        assert Decimal(row["min_quantity"]) * 1_000_000 % 1 == 0

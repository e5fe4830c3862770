"""Every day since coverage began has exactly one row a key. No figure is asserted here; other tests do that."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clemency.errors import CoverageError, InputError
from clemency.law import tables
from clemency.law.dates import (
    DRUG_STATUTES_FROM,
    GUIDELINES_FROM,
    TABLES_AS_OF,
    format_day,
    parse_day,
    require_drug_statutes,
    require_guidelines,
)
from clemency.law.tables import Row, Table, authorities, load, names

FAR = parse_day("2030-01-01")


def keys_of(table: Table, row: Row) -> list[tuple[str, ...]]:
    """The keys a row answers for: its key cells with the columns that tell rows of one period apart."""
    rules = tables.schema()[table.name]
    columns = [*rules["key"], *rules.get("within", [])]
    expand = rules.get("expand", {})
    return list(itertools.product(*(expand.get(c, {}).get(row[c], [row[c]]) for c in columns)))


def answers(table: Table, day: int) -> dict[tuple[str, ...], int]:
    count: dict[tuple[str, ...], int] = {}
    for row in table.on(day):
        for key in keys_of(table, row):
            count[key] = count.get(key, 0) + 1
    return count


def margin_days(table: Table) -> list[int]:
    days = {day + by for day in table.boundary_days() for by in (-1, 0, 1)}
    return sorted(days | {GUIDELINES_FROM, TABLES_AS_OF, FAR})


@pytest.mark.parametrize("name", names())
def test_at_most_one_row_for_every_key_on_every_boundary_day_and_beside_it(name: str) -> None:
    table = load(name)
    for day in margin_days(table):
        doubled = {key for key, count in answers(table, day).items() if count > 1}
        assert not doubled, f"{name} on {format_day(day)}: {doubled}"


@pytest.mark.parametrize("name", names())
def test_no_key_vanishes_unless_its_end_is_declared(name: str) -> None:
    """From its first row on, a key has a row every day, until an end that the schema declares with act and reason."""
    table = load(name)
    rules = tables.schema()[name]
    ends = {(tuple(end["key"]), end["last"].toordinal()) for end in rules.get("ends", ())}
    by_key: dict[tuple[str, ...], list[Row]] = {}
    for row in table:
        parts = (rules.get("expand", {}).get(c, {}).get(row[c], [row[c]]) for c in rules["key"])
        for key in itertools.product(*parts):
            by_key.setdefault(key, []).append(row)
    for key, rows in by_key.items():
        first = min(row.effective_from for row in rows)
        covered = [day for day in margin_days(table) if day >= first]
        for day in covered:
            if not any(row.in_force(day) for row in rows):
                last = max(row.effective_to for row in rows if row.effective_to is not None and row.effective_to < day)
                assert (key, last) in ends, f"{name}: {key} has no row on {format_day(day)}"


@pytest.mark.parametrize("name", ["guidelines/s5a_sentencing_table", "guidelines/parameters"])
def test_the_whole_key_set_is_there_on_every_day(name: str) -> None:
    """Tables that have had all their keys since the guidelines began have exactly one row for each, always."""
    table = load(name)
    every = set(answers(table, GUIDELINES_FROM))
    for day in margin_days(table):
        if day >= GUIDELINES_FROM:
            assert answers(table, day) == dict.fromkeys(every, 1), format_day(day)


@pytest.mark.parametrize("name", names())
def test_every_row_is_in_force_from_its_first_to_its_last_day_and_not_beyond(name: str) -> None:
    table = load(name)
    for row in table:
        assert row in table.on(row.effective_from)
        assert row not in table.on(row.effective_from - 1)
        if row.effective_to is not None:
            assert row in table.on(row.effective_to)
            assert row not in table.on(row.effective_to + 1)


@pytest.mark.parametrize("name", names())
def test_the_table_changes_only_on_its_boundary_days(name: str) -> None:
    table = load(name)
    days = table.boundary_days()
    for before, after in itertools.pairwise(days):
        assert table.on(before) == table.on(after - 1)
        assert table.on(after - 1) != table.on(after)


@pytest.mark.parametrize("name", names())
def test_nothing_is_in_force_before_the_day_the_table_says_it_is_complete_from(name: str) -> None:
    start = tables.schema()[name].get("complete_from")
    if start is not None:
        assert load(name).boundary_days()[0] == start.toordinal()
        assert load(name).on(start.toordinal() - 1) == ()


def test_guideline_rows_change_on_days_of_the_calendar_that_amendments_use() -> None:
    """Amendments take effect on November 1; the exceptions are emergency or statutory days, and are these."""
    other = {"2001-05-01", "2008-05-01"}
    for name in ("guidelines/s2d1_1_drug_quantity", "guidelines/s2d1_1_conversions", "guidelines/s5a_sentencing_table"):
        for day in load(name).boundary_days():
            text = format_day(day)
            assert text.endswith("-11-01") or text in other, f"{name}: {text}"


def test_no_row_follows_the_manual_the_tables_were_read_against() -> None:
    for name in names():
        if name.startswith(("guidelines/", "statutes/")):
            assert load(name).boundary_days()[-1] <= TABLES_AS_OF


# --- Days -------------------------------------------------------------------------------------------------------------


@given(st.dates())
def test_a_day_survives_the_round_trip(day: object) -> None:
    text = str(day)
    assert format_day(parse_day(text)) == text


@pytest.mark.parametrize(
    "text", ["", "1992", "1992-6-15", "15.06.1992", "1992-06-31", "1992-13-01", "1992-W25-1", "19920615", "yesterday"]
)
def test_a_bad_day_names_the_field_the_value_and_the_form(text: str) -> None:
    with pytest.raises(InputError, match="YYYY-MM-DD") as error:
        parse_day(text, "sentenced_on")
    assert "sentenced_on" in str(error.value)
    assert repr(text) in str(error.value)


def test_the_first_day_of_the_guidelines_is_covered_and_the_day_before_is_not() -> None:
    assert require_guidelines(GUIDELINES_FROM) == GUIDELINES_FROM
    with pytest.raises(CoverageError, match="offense date 1987-10-31: there were no federal sentencing guidelines"):
        require_guidelines(GUIDELINES_FROM - 1, "offense date")


def test_the_first_day_of_the_drug_penalties_is_covered_and_the_day_before_is_not() -> None:
    assert require_drug_statutes(DRUG_STATUTES_FROM) == DRUG_STATUTES_FROM
    with pytest.raises(CoverageError, match="1986-10-26: the drug penalties are tabulated from 1986-10-27"):
        require_drug_statutes(DRUG_STATUTES_FROM - 1)


def test_acts_take_effect_no_earlier_than_they_are_enacted() -> None:
    for act in authorities().values():
        if act.enacted is not None:
            assert act.enacted <= act.effective, act.key

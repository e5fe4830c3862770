"""Counting rules: what each counts and leaves out, as known then and now."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger.invented import grant, record

from clemency.errors import InputError
from clemency.ledger.counting import (
    RULES,
    Where,
    count,
    fiscal_year,
    fiscal_year_days,
    people,
    president_key,
    rule_named,
    select,
)
from clemency.ledger.model import Gap

A, B, C = date(1995, 3, 1), date(1996, 5, 2), date(1998, 7, 3)


def test_declined_grant_leaves_the_total_on_the_day_that_became_known() -> None:
    ledger = record([grant(1, A), grant(2, A, declined=B), grant(3, C)])

    def total(known: date | None) -> int:
        return count(ledger, RULES["commutations"], Where(until=known, known_on=known)).value

    assert [total(A), total(B - timedelta(1)), total(B), total(C), total(None)] == [2, 2, 1, 2, 2]


def test_a_grant_is_not_counted_before_it_was_announced() -> None:
    ledger = record([grant(1, A, announced=A + timedelta(2))])
    assert count(ledger, RULES["grants"], Where(until=A, known_on=A)).value == 0
    assert count(ledger, RULES["grants"], Where(until=A)).value == 1
    later = A + timedelta(2)
    assert count(ledger, RULES["grants"], Where(day="announced").on(later)).rows == ("g1",)


def test_unknown_is_neither_yes_nor_no() -> None:
    ledger = record([grant(1, A, life=True, drug=True), grant(2, A, life=False, drug=False), grant(3, A)])
    figure = count(ledger, RULES["life_sentences"], Where())
    assert (figure.value, figure.unknown, figure.unknown_rows) == (1, 1, ("g3",))
    assert count(ledger, RULES["drug_offenses"], Where()).unknown == 1


def test_life_of_a_pardoned_person_is_no_commuted_life_sentence() -> None:
    ledger = record([grant(1, A, kind="pardon", life=True)])
    assert count(ledger, RULES["life_sentences"], Where()).value == 0


def test_life_of_supervision_is_not_life_in_prison() -> None:
    from dataclasses import replace

    supervised = replace(
        grant(1, A, life=False), sentence_text="240 months' imprisonment; life term of supervised release"
    )
    amended = replace(grant(2, A, life=False), sentence_text="Life imprisonment (amended to 293 months)")
    figure = count(record([supervised, amended]), RULES["life_in_any_term"], Where())
    assert figure.rows == ("g2",)


def test_two_grants_to_one_person_are_two_grants_and_one_person() -> None:
    ledger = record([grant(1, A, person="p"), grant(2, A, kind="pardon", person="p"), grant(3, A)])
    assert count(ledger, RULES["grants"], Where()).value == 3
    assert people(ledger, Where()).value == 2


def test_figures_name_the_gaps_that_could_change_them() -> None:
    gap = Gap("early", "commutation", date(1989, 1, 20), date(1993, 1, 20), 3, "names not held", "statistics")
    ledger = record([grant(1, A)], gaps=[gap])
    assert count(ledger, RULES["commutations"], Where(president="early")).gaps == (gap,)
    assert count(ledger, RULES["commutations"], Where(president="twice")).gaps == ()
    assert "3 commutations" in count(ledger, RULES["grants"], Where()).as_json()["not_held"][0]


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2016, 9, 30), 2016),
        (date(2016, 10, 1), 2017),
        (date(1976, 6, 30), 1976),
        (date(1976, 7, 1), 1976),
        (date(1976, 10, 1), 1977),
        (date(1950, 7, 1), 1951),
        (date(1950, 6, 30), 1950),
    ],
)
def test_fiscal_year_turns_on_its_day(day: date, year: int) -> None:
    assert fiscal_year(day) == year


@given(st.dates(date(1900, 1, 1), date(2030, 12, 31)))
@settings(max_examples=200)
def test_each_day_lies_in_its_fiscal_year(day: date) -> None:
    first, last = fiscal_year_days(fiscal_year(day))
    assert first <= day <= last


@given(
    st.lists(
        st.tuples(st.integers(0, 900), st.sampled_from(["pardon", "commutation"]), st.booleans(), st.integers(0, 900)),
        max_size=25,
    ),
    st.integers(0, 1800),
)
@settings(max_examples=60)
def test_kinds_add_up_to_the_whole_on_every_day(rows: list, asked: int) -> None:
    start = date(1995, 1, 1)
    ledger = record(
        [
            grant(n, start + timedelta(d), kind=k, declined=start + timedelta(d + late) if gone else None)
            for n, (d, k, gone, late) in enumerate(rows)
        ]
    )
    known = start + timedelta(asked)
    where = Where(until=known, known_on=known)
    parts = [count(ledger, RULES[r], where).value for r in ("pardons", "commutations", "remissions", "reprieves")]
    assert sum(parts) == count(ledger, RULES["grants"], where).value == len(select(ledger, where))


def test_rules_have_one_sentence_of_definition() -> None:
    for rule in RULES.values():
        assert rule.definition.endswith("."), rule.name
        assert rule.definition.count(". ") == 0, rule.name


def test_names_of_presidents_and_rules() -> None:
    ledger = record([])
    assert president_key(ledger, "ben twice") == president_key(ledger, "Twice") == "twice"
    with pytest.raises(InputError, match="knows no president"):
        president_key(ledger, "Nobody")
    with pytest.raises(InputError, match="Rules: grants, pardons"):
        rule_named("mercies")

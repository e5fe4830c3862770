"""The law with some rows changed: the same code assembles it, and what a change says is what the rules then give."""

from __future__ import annotations

import random
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from tests.cases.random_rows import random_row

from clemency.cases import columns
from clemency.law import assemble, batch, tables
from clemency.law.dates import GUIDELINES_FROM, TABLES_AS_OF, parse_day
from clemency.law.reform import RETROACTIVE, UNDONE, ActChange, ReformError, RowChange, reformed

LADDER = "guidelines/s2d1_1_drug_quantity"
PARAMETERS = "guidelines/parameters"
FIGURES = (
    "then_low_least",
    "then_high_most",
    "now_low_least",
    "now_high_most",
    "then_minimum_most",
    "now_minimum_most",
)


def read(rows: list[dict[str, object]]) -> batch.Columns:
    names = list(dict.fromkeys(name for row in rows for name in row))
    texts = {name: pa.array([None if row.get(name) is None else str(row[name]) for row in rows]) for name in names}
    found = columns.Reader(TABLES_AS_OF).read(pa.record_batch(texts), np.arange(1, len(rows) + 1))
    assert found.rejects == []
    return found.columns


def case(**values: object) -> dict[str, object]:
    """One kilogram of cocaine in 2012, everything known."""
    plain: dict[str, object] = {
        "offense_date": "2011-12-01",
        "conviction_date": "2012-03-01",
        "sentencing_date": "2012-06-01",
        "statute": "21 USC 841(a)(1)",
        "subdivision": "841(b)(1)(C)",
        "priors_851": 0,
        "serious_priors": 0,
        "drug_1": "cocaine",
        "weight_g_1": 1000,
        "pure_g_1": 0,
        "acceptance": 3,
        "category": "III",
        "points": 5,
        "under_sentence": "no",
        "recent_release": "no",
        "one_point_points": 1,
        "prior_3_point": "no",
        "prior_2_point_violent": "no",
        "zero_point_excluded": "yes",
        "career_offender": "no",
        "safety_valve_conditions": "no",
        "imposed_months": 60,
    }
    return {**plain, **values}


def ranges(
    rows: list[dict[str, object]], on: int, *changes: RowChange | ActChange, when: str = "now"
) -> list[tuple[float, float]]:
    law = None
    if changes:
        law, _ = reformed(
            tuple(c for c in changes if isinstance(c, RowChange)), tuple(c for c in changes if isinstance(c, ActChange))
        )
    found = batch.figures_of_columns(read(rows), on, 1, law)
    return list(
        zip(getattr(found, f"{when}_low_most").tolist(), getattr(found, f"{when}_high_most").tolist(), strict=True)
    )


def test_tables_that_are_not_changed_are_the_law() -> None:
    given, built = assemble.law_arrays(), assemble.law_of(tables.load)
    for name in given._fields:
        assert np.array_equal(getattr(given, name), getattr(built, name)), name


@pytest.mark.parametrize("start", [GUIDELINES_FROM, parse_day("2005-06-15"), parse_day("2014-11-01"), TABLES_AS_OF])
def test_a_change_by_nothing_changes_nothing_on_random_rows(start: int) -> None:
    rng = random.Random(start)
    rows = [random_row(rng)[0] for _ in range(400)]
    table = pa.Table.from_pylist([{k: str(v) for k, v in row.items()} for row in rows]).combine_chunks().to_batches()[0]
    found = columns.Reader(TABLES_AS_OF).read(table, np.arange(1, len(rows) + 1)).columns
    changes = tuple(
        RowChange(name, {}, add={column: Decimal(0)}, start=start)
        for name, column in (
            (LADDER, "min_quantity"),
            (PARAMETERS, "value"),
            ("guidelines/s5a_sentencing_table", "min_months"),
            ("guidelines/s2d1_1_conversions", "converted_grams"),
            ("statutes/thresholds", "quantity"),
            ("statutes/penalties", "max_months"),
            ("statutes/other", "min_months"),
        )
    )
    law, told = reformed(changes, ())
    assert len(told) == len(changes)
    given, changed = (
        batch.figures_of_columns(found, TABLES_AS_OF, 1),
        batch.figures_of_columns(found, TABLES_AS_OF, 1, law),
    )
    for name in FIGURES:
        assert np.array_equal(getattr(given, name), getattr(changed, name)), name


def test_an_amendment_made_retroactive_gives_the_range_of_its_day() -> None:
    rows = [case(weight_g_1=grams) for grams in (20, 60, 120, 250, 450, 1000, 2500, 6000, 20000, 200000)]
    then = ranges(rows, TABLES_AS_OF, when="then")
    later = ranges(rows, parse_day("2014-11-01"))
    assert then != later
    change = ActChange("amend_782", RETROACTIVE)
    assert ranges(rows, TABLES_AS_OF, change, when="then") == later
    assert ranges(rows, TABLES_AS_OF, change) == ranges(rows, TABLES_AS_OF)
    # From a day after the sentence it does not reach back to it.
    late = ActChange("amend_782", RETROACTIVE, start=parse_day("2013-03-05"))
    assert ranges(rows, TABLES_AS_OF, late, when="then") == then
    early = ActChange("amend_782", RETROACTIVE, start=parse_day("2011-11-30"))
    assert ranges(rows, TABLES_AS_OF, early, when="then") == later


def test_an_amendment_undone_gives_the_range_of_the_day_before() -> None:
    rows = [case(weight_g_1=grams) for grams in (20, 60, 450, 2500, 20000)]
    change = ActChange("amend_782", UNDONE)
    assert ranges(rows, parse_day("2014-11-01"), change) == ranges(rows, parse_day("2014-10-31"))
    assert ranges(rows, TABLES_AS_OF, change, when="then") == ranges(rows, TABLES_AS_OF, when="then")


def test_the_fair_sentencing_act_undone_and_made_retroactive() -> None:
    crack = [case(drug_1="cocaine base", weight_g_1=60, subdivision=None, charged_g_1=60, sentencing_date="2012-06-01")]
    law, _ = reformed((), (ActChange("pub_l_111_220_s2", UNDONE),))
    assert batch.figures_of_columns(read(crack), TABLES_AS_OF, 1).now_minimum_most.tolist() == [60]
    assert batch.figures_of_columns(read(crack), TABLES_AS_OF, 1, law).now_minimum_most.tolist() == [120]
    old = [{**crack[0], "offense_date": "2006-01-01", "conviction_date": "2006-05-01", "sentencing_date": "2006-09-01"}]
    law, _ = reformed((), (ActChange("pub_l_111_220_s2", RETROACTIVE),))
    assert batch.figures_of_columns(read(old), TABLES_AS_OF, 1).then_minimum_most.tolist() == [120]
    assert batch.figures_of_columns(read(old), TABLES_AS_OF, 1, law).then_minimum_most.tolist() == [60]


def test_a_quantity_threshold() -> None:
    """At 18 times the quantities, crack of any weight has the range that a eighteenth has."""
    weights = (30, 500, 5000, 50000)
    rows = [case(drug_1="cocaine base", weight_g_1=grams) for grams in weights]
    small = [case(drug_1="cocaine base", weight_g_1=grams / 18) for grams in weights]
    change = RowChange(LADDER, {"drug": ("cocaine_base",)}, multiply={"min_quantity": Decimal(18)})
    assert ranges(rows, TABLES_AS_OF, change) == ranges(small, TABLES_AS_OF)
    assert ranges(rows, TABLES_AS_OF, change, when="then") == ranges(small, TABLES_AS_OF, when="then")
    assert ranges([case()], TABLES_AS_OF, change) == ranges([case()], TABLES_AS_OF)  # another drug


def test_levels_of_a_ladder_a_penalty_and_a_parameter() -> None:
    rows = [case(weight_g_1=1000)]
    (before,) = ranges(rows, TABLES_AS_OF)
    lower = RowChange(LADDER, {"drug": ("cocaine",)}, add={"offense_level": Decimal(-2)})
    (after,) = ranges(rows, TABLES_AS_OF, lower)
    (armed,) = ranges([case(weight_g_1=1000, weapon="yes")], TABLES_AS_OF, lower)
    assert after < before == armed
    minimum = RowChange(
        "statutes/penalties", {"statute": ("841",), "subdivision": ("(b)(1)(C)",)}, set={"min_months": "90"}
    )
    assert ranges(rows, TABLES_AS_OF, minimum) == [(90.0, 90.0)]
    none = RowChange(PARAMETERS, {"parameter": ("acceptance_levels", "acceptance_extra")}, set={"value": "0"})
    assert ranges(rows, TABLES_AS_OF, none) == ranges([case(acceptance=0)], TABLES_AS_OF)


def test_a_career_offender_increase_abolished() -> None:
    career = ("life", "300", "240", "180", "120", "60", "13", "below_13")
    change = RowChange(PARAMETERS, {"parameter": tuple(f"career_{each}" for each in career)}, set={"value": "0"})
    rows = [case(category="VI", points=5 + 10, career_offender="yes", one_point_points=0)]
    plain = [case(category="VI", points=5 + 10, career_offender="no", one_point_points=0)]
    assert ranges(rows, TABLES_AS_OF, change) == ranges(plain, TABLES_AS_OF) != ranges(rows, TABLES_AS_OF)


def test_a_change_from_a_day_on_leaves_the_days_before() -> None:
    change = RowChange(
        LADDER, {"drug": ("cocaine",)}, add={"offense_level": Decimal(-2)}, start=parse_day("2012-06-02")
    )
    rows = [case(offense_date="2012-01-01"), case(sentencing_date="2012-06-02", offense_date="2012-01-01")]
    given = ranges(rows, TABLES_AS_OF, when="then")
    changed = ranges(rows, TABLES_AS_OF, change, when="then")
    assert changed[0] == given[0]
    assert changed[1] < given[1]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (RowChange("guidelines/x", {}), "not a table that a reform can change"),
        (RowChange(LADDER, {"drugs": ("x",)}, set={"offense_level": "1"}), "has no column 'drugs'"),
        (
            RowChange(LADDER, {"drug": ("sugar",)}, set={"offense_level": "1"}),
            "has drug = 'sugar'. There are: amphetamine",
        ),
        (RowChange(LADDER, {"drug": ("heroin",)}, set={"drug": "x"}), "says which row it is"),
        (RowChange(LADDER, {"drug": ("heroin",)}, set={"effective_from": "x"}), "says which row it is"),
        (RowChange(LADDER, {"drug": ("heroin",)}), "nothing to change"),
        (RowChange(LADDER, {"drug": ("heroin",)}, set={"offense_level": "ten"}), "not a whole number"),
        (
            RowChange(LADDER, {"drug": ("heroin",), "offense_level": ("38",)}, set={"min_quantity": "1"}),
            "less would count",
        ),
        (
            RowChange(LADDER, {"drug": ("lsd",), "offense_level": ("7",)}, set={"min_quantity": "1"}),
            "offense_level = '7'",
        ),
        (
            RowChange("statutes/penalties", {"subdivision": ("(b)(1)(C)",)}, set={"min_months": "900"}),
            "a minimum of 900 above the maximum",
        ),
        (RowChange("statutes/penalties", {}, add={"predicate": Decimal(1)}), "not a number"),
        (ActChange("amend_7822", UNDONE), "Near: amend_782"),
        (ActChange("amend_782", "gone"), "Write 'retroactive' or 'undone'"),
        (ActChange("ussg_1987", UNDONE), "there is no law before it"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_reform_that_cannot_be_made(change: RowChange | ActChange, message: str) -> None:
    rows = (change,) if isinstance(change, RowChange) else ()
    acts = (change,) if isinstance(change, ActChange) else ()
    with pytest.raises(ReformError, match=message.replace("(", r"\(").replace(")", r"\)")):
        reformed(rows, acts)


def test_the_tables_of_the_law_are_not_touched() -> None:
    before = {name: getattr(assemble.law_arrays(), name) for name in ("book", "table", "penalties_by_offense")}
    copies = {name: array.copy() for name, array in before.items()}
    reformed((RowChange(PARAMETERS, {}, add={"value": Decimal(1)}),), (ActChange("amend_782", RETROACTIVE),))
    for name, copy in copies.items():
        assert np.array_equal(getattr(assemble.law_arrays(), name), copy)
        assert not getattr(assemble.law_arrays(), name).flags.writeable

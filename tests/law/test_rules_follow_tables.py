"""The arrays that the rules read say what the tables say, on both sides of every boundary of every table.

Random cases miss planted errors at a threshold; these walk every step, every day of change, with the tables as they are
written on one side and the compiled form of them on the other.
"""

from __future__ import annotations

import itertools
import math
from decimal import Decimal

import pytest

from clemency.law import assemble, tables
from clemency.law import columns as C
from clemency.law import parameters as P
from clemency.law.dates import GUIDELINES_FROM, format_day
from clemency.law.facts import Days
from clemency.law.guidelines.s2d1_1 import ladder_level
from clemency.law.guidelines.s5a import table_range
from clemency.law.statutes.usc21_841 import penalty_index, threshold

MILLION = 1_000_000
LAW = assemble.law()


def book_on(day: int) -> int:
    return assemble.state_on(day) * C.BOOK_WIDTH


def around(name: str) -> list[int]:
    """Each day on which a table changes and the day before it, from the first day of the guidelines."""
    days = {day + by for day in tables.load(name).boundary_days() for by in (-1, 0)}
    return sorted(day for day in days if day >= GUIDELINES_FROM)


def test_every_step_of_every_ladder_on_both_sides() -> None:
    """At the least quantity its level; a millionth less, the level below. On the first and last day of each edition."""
    table = tables.load("guidelines/s2d1_1_drug_quantity")
    own = {drug.ladder[0]: drug.code for drug in assemble.drugs() if drug.ladder}
    steps = 0
    for day in around("guidelines/s2d1_1_drug_quantity"):
        ladders: dict[str, list[tables.Row]] = {}
        for row in table.on(day):
            ladders.setdefault(row["drug"], []).append(row)
        for drug, code in own.items():
            pointer = LAW.book[book_on(day) + C.LADDER + code]
            if drug not in ladders:
                continue  # the drug then shares another ladder, or is converted
            for row, below in itertools.pairwise([*ladders[drug], None]):
                assert row is not None
                least = int(Decimal(row["min_quantity"]) * MILLION)
                assert ladder_level(LAW, pointer, least) == (int(row["offense_level"]), row.number - 2)
                if below is not None:
                    assert ladder_level(LAW, pointer, least - 1)[0] == int(below["offense_level"]), format_day(day)
                    steps += 1
    assert steps > 4000


def test_every_cell_of_the_sentencing_table_on_both_sides_of_each_change() -> None:
    months = {"life": math.inf}
    for day in around("guidelines/s5a_sentencing_table"):
        for row in tables.load("guidelines/s5a_sentencing_table").on(day):
            low, high = row["min_months"], row["max_months"]
            category = ("I", "II", "III", "IV", "V", "VI").index(row["criminal_history_category"]) + 1
            assert table_range(LAW, book_on(day), int(row["offense_level"]), category) == (
                months.get(low) or float(low),
                months.get(high) or float(high),
            ), format_day(day)


def test_every_single_figure_on_both_sides_of_each_change() -> None:
    columns = {name: column for column, name in enumerate(P.NAMES)}
    for day in around("guidelines/parameters"):
        for row in tables.load("guidelines/parameters").on(day):
            held = LAW.book[book_on(day) + columns[row["parameter"]]]
            assert held == int(row["value"]), f"{row['parameter']} on {format_day(day)}"


def test_every_conversion_on_both_sides_of_each_change() -> None:
    table = tables.load("guidelines/s2d1_1_conversions")
    first = {drug.conversion[0]: drug.code for drug in assemble.drugs() if drug.conversion}
    seen: set[str] = set()
    for day in around("guidelines/s2d1_1_conversions"):
        for row in table.on(day):
            if row["substance"] in first:
                held = LAW.book[book_on(day) + C.FACTOR + first[row["substance"]]]
                assert held == Decimal(row["converted_grams"]) * 100_000, f"{row['substance']} on {format_day(day)}"
                seen.add(row["substance"])
    assert len(seen) > 80
    named = {name for drug in assemble.drugs() for name in (*drug.conversion, *drug.pure_conversion)}
    chemicals = {row["substance"] for row in table if row["group"] == "list_i_chemicals"}  # §2D1.11, see coverage.toml
    left_out = {row["substance"] for row in table if row["group"] != "cap"} - named - chemicals
    left_out -= {"liquid_phencyclidine"}  # an entry made in error, never a drug of its own
    assert all(name.startswith(("cocaine_base_sliding", "marijuana_plant")) for name in left_out), left_out


@pytest.mark.parametrize(
    ("paragraph", "family", "tier"),
    [
        ("841(b)(1)(A)", C.FAMILY_841, C.TIER_A),
        ("841(b)(1)(B)", C.FAMILY_841, C.TIER_B),
        ("960(b)(1)", C.FAMILY_960, C.TIER_A),
        ("960(b)(2)", C.FAMILY_960, C.TIER_B),
    ],
)
def test_every_threshold_on_both_sides_of_each_change(paragraph: str, family: int, tier: int) -> None:
    """The row of the sentencing date in force governs; without one, the row of the offense date."""
    table = tables.load("statutes/thresholds")
    first = tables.schema()[table.name]["complete_from"].toordinal()
    days = sorted({day + by for day in table.boundary_days() for by in (-1, 0) if day + by >= first})
    of_drug: dict[str, list[tables.Row]] = {}
    for row in table:
        if (row["statute"] + row["subdivision"]).startswith(paragraph + "("):
            of_drug.setdefault(row["drug"], []).append(row)
    assert len(of_drug) >= 12
    for offense, sentence in itertools.combinations_with_replacement(days, 2):
        state = assemble.state_on(sentence)
        days_of_case = Days(offense=assemble.state_on(offense), conviction=state, sentencing=state)
        for drug, rows in of_drug.items():
            governing = [row for row in rows if row["date_tested"] == "sentencing_date" and row.in_force(sentence)]
            if not governing:  # a row that a sentencing-date row ended still governs later offenses sentenced before it
                governing = [
                    row for row in rows if row["date_tested"] == "offense_date" and row.effective_from <= offense
                ]
            expected = int(Decimal(governing[-1]["quantity"]) * MILLION) if governing else 0
            held = threshold(LAW, days_of_case, family, tier, C.STATUTORY_SUBSTANCES.index(drug))
            assert held == expected, f"{drug}, offense {format_day(offense)}, sentence {format_day(sentence)}"


def test_every_term_of_a_to_c_on_both_sides_of_each_change() -> None:
    table = tables.load("statutes/penalties")
    rules = tables.schema()[table.name]
    tier_of = {
        **{("841", f"(b)(1)({letter})"): (C.FAMILY_841, tier) for tier, letter in enumerate("ABC")},
        **{("960", f"(b)({number})"): (C.FAMILY_960, tier) for tier, number in enumerate("123")},
    }
    checked = 0
    for day in sorted({day + by for day in table.boundary_days() for by in (-1, 0)}):
        if day < rules["complete_from"].toordinal():
            continue
        for row in table.on(day):
            key = (row["statute"], row["subdivision"])
            if key not in tier_of:
                continue
            family, tier = tier_of[key]
            rows = LAW.penalties_by_sentence if row["date_tested"] == "sentencing_date" else LAW.penalties_by_offense
            for priors in rules["expand"]["prior_tier"].get(row["prior_tier"], [row["prior_tier"]]):
                at = assemble.state_on(day) * C.PENALTIES + penalty_index(
                    family, tier, int(priors.rstrip("+")), int(row["death_or_injury"])
                )
                held = tuple(rows[at : at + 3])
                expected = (row["min_months"], row["max_months"], row["supervised_release_min_months"])
                assert held == tuple(math.inf if cell == "life" else float(cell) for cell in expected), (
                    f"{row['statute']}{row['subdivision']}, priors {priors}, on {format_day(day)}"
                )
                checked += 1
    assert checked > 300

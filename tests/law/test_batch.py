"""The compiled rules give what the interpreted ones give, on random cases.

The suite runs 24,000, and 12,000 plain ones; `make bench` sets CLEMENCY_RANDOM_CASES=200000 and runs them all (about two minutes).
"""

from __future__ import annotations

import os

import numpy as np
import pytest
from tests.law.random_facts import facts_of, plain_columns, random_columns

from clemency.law import assemble, batch
from clemency.law.columns import Law
from clemency.law.compare import corner, days_of, in_months, state_of
from clemency.law.dates import TABLES_AS_OF, parse_day
from clemency.law.facts import Facts
from clemency.law.rows import VALVE_OPEN, Answers, Columns
from clemency.law.unknowns import resolve

PARTS = 8
ROWS = int(os.environ.get("CLEMENCY_RANDOM_CASES", "24000")) // PARTS
DAYS = (TABLES_AS_OF, TABLES_AS_OF, TABLES_AS_OF, parse_day("2019-01-01"))


def _least_and_most(pairs: list[tuple[float, float]]) -> list[float]:
    return [*min(pairs), *max(pairs)]


def expected(facts: Facts, on: int) -> list[float]:
    """The columns of an answer, by the plain functions."""
    law, now = assemble.law(), assemble.state_on(on)
    corners = []
    for harsh in (0, 1):
        complete = resolve(law, facts, state_of(law, facts.sentencing_day), harsh)
        corners.append(corner(law, complete, days_of(law, complete), now))
    minimums = [[getattr(c, w).statutory_min + getattr(c, w).consecutive for c in corners] for w in ("then", "now")]
    valves = [{getattr(c, w).safety_valve for c in corners} for w in ("then", "now")]
    moved = [in_months(c.now.low) - in_months(c.then.low) for c in corners]
    return [
        *_least_and_most([(c.then.low, c.then.high) for c in corners]),
        *_least_and_most([(c.now.low, c.now.high) for c in corners]),
        min(minimums[0]),
        max(minimums[0]),
        min(minimums[1]),
        max(minimums[1]),
        min(moved),
        max(moved),
        min(in_months(c.now.low) for c in corners),
        max(in_months(c.now.low) for c in corners),
        *(VALVE_OPEN if len(v) == 2 else max(v) for v in valves),
    ]


NAMES = Answers._fields[: batch.Answers._fields.index("status")]


@pytest.mark.parametrize("part", range(PARTS))
def test_compiled_and_interpreted_rules_agree(part: int) -> None:
    on = DAYS[part % len(DAYS)]
    given = random_columns(seed=part, rows=ROWS, unknown=(0.0, 0.02, 0.1, 0.3)[part % 4])
    early = given["sentencing_first"] > on
    given["sentencing_first"] = given["sentencing_last"] = np.minimum(given["sentencing_first"], on)
    for name in ("offense_first", "offense_last", "conviction_day"):
        given[name] = np.minimum(given[name], on)
    assert early.mean() < 0.5
    found = batch.compare_columns(batch.columns(ROWS, given), on)
    got = np.stack([getattr(found, name).astype(float) for name in NAMES], axis=1)
    want = np.array([expected(facts, on) for facts in facts_of(given)])
    differ = np.flatnonzero((got != want).any(axis=1))
    assert not len(differ), _first_difference(given, got, want, int(differ[0]))


@pytest.mark.parametrize("part", range(4))
def test_plain_rows_agree_with_the_walk_of_any_row_and_with_the_interpreted_rules(
    part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    on = DAYS[part]
    given = plain_columns(seed=100 + part, rows=ROWS)
    for name in ("offense_first", "offense_last", "conviction_day", "sentencing_first", "sentencing_last"):
        given[name] = np.minimum(given[name], on)
    at, kernels, marked = batch.columns(ROWS, given), batch._kernels(), []

    def mark(law: Law, at: Columns, begin: int, end: int, plain: np.ndarray) -> None:
        kernels.mark_plain(law, at, begin, end, plain)
        marked.append(plain[begin:end].copy())

    def mark_none(law: Law, at: Columns, begin: int, end: int, plain: np.ndarray) -> None:
        plain[begin:end] = False

    monkeypatch.setattr(batch, "_kernels", lambda: kernels._replace(mark_plain=mark))
    plain = batch.compare_columns(at, on)
    assert np.concatenate(marked).all()
    monkeypatch.setattr(batch, "_kernels", lambda: kernels._replace(mark_plain=mark_none))
    general = batch.compare_columns(at, on)
    for name in Answers._fields:
        if name != "open" and not name.startswith("end_"):  # what the walks tell one another
            np.testing.assert_array_equal(getattr(plain, name), getattr(general, name), err_msg=name)
    got = np.stack([getattr(plain, name).astype(float) for name in NAMES], axis=1)
    want = np.array([expected(facts, on) for facts in facts_of(given)])
    differ = np.flatnonzero((got != want).any(axis=1))
    assert not len(differ), _first_difference(given, got, want, int(differ[0]))
    assert len(np.unique(plain.motions)) > 10


def _first_difference(given: dict, got: np.ndarray, want: np.ndarray, row: int) -> str:
    columns = [f"{n}: {g} != {w}" for n, g, w in zip(NAMES, got[row], want[row], strict=True) if g != w]
    return f"row {row}: {'; '.join(columns)}; {facts_of(given)[row]}"

"""Invented cases for the demonstration and for measuring: no person stands behind any row.

Days, drugs, weights and histories are drawn at random, with some facts left out, as in files that people have.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

DRUGS = ("cocaine base", "cocaine", "heroin", "methamphetamine", "marijuana")
TYPICAL_GRAMS = (60.0, 1500.0, 250.0, 400.0, 90_000.0)
"""Middle of the weights drawn for each drug, in grams; most lie within a factor of ten."""

FIRST, LAST = date(1988, 1, 1), date(2018, 12, 1)
ROWS_AT_ONCE = 50_000


def generated(rows: int, seed: int) -> Iterator[pa.RecordBatch]:
    """Batches of invented cases in the columns of `clemency screen`; the same seed gives the same rows."""
    random = np.random.default_rng(seed)
    for start in range(0, rows, ROWS_AT_ONCE):
        yield _batch(random, start, min(ROWS_AT_ONCE, rows - start))


def _batch(random: np.random.Generator, start: int, size: int) -> pa.RecordBatch:
    epoch = date(1970, 1, 1).toordinal()
    sentenced = random.integers(FIRST.toordinal() + 400, LAST.toordinal(), size) - epoch
    offense = np.maximum(sentenced - random.integers(60, 1500, size), FIRST.toordinal() - epoch)
    drug = random.integers(0, len(DRUGS), size)
    grams = np.round(np.array(TYPICAL_GRAMS)[drug] * 10 ** random.normal(0, 0.5, size), 1)
    points = random.integers(0, 16, size)
    category = np.searchsorted([2, 4, 7, 10, 13], points, side="right") + 1
    career = (category == 6) & (random.random(size) < 0.3)

    def some(values: np.ndarray, known: float) -> pa.Array:
        """The column with a share of its facts left out."""
        return pa.array(values, mask=random.random(size) > known)

    return pa.record_batch(
        {
            "case_id": pa.array([f"invented-{start + k}" for k in range(size)]),
            "offense_date": pa.array(offense.astype("datetime64[D]")),
            "sentencing_date": pa.array(sentenced.astype("datetime64[D]")),
            "statute": pa.array(np.where(random.random(size) < 0.5, "21 USC 841(a)(1)", "21 USC 846")),
            "priors_851": some(random.choice([0, 0, 0, 0, 1, 2], size), 0.9),
            "drug_1": pa.array(np.array(DRUGS)[drug]),
            "weight_g_1": some(grams, 0.95),
            "pure_g_1": pa.array(np.where(drug == 3, np.round(grams * random.uniform(0.1, 1, size), 1), 0.0)),
            "weapon": pa.array(random.random(size) < 0.15),
            "acceptance": some(random.choice([0, 2, 3, 3, 3], size), 0.95),
            "category": pa.array(category),
            "points": pa.array(points),
            "under_sentence": some(random.random(size) < 0.2, 0.9),
            "recent_release": some(random.random(size) < 0.1, 0.9),
            "career_offender": pa.array(career),
            "safety_valve_conditions": some(random.random(size) < 0.4, 0.9),
            "imposed_months": pa.array(np.round(grams**0.25 * 20 + random.integers(0, 120, size))),
        }
    )


def write_generated(path: Path, rows: int, seed: int) -> None:
    """Write invented cases as CSV."""
    batches = generated(rows, seed)
    first = next(batches)
    with pa_csv.CSVWriter(path, first.schema) as writer:
        writer.write_batch(first)
        for batch in batches:
            writer.write_batch(batch)

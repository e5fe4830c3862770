"""Screening on a Spark cluster: the same function over Arrow batches that one machine runs (`pip install clemency[spark]`).

    answers = clemency.spark.screen(spark.read.parquet("cases"), on="2025-11-01")

Each task screens its partition row by row in constant memory, on one core; the driver sees only the plan. Every worker
needs clemency and, once a release, half a minute to compile the rules (set CLEMENCY_CACHE to a folder the workers share).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa

from clemency.cases.screen import day_number, plain, screen_batches
from clemency.errors import InputError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

SCHEMA = (
    "case_id string, status string, "
    "then_low_least double, then_high_least double, then_low_most double, then_high_most double, "
    "now_low_least double, now_high_least double, now_low_most double, now_high_most double, "
    "then_minimum_least double, then_minimum_most double, now_minimum_least double, now_minimum_most double, "
    "difference_least double, difference_most double, ratio_least double, ratio_most double, "
    "life_then boolean, life_now boolean, safety_valve_then string, safety_valve_now string, "
    "remedy string, motions string"
)


def screen(cases: DataFrame, on: date | str | int | None = None) -> DataFrame:
    """Answers for a data frame of cases, with the columns of `docs/reference/columns.md`.

    cases: needs `case_id`, because rows of a cluster have no number.  on: the day whose law is "now". A row that cannot be
    read stays, with the status `rejected:<column>` and no figures.
    """
    if "case_id" not in cases.columns:
        raise InputError("case_id: no such column. Rows of a cluster have no number; give each a name in case_id.")
    day = day_number(on)

    def screened(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for answers in screen_batches(batches, day, threads=1):
            yield plain(answers)

    return cases.mapInArrow(screened, SCHEMA)

"""A local Spark session with two workers gives the bytes that one machine gives."""

from __future__ import annotations

import os
import random
import shutil
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.cases.random_rows import random_row

import clemency.spark
from clemency.cases import columns
from clemency.cases.screen import PLAIN, plain, screen_batches
from clemency.errors import InputError

pytestmark = [
    pytest.mark.spark,
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java 17 or later, and there is no java here"),
]
ROWS = 400


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rng = random.Random(11)
    rows = [{"case_id": f"{n:05}", **random_row(rng)[0]} for n in range(ROWS)]
    rows[7]["drug_1"] = "no such drug"
    names = [name for name in columns.NAMES if any(name in row for row in rows)]
    kinds = {columns.GRAMS: pa.float64(), columns.WHOLE: pa.int32(), columns.YES_NO: pa.bool_()}
    schema = pa.schema([(name, kinds.get(columns.BY_NAME[name].kind, pa.string())) for name in names])
    path = tmp_path_factory.mktemp("spark") / "cases.parquet"
    pq.write_table(pa.Table.from_pylist([{n: r.get(n) for n in names} for r in rows], schema=schema), path)
    return path


@pytest.fixture(scope="module")
def session() -> Any:
    pyspark = pytest.importorskip("pyspark.sql", reason="pyspark is not installed: pip install clemency[spark]")
    pytest.importorskip("pandas", reason="Spark's mapInArrow needs pandas: pip install clemency[spark]")
    os.environ["PYSPARK_PYTHON"] = sys.executable  # the workers' Python, else the machine's own
    spark = (
        pyspark.SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )
    yield spark
    spark.stop()


def _bytes(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    whole = table.cast(PLAIN).combine_chunks()
    with pa.ipc.new_stream(sink, PLAIN) as writer:
        writer.write_table(whole)
    return sink.getvalue().to_pybytes()


def test_two_workers_give_the_bytes_of_one_machine(session: Any, cases: Path) -> None:
    frame = session.read.parquet(str(cases)).repartition(4)
    found = clemency.spark.screen(frame).orderBy("case_id").collect()
    spark = pa.Table.from_pylist([row.asDict() for row in found], schema=PLAIN)
    alone = pa.Table.from_batches([plain(b) for b in screen_batches(pq.ParquetFile(cases).iter_batches())])
    assert spark.num_rows == ROWS
    assert spark.column("status").to_pylist()[7] == "rejected:drug_1"
    assert _bytes(spark) == _bytes(alone)


def test_rows_need_a_name(session: Any, cases: Path) -> None:
    with pytest.raises(InputError, match="case_id"):
        clemency.spark.screen(session.read.parquet(str(cases)).drop("case_id"))


def test_the_schema_is_that_of_one_machine() -> None:
    words = {"string": pa.string(), "double": pa.float64(), "boolean": pa.bool_()}
    stated = [part.split() for part in clemency.spark.SCHEMA.split(", ")]
    assert [(name, words[kind]) for name, kind in stated] == list(zip(PLAIN.names, PLAIN.types, strict=True))

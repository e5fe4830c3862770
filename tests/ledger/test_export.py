"""The record as files: four formats hold the same rows, and the dictionary names every column."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars
import pytest
from tests.ledger.invented import grant, record

from clemency.errors import InputError
from clemency.ledger.export import COLUMNS, FORMATS, Format, export, rows

LEDGER = record(
    [
        replace(grant(1, date(1995, 3, 1), life=True, drug=True), register_number="12345-678", name='Ann "A." O’Dell'),
        grant(2, date(1995, 3, 1), kind="pardon", declined=date(1996, 1, 1)),
    ]
)


def _read(path: Path, form: Format) -> list[dict]:
    if form == "csv":
        return polars.read_csv(path, infer_schema_length=None).to_dicts()
    if form == "parquet":
        return polars.read_parquet(path).to_dicts()
    if form == "json":
        return json.loads(path.read_text(encoding="utf-8"))["grants"]
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    found = [dict(row) for row in connection.execute("SELECT * FROM grants")]
    connection.close()
    return found


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_holds_the_same_rows(tmp_path: Path, form: Format) -> None:
    path = tmp_path / f"record.{form}"
    dictionary = export(LEDGER, path, form)
    read = _read(path, form)
    assert [row["grant_id"] for row in read] == ["g1", "g2"]
    assert read[0]["name"] == 'Ann "A." O’Dell'
    assert bool(read[0]["life"]) is True
    assert read[0]["fine_cents"] is None
    assert [row["status"] for row in read] == ["effective", "declined"]
    assert [bool(row["in_effect"]) for row in read] == [True, False]
    text = dictionary.read_text(encoding="utf-8")
    assert all(f"| `{column.name}` |" in text for column in COLUMNS)
    assert LEDGER.digest in text


@pytest.mark.parametrize("form", FORMATS)
def test_register_numbers_stay_inside(tmp_path: Path, form: Format) -> None:
    path = tmp_path / f"record.{form}"
    export(LEDGER, path, form)
    assert b"12345-678" not in path.read_bytes()


def test_no_grants_are_no_rows() -> None:
    assert rows(LEDGER, ()) == []


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot be written"):
        export(LEDGER, tmp_path / "file" / "record.csv", "csv")

"""The record as files: CSV, Parquet, JSON or SQLite, with a data dictionary made from the same list of columns.

Only what the official lists show leaves here; the register number is a search key and is not exported.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from clemency.errors import InputError
from clemency.ledger.counting import RULES
from clemency.ledger.model import Grant, Record

Format = Literal["csv", "parquet", "json", "sqlite"]
FORMATS: tuple[Format, ...] = ("csv", "parquet", "json", "sqlite")
Value = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the export. Lists are joined by "; ", days are ISO 8601, empty means not known or not printed."""

    name: str
    type: Literal["text", "date", "integer", "boolean"]
    meaning: str
    of: Callable[[Grant, Record], Value]


def _joined(values: tuple[Any, ...]) -> str:
    return "; ".join(str(value) for value in values)


def _day(value: Any) -> str | None:
    return value.isoformat() if value else None


COLUMNS: tuple[Column, ...] = (
    Column("grant_id", "text", "Stable name of the grant", lambda g, r: g.id),
    Column("person_id", "text", "Person; two grants share it only on evidence", lambda g, r: g.person),
    Column("act_id", "text", "The paper, or the list where it names none", lambda g, r: g.act),
    Column("name", "text", "Name as the source prints it", lambda g, r: g.name),
    Column("aliases", "text", "Other names the source prints", lambda g, r: _joined(g.aliases)),
    Column("kind", "text", "pardon, commutation, remission, reprieve or respite", lambda g, r: g.kind),
    Column("president", "text", "Key of the president", lambda g, r: g.president),
    Column("term", "text", "Key of the term of office", lambda g, r: g.term),
    Column("signed_on", "date", "Day signed", lambda g, r: _day(g.signed_on)),
    Column("announced_on", "date", "Day made public", lambda g, r: _day(g.announced_on)),
    Column("status", "text", "As known today: effective, declined, superseded or amended", lambda g, r: g.status()),
    Column("in_effect", "boolean", "Counts in totals today", lambda g, r: g.effective()),
    Column("status_history", "text", "Each status with its day and the day it became known", lambda g, r: _history(g)),
    Column("offense", "text", "Verbatim", lambda g, r: g.offense_text),
    Column("district", "text", "Verbatim", lambda g, r: g.district_text),
    Column("sentence", "text", "Verbatim", lambda g, r: g.sentence_text),
    Column("sentenced", "text", "Verbatim, where the source has a column for it", lambda g, r: g.sentenced_text),
    Column("terms", "text", "Terms of the grant, verbatim", lambda g, r: g.terms_text),
    Column("annotation", "text", "The source's remark on the row, verbatim", lambda g, r: g.annotation_text),
    Column("district_codes", "text", "Parsed: districts, txed and so on", lambda g, r: _joined(g.reading.districts)),
    Column(
        "offense_classes",
        "text",
        "Parsed, editorial: classes of offense",
        lambda g, r: _joined(g.reading.offense_classes),
    ),
    Column("provisions", "text", "Parsed: provisions named", lambda g, r: _joined(g.reading.provisions)),
    Column("drug", "boolean", "Rule drug_offenses: " + RULES["drug_offenses"].definition, lambda g, r: g.reading.drug),
    Column("drugs", "text", "Parsed: drugs named", lambda g, r: _joined(g.reading.drugs)),
    Column("life", "boolean", "Parsed: the prison term in force at the grant was life", lambda g, r: g.reading.life),
    Column("death", "boolean", "Parsed: the sentence was death", lambda g, r: g.reading.death),
    Column(
        "prison_months",
        "integer",
        "Parsed: months in prison in force; empty for life",
        lambda g, r: g.reading.prison_months,
    ),
    Column("prison_days", "integer", "Parsed: days on top of the months", lambda g, r: g.reading.prison_days),
    Column(
        "supervised_release_months",
        "integer",
        "Parsed: the longest term, months",
        lambda g, r: g.reading.supervised_release_months,
    ),
    Column("probation_months", "integer", "Parsed: months", lambda g, r: g.reading.probation_months),
    Column("fine_cents", "integer", "Parsed: cents", lambda g, r: g.reading.fine_cents),
    Column("restitution_cents", "integer", "Parsed: cents", lambda g, r: g.reading.restitution_cents),
    Column("sentenced_on", "date", "Parsed: days of sentence", lambda g, r: _joined(g.reading.sentenced_on)),
    Column(
        "commuted_to", "text", "Parsed: date, months, life, time served or other", lambda g, r: g.reading.commuted_to
    ),
    Column("expires_on", "date", "Parsed: the day the sentence ends", lambda g, r: _day(g.reading.expires_on)),
    Column("commuted_months", "integer", "Parsed: the new term in months", lambda g, r: g.reading.commuted_months),
    Column("conditions", "text", "Parsed: conditions of the grant", lambda g, r: _joined(g.reading.conditions)),
    Column(
        "unparsed",
        "text",
        "Fields whose text was not understood to the last word",
        lambda g, r: _joined(g.reading.unparsed),
    ),
    Column("source", "text", "Key of the source that wins", lambda g, r: g.cites[0].source if g.cites else ""),
    Column("source_locator", "text", "Where in that source", lambda g, r: g.cites[0].locator if g.cites else ""),
    Column("source_url", "text", "Its official address", lambda g, r: _source(g, r, "url")),
    Column("source_sha256", "text", "Digest of the file read", lambda g, r: _source(g, r, "sha256")),
)

_SQL = {"text": "TEXT", "date": "TEXT", "integer": "INTEGER", "boolean": "INTEGER"}


def _history(grant: Grant) -> str:
    return "; ".join(f"{e.status} {e.on_means.replace('day', 'on')} {e.on}, known {e.known_on}" for e in grant.history)


def _source(grant: Grant, record: Record, name: str) -> str:
    source = record.sources.get(grant.cites[0].source) if grant.cites else None
    return getattr(source, name) if source else ""


def rows(record: Record, grants: tuple[Grant, ...] | None = None) -> list[dict[str, Value]]:
    """The grants as flat rows, in the record's order."""
    chosen = record.grants if grants is None else grants
    return [{column.name: _or_none(column.of(grant, record)) for column in COLUMNS} for grant in chosen]


def _or_none(value: Value) -> Value:
    return None if value == "" else value


def data_dictionary(record: Record) -> str:
    """What each column means, as Markdown, with the record's version and digest."""
    lines = [
        "# Data dictionary",
        "",
        f"Record {record.version}, digest `{record.digest}`, {len(record.grants):,} grants.",
        "Parsed columns are a reading of the verbatim ones, which stand beside them; empty means not known or not printed.",
        "Class acts (proclamations) name nobody and make no rows.",
        "",
        "| column | type | meaning |",
        "|---|---|---|",
        *(f"| `{c.name}` | {c.type} | {c.meaning} |" for c in COLUMNS),
    ]
    return "\n".join(lines) + "\n"


def export(
    record: Record, path: Path, form: Format, grants: tuple[Grant, ...] | None = None, *, table: Any = None
) -> Path:
    """Write the grants to ``path`` and the data dictionary beside it (``<name>.dictionary.md``); returns that path.

    table: what ``frame`` made of the same grants, where several formats of them are written.
    Raises InputError if the place cannot be written.
    """
    writers: dict[str, Callable[[Any, Record, Path], None]] = {
        "csv": _csv,
        "parquet": _parquet,
        "json": _json,
        "sqlite": _sqlite,
    }
    dictionary = path.with_suffix(".dictionary.md")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        writers[form](frame(record, grants) if table is None else table, record, path)
        dictionary.write_text(data_dictionary(record), encoding="utf-8")
    except OSError as problem:
        raise InputError(
            f"{path}: cannot be written ({problem.strerror}). Name a file in a folder you may write to."
        ) from problem
    return dictionary


def frame(record: Record, grants: tuple[Grant, ...] | None = None) -> Any:
    """The grants as a polars table of the listed columns. Made column by column, so that a large record fits."""
    import polars

    types = {"text": polars.String, "date": polars.String, "integer": polars.Int64, "boolean": polars.Boolean}
    chosen = record.grants if grants is None else grants
    return polars.DataFrame(
        [polars.Series(c.name, [_or_none(c.of(g, record)) for g in chosen], types[c.type]) for c in COLUMNS]
    )


def _csv(table: Any, record: Record, path: Path) -> None:
    table.write_csv(path)


def _parquet(table: Any, record: Record, path: Path) -> None:
    table.write_parquet(path)


def _json(table: Any, record: Record, path: Path) -> None:
    """One JSON object with one grant a line: read whole, or line by line."""
    with path.open("w", encoding="utf-8") as out:
        head = json.dumps({"version": record.version, "digest": record.digest})
        out.write(f'{head.removesuffix("}")}, "grants": [')
        for number, row in enumerate(table.iter_rows(named=True)):
            out.write((",\n" if number else "\n") + json.dumps(row, ensure_ascii=False))
        out.write("\n]}\n")


def _sqlite(table: Any, record: Record, path: Path) -> None:
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    try:
        with connection:
            fields = ", ".join(f"{c.name} {_SQL[c.type]}" for c in COLUMNS)
            connection.execute(f"CREATE TABLE grants ({fields}, PRIMARY KEY (grant_id))")
            marks = ", ".join("?" * len(COLUMNS))
            connection.executemany(f"INSERT INTO grants VALUES ({marks})", table.iter_rows())
            connection.execute("CREATE TABLE record (version TEXT, digest TEXT)")
            connection.execute("INSERT INTO record VALUES (?, ?)", (record.version, record.digest))
            connection.execute("CREATE TABLE dictionary (name TEXT PRIMARY KEY, type TEXT, meaning TEXT)")
            connection.executemany(
                "INSERT INTO dictionary VALUES (?, ?, ?)", [(c.name, c.type, c.meaning) for c in COLUMNS]
            )
    finally:
        connection.close()

"""What an office has released: the one table of the public database that the confidential side writes.

A release is a row of exactly the listed fields, never changed; a correction is a further version that says so. Grants
carry the published fields of a grant; denials carry a name and a date and nothing else.

The functions take any DB-API cursor whose parameters are written %s (Django's, psycopg's). Both sites use them: the
office to write, the public site to read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from clemency.errors import InputError

Kind = Literal["grant", "denial"]
FIELDS: Mapping[str, tuple[str, ...]] = {
    "grant": (
        "grant_id", "person_name", "kind", "relief", "granted_on", "effective_on", "court", "docket_number",
        "offense_text", "sentenced_on", "sentence_text", "terms_of_grant", "commuted_to", "instrument_id",
        "jurisdiction", "decision_maker", "amends",
    ),
    "denial": ("denial_id", "person_name", "denied_on"),
}  # fmt: skip

TABLE = "released_record"
_TABLE = """
CREATE TABLE IF NOT EXISTS released_record (
    record_id varchar(60) NOT NULL,
    version integer NOT NULL,
    kind varchar(10) NOT NULL,
    released_at varchar(40) NOT NULL,
    fields text NOT NULL,
    sha256 varchar(64) NOT NULL,
    note text NOT NULL,
    PRIMARY KEY (record_id, version)
)
"""


class Cursor(Protocol):
    def execute(self, sql: str, params: Any = ..., /) -> Any: ...
    def fetchall(self) -> list[Any]: ...


@dataclass(frozen=True, slots=True)
class Released:
    """One version of one released record. `note` says what a correction corrects; it is empty on the first version."""

    record_id: str
    version: int
    kind: Kind
    released_at: str
    fields: Mapping[str, str]
    sha256: str
    note: str


def canonical(kind: Kind, fields: Mapping[str, str]) -> str:
    """The fields as the text that is released and hashed. Raises InputError unless they are exactly the listed ones."""
    listed = FIELDS[kind]
    if set(fields) != set(listed):
        extra, missing = sorted(set(fields) - set(listed)), sorted(set(listed) - set(fields))
        raise InputError(f"a released {kind} has exactly the listed fields; not listed: {extra}, missing: {missing}.")
    return json.dumps({name: str(fields[name]) for name in listed}, ensure_ascii=False, separators=(",", ":"))


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def prepare(cursor: Cursor) -> None:
    """Make the table where it is missing."""
    cursor.execute(_TABLE)


def write(cursor: Cursor, *, kind: Kind, fields: Mapping[str, str], released_at: str, note: str = "") -> Released:
    """Release a record, or the next version of one. A version after the first needs a note."""
    text = canonical(kind, fields)
    record_id = str(fields[FIELDS[kind][0]])
    earlier = history(cursor, record_id)
    if earlier and not note:
        raise InputError(
            f"{record_id} was released before; a further version is a correction and says what it corrects."
        )
    row = Released(record_id, len(earlier) + 1, kind, released_at, json.loads(text), digest(text), note)
    cursor.execute(
        "INSERT INTO released_record (record_id, version, kind, released_at, fields, sha256, note) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s)",
        [row.record_id, row.version, row.kind, row.released_at, text, row.sha256, row.note],
    )
    return row


def _rows(rows: Sequence[Any]) -> list[Released]:
    return [Released(r[0], r[1], r[2], r[3], json.loads(r[4]), r[5], r[6]) for r in rows]


_SELECT = "SELECT record_id, version, kind, released_at, fields, sha256, note FROM released_record "


def history(cursor: Cursor, record_id: str) -> list[Released]:
    """Every version of a record, first to last."""
    cursor.execute(_SELECT + "WHERE record_id = %s ORDER BY version", [record_id])
    return _rows(cursor.fetchall())


def current(cursor: Cursor, kind: Kind | None = None) -> list[Released]:
    """The latest version of every record, newest release first."""
    where = (
        "WHERE version = (SELECT max(version) FROM released_record AS r WHERE r.record_id = released_record.record_id)"
    )
    params: list[str] = []
    if kind:
        where += " AND kind = %s"
        params.append(kind)
    cursor.execute(f"{_SELECT}{where} ORDER BY released_at DESC, record_id", params)
    return _rows(cursor.fetchall())

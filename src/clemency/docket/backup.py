"""Copies of the office's SQLite database, verified as they are made and as they are put back."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from django.conf import settings

from clemency.docket.audit.chain import FIELDS, Verification, verify
from clemency.docket.errors import DocketError


def _database() -> Path:
    entry = settings.DATABASES["default"]
    if not str(entry["ENGINE"]).endswith("sqlite3"):
        raise DocketError(
            "This office runs on PostgreSQL: make copies with pg_dump, restore with pg_restore, then verify."
        )
    return Path(entry["NAME"])


def verify_file(path: Path, expected_head: str | None = None) -> Verification:
    """Verify the history in a database file, without Django and without writing to it."""
    if not path.exists():
        raise DocketError(f"{path}: no such file.")
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        connection.row_factory = sqlite3.Row
        head = connection.execute("SELECT hash FROM audit_head").fetchone()
        rows = connection.execute(f"SELECT {', '.join((*FIELDS, 'hash'))} FROM audit_entry ORDER BY seq")
        return verify((dict(row) for row in rows), expected_head=expected_head or (head["hash"] if head else None))
    except sqlite3.DatabaseError as error:
        raise DocketError(f"{path}: cannot be read as an office's database ({error}).") from error
    finally:
        connection.close()


def back_up(target: str) -> Verification:
    """Copy the running database to a new file and verify the copy. A copy that does not verify is removed."""
    path = Path(target)
    if path.exists():
        raise DocketError(f"{path} exists; choose another name, so that no copy is lost.")
    source = sqlite3.connect(_database())
    copy = sqlite3.connect(path)
    try:
        source.backup(copy)
    finally:
        copy.close()
        source.close()
    result = verify_file(path)
    if not result.ok:
        path.unlink()
        raise DocketError(f"the copy does not verify and was removed: {'; '.join(result.faults)}")
    return result


def put_back(source: str, head: str | None) -> Verification:
    """Verify a copy and put it where the database is missing."""
    result = verify_file(Path(source), head)
    if not result.ok:
        raise DocketError(f"{source} does not verify: {'; '.join(result.faults)}")
    place = _database()
    if place.exists():
        raise DocketError(f"{place} exists. Move it away first; a restore never overwrites a database.")
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, place)
    return result

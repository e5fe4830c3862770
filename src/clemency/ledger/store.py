"""The record on disk: a folder of JSON lines, written whole, read whole, the same bytes for the same contents.

manifest.json   version, digest, and the SHA-256 of each of the other files
grants.jsonl    one grant a line, in the record's order; empty fields are left out
persons.jsonl   people with more than one grant; everyone else is the person of their one grant
acts.jsonl  claims.jsonl  sources.jsonl  coverage.json

The digest is the SHA-256 over the names and digests of those files, so that two builds from the same sources agree and
any change shows.
"""

from __future__ import annotations

import gc
import hashlib
import io
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from clemency.errors import SourceError
from clemency.ledger.model import (
    Act,
    Cite,
    Claim,
    Coverage,
    Gap,
    Grant,
    Link,
    Person,
    Reading,
    Record,
    Scope,
    Source,
    StatusEntry,
)
from clemency.ledger.presidents import presidents

BUNDLED = Path(__file__).parent / "data" / "record"
FORMAT = 1
_FILES = ("grants.jsonl", "acts.jsonl", "persons.jsonl", "claims.jsonl", "sources.jsonl", "coverage.json")


def load_record(path: Path | None = None) -> Record:
    """The record in that folder; without one, the record that comes with the package.

    Raises SourceError if a file is missing, or is not the file that the manifest names.
    """
    folder = path or BUNDLED
    return _load(folder, _stamp(folder))


def _stamp(folder: Path) -> tuple[int, int]:
    try:
        status = (folder / "manifest.json").stat()
    except OSError as error:
        raise SourceError(
            f"{folder}: no record here (no manifest.json). Build one with `clemency ledger build`."
        ) from error
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=2)
def _load(folder: Path, _stamp: tuple[int, int]) -> Record:
    try:
        manifest = json.loads((folder / "manifest.json").read_bytes())
        if manifest.get("format") != FORMAT:
            raise SourceError(f"{folder}: format {manifest.get('format')!r}; this version reads format {FORMAT}.")
        with _uncollected():
            return _record(manifest, {name: _lines(_checked(folder, name, manifest["files"])) for name in _FILES})
    except SourceError:
        raise
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SourceError(f"{folder}: damaged record ({type(error).__name__}: {error}). Build it again.") from error


def _checked(folder: Path, name: str, digests: Mapping[str, str]) -> bytes:
    raw = (folder / name).read_bytes()
    if hashlib.sha256(raw).hexdigest() != digests[name]:
        raise SourceError(
            f"{folder / name} is not the file that manifest.json names (its digest differs). Build it again."
        )
    return raw


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles, which would walk the growing record again and again; a record has no cycles."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


_AT_ONCE = 500
"""Lines decoded as one JSON array: one call of the decoder is three times as fast as one a line. Not all of them: what
the decoder makes is needed for a moment only, and a large record would need its memory twice."""


def _lines(raw: bytes) -> Iterator[dict[str, Any]]:
    lines = io.BytesIO(raw)
    while some := list(islice(lines, _AT_ONCE)):
        yield from json.loads(b"[" + b",".join(some) + b"]")


def _record(manifest: Mapping[str, Any], lines: Mapping[str, Iterator[dict[str, Any]]]) -> Record:
    acts = map(_act, lines["acts.jsonl"])
    grants = tuple(map(_grant, lines["grants.jsonl"]))
    persons = {grant.person: Person(grant.person, grant.name, (grant.id,)) for grant in grants}
    persons.update((row["id"], _person(row)) for row in lines["persons.jsonl"])
    sources = map(_source, lines["sources.jsonl"])
    coverage = next(lines["coverage.json"])
    return Record(
        version=manifest["version"],
        digest=manifest["digest"],
        sources={source.key: source for source in sources},
        presidents=presidents(),
        acts={act.id: act for act in acts},
        grants=grants,
        persons=persons,
        claims=tuple(map(_claim, lines["claims.jsonl"])),
        coverage=Coverage(tuple(map(_gap, coverage["complete"])), tuple(map(_gap, coverage["gaps"]))),
    )


# Reading


_day = lru_cache(maxsize=16384)(date.fromisoformat)


def _maybe(text: str | None) -> date | None:
    return _day(text) if text else None


@lru_cache(maxsize=16384)
def _cite(source: str, locator: str, names: tuple[str, ...]) -> Cite:
    return Cite(source, locator, names)


def _cites(rows: list[list[Any]]) -> tuple[Cite, ...]:
    return tuple(_cite(source, locator, tuple(names)) for source, locator, names in rows)


_WORDS = ("kind", "president", "term", "act", "district_text")


def _grant(row: dict[str, Any]) -> Grant:
    for name in _WORDS:  # the same few words in many grants: held once
        if name in row:
            row[name] = sys.intern(row[name])
    row["signed_on"] = _day(row["signed_on"])
    row["announced_on"] = _day(row["announced_on"])
    row["cites"] = _cites(row["cites"])
    row["history"] = tuple(map(_status, row["history"]))
    if "aliases" in row:
        row["aliases"] = tuple(row["aliases"])
    if "reading" in row:
        row["reading"] = _reading(row["reading"])
    return Grant(**row)


def _status(row: dict[str, Any]) -> StatusEntry:
    row["on"] = _day(row["on"])
    row["known_on"] = _day(row["known_on"])
    row["status"], row["source"] = sys.intern(row["status"]), sys.intern(row["source"])
    return StatusEntry(**row)


def _word(value: Any) -> Any:
    return sys.intern(value) if type(value) is str else value


def _reading(row: dict[str, Any]) -> Reading:
    for name, value in row.items():
        if type(value) is list:
            row[name] = tuple(map(_day if name == "sentenced_on" else _word, value))
    if "expires_on" in row:
        row["expires_on"] = _day(row["expires_on"])
    return Reading(**row)


def _act(row: dict[str, Any]) -> Act:
    row["signed_on"] = _day(row["signed_on"])
    row["announced_on"] = _day(row["announced_on"])
    row["cites"] = _cites(row["cites"])
    if "scope" in row:
        scope = row["scope"]
        scope["acts_from"] = _maybe(scope.get("acts_from"))
        scope["acts_to"] = _maybe(scope.get("acts_to"))
        scope["offenses"] = tuple(scope.get("offenses", ()))
        row["scope"] = Scope(**{"excludes": "", **scope})
    return Act(**row)


def _person(row: dict[str, Any]) -> Person:
    links = tuple(Link(tuple(link["grants"]), link["evidence"], link["detail"]) for link in row.get("links", ()))
    return Person(row["id"], row["name"], tuple(row["grants"]), links)


def _claim(row: dict[str, Any]) -> Claim:
    row["as_of"] = _day(row["as_of"])
    return Claim(**{"fiscal_year": None, "value": None, "text": "", "term": "", **row})


def _source(row: dict[str, Any]) -> Source:
    row["page_as_of"] = _maybe(row.get("page_as_of"))
    row["retrieved_on"] = _maybe(row.get("retrieved_on"))
    return Source(**{"url": "", "covers": "", "publisher": "", "licence": "", "official": False, **row})


def _gap(row: dict[str, Any]) -> Gap:
    days = {"starts": _maybe(row.get("starts")), "ends": _maybe(row.get("ends"))}
    return Gap(**{"president": "", "kind": "", "missing": None, "source": "", **row, **days})


# Writing


def save_record(record: Record, folder: Path) -> Record:
    """Write the record into the folder, and return it with the digest of what was written."""
    contents = {
        "grants.jsonl": _encode(map(_plain, record.grants)),
        "acts.jsonl": _encode(_plain(record.acts[key]) for key in sorted(record.acts)),
        "persons.jsonl": _encode(
            _plain(record.persons[key]) for key in sorted(record.persons) if len(record.persons[key].grants) > 1
        ),
        "claims.jsonl": _encode(map(_plain, record.claims)),
        "sources.jsonl": _encode(_plain(record.sources[key]) for key in sorted(record.sources)),
        "coverage.json": _encode([_coverage(record.coverage)]),
    }
    digests = {name: hashlib.sha256(raw).hexdigest() for name, raw in contents.items()}
    whole = hashlib.sha256("".join(f"{name} {digests[name]}\n" for name in sorted(digests)).encode()).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    for name, raw in contents.items():
        (folder / name).write_bytes(raw)
    manifest = {"format": FORMAT, "version": record.version, "digest": whole, "files": digests}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return load_record(folder)


def _encode(rows: Iterable[dict[str, Any]]) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" for row in rows)


def _coverage(coverage: Coverage) -> dict[str, Any]:
    return {"complete": list(map(_plain, coverage.complete)), "gaps": list(map(_plain, coverage.gaps))}


def _plain(value: Any) -> dict[str, Any]:
    """A dataclass as a dictionary of JSON values, empty fields left out."""
    return {name: plain for name, plain in _fields(value) if not _empty(plain)}


def _empty(plain: Any) -> bool:
    return plain is None or plain == "" or plain == [] or plain == {}


def _fields(value: Any) -> Iterator[tuple[str, Any]]:
    for described in fields(value):
        part = getattr(value, described.name)
        if described.name == "official":
            yield described.name, part
        elif described.name == "cites":
            yield described.name, [[cite.source, cite.locator, list(cite.fields)] for cite in part]
        elif described.name in ("on_means",) and part == "day":
            continue
        elif hasattr(part, "__dataclass_fields__"):
            yield described.name, _plain(part)
        elif isinstance(part, date):
            yield described.name, part.isoformat()
        elif isinstance(part, tuple):
            yield (
                described.name,
                [_plain(item) if hasattr(item, "__dataclass_fields__") else _json(item) for item in part],
            )
        else:
            yield described.name, part


def _json(item: Any) -> Any:
    return item.isoformat() if isinstance(item, date) else item

"""What is known about the files that are read: one ``source.toml`` in the folder of each reader.

It states where a file came from, how many records it must give, and, string by string, what in it is known to be wrong.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from clemency.errors import SourceError
from clemency.ledger.model import KINDS, Kind, Source
from clemency.ledger.presidents import presidents
from clemency.sources.account import Contents
from clemency.sources.markdown import split_header
from clemency.sources.mending import read_day

READERS = (
    "justice_pages",
    "justice_list",
    "white_house",
    "statistics",
    "announcements",
    "transcribed",
    "hobby_table",
)

JUSTICE = "U.S. Department of Justice, Office of the Pardon Attorney"


@dataclass(frozen=True, slots=True)
class Override:
    """An exact string of a source that is known to be wrong, what it should be, and how that is known."""

    found: str
    replaced_by: str
    why: str


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to be read: its description, and what its reader must be told."""

    reader: str
    path: str  # inside the raw folder, or as given
    source: Source
    president: str = ""
    kind: Kind | None = None
    expected: dict[str, int] = field(default_factory=dict)
    overrides: tuple[Override, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return self.source.key


@cache
def known_files() -> tuple[SourceFile, ...]:
    """The files that the bundled record is built from and that are described one by one."""
    files = []
    for reader in READERS:
        files.extend(_source_file(reader, dict(entry)) for entry in _described(reader).get("file", ()))
    return tuple(files)


@cache
def _described(reader: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / reader / "source.toml").read_text(encoding="utf-8"))


def files_in(folder: Path) -> list[SourceFile]:
    """The described files that stand in a raw folder, in the order in which they are read."""
    files = [file for file in known_files() if (folder / file.path).is_file()]
    for entry in _described("white_house")["folder"]:
        files += [_release(folder, entry, path) for path in sorted((folder / entry["path"]).glob("*.md"))]
    return files


def _release(folder: Path, entry: dict[str, Any], path: Path) -> SourceFile:
    """A release is described by its own header; the folder's entry gives the rest."""
    described = _described("white_house")
    expected = {known["file"]: known["records"] for known in described["expected"]}
    numbers = {known["file"]: known["number"] for known in described["proclamation"]}
    header = split_header(path.read_text(encoding="utf-8", errors="replace"))[0]
    source = Source(
        key=f"white_house/{path.stem[:60].rstrip('-')}",
        title=header.get("title", path.stem),
        publisher=entry["publisher"],
        url=header.get("source_url", ""),
        copied_from=f"{entry['copied_from']}, {path.name}",
        licence=entry["licence"],
        official=True,
        page_as_of=read_day(header.get("date", "")[:10]),
        retrieved_on=None,
        covers=header.get("date", "")[:10],
        file=str(path.relative_to(folder)),
        sha256="",
    )
    return SourceFile(
        "white_house",
        str(path.relative_to(folder)),
        source,
        expected={"records": expected[path.name]} if path.name in expected else {},
        options={"number": numbers.get(path.name, "")},
    )


def read_file(file: SourceFile, raw: bytes) -> Contents:
    """Read one file with its reader. Raises SourceError if it is not a file of that kind."""
    reader: Callable[[bytes, SourceFile], Contents] = import_module(f"clemency.sources.{file.reader}.reader").read
    return reader(raw, file)


def with_digest(file: SourceFile, raw: bytes) -> Source:
    """The description of the file with the digest of what was read."""
    described = {name: getattr(file.source, name) for name in Source.__dataclass_fields__}
    return Source(**{**described, "sha256": hashlib.sha256(raw).hexdigest()})


def describe(path: Path, reader: str, *, president: str = "", kind: str = "", url: str = "") -> SourceFile:
    """The description of a file that no ``source.toml`` knows."""
    if kind and kind not in KINDS:
        raise SourceError(f"kind {kind!r} is not one of {', '.join(KINDS)}.")
    if president and president not in presidents():
        raise SourceError(f"president {president!r} is not one of {', '.join(presidents())}.")
    source = Source(
        key=f"{reader}/{path.stem}",
        title=path.name,
        publisher="",
        url=url,
        copied_from=path.name,
        licence="",
        official=reader in ("justice_pages", "justice_list", "white_house"),
        page_as_of=None,
        retrieved_on=None,
        covers="",
        file=path.name,
        sha256="",
    )
    return SourceFile(reader, path.name, source, president=president, kind=kind or None)  # pyright: ignore[reportArgumentType]


def recognize(path: Path, raw: bytes) -> str:
    """The reader for a file that no description names, told by its ending and its first lines.

    Raises SourceError for a table with unknown headings, which needs a mapping.
    """
    ending = path.suffix.lower()
    head = raw[:65536].decode("utf-8", errors="replace").lstrip("\ufeff")
    if ending in (".html", ".htm", ".xhtml") or re.search(r"<!doctype html|<html\b|<table\b", head[:2000], re.I):
        return "white_house" if head.startswith("---") else "justice_pages"
    if ending in (".md", ".markdown", ".txt"):
        return "white_house"
    first = next(iter(csv.reader(io.StringIO(head.split("\n\n")[0]))), [])
    headings = {cell.strip().casefold() for cell in first}
    for reader, needed in _HEADINGS.items():
        if needed <= headings:
            return reader
    if re.search(r'^"?(?:offense|sentence|district/date)s?:?[^,"]{0,3}"?,', head, re.I | re.M):
        return "justice_list"
    raise SourceError(
        f"{path}: its headings ({', '.join(sorted(headings)[:8]) or 'none'}) are those of no table known here. "
        "Describe its columns in a mapping file and name that with --mapping; see docs/guide/record-sources.md."
    )


_HEADINGS = {
    "announcements": {"date", "president", "stated_total_commutations"},
    "statistics": {"fiscal_year", "president"},
    "transcribed": {"source_id", "grant_date", "recipient", "kind"},
    "hobby_table": {"name", "date", "type", "original_sentence"},
}


def choose(
    path: Path, reader: str = "", *, president: str = "", kind: str = "", mapping: Path | None = None
) -> SourceFile:
    """How to read a file that someone names: as a known file, as told, or as recognized from its contents.

    Raises SourceError if it cannot be read, no reader is known by that name, or it needs a mapping.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror or error}).") from error
    if reader and reader not in (*READERS, "table"):
        raise SourceError(f"--as {reader}: no such reader. Readers: {', '.join((*READERS, 'table'))}.")
    if mapping:
        from clemency.sources.table.reader import read_mapping  # the importer itself needs this module

        file = describe(path, "table", president=president, kind=kind)
        return replace(file, options={"mapping": read_mapping(mapping), "mapping_name": str(mapping)})
    if not reader and not president and not kind and (known := like_a_known_file(path)):
        return known
    reader = reader or recognize(path, raw)
    if reader == "justice_list":
        president, kind = president or _president_in_name(path), kind or _kind_in_name(path)
    return describe(path, reader, president=president, kind=kind)


def _president_in_name(path: Path) -> str:
    """The president whose key or surname stands in the file's name ("obama_commutations.csv"); "" if none or several."""
    words = set(re.findall(r"[a-z]+", path.stem.lower()))
    squeezed = "".join(re.findall(r"[a-z]+", path.stem.lower()))
    by_key = [key for key in presidents() if key in words or ("-" in key and key.replace("-", "") in squeezed)]
    return by_key[0] if len(by_key) == 1 else ""


def _kind_in_name(path: Path) -> str:
    """The kind of grant in the file's name; "" if none or several."""
    named = [kind for kind in KINDS if kind in path.stem.lower()]
    return named[0] if len(named) == 1 else ""


def like_a_known_file(path: Path) -> SourceFile | None:
    """The description of the known file that stands, with its folder, at the end of this path."""
    whole = path.resolve().as_posix()
    return next((file for file in known_files() if "/" in file.path and whole.endswith(f"/{file.path}")), None)


def _source_file(reader: str, entry: dict[str, Any]) -> SourceFile:
    path = entry.pop("path")
    source = Source(
        key=f"{reader}/{entry.pop('key')}",
        title=entry.pop("title"),
        publisher=entry.pop("publisher", JUSTICE),
        url=entry.pop("url", ""),
        copied_from=entry.pop("copied_from"),
        licence=entry.pop("licence"),
        official=entry.pop("official", True),
        page_as_of=entry.pop("page_as_of", None),
        retrieved_on=entry.pop("retrieved_on", None),
        covers=entry.pop("covers", ""),
        file=path,
        sha256="",
    )
    return SourceFile(
        reader,
        path,
        source,
        president=entry.pop("president", ""),
        kind=entry.pop("kind", None),
        expected=entry.pop("expected", {}),
        overrides=tuple(Override(**override) for override in entry.pop("override", ())),
        options=entry,
    )

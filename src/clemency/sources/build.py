"""Building the record: read every file of a raw folder, set the sources side by side, write the result."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from clemency.errors import SourceError
from clemency.ledger.identity import plain_name
from clemency.ledger.model import Coverage, Gap, Record, Source
from clemency.ledger.presidents import in_office, presidents
from clemency.ledger.store import BUNDLED, save_record
from clemency.sources.account import Contents, Finding, Totals, Value
from clemency.sources.assemble import Known, assemble
from clemency.sources.catalog import SourceFile, files_in, read_file, with_digest
from clemency.sources.dating import restore_days

# Raised by hand when the contents of the bundled record change in a way that its users should know of.
VERSION = "2026.1"


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file."""

    source: str
    path: str
    totals: Totals
    grants: int
    acts: int
    claims: int
    expected: dict[str, int]
    not_kept: tuple[Value, ...]
    findings: tuple[Finding, ...]
    facts: bool = True

    @property
    def differences(self) -> tuple[str, ...]:
        """Where the counts are not the expected ones."""
        counted = {"records": self.grants, "acts": self.acts}
        return tuple(
            f"expected {number} {name}, read {counted.get(name, 0)}"
            for name, number in self.expected.items()
            if counted.get(name, 0) != number
        )


@dataclass(slots=True)
class Report:
    """What a reading gave, file by file."""

    files: list[FileReport] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)  # found while setting the sources side by side

    @property
    def totals(self) -> Totals:
        return sum((file.totals for file in self.files), Totals(0, 0, 0, 0))

    @property
    def differences(self) -> list[str]:
        return [f"{file.source}: {difference}" for file in self.files for difference in file.differences]


def build_record(folder: Path, version: str = VERSION) -> tuple[Record, Report]:
    """Read the raw folder and assemble the record. Raises SourceError if the folder holds none of the known files."""
    files = files_in(folder)
    if not files:
        raise SourceError(f"{folder}: none of the known source files is here; see docs/guide/record-sources.md.")
    return read_files([(file, folder / file.path) for file in files], version)


def read_files(
    files: Sequence[tuple[SourceFile, Path]], version: str = VERSION, held: Record | None = None
) -> tuple[Record, Report]:
    """Read files and assemble a record from them, added to ``held`` if given."""
    contents: list[Contents] = []
    sources: dict[str, Source] = {}
    for file, path in files:
        raw = _bytes(path)
        sources[file.key] = with_digest(file, raw)
        contents.append(read_file(file, raw))
    stated = [claim for part in contents for claim in part.claims] + list(held.claims if held else ())
    lists = [part for part in contents if part.source.startswith(("justice_list/", "justice_pages/"))]
    restore_days(lists, stated, held.grants if held else ())
    for part in contents:
        _reject_out_of_office(part)
    record, findings = assemble(contents, sources, known(), held.coverage if held else coverage(), version, held)
    report = Report(findings=findings)
    for (file, _), part in zip(files, contents, strict=True):
        totals = part.account.close()
        report.files.append(
            FileReport(
                file.key,
                file.path,
                totals,
                len(part.drafts) or part.rows,
                len(part.acts),
                len(part.claims),
                file.expected,
                tuple(part.account.not_kept()),
                tuple(part.findings),
                part.facts,
            )
        )
    return record, report


def build(folder: Path, output: Path = BUNDLED, version: str = VERSION) -> tuple[Record, Report]:
    """Build the record from the raw folder and write it to ``output``."""
    record, report = build_record(folder, version)
    return save_record(record, output), report


def _reject_out_of_office(contents: Contents) -> None:
    """Reject drafts of a day on which their president was not in office: one of the two was misread."""
    kept = []
    for draft in contents.drafts:
        if draft.signed_on and not in_office(draft.president, draft.signed_on):
            name = presidents()[draft.president].name
            contents.account.reject(draft.values, f"{name} was not in office on {draft.signed_on}")
        else:
            kept.append(draft)
    contents.drafts = kept


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror or error}).") from error


def known() -> Known:
    """Days of announcement and of changes, from announcements/lookups.toml."""
    table = tomllib.loads((Path(__file__).parent / "announcements" / "lookups.toml").read_text(encoding="utf-8"))
    return Known(
        announced={
            (entry["president"], entry["signed_on"], entry.get("kind", "")): entry["announced_on"]
            for entry in table["announced"]
        },
        declined_known_on={plain_name(entry["name"]): (entry["known_on"], entry["why"]) for entry in table["declined"]},
    )


def coverage() -> Coverage:
    """What the bundled record holds and lacks, from coverage.toml."""
    table = tomllib.loads((Path(__file__).parent / "coverage.toml").read_text(encoding="utf-8"))
    return Coverage(
        complete=tuple(_gap(entry, missing=0) for entry in table["complete"]),
        gaps=tuple(_gap(entry, entry.get("missing")) for entry in table["gap"]),
    )


def _gap(entry: dict, missing: int | None) -> Gap:
    return Gap(
        entry.get("president", ""),
        entry.get("kind", ""),
        entry.get("starts"),
        entry.get("ends"),
        missing,
        entry["reason"],
        entry.get("source", ""),
    )

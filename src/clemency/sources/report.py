"""What a reading gave, in words and as plain values: for the people who run `clemency ledger build` and `load`."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from clemency.ledger.model import Record
from clemency.sources.build import FileReport, Report
from clemency.sources.catalog import SourceFile, read_file
from clemency.sources.hobby_table.reader import contradictions

_SHOWN = 5


def write_rejects(report: Report, path: Path) -> int:
    """Write every value that is not in the record to a CSV file, with its place and reason. Returns how many."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("source", "locator", "fate", "reason", "value"))
        for file in report.files:
            for value in file.not_kept:
                writer.writerow((file.source, value.locator, value.fate, value.reason, value.text))
                count += 1
    return count


def as_text(report: Report, *, in_full: bool = True) -> Iterator[str]:
    """The report as lines: a table of the files, then what was rejected and found.

    in_full: also every contradiction of files that are not used for facts; else only how many there are.
    """
    yield f"{'file':<58} {'values':>7} {'kept':>7} {'reject':>6} {'aside':>6} {'grants':>6} {'acts':>4} {'claims':>6}"
    for file in report.files:
        totals = file.totals
        yield (
            f"{file.source[:58]:<58} {totals.read:>7,} {totals.kept:>7,} {totals.rejected:>6,} {totals.set_aside:>6,} "
            f"{file.grants if not file.claims else 0:>6,} {file.acts:>4} {file.claims:>6,}"
        )
    totals = report.totals
    yield (
        f"{'in all':<58} {totals.read:>7,} {totals.kept:>7,} {totals.rejected:>6,} {totals.set_aside:>6,}"
        f"   (kept + rejected + set aside = read)"
    )
    for file in report.files:
        if file.facts or in_full:
            yield from _details(file)
        else:
            yield f"not used for facts: {file.source}: {len(file.findings)} contradictions; `ledger load` lists them"
    for finding in report.findings:
        yield f"found: {finding.source} {finding.locator}: {finding.what}".replace("  ", " ").replace(" : ", " ")


def _details(file: FileReport) -> Iterator[str]:
    for difference in file.differences:
        yield f"DIFFERS: {file.source}: {difference}"
    rejected = [value for value in file.not_kept if value.fate == "rejected"]
    for reason, count in Counter(value.reason for value in rejected).most_common(_SHOWN):
        first = next(value for value in rejected if value.reason == reason)
        yield f"rejected: {file.source}: {count} x {reason} (first at {first.locator}: {first.text[:60]!r})"
    for finding in file.findings:
        place = f" {finding.locator}" if finding.locator else ""
        yield f"found: {file.source}{place}: {finding.what}"


def as_json(report: Report) -> dict[str, Any]:
    """The report as plain values."""
    return {
        "totals": _totals(report.totals),
        "differences": report.differences,
        "findings": [{"source": f.source, "locator": f.locator, "what": f.what} for f in report.findings],
        "files": [
            {
                "source": file.source,
                "path": file.path,
                "used_for_facts": file.facts,
                "values": _totals(file.totals),
                "grants": file.grants if not file.claims else 0,
                "acts": file.acts,
                "claims": file.claims,
                "differences": list(file.differences),
                "rejected": [
                    {"locator": value.locator, "reason": value.reason, "value": value.text}
                    for value in file.not_kept
                    if value.fate == "rejected"
                ],
                "findings": [{"locator": finding.locator, "what": finding.what} for finding in file.findings],
            }
            for file in report.files
        ],
    }


def _totals(totals) -> dict[str, int]:
    return {"read": totals.read, "kept": totals.kept, "rejected": totals.rejected, "set_aside": totals.set_aside}


def describe_record(record: Record) -> dict[str, Any]:
    """What a record is and holds, as plain values."""
    return {
        "version": record.version,
        "digest": record.digest,
        "grants": len(record.grants),
        "effective": sum(grant.effective() for grant in record.grants),
        "acts": len(record.acts),
        "class_acts": sum(act.is_class for act in record.acts.values()),
        "persons": len(record.persons),
        "claims": len(record.claims),
        "sources": len(record.sources),
        "first_day": record.grants[0].signed_on.isoformat() if record.grants else None,
        "last_day": record.grants[-1].signed_on.isoformat() if record.grants else None,
        "coverage": {
            "complete": [_span(gap) for gap in record.coverage.complete],
            "missing": [_span(gap) for gap in record.coverage.gaps],
        },
    }


def _span(gap) -> dict[str, Any]:
    return {
        "president": gap.president,
        "kind": gap.kind,
        "from": gap.starts.isoformat() if gap.starts else None,
        "to": gap.ends.isoformat() if gap.ends else None,
        "missing": gap.missing,
        "reason": gap.reason,
        "source": gap.source,
    }


def record_as_text(record: Record) -> Iterator[str]:
    """What a record is and holds, as lines."""
    said = describe_record(record)
    yield f"record {said['version']}, digest {said['digest'][:16]}"
    yield (
        f"{said['grants']:,} grants ({said['effective']:,} in effect) to {said['persons']:,} people, "
        f"{said['first_day']} to {said['last_day']}; {said['acts']} acts, {said['class_acts']} of them for a class; "
        f"{said['claims']:,} claims of {said['sources']} sources"
    )
    yield ""
    yield "Held in full"
    yield from map(_span_line, said["coverage"]["complete"])
    yield ""
    yield "Missing"
    yield from map(_span_line, said["coverage"]["missing"])


def _span_line(span: dict[str, Any]) -> str:
    who = " ".join(filter(None, (span["president"], f"{span['kind']}s" if span["kind"] else ""))) or "all"
    days = f"{span['from'] or '...'} to {span['to'] or '...'}"
    number = f"{span['missing']:,} missing: " if span["missing"] else ""
    return f"  {who:<22} {days:<26} {number}{span['reason']}"


def contradictions_with(record: Record, files: Sequence[tuple[SourceFile, Path]]) -> list[tuple[str, str, str]]:
    """Where tables that are not used for facts say otherwise than the record: source, locator, words."""
    said: list[tuple[str, str, str]] = []
    for file, path in files:
        if file.reader == "hobby_table":
            found = contradictions(read_file(file, path.read_bytes()), record)
            said += [(file.key, where, what) for where, what in found]
    return said

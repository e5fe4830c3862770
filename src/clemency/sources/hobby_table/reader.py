"""A table that is not to be trusted: its contradictions are reported, and none of its rows becomes a fact."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from clemency.ledger.identity import plain_name
from clemency.ledger.model import Grant, Record
from clemency.ledger.presidents import term_on
from clemency.sources.account import Contents, Draft
from clemency.sources.catalog import SourceFile
from clemency.sources.table import reader as table

NOT_FACTS = "this table contradicts itself and the official pages; it is not used for facts"


def read(raw: bytes, file: SourceFile) -> Contents:
    """Read the table, report what cannot be true within it, and set every value aside."""
    described = tomllib.loads((Path(__file__).parent / "lookups.toml").read_text(encoding="utf-8"))
    contents = table.read(
        raw, replace(file, options={"mapping": described, "mapping_name": "hobby_table/lookups.toml"})
    )
    contents.facts = False
    for draft in contents.drafts:
        contents.account.set_aside(draft.values, NOT_FACTS)
        expected = file.options.get("term")
        if expected and draft.signed_on and term_on(draft.president, draft.signed_on) != expected:
            contents.find(draft.locator, f"{draft.name}, {draft.signed_on}: a grant of another term than the file's")
    _report_doubles(contents)
    return contents


def _report_doubles(contents: Contents) -> None:
    rows: dict[str, list[Draft]] = defaultdict(list)
    for draft in contents.drafts:
        rows[plain_name(draft.name)].append(draft)
    for group in rows.values():
        if len(group) > 1:
            contents.find(
                ", ".join(draft.locator for draft in group),
                f"{group[0].name} stands {len(group)} times: " + _differences(group),
            )
    names = len(rows)
    if names != len(contents.drafts):
        contents.find("", f"{len(contents.drafts)} rows hold {names} different names")


def _differences(group: list[Draft]) -> str:
    days = sorted({str(draft.signed_on) for draft in group})
    differing = [f"days {' and '.join(days)}"] if len(days) > 1 else []
    for name, words in (("offense_text", "offenses"), ("sentence_text", "sentences"), ("district_text", "courts")):
        texts = {draft.fields.get(name, "") for draft in group}
        if len(texts) > 1:
            differing.append(f"{words} {' / '.join(repr(text[:60]) for text in sorted(texts))}")
    if len({draft.kind for draft in group}) > 1:
        differing.append("a pardon and a commutation")
    return "; ".join(differing) or "the same grant again"


def contradictions(contents: Contents, record: Record) -> list[tuple[str, str]]:
    """Where the table says otherwise than the record: locator and words, one a row.

    A row agrees if the record holds a grant of that kind to that name on that day (as signed or as announced).
    """
    held: dict[tuple[str, str], list[Grant]] = defaultdict(list)
    for grant in record.grants:
        for name in (grant.name, *grant.aliases):
            held[grant.president, plain_name(name)].append(grant)
    said: list[tuple[str, str]] = []
    for draft in contents.drafts:
        grants = held.get((draft.president, plain_name(draft.name)), [])
        if any(
            draft.kind == grant.kind and draft.signed_on in (grant.signed_on, grant.announced_on) for grant in grants
        ):
            continue
        if grants:
            known = "; ".join(f"a {grant.kind} on {grant.signed_on}" for grant in grants)
            said.append((draft.locator, f"{draft.name}: a {draft.kind} on {draft.signed_on}; the record has {known}"))
        else:
            said.append((draft.locator, f"{draft.name}: a {draft.kind} on {draft.signed_on}; not in the record"))
    return said

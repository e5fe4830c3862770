"""The transcribed table: one grant a row, and remarks that change what a row is.

A remark says that a row restates an earlier grant (an amended warrant), replaces it, is a second grant to one person,
or names a group and not a person. None of these may be counted as just another grant.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

from clemency.ledger.model import Act, Cite, Scope
from clemency.ledger.presidents import term_on
from clemency.sources.account import Contents, Draft
from clemency.sources.catalog import SourceFile
from clemency.sources.table import reader as table

_CLASS = re.compile(r"^class pardon\b")
_INLINE_ITEM = re.compile(r"(?<=\S) (?=[2-9]\. (?:[A-Z$]|\d))")


def read(raw: bytes, file: SourceFile) -> Contents:
    """Read the table with its own mapping; then give the rows with remarks their meaning."""
    described = tomllib.loads((Path(__file__).parent / "lookups.toml").read_text(encoding="utf-8"))
    contents = table.read(
        raw, replace(file, options={"mapping": described, "mapping_name": "transcribed/lookups.toml"})
    )
    kept: list[Draft] = []
    for draft in contents.drafts:
        for name in ("offense_text", "district_text", "sentence_text"):
            if name in draft.fields:
                draft.fields[name] = _break_items(draft.fields[name])
        if _CLASS.match(draft.fields.get("annotation_text", "")) and draft.signed_on:
            contents.acts.append(_class_act(draft, draft.signed_on))
        else:
            kept.append(draft)
    contents.drafts = kept
    return contents


def _break_items(text: str) -> str:
    """Numbered items on lines of their own, as the pages print them and the table ran together."""
    return _INLINE_ITEM.sub("\n", text) if re.search(r"(?:^|\s)2\. ", text) else text


def _class_act(draft: Draft, day: date) -> Act:
    recipients = draft.fields["name_text"]
    return Act(
        id=f"{draft.president}-{day}-class-{draft.kind}",
        instrument="warrant",
        title=f"Pardon of a group: {recipients.split(';')[0][:120]}",
        president=draft.president,
        term=term_on(draft.president, day),
        signed_on=day,
        announced_on=draft.announced_on or day,
        cites=(Cite(draft.source, draft.locator, ("title", "signed_on", "scope")),),
        scope=Scope(
            text=f"{recipients}\n{draft.fields.get('offense_text', '')}".strip(),
            offenses=(),
            acts_from=None,
            acts_to=None,
            excludes="",
        ),
    )

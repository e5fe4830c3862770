"""The hash chain itself. Pure: an entry is a mapping, so that a copy on paper or in a file can be checked anywhere."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

START = "0" * 64
FIELDS = ("seq", "at", "actor", "role", "acting_for", "act", "subject", "basis", "details", "previous")


def digest(entry: Mapping[str, Any]) -> str:
    """SHA-256 over the entry's fields as canonical JSON, the digest of the entry before it included."""
    text = json.dumps([str(entry[name]) for name in FIELDS], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


@dataclass(frozen=True, slots=True)
class Verification:
    """entries: how many were read. head: the digest of the last. faults: sentences, in order, each with its place."""

    entries: int
    head: str
    faults: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return not self.faults


def verify(
    entries: Iterable[Mapping[str, Any]], *, expected_head: str | None = None, most_faults: int = 20
) -> Verification:
    """Walk the chain from its start. Finds an entry changed, removed, inserted or moved.

    The last entries cannot be missed from the chain alone: give `expected_head`, kept outside the database (the head
    row, a printed anchor), and a shortened or wholly rewritten chain is found as well.
    """
    faults: list[str] = []
    previous, seq = START, 0
    for entry in entries:
        seq += 1
        found = int(entry["seq"])
        if found != seq:
            faults.append(f"entry {seq} is missing: entry {found} stands in its place.")
            seq = found
        if entry["previous"] != previous:
            faults.append(f"entry {found} does not follow the entry before it: one was removed, inserted or moved.")
        if digest(entry) != entry["hash"]:
            faults.append(f"entry {found} was changed: its contents do not give its digest.")
        previous = str(entry["hash"])
        if len(faults) >= most_faults:
            break
    if expected_head is not None and not faults and previous != expected_head:
        faults.append(
            f"the last entry read is {seq}; it is not the one expected: entries at the end were removed or rewritten."
        )
    return Verification(seq, previous, tuple(faults))

"""Criteria sets as data: what a reviewer looks at, in which words, by whose authority. They inform; nothing adds up."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from clemency.docket.errors import DocketError
from clemency.docket.intake.models import Case

_FOLDER = Path(__file__).parent / "criteria_sets"


@dataclass(frozen=True, slots=True)
class Criterion:
    id: str
    text: str
    guidance: str
    ambiguity: str


@dataclass(frozen=True, slots=True)
class CriteriaSet:
    """A dated, advisory set. `version` is its first day; a changed text is a new file with a later first day."""

    id: str
    title: str
    issuer: str
    effective_from: date
    effective_to: date | None
    jurisdictions: tuple[str, ...]
    kinds: tuple[str, ...]
    source: str
    mark: str
    criteria: tuple[Criterion, ...]

    @property
    def version(self) -> str:
        return self.effective_from.isoformat()


@cache
def all_sets() -> tuple[CriteriaSet, ...]:
    """Every set there is a file for."""
    sets = []
    for path in sorted(_FOLDER.glob("*.toml")):
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        criteria = tuple(
            Criterion(c["id"], c["text"], c.get("guidance", ""), c.get("ambiguity", "")) for c in raw["criteria"]
        )
        sets.append(
            CriteriaSet(
                raw["id"], raw["title"], raw["issuer"], raw["effective_from"], raw.get("effective_to"),
                tuple(raw["jurisdictions"]), tuple(raw["kinds"]), raw["source"], raw["mark"], criteria,
            )
        )  # fmt: skip
    return tuple(sets)


def criteria_on(jurisdiction: str, kind: str, on: date) -> CriteriaSet:
    """The set in force on a day for a kind of petition in an office."""
    for one in all_sets():
        in_force = one.effective_from <= on and (one.effective_to is None or on <= one.effective_to)
        if in_force and jurisdiction in one.jurisdictions and kind in one.kinds:
            return one
    raise DocketError(f"No criteria set is entered for a {kind} in {jurisdiction} on {on}.")


def criteria_for(case: Case) -> CriteriaSet:
    """The set in force when the petition was received: a later change moves later cases only."""
    return criteria_on(case.jurisdiction, case.kind, case.received_on or case.created_at.date())

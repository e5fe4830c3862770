"""What relief does and does not do, by jurisdiction, kind of relief and subject.

Information, not legal advice. Each row of ``data/effects.csv`` names its authorities, the day up to which the authority
speaks, and how it was checked: "verified" (the source was read), "secondary" (quoted by another), "memory" (to be
checked before anyone relies on it). Authorities, subjects and the class proclamations stand in ``data/effects.toml``.
"""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

from clemency.errors import CoverageError, InputError

ReliefKind = Literal["pardon", "commutation", "remission", "reprieve", "class_proclamation"]
EffectCode = Literal["restores", "removes", "reduces", "none", "depends", "unsettled"]
Mark = Literal["verified", "secondary", "memory"]

RELIEF_KINDS: tuple[ReliefKind, ...] = get_args(ReliefKind)
_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Authority:
    """A source of law or practice. ``read``: "read" itself, "quoted" in another source, or known from "memory"."""

    key: str
    title: str
    read: Literal["read", "quoted", "memory"]


@dataclass(frozen=True, slots=True)
class Effect:
    """One kind of relief on one subject. ``as_of``: the latest time the authority speaks for (year, month or day)."""

    jurisdiction: str
    relief_kind: ReliefKind
    subject: str
    subject_title: str
    effect: EffectCode
    text: str
    authorities: tuple[Authority, ...]
    as_of: str
    mark: Mark
    noncitizen_only: bool


@dataclass(frozen=True, slots=True)
class Precedent:
    """A proclamation that pardoned a class: whom it covers and leaves out, as read in the proclamation."""

    authority: Authority
    signed: str
    president: str
    covers: str
    leaves_out: str
    certificates: str


@dataclass(frozen=True, slots=True)
class ClassQuestion:
    """Can a group be pardoned? What was said, and the precedents that stand beside it."""

    saying: str
    answer: str
    authorities: tuple[Authority, ...]
    precedents: tuple[Precedent, ...]


@dataclass(frozen=True, slots=True)
class EffectsSheet:
    """Everything the data says about one kind of relief in one jurisdiction. A subject with no row is not described."""

    relief_kind: ReliefKind
    relief_title: str
    jurisdiction: str
    jurisdiction_title: str
    effects: tuple[Effect, ...]
    differing: tuple[Effect, ...]  # what other jurisdictions do otherwise, on the federal sheet
    class_question: ClassQuestion | None
    caution: str


def effects_sheet(relief_kind: str, jurisdiction: str = "federal", *, noncitizen: bool = False) -> EffectsSheet:
    """The sheet for one kind of relief. With ``noncitizen`` the rows on immigration come first, in full.

    Raises InputError for a kind of relief that is not described, CoverageError for a jurisdiction that has no rows.
    """
    book = _book()
    kind = relief_kind.strip().lower().replace("-", "_")
    if kind not in RELIEF_KINDS:
        raise InputError(
            f'"{relief_kind}" is not a kind of relief described here. '
            f"Name one of: {', '.join(k.replace('_', '-') for k in RELIEF_KINDS)}."
        )
    place = "federal" if jurisdiction.lower() in ("federal", "us") else jurisdiction.upper()
    rows = [e for e in book.effects if e.relief_kind == kind and e.jurisdiction == place]
    if not rows:
        held = ", ".join(sorted({e.jurisdiction for e in book.effects if e.relief_kind == kind}))
        raise CoverageError(
            f'No effects of a {kind.replace("_", " ")} are entered for "{jurisdiction}". '
            f"Entered: {held}. An absent jurisdiction means not described, never no effect."
        )
    if noncitizen:
        rows.sort(key=lambda e: e.subject not in _IMMIGRATION)
    else:
        rows = [e for e in rows if not e.noncitizen_only]
    others = [e for e in book.effects if e.relief_kind == kind and e.jurisdiction != "federal"]
    return EffectsSheet(
        relief_kind=kind,
        relief_title=book.kinds[kind],
        jurisdiction=place,
        jurisdiction_title=book.jurisdictions[place],
        effects=tuple(rows),
        differing=tuple(others) if place == "federal" else (),
        class_question=book.class_question if kind in ("pardon", "class_proclamation") else None,
        caution=book.caution,
    )


_IMMIGRATION = frozenset(
    (
        "immigration_status",
        "deportability",
        "deportability_drugs",
        "conditional_grant",
        "removal_orders",
        "aggravated_felony",
        "inadmissibility",
    )
)


@dataclass(frozen=True, slots=True)
class _Book:
    effects: tuple[Effect, ...]
    kinds: dict[str, str]
    jurisdictions: dict[str, str]
    class_question: ClassQuestion
    caution: str


@cache
def _book() -> _Book:
    data = tomllib.loads((_DATA / "effects.toml").read_text(encoding="utf-8"))
    authorities = {key: Authority(key, a["title"], a["read"]) for key, a in data["authorities"].items()}
    with (_DATA / "effects.csv").open(encoding="utf-8", newline="") as file:
        effects = tuple(_effect(row, data, authorities) for row in csv.DictReader(file))
    question = data["class_question"]
    precedents = tuple(
        Precedent(
            authority=authorities[p["authority"]],
            signed=p["signed"],
            president=p["president"],
            covers=p["covers"],
            leaves_out=p["leaves_out"],
            certificates=p["certificates"],
        )
        for p in data["precedents"]
    )
    return _Book(
        effects=effects,
        kinds=data["kinds"],
        jurisdictions=data["jurisdictions"],
        class_question=ClassQuestion(
            saying=question["saying"],
            answer=question["answer"],
            authorities=tuple(authorities[key] for key in question["authority"]),
            precedents=precedents,
        ),
        caution=data["caution"]["text"],
    )


def _effect(row: dict[str, str], data: dict, authorities: dict[str, Authority]) -> Effect:
    place = f"effects.csv, {row['jurisdiction']} {row['relief_kind']} {row['subject']}"
    if row["effect"] not in get_args(EffectCode) or row["mark"] not in get_args(Mark):
        raise InputError(f"{place}: effect {row['effect']!r} or mark {row['mark']!r} is not in the vocabulary.")
    if row["audience"] not in ("all", "noncitizen"):
        raise InputError(f'{place}: audience {row["audience"]!r} is neither "all" nor "noncitizen".')
    return Effect(
        jurisdiction=row["jurisdiction"],
        relief_kind=cast("ReliefKind", row["relief_kind"]),
        subject=row["subject"],
        subject_title=data["subjects"][row["subject"]],
        effect=cast("EffectCode", row["effect"]),
        text=row["text"],
        authorities=tuple(authorities[key] for key in row["authority"].split("|")),
        as_of=row["as_of"],
        mark=cast("Mark", row["mark"]),
        noncitizen_only=row["audience"] == "noncitizen",
    )

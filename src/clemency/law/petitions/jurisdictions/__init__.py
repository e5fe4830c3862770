"""Offices as data: who decides, by what vote, on which waits, notices and days allowed."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from clemency.errors import CoverageError

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Sourced:
    """Where a rule was read, and how well: V read, S secondary, K memory, D our decision."""

    text: str
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class Wait:
    """A time that generally passes before a petition. `anchors` are fields of a conviction; where rule and form
    name different days, all are listed and the answer spans them."""

    id: str
    kinds: tuple[str, ...]
    years: int
    anchors: tuple[str, ...]
    anchors_without_confinement: tuple[str, ...]
    applies_to: str  # "any", or a fact of the conviction such as "registrable"
    effective_from: date
    effective_to: date | None
    rule: Sourced


@dataclass(frozen=True, slots=True)
class Reapplication:
    kinds: tuple[str, ...]
    years: int
    runs_from: str  # "denied_on" or "final_adverse_decision"
    effective_from: date
    effective_to: date | None
    rule: Sourced


@dataclass(frozen=True, slots=True)
class PresumedConcurrence:
    """Days of silence after an adverse recommendation. A proposed rule has no first day and never applies."""

    days: int
    effective_from: date | None
    effective_to: date | None
    rule: Sourced


@dataclass(frozen=True, slots=True)
class HearingNotice:
    to: str
    days_before: int
    proof: bool
    rule: Sourced


@dataclass(frozen=True, slots=True)
class VoteRule:
    kinds: tuple[str, ...]
    when: str  # "any" or "life_or_death_sentence"
    rule: str  # "majority_of_board" or "unanimous"
    rests_on: Sourced


@dataclass(frozen=True, slots=True)
class Board:
    members: int
    quorum: int
    hearing: str  # "none" or "public"
    votes: tuple[VoteRule, ...]


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    id: str
    title: str
    mode: str  # "chain", "board" or "gatekeeper"
    decision_maker: str
    decision_maker_es: str  # as a letter in Spanish names them
    office: str
    layers: tuple[str, ...]
    kinds: tuple[str, ...]
    case_prefixes: dict[str, str]
    authority: str  # as an instrument names it
    effects: str  # the jurisdiction of clemency.law.effects that applies
    source: str
    waits: tuple[Wait, ...]
    reapplication: tuple[Reapplication, ...]
    presumed_concurrence: tuple[PresumedConcurrence, ...]
    notices: tuple[HearingNotice, ...]
    board: Board | None
    cure_days: int
    referral_days: int
    required_parts: dict[str, tuple[str, ...]]


def _sourced(row: dict[str, Any]) -> Sourced:
    return Sourced(row["text"], row["source"], row["mark"])


def _board(row: dict[str, Any] | None) -> Board | None:
    if row is None:
        return None
    votes = tuple(VoteRule(tuple(v["kinds"]), v["when"], v["rule"], _sourced(v)) for v in row["votes"])
    return Board(row["members"], row["quorum"], row["hearing"], votes)


def read(raw: dict[str, Any]) -> Jurisdiction:
    """A jurisdiction from its parsed file. A missing field is a KeyError: the files are ours and are tested whole."""
    allowed = raw["time_allowed"]
    return Jurisdiction(
        id=raw["id"],
        title=raw["title"],
        mode=raw["mode"],
        decision_maker=raw["decision_maker"],
        decision_maker_es=raw["decision_maker_es"],
        office=raw["office"],
        layers=tuple(raw["layers"]),
        kinds=tuple(raw["kinds"]),
        case_prefixes=raw["case_prefixes"],
        authority=raw["authority"],
        effects=raw["effects"],
        source=raw["source"],
        waits=tuple(
            Wait(
                w["id"], tuple(w["kinds"]), w["years"], tuple(w["anchors"]), tuple(w["anchors_without_confinement"]),
                w["applies_to"], w["effective_from"], w.get("effective_to"), _sourced(w),
            )
            for w in raw.get("waits", ())
        ),
        reapplication=tuple(
            Reapplication(
                tuple(r["kinds"]), r["years"], r["from"], r["effective_from"], r.get("effective_to"), _sourced(r)
            )
            for r in raw.get("reapplication", ())
        ),
        presumed_concurrence=tuple(
            PresumedConcurrence(p["days"], p.get("effective_from"), p.get("effective_to"), _sourced(p))
            for p in raw.get("presumed_concurrence", ())
        ),
        notices=tuple(
            HearingNotice(n["to"], n["days_before"], n["proof"], _sourced(n)) for n in raw.get("notices", ())
        ),
        board=_board(raw.get("board")),
        cure_days=allowed["cure_days"],
        referral_days=allowed["referral_days"],
        required_parts={kind: tuple(row["parts"]) for row in raw["required_parts"] for kind in row["kinds"]},
    )  # fmt: skip


def known() -> tuple[str, ...]:
    """The ids of the offices there are files for."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


@cache
def jurisdiction(name: str) -> Jurisdiction:
    """The office with that id, read from its file; CoverageError names the ones there are."""
    if name not in known():
        raise CoverageError(f"no rules are entered for the office {name!r}; there are: {', '.join(known())}.")
    return read(tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8")))

"""Petition forms as data: the online form, the printable form and the clerk's entry screen are one list of fields."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clemency.docket.errors import DocketError

if TYPE_CHECKING:
    from clemency.docket.intake.models import Case

_FOLDER = Path(__file__).parent / "forms"
TYPES = ("text", "long", "date", "choice")


@dataclass(frozen=True, slots=True)
class Words:
    """A text in the languages of the forms."""

    en: str
    es: str

    def in_(self, language: str) -> str:
        return self.es if language == "es" else self.en


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `record` names a fact of the case ("person.surname") that the answer also sets.
    `store` = "demographics" keeps the answer apart from the case."""

    id: str
    type: str
    words: Words
    help: Words
    required: bool
    record: str
    store: str
    options: tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True)
class Part:
    id: str
    title: Words
    note: Words
    repeat: int
    fields: tuple[Field, ...]

    def rows(self) -> list[list[tuple[str, Field]]]:
        """Field names with their fields, one list a row; a repeated part has numbered names (employer.2)."""
        if self.repeat == 1:
            return [[(one.id, one) for one in self.fields]]
        return [[(f"{one.id}.{row}", one) for one in self.fields] for row in range(1, self.repeat + 1)]


@dataclass(frozen=True, slots=True)
class Paper:
    id: str
    words: Words
    required: bool


@dataclass(frozen=True, slots=True)
class PetitionForm:
    kind: str
    title: Words
    source: str
    mark: str
    oath: Words
    parts: tuple[Part, ...]
    papers: tuple[Paper, ...]

    def fields(self) -> dict[str, Field]:
        """Every field of the form by its name."""
        return {name: one for part in self.parts for row in part.rows() for name, one in row}

    def part(self, part_id: str) -> Part:
        for part in self.parts:
            if part.id == part_id:
                return part
        raise DocketError(f"The {self.kind} form has no part {part_id!r}.")


def _words(raw: dict[str, Any], prefix: str = "") -> Words:
    return Words(raw.get(f"{prefix}en", ""), raw.get(f"{prefix}es", ""))


def _field(raw: dict[str, Any]) -> Field:
    options = tuple((option["id"], _words(option)) for option in raw.get("options", ()))
    return Field(
        raw["id"], raw["type"], _words(raw), _words(raw, "help_"), raw.get("required", False),
        raw.get("record", ""), raw.get("store", ""), options,
    )  # fmt: skip


def _part(part_id: str, raw: dict[str, Any]) -> Part:
    fields = tuple(_field(field) for field in raw["fields"])
    return Part(part_id, _words(raw), _words(raw, "note_"), raw.get("repeat", 1), fields)


def kinds() -> tuple[str, ...]:
    """The petition kinds that have a form."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml") if path.stem != "common"))


@cache
def _additions(office: str) -> dict[str, Any]:
    """What an office asks for beyond the forms (forms/offices); nothing where no file says so."""
    path = _FOLDER / "offices" / f"{office}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def form_of(case: Case) -> PetitionForm:
    """The form that a case is filed on: its kind's, with what its office adds."""
    return petition_form(case.kind, case.jurisdiction)


@cache
def petition_form(kind: str, office: str) -> PetitionForm:
    """The form for a kind of petition in an office; DocketError if there is none."""
    if kind not in kinds():
        raise DocketError(f"There is no form for {kind!r}; the forms are: {', '.join(kinds())}.")
    common = tomllib.loads((_FOLDER / "common.toml").read_text(encoding="utf-8"))["parts"]
    raw = tomllib.loads((_FOLDER / f"{kind}.toml").read_text(encoding="utf-8"))
    parts = {**common, **raw["parts"]}
    added = [part for part in _additions(office).get("parts", ()) if kind in part["kinds"]]
    papers = [paper for paper in _additions(office).get("papers", ()) if kind in paper["kinds"]]
    return PetitionForm(
        kind=kind,
        title=_words(raw),
        source=raw["source"],
        mark=raw["mark"],
        oath=_words(raw, "oath_"),
        parts=(
            *(_part(part_id, parts[part_id]) for part_id in raw["order"]),
            *(_part(part["id"], part) for part in added),
        ),
        papers=tuple(Paper(p["id"], _words(p), p.get("required", False)) for p in (*papers, *raw["papers"])),
    )

"""Presidents, their terms of office and the names that sources give them."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

from clemency.errors import InputError
from clemency.ledger.model import President, Term


@cache
def presidents() -> dict[str, President]:
    """Every president of whom the sources state anything, by key, in order of office."""
    table = tomllib.loads((Path(__file__).parent / "data" / "presidents.toml").read_text(encoding="utf-8"))
    return {entry["key"]: _president(entry) for entry in table["president"]}


def _president(entry: dict) -> President:
    terms = tuple(
        Term(f"{entry['key']}-{number}", date.fromisoformat(starts), date.fromisoformat(ends) if ends else None)
        for number, (starts, ends) in enumerate(entry["terms"], start=1)
    )
    return President(entry["key"], entry["name"], terms, tuple(entry.get("aliases", ())))


def in_office(president: str, day: date) -> bool:
    """Whether the president of that key held office on any part of that day."""
    return any(term.starts <= day and (term.ends is None or day <= term.ends) for term in presidents()[president].terms)


@cache
def find_president(name: str) -> President | None:
    """The president of that name or key, as sources print it, or of a surname that only one bore; None if nobody's."""
    wanted = _plain(name)
    for president in presidents().values():
        if wanted == president.key or wanted in map(_plain, (president.name, *president.aliases)):
            return president
    by_surname = [p for p in presidents().values() if _surname(p.name) == wanted]
    return by_surname[0] if len(by_surname) == 1 else None


def term_on(president: str, day: date) -> str:
    """The key of the president's term on that day.

    On the day a term ends the record goes by who signed: a grant of an outgoing president belongs to the term that
    ends, a grant on the first day of a president's new term to the term that begins. Raises InputError outside all
    terms.
    """
    terms = presidents()[president].terms
    for term in reversed(terms):
        if term.starts <= day and (term.ends is None or day <= term.ends):
            return term.key
    raise InputError(f"{presidents()[president].name} was not in office on {day}; check the day or the president.")


def _surname(name: str) -> str:
    return next(word for word in reversed(_plain(name).split()) if word not in ("jr", "sr"))


def _plain(name: str) -> str:
    return " ".join(name.replace(".", " ").replace(",", " ").casefold().split())

"""Who is who: names made comparable, ids made stable, and grants linked to one person only on evidence."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise

from clemency.ledger.model import Grant, Link, Person

_SUFFIXES = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv", "v": "v"}
SUFFIXES = frozenset(_SUFFIXES.values())
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@lru_cache(maxsize=65536)
def plain_name(name: str) -> str:
    """A name for comparison: no accents, case, commas or dots; suffixes spelled one way. Never shown."""
    decomposed = unicodedata.normalize("NFKD", name.replace("’", "").replace("'", "").replace("`", ""))
    letters = "".join(character for character in decomposed if not unicodedata.combining(character))
    found: list[str] = _WORD.findall(letters.casefold())
    words = [_SUFFIXES.get(word, word) for word in found]
    return " ".join(words)


def surname(name: str) -> str:
    """The last word of the name that is no suffix: what the lists are sorted by, nearly always."""
    words = [word for word in plain_name(name).split() if word not in SUFFIXES]
    return words[-1] if words else ""


def slug(name: str) -> str:
    """The name as part of an id: "Handy Bailey, Jr." is handy-bailey-jr."""
    return plain_name(name).encode("ascii", "ignore").decode().replace(" ", "-") or "unnamed"


def grant_id(president: str, signed_on: date, kind: str, name: str, namesake: int = 1) -> str:
    """The id of a grant, from its fewest stable fields. ``namesake`` counts people of one name on one day, from 1."""
    suffix = f"-{namesake}" if namesake > 1 else ""
    return f"{president}-{signed_on.isoformat()}-{kind}-{slug(name)}{suffix}"


def persons(grants: Sequence[Grant]) -> tuple[Person, ...]:
    """The people behind the grants. Two grants are one person's only on one of these grounds:

    same register number          the prison's own identifier, printed with both
    same name and same judgment   same first name and surname, same court, same full day of sentence
    a source says so              one grant's text names the other: its kind or "commuted", its day, in the same name

    A name alone never links. Two grants of one kind, on one day, are never linked by name and judgment: a source that
    lists a name twice on one day lists two people.
    """
    links = [*_by_register_number(grants), *_by_judgment(grants), *_by_statement(grants)]
    leader = {grant.id: grant.id for grant in grants}

    def find(grant: str) -> str:
        while leader[grant] != grant:
            grant = leader[grant]
        return grant

    for link in links:
        first, second = sorted(map(find, link.grants))
        leader[second] = first
    groups: dict[str, list[Grant]] = defaultdict(list)
    for grant in grants:
        groups[find(grant.id)].append(grant)
    links_of: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        links_of[find(link.grants[0])].append(link)
    return tuple(
        Person(f"p-{root}", group[0].name, tuple(grant.id for grant in group), tuple(links_of[root]))
        for root, group in sorted(groups.items())
    )


def _by_register_number(grants: Iterable[Grant]) -> list[Link]:
    groups: dict[str, list[Grant]] = defaultdict(list)
    for grant in grants:
        if grant.register_number:
            groups[grant.register_number].append(grant)
    return [
        Link((first.id, second.id), "same register number", "printed with both grants")
        for group in groups.values()
        for first, second in pairwise(group)
        if surname(first.name) == surname(second.name)
    ]


def _by_judgment(grants: Iterable[Grant]) -> list[Link]:
    groups: dict[tuple[str, str], list[Grant]] = defaultdict(list)
    for grant in grants:
        if grant.reading.sentenced_on and grant.reading.districts:
            groups[_first_and_last(grant.name)].append(grant)
    links = []
    for group in groups.values():
        for place, first in enumerate(group):
            for second in group[place + 1 :]:
                if (first.signed_on, first.kind) == (second.signed_on, second.kind):
                    continue
                days = set(first.reading.sentenced_on) & set(second.reading.sentenced_on)
                courts = set(first.reading.districts) & set(second.reading.districts)
                if days and courts:
                    detail = f"{min(courts)}, sentenced {min(days)}"
                    links.append(Link((first.id, second.id), "same name and same judgment", detail))
    return links


def _first_and_last(name: str) -> tuple[str, str]:
    """First name and surname: lists differ in middle names and suffixes, and a judgment tells their owners apart."""
    words = [word for word in plain_name(name).split() if word not in SUFFIXES]
    return (words[0], words[-1]) if words else ("", "")


def _by_statement(grants: Iterable[Grant]) -> list[Link]:
    """Links from words such as "commuted to 235 months of imprisonment (January 19, 2017)" in a later grant."""
    by_name: dict[str, list[Grant]] = defaultdict(list)
    for grant in grants:
        by_name[plain_name(grant.name)].append(grant)
    links = []
    for group in by_name.values():
        for later in group:
            text = f"{later.sentence_text} {later.biography_text} {later.terms_text}"
            if "commuted" not in text:
                continue
            for earlier in group:
                if earlier.signed_on < later.signed_on and earlier.kind == "commutation":
                    words = _naming_words(text, earlier)
                    if words:
                        links.append(Link((earlier.id, later.id), "a source says so", words))
    return links


def _naming_words(text: str, earlier: Grant) -> str:
    """The words of the text that name an earlier commutation by its day, or by its president and year; "" if none."""
    day = earlier.signed_on
    full = f"{_MONTH_NAMES[day.month - 1]} {day.day}, {day.year}"
    for sentence in re.split(r"(?<=[a-z)]\.)\s+|;\s*", text):
        if "commuted" not in sentence:
            continue
        if full in sentence:
            return sentence.strip()
        surname_of_president = earlier.president.rsplit("-", 1)[-1].capitalize()
        if f"President {surname_of_president} commuted" in sentence and str(day.year) in sentence:
            return sentence.strip()
    return ""

"""Questions put to the record: totals by what people ask for, and the search for grants.

Totals are tables of figures, so every cell names its rule and can list its rows. Finding is lookup, never judgment:
hits are ordered by how well the name fits, and by day.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args

from clemency.errors import InputError
from clemency.ledger.counting import (
    RULES,
    Figure,
    Where,
    count_among,
    fiscal_year,
    fiscal_year_days,
    select,
)
from clemency.ledger.model import Grant, Record

By = Literal["president", "term", "year", "fiscal-year", "kind", "offense", "district"]
BY: tuple[By, ...] = get_args(By)

# Columns of every table of totals. Each is a rule; "life_sentences" and "drug_offenses" carry their unknown rows.
COLUMNS = ("pardons", "commutations", "remissions", "reprieves", "grants", "life_sentences", "drug_offenses")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table of totals: all its figures are counted over the same grants."""

    key: str
    label: str
    figures: dict[str, Figure]


@dataclass(frozen=True, slots=True)
class Totals:
    """A table of totals. ``note`` says what its lines do not add up to, where they do not."""

    by: By
    where: Where
    lines: tuple[Line, ...]
    whole: Line
    note: str


def totals(record: Record, by: str, where: Where = Where()) -> Totals:
    """Grants counted by president, term, calendar year, fiscal year, kind, class of offense or district.

    A grant with offenses of several classes, or judgments of several districts, stands in each of those lines once.
    Grants whose class or district the record does not know stand in the line "not known".
    """
    if by not in BY:
        raise InputError(f'Totals cannot be made by "{by}". Choose one of: {", ".join(BY)}.')
    groups: dict[str, list[Grant]] = {}
    chosen = select(record, where)
    for grant in chosen:
        for key in _KEYS[by](grant):
            groups.setdefault(key, []).append(grant)
    lines = [
        _line(record, key, _label(record, by, key), _narrowed(where, by, key), groups[key])
        for key in _ordered(record, by, groups)
    ]
    note = {
        "offense": "A grant counts once in each class of its offenses, so the lines add up to more than the whole.",
        "district": "A grant counts once in each district that sentenced, so lines can add up to more than the whole.",
    }.get(by, "")
    return Totals(by, where, tuple(lines), _line(record, "all", "all", where, chosen), note)


def _line(record: Record, key: str, label: str, where: Where, among: Sequence[Grant]) -> Line:
    return Line(key, label, {name: count_among(record, RULES[name], where, among) for name in COLUMNS})


_UNKNOWN = "not known"
_KEYS: dict[str, Callable[[Grant], tuple[str, ...]]] = {
    "president": lambda g: (g.president,),
    "term": lambda g: (g.term,),
    "year": lambda g: (str(g.signed_on.year),),
    "fiscal-year": lambda g: (str(fiscal_year(g.signed_on)),),
    "kind": lambda g: (g.kind,),
    "offense": lambda g: tuple(dict.fromkeys(g.reading.offense_classes)) or (_UNKNOWN,),
    "district": lambda g: tuple(dict.fromkeys(g.reading.districts)) or (_UNKNOWN,),
}


def _narrowed(where: Where, by: By, key: str) -> Where:
    """The question of one line, so that its figures name the right gaps."""
    if by == "president":
        return replace(where, president=key)
    if by == "term":
        return replace(where, term=key, president=where.president or key.rsplit("-", 1)[0])
    if by == "kind":
        return replace(where, kind=key)
    if by in ("year", "fiscal-year"):
        first, last = (date(int(key), 1, 1), date(int(key), 12, 31)) if by == "year" else fiscal_year_days(int(key))
        return replace(
            where,
            since=max(first, where.since) if where.since else first,
            until=min(last, where.until) if where.until else last,
        )
    return where


def _label(record: Record, by: By, key: str) -> str:
    if by == "president":
        return record.presidents[key].name if key in record.presidents else key
    if by == "term":
        for president in record.presidents.values():
            for number, term in enumerate(president.terms, start=1):
                if term.key == key:
                    return f"{president.name}, term {number}" if len(president.terms) > 1 else president.name
        return key
    if by == "fiscal-year":
        return f"FY{key}"
    if by == "district":
        return district_name(key)
    return key.replace("_", " ")


def _ordered(record: Record, by: By, groups: dict[str, list[Grant]]) -> list[str]:
    if by in ("president", "term"):
        return sorted(groups, key=lambda k: groups[k][0].signed_on)
    if by in ("year", "fiscal-year"):
        return sorted(groups)
    return sorted(groups, key=lambda k: (k == _UNKNOWN, -len(groups[k]), k))


_COURTS = {"dcsuper": "Superior Court of the District of Columbia", "courtmartial": "Courts-martial"}


def district_name(code: str) -> str:
    """The name of a court by its code ("txed": Eastern District of Texas), or the code itself if it is none."""
    from clemency.ledger.text import districts

    held = districts().get(code)
    return held.name if held else _COURTS.get(code, code)


def state_of(code: str) -> str:
    """The two letters of the state of a court, "" for a court that sits in none ("courtmartial")."""
    from clemency.ledger.text import districts

    held = districts().get(code)
    return held.state if held else ("DC" if code == "dcsuper" else "")


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for. Empty fields do not restrict; text fields ignore case, accents and typing errors in names."""

    name: str = ""
    offense: str = ""  # words of the offense as printed, or a class of offense
    drug: str = ""  # "cocaine base", "heroin", or "any"
    district: str = ""  # code, or words of the district as printed
    state: str = ""  # two letters
    life: bool | None = None
    where: Where = Where()  # noqa: RUF009 - a frozen value
    include_ended: bool = True  # also grants declined or superseded, which no total counts


@dataclass(frozen=True, slots=True)
class Hit:
    """A grant found. ``fit`` is how well the name fits, 0 to 100; 100 where no name was asked for."""

    grant: Grant
    fit: float


def find(record: Record, query: Query) -> list[Hit]:
    """The grants that fit every part of the query, best name first, then by day."""
    fits = _name_fits(record, query.name) if query.name.strip() else None
    hits = [
        Hit(grant, 100.0 if fits is None else fits[index])
        for index, grant in enumerate(record.grants)
        if (fits is None or index in fits) and fits_facts(grant, query)
    ]
    hits.sort(key=lambda hit: (-hit.fit, hit.grant.signed_on, hit.grant.name))
    return hits


def fits_facts(grant: Grant, query: Query) -> bool:
    """Whether a grant fits every part of the query but the name."""
    where, reading = query.where, grant.reading
    in_force = where.matches(grant)
    if not in_force and not (query.include_ended and _matches_but_ended(grant, where)):
        return False
    if query.life is not None and RULES["life_sentences"].test(grant) is not query.life:
        return False
    if query.state and query.state.upper() not in {state_of(code) for code in reading.districts}:
        return False
    if query.drug and not drug_fits(reading.drugs, reading.drug, query.drug):
        return False
    if query.district:
        wanted = query.district.lower()
        if wanted not in reading.districts and not _words_in(wanted, grant.district_text):
            return False
    if query.offense:
        wanted = query.offense.lower()
        if wanted.replace(" ", "_") not in reading.offense_classes and not _words_in(wanted, grant.offense_text):
            return False
    return True


def _matches_but_ended(grant: Grant, where: Where) -> bool:
    """True for a grant that the question would reach, were it still in effect."""
    if grant.effective(where.known_on) or grant.status(where.known_on) is None:
        return False
    first = replace(grant, history=grant.history[:1])
    return where.matches(first)


def drug_fits(drugs: tuple[str, ...], any_drug: bool | None, wanted: str) -> bool:
    """Whether a drug as people write it is among those of a grant; "any" for every drug offense."""
    if wanted.lower() == "any":
        return any_drug is True
    name = wanted.lower().replace(" ", "_").replace("crack", "cocaine_base")
    return any(name == drug.lower() or name in drug.lower().split("_") for drug in drugs)


def _words_in(wanted: str, text: str) -> bool:
    text = text.lower()
    return all(word in text for word in wanted.split())


# Names are compared word by word: a surname alone must find its bearers, and one wrong letter must not hide them.
_LOWEST_FIT = 75.0
_INDEXES: dict[str, _NameIndex] = {}


class _NameIndex:
    """The distinct words of all names, and which grants bear them."""

    def __init__(self, record: Record) -> None:
        self.bearers: dict[str, list[int]] = {}
        for index, grant in enumerate(record.grants):
            for word in {w for name in (grant.name, *grant.aliases) for w in name_words(name)}:
                self.bearers.setdefault(word, []).append(index)
        self.words = list(self.bearers)


_NAME_WORD = re.compile(r"[^\W_]+")


def name_words(name: str) -> list[str]:
    """The words of a name in lower case, without accents and points. A suffix such as "Jr." is a word like another."""
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return _NAME_WORD.findall(name.lower().replace("'", "").replace("’", ""))


def _name_fits(record: Record, name: str) -> dict[int, float]:
    """For each grant whose name has a word close to every word asked for: the mean closeness, 0 to 100."""
    from rapidfuzz import fuzz, process

    words = name_words(name)
    if not words:
        raise InputError(f'"{name}" holds no letters to look for.')
    if record.digest not in _INDEXES:
        if len(_INDEXES) > 3:
            _INDEXES.clear()
        _INDEXES[record.digest] = _NameIndex(record)
    index = _INDEXES[record.digest]
    kept: dict[int, float] = {}
    for number, word in enumerate(words):
        best: dict[int, float] = {}
        for close, fit, _ in process.extract(
            word, index.words, scorer=fuzz.ratio, score_cutoff=_LOWEST_FIT, limit=None
        ):
            for grant in index.bearers[close]:
                best[grant] = max(best.get(grant, 0.0), fit)
        kept = best if number == 0 else {g: kept[g] + fit for g, fit in best.items() if g in kept}
    return {grant: round(total / len(words), 1) for grant, total in kept.items()}

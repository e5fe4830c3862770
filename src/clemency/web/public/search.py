"""The search: filters in the database, names by closeness, answers in pages. Lookup, never judgment.

It answers as ``clemency.ledger.questions.find`` does; a test holds the two equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from rapidfuzz import fuzz, process

from clemency.errors import InputError
from clemency.ledger.model import KINDS, Grant
from clemency.ledger.questions import name_words
from clemency.web.public.asked import Asked
from clemency.web.public.models import FoundGrant
from clemency.web.public.record import Served

Sort = Literal["best", "newest", "oldest", "name"]
SORTS: tuple[Sort, ...] = get_args(Sort)
LOWEST_FIT = 75.0
PAGE = 50


@dataclass(frozen=True, slots=True)
class Search:
    """What was asked. Empty fields do not restrict."""

    name: str = ""
    offense: str = ""
    drug: str = ""
    district: str = ""
    state: str = ""
    kind: str = ""
    president: str = ""
    term: str = ""
    since: date | None = None
    until: date | None = None
    life: bool | None = None
    sort: Sort = "best"

    @property
    def restricts(self) -> bool:
        return self != Search(sort=self.sort)

    def query(self, **changes: object) -> str:
        """The search as the part of an address after the question mark; the permanent link of a search."""
        values: dict[str, object] = {
            "name": self.name,
            "offense": self.offense,
            "drug": self.drug,
            "district": self.district,
            "state": self.state,
            "kind": self.kind,
            "president": self.president,
            "term": self.term,
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
            "life": {True: "yes", False: "no", None: ""}[self.life],
            "sort": self.sort if self.sort != "best" else "",
        }
        values.update(changes)
        return urlencode({key: value for key, value in values.items() if value not in ("", None)})


def read_search(asked: Asked, state: Served) -> Search:
    """The search that the parameters of an address name. Raises InputError on a value that cannot stand."""
    record = state.record
    terms = [term.key for president in record.presidents.values() for term in president.terms]
    since, until = asked.day("since"), asked.day("until")
    if since and until and until < since:
        raise InputError(f"since={since} is after until={until}. Give the earlier day as since.")
    return Search(
        name=asked.text("name", 200),
        offense=asked.text("offense", 200),
        drug=asked.text("drug", 100),
        district=asked.text("district", 100),
        state=asked.text("state", 2).upper(),
        kind=asked.choice("kind", KINDS),
        president=asked.choice("president", tuple(record.presidents)),
        term=asked.choice("term", tuple(terms)),
        since=since,
        until=until,
        life=asked.yes_no("life"),
        sort=asked.choice("sort", SORTS) or "best",  # type: ignore[arg-type]
    )


@dataclass(frozen=True, slots=True)
class Found:
    """How many grants fit, and the ids of one page of them (or of all) in the order asked for."""

    total: int
    ids: tuple[str, ...]


def find(state: Served, search: Search, page: int | None = 1, size: int = PAGE) -> Found:
    """The grants that fit every part of the search. ``page`` counts from 1; None gives all."""
    rows = _filtered(search)
    if search.name.strip():
        return _by_name(rows, name_fits(state, search.name), search.sort, page, size)
    ordered = rows.order_by(*_ORDER[search.sort]).values_list("id", flat=True)
    if page is None:
        ids = tuple(ordered)
        return Found(len(ids), ids)
    start = (page - 1) * size
    ids = tuple(ordered[start : start + size])
    total = start + len(ids) if 0 < len(ids) < size else _count(state, search, rows)
    return Found(total, ids)


_ORDER: Mapping[str, tuple[str, ...]] = {
    "best": ("-signed_on", "place"),
    "newest": ("-signed_on", "place"),
    "oldest": ("signed_on", "place"),
    "name": ("name_key", "signed_on"),
}


def _count(state: Served, search: Search, rows: QuerySet[FoundGrant]) -> int:
    """How many rows fit; kept for each search, because every page of it asks again."""
    counts: dict[str, int] = state.kept.setdefault("counts", {})  # type: ignore[assignment]
    key = search.query(sort="")
    if key not in counts:
        if len(counts) > 2000:
            counts.clear()
        counts[key] = rows.count()
    return counts[key]


def _filtered(search: Search) -> QuerySet[FoundGrant]:
    rows = FoundGrant.objects.all()
    exact = {"kind": search.kind, "president": search.president, "term": search.term}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if search.since:
        rows = rows.filter(signed_on__gte=search.since)
    if search.until:
        rows = rows.filter(signed_on__lte=search.until)
    if search.life is not None:
        rows = rows.filter(life=search.life)
    if search.state:
        rows = rows.filter(states__contains=f" {search.state} ")
    if search.drug:
        rows = rows.filter(drug=True) if search.drug.lower() == "any" else rows.filter(drugs__contains=_drug(search))
    if search.district:
        wanted = search.district.lower()
        rows = rows.filter(Q(districts__contains=f" {wanted} ") | _all_words("court", wanted))
    if search.offense:
        wanted = search.offense.lower()
        rows = rows.filter(Q(classes__contains=f" {wanted.replace(' ', '_')} ") | _all_words("offense", wanted))
    return rows


def _drug(search: Search) -> str:
    name = search.drug.lower().strip().replace(" ", "_").replace("crack", "cocaine_base")
    return f" {name} "


def _all_words(field: str, wanted: str) -> Q:
    found = Q()
    for word in wanted.split():
        found &= Q(**{f"{field}__contains": word})
    return found


def name_fits(state: Served, name: str) -> dict[str, float]:
    """For each grant whose name has a word close to every word asked for: the mean closeness, 0 to 100."""
    words = name_words(name)
    if not words:
        raise InputError(f'"{name}" holds no letters to look for.')
    kept: dict[str, float] = {}
    for number, word in enumerate(words[:8]):
        best: dict[str, float] = {}
        close = process.extract(word, state.bearers.keys(), scorer=fuzz.ratio, score_cutoff=LOWEST_FIT, limit=None)
        for found, fit, _ in close:
            for grant in state.bearers[found]:
                best[grant] = max(best.get(grant, 0.0), fit)
        kept = best if number == 0 else {g: kept[g] + fit for g, fit in best.items() if g in kept}
    return {grant: round(total / len(words[:8]), 1) for grant, total in kept.items()}


def _by_name(rows: QuerySet[FoundGrant], fits: dict[str, float], sort: Sort, page: int | None, size: int) -> Found:
    """The bearers of a close name that fit the rest, best name first unless another order is asked for."""
    found: list[tuple[str, date, str]] = []
    wanted = list(fits)
    for start in range(0, len(wanted), 900):
        part = rows.filter(id__in=wanted[start : start + 900])
        found += part.values_list("id", "signed_on", "name_key")
    keys = {
        "best": lambda row: (-fits[row[0]], row[1], row[2]),
        "newest": lambda row: (-row[1].toordinal(), row[2]),
        "oldest": lambda row: (row[1], row[2]),
        "name": lambda row: (row[2], row[1]),
    }
    found.sort(key=keys[sort])
    ids = tuple(row[0] for row in found)
    if page is None:
        return Found(len(ids), ids)
    return Found(len(ids), ids[(page - 1) * size : page * size])


def grants_of(state: Served, ids: tuple[str, ...]) -> tuple[Grant, ...]:
    """The grants with those ids, in that order."""
    return tuple(state.record.grants_by_id[key] for key in ids if key in state.record.grants_by_id)

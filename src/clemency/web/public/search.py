"""The search: filters in the database, names by closeness, answers in pages. Lookup, never judgment.

It answers as ``clemency.ledger.questions.find`` does; a test holds the two equal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, get_args
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from rapidfuzz import fuzz, process

from clemency.errors import InputError
from clemency.ledger.counting import Where
from clemency.ledger.model import KINDS, Grant
from clemency.ledger.questions import Query, fits_facts, name_words
from clemency.web.public.asked import Asked
from clemency.web.public.models import FoundGrant
from clemency.web.public.record import CLOSE, Served

Sort = Literal["best", "newest", "oldest", "name"]
SORTS: tuple[Sort, ...] = get_args(Sort)
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
    if search.name.strip():
        return _cut(_by_name(state, search), page, size)
    if not search.restricts and search.sort != "name":
        return _cut(state.by_day if search.sort == "oldest" else state.latest_first, page, size)
    rows = _filtered(search)
    ordered = rows.order_by(*_ORDER[search.sort]).values_list("id", flat=True)
    if page is None:
        ids = tuple(ordered)
        return Found(len(ids), ids)
    start = (page - 1) * size
    ids = tuple(ordered[start : start + size])
    total = start + len(ids) if 0 < len(ids) < size else _count(state, search, rows)
    return Found(total, ids)


def _cut(grants: Sequence[Grant], page: int | None, size: int) -> Found:
    part = grants if page is None else grants[(page - 1) * size : page * size]
    return Found(len(grants), tuple(grant.id for grant in part))


_ORDER: Mapping[str, tuple[str, ...]] = {
    "best": ("-signed_on", "place"),
    "newest": ("-signed_on", "place"),
    "oldest": ("signed_on", "place"),
    "name": ("name_key", "signed_on", "place"),
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


def name_fits(state: Served, name: str) -> dict[int, float]:
    """For each grant whose name has a word close to every word asked for: its place and the mean closeness, 0 to 100."""
    words = name_words(name)
    if not words:
        raise InputError(f'"{name}" holds no letters to look for.')
    kept: dict[int, float] = {}
    for number, word in enumerate(words[:8]):
        close = process.extract(word, state.bearers.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE, limit=None)
        best: dict[int, float] = {}
        for found, fit, _ in reversed(close):  # the closest last, so that a grant keeps its closest word
            best.update(dict.fromkeys(state.bearers[found], fit))
        kept = best if number == 0 else {g: kept[g] + fit for g, fit in best.items() if g in kept}
    return kept if len(words) == 1 else {grant: total / len(words[:8]) for grant, total in kept.items()}


def _by_name(state: Served, search: Search) -> list[Grant]:
    """The bearers of a close name that fit the rest, best name first unless another order is asked for.

    They are few, so the rest is asked of each in memory, by the ledger's own test.
    """
    grants = state.record.grants
    found = [(round(fit, 1), grants[place]) for place, fit in name_fits(state, search.name).items()]
    rest = replace(search, name="")
    if rest.restricts:
        query = _as_query(rest)
        found = [(fit, grant) for fit, grant in found if fits_facts(grant, query)]
    keys: dict[Sort, Callable[[tuple[float, Grant]], Any]] = {
        "best": lambda pair: (-pair[0], pair[1].signed_on, pair[1].name),
        "newest": lambda pair: (-pair[1].signed_on.toordinal(), pair[1].name),
        "oldest": lambda pair: (pair[1].signed_on, pair[1].name),
        "name": lambda pair: (name_words(pair[1].name), pair[1].signed_on),
    }
    found.sort(key=keys[search.sort])
    return [grant for _, grant in found]


def _as_query(search: Search) -> Query:
    """The same question as the ledger puts it."""
    where = Where(search.president, search.term, search.kind, search.since, search.until)
    return Query("", search.offense, search.drug, search.district, search.state, search.life, where)


def grants_of(state: Served, ids: tuple[str, ...]) -> tuple[Grant, ...]:
    """The grants with those ids, in that order."""
    return tuple(state.record.grants_by_id[key] for key in ids if key in state.record.grants_by_id)

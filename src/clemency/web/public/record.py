"""The record as it is served: the built record in memory, its search tables in the database, and an office's releases.

The record is read once a process and shared by all threads. ``stamp`` names the state of all that is served, so that
pages made from it can be kept.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from heapq import nlargest
from itertools import islice
from pathlib import Path

from django.db import connection, transaction
from rapidfuzz import fuzz

from clemency.ledger import released, store
from clemency.ledger.counting import RULES
from clemency.ledger.model import Grant, President, Record
from clemency.ledger.questions import name_words, state_of
from clemency.web.public.daybook import Daybook
from clemency.web.public.models import FoundGrant, Loaded

_LOOK_AGAIN = 2.0
"""Seconds between two looks for a new release: one small query, not one a page."""


@dataclass(frozen=True)
class Served:
    """The record with what is worked out from it once."""

    record: Record
    kept: dict[str, object] = field(default_factory=dict)  # tables made from this state, made once

    @property
    def key(self) -> str:
        return self.record.digest

    @property
    def version(self) -> str:
        """The version to cite."""
        return self.record.version

    @cached_property
    def latest_day(self) -> date:
        """The last signed day with a grant in effect."""
        return max((g.signed_on for g in self.record.grants if g.effective()), default=date.min)

    @cached_property
    def grants_by_act(self) -> Mapping[str, tuple[Grant, ...]]:
        acts: dict[str, list[Grant]] = {}
        for grant in self.record.grants:
            acts.setdefault(grant.act, []).append(grant)
        return {act: tuple(grants) for act, grants in acts.items()}

    @cached_property
    def bearers(self) -> Mapping[str, tuple[int, ...]]:
        """Each word of a name, and the places in the record of the grants whose name holds it."""
        words: dict[str, list[int]] = {}
        for place, grant in enumerate(self.record.grants):
            for word in {w for name in (grant.name, *grant.aliases) for w in name_words(name)}:
                words.setdefault(word, []).append(place)
        return {word: tuple(places) for word, places in words.items()}

    @cached_property
    def by_day(self) -> tuple[Grant, ...]:
        """All grants, the earliest signed day first."""
        return self.record.by_signed_day[""]

    @cached_property
    def latest_first(self) -> tuple[Grant, ...]:
        """All grants, the latest signed day first, each day in the record's order."""
        return tuple(sorted(self.record.grants, key=lambda grant: -grant.signed_on.toordinal()))

    @cached_property
    def latest_announced(self) -> tuple[Grant, ...]:
        """The grants of the feeds: a hundred, the last made public first."""
        return tuple(
            nlargest(100, self.record.grants, key=lambda grant: (grant.announced_on, grant.signed_on, grant.id))
        )

    @cached_property
    def daybook(self) -> Daybook:
        return Daybook(self.record)

    @cached_property
    def presidents(self) -> tuple[President, ...]:
        """Those with a grant in the record, in its order."""
        return tuple(self.record.presidents[key] for key in dict.fromkeys(g.president for g in self.record.grants))

    @cached_property
    def states(self) -> tuple[str, ...]:
        return tuple(sorted({s for g in self.record.grants for d in g.reading.districts if (s := state_of(d))}))

    @cached_property
    def drugs(self) -> tuple[str, ...]:
        return tuple(sorted({drug for g in self.record.grants for drug in g.reading.drugs}))

    @cached_property
    def classes(self) -> tuple[str, ...]:
        return tuple(sorted({name for g in self.record.grants for name in g.reading.offense_classes}))


_lock = threading.Lock()
_current: Served | None = None
_stamp: tuple[float, int] = (-1e9, 0)
_released: tuple[int, list[released.Released]] | None = None
CLOSE = 75.0
"""Least likeness of two words of a name, of 100: one wrong letter in a short word, two in a long one."""


def served() -> Served:
    """The record to answer from, read once a process; its search tables are made on the first start with it."""
    global _current
    if _current is None:
        with _lock:
            if _current is None:
                folder = os.environ.get("CLEMENCY_RECORD")
                state = Served(store.load_record(Path(folder) if folder else None))
                fill_search(state)
                _current = state
    return _current


def releases() -> list[released.Released]:
    """What an office has released, the latest version of each, newest first. Read again when a release comes."""
    global _released
    number = _releases_written(now=True)
    if _released is None or _released[0] != number:
        with connection.cursor() as cursor:
            _released = number, released.current(cursor)
    return _released[1]


def released_grants() -> list[released.Released]:
    """The grants among them. They stand beside the record and are in none of its totals: an official list may come to
    hold the same grants, and nothing in a release says which row of a list it is, so adding would count some twice."""
    return [each for each in releases() if each.kind == "grant"]


def released_by_name(name: str) -> list[released.Released]:
    """Those whose name has a word close to every word asked for, as the search of the record has it."""
    words = name_words(name)
    return [
        each
        for each in releases()
        if words
        and all(
            any(fuzz.ratio(word, held) >= CLOSE for held in name_words(each.fields["person_name"])) for word in words
        )
    ]


def release_history(record_id: str) -> list[released.Released]:
    """Every version of one released record, first to last."""
    _releases_written()
    with connection.cursor() as cursor:
        return released.history(cursor, record_id)


def stamp() -> str:
    """Names the state of all that is served; it changes when the record or a release does."""
    return f"{served().key[:16]}+{_releases_written()}"


def _releases_written(*, now: bool = False) -> int:
    """How many versions of releases there are: none is ever changed or taken back. Looks every two seconds, or now."""
    global _stamp
    looked, number = _stamp
    if now or time.monotonic() - looked > _LOOK_AGAIN:
        with connection.cursor() as cursor:
            if looked < 0 and released.TABLE not in connection.introspection.table_names(cursor):
                released.prepare(cursor)  # once: a site that only reads need not be allowed to make tables
            cursor.execute(f"SELECT count(*) FROM {released.TABLE}")
            number = cursor.fetchall()[0][0]
        _stamp = (time.monotonic(), number)
    return number


def fill_search(state: Served) -> bool:
    """Make the search tables from the record, unless they are that record's already. True if they were made."""
    made = Loaded.objects.filter(digest=state.key)
    if made.exists():
        return False
    with transaction.atomic():
        if connection.vendor == "postgresql":  # SQLite has one writer at a time already
            with connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {Loaded._meta.db_table}")
        if made.exists():
            return False  # another process made them while this one waited
        FoundGrant.objects.all().delete()
        Loaded.objects.all().delete()
        # Plain rows: an object of the model for each of many grants would take three times as long.
        names = [field.column for field in FoundGrant._meta.concrete_fields]
        insert = (
            f"INSERT INTO {FoundGrant._meta.db_table} ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})"
        )
        rows = (_row(place, grant) for place, grant in enumerate(state.record.grants))
        with connection.cursor() as cursor:
            while some := list(islice(rows, 2000)):
                cursor.executemany(insert, [[row[name] for name in names] for row in some])
        Loaded.objects.create(digest=state.key, version=state.version, grants=len(state.record.grants))
    return True


def _row(place: int, grant: Grant) -> dict[str, str | int | bool | None]:
    """The columns of FoundGrant."""
    reading = grant.reading
    drugs = dict.fromkeys(word for drug in reading.drugs for word in (drug.lower(), *drug.lower().split("_")))
    states = dict.fromkeys(state for code in reading.districts if (state := state_of(code)))
    return {
        "id": grant.id,
        "place": place,
        "name_key": " ".join(name_words(grant.name))[:300],
        "kind": grant.kind,
        "president": grant.president,
        "term": grant.term,
        "signed_on": grant.signed_on.isoformat(),
        "in_effect": grant.effective(),
        "life": RULES["life_sentences"].test(grant),
        "drug": RULES["drug_offenses"].test(grant),
        "drugs": _spaced(drugs),
        "classes": _spaced(reading.offense_classes),
        "districts": _spaced(reading.districts),
        "states": _spaced(states),
        "offense": grant.offense_text.lower(),
        "court": grant.district_text.lower(),
    }


def _spaced(words: object) -> str:
    text = " ".join(words)  # type: ignore[arg-type]
    return f" {text} " if text else ""

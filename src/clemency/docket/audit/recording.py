"""Writing history: one decorator for acts, one function for entries."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from datetime import UTC
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

from django.db import connection, transaction

from clemency.docket import clock
from clemency.docket.accounts.actors import Actor
from clemency.docket.audit.chain import START, Verification, digest, verify
from clemency.docket.audit.models import Entry, Head

if TYPE_CHECKING:
    from clemency.docket.intake.models import Case

P = ParamSpec("P")
T = TypeVar("T")
_written: ContextVar[int] = ContextVar("entries_written", default=0)


class UnrecordedAct(AssertionError):
    """A programming fault: an act ended without an entry in the history. Its transaction is undone."""


def act(permission: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Make a function an act: permission checked, then one transaction holding its changes and an audit entry.

    The function takes `by: Actor` and usually `case: Case`, by keyword. The chain's head is locked first, so acts
    happen one after another and never deadlock. An act that writes no entry is undone with UnrecordedAct.
    """

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        @functools.wraps(function)
        def perform(*args: P.args, **kwargs: P.kwargs) -> T:
            from clemency.docket.access import require  # it reads the models of apps that use this module

            with transaction.atomic():
                Head.objects.select_for_update().get(pk=1)
                require(cast(Actor, kwargs["by"]), permission, cast("Case | None", kwargs.get("case")))
                before = _written.get()
                result = function(*args, **kwargs)
                if _written.get() == before:
                    raise UnrecordedAct(f"{function.__module__}.{function.__name__} wrote no entry in the history.")
                return result

        perform.permission = permission  # type: ignore[attr-defined]
        return perform

    return decorate


def record(*, act: str, subject: str, by: Actor | None, basis: str = "", **details: Any) -> Entry:
    """Add an entry within the caller's transaction.

    subject: "case:12", "instrument:3", "account:clerk1". by: None only where nobody is signed in.
    details: identifiers, counts and codes; never what a petitioner wrote.
    """
    if not connection.in_atomic_block:
        raise UnrecordedAct("record() outside a transaction: the entry could stay while its act is undone.")
    head = Head.objects.select_for_update().get(pk=1)
    values: dict[str, Any] = {
        "seq": head.seq + 1,
        "at": clock.now().astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": by.name if by else "",
        "role": by.role.value if by else "",
        "acting_for": by.acting_for_name if by else "",
        "act": act,
        "subject": subject,
        "basis": basis,
        "details": json.dumps(details, sort_keys=True, default=str, ensure_ascii=False) if details else "",
        "previous": head.hash,
    }
    entry = Entry.objects.create(**values, hash=digest(values))
    Head.objects.filter(pk=1).update(seq=entry.seq, hash=entry.hash)
    _written.set(_written.get() + 1)
    return entry


def entries() -> Iterator[dict[str, Any]]:
    """The whole history in order, as the mappings that `chain.verify` reads."""
    fields = ("seq", "at", "actor", "role", "acting_for", "act", "subject", "basis", "details", "previous", "hash")
    return iter(Entry.objects.order_by("seq").values(*fields).iterator(chunk_size=2000))


def verify_database(*, expected_head: str | None = None) -> Verification:
    """Check the history in the database against itself, its head row, and an anchor kept elsewhere if given."""
    with transaction.atomic():  # nothing is added between reading the head and the entries
        head = Head.objects.select_for_update().filter(pk=1).first()
        return verify(entries(), expected_head=expected_head or (head.hash if head else START))

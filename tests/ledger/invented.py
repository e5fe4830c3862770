"""A small invented record: nobody in it exists. Just enough of everything for the rules to differ."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clemency.ledger.model import (
    Cite,
    Claim,
    Coverage,
    Gap,
    Grant,
    Kind,
    Person,
    President,
    Reading,
    Record,
    StatusEntry,
    Term,
)

PRESIDENTS = {
    "early": President("early", "Ada Early", (Term("early-1", date(1989, 1, 20), date(1993, 1, 20)),)),
    "twice": President(
        "twice",
        "Ben Twice",
        (Term("twice-1", date(1993, 1, 20), date(1997, 1, 20)), Term("twice-2", date(1997, 1, 20), date(2001, 1, 20))),
    ),
}


def grant(
    number: int,
    signed: date,
    kind: Kind = "commutation",
    president: str = "twice",
    name: str = "",
    person: str = "",
    declined: date | None = None,
    announced: date | None = None,
    **reading: object,
) -> Grant:
    """An invented grant; ``declined`` is the day its refusal became known."""
    announced = announced or signed
    history = [StatusEntry("effective", signed, announced, "made-up")]
    if declined:
        history.append(StatusEntry("declined", signed, declined, "made-up"))
    term = next(t.key for t in PRESIDENTS[president].terms if t.ends is None or signed <= t.ends)
    return Grant(
        id=f"g{number}",
        act=f"a{number}",
        person=person or f"p{number}",
        kind=kind,
        president=president,
        term=term,
        signed_on=signed,
        announced_on=announced,
        name=name or f"Person Number{number}",
        cites=(Cite("made-up", f"row {number}", ("name",)),),
        history=tuple(history),
        sentence_text="life imprisonment" if reading.get("life") else "120 months' imprisonment",
        offense_text="distribution of cocaine" if reading.get("drug") else "mail fraud",
        reading=Reading(**reading),  # type: ignore[arg-type]
    )


def record(
    grants: Sequence[Grant], claims: Sequence[Claim] = (), gaps: Sequence[Gap] = (), digest: str = "d"
) -> Record:
    """A record of those grants."""
    ordered = tuple(sorted(grants, key=lambda g: (g.signed_on, g.kind, g.name)))
    persons: dict[str, list[str]] = {}
    for g in ordered:
        persons.setdefault(g.person, []).append(g.id)
    return Record(
        version="test",
        digest=digest + str(hash(ordered)),
        sources={},
        presidents=PRESIDENTS,
        acts={},
        grants=ordered,
        persons={key: Person(key, key, tuple(ids)) for key, ids in persons.items()},
        claims=tuple(claims),
        coverage=Coverage((), tuple(gaps)),
    )

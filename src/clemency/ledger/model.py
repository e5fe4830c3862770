"""The nouns of the public record.

An Act is a signed paper. A Grant is one person and one kind of relief under one act. A Person is never made by name
alone.
A Claim is a figure somebody stated on a day; it is kept beside our count and is never mixed with it.

Every text a source printed is kept as printed (``*_text``); what we read out of it stands beside it, in
``Grant.reading``.
Days are ``datetime.date``. Nothing here reads a clock: a question about the past names its day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

# Relief granted to a named person. An amnesty or class pardon is an Act with a scope, never a Grant.
Kind = Literal["pardon", "commutation", "remission", "reprieve", "respite"]
KINDS: tuple[Kind, ...] = ("pardon", "commutation", "remission", "reprieve", "respite")

Status = Literal["effective", "declined", "superseded", "amended"]
Instrument = Literal["warrant", "proclamation", "amendment", "not stated"]


@dataclass(frozen=True, slots=True)
class Source:
    """One outside file that was read: who published it, where our copy came from, and its digest."""

    key: str  # "<reader>/<file stem>", for instance "justice/clinton"
    title: str
    publisher: str
    url: str  # the official address, where there is one
    copied_from: str  # the public repository and commit that the raw file was taken from
    licence: str
    official: bool  # printed by the government itself, or a faithful copy of such a page
    page_as_of: date | None  # the day the page itself names as its last change
    retrieved_on: date | None  # the day by which our copy existed (the day of its commit); None if not known
    covers: str
    file: str  # name inside the raw folder
    sha256: str


@dataclass(frozen=True, slots=True)
class Cite:
    """Where some fields of a grant were read. ``locator`` finds the row again ("line 1203", "table 3, row 14")."""

    source: str  # Source.key
    locator: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """One step in the life of a grant.

    on        the day the status began, or the latest day it can have begun (see ``on_means``)
    known_on  the day it could be read by the public: totals "as known on" an earlier day do not see it
    """

    status: Status
    on: date
    known_on: date
    source: str
    on_means: Literal["day", "no later than"] = "day"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a class act covers, in its own words. It makes no rows of people; ``estimate`` is a source's claim."""

    text: str  # the operative words, verbatim
    offenses: tuple[str, ...]  # provisions or offenses as named in the act
    acts_from: date | None  # window of the covered conduct, where the act sets one
    acts_to: date | None
    excludes: str  # exclusions, verbatim; "" if none
    estimate_text: str = ""  # a stated size of the class, verbatim, with who said it


@dataclass(frozen=True, slots=True)
class Act:
    """A signed paper, or, where a list names no papers, all grants of one kind signed on one day."""

    id: str
    instrument: Instrument
    title: str
    president: str  # key into Record.presidents
    term: str  # key of the term of office, "obama-2"
    signed_on: date
    announced_on: date
    cites: tuple[Cite, ...]
    scope: Scope | None = None  # set for class acts only
    number: str = ""  # proclamation number where stated
    document_url: str = ""  # the signed paper, where a source links to it
    amends: str = ""  # id of the act this one amends

    @property
    def is_class(self) -> bool:
        """True if the act covers people it does not name. Never add such an act to counts of grants."""
        return self.scope is not None


@dataclass(frozen=True, slots=True)
class Reading:
    """What our parsers read out of a grant's verbatim texts. A parse, not the record.

    ``None`` means not read or not said. Lengths are whole months and days, money is cents. The full structure, count by
    count, comes from ``clemency.ledger.text``.
    """

    # texts understood to the last word; the field names that were not ("sentence_text", ...)
    unparsed: tuple[str, ...] = ()
    # the prison term in force at the grant: the last one after any "amended to"
    life: bool | None = None
    death: bool | None = None
    prison_months: int | None = None  # all counts served together, excluding life; None if life, death, none or unread
    prison_days: int | None = None  # days on top of the months
    supervised_release_months: int | None = None  # the longest; None if none, life or unread
    supervised_release_life: bool | None = None
    probation_months: int | None = None
    fine_cents: int | None = None
    restitution_cents: int | None = None
    sentenced_on: tuple[date, ...] = ()  # full days only
    sentenced_years: tuple[int, ...] = ()  # where a source prints the year alone
    # what the grant did
    commuted_to: Literal["date", "months", "life", "time served", "other", ""] = ""
    expires_on: date | None = None
    commuted_months: int | None = None
    conditions: tuple[str, ...] = ()  # "drug treatment", ...
    # offense and court
    drug: bool | None = None  # at least one offense of conviction is a drug offense
    drugs: tuple[str, ...] = ()
    offense_classes: tuple[str, ...] = ()
    provisions: tuple[str, ...] = ()  # "21 USC 841(a)(1)"
    districts: tuple[str, ...] = ()  # codes, "txed"; "dcsuper", "courtmartial"


@dataclass(frozen=True, slots=True)
class Grant:
    """One person, one kind of relief. ``id`` comes from president, signed day, kind, name and a namesake number."""

    id: str
    act: str  # Act.id
    person: str  # Person.id
    kind: Kind
    president: str
    term: str
    signed_on: date
    announced_on: date
    name: str  # the main name; ``name_text`` is the line as printed, with aliases and remarks
    cites: tuple[Cite, ...]  # the first is the source that wins
    history: tuple[StatusEntry, ...]
    name_text: str = ""
    offense_text: str = ""  # verbatim; several convictions stand on several lines
    district_text: str = ""  # verbatim, with the date of sentence where the source joins them
    sentence_text: str = ""
    sentenced_text: str = ""  # day or year of sentence where the source has a column of its own
    terms_text: str = ""  # "Terms of grant", "Commutation Grant"
    residence_text: str = ""
    biography_text: str = ""
    register_number: str = ""  # a search key; not for display
    aliases: tuple[str, ...] = ()
    annotation_text: str = ""  # a source's remark on the record, verbatim
    document_url: str = ""
    reading: Reading = field(default_factory=Reading)

    def status(self, as_known_on: date | None = None) -> Status | None:
        """The status as the public knew it at the end of that day (None: today's knowledge). None if not yet known."""
        if as_known_on is None:
            return self.history[-1].status if self.history else None
        current: Status | None = None
        for entry in self.history:  # kept in order of known_on
            if entry.known_on <= as_known_on:
                current = entry.status
        return current

    def effective(self, as_known_on: date | None = None) -> bool:
        """True if the grant counts in a total drawn up at the end of that day. An amended grant is still in effect."""
        return self.status(as_known_on) in ("effective", "amended")

    def cite(self, field_name: str) -> Cite | None:
        """Where the named field was read; None if the grant has no such field from any source."""
        return next((cite for cite in self.cites if field_name in cite.fields), None)


@dataclass(frozen=True, slots=True)
class Link:
    """Why two grants are taken to be one person's. Name alone is never enough."""

    grants: tuple[str, str]
    evidence: Literal["same register number", "same name and same judgment", "a source says so"]
    detail: str


@dataclass(frozen=True, slots=True)
class Person:
    """The recipient of one grant, or of several that evidence links."""

    id: str
    name: str
    grants: tuple[str, ...]
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure that a source stated, as that source's claim.

    measure  what was counted, in a fixed vocabulary:
             of a day:          pardons, commutations, life, others (text only)
             running totals:    total_pardons, total_commutations, total_life
             of a fiscal year:  pending, received, granted, pardons, commutations, respites, remissions, denied,
                                closed, denied_or_closed; with _pardon or _commutation where the table keeps the two
                                kinds of petition apart
    period   "day" (on ``as_of``), "total" (through the end of ``as_of``), "total before" (through the day before),
             "fiscal year" (``fiscal_year``, under ``president`` only)
    """

    id: str
    president: str
    term: str  # "" where the claim is about no single term
    measure: str
    period: Literal["day", "total", "total before", "fiscal year"]
    as_of: date
    fiscal_year: int | None
    value: int | None  # None where the claim is words
    text: str  # the words, or the note beside the figure, as our source table prints them
    source: str
    locator: str
    stated_in: str = ""  # publication that made the statement, with its address


@dataclass(frozen=True, slots=True)
class Term:
    """A term of office, from noon on ``starts`` to noon on ``ends`` (death and resignation: that day)."""

    key: str  # "obama-2"
    starts: date
    ends: date | None


@dataclass(frozen=True, slots=True)
class President:
    key: str
    name: str
    terms: tuple[Term, ...]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """A part of the public record that this ledger does not hold, so that no total passes for complete."""

    president: str  # "" for all
    kind: str  # "" for all
    starts: date | None
    ends: date | None
    missing: int | None  # how many grants, where a source states it
    reason: str
    source: str  # who states the number, or "" if it is our own remark


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the record claims to hold in full, and what it lacks."""

    complete: tuple[Gap, ...]  # spans held in full, ``missing`` = 0
    gaps: tuple[Gap, ...]

    def gaps_touching(self, starts: date, ends: date, president: str = "", kind: str = "") -> tuple[Gap, ...]:
        """The gaps that could change an answer about those days, that president and that kind ("" means any)."""
        return tuple(
            gap
            for gap in self.gaps
            if (gap.starts is None or gap.starts <= ends)
            and (gap.ends is None or starts <= gap.ends)
            and (not gap.president or not president or gap.president == president)
            and (not gap.kind or not kind or gap.kind == kind)
        )


@dataclass(frozen=True)
class Record:
    """The whole ledger, loaded. Grants stand in order of signed day, kind, then name."""

    version: str
    digest: str  # of the contents; two builds from the same files agree
    sources: Mapping[str, Source]
    presidents: Mapping[str, President]
    acts: Mapping[str, Act]
    grants: tuple[Grant, ...]
    persons: Mapping[str, Person]
    claims: tuple[Claim, ...]
    coverage: Coverage

    @cached_property
    def grants_by_id(self) -> Mapping[str, Grant]:
        return {grant.id: grant for grant in self.grants}

    @cached_property
    def grants_by_day(self) -> Mapping[date, tuple[Grant, ...]]:
        """Grants by signed day."""
        days: dict[date, list[Grant]] = {}
        for grant in self.grants:
            days.setdefault(grant.signed_on, []).append(grant)
        return {day: tuple(grants) for day, grants in days.items()}

    @cached_property
    def by_signed_day(self) -> Mapping[str, tuple[Grant, ...]]:
        """The grants of each president in order of signed day; under "" those of all."""
        every: dict[str, list[Grant]] = {"": sorted(self.grants, key=lambda grant: grant.signed_on)}
        for grant in every[""]:
            every.setdefault(grant.president, []).append(grant)
        return {president: tuple(grants) for president, grants in every.items()}

    def of(self, ids: Iterable[str]) -> tuple[Grant, ...]:
        """The grants with those ids, in the record's order."""
        wanted = set(ids)
        return tuple(grant for grant in self.grants if grant.id in wanted)

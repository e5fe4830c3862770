"""From what the readers found in each file to one record: one grant a grant, its source chosen, its fields cited.

Order of trust: Justice Department pages and copies of them, then White House releases, then the transcribed table. The
first source that gives a grant makes it; later ones may fill fields that it leaves empty, and are cited for those. A
transcribed row with no match is a grant of its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from rapidfuzz.distance import OSA

from clemency.ledger.identity import SUFFIXES, grant_id, persons, plain_name
from clemency.ledger.model import Act, Cite, Claim, Coverage, Grant, Record, Source, StatusEntry
from clemency.ledger.presidents import presidents, term_on
from clemency.ledger.reading import read_grant
from clemency.sources.account import Contents, Draft, Finding

_TEXT_FIELDS = (
    "name_text",
    "offense_text",
    "district_text",
    "sentence_text",
    "sentenced_text",
    "terms_text",
    "residence_text",
    "biography_text",
    "register_number",
    "annotation_text",
    "document_url",
)
_ORDER = ("justice_pages", "justice_list", "white_house", "transcribed", "table")
_DECLINED = re.compile(r"\bdeclin\w+|\bnot effectuated\b|\brefused\b", re.I)
_AMENDED = re.compile(r"\bAmended\b; (?:see|first granted) (\d{4}-\d{2}-\d{2})")
_SUPERSEDES = re.compile(r"\bsupersedes the grant of (\d{4}-\d{2}-\d{2})")
_PROCLAMATION = re.compile(r"\(See Proclamation No\. (\d+)", re.I)


@dataclass(slots=True)
class Entry:
    """A grant being put together from one or more drafts."""

    draft: Draft
    also: list[Draft] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about grants besides their rows: days of announcement, of a refusal becoming public."""

    announced: Mapping[tuple[str, date, str], date]  # president, signed day, kind ("" for all): announced day
    declined_known_on: Mapping[str, tuple[date, str]]  # plain name: the day, and why that day


def assemble(
    contents: Sequence[Contents],
    sources: Mapping[str, Source],
    known: Known,
    coverage: Coverage,
    version: str,
    held: Record | None = None,
) -> tuple[Record, list[Finding]]:
    """One record out of all contents. ``held`` is a record to add to; what it holds is recognized, not doubled."""
    findings: list[Finding] = []
    entries = _entries([part for part in contents if part.facts], findings)
    acts = {act.id: act for part in contents if part.facts for act in part.acts}
    grants = [grant for entry, number in _numbered(entries) for grant in [_grant(entry, number, known, acts)]]
    if held is not None:
        grants = _added_to(held, grants, findings)
        acts = {**acts, **held.acts}
        sources = {**sources, **held.sources}
    grants = _with_later_papers(grants, acts, findings, {grant.id for grant in held.grants} if held else set())
    grants.sort(key=lambda grant: (grant.signed_on, grant.kind, plain_name(grant.name), grant.id))
    people = persons(grants)
    person_of = {grant: person.id for person in people for grant in person.grants}
    claims = _distinct_claims([*(held.claims if held else ()), *(claim for part in contents for claim in part.claims)])
    record = Record(
        version=version,
        digest="",
        sources=dict(sources),
        presidents=presidents(),
        acts=acts,
        grants=tuple(replace(grant, person=person_of[grant.id]) for grant in grants),
        persons={person.id: person for person in people},
        claims=tuple(claims),
        coverage=coverage,
    )
    return record, findings


# One grant from several sources


def _entries(contents: Sequence[Contents], findings: list[Finding]) -> list[Entry]:
    """Group drafts that are the same grant. Copies of one list are matched in order, other sources by name and day."""
    by_day: dict[tuple[str, str, date | None], list[Entry]] = defaultdict(list)
    entries: list[Entry] = []
    for part in sorted(contents, key=lambda part: _rank(part.source)):
        mine: list[Entry] = []
        for draft in part.drafts:
            found = _match(draft, by_day)
            if found is None:
                mine.append(Entry(draft))
                continue
            found.also.append(draft)
            if plain_name(found.draft.name) != plain_name(draft.name):
                words = f"{draft.name!r} here and {found.draft.name!r} in {found.draft.source} are taken as one grant"
                findings.append(Finding(draft.source, draft.locator, f"{draft.kind} of {draft.signed_on}: {words}"))
            if found.draft.signed_on != draft.signed_on:
                findings.append(
                    Finding(
                        draft.source,
                        draft.locator,
                        f"{draft.name}: {draft.kind} dated {draft.signed_on} here, {found.draft.signed_on} in "
                        f"{found.draft.source}; taken as one grant, on the official day",
                    )
                )
        for entry in mine:
            by_day[entry.draft.president, entry.draft.kind, entry.draft.signed_on].append(entry)
        entries += mine
    return entries


def _rank(source: str) -> int:
    reader = source.split("/")[0]
    return _ORDER.index(reader) if reader in _ORDER else len(_ORDER)


def _match(draft: Draft, by_day: Mapping[tuple[str, str, date | None], list[Entry]]) -> Entry | None:
    """The entry that this draft repeats, from another source; each entry takes one draft of a source."""
    day = draft.signed_on
    if _restates(draft) or day is None:
        return None

    def open_entries(on: date) -> list[Entry]:
        return [
            entry
            for entry in by_day.get((draft.president, draft.kind, on), ())
            if entry.draft.source != draft.source and all(other.source != draft.source for other in entry.also)
        ]

    same_day = open_entries(day)
    wanted = plain_name(draft.name)
    named = [entry for entry in same_day if plain_name(entry.draft.name) == wanted]
    if named:
        return max(named, key=lambda entry: _likeness(entry.draft, draft))  # namesakes: the texts decide
    spelled = [
        entry for entry in same_day if _nearly(plain_name(entry.draft.name), wanted) and _agree(entry.draft, draft)
    ]
    if len(spelled) == 1:
        return spelled[0]
    near = [
        entry
        for offset in (-3, -2, -1, 1, 2, 3)
        for entry in open_entries(day + timedelta(days=offset))
        if plain_name(entry.draft.name) == wanted
    ]
    return near[0] if len(near) == 1 else None


def _nearly(one: str, other: str) -> bool:
    """Whether two names differ by a slip or two of spelling, or by a suffix or middle names that one leaves out or
    gives as an initial.
    """
    (mine, my_suffix), (theirs, their_suffix) = _without_suffix(one), _without_suffix(other)
    if my_suffix and their_suffix and my_suffix != their_suffix:
        return False
    slips = 1 if len(one) < 12 else 2
    if OSA.distance(" ".join(mine), " ".join(theirs), score_cutoff=slips) <= slips:
        return True
    short, long = sorted((mine, theirs), key=len)
    if len(short) < 2 or short[0] != long[0] or short[-1] != long[-1]:
        return False
    return all(any(_same_middle(name, other) for other in long[1:-1]) for name in short[1:-1])


def _same_middle(one: str, other: str) -> bool:
    """Whether two middle names are the same, one of them perhaps an initial."""
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _without_suffix(name: str) -> tuple[list[str], str]:
    words = name.split()
    return (words[:-1], words[-1]) if words and words[-1] in SUFFIXES else (words, "")


def _agree(one: Draft, other: Draft) -> bool:
    """Whether the offenses of two drafts, where both state them, have words in common."""
    both = one.fields.get("offense_text") and other.fields.get("offense_text")
    return not both or _likeness(one, other) >= 2


def _likeness(one: Draft, other: Draft) -> int:
    """How many of the long words and numbers of one draft's texts the other has too."""
    words = [
        set(re.findall(r"\w{4,}", " ".join(draft.fields.get(name, "") for name in _TEXT_FIELDS[1:6]).casefold()))
        for draft in (one, other)
    ]
    return len(words[0] & words[1])


def _restates(draft: Draft) -> bool:
    return bool(_AMENDED.search(draft.fields.get("annotation_text", "")))


def _numbered(entries: Iterable[Entry]) -> list[tuple[Entry, int]]:
    """Entries with the number of each among namesakes of one president, day and kind, told apart by court and texts."""
    groups: dict[tuple[str, date | None, str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        draft = entry.draft
        groups[draft.president, draft.signed_on, draft.kind, plain_name(draft.name)].append(entry)
    numbered = []
    for group in groups.values():
        group.sort(
            key=lambda entry: [
                entry.draft.fields.get(name, "") for name in ("district_text", "sentence_text", "register_number")
            ]
        )
        numbered += [(entry, number) for number, entry in enumerate(group, start=1)]
    return numbered


def _grant(entry: Entry, number: int, known: Known, acts: dict[str, Act]) -> Grant:
    draft = entry.draft
    day = draft.signed_on
    assert day is not None, "undated drafts are rejected before they are assembled"
    texts: dict[str, str] = {name: text for name, text in draft.fields.items() if text and name in _TEXT_FIELDS}
    cites = [_cite(draft, ("name", "kind", "signed_on", *texts))]
    aliases = list(draft.aliases)
    for other in entry.also:
        added = {
            name: text for name, text in other.fields.items() if text and name in _TEXT_FIELDS and name not in texts
        }
        added.pop("name_text", None)
        texts |= added
        spelled = [other.name] if plain_name(other.name) != plain_name(draft.name) else []
        aliases += [alias for alias in (*spelled, *other.aliases) if alias not in aliases]
        cites.append(_cite(other, tuple(added)))
    announced = draft.announced_on or next((other.announced_on for other in entry.also if other.announced_on), None)
    announced = (
        announced
        or known.announced.get((draft.president, day, draft.kind))
        or known.announced.get((draft.president, day, ""))
        or day
    )
    act = _act_of(draft, day, announced, texts, acts)
    grant = Grant(
        id=grant_id(draft.president, day, draft.kind, draft.name, number),
        act=act.id,
        person="",
        kind=draft.kind,
        president=draft.president,
        term=term_on(draft.president, day),
        signed_on=day,
        announced_on=announced,
        name=draft.name,
        cites=tuple(cites),
        history=_history(draft, day, announced, texts, known),
        aliases=tuple(aliases),
        **texts,  # pyright: ignore[reportArgumentType]
    )
    return replace(grant, reading=read_grant(grant))


def _cite(draft: Draft, names: tuple[str, ...]) -> Cite:
    return Cite(draft.source, draft.locator, names)


def _history(
    draft: Draft, day: date, announced: date, texts: Mapping[str, str], known: Known
) -> tuple[StatusEntry, ...]:
    history = [StatusEntry("effective", on=day, known_on=announced, source=draft.source)]
    if _DECLINED.search(texts.get("annotation_text", "")):
        since, why = known.declined_known_on.get(
            plain_name(draft.name), (announced, "the day it became known is not stated")
        )
        history.append(
            StatusEntry(
                "declined",
                on=since,
                known_on=since,
                source=draft.source,
                on_means="no later than",
                note=f"{texts['annotation_text']}; {why}",
            )
        )
    return tuple(history)


def _act_of(draft: Draft, day: date, announced: date, texts: Mapping[str, str], acts: dict[str, Act]) -> Act:
    """The paper that a grant stands on; where a source names none, all grants of that kind and day together."""
    if draft.act:
        return acts[draft.act]
    proclamation = _PROCLAMATION.search(texts.get("offense_text", ""))
    if proclamation:
        number = proclamation[1]
        act_id, title = f"{draft.president}-{day}-proclamation-{number}", f"Proclamation {number}"
    else:
        number = ""
        act_id, title = f"{draft.president}-{day}-{draft.kind}", f"{draft.kind.capitalize()}s of {day}"
    if act_id not in acts:
        acts[act_id] = Act(
            id=act_id,
            instrument="proclamation" if proclamation else "warrant" if texts.get("document_url") else "not stated",
            title=title,
            president=draft.president,
            term=term_on(draft.president, day),
            signed_on=day,
            announced_on=announced,
            cites=(Cite(draft.source, "", ("signed_on",)),),
            number=number,
        )
    return acts[act_id]


# Later papers


def _with_later_papers(
    grants: list[Grant], acts: dict[str, Act], findings: list[Finding], held: set[str]
) -> list[Grant]:
    """Apply remarks that a grant restates or replaces an earlier one.

    A restatement is no new grant: the earlier one becomes "amended" and the paper is an amending act. A replaced grant
    becomes "superseded" and stops counting on the day its successor is known.
    """
    by_name: dict[tuple[str, str, str], list[Grant]] = defaultdict(list)
    for grant in grants:
        by_name[grant.president, grant.kind, plain_name(grant.name)].append(grant)
    changed: dict[str, Grant] = {}
    dropped: set[str] = set()
    for grant in grants:
        for pattern, status in ((_AMENDED, "amended"), (_SUPERSEDES, "superseded")):
            match = pattern.search(grant.annotation_text)
            if not match:
                continue
            day = date.fromisoformat(match[1])
            earlier = next(
                (
                    g
                    for g in by_name[grant.president, grant.kind, plain_name(grant.name)]
                    if g.signed_on == day and g.id != grant.id
                ),
                None,
            )
            if earlier is None and grant.id in held:
                continue
            if earlier is None:
                findings.append(
                    Finding(
                        grant.cites[0].source,
                        grant.cites[0].locator,
                        f"{grant.name}: the grant of {day} that this one names is not in the record",
                    )
                )
                continue
            changed[earlier.id] = _with_status(changed.get(earlier.id, earlier), status, grant)
            if status == "amended":
                dropped.add(grant.id)
                act_id = f"{grant.president}-{grant.signed_on}-amendment"
                acts[act_id] = Act(
                    id=act_id,
                    instrument="amendment",
                    title=f"Amended {grant.kind}s of {earlier.signed_on}",
                    president=grant.president,
                    term=grant.term,
                    signed_on=grant.signed_on,
                    announced_on=grant.announced_on,
                    cites=(Cite(grant.cites[0].source, "", ("signed_on",)),),
                    amends=earlier.act,
                )
    kept = [changed.get(grant.id, grant) for grant in grants if grant.id not in dropped]
    used = {grant.act for grant in kept} | {
        act.id for act in acts.values() if act.scope or act.instrument == "amendment"
    }
    for act_id in [act_id for act_id in acts if act_id not in used]:
        del acts[act_id]
    return kept


def _with_status(earlier: Grant, status: Any, later: Grant) -> Grant:
    """The earlier grant with the step in its history that the later paper makes."""
    if any(entry.status == status and entry.on == later.signed_on for entry in earlier.history):
        return earlier
    note = later.annotation_text
    if status == "amended" and later.offense_text and later.offense_text != earlier.offense_text:
        note += f"; offense as amended: {later.offense_text}"
    entry = StatusEntry(status, later.signed_on, later.announced_on, later.cites[0].source, note=note)
    history = sorted((*earlier.history, entry), key=lambda step: step.known_on)
    cites = (
        earlier.cites
        if status != "amended"
        else (*earlier.cites, Cite(later.cites[0].source, later.cites[0].locator, ("history",)))
    )
    return replace(earlier, history=tuple(history), cites=cites)


def _added_to(held: Record, grants: list[Grant], findings: list[Finding]) -> list[Grant]:
    """The held grants, and of the new ones those that it does not have. A known grant stays as it is held."""
    by_day: dict[tuple[str, str, date], list[Grant]] = defaultdict(list)
    for grant in held.grants:
        by_day[grant.president, grant.kind, grant.signed_on].append(grant)
    ids = {grant.id for grant in held.grants}
    added = []
    for grant in grants:
        if grant.id in ids:
            continue
        name = plain_name(grant.name)
        that_day = by_day[grant.president, grant.kind, grant.signed_on]
        if sum(_nearly(plain_name(other.name), name) for other in that_day) != 1:
            added.append(grant)
    findings.append(
        Finding("", "", f"of the grants read, {len(grants) - len(added):,} are known and {len(added):,} new")
    )
    return [*held.grants, *added]


def _distinct_claims(claims: Iterable[Claim]) -> list[Claim]:
    """Claims without those that only repeat another source's figure for the same question."""
    seen: dict[tuple[Any, ...], Claim] = {}
    ids: set[str] = set()
    kept = []
    for claim in claims:
        if claim.id in ids:
            continue
        question = (claim.president, claim.measure, claim.period, claim.fiscal_year, claim.value, claim.as_of)
        if claim.period == "fiscal year" and question in seen and seen[question].source != claim.source:
            continue
        ids.add(claim.id)
        seen.setdefault(question, claim)
        kept.append(claim)
    return kept

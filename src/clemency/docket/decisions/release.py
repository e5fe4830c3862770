"""The door: the only way from the confidential side to the public record.

Two release officers act. The first proposes; what is proposed is fixed as text. The second sees exactly that text and
carries it out: the listed fields are written to the public database, and the act to the history.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import connections, transaction

from clemency.docket import clock
from clemency.docket.accounts.actors import Actor
from clemency.docket.audit.recording import act, record
from clemency.docket.decisions.models import Instrument, InstrumentLine, Release
from clemency.docket.errors import DocketError, Refused
from clemency.docket.intake.models import Case
from clemency.docket.needs import office_of
from clemency.docket.states import State
from clemency.docket.statistics import balance
from clemency.ledger import released

_COMMUTED_TO = {"time_served": "time served", "to_date": "date", "to_term": "months"}


def grant_fields(line: InstrumentLine) -> dict[str, str]:
    """The published fields of one grant, from the signed line. No other field of the case is read."""
    determination = line.determination
    instrument = line.instrument
    commuted = _COMMUTED_TO.get(determination.relief, "")
    if determination.relief == "to_date":
        commuted = f"date: {determination.expires_on}"
    if determination.relief == "to_term":
        commuted = f"months: {determination.new_term_months}"
    amended = determination.amends
    return {
        "grant_id": f"{instrument.number}-{line.position}",
        "person_name": line.name,
        "kind": determination.case.kind,
        "relief": determination.relief,
        "granted_on": clock.local_day(instrument.signed_at).isoformat(),
        "effective_on": (determination.expires_on or clock.local_day(instrument.signed_at)).isoformat(),
        "court": line.court,
        "docket_number": line.docket_number,
        "offense_text": line.offense,
        "sentenced_on": line.sentenced_on,
        "sentence_text": line.sentence,
        "terms_of_grant": line.terms,
        "commuted_to": commuted,
        "instrument_id": instrument.number,
        "jurisdiction": determination.case.jurisdiction,
        "decision_maker": office_of(determination.case).decision_maker,
        "amends": f"{amended.line.instrument.number}-{amended.line.position}" if amended else "",
    }


def _text(rows: list[tuple[released.Kind, dict[str, str]]]) -> str:
    return json.dumps(
        [[kind, json.loads(released.canonical(kind, fields))] for kind, fields in rows], ensure_ascii=False
    )


def _propose(by: Actor, text: str, **what: Any) -> Release:
    release = Release.objects.create(
        fields=text, sha256=released.digest(text), proposed_by=by.user, proposed_at=clock.now(), **what
    )
    record(act="propose_release", subject=f"release:{release.pk}", by=by, sha256=release.sha256)
    return release


@act("propose_release")
def propose_grants(*, by: Actor, instrument: Instrument) -> Release:
    """Propose to publish the grants of a signed instrument."""
    if instrument.signed_at is None:
        raise Refused("The instrument is not signed; there is nothing to publish.")
    if instrument.releases.exists():
        raise Refused("A release of this instrument was proposed already; a change is a correction of it.")
    lines = instrument.lines.exclude(determination__relief="certificate").select_related(
        "determination__case", "determination__amends__line__instrument", "instrument"
    )
    if not lines.exists():
        raise Refused(
            "The instrument holds certificates alone. A certificate is not published; its number verifies it."
        )
    return _propose(
        by, _text([("grant", grant_fields(line)) for line in lines.order_by("position")]), instrument=instrument
    )


@act("propose_release")
def propose_denial(*, by: Actor, case: Case) -> Release:
    """Propose to publish a denial: a name and a date."""
    if State(case.state) is not State.CLOSED_DENIED or case.closed_on is None:
        raise Refused("Only a denied case has a denial to publish.")
    if case.releases.exists():
        raise Refused("A release of this denial was proposed already.")
    if not case.letters.filter(template__startswith="denial", sendings__isnull=False).exists():
        raise Refused("The petitioner has not been told yet: send the denial letter first.")
    fields = {
        "denial_id": f"D-{case.case_number}",
        "person_name": str(case.petitioner),
        "denied_on": case.closed_on.isoformat(),
    }
    return _propose(by, _text([("denial", fields)]), case=case)


@act("propose_release")
def propose_correction(*, by: Actor, release: Release, changes: dict[str, dict[str, str]], note: str) -> Release:
    """Propose a correction of something released. `changes`: record id -> field -> new text. The old version stays."""
    if release.released_at is None:
        raise Refused("It has not been released yet.")
    if not note.strip():
        raise DocketError("A correction says what it corrects.")
    rows: list[tuple[released.Kind, dict[str, str]]] = []
    for kind, fields in json.loads(release.fields):
        record_id = fields[released.FIELDS[kind][0]]
        if record_id in changes:
            rows.append((kind, {**fields, **changes[record_id]}))
    if not rows:
        raise DocketError("None of the records named belongs to this release.")
    return _propose(
        by, _text(rows), instrument=release.instrument, case=release.case, corrects=release, correction_note=note
    )


def obstacles(release: Release, by: Actor) -> list[str]:
    """Why this person cannot carry out this release now; empty if they can."""
    found = []
    if release.released_at is not None:
        return ["It was released already."]
    if by.user is None or release.proposed_by_id == by.user.pk:
        found.append("You proposed it; another release officer carries it out.")
    if released.digest(release.fields) != release.sha256:
        found.append("The text is not the one that was proposed.")
    instrument = release.instrument
    if instrument is not None:
        if instrument.embargo_until and clock.now() < instrument.embargo_until:
            found.append(f"Under embargo until {instrument.embargo_until:%Y-%m-%d %H:%M} UTC.")
        for line in instrument.lines.select_related("determination__case").order_by("position"):
            if line.determination.amends_id is None and not line.determination.case.deliveries.exists():
                found.append(f"{line.name} has not been told: no delivery is recorded.")
    return found


@act("release")
def release(*, by: Actor, release: Release) -> list[released.Released]:
    """Carry out a release. The public rows and the history are committed together or not at all, as far as two
    databases allow: the public transaction ends first, and a failure to end the office's leaves a row that is found by
    `clemency office check` because no history speaks of it."""
    found = obstacles(release, by)
    if found:
        raise Refused(*found)
    today = clock.today()
    balance(today.replace(month=1, day=1), today).require()
    release.released_by, release.released_at = by.user, clock.now()
    release.save(update_fields=["released_by", "released_at"])
    rows = json.loads(release.fields)
    record(
        act="release",
        subject=f"release:{release.pk}",
        by=by,
        basis="28 CFR 1.5; published fields only",
        sha256=release.sha256,
        records=[fields[released.FIELDS[kind][0]] for kind, fields in rows],
    )
    written = []
    with transaction.atomic(using="public"), connections["public"].cursor() as cursor:
        released.prepare(cursor)
        for kind, fields in rows:
            written.append(
                released.write(
                    cursor, kind=kind, fields=fields, released_at=release.released_at.isoformat(),
                    note=release.correction_note,
                )
            )  # fmt: skip
    return written


def unrecorded() -> list[str]:
    """Public records that no release in the office accounts for: a fault to look into. Empty in order."""
    known: set[tuple[str, str]] = set()
    for text in Release.objects.filter(released_at__isnull=False).values_list("fields", flat=True):
        for kind, fields in json.loads(text):
            known.add((fields[released.FIELDS[kind][0]], released.digest(released.canonical(kind, fields))))
    with connections["public"].cursor() as cursor:
        released.prepare(cursor)
        rows = [row for one in released.current(cursor) for row in released.history(cursor, one.record_id)]
    return [f"{row.record_id} version {row.version}" for row in rows if (row.record_id, row.sha256) not in known]

"""How long files are kept. Nothing goes by itself: a rule proposes, one person proposes, another approves, proof stays.

The schedule is the office's own, approved elsewhere; none is built in, and without one nothing can be proposed. Files
of grants are permanent (the warrants are public record). Of a denied or closed file the contents may go: answers,
papers, letters, findings, answers to referrals, recommendations and reports. Its number, kind, dates, outcome,
determination and history stay.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from clemency.docket import clock
from clemency.docket.access import visible_cases
from clemency.docket.accounts.actors import Actor
from clemency.docket.audit.recording import act, record
from clemency.docket.decisions.models import Disposal, DisposalCertificate, LegalHold, Letter, Sending
from clemency.docket.errors import DocketError, Refused
from clemency.docket.intake.models import Answer, Case, Conviction, DocumentContent, Person
from clemency.docket.review.models import Comparison, Contact, Finding, Recommendation, Report, Victim
from clemency.docket.states import CLOSED, State
from clemency.errors import InputError
from clemency.law.petitions.partial_dates import add_years

OUTCOMES = {"denied": State.CLOSED_DENIED, "closed": State.CLOSED_WITHOUT_ACTION}


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """Files of an outcome are kept for so many years after they closed, under an authority."""

    id: str
    outcome: str
    years: int
    authority: str


def schedule() -> tuple[RetentionRule, ...]:
    """The approved schedule of this office, from CLEMENCY_RETENTION_SCHEDULE; empty if none is entered."""
    path = settings.RETENTION_SCHEDULE
    if not path:
        return ()
    try:
        raw = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        rules = tuple(RetentionRule(row["id"], row["outcome"], row["years"], raw["authority"]) for row in raw["rules"])
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise InputError(
            f"{path}: not a retention schedule ({error}). It has `authority` and [[rules]] with id, outcome and years."
        ) from error
    for rule in rules:
        if rule.outcome not in OUTCOMES or not isinstance(rule.years, int) or rule.years < 1:
            raise InputError(
                f"{path}, rule {rule.id!r}: outcome is one of {', '.join(OUTCOMES)} and years at least 1. "
                "Files of grants are permanent."
            )
    return rules


def rule_for(case: Case) -> RetentionRule | None:
    return next((rule for rule in schedule() if OUTCOMES[rule.outcome].value == case.state), None)


@act("place_legal_hold")
def place_legal_hold(*, by: Actor, case: Case, reason: str) -> LegalHold:
    """Nothing of this file may be disposed of until the hold is lifted."""
    if not reason.strip():
        raise DocketError("A legal hold says why.")
    row = LegalHold.objects.create(case=case, reason=reason.strip(), since=clock.today(), by=by.user)
    record(act="place_legal_hold", subject=f"case:{case.pk}", by=by, hold=row.pk)
    return row


@act("lift_legal_hold")
def lift_legal_hold(*, by: Actor, case: Case, hold: LegalHold, reason: str) -> None:
    if hold.ended_on is not None:
        raise Refused("This hold was lifted already.")
    if not reason.strip():
        raise DocketError("Say why the hold ends.")
    hold.ended_on, hold.ended_by, hold.end_reason = clock.today(), by.user, reason.strip()
    hold.save(update_fields=["ended_on", "ended_by", "end_reason"])
    record(act="lift_legal_hold", subject=f"case:{case.pk}", by=by, hold=hold.pk)


def obstacles(case: Case) -> list[str]:
    """Why nothing of this file may be disposed of now; empty if it may."""
    if DisposalCertificate.objects.filter(case=case).exists():
        return ["The contents of this file were disposed of already."]
    rule = rule_for(case)
    if rule is None or case.closed_on is None:
        entered = "No approved schedule covers such a file." if schedule() else "No approved schedule is entered."
        return [f"{entered} Files of grants and open cases are kept."]
    found = []
    until = add_years(case.closed_on, rule.years)
    if clock.today() < until:
        found.append(f"Rule {rule.id} keeps it until {until}.")
    if case.legal_holds.filter(ended_on__isnull=True).exists():
        found.append("A legal hold stands.")
    if case.later.exclude(state__in=[state.value for state in CLOSED]).exists():
        found.append("A later case of the same person is open.")
    return found


def due(by: Actor) -> QuerySet[Case]:
    """Closed files whose time under the schedule has run and on which nothing is proposed, the oldest first."""
    cases = Case.objects.none()
    for rule in schedule():
        last = add_years(clock.today(), -rule.years)
        cases = cases | visible_cases(by).filter(state=OUTCOMES[rule.outcome].value, closed_on__lte=last)
    free = cases.filter(disposal_certificate__isnull=True).exclude(
        disposals__approved__isnull=True, disposals__isnull=False
    )
    return free.exclude(pk__in=LegalHold.objects.filter(ended_on__isnull=True).values("case")).order_by(
        "closed_on", "pk"
    )


@act("propose_disposal")
def propose_disposal(*, by: Actor, case: Case) -> Disposal:
    """Propose that the contents of this one file go. Another person decides."""
    found = obstacles(case)
    if case.disposals.filter(approved__isnull=True).exists():
        found.append("A proposal is open already.")
    if found:
        raise Refused(*found)
    rule = rule_for(case)
    if rule is None:
        raise Refused("No approved schedule covers such a file.")
    why = f"Closed on {case.closed_on}; rule {rule.id} keeps such files for {rule.years} years."
    row = Disposal.objects.create(
        case=case, rule=rule.id, authority=rule.authority, why=why, proposed_by=by.user, proposed_at=clock.now()
    )
    record(act="propose_disposal", subject=f"case:{case.pk}", by=by, basis=rule.authority, proposal=row.pk)
    return row


# What goes, in an order in which nothing is left pointing at it, and the bytes whose digest the certificate keeps.
_GOES: tuple[tuple[type[Any], str, Callable[[Any], bytes]], ...] = (
    (Sending, "letter__case", lambda row: f"{row.sent_on} {row.how}".encode()),
    (Letter, "case", lambda row: row.text.encode()),
    (DocumentContent, "document__case", lambda row: bytes(row.data)),
    (Answer, "case", lambda row: f"{row.field}={row.value}".encode()),
    (Finding, "case", lambda row: row.reason.encode()),
    (Comparison, "case", lambda row: row.result.encode()),
    (Report, "case", lambda row: row.text.encode()),
    (Recommendation, "case", lambda row: (row.reasons_for + row.reasons_against).encode()),
    (Contact, "case", lambda row: row.summary.encode()),
    (Victim, "case", lambda row: (row.name + row.comment).encode()),
)
_PERSON = ("name_at_conviction", "other_names", "date_of_birth", "address", "email", "phone", "confined_at")
_CONVICTION = ("court", "district", "docket_number", "offense", "counts", "sentence", "money_imposed", "money_unpaid")


@act("decide_disposal")
def decide_disposal(
    *, by: Actor, case: Case, disposal: Disposal, approve: bool, reason: str
) -> DisposalCertificate | None:
    """Approve or refuse a proposal. Approved, the contents go at once, and a certificate of what went is kept."""
    if disposal.approved is not None:
        raise Refused("This proposal was decided already.")
    if disposal.proposed_by_id == by.user.pk:
        raise Refused("You proposed it; another person decides.")
    if not reason.strip():
        raise DocketError("Say why.")
    found = obstacles(case) if approve else []
    if found:
        raise Refused(*found)
    disposal.approved, disposal.decided_by, disposal.decided_at, disposal.reason = approve, by.user, clock.now(), reason
    disposal.save(update_fields=["approved", "decided_by", "decided_at", "reason"])
    record(
        act="decide_disposal", subject=f"case:{case.pk}", by=by, basis=disposal.authority, proposal=disposal.pk,
        approved=approve,
    )  # fmt: skip
    return _dispose(by, case, disposal) if approve else None


def _dispose(by: Actor, case: Case, disposal: Disposal) -> DisposalCertificate:
    contents = []
    for model, path, content in _GOES:
        for row in model.objects.filter(**{path: case}).order_by("pk"):
            digest = hashlib.sha256(content(row)).hexdigest()
            contents.append({"what": model._meta.db_table, "id": row.pk, "sha256": digest})
    for referral in case.referrals.exclude(answer=""):  # that it was asked and answered stays; what was said goes
        digest = hashlib.sha256(referral.answer.encode()).hexdigest()
        contents.append({"what": "review_referral.answer", "id": referral.pk, "sha256": digest})
    text = json.dumps(contents)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    made = DisposalCertificate.objects.create(
        disposal=disposal, case=case, contents=text, sha256=sha256, by=by.user, at=clock.now()
    )
    for model, path, _ in _GOES:  # the database allows it now that the certificate stands
        model.objects.filter(**{path: case}).delete()
    case.referrals.update(answer="", questions="")
    Conviction.objects.filter(case=case).update(**dict.fromkeys(_CONVICTION, ""))
    if not Case.objects.filter(petitioner=case.petitioner_id).exclude(pk=case.pk).exists():
        Person.objects.filter(pk=case.petitioner_id).update(**dict.fromkeys(_PERSON, ""))
    Case.objects.filter(pk=case.pk).update(certified_as="", humanitarian="")
    record(
        act="dispose", subject=f"case:{case.pk}", by=by, basis=disposal.authority, things=len(contents), sha256=sha256
    )
    return made

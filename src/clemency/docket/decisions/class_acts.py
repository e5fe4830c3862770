"""Proclamations that pardon a class, and certificates that a person is within one.

The proclamation makes the pardon; the office records its text and scope, finds for each applicant whether it covers
them, and gives a numbered proof. No row is ever made for a person within it who did not ask.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from clemency.docket import clock
from clemency.docket.accounts.actors import Actor
from clemency.docket.audit.recording import act, record
from clemency.docket.decisions.models import (
    WITHIN,
    Certificate,
    CertificateFinding,
    ClassAct,
    ClassActCheck,
    InstrumentLine,
)
from clemency.docket.errors import DocketError, Refused
from clemency.docket.intake.actions import next_number
from clemency.docket.intake.models import Case
from clemency.errors import CaseError
from clemency.law.petitions.partial_dates import PartialDate


@act("record_class_act")
def record_class_act(
    *,
    by: Actor,
    number: str,
    title: str,
    takes_effect_at: datetime,
    text: str,
    administering: str,
    source: str,
    sections: str = "",
    offenses_from: date | None = None,
    offenses_to: date | None = None,
    includes: str = "",
    excludes: str = "",
    estimate: int | None = None,
    estimate_source: str = "",
) -> ClassAct:
    """Record a published proclamation: text verbatim, scope test by test. Another officer checks it before use."""
    for name, value in (("number", number), ("title", title), ("text", text), ("source", source)):
        if not value.strip():
            raise DocketError(f"A proclamation needs its {name}.")
    if ClassAct.objects.filter(number=number.strip()).exists():
        raise DocketError(f"A proclamation {number.strip()} is recorded already.")
    if (estimate is None) == bool(estimate_source.strip()):
        raise DocketError("How many people it covers is an estimate with its source: give both, or neither.")
    if offenses_from and offenses_to and offenses_from > offenses_to:
        raise DocketError(f"Offenses from {offenses_from} to {offenses_to}: the window ends before it begins.")
    row = ClassAct.objects.create(
        number=number.strip(), title=title.strip(), takes_effect_at=takes_effect_at, text=text, sections=sections,
        offenses_from=offenses_from, offenses_to=offenses_to, includes=includes, excludes=excludes,
        administering=administering, estimate=estimate, estimate_source=estimate_source, source=source,
        recorded_by=by.user, recorded_at=clock.now(),
    )  # fmt: skip
    record(act="record_class_act", subject=f"class_act:{row.pk}", by=by, number=row.number)
    return row


@act("check_class_act")
def check_class_act(*, by: Actor, class_act: ClassAct) -> ClassActCheck:
    """A second officer has read the record against the published text."""
    if class_act.recorded_by_id == by.user.pk:
        raise Refused("You recorded this proclamation; another officer checks it.")
    if ClassActCheck.objects.filter(class_act=class_act).exists():
        raise Refused("This proclamation was checked already.")
    row = ClassActCheck.objects.create(class_act=class_act, by=by.user, at=clock.now())
    record(act="check_class_act", subject=f"class_act:{class_act.pk}", by=by)
    return row


def lines(text: str) -> list[str]:
    """The tests of a scope, one on each line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _plain(cite: str) -> str:
    return re.sub(r"[^a-z0-9()]", "", cite.lower().replace("u.s.c", "usc"))


def scope_notes(class_act: ClassAct, case: Case) -> list[str]:
    """What the file says on the tests that can be read off it: date window and code section. It finds nothing."""
    notes = []
    conviction = case.convictions.order_by("pk").first()
    answers: Mapping[str, str] = {row.field: row.value for row in case.answers.order_by("pk")}
    written = (conviction and conviction.offense_on) or ""
    first, last = class_act.offenses_from, class_act.offenses_to
    if first or last:
        window = f"{first or 'the beginning'} to {last or 'no end'}"
        try:
            on = PartialDate.parse(written) if written else None
        except CaseError:
            on = None
        if on is None:
            notes.append(f"Offense date not known; the window is {window}.")
        else:
            before, after = first is not None and on.last < first, last is not None and on.first > last
            inside = (first is None or on.first >= first) and (last is None or on.last <= last)
            where = "outside" if before or after else "inside" if inside else "partly inside"
            notes.append(f"Offense date {on}: {where} the window {window}.")
    if class_act.sections.strip():
        asked = answers.get("code_section", "")
        known = [one for one in lines(class_act.sections) if asked and _plain(one) in _plain(asked)]
        said = f"names {', '.join(known)}" if known else "names none of the sections listed" if asked else "names none"
        notes.append(
            f"Code section: the application {said}; the proclamation lists {', '.join(lines(class_act.sections))}."
        )
    return notes


@act("find_within")
def find_within(
    *, by: Actor, case: Case, class_act: ClassAct, finding: str, offense: str, reasons: str
) -> CertificateFinding:
    """Find whether this applicant is within the proclamation, for this offense. Reviewable: the latest finding counts."""
    if case.kind != "certificate":
        raise Refused("Only an application for a certificate has such a finding.")
    if finding not in dict(WITHIN):
        raise DocketError(f"finding: {finding!r} is not one of {', '.join(key for key, _ in WITHIN)}.")
    if not ClassActCheck.objects.filter(class_act=class_act).exists():
        raise Refused("A second officer has not checked the record of this proclamation yet.")
    for name, value in (("the offense", offense), ("the reasons", reasons)):
        if not value.strip():
            raise DocketError(f"A finding states {name}.")
    row = CertificateFinding.objects.create(
        case=case, class_act=class_act, finding=finding, offense=offense.strip(), reasons=reasons.strip(), by=by.user,
        at=clock.now(),
    )  # fmt: skip
    record(act="find_within", subject=f"case:{case.pk}", by=by, basis=class_act.number, finding=finding)
    return row


def latest_finding(case: Case) -> CertificateFinding | None:
    return case.certificate_findings.select_related("class_act").order_by("-pk").first()


def require_finding(case: Case, by: Actor, *, grant: bool) -> CertificateFinding:
    """The finding that a determination of a certificate follows; Refused where there is none that it can follow."""
    found = latest_finding(case)
    if found is None:
        raise Refused("No finding says whether this applicant is within the proclamation.")
    if found.by_id == (by.user and by.user.pk):
        raise Refused("You made the finding; the determination is another person's.")
    if found.finding == "cannot_determine":
        raise Refused("The finding is that it cannot be determined: return the case for more work, or close it.")
    if (found.finding == "covered") is not grant:
        raise Refused(f"The finding is {found.get_finding_display()}; a certificate says what was found.")
    return found


def within_words(found: CertificateFinding) -> str:
    """What the instrument says of a person within a proclamation."""
    day = clock.local_day(found.class_act.takes_effect_at)
    return f"This person is within {found.class_act} ({day}), for the offense named and no other."


def issue(case: Case, by: Actor, line: InstrumentLine) -> dict[str, Any]:
    """Number the certificate, within the signature of its instrument; returns the letter that carries it."""
    found = latest_finding(case)
    if found is None:
        raise Refused("No finding says whether this applicant is within the proclamation.")
    made = Certificate.objects.create(
        number=next_number("K"),
        case=case,
        finding=found,
        issued_on=clock.local_day(line.instrument.signed_at),
        by=by.user,
    )
    record(act="issue_certificate", subject=f"case:{case.pk}", by=by, number=made.number)
    facts = {
        "number": made.number,
        "proclamation": str(found.class_act),
        "offense": found.offense,
        "on": made.issued_on,
    }
    return {"template": "certificate", "facts": facts, "embargoed": True}


def genuine(number: str) -> Certificate | None:
    """The certificate with this number, for whoever asks; its number, proclamation and day are all they are told."""
    asked = number.strip().upper()
    return Certificate.objects.select_related("finding__class_act").filter(number=asked).first() if asked else None

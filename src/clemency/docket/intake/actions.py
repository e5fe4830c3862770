"""What is done to a petition on its way in. Each act is one transaction with its entry in the history."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

from clemency.docket import clock
from clemency.docket.accounts.actors import Actor
from clemency.docket.audit.recording import act, record
from clemency.docket.demographics import store
from clemency.docket.errors import DocketError, Refused
from clemency.docket.intake import queries
from clemency.docket.intake.form_data import form_of, petition_form
from clemency.docket.intake.models import (
    Answer,
    Case,
    Conviction,
    Document,
    DocumentContent,
    DuplicateCheck,
    Event,
    MissingPart,
    NumberSeries,
    Person,
    WaitComputed,
)
from clemency.docket.moves import move
from clemency.docket.needs import office_of
from clemency.docket.states import OPEN, REASON_CODES, REASON_WORDS_ES, Role, State
from clemency.law.petitions.partial_dates import PartialDate
from clemency.law.petitions.reapplication import reapplication
from clemency.law.petitions.waits import WaitFinding, wait

LARGEST_DOCUMENT = 10 * 1024 * 1024
# What a file of each type begins with; a file that says one thing and is another is refused.
DOCUMENT_TYPES: Mapping[str, tuple[bytes, ...]] = {
    "application/pdf": (b"%PDF-",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/tiff": (b"II*\x00", b"MM\x00*"),
}


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it is given. A date's precision is read from how it is written."""

    value: str = ""
    attached_pages: str = ""
    not_applicable: bool = False


@act("start_petition")
def start_petition(
    *,
    by: Actor,
    kind: str,
    given_names: str,
    surname: str,
    jurisdiction: str = "",
    channel: str = "web",
    language: str = "en",
    earlier: Case | None = None,
) -> Case:
    """Open a draft. A paper petition is entered by a clerk; a request for further relief names the earlier case."""
    office = jurisdiction or settings.JURISDICTION
    petition_form(kind, office)
    owner = by.user if by.role in {Role.PETITIONER, Role.REPRESENTATIVE} else None
    person = earlier.petitioner if earlier else Person.objects.create(given_names=given_names, surname=surname)
    case = Case.objects.create(
        kind=kind,
        jurisdiction=office,
        petitioner=person,
        account=owner,
        channel=channel,
        language=language,
        earlier=earlier,
        created_at=clock.now(),
    )
    record(act="start_petition", subject=f"case:{case.pk}", by=by, kind=kind, channel=channel)
    return case


@act("start_direct_act")
def start_direct_act(*, by: Actor, kind: str, given_names: str, surname: str, jurisdiction: str = "") -> Case:
    """A case without a petition, so that a direct act of the decision-maker has a file of its own (T26, "or none")."""
    case = Case.objects.create(
        kind=kind,
        jurisdiction=jurisdiction or settings.JURISDICTION,
        petitioner=Person.objects.create(given_names=given_names, surname=surname),
        channel="direct_act",
        created_at=clock.now(),
    )
    record(act="start_direct_act", subject=f"case:{case.pk}", by=by, kind=kind)
    return case


def _precision(text: str, where: str) -> str:
    return PartialDate.parse(text, where).precision if text else ""


@act("save_answers")
def save_answers(*, by: Actor, case: Case, answers: Mapping[str, Given], source: str = "petitioner") -> list[str]:
    """Keep answers; returns the names of those that changed. Statistical answers go to their own store.

    A draft may be saved at any time and half done. After receipt each change is an update to the same file.
    Raises DocketError for a field the form does not have, CaseError for a date that cannot be read.
    """
    fields = form_of(case).fields()
    current = queries.current_answers(case)
    changed: list[str] = []
    apart: dict[str, str] = {}
    for name, given in answers.items():
        if name not in fields:
            raise DocketError(f"The {case.kind} form has no field {name!r}.")
        field = fields[name]
        value = given.value.strip()
        if field.store == "demographics":
            apart[field.id] = value
            continue
        precision = _precision(value, field.words.en) if field.type == "date" else ""
        if field.type == "choice" and value and value not in dict(field.options):
            raise DocketError(f"{field.words.en}: {value!r} is not one of the answers offered.")
        before = current.get(name)
        now = (value, given.attached_pages.strip(), given.not_applicable)
        if now == ((before.value, before.attached_pages, before.not_applicable) if before else ("", "", False)):
            continue
        Answer.objects.create(
            case=case, field=name, value=value, precision=precision, source=source, attached_pages=now[1],
            not_applicable=now[2], entered_by=by.user, entered_at=clock.now(),
        )  # fmt: skip
        changed.append(name)
        if field.record:
            _set_fact(case, field.record, value, source)
    if apart:
        store.keep(case_id=case.pk, answers=apart)
    record(act="save_answers", subject=f"case:{case.pk}", by=by, fields=changed)
    return changed


def _set_fact(case: Case, fact: str, value: str, source: str) -> None:
    owner, _, name = fact.partition(".")
    if owner == "person":
        Person.objects.filter(pk=case.petitioner_id).update(**{name: value})
        case.petitioner.refresh_from_db()
        return
    conviction = case.convictions.order_by("pk").first() or Conviction(case=case, source=source)
    setattr(conviction, name, value)
    conviction.save()


@act("correct_conviction")
def correct_conviction(
    *, by: Actor, case: Case, source: str, conviction: Conviction | None = None, **facts: str | bool
) -> Conviction:
    """Set facts of a conviction from a record, or add another conviction. What the petitioner wrote stays as written."""
    dates = {"offense_on", "convicted_on", "sentenced_on", "released_on", "sentence_completed_on"}
    for name in dates & facts.keys():
        _precision(str(facts[name]), name)
    conviction = conviction or Conviction(case=case)
    for name, value in facts.items():
        setattr(conviction, name, value)
    conviction.source = source
    conviction.save()
    record(act="correct_conviction", subject=f"case:{case.pk}", by=by, facts=sorted(facts), source=source)
    return conviction


@act("set_case_facts")
def set_case_facts(
    *,
    by: Actor,
    case: Case,
    humanitarian: str | None = None,
    capital: bool | None = None,
    life_or_death_sentence: bool | None = None,
    waiver_letter: bool | None = None,
    deceased_on: str | None = None,
    posthumous_asked: bool | None = None,
) -> None:
    """Record facts that change how a case is handled: urgency, a capital or life sentence, a waiver letter, a death."""
    facts = {
        "humanitarian": humanitarian,
        "capital": capital,
        "life_or_death_sentence": life_or_death_sentence,
        "waiver_letter": waiver_letter,
        "posthumous_asked": posthumous_asked,
    }
    changes = {name: value for name, value in facts.items() if value is not None}
    if changes:
        Case.objects.filter(pk=case.pk).update(**changes)
    if deceased_on is not None:
        _precision(deceased_on, "date of death")
        Person.objects.filter(pk=case.petitioner_id).update(deceased_on=deceased_on)
    case.refresh_from_db()
    record(act="set_case_facts", subject=f"case:{case.pk}", by=by, facts=sorted(changes))


@act("add_document")
def add_document(
    *,
    by: Actor,
    case: Case,
    title: str,
    part: str,
    data: bytes,
    content_type: str,
    sensitivity: str = "confidential",
    from_whom: str = "",
) -> Document:
    """Put a paper in the file: type by content, size and digest checked and kept, class set.

    A petitioner's paper is at least confidential; staff set `restricted` for presentence reports and the like.
    """
    if not data:
        raise DocketError(f"{title}: the file is empty. Choose the file again.")
    if len(data) > LARGEST_DOCUMENT:
        raise DocketError(
            f"{title}: the file has {len(data):,} bytes; at most {LARGEST_DOCUMENT:,} are taken. Split it in parts."
        )
    starts = DOCUMENT_TYPES.get(content_type)
    if starts is None:
        raise DocketError(f"{title}: {content_type} is not taken. Send a PDF, JPEG, PNG or TIFF file.")
    if not data.startswith(starts):
        raise DocketError(f"{title}: the file is not {content_type}, whatever its name says. Save it again as PDF.")
    document = Document.objects.create(
        case=case, title=title, part=part, sensitivity=sensitivity, content_type=content_type, size=len(data),
        sha256=hashlib.sha256(data).hexdigest(), from_whom=from_whom, received_at=clock.now(), added_by=by.user,
    )  # fmt: skip
    DocumentContent.objects.create(document=document, data=data)
    case.missing_parts.filter(part=part, supplied_on__isnull=True).update(supplied_on=clock.today())
    if part == "waiver_letter":
        Case.objects.filter(pk=case.pk).update(waiver_letter=True)
        case.refresh_from_db()
    record(
        act="add_document", subject=f"case:{case.pk}", by=by, document=document.pk, part=part, sha256=document.sha256
    )  # fmt: skip
    return document


@act("certify")
def certify(*, by: Actor, case: Case, signed_as: str) -> None:
    """Record the signature under the oath. On paper, the clerk writes the name as it is signed."""
    if not signed_as.strip():
        raise DocketError("The certification needs a signature: type the petitioner's name.")
    Case.objects.filter(pk=case.pk).update(certified_as=signed_as.strip(), certified_on=clock.today())
    case.missing_parts.filter(part__in=["certification", "oath"], supplied_on__isnull=True).update(
        supplied_on=clock.today()
    )
    case.refresh_from_db()
    record(act="certify", subject=f"case:{case.pk}", by=by)


@act("file")
def file(*, by: Actor, case: Case, expected_version: int, bypass_reason: str = "") -> Event:
    """T1. The petition is received today, whatever may still be missing; the wait is computed and never bars receipt.

    A petition against a sentence of death is marked capital at once: it stands first in every list, and the office
    never presumes concurrence in it (28 CFR 1.8(b), 1.10).
    """
    event = move(
        case=case,
        act="file",
        by=by,
        expected_version=expected_version,
        bypass_reason=bypass_reason,
        fields={"received_on": clock.today(), **_capital(case)},
    )
    _compute_wait(case, by)
    return event


def _capital(case: Case) -> dict[str, object]:
    if case.kind != "reprieve":
        return {}
    answers = queries.current_answers(case)
    day = answers["execution_on"].value if "execution_on" in answers else ""
    return {
        "capital": True,
        "life_or_death_sentence": True,
        "humanitarian": f"execution set for {day}" if day else "sentence of death",
    }


def _wait_now(case: Case) -> WaitFinding:
    return wait(
        office=office_of(case), kind=case.kind, convictions=queries.convictions_for_wait(case), on=clock.today()
    )  # fmt: skip


def _compute_wait(case: Case, by: Actor) -> WaitComputed:
    finding = _wait_now(case)
    rule = finding.rule.id if finding.rule else ""
    computed = WaitComputed.objects.create(
        case=case, status=finding.status, rule=rule, sentence=finding.sentence, on=clock.today(), by=by.user
    )
    record(act="compute_wait", subject=f"case:{case.pk}", by=by, status=finding.status, rule=rule)
    return computed


def wait_words(case: Case, language: str) -> str:
    """The wait as it stands today, in the petitioner's language."""
    return _wait_now(case).in_words(language)


@act("compute_wait")
def compute_wait(*, by: Actor, case: Case) -> WaitComputed:
    """Compute the wait again from the facts as they stand. The earlier computation stays."""
    return _compute_wait(case, by)


@act("find_incomplete")
def find_incomplete(
    *,
    by: Actor,
    case: Case,
    expected_version: int,
    parts: Sequence[tuple[str, str]],
    bypass_reason: str = "",
) -> Event:
    """T2. Tell the petitioner exactly what is missing, and until when it can be supplied."""
    today = clock.today()
    cure_by = today + timedelta(days=office_of(case).cure_days)
    for part, words in parts:
        MissingPart.objects.create(case=case, part=part, words=words, told_on=today, cure_by=cure_by)
    letter = {"template": "incomplete", "facts": {"missing": [words for _, words in parts], "cure_by": cure_by}}
    return move(
        case=case,
        act="find_incomplete",
        by=by,
        expected_version=expected_version,
        bypass_reason=bypass_reason,
        given={"missing_list": bool(parts)},
        letters=[letter],
    )


@act("supply_missing")
def supply_missing(*, by: Actor, case: Case, expected_version: int, bypass_reason: str = "") -> Event:
    """T3. Back to received once every missing part is there."""
    _settle_missing(case)
    return move(case=case, act="supply_missing", by=by, expected_version=expected_version, bypass_reason=bypass_reason)


def _settle_missing(case: Case) -> None:
    """A missing answer has been supplied when the field is answered now; papers and the oath are settled as they come."""
    answered = {name for name, answer in queries.current_answers(case).items() if answer.value or answer.not_applicable}
    for missing in case.missing_parts.filter(supplied_on__isnull=True):
        if missing.part in answered or (missing.part == "petition_form" and answered):
            missing.supplied_on = clock.today()
            missing.save(update_fields=["supplied_on"])


@act("redirect")
def redirect(
    *,
    by: Actor,
    case: Case,
    expected_version: int,
    finding: str,
    right_body: str,
    body_address: str,
    bypass_reason: str = "",
) -> Event:
    """T4. Another body decides on this conviction; the letter says which, and where it is."""
    letter = {"template": "redirect", "facts": {"right_body": right_body, "body_address": body_address}}
    return move(
        case=case,
        act="redirect",
        by=by,
        expected_version=expected_version,
        reason=finding,
        bypass_reason=bypass_reason,
        given={"jurisdiction_finding": bool(finding and right_body and body_address), "attorney_confirms": True},
        fields={"closure_basis": "no_jurisdiction"},
        letters=[letter],
    )


@act("request_waiver")
def request_waiver(*, by: Actor, case: Case, expected_version: int, bypass_reason: str = "") -> Event:
    """T5. The wait is not over and a letter asks to waive it."""
    facts = {"wait": _wait_now(case).in_words(case.language)}
    return move(
        case=case,
        act="request_waiver",
        by=by,
        expected_version=expected_version,
        bypass_reason=bypass_reason,
        letters=[{"template": "acknowledgement", "facts": facts}],
    )


def next_number(prefix: str) -> str:
    """The next number of a series, within the act that gives it out. Numbers are never used twice."""
    series, _ = NumberSeries.objects.select_for_update().get_or_create(prefix=prefix)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{prefix}{series.last:06d}"


@act("grant_waiver")
def grant_waiver(*, by: Actor, case: Case, expected_version: int, reason: str, bypass_reason: str = "") -> Event:
    """T6. The wait is waived; the case is docketed."""
    number = next_number(office_of(case).case_prefixes[case.kind])
    return move(
        case=case,
        act="grant_waiver",
        by=by,
        expected_version=expected_version,
        reason=reason,
        bypass_reason=bypass_reason,
        fields={"case_number": number, "docketed_on": clock.today()},
        letters=[{"template": "waiver_granted"}],
    )


@act("refuse_waiver")
def refuse_waiver(*, by: Actor, case: Case, expected_version: int, reason: str, bypass_reason: str = "") -> Event:
    """T6. The wait is not waived; the case closes and may be filed again when the wait is over."""
    return move(
        case=case,
        act="refuse_waiver",
        by=by,
        expected_version=expected_version,
        reason=reason,
        bypass_reason=bypass_reason,
        fields={"closure_basis": "waiver_refused"},
        letters=[{"template": "waiver_refused", "facts": {"wait": _wait_now(case).in_words(case.language)}}],
    )


@act("check_duplicates")
def check_duplicates(*, by: Actor, case: Case, conclusion: str, earlier: Case | None = None) -> DuplicateCheck:
    """Record that possible duplicates and earlier cases were looked at. Linking an earlier case is the clerk's finding."""
    if not conclusion.strip():
        raise DocketError("Write what you concluded, even if it is that no other case was found.")
    candidates = queries.possible_duplicates(case)
    if earlier is not None:
        Case.objects.filter(pk=case.pk).update(earlier=earlier)
        case.refresh_from_db()
    check = DuplicateCheck.objects.create(
        case=case,
        candidates=", ".join(str(found.case) for found in candidates)[:400],
        conclusion=conclusion,
        by=by.user,
        at=clock.now(),
    )
    record(act="check_duplicates", subject=f"case:{case.pk}", by=by, candidates=[c.case.pk for c in candidates])
    return check


@act("docket")
def docket(*, by: Actor, case: Case, expected_version: int, bypass_reason: str = "") -> Event:
    """T7. The case gets its number, and the petitioner a confirmation with it."""
    if not case.waits.exists():
        _compute_wait(case, by)
    number = next_number(office_of(case).case_prefixes[case.kind])
    return move(
        case=case,
        act="docket",
        by=by,
        expected_version=expected_version,
        bypass_reason=bypass_reason,
        fields={"case_number": number, "docketed_on": clock.today()},
        letters=[{"template": "confirmation"}],
    )


@act("close_without_action")
def close_without_action(
    *,
    by: Actor,
    case: Case,
    expected_version: int,
    reason_code: str,
    evidence: str,
    bypass_reason: str = "",
) -> Event:
    """T25. Close for a stated reason, with a letter that says it in words. Never automatic."""
    if reason_code not in REASON_CODES:
        raise DocketError(f"{reason_code!r} is not a reason; the reasons are: {', '.join(REASON_CODES)}.")
    if reason_code == "deceased" and not case.petitioner.deceased_on:
        raise Refused("Record the date of death first; then ask the family whether a posthumous act is sought.")
    words = (REASON_WORDS_ES if case.language == "es" else REASON_CODES)[reason_code]
    return move(
        case=case,
        act="close_without_action",
        by=by,
        expected_version=expected_version,
        reason=evidence,
        bypass_reason=bypass_reason,
        given={"closure_reason": bool(evidence.strip())},
        fields={"closure_basis": reason_code},
        letters=[{"template": "closure", "facts": {"reason": words}}],
    )


@act("reapply")
def reapply(*, by: Actor, case: Case) -> Case:
    """T28. A new draft linked to the closed case. The closed case is not touched; the rule is shown and bars nothing."""
    if State(case.state) not in {State.CLOSED_DENIED, State.CLOSED_WITHOUT_ACTION}:
        raise Refused(f"Apply again once {case} is closed; while it is open, send updates to it.")
    new = Case.objects.create(
        kind=case.kind,
        jurisdiction=case.jurisdiction,
        petitioner=case.petitioner,
        account=case.account,
        channel="web" if by.role in {Role.PETITIONER, Role.REPRESENTATIVE} else "mail",
        language=case.language,
        earlier=case,
        created_at=clock.now(),
    )
    rule = reapplication(office=office_of(case), kind=case.kind, denied_on=case.closed_on or clock.today())
    record(act="reapply", subject=f"case:{new.pk}", by=by, basis=rule.sentence[:200], earlier=case.pk)
    return new


def is_open(case: Case) -> bool:
    return State(case.state) in OPEN

"""What is done to a case while it is reviewed."""

from __future__ import annotations

from datetime import date, timedelta

from clemency.docket import clock
from clemency.docket.accounts.actors import Actor
from clemency.docket.accounts.models import RoleHeld, User
from clemency.docket.audit.recording import act, record
from clemency.docket.errors import DocketError, Refused
from clemency.docket.intake.models import Case, Document, Event
from clemency.docket.moves import move
from clemency.docket.needs import office_of
from clemency.docket.review.criteria import criteria_for
from clemency.docket.review.models import (
    ADVICE,
    FINDINGS,
    POSITIONS,
    REFERRAL_KINDS,
    REMEDIES,
    REMEDY_OUTCOMES,
    VOTES,
    Assignment,
    BoardVote,
    Comparison,
    ConflictDeclaration,
    Contact,
    Finding,
    Hearing,
    HearingNotice,
    Hold,
    Recommendation,
    Referral,
    RemedyCheck,
    Reminder,
    Report,
    Victim,
)
from clemency.docket.states import DECIDED, Role, State

LAYER_OF = {
    Role.STAFF_ATTORNEY: "staff",
    Role.PARDON_ATTORNEY: "office",
    Role.DEPARTMENT: "department",
    Role.BOARD_MEMBER: "board",
    Role.COUNSEL: "counsel",
}


def _one_of(value: str, choices: list[tuple[str, str]], what: str) -> str:
    known = [key for key, _ in choices]
    if value not in known:
        raise DocketError(f"{what}: {value!r} is not one of {', '.join(known)}.")
    return value


def _words(text: str, what: str) -> str:
    if not text.strip():
        raise DocketError(f"{what} is empty. Write it down; an empty record helps nobody later.")
    return text.strip()


@act("assign")
def assign(*, by: Actor, case: Case, officer: User) -> Assignment:
    """Give a case to a reviewer, who then sees the file. The clerk who docketed it cannot review it."""
    if not RoleHeld.objects.filter(user=officer, role=Role.STAFF_ATTORNEY.value, until__isnull=True).exists():
        raise DocketError(f"{officer} is not a staff attorney; choose one from the list.")
    if case.events.filter(act="docket", by=officer).exists():
        raise Refused(f"{officer} docketed this case; intake and review are done by different people.")
    if case.assignments.filter(officer=officer, until__isnull=True).exists():
        raise Refused(f"{officer} is assigned to this case already.")
    assignment = Assignment.objects.create(case=case, officer=officer, since=clock.now(), by=by.user)
    record(act="assign", subject=f"case:{case.pk}", by=by, officer=officer.get_username())
    return assignment


@act("assign")
def unassign(*, by: Actor, case: Case, officer: User) -> None:
    """Take a case from a reviewer. What they wrote stays; they no longer see the file."""
    ended = case.assignments.filter(officer=officer, until__isnull=True).update(until=clock.now())
    if not ended:
        raise DocketError(f"{officer} is not assigned to this case.")
    record(act="unassign", subject=f"case:{case.pk}", by=by, officer=officer.get_username())


@act("declare_conflict")
def declare_conflict(*, by: Actor, case: Case, conflict: bool, note: str = "") -> ConflictDeclaration:
    """An officer's own word. After a declared conflict the officer no longer sees the case."""
    declaration = ConflictDeclaration.objects.create(
        case=case, officer=by.user, conflict=conflict, note=note, at=clock.now()
    )
    record(act="declare_conflict", subject=f"case:{case.pk}", by=by, conflict=conflict)
    return declaration


@act("begin_screening")
def begin_screening(*, by: Actor, case: Case, expected_version: int, bypass_reason: str = "") -> Event:
    """T8."""
    return move(case=case, act="begin_screening", by=by, expected_version=expected_version, bypass_reason=bypass_reason)


@act("refer")
def refer(*, by: Actor, case: Case, kind: str, to_whom: str, questions: str, due_on: date | None = None) -> Referral:
    """Ask somebody for views or records by a day; without one, the days the office's data sets."""
    if State(case.state) in DECIDED:
        raise Refused("The case is decided; nothing can be asked of it now.")
    today = clock.today()
    due = due_on or today + timedelta(days=office_of(case).referral_days)
    if due < today:
        raise DocketError(f"The due date {due} is in the past. Give today or a later day.")
    referral = Referral.objects.create(
        case=case,
        kind=_one_of(kind, REFERRAL_KINDS, "kind"),
        to_whom=_words(to_whom, "To whom"),
        questions=_words(questions, "The questions"),
        asked_on=today,
        due_on=due,
        asked_by=by.user,
    )
    record(
        act="refer", subject=f"case:{case.pk}", by=by, basis="28 CFR 1.6(a)", referral=referral.pk, kind=kind, due=due
    )
    if kind == "fbi_background":
        Case.objects.filter(pk=case.pk).update(background_investigation=True)
        case.refresh_from_db()
    if kind in {"prosecutor", "sentencing_judge", "prison", "probation"}:
        from clemency.docket.decisions.letters import make

        facts = {"questions": questions, "due_on": due, "referral_kind": kind}
        make(case=case, by=by, template="referral", addressee=to_whom, address="", facts=facts)
    return referral


@act("remind")
def remind(*, by: Actor, case: Case, referral: Referral) -> Reminder:
    """Send a reminder about a referral that is still out."""
    if referral.settled:
        raise Refused("This referral is settled; there is nothing to remind anybody of.")
    reminder = Reminder.objects.create(referral=referral, sent_on=clock.today(), by=by.user)
    record(act="remind", subject=f"case:{case.pk}", by=by, referral=referral.pk)
    return reminder


@act("settle_referral")
def record_answer(
    *, by: Actor, case: Case, referral: Referral, position: str, answer: str, document: Document | None = None
) -> None:
    """What came back. An answer that comes after the referral was marked overdue is kept just the same."""
    if referral.answered_on or referral.waived_on:
        raise Refused("This referral was settled before; ask again with a new one.")
    referral.answered_on = clock.today()
    referral.position = _one_of(position, POSITIONS, "position")
    referral.answer = _words(answer, "The answer")
    referral.document = document
    referral.save()
    record(act="record_answer", subject=f"case:{case.pk}", by=by, referral=referral.pk, position=position)


@act("settle_referral")
def waive_referral(*, by: Actor, case: Case, referral: Referral, reason: str) -> None:
    """The answer is no longer needed, for a reason."""
    if referral.settled:
        raise Refused("This referral is settled already.")
    referral.waived_on, referral.waived_reason = clock.today(), _words(reason, "The reason")
    referral.save()
    record(act="waive_referral", subject=f"case:{case.pk}", by=by, referral=referral.pk)


@act("settle_referral")
def mark_overdue(*, by: Actor, case: Case, referral: Referral) -> None:
    """No answer came by the due date: a fact for the file, so that the case need not wait for ever."""
    if referral.settled:
        raise Refused("This referral is settled already.")
    if clock.today() <= referral.due_on:
        raise Refused(f"The referral is due on {referral.due_on}; it can be marked overdue from the day after.")
    referral.marked_overdue_on, referral.position = clock.today(), "no_answer"
    referral.save()
    record(act="mark_overdue", subject=f"case:{case.pk}", by=by, referral=referral.pk)


@act("begin_investigation")
def begin_investigation(*, by: Actor, case: Case, expected_version: int, bypass_reason: str = "") -> Event:
    """T9. Where a background investigation starts, the petitioner is told who may be interviewed."""
    letters = [{"template": "background_investigation"}] if case.background_investigation else []
    return move(
        case=case,
        act="begin_investigation",
        by=by,
        expected_version=expected_version,
        bypass_reason=bypass_reason,
        letters=letters,
    )


@act("skip_investigation")
def skip_investigation(*, by: Actor, case: Case, expected_version: int, reason: str, bypass_reason: str = "") -> Event:
    """T10."""
    return move(
        case=case,
        act="skip_investigation",
        by=by,
        expected_version=expected_version,
        reason=reason,
        bypass_reason=bypass_reason,
    )


@act("end_investigation")
def end_investigation(*, by: Actor, case: Case, expected_version: int, bypass_reason: str = "") -> Event:
    """T12."""
    return move(
        case=case, act="end_investigation", by=by, expected_version=expected_version, bypass_reason=bypass_reason
    )


@act("hold")
def hold(
    *,
    by: Actor,
    case: Case,
    expected_version: int,
    reason: str,
    review_on: date,
    tell_petitioner: bool = False,
    bypass_reason: str = "",
) -> Event:
    """T11. The case waits, and somebody looks at it again on a day that is written down."""
    if review_on <= clock.today():
        raise DocketError(f"The review date {review_on} is not in the future.")
    Hold.objects.create(case=case, reason=reason, since=clock.today(), review_on=review_on)
    return move(
        case=case,
        act="hold",
        by=by,
        expected_version=expected_version,
        reason=reason,
        bypass_reason=bypass_reason,
        given={"review_date": True},
        fields={"held_from": case.state},
        letters=[{"template": "hold", "facts": {"review_on": review_on}}] if tell_petitioner else [],
    )


@act("resume")
def resume(*, by: Actor, case: Case, expected_version: int, reason: str, bypass_reason: str = "") -> Event:
    """T11. Back to where it was held from."""
    case.holds.filter(ended_on__isnull=True).update(ended_on=clock.today())
    return move(
        case=case,
        act="resume",
        by=by,
        expected_version=expected_version,
        reason=reason,
        bypass_reason=bypass_reason,
        to=State(case.held_from) if case.held_from else None,
        fields={"held_from": ""},
    )


@act("record_finding")
def record_finding(*, by: Actor, case: Case, criterion: str, finding: str, reason: str, evidence: str = "") -> Finding:
    """One finding on one criterion of the set that applies to this case, with its reason. Nothing adds findings up."""
    criteria = criteria_for(case)
    _one_of(criterion, [(one.id, one.text) for one in criteria.criteria], "criterion")
    row = Finding.objects.create(
        case=case,
        criteria_set=criteria.id,
        criteria_version=criteria.version,
        criterion=criterion,
        finding=_one_of(finding, FINDINGS, "finding"),
        reason=_words(reason, "The reason"),
        evidence=evidence,
        by=by.user,
        at=clock.now(),
    )
    record(act="record_finding", subject=f"case:{case.pk}", by=by, basis=criteria.id, criterion=criterion)
    return row


@act("check_remedy")
def check_remedy(*, by: Actor, case: Case, remedy: str, outcome: str, note: str = "") -> RemedyCheck:
    """Whether another way to relief is open in this case (28 CFR 1.3). It informs; nothing is barred by it."""
    row = RemedyCheck.objects.create(
        case=case, remedy=_one_of(remedy, REMEDIES, "remedy"), outcome=_one_of(outcome, REMEDY_OUTCOMES, "outcome"),
        note=note.strip(), by=by.user, at=clock.now(),
    )  # fmt: skip
    record(act="check_remedy", subject=f"case:{case.pk}", by=by, basis="28 CFR 1.3", remedy=remedy, outcome=outcome)
    return row


@act("record_comparison")
def record_comparison(
    *,
    by: Actor,
    case: Case,
    outcome: str,
    note: str = "",
    facts: str = "",
    result: str = "",
    law_version: str = "",
) -> Comparison:
    """The reviewer accepts or corrects the comparison of the law then and now, or says why none applies."""
    _one_of(outcome, Comparison.OUTCOMES, "outcome")
    if outcome == "accepted" and not result:
        raise DocketError("There is no computed comparison to accept. Enter the facts and compute it first.")
    if outcome != "accepted":
        _words(note, "The correction, or why none applies,")
    row = Comparison.objects.create(
        case=case, facts=facts, result=result, law_version=law_version, outcome=outcome, note=note, by=by.user,
        at=clock.now(),
    )  # fmt: skip
    record(act="record_comparison", subject=f"case:{case.pk}", by=by, outcome=outcome, law=law_version)
    return row


@act("sign_report")
def sign_report(*, by: Actor, case: Case, text: str) -> Report:
    """The reviewer's report, signed by being added. A later version stands beside it."""
    report = Report.objects.create(case=case, text=_words(text, "The report"), by=by.user, at=clock.now())
    record(act="sign_report", subject=f"case:{case.pk}", by=by, report=report.pk)
    return report


def _recommend(
    *, by: Actor, case: Case, advice: str, reasons_for: str, reasons_against: str, terms: str = ""
) -> Recommendation:
    layer = LAYER_OF[by.role]
    row = Recommendation.objects.create(
        case=case,
        layer=layer,
        advice=_one_of(advice, ADVICE, "advice"),
        terms=terms,
        reasons_for=_words(reasons_for, "Reasons in favour"),
        reasons_against=_words(reasons_against, "Reasons against"),
        by=by.user,
        role=by.role.value,
        acting_for=by.acting_for,
        at=clock.now(),
    )
    record(act="recommend", subject=f"case:{case.pk}", by=by, basis="28 CFR 1.6(c)", layer=layer)
    return row


@act("recommend")
def recommend(
    *, by: Actor, case: Case, advice: str, reasons_for: str, reasons_against: str, terms: str = ""
) -> Recommendation:
    """Add one layer's view of the case, with reasons both ways. Earlier views stay unaltered."""
    if State(case.state) in DECIDED:
        raise Refused("The case is decided; a recommendation can no longer be added.")
    return _recommend(
        by=by, case=case, advice=advice, reasons_for=reasons_for, reasons_against=reasons_against, terms=terms
    )


@act("sign_office_recommendation")
def sign_office_recommendation(*, by: Actor, case: Case, expected_version: int, bypass_reason: str = "") -> Event:
    """T13. The head of the office signs; not the person who wrote the report."""
    if case.reports.filter(by=by.user).exists():
        raise Refused("You wrote the report on this case; somebody else signs the office's recommendation.")
    return move(
        case=case,
        act="sign_office_recommendation",
        by=by,
        expected_version=expected_version,
        bypass_reason=bypass_reason,
    )


@act("forward")
def forward(*, by: Actor, case: Case, expected_version: int, bypass_reason: str = "") -> Event:
    """T14."""
    return move(case=case, act="forward", by=by, expected_version=expected_version, bypass_reason=bypass_reason)


@act("transmit")
def transmit(*, by: Actor, case: Case, expected_version: int, bypass_reason: str = "") -> Event:
    """T15. With the decision-maker from today; every layer's view goes along."""
    return move(
        case=case,
        act="transmit",
        by=by,
        expected_version=expected_version,
        bypass_reason=bypass_reason,
        fields={"transmitted_on": clock.today()},
    )


@act("return_for_work")
def return_for_work(*, by: Actor, case: Case, expected_version: int, questions: str, bypass_reason: str = "") -> Event:
    """T16. Back to the office, with the questions to be answered."""
    return move(
        case=case,
        act="return_for_work",
        by=by,
        expected_version=expected_version,
        reason=questions,
        bypass_reason=bypass_reason,
        fields={"transmitted_on": None},
    )


@act("take_up_returned")
def take_up_returned(*, by: Actor, case: Case, expected_version: int, bypass_reason: str = "") -> Event:
    """T16."""
    return move(
        case=case, act="take_up_returned", by=by, expected_version=expected_version, bypass_reason=bypass_reason
    )


@act("log_contact")
def log_contact(*, by: Actor, case: Case, who: str, capacity: str, on: date, summary: str) -> Contact:
    """Somebody outside wrote or called about the case. The file keeps it."""
    contact = Contact.objects.create(
        case=case,
        who=_words(who, "Who"),
        capacity=_words(capacity, "In which capacity"),
        on=on,
        summary=_words(summary, "What was said"),
        by=by.user,
    )
    record(act="log_contact", subject=f"case:{case.pk}", by=by, contact=contact.pk)
    return contact


@act("schedule_hearing")
def schedule_hearing(
    *,
    by: Actor,
    case: Case,
    expected_version: int,
    on: date,
    place: str,
    open_to_public: bool = True,
    bypass_reason: str = "",
) -> Event:
    """T17. Set the hearing; the notices that the office's data asks for are listed with their last days."""
    today = clock.today()
    rules = office_of(case).notices
    earliest = today + timedelta(days=max((rule.days_before for rule in rules), default=0))
    if on < earliest:
        raise DocketError(f"A hearing on {on} leaves no time for notice; the first possible day is {earliest}.")
    hearing = Hearing.objects.create(case=case, on=on, place=_words(place, "The place"), open_to_public=open_to_public)
    for rule in rules:
        HearingNotice.objects.create(
            hearing=hearing, to=rule.to, must_be_sent_by=on - timedelta(days=rule.days_before), proof_needed=rule.proof
        )
    return move(
        case=case,
        act="schedule_hearing",
        by=by,
        expected_version=expected_version,
        bypass_reason=bypass_reason,
        letters=[{"template": "hearing", "facts": {"on": on, "place": place}}],
    )


@act("prepare_hearing")
def serve_notice(*, by: Actor, case: Case, notice: HearingNotice, sent_on: date, proof: str = "") -> None:
    """Record that a notice of the hearing went out, with its proof."""
    if notice.proof_needed and not proof.strip():
        raise DocketError(f"The notice to {notice.to.replace('_', ' ')} needs proof, such as a receipt number.")
    notice.sent_on, notice.proof = sent_on, proof.strip()
    notice.save()
    record(act="serve_notice", subject=f"case:{case.pk}", by=by, to=notice.to, sent_on=sent_on)


@act("prepare_hearing")
def publish_docket(*, by: Actor, case: Case, hearing: Hearing) -> None:
    """Record that the docket with this hearing was published."""
    hearing.docket_published_on = clock.today()
    hearing.save(update_fields=["docket_published_on"])
    record(act="publish_docket", subject=f"case:{case.pk}", by=by, hearing=hearing.pk)


@act("record_hearing")
def record_hearing(*, by: Actor, case: Case, expected_version: int, minutes: str, bypass_reason: str = "") -> Event:
    """T17. The hearing was held; the minutes are kept."""
    hearing = case.hearings.order_by("-pk").first()
    if hearing is not None:
        if hearing.on > clock.today():
            raise Refused(f"The hearing is on {hearing.on}; it can be recorded from that day.")
        hearing.held_on, hearing.minutes = clock.today(), _words(minutes, "The minutes")
        hearing.save(update_fields=["held_on", "minutes"])
    return move(case=case, act="record_hearing", by=by, expected_version=expected_version, bypass_reason=bypass_reason)


@act("vote")
def vote(*, by: Actor, case: Case, vote: str, reasons: str = "") -> BoardVote:
    """A member votes on one case while it is before the board."""
    if State(case.state) not in {State.DEPARTMENT_REVIEW, State.HEARD}:
        raise Refused("Members vote while the case is before the board.")
    if office_of(case).board is None:
        raise Refused("No board sits in this office.")
    row = BoardVote.objects.create(
        case=case, member=by.user, vote=_one_of(vote, VOTES, "vote"), reasons=reasons, at=clock.now()
    )
    record(act="vote", subject=f"case:{case.pk}", by=by)
    return row


@act("keep_victims")
def add_victim(*, by: Actor, case: Case, name: str, address: str = "", registered: bool = False) -> Victim:
    """Somebody harmed by the offence, to be told and heard (28 CFR 1.6(b))."""
    victim = Victim.objects.create(case=case, name=_words(name, "The name"), address=address, registered=registered)
    from clemency.docket.decisions.letters import make

    if registered:
        make(
            case=case, by=by, template="victim_filed", addressee=victim.name, address=victim.address, for_victim=True
        )  # fmt: skip
    record(act="add_victim", subject=f"case:{case.pk}", by=by, basis="28 CFR 1.6(b)", victim=victim.pk)
    return victim


@act("keep_victims")
def record_victim_comment(*, by: Actor, case: Case, victim: Victim, position: str, comment: str) -> None:
    """What a victim said, in confidence. Advisers and the decision-maker see the position, not the person."""
    victim.position = _one_of(position, POSITIONS, "position")
    victim.comment = _words(comment, "The comment")
    victim.save(update_fields=["position", "comment"])
    record(act="record_victim_comment", subject=f"case:{case.pk}", by=by, victim=victim.pk, position=position)

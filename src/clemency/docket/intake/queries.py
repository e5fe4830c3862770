"""Reading the file as it came in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from clemency.docket.accounts.models import User
from clemency.docket.intake.models import Answer, Case
from clemency.docket.states import PUBLIC_STATUS, State
from clemency.law.petitions.partial_dates import PartialDate
from clemency.law.petitions.waits import Conviction as WaitConviction


def current_answers(case: Case) -> dict[str, Answer]:
    """The latest answer to each field."""
    return {answer.field: answer for answer in case.answers.order_by("pk")}


def answer_history(case: Case, field: str) -> QuerySet[Answer]:
    """Every answer to a field, first to last."""
    return case.answers.filter(field=field).order_by("pk")


def _day(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def convictions_for_wait(case: Case) -> tuple[WaitConviction, ...]:
    """The convictions of the case in the form the wait is computed from."""
    return tuple(
        WaitConviction(
            convicted_on=_day(one.convicted_on),
            sentenced_on=_day(one.sentenced_on),
            confined={"yes": True, "no": False}.get(one.confined),
            released_on=_day(one.released_on),
            sentence_completed_on=_day(one.sentence_completed_on),
            registrable=one.registrable,
        )
        for one in case.convictions.order_by("pk")
    )


@dataclass(frozen=True, slots=True)
class PossibleDuplicate:
    """Another case that may be the same person's, and what it rests on. A name alone is only ever a hint."""

    case: Case
    ground: str


def possible_duplicates(case: Case) -> list[PossibleDuplicate]:
    """Other received cases with the same register number, the same name and birth date, or only the same name."""
    person = case.petitioner
    same_name = Q(petitioner__surname__iexact=person.surname, petitioner__given_names__iexact=person.given_names)
    same = Q(petitioner=person) | same_name
    if person.register_number:
        same |= Q(petitioner__register_number=person.register_number)
    others = Case.objects.filter(same).exclude(pk=case.pk).exclude(state=State.DRAFT.value)
    found = []
    for other in others.select_related("petitioner").order_by("pk")[:50]:
        them = other.petitioner
        if them.pk == person.pk:
            ground = "the same person"
        elif person.register_number and them.register_number == person.register_number:
            ground = "same register number"
        elif person.date_of_birth and them.date_of_birth == person.date_of_birth:
            ground = "same name and date of birth"
        else:
            ground = "same name only"
        found.append(PossibleDuplicate(other, ground))
    return found


def petitions_of(user: User) -> QuerySet[Case]:
    """A petitioner's own petitions, drafts included, newest first."""
    return Case.objects.filter(account=user).select_related("petitioner").order_by("-pk")


def public_status(query: str) -> list[Mapping[str, str]]:
    """What the office tells anyone who asks by case number, register number or last name.

    Kind, number, year received and status; never a name that was not asked for, and nothing before docketing. A
    last name may match several people; a register number is matched whole.
    """
    asked = query.strip()
    if len(asked) < 2:
        return []
    match = (
        Q(case_number__iexact=asked) | Q(petitioner__register_number=asked) | Q(petitioner__surname__iexact=asked)
    )  # fmt: skip
    found = []
    for case in Case.objects.filter(match).select_related("petitioner").order_by("case_number")[:100]:
        status = PUBLIC_STATUS[State(case.state)]
        origin = State(case.held_from) if case.state == State.ON_HOLD.value and case.held_from else None
        if origin is not None:
            status = PUBLIC_STATUS[origin]
        if status is None or not case.case_number:
            continue
        row = {"case_number": case.case_number, "kind": case.kind, "status": status}
        if status in {"granted", "denied", "closed"} and case.closed_on:
            row["on"] = case.closed_on.isoformat()
        found.append(row)
    return found


_OWN = {
    State.DRAFT: "draft",
    State.RECEIVED: "received, being checked",
    State.INCOMPLETE: "waiting for missing parts",
}
STATUS_ES = {
    "draft": "borrador",
    "received, being checked": "recibida, en revisión inicial",
    "waiting for missing parts": "en espera de partes que faltan",
    "pending": "pendiente",
    "hearing_scheduled": "audiencia fijada",
    "heard": "oída",
    "granted": "concedida",
    "denied": "denegada",
    "closed": "cerrada",
}


def status_words(case: Case, language: str = "en") -> str:
    """What the petitioner is told of their own petition: the public status, or that it is a draft or being checked."""
    state = State(case.state)
    if state is State.ON_HOLD and case.held_from:
        state = State(case.held_from)
    status = _OWN.get(state) or PUBLIC_STATUS[state] or "pending"
    return STATUS_ES[status] if language == "es" else status.replace("_", " ")

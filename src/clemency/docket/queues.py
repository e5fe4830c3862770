"""The lists people work from. Age counts from receipt, not from docketing; no list ranks anybody by merit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import BooleanField, Count, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery

from clemency.docket import clock
from clemency.docket.access import visible_cases
from clemency.docket.accounts.actors import Actor
from clemency.docket.intake.models import Case
from clemency.docket.needs import BESIDE_THE_CHAIN, concurrence_on
from clemency.docket.review.models import Assignment, Hearing, Hold, Recommendation, Referral
from clemency.docket.states import OPEN, Role, State


@dataclass(frozen=True, slots=True)
class Queue:
    key: str
    title: str
    states: tuple[State, ...]
    roles: frozenset[Role]


_OFFICE = frozenset({Role.SUPERVISOR, Role.PARDON_ATTORNEY})
QUEUES: Mapping[str, Queue] = {
    queue.key: queue
    for queue in (
        Queue("received", "Received, to be checked", (State.RECEIVED,), _OFFICE | {Role.CLERK}),
        Queue("incomplete", "Waiting for missing parts", (State.INCOMPLETE,), _OFFICE | {Role.CLERK}),
        Queue("waivers", "Waiver asked for", (State.WAIVER_REQUESTED,), _OFFICE),
        Queue("docketed", "Docketed, to be assigned", (State.DOCKETED,), _OFFICE),
        Queue(
            "review",
            "Under review",
            (State.SCREENING, State.INVESTIGATING, State.STAFF_REVIEW, State.RETURNED),
            _OFFICE | {Role.STAFF_ATTORNEY},
        ),
        Queue("recommended", "Recommended by the office", (State.OFFICE_RECOMMENDED,), _OFFICE),
        Queue(
            "department",
            "Before the department or board",
            (State.DEPARTMENT_REVIEW, State.HEARING_SCHEDULED, State.HEARD),
            _OFFICE | {Role.DEPARTMENT, Role.BOARD_MEMBER},
        ),
        Queue(
            "transmitted",
            "With the decision-maker",
            (State.TRANSMITTED,),
            frozenset({Role.DECISION_MAKER, Role.COUNSEL}) | _OFFICE,
        ),
        Queue("holds", "On hold", (State.ON_HOLD,), _OFFICE | {Role.STAFF_ATTORNEY}),
        Queue(
            "granted",
            "Granted, to be put on an instrument",
            (State.DETERMINED_GRANT,),
            frozenset({Role.RECORDS, Role.DECISION_MAKER}),
        ),
        Queue(
            "signed",
            "Signed, to be delivered and completed",
            (State.INSTRUMENT_SIGNED,),
            frozenset({Role.RECORDS, Role.CUSTODIAN}),
        ),
        Queue(
            "conditions", "Conditions running", (State.CONDITIONS_RUNNING,), frozenset({Role.RECORDS, Role.CUSTODIAN})
        ),
    )
}


def queues_of(by: Actor) -> list[tuple[Queue, int]]:
    """The queues of a role with how many cases stand in each, of those this person may see."""
    mine = [queue for queue in QUEUES.values() if by.role in queue.roles]
    counts: Counter[str] = Counter(
        dict(visible_cases(by).order_by().values_list("state").annotate(cases=Count("pk", distinct=True)))
    )
    return [(queue, sum(counts[state.value] for state in queue.states)) for queue in mine]


def in_queue(by: Actor, queue: Queue) -> QuerySet[Case]:
    """The cases of a queue: those with a humanitarian reason first, then the longest since receipt."""
    cases = visible_cases(by).filter(state__in=[state.value for state in queue.states])
    return (
        cases.annotate(not_urgent=ExpressionWrapper(Q(humanitarian=""), output_field=BooleanField()))
        .select_related("petitioner")
        .order_by("not_urgent", "received_on", "pk")
    )


def search(by: Actor, text: str) -> QuerySet[Case]:
    """Cases this person may see, by number, register number or last name."""
    asked = text.strip()
    if not asked:
        return Case.objects.none()
    match = (
        Q(case_number__iexact=asked) | Q(petitioner__register_number=asked) | Q(petitioner__surname__istartswith=asked)
    )
    return visible_cases(by).filter(match).select_related("petitioner").order_by("pk")[:50]


def overdue_referrals(by: Actor) -> QuerySet[Referral]:
    """Referrals past their day that nobody has answered, waived or marked, oldest first."""
    rows = Referral.objects.filter(
        due_on__lt=clock.today(), answered_on__isnull=True, waived_on__isnull=True, marked_overdue_on__isnull=True
    )
    return rows.filter(case__in=visible_cases(by).values("pk")).select_related("case").order_by("due_on")


def holds_due(by: Actor) -> QuerySet[Hold]:
    """Holds whose day of review has come."""
    rows = Hold.objects.filter(ended_on__isnull=True, review_on__lte=clock.today())
    return rows.filter(case__in=visible_cases(by).values("pk")).select_related("case").order_by("review_on")


def coming_hearings(by: Actor) -> QuerySet[Hearing]:
    """The hearing calendar: hearings from today on, in order of day, with the notices still to be served."""
    rows = Hearing.objects.filter(on__gte=clock.today(), held_on__isnull=True)
    rows = rows.filter(case__in=visible_cases(by).values("pk")).select_related("case__petitioner")
    return rows.prefetch_related("notices").order_by("on", "pk")


def concurrence_proposals(by: Actor) -> list[Case]:
    """Transmitted cases in which closure by presumed concurrence may be proposed today. A person confirms each."""
    last = Recommendation.objects.filter(case=OuterRef("pk")).exclude(layer__in=BESIDE_THE_CHAIN).order_by("-pk")
    cases = visible_cases(by).filter(state=State.TRANSMITTED.value).select_related("petitioner")
    cases = cases.annotate(last_advice=Subquery(last.values("advice")[:1]))
    return [case for case in cases.order_by("transmitted_on") if concurrence_on(case, case.last_advice).proposed]


def load(officers: QuerySet) -> list[tuple[object, int]]:
    """Open assigned cases of each officer, so that work is shared evenly."""
    now = Assignment.objects.filter(until__isnull=True, case__state__in=[state.value for state in OPEN])
    counts = dict(now.values_list("officer").annotate(cases=Count("pk")).order_by())
    return [(officer, counts.get(officer.pk, 0)) for officer in officers]


def humanitarian(by: Actor) -> QuerySet[Case]:
    """Open cases with a humanitarian reason, longest waiting first."""
    cases = visible_cases(by).filter(state__in=[state.value for state in OPEN]).exclude(humanitarian="")
    return cases.select_related("petitioner").order_by("received_on")

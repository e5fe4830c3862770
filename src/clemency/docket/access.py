"""Which cases a person sees in a role: by state, by assignment, by ownership; never after declaring a conflict."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from clemency.docket import clock
from clemency.docket.accounts.actors import Actor
from clemency.docket.accounts.models import RoleHeld
from clemency.docket.accounts.permissions import CLASSES, PETITIONERS, may
from clemency.docket.errors import NotPermitted
from clemency.docket.intake.models import Case, Document
from clemency.docket.review.models import Assignment, ConflictDeclaration
from clemency.docket.states import DECIDED, Role, State

_WITH_THE_OFFICE_NO_MORE = frozenset(
    {
        State.DEPARTMENT_REVIEW,
        State.HEARING_SCHEDULED,
        State.HEARD,
        State.TRANSMITTED,
        State.RETURNED,
        *DECIDED,
    }
)
_WITH_THE_DECISION_MAKER = frozenset({State.TRANSMITTED, *DECIDED})
_SIGNED = frozenset({State.INSTRUMENT_SIGNED, State.CONDITIONS_RUNNING, State.CLOSED_GRANTED})


def _in(states: frozenset[State]) -> Q:
    return Q(state__in=[state.value for state in states])


def visible_cases(by: Actor) -> QuerySet[Case]:
    """The cases this person may see in this role."""
    cases = Case.objects.all()
    if by.user is None:
        return cases.none()
    received = ~Q(state=State.DRAFT.value)
    match by.role:
        case Role.PETITIONER | Role.REPRESENTATIVE:
            return cases.filter(account=by.user)
        case Role.CLERK:
            return cases.filter(received | ~Q(channel__in=["web", "direct_act"]))
        case Role.STAFF_ATTORNEY:
            mine = Assignment.objects.filter(case=OuterRef("pk"), officer=by.user, until__isnull=True)
            cases = cases.filter(received & Exists(mine))
        case Role.SUPERVISOR | Role.PARDON_ATTORNEY | Role.VICTIM_LIAISON | Role.STATISTICIAN:
            cases = cases.filter(received)
        case Role.DECISION_MAKER:
            cases = cases.filter(received | Q(channel="direct_act"))
        case Role.DEPARTMENT | Role.BOARD_MEMBER:
            cases = cases.filter(_in(_WITH_THE_OFFICE_NO_MORE))
        case Role.COUNSEL:
            cases = cases.filter(_in(_WITH_THE_DECISION_MAKER))
        case Role.RECORDS:
            cases = cases.filter(_in(frozenset(DECIDED)))
        case Role.CUSTODIAN:
            places = _roles_now(by).values_list("place", flat=True)
            cases = cases.filter(_in(_SIGNED), petitioner__confined_at__in=[place for place in places if place])
        case _:
            return cases.none()
    latest = ConflictDeclaration.objects.filter(case=OuterRef("pk"), officer=by.user).order_by("-pk")
    return cases.annotate(_conflict=Subquery(latest.values("conflict")[:1])).filter(
        Q(_conflict__isnull=True) | Q(_conflict=False)
    )


def _roles_now(by: Actor) -> QuerySet[RoleHeld]:
    now = clock.now()
    held = RoleHeld.objects.filter(user=by.user, role=by.role.value, since__lte=now)
    return held.filter(Q(until__isnull=True) | Q(until__gt=now))


def holds_role(by: Actor) -> bool:
    """Whether the person holds the role today, for whom they say they act."""
    if by.user is None:
        return by.role is Role.PETITIONER
    return by.user.is_active and _roles_now(by).filter(acting_for=by.acting_for).exists()


def require(by: Actor, permission: str, case: Case | None = None) -> None:
    """Raise NotPermitted unless the person holds the role, the role has the permission, and the case is visible."""
    if not holds_role(by):
        raise NotPermitted(f"{by.name} does not hold the role {by.role.value}.")
    if not may(by.role, permission):
        raise NotPermitted(f"The role {by.role.value} may not {permission.replace('_', ' ')}.")
    if case is not None and by.user is not None and not visible_cases(by).filter(pk=case.pk).exists():
        raise NotPermitted("No such case among those you may see.")


def visible_documents(by: Actor, case: Case) -> QuerySet[Document]:
    """The papers of a case whose class the role may open. What was shared with whom is not the petitioner's to see."""
    papers = case.documents.filter(sensitivity__in=sorted(CLASSES.get(by.role, frozenset())))
    return papers.filter(shared_from__isnull=True) if by.role in PETITIONERS else papers

"""Moving a case: the one place where a state changes.

`move` runs inside an act. It locks the case, refuses a stale version, asks the transition table, writes the event and
the audit entry, and makes the letters that the row calls for, all in the act's transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from clemency.docket import clock
from clemency.docket.accounts.actors import Actor
from clemency.docket.audit.recording import record
from clemency.docket.errors import Refused, StaleCase
from clemency.docket.intake.models import Case, Event
from clemency.docket.needs import evaluate, mode_of
from clemency.docket.states import CLOSED, State, judge, transition


def lock(case: Case, expected_version: int) -> Case:
    """The case as it stands, locked until the act ends. StaleCase if somebody acted on it since that version."""
    current = Case.objects.select_for_update().get(pk=case.pk)
    if current.version != expected_version:
        last = current.events.order_by("-pk").select_related("by").first()
        what = f" ({last.act.replace('_', ' ')}, by {last.by or 'the petitioner'})" if last else ""
        raise StaleCase(
            f"{current} was changed by somebody else since you opened it{what}. Nothing of yours was saved; "
            "read the case again and decide whether your act still fits."
        )
    return current


def move(
    *,
    case: Case,
    act: str,
    by: Actor,
    expected_version: int,
    reason: str = "",
    bypass_reason: str = "",
    given: Mapping[str, bool] | None = None,
    to: State | None = None,
    fields: Mapping[str, Any] | None = None,
    letters: Sequence[Mapping[str, Any]] = (),
) -> Event:
    """Do one act of the life cycle on one case.

    given: needs met by what comes with this very act (a list of missing parts, a reason, a determination).
    to: the state to go to where the table leaves it open (the end of a hold).
    fields: further fields of the case that change with it. letters: keyword arguments for `letters.make`.
    Raises Refused with every reason at once, or StaleCase.
    """
    from clemency.docket.decisions.letters import make  # letters read the whole docket; the docket's moves make letters

    case_now = lock(case, expected_version)
    row = transition(act)
    state = State(case_now.state)
    met = evaluate(case_now, row, by, {**(given or {}), "reason": bool(reason.strip())})
    verdict = judge(row, state=state, mode=mode_of(case_now), role=by.role, met=met, bypass_reason=bypass_reason)
    if not verdict.allowed:
        raise Refused(*verdict.refusals)
    target = row.target or to or state
    changes: dict[str, Any] = {"state": target.value, "version": expected_version + 1, **(fields or {})}
    if target in CLOSED and state not in CLOSED:
        changes["closed_on"] = clock.today()
    changed = Case.objects.filter(pk=case_now.pk, version=expected_version).update(**changes)
    if changed != 1:
        raise StaleCase(f"{case_now} was changed by somebody else at this moment. Read it again.")
    event = Event.objects.create(
        case=case_now,
        number=row.number,
        act=act,
        from_state=state.value,
        to_state=target.value,
        at=clock.now(),
        by=by.user,
        role=by.role.value,
        acting_for=by.acting_for,
        reason=reason or bypass_reason,
        bypassed=", ".join(verdict.bypassed),
    )
    record(
        act=act,
        subject=f"case:{case_now.pk}",
        by=by,
        basis=row.basis,
        **{"from": state.value, "to": target.value, "bypassed": list(verdict.bypassed)},
    )
    case.refresh_from_db()
    for letter in letters:
        make(case=case, by=by, **letter)
    return event

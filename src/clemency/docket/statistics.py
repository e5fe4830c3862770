"""The office's figures, and the balance that must hold before any are published.

What is pending on a day is read by replaying the history of each case; what came and went is read from the cases and
instruments. The two are kept apart on purpose: if they disagree, the difference shows and publication stops.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import OuterRef, Subquery

from clemency.docket import clock
from clemency.docket.decisions.models import ClassAct, Determination
from clemency.docket.errors import DocketError
from clemency.docket.intake.models import Case, Event
from clemency.docket.review.models import Recommendation, Referral

DEFINITIONS = {
    "received": "cases first given a number in the period; a case is counted once",
    "granted": "cases whose grant was signed in the period, on a petition that was docketed; amendments not counted",
    "certificates": "certificates that a person is within a proclamation, signed in the period; they are not grants",
    "class_acts": "proclamations that took effect in the period; each is one act, whomever it covers, and no grant",
    "granted_without_petition": "grants signed in the period in cases that were never docketed; outside the balance",
    "denied": "docketed cases closed in the period by express denial, presumed concurrence, or a board's adverse vote",
    "closed": "docketed cases closed in the period with no act of the decision-maker",
    "pending": "docketed cases neither signed, denied nor closed at the end of the day",
    "processing_days": "days from receipt to signature, denial or closure",
}
_DENIED = ("express", "presumed_concurrence", "board_adverse")
_ENDING = ("instrument_signed", "closed_denied", "closed_without_action")


class BalanceFailed(DocketError):
    """The yearly balance does not hold; nothing is published until the difference is found."""


@dataclass(frozen=True, slots=True)
class Balance:
    """pending_start + received = granted + denied + closed + pending_end; each part by its definition."""

    starts: date
    ends: date
    pending_start: int
    received: int
    granted: int
    certificates: int
    denied: dict[str, int]
    closed: dict[str, int]
    pending_end: int
    granted_without_petition: int

    @property
    def difference(self) -> int:
        gone = (
            self.granted + self.certificates + sum(self.denied.values()) + sum(self.closed.values()) + self.pending_end
        )
        return self.pending_start + self.received - gone

    @property
    def in_words(self) -> str:
        return (
            f"pending {self.pending_start} + received {self.received} is not granted {self.granted} + certificates "
            f"{self.certificates} + denied {sum(self.denied.values())} + closed {sum(self.closed.values())} + pending "
            f"{self.pending_end}"
        )

    def require(self) -> None:
        """Raise BalanceFailed with the figures unless the balance holds."""
        if self.difference:
            raise BalanceFailed(
                f"{self.starts} to {self.ends}: {self.in_words}; the difference is {self.difference}. Nothing is published "
                "until it is found."
            )


def pending_on(day: date) -> int:
    """Docketed cases still undecided at the end of a day, by replaying each case's history."""
    so_far = Event.objects.filter(at__lt=clock.start_of(day + timedelta(days=1)))
    docketed = set(so_far.filter(act__in=["docket", "grant_waiver"]).values_list("case_id", flat=True))
    ended = set(so_far.filter(to_state__in=_ENDING).values_list("case_id", flat=True))
    return len(docketed - ended)


def _signed(starts: date, ends: date) -> Counter[str]:
    """Signatures in the period: grants on petition, grants without one, and certificates."""
    found: Counter[str] = Counter()
    rows = Determination.objects.filter(outcome="grant", amends__isnull=True, line__instrument__signed_at__isnull=False)
    for docketed_on, relief, signed_at in rows.values_list(
        "case__docketed_on", "relief", "line__instrument__signed_at"
    ):
        if starts <= clock.local_day(signed_at) <= ends:
            found["certificate" if relief == "certificate" else "petition" if docketed_on else "without"] += 1
    return found


def class_acts(starts: date, ends: date) -> list[ClassAct]:
    """The proclamations that took effect in the period. How many people each covers is an estimate, never a count."""
    return [row for row in ClassAct.objects.all() if starts <= clock.local_day(row.takes_effect_at) <= ends]


def balance(starts: date, ends: date) -> Balance:
    """The balance of a period, first and last day included."""
    gone = Case.objects.filter(docketed_on__isnull=False, closed_on__range=(starts, ends))
    denied = Counter(gone.filter(state="closed_denied").values_list("closure_basis", flat=True))
    closed = Counter(gone.filter(state="closed_without_action").values_list("closure_basis", flat=True))
    signed = _signed(starts, ends)
    return Balance(
        starts=starts,
        ends=ends,
        pending_start=pending_on(starts - timedelta(days=1)),
        received=Case.objects.filter(docketed_on__range=(starts, ends)).count(),
        granted=signed["petition"],
        certificates=signed["certificate"],
        denied={basis: denied.get(basis, 0) for basis in _DENIED},
        closed=dict(sorted(closed.items())),
        pending_end=pending_on(ends),
        granted_without_petition=signed["without"],
    )


@dataclass(frozen=True, slots=True)
class Spread:
    """Nearest-rank quartiles and 90th percentile of some days; None where there are none."""

    count: int
    lower_quartile: int | None
    median: int | None
    upper_quartile: int | None
    ninetieth: int | None


def spread(days: Iterable[int]) -> Spread:
    ordered = sorted(days)

    def rank(percent: int) -> int | None:
        return ordered[max(0, -(-len(ordered) * percent // 100) - 1)] if ordered else None

    return Spread(len(ordered), rank(25), rank(50), rank(75), rank(90))


def processing_days(starts: date, ends: date) -> dict[str, Spread]:
    """Days from receipt to the end, by outcome, of cases that ended in the period."""
    found: dict[str, list[int]] = {"granted": [], "denied": [], "closed": []}
    names = {"instrument_signed": "granted", "closed_denied": "denied", "closed_without_action": "closed"}
    events = Event.objects.filter(to_state__in=_ENDING, case__docketed_on__isnull=False)
    for to_state, at, received_on in events.values_list("to_state", "at", "case__received_on"):
        day = clock.local_day(at)
        if received_on and starts <= day <= ends:
            found[names[to_state]].append((day - received_on).days)
    return {name: spread(days) for name, days in found.items()}


STAGES = {
    "docketed": "cases given a number in the period",
    "referred": "of these, the ones in which somebody was asked for views or records",
    "recommended": "of these, the ones in which the office signed its recommendation",
    "recommended_for": "of these, the ones in which the office last recommended a grant, in whole or in part",
    "granted": "of these, the ones whose grant was signed, up to now",
}


def stages(starts: date, ends: date) -> dict[str, list[int]]:
    """Which cases docketed in the period reached each stage by now; a cohort, so that rates compare like with like."""
    cohort = Case.objects.filter(docketed_on__range=(starts, ends))
    office = Recommendation.objects.filter(case=OuterRef("pk"), layer="office").order_by("-pk")
    favourable = cohort.annotate(advice=Subquery(office.values("advice")[:1])).filter(
        advice__in=["grant", "grant_in_part"]
    )
    signed = Determination.objects.filter(outcome="grant", line__instrument__signed_at__isnull=False)
    reached = {
        "docketed": cohort,
        "referred": cohort.filter(referrals__isnull=False),
        "recommended": cohort.filter(events__act="sign_office_recommendation"),
        "recommended_for": favourable,
        "granted": cohort.filter(pk__in=signed.values("case")),
    }
    return {stage: list(cases.distinct().values_list("pk", flat=True)) for stage, cases in reached.items()}


def referrals_overdue(on: date) -> dict[str, int]:
    """Referrals past their day and not answered or waived, by kind; published in aggregate."""
    rows = Referral.objects.filter(due_on__lt=on, answered_on__isnull=True, waived_on__isnull=True)
    return dict(sorted(Counter(rows.values_list("kind", flat=True)).items()))

"""Which needs of the transition table a case meets, read from what is recorded.

Each function answers for one need key of `states.py`; a need that comes with the act itself (a reason, a list) is
given by the action instead. A test holds that every key of the table has an answer here or is given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from clemency.docket import clock
from clemency.docket.accounts.actors import Actor
from clemency.docket.intake.models import Case
from clemency.docket.review.criteria import criteria_for
from clemency.docket.states import Mode, Transition
from clemency.law.petitions.concurrence import ConcurrenceFinding, presumed_concurrence
from clemency.law.petitions.jurisdictions import Jurisdiction, jurisdiction
from clemency.law.petitions.votes import VoteOutcome, outcome


def office_of(case: Case) -> Jurisdiction:
    """The rules of the office the case is in."""
    return jurisdiction(case.jurisdiction)


def mode_of(case: Case) -> Mode:
    return Mode(office_of(case).mode)


def missing_required(case: Case) -> list[str]:
    """The required parts that are not in the file: documents by part, the form by its answers, the certification."""
    papers = list(case.documents.values_list("part", flat=True))
    have = set(papers)
    wanted = office_of(case).required_parts.get(case.kind, ())
    if case.answers.exists():
        have.add("petition_form")
    if case.certified_on:
        have |= {"certification", "oath"}
    filer = case.answers.filter(field="filer").order_by("-pk").first() if case.kind == "reprieve" else None
    if filer is not None and filer.value == "counsel" and "written_authority" not in have:
        wanted = (*wanted, "written_authority")
    if papers.count("letters_of_support") < 3:
        have.discard("letters_of_support")
    return [part for part in wanted if part not in have]


def latest_votes(case: Case) -> dict[str, str]:
    """Each member's vote that counts: the latest."""
    return {vote.member.get_username(): vote.vote for vote in case.votes.select_related("member").order_by("pk")}


def vote_outcome(case: Case) -> VoteOutcome | None:
    """What the board's votes come to; None where no board sits or nobody has voted."""
    board = office_of(case).board
    votes = latest_votes(case)
    if board is None or not votes:
        return None
    return outcome(board, votes, kind=case.kind, life_or_death=case.life_or_death_sentence)  # type: ignore[arg-type]


BESIDE_THE_CHAIN = ("staff", "counsel")  # layers whose view is not the recommendation that was transmitted


def concurrence(case: Case) -> ConcurrenceFinding:
    """Whether closure by presumed concurrence may be proposed today."""
    chain = [row.advice for row in case.recommendations.all() if row.layer not in BESIDE_THE_CHAIN]  # oldest first
    return concurrence_on(case, chain[-1] if chain else None)


def concurrence_on(case: Case, advice: str | None) -> ConcurrenceFinding:
    """The same, where the latest advice transmitted is known already."""
    if case.transmitted_on is None:
        return ConcurrenceFinding(False, None, None, "The case has not been transmitted.")
    return presumed_concurrence(
        office=office_of(case),
        transmitted_on=case.transmitted_on,
        adverse=advice == "deny",
        capital=case.capital,
        on=clock.today(),
    )


def _assigned(case: Case, by: Actor) -> bool:
    return case.assignments.filter(until__isnull=True).exists()


def _conflict_cleared(case: Case, by: Actor) -> bool:
    """Every assigned officer has declared, and the latest word of each is that there is no conflict."""
    officers = list(case.assignments.filter(until__isnull=True).values_list("officer", flat=True))
    latest = {d.officer_id: d.conflict for d in case.conflict_declarations.order_by("pk")}
    return bool(officers) and all(latest.get(officer) is False for officer in officers)


def _worksheet(case: Case, by: Actor) -> bool:
    found = set(case.findings.values_list("criterion", flat=True))
    return all(criterion.id in found for criterion in criteria_for(case).criteria)


def _layer(layer: str) -> Callable[[Case, Actor], bool]:
    return lambda case, by: case.recommendations.filter(layer=layer).exists()


def _votes_recorded(case: Case, by: Actor) -> bool:
    result = vote_outcome(case)
    return bool(result and result.valid)


def _favourable(case: Case, by: Actor) -> bool:
    result = vote_outcome(case)
    return bool(result and result.carried)


def _adverse(case: Case, by: Actor) -> bool:
    result = vote_outcome(case)
    return bool(result and result.valid and not result.carried)


def _notices_proved(case: Case, by: Actor) -> bool:
    hearing = case.hearings.order_by("-pk").first()
    return bool(hearing) and all(notice.served for notice in hearing.notices.all())


def _docket_published(case: Case, by: Actor) -> bool:
    hearing = case.hearings.order_by("-pk").first()
    return bool(hearing) and (not hearing.open_to_public or hearing.docket_published_on is not None)


def _file_opened(case: Case, by: Actor) -> bool:
    """Opened by this very person since the case last came to them."""
    arrived = case.events.filter(to_state="transmitted").order_by("-pk").first()
    openings = case.openings.filter(by=by.user)
    return openings.filter(at__gte=arrived.at).exists() if arrived else openings.exists()


def _line(case: Case):
    determination = case.determinations.filter(outcome="grant").order_by("-pk").first()
    return getattr(determination, "line", None)


def _published(case: Case, by: Actor) -> bool:
    if case.kind == "certificate":  # never published; whoever has its number can ask whether it is genuine
        return hasattr(case, "certificate")
    line = _line(case)
    return bool(line) and line.instrument.releases.filter(released_at__isnull=False).exists()


def _conditions_open(case: Case, by: Actor) -> bool:
    return case.conditions.filter(met_on__isnull=True).exists()


def _posthumous_asked(case: Case, by: Actor) -> bool:
    return not case.petitioner.deceased_on or case.posthumous_asked


ANSWERS: Mapping[str, Callable[[Case, Actor], bool]] = {
    "certification": lambda case, by: case.certified_on is not None,
    "missing_supplied": lambda case, by: not case.missing_parts.filter(supplied_on__isnull=True).exists(),
    "wait_computed": lambda case, by: case.waits.exists(),
    "waiver_letter": lambda case, by: case.waiver_letter,
    "required_parts": lambda case, by: not missing_required(case),
    "duplicates_checked": lambda case, by: case.duplicate_checks.exists(),
    "assigned": _assigned,
    "conflict_cleared": _conflict_cleared,
    "referral_plan": lambda case, by: case.referrals.exists(),
    "referrals_settled": lambda case, by: all(referral.settled for referral in case.referrals.all()),
    "worksheet": _worksheet,
    "comparison": lambda case, by: case.comparisons.exists(),
    "report": lambda case, by: case.reports.exists(),
    "staff_recommendation": _layer("staff"),
    "office_recommendation": _layer("office"),
    "layer_recommendation": _layer("department"),
    "votes_recorded": _votes_recorded,
    "favourable_vote": _favourable,
    "adverse_vote": _adverse,
    "notices_proved": _notices_proved,
    "docket_published": _docket_published,
    "file_opened": _file_opened,
    "delivered": lambda case, by: case.deliveries.exists(),
    "published": _published,
    "conditions_open": _conditions_open,
    "conditions_none": lambda case, by: not _conditions_open(case, by),
    "conditions_met": lambda case, by: not _conditions_open(case, by),
    "adverse_recommendation": lambda case, by: (
        concurrence(case).rule is not None and concurrence(case).presumed_on is not None
    ),
    "days_run": lambda case, by: concurrence(case).proposed,
    "not_capital": lambda case, by: not case.capital,
    "posthumous_asked": _posthumous_asked,
}
# Met by what comes with the act itself.
GIVEN = frozenset(
    {
        "missing_list", "jurisdiction_finding", "attorney_confirms", "reason", "review_date", "determination",
        "instrument_checked", "lists_equal", "closure_reason", "earlier_link",
    }
)  # fmt: skip


def evaluate(case: Case, row: Transition, by: Actor, given: Mapping[str, bool]) -> dict[str, bool]:
    """Need key -> met, for one row and one case."""
    result: dict[str, bool] = {}
    for need in row.needed(mode_of(case)):
        if need.key in ANSWERS:
            result[need.key] = ANSWERS[need.key](case, by)
        elif need.key in GIVEN:
            result[need.key] = given.get(need.key, False)
        else:
            raise KeyError(f"need {need.key!r} of {row.number} has no answer in needs.py")
    return result

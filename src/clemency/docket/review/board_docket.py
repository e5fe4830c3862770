"""The docket of a board for one day, for publication: who is to be heard and where; afterwards minutes and votes.

Only hearings that are open to the public stand in it. Nothing of a petition, a recommendation or a victim does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from clemency.docket.intake.models import Case
from clemency.docket.needs import latest_votes, vote_outcome
from clemency.docket.review.models import VOTES, Hearing


@dataclass(frozen=True, slots=True)
class DocketEntry:
    """One applicant. `votes` and `result` are empty until the hearing was held and members voted."""

    case_number: str
    name: str
    kind: str
    offense: str
    place: str
    held: bool
    minutes: str
    votes: tuple[tuple[str, str], ...]
    result: str


def docket_of(day: date, cases: QuerySet[Case]) -> tuple[DocketEntry, ...]:
    """The open hearings of a day among these cases, by case number."""
    rows = Hearing.objects.filter(on=day, open_to_public=True, case__in=cases.values("pk")).select_related(
        "case__petitioner"
    )
    return tuple(_entry(row, row.case) for row in rows.order_by("case__case_number", "pk"))


def _entry(row: Hearing, case: Case) -> DocketEntry:
    held = row.held_on is not None
    outcome = vote_outcome(case) if held else None
    words = dict(VOTES)
    return DocketEntry(
        case_number=str(case),
        name=str(case.petitioner),
        kind=case.get_kind_display(),
        offense="; ".join(one.offense for one in case.convictions.all() if one.offense),
        place=row.place,
        held=held,
        minutes=row.minutes,
        votes=tuple((member, words[vote]) for member, vote in sorted(latest_votes(case).items())) if held else (),
        result="" if outcome is None else f"{outcome.why} {'Favorable.' if outcome.carried else 'Not favorable.'}",
    )


def as_text(day: date, entries: tuple[DocketEntry, ...], office: str) -> str:
    """The docket as plain text, for a notice board or a newspaper."""
    lines = [f"{office}: public hearings of {day}", ""]
    for one in entries:
        lines += [f"{one.case_number}  {one.name}: {one.kind}", f"  {one.place}"]
        if one.offense:
            lines.append(f"  Offense: {one.offense}")
        if one.held:
            lines += [f"  Minutes: {one.minutes}", *(f"  {member}: {vote}" for member, vote in one.votes)]
        if one.result:
            lines.append(f"  {one.result}")
        lines.append("")
    return "\n".join(lines if entries else [*lines, "None.", ""])

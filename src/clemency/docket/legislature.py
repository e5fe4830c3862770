"""The yearly report to a legislature: every published grant with its facts and reasons, and the figures.

It is made of what is public already: signed lines that two officers released. Reasons stand in it only where the
decision-maker marked them for it; victims' words, recommendations and petitions are not read here at all.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from clemency.docket import clock
from clemency.docket.decisions.models import InstrumentLine
from clemency.docket.statistics import DEFINITIONS, Balance, Spread, balance, class_acts, processing_days

NO_REASONS = "The decision-maker stated none for this report."


@dataclass(frozen=True, slots=True)
class ReportedGrant:
    """One published grant: the line as signed, and the reasons given for this report."""

    instrument: str
    name: str
    kind: str
    signed_on: date
    court: str
    docket_number: str
    offense: str
    sentenced_on: str
    sentence: str
    terms: str
    reasons: str
    amends: bool


@dataclass(frozen=True, slots=True)
class LegislatureReport:
    starts: date
    ends: date
    as_of: str
    balance: Balance
    grants: tuple[ReportedGrant, ...]
    not_published_yet: int
    class_acts: tuple[dict[str, Any], ...]
    processing: dict[str, Spread]

    def as_data(self) -> dict[str, Any]:
        """The report for a program, with the definition of each figure."""
        return {**asdict(self), "difference": self.balance.difference, "definitions": DEFINITIONS}


def report(starts: date, ends: date) -> LegislatureReport:
    """The report of a period, both days included. BalanceFailed if the figures do not agree with the history."""
    figures = balance(starts, ends)
    figures.require()
    rows = InstrumentLine.objects.filter(instrument__signed_at__isnull=False).exclude(
        determination__relief="certificate"
    )
    rows = rows.select_related("instrument", "determination__case").prefetch_related("instrument__releases")
    grants, unpublished = [], 0
    for row in rows.order_by("instrument__signed_at", "instrument__number", "position"):
        signed_on = clock.local_day(row.instrument.signed_at)
        if not starts <= signed_on <= ends:
            continue
        if any(release.released_at for release in row.instrument.releases.all()):
            grants.append(_grant(row, signed_on))
        else:
            unpublished += 1
    return LegislatureReport(
        starts=starts,
        ends=ends,
        as_of=clock.now().isoformat(timespec="minutes"),
        balance=figures,
        grants=tuple(grants),
        not_published_yet=unpublished,
        class_acts=tuple(
            {
                "number": act.number, "title": act.title, "took_effect_on": clock.local_day(act.takes_effect_at),
                "people_covered": act.estimate, "estimate_source": act.estimate_source,
                "certificates_so_far": act.findings.filter(certificate__isnull=False).count(),
            }
            for act in class_acts(starts, ends)
        ),
        processing=processing_days(starts, ends),
    )  # fmt: skip


def _grant(row: InstrumentLine, signed_on: date) -> ReportedGrant:
    decided = row.determination
    return ReportedGrant(
        instrument=row.instrument.number, name=row.name, kind=decided.case.kind, signed_on=signed_on, court=row.court,
        docket_number=row.docket_number, offense=row.offense, sentenced_on=row.sentenced_on, sentence=row.sentence,
        terms=row.terms, reasons=decided.reasons if decided.reasons_for_report else NO_REASONS,
        amends=decided.amends_id is not None,
    )  # fmt: skip


def as_text(made: LegislatureReport) -> str:
    """The report as plain text, for print."""
    figures = made.balance
    counted = {
        "Pending at the start": figures.pending_start,
        "Received": figures.received,
        "Granted on petition": figures.granted,
        "Granted without a petition": figures.granted_without_petition,
        "Certificates": figures.certificates,
        **{f"Denied: {basis.replace('_', ' ')}": count for basis, count in figures.denied.items()},
        **{f"Closed: {reason.replace('_', ' ')}": count for reason, count in figures.closed.items()},
        "Pending at the end": figures.pending_end,
    }
    lines = [f"Acts of clemency, {made.starts} to {made.ends}", f"As of {made.as_of}.", ""]
    lines += [f"{name:<42}{count:6d}" for name, count in counted.items()] + [""]
    lines += [f"{name}: {words}" for name, words in DEFINITIONS.items()]
    for act in made.class_acts:
        covered = (
            f"about {act['people_covered']} people, by estimate ({act['estimate_source']})"
            if act["people_covered"] is not None
            else "how many people it covers is not known"
        )
        lines += ["", f"{act['number']}, {act['title']}, {act['took_effect_on']}: one act; {covered}."]
        lines += [f"Certificates issued under it so far: {act['certificates_so_far']}."]
    for one in made.grants:
        lines += ["", f"{one.name} ({one.kind}{', amended' if one.amends else ''}), {one.signed_on}, {one.instrument}"]
        facts = {"Court": f"{one.court} {one.docket_number}".strip(), "Offense": one.offense, "Sentence": one.sentence,
                 "Sentenced": one.sentenced_on, "Terms": one.terms, "Reasons": one.reasons}  # fmt: skip
        lines += [f"  {name}: {words}" for name, words in facts.items() if words]
    if made.not_published_yet:
        lines += ["", f"Signed in the period and not published yet, so not named here: {made.not_published_yet}."]
    return "\n".join(lines) + "\n"

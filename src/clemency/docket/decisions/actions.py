"""The decision in one case and what follows from it. No function here takes more than one case to decide."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from clemency.briefs.effects_sheet import sheet_as_text
from clemency.briefs.letters import in_words, warrant
from clemency.docket import clock
from clemency.docket.accounts.actors import Actor
from clemency.docket.audit.recording import act, record
from clemency.docket.decisions.models import (
    CertificateFinding,
    Condition,
    Delivery,
    Determination,
    Disclosure,
    FileOpening,
    Instrument,
    InstrumentCheck,
    InstrumentLine,
)
from clemency.docket.errors import DocketError, Refused
from clemency.docket.intake.actions import next_number
from clemency.docket.intake.models import Case, Document, Event
from clemency.docket.moves import lock, move
from clemency.docket.needs import concurrence, office_of
from clemency.docket.states import State
from clemency.errors import CoverageError
from clemency.law.effects import effects_sheet
from clemency.law.petitions.reapplication import reapplication

RELIEF_OF_KIND = {
    "pardon": {"full_unconditional", "conditional", "preemptive", "posthumous"},
    "commutation": {"time_served", "to_date", "to_term", "remission"},
    "remission": {"remission"},
    "reprieve": {"reprieve"},
    "certificate": {"certificate"},
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What is granted. Which parts are needed depends on the relief; `words` says it as the instrument will."""

    relief: str
    expires_on: date | None = None
    new_term_months: int | None = None
    amount_remitted: Decimal | None = None
    leaves_intact: str = ""
    conditions: tuple[str, ...] = ()

    def check(self, case: Case) -> None:
        """Raise DocketError naming the part that is missing or does not belong."""
        allowed = RELIEF_OF_KIND[case.kind]
        if self.relief not in allowed:
            raise DocketError(
                f"{self.relief!r} is not relief for a {case.kind}; choose from {', '.join(sorted(allowed))}."
            )
        needed = {
            "to_date": ("expires_on", "the date on which the sentence expires"),
            "reprieve": ("expires_on", "the date until which punishment is put off"),
            "to_term": ("new_term_months", "the new term in months"),
            "remission": ("amount_remitted", "the unpaid amount that is remitted"),
        }.get(self.relief)
        for name in ("expires_on", "new_term_months", "amount_remitted"):
            given = getattr(self, name) is not None
            if needed and name == needed[0] and not given:
                raise DocketError(f"The terms need {needed[1]}.")
            if given and not (needed and name == needed[0]):
                raise DocketError(f"{name.replace('_', ' ')} does not belong to relief of the kind {self.relief}.")
        if self.new_term_months is not None and self.new_term_months < 1:
            raise DocketError("A new term has at least one month; for release now choose time served.")
        if self.amount_remitted is not None and self.amount_remitted <= 0:
            raise DocketError("The amount remitted is more than nothing.")
        if self.expires_on is not None and self.expires_on < clock.today():
            raise DocketError(f"{self.expires_on} is past; a grant looks forward.")
        if self.relief == "conditional" and not self.conditions:
            raise DocketError("A conditional pardon needs its conditions.")

    @property
    def words(self) -> str:
        """The terms as the instrument states them."""
        main = {
            "full_unconditional": "A full and unconditional pardon for the offense named.",
            "conditional": "A pardon for the offense named, on the conditions below.",
            "preemptive": "A full and unconditional pardon for the offenses named, whether or not charged.",
            "posthumous": "A full and unconditional pardon, granted after death, for the offense named.",
            "time_served": "The sentence of imprisonment is commuted to time served.",
            "to_date": f"The sentence of imprisonment is commuted to expire on {self.expires_on}.",
            "to_term": f"The sentence of imprisonment is commuted to a term of {self.new_term_months} months.",
            "remission": f"The unpaid balance is remitted in the amount of ${self.amount_remitted}; nothing paid is returned.",
            "reprieve": f"Execution of the sentence is put off until {self.expires_on}.",
            "certificate": "This person is within the proclamation, for the offense named and no other.",
        }[self.relief]
        parts = [main]
        if self.leaves_intact:
            parts.append(f"Left intact: {self.leaves_intact}.")
        parts += [f"Condition: {condition}" for condition in self.conditions]
        return " ".join(parts)


@act("open_file")
def open_file(*, by: Actor, case: Case) -> FileOpening:
    """The decision-maker opens this case's file. Only after that can this person decide it."""
    opening = FileOpening.objects.create(case=case, by=by.user, at=clock.now())
    record(act="open_file", subject=f"case:{case.pk}", by=by)
    return opening


def _separate(case: Case, by: Actor) -> None:
    if case.recommendations.filter(by=by.user).exists():
        raise Refused("You recommended in this case; the determination is another person's.")


def _determine(
    *,
    by: Actor,
    case: Case,
    terms: Terms | None,
    basis: str,
    considered: bool,
    reasons: str,
    amends: Determination | None = None,
    reasons_for_report: bool = False,
) -> Determination:
    if not considered:
        raise Refused("Confirm that you have considered this case individually.")
    if terms is not None:
        terms.check(case)
    found = _within(case, by, grant=terms is not None) if case.kind == "certificate" else None
    determination = Determination.objects.create(
        case=case,
        outcome="grant" if terms else "deny",
        basis=basis,
        relief=terms.relief if terms else "",
        expires_on=terms.expires_on if terms else None,
        new_term_months=terms.new_term_months if terms else None,
        amount_remitted=terms.amount_remitted if terms else None,
        leaves_intact=terms.leaves_intact if terms else "",
        conditions="\n".join(terms.conditions) if terms else "",
        terms_text=_terms_text(terms, found),
        reasons=reasons,
        reasons_for_report=bool(reasons.strip()) and reasons_for_report,
        individually_considered=True,
        amends=amends,
        by=by.user,
        acting_for=by.acting_for,
        at=clock.now(),
    )
    if terms:
        for words in terms.conditions:
            Condition.objects.create(case=case, words=words)
    return determination


def _within(case: Case, by: Actor, *, grant: bool) -> CertificateFinding:
    from clemency.docket.decisions.class_acts import require_finding  # it numbers things by acts of this module

    return require_finding(case, by, grant=grant)


def _terms_text(terms: Terms | None, found: CertificateFinding | None) -> str:
    if terms is None:
        return ""
    if found is not None:
        from clemency.docket.decisions.class_acts import within_words

        return within_words(found)
    return terms.words


@act("grant")
def grant(
    *,
    by: Actor,
    case: Case,
    expected_version: int,
    terms: Terms,
    considered: bool,
    reasons: str = "",
    reasons_for_report: bool = False,
) -> Determination:
    """T18. Grant in this one case, on these terms. Reasons stay in the file unless they are marked for the report."""
    _separate(case, by)
    lock(case, expected_version)
    determination = _determine(
        by=by, case=case, terms=terms, basis="on_petition", considered=considered, reasons=reasons,
        reasons_for_report=reasons_for_report,
    )  # fmt: skip
    move(case=case, act="grant", by=by, expected_version=expected_version, given={"determination": True})
    return determination


@act("direct_act")
def direct_act(
    *, by: Actor, case: Case, expected_version: int, terms: Terms, considered: bool, record_of: str
) -> Determination:
    """T26. Grant without awaiting the process, at any open state or without a petition. `record_of` says which
    petition and advice there was or was not; the statistics show such grants on their own line."""
    lock(case, expected_version)
    determination = _determine(
        by=by, case=case, terms=terms, basis="direct_act", considered=considered, reasons=record_of
    )
    move(
        case=case,
        act="direct_act",
        by=by,
        expected_version=expected_version,
        reason=record_of,
        given={"determination": True},
        fields={"received_on": case.received_on or clock.today()},
    )
    return determination


def _reapply_sentence(case: Case) -> str:
    finding = reapplication(office=office_of(case), kind=case.kind, denied_on=clock.today())
    return finding.in_words(case.language)


def _tell_victims(case: Case, by: Actor, outcome: str, *, embargoed: bool = False) -> None:
    from clemency.docket.decisions.letters import make

    for victim in case.victims.filter(registered=True):
        make(
            case=case, by=by, template="victim_outcome", addressee=victim.name, address=victim.address, for_victim=True,
            facts={"outcome": outcome}, embargoed=embargoed,
        )  # fmt: skip


@act("deny")
def deny(*, by: Actor, case: Case, expected_version: int, considered: bool, reasons: str = "") -> Determination:
    """T23. Deny in this one case. The letter gives no reasons; `reasons` stays in the file if the decision-maker gives any."""
    _separate(case, by)
    lock(case, expected_version)
    determination = _determine(
        by=by, case=case, terms=None, basis="on_petition", considered=considered, reasons=reasons
    )
    move(
        case=case,
        act="deny",
        by=by,
        expected_version=expected_version,
        given={"determination": True},
        fields={"closure_basis": "express"},
        letters=[{"template": "denial", "facts": {"reapply": _reapply_sentence(case)}}],
    )
    _tell_victims(case, by, "denied")
    return determination


@act("deny_by_board")
def deny_by_board(*, by: Actor, case: Case, expected_version: int) -> Event:
    """T23, gatekeeper board: the adverse vote closes the case; no determination of the decision-maker is made."""
    event = move(
        case=case,
        act="deny_by_board",
        by=by,
        expected_version=expected_version,
        fields={"closure_basis": "board_adverse"},
        letters=[
            {
                "template": "denial",
                "facts": {"reapply": _reapply_sentence(case), "decision_maker": f"the {office_of(case).office}"},
            }
        ],
    )
    _tell_victims(case, by, "denied")
    return event


@act("confirm_presumed_concurrence")
def confirm_presumed_concurrence(*, by: Actor, case: Case, expected_version: int) -> Event:
    """T24. A person confirms what the days propose. Recorded as presumed, never as an express denial."""
    finding = concurrence(case)
    if finding.rule is None or not finding.proposed:
        raise Refused(finding.why)
    event = move(
        case=case,
        act="confirm_presumed_concurrence",
        by=by,
        expected_version=expected_version,
        reason=finding.why,
        fields={"closure_basis": "presumed_concurrence"},
        letters=[
            {
                "template": "denial_presumed",
                "facts": {"basis": finding.rule.rule.source, "reapply": _reapply_sentence(case)},
            }
        ],
    )
    _tell_victims(case, by, "closed as denied")
    return event


@act("amend")
def amend(
    *, by: Actor, case: Case, expected_version: int, terms: Terms, considered: bool, reasons: str = ""
) -> Determination:
    """T27. Change the terms of a grant. It needs an instrument of its own and adds no grant to any count."""
    earlier = case.determinations.filter(outcome="grant").order_by("-pk").first()
    if earlier is None:
        raise Refused("There is no grant to amend.")
    lock(case, expected_version)
    determination = _determine(
        by=by, case=case, terms=terms, basis="amendment", considered=considered, reasons=reasons, amends=earlier
    )
    move(case=case, act="amend", by=by, expected_version=expected_version, given={"determination": True})
    return determination


def _line(case: Case, position: int) -> warrant.Line:
    """A case as a line of an instrument, copied from the file as decided."""
    determination = case.determinations.filter(outcome="grant").order_by("-pk").first()
    if determination is None:
        raise Refused(f"{case} has no grant to put on an instrument.")
    convictions = list(case.convictions.filter(relief_sought=True).order_by("pk"))
    joined = {
        name: "; ".join(filter(None, (getattr(one, name) for one in convictions)))
        for name in ("docket_number", "sentenced_on", "sentence")
    }
    courts = "; ".join(", ".join(filter(None, (one.court, one.district))) for one in convictions)
    offenses = "; ".join(
        f"{one.offense}{f' ({one.counts})' if one.counts else ''}" for one in convictions if one.offense
    )
    if case.kind == "certificate":
        offenses = case.certificate_findings.order_by("-pk").values_list("offense", flat=True)[0]
    person = case.petitioner
    return warrant.Line(
        position=position, name=str(person), aliases=person.other_names, register_number=person.register_number,
        court=courts, offense=offenses, terms=determination.terms_text, **joined,
    )  # fmt: skip


def _awaiting_line(case: Case) -> Determination | None:
    """The determination of a case that stands on no instrument yet."""
    latest = case.determinations.filter(outcome="grant").order_by("-pk").first()
    return None if latest is None or InstrumentLine.objects.filter(determination=latest).exists() else latest


def awaiting_instrument(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Of these cases, the ones whose latest grant stands on no instrument yet."""
    grants = Determination.objects.filter(case=OuterRef("pk"), outcome="grant").order_by("-pk")
    listed = InstrumentLine.objects.filter(determination=OuterRef("latest_grant"))
    return cases.annotate(latest_grant=Subquery(grants.values("pk")[:1])).filter(
        ~Exists(listed), latest_grant__isnull=False
    )


@act("draw_up_instrument")
def draw_up_instrument(*, by: Actor, cases: Sequence[Case], title: str = "Executive Grant of Clemency") -> Instrument:
    """One paper for one decided case or many. Each line is copied from its own determination, which was made alone."""
    if not cases:
        raise DocketError("Choose the decided cases that the instrument is to name.")
    if len({case.pk for case in cases}) != len(cases):
        raise Refused("A case stands on the list twice.")
    if len({case.jurisdiction for case in cases}) != 1:
        raise Refused("One instrument is one decision-maker's: the cases belong to different offices.")
    not_ready = [str(case) for case in cases if _awaiting_line(case) is None]
    if not_ready:
        raise Refused(f"No grant awaits an instrument in: {', '.join(not_ready)}.")
    office = office_of(cases[0])
    number = next_number("W")
    lines = [_line(case, position) for position, case in enumerate(cases, start=1)]
    text = warrant.text(_warrant_facts(number, title, office.authority, office.decision_maker, lines))
    instrument = Instrument.objects.create(
        number=number, title=title, drawn_up_by=by.user, drawn_up_at=clock.now(), text=text, sha256=_digest(text)
    )
    for case, line in zip(cases, lines, strict=True):
        InstrumentLine.objects.create(
            instrument=instrument, determination=_awaiting_line(case), position=line.position, name=line.name,
            aliases=line.aliases, register_number=line.register_number, court=line.court,
            docket_number=line.docket_number, offense=line.offense, sentenced_on=line.sentenced_on,
            sentence=line.sentence, terms=line.terms,
        )  # fmt: skip
    record(
        act="draw_up_instrument", subject=f"instrument:{instrument.pk}", by=by, cases=[case.pk for case in cases]
    )  # fmt: skip
    return instrument


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _warrant_facts(number: str, title: str, authority: str, decision_maker: str, lines: Sequence[warrant.Line]):
    # The day of signature is left open in the checked text; the signature adds it beside, so the digest stays.
    return warrant.facts(
        number=number,
        title=title,
        decision_maker=decision_maker,
        authority=authority,
        lines=lines,
        day="",
    )


def instrument_facts(instrument: Instrument) -> dict:
    """What is on the paper, for the PDF, with the day once it is signed."""
    rows = list(instrument.lines.select_related("determination__case").order_by("position"))
    case = rows[0].determination.case
    lines = [
        warrant.Line(
            row.position, row.name, row.aliases, row.register_number, row.court, row.docket_number, row.offense,
            row.sentenced_on, row.sentence, row.terms,
        )
        for row in rows
    ]  # fmt: skip
    day = in_words(clock.local_day(instrument.signed_at), "en") if instrument.signed_at else ""
    return warrant.facts(
        number=instrument.number, title=instrument.title, decision_maker=office_of(case).decision_maker,
        authority=office_of(case).authority, lines=lines, day=f"on {day}" if day else "",
    )  # fmt: skip


def instrument_faults(instrument: Instrument) -> list[str]:
    """Where the paper departs from the files as they are decided now; empty if signed list and decided list are equal."""
    decided: dict[str, tuple[str, str]] = {}
    listed: list[tuple[str, str, str]] = []
    faults: list[str] = []
    for row in instrument.lines.select_related("determination__case__petitioner").order_by("position"):
        case = row.determination.case
        key = str(case)
        latest = case.determinations.filter(outcome="grant").order_by("-pk").first()
        if latest is not None and latest.pk == row.determination_id:
            decided[key] = (str(case.petitioner), case.petitioner.register_number)
        listed.append((key, row.name, row.register_number))
        if row.terms != row.determination.terms_text:
            faults.append(f"wrong terms: {key} was decided as {row.determination.terms_text!r}.")
    if _digest(instrument.text) != instrument.sha256:
        faults.append("the text is not the one that was drawn up.")
    return faults + warrant.differences(decided, listed)


def left_out(instrument: Instrument) -> list[tuple[Case, str]]:
    """The open and decided cases of the same office that the paper does not name, with why, for the signer to see."""
    on_it = set(instrument.lines.values_list("determination__case_id", flat=True))
    first = instrument.lines.select_related("determination__case").first()
    office = first.determination.case.jurisdiction if first else ""
    reasons = {
        State.TRANSMITTED.value: "with the decision-maker, not decided",
        State.DETERMINED_GRANT.value: "decided as granted, not on this instrument",
    }
    cases = Case.objects.filter(state__in=reasons, jurisdiction=office).exclude(pk__in=on_it).order_by("pk")
    return [(case, reasons[case.state]) for case in cases.select_related("petitioner")]


@act("check_instrument")
def check_instrument(*, by: Actor, instrument: Instrument, correct: bool, note: str = "") -> InstrumentCheck:
    """One officer has read every line against the files. Not the one who drew it up, and not twice the same person."""
    if instrument.signed_at:
        raise Refused("The instrument is signed already.")
    if instrument.drawn_up_by_id == by.user.pk:
        raise Refused("You drew up this instrument; two other people check it.")
    if instrument.checks.filter(by=by.user, sha256=instrument.sha256).exists():
        raise Refused("You checked this instrument already; another person makes the second check.")
    faults = instrument_faults(instrument)
    if correct and faults:
        raise Refused("The list does not equal the files:", *faults)
    if not correct and not note.strip():
        raise DocketError("Say what is wrong, so that it can be drawn up again.")
    check = InstrumentCheck.objects.create(
        instrument=instrument, sha256=instrument.sha256, correct=correct, note=note, by=by.user, at=clock.now()
    )
    record(act="check_instrument", subject=f"instrument:{instrument.pk}", by=by, correct=correct)
    return check


def checkers(instrument: Instrument) -> set[int]:
    """Who found the present text correct; nobody counts who found it wrong later."""
    found: dict[int, bool] = {}
    for check in instrument.checks.filter(sha256=instrument.sha256).order_by("pk"):
        found[check.by_id] = check.correct
    return {officer for officer, correct in found.items() if correct} if all(found.values()) else set()


@act("sign_instrument")
def sign_instrument(*, by: Actor, instrument: Instrument, embargo_until: datetime | None = None) -> Instrument:
    """T19 for every case on the paper, at one moment. Two people have checked it; the list equals the files decided.

    Signing is the one act that touches many cases, and it decides none: each was decided before, alone.
    """
    if instrument.signed_at:
        raise Refused("The instrument is signed already.")
    faults = instrument_faults(instrument)
    who = checkers(instrument) - {by.user.pk}
    instrument.signed_by, instrument.signed_at, instrument.embargo_until = by.user, clock.now(), embargo_until
    instrument.save(update_fields=["signed_by", "signed_at", "embargo_until"])
    for row in instrument.lines.select_related("determination__case__petitioner").order_by("position"):
        case = row.determination.case
        if row.determination.amends_id:
            continue  # an amendment's case stays closed as granted
        move(
            case=case,
            act="sign_instrument",
            by=by,
            expected_version=case.version,
            given={"instrument_checked": len(who) >= 2, "lists_equal": not faults},
            letters=_signature_letters(case, row, by),
        )
    if len(who) < 2 or faults:
        raise Refused("Two people other than the signer have to check the instrument first.", *faults)
    record(act="sign_instrument", subject=f"instrument:{instrument.pk}", by=by, sha256=instrument.sha256)
    return instrument


def _signature_letters(case: Case, row: InstrumentLine, by: Actor) -> list[dict]:
    from clemency.docket.decisions.class_acts import issue

    facts = {"instrument": row.instrument.number, "terms": row.terms}
    letters = [
        issue(case, by, row)
        if case.kind == "certificate"
        else {"template": "grant", "facts": facts, "embargoed": True},
        {"template": "effects_sheet", "facts": {"effects": _effects(case)}, "embargoed": True},
    ]
    if case.petitioner.confined_at:
        transmittal = {"template": "custodian_transmittal", "facts": facts, "addressee": case.petitioner.confined_at}
        letters.append(transmittal)
    return letters


def _effects(case: Case) -> str:
    """The effects sheet of the relief, cited; where none is entered for the office, it says so."""
    kind = {"certificate": "class_proclamation"}.get(case.kind, case.kind)
    answer = case.answers.filter(field="citizenship").order_by("-pk").first()
    noncitizen = bool(answer and answer.value == "other")
    try:
        return sheet_as_text(effects_sheet(kind, office_of(case).effects, noncitizen=noncitizen))
    except CoverageError:
        return "No statement of effects is entered for this kind of relief in this state. Ask a lawyer."


@act("record_delivery")
def record_delivery(*, by: Actor, case: Case, delivered_on: date, how: str, receipt: str) -> Delivery:
    """The original was handed over and the signed receipt came back. From now on the letters may go out."""
    if State(case.state) is not State.INSTRUMENT_SIGNED:
        raise Refused("Only a signed instrument can be delivered.")
    if not receipt.strip():
        raise DocketError("The signed receipt is needed: write its number or who signed it.")
    if delivered_on > clock.today():
        raise DocketError(f"{delivered_on} is in the future.")
    delivery = Delivery.objects.create(case=case, delivered_on=delivered_on, how=how, receipt=receipt, by=by.user)
    _tell_victims(case, by, "granted", embargoed=True)
    record(act="record_delivery", subject=f"case:{case.pk}", by=by, basis="28 CFR 571.41(c)", on=delivered_on)
    return delivery


@act("complete")
def complete(*, by: Actor, case: Case, expected_version: int, bypass_reason: str = "") -> Event:
    """T20. Delivered and published: closed as granted, or running while conditions are open."""
    running = case.conditions.filter(met_on__isnull=True).exists()
    return move(
        case=case,
        act="complete_with_conditions" if running else "complete",
        by=by,
        expected_version=expected_version,
        bypass_reason=bypass_reason,
        fields={"closed_on": clock.today(), "closure_basis": "granted"},
    )


@act("meet_condition")
def meet_condition(*, by: Actor, case: Case, condition: Condition, proof: str) -> None:
    """Record that one condition is met, with its proof."""
    if not proof.strip():
        raise DocketError("The proof is needed.")
    condition.met_on, condition.proof = clock.today(), proof
    condition.save(update_fields=["met_on", "proof"])
    record(act="meet_condition", subject=f"case:{case.pk}", by=by, condition=condition.pk)


@act("conditions_met")
def conditions_met(*, by: Actor, case: Case, expected_version: int) -> Event:
    """T21."""
    return move(
        case=case,
        act="conditions_met",
        by=by,
        expected_version=expected_version,
        fields={"closed_on": case.closed_on},
        letters=[{"template": "conditions_met"}],
    )


@act("record_breach")
def record_breach(*, by: Actor, case: Case, expected_version: int, evidence: str) -> Event:
    """T22. Put before the decision-maker; the person is asked first. Nothing follows by itself."""
    return move(
        case=case, act="record_breach", by=by, expected_version=expected_version, reason=evidence,
        letters=[{"template": "breach"}],
    )  # fmt: skip


@act("disclose")
def disclose(
    *, by: Actor, case: Case, to_whom: str, what: str, legal_basis: str, document: Document | None = None
) -> Disclosure:
    """Part of a file is given to somebody outside. The accounting is kept, always (5 USC 552a(c))."""
    for name, value in (("to whom", to_whom), ("what", what), ("the legal basis", legal_basis)):
        if not value.strip():
            raise DocketError(f"A disclosure states {name}.")
    row = Disclosure.objects.create(
        case=case, to_whom=to_whom, what=what, legal_basis=legal_basis, on=clock.today(), by=by.user,
        document=document,
    )  # fmt: skip
    record(act="disclose", subject=f"case:{case.pk}", by=by, basis=legal_basis, disclosure=row.pk)
    return row

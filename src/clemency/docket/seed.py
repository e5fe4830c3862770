"""Invented petitions in every state, for trying the office out. The same seed gives the same office.

Each case is a walk: a generator that does one act, then says how many days pass before its next. All walks run side by
side in order of time, through the office's own acts, so the history, the letters and the figures are what they would be.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from django.db import transaction
from django.utils import timezone

from clemency.docket import clock
from clemency.docket.accounts.actors import Actor
from clemency.docket.accounts.models import RoleHeld, User
from clemency.docket.audit.recording import record
from clemency.docket.decisions import actions as decisions
from clemency.docket.decisions import class_acts, letters
from clemency.docket.decisions import release as door
from clemency.docket.decisions.actions import Terms
from clemency.docket.decisions.models import ClassAct
from clemency.docket.errors import DocketError
from clemency.docket.intake import actions as intake
from clemency.docket.intake.actions import Given
from clemency.docket.intake.form_data import form_of
from clemency.docket.intake.models import Case
from clemency.docket.needs import missing_required
from clemency.docket.review import actions as review
from clemency.docket.review.criteria import criteria_for
from clemency.docket.states import Role, State

# Weeks and stones: names nobody bears.
_FIRST = (
    "Monday", "Tuesday", "Thursday", "Quartz", "Basalt", "Feldspar", "Granite", "Marble", "Pumice", "Shale", "Flint",
)  # fmt: skip
_LAST = (
    "Exampleton", "Placeholder", "Testworth", "Sampleford", "Fictionby", "Inventley", "Nonesuch", "Madeup", "Mockridge",
)  # fmt: skip
_PLACES = ("FCI Testville", "USP Exampleton", "FCI Nowhere")
_OFFENSES = (
    "Conspiracy to distribute cocaine base, 21 U.S.C. §§ 841(a)(1), 846",
    "Possession with intent to distribute heroin, 21 U.S.C. § 841(a)(1)",
    "Distribution of marijuana, 21 U.S.C. § 841(a)(1)",
    "Mail fraud, 18 U.S.C. § 1341",
    "False statement to a bank, 18 U.S.C. § 1014",
)
_PAPER = b"%PDF-1.7\n% an invented paper\n"

# Where a walk stops, and how many of a hundred stop there.
_ENDS: dict[str, int] = {
    "draft": 4, "received": 5, "incomplete": 4, "waiver_requested": 2, "docketed": 6, "screening": 6,
    "investigating": 12, "staff_review": 8, "office_recommended": 5, "department_review": 5, "transmitted": 7,
    "returned": 2, "on_hold": 3, "hearing_scheduled": 1, "heard": 1, "determined_grant": 2, "instrument_signed": 1,
    "conditions_running": 1, "closed_granted": 7, "closed_denied": 11, "closed_presumed": 3,
    "closed_without_action": 6,
}  # fmt: skip

Walk = Iterator[float]


@dataclass
class People:
    """The officers of the invented office, by role."""

    by_role: dict[str, list[Actor]] = field(default_factory=dict)

    def one(self, role: Role, chance: Random) -> Actor:
        return chance.choice(self.by_role[role.value])

    def first(self, role: Role) -> Actor:
        return self.by_role[role.value][0]


_COUNTS = {
    Role.CLERK: 2, Role.STAFF_ATTORNEY: 6, Role.RECORDS: 3, Role.RELEASE_OFFICER: 2, Role.BOARD_MEMBER: 5,
    Role.PETITIONER: 3,
}  # fmt: skip


def people(password: str, since: datetime) -> People:
    """Accounts for every role, named for it (clerk1, clerk2, ...), all with this password."""
    found = People()
    model = User(username="x")
    model.set_password(password)  # hashed once: the accounts share it, and hashing is slow on purpose
    for role in Role:
        for number in range(1, _COUNTS.get(role, 1) + 1):
            user = User.objects.create(
                username=f"{role.value}{number}", password=model.password, first_name="Invented", last_name=role.value
            )
            place = _PLACES[0] if role is Role.CUSTODIAN else ""
            RoleHeld.objects.create(user=user, role=role.value, since=since, place=place)
            actor = Actor(user, role)
            found.by_role.setdefault(role.value, []).append(actor)
            record(act="give_role", subject=f"account:{user.username}", by=None, role=role.value)
    return found


def _proclamation(who: People, begin: datetime) -> None:
    """One invented proclamation, so that certificates have something to stand under."""
    first, second = who.by_role[Role.RECORDS.value][:2]
    act = class_acts.record_class_act(
        by=first, number="X-1", title="An invented proclamation on the possession of an invented substance",
        takes_effect_at=begin, text="I grant an invented pardon to all who possessed an invented substance.",
        sections="21 U.S.C. 844", offenses_to=begin.date(), includes="A citizen on the day of the offense",
        excludes="Anybody who sold the substance", administering="Office of the Pardon Attorney",
        source="invented for this office",
    )  # fmt: skip
    class_acts.check_class_act(by=second, class_act=act)


def _answers(kind: str, chance: Random, number: int, begun: datetime) -> dict[str, str]:
    sentenced = begun.year - chance.randint(3, 18)
    months = chance.choice([60, 87, 120, 121, 151, 188, 210, 240, 292, 360])
    answers = {
        "given_names": chance.choice(_FIRST),
        "surname": f"{chance.choice(_LAST)}",
        "date_of_birth": f"{chance.randint(1945, 1990)}-{chance.randint(1, 12):02d}",
        "register_number": f"{number:05d}-{chance.randint(1, 999):03d}",
        "address": f"{number} Invented Road\nNowhere",
        "court": "United States District Court",
        "district": "District of Nowhere",
        "docket_number": f"1:{sentenced % 100:02d}-cr-{number:05d}",
        "offense": chance.choice(_OFFENSES),
        "convicted_on": f"{sentenced}-{chance.randint(1, 6):02d}",
        "sentenced_on": f"{sentenced}-{chance.randint(7, 12):02d}-{chance.randint(1, 28):02d}",
        "sentence": f"{months} months' imprisonment; five years' supervised release",
        "reasons": "An invented reason, in plain words.",
        "own_account": "An invented account.",
    }
    match kind:
        case "commutation":
            answers |= {"confined_at": chance.choice(_PLACES), "relief_sought": "term"}
        case "pardon":
            answers |= {
                "confined": "yes",
                "released_on": f"{begun.year - chance.randint(6, 12)}-{chance.randint(1, 12):02d}",
            }
        case "remission":
            answers |= {"money_kind": "fine", "money_imposed": "$5,000", "money_unpaid": "$1,200"}
        case "reprieve":
            answers |= {
                "confined_at": _PLACES[0], "filer": "prisoner", "relief_sought": "reprieve", "sentence": "Death",
                "execution_on": f"{begun.year + 1}-{chance.randint(1, 12):02d}",
            }  # fmt: skip
        case _:
            answers |= {"proclamation": "10467", "code_section": "21 U.S.C. 844", "status_now": "citizen"}
    return answers


def _petition(who: People, chance: Random, end: str, number: int) -> Iterator[float | Case]:
    """Start, fill in, sign and file; yields days, and last of all the case."""
    board = end in {"hearing_scheduled", "heard"}
    kinds = {"commutation": 68, "pardon": 22, "remission": 5, "certificate": 3, "reprieve": 2}
    if end in {"conditions_running", "closed_presumed"}:  # neither happens to a certificate or in a capital case
        del kinds["certificate"], kinds["reprieve"]
    kind = "pardon" if end == "waiver_requested" or board else chance.choices(list(kinds), list(kinds.values()))[0]
    paper = chance.random() < 0.4
    by = who.one(Role.CLERK, chance) if paper else who.one(Role.PETITIONER, chance)
    answers = _answers(kind, chance, number, clock.now())
    if end == "waiver_requested":
        answers["released_on"] = f"{clock.now().year - 3}-{chance.randint(1, 12):02d}"
    case = intake.start_petition(
        by=by, kind=kind, given_names=answers["given_names"], surname=answers["surname"],
        jurisdiction="pennsylvania" if board else "",
        channel=chance.choice(["mail", "warden"]) if paper else "web", language=chance.choice(["en"] * 5 + ["es"]),
    )  # fmt: skip
    if end == "incomplete":
        del answers["reasons"]
    intake.save_answers(by=by, case=case, answers={name: Given(value) for name, value in answers.items()})
    yield chance.uniform(1, 12)
    if end != "incomplete":
        for part in missing_required(case):
            if part not in {"oath", "certification", "petition_form"}:
                for _ in range(3 if part == "letters_of_support" else 1):
                    intake.add_document(
                        by=by, case=case, title=f"Invented {part.replace('_', ' ')}", part=part, data=_PAPER,
                        content_type="application/pdf",
                    )  # fmt: skip
    if end != "draft":
        intake.certify(by=by, case=case, signed_as=f"{answers['given_names']} {answers['surname']}")
        intake.file(by=by, case=case, expected_version=case.version)
        yield chance.uniform(2, 40)
    yield case


def _intake(who: People, chance: Random, end: str, case: Case) -> Walk:
    clerk = who.one(Role.CLERK, chance)
    if end == "received":
        return
    if end == "incomplete":
        words = form_of(case).fields()["reasons"].words.in_(case.language)
        intake.find_incomplete(by=clerk, case=case, expected_version=case.version, parts=[("reasons", words)])
        return
    if end == "waiver_requested":
        intake.set_case_facts(by=clerk, case=case, waiver_letter=True)
        intake.request_waiver(by=clerk, case=case, expected_version=case.version)
        return
    intake.check_duplicates(by=clerk, case=case, conclusion="No other case of this person was found.")
    intake.docket(by=clerk, case=case, expected_version=case.version)
    for letter in case.letters.all():
        letters.send(by=clerk, case=case, letter=letter, how="mail")
    if chance.random() < 0.08:
        intake.set_case_facts(by=clerk, case=case, humanitarian=chance.choice(["grave illness", "age above 75"]))
    yield chance.uniform(5, 60)


def _review(who: People, chance: Random, end: str, case: Case) -> Walk:
    supervisor, lawyer = who.first(Role.SUPERVISOR), who.one(Role.STAFF_ATTORNEY, chance)
    review.assign(by=supervisor, case=case, officer=lawyer.user)
    review.declare_conflict(by=lawyer, case=case, conflict=False)
    review.begin_screening(by=supervisor, case=case, expected_version=case.version)
    yield chance.uniform(3, 30)
    if end == "screening":
        return
    if end == "on_hold":
        review.hold(
            by=lawyer, case=case, expected_version=case.version, reason="A motion is pending in court.",
            review_on=clock.today() + timedelta(days=60),
        )  # fmt: skip
        return
    asked = [
        review.refer(
            by=lawyer, case=case, kind=kind, to_whom=whom, questions="Are the facts right? Your position, and why?"
        )
        for kind, whom in (("prosecutor", "United States Attorney"), ("prison", "The warden"))
    ]
    review.begin_investigation(by=lawyer, case=case, expected_version=case.version)
    yield chance.uniform(20, 70)
    if end == "investigating":
        return
    for referral in asked:
        if clock.today() > referral.due_on and chance.random() < 0.4:
            review.mark_overdue(by=lawyer, case=case, referral=referral)
        else:
            position = chance.choice(["favours", "opposes", "no_position", "defers"])
            review.record_answer(
                by=lawyer, case=case, referral=referral, position=position, answer="An invented answer."
            )
    review.end_investigation(by=lawyer, case=case, expected_version=case.version)
    yield chance.uniform(10, 50)
    if end == "staff_review":
        return
    for criterion in criteria_for(case).criteria:
        finding = chance.choice(["met", "not_met", "partly", "unclear"])
        review.record_finding(
            by=lawyer, case=case, criterion=criterion.id, finding=finding, reason="An invented reason."
        )
    review.record_comparison(
        by=lawyer,
        case=case,
        outcome="not_applicable",
        note="The petition is invented; no facts of an offense to compare.",
    )
    review.sign_report(by=lawyer, case=case, text="An invented report: facts, history, positions, findings.")
    advice = "deny" if end in {"closed_denied", "closed_presumed"} else "grant"
    if case.kind == "certificate":
        class_acts.find_within(
            by=lawyer, case=case, class_act=ClassAct.objects.get(), offense="Possession of an invented substance",
            finding="not_covered" if advice == "deny" else "covered", reasons="Invented, test by test.",
        )  # fmt: skip
    reasons = {"reasons_for": "Reasons in favor, invented.", "reasons_against": "Reasons against, invented."}
    review.recommend(by=lawyer, case=case, advice=advice, **reasons)
    head = who.first(Role.PARDON_ATTORNEY)
    review.recommend(by=head, case=case, advice=advice, **reasons)
    review.sign_office_recommendation(by=head, case=case, expected_version=case.version)
    yield chance.uniform(2, 20)
    if end == "office_recommended":
        return
    review.forward(by=head, case=case, expected_version=case.version)
    yield chance.uniform(5, 40)
    if end == "department_review":
        return
    if end in {"hearing_scheduled", "heard"}:
        yield from _hearing(who, end, case)
        return
    department = who.first(Role.DEPARTMENT)
    reversed_here = end == "closed_denied" and chance.random() < 0.3
    review.recommend(by=department, case=case, advice="grant" if reversed_here else advice, **reasons)
    review.transmit(by=department, case=case, expected_version=case.version)
    yield chance.uniform(3, 25)
    if end == "returned":
        review.return_for_work(
            by=who.first(Role.COUNSEL), case=case, expected_version=case.version, questions="What does the prison say?"
        )


def _hearing(who: People, end: str, case: Case) -> Walk:
    supervisor = who.first(Role.SUPERVISOR)
    on = clock.today() + timedelta(days=21)
    review.schedule_hearing(by=supervisor, case=case, expected_version=case.version, on=on, place="Hearing room 1")
    yield 2
    if end == "hearing_scheduled":
        return
    hearing = case.hearings.get()
    for notice in hearing.notices.all():
        review.serve_notice(by=supervisor, case=case, notice=notice, sent_on=clock.today(), proof="receipt 1")
    review.publish_docket(by=supervisor, case=case, hearing=hearing)
    yield 22
    review.record_hearing(by=supervisor, case=case, expected_version=case.version, minutes="Heard; invented minutes.")
    for member in who.by_role[Role.BOARD_MEMBER.value][:4]:
        review.vote(by=member, case=case, vote="favour")


def _decision(who: People, chance: Random, end: str, case: Case) -> Walk:
    decider = who.first(Role.DECISION_MAKER)
    if end == "closed_presumed":
        yield 32
        decisions.confirm_presumed_concurrence(
            by=who.first(Role.PARDON_ATTORNEY), case=case, expected_version=case.version
        )
        return
    decisions.open_file(by=decider, case=case)
    if end == "closed_denied":
        decisions.deny(by=decider, case=case, expected_version=case.version, considered=True)
        yield 1
        clerk = who.first(Role.CLERK)
        letter = case.letters.get(template="denial")
        letters.send(by=clerk, case=case, letter=letter, how="mail")
        return
    conditions = ("Enrol in drug treatment.",) if end == "conditions_running" else ()
    terms = {
        "commutation": Terms(
            "to_term", new_term_months=chance.choice([48, 60, 96, 120, 180]),
            leaves_intact="the term of supervised release", conditions=conditions,
        ),
        "pardon": Terms("conditional" if conditions else "full_unconditional", conditions=conditions),
        "remission": Terms("remission", amount_remitted=Decimal("1200.00"), conditions=conditions),
        "certificate": Terms("certificate"),
        "reprieve": Terms("reprieve", expires_on=clock.today() + timedelta(days=90)),
    }[case.kind]  # fmt: skip
    decisions.grant(by=decider, case=case, expected_version=case.version, terms=terms, considered=True)
    yield chance.uniform(2, 10)
    if end == "determined_grant":
        return
    records = who.by_role[Role.RECORDS.value]
    paper = decisions.draw_up_instrument(by=records[0], cases=[case])
    for checker in records[1:3]:
        decisions.check_instrument(by=checker, instrument=paper, correct=True)
    decisions.sign_instrument(by=decider, instrument=paper)
    case.refresh_from_db()
    yield chance.uniform(1, 4)
    if end == "instrument_signed":
        return
    decisions.record_delivery(
        by=records[0], case=case, delivered_on=clock.today(), how="through the warden", receipt=f"R-{case.pk}"
    )
    first, second = who.by_role[Role.RELEASE_OFFICER.value]
    if case.kind != "certificate":  # a certificate is not published
        door.release(by=second, release=door.propose_grants(by=first, instrument=paper))
    decisions.complete(by=records[0], case=case, expected_version=case.version)


def _walk(who: People, chance: Random, end: str, number: int) -> Walk:
    """One petition from its beginning to the state where it stops."""
    case: Case | None = None
    for step in _petition(who, chance, end, number):
        if isinstance(step, Case):
            case = step
        else:
            yield step
    if case is None or end == "draft":
        return
    yield from _intake(who, chance, end, case)
    if end in {"received", "incomplete", "waiver_requested", "docketed"}:
        return
    if end == "closed_without_action":
        code, evidence = chance.choice(
            [
                ("withdrawn", "A letter."),
                ("sentence_expired", "A release order."),
                ("no_response", "Two letters came back."),
            ]
        )
        intake.close_without_action(
            by=who.one(Role.CLERK, chance),
            case=case,
            expected_version=case.version,
            reason_code=code,
            evidence=evidence,
        )
        return
    yield from _review(who, chance, end, case)
    if State(case.state) is State.TRANSMITTED and end != "transmitted":
        yield from _decision(who, chance, end, case)


def plant(
    *, count: int = 500, seed: int = 20161219, password: str, progress: Callable[[int], None] = lambda done: None
) -> dict[str, int]:
    """Fill an empty office; returns how many cases stand in each state. DocketError if it is not empty."""
    if Case.objects.exists() or User.objects.exists():
        raise DocketError("This office is not empty; invented petitions go only into an empty one.")
    chance = Random(seed)
    end_of_time = timezone.now()
    begin = end_of_time - timedelta(days=900)
    with transaction.atomic():
        with clock.set_to(begin):
            who = people(password, begin - timedelta(days=1))
            _proclamation(who, begin)
        ends = list(_ENDS) + chance.choices(list(_ENDS), list(_ENDS.values()), k=max(0, count - len(_ENDS)))
        queue: list[tuple[datetime, int, Walk]] = []
        for number, end in enumerate(ends[:count], start=1):
            # A case that stops early began lately; a finished one began long ago.
            furthest = {"draft": 30, "received": 40, "incomplete": 60, "waiver_requested": 60, "docketed": 200}
            days = chance.uniform(furthest.get(end, 520) * 0.5 if end in furthest else 420, furthest.get(end, 899))
            heapq.heappush(queue, (end_of_time - timedelta(days=days), number, _walk(who, chance, end, number)))
        done = 0
        while queue:
            moment, number, walk = heapq.heappop(queue)
            with clock.set_to(min(moment, end_of_time)):
                try:
                    step = next(walk)
                except StopIteration:
                    done += 1
                    progress(done)
                    continue
            heapq.heappush(queue, (moment + timedelta(days=step), number, walk))
    return dict(sorted(Counter(Case.objects.values_list("state", flat=True)).items()))

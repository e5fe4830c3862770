"""Walking a case through the office by its acts, for tests that need one in some state."""

from __future__ import annotations

from datetime import date

from clemency.docket import clock
from clemency.docket.decisions import actions as decisions
from clemency.docket.decisions import release as door
from clemency.docket.decisions.actions import Terms
from clemency.docket.intake import actions as intake
from clemency.docket.intake.actions import Given
from clemency.docket.review import actions as review
from clemency.docket.review.criteria import criteria_for

PDF = b"%PDF-1.7\n% an invented paper\n"
ANSWERS = {
    "given_names": "Testa",
    "surname": "Inventada",
    "date_of_birth": "1970-05",
    "register_number": "00123-045",
    "address": "1 Made Up Road\nNowhere",
    "court": "U.S. District Court",
    "district": "Middle District of Nowhere",
    "docket_number": "1:09-cr-00001",
    "offense": "Conspiracy to distribute a made-up substance",
    "convicted_on": "2009-03-01",
    "sentenced_on": "2009-06-15",
    "sentence": "240 months' imprisonment; 5 years' supervised release",
    "reasons": "An invented reason.",
}
BY_KIND = {
    "commutation": {"confined_at": "FCI Testville", "relief_sought": "term"},
    "pardon": {"confined": "yes", "released_on": "2015-02-03"},
    "remission": {"money_kind": "fine", "money_imposed": "$5,000", "money_unpaid": "$1,200"},
    "certificate": {"proclamation": "10467"},
    "reprieve": {
        "filer": "prisoner",
        "execution_on": "2026-05-01",
        "confined_at": "FCI Testville",
        "relief_sought": "reprieve",
        "sentence": "Death",
    },
}
TERMS = {
    "commutation": Terms("to_term", new_term_months=120, leaves_intact="the term of supervised release"),
    "pardon": Terms("full_unconditional"),
    "certificate": Terms("certificate"),
}


def filed(people, kind="commutation", jurisdiction="federal", **changes):
    by = people.petitioner
    case = intake.start_petition(by=by, kind=kind, given_names="Testa", surname="Inventada", jurisdiction=jurisdiction)
    answers = {**ANSWERS, **BY_KIND[kind], **changes}
    intake.save_answers(by=by, case=case, answers={name: Given(value) for name, value in answers.items()})
    papers = {"pardon": ["release", *["letters_of_support"] * 3]}.get(kind, [])
    if jurisdiction == "pennsylvania":
        papers = ["complaint", "probable_cause_affidavit", "charging_document", "plea_or_verdict", "sentencing_order"]
    for part in papers:
        intake.add_document(by=by, case=case, title=part, part=part, data=PDF, content_type="application/pdf")
    intake.certify(by=by, case=case, signed_as=f"{answers['given_names']} {answers['surname']}")
    intake.file(by=by, case=case, expected_version=case.version)
    return case


def docketed(people, kind="commutation", jurisdiction="federal", **changes):
    case = filed(people, kind, jurisdiction, **changes)
    intake.check_duplicates(by=people.clerk, case=case, conclusion="No other case.")
    intake.docket(by=people.clerk, case=case, expected_version=case.version)
    return case


def screening(people, *args, **changes):
    case = docketed(people, *args, **changes)
    review.assign(by=people.supervisor, case=case, officer=people.staff_attorney.user)
    review.declare_conflict(by=people.staff_attorney, case=case, conflict=False)
    review.begin_screening(by=people.supervisor, case=case, expected_version=case.version)
    return case


def office_recommended(people, *args, advice="grant", **changes):
    case = screening(people, *args, **changes)
    lawyer = people.staff_attorney
    referral = review.refer(
        by=lawyer, case=case, kind="prosecutor", to_whom="U.S. Attorney", questions="Your position, and why?"
    )
    review.begin_investigation(by=lawyer, case=case, expected_version=case.version)
    review.record_answer(by=lawyer, case=case, referral=referral, position="opposes", answer="An invented answer.")
    review.end_investigation(by=lawyer, case=case, expected_version=case.version)
    for criterion in criteria_for(case).criteria:
        review.record_finding(by=lawyer, case=case, criterion=criterion.id, finding="partly", reason="Invented.")
    review.record_comparison(by=lawyer, case=case, outcome="not_applicable", note="An invented offence.")
    review.sign_report(by=lawyer, case=case, text="An invented report.")
    reasons = {"reasons_for": "for", "reasons_against": "against"}
    review.recommend(by=lawyer, case=case, advice=advice, **reasons)
    review.recommend(by=people.pardon_attorney, case=case, advice=advice, **reasons)
    review.sign_office_recommendation(by=people.pardon_attorney, case=case, expected_version=case.version)
    return case


def before_board(people, kind="commutation", jurisdiction="pennsylvania", **changes):
    case = office_recommended(people, kind, jurisdiction, **changes)
    review.forward(by=people.pardon_attorney, case=case, expected_version=case.version)
    return case


def transmitted(people, kind="commutation", *, department="grant", advice="grant", **changes):
    case = office_recommended(people, kind, advice=advice, **changes)
    review.forward(by=people.pardon_attorney, case=case, expected_version=case.version)
    review.recommend(
        by=people.department, case=case, advice=department, reasons_for="d for", reasons_against="d against"
    )
    review.transmit(by=people.department, case=case, expected_version=case.version)
    return case


def granted(people, kind="commutation", *, terms=None, **changes):
    case = transmitted(people, kind, **changes)
    decisions.open_file(by=people.decision_maker, case=case)
    decisions.grant(
        by=people.decision_maker, case=case, expected_version=case.version, terms=terms or TERMS[kind], considered=True
    )
    return case


def signed(people, cases):
    instrument = decisions.draw_up_instrument(by=people.records, cases=cases)
    decisions.check_instrument(by=people.records2, instrument=instrument, correct=True)
    decisions.check_instrument(by=people.pardon_attorney, instrument=instrument, correct=True)
    decisions.sign_instrument(by=people.decision_maker, instrument=instrument)
    for case in cases:
        case.refresh_from_db()
    return instrument


def delivered_and_released(people, instrument, cases):
    for case in cases:
        decisions.record_delivery(
            by=people.records, case=case, delivered_on=clock.today(), how="by the warden", receipt="R-1"
        )
    proposal = door.propose_grants(by=people.release_officer, instrument=instrument)
    written = door.release(by=people.release_officer2, release=proposal)
    for case in cases:
        decisions.complete(by=people.records, case=case, expected_version=case.version)
    return written


def long_ago():
    return date(2009, 6, 15)

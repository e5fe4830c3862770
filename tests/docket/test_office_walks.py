"""Whole cases, from filing to close, in each kind of office."""

from datetime import timedelta

import pytest
from tests.docket import walks

from clemency.docket import clock
from clemency.docket.audit.recording import verify_database
from clemency.docket.decisions import actions as decisions
from clemency.docket.decisions.actions import Terms
from clemency.docket.errors import NotPermitted, Refused, StaleCase
from clemency.docket.intake import actions as intake
from clemency.docket.intake.queries import public_status
from clemency.docket.review import actions as review

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def letters(case):
    return sorted(case.letters.values_list("template", flat=True))


def test_a_federal_commutation_from_filing_to_the_public_record(people):
    case = walks.granted(people)
    assert case.case_number == "C000001"
    assert public_status("C000001")[0]["status"] == "pending"
    instrument = walks.signed(people, [case])
    assert case.state == "instrument_signed"
    assert public_status("00123-045")[0]["status"] == "pending"  # signed, and still nobody is told
    written = walks.delivered_and_released(people, instrument, [case])
    assert case.state == "closed_granted"
    assert public_status("inventada")[0]["status"] == "granted"
    assert written[0].fields["person_name"] == "Testa Inventada"
    assert written[0].fields["commuted_to"] == "months: 120"
    assert letters(case) == ["confirmation", "custodian_transmittal", "effects_sheet", "grant", "referral"]
    assert verify_database().ok


def test_a_case_reversed_by_the_department_keeps_both_views(people):
    case = walks.transmitted(people, advice="grant", department="deny")
    views = list(case.recommendations.values_list("layer", "advice"))
    assert views == [("staff", "grant"), ("office", "grant"), ("department", "deny")]


def test_a_denial_says_nothing_of_reasons_and_offers_the_rule_on_applying_again(people):
    case = walks.transmitted(people, "pardon", advice="deny", department="deny")
    decisions.open_file(by=people.decision_maker, case=case)
    decisions.deny(
        by=people.decision_maker, case=case, expected_version=case.version, considered=True, reasons="X9 canary"
    )
    assert (case.state, case.closure_basis) == ("closed_denied", "express")
    text = case.letters.get(template="denial").text
    assert "X9 canary" not in text
    assert "sources differ" in text
    again = intake.reapply(by=people.petitioner, case=case)
    assert again.earlier == case
    assert again.state == "draft"
    case.refresh_from_db()
    assert case.state == "closed_denied"


def test_presumed_concurrence_is_proposed_then_confirmed_by_a_person(people, at):
    case = walks.transmitted(people, advice="deny", department="deny")
    with pytest.raises(Refused, match="30 days"):
        decisions.confirm_presumed_concurrence(by=people.pardon_attorney, case=case, expected_version=case.version)
    at(days=31)
    decisions.confirm_presumed_concurrence(by=people.pardon_attorney, case=case, expected_version=case.version)
    assert (case.state, case.closure_basis) == ("closed_denied", "presumed_concurrence")
    assert not case.determinations.exists()
    assert "28 CFR 1.8(b)" in case.letters.get(template="denial_presumed").text


def test_a_capital_case_is_never_closed_by_silence(people, at):
    case = walks.transmitted(people, advice="deny", department="deny")
    intake.set_case_facts(by=people.staff_attorney, case=case, capital=True)
    at(days=400)
    with pytest.raises(Refused, match="capital"):
        decisions.confirm_presumed_concurrence(by=people.pardon_attorney, case=case, expected_version=case.version)


def test_early_filing_is_received_flagged_and_docketed_on_waiver(people):
    case = walks.filed(people, "pardon", released_on="2021-04-02")  # four years eleven months before 2 March 2026
    wait = case.waits.get()
    assert wait.status == "running"
    assert "2026-04-02" in wait.sentence
    assert "28 CFR 1.2" in wait.sentence
    with pytest.raises(Refused, match="letter asks"):
        intake.request_waiver(by=people.clerk, case=case, expected_version=case.version)
    intake.set_case_facts(by=people.clerk, case=case, waiver_letter=True)
    intake.request_waiver(by=people.clerk, case=case, expected_version=case.version)
    intake.grant_waiver(by=people.pardon_attorney, case=case, expected_version=case.version, reason="illness")
    assert case.state == "docketed"
    assert case.case_number == "P000001"


def test_a_missing_part_is_asked_for_supplied_and_the_petition_goes_on(people):
    by = people.petitioner
    case = intake.start_petition(by=by, kind="commutation", given_names="Testa", surname="Inventada")
    intake.certify(by=by, case=case, signed_as="Testa Inventada")
    intake.file(by=by, case=case, expected_version=case.version)
    with pytest.raises(Refused, match="required part"):
        intake.docket(by=people.clerk, case=case, expected_version=case.version)
    parts = [("offense", "The offense, count by count")]
    intake.find_incomplete(by=people.clerk, case=case, expected_version=case.version, parts=parts)
    assert "The offense, count by count" in case.letters.get(template="incomplete").text
    assert "May 31, 2026" in case.letters.get(template="incomplete").text  # 90 days
    with pytest.raises(Refused):
        intake.supply_missing(by=by, case=case, expected_version=case.version)
    intake.save_answers(by=by, case=case, answers={"offense": intake.Given("It was this.")})
    intake.supply_missing(by=by, case=case, expected_version=case.version)
    assert case.state == "received"


def test_a_gatekeeper_board_hears_votes_and_lets_through_only_what_it_favours(people, at):
    case = walks.before_board(people)
    with pytest.raises(Refused, match="favourable"):
        review.transmit(by=people.board_member, case=case, expected_version=case.version)
    on = clock.today() + timedelta(days=20)
    review.schedule_hearing(by=people.supervisor, case=case, expected_version=case.version, on=on, place="Room 1")
    hearing = case.hearings.get()
    at(days=20)
    with pytest.raises(Refused, match="notice"):
        review.record_hearing(by=people.supervisor, case=case, expected_version=case.version, minutes="m")
    for notice in hearing.notices.all():
        review.serve_notice(
            by=people.supervisor, case=case, notice=notice, sent_on=on - timedelta(days=15), proof="receipt 1"
        )
    review.publish_docket(by=people.supervisor, case=case, hearing=hearing)
    review.record_hearing(by=people.supervisor, case=case, expected_version=case.version, minutes="heard")
    members = [people.board_member, people.board_member2, people.board_member3, people.board_member4]
    for member, vote in zip(members, ["favour", "favour", "favour", "against"], strict=True):
        review.vote(by=member, case=case, vote=vote)
    review.transmit(by=people.board_member, case=case, expected_version=case.version)
    decisions.open_file(by=people.decision_maker, case=case)
    decisions.grant(
        by=people.decision_maker,
        case=case,
        expected_version=case.version,
        terms=walks.TERMS["commutation"],
        considered=True,
    )
    assert case.state == "determined_grant"


def test_a_gatekeepers_adverse_vote_closes_and_the_governor_cannot_go_round_it(people):
    case = walks.before_board(people)
    for member in (people.board_member, people.board_member2, people.board_member3, people.board_member4):
        review.vote(by=member, case=case, vote="against")
    with pytest.raises(Refused, match="favourable"):
        decisions.direct_act(
            by=people.decision_maker, case=case, expected_version=case.version,
            terms=walks.TERMS["commutation"], considered=True, record_of="mercy",
        )  # fmt: skip
    decisions.deny_by_board(by=people.board_member, case=case, expected_version=case.version)
    assert (case.state, case.closure_basis) == ("closed_denied", "board_adverse")
    assert "the Board of Pardons decided" in case.letters.get(template="denial").text


def test_an_independent_board_decides_on_paper_by_its_majority(people):
    case = walks.before_board(people, "commutation", "georgia")
    for member in (people.board_member, people.board_member2, people.board_member3):
        review.vote(by=member, case=case, vote="favour")
    review.transmit(by=people.board_member, case=case, expected_version=case.version)
    decisions.open_file(by=people.decision_maker, case=case)
    decisions.grant(
        by=people.decision_maker,
        case=case,
        expected_version=case.version,
        terms=walks.TERMS["commutation"],
        considered=True,
    )
    instrument = walks.signed(people, [case])
    assert "State Board of Pardons and Paroles" in instrument.text


def test_a_direct_act_without_a_petition_stands_on_its_own_line(people):
    case = decisions_start(people)
    decisions.direct_act(
        by=people.decision_maker, case=case, expected_version=case.version,
        terms=Terms("preemptive"), considered=True, record_of="No petition was filed and no advice was asked.",
    )  # fmt: skip
    instrument = walks.signed(people, [case])
    walks.delivered_and_released(people, instrument, [case])
    from clemency.docket.statistics import balance

    today = clock.today()
    figures = balance(today.replace(month=1, day=1), today)
    assert (figures.granted, figures.granted_without_petition, figures.difference) == (0, 1, 0)


def decisions_start(people):
    return intake.start_direct_act(by=people.decision_maker, kind="pardon", given_names="Nova", surname="Inventada")


def test_conditions_run_until_each_is_met_with_proof(people):
    terms = Terms("to_term", new_term_months=100, conditions=("Enrol in drug treatment.",))
    case = walks.granted(people, terms=terms)
    instrument = walks.signed(people, [case])
    walks.delivered_and_released(people, instrument, [case])
    assert case.state == "conditions_running"
    with pytest.raises(Refused, match="every condition"):
        decisions.conditions_met(by=people.records, case=case, expected_version=case.version)
    decisions.record_breach(by=people.records, case=case, expected_version=case.version, evidence="missed one week")
    decisions.meet_condition(by=people.custodian, case=case, condition=case.conditions.get(), proof="certificate 7")
    decisions.conditions_met(by=people.records, case=case, expected_version=case.version)
    assert case.state == "closed_granted"


def test_one_instrument_of_153_names_is_153_grants_determinations_and_letters(people):
    cases = []
    for number in range(153):
        case = intake.start_direct_act(
            by=people.decision_maker, kind="commutation", given_names=f"Number{number}", surname="Inventada"
        )
        decisions.direct_act(
            by=people.decision_maker, case=case, expected_version=case.version,
            terms=Terms("to_term", new_term_months=number + 1), considered=True, record_of="test",
        )  # fmt: skip
        cases.append(case)
    instrument = walks.signed(people, cases)
    assert instrument.lines.count() == 153
    assert len({line.determination_id for line in instrument.lines.all()}) == 153
    assert sum(case.letters.filter(template="grant").count() for case in cases) == 153
    assert "This instrument names 153 persons" in " ".join(instrument.text.split())
    written = walks.delivered_and_released(people, instrument, cases)
    assert len({row.record_id for row in written}) == 153


def test_of_two_people_acting_on_one_case_one_succeeds_and_the_other_is_told(people):
    case = walks.transmitted(people)
    version = case.version
    review.return_for_work(by=people.counsel, case=case, expected_version=version, questions="Which court?")
    decisions.open_file(by=people.decision_maker, case=case)
    with pytest.raises(StaleCase, match="return for work, by counsel"):
        decisions.grant(
            by=people.decision_maker,
            case=case,
            expected_version=version,
            terms=walks.TERMS["commutation"],
            considered=True,
        )
    assert not case.determinations.exists()


def test_the_decision_maker_may_docket_what_the_clerk_may_not_and_it_is_recorded(people):
    by = people.petitioner
    case = intake.start_petition(by=by, kind="pardon", given_names="Testa", surname="Inventada")
    intake.certify(by=by, case=case, signed_as="Testa Inventada")
    intake.file(by=by, case=case, expected_version=case.version)
    with pytest.raises(Refused):
        intake.docket(by=people.clerk, case=case, expected_version=case.version, bypass_reason="please")
    intake.docket(by=people.decision_maker, case=case, expected_version=case.version, bypass_reason="gravely ill")
    event = case.events.get(act="docket")
    assert "required_parts" in event.bypassed
    assert event.reason == "gravely ill"


def test_what_a_person_may_not_see_they_may_not_act_on(people):
    case = walks.docketed(people)
    with pytest.raises(NotPermitted):  # not assigned
        review.refer(by=people.staff_attorney, case=case, kind="prison", to_whom="x", questions="y")
    with pytest.raises(NotPermitted):
        review.refer(by=people.clerk, case=case, kind="prison", to_whom="x", questions="y")
    review.assign(by=people.supervisor, case=case, officer=people.staff_attorney.user)
    review.declare_conflict(by=people.staff_attorney, case=case, conflict=True, note="a cousin")
    with pytest.raises(NotPermitted):
        review.refer(by=people.staff_attorney, case=case, kind="prison", to_whom="x", questions="y")

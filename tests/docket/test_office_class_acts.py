"""Proclamations of a class, findings and certificates; capital petitions; remedies; the report to a legislature."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from tests.docket import walks

from clemency.docket import clock
from clemency.docket.audit.recording import verify_database
from clemency.docket.decisions import actions as decisions
from clemency.docket.decisions import class_acts
from clemency.docket.decisions import release as door
from clemency.docket.decisions.actions import Terms
from clemency.docket.decisions.models import Certificate, ClassAct, Determination
from clemency.docket.errors import DocketError, Refused
from clemency.docket.intake import actions as intake
from clemency.docket.intake.models import Case, Person
from clemency.docket.legislature import NO_REASONS, as_text, report
from clemency.docket.queues import QUEUES, in_queue
from clemency.docket.review import actions as review
from clemency.docket.statistics import BalanceFailed, balance
from clemency.docket.statistics import class_acts as class_acts_in
from clemency.law.petitions.jurisdictions import jurisdiction

pytestmark = pytest.mark.django_db(databases=["default", "public"])
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
SCOPE = {
    "number": "X-1", "title": "An invented proclamation", "takes_effect_at": datetime(2026, 1, 20, 17, tzinfo=UTC),
    "text": "All are pardoned.", "administering": "the office", "source": "invented", "sections": "21 U.S.C. 844",
    "offenses_from": date(1990, 1, 1), "offenses_to": date(2025, 1, 20), "includes": "citizens", "excludes": "sellers",
}  # fmt: skip


@pytest.fixture
def proclamation(people):
    act = class_acts.record_class_act(by=people.records, **SCOPE)
    class_acts.check_class_act(by=people.records2, class_act=act)
    return act


def found(people, act, finding="covered", **answers):
    case = walks.office_recommended(people, "certificate", **answers)
    class_acts.find_within(
        by=people.staff_attorney, case=case, class_act=act, finding=finding, offense="Simple possession, 2020",
        reasons="A citizen; the date is within the window.",
    )  # fmt: skip
    review.forward(by=people.pardon_attorney, case=case, expected_version=case.version)
    review.recommend(by=people.department, case=case, advice="grant", reasons_for="f", reasons_against="a")
    review.transmit(by=people.department, case=case, expected_version=case.version)
    decisions.open_file(by=people.decision_maker, case=case)
    return case


def grant(people, case):
    return decisions.grant(
        by=people.decision_maker, case=case, expected_version=case.version, terms=Terms("certificate"), considered=True
    )


def test_a_proclamation_is_recorded_by_one_and_checked_by_another(people):
    act = class_acts.record_class_act(by=people.records, **SCOPE)
    case = walks.screening(people, "certificate")
    finding = {"class_act": act, "finding": "covered", "offense": "o", "reasons": "r"}
    with pytest.raises(Refused, match="second officer"):
        class_acts.find_within(by=people.staff_attorney, case=case, **finding)
    with pytest.raises(Refused, match="another officer"):
        class_acts.check_class_act(by=people.records, class_act=act)
    class_acts.check_class_act(by=people.pardon_attorney, class_act=act)
    class_acts.find_within(by=people.staff_attorney, case=case, **finding)
    with pytest.raises(DocketError, match="recorded already"):
        class_acts.record_class_act(by=people.records, **SCOPE)
    with pytest.raises(DocketError, match="estimate with its source"):
        class_acts.record_class_act(by=people.records, **{**SCOPE, "number": "X-2", "estimate": 6500})


def test_each_certificate_needs_its_own_finding_and_says_what_was_found(people, proclamation):
    case = walks.transmitted(people, "certificate")
    decisions.open_file(by=people.decision_maker, case=case)
    with pytest.raises(Refused, match="No finding"):
        grant(people, case)
    undecided = found(people, proclamation, "cannot_determine")
    with pytest.raises(Refused, match="cannot be determined"):
        grant(people, undecided)
    outside = found(people, proclamation, "not_covered")
    with pytest.raises(Refused, match="not covered"):
        grant(people, outside)
    inside = found(people, proclamation)
    with pytest.raises(Refused, match="covered"):
        decisions.deny(by=people.decision_maker, case=inside, expected_version=inside.version, considered=True)
    assert not Determination.objects.exists()
    assert "within X-1, An invented proclamation (2026-01-20)" in grant(people, inside).terms_text


def test_a_finding_is_reviewable_and_the_latest_counts(people, proclamation):
    case = found(people, proclamation, "not_covered")
    review.return_for_work(by=people.counsel, case=case, expected_version=case.version, questions="Which date?")
    class_acts.find_within(
        by=people.staff_attorney,
        case=case,
        class_act=proclamation,
        finding="covered",
        offense="o",
        reasons="a new paper",
    )
    assert [row.finding for row in case.certificate_findings.all()] == ["not_covered", "covered"]
    assert class_acts.latest_finding(case).finding == "covered"


def test_a_certificate_is_numbered_verified_by_number_alone_and_never_published(people, proclamation):
    case = found(people, proclamation)
    grant(people, case)
    paper = walks.signed(people, [case])
    number = Certificate.objects.get().number
    letter = case.letters.get(template="certificate")
    assert number in letter.text
    assert "Simple possession, 2020" in " ".join(letter.text.split())
    assert "made-up substance" not in letter.text + paper.text  # the conviction on the form is not the offense covered
    with pytest.raises(Refused, match="not published"):
        door.propose_grants(by=people.release_officer, instrument=paper)
    decisions.record_delivery(by=people.records, case=case, delivered_on=clock.today(), how="mail", receipt="R")
    decisions.complete(by=people.records, case=case, expected_version=case.version)
    assert case.state == "closed_granted"
    page = Client().get("/certificates/", {"number": number.lower()}).content.decode()
    assert "was issued by this office" in page
    assert "Inventada" not in page
    assert "C000001" not in page
    assert "issued no certificate" in Client().get("/certificates/", {"number": "K999999"}).content.decode()
    spanish = Client(headers={"accept-language": "es"}).get("/certificates/", {"number": number}).content.decode()
    assert "fue emitido por esta oficina" in spanish
    figures = balance(*YEAR)
    assert (figures.granted, figures.certificates, figures.difference) == (0, 1, 0)


def test_fourteen_named_commutations_and_a_class_pardon_are_fourteen_grants_one_act_and_no_class_rows(people):
    """Acceptance 6, after the shape of Proclamation 10887: a mixed instrument."""
    cases = []
    for number in range(14):
        case = intake.start_direct_act(
            by=people.decision_maker, kind="commutation", given_names=f"Number{number}", surname="Inventada"
        )
        decisions.direct_act(
            by=people.decision_maker, case=case, expected_version=case.version, terms=Terms("time_served"),
            considered=True, record_of="named in the proclamation",
        )  # fmt: skip
        cases.append(case)
    paper = walks.signed(people, cases)
    before = (Case.objects.count(), Person.objects.count())
    class_acts.record_class_act(
        by=people.records,
        **{**SCOPE, "estimate": 1500, "estimate_source": "press, as invented", "takes_effect_at": clock.now()},
    )
    assert (Case.objects.count(), Person.objects.count()) == before
    assert len(walks.delivered_and_released(people, paper, cases)) == 14
    figures = balance(*YEAR)
    assert (figures.granted + figures.granted_without_petition, figures.certificates) == (14, 0)
    assert len(class_acts_in(*YEAR)) == ClassAct.objects.count() == 1
    made = report(*YEAR)
    assert len(made.grants) == 14
    assert "about 1500 people, by estimate (press, as invented)" in as_text(made)


@pytest.mark.parametrize(
    ("written", "says"),
    [("2020-03", "inside"), ("1985", "outside"), ("2025", "partly inside"), ("", "not known")],
)
def test_the_scope_is_read_off_the_file_and_finds_nothing(people, proclamation, written, says):
    case = walks.filed(people, "certificate", offense_on=written, code_section="21 USC § 844(a)")
    notes = class_acts.scope_notes(proclamation, case)
    assert says in notes[0]
    assert "names 21 U.S.C. 844" in notes[1]
    assert not case.certificate_findings.exists()


# capital petitions


def test_a_petition_against_a_sentence_of_death_stands_first_and_is_never_closed_by_silence(people, at):
    plain = walks.filed(people)
    case = walks.filed(people, "reprieve")
    assert case.capital
    assert case.humanitarian == "execution set for 2026-05-01"
    assert [one.pk for one in in_queue(people.clerk, QUEUES["received"])] == [case.pk, plain.pk]
    case = walks.transmitted(people, "reprieve", advice="deny", department="deny")
    at(days=400)
    with pytest.raises(Refused, match="capital"):
        decisions.confirm_presumed_concurrence(by=people.pardon_attorney, case=case, expected_version=case.version)


def test_counsel_needs_the_prisoners_written_authority(people):
    case = walks.filed(people, "reprieve", filer="counsel")
    intake.check_duplicates(by=people.clerk, case=case, conclusion="None.")
    with pytest.raises(Refused, match="required part"):
        intake.docket(by=people.clerk, case=case, expected_version=case.version)
    intake.add_document(
        by=people.petitioner, case=case, title="a", part="written_authority", data=walks.PDF,
        content_type="application/pdf",
    )  # fmt: skip
    intake.docket(by=people.clerk, case=case, expected_version=case.version)
    assert case.case_number == "E000001"


def test_a_reprieve_is_granted_to_a_day(people):
    case = walks.transmitted(people, "reprieve")
    decisions.open_file(by=people.decision_maker, case=case)
    terms = Terms("reprieve", expires_on=clock.today() + timedelta(days=60))
    decisions.grant(by=people.decision_maker, case=case, expected_version=case.version, terms=terms, considered=True)
    walks.signed(people, [case])
    assert "put off until 2026-05-01" in case.determinations.get().terms_text


@pytest.mark.parametrize("office", ["federal", "georgia", "pennsylvania"])
def test_every_kind_an_office_decides_has_a_form_and_criteria(office):
    from clemency.docket.intake.form_data import kinds
    from clemency.docket.review.criteria import criteria_on

    for kind in jurisdiction(office).kinds:
        assert kind in kinds()
        assert criteria_on(office, kind, date(2026, 3, 2)).criteria


# remedies and the report


def test_remedies_looked_at_are_kept_and_bar_nothing(people):
    case = walks.screening(people)
    lawyer = people.staff_attorney
    review.check_remedy(by=lawyer, case=case, remedy="usc28_2255", outcome="tried", note="Denied in 2015.")
    review.check_remedy(by=lawyer, case=case, remedy="first_step_404", outcome="available")
    review.skip_investigation(by=lawyer, case=case, expected_version=case.version, reason="An invented reason.")
    assert [row.remedy for row in case.remedy_checks.all()] == ["usc28_2255", "first_step_404"]
    with pytest.raises(DocketError, match="not one of"):
        review.check_remedy(by=lawyer, case=case, remedy="prayer", outcome="tried")


def reported(people, **changes):
    case = walks.transmitted(people, own_account="CANARY-ACCOUNT", reasons="CANARY-PETITION")
    review.add_victim(by=people.victim_liaison, case=case, name="CANARY-VICTIM", registered=True)
    review.record_victim_comment(
        by=people.victim_liaison, case=case, victim=case.victims.get(), position="opposes", comment="CANARY-WORDS"
    )
    decisions.open_file(by=people.decision_maker, case=case)
    decisions.grant(
        by=people.decision_maker, case=case, expected_version=case.version, terms=walks.TERMS["commutation"],
        considered=True, reasons="REASON-GIVEN", **changes,
    )  # fmt: skip
    return case, walks.signed(people, [case])


def test_the_report_names_published_grants_and_holds_no_confidential_word(people):
    case, paper = reported(people)
    made = report(*YEAR)
    assert (made.grants, made.not_published_yet) == ((), 1)
    walks.delivered_and_released(people, paper, [case])
    text = as_text(report(*YEAR))
    assert "Testa Inventada" in text
    assert "CANARY" not in text
    assert "REASON-GIVEN" not in text  # not marked for the report
    assert NO_REASONS in text
    assert "d against" not in text  # what the department wrote
    assert "00123-045" not in text


def test_reasons_marked_for_the_report_stand_in_it(people):
    case, paper = reported(people, reasons_for_report=True)
    walks.delivered_and_released(people, paper, [case])
    assert report(*YEAR).grants[0].reasons == "REASON-GIVEN"


def test_no_report_is_made_while_the_balance_fails(people):
    Case.objects.filter(pk=walks.docketed(people).pk).update(docketed_on=None)
    with pytest.raises(BalanceFailed, match="certificates 0"):
        report(*YEAR)
    assert verify_database().ok


def test_the_capital_form_is_in_both_languages():
    from clemency.docket.intake.form_data import petition_form

    for name, field in petition_form("reprieve", "federal").fields().items():
        assert field.words.en != field.words.es, name

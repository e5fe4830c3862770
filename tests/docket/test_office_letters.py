"""Letters and instruments: only recorded facts, never what they must not say."""

from datetime import date

import pytest
from tests.docket import walks

from clemency.briefs.letters import LetterError, letter_pdf, render, templates
from clemency.briefs.letters.pdf import warrant_pdf
from clemency.briefs.letters.warrant import Line, differences, facts, text
from clemency.docket.decisions import actions as decisions
from clemency.docket.decisions import letters as office_letters
from clemency.docket.errors import Refused
from clemency.docket.intake import actions as intake
from clemency.docket.intake.actions import Given
from clemency.docket.review import actions as review
from clemency.docket.states import TRANSITIONS

CANARIES = {
    "reasons": "CANARY-REASONS", "own_account": "CANARY-ACCOUNT", "other_history": "CANARY-HISTORY",
    "health": "CANARY-HEALTH", "release_plan": "CANARY-PLAN", "social_security_number": "CANARY-SSN",
    "place_of_birth": "CANARY-BIRTH", "discipline": "CANARY-DISCIPLINE", "hispanic": "no", "race": "CANARY-RACE",
    "gender": "CANARY-GENDER", "phone": "CANARY-PHONE",
}  # fmt: skip


def sample(name):
    """A plain fact of each kind a template asks for."""
    return {
        fact: date(2026, 3, 4) if fact in {"received_on", "cure_by", "on", "review_on", "due_on"}
        else ["first part", "second part"] if fact == "missing" else f"<{fact}>"
        for fact in templates()[name].facts
    }  # fmt: skip


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", sorted(templates()))
def test_every_letter_renders_holds_its_facts_and_obeys_its_own_list(name, language):
    letter = render(name, language, sample(name))
    joined = " ".join(letter.text.split())
    body = templates()[name].body[language]
    for fact in templates()[name].facts:
        if f"{{{fact}}}" in body:
            expected = {"missing": "first part"}.get(fact, f"<{fact}>")
            assert expected in joined or isinstance(sample(name)[fact], date), fact
    assert "{" not in letter.text
    assert letter_pdf(
        sender="o",
        addressee="a",
        address="b",
        day="d",
        subject=letter.subject,
        paragraphs=letter.paragraphs,
        language=language,
    ).startswith(b"%PDF")


@pytest.mark.parametrize("name", sorted(templates()))
def test_no_letter_names_cooperation_even_if_a_fact_does(name):
    given = sample(name)
    body = templates()[name].body["en"]
    text_facts = [
        key for key, value in given.items() if isinstance(value, str) and key != "name" and f"{{{key}}}" in body
    ]
    given[text_facts[0]] = "he cooperated with the government"
    with pytest.raises(LetterError, match="must not say"):
        render(name, "en", given)


@pytest.mark.parametrize(
    ("name", "fact", "words"),
    [
        ("confirmation", "office", "you will likely succeed"),
        ("redirect", "right_body", "where your chance is better"),
        ("denial", "reapply", "because the prosecutor objected"),
        ("denial", "reapply", "against the recommendation of staff"),
        ("grant", "terms", "your record is expunged"),
        ("grant", "terms", "you may now own firearms"),
        ("effects_sheet", "effects", "we promise you status"),
        ("victim_filed", "office", "his reasons are these"),
        ("incomplete", "office", "or we will prosecute"),
    ],
)
def test_forbidden_words_stop_the_letter(name, fact, words):
    with pytest.raises(LetterError, match="must not say"):
        render(name, "en", {**sample(name), fact: words})


def test_a_fact_that_is_not_listed_cannot_get_in():
    with pytest.raises(LetterError, match="not listed"):
        render("denial", "en", {**sample("denial"), "recommendation": "deny"})
    with pytest.raises(LetterError, match="missing"):
        render("denial", "en", {})


def test_every_notice_of_the_transition_table_is_a_letter():
    for row in TRANSITIONS:
        assert set(row.notices) <= set(templates()), row.number


@pytest.mark.django_db(databases=["default", "public"])
def test_no_letter_instrument_release_or_history_holds_a_confidential_value(people, caplog):
    case = walks.docketed(people)
    by = people.petitioner
    intake.save_answers(by=by, case=case, answers={name: Given(value) for name, value in CANARIES.items()})
    case2 = walks.granted(people, reasons="CANARY-REASONS", own_account="CANARY-ACCOUNT", health="CANARY-HEALTH")
    review.add_victim(
        by=people.victim_liaison, case=case2, name="CANARY-VICTIM", address="CANARY-VADDRESS", registered=True
    )
    instrument = walks.signed(people, [case2])
    written = walks.delivered_and_released(people, instrument, [case2])
    from clemency.docket.audit.models import Entry
    from clemency.docket.decisions.models import Letter

    public = " ".join(str(row.fields) for row in written) + instrument.text
    history = " ".join(f"{e.subject} {e.details} {e.basis}" for e in Entry.objects.all())
    to_petitioner = " ".join(Letter.objects.filter(for_victim=False).values_list("text", flat=True))
    to_victim = " ".join(Letter.objects.filter(for_victim=True).values_list("text", flat=True))
    for place, words in {"public": public, "history": history, "letters": to_petitioner, "log": caplog.text}.items():
        assert "CANARY" not in words, place
    assert to_victim
    assert "CANARY" not in to_victim
    assert "00123-045" not in public.replace(instrument.text, "")  # the register number is on the warrant alone


@pytest.mark.django_db(databases=["default", "public"])
def test_letters_under_embargo_wait_for_the_person_to_be_told(people):
    case = walks.granted(people)
    walks.signed(people, [case])
    grant = case.letters.get(template="grant")
    with pytest.raises(Refused, match="not been told"):
        office_letters.send(by=people.clerk, case=case, letter=grant, how="mail")
    decisions.record_delivery(by=people.records, case=case, delivered_on=grant.made_at.date(), how="hand", receipt="1")
    office_letters.send(by=people.clerk, case=case, letter=grant, how="mail")
    assert office_letters.pdf(grant).startswith(b"%PDF")


def test_signed_list_against_decided_list_finds_missing_extra_duplicate_and_wrong_identifier():
    decided = {"C1": ("A", "00001-001"), "C2": ("B", "00002-002"), "C3": ("C", "00003-003")}
    assert differences(decided, [("C1", "A", "00001-001"), ("C2", "B", "00002-002"), ("C3", "C", "00003-003")]) == []
    listed = [("C1", "A", "00001-001"), ("C1", "A", "00001-001"), ("C2", "B", "2-002"), ("C9", "X", "")]
    faults = " ".join(differences(decided, listed))
    for word in ("duplicate: C1", "wrong identifier: C2", "extra: C9", "missing: C3"):
        assert word in faults


def test_a_pardon_before_conviction_names_no_court_or_sentence():
    line = Line(1, "A", "", "", "", "", "", "", "", "A full pardon.")
    page = text(facts(number="W1", title="T", decision_maker="d", authority="a", lines=[line], day=""))
    assert "Court" not in page
    assert "This instrument names 1 person." in " ".join(page.split())
    assert warrant_pdf(
        facts(number="W1", title="T", decision_maker="d", authority="a", lines=[line], day="x")
    ).startswith(b"%PDF")


@pytest.mark.django_db(databases=["default", "public"])
def test_a_letter_in_spanish_is_in_spanish(people):
    case = walks.transmitted(people, "pardon", advice="deny", department="deny")
    case.language = "es"
    case.save()
    decisions.open_file(by=people.decision_maker, case=case)
    decisions.deny(by=people.decision_maker, case=case, expected_version=case.version, considered=True)
    words = " ".join(case.letters.get(template="denial").text.split())
    assert "el Presidente decidió no concederla" in words
    assert "Las fuentes de la oficina difieren" in words
    assert "the President" not in words

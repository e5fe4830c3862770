"""The acceptance checks of the requirements: every one is held by a test, and the ones held nowhere else are here."""

import ast
import dataclasses
import re
from datetime import UTC, date, datetime
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from tests.docket import walks
from tests.web.office.conftest import signed_in

from clemency.docket import needs
from clemency.docket.decisions import actions as decisions
from clemency.docket.decisions import letters
from clemency.docket.errors import DocketError, Refused
from clemency.docket.intake import actions as intake
from clemency.docket.intake.form_data import kinds, petition_form
from clemency.docket.review import actions as review
from clemency.docket.review import criteria
from clemency.law.petitions.jurisdictions import PresumedConcurrence, Reapplication, Sourced, jurisdiction, known

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "acceptance.md"
database = pytest.mark.django_db(databases=["default", "public"])


@cache
def functions_of(path):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_acceptance_check_names_tests_that_exist():
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if re.match(r"\| \d+ \|", line)]
    assert [int(row.split("|")[1]) for row in rows] == list(range(1, 13))
    for row in rows:
        named = re.findall(r"`(tests/[\w/.]+)::(\w+)`", row)
        assert named, row
        for path, name in named:
            assert name in functions_of(path), f"{path}::{name}"


# 3, 4


@pytest.fixture
def rules(monkeypatch):
    """`rules(name=...)`: the federal office with another rule, as if its file had been changed."""

    def change(**changes):
        other = dataclasses.replace(jurisdiction("federal"), **changes)
        for module in (needs, intake, decisions, review):
            monkeypatch.setattr(module, "office_of", lambda case: other)

    return change


LATER = Sourced("an invented rule", "an invented source", "D")


@database
def test_the_days_of_presumed_concurrence_come_from_the_data_of_the_day(people, at, rules):
    old, changed_on = jurisdiction("federal").presumed_concurrence[0], date(2026, 3, 10)
    before = dataclasses.replace(old, effective_to=date(2026, 3, 9))
    rules(presumed_concurrence=(before, PresumedConcurrence(90, changed_on, None, LATER)))
    first = walks.transmitted(people, advice="deny", department="deny")
    at(days=10)
    second = walks.transmitted(people, advice="deny", department="deny")
    at(days=31)
    confirm = decisions.confirm_presumed_concurrence
    confirm(by=people.pardon_attorney, case=first, expected_version=first.version)
    with pytest.raises(Refused, match="90 days"):
        confirm(by=people.pardon_attorney, case=second, expected_version=second.version)
    at(days=60)
    confirm(by=people.pardon_attorney, case=second, expected_version=second.version)


@database
def test_the_decision_page_shows_every_layers_own_words(people):
    case = walks.transmitted(people, advice="grant", department="deny")
    decisions.open_file(by=people.decision_maker, case=case)
    page = signed_in(people.decision_maker).get(f"/cases/{case.pk}/decide/").content.decode()
    for words in ("Staff attorney: grant", "Head of the office: grant", "Department: deny", "d for", "d against"):
        assert words in page, words


# 10


@database
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", kinds())
def test_the_paper_form_carries_the_same_fields(kind, language):
    paper = unescape(Client(headers={"accept-language": language}).get(f"/forms/{kind}/").content.decode())
    form = petition_form(kind, "federal")
    for part in form.parts:
        assert part.title.in_(language) in paper
        for row in part.rows():
            for name, field in row:
                assert field.words.in_(language) in paper, name
                for _, option in field.options:
                    assert option.in_(language) in paper, name
    for one in form.papers:
        assert one.words.in_(language) in paper
    assert form.oath.in_(language) in paper


@pytest.mark.parametrize("office", known())
def test_every_part_that_an_office_asks_for_has_its_words_in_both_languages(office):
    from clemency.web.office.petition import _part_words

    for kind, parts in jurisdiction(office).required_parts.items():
        for part in parts:
            english, spanish = (_part_words(petition_form(kind, office), part, language) for language in ("en", "es"))
            assert english != spanish, (office, kind, part)


@database
def test_a_petitioners_page_in_spanish_speaks_of_papers_and_letters_in_spanish(people):
    case = walks.transmitted(people, "pardon", advice="deny", department="deny")
    case.language = "es"
    case.save()
    decisions.open_file(by=people.decision_maker, case=case)
    decisions.deny(by=people.decision_maker, case=case, expected_version=case.version, considered=True)
    letters.send(by=people.clerk, case=case, letter=case.letters.get(template="denial"), how="mail")
    client = signed_in(people.petitioner)
    client.post("/language/", {"language": "es", "next": "/"})
    page = client.get(f"/petitions/{case.pk}/").content.decode()
    assert "La decisión en su caso" in page
    assert "Carta de apoyo" in page
    for english in ("letters of support", ">denial<", "The decision", "Papers", "Letters"):
        assert english not in page, english


def test_an_office_adds_its_own_questions_and_papers_to_the_form():
    names = {office: set(petition_form("pardon", office).fields()) for office in known()}
    assert names["georgia"] - names["federal"] == {"firearm_rights", "references"}
    papers = {one.id for one in petition_form("pardon", "pennsylvania").papers}
    assert "financial_proof" in papers
    assert set(jurisdiction("pennsylvania").required_parts["pardon"]) - papers == {"petition_form", "certification"}
    for office in known():
        for kind in jurisdiction(office).kinds:
            ids = [one.id for one in petition_form(kind, office).parts]
            assert len(ids) == len(set(ids))


@database
def test_georgia_asks_apart_for_firearms(people):
    case = walks.filed(people, "pardon", "georgia", firearm_rights="yes")
    page = signed_in(people.clerk).get(f"/cases/{case.pk}/").content.decode()
    assert "Do you also ask for the right to have firearms?" in page
    with pytest.raises(DocketError, match="no field 'firearm_rights'"):
        walks.filed(people, "pardon", firearm_rights="yes")


# 12


@database
def test_a_changed_wait_moves_later_cases_only(people, at, rules):
    old = walks.filed(people, "pardon", released_on="2022-04-02")
    before = old.waits.get().sentence
    (federal,) = jurisdiction("federal").waits
    ended = dataclasses.replace(federal, effective_to=date(2026, 3, 31))
    shorter = dataclasses.replace(federal, id="invented", years=3, effective_from=date(2026, 4, 1), rule=LATER)
    rules(waits=(ended, shorter))
    at.set(datetime(2026, 4, 15, 15, tzinfo=UTC))
    new = walks.filed(people, "pardon", released_on="2022-04-02")
    assert (new.waits.get().status, new.waits.get().rule) == ("over", "invented")
    old.refresh_from_db()
    assert old.waits.get().sentence == before
    assert "2027-04-02" in before


@database
def test_a_changed_criteria_text_moves_later_cases_only(people, at, monkeypatch):
    old = walks.screening(people)
    sets = criteria.all_sets()
    (current,) = [one for one in sets if one.id == "jm-9-140.113"]
    ended = dataclasses.replace(current, effective_to=date(2026, 3, 31))
    text = dataclasses.replace(current.criteria[0], text="An invented criterion.")
    later = dataclasses.replace(current, effective_from=date(2026, 4, 1), criteria=(text, *current.criteria[1:]))
    monkeypatch.setattr(criteria, "all_sets", lambda: (ended, later, *(one for one in sets if one is not current)))
    at.set(datetime(2026, 4, 15, 15, tzinfo=UTC))
    new = walks.screening(people)
    for case in (old, new):
        review.record_finding(
            by=people.staff_attorney, case=case, criterion=text.id, finding="partly", reason="An invented reason."
        )
    assert old.findings.get().criteria_version == current.version
    assert new.findings.get().criteria_version == "2026-04-01"
    lawyer = signed_in(people.staff_attorney)
    assert "An invented criterion." not in lawyer.get(f"/cases/{old.pk}/").content.decode()
    assert "An invented criterion." in lawyer.get(f"/cases/{new.pk}/").content.decode()


@database
def test_a_changed_rule_on_applying_again_moves_later_denials_only(people, at, rules):
    def denied():
        case = walks.transmitted(people, "pardon", advice="deny", department="deny")
        decisions.open_file(by=people.decision_maker, case=case)
        decisions.deny(by=people.decision_maker, case=case, expected_version=case.version, considered=True)
        return " ".join(case.letters.get(template="denial").text.split())

    first = Reapplication(("pardon",), 2, "denied_on", date(2024, 1, 1), date(2026, 3, 31), LATER)
    rules(
        reapplication=(first, dataclasses.replace(first, years=7, effective_from=date(2026, 4, 1), effective_to=None))
    )
    old = denied()
    at.set(datetime(2026, 4, 15, 15, tzinfo=UTC))
    assert "March 2, 2028" in old or "2028-03-02" in old
    new = denied()
    assert "2033" in new
    assert "2033" not in old

"""Who sees which page: every address as every role, and as nobody."""

import pytest
from django.test import Client
from django.urls import get_resolver
from tests.docket import walks
from tests.web.office.conftest import signed_in

from clemency.docket.accounts.permissions import PERMISSIONS, markdown, may
from clemency.docket.states import Role
from clemency.web.office import urls
from clemency.web.office.access import EVERYBODY
from clemency.web.office.acts import ACTS

pytestmark = pytest.mark.django_db(databases=["default", "public"])

# What an address needs in its place, for a case that is with the decision-maker.
NAMES = {pattern.name: pattern for pattern in urls.urlpatterns}


def address(pattern, case):
    fill = {
        "<int:pk>": str(case.pk), "<slug:kind>": "pardon", "<slug:part_id>": "identity", "<slug:key>": "transmitted",
        "<slug:name>": "hold", "<str:day>": "2026-04-01", "<int:letter_pk>": str(case.letters.first().pk),
        "<int:document_pk>": str(case.documents.first().pk),
    }  # fmt: skip
    route = str(pattern.pattern)
    for place, value in fill.items():
        route = route.replace(place, value)
    return f"/{route}"


@pytest.fixture
def case(people):
    case = walks.transmitted(people)
    from clemency.docket.intake import actions as intake

    intake.add_document(
        by=people.staff_attorney, case=case, title="p", part="other", data=walks.PDF, content_type="application/pdf"
    )
    return case


def test_every_view_says_its_permission():
    for pattern in urls.urlpatterns:
        permission = getattr(pattern.callback, "permission", None)
        assert permission == EVERYBODY or permission in PERMISSIONS, pattern.name


def test_nothing_else_is_served_but_sign_in():
    tops = {str(entry.pattern) for entry in get_resolver().url_patterns}
    assert tops == {"", "account/", "account/password/reset/"}


def test_every_address_as_every_role(people, case):
    for role in Role:
        client = signed_in(getattr(people, role.value))
        for pattern in urls.urlpatterns:
            permission = pattern.callback.permission
            response = client.get(address(pattern, case))
            assert response.status_code < 500, (pattern.name, role, response.status_code)
            allowed = permission == EVERYBODY or may(role, permission)
            if pattern.name == "act":
                allowed = may(role, "hold")
            assert (response.status_code == 403) != allowed, (pattern.name, role, response.status_code)


def test_every_act_page_as_every_role(people, case):
    for role in Role:
        client = signed_in(getattr(people, role.value))
        for act in ACTS.values():
            status = client.get(f"/cases/{case.pk}/do/{act.name}/").status_code
            assert status in ({200, 404} if may(role, act.permission) else {403}), (act.name, role, status)


def test_nobody_sees_only_the_open_pages(case):
    client = Client()
    for pattern in urls.urlpatterns:
        response = client.get(address(pattern, case))
        if pattern.callback.permission != EVERYBODY:
            assert response.status_code == 302, pattern.name
            assert response["Location"].startswith("/account/login/"), pattern.name
        else:
            assert response.status_code in {200, 405}, pattern.name


def test_an_officer_without_a_second_factor_is_sent_to_set_one_up(people):
    client = signed_in(people.clerk, second_factor=False)
    assert client.get("/queues/").headers["Location"] == "/account/2fa/"
    assert signed_in(people.petitioner, second_factor=False).get("/petitions/").status_code == 200


def test_one_petitioner_never_sees_anothers(people, case):
    stranger = signed_in(people.representative)
    for path in (f"/petitions/{case.pk}/", f"/petitions/{case.pk}/part/identity/", f"/petitions/{case.pk}/papers/"):
        assert stranger.get(path).status_code == 404


def test_a_reviewer_sees_only_what_is_assigned(people, case):
    client = signed_in(people.staff_attorney)
    assert client.get(f"/cases/{case.pk}/").status_code == 200
    from clemency.docket.review import actions as review

    review.unassign(by=people.supervisor, case=case, officer=people.staff_attorney.user)
    assert client.get(f"/cases/{case.pk}/").status_code == 404


def test_pages_carry_the_strict_policy_and_are_not_kept(as_role):
    response = as_role("clerk").get("/queues/")
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "no-store"
    assert response["X-Frame-Options"] == "DENY"


def test_the_reference_page_is_the_table():
    from pathlib import Path

    page = Path(__file__).parents[3] / "docs" / "reference" / "permissions.md"
    assert page.read_text() == markdown(), "run: clemency office permissions > docs/reference/permissions.md"


def test_a_grant_without_a_petition_is_begun_opened_and_decided_on_its_own_page(people):
    client = signed_in(people.decision_maker)
    begun = client.post("/direct/", {"kind": "pardon", "given_names": "Nova", "surname": "Inventada"})
    page = begun.headers["Location"]
    assert client.post(page, {"what": "open"}).status_code == 302
    form = {
        "what": "direct", "direct-version": "1", "direct-relief": "preemptive", "direct-considered": "on",
        "direct-record_of": "No petition was filed; no advice was asked.",
    }  # fmt: skip
    assert client.post(page, {**form, "direct-considered": ""}).status_code == 422
    assert client.post(page, form).status_code == 302
    assert b"a direct act, without petition" in client.get(page).content


def test_uploads_are_downloads_and_never_run_in_the_page(people, case):
    client = signed_in(people.staff_attorney)
    document = case.documents.order_by("-pk").first()
    response = client.get(f"/cases/{case.pk}/documents/{document.pk}/")
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_restricted_paper_is_closed_to_the_clerk_and_to_the_petitioner(people, case):
    from clemency.docket.intake import actions as intake

    paper = intake.add_document(
        by=people.staff_attorney, case=case, title="presentence report", part="other", data=walks.PDF,
        content_type="application/pdf", sensitivity="restricted",
    )  # fmt: skip
    for actor, status in ((people.staff_attorney, 200), (people.clerk, 404), (people.petitioner, 404)):
        assert signed_in(actor).get(f"/cases/{case.pk}/documents/{paper.pk}/").status_code == status, actor.name


def test_html_in_a_name_is_text(people):
    case = walks.filed(people, surname="<script>alert(1)</script>")
    page = signed_in(people.clerk).get(f"/cases/{case.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_bad_numbers_in_a_posted_form_are_told_not_crashed(people, case):
    client = signed_in(people.decision_maker)
    client.post(f"/cases/{case.pk}/decide/", {"what": "open"})
    for data in ({"what": "grant"}, {"what": "grant", "grant-version": "x", "grant-new_term_months": "-3"}):
        assert client.post(f"/cases/{case.pk}/decide/", data).status_code == 422
    assert client.post(f"/cases/{case.pk}/decide/", {"what": "burn"}).status_code == 404
    assert client.post(f"/cases/{case.pk}/do/hold/", {"version": "x"}).status_code == 422
    lawyer = signed_in(people.staff_attorney)
    assert lawyer.post(f"/cases/{case.pk}/do/hold/", {"version": "9" * 40}).status_code == 422
    stale = {"version": "1", "reason": "r", "review_on": "2030-01-01"}
    told = lawyer.post(f"/cases/{case.pk}/do/hold/", stale)
    assert told.status_code == 422
    assert b"changed by somebody else since you opened it" in told.content


def test_the_hearing_calendar_lists_what_must_still_be_served(people, at):
    from datetime import timedelta

    from clemency.docket import clock
    from clemency.docket.review import actions as review

    case = walks.before_board(people)
    on = clock.today() + timedelta(days=30)
    review.schedule_hearing(by=people.supervisor, case=case, expected_version=case.version, on=on, place="Room 7")
    page = signed_in(people.board_member).get("/hearings/").content.decode()
    assert "Room 7" in page
    assert "district" not in page
    assert "prosecutor by" in page
    assert "docket not published" in page


def test_the_boards_docket_of_a_day_is_published_with_minutes_and_votes_and_no_closed_hearing(people, at):
    from datetime import timedelta

    from clemency.docket import clock
    from clemency.docket.review import actions as review

    on = clock.today() + timedelta(days=20)
    case = walks.before_board(people, reasons="CANARY-REASONS")
    review.schedule_hearing(by=people.supervisor, case=case, expected_version=case.version, on=on, place="Room 7")
    closed = walks.before_board(people, surname="Closed")
    review.schedule_hearing(
        by=people.supervisor, case=closed, expected_version=closed.version, on=on, place="Room 8", open_to_public=False
    )
    client = signed_in(people.supervisor)
    page = client.get(f"/hearings/{on}/").content.decode()
    assert "Room 7" in page
    assert "Votes" not in page
    at(days=20)
    for notice in case.hearings.get().notices.all():
        review.serve_notice(by=people.supervisor, case=case, notice=notice, sent_on=on - timedelta(days=15), proof="r")
    review.publish_docket(by=people.supervisor, case=case, hearing=case.hearings.get())
    review.record_hearing(by=people.supervisor, case=case, expected_version=case.version, minutes="Heard in public.")
    for member, vote in zip("1234", ["favour", "favour", "favour", "against"], strict=True):
        by = getattr(people, "board_member" if member == "1" else f"board_member{member}")
        review.vote(by=by, case=case, vote=vote)
    text = client.get(f"/hearings/{on}/", {"as": "text"}).content.decode()
    for words in ("Testa Inventada", "Heard in public.", "board_member4: against", "Favorable."):
        assert words in text, words
    for secret in ("Closed", "Room 8", "CANARY", "An invented answer", "Register"):
        assert secret not in text, secret
    assert client.get("/hearings/yesterday/").status_code == 404


def test_a_missing_page_and_a_hidden_case_look_alike(people, case):
    client = signed_in(people.representative)
    hidden, missing = client.get(f"/petitions/{case.pk}/"), client.get("/petitions/999999/")
    assert hidden.status_code == missing.status_code == 404
    strip = lambda page: page.content.decode().replace(f"/petitions/{case.pk}/", "").replace("/petitions/999999/", "")  # noqa: E731
    import re

    tokens = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
    assert tokens.sub("", strip(hidden)) == tokens.sub("", strip(missing))

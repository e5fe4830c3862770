"""Signing in: password, second factor, lock-out, session expiry; and what the history keeps of it."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from tests.web.office.conftest import signed_in

from clemency.docket import clock
from clemency.docket.accounts.actions import roles_of
from clemency.docket.accounts.models import RoleHeld, User
from clemency.docket.audit.models import Entry
from clemency.docket.states import Role

pytestmark = pytest.mark.django_db

PASSWORD = "a long invented password"


@pytest.fixture
def officer():
    cache.clear()
    user = User.objects.create_user(username="officer", password=PASSWORD)
    RoleHeld.objects.create(user=user, role=Role.CLERK.value, since=clock.now())
    return user


def code(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_in(client, password=PASSWORD):
    return client.post("/account/login/", {"login": "officer", "password": password})


def test_an_officer_sets_up_a_second_factor_and_needs_it_from_then_on(officer):
    client = Client()
    assert sign_in(client).status_code == 302
    assert client.get("/queues/").headers["Location"] == "/account/2fa/"
    assert client.post("/account/reauthenticate/", {"password": PASSWORD}).status_code == 302
    page = client.get("/account/2fa/totp/activate/").content.decode()
    secret = re.search(r'value="([A-Z2-7]{16,})"', page).group(1)
    done = client.post("/account/2fa/totp/activate/", {"code": code(secret)})
    assert done.status_code == 302, done.content.decode()[-1500:]
    assert client.get("/queues/").status_code == 302  # this session began without it
    client.post("/account/logout/")
    cache.clear()
    again = sign_in(client)
    assert again.headers["Location"].startswith("/account/2fa/authenticate/")
    assert client.get("/queues/").status_code == 302
    assert client.post("/account/2fa/authenticate/", {"code": "000000"}).status_code == 200
    cache.clear()  # a code is good once; another moment, another code
    assert client.post("/account/2fa/authenticate/", {"code": code(secret)}).status_code == 302
    assert client.get("/queues/").status_code == 200
    assert TOTP  # the factor is allauth's


def test_five_wrong_passwords_lock_the_name_for_a_while_even_for_the_right_one(officer):
    client = Client()
    for _ in range(5):
        assert sign_in(client, "wrong").status_code == 200
    locked = sign_in(client)
    assert locked.status_code in {200, 429}
    assert b"Too many" in locked.content
    assert client.get("/queues/").status_code == 302


def test_the_history_keeps_sign_ins_and_failures_but_no_mistyped_name(officer):
    client = Client()
    sign_in(client, "wrong")
    client.post("/account/login/", {"login": PASSWORD, "password": "x"})
    sign_in(client)
    kept = list(Entry.objects.filter(act__startswith="sign_in").values_list("act", "subject"))
    assert kept == [
        ("sign_in_failed", "account:officer"), ("sign_in_failed", "account:(unknown)"), ("sign_in", "account:officer"),
    ]  # fmt: skip


def test_an_idle_session_ends(as_role):
    client = as_role("clerk")
    assert client.get("/queues/").status_code == 200
    session = client.session
    session["seen"] = session["seen"] - 31 * 60
    session.save()
    assert client.get("/queues/").headers["Location"] == "/account/login/" or client.get("/queues/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_role_that_ended_opens_nothing_at_once(people, as_role):
    client = as_role("clerk")
    assert client.get("/queues/").status_code == 200
    RoleHeld.objects.filter(user=people.clerk.user).update(until=clock.now())
    assert client.get("/queues/").status_code == 403


def test_acting_for_another_shows_both_names_in_the_history(people):
    held = RoleHeld.objects.create(
        user=people.records2.user, role=Role.CLERK.value, since=clock.now(), acting_for=people.clerk.user
    )
    client = signed_in(people.records2)
    client.post("/role/", {"role": held.pk})
    from tests.docket import walks

    case = walks.filed(people)
    assert client.get(f"/cases/{case.pk}/").status_code == 200
    entry = Entry.objects.get(act="view_case")
    assert (entry.actor, entry.role, entry.acting_for) == ("records2", "clerk", "clerk")


def test_a_petitioner_opens_an_account_without_an_address_and_begins():
    client = Client()
    done = client.post("/account/signup/", {"username": "newcomer", "password1": PASSWORD, "password2": PASSWORD})
    assert done.status_code == 302, done.content.decode()[-1500:]
    assert client.get("/petitions/").status_code == 200
    assert client.get("/queues/").status_code == 403


def test_status_questions_are_limited(people):
    cache.clear()
    client = Client()
    answers = [client.get("/status/", {"q": "somebody"}).status_code for _ in range(32)]
    assert answers.count(200) == 30
    assert answers[-1] == 429


def test_a_role_is_given_for_a_time_and_for_another_person(people, at):
    client = signed_in(people.administrator)
    form = {
        "give": "1", "give-user": people.records2.user.pk, "give-role": "pardon_attorney",
        "give-acting_for": people.pardon_attorney.user.pk, "give-until": "2026-03-09",
    }  # fmt: skip
    assert client.post("/accounts/", {**form, "give-until": "2026-03-01"}).status_code == 200  # past: nothing is given
    assert client.post("/accounts/", form).status_code == 302
    held = RoleHeld.objects.get(user=people.records2.user, role="pardon_attorney")
    assert held.acting_for == people.pardon_attorney.user
    assert "for pardon_attorney" in client.get("/accounts/").content.decode()
    assert Entry.objects.get(act="give_role").details == '{"acting_for": "pardon_attorney", "role": "pardon_attorney"}'
    substitute = signed_in(people.records2)
    substitute.post("/role/", {"role": held.pk})
    assert substitute.get("/keeping/").status_code == 200
    at(days=8)  # the last day is over
    assert "for pardon_attorney" not in client.get("/accounts/").content.decode()
    assert held not in list(roles_of(people.records2.user))


@pytest.mark.parametrize(
    ("asked", "english", "spanish"),
    [
        ({"confined": "yes", "released_on": "2022-04"}, "ends 2027-04", "termina el 2027-04"),
        ({"confined": "yes", "released_on": "2015-02-03"}, "was over by 2020-02-03", "terminó a más tardar"),
        ({"confined": "no", "convicted_on": "2025-01-01"}, "not known: the date of sentencing", "faltan datos"),
        ({"released_on": "yesterday"}, "Write 2019-03-14", "No se puede leer una fecha"),
    ],
)
def test_the_wait_is_worked_out_for_anybody_and_nothing_is_kept(people, at, asked, english, spanish):
    before = Entry.objects.count()
    for language, words in (("en", english), ("es", spanish)):
        page = Client(headers={"accept-language": language}).get("/wait/", asked).content.decode()
        assert words in page
    assert Entry.objects.count() == before


def test_an_administrator_links_a_sign_on_once_and_to_one_person(people):
    from allauth.socialaccount.models import SocialAccount
    from django.test import override_settings

    client = signed_in(people.administrator)
    form = {"link": "1", "link-user": people.clerk.user.pk, "link-subject": "badge-1"}
    with override_settings(SOCIALACCOUNT_PROVIDERS={"openid_connect": {"APPS": []}}):
        assert client.post("/accounts/", form).status_code == 302
        again = client.post("/accounts/", {**form, "link-user": people.records.user.pk})
    assert b"linked to clerk already" in again.content
    assert SocialAccount.objects.get().user == people.clerk.user
    assert Entry.objects.filter(act="link_sign_on").count() == 1

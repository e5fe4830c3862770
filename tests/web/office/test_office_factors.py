"""Passkeys with Chromium's virtual authenticator, and single sign-on with a provider of our own, in a real browser."""

import os
import subprocess
import sys

import pytest
from playwright.sync_api import expect
from tests.web.office.browsing import CHROMIUM, PASSWORD, Visitor, browser, served_office
from tests.web.office.openid_provider import CLIENT_ID, CLIENT_SECRET, provider

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="chromium is not installed"),
]


def authenticator(v):
    """A key that lives in this browser and says yes at once: the owner's finger is always on it."""
    session = v.context.new_cdp_session(v.page)
    session.send("WebAuthn.enable", {"enableUI": False})
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }})  # fmt: skip


def history(env, act):
    script = (
        "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'clemency.web.settings.office'\n"
        "import django; django.setup()\n"
        "from clemency.docket.audit.models import Entry\n"
        f"print(*Entry.objects.filter(act={act!r}).values_list('subject', 'details'), sep='\\n')"
    )
    return subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True).stdout


def password(v, name):
    v.go("/account/login/")
    v.page.fill("#id_login", name)
    v.page.fill("#id_password", PASSWORD)
    return v.press("Sign In")


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """An office in earnest: officers need a second factor, and may come by single sign-on."""
    home = tmp_path_factory.mktemp("factors")
    with (
        provider() as issuer,
        served_office(
            home,
            petitions=1,
            demo=False,
            CLEMENCY_OIDC_SERVER=issuer,
            CLEMENCY_OIDC_CLIENT_ID=CLIENT_ID,
            CLEMENCY_OIDC_CLIENT_SECRET=CLIENT_SECRET,
        ) as (address, env),
    ):
        # A passkey belongs to a host name; 127.0.0.1 is none.
        yield address.replace("127.0.0.1", "localhost"), env, issuer


@pytest.fixture
def visitor(served):
    with browser(script=True) as fresh:
        yield Visitor(fresh(), served[0], others=(served[2],))


def test_a_passkey_is_a_second_factor_and_then_a_whole_sign_in(visitor, served):
    v = visitor
    authenticator(v)
    password(v, "clerk1").go("/queues/").sees("Two-Factor Authentication")
    v.go("/account/2fa/webauthn/add/")
    if "reauthenticate" in v.page.url:
        v.page.fill("[name=password]", PASSWORD)
        v.press("Confirm")
    v.page.fill("#id_name", "Invented key")
    v.page.locator("#id_passwordless").check()
    v.press("Add")
    v.go("/account/2fa/webauthn/").sees("Invented key")
    assert "clerk1" in history(served[1], "second_factor_added")
    # From now on the password alone is not enough...
    v.context.clear_cookies()
    password(v, "clerk1")
    assert "/account/2fa/authenticate/" in v.page.url
    v.press("Use a security key")
    v.go("/queues/").sees("Received, to be checked")
    # ...and the passkey alone is, because it checked its owner.
    v.context.clear_cookies()
    v.go("/account/login/").press("Sign in with a passkey")
    v.go("/queues/").sees("Received, to be checked")
    assert v.faults == []


def test_a_key_that_is_not_the_officers_opens_nothing(visitor):
    v = visitor
    authenticator(v)  # a fresh one, with no credential of this office
    v.go("/account/login/")
    v.page.get_by_role("button", name="Sign in with a passkey").click()
    expect(v.page.locator("#id_login")).to_be_visible()
    v.go("/queues/")
    assert "/account/login/" in v.page.url


def test_axe_finds_no_violation_on_the_pages_of_signing_in(visitor):
    from axe_playwright_python.sync_playwright import Axe

    v = visitor
    found = []

    def check():
        for violation in Axe().run(v.page).response["violations"]:
            found.append((v.page.url, violation["id"], [node["html"][:160] for node in violation["nodes"]][:3]))

    v.go("/account/login/")
    check()
    password(v, "records1")
    for path in (
        "/account/2fa/",
        "/account/2fa/totp/activate/",
        "/account/2fa/webauthn/add/",
        "/account/2fa/webauthn/",
    ):
        v.go(path)
        if "reauthenticate" in v.page.url:
            check()
            v.page.fill("[name=password]", PASSWORD)
            v.press("Confirm")
        check()
    assert found == []


def agency(v, badge):
    v.go("/account/login/").follow("Office sign-in").press("Continue")
    expect(v.page.get_by_role("heading", name="Agency sign-in")).to_be_visible()
    v.page.fill("#who", badge)
    return v.press("Sign in to the agency")


def link(served, badge):
    """What an administrator does on the accounts page, by the act itself."""
    script = (
        "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'clemency.web.settings.office'\n"
        "import django; django.setup()\n"
        "from clemency.docket.accounts.actions import link_sign_on\n"
        "from clemency.docket.accounts.actors import Actor\n"
        "from clemency.docket.accounts.models import User\n"
        "from clemency.docket.states import Role\n"
        "by = Actor(User.objects.get(username='administrator1'), Role.ADMINISTRATOR)\n"
        f"link_sign_on(by=by, user=User.objects.get(username='supervisor1'), subject={badge!r})"
    )
    subprocess.run([sys.executable, "-c", script], env={**os.environ, **served[1]}, check=True)


def test_single_sign_on_opens_a_linked_account_and_makes_none(visitor, served):
    v = visitor
    agency(v, "badge-17").sees("No account of this office is linked")
    v.go("/queues/")
    assert "/account/login/" in v.page.url
    link(served, "badge-17")
    agency(v, "badge-17")
    assert "supervisor1," in v.page.locator("footer").inner_text()
    v.go("/queues/").sees("Two-Factor Authentication")  # the provider says who; the office's own factor stays
    assert "supervisor1" in history(served[1], "link_sign_on")
    assert [one for one in v.faults if "403" not in one] == []


def test_an_office_without_single_sign_on_offers_none(tmp_path):
    with served_office(tmp_path, petitions=1) as (address, _), browser(script=False) as fresh:
        v = Visitor(fresh(), address).go("/account/login/")
        assert v.page.get_by_role("link", name="Office sign-in").count() == 0
        assert v.page.goto(f"{address}/account/oidc/office/login/").status == 404

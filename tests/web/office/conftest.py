"""The office's pages, driven as a signed-in person of a role."""

from __future__ import annotations

import time

import pytest
from django.test import Client
from tests.docket.conftest import at, people  # noqa: F401  (fixtures)


def signed_in(actor, *, second_factor=True):
    """A client signed in as this person, by default with a second factor."""
    client = Client()
    client.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    if second_factor:
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    session.save()
    return client


@pytest.fixture
def as_role(people):  # noqa: F811
    """`as_role("clerk")` is a client signed in as the clerk."""
    return lambda name: signed_in(getattr(people, name))

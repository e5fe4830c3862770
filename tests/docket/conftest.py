"""A small office to act in: people in every role, and a clock that tests can set."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clemency.web.settings.test")

import django

django.setup()

from clemency.docket import clock  # noqa: E402
from clemency.docket.accounts.actions import roles_of  # noqa: E402
from clemency.docket.accounts.actors import Actor  # noqa: E402
from clemency.docket.accounts.models import RoleHeld, User  # noqa: E402
from clemency.docket.states import Role  # noqa: E402

START = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch):
    """The clock: `at(days=30)` moves it on, `at.set(...)` sets it."""

    class Clock:
        now = START

        def __call__(self, **forward):
            self.now += timedelta(**forward)
            return self.now

        def set(self, moment):
            self.now = moment

    hands = Clock()
    monkeypatch.setattr(clock, "now", lambda: hands.now)
    return hands


@pytest.fixture
def people(db, at):
    """One person for each role (`people.clerk`), and seconds where two people are needed."""
    names = [role.value for role in Role]
    names += ["records2", "release_officer2", "board_member2", "board_member3", "board_member4", "board_member5"]
    found = SimpleNamespace()
    for name in names:
        role = Role(name.rstrip("2345"))
        user = User.objects.create_user(username=name, password=None)
        place = "FCI Testville" if role is Role.CUSTODIAN else ""
        RoleHeld.objects.create(user=user, role=role.value, since=START - timedelta(days=4000), place=place)
        setattr(found, name, Actor(user, role))
    assert roles_of(found.clerk.user)[0].role == "clerk"
    return found

"""Making accounts and giving roles; the sign-in record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.dispatch import receiver

from clemency.docket import clock
from clemency.docket.accounts.actors import Actor
from clemency.docket.accounts.models import RoleHeld, User
from clemency.docket.audit.recording import act, record
from clemency.docket.errors import DocketError
from clemency.docket.states import Role


def enrol_petitioner(*, user: User) -> None:
    """Give a person who signed up the petitioner's role."""
    with transaction.atomic():
        RoleHeld.objects.create(user=user, role=Role.PETITIONER.value, since=clock.now())
        record(act="sign_up", subject=f"account:{user.get_username()}", by=Actor(user, Role.PETITIONER))


@act("manage_accounts")
def make_account(*, by: Actor, username: str, name: str, password: str | None = None) -> User:
    """An account without roles. Without a password the person must be given one before signing in."""
    if User.objects.filter(username=username).exists():
        raise DocketError(f"The user name {username!r} is taken; choose another.")
    given, _, surname = name.rpartition(" ")
    user = User(username=username, first_name=given, last_name=surname)
    user.set_password(password)
    user.save()
    record(act="make_account", subject=f"account:{username}", by=by)
    return user


@act("manage_accounts")
def set_password(*, by: Actor, user: User, password: str) -> None:
    """A new password for somebody who lost theirs, and a fresh start with the second factor."""
    from allauth.mfa.models import Authenticator

    user.set_password(password)
    user.save(update_fields=["password"])
    Authenticator.objects.filter(user=user).delete()
    record(act="set_password", subject=f"account:{user.get_username()}", by=by)


SIGN_ON = "office"  # the provider's id in the settings and in allauth's table


@act("manage_accounts")
def link_sign_on(*, by: Actor, user: User, subject: str) -> None:
    """Let a person come in by the office's single sign-on: `subject` is the provider's own lasting id for them."""
    from allauth.socialaccount.models import SocialAccount

    known = subject.strip()
    if not known:
        raise DocketError("The provider's id (sub) is needed; it is not the user name.")
    other = SocialAccount.objects.filter(provider=SIGN_ON, uid=known).exclude(user=user).first()
    if other:
        raise DocketError(f"That id is linked to {other.user} already.")
    SocialAccount.objects.filter(provider=SIGN_ON, user=user).delete()
    SocialAccount.objects.create(provider=SIGN_ON, user=user, uid=known)
    record(act="link_sign_on", subject=f"account:{user.get_username()}", by=by)


@act("manage_accounts")
def give_role(
    *,
    by: Actor,
    user: User,
    role: Role,
    since: datetime | None = None,
    until: datetime | None = None,
    acting_for: User | None = None,
    place: str = "",
) -> RoleHeld:
    """Let a person act in a role, for a time, perhaps for another person (28 CFR 1.9)."""
    held = RoleHeld.objects.create(
        user=user,
        role=role.value,
        since=since or clock.now(),
        until=until,
        granted_by=by.user,
        acting_for=acting_for,
        place=place,
    )
    details = {"acting_for": acting_for.get_username()} if acting_for else {}
    record(act="give_role", subject=f"account:{user.get_username()}", by=by, role=role.value, **details)
    return held


@act("manage_accounts")
def end_role(*, by: Actor, held: RoleHeld) -> None:
    """End a role now. What was done in it stays."""
    held.until = clock.now()
    held.save(update_fields=["until"])
    record(act="end_role", subject=f"account:{held.user.get_username()}", by=by, role=held.role)


def first_administrator(*, username: str, password: str) -> User:
    """The account a new office begins with. Refused once any administrator exists."""
    with transaction.atomic():
        if RoleHeld.objects.filter(role=Role.ADMINISTRATOR.value).exists():
            raise DocketError("An administrator exists already; sign in as that person to make further accounts.")
        user = User.objects.create_user(username=username, password=password)
        RoleHeld.objects.create(user=user, role=Role.ADMINISTRATOR.value, since=clock.now(), granted_by=user)
        record(act="first_administrator", subject=f"account:{username}", by=Actor(user, Role.ADMINISTRATOR))
        return user


def roles_of(user: User) -> list[RoleHeld]:
    """The roles a person holds now, in the order given."""
    now = clock.now()
    held = user.roles.filter(since__lte=now).select_related("acting_for").order_by("pk")
    return [row for row in held if row.until is None or row.until > now]


@receiver(user_logged_in)
def _signed_in(sender: Any, user: User, **_: Any) -> None:
    with transaction.atomic():
        record(act="sign_in", subject=f"account:{user.get_username()}", by=None)


@receiver(user_logged_out)
def _signed_out(sender: Any, user: User | None, **_: Any) -> None:
    if user:
        with transaction.atomic():
            record(act="sign_out", subject=f"account:{user.get_username()}", by=None)


@receiver(user_login_failed)
def _sign_in_failed(sender: Any, credentials: dict[str, Any], **_: Any) -> None:
    # Only a known user name is written: people mistype their password into the name field.
    username = str(credentials.get("username", ""))
    known = username if User.objects.filter(username=username).exists() else "(unknown)"
    with transaction.atomic():
        record(act="sign_in_failed", subject=f"account:{known}", by=None)


def _factor(act: str, user: User, authenticator: Any) -> None:
    with transaction.atomic():
        record(act=act, subject=f"account:{user.get_username()}", by=None, kind=str(authenticator.type))


@receiver(authenticator_added)
def _factor_added(sender: Any, user: User, authenticator: Any, **_: Any) -> None:
    _factor("second_factor_added", user, authenticator)


@receiver(authenticator_removed)
def _factor_removed(sender: Any, user: User, authenticator: Any, **_: Any) -> None:
    _factor("second_factor_removed", user, authenticator)


@receiver(authenticator_reset)
def _factor_reset(sender: Any, user: User, authenticator: Any, **_: Any) -> None:
    _factor("second_factor_reset", user, authenticator)

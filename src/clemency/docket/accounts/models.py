# ruff: noqa: RUF012 - Django reads these lists once and never changes them
"""Accounts and the roles they hold."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models

from clemency.docket.states import Role

ROLES = [(role.value, role.value.replace("_", " ")) for role in Role]


class User(AbstractUser):
    """A person who can sign in: an officer, a petitioner, or somebody who files for one.

    Shape: Django's own account, so that sign-in and second factor are allauth's; what a person may do is in RoleHeld.
    Personal data: name, user name, e-mail address.
    """

    language = models.CharField(max_length=2, default="en", choices=[("en", "English"), ("es", "Español")])


class RoleHeld(models.Model):
    """A role a person holds over a time, perhaps acting for another person.

    Shape: rows with an end instead of flags, so that "who could see this in March" has an answer. A person may hold
    several roles but acts in one at a time; separation of duties is checked by person, not by role.
    Personal data: which work a person does; for custodians, at which place.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=40, choices=ROLES)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    acting_for = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    place = models.CharField(max_length=120, blank=True, help_text="The place of confinement a custodian serves.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="role_ends_after_it_begins",
                condition=models.Q(until__isnull=True) | models.Q(until__gt=models.F("since")),
            )
        ]

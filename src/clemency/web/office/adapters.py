"""What allauth asks of us: who may sign up, and how a second factor is named."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from clemency.docket.accounts.actions import enrol_petitioner


class AccountAdapter(DefaultAccountAdapter):
    """Petitioners and those who file for them may open an account. Officers' accounts are made by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return True

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user = super().save_user(request, user, form, commit=commit)
        if commit:
            enrol_petitioner(user=user)
        return user


class MFAAdapter(DefaultMFAAdapter):
    def get_totp_issuer(self) -> str:
        return "Clemency office"

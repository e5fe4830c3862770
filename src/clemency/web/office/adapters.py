"""What allauth asks of us: who may sign up, who may come in by single sign-on, and how a second factor is named."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
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


class SignOnAdapter(DefaultSocialAccountAdapter):
    """Single sign-on opens accounts that an administrator has linked, and makes none.

    The provider proves who somebody is; it does not say who works here. The office's second factor stays.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        from clemency.web.office.access import refuse

        if request.user.is_authenticated:
            raise ImmediateHttpResponse(refuse(request, "You are signed in already. Sign out first."))
        if not sociallogin.is_existing:
            why = "No account of this office is linked to that sign-in. An administrator can link one."
            raise ImmediateHttpResponse(refuse(request, why))

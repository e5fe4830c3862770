"""The gate of every page: who is signed in, in which role, with which second factor, and whether that role may see it.

Every view of the office says its permission with `page`; a view that says nothing is refused, so a page cannot be left
open by forgetting. Pages for everybody (sign-in, status, which form) say so.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from clemency.docket.accounts.actions import roles_of
from clemency.docket.accounts.actors import Actor
from clemency.docket.accounts.permissions import PETITIONERS, may
from clemency.docket.errors import NotPermitted
from clemency.docket.states import Role

EVERYBODY = "everybody"
View = Callable[..., HttpResponse]


def page(permission: str) -> Callable[[View], View]:
    """Mark a view with the permission it needs, or EVERYBODY."""

    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return mark


def actor_of(request: HttpRequest) -> Actor | None:
    """The person signed in, in the role chosen for this session; None if nobody is, or the person holds no role."""
    if not request.user.is_authenticated:
        return None
    held = request.roles_held = roles_of(request.user)  # the footer lists them too
    if not held:
        return None
    chosen = next((row for row in held if row.pk == request.session.get("role")), held[0])
    return Actor(request.user, Role(chosen.role), chosen.acting_for)


def _second_factor_given(request: HttpRequest) -> bool:
    methods = request.session.get("account_authentication_methods", [])
    return any(record.get("method") == "mfa" for record in methods)


class OfficeAccess:
    """Signs out idle sessions, sends officers to their second factor, and refuses what a role may not see."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            if now - request.session.get("seen", now) > settings.SESSION_IDLE_SECONDS:
                logout(request)
                messages.info(request, "You were signed out after half an hour without a page.")
                return redirect(settings.LOGIN_URL)
            if now - request.session.get("seen", 0) > 60:
                request.session["seen"] = now
        request.actor = actor_of(request)
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if view.__module__.startswith(("allauth.", "django.")):
            return None
        permission = getattr(view, "permission", None)
        if permission == EVERYBODY:
            return None
        if permission is None:
            return refuse(request, "This page has no permission set and is closed.")
        actor: Actor | None = request.actor
        if not request.user.is_authenticated:
            return redirect(f"{settings.LOGIN_URL_PATH}?next={request.path}")
        if actor is None:
            return refuse(request, "Your account holds no role today. Ask an administrator.")
        needs_second = settings.SECOND_FACTOR and actor.role not in PETITIONERS
        if needs_second and not _second_factor_given(request):
            messages.info(request, "Officers sign in with a second factor. Set one up, then sign in again with it.")
            return redirect("mfa_index")
        if not may(actor.role, permission):
            return refuse(request, f"The role {actor.role.value.replace('_', ' ')} may not see this page.")
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotPermitted):
            return refuse(request, str(error))
        return None


def refuse(request: HttpRequest, why: str) -> HttpResponse:
    return render(request, "office/refused.html", {"why": why}, status=403)

"""What every office page shows: who is signed in, as what, and where they can go."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from clemency.docket.accounts.permissions import may
from clemency.law.petitions.jurisdictions import jurisdiction

_MENU = (
    ("see_own_petitions", "office:petitions", "My petitions"),
    ("see_queues", "office:queues", "Queues"),
    ("see_hearings", "office:hearings", "Hearings"),
    ("see_instruments", "office:instruments", "Instruments"),
    ("see_releases", "office:releases", "Releases"),
    ("see_custody", "office:custody", "Deliveries"),
    ("see_victims", "office:victims", "Victims"),
    ("see_statistics", "office:statistics", "Figures"),
    ("see_class_acts", "office:proclamations", "Proclamations"),
    ("see_retention", "office:keeping", "Keeping"),
    ("see_history", "office:history", "History"),
    ("manage_accounts", "office:accounts", "Accounts"),
)


def office(request: HttpRequest) -> dict[str, Any]:
    actor = getattr(request, "actor", None)
    language = "es" if (getattr(request, "LANGUAGE_CODE", "en") or "en").startswith("es") else "en"
    return {
        "actor": actor,
        "lang": language,
        "office_name": jurisdiction(settings.JURISDICTION).office,
        "roles_held": request.roles_held if actor else [],
        "menu": [(name, words) for permission, name, words in _MENU if actor and may(actor.role, permission)],
        "demonstration": settings.DEMONSTRATION,
    }

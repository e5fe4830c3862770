"""Writing views into the history: a page that was shown is an act too."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from clemency.docket.accounts.actors import Actor
from clemency.docket.audit.recording import record


def viewed(*, by: Actor, subject: str, act: str, **details: Any) -> None:
    """Record that somebody saw something, before it is shown."""
    with transaction.atomic():
        record(act=act, subject=subject, by=by, **details)

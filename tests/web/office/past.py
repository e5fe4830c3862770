"""What happened before a browser comes: `python -m tests.web.office.past presumed|hearing`, in a served office's environment.

The acts are the office's own, done at an earlier moment of its clock; the browser then acts today. Prints the case.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from types import SimpleNamespace

os.environ["DJANGO_SETTINGS_MODULE"] = "clemency.web.settings.office"

import django

django.setup()

from django.utils import timezone  # noqa: E402
from tests.docket import walks  # noqa: E402

from clemency.docket import clock  # noqa: E402
from clemency.docket.accounts.actors import Actor  # noqa: E402
from clemency.docket.accounts.models import RoleHeld  # noqa: E402
from clemency.docket.review import actions as review  # noqa: E402
from clemency.docket.states import Role  # noqa: E402


def people():
    """The first officer of each role of the invented office, as the walks of the docket's tests name them."""
    found = SimpleNamespace()
    for row in RoleHeld.objects.select_related("user").order_by("-pk"):
        setattr(found, row.role, Actor(row.user, Role(row.role)))
    return found


def presumed():
    """Transmitted forty days ago with adverse advice; nobody has acted since."""
    with clock.set_to(timezone.now() - timedelta(days=40)):
        return walks.transmitted(people(), advice="deny", department="deny", surname="Presumed")


def hearing():
    """Before the board; twenty days ago a hearing was set for today."""
    on = clock.today()
    with clock.set_to(timezone.now() - timedelta(days=20)):
        who = people()
        case = walks.before_board(who, surname="Heard")
        review.schedule_hearing(by=who.supervisor, case=case, expected_version=case.version, on=on, place="Room 1")
        return case


if __name__ == "__main__":
    print({"presumed": presumed, "hearing": hearing}[sys.argv[1]]().pk)

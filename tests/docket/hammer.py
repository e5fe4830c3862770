"""Many officers at once, in a process that a test kills: `python -m tests.docket.hammer THREADS ACTS`.

Prints a line for each act after it was acknowledged (its transaction committed); a line printed must never be lost.
"""

from __future__ import annotations

import os
import sys
import threading

os.environ["DJANGO_SETTINGS_MODULE"] = "clemency.web.settings.office"

import django

django.setup()

from django.db import connection  # noqa: E402

from clemency.docket.accounts.actors import Actor  # noqa: E402
from clemency.docket.accounts.models import User  # noqa: E402
from clemency.docket.clock import today  # noqa: E402
from clemency.docket.errors import StaleCase  # noqa: E402
from clemency.docket.intake.models import Case  # noqa: E402
from clemency.docket.review import actions as review  # noqa: E402
from clemency.docket.states import OPEN, Role  # noqa: E402


def say(line):
    """One write a line, so that threads do not mix theirs."""
    os.write(1, f"{line}\n".encode())


def work(number, acts):
    by = Actor(User.objects.get(username="supervisor1"), Role.SUPERVISOR)
    open_states = [state.value for state in OPEN]
    case = Case.objects.filter(state__in=open_states).order_by("pk")[number % 5]
    for one in range(acts):
        contact = review.log_contact(
            by=by, case=case, who=f"Invented {number}", capacity="test", on=today(), summary=f"act {number}.{one}"
        )
        say(f"ack {contact.pk}")
    connection.close()


def race(number, case_pk, version):
    by = Actor(User.objects.get(username="pardon_attorney1"), Role.PARDON_ATTORNEY)
    case = Case.objects.get(pk=case_pk)
    try:
        review.forward(by=by, case=case, expected_version=version)
        say("won")
    except StaleCase as error:
        say(f"told: {error}")
    connection.close()


if __name__ == "__main__":
    if sys.argv[1] == "race":
        chosen = Case.objects.filter(state="office_recommended").order_by("pk").first()
        threads = [threading.Thread(target=race, args=(n, chosen.pk, chosen.version)) for n in range(8)]
    else:
        count, acts = int(sys.argv[1]), int(sys.argv[2])
        threads = [threading.Thread(target=work, args=(n, acts)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

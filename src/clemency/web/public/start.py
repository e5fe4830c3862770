"""What the public site does before it answers: its tables brought to this version, the record read and indexed."""

from __future__ import annotations

import gc
import multiprocessing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clemency.web.public.record import Served


def prepare() -> None:
    """Bring the public database to this version, read the record, and make its search tables if they are not there."""
    from django.core.management import call_command
    from django.urls import resolve

    from clemency.briefs.grant_sheet import compare_grant
    from clemency.web.public.record import served
    from clemency.web.public.views import data, law
    from clemency.web.public.views.record import warm

    call_command("migrate", verbosity=0, interactive=False)
    state = served()
    # The phrase tables are compiled on first use, which takes a second: better now than under the first reader.
    some = next((grant for grant in state.record.grants if grant.kind == "commutation"), None)
    if some is not None:
        compare_grant(some)
    # Sums and lists that many pages share: made before the first reader comes, not under them.
    for made in (
        state.daybook,
        state.bearers,
        state.grants_by_act,
        state.latest_first,
        state.latest_announced,
        state.states,
        state.drugs,
        state.classes,
    ):
        assert made is not None
    resolve("/")  # reads the addresses of the pages and the API
    warm(state)
    _bulk_files(state)
    data.warm(state)
    law.warm()
    # All this is there to stay: the collector of cycles need not walk it again and again, which takes most of a second
    # where the record is large, while a reader waits.
    gc.collect()
    gc.freeze()


def _bulk_files(state: Served) -> None:
    """Make the files to download in a process of its own, where the system can.

    Writing them takes memory that this one would keep, and starts threads that do not outlive a fork. What that process
    could not make, this one makes when it looks for it, and says why if it cannot.
    """
    from clemency.web.public.views.data import bulk_files

    if "fork" in multiprocessing.get_all_start_methods():
        child = multiprocessing.get_context("fork").Process(target=bulk_files, args=(state,))
        child.start()
        child.join()

"""What the public site does before it answers: its tables brought to this version, the record read and indexed."""

from __future__ import annotations

import gc


def prepare() -> None:
    """Bring the public database to this version, read the record, and make its search tables if they are not there."""
    from django.core.management import call_command

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
    warm(state)
    data.warm(state)
    law.warm()
    # All this is there to stay: the collector of cycles need not walk it again and again, which takes most of a second
    # where the record is large, while a reader waits.
    gc.collect()
    gc.freeze()

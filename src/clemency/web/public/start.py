"""What the public site does before it answers: its tables brought to this version, the record read and indexed."""

from __future__ import annotations


def prepare() -> None:
    """Bring the public database to this version, read the record, and make its search tables if they are not there."""
    from django.core.management import call_command

    from clemency.briefs.grant_sheet import compare_grant
    from clemency.web.public.record import served
    from clemency.web.public.views.data import bulk_files
    from clemency.web.public.views.record import warm

    call_command("migrate", verbosity=0, interactive=False)
    state = served()
    # The phrase tables are compiled on first use, which takes a second: better now than under the first reader.
    some = next((grant for grant in state.record.grants if grant.kind == "commutation"), None)
    if some is not None:
        compare_grant(some)
    # Sums and lists that many pages share: made before the first reader comes, not under them.
    for made in (state.daybook, state.bearers, state.grants_by_act, state.states, state.drugs, state.classes):
        assert made is not None
    warm(state)
    bulk_files(state)

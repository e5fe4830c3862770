"""`clemency office`: set up and look after the confidential office."""

from __future__ import annotations

from typing import Annotated

import typer

office = typer.Typer(
    help="The confidential office: set up, fill with invented petitions, check, back up.", no_args_is_help=True
)


def register(app: typer.Typer) -> None:
    app.add_typer(office, name="office")


def office_site(*, ready: bool = True) -> None:
    """Load the office's settings; with `ready`, refuse a database that is out of reach, not set up or out of date."""
    import os

    os.environ["DJANGO_SETTINGS_MODULE"] = "clemency.web.settings.office"
    import django

    django.setup()
    from django.conf import settings

    from clemency.law.petitions.jurisdictions import jurisdiction

    jurisdiction(settings.JURISDICTION)
    if not ready:
        return
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    from clemency.errors import InputError

    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError as error:
        raise InputError(f"the office's database cannot be reached: {str(error).strip()}") from error
    if behind:
        name = connection.settings_dict["NAME"]
        raise InputError(f"the office's database {name} is not set up or not up to date. Run: clemency office init")


@office.command()
def init(
    administrator: Annotated[
        str, typer.Option(help="User name of the first administrator; the password is asked for.")
    ] = "",
) -> None:
    """Make or bring up to date the office's database, and its first administrator.

    \b
    Examples:
      clemency office init
      clemency office init --administrator root1
    """
    office_site(ready=False)
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    typer.echo("The office's database is up to date.")
    if administrator:
        from clemency.docket.accounts.actions import first_administrator

        password = typer.prompt("Password, at least 12 characters", hide_input=True, confirmation_prompt=True)
        if len(password) < 12:
            from clemency.errors import InputError

            raise InputError("the password is shorter than 12 characters.")
        first_administrator(username=administrator, password=password)
        typer.echo(f"{administrator} may sign in and make the other accounts.")


@office.command()
def seed(
    count: Annotated[int, typer.Option(help="How many petitions.", min=1, max=20_000)] = 500,
    number: Annotated[int, typer.Option("--seed", help="The same number gives the same office.")] = 20161219,
    password: Annotated[str, typer.Option(help="Password of every invented account.")] = "invented-office",
    as_json: Annotated[bool, typer.Option("--json", help="The states as JSON.")] = False,
) -> None:
    """Fill an empty office with invented petitions in every state, and accounts for every role.

    \b
    Examples:
      clemency office init && clemency office seed
      CLEMENCY_DEMO=1 clemency serve office      (then sign in as clerk1, staff_attorney1, decision_maker1, ...)
    """
    office_site()
    import json

    from clemency.docket.seed import plant

    states = plant(count=count, seed=number, password=password)
    if as_json:
        typer.echo(json.dumps(states))
        return
    for state, cases in states.items():
        typer.echo(f"{cases:6d}  {state}")
    typer.echo(f"{sum(states.values()):6d}  petitions; accounts clerk1, staff_attorney1, ... with password {password}")


@office.command()
def lifecycle() -> None:
    """Print the life of a petition as the reference page (docs/reference/lifecycle.md)."""
    from clemency.docket.lifecycle import markdown

    typer.echo(markdown(), nl=False)


@office.command()
def permissions() -> None:
    """Print who may do what as the reference page (docs/reference/permissions.md)."""
    from clemency.docket.accounts.permissions import markdown

    typer.echo(markdown(), nl=False)


def _days(starts: str, ends: str):
    from datetime import date

    from clemency.errors import InputError

    try:
        first, last = date.fromisoformat(starts), date.fromisoformat(ends)
    except ValueError as error:
        raise InputError(f"--from and --to are days such as 2026-01-01 ({error}).") from error
    if first > last:
        raise InputError(f"--from {first} is after --to {last}.")
    return first, last


@office.command()
def balance(
    starts: Annotated[str, typer.Option("--from", help="First day, as 2026-01-01.")],
    ends: Annotated[str, typer.Option("--to", help="Last day.")],
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """The balance of a period: pending + received = granted + denied + closed + pending. Exit 2 if it does not hold.

    \b
    Example:
      clemency office balance --from 2026-01-01 --to 2026-06-30
    """
    first, last = _days(starts, ends)
    office_site()
    import json
    from dataclasses import asdict

    from clemency.docket.statistics import balance as of_period

    found = of_period(first, last)
    if as_json:
        typer.echo(json.dumps({**asdict(found), "difference": found.difference}, default=str))
    else:
        for name, value in asdict(found).items():
            typer.echo(f"{name.replace('_', ' '):26} {value}")
    found.require()


@office.command()
def report(
    starts: Annotated[str, typer.Option("--from", help="First day, as 2026-01-01.")],
    ends: Annotated[str, typer.Option("--to", help="Last day.")],
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """The report to a legislature: each published grant with facts and reasons, and the figures. Exit 2 if they disagree.

    \b
    Examples:
      clemency office report --from 2026-01-01 --to 2026-12-31
      clemency office report --from 2026-01-01 --to 2026-12-31 --json > report.json
    """
    first, last = _days(starts, ends)
    office_site()
    import json

    from clemency.docket.legislature import as_text
    from clemency.docket.legislature import report as of_period

    made = of_period(first, last)
    typer.echo(json.dumps(made.as_data(), default=str, ensure_ascii=False, indent=2) if as_json else as_text(made))


@office.command()
def check() -> None:
    """Look for faults: the history's chain, public records no release accounts for, instruments that differ from files."""
    office_site()
    from clemency.docket.audit.recording import verify_database
    from clemency.docket.decisions.actions import instrument_faults
    from clemency.docket.decisions.models import Instrument
    from clemency.docket.decisions.release import unrecorded
    from clemency.errors import InputError

    faults = [f"history: {one}" for one in verify_database().faults]
    faults += [f"public record without a release: {one}" for one in unrecorded()]
    for instrument in Instrument.objects.filter(signed_at__isnull=True):
        faults += [f"instrument {instrument}: {one}" for one in instrument_faults(instrument)]
    if faults:
        raise InputError("; ".join(faults))
    typer.echo("No fault found.")


@office.command()
def backup(file: Annotated[str, typer.Argument(help="Where the copy goes; must not exist.")]) -> None:
    """Copy the office's SQLite database while it runs, and verify the copy's history. For PostgreSQL use pg_dump.

    \b
    Example:
      clemency office backup /backups/office-2026-06-01.sqlite3
    """
    office_site()
    from clemency.docket.backup import back_up

    result = back_up(file)
    typer.echo(f"{file}: {result.entries} entries, head {result.head}. Keep the head apart from the copy.")


@office.command()
def restore(
    file: Annotated[str, typer.Argument(help="The copy to restore from.")],
    head: Annotated[str, typer.Option(help="The head printed when it was made; refuses a copy that differs.")] = "",
) -> None:
    """Put a copy back in the place of a database that is missing. An existing database is never overwritten.

    \b
    Example:
      clemency office restore /backups/office-2026-06-01.sqlite3 --head 1f0c...
    """
    office_site(ready=False)  # there is no database yet
    from clemency.docket.backup import put_back

    result = put_back(file, head or None)
    typer.echo(f"Restored: {result.entries} entries, head {result.head}.")

"""`clemency audit`: the confidential history, verified offline."""

from __future__ import annotations

from typing import Annotated

import typer

audit = typer.Typer(help="The hash-chained history of the office.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    app.add_typer(audit, name="audit")


@audit.command()
def verify(
    file: Annotated[
        str,
        typer.Option(
            "--file", help="A database copy (.sqlite3) or an export (.jsonl); without it, the office's database."
        ),
    ] = "",
    head: Annotated[str, typer.Option(help="The head kept elsewhere; finds entries removed from the end.")] = "",
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Walk the chain from its first entry: finds any entry changed, removed, inserted or moved. Exit 2 if one is.

    \b
    Examples:
      clemency audit verify
      clemency audit verify --file office-copy.sqlite3 --head 1f0c...
      clemency audit export > history.jsonl && clemency audit verify --file history.jsonl
    """
    import json
    from dataclasses import asdict

    from clemency.errors import InputError

    if file.endswith(".jsonl"):
        result = _verify_export(file, head or None)
    else:
        from clemency.cli.office import office_site

        office_site(ready=not file)
        if file:
            from pathlib import Path

            from clemency.docket.backup import verify_file

            result = verify_file(Path(file), head or None)
        else:
            from clemency.docket.audit.recording import verify_database

            result = verify_database(expected_head=head or None)
    if as_json:
        typer.echo(json.dumps(asdict(result)))
    elif result.ok:
        typer.echo(f"The chain holds: {result.entries} entries, head {result.head}")
    if not result.ok:
        raise InputError("the chain does not hold: " + " ".join(result.faults))


def _verify_export(file: str, head: str | None):
    import json
    from pathlib import Path

    from clemency.docket.audit.chain import verify as verify_chain
    from clemency.errors import InputError

    try:
        text = Path(file).read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror}).") from error
    entries = []
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            entries.append(json.loads(line))
        except json.JSONDecodeError as error:
            raise InputError(f"{file}, line {number}: not an entry ({error.msg}).") from error
    return verify_chain(entries, expected_head=head)


@audit.command()
def export() -> None:
    """Write the whole history, one entry a line, as JSON. The export is itself an entry.

    \b
    Example:
      clemency audit export > history.jsonl
    """
    import json

    from clemency.cli.office import office_site

    office_site()
    from django.db import transaction

    from clemency.docket.audit.recording import entries, record

    with transaction.atomic():
        record(act="export_history", subject="history", by=None)
    for entry in entries():
        typer.echo(json.dumps(entry, ensure_ascii=False))


@audit.command()
def head() -> None:
    """Print the number and digest of the last entry, to be kept apart from the database."""
    from clemency.cli.office import office_site

    office_site()
    from clemency.docket.audit.models import Head

    last = Head.objects.get(pk=1)
    typer.echo(f"{last.seq} {last.hash}")

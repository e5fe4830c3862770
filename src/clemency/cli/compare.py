"""`clemency compare`: one case, then and now."""

from __future__ import annotations

from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    app.command(name="compare")(compare_command)


def compare_command(
    case: Annotated[str, typer.Argument(help="A case file (TOML), or - for standard input.")] = "",
    on: Annotated[str, typer.Option("--on", help="The day whose law is 'now', as 2025-11-01.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Everything as JSON.")] = False,
    chart: Annotated[str, typer.Option("--chart", help="Also write the timeline as .svg or .png.")] = "",
    grant: Annotated[str, typer.Option("--grant", help="A person of the public record, by name.")] = "",
    day: Annotated[
        str, typer.Option("--day", help="With --grant: the day of the grant, where the name has several.")
    ] = "",
    template: Annotated[bool, typer.Option("--template", help="Print an example case file and stop.")] = False,
) -> None:
    """Compare one sentence under the law then and the law now, every figure with its citation.

    Any fact may be left out: the answer becomes an interval, with the questions that would narrow it.

    \b
    Examples:
      clemency compare --template > case.toml
      clemency compare case.toml
      clemency compare case.toml --on 2010-11-01 --json
      clemency compare case.toml --chart timeline.svg
      clemency compare --grant "Kendrick Tyshawn Akins" --day 2016-12-19
    """
    from clemency.cases.case import TEMPLATE, Case
    from clemency.errors import CaseError

    if template:
        typer.echo(TEMPLATE, nl=False)
        return
    if grant:
        _compare_grant(grant, day, on, as_json, chart)
        return
    if not case:
        raise CaseError("which case? Give a file, - for standard input, or --template for an example.")
    from clemency.cases.comparison import compare

    if case == "-":
        import sys

        from clemency.cases.case import read_stream

        parsed = Case.from_toml(read_stream(sys.stdin.buffer, "standard input"), "standard input")
    else:
        parsed = Case.from_file(case)
    result = compare(parsed, on or None)
    if chart:
        from clemency.briefs.sheet import save_chart

        save_chart(result, chart)
    if as_json:
        import json

        typer.echo(json.dumps(result.to_dict(), indent=2, ensure_ascii=False))
    else:
        from clemency.briefs.sheet import sheet

        typer.echo(sheet(result))
        if chart:
            typer.echo(f"\nChart written to {chart}.")


def _compare_grant(name: str, day: str, on: str, as_json: bool, chart: str) -> None:
    """One person of the record: the grant, the case as read from its texts, then and now."""
    from clemency.briefs.grant_sheet import compare_grant, grant_dict, grant_named, grant_sheet
    from clemency.briefs.sheet import save_chart
    from clemency.ledger.store import load_record

    found = compare_grant(grant_named(load_record(), name, day or None), on or None)
    if chart and found.result is not None:
        save_chart(found.result, chart)
    if as_json:
        import json

        typer.echo(json.dumps(grant_dict(found), indent=2, ensure_ascii=False))
    else:
        typer.echo(grant_sheet(found))

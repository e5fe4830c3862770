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
    """
    from clemency.cases.case import TEMPLATE, Case
    from clemency.errors import CaseError

    if template:
        typer.echo(TEMPLATE, nl=False)
        return
    if not case:
        raise CaseError("which case? Give a file, - for standard input, or --template for an example.")
    from clemency.cases.comparison import compare

    if case == "-":
        import sys

        parsed = Case.from_toml(sys.stdin.read(), "standard input")
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

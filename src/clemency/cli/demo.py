"""`clemency demo`: the main jobs on real input, one after the other, from a clean checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = ("crack-1992", "life-2009", "stacked-firearms-2003")


def register(app: typer.Typer) -> None:
    app.command(name="demo")(demo)


def demo(
    rows: Annotated[int, typer.Option(help="How many generated cases to screen.")] = 100_000,
    out: Annotated[Path, typer.Option(help="Where the files go.")] = Path("out/demo"),
) -> None:
    """Show the main jobs on real input: three cases compared, a file of generated cases screened, a day of the record.

    \b
    Example:
      clemency demo --rows 20000
    """
    out.mkdir(parents=True, exist_ok=True)
    _cases(out)
    _screen(rows, out)
    _record(out)


def _title(text: str) -> None:
    typer.secho(f"\n== {text} ==\n", bold=True)


def _cases(out: Path) -> None:
    from clemency.briefs.sheet import save_chart, sheet
    from clemency.cases.comparison import compare

    for name in EXAMPLES:
        _title(f"clemency compare examples/{name}.toml")
        result = compare(ROOT / "examples" / f"{name}.toml")
        typer.echo(sheet(result))
        save_chart(result, str(out / f"{name}.svg"))
    typer.echo(f"\nCharts of the three timelines: {out}/*.svg")


def _screen(rows: int, out: Path) -> None:
    from clemency.cases.generate import write_generated

    source = out / "generated.csv"
    typer.echo(f"\n{rows:,} invented cases are written to {source}.")
    write_generated(source, rows, seed=2016)
    _run("screen", str(source), "-o", str(out / "screened.csv"), "--rejects", str(out / "rejects.csv"))


def _record(out: Path) -> None:
    _run("brief", "--on", "2016-12-19")
    _run("ledger", "cases", "--on", "2016-12-19", "-o", str(out / "recipients.csv"))
    _run("screen", str(out / "recipients.csv"), "-o", str(out / "recipients-screened.csv"))
    _run("brief", "--then-and-now", "--on", "2016-12-19")
    typer.echo("\nThe two sites, on this machine, with invented petitions:")
    typer.echo("  .venv/bin/clemency serve public")
    typer.echo("  CLEMENCY_DEMO=1 .venv/bin/clemency serve office")


def _run(*arguments: str) -> None:
    """One command as a person would give it."""
    from clemency.cli import main

    _title("clemency " + " ".join(arguments))
    try:
        main(list(arguments))
    except SystemExit as end:
        if end.code:
            raise

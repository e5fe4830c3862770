"""`clemency screen`: many cases, then and now."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer


def register(app: typer.Typer) -> None:
    app.command(name="screen")(screen_command)


def screen_command(
    file: Annotated[str, typer.Argument(help="A file of cases, CSV or Parquet.")] = "",
    output: Annotated[str, typer.Option("--output", "-o", help="Where the answers go: .parquet or .csv.")] = "",
    rejects: Annotated[
        str, typer.Option("--rejects", help="Where rejected rows go (CSV); by default beside the output.")
    ] = "",
    on: Annotated[str, typer.Option("--on", help="The day whose law is 'now', as 2025-11-01.")] = "",
    form: Annotated[
        str,
        typer.Option("--format", help="csv or parquet where the ending does not say; or ussc."),
    ] = "",
    layout: Annotated[str, typer.Option("--layout", help="For ussc: the SAS program of a fixed-width file.")] = "",
    check: Annotated[
        bool, typer.Option("--check", help="With --format ussc: hold each row against the Commission's own range.")
    ] = False,
    threads: Annotated[int, typer.Option("--threads", min=0, help="Cores to use; 0 for all.")] = 0,
    criteria: Annotated[
        str,
        typer.Option("--criteria", help="Instead: hold a criteria set against each row, as clemency-initiative-2014."),
    ] = "",
    template: Annotated[bool, typer.Option("--template", help="Print an example file (CSV) and stop.")] = False,
    dictionary: Annotated[bool, typer.Option("--dictionary", help="Print the column dictionary and stop.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The summary as JSON.")] = False,
) -> None:
    """Screen a file of cases: the range then and now, months of difference, status and remedy of each row.

    A row that cannot be read goes to the rejects with its reason: read = written + rejected. No score, no rank. The
    output appears under its name only when it is whole; a run that fails leaves nothing behind and can be run again.

    \b
    Examples:
      clemency screen --template > cases.csv
      clemency screen cases.csv -o answers.csv
      clemency screen cases.parquet -o answers.parquet --rejects rejects.csv --on 2010-11-01
      clemency screen cases.csv -o findings.csv --criteria clemency-initiative-2014
      clemency screen opafy19nid.zip --format ussc --check -o fy2019.parquet
    """
    from clemency.errors import InputError

    if dictionary and form == "ussc":
        from clemency.cases.ussc_codebook import page

        typer.echo(page(), nl=False)
        return
    if template or dictionary:
        from clemency.cases.files import dictionary_page
        from clemency.cases.files import template as example

        typer.echo(example() if template else dictionary_page(), nl=False)
        return
    if not file:
        raise InputError("which file? Give a file of cases, or --template for an example.")
    if not output:
        raise InputError(f"{file}: where should the answers go? Give -o NAME.parquet or -o NAME.csv.")
    from clemency.cases.files import screen_file
    from clemency.cases.screen import day_number

    day = day_number(on or None)
    opener = commission_opener(form, layout, check)
    if criteria:
        if opener is not None:
            raise InputError("--criteria reads files of cases alone, not --format ussc. Leave out one of the two.")
        _criteria(Path(file), Path(output), criteria, day, Path(rejects) if rejects else None)
        return
    with progress_bar("screening", quiet=as_json) as progress:
        summary = screen_file(
            Path(file),
            Path(output),
            day,
            rejects=Path(rejects) if rejects else None,
            form=form,
            threads=threads,
            progress=progress,
            opener=opener,
        )
    if as_json:
        import json

        typer.echo(json.dumps(summary._asdict(), indent=2, ensure_ascii=False))
    else:
        typer.echo(_words(summary, day))


def commission_opener(form: str, layout: str, check: bool) -> Any:
    """How a file of the Commission is opened; None for the other forms."""
    from clemency.errors import InputError

    if form != "ussc":
        if layout or check:
            raise InputError(
                f"{'--layout' if layout else '--check'} belongs to --format ussc. Add that, or leave it out."
            )
        return None
    from clemency.cases.ussc import UsscFile

    return lambda path, rejects: UsscFile(path, rejects, layout=Path(layout) if layout else None, check=check)


def _criteria(file: Path, output: Path, key: str, day: int, rejects: Path | None) -> None:
    """Each factor of a criteria set for each row, with its evidence; no total."""
    from clemency.cases.criteria import screen_criteria

    read, written, rejected = screen_criteria(file, output, key, day, rejects)
    typer.echo(f"read {read:,} = written {written:,} + rejected {rejected:,}")
    typer.echo(f"findings in {output}, one line a factor; there is no total")


class progress_bar:
    """A progress bar on standard error, only where a person watches."""

    def __init__(self, what: str, quiet: bool) -> None:
        import sys

        self.shown: Any = None
        self.what, self.quiet = what, quiet
        if not quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

            self.shown = Progress(
                TextColumn(what),
                BarColumn(),
                TaskProgressColumn(),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
            )

    def __enter__(self) -> Any:
        from clemency.law import batch

        if not self.quiet and not batch.compiled_before():
            typer.echo("Compiling the rules for this machine: about a minute, and only this once.", err=True)
        if self.shown is None:
            return lambda done: None
        self.shown.start()
        task = self.shown.add_task(self.what, total=1.0)
        return lambda done: self.shown.update(task, completed=done)

    def __exit__(self, *_: object) -> None:
        if self.shown is not None:
            self.shown.stop()


_BASIS = {
    "modelled": "modelled from drug and weight, or from the firearm counts alone",
    "level_given": "level taken as given",
    "level_from_range": "level taken from the recorded range",
    "not_modelled": "not modelled",
}


def _about(summary: Any) -> list[str]:
    """What the Commission's rows rest on, and how they compare with its own figures."""
    basis = summary.about["basis"]
    held = sum(count for word, count in basis.items() if word != "not_modelled")
    lines = [f"modelled or level given: {held / max(summary.read, 1):.1%} of the rows read"]
    lines += [f"  {count:>12,}  {_BASIS[word]}" for word, count in basis.items()]
    if "check" in summary.about:
        lines.append("against the Commission's own range:")
        lines += [f"  {count:>12,}  {outcome}" for outcome, count in summary.about["check"].items()]
    return lines


def _words(summary: Any, day: int) -> str:
    from clemency.law.dates import TABLES_AS_OF, format_day

    lines = [
        f"read {summary.read:,} = written {summary.written:,} + rejected {summary.rejected:,}"
        f"   (law as of {format_day(min(day, TABLES_AS_OF))})"
    ]
    lines += [f"  {count:>12,}  {status}" for status, count in summary.statuses.items()]
    if summary.about:
        lines += _about(summary)
    if summary.rejected:
        lines.append(f"rejected, by reason (rows in {summary.rejects}):")
        lines += [f"  {count:>12,}  {reason}" for reason, count in list(summary.reasons.items())[:20]]
        if len(summary.reasons) > 20:
            lines.append(f"  and {len(summary.reasons) - 20} other reasons")
    if summary.ignored:
        lines.append(f"columns ignored (not in the dictionary): {', '.join(summary.ignored)}")
    lines.append(f"answers in {summary.output}")
    return "\n".join(lines)

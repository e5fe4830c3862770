"""`clemency brief`: the announcement of a day, from rows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from clemency.briefs.day import DayBrief
    from clemency.ledger.model import Record

_FORMATS = ("text", "md", "html", "json")


def register(app: typer.Typer) -> None:
    @app.command("brief", rich_help_panel="The record")
    def brief(
        on: str = typer.Option(..., "--on", help="The day, YYYY-MM-DD."),
        by: str = typer.Option("", "--by", help="President, needed where two granted clemency on one day."),
        announced: bool = typer.Option(False, "--announced", help="Count by the day announced instead of signed."),
        form: str = typer.Option("text", "--format", help="text, md, html or json"),
        output: Path = typer.Option(
            None, "-o", "--output", help="Folder for all forms, the names as CSV, and pictures."
        ),
        record: Path = typer.Option(None, "--record", help="Folder of a record. Default: the bundled one."),
        as_json: bool = typer.Option(False, "--json", help="The same as --format json."),
    ) -> None:
        """The day's announcement from rows: counts, running totals, life sentences, rank, courts, terms, pace, names.

        Every figure is as known at the end of that day and names its rule.

        Examples:

          clemency brief --on 2016-12-19

          clemency brief --on 2016-12-19 --format html > brief.html

          clemency brief --on 2016-12-19 -o brief-2016-12-19
        """
        from clemency.briefs.day import day_brief
        from clemency.cli.ledger_questions import day_given
        from clemency.errors import InputError
        from clemency.ledger.counting import president_key
        from clemency.ledger.store import load_record

        chosen = "json" if as_json else form
        if chosen not in _FORMATS:
            raise InputError(f'--format: "{form}" is none of {", ".join(_FORMATS)}.')
        held = load_record(record)
        key = president_key(held, by) if by else ""
        made = day_brief(held, day_given(on, "--on"), key, "announced" if announced else "signed")
        if output is not None:
            _write_all(held, made, output)
            return
        typer.echo(_formed(held, made, chosen), nl=False)


def _formed(record: Record, brief: DayBrief, form: str) -> str:
    import json

    from clemency.briefs.charts import day_charts
    from clemency.briefs.day_page import day_html
    from clemency.briefs.day_words import day_markdown, day_text

    if form == "json":
        return json.dumps(brief.as_json(), indent=2, ensure_ascii=False) + "\n"
    if form == "html":
        return day_html(brief, day_charts(record, brief))
    return day_markdown(brief) if form == "md" else day_text(brief)


def _write_all(record: Record, brief: DayBrief, folder: Path) -> None:
    """All forms of the brief in one folder; says what was written."""
    import json

    from clemency.briefs.charts import day_charts
    from clemency.briefs.day_page import day_html
    from clemency.briefs.day_words import day_markdown, day_text
    from clemency.errors import InputError
    from clemency.ledger.export import export

    charts = day_charts(record, brief)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for chart in charts:
            (folder / f"{chart.name}.svg").write_text(chart.svg(), encoding="utf-8")
            (folder / f"{chart.name}.png").write_bytes(chart.png())
        pictures = tuple((chart.caption, f"{chart.name}.svg") for chart in charts)
        (folder / "brief.txt").write_text(day_text(brief), encoding="utf-8")
        (folder / "brief.md").write_text(day_markdown(brief, pictures), encoding="utf-8")
        (folder / "brief.html").write_text(day_html(brief, charts), encoding="utf-8")
        whole = json.dumps(brief.as_json(), indent=2, ensure_ascii=False) + "\n"
        (folder / "brief.json").write_text(whole, encoding="utf-8")
    except OSError as problem:
        raise InputError(
            f"{folder}: cannot be written ({problem.strerror}). Name a folder you may write to."
        ) from problem
    if brief.grants:
        export(record, folder / "names.csv", "csv", brief.grants)
    written = sorted(path.name for path in folder.iterdir())
    typer.echo(f"wrote to {folder}: {', '.join(written)}")

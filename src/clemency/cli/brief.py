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
        on: str = typer.Option("", "--on", help="The day, YYYY-MM-DD."),
        by: str = typer.Option("", "--by", help="President, needed where two granted clemency on one day."),
        announced: bool = typer.Option(False, "--announced", help="Count by the day announced instead of signed."),
        form: str = typer.Option("text", "--format", help="text, md, html or json"),
        output: Path = typer.Option(
            None, "-o", "--output", help="Folder for all forms, the names as CSV, and pictures."
        ),
        record: Path = typer.Option(None, "--record", help="Folder of a record. Default: the bundled one."),
        as_json: bool = typer.Option(False, "--json", help="The same as --format json."),
        compared: bool = typer.Option(
            False,
            "--then-and-now",
            help="The law then and now of the people commuted: on a day, by a president, or all.",
        ),
        law_of: str = typer.Option(
            "", "--law-of", help="With --then-and-now: the day whose law is 'now'. Default: the last tabulated."
        ),
    ) -> None:
        """The day's announcement from rows: counts, running totals, life sentences, rank, courts, terms, pace, names.

        Every figure is as known at the end of that day and names its rule.

        Examples:

          clemency brief --on 2016-12-19

          clemency brief --on 2016-12-19 --format html > brief.html

          clemency brief --on 2016-12-19 -o brief-2016-12-19

          clemency brief --then-and-now --on 2016-12-19

          clemency brief --then-and-now --by obama --law-of 2017-01-19 -o compared
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
        if compared:
            _then_and_now(held, on, key, law_of, chosen, output)
            return
        if not on:
            raise InputError("Which day? Give --on YYYY-MM-DD, for example --on 2016-12-19.")
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


def _then_and_now(record: Record, on: str, president: str, law_of: str, form: str, folder: Path | None) -> None:
    """The recipients of a day, of a president, or of the whole record, under the law then and the law of a later day."""
    import json

    from clemency.briefs.then_and_now import save_pictures, then_and_now
    from clemency.briefs.then_and_now import text as page_text
    from clemency.cli.ledger_questions import day_given
    from clemency.errors import InputError
    from clemency.ledger.counting import Where, select

    day = day_given(on, "--on") if on else None
    chosen = [
        grant
        for grant in select(record, Where())
        if grant.kind == "commutation"
        and (day is None or grant.signed_on == day)
        and president in ("", grant.president)
    ]
    if not chosen:
        raise InputError(
            f"The record holds no commutation{' on ' + on if on else ''}{' by ' + president if president else ''}."
        )
    title = (
        "Commutations" + (f" of {on}" if on else "") + (f" by {record.presidents[president].name}" if president else "")
    )
    page = then_and_now(chosen, title, law_of or None)
    if folder is None:
        whole = json.dumps(page.to_dict(), indent=2, ensure_ascii=False)
        typer.echo(whole if form == "json" else page_text(page))
        return
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "then-and-now.txt").write_text(page_text(page) + "\n", encoding="utf-8")
    (folder / "then-and-now.json").write_text(
        json.dumps(page.to_dict(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    save_pictures(page, folder)
    typer.echo(f"wrote to {folder}: {', '.join(sorted(path.name for path in folder.iterdir()))}")

"""`clemency check`: the figures of an article beside the record."""

from __future__ import annotations

from pathlib import Path

import typer

MOST_BYTES = 2_000_000
"""An article is some pages of text; anything larger is some other file, and is not read into memory."""


def register(app: typer.Typer) -> None:
    @app.command("check", rich_help_panel="The record")
    def check(
        article: Path = typer.Argument(help="Plain text file; - for standard input."),
        day: str = typer.Option(
            "", "--date", help="The article's date, YYYY-MM-DD; without it the first date it names."
        ),
        record: Path = typer.Option(None, "--record", help="Folder of a record. Default: the bundled one."),
        as_json: bool = typer.Option(False, "--json", help="Plain values instead of text."),
    ) -> None:
        """Find the figures about clemency in a text and set each beside the record.

        Each figure agrees, differs (by how much, and under which rule or day it would agree), or cannot be checked.

        Examples:

          clemency check article.txt

          clemency check article.txt --date 2016-12-19 --json
        """
        import json
        import sys

        from clemency.briefs.article import check_article
        from clemency.briefs.article.report import report_text
        from clemency.cli.ledger_questions import day_given
        from clemency.errors import InputError
        from clemency.ledger.store import load_record

        written = day_given(day, "--date") if day else None
        try:
            if str(article) == "-":
                raw = sys.stdin.buffer.read(MOST_BYTES + 1)
            else:
                with article.open("rb") as file:
                    raw = file.read(MOST_BYTES + 1)
            if len(raw) > MOST_BYTES:
                raise InputError(
                    f"{article}: more than {MOST_BYTES // 1_000_000} MB, which no article is. Give one text."
                )
            text = raw.decode("utf-8-sig")
        except OSError as problem:
            raise InputError(f"{article}: cannot be read ({problem.strerror}). Give a text file, or -.") from problem
        except UnicodeDecodeError as problem:
            raise InputError(
                f"{article}: not UTF-8 text (byte {problem.start}). Save it as plain text first."
            ) from problem
        checked = check_article(load_record(record), text, written)
        if as_json:
            typer.echo(json.dumps(checked.as_json(), indent=2, ensure_ascii=False))
        else:
            typer.echo(report_text(checked), nl=False)

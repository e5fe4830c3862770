"""`clemency ledger`: the public record of grants."""

from __future__ import annotations

from pathlib import Path

import typer

from clemency.cli.ledger_questions import add_questions


def register(app: typer.Typer) -> None:
    ledger = typer.Typer(help="The public record: every grant from real sources, with totals that can be checked.")
    app.add_typer(ledger, name="ledger", no_args_is_help=True, rich_help_panel="The record")
    _register_reading(ledger)
    add_questions(ledger)


def _register_reading(ledger: typer.Typer) -> None:
    @ledger.command("build")
    def build(
        raw_folder: Path = typer.Argument(help="Folder of the raw files, as docs/guide/record-sources.md lists them."),
        output: Path = typer.Option(
            None, "-o", "--output", help="Where to write the record. Default: the bundled one."
        ),
        check: bool = typer.Option(False, "--check", help="Write nothing; fail if the result differs from the record."),
        force: bool = typer.Option(False, "--force", help="Write even though counts differ from the expected ones."),
        rejects: Path = typer.Option(None, "--rejects", help="CSV file for every value that is not in the record."),
        as_json: bool = typer.Option(False, "--json", help="Plain values instead of text."),
    ) -> None:
        """Build the record from the raw files: one command, the same bytes each time.

        Every value of every file is kept, rejected or set aside, with its reason. Counts that differ from those in
        the sources' own source.toml stop the writing.

        Examples:

          clemency ledger build RAW_FOLDER

          clemency ledger build RAW_FOLDER -o my-record --rejects rejects.csv

          clemency ledger build RAW_FOLDER --check
        """
        from tempfile import TemporaryDirectory

        from clemency.errors import SourceError
        from clemency.ledger.store import BUNDLED, load_record, save_record
        from clemency.sources.build import build_record

        folder = output or BUNDLED
        record, report = build_record(raw_folder)
        _tell(report, rejects, as_json, in_full=False)
        if report.differences and not force:
            raise SourceError(f"{report.differences[0]}. Nothing was written; use --force to write all the same.")
        if check:
            with TemporaryDirectory() as scratch:
                digest = save_record(record, Path(scratch)).digest
            held = load_record(folder).digest
            if digest != held:
                raise SourceError(f"{folder} holds {held[:16]}, the raw files give {digest[:16]}. Build it again.")
            typer.echo(f"{folder.name} is what the raw files give: digest {digest[:16]}", err=as_json)
            return
        saved = save_record(record, folder)
        typer.echo(
            f"wrote {len(saved.grants):,} grants, version {saved.version}, digest {saved.digest[:16]}", err=as_json
        )

    @ledger.command("load")
    def load(
        files: list[Path] = typer.Argument(None, help="Files to read. None: say what the record holds and lacks."),
        reader: str = typer.Option("", "--as", help="Reader to use; without it the file is recognized."),
        president: str = typer.Option("", help="Whose grants, where the file does not say (obama, trump, ...)."),
        kind: str = typer.Option("", help="pardon, commutation, ..., where the file does not say."),
        mapping: Path = typer.Option(None, "--mapping", help="TOML file that describes the columns of a table."),
        record: Path = typer.Option(None, "--record", help="Record to read or to add to. Default: the bundled one."),
        into: Path = typer.Option(None, "--into", help="Write the record with what was added to this folder."),
        rejects: Path = typer.Option(None, "--rejects", help="CSV file for every value that was not kept."),
        as_json: bool = typer.Option(False, "--json", help="Plain values instead of text."),
    ) -> None:
        """Read lists of grants and say what is new; with --into, keep it. Without files: what the record holds.

        Reading the same file twice adds nothing. Readers: justice_pages (HTML), justice_list (two-column CSV),
        white_house (Markdown), statistics, announcements, transcribed, hobby_table, table (with --mapping).

        Examples:

          clemency ledger load

          clemency ledger load page.html

          clemency ledger load grants.csv --mapping columns.toml --into my-record

          clemency ledger load list.csv --president obama --kind commutation --rejects left-out.csv
        """
        from clemency.ledger.store import load_record

        held = load_record(record)
        if not files:
            _say(held, as_json)
            return
        _read_into(held, files, (reader, president, kind, mapping), into, rejects, as_json)


def _say(held, as_json: bool) -> None:
    import json

    from clemency.sources.report import describe_record, record_as_text

    if as_json:
        typer.echo(json.dumps(describe_record(held), indent=2, ensure_ascii=False))
    else:
        typer.echo("\n".join(record_as_text(held)))


def _read_into(held, files: list[Path], how, into: Path | None, rejects: Path | None, as_json: bool) -> None:
    import json

    from clemency.ledger.store import save_record
    from clemency.sources.build import read_files
    from clemency.sources.catalog import choose
    from clemency.sources.report import as_json as report_as_json
    from clemency.sources.report import contradictions_with

    reader, president, kind, mapping = how
    chosen = [(choose(path, reader, president=president, kind=kind, mapping=mapping), path) for path in files]
    result, report = read_files(chosen, held.version, held)
    before = {grant.id for grant in held.grants}
    added = [grant for grant in result.grants if grant.id not in before]
    contrary = contradictions_with(held, chosen)
    if rejects:
        from clemency.sources.report import write_rejects

        write_rejects(report, rejects)
    if as_json:
        said = report_as_json(report) | {
            "added": [{"id": grant.id, "name": grant.name} for grant in added],
            "contradictions": [{"source": s, "locator": where, "what": what} for s, where, what in contrary],
        }
        typer.echo(json.dumps(said, indent=2, ensure_ascii=False))
    else:
        _tell(report, None, as_json)
        for source, where, what in contrary:
            typer.echo(f"contradicts the record: {source} {where}: {what}")
        for grant in added[:20]:
            typer.echo(f"new: {grant.signed_on} {grant.kind} {grant.name}")
        if len(added) > 20:
            typer.echo(f"new: and {len(added) - 20:,} more")
        typer.echo(f"{len(added):,} {'grant' if len(added) == 1 else 'grants'} added to {len(held.grants):,}")
    if into:
        saved = save_record(result, into)
        typer.echo(f"wrote {len(saved.grants):,} grants, digest {saved.digest[:16]}, to {into}", err=as_json)


def _tell(report, rejects: Path | None, as_json: bool, *, in_full: bool = True) -> None:
    import json

    from clemency.sources import report as reports

    if as_json:
        typer.echo(json.dumps(reports.as_json(report), indent=2, ensure_ascii=False))
    else:
        typer.echo("\n".join(reports.as_text(report, in_full=in_full)))
    if rejects:
        count = reports.write_rejects(report, rejects)
        typer.echo(f"{count:,} values not in the record, with reasons: {rejects}", err=as_json)

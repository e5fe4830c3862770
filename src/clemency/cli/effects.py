"""`clemency effects`: what relief does and does not do."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    @app.command("effects", rich_help_panel="The law")
    def effects(
        relief: str = typer.Argument(help="pardon, commutation, remission, reprieve or class-proclamation"),
        noncitizen: bool = typer.Option(False, "--noncitizen", help="Put what bears on immigration first, in full."),
        jurisdiction: str = typer.Option("federal", help="federal, or a state by its two letters where entered."),
        as_json: bool = typer.Option(False, "--json", help="Plain values instead of text."),
    ) -> None:
        """What relief does and does not do, with the authority for each statement.

        Examples:

          clemency effects pardon --noncitizen

          clemency effects commutation --json

          clemency effects pardon --jurisdiction CT
        """
        import json

        from clemency.briefs.effects_sheet import sheet_as_json, sheet_as_text
        from clemency.law.effects import effects_sheet

        sheet = effects_sheet(relief, jurisdiction, noncitizen=noncitizen)
        typer.echo(
            json.dumps(sheet_as_json(sheet), indent=2, ensure_ascii=False) if as_json else sheet_as_text(sheet),
            nl=False,
        )
        if as_json:
            typer.echo()

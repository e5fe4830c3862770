"""`clemency law`: the law itself, by date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from clemency.law.lookup import Change, Line, Part
    from clemency.law.tables import Row

BARS = "▁▂▃▄▅▆▇█"


def register(app: typer.Typer) -> None:
    law = typer.Typer(
        help="The law itself: what it said on a day, what changed, one figure through time, what is covered."
    )
    app.add_typer(law, name="law", no_args_is_help=True, rich_help_panel="The law")
    _register_show(law)
    _register_changes(law)
    _register_timeline(law)
    _register_coverage(law)
    _register_reference(law)


def _register_show(law: typer.Typer) -> None:
    @law.command("show")
    def show(
        provision: str = typer.Argument(
            help="A provision (2D1.1, 5A, 841(b)(1)(A), 924(c)), a drug, or a figure by name."
        ),
        on: str = typer.Option("2025-11-01", "--on", help="The day, YYYY-MM-DD."),
        as_json: bool = typer.Option(False, "--json", help="Plain values instead of text."),
    ) -> None:
        """What a provision said on a day, with the act of law behind each figure.

        Examples:

          clemency law show 2D1.1 --on 2007-11-01

          clemency law show crack --on 2010-11-01

          clemency law show "21 USC 841(b)(1)(A)" --on 2018-12-21

          clemency law show 5A --json
        """
        import json

        from clemency.law.dates import TABLES_AS_OF, format_day, parse_day
        from clemency.law.lookup import show as look_up

        day = parse_day(on, "--on")
        parts = look_up(provision, day)
        if as_json:
            out = [
                {"table": part.table.name, "caption": part.caption, "rows": [row.as_dict() for row in part.rows]}
                for part in parts
            ]
            typer.echo(json.dumps({"on": on, "asked": provision, "parts": out}, indent=2, ensure_ascii=False))
            return
        console = _console()
        for part in parts:
            _print_part(console, part, on)
        if day > TABLES_AS_OF:
            console.print(f"The tables were last read against the Manual of {format_day(TABLES_AS_OF)}.", style="dim")


def _register_changes(law: typer.Typer) -> None:
    @law.command("changes")
    def changes(
        first: str = typer.Option("1987-11-01", "--from", help="First day, itself included."),
        last: str = typer.Option("2025-11-01", "--to", help="Last day, itself included."),
        about: str = typer.Option("", "--about", help="Only figures whose name holds this, for example cocaine_base."),
        every: bool = typer.Option(False, "--every", help="Each figure before and after, not a few of them."),
        as_json: bool = typer.Option(False, "--json", help="Plain values instead of text."),
    ) -> None:
        """The acts of law that took effect between two days, and the figures each moved.

        Examples:

          clemency law changes --from 2005-01-01 --to 2012-01-01

          clemency law changes --from 2010-08-03 --to 2010-11-01 --about cocaine_base --every
        """
        import json
        from dataclasses import replace

        from clemency.law.dates import format_day, parse_day
        from clemency.law.lookup import changes as look_up

        found = look_up(parse_day(first, "--from"), parse_day(last, "--to"))
        if about:
            wanted = about.lower()
            kept = (
                replace(change, moves=tuple(move for move in change.moves if wanted in move.key.lower()))
                for change in found
            )
            found = tuple(change for change in kept if change.moves)
        if as_json:
            out = [
                {
                    "authority": change.act.key,
                    "title": change.act.title,
                    "effective": format_day(change.act.effective),
                    "moved": change.act.moved,
                    "citation": change.act.citation,
                    "verified": change.act.verified,
                    "figures": [
                        {"table": move.table, "key": move.key, "before": move.before, "after": move.after}
                        for move in change.moves
                    ],
                }
                for change in found
            ]
            typer.echo(json.dumps({"from": first, "to": last, "changes": out}, indent=2, ensure_ascii=False))
            return
        _print_changes(_console(), found, None if every else 4)
        if not found:
            typer.echo(f"No figure in the tables changed from {first} to {last}.")


def _register_timeline(law: typer.Typer) -> None:
    @law.command("timeline")
    def timeline(
        about: str = typer.Argument(help="A drug, a provision, or a figure by name."),
        quantity: str = typer.Option(None, "--quantity", help="For a drug: follow the level of this much, '50 g'."),
        as_json: bool = typer.Option(False, "--json", help="Plain values instead of text."),
    ) -> None:
        """One figure through time, as a line of bars and a table with the act behind each step.

        Examples:

          clemency law timeline crack --quantity "50 g"

          clemency law timeline "841(b)(1)(A)"

          clemency law timeline status_points
        """
        import json

        from clemency.law.dates import format_day
        from clemency.law.lookup import timeline as look_up

        lines = look_up(about, quantity)
        if as_json:
            out = [
                {
                    "label": line.label,
                    "points": [
                        {
                            "from": format_day(point.day),
                            "value": None if point.value is None else str(point.value).replace("Infinity", "life"),
                            "text": point.text,
                            "authority": point.row.authority if point.row else None,
                        }
                        for point in line.points
                    ],
                }
                for line in lines
            ]
            typer.echo(json.dumps({"asked": about, "lines": out}, indent=2, ensure_ascii=False))
            return
        console = _console()
        for line in lines:
            _print_line(console, line)


def _register_coverage(law: typer.Typer) -> None:
    @law.command("coverage")
    def coverage(
        check: bool = typer.Option(False, "--check", help="Check every table; exit status 1 if anything is wrong."),
        as_json: bool = typer.Option(False, "--json", help="Plain values instead of text."),
    ) -> None:
        """What is modelled, since when and checked against what; what is left out; the open doubts.

        Examples:

          clemency law coverage

          clemency law coverage --check
        """
        import json

        from clemency.law.coverage import coverage as look_up
        from clemency.law.tables import load, names, problems

        if check:
            wrong = [line for name in names() for line in problems(load(name))]
            if as_json:
                typer.echo(json.dumps({"tables": len(names()), "problems": wrong}, indent=2, ensure_ascii=False))
            else:
                for line in wrong:
                    typer.echo(line)
                rows = sum(len(load(name)) for name in names())
                typer.echo(f"{len(names())} tables, {rows:,} rows, {len(wrong)} problems.")
            raise typer.Exit(1 if wrong else 0)
        found = look_up()
        if as_json:
            typer.echo(json.dumps(found, indent=2, ensure_ascii=False, default=str))
            return
        _print_coverage(_console(), found)


def _register_reference(law: typer.Typer) -> None:
    @law.command("reference")
    def reference() -> None:
        """The columns, changes, ends and acts of every table, as Markdown.

        Example:

          clemency law reference > docs/reference/tables.md
        """
        from clemency.law.reference import markdown

        typer.echo(markdown(), nl=False)


# --- Printing ---------------------------------------------------------------------------------------------------------


def _console() -> Console:
    import sys

    from rich.console import Console

    # A pipe has no width of its own, and 80 columns cut the table of ranges; a file can be as wide as it needs.
    return Console(width=None if sys.stdout.isatty() else 120, highlight=False, soft_wrap=False)


def _print_part(console: Console, part: Part, on: str) -> None:
    from clemency.law import lookup

    console.print()
    console.print(f"{part.caption}, on {on}", style="bold")
    if part.table.name == lookup.LADDERS:
        ladders = dict.fromkeys(row["drug"] for row in part.rows)
        if len(ladders) > 2:
            _print_ladders(console, part, lookup.in_printed_order(ladders))
        else:
            for drug in ladders:
                _print_ladder(console, [row for row in part.rows if row["drug"] == drug])
    elif part.table.name == lookup.GRID:
        _print_grid(console, part)
    else:
        _print_rows(console, part)


def _print_ladders(console: Console, part: Part, drugs: list[str]) -> None:
    """The Drug Quantity Table: a row a level, a column a drug, the least quantity in each cell; 0 is any less."""
    from clemency.law.lookup import weight

    cells = {
        (row["drug"], row["offense_level"]): weight(row["min_quantity"], row["unit"])
        if row["min_quantity"] != "0"
        else "less"
        for row in part.rows
    }
    levels = sorted({row["offense_level"] for row in part.rows}, key=int, reverse=True)
    per_block = max(1, (console.width - 8) // 17)
    for start in range(0, len(drugs), per_block):
        block = drugs[start : start + per_block]
        table = _table("level", *(drug.replace("_", " ") for drug in block), right=True)
        for level in levels:
            row = [cells.get((drug, level), "") for drug in block]
            if any(row):
                table.add_row(level, *row)
        console.print(table)
    for key in dict.fromkeys(row.authority for row in part.rows):
        console.print(f"  {_act(key)}", style="dim")


def _print_ladder(console: Console, rows: list[Row]) -> None:
    from clemency.law.lookup import weight

    table = _table("level", "quantity")
    above = None
    for row in rows:
        least = weight(row["min_quantity"], row["unit"])
        if row["min_quantity"] == "0" and above is not None:
            text = f"less than {weight(above['min_quantity'], row['unit'])}"
        elif above is None:
            text = f"{least} or more"
        else:
            text = f"at least {least}, less than {weight(above['min_quantity'], above['unit'])}"
        table.add_row(row["offense_level"], text)
        above = row
    first = rows[0]
    until = f" to {first['effective_to']}" if first["effective_to"] else ""
    console.print(f"{first['drug']}: in force {first['effective_from']}{until}; {_act(first.authority)}")
    console.print(table)
    console.print(f"  {first['verified']}", style="dim")


def _print_grid(console: Console, part: Part) -> None:
    from clemency.law.lookup import months

    table = _table("level", "I", "II", "III", "IV", "V", "VI", right=True)
    cells: dict[str, list[str]] = {}
    for row in part.rows:
        text = months(row["min_months"], row["max_months"])
        cells.setdefault(row["offense_level"], []).append(f"{text} {row['zone']}".strip())
    for level, ranges in cells.items():
        table.add_row(level, *ranges)
    console.print(table)
    console.print("  Months of imprisonment; the letter is the zone.", style="dim")
    console.print(f"  {_act(part.rows[0].authority)}", style="dim")


def _print_rows(console: Console, part: Part) -> None:
    """Any other table: what, figure, since when, by which act; under a heading for each group; notes beneath."""
    from clemency.law.lookup import CONVERSIONS, PARAMETERS, REMEDIES, columns_of

    shown = [row for row in part.rows if not row["verified"].startswith("not yet law")]
    columns = columns_of(part.table)
    table = _table(*columns, "since", "act of law", "checked")
    group_of = {CONVERSIONS: "group", REMEDIES: "kind"}.get(part.table.name)
    groups = list(dict.fromkeys(row[group_of] for row in shown)) if group_of else [""]
    if part.table.name == CONVERSIONS:
        groups.sort(key=lambda group: (_GROUPS.index(group) if group in _GROUPS else len(_GROUPS), group))
    for group in groups:
        if group_of and len(groups) > 1:
            table.add_row(f"[bold]{_words(group)}[/bold]")
        for row in shown:
            if not group_of or row[group_of] == group:
                cells = (of(row) for of in columns.values())
                table.add_row(*cells, row["effective_from"], _short(row.authority), _mark(row))
    console.print(table)
    notes: dict[str, list[Row]] = {}
    for row in shown:
        if row.get("note"):
            notes.setdefault(row["note"], []).append(row)
    for note, rows in notes.items():
        first = " ".join(filter(None, (of(rows[0]) for of in list(columns.values())[:2])))
        console.print(f"  {first}{f' and {len(rows) - 1} more' if len(rows) > 1 else ''}: {note}", style="dim")
    if part.table.name == PARAMETERS and len(shown) < len(part.rows):
        later = ", ".join(row["parameter"] for row in part.rows if row not in shown)
        console.print(f"  Not yet law then: {later}", style="dim")


# The order in which the Manual prints the headings of its conversion tables.
_GROUPS = (
    "schedule_i_ii_opiates",
    "schedule_i_ii_stimulants",
    "synthetic_cathinones",
    "schedule_i_ii_hallucinogens",
    "schedule_i_marijuana",
    "synthetic_cannabinoids",
    "flunitrazepam",
    "schedule_i_ii_depressants",
    "ghb",
    "schedule_iii",
    "ketamine",
    "schedule_iv",
    "schedule_v",
    "list_i_chemicals",
    "date_rape_drugs",
)


def _words(name: str) -> str:
    return name.replace("_", " ")


def _mark(row: Row) -> str:
    return row["verified"].split(":")[0].split(" (")[0]


def _print_changes(console: Console, found: tuple[Change, ...], limit: int | None) -> None:
    from clemency.law.dates import format_day

    for change in found:
        console.print()
        console.print(f"{format_day(change.act.effective)}  {change.act.title}", style="bold")
        console.print(f"  {change.act.moved}  [dim]({change.act.citation}; {change.act.verified.split(':')[0]})[/dim]")
        shown = change.moves if limit is None else change.moves[:limit]
        for move in shown:
            console.print(f"    {move.key}: {move.before or 'nothing'} → {move.after or 'nothing'}")
        if len(change.moves) > len(shown):
            console.print(f"    and {len(change.moves) - len(shown):,} more figures (--every shows them)", style="dim")


def _print_line(console: Console, line: Line) -> None:
    from clemency.law.dates import format_day

    console.print()
    console.print(f"{line.label}  {sparkline([point.value for point in line.points])}", style="bold")
    table = _table("from", "figure", "act of law")
    for point in line.points:
        table.add_row(format_day(point.day), point.text, _short(point.row.authority) if point.row else "")
    console.print(table)


def sparkline(values: list[Any]) -> str:
    """One bar a value, from the lowest to the highest; life is the full bar, and a dot is no figure.

    >>> from decimal import Decimal
    >>> sparkline([Decimal(120), Decimal(240), None, Decimal(60), Decimal("Infinity")])
    '▃█·▁█'
    """
    known = [float(value) for value in values if value is not None and value.is_finite()]
    low, high = min(known, default=0.0), max(known, default=0.0)
    span, top = (high - low) or 1.0, len(BARS) - 1

    def bar(value: Any) -> str:
        if value is None:
            return "·"
        return BARS[top] if not value.is_finite() else BARS[round((float(value) - low) / span * top)]

    return "".join(bar(value) for value in values)


def _print_coverage(console: Console, found: dict[str, Any]) -> None:
    console.print(f"Law as of {found['as_of']}. {found['label']}", style="bold")
    table = _table("what", "provision", "since", "checked against")
    for item in found["modelled"]:
        table.add_row(item["what"], item["provision"], str(item["since"]), item["checked"])
    console.print(table)
    console.print("The tables", style="bold")
    table = _table("table", "rows", "verified", "partly", "unverified", right=True)
    for item in found["tables"]:
        marks = item["marks"]
        table.add_row(
            item["name"], f"{item['rows']:,}", *(f"{marks[mark]:,}" for mark in ("verified", "partly", "unverified"))
        )
    console.print(table)
    for title, key in (("Left out", "left_out"), ("Open doubts", "doubts")):
        console.print(title, style="bold")
        for item in found[key]:
            console.print(f"  {item['what']}: {item['why']}")


def _table(*columns: str, right: bool = False) -> Any:
    from rich.box import SIMPLE
    from rich.table import Table

    table = Table(box=SIMPLE, pad_edge=False, show_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, justify="right" if right else "left", overflow="fold")
    return table


def _act(key: str) -> str:
    from clemency.law.tables import authority

    act = authority(key)
    return f"{act.title} ({act.citation})"


def _short(key: str) -> str:
    """An act in a word or two: ``amend. 706``, ``Pub. L. 111-220 § 2``, or its title."""
    from clemency.law.tables import authority

    parts = key.split("_")
    if parts[0] == "amend":
        return f"amend. {parts[1]}"
    if parts[:2] == ["pub", "l"]:
        section = f" § {parts[4].removeprefix('s')}" if len(parts) > 4 else ""
        return f"Pub. L. {parts[2]}-{parts[3]}{section}"
    return _PLAIN.get(key) or authority(key).title


_PLAIN = {"ussg_1987": "first Manual", "in_force_1986": "before 1986-10-27", "in_force_1987": "before 1987-11-01"}

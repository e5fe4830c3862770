"""`clemency simulate`: a reform of the law over a population."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer


def register(app: typer.Typer) -> None:
    app.command(name="simulate")(simulate_command)


def simulate_command(
    file: Annotated[
        str, typer.Argument(help="A population: CSV or Parquet of cases, or a file of the Commission.")
    ] = "",
    reform: Annotated[str, typer.Option("--reform", "-r", help="The reform, a TOML file; see --template.")] = "",
    by: Annotated[str, typer.Option("--by", help="Columns to group by, parted by commas.")] = "",
    form: Annotated[str, typer.Option("--format", help="csv or parquet where the ending does not say; or ussc.")] = "",
    layout: Annotated[str, typer.Option("--layout", help="For ussc: the SAS program of a fixed-width file.")] = "",
    projection: Annotated[
        str, typer.Option("--projection", help="proportional, retroactive, bottom or range, in place of the file's.")
    ] = "",
    chart: Annotated[str, typer.Option("--chart", help="Draw average terms before and after: .svg or .png.")] = "",
    threads: Annotated[int, typer.Option("--threads", min=0, help="Cores to use; 0 for all.")] = 0,
    template: Annotated[bool, typer.Option("--template", help="Print an example reform and stop.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Every figure as JSON.")] = False,
) -> None:
    """The law with some rows changed, over a population: who is affected, and the months before and after.

    The term under the reform is a projection; the answer states its method. Where facts are missing the figures are
    given for the lenient and the severe reading of them.

    \b
    Examples:
      clemency simulate --template > reform.toml
      clemency simulate cases.csv --reform reform.toml --by drug_1
      clemency simulate opafy23nid.zip --format ussc --reform reform.toml --chart out.svg
    """
    import dataclasses

    from clemency.errors import InputError

    if template:
        from clemency.cases.simulate import TEMPLATE

        typer.echo(TEMPLATE, nl=False)
        return
    if not file or not reform:
        raise InputError("give a file of cases and --reform NAME.toml; --template prints an example reform.")
    if chart and not chart.lower().endswith((".svg", ".png")):
        raise InputError(f"--chart {chart}: end the name in .svg or .png.")
    from clemency.cases.simulate import PROJECTIONS, read_reform, simulate
    from clemency.cli.screen import commission_opener, progress_bar

    read = read_reform(Path(reform))
    if projection:
        if projection not in PROJECTIONS:
            raise InputError(f"--projection {projection!r}: write one of {', '.join(PROJECTIONS)}.")
        read = dataclasses.replace(read, projection=projection)
    names = tuple(name.strip() for name in by.split(",") if name.strip())
    with progress_bar("simulating", quiet=as_json) as progress:
        found = simulate(
            Path(file),
            read,
            by=names,
            form=form,
            opener=commission_opener(form, layout, check=False),
            progress=progress,
            threads=threads,
        )
    answer = found.as_dict()
    if chart:
        from clemency.briefs.simulation_chart import simulation_chart

        drawn = simulation_chart(answer)
        place = Path(chart)
        if chart.lower().endswith(".svg"):
            place.write_text(drawn.svg(), encoding="utf-8")
        else:
            place.write_bytes(drawn.png())
    if as_json:
        import json

        typer.echo(json.dumps(answer, indent=2, ensure_ascii=False))
    else:
        typer.echo("\n".join(_words(answer)))
        if chart:
            typer.echo(f"chart in {chart}")


def _words(answer: dict[str, Any]) -> list[str]:
    today = answer["measure"] == "today"
    lines = [
        *([answer["title"]] if answer["title"] else []),
        *(f"  {each['what']}{_count(each['cells'])}" for each in answer["changes"]),
        f"measured {'under the law of ' + answer['on'] if today else 'at the sentencing of each person'}, "
        "with the reform and without it",
        f"projection: {answer['projection_means']}",
        "",
        f"read {answer['read']:,} = counted {answer['counted']:,} + outside the population {answer['outside_population']:,} "
        f"+ not modelled {answer['not_modelled']:,} + rejected {answer['rejected']:,}",
    ]
    if answer["population"] or answer["in_prison_on"]:
        served = f"in prison on {answer['in_prison_on']}" if answer["in_prison_on"] else ""
        lines.append(f"  the population: {'; '.join(filter(None, (answer['population'], served)))}")
    if answer["level_taken_as_given"]:
        lines.append(
            f"  of them {answer['level_taken_as_given']:,} with a level taken as given: no change of the drug table or of a "
            "characteristic moves it"
        )
    lines += ["", *_table(answer)]
    if answer["rejects"]:
        lines += ["", "rejected:"] + [f"  {count:>10,}  {reason}" for reason, count in answer["rejects"].items()]
    return lines


def _count(cells: int | None) -> str:
    return "" if cells is None else f" ({cells:,} changed)"


def _table(answer: dict[str, Any]) -> list[str]:
    head = f"{'':30} {'persons':>9} {'affected':>15} {'before':>13} {'after':>13} {'months':>13} {'person-years':>19}"
    lines = [head, _line("all", answer["all"])]
    for name, values in answer["by"].items():
        moved = {
            value: tally
            for value, tally in values.items()
            if tally["severe"]["affected"] + tally["lenient"]["affected"]
        }
        if not moved:
            continue
        shown = sorted(moved, key=lambda value: -moved[value]["severe"]["affected"])[:10]
        if name == "year":
            shown.sort()
        lines += [f"by {name.replace('_', ' ')}"] + [_line(f"  {value}", values[value]) for value in shown]
        rest = len(moved) - len(shown)
        if rest > 0:
            lines.append(f"  and {rest} more; --json lists them all")
    if lines[1:] and answer["all"]["lenient"] != answer["all"]["severe"]:
        lines.append("a to b: the lenient and the severe reading of the facts that are missing")
    return lines


def _line(name: str, tally: dict[str, Any]) -> str:
    def both(key: str, form: str) -> str:
        a, b = (tally[reading][key] for reading in ("lenient", "severe"))
        words = ["-" if each is None else format(each, form) for each in (a, b)]
        return words[0] if words[0] == words[1] else f"{words[0]} to {words[1]}"

    return (
        f"{name[:30]:30} {tally['persons']:>9,} {both('affected', ','):>15} {both('average_before', '.1f'):>13} "
        f"{both('average_after', '.1f'):>13} {both('average_change', '+.1f'):>13} {both('person_years', '+,.0f'):>19}"
    )

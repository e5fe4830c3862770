"""`clemency level`: the offense level of a guideline outside drugs, on the Manual of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from clemency.law.guidelines.chapter_two import Computed, OffenseLevel


def register(app: typer.Typer) -> None:
    app.command(name="level", rich_help_panel="The law")(level_command)


def level_command(
    section: Annotated[str, typer.Argument(help="The guideline: 2B1.1, 2K2.1, 2L1.2 and so on.")],
    facts: Annotated[list[str] | None, typer.Argument(help="Facts as name=value: loss=250000 victims=12.")] = None,
    on: Annotated[str, typer.Option("--on", help="The day whose Manual is used, as 2003-11-01.")] = "",
    and_on: Annotated[str, typer.Option("--and-on", help="A second day, to set beside the first.")] = "",
    ask: Annotated[bool, typer.Option("--facts", help="List the facts that the guideline asks, and stop.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Plain values instead of text.")] = False,
) -> None:
    """The offense level of chapter two from the facts of the offense, with the act behind each figure.

    A guideline that was consolidated into another goes on as that one. A fact left out that the level turns on gives two
    ends and is named. Without --on: the last Manual the tables were read
    against. Drugs have their own command: clemency compare.

    \b
    Examples:
      clemency level 2B1.1 loss=250000 victims=12 maximum_20_years=yes --on 2004-11-01 --and-on 2025-11-01
      clemency level 2K2.1 prohibited_person=yes violent_or_drug_priors=1 firearms=4 --on 2000-11-01
      clemency level 2F1.1 loss=250000 more_than_minimal_planning=yes maximum_20_years=yes --on 1999-05-01 --and-on 2025-11-01
      clemency level 2L1.2 --facts
      clemency level 2L1.2 serious_felony=yes --on 2005-11-01 --json
    """
    import json

    from clemency.law.dates import TABLES_AS_OF, parse_day
    from clemency.law.guidelines.chapter_two import guideline, level_under

    if ask:
        asked = guideline(section)
        for fact in asked.facts:
            kind = "yes/no" if fact.most == 1 else "number"
            typer.echo(f"  {fact.name:<34} {kind:<7} {fact.question}")
        return
    given = _facts(facts or [])
    days = [parse_day(on, "--on") if on else TABLES_AS_OF]
    if and_on:
        days.append(parse_day(and_on, "--and-on"))
    found = [level_under(section, given, day) for day in days]
    if as_json:
        typer.echo(json.dumps([_plain(each) for each in found], indent=2, ensure_ascii=False))
        return
    for each in found:
        typer.echo("\n".join(_lines(each)))


def _facts(words: list[str]) -> dict[str, int]:
    from clemency.errors import CaseError

    found: dict[str, int] = {}
    for word in words:
        name, equals, value = word.partition("=")
        plain = value.replace(",", "").replace("$", "").lower()
        if plain in ("yes", "true"):
            found[name] = 1
        elif plain in ("no", "false"):
            found[name] = 0
        elif equals and plain.isdigit():
            found[name] = int(plain)
        else:
            raise CaseError(f"{word!r} is not a fact. Write name=value, such as loss=250000 or mass_marketing=yes.")
    return found


def _plain(found: OffenseLevel) -> dict[str, Any]:
    from clemency.law.dates import format_day

    def end(computed: Computed) -> dict[str, Any]:
        return {"base": computed.base, "level": computed.level, "steps": [step._asdict() for step in computed.steps]}

    return {
        "guideline": found.section,
        "on": format_day(found.day),
        "level": found.level,
        "low": end(found.low),
        "high": end(found.high),
        "missing": [{"name": fact.name, "question": fact.question} for fact in found.missing],
        "taken_as_not_made": [fact.name for fact in found.assumed],
    }


def _lines(found: OffenseLevel) -> list[str]:
    from clemency.law.dates import format_day

    head = str(found.level) if found.level is not None else f"{found.low.level} to {found.high.level}"
    lines = [f"USSG §{found.section} on {format_day(found.day)}: level {head}"]
    for step in found.high.steps if found.level is None else found.low.steps:
        lines.append(f"  {step.rule:<66} {step.value:<9} {step.citation} ({step.authority})")
    lines += [f"  not given: {fact.name}: {fact.question}" for fact in found.missing]
    if found.level is None:
        lines.append("  (steps of the most severe reading)")
    return [*lines, ""]

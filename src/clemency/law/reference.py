"""docs/reference/tables.md: what each table of law holds, drawn from the schema, the tables and the acts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clemency.law.coverage import coverage
from clemency.law.dates import TABLES_AS_OF, format_day
from clemency.law.tables import Authority, Table, authorities, load, schema

_TYPES = {
    "day": "day",
    "integer": "whole number",
    "number": "number",
    "months": "months or `life`",
    "code": "name",
    "authority": "key of `authorities.toml`",
    "verified": "mark",
    "text": "text",
}


def markdown() -> str:
    """The whole page. Written anew by ``clemency law reference``; a test holds the file to it."""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    yield "# The tables of law"
    yield ""
    yield "Drawn from the tables by `clemency law reference > docs/reference/tables.md`; do not edit by hand."
    yield ""
    yield f"Read against the Guidelines Manual of {format_day(TABLES_AS_OF)}. Each table is a CSV under `src/clemency/law/data`."
    yield "Past rows stay: an act of law ends a row and begins another. An empty `effective_to` means still in force when"
    yield "last checked. `authority` names the act in `authorities.toml`, and the row begins on the day that act took effect."
    yield "`verified` begins with `verified`, `partly` or `unverified` and says what was read. `clemency law coverage --check`"
    yield "holds every table against `schema.toml`."
    yield ""
    yield "| table | what | rows | verified | partly | unverified | first day | last change |"
    yield "|---|---|--:|--:|--:|--:|---|---|"
    for item in coverage()["tables"]:
        table, marks = load(item["name"]), item["marks"]
        days = table.boundary_days()
        counts = " | ".join(f"{marks[mark]:,}" for mark in ("verified", "partly", "unverified"))
        yield (
            f"| [{item['name']}](#{_anchor(item['name'])}) | {item['title']} | {item['rows']:,} | {counts} "
            f"| {format_day(days[0])} | {format_day(days[-1])} |"
        )
    for name, rules in schema().items():
        yield ""
        yield from _table(load(name), rules)
    yield ""
    yield from _acts()


def _anchor(name: str) -> str:
    return name.replace("/", "")


def _table(table: Table, rules: dict[str, Any]) -> Iterator[str]:
    yield f"## {table.name}"
    yield ""
    yield f"{rules['title']}: {rules['provision']}."
    yield ""
    keyed = ", ".join(f"`{column}`" for column in rules["key"]) or "none: the whole table is one edition"
    yield f"Key: {keyed}." + (
        f" Rows of one period are told apart by {', '.join(f'`{column}`' for column in rules['within'])}."
        if "within" in rules
        else ""
    )
    yield ""
    yield "| column | holds | meaning |"
    yield "|---|---|---|"
    for column in rules["columns"]:
        values = column.get("values")
        holds = ", ".join(f"`{value}`" for value in values) if values else _TYPES[column["type"]]
        yield f"| `{column['name']}` | {holds}{', or empty' if column.get('empty') else ''} | {column['meaning']} |"
    yield ""
    days = [format_day(day) for day in table.boundary_days()]
    yield f"Days on which it changes ({len(days)}): {', '.join(days)}."
    if "ends" in rules:
        yield ""
        yield "| ends | last day | by | why | see |"
        yield "|---|---|---|---|---|"
        for end in rules["ends"]:
            yield f"| {', '.join(end['key'])} | {end['last']} | {end['authority']} | {end['why']} | {end.get('replaced_by', '')} |"


def _acts() -> Iterator[str]:
    yield "## Acts of law"
    yield ""
    yield "| from | act | what it moved | citation | checked |"
    yield "|---|---|---|---|---|"
    for act in authorities().values():
        yield _act(act)


def _act(act: Authority) -> str:
    return (
        f"| {format_day(act.effective)} | {act.title} (`{act.key}`) | {act.moved} | {act.citation} | {act.verified} |"
    )

"""Acts of law and rows of the tables in the words of the pages. Rows are made here, not in a template: there are many."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from clemency.law.tables import authority

register = template.Library()
_TAGS = {"verified": "tag tag-ok", "partly": "tag tag-warn", "unverified": "tag tag-bad"}


@register.simple_tag
def act(key: str) -> SafeString:
    """An act by its title and citation."""
    found = authority(key)
    return format_html("{} ({})", found.title, found.citation)


def short(key: str) -> str:
    """An act in a word or two: ``amend. 706``, ``Pub. L. 111-220 § 2``, or its title."""
    parts = key.split("_")
    if parts[0] == "amend":
        return f"amend. {parts[1]}"
    if parts[:2] == ["pub", "l"]:
        section = f" § {parts[4].removeprefix('s')}" if len(parts) > 4 else ""
        return f"Pub. L. {parts[2]}-{parts[3]}{section}"
    return authority(key).title


@register.simple_tag
def law_row(row: Sequence[str]) -> SafeString:
    """The cells of one row of a table of law; the last three are the day, the act and the mark."""
    *cells, since, key, mark = row
    found = authority(key)
    return format_html(
        '<th scope="row">{}</th>{}<td class="nowrap">{}</td><td><abbr title="{}">{}</abbr></td>'
        '<td><span class="{}">{}</span></td>',
        cells[0],
        format_html_join("", "<td>{}</td>", ((cell,) for cell in cells[1:])),
        since,
        f"{found.title} ({found.citation})",
        short(key),
        _TAGS.get(mark, "tag"),
        mark,
    )


@register.simple_tag
def grid_row(row: Sequence[str]) -> SafeString:
    """The cells of a row of figures."""
    return format_html(
        '<th scope="row" class="n">{}</th>{}',
        row[0],
        format_html_join("", '<td class="n">{}</td>', ((cell,) for cell in row[1:])),
    )

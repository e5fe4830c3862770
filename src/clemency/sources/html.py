"""A saved page as lines and tables, in the order of the page, however badly it is nested or cut off."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

_NOT_TEXT = ("script", "style", "noscript", "template", "svg", "head > *:not(title)", "iframe")
_TAG = re.compile(r'<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>"]*(?:"[^"]*"[^<>"]*)*>|<!--.*?-->|<![^<>]*>', re.S)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
_PLACE_MARK = "\ue000"
_PLACE = re.compile(f"{_PLACE_MARK}(\\d+){_PLACE_MARK}")


@dataclass(slots=True)
class Cell:
    text: str  # with line breaks where the page has them
    row_span: int = 1
    column_span: int = 1
    is_heading: bool = False
    link: str = ""


@dataclass(slots=True)
class Table:
    number: int
    rows: list[list[Cell]] = field(default_factory=list)


def read_page(text: str) -> Iterator[str | Table]:
    """The lines of text and the innermost tables of a page, in order. Scripts and styles are left out."""
    tree = LexborHTMLParser(text.replace(_PLACE_MARK, ""))
    tree.strip_tags(list(_NOT_TEXT))
    tables: list[Table] = []
    for node in tree.css("table"):
        if node.css_first("table table") is not None or len(node.css("table")) > 1:
            continue  # a table that only lays out other tables: its own text becomes lines
        tables.append(_table(node, len(tables) + 1))
        node.replace_with(f"{_PLACE_MARK}{len(tables) - 1}{_PLACE_MARK}")
    root = tree.root
    for line in block_lines(root.html or "" if root else ""):
        position = 0
        for mark in _PLACE.finditer(line):
            if before := line[position : mark.start()].strip():
                yield before
            yield tables[int(mark[1])]
            position = mark.end()
        if rest := line[position:].strip():
            yield rest


def block_lines(markup: str) -> list[str]:
    """The text of some markup, one line for each block; inline elements leave no trace."""

    def tag(match: re.Match[str]) -> str:
        return "\n" if (match[2] or "").lower() in _BLOCKS else ""

    flat = re.sub(r"\s", " ", markup.replace("\xa0", " "))
    lines = html.unescape(_TAG.sub(tag, flat)).replace("\xa0", " ").split("\n")
    return [" ".join(line.split()) for line in lines if line.strip()]


def _table(node: LexborNode, number: int) -> Table:
    table = Table(number)
    for row in node.css("tr"):
        cells = [_cell(cell) for cell in row.iter() if cell.tag in ("td", "th")]
        if cells:
            table.rows.append(cells)
    return table


def _cell(node: LexborNode) -> Cell:
    link = node.css_first("a[href]")
    return Cell(
        text="\n".join(block_lines(node.html or "")),
        row_span=_span(node.attributes.get("rowspan")),
        column_span=_span(node.attributes.get("colspan")),
        is_heading=node.tag == "th",
        link=(link.attributes.get("href") or "") if link else "",
    )


def _span(text: str | None) -> int:
    """A span attribute as a number from 1 to 100; pages damaged enough to say otherwise get 1."""
    return int(text) if text and text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= 100 else 1

"""A saved page as lines and tables, in the order of the page, however badly it is nested or cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from clemency.errors import SourceError

_NOT_TEXT = ["script", "style", "noscript", "template", "svg", "iframe"]
_BLOCKS = frozenset(
    """address article aside blockquote br caption center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4
    h5 h6 header hr li main nav ol option p pre section select table tbody td tfoot th thead title tr ul""".split()  # noqa: SIM905
)
# The parser's time grows with the square of the depth of these elements. Browsers cut pages off at 512.
_NESTING = re.compile(
    r"<(/?)(?:address|article|aside|blockquote|center|details|dialog|dir|div|dl|fieldset|figcaption|figure|footer|form"
    r"|header|hgroup|main|menu|nav|ol|pre|section|summary|ul)\b",
    re.I,
)
_DEEPEST = 2000
_CELLS = frozenset(("td", "th"))
_PLACE_MARK = "\ue000"  # a private character; a page that holds it loses it
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
    """The lines of text and the innermost tables of a page, in order. Scripts and styles are left out.

    Text that stands in a table and in none of its cells (a caption, what damage left there) comes before the table.
    Raises SourceError for a page nested deeper than any real one.
    """
    _check_depth(text)
    tree = LexborHTMLParser(text.replace(_PLACE_MARK, ""))
    tree.strip_tags(_NOT_TEXT)
    tables: list[tuple[list[str], Table]] = []
    for node in _innermost_tables(tree.root) if tree.root else ():
        tables.append((_lines(node, skip=_CELLS), _table(node, len(tables) + 1)))
        node.replace_with(f"{_PLACE_MARK}{len(tables) - 1}{_PLACE_MARK}")
    for line in _lines(tree.root) if tree.root else ():
        position = 0
        for mark in _PLACE.finditer(line):
            if before := line[position : mark.start()].strip():
                yield before
            loose, table = tables[int(mark[1])]
            yield from loose
            yield table
            position = mark.end()
        if rest := line[position:].strip():
            yield rest


def _check_depth(text: str) -> None:
    depth = 0
    for tag in _NESTING.finditer(text):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > _DEEPEST:
            raise SourceError(f"elements are nested more than {_DEEPEST:,} deep: this is no page that can be read.")


def _innermost_tables(root: LexborNode) -> list[LexborNode]:
    """The tables that hold no table, in order. A table that only lays out others is not one: its text becomes lines."""
    innermost: list[LexborNode] = []
    open_tables: list[bool] = []  # for each table around the present place: whether one was found inside it
    waiting: list[tuple[LexborNode, bool]] = [(root, False)]
    while waiting:
        node, is_end = waiting.pop()
        if is_end:
            if not open_tables.pop():
                innermost.append(node)
            continue
        if node.tag == "table":
            if open_tables:
                open_tables[-1] = True
            open_tables.append(False)
            waiting.append((node, True))
        waiting.extend((child, False) for child in reversed(list(node.iter())))
    return innermost


def _lines(root: LexborNode, skip: frozenset[str] = frozenset()) -> list[str]:
    """The text below a node, one line for each block; inline elements leave no trace. Elements in ``skip`` are left out.

    Walks with a stack of its own: damaged pages nest thousands deep.
    """
    pieces: list[str] = []
    waiting: list[LexborNode | None] = [root]
    while waiting:
        node = waiting.pop()
        if node is None:
            pieces.append("\n")
        elif node.is_text_node:
            pieces.append(" ".join(re.split(r"\s", node.text_content or "")))
        elif not node.is_comment_node and node.tag not in skip:
            if node.tag in _BLOCKS:
                pieces.append("\n")
                waiting.append(None)
            waiting.extend(reversed(list(node.iter(include_text=True))))
    return [" ".join(line.split()) for line in "".join(pieces).split("\n") if line.strip()]


def _table(node: LexborNode, number: int) -> Table:
    table = Table(number)
    for row in node.css("tr"):
        cells = [_cell(cell) for cell in row.iter() if cell.tag in _CELLS]
        if cells:
            table.rows.append(cells)
    return table


def _cell(node: LexborNode) -> Cell:
    link = node.css_first("a[href]")
    return Cell(
        text="\n".join(_lines(node)),
        row_span=_span(node.attributes.get("rowspan")),
        column_span=_span(node.attributes.get("colspan")),
        is_heading=node.tag == "th",
        link=(link.attributes.get("href") or "") if link else "",
    )


def _span(text: str | None) -> int:
    """A span attribute as a number from 1 to 100; pages damaged enough to say otherwise get 1."""
    return int(text) if text and text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= 100 else 1

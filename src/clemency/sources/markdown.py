"""A release saved as Markdown: its header, then logical lines (wrapped lines joined) and tables, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clemency.sources.html import Table, read_page
from clemency.sources.mending import mend

_LINK = re.compile(r"\[([^\[\]]{0,500})\]\([^()\s]{0,1000}\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_BREAK = re.compile(r"(?: {2,}|\\|<br\s*/?>)\s*$", re.I)
_TAG = re.compile(r"</?(?:u|b|i|em|strong|span|sup|sub|p|div|br|center)\b[^<>]{0,200}>|<!--.{0,200}?-->", re.I)
_ITEM = re.compile(r"^\s*(?:[-*+•▪◦●·]|\d{1,2}[.)]|\(\w{1,3}\))\s+")
_RULE = re.compile(r"^\s*(?:#\s*){3,}$|^\s*(?:[*_-]\s*){3,}$")


@dataclass(frozen=True, slots=True)
class Line:
    """A logical line. ``text`` is plain; ``raw`` keeps the marks; ``opens_paragraph`` is true after a blank line."""

    number: int
    raw: str
    text: str
    opens_paragraph: bool

    @property
    def is_bold(self) -> bool:
        """True if the whole line stands in bold."""
        return bool(re.fullmatch(r"\s*(?:[-*+•]\s+)?\*\*[^*]+\*\*:?\s*", self.raw))

    @property
    def has_bullet(self) -> bool:
        return bool(re.match(r"\s*[-*+•▪◦●·]\s", self.raw))

    @property
    def is_rule(self) -> bool:
        """True for a line such as "###" that ends a release."""
        return bool(_RULE.match(self.text)) or not any(character.isalnum() for character in self.text)


def split_header(text: str) -> tuple[dict[str, str], list[tuple[int, str]], str, int]:
    """Front matter as keys and texts, its numbered lines, the body, and the number of the body's first line."""
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[0].strip() != "---":
        return {}, [], "\n".join(lines), 1
    end = next((number for number, line in enumerate(lines[1:], start=1) if line.strip() == "---"), None)
    if end is None:
        return {}, [], "\n".join(lines), 1
    header: dict[str, str] = {}
    key = ""
    for line in lines[1:end]:
        name, colon, value = line.partition(":")
        if colon and name.isidentifier():
            key = name
            header[key] = value.strip()
        elif key:
            header[key] += " " + line.strip()
    plain = {name: _scalar(value) for name, value in header.items()}
    numbered = [(number, line) for number, line in enumerate(lines[1:end], start=2) if line.strip()]
    return plain, numbered, "\n".join(lines[end + 1 :]), end + 2


def _scalar(value: str) -> str:
    value = value.strip().strip("'\"")
    return " ".join(value.replace("\\_", " ").replace("\\", "").split())


def read_body(text: str, first_line: int) -> Iterator[Line | Table]:
    """The logical lines and tables of the body. A line ends at a blank line, a hard break, or before a list item."""
    held: list[str] = []
    started = first_line
    opens = True
    lines = iter(enumerate(text.split("\n"), start=first_line))
    tables = 0

    def flush() -> Iterator[Line]:
        nonlocal opens
        if held:
            raw = " ".join(held)
            held.clear()
            if plain := plain_text(raw):
                yield Line(started, raw, plain, opens)
                opens = False

    for number, line in lines:
        if "<table" in line.lower():
            yield from flush()
            block = [line]
            while "</table" not in line.lower():
                following = next(lines, None)
                if following is None:
                    break
                _, line = following
                block.append(line)
            for part in read_page("\n".join(block)):
                if isinstance(part, Table):
                    tables += 1
                    part.number = tables
                    yield part
                else:
                    yield Line(number, part, mend(part), True)
            opens = True
            continue
        if not line.strip():
            yield from flush()
            opens = True
            continue
        if (held and _ITEM.match(line)) or _RULE.match(line):
            yield from flush()
        if not held:
            started = number
        held.append(_BREAK.sub("", line).strip())
        if _BREAK.search(line) or _RULE.match(line):
            yield from flush()
    yield from flush()


def plain_text(raw: str) -> str:
    """A line without its marks: bold, links, escapes and inline tags."""
    text = _LINK.sub(r"\1", raw)
    text = _TAG.sub("", text)
    text = re.sub(r"(?<!\\)\*+", "", text)
    text = _ESCAPE.sub(r"\1", text)
    return " ".join(mend(text).split())

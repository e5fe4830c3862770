"""Sentences of the law core, the ledger and the briefs in the reader's language.

The core writes English and knows no translation. What it wrote is looked up here, whole or as a sentence with places
(``locale/<language>/core.toml``); what is not found stays as it is, so that a page can mark it as English. A test
collects what the core says of the whole record and names what is left in English.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_PLACE = re.compile(r"\{(n|cite|what)(\w*)\}")
_OF_PLACE = {"n": r"[-+−–\d.,]+|life|[-–\d]+[-–]life", "cite": r".+?", "what": r".+?"}
_LOCALE = Path(__file__).parent / "locale"


@cache
def _book(language: str) -> tuple[dict[str, str], tuple[tuple[re.Pattern[str], str], ...]]:
    """Whole sentences, and sentences with places, the ones with most words of their own first."""
    path = _LOCALE / language / "core.toml"
    if not path.exists():
        return {}, ()
    sentences: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))["sentences"]
    whole = {source: text for source, text in sentences.items() if not _PLACE.search(source)}
    open_ones = sorted(sentences.keys() - whole.keys(), key=lambda source: -len(_PLACE.sub("", source)))
    return whole, tuple((_pattern(source), sentences[source]) for source in open_ones)


def _pattern(source: str) -> re.Pattern[str]:
    out, end = "", 0
    for place in _PLACE.finditer(source):
        out += re.escape(source[end : place.start()]) + f"(?P<{place[1]}{place[2]}>{_OF_PLACE[place[1]]})"
        end = place.end()
    return re.compile(out + re.escape(source[end:]), re.DOTALL)


LONGEST, DEEPEST = 2000, 12
"""Longer texts and sentences within sentences beyond that are left as they are; none of the core's comes near."""


def translated(text: str, language: str, depth: int = 0) -> str | None:
    """The sentence in that language; None where it, or a part of it, is not in the book. Figures stand as they are.

    Nothing is kept: a sentence may repeat what a reader typed.
    """
    if not re.search(r"[^\W\d]", text):
        return text
    whole, open_ones = _book(language)
    if text in whole:
        return whole[text]
    if len(text) > LONGEST or depth > DEEPEST:
        return None
    for pattern, target in open_ones:
        found = pattern.fullmatch(text)
        if found is None:
            continue
        parts: dict[str, str] = {}
        for name, value in found.groupdict().items():
            part = _part(name, value, language, depth)
            if part is None:
                break
            parts[name] = part
        else:
            return target.format(**parts)
    return None


def _part(name: str, value: str, language: str, depth: int) -> str | None:
    if name.startswith("cite"):
        return value
    if name.startswith("n"):
        return value.replace("life", _book(language)[0].get("life", "life"))
    return translated(value, language, depth + 1)

"""Letters and instruments: recorded facts into words, as plain text and as an accessible PDF.

A letter can hold only the facts its template lists; anything else is refused, so what a template must not say cannot
reach it by accident. Patterns it must not contain are checked on every letter made, not only in tests.
"""

from __future__ import annotations

import re
import textwrap
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from clemency.briefs.letters.pdf import letter_pdf
from clemency.errors import InputError

__all__ = ["LetterError", "Rendered", "Template", "letter_pdf", "render", "template", "templates"]

_FILE = Path(__file__).parent / "templates.toml"
_MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "es": [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
}
_GREETING = {"en": "Dear {name}:", "es": "Estimado/a {name}:"}


class LetterError(InputError):
    """A letter that cannot be made as asked: a fact missing, a fact it may not hold, or words it must not say."""


@dataclass(frozen=True, slots=True)
class Template:
    id: str
    version: str
    facts: tuple[str, ...]
    must_not: tuple[str, ...]
    subject: Mapping[str, str]
    body: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished letter: its subject, its paragraphs (lists are paragraphs of lines that begin with "- "), its text."""

    template: str
    version: str
    language: str
    subject: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The letter as plain text, wrapped for print."""
        return f"{self.subject}\n\n" + "\n\n".join(_wrapped(paragraph) for paragraph in self.paragraphs) + "\n"


def _wrapped(paragraph: str) -> str:
    return "\n".join(
        textwrap.fill(line, 78, subsequent_indent="  " if line.startswith("- ") else "")
        for line in paragraph.split("\n")
    )


@cache
def templates() -> Mapping[str, Template]:
    """Every letter template by its id."""
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    everywhere = tuple(raw.pop("must_not_any"))
    return {
        key: Template(
            key,
            one["version"],
            tuple(one["facts"]),
            (*one["must_not"], *everywhere),
            {"en": one["subject_en"], "es": one["subject_es"]},
            {"en": one["en"], "es": one["es"]},
        )
        for key, one in raw.items()
    }


def template(name: str) -> Template:
    """One template; LetterError names the ones there are."""
    try:
        return templates()[name]
    except KeyError:
        raise LetterError(f"There is no letter {name!r}; the letters are: {', '.join(templates())}.") from None


def in_words(day: date, language: str) -> str:
    """A day as a letter writes it: March 4, 2026; 4 de marzo de 2026."""
    month = _MONTHS[language][day.month - 1]
    return f"{day.day} de {month} de {day.year}" if language == "es" else f"{month} {day.day}, {day.year}"


def _value(value: Any, language: str) -> str:
    match value:
        case date():
            return in_words(value, language)
        case str():
            return value
        case Sequence():
            return "\n".join(f"- {item}" for item in value)
        case _:
            raise LetterError(f"A letter cannot hold a {type(value).__name__}.")


def render(name: str, language: str, facts: Mapping[str, Any]) -> Rendered:
    """A letter from recorded facts, in "en" or "es".

    facts: text, days, or lists of text; exactly the ones the template lists.
    Raises LetterError if one is missing or not listed, or if the finished letter says what it must not.
    """
    chosen = template(name)
    if language not in chosen.body:
        raise LetterError(f"{name}: there is no wording in {language!r}; there is English (en) and Spanish (es).")
    unlisted = sorted(set(facts) - set(chosen.facts))
    missing = sorted(set(chosen.facts) - set(facts))
    if unlisted or missing:
        raise LetterError(f"{name}: not listed {unlisted}, missing {missing}; it is made from {list(chosen.facts)}.")
    values = {key: _value(value, language) for key, value in facts.items()}
    paragraphs = [line.format_map(values) for line in chosen.body[language].strip().split("\n")]
    if "name" in values and name not in {"referral", "custodian_transmittal", "certificate", "effects_sheet"}:
        paragraphs.insert(0, _GREETING[language].format(name=values["name"]))
    paragraphs = [paragraph for paragraph in paragraphs if paragraph.strip()]
    letter = Rendered(name, chosen.version, language, chosen.subject[language], tuple(paragraphs))
    # What must not be said is judged on our words and the office's facts, not on the petitioner's own name.
    for pattern in chosen.must_not:
        if found := re.search(pattern, letter.text.replace(values.get("name", "\0"), "")):
            raise LetterError(
                f"{name}: the letter must not say {found.group(0)!r}. Correct the fact that brought it in."
            )
    return letter

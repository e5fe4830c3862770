"""The words of the lists: labels, column headings, and what can be a name."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

LABELS = ("offense_text", "district_text", "sentence_text", "terms_text")  # in the order a record prints them

_ALIAS = re.compile(r",?\s*\(?\b(?:aka|a/k/a|a\.k\.a\.|fka|f/k/a|nka|also known as|formerly known as)\b\.?:?\s*", re.I)
_ALIAS_IN_BRACKETS = re.compile(r"\s*\(((?!aka|fka)[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)+)\)\s*$")
_REMARK = re.compile(r"\s*\*\s*(?:\((?P<inside>[^)]*)\)?)?\s*$")
_RESIDENCE = re.compile(r"\s*[–—]\s*|\s+[-_]\s+")
_BULLET = re.compile(r"^\s*(?:[•▪◦●·]|[-*]\s)\s*")
_NOT_A_NAME = re.compile(
    r"[;:$§=<>{}\[\]|\\]|\b(?:imprisonment|release|conspir\w+|distribut\w+|possess\w+|district|counts?|months?"
    r"|years?|sentence\w*|offenses?|commut\w+|probation|restitution|clemency|administration|actions?|http\w*)\b|\d",
    re.I,
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "v", "vi", "esq", "md"})
_NUMBERED = re.compile(r"^\s*\(?(\d{1,2})[.)]\s*(?=\D|\d{2,})")


@cache
def _lookups() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((Path(__file__).parent / "lookups.toml").read_text(encoding="utf-8"))


@cache
def _inverted(table: str) -> dict[str, str]:
    return {word: meaning for meaning, words in _lookups()[table].items() for word in words}


def _key(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").split()).strip(" *_").rstrip(":").strip(" *_").casefold()


def label(text: str) -> str | None:
    """The field that a label names, or None if it is not a label."""
    return _inverted("labels").get(_key(text))


def column(text: str) -> str | None:
    """The column that a table's heading names, or None."""
    return _inverted("columns").get(_key(text))


def labelled(text: str) -> tuple[str, str] | None:
    """The field and the rest of a line such as "Offense: Wire fraud"; None if the line does not open with a label."""
    head, colon, rest = text.partition(":")
    if not colon or len(head) > 40:
        return None
    field = label(head)
    return (field, rest.strip().removeprefix("**").strip()) if field else None


def is_furniture(text: str) -> bool:
    """True if the line is a link or heading of the page that belongs to no grant."""
    return _key(text) in _inverted("furniture")


def is_numbered(text: str) -> bool:
    """True if the line opens a numbered item, "2. Wire fraud" (but not "21 U.S.C. § 846")."""
    return _NUMBERED.match(text) is not None


def has_bullet(text: str) -> bool:
    return _BULLET.match(text) is not None


def split_residence(text: str) -> tuple[str, str]:
    """Name and residence of a line such as "• Eric Wilson – Romeoville, IL"; the residence may be ""."""
    text = _BULLET.sub("", text).strip()
    name, *rest = _RESIDENCE.split(text, maxsplit=1)
    return name.strip(), rest[0].strip() if rest else ""


def split_name(text: str) -> tuple[str, tuple[str, ...], str]:
    """Main name, aliases and the source's remark ("" if none) of a name as printed."""
    remark = ""
    if match := _REMARK.search(text):
        remark = (match["inside"] or "*").strip()
        text = text[: match.start()]
    if match := _ALIAS_IN_BRACKETS.search(text):
        text = f"{text[: match.start()]}, aka {match[1]}"
    name, *aliases = (part.strip(" ,()") for part in _ALIAS.split(text))
    split = [alias.strip() for part in aliases for alias in re.split(r"\s+and\s+|,\s*(?=[A-Z][a-z]+ [A-Z])", part)]
    return name, tuple(alias for alias in split if alias), remark


def is_name(text: str) -> bool:
    """True if the text can be one person's name. Headings, districts, continuation lines and footnotes are refused."""
    name, _, _ = split_name(text)
    words = name.split()
    if not 2 <= len(words) <= 9 or len(name) > 90 or _NOT_A_NAME.search(name):
        return False
    if label(name) or column(name) or is_furniture(name):
        return False
    if not (name[0].isupper() or name[0] in "'’“\"" or words[0] in ("de", "del", "van", "von", "la", "el")):
        return False
    letters = [word for word in words if sum(character.isalpha() for character in word) >= 2]
    if not letters or sum(character.isalpha() for character in name) < 0.5 * len(name):
        return False
    if _is_district(name):
        return False
    last = words[-1].strip(".,)").casefold()
    return not name.endswith(".") or len(last) <= 3 or last in _SUFFIXES


def _is_district(text: str) -> bool:
    """True for "D. Idaho", "N. D. W. Va." and the like."""
    words = text.replace(".", " ").casefold().split()
    if words and words[0] in ("n", "s", "e", "w", "m", "c"):
        words = words[1:]
    return bool(words) and words[0] == "d" and " ".join(words[1:]) in _inverted("places")

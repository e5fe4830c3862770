"""Numbers and days in words, as releases and signed papers print them."""

from __future__ import annotations

import re
from datetime import date

from clemency.sources.mending import MONTHS

_UNITS = dict(
    zip(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        range(20),
        strict=True,
    )
)
_TENS = dict(
    zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True)
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12}
_DONE = re.compile(
    r"\bthis\s+(?P<day>[\w-]+(?:\s[\w-]+)?)\s+day\s+of\s+(?P<month>[A-Z][a-z]+),?\s+in\s+the\s+year\s+of\s+our\s+lord,?\s+"
    r"(?P<year>[\w\s-]{4,60}?)(?:,|\s+and\s+of\b|\.|$)",
    re.I,
)


def number(words: str) -> int | None:
    """A cardinal or ordinal, in words below ten thousand or in figures ("twenty-five", "1,499", "22nd"), or None."""
    text = words.strip().lower().replace(",", "")
    if match := re.fullmatch(r"(\d{1,6})(?:st|nd|rd|th)?", text):
        return int(match[1])
    total = part = 0
    seen = False
    for word in re.split(r"[\s-]+", text):
        if word == "and" and seen:
            continue
        value = _word(word)
        if value is None:
            if word == "hundred" and part:
                part *= 100
                continue
            if word == "thousand" and part:
                total, part = total + part * 1000, 0
                continue
            return None
        part += value
        seen = True
    return total + part if seen else None


def _word(word: str) -> int | None:
    if word in _UNITS:
        return _UNITS[word]
    if word in _TENS:
        return _TENS[word]
    if word in _ORDINALS:
        return _ORDINALS[word]
    if word.endswith("ieth"):
        return _TENS.get(word[:-4] + "y")
    return _UNITS.get(word.removesuffix("th"))


def signed_day(text: str) -> date | None:
    """The day in a paper's closing words, "this fourth day of June, in the year of our Lord two thousand ..."."""
    match = _DONE.search(" ".join(text.split()))
    if match is None:
        return None
    day, month, year = number(match["day"]), MONTHS.get(match["month"].lower()), number(match["year"])
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None

"""Sentences, clauses, numbers and days of a plain English news text, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

# Words that end in a point without ending a sentence.
_ABBREVIATION = re.compile(
    r"mr|mrs|ms|dr|jr|sr|st|gen|sen|rep|gov|pres|prof|rev|no|vs?|u\.s|u\.n|d\.c|inc|co|corp|ltd|jan|feb|mar|apr|jun|jul"
    r"|aug|sept?|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|a\.m|p\.m|e\.g|i\.e|cf|fig|approx|est|dept|art|sec|pub|l"
    r"|[a-z]|(?:[a-z]\.)+[a-z]"
)


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` (end excluded) of the article."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters themselves."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; ``paragraph`` counts from 0. Blank lines part paragraphs."""

    span: Span
    paragraph: int
    text: str


def sentences(text: str) -> list[Sentence]:
    """The sentences in order. A line break inside a paragraph is a space; an abbreviation or initial ends nothing."""
    found: list[Sentence] = []
    for number, block in enumerate(re.finditer(r"\S(?:.|\n(?!\s*\n))*", text)):
        start = block.start()
        for stop in re.finditer(r"[.!?]['\"”’)\]]*(?=\s+['\"“‘(\[]*[A-Z0-9])|\Z", block.group()):
            end = block.start() + stop.end()
            piece = text[start:end]
            if stop.group() and _ends_in_abbreviation(piece):
                continue
            found += _pieces(text, start, end, number)
            start = end
    return found


_LONGEST = 1200  # no sentence is longer; what is, is a list or noise, and is read in pieces


def _pieces(text: str, start: int, end: int, paragraph: int) -> Iterator[Sentence]:
    """One sentence, or the pieces of a text too long to be one, cut between words."""
    while start < end:
        cut = end
        if end - start > _LONGEST:
            cut = text.rfind(" ", start + 1, start + _LONGEST)
            cut = cut if cut > start else start + _LONGEST
        piece = text[start:cut]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            said = re.sub(r"\s", " ", piece.strip())
            yield Sentence(Span(start + lead, start + lead + len(said)), paragraph, said)
        start = cut


def _ends_in_abbreviation(piece: str) -> bool:
    if not piece.endswith("."):
        return False
    words = piece[:-1].split()
    last = words[-1].strip("(\"'“‘").lower() if words else ""
    return bool(_ABBREVIATION.fullmatch(last))


_UNITS = {
    word: value
    for value, word in enumerate(
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
        ]
    )
}
_TENS = {
    w: 10 * n
    for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)
}
_SIMPLE = {**_UNITS, **_TENS, "dozen": 12}
_WORD = "|".join(sorted([*_SIMPLE, "hundred", "thousand"], key=len, reverse=True))
NUMBER_WORDS = (
    rf"(?:a\s+(?=hundred|thousand|dozen))?(?:{_WORD})(?:[\s-]+(?:and[\s-]+(?=(?:{_WORD})\b))?(?:{_WORD})\b){{0,9}}"
)
# A number as written, digits or words; not part of a longer word, an amount of money, a decimal, or "231-page".
NUMBER = (
    r"(?:(?<![\w$£€.,/§-])(?:\d{1,3}(?:,\d{3})+|\d+)(?![\w%]|[.,]\d|-[a-zA-Z])"
    rf"|(?<![\w-])(?:{NUMBER_WORDS})\b(?!-))"
)


def number_value(words: str) -> int | None:
    """The value of a number as written ("1,324", "two hundred and thirty-one", "a dozen"); None if it is none."""
    plain = words.replace(",", "").strip().lower()
    if plain.isdigit():
        return int(plain)
    total, current = 0, 0
    for word in re.split(r"[\s-]+", plain):
        if word in ("and", "a", ""):
            continue
        if word == "hundred":
            current = max(current, 1) * 100
        elif word == "thousand":
            total, current = total + max(current, 1) * 1000, 0
        elif word == "dozen":
            current = max(current, 1) * 12
        elif word in _SIMPLE:
            current += _SIMPLE[word]
        else:
            return None
    return total + current


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DATE = re.compile(
    rf"\b(?:(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year>\d{{4}}))?"
    rf"|(?P<day2>\d{{1,2}})\s+(?P<month2>{_MONTH})\.?,?\s+(?P<year2>\d{{4}})"
    r"|(?P<iso>\d{4}-\d{2}-\d{2}))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DayMention:
    """A day named in the text. ``year`` is None where the text leaves it out."""

    span: Span
    month: int
    day: int
    year: int | None

    def resolved(self, before: date | None) -> date | None:
        """The day itself; without a year, the last such day not after ``before``. None if there is no such day."""
        years = [self.year] if self.year else ([before.year, before.year - 1] if before else [])
        for year in years:
            try:
                found = date(year, self.month, self.day)
            except ValueError:
                continue
            if self.year or (before and found <= before):
                return found
        return None


def days_named(text: str) -> Iterator[DayMention]:
    """The days a text names by month and day, in order."""
    for match in _DATE.finditer(text):
        span = Span(match.start(), match.end())
        if match["iso"]:
            year, month, day = (int(part) for part in match["iso"].split("-"))
            yield DayMention(span, month, day, year)
            continue
        month = _MONTHS[(match["month"] or match["month2"]).lower()]
        year = match["year"] or match["year2"]
        yield DayMention(span, month, int(match["day"] or match["day2"]), int(year) if year else None)


def article_day(text: str) -> date | None:
    """The article's own day, as far as the text names one: the first day given with its year."""
    for mention in days_named(text):
        if mention.year is not None:
            return mention.resolved(None)
    return None


def weekday_before(weekday: str, day: date) -> date:
    """The last such weekday not after a day ("Monday" in an article of Tuesday the 20th is the 19th)."""
    return day - timedelta(days=(day.weekday() - _WEEKDAYS.index(weekday.lower())) % 7)


WEEKDAY = re.compile(rf"\b(?P<weekday>{'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)
MONTH_ALONE = re.compile(
    rf"\b(?:in|during)\s+(?P<month>{_MONTH})\b\.?(?!\s+\d{{1,2}}\b)(?:\s+(?P<year>\d{{4}}))?", re.IGNORECASE
)


def month_number(name: str) -> int:
    """January is 1."""
    return _MONTHS[name.lower().rstrip(".")]

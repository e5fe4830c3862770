"""Text as it reaches us: decode it, mend the damage that copying did, leave the words alone."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from clemency.errors import SourceError

# Real pages and lists are under one megabyte. A limit keeps a wrong file from costing minutes and filling the memory.
LARGEST_PAGE = 8 * 1024 * 1024
LARGEST_TABLE = 128 * 1024 * 1024

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}

_DAY = re.compile(r"([A-Za-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SERIAL = re.compile(r"\d{5}")

# Two readings in a row did this: bytes of Windows-1252 taken for Mac Roman, then UTF-8 taken for Windows-1252.
# "§" (0xA7) became "ß", then "ÃŸ"; a no-break space (0xA0) became a dagger, then "â€" and a no-break space.
_SCRAMBLED = re.compile("Ã_|[ÂÃ][\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u2122]|â[\u0080-\u2122]{2}")
_SCRAMBLED_RUN = re.compile(f"(?:{_SCRAMBLED.pattern})+")
_LONE_LEAD = re.compile(r"Â(?=[\s§©®°·£]|$)")  # what is left of "Â\xa0" and the like
_HALF_MARK = re.compile(r"â€(?=[\s\W]|$)")
_MAC_ROMAN_LETTERS = frozenset("ßìîñ")  # §, “, ” and – by way of Mac Roman
_SPACES = re.compile(r"[^\S\n]+")


def decode(raw: bytes, name: str, largest: int = LARGEST_PAGE) -> tuple[str, str]:
    """The text of a file, and a remark if its encoding is not UTF-8 ("" if it is). Raises SourceError if too large."""
    if len(raw) > largest:
        raise SourceError(
            f"{name} has {len(raw):,} bytes, and was not read: files of this kind have less than {largest:,}. "
            "Check that this is the right file, or split it."
        )
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace"), "the file is UTF-16"
    try:
        return raw.decode("utf-8-sig"), ""
    except UnicodeDecodeError as error:
        text = raw.decode("cp1252", errors="replace")
        return text, f"not UTF-8 (byte {error.start}); read as Windows-1252"


def mend(text: str) -> str:
    """Undo damaged encodings and spaces; keep line breaks, words and punctuation.

    A damaged letter between two letters stays a letter (``PeÃ±a`` is Peña); elsewhere it is the punctuation mark that
    shares its byte (``560.203Ã±4`` is 560.203–4).
    """
    if "Ã" in text or "â" in text or "Â" in text:
        text = _unscramble(text)
    text = text.replace("\xa0", " ").replace("\u200b", "").replace("\ufeff", "").replace("\r", "\n")
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """The mended text on one line."""
    return mend(text).replace("\n", " ")


def _unscramble(text: str) -> str:
    def undo_run(run: re.Match[str]) -> str:
        before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
        units = _SCRAMBLED.findall(run.group())
        inside_a_word = len(units) == 1 and before.isalpha() and after.isalpha()
        return "".join(_undo(unit, inside_a_word) for unit in units)

    text = _LONE_LEAD.sub("", _SCRAMBLED_RUN.sub(undo_run, text))
    return _HALF_MARK.sub(_undo_half_mark, text)


def _undo_half_mark(half: re.Match[str]) -> str:
    """ "â€" with its last byte lost: a closing quotation mark if one is open before it, else a no-break space."""
    before = half.string[: half.start()]
    return "”" if before.count("“") > before.count("”") else " "


def _undo(unit: str, inside_a_word: bool) -> str:
    if unit == "Ã_":  # the second half of the apostrophe's pair was not printable
        return "’"
    try:
        mended = unit.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return unit
    if mended == "†":
        return "\xa0"
    if mended in _MAC_ROMAN_LETTERS and not inside_a_word:
        return mended.encode("mac_roman").decode("cp1252", errors="replace")
    return mended


@lru_cache(maxsize=4096)
def read_day(text: str) -> date | None:
    """The day that the text names and nothing else: "DECEMBER 19, 2016", "2016-12-19". None if it is not one day."""
    text = text.strip().strip(".:").strip()
    if match := _ISO.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY.fullmatch(text):
        month = MONTHS.get(match[1].lower())
        return _day(int(match[3]), month, int(match[2])) if month else None
    return None


def first_day(text: str) -> date | None:
    """The first full day named anywhere in the text, or None."""
    for match in _DAY.finditer(text):
        if day := read_day(match.group()):
            return day
    return None


def serial_day(text: str) -> date | None:
    """The day behind a spreadsheet's serial number ("42696" is 2016-11-22), within 1950 to 2050; else None."""
    if not _SERIAL.fullmatch(text.strip()):
        return None
    day = date(1899, 12, 30) + timedelta(days=int(text))
    return day if 1950 <= day.year <= 2050 else None


def _day(year: int, month: int | None, day: int) -> date | None:
    try:
        return date(year, month or 0, day)
    except ValueError:
        return None

"""Damaged files: whatever is done to a page, a reader ends, balances, and loses no word without saying so."""

from __future__ import annotations

import csv
import html
import io
import random
import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser
from tests.sources.reading import page

from clemency.errors import SourceError
from clemency.sources.account import Contents
from clemency.sources.catalog import SourceFile, describe, read_file
from clemency.sources.mending import decode, first_day, mend

_TABLE = {
    "columns": {"name": "recipient", "signed_on": "grant_date", "kind": "kind", "offense_text": "offense"},
    "constants": {"president": "obama"},
}
SAMPLES: dict[str, tuple[str, bytes]] = {
    "page": ("justice_pages", page("pardons.html")),
    "list": ("justice_list", page("commutations.csv")),
    "release": ("white_house", page("release.md")),
    "proclamation": ("white_house", page("proclamation.md")),
    "warrant": ("white_house", page("warrant.md")),
    "table": (
        "table",
        b"recipient,grant_date,kind,offense\nAnn Example,2016-12-19,pardon,Wire fraud\nBen Example,2016-12-19,pardon,Theft\n",
    ),
}


def _file(reader: str) -> SourceFile:
    told = {"president": "obama", "kind": "commutation"} if reader == "justice_list" else {}
    file = describe(Path("damaged.x"), reader, **told)
    return replace(file, options={"mapping": _TABLE, "mapping_name": "map"}) if reader == "table" else file


def _read(reader: str, raw: bytes) -> Contents | None:
    """Read a damaged file; None if it is refused with a reason. Anything but these two is a failure."""
    start = time.process_time()
    try:
        contents = read_file(_file(reader), raw)
    except SourceError as error:
        assert str(error)  # noqa: PT017  (both outcomes are allowed; this one must give its reason)
        return None
    totals = contents.account.close()
    assert totals.read == totals.kept + totals.rejected + totals.set_aside
    assert time.process_time() - start < 5
    return contents


# Ways in which a file is damaged


def _cut(raw: bytes, chance: random.Random) -> bytes:
    return raw[: chance.randrange(len(raw) + 1)]


def _remove(raw: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(raw))
    return raw[:start] + raw[start + chance.randrange(1, 400) :]


def _repeat(raw: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(raw))
    piece = raw[start : start + chance.randrange(1, 400)]
    return raw[:start] + piece * chance.randrange(2, 20) + raw[start:]


def _shuffle_lines(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.split(b"\n")
    start = chance.randrange(len(lines))
    part = lines[start : start + 12]
    chance.shuffle(part)
    return b"\n".join(lines[:start] + part + lines[start + 12 :])


def _swap_cells(raw: bytes, chance: random.Random) -> bytes:
    for separator in (b"</td>", b","):
        if raw.count(separator) > 4:
            cells = raw.split(separator)
            place = chance.randrange(len(cells) - 2)
            cells[place], cells[place + 1] = cells[place + 1], cells[place]
            return separator.join(cells)
    return raw


def _wrong_encoding(raw: bytes, chance: random.Random) -> bytes:
    text = raw.decode("utf-8")
    return chance.choice(
        (
            text.encode("cp1252", errors="replace"),
            text.encode("utf-16"),
            text.encode("utf-8").decode("cp1252", errors="replace").encode(),  # read once too often
            text.encode("utf-8").decode("latin-1").encode("utf-8"),
        )
    )


def _noise(raw: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(raw))
    return raw[:start] + chance.randbytes(chance.randrange(1, 300)) + raw[start:]


def _marks(raw: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(raw))
    marks = chance.choice(
        (b'"', b"<", b"\0", b"</table>", b"<table><tr>", b"**", b"\n\n", b",", b"<!--", b"&#0;", b"<td rowspan=9999>")
    )
    return raw[:start] + marks * chance.randrange(1, 5) + raw[start:]


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _cut,
    _remove,
    _repeat,
    _shuffle_lines,
    _swap_cells,
    _wrong_encoding,
    _noise,
    _marks,
)


def _damaged(raw: bytes, seed: int, times: int) -> bytes:
    chance = random.Random(seed)
    for _ in range(times):
        if raw:
            raw = chance.choice(DAMAGES[:5] + DAMAGES[6:])(raw, chance)
    return chance.choice((lambda b: b, lambda b: b, lambda b: _recoded(b, chance)))(raw)


def _recoded(raw: bytes, chance: random.Random) -> bytes:
    try:
        return _wrong_encoding(raw, chance)
    except UnicodeDecodeError:
        return raw


def _words(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z]{3,}", text))


def _visible_words(reader: str, raw: bytes) -> set[str]:
    """The words of a file that a person would see, got by other means than the reader's."""
    text, _ = decode(raw, "x")
    if reader == "justice_pages":
        tree = LexborHTMLParser(text)
        tree.strip_tags(["script", "style", "noscript", "template", "iframe", "svg"])
        return _words(html.unescape(tree.body.text(separator=" ") if tree.body else ""))
    if reader in ("justice_list", "table"):
        return {
            word
            for row in csv.reader(io.StringIO(text.replace("\0", "\ufffd").replace("\r", "\n")))
            for cell in row
            for word in _words(cell)
        }
    return set()


@pytest.mark.parametrize("sample", SAMPLES)
@given(seed=st.integers(0, 2**32), times=st.integers(1, 4))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damage_never_crashes_hangs_or_loses_a_word_unsaid(sample, seed, times):
    reader, whole = SAMPLES[sample]
    raw = _damaged(whole, seed, times)
    contents = _read(reader, raw)
    if contents is None:
        return
    seen = " ".join(contents.account.texts())
    assert [word for word in _visible_words(reader, raw) if word not in seen] == []


@pytest.mark.parametrize("sample", ["page", "list", "release"])
@given(seed=st.integers(0, 2**32))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_kept_is_in_the_record(sample, seed):
    """Every word of a kept value stands in some draft, or is a label or a day."""
    reader, whole = SAMPLES[sample]
    contents = _read(reader, _damaged(whole, seed, 2))
    if contents is None:
        return
    if not contents.drafts:
        return
    record = " ".join(
        " ".join((*draft.fields.values(), draft.name, *draft.aliases))
        + (f" {draft.signed_on:%B %Y}" if draft.signed_on else "")
        for draft in contents.drafts
    )
    held = _words(record.replace("*", "").casefold()) | _words(_LABELS.casefold())
    known = _words(mend(whole.decode()).casefold())  # words that damage made of others are not looked for
    for text in contents.account.texts("kept"):
        words = _words(mend(text).replace("*", "").casefold()) & known
        assert words <= held or first_day(mend(text)) or text.startswith(("title:", "source_url:", "date:")), text


_LABELS = """offense offenses district date sentence terms grant commutation aka fka download pdf clemency warrant title
    pardons commutations source url https bidenwhitehouse archives gov briefing room statements releases recipient list"""


@given(raw=st.binary(max_size=3000))
@settings(max_examples=100, deadline=None)
def test_any_bytes_at_all(raw):
    for reader in (
        "justice_pages",
        "justice_list",
        "white_house",
        "table",
        "statistics",
        "announcements",
        "transcribed",
        "hobby_table",
    ):
        _read(reader, raw)


@given(text=st.text(alphabet="<>/tdrh\"',\n :*#-–•|&;OfensDitrcaSmb12. ", max_size=2000))
@settings(max_examples=100, deadline=None)
def test_text_made_of_the_marks_that_the_readers_go_by(text):
    for reader in ("justice_pages", "justice_list", "white_house"):
        _read(reader, text.encode())


@pytest.mark.parametrize("reader", ["justice_pages", "justice_list", "white_house", "table", "statistics"])
@pytest.mark.parametrize(
    "noise",
    [b"<td><table>", b"<", b'"a,\n', b"Offense: x\n", b"- **A B** - x\n", b"&#x", b"<div>", b"**", b"( "],
    ids=str,
)
def test_a_megabyte_of_one_thing(reader, noise):
    start = time.process_time()
    _read_any(reader, noise * (1024 * 1024 // len(noise)))
    assert time.process_time() - start < 10


def _read_any(reader: str, raw: bytes) -> None:
    try:
        read_file(_file(reader), raw).account.close()
    except SourceError as error:
        assert str(error)  # noqa: PT017  (both outcomes are allowed; this one must give its reason)


@pytest.mark.parametrize("reader", ["justice_pages", "justice_list", "white_house", "statistics"])
def test_a_hundred_megabytes_are_refused_at_once(reader):
    with pytest.raises(SourceError, match=r"104,857,600 bytes, and was not read"):
        read_file(_file(reader), bytes(100 * 1024 * 1024))

"""The court and the day of a judgment: the 94 districts, D.C. Superior Court, courts-martial.

Written for every form the lists use: "Middle District of Florida; May 5, 2003", "M. D. Fla.", "Middle Florida",
"1. & 2. N. D. Iowa; 1. ...; 2. ...", "U.S. Army general court-martial". A district that never existed
("District of Michigan") keeps its state and gets no code. Tables: ``data/districts.csv`` and
``data/states.csv``.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Literal, NamedTuple

from clemency.ledger.text.dates import MONTHS, When, when
from clemency.ledger.text.items import item_numbers
from clemency.ledger.text.tokens import Correction, Cursor, Unread, too_long, words_of


class District(NamedTuple):
    """A row of districts.csv. part: "northern" ... or "" where the state is one district; abolished: year or ""."""

    code: str
    name: str
    abbreviation: str
    state: str
    part: str
    circuit: str
    abolished: str
    note: str


@dataclass(frozen=True, slots=True)
class Court:
    """One court. code: "txwd", "dcsuper", "courtmartial"; "" where the text does not fix one (see ``doubt``)."""

    kind: Literal["district", "superior", "court-martial"]
    name: str
    code: str = ""
    state: str = ""
    circuit: str = ""
    branch: str = ""  # of a court-martial: "Army", ...
    level: str = ""  # "general", "special", "summary", or "" if not said
    place: str = ""  # where a court-martial was convened, as printed
    former: str = ""  # name of the district when the judgment was given, if the text gives both
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class CourtEntry:
    """One judgment's court and days. item: its number in the record, None if the record has no numbers."""

    item: int | None
    court: Court | None
    dates: tuple[When, ...] = ()
    amended: tuple[When, ...] = ()
    on_remand: bool = False


@dataclass(frozen=True, slots=True)
class Courts:
    """Every judgment that a district text names, and what was not understood."""

    text: str
    entries: tuple[CourtEntry, ...]
    unread: tuple[Unread, ...]
    corrections: tuple[Correction, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """District codes, each once, in the order printed."""
        return tuple(dict.fromkeys(entry.court.code for entry in self.entries if entry.court and entry.court.code))

    def describe(self) -> str:
        """Plain text that ``parse_district`` reads back to the same entries."""
        return "; ".join(_describe(entry) for entry in self.entries)


@cache
def districts() -> dict[str, District]:
    """The 94 districts and the abolished ones that the record names, by code."""
    return {row["code"]: District(*row.values()) for row in _rows("districts.csv")}


@cache
def _states() -> dict[tuple[str, ...], str]:
    """Every way of writing a state, as words, to its code."""
    postal = {(row["code"].lower(),): row["code"] for row in _rows("states.csv")}
    return postal | _states_by_name()


@cache
def _states_by_name() -> dict[tuple[str, ...], str]:
    """Names and abbreviations, without the two-letter postal codes, which can be words ("in", "or", "me")."""
    names: dict[tuple[str, ...], str] = {}
    for row in _rows("states.csv"):
        for name in (row["name"], *row["abbreviations"].split(";")):
            names[tuple(name.lower().split())] = row["code"]
    names[("columbia",)] = "DC"
    return names


def _rows(name: str) -> list[dict[str, str]]:
    table = resources.files("clemency.ledger.text") / "data" / name
    return list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))


_PARTS = {"northern": "n", "southern": "s", "eastern": "e", "western": "w", "middle": "m", "central": "c"}
_PART_WORDS = {short: part for part, short in _PARTS.items()} | {part: part for part in _PARTS}
_COMPASS = {"north": "northern", "south": "southern", "east": "eastern", "west": "western"}
_DISTRICT = ("district", "districts", "dist", "d")
_BRANCHES = {
    ("army",): "Army",
    ("navy",): "Navy",
    ("air", "force"): "Air Force",
    ("marine", "corps"): "Marine Corps",
    ("coast", "guard"): "Coast Guard",
}
_LEVELS = ("general", "special", "summary")


@cache
def _vocabulary() -> frozenset[str]:
    words = words_of([" ".join(name) for name in _states()])
    own = "district court courts martial superior united states convened amended remand force marine corps coast guard"
    return words | frozenset(own.split()) | frozenset(_PARTS) | frozenset(_COMPASS) | frozenset(_LEVELS) | set(MONTHS)


def parse_district(text: str) -> Courts:
    """Read courts and days of judgment from the district text of a record."""
    if unread := too_long(text):
        return Courts(text, (), unread=unread)
    cursor = Cursor(text, _vocabulary())
    found = _Entries()
    items: tuple[int | None, ...] = (None,)
    while cursor.more():
        start = cursor.at
        if cursor.take(";", ",", ".", "\n", "and", "&", ":"):
            if cursor.at_line_start():
                items = (None,)
        elif numbers := item_numbers(cursor):
            items = numbers
        elif (court := take_court(cursor)) is not None:
            found.add_court(items, court)
        elif (day := when(cursor, year_alone=True)) is not None:
            found.add(items, dates=(day,))
        elif remark := cursor.attempt(_remark):
            found.add(items, dates=remark.dates, amended=remark.amended, on_remand=remark.on_remand)
        else:
            cursor.skip()
            continue
        cursor.mark_read(start)
    return Courts(text, found.entries(), cursor.unread(), tuple(cursor.corrections))


def take_court(cursor: Cursor) -> Court | None:
    """Take the name of one court from the cursor."""
    return cursor.attempt(_superior) or cursor.attempt(_court_martial) or cursor.attempt(_federal)


class _Entries:
    """Courts and days as they come, filed under the number they belong to."""

    def __init__(self) -> None:
        self._filed: dict[tuple[int | None, int], CourtEntry] = {}
        self._anonymous = 0

    def add_court(self, items: tuple[int | None, ...], court: Court) -> None:
        for item in items:
            entry = self._filed.get(self._key(item))
            if item is None and entry is not None and entry.court is not None:
                self._anonymous += 1
                entry = None
            self._filed[self._key(item)] = replace(entry or CourtEntry(item, None), court=court)

    def add(
        self,
        items: tuple[int | None, ...],
        dates: tuple[When, ...] = (),
        amended: tuple[When, ...] = (),
        on_remand: bool = False,
    ) -> None:
        for item in items:
            old = self._filed.get(self._key(item)) or CourtEntry(item, None)
            self._filed[self._key(item)] = replace(
                old,
                dates=old.dates + dates,
                amended=old.amended + amended,
                on_remand=old.on_remand or on_remand,
            )

    def _key(self, item: int | None) -> tuple[int | None, int]:
        return (item, self._anonymous if item is None else 0)

    def entries(self) -> tuple[CourtEntry, ...]:
        """In order. A court without a number serves all numbered days that have none of their own."""
        shared = self._filed.get((None, 0))
        numbered = [entry for (item, _), entry in self._filed.items() if item is not None]
        waiting = bool(numbered) and all(entry.court is None for entry in numbered)
        if waiting and shared is not None and shared.court and not shared.dates and self._anonymous == 0:
            return tuple(replace(entry, court=shared.court) for entry in _by_item(numbered))
        plain = [entry for (item, _), entry in self._filed.items() if item is None]
        return (*plain, *_by_item(numbered))


def _by_item(entries: list[CourtEntry]) -> list[CourtEntry]:
    return sorted(entries, key=lambda entry: entry.item or 0)


@dataclass(frozen=True, slots=True)
class _Remark:
    dates: tuple[When, ...] = ()
    amended: tuple[When, ...] = ()
    on_remand: bool = False


def _remark(cursor: Cursor) -> _Remark | None:
    """ "(on remand)", "(as amended May 1, 1990)", "(May 1, 1990)" or the same without brackets."""
    bracket = cursor.take("(")
    remark: _Remark | None = None
    if cursor.phrase("on remand"):
        remark = _Remark(on_remand=True)
    elif cursor.phrase("as amended", "amended"):
        cursor.take("on")
        day = when(cursor, year_alone=True)
        remark = _Remark(amended=(day,) if day else ())
    elif bracket and (day := when(cursor, year_alone=True)):
        remark = _Remark(dates=(day,))
    if remark is None or (bracket and not cursor.take(")")):
        return None
    return remark


# courts


class _Words:
    """The coming words with the full stops of abbreviations passed over."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor

    def word(self) -> str:
        self._pass_stops()
        token = self.cursor.peek()
        return token.word if token is not None else ""

    def take(self, *words: str) -> str:
        word = self.word()
        if word in words:
            self.cursor.at += 1
            return word
        return ""

    def longest(self, table: dict[tuple[str, ...], str]) -> str:
        """The value of the longest entry of the table that stands here; "" if none."""
        start = self.cursor.at
        words: list[str] = []
        best, best_at = "", start
        while len(words) < 4 and self.word().isalpha():
            words.append(self.word())
            self.cursor.at += 1
            if tuple(words) in table:
                best, best_at = table[tuple(words)], self.cursor.at
        self.cursor.at = best_at
        return best

    def close(self) -> None:
        """Take the full stop that ends an abbreviation, not the one after an item number."""
        self.cursor.take(".")

    def _pass_stops(self) -> None:
        self.cursor.pass_over(".", most=8)


def _superior(cursor: Cursor) -> Court | None:
    words = _Words(cursor)
    if words.take("superior"):
        if not (words.take("court") and words.take("of") and (words.take("the") or True)):
            return None
        if not _columbia(words):
            return None
    else:
        words.take("the")
        if not (_columbia(words) and words.take("superior") and words.take("court")):
            return None
    words.close()
    return Court("superior", "Superior Court of the District of Columbia", "dcsuper", "DC")


def _columbia(words: _Words) -> bool:
    if words.take("d"):
        return bool(words.take("c"))
    return bool(words.take("district") and words.take("of") and words.take("columbia"))


def _court_martial(cursor: Cursor) -> Court | None:
    words = _Words(cursor)
    if words.take("united"):
        if not words.take("states"):
            return None
    elif words.take("u") and not words.take("s"):
        return None
    branch = words.longest(_BRANCHES)
    if not branch:
        return None
    levels: list[str] = []
    while level := words.take(*_LEVELS):
        levels.append(level)
        after_level = cursor.at
        if not words.take("and", "&", ","):
            break
        if words.word() not in _LEVELS:
            cursor.at = after_level
            break
    cursor.take("\n")
    if words.take("court", "courts"):
        cursor.take("-")
        if not words.take("martial"):
            return None
    elif levels:
        return None
    place = _convened_at(cursor)
    level = " and ".join(levels)
    name = " ".join(filter(None, (f"U.S. {branch}", level, "court-martial")))
    return Court("court-martial", name, "courtmartial", branch=branch, level=level, place=place)


def _convened_at(cursor: Cursor) -> str:
    if not cursor.phrase("convened at", "convened in", "at"):
        return ""
    start = cursor.at
    while ((token := cursor.peek()) is not None and token.kind == "word") or cursor.looking_at(",", "."):
        if cursor.looking_at(",") and (after := cursor.peek(1)) is not None and after.kind != "word":
            break
        cursor.at += 1
    if cursor.at == start:
        return ""
    return cursor.text[cursor.tokens[start].start : cursor.tokens[cursor.at - 1].end]


def _federal(cursor: Cursor) -> Court | None:
    words = _Words(cursor)
    start = cursor.at
    for rule in (_part_district_state, _district_state, _part_state, _state_alone):
        cursor.at = start
        court = rule(words)
        if court is not None:
            words.close()
            return court
    return None


def _part_district_state(words: _Words) -> Court | None:
    """ "Middle District of Florida", "M. D. Fla.", "S. (now Central) D. Ill.", "North District of Dakota"."""
    printed = words.word()
    part = _PART_WORDS.get(printed) or _COMPASS.get(printed, "")
    if not part:
        return None
    words.cursor.at += 1
    now = _now(words)
    if not words.take(*_DISTRICT):
        return None
    now = now or _now(words)
    words.take("of")
    words.take("the")
    state = words.longest(_states())
    if not state and printed in _COMPASS and words.word() in ("dakota", "carolina"):
        state = f"{printed[0]}{words.word()[0]}".upper()
        words.cursor.at += 1
        return _court(state, "", doubt=f"printed with the words of the name apart: {printed} ... of {state}")
    if not state:
        return None
    if not now:
        return _court(state, part)
    former = f"{part.capitalize()} District of {_state_name(state)}"
    return replace(_court(state, now), former=former)


def _now(words: _Words) -> str:
    """ "(now Central)", "(now S. D.)": the district that the old one has become."""
    start = words.cursor.at
    if words.take("(") and words.take("now"):
        part = _PART_WORDS.get(words.word(), "")
        if part:
            words.cursor.at += 1
            words.take(*_DISTRICT)
            if words.take(")"):
                return part
    words.cursor.at = start
    return ""


def _district_state(words: _Words) -> Court | None:
    """ "District of Kansas", "D. Kan.", "D. D. C."."""
    if not words.take(*_DISTRICT):
        return None
    words.take("of")
    words.take("the")
    state = words.longest(_states())
    if state:
        return _court(state, "")
    part = words.take(*_PARTS)  # "District of Central Illinois"
    state = words.longest(_states()) if part else ""
    return _court(state, part) if state else None


def _part_state(words: _Words) -> Court | None:
    """ "Middle Florida"; the full word only, since "S. C." is a state."""
    part = words.word()
    if part not in _PARTS:
        return None
    words.cursor.at += 1
    state = words.longest(_states())
    return _court(state, part) if state else None


def _state_alone(words: _Words) -> Court | None:
    """ "Kansas". Short abbreviations stand for a state only after "D." or the part of a district."""
    full = {name: code for name, code in _states_by_name().items() if len("".join(name)) > 3}
    state = words.longest(full)
    return _court(state, "") if state else None


def _court(state: str, part: str, doubt: str = "") -> Court:
    """The district of that state and part; without a code where there is no such district."""
    exact = [d for d in districts().values() if d.state == state and d.part == part]
    if exact:
        row = exact[0]
        return Court("district", row.name, row.code, state, row.circuit, doubt=doubt)
    name = f"{part.capitalize()} District of {_state_name(state)}" if part else f"District of {_state_name(state)}"
    there = ", ".join(d.name for d in districts().values() if d.state == state and not d.abolished)
    circuit = next((d.circuit for d in districts().values() if d.state == state), "")
    return Court("district", name, "", state, circuit, doubt=f"no such district; {_state_name(state)} has: {there}")


@cache
def _state_name(code: str) -> str:
    return next(row["name"] for row in _rows("states.csv") if row["code"] == code).removeprefix("District of ")


def _describe(entry: CourtEntry) -> str:
    court = ""
    if entry.court is not None:
        court = entry.court.name + (f" convened at {entry.court.place}" if entry.court.place else "")
    pieces = [court, *map(str, entry.dates)]
    number = f"{entry.item}. " if entry.item else ""
    remarks = " (on remand)" if entry.on_remand else ""
    remarks += "".join(f" (as amended {day})" for day in entry.amended)
    return number + "; ".join(filter(None, pieces)) + remarks

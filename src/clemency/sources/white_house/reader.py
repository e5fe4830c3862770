"""Releases of the White House: lists of recipients, proclamations and single warrants.

lists          "... is commuting the sentences of the following 75 individuals:", then for each person a line with
               name and residence, and below it labelled fields (bold or not) or a paragraph of biography; or a table
               of names and register numbers.
warrants       "Have Granted Unto", a name, "A Full and Unconditional Pardon", the offenses, the closing day.
proclamations  "do hereby grant ... pardon to ...": to a class (an act with a scope), to a named person, or both, with
               commutations of named people besides.

A release may hold several of these. What names no grant is set aside.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from clemency.errors import SourceError
from clemency.ledger.model import Act, Cite, Kind, Scope
from clemency.ledger.presidents import find_president, in_office, presidents, term_on
from clemency.sources.account import Account, Contents, Draft
from clemency.sources.catalog import SourceFile
from clemency.sources.html import Table
from clemency.sources.markdown import Line, plain_text, read_body, split_header
from clemency.sources.mending import decode, first_day, mend, one_line, read_day
from clemency.sources.vocabulary import LABELS, column, is_name, is_numbered, labelled, split_name, split_residence
from clemency.sources.white_house.numbers import number, signed_day

_REGISTER = re.compile(r"\d{5}-?\d{3}")
_PLACE = re.compile(r"[A-Z][\w.’' -]*(?:, ?[A-Z][\w.’' -]*)*")
_PEOPLE = re.compile(r"((?:[\w,-]+\s+){1,3})(?:individuals|people|persons|americans)\b", re.I)
_TERMS_OF_LIST = re.compile(r"\bcommut\w+ the sentences? of .*\b(?:individuals|people|persons) to .*", re.I | re.S)
_STATED_KIND = re.compile(r"\b(?P<count>\d[\d,]*|[a-z]+(?:-[a-z]+)?)\s+(?P<kind>pardon|commutation)s?\b", re.I)
_PRESIDENT = re.compile(r"\b(?:President|I,)\s+((?:[A-Z][\w.]*,?\s+){0,4}[A-Z][\w.]*)", re.I)
_GRANTED_UNTO = re.compile(r"\bgranted\s+unto\b", re.I)
_CLOSING = re.compile(r"^(?:I HEREBY|IN TESTIMONY|IN WITNESS|Done at|The Attorney General shall)\b", re.I)
_RELIEF_WORDS = (
    r"an?\s+(?:[\w,-]+\s+){0,6}?(?P<kind>pardon|commutation|remission|reprieve|respite)\b"
    r"(?:\s+of\s+(?:the|his|her|their|all)?\s*(?:\w+\s+)?sentences?)?"
)
_RELIEF = re.compile(rf"{_RELIEF_WORDS}[.,:]?$", re.I)
_GRANTED_IN_LINE = re.compile(
    rf"(?P<name>[^,;:]{{3,90}}?(?:, (?:Jr|Sr)\.)?),?\s+(?P<relief>{_RELIEF_WORDS})[.,:]?\s*(?P<rest>.*)", re.I | re.S
)
_SENTENCED = re.compile(r",?\s*\bfor which (?:he|she|they) (?:was|were) sentenced\b", re.I)
_HEREBY = re.compile(r"\bdo(?:es)?\s+hereby\b", re.I)
_PARDON_TO = re.compile(r"\bgrant\s+an?\s+(?P<relief>[\w, ]{3,60}?pardon)\s+to:?\s*(?P<who>.*)", re.I | re.S)
_COMMUTE = re.compile(r"\bcommute\s+the\s+sentences?\s+of\s+(?:the\s+following\b|.{0,80}\bas\s+follows\b)", re.I)
_CLASS = re.compile(r"^(?:\(1\)\s*)?(?:all|any|each|every|those|persons|individuals|certain|current)\b", re.I)
_PROVISION = re.compile(
    r"\d+ U\.\s?S\.\s?C\.(?: App\.)? \d+\w*(?:\(\w+\))*(?:, \d+\w*(?:\(\w+\))*)*"
    r"|section [\d–-]+(?:\.\d+)?(?:\(\w+\))* of (?:title \d+, United States Code|the D\.\s?C\. Code)"
    r"|D\.\s?C\. Code [\d–.-]+\d(?:\(\w+\))*"
    r"|\d+ C\.\s?F\.\s?R\. [\d.-]+\d(?:\(\w+\))*"
    r"|Articles? \d+(?:, \d+)*(?:,? and \d+)?"
)
_EXCLUDES = re.compile(r"does not apply|shall not apply|not any other offenses?|do not involve any", re.I)


@dataclass(slots=True)
class _Release:
    file: SourceFile
    contents: Contents
    title: str
    day: date
    president: str
    url: str
    lines: list[Line | Table] = field(default_factory=list)
    values: dict[int, int] = field(default_factory=dict)  # place in ``lines``: value in the account
    stated: dict[Kind, int] = field(default_factory=dict)

    def text(self, place: int) -> str:
        part = self.lines[place]
        return part.text if isinstance(part, Line) else ""

    def locator(self, place: int) -> str:
        part = self.lines[place]
        return f"line {part.number}" if isinstance(part, Line) else f"table {part.number}"


def read(raw: bytes, file: SourceFile) -> Contents:
    """Read a release. Raises SourceError if it has no day, or says nothing of any clemency."""
    text, remark = decode(raw, file.path)
    contents = Contents(file.key, Account())
    if remark:
        contents.find("", remark)
    for override in file.overrides:
        text = text.replace(override.found, override.replaced_by)
    release = _open(text, file, contents)
    end = len(release.lines)
    starts = [place for place in range(end) if _GRANTED_UNTO.search(release.text(place))]
    if starts:
        _read_list(release, 0, max(0, starts[0] - 6))
        for start, stop in zip(starts, [*starts[1:], end], strict=True):
            _read_warrant(release, start, stop)
    elif any(_HEREBY.search(release.text(place)) for place in range(end)):
        _read_proclamation(release)
    else:
        _read_list(release, 0, end)
    _compare_stated(release)
    rest = contents.account.open_values()
    contents.account.set_aside(rest, "words of the release that name no grant")
    return contents


def _open(text: str, file: SourceFile, contents: Contents) -> _Release:
    header, header_lines, body, first_line = split_header(text)
    for line_number, line in header_lines:
        value = contents.account.read(f"line {line_number}", line.strip())
        if line.startswith(("date:", "title:", "source_url:")):
            contents.account.keep(value)
        else:
            contents.account.set_aside([value], "header of the saved file")
    lines = list(read_body(body, first_line))
    words = [part.text for part in lines if isinstance(part, Line)]
    if not re.search(
        r"clemency|pardon|commut|repriev|remission|amnesty", " ".join([header.get("title", ""), *words]), re.I
    ):
        raise SourceError(f"{file.path}: the text says nothing of clemency; this reader is for releases of grants.")
    day = read_day(header.get("date", "")[:10]) or next((day for text in words[:8] if (day := first_day(text))), None)
    if day is None:
        raise SourceError(
            f"{file.path}: no day was found. Put a header above the text: '---', 'date: 2016-12-19', '---'."
        )
    release = _Release(
        file, contents, header.get("title", file.path), day, "", header.get("source_url", file.source.url), lines
    )
    release.president = file.president or _president(words, day, header, file)
    if not in_office(release.president, day):
        name = presidents()[release.president].name
        raise SourceError(f"{file.path}: dated {day}, when {name} was not in office. Check the day and --president.")
    for place, part in enumerate(lines):
        if isinstance(part, Line):
            release.values[place] = contents.account.read(release.locator(place), part.text)
    return release


def _president(words: list[str], day: date, header: dict[str, str], file: SourceFile) -> str:
    """The president who acts: the one in office on that day; on a day with two, as the release itself shows.

    It shows it by the address (an outgoing administration's pages move to a site of its own), by the hour it was
    published (the office changes at noon), or by the name in the text.
    """
    holders = [
        (president.key, term.starts == day)
        for president in presidents().values()
        for term in president.terms
        if term.starts <= day and (term.ends is None or day <= term.ends)
    ]
    keys = list(dict.fromkeys(key for key, _ in holders))
    if len(keys) == 1:
        return keys[0]
    url = header.get("source_url", file.source.url)
    by_site = [key for key in keys if f"{key.rsplit('-', 1)[-1]}whitehouse" in url.replace("-", "")]
    if len(by_site) == 1:
        return by_site[0]
    if hour := re.match(r"\d{4}-\d\d-\d\d[ T](\d\d):", header.get("published_time", "")):
        return next(key for key, is_new in holders if is_new == (int(hour[1]) >= 12))
    for text in words:
        for match in _PRESIDENT.finditer(text):
            parts = match[1].split()
            for length in range(len(parts), 0, -1):
                found = find_president(" ".join(parts[:length]))
                if found and found.key in keys:
                    return found.key
    raise SourceError(
        f"{file.path}: on {day} {' and '.join(keys) or 'nobody known here'} held office, and the text does not say who "
        "acts. Name the president with --president."
    )


# Lists


@cache
def _intros() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    table = tomllib.loads((Path(__file__).parent / "lookups.toml").read_text(encoding="utf-8"))
    return tuple((entry["kind"], re.compile(entry["pattern"], re.I)) for entry in table["intro"])


@dataclass(slots=True)
class _Open:
    """The record being read."""

    draft: Draft
    values: list[int]
    field: str = ""


def _read_list(release: _Release, start: int, stop: int) -> None:
    account = release.contents.account
    kind: Kind | None = None
    intro = ""
    headings: list[str | None] = []
    current: _Open | None = None
    for place in range(start, stop):
        part = release.lines[place]
        if isinstance(part, Table):
            current = _close(release, current)
            headings = _read_register_table(release, part, headings, kind, intro)
            continue
        value = release.values[place]
        if part.is_rule:
            current = _close(release, current)
            account.set_aside([value], "the end of the release")
            continue
        if run_in := _run_in_head(part):
            current = _close(release, current)
            name_text, biography, stated_kind = run_in
            current = _open_record(release, place, stated_kind, name_text, "")
            current.draft.fields["biography_text"] = biography
            continue
        name = _name_line(part, release.lines[place + 1] if place + 1 < stop else None)
        if name and kind:
            current = _close(release, current)
            current = _open_record(release, place, kind, *name)
            continue
        if current is None or (part.opens_paragraph and part.text.endswith(":") and not labelled(part.text)):
            found = _intro(release, part.text)
            if found:
                current = _close(release, current)
                kind, intro = found, part.text
                continue
        if current is None:
            if name or labelled(_without_bullet(part.text)):
                account.reject([value], "a record with no sentence above it that says what was granted")
            continue
        _add_line(release, current, part, value)
    _close(release, current)


def _intro(release: _Release, text: str) -> Kind | None:
    """The kind of relief that a sentence announces; notes how many it states. None if it announces none or several."""
    for match in _STATED_KIND.finditer(text):
        if (count := number(match["count"])) is not None:
            release.stated[match["kind"].lower()] = count  # pyright: ignore[reportArgumentType]
    kinds: list[Kind] = [kind for kind, pattern in _intros() if pattern.search(text)]
    if len(kinds) != 1:
        return None
    for match in _PEOPLE.finditer(text):
        counts = [count for word in match[1].split() if (count := number(word)) is not None]
        if len(counts) == 1:
            release.stated[kinds[0]] = counts[0]
    return kinds[0]


def _name_line(line: Line, following: Line | Table | None) -> tuple[str, str] | None:
    """Name and residence, if the line is the head of a record: it has both, or a bold name stands above a field."""
    text = _without_bullet(line.text)
    if len(text) > 160 or labelled(text):
        return None
    name, residence = split_residence(text)
    if residence and is_name(name) and len(residence) <= 60 and _PLACE.fullmatch(residence.rstrip(".")):
        return name, residence
    below = isinstance(following, Line) and labelled(_without_bullet(following.text))
    if below and line.is_bold and is_name(text.rstrip(":")):
        return text.rstrip(":"), ""
    return None


def _run_in_head(line: Line) -> tuple[str, str, Kind] | None:
    """Name, biography and kind of a paragraph that opens with a bold name and says itself what was granted.

    "**Todd Example** – President Trump granted a full pardon to Todd Example. ..."
    """
    match = re.match(r"\s*\*\*(?P<name>[^*]{3,90}?)\s*[–—:.-]?\s*\*\*\s*[–—:-]?\s*(?P<rest>\S.{60,})", line.raw, re.S)
    if match is None:
        return None
    name, rest = plain_text(match["name"]), plain_text(match["rest"])
    opening = rest.split(". ")[0]
    kinds: list[Kind] = [kind for kind, pattern in _intros() if pattern.search(opening)]
    return (name, rest, kinds[0]) if is_name(name) and len(kinds) == 1 and not labelled(line.text) else None


def _without_bullet(text: str) -> str:
    return re.sub(r"^\s*[-*+•▪◦●·]\s+", "", text).strip()


def _open_record(release: _Release, place: int, kind: Kind, name_text: str, residence: str) -> _Open:
    name, aliases, remark = split_name(name_text)
    fields = {"name_text": name_text}
    if residence:
        fields["residence_text"] = residence
    if remark:
        fields["annotation_text"] = remark
    draft = Draft(
        release.file.key,
        release.locator(place),
        release.president,
        kind,
        name,
        release.day,
        fields,
        aliases,
    )
    return _Open(draft, [release.values[place]])


def _add_line(release: _Release, record: _Open, line: Line, value: int) -> None:
    text = _without_bullet(line.text)
    fields = record.draft.fields
    inner = labelled(text)
    if inner:
        record.field = inner[0]
        before = fields.get(inner[0])
        fields[inner[0]] = f"{before}\n{inner[1]}" if before else inner[1]
    elif record.field and record.field in LABELS:
        if line.opens_paragraph and not is_numbered(text):
            release.contents.account.reject(
                [value], f"a paragraph below the fields of {record.draft.name}, not understood"
            )
            return
        before = fields[record.field]
        fields[record.field] = f"{before}\n{text}" if before else text
    elif _looks_like_head(text):
        release.contents.account.reject([value], "looks like the head of a record, and its name cannot be read")
        return
    else:
        before = fields.get("biography_text")
        fields["biography_text"] = f"{before}\n{text}" if before else text
    record.values.append(value)


def _looks_like_head(text: str) -> bool:
    """Whether a line is so short and so capitalized that it is more likely a head than a sentence of a biography."""
    return len(text) < 90 and bool(re.search(r"[–—]", text)) and not text.endswith((".", "”", '"', ";", ","))


def _close(release: _Release, record: _Open | None) -> None:
    if record is None:
        return
    draft = record.draft
    if not any(name in draft.fields for name in (*LABELS, "biography_text")):
        release.contents.account.reject(record.values, "a name with nothing below it")
        return
    draft.name = _cased(draft)
    draft.values = tuple(record.values)
    release.contents.account.keep(*record.values)
    release.contents.drafts.append(draft)


def _cased(draft: Draft) -> str:
    """A name printed in capitals as the biography below spells it, where it does."""
    biography = draft.fields.get("biography_text", "")
    same = biography[: len(draft.name)]
    return same if draft.name.isupper() and same.casefold() == draft.name.casefold() else draft.name


def _read_register_table(
    release: _Release, table: Table, headings: list[str | None], kind: Kind | None, intro: str
) -> list[str | None]:
    """Read a table of names and register numbers. Returns its headings, which a table that runs on does not repeat."""
    account = release.contents.account
    for number_of_row, cells in enumerate(table.rows, start=1):
        locator = f"table {table.number}, row {number_of_row}"
        texts = [mend(cell.text) for cell in cells]
        found = [column(one_line(text)) for text in texts]
        if not any(texts):
            continue
        if len(texts) == len(headings):
            rows = _rows_in_row(headings, texts)
        else:
            rows = [texts]
        if len(rows) > 1:
            release.contents.find(locator, f"one row holds {len(rows)} people: {', '.join(row[0] for row in rows)}")
        for row in rows:
            values = [account.read(locator, text) for text in row if text]
            if "name" in found and all(found):
                headings = found
                account.set_aside(values, "column headings")
            elif "name" not in headings:
                account.reject(values, "a table with no headings that are known")
            elif kind is None:
                account.reject(values, "a table with no sentence above it that says what was granted")
            elif len(row) != len(headings):
                account.reject(values, f"{len(row)} cells under {len(headings)} headings")
            else:
                named = dict(zip(headings, map(one_line, row), strict=True))
                _add_table_row(release, named, values, locator, kind, intro)
    return headings


def _rows_in_row(headings: list[str | None], texts: list[str]) -> list[list[str]]:
    """The grants of one row: nearly always one; as many as there are lines, if every cell has that many."""
    lines = [text.split("\n") for text in texts]
    count = len(lines[0])
    if count == 1 or "register_number" not in headings or any(len(cell) != count for cell in lines):
        return [texts]
    if not all(_REGISTER.fullmatch(text) for text in lines[headings.index("register_number")]):
        return [texts]
    return [list(parts) for parts in zip(*lines, strict=True)]


def _add_table_row(
    release: _Release, row: dict[str | None, str], values: list[int], locator: str, kind: Kind, intro: str
) -> None:
    account = release.contents.account
    name_text = row["name"]
    if not is_name(name_text):
        account.reject(values, f"{name_text[:60]!r} stands where a name should, and is none")
        return
    register_number = row.get("register_number", "")
    if register_number and not _REGISTER.fullmatch(register_number):
        account.reject(values, f"{register_number!r} is no register number of the form 12345-678")
        return
    name, aliases, _ = split_name(name_text)
    fields = {str(key): text for key, text in row.items() if key not in (None, "name", "document", "kind") and text}
    fields["name_text"] = name_text
    if kind == "commutation" and (terms := _TERMS_OF_LIST.search(intro)):
        fields["terms_text"] = terms.group().rstrip(": ")
    account.keep(*values)
    release.contents.drafts.append(
        Draft(
            release.file.key, locator, release.president, kind, name, release.day, fields, aliases, values=tuple(values)
        )
    )


def _compare_stated(release: _Release) -> None:
    for kind, stated in release.stated.items():
        count = sum(draft.kind == kind for draft in release.contents.drafts)
        if count and count != stated:
            release.contents.find("", f"the release states {stated:,} {kind}s and prints {count:,} names")


# Warrants


def _read_warrant(release: _Release, start: int, stop: int) -> None:
    account = release.contents.account
    names: list[tuple[int, str]] = []
    kind: Kind = "pardon"
    relief = ""
    body: list[tuple[int, str]] = []
    opening = _GRANTED_UNTO.split(release.text(start), maxsplit=1)[1].strip()
    for place in range(start, stop):
        text = opening if place == start else release.text(place)
        if _CLOSING.match(text):
            break
        if not text:
            continue
        if match := _RELIEF.match(text):
            relief, kind = text, match["kind"].lower()  # pyright: ignore[reportAssignmentType]
            account.keep(release.values[place])
        elif (match := _GRANTED_IN_LINE.match(text)) and is_name(match["name"]) and not _opens_clause(text):
            names.append((place, match["name"]))
            relief, kind = match["relief"], match["kind"].lower()  # pyright: ignore[reportAssignmentType]
            body += [(place, match["rest"])] if match["rest"] else []
        elif is_name(text) and not _opens_clause(text):
            names.append((place, text))
        elif place != start:
            body.append((place, text))
    day = _signed_on(release, " ".join(release.text(place) for place in range(start, stop)))
    words = "\n".join(text for _, text in body)
    offense, *sentence = _SENTENCED.split(words, maxsplit=1)
    if not names or not relief:
        account.reject([release.values[start]], "a warrant in which no name or no relief could be read")
        return
    account.keep(release.values[start], *(release.values[place] for place, _ in body))
    act = _act(release, "warrant", day, "-".join(re.findall(r"[a-z]+", names[0][1].casefold())))
    for place, name_text in names:
        account.keep(release.values[place])
        name, aliases, _ = split_name(name_text)
        fields = {"name_text": name_text, "offense_text": offense.strip(), "terms_text": relief}
        if sentence:
            fields["sentence_text"] = words[len(offense) :].lstrip(", ")
        release.contents.drafts.append(
            Draft(
                release.file.key,
                release.locator(place),
                release.president,
                kind,
                name,
                day,
                fields,
                aliases,
                announced_on=release.day,
                act=act.id,
                values=(release.values[place],),
            )
        )
    release.contents.acts.append(act)


def _signed_on(release: _Release, words: str) -> date:
    """The day in a paper's closing words; the day of the release if there is none, or none that can be."""
    day = signed_day(words)
    if day and in_office(release.president, day) and day <= release.day:
        return day
    if day:
        release.contents.find("", f"the paper's closing words say {day}; taken as signed on {release.day}")
    return release.day


def _opens_clause(text: str) -> bool:
    """Whether a line that could be a name is the opening of a clause ("For His convictions ...")."""
    return bool(re.match(r"(?:for|of|and|the|this|those|united states v)\b", text, re.I))


def _act(release: _Release, instrument, day: date, tail: str, scope: Scope | None = None, number: str = "") -> Act:
    return Act(
        id=f"{release.president}-{day}-{instrument}-{tail}",
        instrument=instrument,
        title=release.title,
        president=release.president,
        term=term_on(release.president, day),
        signed_on=day,
        announced_on=release.day,
        cites=(Cite(release.file.key, "", ("title", "signed_on", "announced_on", "scope")),),
        scope=scope,
        number=number,
        document_url=release.url,
    )


# Proclamations


def _read_proclamation(release: _Release) -> None:
    account = release.contents.account
    places = [place for place in range(len(release.lines)) if place in release.values]
    whole = " ".join(release.text(place) for place in places)
    day = _signed_on(release, whole)
    opening = next(place for place in places if _HEREBY.search(release.text(place)))
    closing = next(
        (place for place in places if re.match(r"IN WITNESS", release.text(place), re.I)), len(release.lines)
    )
    operative = [place for place in places if opening <= place < closing]
    number_of_act = str(release.file.options.get("number", ""))
    named: list[Draft] = []
    scope: Scope | None = None
    inside_list = ""
    for place in operative:
        text = release.text(place)
        line = release.lines[place]
        if _COMMUTE.search(text) and text.rstrip().endswith(":"):
            inside_list = text
            account.keep(release.values[place])
        elif inside_list and isinstance(line, Line) and line.has_bullet:
            _name_in_list(release, place, text, inside_list, day, named)
        elif match := _PARDON_TO.search(text):
            inside_list = ""
            account.keep(release.values[place])
            who = match["who"].split(".  ")[0]
            person = _named_person(who)
            if person:
                named.append(_proclaimed(release, place, "pardon", person, f"{match['relief']}", day))
            elif _CLASS.match(who.strip()):
                scope = _scope(release, operative, place, day)
            else:
                account.reject([release.values[place]], "a pardon to someone or some class that could not be read")
    if not named and scope is None:
        first = release.values[opening]
        account.reject([first], "a proclamation whose grant could not be read")
        return
    tail = number_of_act or "-".join(re.findall(r"[a-z0-9]+", release.title.casefold())[-6:])
    act = _act(release, "proclamation", day, tail, scope, number_of_act)
    for draft in named:
        draft.act = act.id
    release.contents.acts.append(act)
    release.contents.drafts += named


def _name_in_list(release: _Release, place: int, text: str, intro: str, day: date, named: list[Draft]) -> None:
    account = release.contents.account
    name_text = _without_bullet(text).rstrip(";,")
    name_text = re.sub(r"[;,]?\s+and$", "", name_text)
    if not is_name(name_text):
        account.reject([release.values[place]], f"{name_text[:60]!r} stands where a name should, and is none")
        return
    terms = re.sub(r"^\(\w\)\s*", "", intro).rstrip(": ")
    account.keep(release.values[place])
    named.append(_proclaimed(release, place, "commutation", name_text, terms, day))


def _proclaimed(release: _Release, place: int, kind: Kind, name_text: str, terms: str, day: date) -> Draft:
    name, aliases, _ = split_name(name_text)
    return Draft(
        release.file.key,
        release.locator(place),
        release.president,
        kind,
        name,
        day,
        {"name_text": name_text, "terms_text": terms},
        aliases,
        announced_on=release.day,
        values=(release.values[place],),
    )


def _named_person(who: str) -> str | None:
    """The person that a pardon is granted to, if the words that follow are a name; None for a class."""
    match = re.match(
        r"((?:[A-Z][\w.'’-]*\s+){1,5}[A-Z][\w'’-]*(?:,? (?:Jr|Sr)\.)?)(?=[.,;]|\s+(?:for|of|who)\b|$)", who.strip()
    )
    return match[1] if match and is_name(match[1]) else None


def _scope(release: _Release, operative: list[int], granting: int, day: date) -> Scope:
    """The rule of a class act: the granting words and what limits them, verbatim."""
    text_places = [
        place
        for place in operative
        if place >= granting
        and not re.match(
            r"(?:Pursuant to|The Attorney General|The Military Departments|Although|I further)\b", release.text(place)
        )
    ]
    for place in text_places:
        release.contents.account.keep(release.values[place])
    text = "\n".join(release.text(place) for place in text_places)
    sentences = re.split(r"(?<=[a-z)]\.)\s+(?=[A-Z])|\n", text)
    starts, ends = _window(sentences, day)
    return Scope(
        text=text,
        offenses=tuple(dict.fromkeys(_PROVISION.findall(text))),
        acts_from=starts,
        acts_to=ends,
        excludes=" ".join(sentence for sentence in sentences if _EXCLUDES.search(sentence)),
    )


def _window(sentences: list[str], day: date) -> tuple[date | None, date | None]:
    """The days of conduct or conviction that the act covers, where it names them."""
    for sentence in sentences:
        if match := re.search(r"during the period from\b(.+?)\bthrough\b(.+)", sentence):
            return first_day(match[1]), first_day(match[2])
    for sentence in sentences:
        if re.search(r"on or before the date of this proclamation", sentence, re.I):
            return None, day
        if (match := re.search(r"\bevents\b.{0,160}?\bon ([A-Z][a-z]+ \d{1,2}, \d{4})", sentence)) and (
            on := read_day(match[1])
        ):
            return on, on
    return None, None

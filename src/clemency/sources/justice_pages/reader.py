"""The Justice Department's pages of grants: "Pardons Granted by President ...", saved from justice.gov/pardon.

A page is a run of sections, each under a heading that is a day. Below it stands a table in one of these layouts, and
one page may mix them all:

columns      a row of headings (NAME, DISTRICT, SENTENCED, OFFENSE, and since 2017 PUBLIC DISCLOSURE), then a row a
             person. A name that spans several rows has several convictions.
pairs        two columns, label and text, with the name in a row of its own.
single cell  a record in one cell, its labels inside the text.

Printed on 2015-01-26 to 2020-12-24 (the pages this reader was made on).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from clemency.errors import SourceError
from clemency.ledger.model import KINDS, Kind
from clemency.ledger.presidents import find_president
from clemency.sources.account import Account, Contents, Draft
from clemency.sources.catalog import SourceFile
from clemency.sources.html import Cell, Table, read_page
from clemency.sources.mending import decode, first_day, mend, one_line, read_day
from clemency.sources.pairs import PairReader, PairRecord, Row, Section
from clemency.sources.vocabulary import column, is_furniture, is_name, label, labelled, split_name, split_residence

_TITLE = re.compile(
    r"\b(?P<kinds>pardons?|commutations?|clemency)\b.*\bby\s+(?:former\s+)?president\s+(?P<who>[^(|]+)", re.I
)
_COUNT = re.compile(r"\b(\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten)\s+(pardon|commutation)s?\b", re.I)
_FULL_DAY = re.compile(r"[A-Za-z]+\.?\s+\d{1,2}(?:st|nd|rd|th)?\s*,?\s+\d{4}")
_HEADING_WORDS = frozenset(
    """a amended an and by clemency commutation commutations five four grant granted grants of on one pardon pardons
    president sentence sentences six the three two""".split()  # noqa: SIM905  (a list of words reads best as words)
)
_YEAR_ONLY = re.compile(r"(?:\d\.\s*)?(?:[A-Z][a-z]+\.? \d{1,2}, )?\d{4}(?:\s*\([^)]*\))?")
_UPDATED = re.compile(r"\bUpdated\s+([A-Z][a-z]+ \d{1,2}, \d{4})")


@dataclass(slots=True)
class _Page:
    file: SourceFile
    contents: Contents
    president: str = ""
    kind: Kind | None = None
    section: Section | None = None
    kinds_of_section: tuple[Kind, ...] = ()
    document: str = ""
    lines: list[Row] = field(default_factory=list)  # text between tables, not yet given a meaning
    stated: list[tuple[Section, Kind, int]] = field(default_factory=list)


def read(raw: bytes, file: SourceFile) -> Contents:
    """Read a saved page. Raises SourceError if it has no dated section with grants in it."""
    text, remark = decode(raw, file.path)
    contents = Contents(file.key, Account())
    if remark:
        contents.find("", remark)
    for override in file.overrides:
        text = _replace(text, override.found, override.replaced_by, contents)
    parts = list(read_page(text))
    page = _Page(file, contents, file.president, file.kind)
    if not page.president or not page.kind:
        _read_title(page, parts)
    first, last = _span_of_list(parts, file)
    for number, part in enumerate(parts):
        if isinstance(part, Table):
            _flush(page)
            _read_table(page, part)
        elif first <= number <= last:
            _read_line(page, f"line {number + 1}", part)
        else:
            value = contents.account.read(f"line {number + 1}", part)
            contents.account.set_aside([value], "the page around the list")
    _flush(page)
    _compare_stated(page)
    return contents


def _replace(text: str, found: str, replaced_by: str, contents: Contents) -> str:
    if found not in text:
        contents.find("", f"the override for {found!r} found nothing to replace; remove it from source.toml")
    return text.replace(found, replaced_by)


def _read_title(page: _Page, parts: list[str | Table]) -> None:
    """President and kind from the page's title, unless the description of the file gives them."""
    for part in parts:
        match = _TITLE.search(part) if isinstance(part, str) and len(part) < 200 else None
        president = find_president(match["who"]) if match else None
        if match and president:
            page.president = page.president or president.key
            kinds = match["kinds"].lower().rstrip("s")
            if kinds in KINDS and " and " not in match.group().lower().split(" by ")[0]:
                page.kind = page.kind or kinds  # pyright: ignore[reportAttributeAccessIssue]
            return
    if not page.president:
        raise SourceError(
            f"{page.file.path}: no title such as 'Pardons Granted by President Barack Obama' says whose grants these "
            "are. Name the president with --president."
        )


def _span_of_list(parts: list[str | Table], file: SourceFile) -> tuple[int, int]:
    """Where the list begins (its first dated heading) and ends (its last table or labelled line)."""
    first = next((n for n, part in enumerate(parts) if isinstance(part, str) and _heading_day(part)), None)
    records = [n for n, part in enumerate(parts) if isinstance(part, Table) or labelled(part)]
    if not records:
        raise SourceError(f"{file.path}: neither a table nor a labelled line ('Offense: ...') was found in this page.")
    return (records[0] if first is None else min(first, records[0])), records[-1]


def _heading_day(line: str) -> date | None:
    """The day of a heading: a day that stands alone, or among words that only say what was granted that day."""
    if len(line) > 120:
        return None
    if day := read_day(line):
        return day
    day = first_day(line)
    rest = re.findall(r"[a-z0-9]+", _FULL_DAY.sub(" ", line, count=1).lower())
    return day if day and all(word in _HEADING_WORDS or word.isdigit() for word in rest) else None


def _read_line(page: _Page, locator: str, line: str) -> None:
    account = page.contents.account
    value = account.read(locator, line)
    if day := _heading_day(line):
        _flush(page)
        account.keep(value)
        number = page.section.number + 1 if page.section else 0
        page.section = Section(number, day, locator)
        stated = [(_number(count), kind.lower()) for count, kind in _COUNT.findall(line)]
        page.kinds_of_section = _kinds(line)
        page.stated += [(page.section, kind, count) for count, kind in stated]  # pyright: ignore[reportArgumentType]
    elif re.fullmatch(r"(?:pardons|commutations)(?: granted)?:?", line, re.I):
        _flush(page)
        account.keep(value)
        page.kinds_of_section = _kinds(line)
    elif is_furniture(line) or ("|" in line and first_day(line)):
        account.set_aside([value], "a heading or link of the page")
    else:
        page.lines.append(Row(value, locator, "", mend(line)))


def _kinds(line: str) -> tuple[Kind, ...]:
    """The kinds of grant that a heading names."""
    words = {word.rstrip("s") for word in re.findall(r"[a-z]+", line.lower())}
    return tuple(kind for kind in KINDS if kind in words)


def _flush(page: _Page) -> None:
    """Give the lines gathered between tables a meaning: records printed as paragraphs, or text not understood."""
    lines, page.lines = page.lines, []
    if not any(labelled(row.text) for row in lines):
        for row in lines:
            if len(row.text) > 1:
                page.contents.account.reject([row.value], "text between the tables, not understood")
            else:
                page.contents.account.set_aside([row.value], "a stray mark")
        return
    _read_pairs(page, lines)


def _read_table(page: _Page, table: Table) -> None:
    for number, cells in enumerate(table.rows[:3]):  # a title may stand above the headings
        headings = [column(cell.text) for cell in cells]
        if "name" in headings and sum(heading is not None for heading in headings) >= 2:
            _read_columns(page, table, number, headings)
            return
    rows = _pair_rows(page, table)
    if any(label(row.key) or labelled(row.text) for row in rows):
        _read_pairs(page, rows)
        return
    values = [row.value for row in rows]
    shown = " | ".join(one_line(cell.text)[:20] for cell in table.rows[0][:6]) if table.rows else ""
    page.contents.account.reject(values, f"a table of unknown layout, headed {shown!r}")


# Columns


def _read_columns(page: _Page, table: Table, header: int, headings: list[str | None]) -> None:
    account = page.contents.account
    for number, cells in enumerate(table.rows[:header], start=1):
        titles = [account.read(f"table {table.number}, row {number}", cell.text) for cell in cells if cell.text]
        account.set_aside(titles, "a title above the column headings")
    for number, cell in enumerate(table.rows[header]):
        value = account.read(f"table {table.number}, row {header + 1}", cell.text)
        if headings[number] or not cell.text:
            account.set_aside([value], "column headings")
        else:
            account.reject([value], f"unknown column heading {cell.text[:40]!r}")
    draft: Draft | None = None
    spans: dict[int, int] = {}  # column: rows still covered by a cell above
    for number, cells in enumerate(table.rows[header + 1 :], start=header + 2):
        locator = f"table {table.number}, row {number}"
        placed, covered = _place(cells, spans)
        values = {place: account.read(locator, cell.text) for place, cell in placed.items() if cell.text}
        surplus = [place for place in placed if place >= len(headings)]
        name_place = headings.index("name")
        if surplus or len(placed) + len(covered) < len(headings):
            account.reject(values.values(), f"{len(placed) + len(covered)} cells under {len(headings)} headings")
            continue
        if all(column(cell.text) == headings[place] for place, cell in placed.items() if cell.text):
            account.set_aside(values.values(), "column headings")
            continue
        if name_place in covered and draft:
            _add_row(page, draft, headings, placed, values)
            continue
        draft = _new_draft(page, locator, placed[name_place], values) if name_place in placed else None
        if draft:
            _add_row(page, draft, headings, placed, values)


def _place(cells: list[Cell], spans: dict[int, int]) -> tuple[dict[int, Cell], set[int]]:
    """Which column each cell of a row stands in, and which columns a cell of an earlier row still covers."""
    covered = {place for place, rows in spans.items() if rows > 0}
    for place in covered:
        spans[place] -= 1
    placed: dict[int, Cell] = {}
    place = 0
    for cell in cells:
        while place in covered:
            place += 1
        placed[place] = cell
        for spanned in range(place, place + cell.column_span):
            spans[spanned] = cell.row_span - 1
        place += cell.column_span
    return placed, covered


def _new_draft(page: _Page, locator: str, cell: Cell, values: dict[int, int]) -> Draft | None:
    account = page.contents.account
    name_text, residence = split_residence(one_line(cell.text))
    if not is_name(name_text):
        account.reject(values.values(), f"{name_text[:60]!r} stands where a name should, and is none")
        return None
    draft = _draft(page, locator, name_text, residence)
    if draft is None:
        account.reject(values.values(), _no_kind(page))
        return None
    page.contents.drafts.append(draft)
    return draft


def _add_row(
    page: _Page, draft: Draft, headings: list[str | None], placed: dict[int, Cell], values: dict[int, int]
) -> None:
    account = page.contents.account
    for place, cell in placed.items():
        heading = headings[place]
        if place not in values:
            continue
        if heading is None:
            account.reject([values[place]], "a cell under an unknown heading")
            continue
        account.keep(values[place])
        draft.values += (values[place],)
        text = mend(cell.text)
        if heading == "document":
            draft.fields.setdefault("document_url", cell.link)
        elif heading == "granted_on":
            day = read_day(one_line(text))
            if day is None:
                account.reject([values[place]], f"{text[:40]!r} is no day")
            else:
                draft.signed_on = day
        elif heading == "kind" and text.casefold() in KINDS:
            draft.kind = text.casefold()  # pyright: ignore[reportAttributeAccessIssue]
        elif heading != "name":
            name = _sentence_column(text) if heading == "sentenced_or_sentence" else heading
            before = draft.fields.get(name)
            draft.fields[name] = f"{before}\n{text}" if before else text


def _sentence_column(text: str) -> str:
    """Whether a cell under SENTENCED is the year of sentence alone, or the sentence."""
    only_years = all(_YEAR_ONLY.fullmatch(line) for line in text.split("\n"))
    return "sentenced_text" if only_years else "sentence_text"


# Pairs and single cells


def _pair_rows(page: _Page, table: Table) -> list[Row]:
    rows: list[Row] = []
    for number, cells in enumerate(table.rows, start=1):
        locator = f"table {table.number}, row {number}"
        filled = [cell for cell in cells if cell.text]
        if not filled:
            continue
        if len(cells) == 1 and any(labelled(line) for line in cells[0].text.split("\n")):
            rows += [_row(page, locator, "", line) for line in cells[0].text.split("\n")]
        elif len(cells) == 1:
            rows.append(_row(page, locator, "", cells[0].text, cells[0].is_heading))
        elif len(cells) == 2:
            rows.append(_row(page, locator, one_line(cells[0].text), cells[1].text))
        else:
            rows.append(_row(page, locator, " | ".join(one_line(cell.text) for cell in filled), ""))
    return rows


def _row(page: _Page, locator: str, key: str, text: str, is_heading: bool = False) -> Row:
    value = page.contents.account.read(locator, f"{key} {text}".strip())
    return Row(value, locator, key, mend(text), is_heading)


def _read_pairs(page: _Page, rows: list[Row]) -> None:
    section = page.section or Section(0, None, "")
    for record in PairReader(page.contents.account, section).read(rows):
        _draft_of_record(page, record)


def _draft_of_record(page: _Page, record: PairRecord) -> None:
    draft = _draft(page, record.locator, record.name_text, record.residence_text)
    if draft is None:
        page.contents.account.reject(record.values, _no_kind(page))
        return
    draft.values = tuple(record.values)
    draft.fields.update(record.fields)
    if record.section.day:
        draft.signed_on = record.section.day
    if record.repeated:
        page.contents.find(
            record.locator,
            f"{draft.name}: a label comes twice; read as several convictions (or a name between them is missing)",
        )
    page.contents.drafts.append(draft)


def _draft(page: _Page, locator: str, name_text: str, residence: str) -> Draft | None:
    kind = page.kinds_of_section[0] if len(page.kinds_of_section) == 1 else page.kind
    if kind is None:
        return None
    name, aliases, remark = split_name(name_text)
    fields = {"name_text": name_text}
    if residence:
        fields["residence_text"] = residence
    if remark:
        fields["annotation_text"] = remark
    return Draft(
        page.file.key,
        locator,
        page.president,
        kind,
        name,
        page.section.day if page.section else None,
        fields,
        aliases,
        section=page.section.number if page.section else 0,
    )


def _no_kind(page: _Page) -> str:
    if len(page.kinds_of_section) > 1:
        return "the heading joins pardons and commutations, and nothing says which this is"
    return "neither the page's title nor its heading says what kind of grant this is"


def _compare_stated(page: _Page) -> None:
    counts = Counter((draft.section, draft.kind) for draft in page.contents.drafts)
    for section, kind, stated in page.stated:
        if counts[section.number, kind] != stated:
            page.contents.find(
                section.locator,
                f"heading states {stated} {kind}s on {section.day}; read {counts[section.number, kind]}",
            )


def _number(word: str) -> int:
    words = ("a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    if word.isdigit():
        return int(word)
    return 1 if word.lower() == "an" else max(1, words.index(word.lower()))

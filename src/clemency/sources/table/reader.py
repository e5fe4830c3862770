"""Any CSV table of grants, one grant a row, with a mapping file that says which column is what.

The mapping is TOML (see docs/guide/record-sources.md):

    [columns]                      # our field = the table's heading, or a list of headings that it may have
    name = "Recipient"
    signed_on = "Date"
    kind = "Type"
    offense_text = "Offense"

    [constants]                    # what every row shares and no column says
    president = "obama"

    [kind]                         # the table's words for kinds, where they are not pardon, commutation, ...
    "Full pardon" = "pardon"

    [ignore]                       # columns that are left out, each with the reason
    "Political_Party" = "not part of the public record"

    [dates]
    formats = ["%m/%d/%Y"]         # besides 2016-12-19 and December 19, 2016

A column that the mapping does not name is reported, and so is each of its cells.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from clemency.errors import InputError, SourceError
from clemency.ledger.model import KINDS
from clemency.ledger.presidents import find_president, term_on
from clemency.sources.account import Account, Contents, Draft
from clemency.sources.catalog import SourceFile
from clemency.sources.mending import LARGEST_TABLE, decode, mend, one_line, read_day
from clemency.sources.tables import TableRow, read_table
from clemency.sources.vocabulary import is_name, split_name

TEXT_FIELDS = (
    "offense_text",
    "district_text",
    "sentence_text",
    "sentenced_text",
    "terms_text",
    "residence_text",
    "biography_text",
    "annotation_text",
    "register_number",
    "document_url",
)
FIELDS = ("name", "signed_on", "announced_on", "kind", "president", "source_row", *TEXT_FIELDS)


@dataclass(frozen=True, slots=True)
class Mapping_:
    """What a table's columns and words mean."""

    columns: Mapping[str, str]  # heading: field
    constants: Mapping[str, str]
    kinds: Mapping[str, str]
    ignored: Mapping[str, str]  # heading: reason
    formats: tuple[str, ...]
    allow_any_recipient: bool = False  # companies and groups besides people


def read_mapping(path: Path) -> dict[str, Any]:
    """The mapping in a TOML file. Raises InputError if it is not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: not a TOML mapping: {error}") from error


def mapping(described: Mapping[str, Any], name: str) -> Mapping_:
    """Check a mapping. Raises InputError that names the entry that cannot stand."""
    unknown = set(described) - {"columns", "constants", "kind", "ignore", "dates", "recipients"}
    if unknown:
        raise InputError(
            f"{name}: section [{sorted(unknown)[0]}] is not one of columns, constants, kind, ignore, dates."
        )
    columns: dict[str, str] = {}
    for field, headings in described.get("columns", {}).items():
        if field not in FIELDS:
            raise InputError(f"{name}: [columns] {field} is no field of a grant. Fields: {', '.join(FIELDS)}.")
        for heading in [headings] if isinstance(headings, str) else headings:
            columns[heading] = field
    constants = dict(described.get("constants", {}))
    for field in ("name", "signed_on", "kind", "president"):
        if field not in columns.values() and field not in constants:
            raise InputError(f"{name}: nothing gives {field}; add it to [columns] or [constants].")
    for word, kind in described.get("kind", {}).items():
        if kind not in KINDS:
            raise InputError(f"{name}: [kind] {word!r} = {kind!r}, which is not one of {', '.join(KINDS)}.")
    return Mapping_(
        columns,
        constants,
        {word.casefold(): kind for word, kind in described.get("kind", {}).items()},
        dict(described.get("ignore", {})),
        tuple(described.get("dates", {}).get("formats", ())),
        bool(described.get("recipients", {}).get("any", False)),
    )


def read(raw: bytes, file: SourceFile) -> Contents:
    """Read a table with the mapping in ``file.options["mapping"]``. Raises SourceError without one."""
    if "mapping" not in file.options:
        raise SourceError(f"{file.path}: a table of this kind needs a mapping file; name it with --mapping.")
    rules = mapping(file.options["mapping"], file.options.get("mapping_name", "mapping"))
    text, remark = decode(raw, file.path, LARGEST_TABLE)
    for override in file.overrides:
        text = text.replace(override.found, override.replaced_by)
    contents = Contents(file.key, Account())
    if remark:
        contents.find("", remark)
    columns = {**rules.columns, **{heading: f"ignore:{heading}" for heading in rules.ignored}}
    for row in read_table(text, columns, contents.account, file.path):
        _read_row(contents, file, rules, row)
    return contents


def _read_row(contents: Contents, file: SourceFile, rules: Mapping_, row: TableRow) -> None:
    account = contents.account
    for name, value in list(row.values.items()):
        if name.startswith("ignore:"):
            account.set_aside([value], rules.ignored[name.removeprefix("ignore:")])
            del row.values[name]
    values = row.values.values()
    given = {**rules.constants, **{name: text for name, text in row.cells.items() if name in row.values}}
    problem, draft = _draft(given, file, rules, row.locator)
    if draft is None:
        account.reject(values, problem)
        return
    account.keep(*values)
    draft.values = tuple(values)
    contents.drafts.append(draft)


def _draft(given: Mapping[str, str], file: SourceFile, rules: Mapping_, locator: str) -> tuple[str, Draft | None]:
    """The grant of a row, or the reason why there is none."""
    name_text = one_line(given.get("name", ""))
    if not name_text or not (rules.allow_any_recipient or is_name(name_text)):
        return f"{name_text[:60]!r} is no person's name", None
    day = _read_date(given.get("signed_on", ""), rules.formats)
    if day is None:
        return f"{given.get('signed_on', '')!r} is no day", None
    word = one_line(given.get("kind", "")).casefold()
    kind = rules.kinds.get(word, word)
    if kind not in KINDS:
        return f"{given.get('kind', '')!r} is no kind of grant that the mapping names", None
    president = find_president(one_line(given.get("president", "")))
    if president is None:
        return f"{given.get('president', '')!r} is no president known here", None
    try:
        term_on(president.key, day)
    except InputError as error:
        return str(error), None
    name, aliases, remark = split_name(name_text)
    fields = {field: mend(given[field]) for field in TEXT_FIELDS if given.get(field, "").strip()}
    fields["name_text"] = name_text
    if remark:
        fields.setdefault("annotation_text", remark)
    announced = _read_date(given.get("announced_on", ""), rules.formats) if given.get("announced_on") else None
    if given.get("source_row"):
        locator = f"{locator}, row id {one_line(given['source_row'])}"
    return "", Draft(
        file.key,
        locator,
        president.key,
        kind,  # pyright: ignore[reportArgumentType]
        name,
        day,
        fields,
        aliases,
        announced_on=announced,
    )


def _read_date(text: str, formats: tuple[str, ...]) -> date | None:
    if day := read_day(one_line(text)):
        return day
    for pattern in formats:
        try:
            return datetime.strptime(one_line(text), pattern).date()  # noqa: DTZ007  (a day has no time zone)
        except ValueError:
            continue
    return None

"""Two-column copies (CSV) of a Justice Department page of grants: a label or nothing, and a text.

Blank first columns stand before names, before lines that run on, and before headings; headings are days, sometimes as
spreadsheet serial numbers, sometimes missing. A section without a heading is read with no day, for ``sources.dating``
to restore or to set aside. A block in the form of a White House release (bulleted names, labels inside the second
column) may be pasted into the same file; it makes a section of its own.
"""

from __future__ import annotations

from clemency.errors import SourceError
from clemency.sources.account import Account, Contents, Draft
from clemency.sources.catalog import SourceFile
from clemency.sources.mending import decode, mend
from clemency.sources.pairs import PairReader, Row
from clemency.sources.tables import csv_records
from clemency.sources.vocabulary import is_furniture, split_name


def read(raw: bytes, file: SourceFile) -> Contents:
    """Read a two-column list. Raises SourceError if it has no labelled rows, or its president or kind is not known."""
    if not file.president or not file.kind:
        raise SourceError(
            f"{file.path}: a two-column list does not say whose grants it lists, nor of what kind. "
            "Name them with --president and --kind."
        )
    text, remark = decode(raw, file.path)
    contents = Contents(file.key, Account())
    if remark:
        contents.find("", remark)
    for override in file.overrides:
        text = text.replace(override.found, override.replaced_by)
    rows = _rows(text, contents.account)
    reader = PairReader(contents.account)
    for record in reader.read(rows):
        name, aliases, note = split_name(record.name_text)
        fields = {"name_text": record.name_text, **record.fields}
        if record.residence_text:
            fields["residence_text"] = record.residence_text
        if note:
            fields["annotation_text"] = note
        if record.repeated:
            contents.find(record.locator, f"{name}: a label comes twice (or a name between the two is missing)")
        contents.drafts.append(
            Draft(
                file.key,
                record.locator,
                file.president,
                file.kind,
                name,
                record.section.day,
                fields,
                aliases,
                section=record.section.number,
                values=tuple(record.values),
            )
        )
    if not contents.drafts:
        raise SourceError(f"{file.path}: no record was found; expected rows such as 'Offense:' beside a text.")
    return contents


def _rows(text: str, account: Account) -> list[Row]:
    rows: list[Row] = []
    for line, cells in csv_records(text):
        cells = [*cells, *[""] * (2 - len(cells))]
        locator = f"line {line}"
        value = account.read(locator, "\t".join(cells))
        if any(cell.strip() for cell in cells[2:]):
            account.reject([value], f"{len(cells)} columns where the list has two")
        elif not rows and is_furniture(cells[0]) and is_furniture(cells[1]):
            account.set_aside([value], "column headings")
        else:
            rows.append(Row(value, locator, mend(cells[0]), mend(cells[1])))
    return rows

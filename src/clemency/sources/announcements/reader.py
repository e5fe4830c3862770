"""Counts stated for a day: how many grants were announced, and the running totals given with them."""

from __future__ import annotations

from typing import Literal

from clemency.ledger.model import Claim
from clemency.ledger.presidents import find_president, term_on
from clemency.sources.account import Account, Contents
from clemency.sources.catalog import SourceFile
from clemency.sources.mending import decode, one_line, read_day
from clemency.sources.tables import TableRow, read_table

# Column: measure and period.
_MEASURES: dict[str, tuple[str, Literal["day", "total"]]] = {
    "pardons": ("pardons", "day"),
    "commutations": ("commutations", "day"),
    "others": ("others", "day"),
    "stated_life_today": ("life", "day"),
    "stated_total_commutations": ("total_commutations", "total"),
    "stated_total_pardons": ("total_pardons", "total"),
    "stated_life_total": ("total_life", "total"),
}
_COLUMNS = {name: name for name in ("date", "president", "source", *_MEASURES)}


def read(raw: bytes, file: SourceFile) -> Contents:
    """Read the table of announcements. A row may state any of its figures; each becomes a claim of its own."""
    text, remark = decode(raw, file.path)
    contents = Contents(file.key, Account())
    if remark:
        contents.find("", remark)
    for row in read_table(text, _COLUMNS, contents.account, file.path):
        contents.rows += 1
        _read_row(contents, file, row)
    return contents


def _read_row(contents: Contents, file: SourceFile, row: TableRow) -> None:
    account = contents.account
    day = read_day(row.get("date"))
    president = find_president(one_line(row.get("president")))
    if day is None or president is None:
        account.reject(row.values.values(), f"no day and president in {row.get('date')!r}, {row.get('president')!r}")
        return
    source = one_line(row.get("source"))
    account.keep(*(row.values[name] for name in ("date", "president", "source") if name in row.values))
    for column, (measure, period) in _MEASURES.items():
        if column not in row.values:
            continue
        figure = row.get(column).strip()
        if measure != "others" and not figure.isdigit():
            account.reject([row.values[column]], f"{figure!r} is not a count")
            continue
        account.keep(row.values[column])
        contents.claims.append(
            Claim(
                id=f"{file.key}/{president.key}-{day}-{column}-{row.locator.removeprefix('line ')}",
                president=president.key,
                term=term_on(president.key, day),
                measure=measure,
                period="total before" if period == "total" and "BEFORE that day" in source else period,
                as_of=day,
                fiscal_year=None,
                value=int(figure) if measure != "others" else None,
                text=one_line(figure) if measure == "others" else _note(source),
                source=file.key,
                locator=row.locator,
                stated_in=source,
            )
        )


def _note(source: str) -> str:
    """Remarks in brackets that qualify the figures of a row."""
    start, end = source.find("("), source.rfind(")")
    return source[start + 1 : end] if 0 <= start < end else ""

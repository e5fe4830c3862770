"""The Pardon Attorney's statistics by president and fiscal year, as tables of numbers. Every figure becomes a claim."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

from clemency.ledger.model import Claim
from clemency.ledger.presidents import find_president, presidents, term_on
from clemency.sources.account import Account, Contents
from clemency.sources.catalog import SourceFile
from clemency.sources.mending import decode, one_line
from clemency.sources.tables import TableRow, read_table

_NOT_MEASURES = ("fiscal_year", "president", "source_file")


def read(raw: bytes, file: SourceFile) -> Contents:
    """Read a table with one row for a president and a fiscal year."""
    text, remark = decode(raw, file.path)
    contents = Contents(file.key, Account())
    if remark:
        contents.find("", remark)
    for row in read_table(text, _columns(), contents.account, file.path):
        contents.rows += 1
        _read_row(contents, file, row)
    return contents


@cache
def _columns() -> dict[str, str]:
    table = tomllib.loads((Path(__file__).parent / "lookups.toml").read_text(encoding="utf-8"))["columns"]
    return {heading: measure for measure, headings in table.items() for heading in headings}


def _read_row(contents: Contents, file: SourceFile, row: TableRow) -> None:
    account = contents.account
    president = find_president(one_line(row.get("president")))
    year = row.get("fiscal_year").strip()
    if president is None or not (year.isdigit() and 1789 <= int(year) <= 2200):
        account.reject(row.values.values(), f"no president and fiscal year in {row.get('president')!r}, {year!r}")
        return
    as_of, note = _as_of(file, president.key, int(year))
    if as_of is None:
        account.reject(row.values.values(), f"{president.name} held no office in fiscal year {year}")
        return
    account.keep(*(row.values[name] for name in _NOT_MEASURES if name in row.values))
    for measure, value in row.values.items():
        if measure in _NOT_MEASURES:
            continue
        figure = row.get(measure).strip().replace(",", "")
        if not figure.isdigit():
            account.reject([value], f"{figure!r} is not a count")
            continue
        account.keep(value)
        contents.claims.append(
            Claim(
                id=f"{file.key}/{president.key}-{year}-{measure}",
                president=president.key,
                term=term_on(president.key, as_of),
                measure=measure,
                period="fiscal year",
                as_of=as_of,
                fiscal_year=int(year),
                value=int(figure),
                text=note,
                source=file.key,
                locator=row.locator,
                stated_in=one_line(row.get("source_file")),
            )
        )


def fiscal_year_span(year: int) -> tuple[date, date]:
    """First and last day of a federal fiscal year.

    Since FY1977 it runs from 1 October; before, from 1 July. The transition quarter, July to September 1976, belongs to
    neither and is counted with FY1976 here (31 U.S.C. 1102 as amended by Pub. L. 93-344, § 501).
    """
    if year >= 1977:
        return date(year - 1, 10, 1), date(year, 9, 30)
    return date(year - 1, 7, 1), date(year, 9, 30) if year == 1976 else date(year, 6, 30)


def _as_of(file: SourceFile, president: str, year: int) -> tuple[date | None, str]:
    """The last day that the row can cover: the year's end, or the president's last day if that came first."""
    for stated in file.options.get("stated", ()):
        if (stated["fiscal_year"], stated["president"]) == (year, president):
            return stated["as_of"], stated["note"]
    first, last = fiscal_year_span(year)
    spans = [
        min(last, term.ends or last)
        for term in presidents()[president].terms
        if term.starts <= last and (term.ends is None or first <= term.ends)
    ]
    return (max(spans), "") if spans else (None, "")

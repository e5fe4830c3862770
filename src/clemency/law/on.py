"""The law of one day, as a value: every table's rows in force, with their authorities."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from clemency.law import assemble, tables
from clemency.law.dates import format_day, parse_day, require_guidelines
from clemency.law.tables import Row, Table


@dataclass(frozen=True)
class LawOn:
    """The law in force on a day. `state` is the position of the last act of law in force."""

    day: int
    state: int

    @property
    def last_act(self) -> assemble.Act:
        return assemble.acts()[self.state]

    def rows(self, table: str) -> tuple[Row, ...]:
        """Rows of a table in force, for example `rows("guidelines/s2d1_1_drug_quantity")`."""
        return tables.load(table).on(self.day)

    def tables(self) -> Iterator[Table]:
        for name in assemble.RULE_TABLES:
            yield tables.load(name)

    def _repr_html_(self) -> str:
        cells = "".join(f"<tr><td>{t.name}</td><td>{len(t.on(self.day))}</td></tr>" for t in self.tables())
        return f"<table><caption>Law on {format_day(self.day)}</caption><tr><th>table</th><th>rows in force</th></tr>{cells}</table>"


def law_on(day: date | str) -> LawOn:
    """The law of a day. CoverageError before 1987-11-01.

    >>> law_on("2010-08-03").last_act.authority
    'pub_l_111_220_s3'
    """
    number = require_guidelines(day.toordinal() if isinstance(day, date) else parse_day(day), "day")
    return LawOn(number, assemble.state_on(number))

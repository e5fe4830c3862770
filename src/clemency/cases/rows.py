"""A case as one row of a file of cases, in the columns of `clemency.cases.columns`. What is unknown stays empty."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from clemency.cases.case import GUNS, Case, Span
from clemency.law.dates import format_day
from clemency.law.facts import LIFE

_KINDS = {code: name for name, code in reversed(GUNS.items())}


def _day(span: Span | None) -> str:
    """A day, or the month or year that a span covers; a span that is neither stays unknown."""
    if span is None:
        return ""
    first, last = format_day(span.first), format_day(span.last)
    if first == last:
        return first
    if first[:4] == last[:4] and first.endswith("-01-01") and last.endswith("-12-31"):
        return first[:4]
    if first[:7] == last[:7] and first.endswith("-01"):
        return first[:7]
    return ""


def _number(value: float | int | None) -> str:
    if value is None:
        return ""
    if value == LIFE:
        return "life"
    return str(int(value)) if value == int(value) else str(value)


def _yes_no(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"


def grams(millionths: int | None) -> str:
    """Millionths of a gram (or of a plant or pill) as an exact decimal.

    >>> grams(22_400_000), grams(50_000_000), grams(None)
    ('22.4', '50', '')
    """
    if millionths is None:
        return ""
    whole, rest = divmod(millionths, 1_000_000)
    return f"{whole}.{rest:06d}".rstrip("0").rstrip(".")


def case_row(case: Case, case_id: str) -> dict[str, str]:
    """The row of a case: only columns that hold something.

    What a row cannot hold is left empty, which widens the answer and never narrows it: a span of weight, and "one or more"
    noticed priors (a case file can say both).
    """
    row: dict[str, Any] = {
        "case_id": case_id,
        "offense_date": _day(case.offense_ended),
        "conviction_date": _day(case.convicted),
        "sentencing_date": _day(case.sentenced),
        "statute": ";".join(case.statutes),
        "subdivision": case.subdivision or "",
        "priors_851": _number(case.priors_851),
        "serious_priors": _number(case.serious_priors),
        "death_or_serious_injury": "yes" if case.death_or_serious_injury else "",
        "armed_career_criminal": "yes" if case.armed_career_criminal else "",
        "guideline": case.section if case.section != "2D1.1" else "",
        "career_offender": _yes_no(case.career_offender),
        "firearms": ";".join(_KINDS[gun] for gun in case.firearm_counts),
        "imposed_months": _number(case.imposed),
    }
    for n, line in enumerate(case.drugs, start=1):
        exact = line.weight.least if line.weight is not None and line.weight.exact else None
        row |= {f"drug_{n}": line.drug, f"weight_g_{n}": grams(exact), f"charged_g_{n}": grams(line.charged)}
        row[f"units_{n}"] = _number(line.units)
    return {name: value for name, value in row.items() if value != ""}


def header(rows: Iterable[dict[str, str]]) -> list[str]:
    """The columns that any row uses, in the order of the dictionary of columns."""
    from clemency.cases.columns import DICTIONARY

    used = {name for row in rows for name in row}
    return [column.name for column in DICTIONARY if column.name in used]

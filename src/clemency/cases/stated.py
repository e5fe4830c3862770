"""Figures that the court stated, held against those computed. Courts err, and the record must be able to say so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clemency.law.explain import range_text, term
from clemency.law.facts import LIFE

if TYPE_CHECKING:
    from clemency.cases.comparison import Comparison


def _months(value: Any) -> float:
    return LIFE if str(value).lower() == "life" else float(value)


def disagreements(comparison: Comparison) -> tuple[str, ...]:
    """One sentence for each stated figure that lies outside what is computed."""
    least, most = comparison.then
    found = []

    def differs(what: str, stated: Any, low: float, high: float, text: str) -> None:
        if not low <= _months(stated) <= high:
            found.append(f"The court stated {what} {stated}; computed: {text}.")

    stated = comparison.case.stated
    levels = {
        "base_offense_level": lambda: sorted(comparison.base_level("then", severe) for severe in (False, True)),
        "total_offense_level": lambda: sorted((least.total, most.total)),
    }
    for key, ends in levels.items():
        if key in stated:
            low, high = ends()
            what = key.replace("_", " ")
            differs(what, stated[key], low, high, str(low) if low == high else f"{low} to {high}")
    if "statutory_minimum" in stated:
        interval = comparison.minimum("then")
        low, high = interval.least or 0.0, interval.most or 0.0
        differs("a statutory minimum of", term(stated["statutory_minimum"]), low, high, range_text(low, high))
    if "range" in stated:
        low, high = stated["range"]
        fits = least.low <= low <= most.low and least.high <= high <= most.high
        table = least.table_min <= low <= most.table_min and least.table_max <= high <= most.table_max
        if not (fits or table):
            text = range_text(least.low, least.high)
            if (least.low, least.high) != (most.low, most.high):
                text += f" to {range_text(most.low, most.high)}"
            found.append(f"The court stated a range of {range_text(low, high)}; computed: {text}.")
    if "criminal_history_category" in stated and least.category == most.category:
        category = ["I", "II", "III", "IV", "V", "VI"][least.category - 1]
        if stated["criminal_history_category"] != category:
            found.append(f"The court stated category {stated['criminal_history_category']}; computed: {category}.")
    return tuple(found)

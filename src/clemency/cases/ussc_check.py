"""Our ranges against the Commission's own, row by row, and whose a mismatch is.

The Commission's figures: XMINSOR and XMAXSOR are the cell of the Sentencing Table, GLMIN and GLMAX the range after the
statutes. A row agrees where its range at sentencing is the recorded one. A mismatch is `theirs` where the recorded figures
contradict each other (the cell is not that of the recorded level and category; the range does not follow from cell,
STATMIN, STATMAX, SAFE and the consecutive terms by §5G1.1), `missing:<fact>` where a fact that decides is blank and the
recorded range lies within what is possible, and `ours` otherwise.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute

from clemency.law.guidelines.s5g1_1 import within_statute

if TYPE_CHECKING:
    from clemency.cases.ussc import Block

pc: Any = pyarrow.compute

LIFE = np.inf
COLUMNS: tuple[tuple[str, Any], ...] = (
    ("commission_low", pa.float64()),
    ("commission_high", pa.float64()),
    ("check", pa.string()),
)
"""The recorded range (GLMIN, GLMAX; where they are not in the file, the cell), and the outcome."""

AGREE, OURS, NO_FIGURE = "agree", "ours", "no_figure"
TABLE, TRUMP = (
    "theirs:level and category do not give XMINSOR-XMAXSOR",
    "theirs:range does not follow from XMINSOR-XMAXSOR",
)
_RECORDED = ("GLMIN", "GLMAX", "XMINSOR", "XMAXSOR", "STATMIN", "STATMAX", "SAFE", "XFOLSOR", "XCRHISSR")
DAY = 0.04


def with_recorded(beside: pa.RecordBatch, block: Block) -> pa.RecordBatch:
    """The columns beside a batch with the Commission's own figures."""
    for name in _RECORDED:
        beside = beside.append_column(name, pa.array(block.number(name)))
    added = sum(np.nan_to_num(block.number(name)) for name in ("GUNMIN1", "GUNMIN3", "IDMIN"))
    return beside.append_column("added", pa.array(added))


def trumped(low: float, high: float, least: float, most: float, added: float, safe: float) -> tuple[float, float]:
    """A range after the statutes as the Commission reckons it: what runs after is no floor and is added on top."""
    below = 0.0 if safe > 0 or np.isnan(least) else max(least - added, 0.0) if least < LIFE else LIFE
    above = -1.0 if np.isnan(most) else max(most - added, 0.0) if most < LIFE else LIFE
    low, high, _ = within_statute(low, high, below, above)
    return low + added, high + added


CAREER_924C = ((262.0, 327.0), (292.0, 365.0), (360.0, LIFE))
"""Ranges of §4B1.1(c)(3), which already hold the § 924(c) term."""


def _cell(one: dict[str, float]) -> tuple[float, float] | None:
    """The cell of the recorded level and category; None if one is blank."""
    from clemency.cases.ussc import cells

    if np.isnan(one["XFOLSOR"]) or np.isnan(one["XCRHISSR"]):
        return None
    return cells().of.get((min(int(one["XFOLSOR"]), 43), int(one["XCRHISSR"])))


def _recorded_trump(one: dict[str, float]) -> tuple[float, float]:
    """The recorded cell after the statutes; of a career offender with a § 924(c) count, the term is in the range already."""
    recorded = one["XMINSOR"], one["XMAXSOR"]
    held = recorded in CAREER_924C and one["XCRHISSR"] == 6 and _cell(one) != recorded
    return trumped(*recorded, one["STATMIN"], one["STATMAX"], 0.0 if held else one["added"], one["SAFE"])


def compared(result: pa.RecordBatch, beside: pa.RecordBatch) -> tuple[pa.RecordBatch, Counter[str]]:
    """The outcome of each row. `result` holds the engine's answers for the same rows."""
    value = {name: beside.column(name).to_numpy(zero_copy_only=False) for name in (*_RECORDED, "added")}
    after = ~np.isnan(value["GLMIN"]) & ~np.isnan(value["GLMAX"])
    # Without the range after the statutes the cell is what ours must give, if no statute moves it.
    low = np.where(after, value["GLMIN"], value["XMINSOR"])
    high = np.where(after, value["GLMAX"], value["XMAXSOR"])
    moved = ~after & ~np.isnan(value["STATMIN"])
    for row in np.flatnonzero(moved & ~np.isnan(low)).tolist():
        low[row], high[row] = _recorded_trump({name: float(column[row]) for name, column in value.items()})
    ours = [
        pc.fill_null(result.column(f"then_{name}"), np.nan).to_numpy(zero_copy_only=False)
        for name in ("low_least", "high_least", "low_most", "high_most")
    ]
    known = ~np.isnan(low) & ~np.isnan(high) & ~np.isnan(ours[0])
    sure = _near(ours[0], ours[2]) & _near(ours[1], ours[3])
    same = _near(ours[0], low) & _near(ours[1], high)
    found = np.full(len(low), NO_FIGURE, dtype="U70")
    found[known & sure & same] = AGREE
    status = pc.cast(result.column("status"), pa.string()).to_pylist()
    for row in np.flatnonzero(known & ~(sure & same)).tolist():
        found[row] = _whose(row, value, low[row], high[row], ours, bool(sure[row]), status[row] or "")
    made = beside.append_column("commission_low", pa.array(low, mask=np.isnan(low)))
    made = made.append_column("commission_high", pa.array(high, mask=np.isnan(high)))
    made = made.append_column("check", pa.array(found.tolist(), pa.string()))
    return made, Counter(found.tolist())


def _near(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        return (a == b) | (np.abs(a - b) < DAY)


def _whose(
    row: int, value: dict[str, np.ndarray], low: float, high: float, ours: list[np.ndarray], sure: bool, status: str
) -> str:
    one = {name: float(column[row]) for name, column in value.items()}
    cell, recorded = _cell(one), (one["XMINSOR"], one["XMAXSOR"])
    career = recorded in CAREER_924C and one["XCRHISSR"] == 6
    if cell is not None and not np.isnan(one["XMINSOR"]) and cell != recorded and not career:
        return TABLE
    if np.isnan(one["STATMIN"]) and not np.isnan(one["GLMIN"]):
        return "missing:STATMIN"
    after = one["GLMIN"], one["GLMAX"]
    if not np.isnan([*after, *recorded]).any() and _recorded_trump(one) != after:
        return TRUMP
    if not sure and ours[0][row] - DAY <= low <= ours[2][row] + DAY:
        fact = status.removeprefix("needs_fact:") if status.startswith("needs_fact:") else "offense_day"
        return f"missing:{fact}"
    if np.isnan(one["STATMAX"]) and not np.isnan(one["GLMIN"]):
        return "missing:STATMAX"
    return OURS

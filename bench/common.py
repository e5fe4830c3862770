"""What every peer shares: the cases, the figures of the law as plain arrays, and how a rate is measured.

The computation: one drug under 21 U.S.C. § 841, every fact known. Base offense level from the ladder of the edition; weapon
and other levels; acceptance; category from points; career offender; the cell of the sentencing table; the subdivision,
minimum and maximum of the statute by the dates that govern; §5G1.1; the edition in force at sentencing unless that of the
offense is milder (§1B1.11); and the same under the law of the chosen day. Six figures come out: the range then and now, and
the minimum then and now.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

OUT = Path(__file__).parent / "out"
FIGURES = ("then_low", "then_high", "then_minimum", "now_low", "now_high", "now_minimum")


def load(rows: int | None = None) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Cases (the first `rows` of them) and the law, both plain arrays."""
    cases = {name: array[:rows] for name, array in np.load(OUT / "cases.npz").items()}
    return cases, dict(np.load(OUT / "law.npz"))


def measure(run: Any, rows: int, repeats: int = 5) -> dict[str, float]:
    """Median over repeats, by the wall clock and by processor time (which other programs on the machine disturb less)."""
    walls, processors = [], []
    for _ in range(repeats):
        wall, processor = time.perf_counter(), time.process_time()
        run()
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
    wall, processor = sorted(walls)[repeats // 2], sorted(processors)[repeats // 2]
    return {"rows": rows, "wall_rate": rows / wall, "core_ns": processor * 1e9 / rows}


def save(name: str, figures: dict[str, np.ndarray], measured: dict[str, float]) -> None:
    np.savez(OUT / f"{name}.npz", **{key: np.asarray(value, float) for key, value in figures.items()})
    (OUT / f"{name}.json").write_text(json.dumps(measured))
    sys.stderr.write(f"{name}: {measured['wall_rate'] / 1e6:.3f} million cases a second, {os.getpid()}\n")

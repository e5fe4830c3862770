"""NumPy, in chunks that stay in the cache, on all cores (NumPy lets go of the interpreter inside its loops)."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from bench.common import FIGURES, load, measure, save
from bench.vectors import whole

CHUNK = 16_384
cases, law = load()
rows = len(cases["weight"])
out = {name: np.empty(rows) for name in FIGURES}


def chunk(begin: int) -> None:
    part = slice(begin, begin + CHUNK)
    for name, values in whole(law, {key: array[part] for key, array in cases.items()}).items():
        out[name][part] = values


def run() -> None:
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(chunk, range(0, rows, CHUNK)))


save("numpy", out, measure(run, rows, 3))

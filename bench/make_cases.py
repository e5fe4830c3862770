"""The cases and the law for every peer: two million random cases, and the tables as plain arrays by state of the law."""

from __future__ import annotations

import sys

import numpy as np
from bench.common import OUT

from clemency.law import assemble
from clemency.law import columns as C
from clemency.law import parameters as P
from clemency.law.dates import TABLES_AS_OF, parse_day
from clemency.law.guidelines.s2d1_1 import ladder_steps

DRUGS = ("heroin", "cocaine", "cocaine_base", "marijuana", "pcp")  # those with a ladder of their own since 1987
CAREER = (
    P.CAREER_LIFE, P.CAREER_300, P.CAREER_240, P.CAREER_180, P.CAREER_120, P.CAREER_60, P.CAREER_13, P.CAREER_BELOW_13,
)  # fmt: skip


def make_cases(rows: int) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(2026)
    codes = {drug.name: drug.code for drug in assemble.drugs()}
    offense = rng.integers(parse_day("1988-01-01"), parse_day("2023-06-01"), rows)
    sentencing = np.minimum(offense + rng.integers(30, 1500, rows), TABLES_AS_OF)
    priors = rng.choice(3, rows, p=[0.75, 0.18, 0.07])
    return {
        "offense": offense.astype(np.int32),
        "sentencing": sentencing.astype(np.int32),
        "which": (which := rng.integers(0, len(DRUGS), rows)).astype(np.int8),
        "drug": np.array([codes[name] for name in DRUGS], np.int16)[which],
        "weight": np.exp(rng.uniform(np.log(1e5), np.log(3e10), rows)).astype(np.int64),
        "priors": priors.astype(np.int8),
        "serious": np.minimum(priors, rng.integers(0, 3, rows)).astype(np.int8),
        "points": rng.integers(0, 16, rows).astype(np.int16),
        "acceptance": rng.integers(0, 3, rows).astype(np.int8),
        "weapon": (rng.random(rows) < 0.2).astype(np.int8),
        "other": rng.choice([0, 0, 0, 2, 4, -2], rows).astype(np.int8),
        "career": (rng.random(rows) < 0.1).astype(np.int8),
    }


def make_law() -> dict[str, np.ndarray]:
    law = assemble.law_arrays()
    states = len(law.act_days)
    book = law.book.reshape(states, C.BOOK_WIDTH)
    codes = [drug.code for drug in assemble.drugs() if drug.name in DRUGS]
    ladders = np.unique(book[:, [C.LADDER + code for code in codes]])
    steps = max(int(law.ladders[at + 1]) for at in ladders)
    bounds, levels = np.full((len(ladders), steps), -1, np.int64), np.zeros((len(ladders), steps + 1), np.int64)
    for k, at in enumerate(ladders):
        for step, (quantity, level) in enumerate(ladder_steps(law, at)):
            bounds[k, step], levels[k, step] = quantity, level
    substances = [int(law.drugs[code * C.DRUG_WIDTH + C.DRUG_STATUTORY]) for code in codes]

    def thresholds(flat: np.ndarray) -> np.ndarray:
        return flat.reshape(states, 2, 3, C.SUBSTANCES)[:, 0][:, :, substances].transpose(0, 2, 1)

    def penalties(flat: np.ndarray) -> np.ndarray:
        return flat.reshape(states, 2, C.TIERS, 3, 2, C.PENALTY_WIDTH)[:, 0, :4, :, 0, :2]

    tables = sorted(set(book[:, C.SENTENCING_TABLE].tolist()))
    return {
        "act_days": law.act_days,
        "now": np.array([TABLES_AS_OF]),
        "ladder": np.searchsorted(ladders, book[:, [C.LADDER + code for code in codes]]),
        "bounds": bounds,
        "levels": levels,
        "thresholds_offense": thresholds(law.thresholds_by_offense),
        "thresholds_sentence": thresholds(law.thresholds_by_sentence),
        "penalties_offense": penalties(law.penalties_by_offense),
        "penalties_sentence": penalties(law.penalties_by_sentence),
        "table": np.stack([law.table[at : at + 43 * 6 * 2].reshape(43, 6, 2) for at in tables]),
        "edition": np.searchsorted(tables, book[:, C.SENTENCING_TABLE]),
        "weapon": book[:, P.WEAPON_LEVELS],
        "acceptance": book[:, P.ACCEPTANCE_LEVELS],
        "extra": book[:, P.ACCEPTANCE_EXTRA],
        "extra_from": book[:, P.ACCEPTANCE_EXTRA_FROM_LEVEL],
        "categories": book[:, [P.CATEGORY_II_FROM, P.CATEGORY_III_FROM, P.CATEGORY_IV_FROM, P.CATEGORY_V_FROM, P.CATEGORY_VI_FROM]],
        "career": book[:, list(CAREER)],
        "career_acceptance": book[:, P.CAREER_ACCEPTANCE],
        "career_extra": book[:, P.CAREER_ACCEPTANCE_EXTRA],
        "career_enhanced": book[:, P.CAREER_ENHANCED_MAXIMUM],
    }  # fmt: skip


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    np.savez(OUT / "cases.npz", **make_cases(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000))
    np.savez(OUT / "law.npz", **make_law())

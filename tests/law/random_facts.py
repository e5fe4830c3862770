"""Random facts by the thousand, as columns: every drug and statute, both sides of every boundary, facts left unknown.

Random weights and days alone miss most boundaries, so half of each are drawn from the tables: a step of a ladder, a
statutory threshold or a day of change, one below and one above.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from clemency.law import assemble
from clemency.law import columns as C
from clemency.law.dates import GUIDELINES_FROM, TABLES_AS_OF
from clemency.law.facts import (
    LEVEL_GIVEN,
    MAX_DRUGS,
    MAX_GUNS,
    NO_STATUTE,
    OTHER_STATUTE,
    S2D1_1,
    S2D1_2,
    STATED_LIMITS,
    TOTAL_GIVEN,
    UNKNOWN,
    USC21_841,
    USC21_844,
    USC21_859,
    USC21_860,
    USC21_861,
    USC21_960,
    Facts,
)
from clemency.law.guidelines.s2d1_1 import ladder_steps

FLAGS = (
    "death",
    "armed_career_statute",
    "weapon",
    "violence",
    "premises",
    "aggravating_factor",
    "minimal_factors",
    "meth_import",
    "obstruction",
    "gun_prior",
)
ASKED_FLAGS = (
    "similar_prior",
    "status",
    "recency",
    "prior_3_point",
    "prior_2_point_violent",
    "zero_point_excluded",
    "career_offender",
    "safety_valve_conduct",
)


def quantities() -> np.ndarray:
    """Every step of every ladder and threshold of the statutes in micrograms, one below and one above."""
    law = assemble.law_arrays()
    every = range(0, len(law.ladders), C.LADDER_WIDTH)
    found = {quantity for ladder in every for quantity, _ in ladder_steps(law, ladder)}
    found |= set(law.thresholds_by_offense.tolist()) | set(law.thresholds_by_sentence.tolist())
    return np.array(sorted({q + d for q in found if q > 0 for d in (-1, 0, 1)}))


def _days(rng: np.random.Generator, rows: int) -> np.ndarray:
    changes = np.array([act.day for act in assemble.acts()] + [GUIDELINES_FROM])
    near = rng.choice(changes, rows) + rng.integers(-1, 2, rows)
    any_day = rng.integers(GUIDELINES_FROM, TABLES_AS_OF + 1, rows)
    return np.clip(np.where(rng.random(rows) < 0.5, near, any_day), GUIDELINES_FROM, TABLES_AS_OF)


def _some(rng: np.random.Generator, rows: int, share: float) -> np.ndarray:
    return (rng.random(rows) < share).astype(np.int8)


def _lost(rng: np.random.Generator, values: np.ndarray, share: float) -> np.ndarray:
    """The values with some of them unknown."""
    return np.where(rng.random(len(values)) < share, UNKNOWN, values)


def random_columns(seed: int, rows: int, unknown: float = 0.1) -> dict[str, Any]:
    """Columns for `batch.columns`. unknown: the share of each fact that is left out."""
    rng = np.random.default_rng(seed)
    first, second, third = (_days(rng, rows) for _ in range(3))
    days = np.sort(np.stack([first, second, third]), axis=0)
    offense = _lost(rng, days[0], unknown)
    steps = quantities()
    count = rng.choice(7, rows, p=[0.04, 0.6, 0.16, 0.08, 0.05, 0.04, 0.03])
    most_drug = len(assemble.drugs()) + 1
    drug, weight, pure, units, charged = [], [], [], [], []
    for line in range(MAX_DRUGS):
        here = line < count
        common = rng.integers(1, 13, rows)
        code = np.where(here, np.where(rng.random(rows) < 0.6, common, rng.integers(1, most_drug, rows)), C.NO_DRUG)
        amount = np.where(
            rng.random(rows) < 0.5, rng.choice(steps, rows), np.exp(rng.uniform(6, 27, rows)).astype(np.int64)
        )
        amount = np.minimum(amount, 10**13)
        drug.append(code)
        weight.append(np.where(here, _lost(rng, amount, unknown), 0))
        pure.append(np.where(here, _lost(rng, (amount * rng.random(rows)).astype(np.int64), unknown), 0))
        numbers = rng.choice([0, 1, 49, 50, 99, 100, 999, 1000, 2500, 40_000], rows)
        units.append(np.where(here, _lost(rng, numbers, unknown), 0))
        charged.append(np.where(here & (rng.random(rows) < 0.2), np.minimum(amount, rng.choice(steps, rows)), UNKNOWN))
    families = [
        USC21_841, USC21_960, USC21_859, USC21_860, USC21_861, USC21_844, OTHER_STATUTE, STATED_LIMITS, NO_STATUTE, UNKNOWN,
    ]  # fmt: skip
    statute = rng.choice(families, rows, p=[0.5, 0.12, 0.04, 0.04, 0.04, 0.06, 0.1, 0.04, 0.03, 0.03])
    guideline = rng.choice([S2D1_1, S2D1_2, LEVEL_GIVEN, TOTAL_GIVEN], rows, p=[0.8, 0.08, 0.08, 0.04])
    guideline = np.where((drug[0] == C.NO_DRUG) & (guideline < LEVEL_GIVEN), LEVEL_GIVEN, guideline)
    priors = rng.integers(0, 3, rows)
    guns = [np.where(rng.random(rows) < 0.12, rng.integers(1, 6, rows), 0)]
    for _ in range(MAX_GUNS - 1):
        guns.append(np.where((guns[-1] > 0) & (rng.random(rows) < 0.3), rng.integers(1, 6, rows), 0))
    points = rng.integers(0, 17, rows)
    life = np.where(rng.random(rows) < 0.05, np.inf, rng.integers(1, 500, rows).astype(float))
    return {
        "offense_first": offense,
        "offense_last": offense,
        "conviction_day": _lost(rng, days[1], unknown),
        "sentencing_first": days[2],
        "sentencing_last": days[2],
        "statute": statute,
        "other_offense": rng.integers(0, len(assemble.offenses()), rows),
        "conspiracy": _some(rng, rows, 0.3),
        "stated_minimum": rng.choice([0.0, 60.0, 120.0, 240.0], rows),
        "stated_maximum": rng.choice([-1.0, 240.0, 480.0, np.inf], rows),
        "priors_851": _lost(rng, priors, unknown),
        "serious_priors": _lost(rng, np.minimum(priors, rng.integers(0, 3, rows)), unknown),
        "guideline": guideline,
        "level_given": np.where(guideline >= LEVEL_GIVEN, _lost(rng, rng.integers(0, 44, rows), unknown), 0),
        "drug": drug,
        "weight": weight,
        "pure": pure,
        "units": units,
        "charged": charged,
        "protected_weight": np.where(guideline == S2D1_2, _lost(rng, rng.choice(steps, rows), unknown), 0),
        "fentanyl_marketing": rng.choice(3, rows, p=[0.9, 0.05, 0.05]),
        "other_characteristics": rng.choice([0, 0, 0, 2, -2, 4], rows),
        "aggravating_role": rng.choice([0, 0, 0, 0, 2, 3, 4], rows),
        "mitigating_role": rng.choice([0, 0, 0, 0, 2, 3, 4], rows),
        "other_chapter3": rng.choice([0, 0, 0, 2, 3], rows),
        "acceptance": _lost(rng, rng.integers(0, 3, rows), unknown),
        "category_given": _lost(rng, rng.integers(1, 7, rows), unknown),
        "points_total": _lost(rng, points, unknown),
        "violent_points": rng.choice([0, 0, 0, 1, 3], rows),
        "one_point_points": _lost(rng, np.minimum(points, rng.integers(0, 5, rows)), unknown),
        "armed_career": rng.choice([0, 0, 0, 0, 0, 1, 2], rows),
        "guns": guns,
        "other_consecutive": rng.choice([0.0, 0.0, 0.0, 24.0], rows),
        "imposed": np.where(rng.random(rows) < unknown, -1.0, life),
        **{name: _some(rng, rows, 0.12) for name in FLAGS},
        **{name: _lost(rng, _some(rng, rows, 0.3), unknown) for name in ASKED_FLAGS},
    }


def facts_of(given: dict[str, Any]) -> list[Facts]:
    """The same rows as `Facts`, for the interpreted rules."""
    names = {
        "offense_day": "offense_first",
        "sentencing_day": "sentencing_first",
    }
    rows = len(given["offense_first"])
    lists: list[list[Any]] = []
    for name in Facts._fields:
        if name in ("quantity_not_charged", "points"):
            lists.append([0] * rows)
            continue
        values = given[names.get(name, name)]
        if isinstance(values, list):
            lists.append(list(zip(*(array.tolist() for array in values), strict=True)))
        else:
            lists.append(values.tolist())
    return [Facts(*row) for row in zip(*lists, strict=True)]


def plain_columns(seed: int, rows: int) -> dict[str, Any]:
    """The same for rows that `plain.mark_plain` takes: one drug under § 841, all known, nothing rare."""
    given = random_columns(seed, rows, unknown=0.0)
    zero = np.zeros(rows, np.int64)
    rare = ("death", "armed_career_statute", "armed_career", "violence", "premises", "aggravating_factor")
    rare += (
        "minimal_factors",
        "meth_import",
        "fentanyl_marketing",
        "violent_points",
        "protected_weight",
        "level_given",
    )
    given |= dict.fromkeys(rare, zero)
    given |= {"statute": zero + USC21_841, "guideline": zero + S2D1_1, "other_consecutive": zero + 0.0}
    for name in ("weight", "pure", "units"):
        given[name] = [given[name][0], *[zero] * (MAX_DRUGS - 1)]
    given["drug"] = [np.maximum(given["drug"][0], 1), *[zero] * (MAX_DRUGS - 1)]
    given["charged"] = [given["charged"][0], *[zero + UNKNOWN] * (MAX_DRUGS - 1)]
    given["guns"] = [zero] * MAX_GUNS
    return given

"""The compiled rules of the project over the same cases: every rule, not only those the peers write out."""

from __future__ import annotations

import time

import numpy as np
from bench.common import load, measure, save

from clemency.law import assemble, batch
from clemency.law.facts import USC21_841

cases, law = load()
rows, day = len(cases["weight"]), int(law["now"][0])
zero = np.zeros(1, np.int8)
KNOWN_NO = (
    "similar_prior",
    "status",
    "recency",
    "one_point_points",
    "prior_3_point",
    "prior_2_point_violent",
    "safety_valve_conduct",
)
given = {
    "offense_first": cases["offense"],
    "offense_last": cases["offense"],
    "conviction_day": cases["sentencing"],
    "sentencing_first": cases["sentencing"],
    "sentencing_last": cases["sentencing"],
    "statute": zero + USC21_841,
    "drug": [cases["drug"]],
    "weight": [cases["weight"]],
    "pure": [zero],
    "units": [zero],
    "priors_851": cases["priors"],
    "serious_priors": cases["serious"],
    "points_total": cases["points"],
    "acceptance": cases["acceptance"],
    "weapon": cases["weapon"],
    "other_characteristics": cases["other"],
    "career_offender": cases["career"],
    "zero_point_excluded": zero + 1,
    **dict.fromkeys(KNOWN_NO, zero),
}
at = batch.columns(rows, given)
start = time.perf_counter()
batch.compare_columns(
    batch.columns(10, {k: [c[:10] for c in v] if isinstance(v, list) else v[:10] for k, v in given.items()}), day
)
first = time.perf_counter() - start
kept: list[batch.Answers] = []


def run() -> None:
    kept[:] = [batch.figures_of_columns(at, day)]


measured = measure(run, rows) | {"first_batch_seconds": first}
answers = kept[0]
save(
    "ours",
    {
        "then_low": answers.then_low_least,
        "then_high": answers.then_high_least,
        "then_minimum": answers.then_minimum_least,
        "now_low": answers.now_low_least,
        "now_high": answers.now_high_least,
        "now_minimum": answers.now_minimum_least,
    },
    measured,
)


def with_status() -> None:
    kept[:] = [batch.compare_columns(at, day)]


save("ours_with_remedy", {}, measure(with_status, rows, 3))

# What memory alone would allow: read every column the cases have once, write six figures.
read = [
    cases[name]
    for name in (
        "offense",
        "sentencing",
        "drug",
        "weight",
        "priors",
        "serious",
        "points",
        "acceptance",
        "weapon",
        "other",
        "career",
    )
]
written = [np.empty(rows) for _ in range(6)]


def traffic() -> None:
    for array in read:
        array.sum()
    for array in written:
        array.fill(1.0)


save("memory", {}, measure(traffic, rows))
assert assemble.state_on(day) > 0

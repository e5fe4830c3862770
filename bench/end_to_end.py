"""From Parquet to Parquet through `clemency screen`'s own path, with peak memory; one case by the library; a cold start."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from bench.common import OUT

EPOCH = 719_163


def write_cases(rows: int) -> Path:
    """The cases of the benchmark as a file people would have: names, dates, grams; every fact that the peers know."""
    from bench.make_cases import DRUGS

    path = OUT / f"cases_{rows}.parquet"
    cases = {name: array[:rows] for name, array in np.load(OUT / "cases.npz").items()}
    roman = np.array(["I", "II", "III", "IV", "V", "VI"])
    no = pa.array(np.zeros(rows, np.bool_))

    def day(name: str) -> pa.Array:
        return pa.array(cases[name] - EPOCH, pa.int32()).cast(pa.date32())

    points = cases["points"]
    category = np.searchsorted([2, 4, 7, 10, 13], points, side="right")
    career = cases["career"].astype(np.bool_)
    table = pa.table(
        {
            "case_id": pa.array(np.arange(rows).astype(str)),
            "offense_date": day("offense"),
            "conviction_date": day("sentencing"),
            "sentencing_date": day("sentencing"),
            "statute": pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, np.int8)), ["21 USC 841(a)(1)"]),
            "drug_1": pa.DictionaryArray.from_arrays(pa.array(cases["which"]), list(DRUGS)),
            "weight_g_1": cases["weight"] / 1e6,
            "pure_g_1": pa.array(np.zeros(rows)),
            "units_1": pa.array(np.zeros(rows, np.int8)),
            "priors_851": cases["priors"],
            "serious_priors": cases["serious"],
            "similar_prior": no,
            "weapon": cases["weapon"].astype(np.bool_),
            "other_characteristics": cases["other"],
            "acceptance": np.where(cases["acceptance"] > 0, cases["acceptance"] + 1, 0).astype(np.int8),
            "category": pa.array(np.where(career, "VI", roman[category])),
            "points": points,
            "under_sentence": no,
            "recent_release": no,
            "one_point_points": pa.array(np.zeros(rows, np.int8)),
            "prior_3_point": no,
            "prior_2_point_violent": no,
            "zero_point_excluded": pa.array(np.ones(rows, np.bool_)),
            "career_offender": career,
            "safety_valve_conditions": no,
            "imposed_months": np.where(points > 8, 240, 120),
        }
    )
    pq.write_table(table, path, compression="zstd", row_group_size=250_000)
    return path


def screen(rows: int) -> None:
    """In a process of its own, so that its peak memory is its own."""
    from clemency.cases.files import screen_file
    from clemency.cases.screen import day_number
    from clemency.law import batch

    batch._kernels()
    start, processor = time.perf_counter(), time.process_time()
    summary = screen_file(OUT / f"cases_{rows}.parquet", OUT / "answers.parquet", day_number(None))
    wall, processor = time.perf_counter() - start, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert summary.read == rows == summary.written
    print(json.dumps({"rows": rows, "wall_rate": rows / wall, "core_ns": processor * 1e9 / rows, "peak_mb": peak}))


def single_case() -> None:
    import clemency

    case = {
        "days": {"offense_ended": "1991-03-01", "sentenced": "1992-06-15"},
        "count": {"statute": "21 USC 841(a)(1)", "drugs": [{"drug": "crack", "weight": "62 g"}]},
        "history": {"category": "III"},
    }
    clemency.compare(case)
    times = []
    for _ in range(50):
        start = time.perf_counter()
        result = clemency.compare(case)
        _ = result.then, result.now
        times.append(time.perf_counter() - start)
    print(json.dumps({"single_case_ms": sorted(times)[25] * 1000}))


def first_batch() -> None:
    """A second process: from the import to the end of its first batch, the compiled rules being on disk."""
    from clemency.law import batch

    start = time.perf_counter()
    batch.compare_columns(batch.columns(1, {"statute": np.array([1], np.int8)}), 739_556)
    print(json.dumps({"first_batch_s": time.perf_counter() - start}))


def cold_start() -> dict[str, float]:
    case = OUT / "case.toml"
    program = [sys.executable, "-m", "clemency.cli", "compare"]
    example = subprocess.run([*program, "--template"], capture_output=True, text=True, check=True)
    case.write_text(example.stdout)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([*program, str(case)], capture_output=True, check=True)
        times.append(time.perf_counter() - start)
    return {"cold_start_s": min(times)}


def main() -> None:
    found: dict[str, object] = {}
    for rows in (200_000, 2_000_000):
        write_cases(rows)
        found[f"screen_{rows}"] = _in_process("screen", str(rows))
    found |= _in_process("single_case") | _in_process("first_batch") | cold_start()
    (OUT / "end_to_end.json").write_text(json.dumps(found))


def _in_process(*arguments: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.end_to_end", *arguments], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        {"screen": lambda: screen(int(sys.argv[2])), "single_case": single_case, "first_batch": first_batch}[
            sys.argv[1]
        ]()
    else:
        main()

"""Whether every peer agrees, and the table of rates: printed, and written to RESULTS.md."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from bench.common import FIGURES, OUT

PEERS = (
    ("ours", "clemency, figures (every rule)"),
    ("ours_with_remedy", "clemency, figures, status and remedy"),
    ("numpy", "NumPy in chunks, two threads"),
    ("openfisca_tuned", "OpenFisca, tuned"),
    ("python", "plain Python"),
    ("openfisca_natural", "OpenFisca, natural"),
    ("memory", "memory traffic of the same columns"),
)
HEAD = (Path(__file__).parent / "about.md").read_text(encoding="utf-8")


def agree() -> list[str]:
    ours = np.load(OUT / "ours.npz")
    lines = []
    for name, label in PEERS[2:-1]:
        theirs = np.load(OUT / f"{name}.npz")
        rows = len(theirs[FIGURES[0]])
        differ = sum(int((ours[figure][:rows] != theirs[figure]).sum()) for figure in FIGURES)
        if differ:
            raise SystemExit(f"{label} differs from ours in {differ} of {rows * len(FIGURES)} figures")
        lines.append(f"{label} agrees on all {rows:,} cases it ran")
    return lines


def main() -> None:
    lines = agree()
    measured: dict[str, Any] = {name: json.loads((OUT / f"{name}.json").read_text()) for name, _ in PEERS}
    ours = measured["ours"]
    rows = [
        "| what | million cases a second, two cores | nanoseconds of one core a case | ours, by the clock | ours, by core time |",
        "|---|---|---|---|---|",
    ]
    for name, label in PEERS:
        each = measured[name]
        clock, core = ours["wall_rate"] / each["wall_rate"], each["core_ns"] / ours["core_ns"]
        ratios = "| |" if name.startswith("ours") else f"| {clock:.1f} times as fast | {core:.1f} times as fast |"
        if name == "memory":
            ratios = f"| | memory alone allows {1 / core:.0f} times as many |"
        rows.append(f"| {label} | {each['wall_rate'] / 1e6:.3f} | {each['core_ns']:,.0f} {ratios}")
    ends = json.loads((OUT / "end_to_end.json").read_text())
    big, small = ends["screen_2000000"], ends["screen_200000"]
    tail = [
        "",
        f"- Parquet to Parquet, 2,000,000 cases: {big['wall_rate'] / 1e6:.3f} million a second, "
        f"{big['core_ns']:,.0f} ns of core time a case.",
        f"- Peak memory of that run: {big['peak_mb']:.0f} MB; of 200,000 cases: {small['peak_mb']:.0f} MB.",
        f"- One case by the library: {ends['single_case_ms']:.2f} ms. `clemency compare`, cold: {ends['cold_start_s']:.2f} s.",
        f"- First batch of a second process: {ends['first_batch_s']:.2f} s after the import.",
        *(f"- {line}." for line in lines),
    ]
    text = HEAD + "\n".join([*rows, *tail]) + "\n"
    (Path(__file__).parent / "RESULTS.md").write_text(text, encoding="utf-8")
    print("\n".join([*rows, *tail]))


if __name__ == "__main__":
    main()

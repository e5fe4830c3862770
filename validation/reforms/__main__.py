"""`python -m validation.reforms FILE... [--share 0.5] [--json]`: our simulations beside the Commission's own projections.

FILE: individual data files of the Commission (any form that `clemency screen --format ussc` reads), FY2019 and later. Each
reform of this folder runs over all of them. A projection is no law: there is no figure that ours must equal, so the report
gives both, the difference, and what of the published computation the rows do not hold. Figures without rows are listed.

--share: what part of the persons sentenced the files hold; counts of persons are divided by it.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from pathlib import Path
from typing import Any

from clemency.cases.simulate import read_reform, simulate
from clemency.cases.ussc import UsscFile
from clemency.errors import InputError

HERE = Path(__file__).parent
READING = "lenient"
"""What is not known of an exclusion is taken not to exclude, as far as the reform itself does not say otherwise."""


def run(files: list[Path], share: float) -> list[dict[str, Any]]:
    """Every published figure with ours beside it; `ours` is None where the rows do not allow the computation."""
    with (HERE / "published.csv").open(newline="", encoding="utf-8") as file:
        published = list(csv.DictReader(file))
    sums = {name: _summed(name, files) for name in sorted({row["reform"] for row in published} - {""})}
    return [_beside(row, sums.get(row["reform"]), share) for row in published]


def _summed(name: str, files: list[Path]) -> dict[str, float]:
    reform = read_reform(HERE / f"{name}.toml")
    found: dict[str, float] = {}
    for path in files:
        one = simulate(path, reform, by=("year",), opener=lambda p, rejects: UsscFile(p, rejects))
        for key, value in one.whole.sums[READING].items():
            found[key] = found.get(key, 0.0) + value
    return found


def _beside(row: dict[str, str], sums: dict[str, float] | None, share: float) -> dict[str, Any]:
    published = float(row["published"])
    ours: float | None = None
    if sums is not None and sums["with_term"]:
        n = sums["with_term"]
        ours = {
            "persons": n / share,
            "average_before": sums["before"] / n,
            "average_after": sums["after"] / n,
            "change": (sums["before"] - sums["after"]) / n,
            "percent": -sums["percent"] / n,
        }[row["figure"]]
    return {
        "key": row["key"],
        "what": row["what"],
        "unit": row["unit"],
        "published": published,
        "ours": None if ours is None else round(ours, 1),
        "difference": None if ours is None else round(ours - published, 1),
        "source": row["source"],
        "why": row["why"],
    }


def as_text(figures: list[dict[str, Any]]) -> str:
    """The report for people: figures side by side, reasons once each below."""
    lines = [f"{'':80} {'published':>10} {'ours':>10} {'difference':>10}"]
    reasons: dict[str, list[str]] = {}
    for one in figures:
        ours, apart = ("-" if one[key] is None else f"{one[key]:,.1f}" for key in ("ours", "difference"))
        what = f"{one['what']} ({one['unit']})"
        lines.append(f"{what:80} {one['published']:>10,.1f} {ours:>10} {apart:>10}")
        reasons.setdefault(one["why"], []).append(one["key"])
    lines += ["", "what sets them apart, or why there is none of ours:"]
    lines += [f"  {', '.join(keys)}: {why}" for why, keys in reasons.items()]
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m validation.reforms", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    if not 0 < given.share <= 1:
        parser.error("--share is a part of the whole, from 0 to 1")
    try:
        figures = run(given.files, given.share)
    except InputError as error:
        print(f"validation.reforms: {error}", file=sys.stderr)
        return 2
    print(json.dumps({"figures": figures}, indent=1, ensure_ascii=False) if given.json else as_text(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())

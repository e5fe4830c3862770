"""What the law package covers: the register in coverage.toml with the counts of the tables."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from clemency.law.tables import load, names, schema

REGISTER = Path(__file__).parent / "coverage.toml"
MARKS: tuple[str, ...] = ("verified", "partly", "unverified")


def coverage() -> dict[str, Any]:
    """The register: ``as_of``, ``label``, ``modelled``, ``left_out``, ``doubts``; and ``tables``, each with its counts.

    A table's ``marks`` count its rows by how they were checked. Figures that are "not yet law" count as verified: that
    there was none is what their act's entry says.
    """
    register = tomllib.loads(REGISTER.read_text(encoding="utf-8"))
    register["tables"] = [
        {"name": name, "title": schema()[name]["title"], "rows": len(load(name)), "marks": _marks(name)}
        for name in names()
    ]
    return register


def _marks(name: str) -> dict[str, int]:
    counts: dict[str, int] = dict.fromkeys(MARKS, 0)
    for row in load(name):
        mark = row["verified"].split(":")[0].split(" ")[0].split(";")[0]
        counts[mark if mark in counts else "verified"] += 1
    return counts

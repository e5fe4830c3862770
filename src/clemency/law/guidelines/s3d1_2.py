"""USSG §§3D1.1, 3D1.2, 3D1.3: which counts form a Group, and the level of each.

Left out are counts whose statute fixes a term that must run consecutively (18 U.S.C. § 924(c)), and § 1028A. Counts of the
same guideline listed in (d) are one Group, by their total. Whether others share a victim, a transaction or a plan ((a) to
(c)), or are "of the same general type", is for a court: the caller says so by giving them the same group name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clemency.law import tables
from clemency.law.explain import Step

LISTED = "guidelines/s3d1_2_listed"
GROUPED, EXCLUDED, UNLISTED = "grouped", "excluded", "unlisted"


@dataclass(frozen=True, slots=True)
class Count:
    """One count of conviction.

    level: of chapter two with chapter three, parts A to C. group: a name shared with the counts it is grouped with under
    (a) to (c), or under (d) as of the same general type. consecutive: left out under §3D1.1(b).
    """

    name: str
    guideline: str
    level: int
    group: str = ""
    consecutive: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Counts treated as one. by_total: grouped under (d), so that `level` is right only if it is that of the total."""

    counts: tuple[Count, ...]
    level: int
    by_total: bool


def listed(guideline: str, day: int) -> str:
    """How §3D1.2(d) treats counts of a guideline on a day: `grouped`, `excluded`, or `unlisted` (case by case)."""
    for row in tables.load(LISTED).on(day):
        if row["guideline"] == guideline:
            return row["treatment"]
    return UNLISTED


def groups(counts: Iterable[Count], day: int, totals: dict[str, int] | None = None) -> tuple[Group, ...]:
    """The Groups, the most serious first. Counts under §3D1.1(b) are in none.

    totals: for a guideline grouped under (d), the level of the total of all its counts (§3D1.3(b)). Without it the
    highest level of a single count stands in, which the total cannot lie below; `by_total` says so.
    """
    members: dict[str, list[Count]] = {}
    for number, count in enumerate(each for each in counts if not each.consecutive):
        if count.group:
            key = f"given:{count.group}"
        elif listed(count.guideline, day) == GROUPED:
            key = f"listed:{count.guideline}"
        else:
            key = f"alone:{number}"
        members.setdefault(key, []).append(count)
    found = []
    for key, each in members.items():
        total = (totals or {}).get(each[0].guideline) if key.startswith("listed:") else None
        highest = max(count.level for count in each)
        by_total = key.startswith("listed:") and len(each) > 1 and total is None
        found.append(Group(tuple(each), highest if total is None else total, by_total))
    return tuple(sorted(found, key=lambda group: -group.level))


def steps(found: tuple[Group, ...]) -> tuple[Step, ...]:
    """One step a Group: its counts and its level."""
    return tuple(
        Step(
            f"group {number}",
            f"level {group.level}",
            ", ".join(count.name for count in group.counts) + ("; at least, by the total" if group.by_total else ""),
            "USSG §3D1.3",
            True,
        )
        for number, group in enumerate(found, start=1)
    )

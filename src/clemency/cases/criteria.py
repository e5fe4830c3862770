"""Criteria sets as data, held against one case: each factor met, not met, unclear or not assessable, with the evidence.

Never a total, a score or an order of people: criteria inform, a person decides.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from clemency.cases.comparison import Comparison, compare
from clemency.errors import InputError
from clemency.law.dates import format_day
from clemency.law.tables import DATA

MET, NOT_MET, UNCLEAR, NOT_ASSESSABLE = "met", "not met", "unclear", "not assessable"
TEN_YEARS = 3652
"""Days in ten years, leap days counted as they most often fall."""


@dataclass(frozen=True)
class Finding:
    """One factor: what was found, and the evidence for it in words."""

    number: int
    factor: str
    finding: str
    evidence: str


@cache
def criteria_set(key: str) -> dict[str, Any]:
    """The criteria set with this key, as entered."""
    found = {}
    for path in sorted((DATA / "criteria").glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        found[data["key"]] = data
    if key not in found:
        raise InputError(f"There is no criteria set {key!r}. Known: {', '.join(found)}.")
    return found[key]


def lower_today(result: Comparison) -> tuple[str, str]:
    text = (
        f"range then from {result.then[0].low:g}, today from {result.now[0].low:g} months on the most lenient reading"
    )
    if result.status == "lower_today":
        return MET, f"lower on every reading tried of what is missing; {text}"
    if result.status in ("same", "higher"):
        return NOT_MET, f"{result.status.replace('_', ' ')} today; {text}"
    return UNCLEAR, f"depends on {result.status.removeprefix('needs_fact:').replace('_', ' ')}; {text}"


def non_violent_low_level(result: Comparison) -> tuple[str, str]:
    case = result.case
    if case.violence or case.aggravating_role:
        return NOT_MET, "violence or an aggravating role was found"
    if case.firearm_counts or case.weapon:
        return UNCLEAR, "a firearm: whether it means violence is for a person to say"
    if case.mitigating_role:
        return UNCLEAR, "a mitigating role was found; ties to organizations are not in the record"
    return NOT_ASSESSABLE, "role, weapon and ties are in the presentence report, not in this record"


def ten_years_served(result: Comparison) -> tuple[str, str]:
    span = result.case.sentenced
    if span is None:
        return NOT_ASSESSABLE, "the day of sentence is not known"
    least, most = result.on - span.last, result.on - span.first
    text = f"sentenced {format_day(span.first)}, {least / 365.25:.1f} years before {format_day(result.on)}"
    if least >= TEN_YEARS:
        return MET, f"{text}; the day custody began is earlier or the same, unless released pending appeal"
    if most < TEN_YEARS - 3 * 365:
        return NOT_MET, f"{text}; time held before sentence is not in the record"
    return UNCLEAR, f"{text}; time held before sentence may make up the rest"


def no_significant_history(result: Comparison) -> tuple[str, str]:
    case = result.case
    if case.career_offender:
        return NOT_MET, "sentenced as a career offender"
    if case.category is not None:
        finding = MET if case.category == 1 else NOT_MET if case.category >= 4 else UNCLEAR
        return finding, f"criminal history category {['I', 'II', 'III', 'IV', 'V', 'VI'][case.category - 1]}"
    if case.priors_851 or case.priors_851_least:
        return UNCLEAR, "at least one prior drug conviction was noticed under § 851; the category is not known"
    return NOT_ASSESSABLE, "the criminal history category is in the presentence report, not in this record"


def good_conduct(result: Comparison) -> tuple[str, str]:
    return NOT_ASSESSABLE, "needs the Bureau of Prisons' progress report"


def no_history_of_violence(result: Comparison) -> tuple[str, str]:
    if result.case.prior_2_point_violent or result.case.violent_points:
        return NOT_MET, "a prior violent offense was scored"
    if result.case.violence:
        return NOT_MET, "violence in the offense"
    return NOT_ASSESSABLE, "prior offenses are in the presentence report, conduct in the Bureau's record"


_TESTS: dict[str, Callable[[Comparison], tuple[str, str]]] = {
    test.__name__: test
    for test in (
        lower_today,
        non_violent_low_level,
        ten_years_served,
        no_significant_history,
        good_conduct,
        no_history_of_violence,
    )
}


def findings(result: Comparison, key: str = "clemency-initiative-2014") -> tuple[Finding, ...]:
    """Each factor of a criteria set for one case. There is no sum of them."""
    return tuple(
        Finding(factor["number"], factor["text"], *_TESTS[factor["test"]](result))
        for factor in criteria_set(key)["factor"]
    )


FINDING_COLUMNS = ("case_id", "factor", "text", "finding", "evidence")


def screen_criteria(path: Path, output: Path, key: str, on: int, rejects: Path | None = None) -> tuple[int, int, int]:
    """Hold a criteria set against every row of a file of cases: one line a factor, with its finding and evidence.

    Returns rows read, rows written (each with all its factors) and rows rejected; read = written + rejected. There is no
    line that adds factors up.
    """
    from clemency.cases.files import open_source
    from clemency.cases.rows import case_of_row

    criteria_set(key)  # an unknown set is refused before anything is written
    aside: list[tuple[str, str, str]] = []
    source = open_source(
        path, lambda found: aside.extend((str(r.row), r.case_id, f"{r.field}: {r.reason}") for r in found)
    )
    written = 0
    partial = output.with_name(output.name + ".partial")
    with partial.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FINDING_COLUMNS)
        for batch, numbers in source.batches(lambda done: None):
            for row, number in zip(batch.to_pylist(), numbers.tolist(), strict=True):
                name = str(row.get("case_id") or number)
                try:
                    found = findings(compare(case_of_row(row, f"{path} row {number}"), on), key)
                except InputError as problem:
                    aside.append((str(number), name, str(problem)))
                    continue
                written += 1
                writer.writerows((name, f.number, f.factor, f.finding, f.evidence) for f in found)
    partial.replace(output)
    rejected = len(aside)
    with (rejects or output.with_name(output.stem + ".rejects.csv")).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("row", "case_id", "reason"), *aside])
    return written + rejected, written, rejected

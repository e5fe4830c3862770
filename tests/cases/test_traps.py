"""Every case of traps/, statutes/ and offenses/, worked out by hand from the provisions and tables that it cites. See README.md."""

from __future__ import annotations

import math
import tomllib
from pathlib import Path
from typing import Any

import pytest

from clemency.cases.comparison import Comparison, compare
from clemency.errors import InputError
from clemency.law.compare import in_months
from clemency.law.figures import Figures

FOLDERS = ("traps", "statutes", "offenses")

KNOWN: dict[str, dict[str, Any]] = {
    "count": {"statute": "21 USC 841(a)(1)", "priors_851": 0},
    "guideline": {"acceptance": 0, "safety_valve_conditions": False},
    "history": {
        "category": "I",
        "points": 0,
        "under_sentence": False,
        "recent_release": False,
        "career_offender": False,
        "one_point_points": 0,
        "prior_3_point": False,
        "prior_2_point_violent": False,
        "zero_point_excluded": True,
    },
}
"""What a case does not mention is known not to be so."""


def cases() -> list[Any]:
    found = []
    for path in sorted(each for name in FOLDERS for each in (Path(__file__).parent / name).glob("*.toml")):
        trap = tomllib.loads(path.read_text(encoding="utf-8"))
        assert trap["why"], path
        found += [pytest.param(case, id=f"{path.stem}: {case['name']}") for case in trap["case"]]
    return found


def whole(given: dict[str, Any]) -> dict[str, Any]:
    """The case with everything it leaves out known; a firearm case alone has no drug count."""
    merged = {**given}
    for table, known in KNOWN.items():
        if table == "count" and "count" not in given:
            continue
        merged[table] = {**known, **given.get(table, {})}
    count = merged.get("count")
    if count is not None and "notice_851" in count:
        del count["priors_851"]
    elif count is not None:
        count.setdefault("serious_priors", count["priors_851"])
    history = merged["history"]
    if "sentences" in history:  # what follows from them is not given beside them
        for key in ("career_offender", "one_point_points", "prior_3_point", "prior_2_point_violent"):
            if key not in given["history"]:
                del history[key]
        if "category" not in given["history"]:
            del history["category"]
    if "points" not in given.get("history", {}):
        history["points"] = {"I": 0, "II": 2, "III": 4, "IV": 7, "V": 10, "VI": 13}[history["category"]]
    return merged


def figures_of(figures: Figures) -> dict[str, Any]:
    return {
        "base": figures.base,
        "level": figures.base,
        "capped": figures.capped,
        "total": figures.total,
        "category": figures.category,
        "table": (figures.table_min, figures.table_max),
        "range": (figures.low, figures.high),
        "consecutive": figures.consecutive,
        "minimum": figures.minimum,
        "statutory_minimum": figures.statutory_min,
        "statutory_maximum": figures.statutory_max,
    }


def months(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(months(part) for part in value)
    return math.inf if value == "life" else value


def expect(wanted: dict[str, Any], pair: tuple[Figures, ...]) -> None:
    for figures in pair:
        got = figures_of(figures)
        assert {key: got[key] for key in wanted} == {key: months(value) for key, value in wanted.items()}


@pytest.mark.parametrize("case", cases())
def test_trap(case: dict[str, Any]) -> None:
    assert case["cite"]
    assert {"then", "least", "refused"} & set(case)
    given = whole(case["given"])
    if "refused" in case:
        with pytest.raises(InputError, match=case["refused"]):
            compare(given)
        return
    result: Comparison = compare(given, on=case.get("on"))
    expect(case.get("then", {}), result.then)
    expect(case.get("now", {}), result.now)
    expect(case.get("then_most", {}), (result.then[1],))
    expect(case.get("least", {}), (result.now[0],))
    expect(case.get("most", {}), (result.now[1],))
    if "missing" in case:
        assert {fact.name for fact in result.missing} == set(case["missing"])
    for rule, value in case.get("steps", {}).items():
        assert [step.value for step in result.steps_then if step.rule == rule] == [value]
    for act, moved in case.get("moved", {}).items():
        assert [move.low for move in result.moves if move.authority == act] == [moved]
    assert sum(move.low for move in result.moves) == in_months(result.corners[-1][0].now.low) - in_months(
        result.corners[-1][0].then.low
    )
    for name, answer in case.get("motions", {}).items():
        motion = next(motion for motion in result.remedy.motions if motion.name == name)
        assert motion.eligible == answer, motion.reason
        if name in case.get("least_term", {}):
            assert motion.least_term is not None
            assert [round(end, 1) for end in motion.least_term] == [case["least_term"][name]] * 2

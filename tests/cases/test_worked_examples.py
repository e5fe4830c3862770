"""Every worked example of official text gives the printed figure (worked_examples/*.toml)."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clemency.cases import quantities
from clemency.cases.case import Case
from clemency.cases.comparison import compare
from clemency.law import assemble
from clemency.law import columns as C
from clemency.law.guidelines.s1b1_1 import base_and_cap
from clemency.law.guidelines.s5a import table_range
from clemency.law.guidelines.s5g1_1 import within_statute
from clemency.law.remedies import substantial_assistance_floor

FOLDER = Path(__file__).parent / "worked_examples"
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}


def examples(name: str) -> list[Any]:
    read = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["example"]
    return [pytest.param(one, id=f"{one.get('on', '')} {one['name']}") for one in read]


@pytest.mark.parametrize("given", examples("drug_quantities") + examples("protected_locations"))
def test_drugs_to_base_offense_level(given: dict[str, Any]) -> None:
    day: date = given["on"]
    section = given.get("section", "2D1.1")
    case = Case.from_dict(
        {
            "days": {"offense_ended": day, "sentenced": day},
            "count": {"statute": "21 USC 841(a)(1)", "drugs": given["drugs"]},
            "guideline": {"section": section, "safety_valve_conditions": False, "acceptance": 0},
            "history": {"category": "I", "points": 0},
        }
    )
    (reading,) = case.readings(day.toordinal())
    book = assemble.state_on(day.toordinal()) * C.BOOK_WIDTH
    facts = reading.lenient._replace(pure=(0,) * 6, units=tuple(max(each, 0) for each in reading.lenient.units))
    base, _ = base_and_cap(assemble.law(), facts, book)
    if "level" in given:
        assert base.level == given["level"]
    if "converted" in given:
        assert quantities.in_words(base.converted) == given["converted"]
    assert "level" in given or "converted" in given


@pytest.mark.parametrize("given", examples("ranges"))
def test_levels_to_ranges_and_statutes(given: dict[str, Any]) -> None:
    book = assemble.state_on(given["on"].toordinal()) * C.BOOK_WIDTH
    if "table" in given:
        low, high = given["table"]
        found = within_statute(low, high, given.get("statutory_minimum", 0), given.get("statutory_maximum", -1))[:2]
    else:
        found = table_range(assemble.law(), book, given["level"], ROMAN[given["category"]])
    assert found == tuple(given["range"])


@pytest.mark.parametrize("given", examples("reductions"))
def test_how_far_a_court_may_reduce(given: dict[str, Any]) -> None:
    least = given["amended"][0]
    if given.get("government_motion"):
        least = substantial_assistance_floor(given["imposed"], given["original"][0], given["amended"][0])
    assert round(least) == given["least"]


@pytest.mark.parametrize("given", examples("firearms"))
def test_firearm_counts(given: dict[str, Any]) -> None:
    case = {
        "days": {"offense_ended": given["offense"], "sentenced": given["on"]},
        "firearms": {"counts": given["counts"]},
    }
    result = compare(case, on="2010-01-01")
    assert (result.then[0].consecutive, result.minimum("then").least) == (given["months"], given["months"])

"""The reforms of the validation read and run; over the real rows, if present, they come near the published projections."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from validation.reforms.__main__ import HERE, as_text, main, run

from clemency.cases.simulate import read_reform

ROWS = Path(__file__).parents[1] / "cases" / "ussc" / "fy2019_2024.csv"
REAL = Path(__file__).parents[3] / "shared" / "ussc" / "data" / "individual_fy2019_2024.csv.gz"


def test_every_reform_reads() -> None:
    for path in sorted(HERE.glob("*.toml")):
        assert read_reform(path).title


def test_a_run_over_a_few_rows(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(ROWS), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)["figures"]
    assert len(figures) == len({one["key"] for one in figures}) > 15
    assert all(one["why"] and one["source"] for one in figures)
    assert {one["key"] for one in figures if one["ours"] is None} >= {"821A_eligible", "750_change", "706_eligible"}
    assert "Amendment 782" in as_text(figures)
    assert main([str(ROWS.with_name("none.csv"))]) == 2


@pytest.mark.skipif(not REAL.is_file(), reason="the Commission's rows are not beside the project")
def test_the_real_rows_come_near_the_projections() -> None:
    found = {one["key"]: one for one in run([REAL], 0.5)}
    for key, apart in (
        ("821B_eligible", 1500),
        ("821B_before", 8),
        ("821B_change", 2),
        ("821B_percent", 2),
        ("782_percent_may", 3),
        ("782_change_may", 6),
        ("782_percent_prospective", 4),
    ):
        assert abs(found[key]["difference"]) <= apart, found[key]

"""`clemency law` as its user sees it: readable text, JSON that parses, one clear line when it cannot answer."""

from __future__ import annotations

import json

import pytest
import typer
from typer.testing import CliRunner

from clemency.cli import law as law_group
from clemency.errors import InputError


def run(*words: str) -> str:
    app = typer.Typer()
    law_group.register(app)
    result = CliRunner().invoke(app, ["law", *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def test_show_prints_the_ladder_of_one_drug_with_its_act() -> None:
    out = run("show", "crack", "--on", "2010-11-01")
    assert "at least 28 g, less than 112 g" in out
    assert "8.4 kg or more" in out
    assert "less than 1.4 g" in out
    assert "USSG amendment 748" in out


def test_show_prints_the_whole_table_in_the_order_of_the_manual() -> None:
    out = run("show", "2D1.1", "--on", "2007-11-01")
    assert out.index("heroin") < out.index("cocaine base") < out.index("schedule v")
    assert "4.5 kg" in out


def test_show_prints_ranges_with_zones() -> None:
    out = run("show", "5A", "--on", "2016-11-01")
    assert "121-151 D" in out
    assert "360-life D" in out
    assert "8-14 B" in out
    assert "8-14 C" in run("show", "5A", "--on", "2010-10-31")


def test_show_gives_json_with_every_cell() -> None:
    out = json.loads(run("show", "841(b)(1)(A)", "--on", "2018-12-21", "--json"))
    terms = next(part for part in out["parts"] if part["table"] == "statutes/penalties")
    tiers = {(row["prior_tier"], row["death_or_injury"]): row["min_months"] for row in terms["rows"]}
    assert tiers == {("0", "0"): "120", ("0", "1"): "240", ("1", "0"): "180", ("1+", "1"): "life", ("2+", "0"): "300"}


def test_show_says_when_the_day_is_later_than_the_manual_read() -> None:
    assert "last read against the Manual of 2025-11-01" in run("show", "status_points", "--on", "2026-11-01")


def test_changes_names_the_acts_between_two_days() -> None:
    out = run("changes", "--from", "2005-01-01", "--to", "2012-01-01")
    for act in ("amendment 706", "amendment 711", "amendment 715", "Fair Sentencing Act of 2010, § 2", "amendment 748"):
        assert act in out
    assert "amendment 782" not in out


def test_changes_about_one_drug_in_json() -> None:
    out = json.loads(run("changes", "--from", "2010-11-01", "--to", "2010-11-01", "--about", "cocaine_base", "--json"))
    (change,) = out["changes"]
    assert change["authority"] == "amend_748"
    moved = {figure["key"]: (figure["before"], figure["after"]) for figure in change["figures"]}
    assert moved["cocaine_base, level 26"] == ("20 g", "28 g")
    assert moved["cocaine_base"] == ("20 kg for 1 g", "3.571 kg for 1 g")


def test_changes_says_when_there_were_none() -> None:
    assert "No figure in the tables changed" in run("changes", "--from", "2012-01-01", "--to", "2012-02-01")


def test_timeline_draws_and_tabulates() -> None:
    out = run("timeline", "crack", "--quantity", "50 g")
    assert "50 g of cocaine_base, base offense level  ███▆▃▁" in out
    assert "level 24" in out


def test_timeline_in_json_writes_life_as_a_word() -> None:
    out = json.loads(run("timeline", "841(b)(1)(A)", "--json"))
    line = next(line for line in out["lines"] if line["label"] == "841(b)(1)(A), 2+ prior")
    assert [point["value"] for point in line["points"]] == ["240", "life", "300"]


def test_coverage_prints_the_register_and_checks_the_tables() -> None:
    out = run("coverage")
    assert "amendments effective 2026-11-01" in out
    assert "Rutherford" in out
    assert "0 problems" in run("coverage", "--check")
    assert json.loads(run("coverage", "--check", "--json"))["problems"] == []
    assert json.loads(run("coverage", "--json"))["as_of"] == "2025-11-01"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["show", "2D1.1", "--on", "1985-01-01"], "the tables begin on 1987-11-01"),
        (["show", "2D1.1", "--on", "last year"], "--on: 'last year' is not a date"),
        (["show", "the law"], "is not a provision"),
        (["changes", "--from", "2012-01-01", "--to", "2005-01-01"], "Give the earlier day as --from"),
        (["timeline", "crack", "--quantity", "a lot"], "write a number"),
    ],
)
def test_what_cannot_be_answered_is_one_clear_line(words: list[str], why: str) -> None:
    with pytest.raises(InputError, match=why) as error:
        run(*words)
    assert "\n" not in str(error.value)

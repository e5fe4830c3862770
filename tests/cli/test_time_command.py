"""`clemency time` as its user sees it."""

from __future__ import annotations

import json

import pytest
import typer
from typer.testing import CliRunner

from clemency.cli import time as time_group
from clemency.errors import InputError


def run(*words: str) -> str:
    app = typer.Typer()
    time_group.register(app)
    result = CliRunner().invoke(app, list(words))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def test_text_names_the_rule_and_the_provision() -> None:
    out = run("240", "--began", "2005-01-31", "--jail-credit", "112", "--on", "2016-12-19")
    assert "2021-10-26" in out
    assert "18 U.S.C. § 3624(b)(1)" in out
    assert "4453 days" in out


def test_json_of_a_commutation() -> None:
    out = json.loads(
        run("20 years", "--began", "2005-01-31", "--granted", "2016-12-19", "--expires", "2017-04-18", "--json")
    )
    assert out["commuted"]["release"] == "2017-04-18"
    assert out["commuted"]["remitted_days"] == 1903
    assert out["projected_release"] == "2022-07-04"
    assert {step["rule"] for step in out["steps"]} >= {"full term", "good time", "projected release", "remitted"}


def test_life_has_no_date_and_no_number_of_months() -> None:
    out = json.loads(run("life", "--began", "1999-06-01", "--granted", "2016-12-19", "--to-term", "240", "--json"))
    assert out["projected_release"] is None
    assert out["commuted"]["remitted_months"] is None


def test_a_scenario_is_called_one() -> None:
    assert "Scenario, not a projection" in run("180", "--began", "2020-03-01", "--credits-from", "2020-06-01")


@pytest.mark.parametrize(
    ("words", "match"),
    [
        (("240", "--began", "2005-01-31", "--granted", "2016-12-19"), "exactly one"),
        (("240", "--began", "2005-01-31", "--time-served"), "needs --granted"),
        (("240", "--began", "31.1.2005"), "--began"),
        (("life", "--began", "2005-01-31", "--credits-from", "2020-01-01"), "--credits-from"),
    ],
)
def test_what_cannot_be_answered_says_why(words: tuple[str, ...], match: str) -> None:
    with pytest.raises(InputError, match=match):
        run(*words)


def test_a_grant_of_the_record_with_what_is_assumed() -> None:
    out = run("--grant", "Kendrick Tyshawn Akins", "--day", "2016-12-19")
    assert "assumed: the sentence began on the day it was imposed" in out
    found = json.loads(run("--grant", "Kendrick Tyshawn Akins", "--day", "2016-12-19", "--json"))
    assert found["commuted"]["release"] >= "2016-12-19"


def test_without_a_sentence_it_asks_for_one() -> None:
    with pytest.raises(InputError, match="which sentence"):
        run()

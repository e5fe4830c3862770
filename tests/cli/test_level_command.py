"""`clemency level` as its user sees it."""

from __future__ import annotations

import json

import pytest
import typer
from typer.testing import CliRunner

from clemency.cli import level as level_group
from clemency.errors import InputError


def run(*words: str) -> str:
    app = typer.Typer()
    level_group.register(app)
    result = CliRunner().invoke(app, list(words))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def test_two_days_side_by_side_each_with_its_acts() -> None:
    out = run(
        "2B1.1", "loss=$250,000", "victims=12", "maximum_20_years=yes", "--on", "2004-11-01", "--and-on", "2025-11-01"
    )
    assert "2004-11-01: level 21" in out
    assert "2025-11-01: level 19" in out
    assert "amend_791" in out


def test_json_names_what_is_missing() -> None:
    found = json.loads(run("2K2.1", "prohibited_person=yes", "--on", "2000-11-01", "--json"))[0]
    assert found["level"] is None
    assert (found["low"]["level"], found["high"]["level"]) == (14, 24)
    assert [each["name"] for each in found["missing"]] == ["violent_or_drug_priors"]


def test_the_facts_of_a_guideline_are_listed() -> None:
    assert "felony_before_months" in run("2L1.2", "--facts")


@pytest.mark.parametrize(
    "words", [("2B1.1", "loss"), ("2B1.1", "loss=much"), ("2Z1.1",), ("2B1.1", "loss=1", "--on", "1980-01-01")]
)
def test_what_cannot_be_answered_is_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(InputError):
        run(*words)

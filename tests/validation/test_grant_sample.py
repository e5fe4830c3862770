"""The text parsers against a hundred grants read by hand."""

from __future__ import annotations

import pytest
from validation.grant_sample.__main__ import WANTED, main, overall, run, sample


def test_the_sample_is_whole() -> None:
    grants = sample()
    assert [grant["n"] for grant in grants] == list(range(1, 101))
    for grant in grants:
        assert grant["settled"] in (grant["first"], grant["second"])
        assert (grant["first"] == grant["second"]) != bool(grant.get("why"))


def test_at_least_98_in_100_and_nothing_invented() -> None:
    checks = {check.name: check for check in run()}
    agree, decided = overall(list(checks.values()))
    assert decided > 600
    assert agree >= WANTED * decided
    assert checks["nothing invented"].differ == []
    assert checks["read whole"].share >= WANTED


def test_a_planted_error_is_found() -> None:
    (grant,) = [grant for grant in sample() if grant["n"] == 1]
    planted = {**grant, "offense": grant["offense"].replace("50 grams", "51 grams"), "sentence": "Life imprisonment"}
    checks = {check.name: check for check in run([planted])}
    assert [d.why for d in checks["drugs"].differ] == ["missed", "invented"]
    assert checks["prison in force"].differ[0].got == "life"
    assert checks["nothing invented"].differ


def test_the_command_says_what_it_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    said = capsys.readouterr().out
    assert "figures agree" in said
    assert "over 100 grants" in said
    assert main(["--json"]) == 0
    assert '"nothing invented"' in capsys.readouterr().out

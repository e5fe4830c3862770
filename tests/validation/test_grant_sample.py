"""The text parsers against three hundred grants read by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from validation.grant_sample.__main__ import SAMPLES, WANTED, goal_met, main, overall, run, sample

every_sample = pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])


@every_sample
def test_the_sample_is_whole(path: Path) -> None:
    grants = sample(path)
    assert [grant["n"] for grant in grants] == list(range(1, 101))
    for grant in grants:
        assert grant["settled"] in (grant["first"], grant["second"])
        assert (grant["first"] == grant["second"]) != bool(grant.get("why"))


def test_no_text_is_in_two_samples() -> None:
    texts = [{(grant["offense"], grant["sentence"]) for grant in sample(path)} for path in SAMPLES]
    first, second, third = texts
    assert not first & second
    assert not (first | second) & third


@every_sample
def test_at_least_98_in_100_and_nothing_invented(path: Path) -> None:
    checks = {check.name: check for check in run(sample(path))}
    agree, decided = overall(list(checks.values()))
    assert decided > 600
    assert agree >= WANTED * decided
    for kind in ("provisions", "drugs"):
        assert checks[kind].share >= WANTED
    assert checks["nothing invented"].differ == []
    assert checks["read whole"].share >= WANTED
    assert goal_met(list(checks.values()))


def test_a_planted_error_is_found() -> None:
    (grant,) = [grant for grant in sample() if grant["n"] == 1]
    planted = {**grant, "offense": grant["offense"].replace("50 grams", "51 grams"), "sentence": "Life imprisonment"}
    checks = {check.name: check for check in run([planted])}
    assert [d.why for d in checks["drugs"].differ] == ["missed", "invented"]
    assert checks["prison in force"].differ[0].got == "life"
    assert checks["nothing invented"].differ
    assert not goal_met(list(checks.values()))


def test_the_command_says_what_it_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    said = capsys.readouterr().out
    assert said.count("over 100 grants") == len(SAMPLES)
    assert main(["--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == [path.name for path in SAMPLES]
    assert all("nothing invented" in one["checks"] for one in found.values())

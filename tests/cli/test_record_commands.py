"""The record's commands as their users type them."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from clemency.cli import main

ARTICLES = Path(__file__).parents[1] / "briefs" / "articles"


def run(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    assert not ended.value.code
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    assert ended.value.code == 2
    err = capsys.readouterr().err
    assert "Traceback" not in err
    return err


@pytest.mark.parametrize("by", ["president", "term", "year", "fiscal-year", "kind", "offense", "district"])
def test_totals(capsys: pytest.CaptureFixture[str], by: str) -> None:
    plain = json.loads(run(capsys, "ledger", "totals", "--by", by, "--president", "obama", "--json"))
    assert plain["whole"]["figures"]["grants"]["value"] == 1927
    assert plain["whole"]["figures"]["grants"]["rule"] == "grants"
    table = run(capsys, "ledger", "totals", "--by", by, "--president", "obama")
    assert "1,927" in table
    assert "grants: Grants in effect" in table


@pytest.mark.parametrize(("day", "total"), [("2016-08-30", 673), ("2016-10-06", 774)])
def test_totals_as_known_on_a_day(capsys: pytest.CaptureFixture[str], day: str, total: int) -> None:
    words = ("ledger", "totals", "--by", "kind", "--president", "obama", "--as-of", day, "--json")
    assert json.loads(run(capsys, *words))["whole"]["figures"]["commutations"]["value"] == total


def test_rows_behind_a_total(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("ledger", "totals", "--by", "term", "--president", "clinton", "--rows", "--json")
    figure = json.loads(run(capsys, *words))["whole"]["figures"]["pardons"]
    assert len(figure["rows"]) == figure["value"] == 396


def test_records(capsys: pytest.CaptureFixture[str]) -> None:
    text = run(capsys, "ledger", "records", "--president", "obama", "--as-of", "2016-12-19")
    assert "231 grants  2016-12-19" in text
    assert text.count("rule:") >= 8


def test_find_forgives_typing_errors(capsys: pytest.CaptureFixture[str]) -> None:
    text = run(capsys, "ledger", "find", "arnold", "ray", "jons", "--full")
    assert "Arnold Ray Jones, commutation, signed 2016-08-03" in text
    assert "declined no later than 2016-10-06" in text
    found = json.loads(run(capsys, "ledger", "find", "--life", "--president", "obama", "--limit", "5", "--json"))
    assert len(found["grants"]) == 5
    assert found["found"] > 500


def test_find_nothing_is_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "ledger", "find", "zzyzx").strip() == "0 found"


def test_export_reconcile_unparsed_coverage_rules(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "obama.csv"
    assert "wrote 1,927 grants" in run(capsys, "ledger", "export", str(out), "--president", "obama")
    assert out.with_suffix(".dictionary.md").exists()
    balances = json.loads(run(capsys, "ledger", "reconcile", "--president", "obama", "--json"))
    assert balances["outcomes"]["agrees"] > 50
    assert "stated figures:" in run(capsys, "ledger", "reconcile")
    unread = json.loads(run(capsys, "ledger", "unparsed", "--kind", "commutation", "--json"))
    assert unread["read_percent"] > 98
    assert "Missing" in run(capsys, "ledger", "coverage")
    assert "life_sentences" in run(capsys, "ledger", "rules")


def test_brief_forms(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert "231 grants to 231 people" in run(capsys, "brief", "--on", "2016-12-19")
    plain = json.loads(run(capsys, "brief", "--on", "2016-12-19", "--json"))
    assert {"counts", "totals", "life", "drug", "rank"} <= set(plain)
    assert run(capsys, "brief", "--on", "2016-12-19", "--format", "md").startswith(
        "# Clemency granted on 19 December 2016"
    )
    run(capsys, "brief", "--on", "2016-12-19", "-o", str(tmp_path / "out"))
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"brief.txt", "brief.md", "brief.html", "brief.json", "names.csv", "courts.svg", "courts.png"} <= written


def test_check(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    article = ARTICLES / "day-2016-12-19.txt"
    assert "0 differ" in run(capsys, "check", str(article))
    words = io.BytesIO(b"\xef\xbb\xbfPresident Obama has granted 1,177 commutations.")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(words))
    plain = json.loads(run(capsys, "check", "-", "--date", "2016-12-19", "--json"))
    assert (plain["differs"], plain["findings"][0]["difference"]) == (1, 1)


def test_check_does_not_read_a_huge_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(40_000_000_000)  # sparse
    assert "more than 2 MB" in refused(capsys, "check", str(path))


def test_check_of_a_superlative_without_a_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "undated.txt"
    path.write_text(
        "President Obama granted 78 pardons, the most of any single day of his presidency. Pardons doubled.\n"
    )
    plain = json.loads(run(capsys, "check", str(path), "--json"))
    assert plain["findings"]
    assert {finding["verdict"] for finding in plain["findings"]} == {"cannot be checked"}


def test_find_refuses_what_the_record_never_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert "cocaine base" in refused(capsys, "ledger", "find", "--drug", "cocoa")
    assert "FL" in refused(capsys, "ledger", "find", "--state", "ZZ")
    assert "0 found" not in run(capsys, "ledger", "find", "--drug", "crack", "--state", "fl")


def test_effects(capsys: pytest.CaptureFixture[str]) -> None:
    assert "gives no immigration status" in run(capsys, "effects", "pardon", "--noncitizen")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ledger", "totals", "--by", "race"), "Choose one of: president"),
        (("ledger", "totals", "--as-of", "19.12.2016"), "Write it as YYYY-MM-DD"),
        (("ledger", "totals", "--kind", "mercy"), "is no kind of relief"),
        (("ledger", "totals", "--term", "obama-3"), 'named like "obama-2"'),
        (("ledger", "totals", "--since", "2017-01-01", "--until", "2016-01-01"), "no day lies between them"),
        (("ledger", "find", "--president", "bush"), "could be"),
        (("ledger", "export", "grants.xls"), "is no format of the export"),
        (("brief", "--on", "2016-12-20"), "Nearest days"),
        (("brief", "--on", "2016-12-19", "--format", "pdf"), "is none of"),
        (("check", "no-such-file.txt"), "cannot be read"),
        (("effects", "amnesty"), "Name one of"),
    ],
    ids=lambda v: " ".join(v) if isinstance(v, tuple) else "",
)
def test_one_clear_line_and_no_traceback(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str) -> None:
    err = refused(capsys, *words)
    assert said in err
    assert len(err.strip().splitlines()) == 1

"""`clemency ledger build` and `load` as their users type them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from clemency.cli import main
from clemency.ledger.store import load_record

PAGES = Path(__file__).parents[1] / "sources" / "pages"
MAPPING = """
[columns]
name = "Recipient"
signed_on = "Date"
offense_text = "Offense"

[constants]
president = "obama"
kind = "pardon"
"""


def run(capsys: pytest.CaptureFixture[str], *words: str | Path) -> str:
    with pytest.raises(SystemExit) as ended:
        main([str(word) for word in words])
    assert not ended.value.code
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *words: str | Path) -> str:
    with pytest.raises(SystemExit) as ended:
        main([str(word) for word in words])
    assert ended.value.code == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    return error


def test_load_says_what_the_record_holds_and_lacks(capsys):
    out = run(capsys, "ledger", "load")
    record = load_record()
    assert f"record {record.version}, digest {record.digest[:16]}" in out
    assert "2,490 missing: the names of 2025-01-17 were not obtained" in out
    said = json.loads(run(capsys, "ledger", "load", "--json"))
    assert (said["grants"], said["digest"]) == (len(record.grants), record.digest)
    assert {"president": "biden", "kind": "commutation"}.items() <= said["coverage"]["missing"][5].items()


def test_a_page_adds_only_the_grant_that_is_not_known(capsys):
    out = run(capsys, "ledger", "load", PAGES / "pardons.html")
    assert "of the grants read, 7 are known and 1 new" in out
    assert out.endswith(f"new: 2013-12-19 pardon Antonio Barucco\n1 grant added to {len(load_record().grants):,}\n")


def test_a_two_column_list_may_say_in_its_name_whose_it_is(capsys, tmp_path):
    path = tmp_path / "obama-commutations.csv"
    path.write_bytes((PAGES / "commutations.csv").read_bytes())
    out = run(capsys, "ledger", "load", path)
    assert "2 records dated by the grants that the record holds" in out
    assert "4 grants added" in out  # days of the sample that are not those of the record


def test_a_table_adds_what_is_new_and_nothing_the_second_time(capsys, tmp_path):
    table, mapping, folder = tmp_path / "grants.csv", tmp_path / "columns.toml", tmp_path / "record"
    rejects = tmp_path / "rejects.csv"
    table.write_text(
        "Recipient,Date,Offense,Shoe\nZebulon Q. Nonesuch,2016-12-19,Wire fraud,9\nName,2016-12-19,x,1\n",
        encoding="utf-8",
    )
    mapping.write_text(MAPPING, encoding="utf-8")
    words = ("ledger", "load", table, "--mapping", mapping)
    out = run(capsys, *words, "--into", folder, "--rejects", rejects)
    assert "new: 2016-12-19 pardon Zebulon Q. Nonesuch" in out
    assert "1 grant added" in out
    added = load_record(folder)
    (grant,) = [grant for grant in added.grants if grant.name == "Zebulon Q. Nonesuch"]
    assert grant.cites[0].locator == "line 2"
    assert added.digest != load_record().digest
    with rejects.open(encoding="utf-8", newline="") as stream:
        reasons = {row["value"]: row["reason"] for row in csv.DictReader(stream)}
    assert reasons["Shoe"] == "unknown column 'Shoe'"
    assert reasons["Name"] == "'Name' is no person's name"
    out = run(capsys, *words, "--record", folder, "--into", folder)
    assert "0 grants added" in out
    assert load_record(folder) == added


def test_the_report_as_json(capsys, tmp_path):
    page = tmp_path / "more.html"
    page.write_text(
        "<h1>Pardons Granted by President Barack Obama</h1><h2>January 17, 2017</h2><table><tr><th>NAME</th><th>DISTRICT"
        "</th><th>SENTENCED</th><th>OFFENSE</th></tr><tr><td>Zebulon Nonesuch</td><td>D. Utah</td><td>1990</td>"
        "<td>Fraud</td></tr><tr><td>2. D. Utah</td><td></td><td></td><td></td></tr></table>",
        encoding="utf-8",
    )
    said = json.loads(run(capsys, "ledger", "load", page, "--json"))
    assert said["added"] == [{"id": "obama-2017-01-17-pardon-zebulon-nonesuch", "name": "Zebulon Nonesuch"}]
    totals = said["totals"]
    assert totals["read"] == totals["kept"] + totals["rejected"] + totals["set_aside"]
    assert said["files"][0]["rejected"][0]["locator"] == "table 1, row 3"


def test_a_table_that_is_not_trusted_is_set_beside_the_record(capsys, tmp_path):
    table = tmp_path / "hobby.csv"
    table.write_text(
        "Name,Date,Type,Category,Offense,Original_Sentence,Restitution_Amount,Political_Party,Court,Notes\n"
        "Alice Marie Johnson,2019-01-01,Pardon,Drug,x,Life,0,Unknown,Tenn.,\n",
        encoding="utf-8",
    )
    out = run(capsys, "ledger", "load", table)
    assert "contradicts the record" in out
    assert "a pardon on 2019-01-01; the record has a commutation on 2018-06-06; a pardon on 2020-08-28" in out
    assert "0 grants added" in out


def test_problems_are_one_clear_line(capsys, tmp_path):
    assert "cannot be read (No such file" in refused(capsys, "ledger", "load", tmp_path / "none.csv")
    assert "none of the known source files" in refused(capsys, "ledger", "build", tmp_path)
    assert "no such reader" in refused(capsys, "ledger", "load", PAGES / "release.md", "--as", "tarot")
    assert "no record here" in refused(capsys, "ledger", "load", "--record", tmp_path)
    assert "Name them with --president" in refused(capsys, "ledger", "load", PAGES / "commutations.csv")
    unknown = tmp_path / "grants.csv"
    unknown.write_text("Recipient,Date\n", encoding="utf-8")
    assert "name that with --mapping" in refused(capsys, "ledger", "load", unknown)
    (tmp_path / "bad.toml").write_text("[columns\n", encoding="utf-8")
    assert "not a TOML mapping" in refused(capsys, "ledger", "load", unknown, "--mapping", tmp_path / "bad.toml")

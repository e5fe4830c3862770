"""The whole raw folder, where it is at hand: expected counts, balance, the bundled record byte for byte, the time."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pytest
from tests.sources.reading import RAW

from clemency.ledger.store import BUNDLED, load_record, save_record
from clemency.sources.build import build_record, read_files
from clemency.sources.catalog import choose, files_in
from clemency.sources.report import as_json, as_text, contradictions_with, write_rejects

pytestmark = pytest.mark.skipif(not RAW.is_dir(), reason="the raw source files are not beside this checkout")


@pytest.fixture(scope="module")
def built():
    start = time.process_time()
    record, report = build_record(RAW)
    return record, report, time.process_time() - start


def test_reading_everything_takes_under_twenty_seconds(built):
    assert built[2] < 20


def test_every_file_gives_the_expected_counts(built):
    assert built[1].differences == []


def test_what_is_rejected_is_known(built):
    rejected = Counter(
        (file.source, value.reason) for file in built[1].files for value in file.not_kept if value.fate == "rejected"
    )
    assert rejected == {
        ("hobby_table/first-term", "'Clemency' is no kind of grant that the mapping names"): 7,
        ("hobby_table/second-term", "a cell under an unknown heading, or beyond the last"): 9,
    }


def test_the_bundled_record_is_what_the_raw_files_give(built, tmp_path):
    save_record(built[0], tmp_path)
    differing = [path.name for path in BUNDLED.iterdir() if path.read_bytes() != (tmp_path / path.name).read_bytes()]
    assert not differing, f"{differing} differ; run `clemency ledger build RAW_FOLDER`"


def test_reading_all_of_it_again_adds_nothing():
    held = load_record()
    again, _ = read_files([(file, RAW / file.path) for file in files_in(RAW)], held.version, held)
    assert again.grants == held.grants
    assert again.acts == held.acts
    assert again.claims == held.claims


@pytest.mark.parametrize(
    "path",
    [
        "cocteau-D4D/commutations.csv",  # most of its days come from the other copy, or from the record
        "fivethirtyeight/obama_commutations.csv",
        "GavArmstrong-Presidential-Pardons/Pardons-Granted-by-President-Donald-Trump.html",
        "wh-briefings/2024-12-12-clemency-recipient-list-7.md",
        "pardonpedia/excerpt_rows.csv",
    ],
)
def test_each_file_read_alone_is_recognized_and_adds_nothing(path):
    held = load_record()
    again, report = read_files([(choose(RAW / path), RAW / path)], held.version, held)
    assert len(again.grants) == len(held.grants)
    assert report.totals.rejected == 0


def test_the_table_that_is_not_trusted_comes_out_as_a_report(built):
    files = [file for file in built[1].files if not file.facts]
    assert [file.totals.kept for file in files] == [0, 0]
    found = " ".join(finding.what for file in files for finding in file.findings)
    assert "Abel Holtz stands 2 times: days 2021-01-19 and 2021-01-20" in found
    assert "a grant of another term than the file's" in found
    chosen = [(choose(path), path) for path in sorted((RAW / "taco_pardons").glob("*.csv"))]
    contrary = [what for _, _, what in contradictions_with(load_record(), chosen)]
    assert "Abel Holtz: a pardon on 2021-01-20; the record has" not in " ".join(contrary)  # the day of announcement
    assert any(what.startswith("Alex van der Zwaan: a pardon on 2020-12-23; the record has") for what in contrary)


def test_the_report_says_it_all(built, tmp_path):
    lines = list(as_text(built[1]))
    assert lines[0].split() == ["file", "values", "kept", "reject", "aside", "grants", "acts", "claims"]
    assert any(line.startswith("in all") for line in lines)
    totals = built[1].totals
    assert as_json(built[1])["totals"]["read"] == totals.read
    path = Path(tmp_path) / "rejects.csv"
    assert write_rejects(built[1], path) == totals.rejected + totals.set_aside
    assert len(path.read_text(encoding="utf-8").splitlines()) > totals.set_aside

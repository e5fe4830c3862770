"""Two-column copies of a page: names without labels, lines that run on, days as serial numbers, damage."""

from __future__ import annotations

from datetime import date

import pytest
from tests.sources.reading import page, read_text, rejected

from clemency.errors import SourceError

OBAMA = {"president": "obama", "kind": "commutation"}


def test_the_sample_list():
    contents, totals = read_text(page("commutations.csv"), "justice_list", **OBAMA)
    assert totals.rejected == 0
    assert totals.set_aside == 1  # the column headings
    drafts = contents.drafts
    assert [(draft.name, draft.signed_on) for draft in drafts] == [
        ("Kendrick Tyshawn Akins", None),  # the newest heading is missing
        ("Orasama Andrews", date(2016, 11, 22)),  # from a serial number
        ("Arnold Ray Jones", date(2016, 11, 22)),
        ("Kevin Washington", date(2016, 5, 5)),  # from a damaged text
        ("Kevin Washington", date(2016, 5, 5)),
        ("Eric Wilson", None),  # a pasted block is a section of its own
    ]
    andrews = drafts[1].fields
    assert andrews["offense_text"].split("\n")[1] == "2. Supervised release violation (Distribution of cocaine base)"
    assert andrews["sentence_text"] == "1. Life imprisonment\n2. 24 months’ imprisonment (consecutive)"
    jones = drafts[2].fields
    assert jones["annotation_text"] == "condition declined, commutation not effectuated"
    assert jones["district_text"] == "Northern District of Texas; November 22, 2002"  # its label had no column
    assert "§§ 841(a)(1)" in jones["offense_text"]
    wilson = drafts[5].fields
    assert wilson["residence_text"] == "Romeoville, IL"
    assert wilson["sentence_text"].endswith("release (March 10, 1997)")  # a wrapped line
    assert wilson["offense_text"].startswith("Engaging in")


def test_the_same_text_twice_gives_the_same_drafts():
    first, _ = read_text(page("commutations.csv"), "justice_list", **OBAMA)
    second, _ = read_text(page("commutations.csv"), "justice_list", **OBAMA)
    assert first.drafts == second.drafts


@pytest.mark.parametrize(
    ("rows", "value", "reason"),
    [
        (",Ann Example\nMood:,Sour\nOffense:,Fraud\n", "Mood:\tSour", "unknown label"),
        ("Offense:,Fraud\n", "Offense:\tFraud", "no name above it"),
        (",Ann Example\nOffense:,Sentence: Life\n", "Offense:\tSentence: Life", "labelled both"),
        (",Ann Example\n,Ben Example\nOffense:,Fraud\n", "\tAnn Example", "no fields below"),
        (",2. N. D. Ga.\nOffense:,Fraud\n", "\t2. N. D. Ga.", "and is none"),
        (",Ann Example,third\nOffense:,Fraud\n", "\tAnn Example\tthird", "3 columns"),
    ],
)
def test_rows_that_do_not_fit_are_rejected_with_the_reason(rows, value, reason):
    contents, _ = read_text(f",Zoe Whole\nOffense:,Fraud\nSentence:,Life\n42696,\n{rows}", "justice_list", **OBAMA)
    assert contents.drafts[0].name == "Zoe Whole"
    assert any(text == value and reason in why for text, why in rejected(contents))


def test_it_must_be_told_whose_grants_these_are():
    with pytest.raises(SourceError, match="Name them with --president and --kind"):
        read_text(page("commutations.csv"), "justice_list")


def test_a_file_without_records_is_an_error():
    with pytest.raises(SourceError, match="no record was found"):
        read_text("a,b\nc,d\n", "justice_list", **OBAMA)

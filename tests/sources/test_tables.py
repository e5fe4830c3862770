"""Tables with headings: the general importer, the transcribed table, the one not to be trusted, the figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.sources.reading import read_as, read_text, rejected

from clemency.errors import InputError, SourceError
from clemency.sources.catalog import describe, recognize
from clemency.sources.table.reader import mapping

MAPPING = {
    "columns": {"name": ["Recipient", "Who"], "signed_on": "Date", "kind": "Type", "offense_text": "Offense"},
    "constants": {"president": "obama"},
    "kind": {"Full pardon": "pardon"},
    "ignore": {"Party": "not part of the public record"},
    "dates": {"formats": ["%d/%m/%Y"]},
}


def _read(text: str, described: dict):
    file = replace(describe(Path("grants.csv"), "table"), options={"mapping": described, "mapping_name": "map.toml"})
    return read_as(text.encode(), file)


def test_any_table_with_a_mapping():
    contents, totals = _read(
        "Recipient,Date,Type,Offense,Party\n"
        '"Ann Example, aka Ann Sample","December 19, 2016",Full pardon,Fraud,Green\n'
        "Ben Example,19/12/2016,commutation,Theft,\n",
        MAPPING,
    )
    ann, ben = contents.drafts
    assert (ann.name, ann.aliases, ann.kind, ann.signed_on) == (
        "Ann Example",
        ("Ann Sample",),
        "pardon",
        date(2016, 12, 19),
    )
    assert (ben.kind, ben.signed_on, ben.locator) == ("commutation", date(2016, 12, 19), "line 3")
    assert totals.rejected == 0
    assert totals.set_aside == 6  # five headings and a party


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Name,2016-12-19,pardon,Fraud", "no person's name"),
        ("Ann Example,yesterday,pardon,Fraud", "is no day"),
        ("Ann Example,2016-12-19,award,Fraud", "no kind of grant"),
        ("Ann Example,1999-12-19,pardon,Fraud", "was not in office"),
    ],
)
def test_rows_that_cannot_stand_are_rejected_whole(row, reason):
    contents, totals = _read(f"Recipient,Date,Type,Offense\n{row}\n", MAPPING)
    assert not contents.drafts
    assert totals.rejected == 4
    assert all(reason in why for _, why in rejected(contents))


def test_an_unmapped_column_is_reported_cell_by_cell():
    contents, _ = _read("Recipient,Date,Type,Shoe\nAnn Example,2016-12-19,pardon,7\n", MAPPING)
    assert [text for text, _ in rejected(contents)] == ["Shoe", "7"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"columns": {"nom": "Recipient"}}, "nom is no field"),
        ({"columns": {"name": "Recipient"}}, "nothing gives signed_on"),
        ({"kind": {"Gift": "gift"}}, "not one of pardon"),
        ({"colours": {}}, r"section \[colours\]"),
    ],
)
def test_a_mapping_that_cannot_stand_names_the_entry(change, words):
    with pytest.raises(InputError, match=words):
        mapping(MAPPING | change, "map.toml")


def test_no_known_heading_is_an_error():
    with pytest.raises(SourceError, match="expected headings such as"):
        _read("a,b\n1,2\n", MAPPING)


HEADINGS = "source_id,grant_date,president,kind,recipient,district,sentence,offense,note\n"


def test_the_transcribed_table_and_its_remarks():
    contents, totals = read_text(
        HEADINGS + "1,2026-01-15,Donald J. Trump (second term),pardon,Ann Example,Puerto Rico,,Fraud,\n"
        "2,2025-01-19,Joseph R. Biden,pardon,Some Members of a Committee,,,Any offenses,class pardon: unnamed members\n"
        "3,2021-01-19,Donald J. Trump (first term),commutation,Ben Example,1. D. Utah 2. D. Maine,1. 12 months 2. Life,"
        "1. Fraud 2. Theft,\n"
        '4,2026-02-12,Donald J. Trump (second term),pardon,"Elite Example, Inc.",,,Fraud,recipient is a company\n',
        "transcribed",
    )
    assert totals.rejected == 0
    assert [draft.name for draft in contents.drafts] == ["Ann Example", "Ben Example", "Elite Example, Inc."]
    assert contents.drafts[1].fields["offense_text"] == "1. Fraud\n2. Theft"
    (act,) = contents.acts
    assert act.is_class
    assert act.scope is not None
    assert act.scope.text == "Some Members of a Committee\nAny offenses"


def test_a_table_not_to_be_trusted_gives_a_report_and_no_facts():
    contents, totals = read_text(
        "Name,Date,Type,Category,Offense,Original_Sentence,Restitution_Amount,Political_Party,Court,Notes\n"
        "Abel Example,2021-01-19,Pardon,Business,Obstruction,45 days,0,Unknown,D. Utah,\n"
        "Abel Example,2021-01-20,Pardon,Other,Conspiracy,Pending,0,Unknown,D. Utah,\n",
        "hobby_table",
    )
    assert not contents.facts
    assert totals.kept == 0
    assert "stands 2 times: days 2021-01-19 and 2021-01-20" in contents.findings[0].what
    assert contents.findings[1].what == "2 rows hold 1 different names"


def test_statistics_become_claims_with_the_last_day_they_can_cover():
    contents, totals = read_text(
        "fiscal_year,president,granted_all,pardons\n2017,Barack Obama,582,78\n1976,Gerald R. Ford,117,106\n"
        "1945,Harry S. Truman,109,x\n1950,Barack Obama,1,1\n",
        "statistics",
    )
    assert [(claim.president, claim.measure, claim.value, claim.as_of) for claim in contents.claims] == [
        ("obama", "granted", 582, date(2017, 1, 20)),
        ("obama", "pardons", 78, date(2017, 1, 20)),
        ("ford", "granted", 117, date(1976, 9, 30)),
        ("ford", "pardons", 106, date(1976, 9, 30)),
        ("truman", "granted", 109, date(1945, 6, 30)),
    ]
    assert totals.rejected == 5
    assert rejected(contents)[0][1] == "'x' is not a count"
    assert "held no office" in rejected(contents)[1][1]


def test_announcements_become_claims_of_a_day_or_a_total():
    contents, _ = read_text(
        "date,president,pardons,others,stated_total_commutations,source\n"
        "2016-12-19,Barack Obama,78,,1176,White House\n"
        "2013-12-19,Barack Obama,,class pardon,1,(totals stated are those BEFORE that day)\n",
        "announcements",
    )
    assert [(claim.measure, claim.period, claim.value, claim.text) for claim in contents.claims] == [
        ("pardons", "day", 78, ""),
        ("total_commutations", "total", 1176, ""),
        ("others", "day", None, "class pardon"),
        ("total_commutations", "total before", 1, "totals stated are those BEFORE that day"),
    ]


@pytest.mark.parametrize(
    ("name", "text", "reader"),
    [
        ("a.html", "<html>", "justice_pages"),
        ("a.csv", "<!DOCTYPE html><html>", "justice_pages"),
        ("a.md", "---", "white_house"),
        ("a.csv", 'key,info\n,Ann Example\nOffense:,"Fraud"\n', "justice_list"),
        ("a.csv", '"item","description"\n"","Ann Example"\n"Offense:","Fraud"\n', "justice_list"),
        ("a.csv", HEADINGS, "transcribed"),
        ("a.csv", "Name,Date,Type,Original_Sentence\n", "hobby_table"),
        ("a.csv", "fiscal_year,president,granted\n", "statistics"),
    ],
)
def test_files_are_recognized(name, text, reader):
    assert recognize(Path(name), text.encode()) == reader


def test_an_unknown_table_asks_for_a_mapping():
    with pytest.raises(SourceError, match="name that with --mapping"):
        recognize(Path("a.csv"), b"Recipient,Date\n")

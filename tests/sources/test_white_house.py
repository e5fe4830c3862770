"""Releases: lists, tables of register numbers, proclamations, warrants; and what names no grant."""

from __future__ import annotations

from datetime import date

import pytest
from tests.sources.reading import page, read_text, rejected

from clemency.errors import SourceError
from clemency.sources.white_house.numbers import number, signed_day

HEADER = "---\ndate: '2022-04-26'\ntitle: Clemency Recipient List\n---\n\n"
INTRO = "President Joseph R. Biden, Jr. is commuting the sentences of the following {} individuals:\n\n"


def test_a_list_with_biographies_fields_and_a_table():
    contents, totals = read_text(page("release.md"), "white_house")
    assert totals.rejected == 0
    assert [(draft.name, draft.kind) for draft in contents.drafts] == [
        ("Abraham W. Bolden, Sr.", "pardon"),
        ("Nina Simona Allen", "pardon"),  # printed in capitals; the biography spells it
        ("Maria Isabel Arreola", "commutation"),
        ("ANTONIO ESCOBAR", "commutation"),  # two people in one row of the table
        ("CHRISTOPHER ANZALONE", "commutation"),
    ]
    assert {draft.signed_on for draft in contents.drafts} == {date(2022, 4, 26)}
    bolden, _, arreola, _, anzalone = (draft.fields for draft in contents.drafts)
    assert bolden["residence_text"] == "Chicago, Illinois"
    assert bolden["biography_text"].startswith(
        "Abraham Bolden is an 86-year-old former U.S. Secret Service agent and was"
    )
    assert arreola["offense_text"] == (
        "1. Conspiracy to possess with intent to distribute cocaine (Eastern District of Texas).\n"
        "2. Conspiracy to distribute cocaine hydrochloride (Middle District of North Carolina)."
    )
    assert anzalone["register_number"] == "06975-104"
    assert [finding.what for finding in contents.findings] == [
        "one row holds 2 people: ANTONIO ESCOBAR, CHRISTOPHER ANZALONE"
    ]


def test_a_count_that_differs_from_the_names_is_reported():
    text = HEADER + INTRO.format("three") + "**Ann Example** – Rome, Georgia  \n**Offense:** Fraud.\n"
    contents, _ = read_text(text, "white_house")
    assert [finding.what for finding in contents.findings] == ["the release states 3 commutations and prints 1 names"]


def test_bulleted_lists():
    text = (
        "---\ndate: '2016-12-19'\n---\n\nToday, President Barack Obama granted commutation of sentence to the following "
        "2 individuals:\n\n- **Ann Example** – Rome, GA\n  - Offense: Fraud; District of Utah\n  - Sentence: Life "
        "imprisonment (May 1, 2000)\n  - Commutation Grant: Prison sentence commuted to expire on May 1, 2017.\n\n"
        "• Ben Example — Bath, ME\n\n"
        "Offense: Theft; District of Maine\n"
    )
    contents, totals = read_text(text, "white_house")
    assert [(draft.name, draft.president, draft.kind) for draft in contents.drafts] == [
        ("Ann Example", "obama", "commutation"),
        ("Ben Example", "obama", "commutation"),
    ]
    assert contents.drafts[0].fields["terms_text"].startswith("Prison sentence commuted")
    assert totals.rejected == 0


def test_paragraphs_that_open_with_a_bold_name():
    text = (
        "---\ndate: '2021-01-20'\nsource_url: https://trumpwhitehouse.archives.gov/x\n---\n\n"
        "President Donald J. Trump granted pardons to one individual and commuted the sentence of one individual.\n\n"
        "**Ann Example –** President Trump granted a full pardon to Ann Example. This pardon is supported by many.\n\n"
        "**Ben Example** – President Trump commuted the sentence of Ben Example, who served sixteen years of it.\n"
    )
    contents, _ = read_text(text, "white_house")
    assert [(draft.name, draft.kind, draft.president) for draft in contents.drafts] == [
        ("Ann Example", "pardon", "trump"),
        ("Ben Example", "commutation", "trump"),
    ]


@pytest.mark.parametrize(
    ("body", "value", "reason"),
    [
        (
            "**Ann Example** – Rome, Georgia  \n\n**Ben Example** – Bath, Maine  \n**Offense:** Theft.\n",
            "Ann Example – Rome",
            "nothing below",
        ),
        (
            "**Ben Example** – Bath, Maine  \n**Offense:** Theft.\n\nA stray remark.\n",
            "A stray remark.",
            "not understood",
        ),
        ("**Ben Example** – Bath, Maine  \nHe is a man of 50.\n\n4nn – Rome\n", "4nn – Rome", "looks like the head"),
    ],
)
def test_lines_that_do_not_fit_are_rejected(body, value, reason):
    contents, _ = read_text(HEADER + INTRO.format("two") + body, "white_house")
    assert [draft.name for draft in contents.drafts] == ["Ben Example"]
    assert any(text.startswith(value) and reason in why for text, why in rejected(contents))


def test_a_table_row_whose_number_is_none_is_rejected():
    table = "<table><tr><td>Name</td><td>Reg. No.</td></tr><tr><td>ANN EXAMPLE</td><td>12-34</td></tr></table>\n"
    contents, _ = read_text(HEADER + INTRO.format("one") + table, "white_house")
    assert not contents.drafts
    assert "no register number" in rejected(contents)[0][1]


def test_a_table_that_runs_on_keeps_its_headings():
    rows = "<table><tr><td>Name</td><td>Reg. No.</td></tr><tr><td>ANN EXAMPLE</td><td>12345-678</td></tr></table>\n"
    more = "<table><tr><td>BEN EXAMPLE</td><td>22345-678</td></tr></table>\n"
    contents, _ = read_text(HEADER + INTRO.format("two") + rows + "\n" + more, "white_house")
    assert [draft.fields["register_number"] for draft in contents.drafts] == ["12345-678", "22345-678"]


def test_a_proclamation_of_both_sorts():
    contents, totals = read_text(page("proclamation.md"), "white_house")
    assert totals.rejected == 0
    (act,) = contents.acts
    assert act.is_class
    assert act.scope is not None
    assert act.scope.text.startswith("(b) grant a full, complete and unconditional pardon to all other individuals")
    assert (act.scope.acts_from, act.scope.acts_to) == (date(2021, 1, 6), date(2021, 1, 6))
    assert (act.president, act.term) == ("trump", "trump-2")  # published after noon of the day the office changed
    assert [(draft.name, draft.kind, draft.act) for draft in contents.drafts] == [
        ("Stewart Rhodes", "commutation", act.id),
        ("Kelly Meggs", "commutation", act.id),
    ]


def test_a_proclamation_for_one_person_makes_no_one_else():
    text = (
        "---\ndate: '2026-06-04'\ntitle: Granting Pardon to Stephen E. Buyer\n---\n\nA PROCLAMATION\n\nActing pursuant to "
        "the grant of authority in Article II, Section 2, I, DONALD J. TRUMP, do hereby grant a full, complete, and "
        "unconditional pardon to Stephen E. Buyer.  As highlighted below, he served.\n\nThe following individuals have "
        "given their endorsement:\n\n- Sen. Roger Wicker\n- Hon. Bob Barr\n\nIN WITNESS WHEREOF, I have hereunto set my "
        "hand this fourth day of June, in the year of our Lord two thousand twenty-six.\n"
    )
    contents, _ = read_text(text, "white_house")
    assert [(draft.name, draft.signed_on) for draft in contents.drafts] == [("Stephen E. Buyer", date(2026, 6, 4))]
    assert contents.acts[0].scope is None


def test_a_warrant_takes_its_day_from_its_closing_words():
    contents, _ = read_text(page("warrant.md"), "white_house")
    (draft,) = contents.drafts
    assert (draft.name, draft.signed_on, draft.announced_on) == ("DEVON ARCHER", date(2025, 3, 25), date(2025, 3, 26))
    assert draft.fields["terms_text"] == "A FULL AND UNCONDITIONAL PARDON"
    assert draft.fields["offense_text"].endswith("United States v. Archer, l:16-cr-371")


def test_a_statement_names_nobody():
    contents, totals = read_text(
        HEADER + "Today, I am commuting the sentences of 37 of the 40 individuals on federal death row.\n\nMake no "
        "mistake: I condemn these murderers.\n\n\\###\n",
        "white_house",
    )
    assert not contents.drafts
    assert totals.rejected == 0


def test_texts_that_are_no_release_are_errors():
    with pytest.raises(SourceError, match="says nothing of clemency"):
        read_text(HEADER.replace("Clemency", "Egg") + "Today we rolled eggs.\n", "white_house")
    with pytest.raises(SourceError, match="no day was found"):
        read_text("Clemency was granted to many.\n", "white_house")
    with pytest.raises(SourceError, match="Name the president"):
        read_text("---\ndate: '2025-01-20'\n---\n\nClemency was granted to many.\n", "white_house")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1,499", 1499),
        ("eleven", 11),
        ("seventy-five", 75),
        ("22nd", 22),
        ("twentieth", 20),
        ("twenty-second", 22),
        ("fourth", 4),
        ("two thousand twenty-five", 2025),
        ("Two Thousand and Twenty-four", 2024),
        ("nineteen hundred and ninety-two", 1992),
        ("several", None),
        ("and", None),
        ("", None),
    ],
)
def test_numbers_in_words(words, value):
    assert number(words) == value


def test_closing_days():
    assert signed_day(
        "this 1st day of December in the year of our Lord Two Thousand and Twenty-four and of the"
    ) == date(2024, 12, 1)
    assert signed_day("this thirty-first day of June, in the year of our Lord two thousand one") is None
    assert signed_day("no day at all") is None


@pytest.mark.parametrize(
    ("words", "name", "kind", "relief"),
    [
        (
            "ANN Q. EXAMPLE\n\nA COMMUTATION OF SENTENCE\n\nFor her conviction.",
            "ANN Q. EXAMPLE",
            "commutation",
            "A COMMUTATION OF SENTENCE",
        ),
        (
            "Ann Q. Example a full and unconditional pardon for her conviction.",
            "Ann Q. Example",
            "pardon",
            "a full and unconditional pardon",
        ),
        (
            "Ben Example, Jr., a commutation of his sentence to time served.",
            "Ben Example, Jr.",
            "commutation",
            "a commutation of his sentence",
        ),
    ],
)
def test_warrants_in_other_words(words, name, kind, relief):
    text = f"{HEADER}Be it known, that this day, I have granted unto {words}\n\nIN TESTIMONY WHEREOF I have signed.\n"
    contents, _ = read_text(text, "white_house")
    (draft,) = contents.drafts
    assert (draft.name, draft.kind, draft.fields["terms_text"]) == (name, kind, relief)

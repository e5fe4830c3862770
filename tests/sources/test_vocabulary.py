from __future__ import annotations

import pytest

from clemency.sources.vocabulary import (
    column,
    is_name,
    is_numbered,
    label,
    labelled,
    split_name,
    split_residence,
)


@pytest.mark.parametrize(
    "name",
    [
        "Handy Bailey, Jr.",
        "J. B. Farris, Jr.",
        "Donald Alvin Dibble III",
        "Annis Page Kilday-Douthat, fka Page Kilday Tino",  # Page is a name here
        "Dinesh D'Souza",
        "Little Joe Hatch, aka Joe Hatch, Sr.",
        "NORMAN O’NEAL BROWN",
        "Christopher II X",
        "Alejandro Enrique Ramirez Umaña",
        "Arnold Ray Jones *(condition declined, commutation not effectuated)",
        "D. Michael Example",
    ],
)
def test_names(name):
    assert is_name(name)


@pytest.mark.parametrize(
    "text",
    [
        "Name",
        "NAME DISTRICT",
        "2. N. D. Ga.",
        "N. D. W. Va.",
        "D. Idaho",
        "21 U.S.C. § 841(a)(1)",
        "2. 24 months' imprisonment (consecutive)",
        "District/Date:",
        "Download PDF Clemency Warrant",
        "Conspiracy to distribute cocaine",
        "Eastern District of Texas",
        "The sentence was commuted.",
        "Individual Clemency Actions Throughout the Biden-Harris Administration",
        "http //example.gov",
        "",
        "X",
        "…  …",
    ],
)
def test_no_person_is_made_of_headings_districts_continuations_or_notes(text):
    assert not is_name(text)


@pytest.mark.parametrize(
    ("printed", "name", "aliases", "remark"),
    [
        ("Haig Ardash Arakelian, aka Haig Arthur Arakelian", "Haig Ardash Arakelian", ("Haig Arthur Arakelian",), ""),
        ("William Ricardo Alvarez,aka William Alvarez", "William Ricardo Alvarez", ("William Alvarez",), ""),
        ("Kim Kathleen Drake, fka Kim Hahn and Kim Otto", "Kim Kathleen Drake", ("Kim Hahn", "Kim Otto"), ""),
        ("I. Lewis Libby, aka Scooter Libby, aka Irve Libby", "I. Lewis Libby", ("Scooter Libby", "Irve Libby"), ""),
        ("Beverly Holcy (Beverly Canty)", "Beverly Holcy", ("Beverly Canty",), ""),
        ("Arnold Ray Jones *(declined)", "Arnold Ray Jones", (), "declined"),
        ("Handy Bailey, Jr.", "Handy Bailey, Jr.", (), ""),
    ],
)
def test_split_name(printed, name, aliases, remark):
    assert split_name(printed) == (name, aliases, remark)


def test_residence():
    assert split_residence("• Eric Wilson _ Romeoville, IL") == ("Eric Wilson", "Romeoville, IL")
    assert split_residence("• Pablo Abrugar Abulencia –Silver Spring, MD") == (
        "Pablo Abrugar Abulencia",
        "Silver Spring, MD",
    )
    assert split_residence("Kim Kilday-Douthat") == ("Kim Kilday-Douthat", "")


def test_labels_and_headings():
    assert label("Terms of Grant:\xa0") == "terms_text"
    assert label("**Offenses**:") == "offense_text"
    assert label("Penalty:") is None
    assert labelled("Sentence: Life imprisonment") == ("sentence_text", "Life imprisonment")
    assert labelled("He said: nothing") is None
    assert column("Reg.\nNo.") == "register_number"
    assert column("Colour") is None


def test_numbered_items():
    assert is_numbered("2. Wire fraud")
    assert is_numbered("3.Transporting an illegal alien")
    assert is_numbered("2. 24 months' imprisonment")
    assert not is_numbered("21 U.S.C. § 841(a)(1)")

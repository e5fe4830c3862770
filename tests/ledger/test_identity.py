"""Names for comparison, ids, and people linked on evidence alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from clemency.ledger.identity import grant_id, persons, plain_name, surname
from clemency.ledger.model import Cite, Grant, Kind, Reading, StatusEntry


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Handy Bailey, Jr.", "HANDY BAILEY JR"),
        ("Norman O’Neal Brown", "Norman O'Neal Brown"),
        ("Alejandro Ramirez Umaña", "ALEJANDRO RAMIREZ UMANA"),
        ("Mark Siljander, Senior", "Mark Siljander Sr."),
    ],
)
def test_plain_names_agree(one, other):
    assert plain_name(one) == plain_name(other)


def test_surnames_and_ids():
    assert surname("Daniel Ary, Jr.") == "ary"
    assert surname("") == ""
    assert (
        grant_id("obama", date(2016, 12, 19), "pardon", "Handy Bailey, Jr.")
        == "obama-2016-12-19-pardon-handy-bailey-jr"
    )
    assert grant_id("obama", date(2016, 12, 19), "pardon", "Handy Bailey", 2).endswith("handy-bailey-2")


def _grant(number: int, name="Ann Example", day=date(2016, 8, 3), kind: Kind = "commutation", **fields) -> Grant:
    return Grant(
        id=f"g{number}",
        act="a",
        person="",
        kind=kind,
        president="obama",
        term="obama-2",
        signed_on=day,
        announced_on=day,
        name=name,
        cites=(Cite("s", "line 1", ("name",)),),
        history=(StatusEntry("effective", day, day, "s"),),
        **fields,
    )


JUDGMENT = Reading(sentenced_on=(date(2004, 6, 18),), districts=("kywd",))
LATER = date(2024, 4, 24)


def _linked(*grants: Grant) -> list[str]:
    return [link.evidence for person in persons(grants) for link in person.links]


def test_a_name_alone_links_nobody():
    assert len(persons([_grant(1), _grant(2, day=LATER, kind="pardon")])) == 2


def test_same_name_and_same_judgment_links():
    (person,) = persons([_grant(1, reading=JUDGMENT), _grant(2, day=LATER, kind="pardon", reading=JUDGMENT)])
    assert person.grants == ("g1", "g2")
    assert person.links[0].detail == "kywd, sentenced 2004-06-18"


@pytest.mark.parametrize(
    "other",
    [
        replace(JUDGMENT, sentenced_on=(date(2005, 6, 18),)),
        replace(JUDGMENT, districts=("nced",)),
        Reading(sentenced_years=(2004,), districts=("kywd",)),  # the year is not the day
    ],
)
def test_another_court_or_day_does_not(other):
    assert not _linked(_grant(1, reading=JUDGMENT), _grant(2, day=LATER, kind="pardon", reading=other))


def test_two_grants_of_one_kind_on_one_day_are_two_people_even_so():
    assert len(persons([_grant(1, reading=JUDGMENT), _grant(2, reading=JUDGMENT)])) == 2


def test_the_same_register_number_links_whatever_the_spelling():
    grants = [
        _grant(1, register_number="12345-678"),
        _grant(2, "A. EXAMPLE", LATER, "pardon", register_number="12345-678"),
    ]
    assert _linked(*grants) == ["same register number"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"sentence_text": "Life imprisonment (November 30, 2009); commuted to 235 months (August 3, 2016)."},
            "commuted to 235 months (August 3, 2016).",
        ),
        (
            {"biography_text": "She learned. President Obama commuted her sentence in 2016."},
            "President Obama commuted her",
        ),
    ],
)
def test_a_later_source_that_names_the_earlier_grant_links(fields, words):
    (person,) = persons([_grant(1), _grant(2, day=LATER, kind="pardon", **fields)])
    assert person.links[0].evidence == "a source says so"
    assert person.links[0].detail.startswith(words)


def test_words_about_another_commutation_do_not_link():
    assert not _linked(
        _grant(1), _grant(2, day=LATER, kind="pardon", biography_text="President Obama commuted it in 2013.")
    )

"""Courts and days of judgment."""

from __future__ import annotations

import pytest

from clemency.ledger.text import districts, parse_district


def test_the_94_districts() -> None:
    standing = [d for d in districts().values() if not d.abolished]
    assert len(standing) == 94
    assert (
        len({d.state for d in standing}) == 55
    )  # fifty States, D.C., Puerto Rico, Guam, the Virgin and the Mariana Islands
    assert len({d.circuit for d in standing}) == 12


@pytest.mark.parametrize("district", [d for d in districts().values() if not d.abolished], ids=lambda d: d.code)
def test_every_district_under_its_name_and_abbreviation(district) -> None:
    short = f"{district.part.capitalize()} {district.name.rsplit(' of ', 1)[1].removeprefix('the ')}".strip()
    for text in (district.name, district.abbreviation, short, f"{district.name}; May 5, 2003"):
        courts = parse_district(text)
        assert courts.codes == (district.code,), text
        assert courts.unread == ()


@pytest.mark.parametrize(
    ("text", "code", "kind"),
    [
        ("D. D. C.", "dcd", "district"),
        ("D. N. D.", "ndd", "district"),
        ("N. D. N. Y.", "nynd", "district"),
        ("S. D. W. Va.", "wvsd", "district"),
        ("D. S.D.", "sdd", "district"),
        ("S.D. OH", "ohsd", "district"),
        ("D. Canal Zone", "canalzoned", "district"),
        ("Nothern District of Ohio", "ohnd", "district"),
        ("Central District Illinois", "ilcd", "district"),
        ("Superior Court of the District of Columbia", "dcsuper", "superior"),
        ("District of Columbia Superior Court", "dcsuper", "superior"),
        ("U.S. Army general court-martial", "courtmartial", "court-martial"),
        ("U. S. Air Force summary court-martial", "courtmartial", "court-martial"),
        ("U.S. Navy summary and special courts- martial", "courtmartial", "court-martial"),
    ],
)
def test_forms(text: str, code: str, kind: str) -> None:
    courts = parse_district(text)
    assert courts.unread == ()
    (entry,) = courts.entries
    assert entry.court is not None
    assert (entry.court.code, entry.court.kind) == (code, kind)


def test_a_district_that_has_become_another() -> None:
    court = parse_district("S. (now Central) D. Ill.").entries[0].court
    assert court is not None
    assert (court.code, court.former) == ("ilcd", "Southern District of Illinois")


@pytest.mark.parametrize(("text", "state"), [("District of Michigan", "MI"), ("E. D. Miss.", "MS")])
def test_a_district_that_never_was_keeps_its_state_only(text: str, state: str) -> None:
    court = parse_district(text).entries[0].court
    assert court is not None
    assert (court.code, court.state) == ("", state)
    assert court.doubt


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "1. Southern District of Texas; 2. Western District of Louisiana; 1. May 1, 1999; 2. June 2, 2000",
            [(1, "txsd", "May 1, 1999"), (2, "lawd", "June 2, 2000")],
        ),
        (
            "1. & 2. Northern District of Illinois; 1. May 1, 1999; 2. June 2, 2000",
            [(1, "ilnd", "May 1, 1999"), (2, "ilnd", "June 2, 2000")],
        ),
        (
            "Western District of Tennessee; 1. May 1, 2003; 2. July 2, 2004",
            [(1, "tnwd", "May 1, 2003"), (2, "tnwd", "July 2, 2004")],
        ),
        (
            "1.Western District of New York; May 1, 2003;\n2. District of New Jersey; June 2, 2004",
            [(1, "nywd", "May 1, 2003"), (2, "njd", "June 2, 2004")],
        ),
        ("Western District of Texas; 1. & 2. May 1, 2003", [(1, "txwd", "May 1, 2003"), (2, "txwd", "May 1, 2003")]),
    ],
)
def test_several_judgments(text: str, expected: list[tuple[int, str, str]]) -> None:
    courts = parse_district(text)
    assert courts.unread == ()
    assert [(e.item, e.court.code if e.court else "", str(e.dates[0])) for e in courts.entries] == expected


def test_remand_and_amendment() -> None:
    (entry,) = parse_district("Western District of Virginia; May 1, 2003 (on remand)").entries
    assert entry.on_remand
    (entry,) = parse_district("Southern Alabama; May 1, 2003 (as amended June 2, 2004)").entries
    assert [str(day) for day in entry.amended] == ["June 2, 2004"]


@pytest.mark.parametrize("text", ["in a court", "or me", "Veterans Administration", "the in or"])
def test_little_words_are_no_states(text: str) -> None:
    assert parse_district(text).codes == ()
    assert not any(entry.court for entry in parse_district(text).entries)

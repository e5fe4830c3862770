from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from datetime import date
from itertools import pairwise

import pytest

from clemency.errors import InputError
from clemency.ledger.model import Act, Cite, Coverage, Gap, Grant, Scope, StatusEntry
from clemency.ledger.presidents import find_president, presidents, term_on

DAY, KNOWN, LATER = date(2021, 1, 13), date(2021, 1, 20), date(2021, 3, 1)

GRANT = Grant(
    id="g",
    act="a",
    person="p",
    kind="pardon",
    president="trump",
    term="trump-1",
    signed_on=DAY,
    announced_on=KNOWN,
    name="Ann Example",
    cites=(Cite("s", "line 1", ("name", "offense_text")), Cite("t", "line 2", ("sentence_text",))),
    history=(StatusEntry("effective", DAY, KNOWN, "s"), StatusEntry("declined", LATER, LATER, "t")),
)


def test_a_grant_is_not_known_before_it_is_announced():
    assert GRANT.status(DAY) is None
    assert GRANT.status(KNOWN) == "effective"
    assert GRANT.status(LATER) == "declined"
    assert GRANT.status() == "declined"
    assert not GRANT.effective()


def test_an_amended_grant_is_still_in_effect():
    amended = replace(GRANT, history=(*GRANT.history[:1], StatusEntry("amended", LATER, LATER, "t")))
    assert amended.effective()


def test_every_field_has_its_source():
    cite = GRANT.cite("sentence_text")
    assert cite is not None
    assert cite.source == "t"
    assert GRANT.cite("terms_text") is None


def test_a_grant_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        GRANT.name = "Ben Other"  # pyright: ignore[reportAttributeAccessIssue]


def test_only_an_act_with_a_scope_covers_a_class():
    act = Act("a", "proclamation", "", "biden", "biden-1", DAY, DAY, ())
    assert not act.is_class
    assert replace(act, scope=Scope("to all who", (), None, None, "")).is_class


def test_gaps_touch_the_days_president_and_kind_they_name():
    gap = Gap("biden", "commutation", date(2025, 1, 17), date(2025, 1, 17), 2490, "names not obtained", "s")
    open_ended = Gap("", "", None, date(1989, 1, 19), None, "no names", "")
    coverage = Coverage((), (gap, open_ended))
    year = (date(2025, 1, 1), date(2025, 12, 31))
    assert coverage.gaps_touching(*year) == (gap,)
    assert coverage.gaps_touching(*year, president="biden", kind="commutation") == (gap,)
    assert coverage.gaps_touching(*year, kind="pardon") == ()
    assert coverage.gaps_touching(date(1980, 1, 1), date(1980, 1, 2), "carter") == (open_ended,)


def test_presidents_by_every_name_the_sources_use():
    for name, key in [
        ("George H.W. Bush", "ghw-bush"),
        ("Joseph R. Biden Jr.", "biden"),
        ("Donald J. Trump (second term)", "trump"),
        ("Warren Harding", "harding"),
        ("obama", "obama"),
    ]:
        found = find_president(name)
        assert found is not None
        assert found.key == key
    assert find_president("Nobody Known") is None


def test_terms_follow_one_another():
    terms = sorted(
        (term for president in presidents().values() for term in president.terms), key=lambda term: term.starts
    )
    for one, other in pairwise(terms):
        assert one.ends == other.starts


def test_the_day_of_a_change_goes_by_who_signed():
    change = date(2021, 1, 20)
    assert term_on("trump", change) == "trump-1"
    assert term_on("biden", change) == "biden-1"
    assert term_on("obama", date(2013, 1, 20)) == "obama-2"
    with pytest.raises(InputError, match="not in office on 2021-01-21"):
        term_on("trump", date(2021, 1, 21))

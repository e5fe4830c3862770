"""What commutations of the record took off their sentences, with what is assumed, and why some cannot be reckoned."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from clemency.cases.time_remitted import TimeOfGrant, time_of_grant
from clemency.law.custody.release import project, to_expire_on, to_term
from clemency.law.dates import format_day
from clemency.ledger.model import Grant
from clemency.ledger.store import load_record


def named(name: str, day: str) -> TimeOfGrant:
    signed = date.fromisoformat(day)
    grants = [g for g in load_record().grants if g.name == name and g.signed_on == signed and g.kind == "commutation"]
    return time_of_grant(grants[0])


def first(kind: str, life: bool) -> Grant:
    return next(
        g
        for g in load_record().grants
        if g.reading.commuted_to == kind
        and bool(g.reading.life) is life
        and len(set(g.reading.sentenced_on)) == 1
        and (life or g.reading.prison_months)
    )


def test_to_expire_on_a_day_of_the_record() -> None:
    grant = first("date", life=False)
    found = time_of_grant(grant)
    assert found.sentence is not None
    assert found.commuted is not None
    assert found.commuted.release == (grant.reading.expires_on or date.min).toordinal()
    assert found.commuted == to_expire_on(found.sentence, found.commuted.release, grant.signed_on.toordinal())
    assert found.before == project(found.sentence, grant.signed_on.toordinal())
    assert len(found.assumed) >= 3


def test_life_to_a_term_has_a_release_and_no_number() -> None:
    found = time_of_grant(first("months", life=True))
    assert found.commuted is not None
    assert found.commuted.remitted is None
    assert found.commuted.release >= found.grant.signed_on.toordinal()


def test_to_a_term_uses_the_rule_of_its_day() -> None:
    grant = first("months", life=False)
    found = time_of_grant(grant)
    assert found.sentence is not None
    assert found.commuted is not None
    months = grant.reading.commuted_months
    assert months
    again = to_term(found.sentence, type(found.sentence.term)(months), grant.signed_on.toordinal())
    assert format_day(found.commuted.release) == format_day(again.release)


def test_a_later_release_than_projected_is_said() -> None:
    found = named("Robert Booker", "2017-01-17")
    assert found.commuted is not None
    assert (found.commuted.remitted or 0) < 0
    assert "another sentence, or time, is not printed" in found.assumed[-1]


def test_every_commutation_is_reckoned_or_says_why() -> None:
    grants = [grant for grant in load_record().grants if grant.kind == "commutation"]
    found = [time_of_grant(grant) for grant in grants]
    assert all(bool(each.reason) != bool(each.commuted) for each in found)
    reckoned = sum(1 for each in found if each.commuted)
    reasons = Counter(each.reason for each in found if each.reason)
    assert reckoned + sum(reasons.values()) == len(grants)
    assert reckoned > 1_500


@pytest.mark.parametrize("kind", ["pardon"])
def test_a_pardon_has_no_time(kind: str) -> None:
    grant = next(g for g in load_record().grants if g.kind == kind)
    assert time_of_grant(grant).reason == "the record states no commuted term of imprisonment"

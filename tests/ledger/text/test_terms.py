"""Terms of a grant: what ends when, what is remitted, on what conditions, what stays."""

from __future__ import annotations

import pytest

from clemency.ledger.text import LIFE, Length, parse_terms
from clemency.ledger.text.terms import Intact, Remission


@pytest.mark.parametrize(
    ("text", "expires"),
    [
        ("Prison sentence commuted to expire on May 17, 2017.", "May 17, 2017"),
        ("Sentence of imprisonment to expire on April 15, 2015", "April 15, 2015"),
        ("Prison sentence commuted to a expire on May 5, 2017", "May 5, 2017"),
        ("Prison sentence commuted to on May 5, 2017", "May 5, 2017"),
        ("Prison sentence commuted expire on July 28, 2016", "July 28, 2016"),
        (
            "Total sentence commuted to expire on April 26, 2023, with the remainder to be served in home confinement",
            "April 26, 2023",
        ),
    ],
)
def test_expiry(text: str, expires: str) -> None:
    terms = parse_terms(text)
    assert terms.unread == ()
    assert str(terms.expires_on) == expires
    assert terms.reduced_to is None


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Prison sentence commuted to a term of 180 months' imprisonment.", 180),
        ("Prison sentence commuted to 292 months' imprisonment", 292),
        ("Prison sentence commuted a term of 240 months' imprisonment", 240),
        (
            "Sentence commuted to a term of 25 years, leaving intact and in effect all other components of the sentence",
            300,
        ),
    ],
)
def test_reduced_term(text: str, months: int) -> None:
    terms = parse_terms(text)
    assert terms.unread == ()
    assert terms.reduced_to == Length(months)


def test_a_day_after_a_term_is_a_day_with_a_doubt() -> None:
    (change,) = parse_terms("Prison sentence commuted to a term of December 21, 2017").commuted
    assert str(change.expires_on) == "December 21, 2017"
    assert change.doubt


def test_everything_at_once() -> None:
    terms = parse_terms(
        "Prison sentence commuted to expire on May 17, 2017, and unpaid balance of the $5,000 fine remitted when his sentence "
        "expires, conditioned upon enrollment in residential drug treatment, leaving intact and in effect the 10-year term of "
        "supervised release with all its conditions and all other components of the sentence."
    )
    assert terms.unread == ()
    assert terms.remissions == (Remission("fine", 500_000, "unpaid balance", "when the sentence expires"),)
    assert [c.kind for c in terms.conditions] == ["drug treatment"]
    assert [part.of for part in terms.intact] == ["supervised_release", "conditions", "all else"]
    assert terms.intact[0].length == Length(120)


def test_supervised_release_shortened_and_ended() -> None:
    shortened = parse_terms(
        "Prison sentence commuted to expire on December 1, 2016, and 10-year term of supervised release commuted to five years' supervised release"
    )
    assert shortened.commuted[1].was == Length(120)
    assert shortened.commuted[1].to == Length(60)
    ended = parse_terms(
        "Sentence of imprisonment commuted to time served; term of supervised release commuted in its entirety"
    )
    assert ended.unread == ()
    assert ended.commuted[0].time_served
    assert ended.commuted[1].ended


def test_death_to_life() -> None:
    terms = parse_terms("Death sentence commuted to life imprisonment without the possibility of parole.")
    assert terms.reduced_to == LIFE
    assert terms.commuted[0].without_parole
    assert terms.unread == ()


@pytest.mark.parametrize(
    ("text", "remission"),
    [
        (
            "unpaid balance of $150,000 fine remitted at the time of his release",
            Remission("fine", 15_000_000, "unpaid balance", "at release"),
        ),
        ("the unpaid balance of the restitution obligation remitted", Remission("restitution", None)),
        ("$500 of the restitution obligation remitted", Remission("restitution", 50_000, "part")),
        ("obligation and payment of $1,000 forfeiture remitted", Remission("forfeiture", 100_000, "all")),
        ('repayment of $710 of "buy money" remitted', Remission("", 71_000, "all", "", '"buy money"')),
    ],
)
def test_remission(text: str, remission: Remission) -> None:
    terms = parse_terms(f"Prison sentence commuted to expire on May 1, 2016 and {text}")
    assert terms.unread == ()
    assert terms.remissions == (remission,)


def test_two_terms_left_in_effect() -> None:
    terms = parse_terms(
        "Sentences commuted to expire on April 26, 2023, leaving intact and in effect the consecutive five- and 10-year terms of "
        "supervised release, and the unpaid remainders, if any, of the $500 fine and $300 restitution."
    )
    assert terms.unread == ()
    assert terms.intact == (
        Intact("supervised_release", Length(60)),
        Intact("supervised_release", Length(120)),
        Intact("fine", None, 50_000, "unpaid remainder"),
        Intact("restitution", None, 30_000, "unpaid remainder"),
    )


def test_free_conditions_keep_their_words() -> None:
    terms = parse_terms(
        "Sentence of imprisonment commuted to time served; conditioned upon the following terms: 1) the commutation recipient shall "
        "waive and release any and all claims; and 2) the commutation recipient shall not accept any financial benefit."
    )
    assert [condition.kind for condition in terms.conditions] == ["waiver of claims", "no profit from publication"]
    assert "waive and release any and all claims" in terms.conditions[0].text


def test_what_is_not_understood_is_shown() -> None:
    terms = parse_terms("Prison sentence commuted to expire on May 1, 2016, provided that he keep bees")
    assert [piece.text for piece in terms.unread] == ["provided that he keep bees"]

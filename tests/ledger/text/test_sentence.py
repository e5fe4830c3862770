"""Sentence texts: parts, stages, judgments, what is in force, the prison total."""

from __future__ import annotations

import pytest

from clemency.ledger.text import LIFE, Length, Part, parse_sentence
from clemency.ledger.text.sentence_model import Amended, Runs


def prison(text: str) -> tuple[str, str] | None:
    total = parse_sentence(text).prison_in_force
    return None if total is None else (str(total.low), str(total.high))


# text, prison in force (low, high), supervised release in force
IN_FORCE = [
    ("240 months' imprisonment; 10 years' supervised release", "240 months", "120 months"),
    ("Life imprisonment; no supervised release term", "life", "none"),
    ("Life plus 60 months' imprisonment; five years' supervised release", "life", "60 months"),
    ("Life imprisonment plus 60 months' imprisonment (consecutive)", "life", None),
    ("12 months and one day's imprisonment; lifetime supervised release", "12 months and 1 day", "life"),
    ("A year and a day of imprisonment", "12 months and 1 day", None),
    ("15 years and eight months of imprisonment, five-year term of supervised release", "188 months", "60 months"),
    ("25 years’ and 4 months’ imprisonment", "304 months", None),
    # the last "amended to" is in force; what it does not restate is carried forward
    ("384 months' imprisonment; five years' supervised release; amended to 308 months (May 1, 2012)", "308 months", "60 months"),
    ("Life imprisonment; 10 years' supervised release; amended to 324 months' imprisonment; five years' supervised release",
     "324 months", "60 months"),
    ("240 months' imprisonment (June 5, 2006); amended to life imprisonment (June 1, 2007); amended to 300 months' imprisonment",
     "300 months", None),
    ("Life imprisonment (May 1, 2001); commuted to 235 months of imprisonment (January 19, 2017).", "235 months", None),
    ("97 months' imprisonment (commuted to time served on May 1, 1990); three years' supervised release", None, "36 months"),
    # suspended time is not served
    ("Three years' imprisonment, suspended; two years' probation", None, None),
    ("Three years' imprisonment, all but four months suspended; two years' probation", "4 months", None),
    ("One year of imprisonment with nine months' imprisonment suspended", "3 months", None),
    # several terms
    ("1. 100 months' imprisonment;\n2. 240 months' imprisonment (consecutive)", "340 months", None),
    ("1. 240 months' imprisonment\n2. 33 months' imprisonment (concurrent)", "240 months", None),
    ("1. 188 months' imprisonment\n2. 188 months' imprisonment (60 months' consecutive to above offense, the remainder concurrent)",
     "248 months", None),
    ("1. 240 months' imprisonment\n2. 41 months' imprisonment (27 months consecutive and 14 months concurrent)", "267 months", None),
    ("1. 264 months' imprisonment 2. 135 months' imprisonment (all but 24 months concurrent)", "288 months", None),
    ("1. 292 months' imprisonment;\n2.3 months' imprisonment (consecutive)", "295 months", None),
    ("Two consecutive terms of lifetime imprisonment", "life", None),
    ("1. 121 months of imprisonment (March 24, 2016). 2. 130 months of imprisonment (November 17, 2016). "
     "Prison sentences in each case to run concurrently.", "130 months", None),
    # a term that is amended runs as the term it replaces
    ("1. 30 months' imprisonment\n2. 292 months' imprisonment (concurrent) (May 1, 2010); amended to 210 months' imprisonment",
     "210 months", None),
    ("1. 30 months' imprisonment\n2. 292 months' imprisonment (consecutive); amended to 210 months' imprisonment",
     "240 months", None),
    ("1. 30 months' imprisonment\n2. 292 months' imprisonment (consecutive); amended to 210 months' imprisonment (concurrent)",
     "210 months", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "release"), IN_FORCE, ids=[row[0][:70] for row in IN_FORCE])
def test_what_is_in_force(text: str, expected: str | None, release: str | None) -> None:
    sentence = parse_sentence(text)
    assert sentence.unread == ()
    total = sentence.prison_in_force
    assert (str(total.exact) if total and total.exact else None) == expected
    parts = sentence.parts_in_force("supervised_release")
    said = ["none" if part.absent else str(part.length) for part in parts]
    assert said == ([release] if release else [])


def test_terms_of_unstated_relation_give_an_interval() -> None:
    assert prison("1. 240 months' imprisonment\n2. 120 months' imprisonment") == ("240 months", "360 months")


def test_shares_of_a_term_do_not_carry_to_the_term_that_replaces_it() -> None:
    text = "1. 100 months' imprisonment\n2. 41 months' imprisonment (27 months consecutive and 14 months concurrent); "
    assert prison(f"{text}amended to 30 months' imprisonment") == ("100 months", "130 months")


def test_a_range_gives_an_interval() -> None:
    assert prison("Five to 15 years' imprisonment") == ("60 months", "180 months")


def test_amounts_are_exact_cents() -> None:
    (judgment,) = parse_sentence(
        "60 months' imprisonment; $1,804,031.50 restitution; $1.5 million forfeiture; $500 fine"
    ).judgments
    assert [part.cents for part in judgment.in_force if part.cents] == [180_403_150, 150_000_000, 50_000]


def test_stages_and_their_days() -> None:
    text = "12 months' imprisonment; 3 years' supervised release; amended to 60 months' imprisonment on October 7, 2015 (October 30, 2012)"
    (judgment,) = parse_sentence(text).judgments
    imposed, amended = judgment.stages
    assert [str(day) for day in imposed.on] == ["October 30, 2012"]
    assert [str(day) for day in amended.on] == ["October 7, 2015"]
    assert amended.parts == (Part("imprisonment", Length(60)),)


def test_as_amended_leaves_the_first_sentence_unknown() -> None:
    sentence = parse_sentence(
        "235 months' imprisonment (as amended by order of June 1, 2010); five years' supervised release (May 1, 2005)"
    )
    assert sentence.prison_imposed is None
    assert sentence.prison_in_force is not None
    assert sentence.prison_in_force.exact == Length(235)
    (part,) = sentence.parts_in_force("imprisonment")
    assert [str(day) for day in part.amended[0].on] == ["June 1, 2010"]
    assert sentence.judgments[0].imposed == (Part("supervised_release", Length(60)),)


def test_a_part_amended_from() -> None:
    text = "Forfeiture of all pay and allowances; 20 years' confinement (as amended from 25 years on July 2, 2009); dismissal from service"
    sentence = parse_sentence(text)
    (part,) = sentence.parts_in_force("imprisonment")
    assert part.amended[0].was == Length(300)
    assert {p.kind for p in sentence.judgments[0].in_force} == {"forfeiture_of_pay", "imprisonment", "dismissal"}


def test_conditions_that_are_parts() -> None:
    (judgment,) = parse_sentence(
        "Three years' probation, conditioned upon six months' home confinement and 200 hours of community service; $1,000 fine"
    ).judgments
    probation, fine = judgment.in_force
    assert probation.conditions == (Part("home_detention", Length(6)), Part("community_service", Length(hours=200)))
    assert fine.cents == 100_000


def test_life_of_supervision_is_no_life_sentence() -> None:
    total = parse_sentence("240 months' imprisonment; lifetime supervised release").prison_in_force
    assert total is not None
    assert not total.high.life


def test_death_is_not_life() -> None:
    total = parse_sentence("Death sentence; five years' supervised release").prison_in_force
    assert total is not None
    assert total.death
    assert total.high != LIFE


@pytest.mark.parametrize("text", ["N/A", "Sentence under seal (Unknown)"])
def test_a_text_that_states_nothing(text: str) -> None:
    sentence = parse_sentence(text)
    assert sentence.not_stated == text
    assert sentence.judgments == ()
    assert sentence.unread == ()


def test_only_a_year() -> None:
    sentence = parse_sentence("1. 1969\n2. 1970 (as amended in 1972)")
    assert [str(day) for day in sentence.dates] == ["1969", "1970"]
    assert sentence.judgments[1].stages[0].marks == (Amended("amended", sentence.judgments[1].stages[0].marks[0].on),)


# what cannot be known is left, whole
@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("Life imprisonment; 10 years' supervised release; $2,500", "$2,500"),
        ("240 months' imprisonment; amended to 360 imprisonment (July 26, 1996)", "360 imprisonment"),
        ("60 months' imprisonment (to be reviewed after 5 years' imprisonment)", "(to be reviewed after 5 years' imprisonment)"),
        ("60 months' imprisonment (February 30, 2001)", "(February 30, 2001)"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_shown(text: str, unread: str) -> None:
    sentence = parse_sentence(text)
    assert [piece.text for piece in sentence.unread] == [unread]
    (piece,) = sentence.unread
    assert text[piece.start : piece.end] == piece.text


def test_how_terms_run_is_kept() -> None:
    (judgment,) = parse_sentence("60 months' imprisonment (concurrent with state sentence)").judgments
    assert judgment.in_force[0].runs == Runs("concurrent", beside="state sentence")

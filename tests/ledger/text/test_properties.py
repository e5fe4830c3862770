"""Parsers never raise, never hang, and lose nothing: every character is read or is shown as unread."""

from __future__ import annotations

import time
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clemency.ledger.text import parse_district, parse_offense, parse_sentence, parse_terms
from clemency.ledger.text.dates import MONTHS
from clemency.ledger.text.tokens import Unread, tokenize

PARSERS: list[Callable] = [parse_sentence, parse_terms, parse_offense, parse_district]

# Pieces of real texts and of damage, in any order: far more likely to reach odd corners than random letters.
PIECES = st.sampled_from(
    [
        "240 months’ imprisonment", "Life", "plus", "five years' supervised release", "; ", ", ", " ", "\n", "1. ", "2. ", "(", ")",
        "amended to", "(May 1, 2012)", "May 32, 2012", "consecutive", "$5,000 fine", "$1.2.3", "Conspiracy to", "distribute",
        "possession with intent to distribute", "50 grams or more of", "cocaine base", "(crack)", "21 U.S.C. §§ 841(a)(1) & 846",
        "U.S.C.", "§", "(two counts)", "and", "or", "to", "Prison sentence commuted to", "expire on", "leaving intact and in effect",
        "the 10-year term of supervised release", "conditioned upon", "Middle District of Florida", "N. D. Ga.", "court-martial",
        "Ã_", "ÃŸ", "â€", "\xa0", "•", "–", "٣", "½", "²", "1,00,0", "99999999999999999999", ".5", "-", "/", "\x00", "🙂", "(a)(1)",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(PIECES, max_size=25).map("".join), st.lists(PIECES, max_size=25).map(" ".join)
)


@pytest.mark.parametrize("parse", PARSERS, ids=lambda parse: parse.__name__)
@settings(max_examples=120, deadline=None)
@given(text=TEXTS)
def test_any_text_is_read_or_shown(parse: Callable, text: str) -> None:
    result = parse(text)
    assert result.text == text
    spans: list[Unread] = list(result.unread)
    for piece in spans:
        assert text[piece.start : piece.end] == piece.text
        assert piece.text.strip()
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert isinstance(result.describe(), str)
    assert parse(text) == result


@settings(max_examples=200, deadline=None)
@given(text=TEXTS)
def test_tokens_cover_the_text(text: str) -> None:
    """Between tokens stands nothing that could carry meaning: white space, hyphens, possessives, known debris."""
    tokens, _ = tokenize(text)
    position = 0
    for token in tokens:
        between = text[position : token.start]
        assert not any(c.isdigit() for c in between) or between.strip().endswith("-") or "," in between
        assert not any(c.isalpha() and c not in "sÃâŸÂÊå" for c in between)
        assert position <= token.start < token.end
        position = token.end
    assert not any(c.isdigit() for c in text[position:]) or "," in text[position:]


@pytest.mark.parametrize("parse", PARSERS, ids=lambda parse: parse.__name__)
@pytest.mark.parametrize(
    "unit",
    [
        "(",
        "1. ",
        "amended to ",
        "two hundred and ",
        "possess ",
        "and ",
        "a, ",
        "§ ",
        "$1,",
        "of ",
        "21 U.S.C. §§ 841(a) & ",
    ],
)
def test_long_noise_takes_no_long_time(parse: Callable, unit: str) -> None:
    started = time.perf_counter()
    parse((unit * (20_000 // len(unit)))[:20_000])
    assert time.perf_counter() - started < 10


# texts put together from known parts are read back as those parts

LENGTHS = st.integers(1, 1748)
DAYS = st.dates(min_value=__import__("datetime").date(1950, 1, 1), max_value=__import__("datetime").date(2026, 1, 1))


def in_words(day) -> str:
    return f"{MONTHS[day.month - 1].capitalize()} {day.day}, {day.year}"


@settings(max_examples=150, deadline=None)
@given(
    first=LENGTHS,
    release=st.integers(1, 30),
    cents=st.integers(1, 10**12),
    later=st.lists(st.tuples(LENGTHS, DAYS), max_size=4),
    day=DAYS,
)
def test_a_composed_sentence_is_read_back(first, release, cents, later, day) -> None:
    text = f"{first:,} months' imprisonment; {release} years' supervised release; ${cents // 100:,}.{cents % 100:02d} fine ({in_words(day)})"
    text += "".join(f"; amended to {months:,} months' imprisonment ({in_words(on)})" for months, on in later)
    sentence = parse_sentence(text)
    assert sentence.unread == ()
    (judgment,) = sentence.judgments
    lengths = [
        part.length.months
        for stage in judgment.stages
        for part in stage.parts
        if part.kind == "imprisonment" and part.length
    ]
    assert lengths == [first, *(months for months, _ in later)]
    assert [stage.on[0].date for stage in judgment.stages] == [day, *(on for _, on in later)]
    by_kind = {part.kind: part for part in judgment.in_force}
    assert by_kind["fine"].cents == cents
    assert by_kind["supervised_release"].length is not None
    assert by_kind["supervised_release"].length.months == 12 * release
    again = parse_sentence(sentence.describe())
    assert (again.judgments, again.unread) == (sentence.judgments, ())


WEIGHTS = st.decimals(min_value="0.001", max_value="99999", places=3, allow_nan=False)


@settings(max_examples=150, deadline=None)
@given(
    lines=st.lists(
        st.tuples(
            WEIGHTS,
            st.sampled_from([("grams", 10**6), ("kilograms", 10**9)]),
            st.sampled_from(
                [
                    ("{} or more of", "at least"),
                    ("more than {} of", "more than"),
                    ("less than {} of", "less than"),
                    ("{} of", "exactly"),
                ]
            ),
            st.sampled_from(["cocaine", "cocaine base", "heroin", "methamphetamine", "marijuana", "fentanyl"]),
        ),
        min_size=1,
        max_size=4,
        unique_by=lambda line: line[3],
    )
)
def test_composed_amounts_are_exact(lines) -> None:
    said = [f"{form.format(f'{weight} {unit}')} {drug}" for weight, (unit, _), (form, _), drug in lines]
    offense = parse_offense("Conspiracy to possess with intent to distribute " + " and ".join(said))
    assert offense.unread == ()
    (charge,) = offense.charges
    read = [(line.drug, line.quantity.amount, line.quantity.bound) for line in charge.drugs if line.quantity]
    assert read == [
        (drug.replace(" ", "_"), Fraction(weight) * size, bound) for weight, (_, size), (_, bound), drug in lines
    ]


@settings(max_examples=100, deadline=None)
@given(months=LENGTHS, day=DAYS, cents=st.integers(100, 10**10))
def test_composed_terms_are_read_back(months: int, day, cents: int) -> None:
    money = f"${cents // 100:,}"
    to_date = parse_terms(
        f"Prison sentence commuted to expire on {in_words(day)}, and unpaid balance of the {money} fine remitted."
    )
    assert to_date.unread == ()
    assert to_date.expires_on is not None
    assert to_date.expires_on.date == day
    assert to_date.remissions[0].cents == cents // 100 * 100
    to_term = parse_terms(f"Prison sentence commuted to a term of {months:,} months' imprisonment")
    assert to_term.reduced_to is not None
    assert to_term.reduced_to.months == months
    for terms in (to_date, to_term):
        again = parse_terms(terms.describe())
        assert (again.commuted, again.remissions, again.unread) == (terms.commuted, terms.remissions, ())

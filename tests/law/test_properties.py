"""What must hold for every case: more is never less, a binding minimum binds, one law on both days is one answer.

Weights and days are drawn from the boundaries of the tables as often as from anywhere, one below and one above.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from clemency.law import assemble
from clemency.law import columns as C
from clemency.law import parameters as P
from clemency.law.compare import corner
from clemency.law.dates import GUIDELINES_FROM, TABLES_AS_OF, parse_day
from clemency.law.facts import LIFE, MAX_DRUGS, MAX_GUNS, S2D1_1, USC21_841, USC21_960, Days, Facts
from clemency.law.guidelines.s1b1_1 import figures
from clemency.law.guidelines.s1b1_11 import governing_figures
from clemency.law.guidelines.s2d1_1 import base_offense_level, ladder_steps

LAW = assemble.law()
LAST = len(assemble.acts()) - 1
BOOKS = st.integers(assemble.state_on(GUIDELINES_FROM), LAST)
FEW = settings(max_examples=150, deadline=None)

GRAM = 1_000_000
MOST = 10**13
CRACK = C.COCAINE_BASE
COCAINE = next(drug.code for drug in assemble.drugs() if drug.name == "cocaine")
HEROIN = next(drug.code for drug in assemble.drugs() if drug.name == "heroin")


def steps() -> list[int]:
    """Every least quantity of a ladder or a threshold, one below and one above."""
    every = range(0, len(LAW.ladders), C.LADDER_WIDTH)
    found = {quantity for ladder in every for quantity, _ in ladder_steps(LAW, ladder)}
    found |= set(LAW.thresholds_by_offense) | set(LAW.thresholds_by_sentence)
    return sorted({step + by for step in found if 1 < step < MOST for by in (-1, 0, 1)})


WEIGHTS = st.one_of(st.sampled_from(steps()), st.integers(0, MOST))
DRUGS = st.integers(1, len(assemble.drugs()))
DAYS = st.one_of(
    st.sampled_from([act.day + by for act in assemble.acts() for by in (-1, 0, 1)]).filter(
        lambda day: GUIDELINES_FROM <= day <= TABLES_AS_OF
    ),
    st.integers(GUIDELINES_FROM, TABLES_AS_OF),
)


def facts(**changes: Any) -> Facts:
    """Complete facts of one drug count; what is not named is not so."""
    values: dict[str, Any] = dict.fromkeys(Facts._fields, 0)
    values |= {
        "offense_day": TABLES_AS_OF,
        "conviction_day": TABLES_AS_OF,
        "sentencing_day": TABLES_AS_OF,
        "statute": USC21_841,
        "stated_maximum": -1.0,
        "guideline": S2D1_1,
        "drug": (HEROIN,) + (0,) * (MAX_DRUGS - 1),
        "weight": (0,) * MAX_DRUGS,
        "pure": (0,) * MAX_DRUGS,
        "units": (0,) * MAX_DRUGS,
        "charged": (-1,) * MAX_DRUGS,
        "guns": (0,) * MAX_GUNS,
        "imposed": -1.0,
    }
    return Facts(**(values | changes))


def line(*values: int) -> tuple[int, ...]:
    return values + (0,) * (MAX_DRUGS - len(values))


@st.composite
def any_facts(draw: st.DrawFn) -> Facts:
    count = draw(st.integers(1, 3))
    drugs = [draw(DRUGS) for _ in range(count)]
    weights = [draw(WEIGHTS) for _ in range(count)]
    pure = [draw(st.integers(0, weight)) if draw(st.booleans()) else 0 for weight in weights]
    units = [draw(st.sampled_from([0, 1, 49, 50, 99, 100, 999, 1000, 40_000])) for _ in range(count)]
    priors = draw(st.integers(0, 2))
    points = draw(st.integers(0, 15))
    flag = st.integers(0, 1)
    return facts(
        statute=draw(st.sampled_from([USC21_841, USC21_960])),
        conspiracy=draw(flag),
        priors_851=priors,
        serious_priors=draw(st.integers(0, priors)),
        drug=line(*drugs),
        weight=line(*weights),
        pure=line(*pure),
        units=line(*units),
        weapon=draw(flag),
        violence=draw(flag),
        premises=draw(flag),
        aggravating_role=draw(st.sampled_from([0, 0, 2, 3, 4])),
        obstruction=draw(flag),
        acceptance=draw(st.integers(0, 2)),
        points=points,
        points_total=points,
        status=draw(flag),
        recency=draw(flag),
        one_point_points=draw(st.integers(0, min(points, 4))),
        prior_3_point=int(points >= 3 and draw(st.booleans())),
        zero_point_excluded=draw(flag),
        career_offender=draw(flag),
        safety_valve_conduct=draw(flag),
        guns=(draw(st.sampled_from([0, 0, 0, 1, 2, 5])),) + (0,) * (MAX_GUNS - 1),
    )


def book_on(day: str) -> int:
    return assemble.state_on(parse_day(day)) * C.BOOK_WIDTH


def level(of: Facts, book: int) -> int:
    return base_offense_level(LAW, of, book)[0].level


def at(state: int) -> Days:
    return Days(state, state, state)


# --- More is never less -------------------------------------------------------------------------------------------------


@FEW
@given(DRUGS, WEIGHTS, WEIGHTS, BOOKS)
def test_more_of_one_drug_never_lowers_its_level(drug: int, a: int, b: int, state: int) -> None:
    less, more = sorted((a, b))
    book = state * C.BOOK_WIDTH
    # A unit a gram, for the drugs counted so; LSD stays without doses, which would take the place of its weight.
    units = [0 if drug == C.LSD else weight // GRAM for weight in (less, more)]
    levels = [
        level(facts(drug=line(drug), weight=line(weight), units=line(count)), book)
        for weight, count in zip((less, more), units, strict=True)
    ]
    assert levels[0] <= levels[1]


def sliding(state: int) -> bool:
    """The two periods in which more crack beside other drugs can truly lower a level; see the examples below."""
    book = state * C.BOOK_WIDTH
    return LAW.book[book + P.CRACK_SLIDING_FACTOR] > 0 or LAW.book[book + P.CRACK_POLYDRUG_REDUCTION] > 0


@FEW
@given(any_facts(), WEIGHTS, st.integers(0, 2), BOOKS)
def test_more_of_any_drug_among_several_never_lowers_the_level(of: Facts, extra: int, place: int, state: int) -> None:
    assume(not (sliding(state) and CRACK in of.drug) and of.drug[place] != C.NO_DRUG)
    weight = list(of.weight)
    weight[place] += extra
    book = state * C.BOOK_WIDTH
    assert level(of, book) <= level(of._replace(weight=tuple(weight)), book)


def test_where_more_crack_truly_lowers_a_level() -> None:
    """Both are the law as written, not slips of ours, and both lie between 2007-11-01 and 2010-10-31.

    Amend. 711: the factor follows crack's own level, 16 kg a gram at level 24 and 5 kg at level 26.
    Amend. 715: the two levels come off from 250 mg of crack on, and not below.
    """
    both = facts(drug=line(CRACK, COCAINE))
    by_711 = book_on("2008-01-15")
    assert level(both._replace(weight=line(19_999_999, 500 * GRAM)), by_711) == 28
    assert level(both._replace(weight=line(20_000_000, 500 * GRAM)), by_711) == 26
    by_715 = book_on("2009-01-15")
    assert level(both._replace(weight=line(249_999, 480 * GRAM)), by_715) == 26  # 4,999.98 g and 96 kg
    assert level(both._replace(weight=line(250_000, 480 * GRAM)), by_715) == 24  # and 24 is what 96 kg alone give


def test_a_trace_of_another_drug_can_lower_the_level_of_crack_since_2010() -> None:
    """28 g of crack are level 26 alone; converted at 3,571 g a gram they are 99.988 kg, level 24. As written (n.8(B))."""
    book = book_on("2012-01-15")
    assert level(facts(drug=line(CRACK), weight=line(28 * GRAM)), book) == 26
    assert level(facts(drug=line(CRACK, COCAINE), weight=line(28 * GRAM, 1)), book) == 24


@FEW
@given(any_facts(), BOOKS, st.integers(1, 15))
def test_more_points_never_lower_the_range(of: Facts, state: int, more: int) -> None:
    book = state * C.BOOK_WIDTH
    less = figures(LAW, of, at(state), book)
    raised = of._replace(points=of.points + more, points_total=of.points + more)
    after = figures(LAW, raised, at(state), book)
    assert (less.low, less.high) <= (after.low, after.high)
    assert less.category <= after.category


@FEW
@given(any_facts(), BOOKS)
def test_more_priors_never_lower_the_minimum_or_the_maximum(of: Facts, state: int) -> None:
    found = [
        figures(LAW, of._replace(priors_851=count, serious_priors=count), at(state), state * C.BOOK_WIDTH)
        for count in (0, 1, 2)
    ]
    assert found[0].statutory_min <= found[1].statutory_min <= found[2].statutory_min
    assert found[0].statutory_max <= found[1].statutory_max <= found[2].statutory_max


@FEW
@given(any_facts(), BOOKS, st.sampled_from(["weapon", "obstruction", "violence", "premises", "aggravating_role"]))
def test_an_aggravating_fact_never_lowers_the_range(of: Facts, state: int, name: str) -> None:
    book = state * C.BOOK_WIDTH
    without = figures(LAW, of._replace(**{name: 0}), at(state), book)
    with_it = figures(LAW, of._replace(**{name: 2 if name == "aggravating_role" else 1}), at(state), book)
    assert (without.low, without.high) <= (with_it.low, with_it.high)


@FEW
@given(any_facts(), BOOKS)
def test_acceptance_never_raises_the_range(of: Facts, state: int) -> None:
    book = state * C.BOOK_WIDTH
    found = [figures(LAW, of._replace(acceptance=each), at(state), book) for each in (0, 1, 2)]
    assert [(f.low, f.high) for f in found] == sorted([(f.low, f.high) for f in found], reverse=True)


# --- Bounds ---------------------------------------------------------------------------------------------------------------


@FEW
@given(any_facts(), DAYS, DAYS)
@example(facts(weight=line(100 * GRAM), guns=(1,) + (0,) * (MAX_GUNS - 1)), TABLES_AS_OF, TABLES_AS_OF)
def test_the_range_never_falls_below_a_minimum_that_binds(of: Facts, first: int, second: int) -> None:
    offense, sentencing = (assemble.state_on(day) for day in sorted((first, second)))
    f = governing_figures(LAW, of, Days(offense, sentencing, sentencing))
    assert f.low <= f.high
    assert f.low >= f.consecutive
    if not f.safety_valve:
        assert f.low >= min(f.minimum, f.statutory_max + f.consecutive)
    if f.statutory_max >= 0 and not f.career_924c:
        assert f.range_max <= f.statutory_max


@FEW
@given(any_facts(), BOOKS)
def test_figures_stay_within_the_tables(of: Facts, state: int) -> None:
    f = figures(LAW, of, at(state), state * C.BOOK_WIDTH)
    assert 1 <= f.total <= 43
    assert 1 <= f.category <= 6
    assert 0 <= f.base <= 43
    assert f.capped <= f.base
    assert f.statutory_min <= f.statutory_max
    assert f.statutory_max in (12, 24, 36, 48, 60, 72, 120, 240, 360, 480, LIFE)
    assert f.career_level == 0 or f.category == 6
    assert f.minimum == (0 if f.safety_valve else f.statutory_min) + f.consecutive


@FEW
@given(any_facts(), DAYS, DAYS)
def test_the_governing_edition_is_never_harsher_than_either_allows(of: Facts, first: int, second: int) -> None:
    """§1B1.11: the edition of the sentence, or that of the offense where it is milder; and one of them whole."""
    offense, sentencing = (assemble.state_on(day) for day in sorted((first, second)))
    days = Days(offense, sentencing, sentencing)
    governing = governing_figures(LAW, of, days)
    both = [figures(LAW, of, days, state * C.BOOK_WIDTH) for state in (sentencing, offense)]
    assert governing in both
    assert (governing.low, governing.high) == min((f.low, f.high) for f in both)


# --- The same law, the same answer ------------------------------------------------------------------------------------------


@FEW
@given(any_facts(), BOOKS)
def test_then_is_now_when_both_days_share_the_law(of: Facts, state: int) -> None:
    both = corner(LAW, of, at(state), state)
    assert both.then == both.now


@FEW
@given(any_facts(), DAYS)
def test_the_order_of_the_drugs_does_not_matter(of: Facts, day: int) -> None:
    count = sum(1 for drug in of.drug if drug != C.NO_DRUG)
    book = assemble.state_on(day) * C.BOOK_WIDTH
    turned = of._replace(
        **{name: tuple(reversed(getattr(of, name)[:count])) + getattr(of, name)[count:] for name in ("drug", "weight", "pure", "units")}
    )  # fmt: skip
    assume(len(set(of.drug[:count])) == count)
    assert level(of, book) == level(turned, book)


@pytest.mark.parametrize("day", ["1987-11-01", "1995-11-01", "2008-01-15", "2009-01-15", "2015-01-15", "2025-11-01"])
def test_no_drug_is_level_zero_or_its_floor(day: str) -> None:
    for drug in assemble.drugs():
        assert 0 <= level(facts(drug=line(drug.code)), book_on(day)) <= 12

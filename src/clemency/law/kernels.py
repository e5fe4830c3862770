"""The walks over rows that the compiler is given: complete the facts, find the states of the law, call the rules, keep what is asked.

Nothing of the law stands here. `batch` compiles these functions and runs them; none is meant to be called as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numba.extending import register_jitable

from clemency.law import columns as C
from clemency.law.columns import Law
from clemency.law.compare import HIGHER, LOWER, SAME, days_of, in_months, state_of, way_between
from clemency.law.dates import GUIDELINES_FROM
from clemency.law.facts import (
    LEVEL_GIVEN,
    MAX_DRUGS,
    S2D1_1,
    TOTAL_GIVEN,
    UNKNOWN,
    USC21_841,
    USC21_861,
    USC21_960,
    Days,
    Facts,
)
from clemency.law.figures import Limits
from clemency.law.guidelines.s1b1_1 import figures, figures_within, statutory_limits
from clemency.law.guidelines.s1b1_11 import before
from clemency.law.guidelines.s2d1_1 import lacking
from clemency.law.guidelines.s4a1_1 import total_points
from clemency.law.remedies import ELIGIBLE, covered_by_section_404, outcome_of
from clemency.law.rows import (
    DTYPES,
    LINES,
    MONTHS,
    REMEDY_CLEMENCY_ONLY,
    REMEDY_COURT,
    REMEDY_NONE_FOUND,
    REMEDY_OPEN,
    STATUS_HIGHER,
    STATUS_LOWER,
    STATUS_NEEDS,
    STATUS_NEEDS_SENTENCING_DAY,
    STATUS_SAME,
    Answers,
    Array,
    Columns,
)
from clemency.law.statutes import usc18_3553f
from clemency.law.statutes.other import offense_minimum
from clemency.law.statutes.usc21_841 import named_quantity
from clemency.law.unknowns import ASK_CATEGORY, ASK_POINTS, FIELDS, QUESTIONS, answered, anything_open, asked, resolve

SEAT = np.dtype(
    [
        (name, np.float64 if DTYPES.get(name) is MONTHS else np.int64, (LINES[name],) if name in LINES else ())
        for name in Facts._fields
    ],
    align=True,
)
"""`Facts` in memory, for the compiled rules: every field by its name, as in the tuple."""


_DECLARED: set[Callable[..., Any]] = set()


def rule(function: Callable[..., Any], inline: bool = True) -> Any:
    """A rule function for the compiler. The rules allocate nothing, so references need not be counted (docs/adr/0004)."""
    if function not in _DECLARED:
        _DECLARED.add(function)
        register_jitable(_nrt=False, forceinline=inline)(function)
    return function


def loop(function: Callable[..., Any]) -> Any:
    """A loop over rows that is called often enough to be compiled once and not into every place."""
    return rule(function, inline=False)


@rule
def of(column: Array, i: int) -> Any:
    """Row `i` of a column; the one element of a column that the file does not have."""
    value = column[i * np.int64(len(column) > 1)]
    return value + 0  # in the width of a register, whatever the column's


@rule
def _put(seat: Any, facts: Facts) -> None:
    """Write facts where the rules read them. In memory, not in a tuple of a hundred values that every branch would copy."""
    seat.offense_day = facts.offense_day
    seat.conviction_day = facts.conviction_day
    seat.sentencing_day = facts.sentencing_day
    seat.statute = facts.statute
    seat.other_offense = facts.other_offense
    seat.conspiracy = facts.conspiracy
    seat.stated_minimum = facts.stated_minimum
    seat.stated_maximum = facts.stated_maximum
    seat.priors_851 = facts.priors_851
    seat.serious_priors = facts.serious_priors
    seat.death = facts.death
    seat.similar_prior = facts.similar_prior
    seat.armed_career_statute = facts.armed_career_statute
    seat.guideline = facts.guideline
    seat.level_given = facts.level_given
    seat.drug[0] = facts.drug[0]
    seat.drug[1] = facts.drug[1]
    seat.drug[2] = facts.drug[2]
    seat.drug[3] = facts.drug[3]
    seat.drug[4] = facts.drug[4]
    seat.drug[5] = facts.drug[5]
    seat.weight[0] = facts.weight[0]
    seat.weight[1] = facts.weight[1]
    seat.weight[2] = facts.weight[2]
    seat.weight[3] = facts.weight[3]
    seat.weight[4] = facts.weight[4]
    seat.weight[5] = facts.weight[5]
    seat.pure[0] = facts.pure[0]
    seat.pure[1] = facts.pure[1]
    seat.pure[2] = facts.pure[2]
    seat.pure[3] = facts.pure[3]
    seat.pure[4] = facts.pure[4]
    seat.pure[5] = facts.pure[5]
    seat.units[0] = facts.units[0]
    seat.units[1] = facts.units[1]
    seat.units[2] = facts.units[2]
    seat.units[3] = facts.units[3]
    seat.units[4] = facts.units[4]
    seat.units[5] = facts.units[5]
    seat.charged[0] = facts.charged[0]
    seat.charged[1] = facts.charged[1]
    seat.charged[2] = facts.charged[2]
    seat.charged[3] = facts.charged[3]
    seat.charged[4] = facts.charged[4]
    seat.charged[5] = facts.charged[5]
    seat.quantity_not_charged = facts.quantity_not_charged
    seat.protected_weight = facts.protected_weight
    seat.weapon = facts.weapon
    seat.violence = facts.violence
    seat.premises = facts.premises
    seat.aggravating_factor = facts.aggravating_factor
    seat.minimal_factors = facts.minimal_factors
    seat.meth_import = facts.meth_import
    seat.fentanyl_marketing = facts.fentanyl_marketing
    seat.other_characteristics = facts.other_characteristics
    seat.aggravating_role = facts.aggravating_role
    seat.mitigating_role = facts.mitigating_role
    seat.obstruction = facts.obstruction
    seat.other_chapter3 = facts.other_chapter3
    seat.acceptance = facts.acceptance
    seat.category_given = facts.category_given
    seat.points_total = facts.points_total
    seat.points = facts.points
    seat.status = facts.status
    seat.recency = facts.recency
    seat.violent_points = facts.violent_points
    seat.one_point_points = facts.one_point_points
    seat.prior_3_point = facts.prior_3_point
    seat.prior_2_point_violent = facts.prior_2_point_violent
    seat.zero_point_excluded = facts.zero_point_excluded
    seat.career_offender = facts.career_offender
    seat.armed_career = facts.armed_career
    seat.safety_valve_conduct = facts.safety_valve_conduct
    seat.guns[0] = facts.guns[0]
    seat.guns[1] = facts.guns[1]
    seat.guns[2] = facts.guns[2]
    seat.guns[3] = facts.guns[3]
    seat.guns[4] = facts.guns[4]
    seat.guns[5] = facts.guns[5]
    seat.guns[6] = facts.guns[6]
    seat.guns[7] = facts.guns[7]
    seat.gun_prior = facts.gun_prior
    seat.other_consecutive = facts.other_consecutive
    seat.imposed = facts.imposed


@rule
def _consecutive(law: Law, at: Columns, i: int, state: int) -> float:
    """Terms that other statutes add: those given, and two years a count of 18 U.S.C. § 1028A."""
    months = of(at.other_consecutive, i)
    offense = of(at.identity_offense, i)
    if offense >= 0:
        months += of(at.identity_counts, i) * max(offense_minimum(law, Days(state, state, state), offense, 0), 0.0)
    return months


@rule
def _read(law: Law, at: Columns, i: int, offense: int, sentencing: int, seat: Any) -> None:
    """Facts of one row for one reading of its days, what is unknown still marked: the counterpart of `cases.case.Case`.

    A subdivision that the judgment names stands for the quantity that reached it (`named_quantity`).
    """
    seat.statute = of(at.statute, i)
    seat.other_offense = of(at.other_offense, i)
    seat.conspiracy = of(at.conspiracy, i)
    seat.stated_minimum = of(at.stated_minimum, i)
    seat.stated_maximum = of(at.stated_maximum, i)
    seat.priors_851 = of(at.priors_851, i)
    seat.serious_priors = of(at.serious_priors, i)
    seat.death = of(at.death, i)
    seat.similar_prior = of(at.similar_prior, i)
    seat.armed_career_statute = of(at.armed_career_statute, i)
    seat.guideline = of(at.guideline, i)
    seat.level_given = of(at.level_given, i)
    seat.drug[0] = of(at.drug[0], i)
    seat.drug[1] = of(at.drug[1], i)
    seat.drug[2] = of(at.drug[2], i)
    seat.drug[3] = of(at.drug[3], i)
    seat.drug[4] = of(at.drug[4], i)
    seat.drug[5] = of(at.drug[5], i)
    seat.weight[0] = of(at.weight[0], i)
    seat.weight[1] = of(at.weight[1], i)
    seat.weight[2] = of(at.weight[2], i)
    seat.weight[3] = of(at.weight[3], i)
    seat.weight[4] = of(at.weight[4], i)
    seat.weight[5] = of(at.weight[5], i)
    seat.pure[0] = of(at.pure[0], i)
    seat.pure[1] = of(at.pure[1], i)
    seat.pure[2] = of(at.pure[2], i)
    seat.pure[3] = of(at.pure[3], i)
    seat.pure[4] = of(at.pure[4], i)
    seat.pure[5] = of(at.pure[5], i)
    seat.units[0] = of(at.units[0], i)
    seat.units[1] = of(at.units[1], i)
    seat.units[2] = of(at.units[2], i)
    seat.units[3] = of(at.units[3], i)
    seat.units[4] = of(at.units[4], i)
    seat.units[5] = of(at.units[5], i)
    seat.charged[0] = of(at.charged[0], i)
    seat.charged[1] = of(at.charged[1], i)
    seat.charged[2] = of(at.charged[2], i)
    seat.charged[3] = of(at.charged[3], i)
    seat.charged[4] = of(at.charged[4], i)
    seat.charged[5] = of(at.charged[5], i)
    seat.protected_weight = of(at.protected_weight, i)
    seat.weapon = of(at.weapon, i)
    seat.violence = of(at.violence, i)
    seat.premises = of(at.premises, i)
    seat.aggravating_factor = of(at.aggravating_factor, i)
    seat.minimal_factors = of(at.minimal_factors, i)
    seat.meth_import = of(at.meth_import, i)
    seat.fentanyl_marketing = of(at.fentanyl_marketing, i)
    seat.other_characteristics = of(at.other_characteristics, i)
    seat.aggravating_role = of(at.aggravating_role, i)
    seat.mitigating_role = of(at.mitigating_role, i)
    seat.obstruction = of(at.obstruction, i)
    seat.other_chapter3 = of(at.other_chapter3, i)
    seat.acceptance = of(at.acceptance, i)
    seat.category_given = of(at.category_given, i)
    seat.points_total = of(at.points_total, i)
    seat.status = of(at.status, i)
    seat.recency = of(at.recency, i)
    seat.violent_points = of(at.violent_points, i)
    seat.one_point_points = of(at.one_point_points, i)
    seat.prior_3_point = of(at.prior_3_point, i)
    seat.prior_2_point_violent = of(at.prior_2_point_violent, i)
    seat.zero_point_excluded = of(at.zero_point_excluded, i)
    seat.career_offender = of(at.career_offender, i)
    seat.armed_career = of(at.armed_career, i)
    seat.safety_valve_conduct = of(at.safety_valve_conduct, i)
    seat.guns[0] = of(at.guns[0], i)
    seat.guns[1] = of(at.guns[1], i)
    seat.guns[2] = of(at.guns[2], i)
    seat.guns[3] = of(at.guns[3], i)
    seat.guns[4] = of(at.guns[4], i)
    seat.guns[5] = of(at.guns[5], i)
    seat.guns[6] = of(at.guns[6], i)
    seat.guns[7] = of(at.guns[7], i)
    seat.gun_prior = of(at.gun_prior, i)
    seat.imposed = of(at.imposed, i)
    conviction = of(at.conviction_day, i)
    if conviction != UNKNOWN:
        conviction = min(max(conviction, offense), sentencing)
    seat.offense_day = offense
    seat.conviction_day = conviction
    seat.sentencing_day = sentencing
    tier = of(at.named_tier, i)
    seat.quantity_not_charged = np.int64(tier > C.TIER_B)
    seat.points = 0
    seat.other_consecutive = of(at.other_consecutive, i)
    if of(at.identity_offense, i) < 0 and tier != C.TIER_A and tier != C.TIER_B:
        return
    known = offense
    if offense == UNKNOWN:
        known = sentencing
    state = state_of(law, known)
    seat.other_consecutive = _consecutive(law, at, i, state)
    if (tier == C.TIER_A or tier == C.TIER_B) and seat.statute >= USC21_841 and seat.statute <= USC21_861:
        days = Days(state, state, state_of(law, sentencing))
        family = C.FAMILY_841
        if seat.statute == USC21_960:
            family = C.FAMILY_960
        for line in range(MAX_DRUGS):
            if seat.drug[line] != C.NO_DRUG:
                seat.charged[line] = named_quantity(law, seat, days, family, tier, line, seat.weight[line])


@rule
def _first_sentencing(at: Columns, i: int) -> int:
    """First day on which the sentence can have been imposed."""
    first = of(at.offense_first, i)
    if first == UNKNOWN:
        first = GUIDELINES_FROM
    return max(max(of(at.sentencing_first, i), first), GUIDELINES_FROM)


@rule
def _last_sentencing(at: Columns, i: int, on: int) -> int:
    last = of(at.sentencing_last, i)
    if last == UNKNOWN:
        return on
    return last


@rule
def _next_sentencing(law: Law, day: int, last: int) -> int:
    """The next day between that and the last on which the law changed; the last itself if there is none."""
    following = state_of(law, day) + 1
    if following < len(law.act_days) and law.act_days[following] < last:
        return law.act_days[following]
    return last


@rule
def _offense_in(at: Columns, i: int, sentencing: int, turn: int) -> int:
    """First (turn 0) or last (turn 1) day of the offense that fits a day of sentencing; UNKNOWN if none is given."""
    last = of(at.offense_last, i)
    if last == UNKNOWN:
        return UNKNOWN
    last = min(last, sentencing)
    if turn == 1:
        return last
    return min(of(at.offense_first, i), last)


class _Pair(NamedTuple):
    """Then and now of one complete reading, as far as the kernels use it."""

    then_low: float
    then_high: float
    then_minimum: float
    then_valve: int
    then_book: int
    now_low: float
    now_high: float
    now_minimum: float
    now_valve: int
    way: int


@rule
def then_and_now(law: Law, facts: Any, now: int) -> _Pair:
    """`compare.corner` for complete facts. The rules are called from one place, so that they are compiled into it once.

    Step 0 is the edition of the day of sentencing, step 1 that of the offense where it is another (§1B1.11), step 2 the
    chosen day.
    """
    days = days_of(law, facts)
    low, high, minimum, valve, book = 0.0, 0.0, 0.0, 0, 0
    low_now, high_now, minimum_now, valve_now = 0.0, 0.0, 0.0, 0
    limits = Limits(C.TIER_NONE, 0.0, C.NONE_IN_FORCE, C.NONE_IN_FORCE, 0.0, -1)
    for step in range(3):
        if step == 1 and days.offense == days.sentencing:
            continue
        at_days, state = days, days.sentencing
        if step == 1:
            state = days.offense
        elif step == 2:
            at_days, state = Days(now, now, now), now
        if step != 1:  # the limits of the statute do not look to the edition
            limits = statutory_limits(law, facts, at_days)
        points = total_points(law, facts, state * C.BOOK_WIDTH)
        valve_applies = usc18_3553f.applies(law, facts, at_days, points)
        found = figures_within(law, facts, at_days, state * C.BOOK_WIDTH, limits, points, valve_applies)
        if step == 2:
            low_now, high_now, valve_now = found.low, found.high, found.safety_valve
            minimum_now = found.statutory_min + found.consecutive
        elif step == 0 or before(found.low, found.high, low, high):
            low, high, valve, book = found.low, found.high, found.safety_valve, found.book
            minimum = found.statutory_min + found.consecutive
    way = way_between(low, high, low_now, high_now)
    return _Pair(low, high, minimum, valve, book, low_now, high_now, minimum_now, valve_now, way)


_ASK_OFFENSE_DAY = [field.name for field in FIELDS].index("offense_day")


class Chain(NamedTuple):
    """The amendments open to a court on the chosen day, in order: act, what each touches, the cells it writes.

    touches[j, d]: amendment j changes a cell of drug d; of any case where d is 0.  converts[j]: a cell of the conversion
    of drugs, which only cases with several drugs, or one without a ladder, read.

    `after[state]` is the first amendment later than a state; `ready[state]` the offset in `Law.book` of the rows that
    hold that state with the amendments after it put in place one on top of the other.
    """

    acts: Array
    touches: Array
    converts: Array
    cells_from: Array
    cell: Array
    value: Array
    after: Array
    ready: Array
    fair_sentencing: int
    section_404: int


@rule
def touched(law: Law, chain: Chain, j: int, facts: Any, book: int) -> bool:
    """Whether amendment `j` changes a cell that the rules can read for these drugs. `book`: the state with it in place."""
    if chain.touches[j, 0]:
        return True
    for k in range(MAX_DRUGS):
        if facts.drug[k] != C.NO_DRUG and chain.touches[j, facts.drug[k]]:
            return True
    one = facts.drug[1] == C.NO_DRUG and facts.guideline == S2D1_1
    return chain.converts[j] and not (one and law.book[book + C.LADDER + facts.drug[0]] > 0)


def compare_rows(
    law: Law, at: Columns, begin: int, end: int, on: int, now: int, plain: Array, seats: Any, out: Answers
) -> None:
    """Then and now of each row that is not plain: its days, the lenient and the severe reading of what is unknown."""
    raw, complete = seats[0], seats[1]
    for i in range(begin, end):
        if plain[i]:
            continue
        fresh = True
        ways, corners, without = 0, 0, 0
        then_low_0, then_high_0, then_low_1, then_high_1 = 0.0, 0.0, 0.0, 0.0
        now_low_0, now_high_0, now_low_1, now_high_1 = 0.0, 0.0, 0.0, 0.0
        then_min_0, then_min_1, now_min_0, now_min_1 = 0.0, 0.0, 0.0, 0.0
        difference_0, difference_1, bottom_0, bottom_1 = 0.0, 0.0, 0.0, 0.0
        valves_then, valves_now = 0, 0
        day = _first_sentencing(at, i)
        last = _last_sentencing(at, i, on)
        more = True
        while more:
            for turn in range(2):
                offense = _offense_in(at, i, day, turn)
                if turn == 1 and offense == _offense_in(at, i, day, 0):
                    continue
                _read(law, at, i, offense, day, raw)
                unsure = anything_open(law, raw)
                for harsh in range(2):
                    if harsh == 1 and not unsure:
                        out.end_book[1][i] = out.end_book[0][i]
                        out.end_low[1][i] = out.end_low[0][i]
                        out.end_high[1][i] = out.end_high[0][i]
                        continue
                    _put(complete, resolve(law, raw, state_of(law, day), harsh))
                    each = then_and_now(law, complete, now)
                    if without == 0 and complete.guideline != LEVEL_GIVEN and complete.guideline != TOTAL_GIVEN:
                        without = lacking(law, complete, each.then_book)
                        if without == 0:
                            without = lacking(law, complete, now * C.BOOK_WIDTH)
                    out.end_book[harsh][i] = each.then_book
                    out.end_low[harsh][i] = each.then_low
                    out.end_high[harsh][i] = each.then_high
                    bottom = in_months(each.now_low)
                    moved = bottom - in_months(each.then_low)
                    corners += 1
                    ways |= 1 << (each.way + 1)
                    valves_then |= 1 << each.then_valve
                    valves_now |= 1 << each.now_valve
                    if fresh or before(each.then_low, each.then_high, then_low_0, then_high_0):
                        then_low_0, then_high_0 = each.then_low, each.then_high
                    if fresh or before(then_low_1, then_high_1, each.then_low, each.then_high):
                        then_low_1, then_high_1 = each.then_low, each.then_high
                    if fresh or before(each.now_low, each.now_high, now_low_0, now_high_0):
                        now_low_0, now_high_0 = each.now_low, each.now_high
                    if fresh or before(now_low_1, now_high_1, each.now_low, each.now_high):
                        now_low_1, now_high_1 = each.now_low, each.now_high
                    if fresh or each.then_minimum < then_min_0:
                        then_min_0 = each.then_minimum
                    if fresh or each.then_minimum > then_min_1:
                        then_min_1 = each.then_minimum
                    if fresh or each.now_minimum < now_min_0:
                        now_min_0 = each.now_minimum
                    if fresh or each.now_minimum > now_min_1:
                        now_min_1 = each.now_minimum
                    if fresh or bottom < bottom_0:
                        bottom_0 = bottom
                    if fresh or bottom > bottom_1:
                        bottom_1 = bottom
                    if fresh or moved < difference_0:
                        difference_0 = moved
                    if fresh or moved > difference_1:
                        difference_1 = moved
                    fresh = False
            more = day < last
            day = _next_sentencing(law, day, last)
        out.then_low_least[i], out.then_high_least[i] = then_low_0, then_high_0
        out.then_low_most[i], out.then_high_most[i] = then_low_1, then_high_1
        out.now_low_least[i], out.now_high_least[i] = now_low_0, now_high_0
        out.now_low_most[i], out.now_high_most[i] = now_low_1, now_high_1
        out.then_minimum_least[i], out.then_minimum_most[i] = then_min_0, then_min_1
        out.now_minimum_least[i], out.now_minimum_most[i] = now_min_0, now_min_1
        out.difference_least[i], out.difference_most[i] = difference_0, difference_1
        out.bottom_least[i], out.bottom_most[i] = bottom_0, bottom_1
        out.valve_then[i] = valves_then - 1  # bits 1, 2 and 3 of (no, yes) are no, yes, open
        out.valve_now[i] = valves_now - 1
        out.open[i] = int(corners > 1)
        out.lacking[i] = without
        out.status[i] = STATUS_LOWER
        if ways == 1 << (SAME + 1):
            out.status[i] = STATUS_SAME
        elif ways == 1 << (HIGHER + 1):
            out.status[i] = STATUS_HIGHER


def ask_rows(
    law: Law, at: Columns, begin: int, end: int, on: int, now: int, plain: Array, seats: Any, out: Answers
) -> None:
    """Status of the rows with missing facts: each missing fact put at its other end, alone, at both readings.

    As `cases.comparison.Comparison.status`: lower or higher only if every such reading agrees, the same only if none
    moves a figure; else the fact that moves the bottoms of the ranges most.
    """
    raw, complete, tried = seats[0], seats[1], seats[2]
    for i in range(begin, end):
        if plain[i] or out.open[i] == 0:
            continue
        ways = 0
        moves = False
        first_then_low, first_then_high, first_now_low, first_now_high = -1.0, -1.0, -1.0, -1.0
        spread_least, spread_most = 0.0, 0.0
        readings = 0
        lenient_then, lenient_now, severe_then, severe_now = 0.0, 0.0, 0.0, 0.0
        best, best_sum, best_larger = STATUS_NEEDS_SENTENCING_DAY, 0.0, 0.0
        start = _first_sentencing(at, i)
        last = _last_sentencing(at, i, on)
        # Question by question, so that the effect of one over all readings needs no memory; -1 is the readings themselves.
        for question in range(-1, QUESTIONS):
            then_months, now_months = 0.0, 0.0
            day = start
            more = True
            while more:
                for turn in range(2):
                    offense = _offense_in(at, i, day, turn)
                    if turn == 1 and offense == _offense_in(at, i, day, 0):
                        continue
                    if question < 0 or readings > 1:  # with one reading it is still there
                        _read(law, at, i, offense, day, raw)
                    state = state_of(law, day)
                    if question >= 0 and (
                        not asked(raw, question) or (question == ASK_POINTS and asked(raw, ASK_CATEGORY))
                    ):
                        continue
                    for step in range(4):
                        # Steps 0 and 1: the reading itself, lenient and severe; 2 and 3: with the question answered.
                        harsh = step % 2
                        if (question < 0 and step > 1) or (question >= 0 and step < 2 and readings == 1):
                            continue
                        _put(complete, resolve(law, raw, state, (harsh + step // 2) % 2))
                        if step > 1:
                            _put(tried, answered(raw, complete, question, 1 - harsh))
                            _put(complete, resolve(law, tried, state, harsh))
                        each = then_and_now(law, complete, now)
                        if question < 0:
                            if first_now_low < 0:
                                first_then_low, first_then_high = each.then_low, each.then_high
                                first_now_low, first_now_high = each.now_low, each.now_high
                            if harsh == 1:
                                low = in_months(each.then_low)
                                if readings == 0 or low < spread_least:
                                    spread_least = low
                                if readings == 0 or low > spread_most:
                                    spread_most = low
                                readings += 1
                        if step < 2:
                            if harsh == 0:
                                lenient_then, lenient_now = in_months(each.then_low), in_months(each.now_low)
                            else:
                                severe_then, severe_now = in_months(each.then_low), in_months(each.now_low)
                        elif harsh == 0:
                            then_months = max(then_months, abs(in_months(each.then_low) - lenient_then))
                            now_months = max(now_months, abs(in_months(each.now_low) - lenient_now))
                        else:
                            then_months = max(then_months, abs(in_months(each.then_low) - severe_then))
                            now_months = max(now_months, abs(in_months(each.now_low) - severe_now))
                        ways |= 1 << (each.way + 1)
                        if (
                            each.then_low != first_then_low
                            or each.then_high != first_then_high
                            or each.now_low != first_now_low
                            or each.now_high != first_now_high
                        ):
                            moves = True
                more = day < last
                day = _next_sentencing(law, day, last)
            total, larger = then_months + now_months, max(then_months, now_months)
            if total > best_sum or (total == best_sum and larger > best_larger):
                best, best_sum, best_larger = STATUS_NEEDS + question, total, larger
        spread = spread_most - spread_least
        if readings > 1 and (spread > best_sum or (spread == best_sum and spread > best_larger)):
            best = STATUS_NEEDS_SENTENCING_DAY
            sentenced = of(at.sentencing_first, i)
            if sentenced != UNKNOWN and sentenced == of(at.sentencing_last, i):
                best = STATUS_NEEDS + _ASK_OFFENSE_DAY
        if ways == 1 << (LOWER + 1):
            best = STATUS_LOWER
        elif ways == 1 << (HIGHER + 1):
            best = STATUS_HIGHER
        elif ways == 1 << (SAME + 1) and not moves:
            best = STATUS_SAME
        out.status[i] = best


def remedy_rows(
    law: Law,
    chain: Chain,
    at: Columns,
    begin: int,
    end: int,
    on: int,
    scratch: int,
    plain: Array,
    work: Array,
    seats: Any,
    out: Answers,
) -> None:
    """Court remedies of the rows that are not plain, as `cases.remedy.remedy_of`: bit j is amendment j, the last § 404.

    work: (6, amendments + 1) months and outcomes of the two readings; its last column what governed.
    scratch: a free row of `law.book` for this thread.
    """
    count = len(chain.acts)
    raw, facts = seats[0], seats[1]
    for i in range(begin, end):
        if plain[i]:
            continue
        always, ever, readings = -1, 0, 0
        day = _first_sentencing(at, i)
        last = _last_sentencing(at, i, on)
        several = day < last or _offense_in(at, i, day, 0) != _offense_in(at, i, day, 1)
        more = True
        while more:
            for turn in range(2):
                offense = _offense_in(at, i, day, turn)
                if turn == 1 and offense == _offense_in(at, i, day, 0):
                    continue
                _read(law, at, i, offense, day, raw)
                state = state_of(law, day)
                ends = 1 + int(anything_open(law, raw))
                for harsh in range(2):
                    work[harsh * 3, count] = out.end_low[harsh][i]
                    work[harsh * 3 + 1, count] = out.end_high[harsh][i]
                    work[harsh * 3 + 2, count] = out.end_book[harsh][i]
                covered, first = 0, 0
                # Phase 0, where a row has several readings, finds what governed in each; phase 1 amends it.
                for phase in range(2):
                    if phase == 0 and not several:
                        continue
                    if phase == 1:
                        governed = max(work[2, count], work[(ends - 1) * 3 + 2, count])
                        first = chain.after[np.int64(governed) // C.BOOK_WIDTH]
                    for harsh in range(ends):
                        _put(facts, resolve(law, raw, state, harsh))
                        days = days_of(law, facts)
                        k = harsh * 3
                        if phase == 0:
                            low, high, book = 0.0, 0.0, 0
                            start, stop = 0, 1 + int(days.offense != days.sentencing)
                        else:
                            low, high, book = work[k, count], work[k + 1, count], np.int64(work[k + 2, count])
                            start, stop = first, count
                        own = book // C.BOOK_WIDTH
                        then_low, then_high = low, high
                        apart = phase == 1 and chain.after[own] != first
                        if apart:  # the readings were governed by two editions; only amendments later than both count
                            for column in range(C.BOOK_WIDTH):
                                law.book[scratch + column] = law.book[book + column]
                        for j in range(start, stop):
                            tried = days.sentencing * C.BOOK_WIDTH
                            if phase == 0 and j == 1:
                                tried = days.offense * C.BOOK_WIDTH
                            elif phase == 1 and not apart:
                                tried = chain.ready[own] + (j - first) * C.BOOK_WIDTH
                            elif phase == 1:
                                tried = scratch
                                for cell in range(chain.cells_from[j], chain.cells_from[j + 1]):
                                    law.book[scratch + chain.cell[cell]] = chain.value[cell]
                            if phase == 0 or touched(law, chain, j, facts, tried):
                                new = figures(law, facts, days, tried)
                                if phase == 1:
                                    low, high = new.low, new.high
                                elif j == 0 or before(new.low, new.high, low, high):
                                    low, high, book = new.low, new.high, tried
                            if phase == 1:
                                work[k, j], work[k + 1, j] = low, high
                                work[k + 2, j] = outcome_of(before(low, high, then_low, then_high), low, facts.imposed)
                        if phase == 0:
                            work[k, count], work[k + 1, count], work[k + 2, count] = low, high, book
                        elif chain.section_404 and covered_by_section_404(law, facts, days, chain.fair_sentencing):
                            covered += 1
                yes, maybe = _eligible(work, first, count, (ends - 1) * 3)
                if covered == ends:
                    yes |= 1 << count
                elif covered > 0:
                    maybe |= 1 << count
                always &= yes
                ever |= yes | maybe
                readings += 1
            more = day < last
            day = _next_sentencing(law, day, last)
        answer = REMEDY_NONE_FOUND
        if always:
            answer = REMEDY_COURT
        elif ever:
            answer = REMEDY_OPEN
        elif out.status[i] == STATUS_LOWER:
            answer = REMEDY_CLEMENCY_ONLY
        elif out.status[i] >= STATUS_NEEDS:
            answer = REMEDY_OPEN
        out.remedy[i] = answer
        out.motions[i] = always


@rule
def _eligible(work: Array, first: int, count: int, severe: int) -> tuple[int, int]:
    """Amendments that a court can apply on both readings, and on one of them: bits. Only one that moves the range counts."""
    yes, maybe = 0, 0
    low, high, severe_low, severe_high = work[0, count], work[1, count], work[severe, count], work[severe + 1, count]
    for j in range(first, count):
        same = work[0, j] == low and work[1, j] == high
        if same and work[severe, j] == severe_low and work[severe + 1, j] == severe_high:
            continue
        low, high, severe_low, severe_high = work[0, j], work[1, j], work[severe, j], work[severe + 1, j]
        eligible = int(work[2, j] == ELIGIBLE) + int(work[severe + 2, j] == ELIGIBLE)
        if eligible == 2:
            yes |= 1 << j
        elif eligible == 1:
            maybe |= 1 << j
    return yes, maybe

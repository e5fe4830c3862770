"""Plain rows: one drug under 21 U.S.C. § 841, every fact known and nothing rare. Most rows of most files.

They run through the same rules as any other. But here the rare facts are constants, so that the compiler leaves out what
cannot apply, and there is one reading instead of several. `mark_plain` says which rows these are; the rest are walked by
`kernels.compare_rows` and its neighbours, and the tests hold both against the interpreted rules.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from clemency.law import columns as C
from clemency.law.columns import Law
from clemency.law.compare import HIGHER, LOWER, SAME, days_of, in_months, state_of
from clemency.law.dates import GUIDELINES_FROM
from clemency.law.facts import S2D1_1, UNKNOWN, USC21_841, Facts
from clemency.law.guidelines.s1b1_1 import figures_within, statutory_limits
from clemency.law.guidelines.s1b1_11 import before
from clemency.law.guidelines.s2d1_1 import lacking
from clemency.law.guidelines.s4a1_1 import total_points
from clemency.law.kernels import Chain, loop, of, rule, then_and_now, touched
from clemency.law.remedies import ELIGIBLE, covered_by_section_404, outcome_of
from clemency.law.rows import (
    REMEDY_CLEMENCY_ONLY,
    REMEDY_COURT,
    REMEDY_NONE_FOUND,
    STATUS_HIGHER,
    STATUS_LOWER,
    STATUS_SAME,
    Answers,
    Array,
    Columns,
)
from clemency.law.statutes import usc18_3553f
from clemency.law.unknowns import history_of


@loop
def only(plain: Array, column: Array, value: float, begin: int, end: int) -> None:
    """Strike out the rows whose fact is another than this."""
    if len(column) == 1:
        if column[0] != value:
            plain[begin:end] = False
        return
    marks, facts = plain[begin:end], column[begin:end]
    for i in range(len(marks)):
        marks[i] &= facts[i] == value


@loop
def one_day_each(plain: Array, at: Columns, begin: int, end: int) -> None:
    """Strike out the rows whose days are spans, out of order, not given, or before there were guidelines."""
    whole = len(at.offense_last) > 1 and len(at.conviction_day) > 1
    if not whole or len(at.sentencing_first) == 1 or len(at.sentencing_last) == 1:
        plain[begin:end] = False  # one day for every row is rare, and not worth a second loop
        return
    marks = plain[begin:end]
    offense, last_offense = at.offense_first[begin:end], at.offense_last[begin:end]
    sentencing, last_sentencing = at.sentencing_first[begin:end], at.sentencing_last[begin:end]
    conviction = at.conviction_day[begin:end]
    for i in range(len(marks)):
        certain = (offense[i] == last_offense[i]) & (sentencing[i] == last_sentencing[i]) & (offense[i] != UNKNOWN)
        in_order = (offense[i] <= conviction[i]) & (conviction[i] <= sentencing[i])
        marks[i] &= certain & in_order & (sentencing[i] >= GUIDELINES_FROM)


@loop
def known(plain: Array, column: Array, begin: int, end: int) -> None:
    """Strike out the rows whose fact was not given."""
    if len(column) == 1:
        if column[0] == UNKNOWN:
            plain[begin:end] = False
        return
    marks, facts = plain[begin:end], column[begin:end]
    for i in range(len(marks)):
        marks[i] &= facts[i] != UNKNOWN


def mark_plain(law: Law, at: Columns, begin: int, end: int, plain: Array) -> None:
    """Which rows are plain: `plain[i]` for row `i`."""
    plain[begin:end] = True
    only(plain, at.statute, USC21_841, begin, end)
    only(plain, at.guideline, S2D1_1, begin, end)
    only(plain, at.named_tier, UNKNOWN, begin, end)
    only(plain, at.identity_offense, UNKNOWN, begin, end)
    only(plain, at.death, 0, begin, end)
    only(plain, at.armed_career_statute, 0, begin, end)
    only(plain, at.armed_career, 0, begin, end)
    only(plain, at.drug[1], C.NO_DRUG, begin, end)
    only(plain, at.protected_weight, 0, begin, end)
    only(plain, at.violence, 0, begin, end)
    only(plain, at.premises, 0, begin, end)
    only(plain, at.aggravating_factor, 0, begin, end)
    only(plain, at.minimal_factors, 0, begin, end)
    only(plain, at.meth_import, 0, begin, end)
    only(plain, at.fentanyl_marketing, 0, begin, end)
    only(plain, at.violent_points, 0, begin, end)
    only(plain, at.guns[0], 0, begin, end)
    only(plain, at.other_consecutive, 0.0, begin, end)
    known(plain, at.conspiracy, begin, end)
    known(plain, at.priors_851, begin, end)
    known(plain, at.serious_priors, begin, end)
    known(plain, at.similar_prior, begin, end)
    known(plain, at.level_given, begin, end)
    known(plain, at.weight[0], begin, end)
    known(plain, at.acceptance, begin, end)
    known(plain, at.points_total, begin, end)
    known(plain, at.status, begin, end)
    known(plain, at.recency, begin, end)
    known(plain, at.one_point_points, begin, end)
    known(plain, at.prior_3_point, begin, end)
    known(plain, at.prior_2_point_violent, begin, end)
    known(plain, at.zero_point_excluded, begin, end)
    known(plain, at.career_offender, begin, end)
    known(plain, at.safety_valve_conduct, begin, end)
    one_day_each(plain, at, begin, end)
    for i in range(begin, end):
        row = of(at.drug[0], i) * C.DRUG_WIDTH
        open_pure = (law.drugs[row + C.DRUG_HAS_PURE] > 0) & (of(at.pure[0], i) == UNKNOWN)
        open_units = (law.drugs[row + C.DRUG_COUNTED] > 0) & (of(at.units[0], i) == UNKNOWN)
        plain[i] &= (row != C.NO_DRUG) & ~open_pure & ~open_units


class _Score(NamedTuple):
    """What `history_of` reads."""

    category_given: int
    points_total: int
    violent_points: int
    status: int
    recency: int


@rule
def plain_facts(law: Law, at: Columns, i: int) -> Facts:
    """Complete facts of a plain row."""
    sentencing = of(at.sentencing_last, i)
    total, status, recency = of(at.points_total, i), of(at.status, i), of(at.recency, i)
    points = total
    if status + recency > 0:
        book = state_of(law, sentencing) * C.BOOK_WIDTH
        score: Any = _Score(UNKNOWN, total, 0, status, recency)
        _, total, points, status, recency = history_of(law, score, book, 0)
    return Facts(
        offense_day=of(at.offense_last, i),
        conviction_day=of(at.conviction_day, i),
        sentencing_day=sentencing,
        statute=USC21_841,
        other_offense=0,
        conspiracy=of(at.conspiracy, i),
        stated_minimum=0.0,
        stated_maximum=-1.0,
        priors_851=of(at.priors_851, i),
        serious_priors=of(at.serious_priors, i),
        death=0,
        similar_prior=0,
        armed_career_statute=0,
        guideline=S2D1_1,
        level_given=0,
        drug=(of(at.drug[0], i), 0, 0, 0, 0, 0),
        weight=(of(at.weight[0], i), 0, 0, 0, 0, 0),
        pure=(max(of(at.pure[0], i), 0), 0, 0, 0, 0, 0),
        units=(max(of(at.units[0], i), 0), 0, 0, 0, 0, 0),
        charged=(of(at.charged[0], i), UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
        quantity_not_charged=0,
        protected_weight=0,
        weapon=of(at.weapon, i),
        violence=0,
        premises=0,
        aggravating_factor=0,
        minimal_factors=0,
        meth_import=0,
        fentanyl_marketing=0,
        other_characteristics=of(at.other_characteristics, i),
        aggravating_role=of(at.aggravating_role, i),
        mitigating_role=of(at.mitigating_role, i),
        obstruction=of(at.obstruction, i),
        other_chapter3=of(at.other_chapter3, i),
        acceptance=of(at.acceptance, i),
        category_given=0,
        points_total=total,
        points=points,
        status=status,
        recency=recency,
        violent_points=0,
        one_point_points=of(at.one_point_points, i),
        prior_3_point=of(at.prior_3_point, i),
        prior_2_point_violent=of(at.prior_2_point_violent, i),
        zero_point_excluded=of(at.zero_point_excluded, i),
        career_offender=of(at.career_offender, i),
        armed_career=0,
        safety_valve_conduct=of(at.safety_valve_conduct, i),
        guns=(0, 0, 0, 0, 0, 0, 0, 0),
        gun_prior=0,
        other_consecutive=0.0,
        imposed=of(at.imposed, i),
    )


def plain_rows(law: Law, at: Columns, begin: int, end: int, now: int, plain: Array, out: Answers) -> None:
    """Then and now of each plain row, and its status."""
    for i in range(begin, end):
        if not plain[i]:
            continue
        facts = plain_facts(law, at, i)
        each = then_and_now(law, facts, now)
        out.then_low_least[i] = out.then_low_most[i] = each.then_low
        out.then_high_least[i] = out.then_high_most[i] = each.then_high
        out.now_low_least[i] = out.now_low_most[i] = each.now_low
        out.now_high_least[i] = out.now_high_most[i] = each.now_high
        out.then_minimum_least[i] = out.then_minimum_most[i] = each.then_minimum
        out.now_minimum_least[i] = out.now_minimum_most[i] = each.now_minimum
        bottom = in_months(each.now_low)
        out.bottom_least[i] = out.bottom_most[i] = bottom
        out.difference_least[i] = out.difference_most[i] = bottom - in_months(each.then_low)
        out.valve_then[i], out.valve_now[i] = each.then_valve, each.now_valve
        out.status[i] = STATUS_LOWER + each.way - LOWER
        out.end_book[0][i] = each.then_book
        without = lacking(law, facts, each.then_book)
        if without == 0:
            without = lacking(law, facts, now * C.BOOK_WIDTH)
        out.lacking[i] = without


assert (SAME - LOWER, HIGHER - LOWER) == (STATUS_SAME - STATUS_LOWER, STATUS_HIGHER - STATUS_LOWER)


def plain_remedies(law: Law, chain: Chain, at: Columns, begin: int, end: int, plain: Array, out: Answers) -> None:
    """What a court can still do for each plain row, from the range that `plain_rows` found."""
    for i in range(begin, end):
        if not plain[i]:
            continue
        motions = _motions(
            law, chain, plain_facts(law, at, i), out.end_book[0][i], out.then_low_least[i], out.then_high_least[i]
        )
        out.motions[i] = motions
        out.remedy[i] = REMEDY_NONE_FOUND
        if motions != 0:
            out.remedy[i] = REMEDY_COURT
        elif out.status[i] == STATUS_LOWER:
            out.remedy[i] = REMEDY_CLEMENCY_ONLY


@rule
def _motions(law: Law, chain: Chain, facts: Facts, governed: int, then_low: float, then_high: float) -> int:
    """The amendments a court can apply, and § 404: bits. Amendments are put in place one on top of the other.

    governed: the offset of the edition that governed, with its range.
    """
    count = len(chain.acts)
    days = days_of(law, facts)
    own = governed // C.BOOK_WIDTH
    first = chain.after[own]
    low, high, found = then_low, then_high, 0
    limits = statutory_limits(law, facts, days)
    book: Any = 0
    for j in range(first, count):
        book = chain.ready[own] + (j - first) * C.BOOK_WIDTH
        if not touched(law, chain, j, facts, book):
            continue
        points = total_points(law, facts, book)
        valve = usc18_3553f.applies(law, facts, days, points)
        new = figures_within(law, facts, days, book, limits, points, valve)
        moves = new.low != low or new.high != high
        low, high = new.low, new.high
        outcome = outcome_of(before(low, high, then_low, then_high), low, facts.imposed)
        if moves and outcome == ELIGIBLE:
            found |= 1 << j
    if chain.section_404 and covered_by_section_404(law, facts, days, chain.fair_sentencing):
        found |= 1 << count
    return found

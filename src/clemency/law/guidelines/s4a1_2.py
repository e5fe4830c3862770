"""USSG §§4A1.1, 4A1.2: criminal history points from prior sentences, by the Manual of a day.

Lengths, windows back from the commencement of the offense, sentences before age 18, revocations, petty offenses, and what
is one sentence: "related cases" until 2007-10-31 (same occasion, common plan, or consolidated; since 1991-11-01 not where
an arrest came between), from 2007-11-01 the same charging instrument or the same day of sentence, unless an arrest came
between (amend. 709). Then status, recency and uncounted crimes of violence with their figures of the day.

Whether an offense is a crime of violence, petty, or similar, is a fact that the caller states. Departures under §4A1.3 are
the court's and are not computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from clemency.errors import CaseError
from clemency.law import tables
from clemency.law.custody.term import add_months
from clemency.law.dates import format_day, require_guidelines
from clemency.law.explain import CATEGORIES, Step

FIGURES = "guidelines/s4a1_2_figures"
PARAMETERS = "guidelines/parameters"
DAYS_A_MONTH = 30.0
NEVER_COUNTED = {
    "foreign": "§4A1.2(h)",
    "tribal": "§4A1.2(i)",
    "expunged": "§4A1.2(j)",
    "vacated": "§4A1.2, comment. (n.6)",
    "summary_court_martial": "§4A1.2(g)",
    "diversion": "§4A1.2(f)",
    "minor_infraction": "§4A1.2(c)(2)",
    "relevant_conduct": "§4A1.2(a)(1)",
}
"""Reasons for which a sentence is never counted, as `Prior.uncounted` names them. A diversion is one without a finding."""


@dataclass(frozen=True, slots=True)
class Prior:
    """One prior sentence. Days are ordinals; months of the stated maximum, without what was suspended.

    revoked_months: imposed on revocation, added (k). released: last release from that imprisonment. until: last day under
    the sentence, with probation or supervision. before_18, adult: the offense came before age 18; convicted as an adult.
    petty: an offense listed in (c)(1), or similar to one; similar: like the instant offense. probation_months: of a petty
    one. occasion, plan, consolidated, charge: names shared by sentences that have it in common. consecutive: runs after
    the others of its single sentence. violent: of a crime of violence. exact: the day of sentence is known to the day, so
    that it can be the same day as another's. maximum: of the offense of which the person was convicted, in months; served:
    months in prison under the sentence; convicted: the day of plea or verdict. found, found_not: what a court found or
    refused to find the offense to be, by the names of `prior_convictions.KINDS`. noticed: named in a notice under 21 U.S.C.
    § 851.
    """

    imposed: int
    months: float
    revoked_months: float = 0.0
    released: int | None = None
    until: int | None = None
    offense: int | None = None
    arrested: int | None = None
    before_18: bool = False
    adult: bool = True
    petty: bool = False
    similar: bool = False
    probation_months: float = 0.0
    uncounted: str = ""
    violent: bool = False
    occasion: str = ""
    plan: str = ""
    consolidated: str = ""
    charge: str = ""
    consecutive: bool = False
    exact: bool = True
    name: str = ""
    maximum: float | None = None
    served: float | None = None
    convicted: int | None = None
    found: tuple[str, ...] = ()
    found_not: tuple[str, ...] = ()
    noticed: bool = False

    @property
    def term(self) -> float:
        return self.months + self.revoked_months


@dataclass(frozen=True, slots=True)
class Counted:
    """One single sentence: the prior sentences in it, its points under (a) to (c), and why so many."""

    priors: tuple[Prior, ...]
    points: int
    reason: str
    citation: str


@dataclass(frozen=True, slots=True)
class Score:
    """The criminal history score. points: of (a) to (c). violent: uncounted crimes of violence, before their limit."""

    counted: tuple[Counted, ...]
    points: int
    one_point_points: int
    status: bool
    recency: bool
    violent: int
    total: int
    category: int
    steps: tuple[Step, ...]


def score(
    priors: Sequence[Prior],
    began: int,
    ended: int,
    day: int,
    status: bool | None = None,
    recency: bool | None = None,
) -> Score:
    """Points and category under the Manual of `day`.

    began, ended: of the instant offense, relevant conduct included. status, recency: found by the court; without them
    they follow from `until` and `released`. Raises CaseError on days that cannot be.
    """
    require_guidelines(day, "the day for §4A1.1")
    if ended < began:
        raise CaseError(f"the offense ended {format_day(ended)} before it began {format_day(began)}. Check both days.")
    for prior in priors:
        _check(prior)
    counted = [_count(group, began, day) for group in singles(priors, day)]
    counted = _limit_ones(counted, day)
    points = sum(each.points for each in counted)
    ones = sum(1 for each in counted if each.points == 1)
    under = _under_sentence(counted, began, ended) if status is None else status
    recent = _recently_released(counted, began, day) if recency is None else recency
    violent = sum(_violent_without_points(each, day) for each in counted)
    return _total(tuple(counted), points, ones, under, recent, violent, day)


def singles(priors: Sequence[Prior], day: int) -> list[tuple[Prior, ...]]:
    """The prior sentences, those that count as one together, in the order they were imposed."""
    ordered = sorted(priors, key=lambda prior: prior.imposed)
    found: list[list[Prior]] = []
    for prior in ordered:
        for group in found:
            if any(_one_sentence(other, prior, day) for other in group):
                group.append(prior)
                break
        else:
            found.append([prior])
    return [tuple(group) for group in found]


def _one_sentence(earlier: Prior, later: Prior, day: int) -> bool:
    if earlier.uncounted or later.uncounted:
        return False
    if _figure("intervening_arrest_separates", day) and _arrest_between(earlier, later):
        return False
    same_charge = bool(earlier.charge) and earlier.charge == later.charge
    if _figure("single_by_charge_or_day", day):
        same_day = earlier.imposed == later.imposed and earlier.exact and later.exact
        return same_charge or same_day
    shared = [(a.occasion, a.plan, a.consolidated) for a in (earlier, later)]
    return same_charge or any(a and a == b for a, b in zip(*shared, strict=True))


def _arrest_between(one: Prior, other: Prior) -> bool:
    """Whether the person was arrested for one offense before committing the other."""
    for first, second in ((one, other), (other, one)):
        if first.arrested is not None and second.offense is not None and first.arrested <= second.offense:
            return True
    return False


def _count(group: tuple[Prior, ...], began: int, day: int) -> Counted:
    """Points of one single sentence, those of its members that lie in their window taken together."""
    if group[0].uncounted:
        return Counted(group, 0, f"never counted: {group[0].uncounted}", f"USSG {NEVER_COUNTED[group[0].uncounted]}")
    if all(_too_petty(prior, day) for prior in group):
        return Counted(group, 0, "a petty offense with a short sentence, not similar to this one", "USSG §4A1.2(c)(1)")
    countable = [prior for prior in group if not _too_petty(prior, day)]
    if any(prior.before_18 for prior in countable):
        return _count_before_18(group, countable, began, day)
    term = _length(countable)
    points, reason, citation = _by_length(term, day)
    long = points == 3
    window = "window_months_long" if long else "window_months_other"
    since = add_months(began, -int(_figure(window, day)))
    last = max((prior.released or prior.imposed) if long else prior.imposed for prior in countable)
    if last < since:
        kind = "last served" if long else "imposed"
        return Counted(
            group, 0, f"{kind} before {format_day(since)}, {_figure(window, day) / 12:.0f} years back", "USSG §4A1.2(e)"
        )
    return Counted(group, points, reason, citation)


def _count_before_18(group: tuple[Prior, ...], countable: list[Prior], began: int, day: int) -> Counted:
    """(d): an adult sentence over thirteen months as any other; else only by confinement or sentence in five years."""
    term = _length(countable)
    if all(prior.adult for prior in countable) and term > _figure("three_points_over_months", day):
        since = add_months(began, -int(_figure("window_months_long", day)))
        if max(prior.released or prior.imposed for prior in countable) >= since:
            return Counted(group, 3, "before age 18, an adult sentence over 13 months", "USSG §4A1.2(d)(1)")
        return Counted(group, 0, f"last served before {format_day(since)}, 15 years back", "USSG §4A1.2(e)")
    since = add_months(began, -int(_figure("window_months_before_18", day)))
    confined = [prior for prior in countable if prior.released is not None and prior.released >= since]
    if confined and _length(confined) >= _figure("two_points_from_months", day):
        return Counted(group, 2, "before age 18, released from 60 days or more within 5 years", "USSG §4A1.2(d)(2)(A)")
    if max(prior.imposed for prior in countable) >= since:
        return Counted(group, 1, "before age 18, imposed within 5 years", "USSG §4A1.2(d)(2)(B)")
    return Counted(group, 0, f"before age 18, and before {format_day(since)}, 5 years back", "USSG §4A1.2(d)(2)")


def _by_length(term: float, day: int) -> tuple[int, str, str]:
    if term > _figure("three_points_over_months", day):
        return 3, "over 13 months", "USSG §4A1.1(a)"
    if term >= _figure("two_points_from_months", day):
        return 2, "at least 60 days", "USSG §4A1.1(b)"
    return 1, "any other sentence", "USSG §4A1.1(c)"


def _length(group: Sequence[Prior]) -> float:
    """The longest of concurrent sentences and, on top of it, those that run consecutively."""
    concurrent = [prior.term for prior in group if not prior.consecutive]
    return max(concurrent, default=0.0) + sum(prior.term for prior in group if prior.consecutive)


def _too_petty(prior: Prior, day: int) -> bool:
    if not prior.petty or prior.similar:
        return False
    long_probation = prior.probation_months >= 12 and (
        prior.probation_months > 12 or _figure("petty_probation_least_days", day) <= 365
    )
    return not long_probation and prior.term * DAYS_A_MONTH < _figure("petty_imprisonment_least_days", day)


def _limit_ones(counted: list[Counted], day: int) -> list[Counted]:
    """(c): at most four one-point sentences; the latest imposed keep their point."""
    most = int(_figure("most_one_point_sentences", day))
    ones = [each for each in counted if each.points == 1]
    dropped = {id(each) for each in ones[: max(len(ones) - most, 0)]}
    return [
        Counted(each.priors, 0, f"one-point sentences count {most} at most", "USSG §4A1.1(c)")
        if id(each) in dropped
        else each
        for each in counted
    ]


def _under_sentence(counted: list[Counted], began: int, ended: int) -> bool:
    """Whether any part of the offense came while under a counted sentence."""
    return any(
        prior.until is not None and prior.imposed <= ended and prior.until >= began
        for each in counted
        if each.points
        for prior in each.priors
    )


def _recently_released(counted: list[Counted], began: int, day: int) -> bool:
    """Whether the offense came less than two years after release on a sentence of two or three points."""
    since = add_months(began, -int(_figure("recency_months", day)))
    return any(
        prior.released is not None and since < prior.released
        for each in counted
        if each.points >= 2
        for prior in each.priors
    )


def _violent_without_points(single: Counted, day: int) -> int:
    """Crimes of violence in a single sentence that brought no points of their own.

    Until 2007 only beside another crime of violence and not from the same occasion; since then beside any sentence.
    """
    violent = [prior for prior in single.priors if prior.violent]
    if len(single.priors) < 2 or not single.points or not violent:
        return 0
    longest = max((prior for prior in single.priors if not prior.consecutive), key=lambda p: p.term, default=None)
    alone = _by_length(longest.term, day)[0] if longest else 0
    if single.points > alone:
        violent = [prior for prior in violent if not prior.consecutive]  # what ran consecutively brought the points
    holds_points = any(prior.violent for prior in single.priors if longest and prior.term == longest.term)
    if _figure("single_by_charge_or_day", day):
        return max(len(violent) - int(holds_points), 0)
    occasions = {prior.occasion or f"{number}" for number, prior in enumerate(violent)}
    return max(len(occasions) - 1, 0)


def _total(
    counted: tuple[Counted, ...], points: int, ones: int, under: bool, recent: bool, violent: int, day: int
) -> Score:
    steps = [Step(_named(each), f"{each.points}", each.reason, each.citation, each.points > 0) for each in counted]
    more = min(violent, int(_parameter("violent_uncounted_max", day)))
    steps.append(Step("crimes of violence without points", f"{more}", f"{violent} found", "USSG §4A1.1", more > 0))
    status_points = 0
    if under and points + more >= _parameter("status_needs_points", day):
        status_points = int(_parameter("status_points", day))
    steps.append(
        Step("under a sentence", f"{status_points}", "yes" if under else "no", "USSG §4A1.1", status_points > 0)
    )
    name = "recency_points_with_status" if status_points else "recency_points"
    recency_points = int(_parameter(name, day)) if recent else 0
    steps.append(
        Step("recent release", f"{recency_points}", "yes" if recent else "no", "USSG §4A1.1(e)", recency_points > 0)
    )
    total = points + more + status_points + recency_points
    category = 1 + sum(total >= _parameter(f"category_{name}_from", day) for name in ("ii", "iii", "iv", "v", "vi"))
    steps.append(Step("category", CATEGORIES[category], f"{total} points", "USSG ch. 5 pt. A", True))
    return Score(counted, points, ones, under, recent, violent, total, category, tuple(steps))


def _named(single: Counted) -> str:
    names = ", ".join(prior.name or format_day(prior.imposed) for prior in single.priors)
    return f"sentence {names}" if len(single.priors) == 1 else f"single sentence {names}"


def _check(prior: Prior) -> None:
    if prior.uncounted and prior.uncounted not in NEVER_COUNTED:
        raise CaseError(
            f"the sentence of {format_day(prior.imposed)}: {prior.uncounted!r} is not a reason for which a sentence is "
            f"never counted. Write one of {', '.join(NEVER_COUNTED)}."
        )
    if prior.offense is not None and prior.imposed < prior.offense:
        raise CaseError(
            f"the sentence of {format_day(prior.imposed)} came before its offense of {format_day(prior.offense)}. Check both."
        )
    if prior.released is not None and prior.released < prior.imposed and prior.arrested is None:
        raise CaseError(
            f"release on {format_day(prior.released)} came before the sentence of {format_day(prior.imposed)}. Check both."
        )


def _figure(name: str, day: int) -> float:
    return _value(FIGURES, "figure", name, day)


def _parameter(name: str, day: int) -> float:
    return _value(PARAMETERS, "parameter", name, day)


def _value(table: str, column: str, name: str, day: int) -> float:
    for row in _rows(table, column)[name]:
        if row.in_force(day):
            return float(row["value"])
    raise CaseError(f"{name} on {format_day(day)}: {table} has no row.")


@cache
def _rows(table: str, column: str) -> dict[str, list[tables.Row]]:
    found: dict[str, list[tables.Row]] = {}
    for row in tables.load(table):
        found.setdefault(row[column], []).append(row)
    return found

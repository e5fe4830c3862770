"""USSG §5G1.2: total punishment divided over several counts.

(a) counts that a statute makes consecutive (18 U.S.C. §§ 924(c), 1028A) are imposed apart. (b) The total punishment, from
the range of the combined level as minimums and maximums of the counts restrict it, is imposed on each other count, as far
as its maximum allows. (c) Concurrent, where the count with the highest maximum is enough; (d) else consecutive, only as
far as needed. (e), a career offender with § 924(c), takes the § 924(c) terms out of the total (from 2002-11-01).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clemency.errors import CaseError
from clemency.law.facts import LIFE


@dataclass(frozen=True, slots=True)
class CountLimits:
    """What the statute of a count allows, in months. consecutive: (a), with `minimum` as the term that must be added."""

    name: str
    minimum: float
    maximum: float
    consecutive: bool = False


@dataclass(frozen=True, slots=True)
class Imposed:
    """A sentence on one count: months, and how many of them run after the counts before it."""

    name: str
    months: float
    runs_after: float


@dataclass(frozen=True, slots=True)
class Punishment:
    """The sentences of the counts and what they come to together. reached: whether the counts can carry the total."""

    counts: tuple[Imposed, ...]
    together: float
    reached: bool


def restricted_range(low: float, high: float, counts: Sequence[CountLimits]) -> tuple[float, float]:
    """(b), note 3(B): the range of all counts under the greatest minimum and what the maximums together allow.

    A minimum above the range is the guideline sentence on all counts; one within it lifts its bottom. The maximums cut the
    range only where all of them, run one after another, fall short of it.
    """
    grouped = [count for count in counts if not count.consecutive]
    least = max((count.minimum for count in grouped), default=0.0)
    most = sum(count.maximum for count in grouped)
    low, high = max(low, least), max(high, least)
    return min(low, most), min(high, most)


def total_punishment(total: float, counts: Sequence[CountLimits]) -> Punishment:
    """(a) to (d): `total` months over the counts, and the consecutive terms after it. Raises CaseError without counts."""
    grouped = sorted((count for count in counts if not count.consecutive), key=lambda count: -count.maximum)
    apart = [count for count in counts if count.consecutive]
    if not grouped and not apart:
        raise CaseError("total punishment: no count was given. Give each count with its minimum and maximum.")
    imposed: list[Imposed] = []
    carried = 0.0
    for count in grouped:
        months = min(max(total, count.minimum), count.maximum)
        after = 0.0
        if imposed and carried < total:
            after = min(total - carried, months)
        imposed.append(Imposed(count.name, months, after))
        carried = max(carried, months) if len(imposed) == 1 else carried + after
    reached = not grouped or carried >= total
    together = carried
    for count in apart:
        imposed.append(Imposed(count.name, count.minimum, count.minimum))
        together += count.minimum
    return Punishment(tuple(imposed), together, reached)


def career_total(total: float, counts: Sequence[CountLimits]) -> Punishment:
    """(e): a total under §4B1.1(c) over the counts; the § 924(c) terms are part of it, and rise where it needs them to."""
    gun = [count for count in counts if count.consecutive]
    others = [count for count in counts if not count.consecutive]
    if not gun:
        raise CaseError("§5G1.2(e) needs a count under 18 U.S.C. § 924(c). Mark it as consecutive.")
    minimums = sum(count.minimum for count in gun)
    most_of_others = sum(count.maximum for count in others)
    rest = min(max(total - minimums, max((count.minimum for count in others), default=0.0)), most_of_others)
    inner = total_punishment(rest, others) if others else Punishment((), 0.0, True)
    lacking = 0.0 if total == LIFE else max(total - inner.together - minimums, 0.0)
    imposed = list(inner.counts)
    for number, count in enumerate(gun):
        months = count.minimum + (lacking if number == 0 else 0.0)
        months = min(months, count.maximum)
        imposed.append(Imposed(count.name, months, months))
    together = inner.together + sum(each.months for each in imposed[len(inner.counts) :])
    return Punishment(tuple(imposed), together, together >= total)

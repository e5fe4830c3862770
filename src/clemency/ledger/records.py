"""Largest day, longest gap, most in a term: superlatives with their rule, their day of speaking and the runner-up.

A superlative holds only as of a day, only among the grants the record holds, and only for individual acts: class
proclamations and the programme of 1974-75 (Presidential Clemency Board) are outside every rule here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from clemency.ledger.counting import RULES, Where, fiscal_year, gap_words, gaps_for, select
from clemency.ledger.model import Grant, Record

_INDIVIDUAL = "individual acts only, class proclamations excluded"


@dataclass(frozen=True, slots=True)
class Place:
    """One place in a ranking. ``first`` and ``last`` bound the stretch of days it is about."""

    value: int
    label: str
    first: date
    last: date
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Superlative:
    """The best places under one rule, best first; the second is the runner-up. Ties stand in order of day."""

    key: str
    title: str
    rule: str
    unit: str
    places: tuple[Place, ...]
    not_held: tuple[str, ...]

    def as_json(self, top: int = 5) -> dict[str, Any]:
        """Plain values of the first places."""
        return {
            "key": self.key,
            "title": self.title,
            "rule": self.rule,
            "unit": self.unit,
            "places": [
                {"value": p.value, "label": p.label, "first": p.first.isoformat(), "last": p.last.isoformat()}
                for p in self.places[:top]
            ],
            "not_held": list(self.not_held),
        }


@dataclass(frozen=True, slots=True)
class Rank:
    """Where one day stands among all days under a rule. ``tied`` counts the other days with the same value."""

    day: date
    value: int
    rank: int
    of: int
    tied: int
    rule: str
    next_best: Place | None  # the largest other day
    not_held: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values; ``value`` is the rank itself, ``count`` the day's grants."""
        return {
            "value": self.rank,
            "of_days": self.of,
            "count": self.value,
            "tied_with": self.tied,
            "rule": self.rule,
            "runner_up": None
            if self.next_best is None
            else {"value": self.next_best.value, "day": self.next_best.first.isoformat()},
            "not_held": list(self.not_held),
        }


def days_ranked(record: Record, where: Where, rule: str = "grants") -> list[Place]:
    """Every day with a grant the rule counts, largest first; equal days in order of date."""
    groups: dict[date, list[str]] = {}
    for grant in _counted(record, where, rule):
        day = grant.signed_on if where.day == "signed" else grant.announced_on
        groups.setdefault(day, []).append(grant.id)
    places = [Place(len(rows), day.isoformat(), day, day, tuple(rows)) for day, rows in groups.items()]
    return sorted(places, key=lambda place: (-place.value, place.first))


def rank_of_day(record: Record, day: date, where: Where, rule: str = "grants") -> Rank:
    """Where a day stands among all days the question reaches. A day without a counted grant ranks behind all."""
    places = days_ranked(record, where, rule)
    value = next((place.value for place in places if place.first == day), 0)
    others = [place for place in places if place.first != day]
    return Rank(
        day=day,
        value=value,
        rank=1 + sum(place.value > value for place in others),
        of=len(places),
        tied=sum(place.value == value for place in others),
        rule=day_rule(record, where, rule),
        next_best=others[0] if others else None,
        not_held=tuple(gap_words(gap) for gap in gaps_for(record, where)),
    )


def day_rule(record: Record, where: Where, rule: str) -> str:
    """The rule of a ranking of days as a sentence."""
    whose = record.presidents[where.president].name if where.president else "all presidents in the record"
    when = f", to {where.until}" if where.until else ""
    return f"{rule.replace('_', ' ')} with the same {where.day} day; {_INDIVIDUAL}; {whose}{when}"


def superlatives(record: Record, where: Where) -> list[Superlative]:
    """All superlatives for the grants a question reaches, each with its rule."""
    found = [
        _days(record, where, "grants", "largest_day", "Most grants on one day"),
        _days(record, where, "commutations", "largest_day_commutations", "Most commutations on one day"),
        _days(record, where, "pardons", "largest_day_pardons", "Most pardons on one day"),
        longest_gap(record, where),
        longest_wait_for_first(record, where),
        _groups(record, where, "most_in_term", "Most grants in a term", lambda g: g.term),
        _groups(record, where, "most_by_president", "Most grants by one president", lambda g: g.president),
        _groups(record, where, "most_in_year", "Most grants in a calendar year", lambda g: str(g.signed_on.year)),
        _groups(
            record,
            where,
            "most_in_fiscal_year",
            "Most grants in a fiscal year",
            lambda g: f"FY{fiscal_year(g.signed_on)}",
        ),
        by_statistics(record, "commutations", where),
        by_statistics(record, "pardons", where),
    ]
    return [superlative for superlative in found if superlative.places]


def _counted(record: Record, where: Where, rule: str) -> list[Grant]:
    test = RULES[rule].test
    return [grant for grant in select(record, where) if test(grant)]


def _not_held(record: Record, where: Where) -> tuple[str, ...]:
    return tuple(gap_words(gap) for gap in gaps_for(record, where))


def _days(record: Record, where: Where, rule: str, key: str, title: str) -> Superlative:
    places = tuple(days_ranked(record, where, rule))
    return Superlative(key, title, day_rule(record, where, rule), "grants", places, _not_held(record, where))


def _groups(record: Record, where: Where, key: str, title: str, of: Callable[[Grant], str]) -> Superlative:
    members: dict[str, list[Grant]] = {}
    for grant in select(record, where):
        members.setdefault(of(grant), []).append(grant)
    places = [
        Place(
            len(grants),
            label,
            min(g.signed_on for g in grants),
            max(g.signed_on for g in grants),
            tuple(g.id for g in grants),
        )
        for label, grants in members.items()
    ]
    places.sort(key=lambda place: (-place.value, place.first))
    rule = f"grants in effect by signed day; {_INDIVIDUAL}"
    return Superlative(key, title, rule, "grants", tuple(places), _not_held(record, where))


def longest_gap(record: Record, where: Where) -> Superlative:
    """The longest stretches without a grant between two grants of one president, in days between the signed days."""
    by_president: dict[str, list[date]] = {}
    for grant in select(record, where):
        by_president.setdefault(grant.president, []).append(grant.signed_on)
    places = [
        Place((last - first).days, _name(record, key), first, last)
        for key, days in by_president.items()
        for first, last in pairwise(sorted(set(days)))
        if _same_service(record, key, first, last)
    ]
    places.sort(key=lambda place: (-place.value, place.first))
    rule = (
        "days between two neighbouring signed days of one president; a gap in the record can pass for a gap in grants"
    )
    return Superlative(
        "longest_gap", "Longest gap between grants", rule, "days", tuple(places), _not_held(record, where)
    )


def _same_service(record: Record, president: str, first: date, last: date) -> bool:
    """False where the president was out of office in between: that is no gap in grants."""
    if president not in record.presidents:
        return True
    ends = [term.ends for term in record.presidents[president].terms]
    starts = [term.starts for term in record.presidents[president].terms]
    return not any(
        end is not None and first <= end < last and not any(end <= start <= end + timedelta(days=1) for start in starts)
        for end in ends
    )


def longest_wait_for_first(record: Record, where: Where) -> Superlative:
    """Days from taking office to the first grant, longest first; only presidents whose first days the record covers."""
    first: dict[str, date] = {}
    for grant in select(record, where):
        day = first.get(grant.president)
        if day is None or grant.signed_on < day:
            first[grant.president] = grant.signed_on
    places = []
    for key, day in first.items():
        president = record.presidents.get(key)
        if president is None or not president.terms:
            continue
        starts = president.terms[0].starts
        if (day - starts).days >= 0 and not record.coverage.gaps_touching(starts, day, key, where.kind):
            places.append(Place((day - starts).days, president.name, starts, day))
    places.sort(key=lambda place: (-place.value, place.first))
    rule = (
        "days from the start of the first term to the first signed day; presidents with a known gap before it left out"
    )
    return Superlative(
        "longest_wait", "Longest wait for the first grant", rule, "days", tuple(places), _not_held(record, where)
    )


def statistics_by_president(record: Record, measure: str, until: date | None = None) -> dict[str, Place]:
    """The Pardon Attorney's fiscal-year figures added up for each president: that office's claim, not our count.

    until: only fiscal years that had ended by then.
    """
    sums: Counter[str] = Counter()
    days: dict[str, list[date]] = {}
    for claim in record.claims:
        if claim.period != "fiscal year" or claim.measure != measure or claim.value is None:
            continue
        if until is None or claim.as_of <= until:
            sums[claim.president] += claim.value
            days.setdefault(claim.president, []).append(claim.as_of)
    return {key: Place(total, _name(record, key), min(days[key]), max(days[key])) for key, total in sums.items()}


def _name(record: Record, key: str) -> str:
    return record.presidents[key].name if key in record.presidents else key


def by_statistics(record: Record, measure: str, where: Where) -> Superlative:
    """Presidents by the office's own statistics, which reach back to 1900."""
    places = list(statistics_by_president(record, measure, where.until).values())
    places.sort(key=lambda place: (-place.value, place.first))
    rule = f"the Pardon Attorney's statistics, {measure} by fiscal year, added up for each president; not our rows"
    return Superlative(
        f"statistics_{measure}",
        f"Most {measure} by one president, official statistics",
        rule,
        measure,
        tuple(places),
        (),
    )

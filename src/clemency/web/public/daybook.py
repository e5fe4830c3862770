"""The brief of any day without walking the whole record: sums by day, made once.

`clemency.briefs.day.day_brief` counts over all grants, which takes a second where the record is large. Here the day's
own grants go through it, and what it says of the time before (running totals, ranks, pace) is put right from the sums.
A test holds the two equal on every day of the record; only the lists of rows behind running totals are left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate

from clemency.briefs.day import KINDS, Change, DayBrief, Share, day_brief
from clemency.ledger.counting import RULES, Figure, Where, count_among, gap_words, gaps_for
from clemency.ledger.model import Grant, Record
from clemency.ledger.records import Place, Rank, day_rule

_SUMMED = (*KINDS, "grants", "life_sentences", "drug_offenses")


class _Sum:
    """A count through time: what was known at the end of each day."""

    def __init__(self, changes: Iterable[tuple[date, int]]) -> None:
        by_day = Counter[date]()
        for day, change in changes:
            by_day[day] += change
        self.days = sorted(by_day)
        self.sums = list(accumulate(by_day[day] for day in self.days))

    def at(self, day: date) -> int:
        place = bisect_right(self.days, day)
        return self.sums[place - 1] if place else 0


def _changes(grant: Grant) -> list[tuple[date, int]]:
    """The days from which a grant counts, and from which it counts no more, as the public knew it."""
    changes: list[tuple[date, int]] = []
    counts = False
    for entry in grant.history:
        now = entry.status in ("effective", "amended")
        if now != counts:
            changes.append((max(grant.signed_on, entry.known_on), 1 if now else -1))
            counts = now
    return changes


class Daybook:
    """Sums over one record."""

    def __init__(self, record: Record) -> None:
        self.record = record
        yes: dict[tuple[str, str], list[tuple[date, int]]] = {}
        unknown: dict[tuple[str, str], list[tuple[date, int]]] = {}
        self.announced: dict[date, list[Grant]] = {}
        # Grants that count from the day they were signed, by president and day; the few others are asked one by one.
        self.plain: dict[str, Counter[date]] = {}
        self.others: list[Grant] = []
        for grant in record.grants:
            self.announced.setdefault(grant.announced_on, []).append(grant)
            changes = _changes(grant)
            if changes == [(grant.signed_on, 1)]:
                self.plain.setdefault(grant.president, Counter())[grant.signed_on] += 1
            else:
                self.others.append(grant)
            for rule in _SUMMED:
                answer = RULES[rule].test(grant)
                if answer is not False:
                    (yes if answer else unknown).setdefault((grant.president, rule), []).extend(changes)
        self.yes = {key: _Sum(changes) for key, changes in yes.items()}
        self.unknown = {key: _Sum(changes) for key, changes in unknown.items()}

    def brief(self, day: date, president: str) -> DayBrief:
        """What `day_brief` says of the day, by the signed day."""
        record = self.record
        that_day = record.grants_by_day.get(day, ())
        if not any(g.president == president and g.effective(day) for g in that_day):
            return day_brief(record, day, president)  # signed then, made public later: rare, and told differently
        near = {g.id: g for g in (*that_day, *self.announced.get(day, ()))}
        small = replace(record, grants=tuple(sorted(near.values(), key=lambda grant: grant.signed_on)))
        brief = day_brief(small, day, president)
        eve = day - timedelta(days=1)
        to_date = Where(president=president, until=day, known_on=day)
        before = replace(to_date, until=eve, known_on=eve)

        def change(rule: str, on_the_day: Figure) -> Change:
            return Change(self._figure(before, rule, eve), on_the_day, self._figure(to_date, rule, day))

        granted = [g for g in that_day if g.president == president and g.effective(day)]
        at = replace(to_date, since=day)
        totals = {rule: change(rule, count_among(record, RULES[rule], at, granted)) for rule in (*KINDS, "grants")}
        return replace(
            brief,
            totals={n: c for n, c in totals.items() if c.after.value or n in ("commutations", "pardons", "grants")},
            life=change("life_sentences", brief.life.that_day),
            drug_total=Share(self._figure(to_date, "drug_offenses", day), totals["grants"].after.value),
            ranks={
                "presidency": self._rank(day, to_date),
                "record": self._rank(day, replace(to_date, president="")),
            },
            pace=self._pace(brief, day, president, totals["grants"].after.value),
        )

    def _figure(self, where: Where, rule: str, day: date) -> Figure:
        empty = count_among(self.record, RULES[rule], where, ())
        key = where.president, rule
        value = self.yes[key].at(day) if key in self.yes else 0
        return replace(empty, value=value, unknown=self.unknown[key].at(day) if key in self.unknown else 0)

    def _by_day(self, day: date, president: str) -> Counter[date]:
        """Grants by signed day, to that day, as known at its end."""
        found: Counter[date] = Counter()
        for who, days in self.plain.items():
            if not president or who == president:
                for signed, number in days.items():
                    if signed <= day:
                        found[signed] += number
        for grant in self.others:
            if (not president or grant.president == president) and grant.signed_on <= day and grant.effective(day):
                found[grant.signed_on] += 1
        return found

    def _rank(self, day: date, where: Where) -> Rank:
        counts = self._by_day(day, where.president)
        value = counts.pop(day, 0)
        best = min(counts, key=lambda d: (-counts[d], d), default=None)
        return Rank(
            day=day,
            value=value,
            rank=1 + sum(n > value for n in counts.values()),
            of=len(counts) + bool(value),
            tied=sum(n == value for n in counts.values()),
            rule=day_rule(self.record, where, "grants"),
            next_best=None if best is None else Place(counts[best], best.isoformat(), best, best),
            not_held=tuple(gap_words(gap) for gap in gaps_for(self.record, where)),
        )

    def _pace(self, brief: DayBrief, day: date, president: str, total: int):
        if brief.pace is None:
            return None
        counts = self._by_day(day, president)

        def within(days: int) -> int:
            since = day - timedelta(days=days - 1)
            return sum(n for signed, n in counts.items() if signed >= since)

        spans = tuple(dict.fromkeys((words, days, within(days)) for words, days, _ in brief.pace.spans))
        return replace(brief.pace, total=total, spans=spans)

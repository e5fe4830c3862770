"""The brief of a day: what was granted, from rows, each figure with its rule; as known at the end of that day.

`day_brief` gathers the figures; `day_text` puts them into words. Nothing here ranks people: the list of names stands in
alphabetical order, and a projection is an interval that says it is one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from clemency.errors import InputError
from clemency.ledger.counting import (
    RULES,
    DayMeaning,
    Figure,
    Where,
    count,
    count_among,
    gap_words,
    gaps_for,
    people,
    select,
)
from clemency.ledger.model import Act, Grant, Record
from clemency.ledger.questions import district_name, name_words, state_of
from clemency.ledger.records import Rank, rank_of_day

KINDS = ("commutations", "pardons", "remissions", "reprieves")


@dataclass(frozen=True, slots=True)
class Change:
    """A running total before the day and after it, under one rule."""

    before: Figure
    that_day: Figure
    after: Figure

    @property
    def times(self) -> float | None:
        """After over before, to two places; None if there was nothing before."""
        return round(self.after.value / self.before.value, 2) if self.before.value else None


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the day's grants. ``low`` and ``high`` are percent; they part where the record cannot say."""

    part: Figure
    whole: int

    @property
    def low(self) -> float:
        return round(100 * self.part.value / self.whole, 1) if self.whole else 0.0

    @property
    def high(self) -> float:
        return round(100 * (self.part.value + self.part.unknown) / self.whole, 1) if self.whole else 0.0


@dataclass(frozen=True, slots=True)
class Pace:
    """How many grants a day, over three stretches, and what each would add by the end of the term.

    A projection, not a forecast: it carries a past pace on to the end of the term and knows nothing else.
    """

    days_left: int
    term_ends: date
    total: int
    spans: tuple[tuple[str, int, int], ...]  # words, days, grants in them

    def projected(self) -> tuple[int, int] | None:
        """Lowest and highest total at the end of the term under the paces measured; None without one."""
        ends = [self.total + round(granted / days * self.days_left) for _, days, granted in self.spans if days]
        return (min(ends), max(ends)) if ends else None


@dataclass(frozen=True, slots=True)
class TermsOfGrant:
    """What the day's commutations do, as their printed terms were read."""

    at_once: int  # to time served, or ending on the day itself
    on_dates: tuple[tuple[date, int], ...]  # the sentence ends on a later date
    to_terms: tuple[tuple[int, int], ...]  # a new term of so many months
    other: int
    not_printed: int
    with_conditions: Figure
    conditions: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class DayBrief:
    """All that the brief of one day says. Days and figures are as known at the end of ``day``."""

    record_version: str
    record_digest: str
    day: date
    day_meaning: DayMeaning
    president: str
    president_name: str
    counts: dict[str, Figure]
    people: Figure
    totals: dict[str, Change]
    life: Change
    drug_day: Share
    drug_commutations: Share  # of that day's commutations alone
    drug_total: Share
    ranks: dict[str, Rank]
    states: tuple[tuple[str, int], ...]
    districts: tuple[tuple[str, int], ...]
    terms: TermsOfGrant
    pace: Pace | None
    grants: tuple[Grant, ...]
    class_acts: tuple[Act, ...]
    announced_elsewhere: int
    gaps: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values; every figure with its value, rule and definition.

        ``counts``, ``life`` and ``drug`` speak of the day, ``totals`` of the presidency to date, ``rank`` of its days;
        their own ``value`` counts all grants (of ``life``: commutations), their parts stand inside by name.
        """
        totals = {name: change.after.as_json() | _before(change) for name, change in self.totals.items()}
        return {
            "day": self.day.isoformat(),
            "counted_by": f"{self.day_meaning} day",
            "president": self.president,
            "president_name": self.president_name,
            "record": {"version": self.record_version, "digest": self.record_digest},
            "counts": self.counts["grants"].as_json()
            | {name: figure.as_json(rows=True) for name, figure in self.counts.items() if name != "grants"}
            | {"people": self.people.as_json()},
            "totals": totals["grants"] | {name: total for name, total in totals.items() if name != "grants"},
            "life": self.life.that_day.as_json(rows=True)
            | {"total": self.life.after.as_json(), "before": self.life.before.as_json()},
            "drug": _share_json(self.drug_day, rows=True)
            | {
                "commutations": _share_json(self.drug_commutations, rows=True),
                "total": _share_json(self.drug_total, rows=False),
            },
            "rank": self.ranks["presidency"].as_json() | {"in_record": self.ranks["record"].as_json()},
            "states": dict(self.states),
            "districts": {code: {"name": district_name(code), "grants": n} for code, n in self.districts},
            "terms": _terms_json(self.terms),
            "pace": _pace_json(self.pace),
            "class_acts": [
                {"title": act.title, "scope": act.scope.text if act.scope else "", "estimate": _estimate(act)}
                for act in self.class_acts
            ],
            "names": [_name_json(grant) for grant in self.grants],
            "not_held": list(self.gaps),
        }


def _before(change: Change) -> dict[str, Any]:
    return {"before": change.before.value, "that_day": change.that_day.value, "times": change.times}


def _share_json(share: Share, *, rows: bool) -> dict[str, Any]:
    return share.part.as_json(rows=rows) | {"of": share.whole, "percent": [share.low, share.high]}


def _terms_json(terms: TermsOfGrant) -> dict[str, Any]:
    return {
        "leave_at_once": terms.at_once,
        "end_on_dates": {day.isoformat(): n for day, n in terms.on_dates},
        "reduced_to_months": {str(months): n for months, n in terms.to_terms},
        "other": terms.other,
        "not_printed": terms.not_printed,
        "with_conditions": terms.with_conditions.as_json(),
        "conditions": dict(terms.conditions),
    }


def _pace_json(pace: Pace | None) -> dict[str, Any] | None:
    if pace is None:
        return None
    return {
        "label": PROJECTION,
        "term_ends": pace.term_ends.isoformat(),
        "days_left": pace.days_left,
        "measured": [{"over": words, "days": days, "grants": n} for words, days, n in pace.spans],
        "projected_total": list(pace.projected() or ()),
    }


PROJECTION = "A projection, not a forecast: past paces carried on to the end of the term."


def _estimate(act: Act) -> str:
    return act.scope.estimate_text if act.scope else ""


def _name_json(grant: Grant) -> dict[str, Any]:
    return {
        "name": grant.name,
        "kind": grant.kind,
        "grant": grant.id,
        "offense": grant.offense_text,
        "district": grant.district_text,
        "sentence": grant.sentence_text,
        "terms": grant.terms_text,
    }


def day_brief(record: Record, day: date, president: str = "", meaning: DayMeaning = "signed") -> DayBrief:
    """The brief of a day, as known at its end.

    president: key; needed only for a day on which two signed. meaning: by the day signed or the day announced.
    Raises InputError if the record holds nothing of that day, or if two presidents signed and none is named.
    """
    whose = president or _who_signed(record, day, meaning)
    by = Where(president=whose, day=meaning)
    that_day = replace(by.on(day), known_on=day)
    granted = select(record, that_day)
    if not granted and select(record, replace(that_day, known_on=None)):
        that_day = replace(that_day, known_on=None)  # signed that day, made public later: the only way to tell of it
        granted = select(record, that_day)
    to_date = replace(by, until=day, known_on=that_day.known_on)
    eve = day - timedelta(days=1)
    before = replace(by, until=eve, known_on=eve)
    class_acts = tuple(
        a for a in record.acts.values() if a.is_class and a.president == whose and _act_day(a, meaning) == day
    )
    if not granted and not class_acts:
        raise InputError(_nothing(record, day, whose, meaning))

    def change(rule: str) -> Change:
        rules = RULES[rule]
        return Change(
            count(record, rules, before), count_among(record, rules, that_day, granted), count(record, rules, to_date)
        )

    commuted = [grant for grant in granted if grant.kind == "commutation"]
    counts = {name: count_among(record, RULES[name], that_day, granted) for name in (*KINDS, "grants")}
    totals = {name: change(name) for name in (*KINDS, "grants")}
    return DayBrief(
        record_version=record.version,
        record_digest=record.digest,
        day=day,
        day_meaning=meaning,
        president=whose,
        president_name=record.presidents[whose].name,
        counts={name: f for name, f in counts.items() if f.value or name in ("commutations", "pardons", "grants")},
        people=people(record, that_day),
        totals={n: c for n, c in totals.items() if c.after.value or n in ("commutations", "pardons", "grants")},
        life=change("life_sentences"),
        drug_day=Share(count_among(record, RULES["drug_offenses"], that_day, granted), len(granted)),
        drug_commutations=Share(
            count_among(record, RULES["drug_offenses"], replace(that_day, kind="commutation"), commuted), len(commuted)
        ),
        drug_total=Share(count(record, RULES["drug_offenses"], to_date), totals["grants"].after.value),
        ranks={
            "presidency": rank_of_day(record, day, to_date),
            "record": rank_of_day(record, day, replace(to_date, president="")),
        },
        states=_tally(state for g in granted for state in sorted({state_of(c) for c in g.reading.districts} - {""})),
        districts=_tally(code for g in granted for code in g.reading.districts),
        terms=_terms(record, day, that_day, granted),
        pace=_pace(record, day, whose, to_date),
        grants=tuple(sorted(granted, key=_by_surname)),
        class_acts=class_acts,
        announced_elsewhere=_other_day(record, day, whose, meaning),
        gaps=tuple(gap_words(gap) for gap in gaps_for(record, to_date)),
    )


def _who_signed(record: Record, day: date, meaning: DayMeaning) -> str:
    found = {g.president for g in record.grants if (g.signed_on if meaning == "signed" else g.announced_on) == day}
    found |= {a.president for a in record.acts.values() if a.is_class and _act_day(a, meaning) == day}
    if len(found) > 1:
        names = ", ".join(sorted(found))
        raise InputError(f"More than one president granted clemency on {day}: name one with --by ({names}).")
    if not found:
        raise InputError(_nothing(record, day, "", meaning))
    return found.pop()


def _act_day(act: Act, meaning: DayMeaning) -> date:
    return act.signed_on if meaning == "signed" else act.announced_on


def _nothing(record: Record, day: date, president: str, meaning: DayMeaning) -> str:
    days = {
        g.signed_on if meaning == "signed" else g.announced_on
        for g in record.grants
        if not president or g.president == president
    }
    near = sorted(days, key=lambda d: abs((d - day).days))[:3]
    other = "announced" if meaning == "signed" else "signed"
    return (
        f"The record holds no grant {meaning} on {day}. Nearest days: {', '.join(map(str, sorted(near))) or 'none'}. "
        f"A grant may be {other} on another day; `clemency ledger coverage` says what is not held."
    )


def _other_day(record: Record, day: date, president: str, meaning: DayMeaning) -> int:
    """Grants that the other meaning of the day would count and this one does not."""
    other: DayMeaning = "announced" if meaning == "signed" else "signed"
    mine = {g.id for g in select(record, Where(president=president, day=meaning).on(day))}
    return sum(g.id not in mine for g in select(record, Where(president=president, day=other).on(day)))


def _tally(keys: Any) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(keys).items(), key=lambda item: (-item[1], item[0])))


def _by_surname(grant: Grant) -> tuple[str, list[str]]:
    words = [w for w in name_words(grant.name) if w not in ("jr", "sr", "ii", "iii", "iv")]
    return (words[-1] if words else "", words)


def _terms(record: Record, day: date, where: Where, granted: tuple[Grant, ...]) -> TermsOfGrant:
    commuted = [g for g in granted if g.kind == "commutation"]
    dated = [g.reading.expires_on for g in commuted if g.reading.commuted_to == "date" and g.reading.expires_on]
    later = Counter(d for d in dated if d > day)
    reduced = Counter(g.reading.commuted_months for g in commuted if g.reading.commuted_to == "months")
    at_once = sum(d <= day for d in dated) + sum(g.reading.commuted_to == "time served" for g in commuted)
    not_printed = sum(not g.terms_text or not g.reading.commuted_to for g in commuted)
    counted = at_once + sum(later.values()) + sum(reduced.values()) + not_printed
    return TermsOfGrant(
        at_once=at_once,
        on_dates=tuple(sorted(later.items())),
        to_terms=tuple(sorted((months, n) for months, n in reduced.items() if months is not None)),
        other=len(commuted) - counted,
        not_printed=not_printed,
        with_conditions=count_among(record, RULES["with_conditions"], where, granted),
        conditions=_tally(c for g in granted for c in g.reading.conditions),
    )


def _pace(record: Record, day: date, president: str, to_date: Where) -> Pace | None:
    terms = [t for t in record.presidents[president].terms if t.starts <= day and (t.ends is None or day <= t.ends)]
    if not terms or terms[-1].ends is None or terms[-1].ends <= day:
        return None
    term = terms[-1]
    assert term.ends is not None
    first = record.presidents[president].terms[0].starts if len(terms) == 1 else terms[0].starts
    in_office = [
        ("since taking office", (day - first).days + 1),
        ("the last 365 days", 365),
        ("the last 90 days", 90),
    ]
    spans = []
    for words, days in in_office:
        since = max(day - timedelta(days=days - 1), first)
        granted = len(select(record, replace(to_date, since=since)))
        spans.append((words, (day - since).days + 1, granted))
    total = len(select(record, to_date))
    return Pace((term.ends - day).days, term.ends, total, tuple(dict.fromkeys(spans)))

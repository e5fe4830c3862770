"""The recipients, then and now: what the law of a later day would give the people who were granted clemency.

Each commutation's printed texts become an ordinary case; what they do not say stays unknown. So most figures here come
as two numbers: certain (true on every reading of what is missing) and possible (true on some).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from clemency.cases.comparison import Comparison, Interval, compare, day_of
from clemency.cases.grants import GrantCase, case_of
from clemency.cases.output import months
from clemency.law import assemble
from clemency.law.compare import LIFE_IN_MONTHS, Corner, in_months
from clemency.law.dates import format_day
from clemency.law.explain import range_text, term
from clemency.law.facts import LIFE, Days
from clemency.law.guidelines.s1b1_1 import statutory_limits
from clemency.law.statutes.usc18_924c import consecutive_term
from clemency.ledger.model import Grant

TIMES = (2, 4, 10)


@dataclass(frozen=True)
class Minimums:
    """The mandatory minimum then and on the later day, over every reading of prior convictions and of what else is missing.

    `charged_then`, `charged_now`: with no prior conviction counted. `pairs`: (then, now) for each reading.
    """

    charged_then: Interval
    charged_now: Interval
    pairs: tuple[tuple[float, float], ...]

    def certain(self, test: Callable[[float, float], bool]) -> bool:
        return all(test(then, now) for then, now in self.pairs)

    def possible(self, test: Callable[[float, float], bool]) -> bool:
        return any(test(then, now) for then, now in self.pairs)


def _prior_readings(result: Comparison) -> list[tuple[int, int]]:
    """Noticed priors and how many of them still count since 2018."""
    case = result.case
    if case.priors_851 is not None:
        most = [min(case.priors_851, 2)]
    else:
        most = list(range(min(case.priors_851_least, 2), 3))
    return [(priors, serious) for priors in most for serious in range(priors + 1)]


def minimums(result: Comparison) -> Minimums:
    """Mandatory minimums of a case then and now, by statute alone (no safety valve), with the terms it adds."""
    law = assemble.law()
    state = assemble.state_on(result.on)
    now_days = Days(state, state, state)
    pairs: list[tuple[float, float]] = []
    charged: list[tuple[float, float]] = []
    corners: list[Corner] = [each for pair in result.corners for each in pair]
    for each in corners:
        for priors, serious in _prior_readings(result):
            facts = each.facts._replace(priors_851=priors, serious_priors=serious)
            then = statutory_limits(law, facts, each.days).minimum + consecutive_term(law, facts, each.days)
            now = statutory_limits(law, facts, now_days).minimum + consecutive_term(law, facts, now_days)
            pairs.append((then, now))
        facts = each.facts._replace(priors_851=0, serious_priors=0)
        charged.append(
            (
                statutory_limits(law, facts, each.days).minimum + consecutive_term(law, facts, each.days),
                statutory_limits(law, facts, now_days).minimum + consecutive_term(law, facts, now_days),
            )
        )
    then_values, now_values = [pair[0] for pair in charged], [pair[1] for pair in charged]
    return Minimums(
        Interval(min(then_values), max(then_values)),
        Interval(min(now_values), max(now_values)),
        tuple(dict.fromkeys(pairs)),
    )


@dataclass(frozen=True)
class Person:
    """One grant, its case and what the law says of it. `result` is None where no case can be read; `reason` says why."""

    grant: Grant
    read: GrantCase
    result: Comparison | None

    @cached_property
    def minimums(self) -> Minimums | None:
        return None if self.result is None else minimums(self.result)

    @property
    def names_quantity(self) -> bool:
        """The text fixes the statutory tier: a charged quantity, or a cited subdivision."""
        case = self.read.case
        if case is None or not case.drugs:
            return False
        return case.subdivision is not None or any(line.charged for line in case.drugs)

    @property
    def year(self) -> int | None:
        span = self.read.case.sentenced if self.read.case else None
        return date.fromordinal(span.first).year if span else None


@dataclass(frozen=True)
class Figure:
    """A count with its definition and the grants behind it; `possible` counts those for whom it cannot be excluded."""

    key: str
    certain: int
    possible: int
    rule: str
    rows: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        return {"value": self.certain, "possible": self.possible, "rule": self.rule, "rows": list(self.rows)}


@dataclass(frozen=True)
class ThenAndNow:
    """The people of a list under the law then and the law of a later day."""

    title: str
    on: int
    people: tuple[Person, ...]

    @property
    def compared(self) -> tuple[Person, ...]:
        return tuple(person for person in self.people if person.result is not None)

    def _figure(
        self, key: str, rule: str, certain: Callable[[Person], bool], possible: Callable[[Person], bool]
    ) -> Figure:
        sure = [person for person in self.compared if certain(person)]
        may = sum(1 for person in self.compared if possible(person))
        return Figure(key, len(sure), may, rule, tuple(person.grant.id for person in sure))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every count of the page."""
        found = [
            self._figure(
                "quantity_named",
                "the printed offense fixes the statutory tier: a charged quantity or a cited subdivision",
                lambda p: p.names_quantity,
                lambda p: p.names_quantity,
            ),
            self._figure(
                "lower_minimum_as_charged",
                "the mandatory minimum of the offense as charged, no prior conviction counted, is lower under the later law",
                lambda p: p.minimums is not None and _below(p.minimums.charged_now.most, p.minimums.charged_then.least),
                lambda p: p.minimums is not None and _below(p.minimums.charged_now.least, p.minimums.charged_then.most),
            ),
            self._minimum_figure(
                "lower_minimum",
                "the mandatory minimum (with added firearm terms) is lower under the later law, whatever the priors",
                lambda then, now: now < then,
            ),
            self._minimum_figure(
                "no_minimum_now",
                "there was a mandatory minimum then, and there is none under the later law",
                lambda then, now: then > 0 and now == 0,
            ),
            self._minimum_figure(
                "life_minimum_gone",
                "life was mandatory then and is not under the later law",
                lambda then, now: then == LIFE and now != LIFE,
            ),
            self._figure(
                "lower_range",
                "the guideline range is lower under the later law: certain if no missing fact tried says otherwise",
                lambda p: p.result is not None and p.result.status == "lower_today",
                lambda p: p.result is not None and p.result.status not in ("same", "higher"),
            ),
        ]
        for times in TIMES:
            found.append(
                self._figure(
                    f"ratio_at_least_{times}",
                    f"the sentence imposed is at least {times} times the bottom of the later law's range (life as 470 months)",
                    lambda p, n=times: _ratio_least(p) >= n,
                    lambda p, n=times: _ratio_most(p) >= n,
                )
            )
            found.append(
                self._figure(
                    f"minimum_times_{times}",
                    f"the sentence imposed is at least {times} times the later law's minimum for the offense as charged, "
                    "where there is one",
                    lambda p, n=times: _over_minimum(p, most=True) >= n,
                    lambda p, n=times: _over_minimum(p, most=False) >= n,
                )
            )
        return tuple(found)

    def _minimum_figure(self, key: str, rule: str, test: Callable[[float, float], bool]) -> Figure:
        return self._figure(
            key,
            rule,
            lambda p: p.minimums is not None and p.minimums.certain(test),
            lambda p: p.minimums is not None and p.minimums.possible(test),
        )

    @cached_property
    def not_compared(self) -> Counter[str]:
        """Grants whose text makes no case, by reason."""
        return Counter(person.read.reason for person in self.people if person.result is None)

    def by(self, key: Callable[[Person], Iterable[Any]]) -> dict[Any, dict[str, int]]:
        """People, lower minimum for certain, and ratio of at least two for certain and possibly, by a key."""
        table: dict[Any, dict[str, int]] = {}
        for person in self.compared:
            for value in key(person):
                line = table.setdefault(
                    value, {"people": 0, "lower_minimum": 0, "ratio_2_certain": 0, "ratio_2_possible": 0}
                )
                line["people"] += 1
                line["lower_minimum"] += bool(person.minimums and person.minimums.certain(lambda then, now: now < then))
                line["ratio_2_certain"] += _ratio_least(person) >= 2
                line["ratio_2_possible"] += _ratio_most(person) >= 2
        return dict(sorted(table.items(), key=lambda pair: str(pair[0])))

    def by_drug(self) -> dict[str, dict[str, int]]:
        labels = {drug.name: drug.label for drug in assemble.drugs()}
        return self.by(lambda p: [labels[line.drug] for line in p.read.case.drugs] if p.read.case else [])

    def by_year(self) -> dict[str, dict[str, int]]:
        return self.by(lambda p: [str(p.year) if p.year else "not known"])

    @cached_property
    def remedies(self) -> dict[str, int]:
        """What was open on the later day: a court motion, it depends, or clemency only."""
        return dict(Counter(person.result.remedy.answer for person in self.compared if person.result))

    @cached_property
    def reduction(self) -> Reduction | None:
        """How much shorter the grants themselves made the terms."""
        return reduction(person.grant for person in self.people)

    def to_dict(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "on": format_day(self.on),
            "people": len(self.people),
            "compared": len(self.compared),
            "not_compared": dict(self.not_compared),
            "figures": {figure.key: figure.to_dict() for figure in self.figures},
            "by_drug": self.by_drug(),
            "by_year_of_sentence": self.by_year(),
            "remedies": self.remedies,
            "rows": [person_dict(person) for person in self.people],
            "published": PUBLISHED,
            "reduction": self.reduction.__dict__ if self.reduction else None,
        }


def _over_minimum(person: Person, most: bool) -> float:
    """Sentence imposed over the later law's minimum as charged, at its most or least; 0 where there is none."""
    if person.result is None or person.minimums is None or person.result.case.imposed is None:
        return 0.0
    floor = person.minimums.charged_now.most if most else person.minimums.charged_now.least
    if not floor or (most and not person.minimums.charged_now.least):
        return 0.0
    return in_months(person.result.case.imposed) / in_months(floor)


def _below(now: float | None, then: float | None) -> bool:
    return now is not None and then is not None and now < then


def _ratio_least(person: Person) -> float:
    value = person.result.ratio.least if person.result else None
    return 0.0 if value is None else value


def _ratio_most(person: Person) -> float:
    """A range that begins at 0 months makes the ratio as large as one likes."""
    if person.result is None or person.result.case.imposed is None:
        return 0.0
    return LIFE if person.result.ratio.most is None else person.result.ratio.most


GOOD_TIME = 0.87
"""Share of a term that is served with full good conduct time (54 days a year, 18 U.S.C. § 3624(b)), to compare a date of
release with a term."""


@dataclass(frozen=True)
class Reduction:
    """How much shorter the grants made the prison terms in force: mean months and mean share, over how many grants."""

    months: float
    share: float
    grants: int
    left_out: int
    rule: str = (
        "prison term in force at the grant (life as 470 months) less the term it leaves: the months named, or for a date of "
        "release the months from the earliest judgment to it, divided by 0.87 for good conduct time"
    )


def reduction(grants: Iterable[Grant]) -> Reduction | None:
    """The mean reduction of a list of commutations, by the texts of the record; None if no text allows it."""
    found, left_out = [], 0
    for grant in grants:
        reading = grant.reading
        before = LIFE_IN_MONTHS if reading.life else reading.prison_months
        after = _term_left(grant)
        if not before or after is None:
            left_out += 1
            continue
        found.append((before - after, (before - after) / before))
    if not found:
        return None
    mean_months = sum(cut for cut, _ in found) / len(found)
    return Reduction(mean_months, sum(share for _, share in found) / len(found), len(found), left_out)


def _term_left(grant: Grant) -> float | None:
    reading = grant.reading
    if reading.commuted_months:
        return float(reading.commuted_months)
    if reading.expires_on and reading.sentenced_on:
        return (reading.expires_on - min(reading.sentenced_on)).days / 30.4375 / GOOD_TIME
    return None


PUBLISHED = [
    {
        "source": "U.S. Sentencing Commission, An Analysis of the Implementation of the 2014 Clemency Initiative (2017)",
        "figure": "86 of 1,696 commutations (5.1%) met all six announced factors",
        "here": "not comparable: three of the six factors need the presentence report or prison records, which the public record "
        "does not hold; each factor is shown by itself",
    },
    {
        "source": "the same",
        "figure": "sentences were reduced by 39.0% on average, about 140 months",
        "here": "see the reduction by the grants themselves: measured from the printed texts over all grants of the list; the "
        "Commission joined prison records, which give the days really served, and left out grants outside the initiative",
    },
]


def person_dict(person: Person) -> dict[str, Any]:
    """One line of the list, as plain values."""
    grant, result = person.grant, person.result
    line: dict[str, Any] = {
        "grant": grant.id,
        "name": grant.name,
        "offense": grant.offense_text,
        "reason": person.read.reason,
    }
    if result is None or person.minimums is None:
        return line
    return line | {
        "imposed": months(result.case.imposed),
        "minimum_then_as_charged": [months(end) for end in person.minimums.charged_then],
        "minimum_now_as_charged": [months(end) for end in person.minimums.charged_now],
        "range_then": [months(result.then[0].low), months(result.then[1].high)],
        "range_now": [months(result.now[0].low), months(result.now[1].high)],
        "difference_months": [months(end) for end in result.difference],
        "ratio": [months(end) for end in result.ratio],
        "status": result.status,
        "remedy": result.remedy.answer,
        "acts": list(dict.fromkeys(move.authority for move in result.moves if move.authority)),
        "notes": list(person.read.notes),
    }


def people_of(grants: Iterable[Grant], on: date | int | None) -> tuple[Person, ...]:
    """Each commutation as a case under the law of a day (default: the day of its grant)."""
    found = []
    for grant in grants:
        read = case_of(grant)
        day = (grant.signed_on or grant.announced_on) if on is None else on
        result = compare(read.case, day) if read.case is not None else None
        found.append(Person(grant, read, result))
    return tuple(found)


def then_and_now(grants: Iterable[Grant], title: str, on: date | str | int | None = None) -> ThenAndNow:
    """The page for a list of commutations. `on`: the day whose law is "now" (default: the last day tabulated)."""
    day = day_of(on)
    return ThenAndNow(title, day, people_of(grants, day))


def text(page: ThenAndNow) -> str:
    """The page for the terminal."""
    count = len(page.people)
    lines = [
        f"{page.title}: then, and under the law as of {format_day(page.on)}",
        "",
        f"{count} commutations; {len(page.compared)} could be read as cases.",
    ]
    lines += [f"  {n} not: {reason}" for reason, n in page.not_compared.most_common()]
    lines += ["", f"  {'certain':>8} {'possible':>9}"]
    for figure in page.figures:
        lines.append(f"  {figure.certain:>8} {figure.possible:>9}  {figure.rule}")
    for title, table in (("By drug", page.by_drug()), ("By year of sentence", page.by_year())):
        lines += ["", f"{title:<28} people  lower minimum  ratio 2+ certain  possible"]
        for key, line in table.items():
            counts = f"{line['people']:>6}  {line['lower_minimum']:>13}  {line['ratio_2_certain']:>16}"
            lines.append(f"  {key!s:<26} {counts}  {line['ratio_2_possible']:>8}")
    lines += [
        "",
        "Court remedies on that day: "
        + ", ".join(f"{n} {name.replace('_', ' ')}" for name, n in page.remedies.items()),
    ]
    lines += ["", "Published figures"]
    for entry in PUBLISHED:
        lines.append(f"  {entry['figure']} ({entry['source']}): {entry['here']}.")
    cut = page.reduction
    if cut is not None:
        lines.append(
            f"  Reduction by the grants themselves: {cut.months:.0f} months, {cut.share:.1%} on average "
            f"({cut.grants} grants, {cut.left_out} left out): {cut.rule}."
        )
    lines += [
        "",
        "Everything the printed texts do not say is unknown: priors without a notice, weights, criminal history, role.",
    ]
    return "\n".join(lines)


def life_chart(page: ThenAndNow) -> Any:
    """Life sentences imposed, against the minimum that the later law sets for the offense as charged."""
    import altair as alt

    rows = []
    for person in page.compared:
        if (
            person.result is None
            or person.minimums is None
            or person.result.case.imposed != LIFE
            or not person.names_quantity
        ):
            continue
        now = person.minimums.charged_now
        label = term(now.most or 0.0) if now.certain else range_text(now.least or 0.0, now.most or 0.0)
        rows.append({"minimum": label, "order": now.most if now.most != LIFE else 10_000})
    return (
        alt.Chart(
            alt.Data(values=rows),
            title=f"Life sentences: today's minimum for the offense as charged ({len(rows)} people)",
        )
        .mark_bar()
        .encode(
            x=alt.X(
                "minimum:N", title="mandatory minimum, months (no prior counted)", sort=alt.EncodingSortField("order")
            ),
            y=alt.Y("count():Q", title="people"),
        )
        .properties(width=480, height=260)
    )


def ratio_chart(page: ThenAndNow) -> Any:
    """How many people for certain, and how many possibly, were sentenced to so many times the later law's range."""
    import altair as alt

    rows = []
    for figure in page.figures:
        if figure.key.startswith("ratio"):
            times = figure.key.rsplit("_", 1)[1]
            rows.append(
                {"times": f"{times} times or more", "kind": "certain", "people": figure.certain, "order": int(times)}
            )
            rows.append(
                {"times": f"{times} times or more", "kind": "possible", "people": figure.possible, "order": int(times)}
            )
    return (
        alt.Chart(alt.Data(values=rows), title="Sentence imposed over the bottom of the later law's range")
        .mark_bar()
        .encode(
            x=alt.X("people:Q", title="people"),
            y=alt.Y("times:N", title=None, sort=alt.EncodingSortField("order")),
            yOffset="kind:N",
            color=alt.Color("kind:N", title=None, legend=alt.Legend(orient="top")),
        )
        .properties(width=480, height=180)
    )


def save_pictures(page: ThenAndNow, folder: Path) -> None:
    """The page's charts as SVG and PNG: life sentences against today's minimum, and the ratios by their certainty."""
    import vl_convert as vlc

    for name, chart in (("life-sentences", life_chart(page)), ("ratios", ratio_chart(page))):
        spec = chart.to_dict()
        (folder / f"{name}.svg").write_text(vlc.vegalite_to_svg(spec), encoding="utf-8")
        (folder / f"{name}.png").write_bytes(vlc.vegalite_to_png(spec, scale=2))

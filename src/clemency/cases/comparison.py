"""Then and now for one case: figures as intervals, what moved them, the timeline, the remedy, what to ask.

`compare` answers at once; steps, moves, timeline and remedy are worked out when they are first asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from clemency.cases.case import Case
from clemency.cases.offense import Computation, corner_of, governing, series_of
from clemency.errors import CaseError, CoverageError
from clemency.law import assemble, explain, tables
from clemency.law import columns as C
from clemency.law.compare import (
    HIGHER,
    LOWER,
    SAME,
    Corner,
    corner,
    days_of,
    direction,
    in_months,
    resentenced,
    state_of,
)
from clemency.law.dates import TABLES_AS_OF, format_day, parse_day, require_guidelines
from clemency.law.explain import Step
from clemency.law.facts import LEVEL_GIVEN, LIFE, TOTAL_GIVEN, UNKNOWN, Days, Facts
from clemency.law.figures import Figures
from clemency.law.guidelines.chapter_two import Edition
from clemency.law.guidelines.s1b1_1 import figures, statutory_limits
from clemency.law.guidelines.s2d1_1 import covered
from clemency.law.unknowns import ASK_CATEGORY, ASK_LEVEL, ASK_POINTS, FIELDS, answered, asked, resolve

STATUS = {LOWER: "lower_today", SAME: "same", HIGHER: "higher"}


class Interval(NamedTuple):
    """A figure between two ends, equal where it is certain. Months, or life (`math.inf`); None where it cannot be said."""

    least: float | None
    most: float | None

    @property
    def certain(self) -> bool:
        return self.least == self.most


class Missing(NamedTuple):
    """A fact that was not given, and how many months it can move the bottom of the range then and today."""

    name: str
    question: str
    found_in: str
    months_then: float
    months_now: float


class Assumption(NamedTuple):
    """An adjustment taken as not made because the case does not list it, and what it would add to today's range."""

    name: str
    text: str
    months_now: float


class _Stage(NamedTuple):
    """The figures under the law as written once an act stands; the first is the day of sentencing, without an act."""

    day: int
    authority: str
    figures: Figures


class _Probe(NamedTuple):
    """A reading with one missing fact at its other end, and how far that moved the bottoms. asked: what to ask."""

    name: str
    question: str
    found_in: str
    tried: Corner
    months_then: float
    months_now: float


class Move(NamedTuple):
    """What one act of law moved between the two days, in months at the bottom and the top of the range."""

    day: int
    authority: str
    title: str
    moved: str
    low: float
    high: float
    severe_low: float
    severe_high: float


class Point(NamedTuple):
    """The range on the day the law changed, for the most lenient and the most severe reading."""

    day: int
    lenient: tuple[float, float]
    severe: tuple[float, float]
    acts: tuple[str, ...]
    changed: bool


_ASSUMED = (
    ("weapon", {"weapon": 1}, "no dangerous weapon (§2D1.1(b)(1))"),
    ("violence", {"violence": 1}, "no violence (§2D1.1(b)(2), from 2010-11-01)"),
    ("premises", {"premises": 1}, "no premises kept for drugs (§2D1.1(b)(12), from 2010-11-01)"),
    ("aggravating_role", {"aggravating_role": 4}, "no aggravating role (§3B1.1)"),
    ("mitigating_role", {"mitigating_role": 4}, "no mitigating role (§3B1.2)"),
    ("obstruction", {"obstruction": 1}, "no obstruction (§3C1.1)"),
)


@dataclass(frozen=True)
class Comparison:
    """One case under the law at sentencing and under the law of a day. Made by `compare`."""

    case: Case
    on: int
    readings: tuple[tuple[Facts, Facts], ...]
    corners: tuple[tuple[Corner, Corner], ...]

    # -- the answer ----------------------------------------------------------------------------------------------------

    @cached_property
    def _all(self) -> list[Corner]:
        return [each for pair in self.corners for each in pair]

    def _ends(self, which: str) -> tuple[Corner, Corner]:
        """The corners with the lowest and the highest range, `which` is "then" or "now"."""
        ordered = sorted(self._all, key=lambda c: (getattr(c, which).low, getattr(c, which).high))
        return ordered[0], ordered[-1]

    @cached_property
    def then(self) -> tuple[Figures, Figures]:
        """Figures under the law at sentencing: the lowest and the highest range that the facts allow."""
        least, most = self._ends("then")
        return least.then, most.then

    @cached_property
    def now(self) -> tuple[Figures, Figures]:
        """Figures under the law of the chosen day."""
        least, most = self._ends("now")
        return least.now, most.now

    def minimum(self, which: str) -> Interval:
        """The mandatory minimum of the count with the terms it adds, "then" or "now"; a safety valve may open below it."""
        values = [getattr(each, which).statutory_min + getattr(each, which).consecutive for each in self._all]
        return Interval(min(values), max(values))

    def safety_valve(self, which: str) -> str:
        """Whether 18 U.S.C. § 3553(f) lets the court go below the minimum: "yes", "no" or "open"."""
        answers = {getattr(each, which).safety_valve for each in self._all}
        return "open" if len(answers) == 2 else "yes" if answers == {1} else "no"

    @cached_property
    def difference(self) -> Interval:
        """Months from the bottom of the range then to the bottom now; life counted as 470 (`uses_life_convention`)."""
        values = [in_months(each.now.low) - in_months(each.then.low) for each in self._all]
        return Interval(min(values), max(values))

    @cached_property
    def uses_life_convention(self) -> bool:
        return any(LIFE in (each.then.low, each.now.low) for each in self._all) or self.case.imposed == LIFE

    @cached_property
    def ratio(self) -> Interval:
        """Sentence imposed over the bottom of today's range. None where today's range begins at 0 or no sentence is given."""
        if self.case.imposed is None:
            return Interval(None, None)
        bottoms = [in_months(each.now.low) for each in self._all]
        imposed = in_months(self.case.imposed)
        return Interval(
            imposed / max(bottoms) if max(bottoms) else None, imposed / min(bottoms) if min(bottoms) else None
        )

    @cached_property
    def status(self) -> str:
        """`lower_today`, `same`, `higher`, or `needs_fact:<name>` with the fact that moves the answer most.

        Lower (or higher) is said only if it holds for the most lenient reading, the most severe one, and every reading
        that differs from either in one missing fact. The same is said only if nothing missing moves a figure at all:
        two ends can agree while the law between them changed.
        """
        tried = [*self._all, *(probe.tried for probe in self._probes)]
        directions = {direction(each.then, each.now) for each in tried}
        moves = len({(each.then.low, each.then.high, each.now.low, each.now.high) for each in tried}) > 1
        if len(directions) == 1 and not (moves and SAME in directions):
            return STATUS[directions.pop()]
        most = max(self.missing, key=lambda m: m.months_now + m.months_then, default=None)
        return f"needs_fact:{most.name if most else 'sentencing_day'}"

    # -- what is missing -----------------------------------------------------------------------------------------------

    @cached_property
    def missing(self) -> tuple[Missing, ...]:
        """Each fact not given that moves the answer, the one that moves it most first."""
        effects: dict[str, Missing] = {}
        for probe in self._probes:
            most = effects.get(probe.name, Missing(probe.name, probe.question, probe.found_in, 0.0, 0.0))
            effects[probe.name] = most._replace(
                months_then=max(most.months_then, probe.months_then), months_now=max(most.months_now, probe.months_now)
            )
        found = [fact for fact in effects.values() if fact.months_then or fact.months_now]
        if len(self.corners) > 1:
            spread = [in_months(pair[1].then.low) for pair in self.corners]
            span = self.case.sentenced is None or self.case.sentenced.first != self.case.sentenced.last
            name = "sentencing_day" if span else "offense_day"
            question = "On which day was the sentence imposed?" if span else "On which day did the offense end?"
            if max(spread) != min(spread):
                found.append(Missing(name, question, "judgment, page 1", max(spread) - min(spread), 0.0))
        return tuple(sorted(found, key=lambda m: -max(m.months_now, m.months_then)))

    @property
    def _now(self) -> int:
        return assemble.state_on(self.on)

    @cached_property
    def _probes(self) -> list[_Probe]:
        """Readings that differ in one missing fact from the most lenient or from the most severe reading."""
        found = []
        for lenient, severe in self.readings:
            for question, field in enumerate(FIELDS):
                if question == ASK_POINTS and asked(lenient, ASK_CATEGORY):
                    continue  # asked for together with the category
                if question == ASK_LEVEL and self.case.computation is not None:
                    continue  # the level follows from the facts below
                if asked(lenient, question):
                    ends = ((lenient, 0), (severe, 1))
                elif getattr(lenient, field.name) != getattr(severe, field.name):
                    ends = ((lenient, 0),)  # known between two ends
                else:
                    continue
                for base, harsh in ends:
                    found.append(self._probe(base, severe, question, harsh))
            if self.case.computation is not None:
                for harsh, base in enumerate((lenient, severe)):
                    found += self._probe_computation(base, self.case.computation, harsh)
        return found

    def _probe_computation(self, base: Facts, how: Computation, harsh: int) -> list[_Probe]:
        """Each fact of the offense or of a further count not given, or known only between two ends, at its other end."""
        days = {base.sentencing_day, self.on, base.offense_day if base.offense_day != UNKNOWN else self.on}
        whole = _complete(base, self.on, harsh, how)
        found = []
        for fact, other in how.opened(sorted(days), harsh):
            tried = _complete(base, self.on, harsh, other)
            found.append(_probe_of(fact.name, fact.question, fact.found_in, whole, tried))
        return found

    def _probe(self, base: Facts, severe: Facts, question: int, harsh: int) -> _Probe:
        field = FIELDS[question]
        name = field.name
        whole = self._whole(base, harsh)
        if asked(base, question):
            other_end = resolve(assemble.law(), base, whole.days.sentencing, 1 - harsh)
            changed = answered(base, other_end, question, 1 - harsh)
        else:
            changed = base._replace(**{name: getattr(severe, name)})
        return _probe_of(name, field.question, field.found_in, whole, self._whole(changed, harsh))

    def _whole(self, facts: Facts, harsh: int) -> Corner:
        return _complete(facts, self.on, harsh, self.case.computation)

    @cached_property
    def assumptions(self) -> tuple[Assumption, ...]:
        """Adjustments that the case does not list and that are therefore taken as not made."""
        lenient = self.readings[0][0]
        base = self._whole(lenient, 0)
        tried: list[tuple[str, str, Corner]] = []
        how = self.case.computation
        if how is not None:
            for name, text, other in how.assumed(self.on):
                tried.append((name, text, _complete(lenient, self.on, 0, other)))
        if lenient.guideline not in (LEVEL_GIVEN, TOTAL_GIVEN):
            for name, change, text in _ASSUMED:
                if not getattr(lenient, name):
                    tried.append((name, text, self._whole(lenient._replace(**change), 0)))
        moved = [(name, text, in_months(each.now.low) - in_months(base.now.low)) for name, text, each in tried]
        return tuple(Assumption(name, text, months) for name, text, months in moved if months)

    # -- why -----------------------------------------------------------------------------------------------------------

    @cached_property
    def steps_then(self) -> tuple[Step, ...]:
        """The computation under the law at sentencing, for the most severe reading of what is unknown."""
        return self.steps("then", True)

    @cached_property
    def steps_now(self) -> tuple[Step, ...]:
        return self.steps("now", True)

    def steps(self, which: str, severe: bool) -> tuple[Step, ...]:
        """The computation "then" or "now", for the most severe or the most lenient reading."""
        each = self._ends(which)[int(severe)]
        law, how, harsh = assemble.law(), self.case.computation, self.harsh(each)
        days, figures_then = each.days, each.then
        if which == "now":
            days, figures_then = Days(self._now, self._now, self._now), each.now
        if how is None:
            return explain.steps(law, each.facts, days, figures_then)
        edition = Edition(self.on) if which == "now" else self.edition(each)
        return how.steps(law, each.facts, days, figures_then, edition, harsh)

    def base_level(self, which: str, severe: bool) -> int:
        """The base offense level of a reading: that of Chapter Two before its characteristics, where it is computed."""
        each = self._ends(which)[int(severe)]
        if self.case.offense is None:
            return (each.then if which == "then" else each.now).base
        edition = self.edition(each) if which == "then" else Edition(self.on)
        days = each.days if which == "then" else Days(self._now, self._now, self._now)
        offense = self.case.offense.within(statutory_limits(assemble.law(), each.facts, days).maximum)
        return offense.reading(edition, self.harsh(each)).base

    def harsh(self, each: Corner) -> int:
        """1 for a corner of the most severe reading of its days, 0 for one of the most lenient."""
        return int(any(each is pair[1] for pair in self.corners))

    def edition(self, each: Corner) -> Edition:
        """The edition of chapter two that governed a corner, for a case with a computation of its own."""
        assert self.case.computation is not None
        return governing(
            assemble.law(), each.facts, each.days, each.facts.sentencing_day, self.case.computation, self.harsh(each)
        )[1]

    @cached_property
    def _stages(self) -> tuple[list[_Stage], list[_Stage]]:
        """The figures after each act from sentencing to the chosen day, most lenient and most severe reading."""
        lenient, severe = self.corners[-1]
        return _series(lenient, self.on, self.case.computation, 0), _series(severe, self.on, self.case.computation, 1)

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """Each act between sentencing and the chosen day that moved the range; they add up to the whole difference.

        First, where it moves anything, the step from the law that governed (offense date, one book, conviction date) to
        the law in force on the day of sentencing; then each act of law in the order of its day.
        """
        lenient, severe = self.corners[-1]
        series = self._stages
        found = []
        opening = [
            _difference(each.then, line[0].figures) for each, line in zip((lenient, severe), series, strict=True)
        ]
        if any(any(pair) for pair in opening):
            found.append(
                Move(
                    lenient.facts.sentencing_day,
                    "",
                    "From the law that governed to the law in force on the day of sentencing",
                    "offense-date rules, the one-book rule or the conviction date no longer hold",
                    *opening[0],
                    *opening[1],
                )
            )
        for offset in range(1, len(series[0])):
            change = [_difference(line[offset - 1].figures, line[offset].figures) for line in series]
            if any(any(pair) for pair in change):
                day, act, _ = series[0][offset]
                authority = tables.authority(act)
                found.append(Move(day, act, authority.title, authority.moved, *change[0], *change[1]))
        return tuple(found)

    @cached_property
    def timeline(self) -> tuple[Point, ...]:
        """The range under the law of each day on which the law changed, from sentencing to the chosen day."""
        lines = self._stages
        points: list[Point] = []
        days = [stage.day for stage in lines[0]]
        for offset, day in enumerate(days):
            if offset + 1 < len(days) and days[offset + 1] == day:
                continue  # the state at the end of the day is the law of the day
            ranges = [(line[offset].figures.low, line[offset].figures.high) for line in lines]
            names = tuple(stage.authority for stage in lines[0][: offset + 1] if stage.day == day and stage.authority)
            changed = bool(points) and (ranges[0], ranges[1]) != (points[-1].lenient, points[-1].severe)
            points.append(Point(day, ranges[0], ranges[1], names, changed))
        return tuple(points)

    @property
    def follows_one_reading(self) -> str:
        """The days that moves and timeline follow, where the case leaves its days open; empty where it does not."""
        if len(self.corners) == 1:
            return ""
        facts = self.corners[-1][1].facts
        return f"offense ended {format_day(facts.offense_day)}, sentenced {format_day(facts.sentencing_day)}"

    @cached_property
    def resentenced(self) -> tuple[Figures, Figures]:
        """Sentenced on the chosen day for the offense as it was, the ex post facto clause holding: lowest and highest."""
        law, how = assemble.law(), self.case.computation
        if how is None:
            found = [resentenced(law, each.facts, each.days, self._now) for each in self._all]
        else:
            found = []
            for each in self._all:
                days = Days(each.days.offense, self._now, self._now)
                found.append(governing(law, each.facts, days, self.on, how, self.harsh(each))[0])
        ordered = sorted(found, key=lambda f: (f.low, f.high))
        return ordered[0], ordered[-1]

    @cached_property
    def remedy(self) -> Any:
        """Which court remedy reaches the case, or clemency only (`clemency.cases.remedy.Remedy`)."""
        from clemency.cases.remedy import remedy_of

        return remedy_of(self)

    @cached_property
    def disagreements(self) -> tuple[str, ...]:
        """Figures the court stated that differ from those computed. Courts err; so may the facts as given."""
        from clemency.cases.stated import disagreements

        return disagreements(self)

    @property
    def as_of(self) -> str:
        """The label of the law of the chosen day: tables end with the Manual of 2025-11-01."""
        day = min(self.on, TABLES_AS_OF)
        return f"law as of {format_day(day)}"

    def to_dict(self) -> dict[str, Any]:
        """The whole answer as plain values, life as "life", days as ISO text."""
        from clemency.cases.output import comparison_dict

        return comparison_dict(self)

    def _repr_html_(self) -> str:
        from clemency.cases.output import comparison_html

        return comparison_html(self)


def _complete(facts: Facts, on: int, harsh: int, how: Computation | None) -> Corner:
    law = assemble.law()
    complete = resolve(law, facts, state_of(law, facts.sentencing_day), harsh)
    days = days_of(law, complete)
    if how is None:
        return corner(law, complete, days, assemble.state_on(on))
    return corner_of(law, complete, days, on, how, harsh)


def _series(each: Corner, on: int, how: Computation | None, harsh: int) -> list[_Stage]:
    """Figures under the law as written after each act, from the day of sentencing to the chosen day."""
    law = assemble.law()
    if how is not None:
        return [_Stage(*stage) for stage in series_of(law, each.facts, on, how, harsh)]
    first, acts = each.days.sentencing, assemble.acts()
    return [
        _Stage(
            each.facts.sentencing_day if k == first else acts[k].day,
            "" if k == first else acts[k].authority,
            figures(law, each.facts, Days(k, k, k), k * C.BOOK_WIDTH),
        )
        for k in range(first, assemble.state_on(on) + 1)
    ]


def _difference(before: Figures, after: Figures) -> tuple[float, float]:
    """Months between the bottoms and between the tops of two ranges."""
    return in_months(after.low) - in_months(before.low), in_months(after.high) - in_months(before.high)


def _probe_of(name: str, question: str, found_in: str, whole: Corner, tried: Corner) -> _Probe:
    then, now = _difference(whole.then, tried.then)[0], _difference(whole.now, tried.now)[0]
    return _Probe(name, question, found_in, tried, abs(then), abs(now))


def day_of(on: date | str | int | None) -> int:
    """The chosen day as a number; without one, the last day the tables were read against."""
    if on is None:
        return TABLES_AS_OF
    if isinstance(on, int):
        return on
    return on.toordinal() if isinstance(on, date) else parse_day(on, "--on")


def compare(case: Case | Mapping[str, Any] | str | Path, on: date | str | int | None = None) -> Comparison:
    """One case, then and now.

    case: a `Case`, the tables of a case file, or its path.  on: the day whose law is "now" (default: the last day the
    tables were read against).  Raises CaseError or CoverageError with one clear message.

    >>> result = compare({"days": {"offense_ended": "1991-03-01", "sentenced": "1992-06-15"},
    ...                   "count": {"statute": "21 USC 841(a)(1)", "priors_851": 0,
    ...                             "drugs": [{"drug": "crack", "weight": "50 g"}]},
    ...                   "guideline": {"acceptance": 0, "safety_valve_conditions": False},
    ...                   "history": {"category": "II", "points": 2, "under_sentence": False, "recent_release": False}})
    >>> result.then[0].low, result.now[0].low, result.status
    (135.0, 60.0, 'lower_today')
    """
    if not isinstance(case, Case):
        case = Case.from_dict(case) if isinstance(case, Mapping) else Case.from_file(case)
    day = require_guidelines(day_of(on), "--on")
    first = case.sentenced.first if case.sentenced else None
    if first is not None and day < first:
        raise CaseError(
            f"{case.source}: the chosen day {format_day(day)} lies before the day of sentencing {format_day(first)}. "
            "Choose a later day: the comparison runs from the sentence forward."
        )
    readings = tuple((reading.lenient, reading.severe) for reading in case.readings(day))
    now = assemble.state_on(day)
    how = case.computation
    try:
        corners = tuple(
            (_complete(lenient, day, 0, how), _complete(severe, day, 1, how)) for lenient, severe in readings
        )
    except CoverageError as error:  # a guideline that a Manual between the days does not have
        raise CoverageError(f"{case.source}: {error}") from None
    for pair in corners:
        for each in pair:
            _require_figures(case, each, now)
    return Comparison(case, day, readings, corners)


def _require_figures(case: Case, each: Corner, now: int) -> None:
    """Every drug has a ladder or a conversion in the Manuals compared, or the level must be given."""
    if each.facts.guideline in (LEVEL_GIVEN, TOTAL_GIVEN):
        return
    for book in (each.then.book, now * C.BOOK_WIDTH):
        if covered(assemble.law(), each.facts, book):
            continue
        lacking = [
            drug
            for drug in each.facts.drug
            if drug != C.NO_DRUG and not covered(assemble.law(), _only(each.facts, drug), book)
        ]
        names = ", ".join(assemble.drugs()[drug - 1].label for drug in lacking)
        act = assemble.acts()[book // C.BOOK_WIDTH]
        raise CoverageError(
            f"{case.source}: the Manual as amended to {format_day(act.day)} has no quantity or conversion for {names}; courts "
            "used the most closely related substance. Give guideline.base_offense_level as the court found it."
        )


def _only(facts: Facts, drug: int) -> Facts:
    return facts._replace(drug=(drug,) + (C.NO_DRUG,) * (len(facts.drug) - 1))

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
from clemency.law.facts import LEVEL_GIVEN, LIFE, TOTAL_GIVEN, Days, Facts
from clemency.law.figures import Figures
from clemency.law.guidelines.s1b1_1 import figures
from clemency.law.guidelines.s2d1_1 import covered
from clemency.law.unknowns import ASK_CATEGORY, ASK_POINTS, FIELDS, answered, asked, resolve

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


class _Probe(NamedTuple):
    """A reading with one missing fact at its other end, and how far that moved the bottoms."""

    name: str
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
        effects: dict[str, tuple[float, float]] = {}
        for probe in self._probes:
            then, now = effects.get(probe.name, (0.0, 0.0))
            effects[probe.name] = max(then, probe.months_then), max(now, probe.months_now)
        found = [
            Missing(field.name, field.question, field.found_in, *effects[field.name])
            for field in FIELDS
            if any(effects.get(field.name, ()))
        ]
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
                if asked(lenient, question):
                    ends = ((lenient, 0), (severe, 1))
                elif getattr(lenient, field.name) != getattr(severe, field.name):
                    ends = ((lenient, 0),)  # known between two ends
                else:
                    continue
                for base, harsh in ends:
                    found.append(self._probe(base, severe, question, harsh))
        return found

    def _probe(self, base: Facts, severe: Facts, question: int, harsh: int) -> _Probe:
        name = FIELDS[question].name
        whole = _complete(base, self._now, harsh)
        if asked(base, question):
            other_end = resolve(assemble.law(), base, whole.days.sentencing, 1 - harsh)
            changed = answered(base, other_end, question, 1 - harsh)
        else:
            changed = base._replace(**{name: getattr(severe, name)})
        other = _complete(changed, self._now, harsh)
        return _Probe(
            name,
            other,
            abs(in_months(other.then.low) - in_months(whole.then.low)),
            abs(in_months(other.now.low) - in_months(whole.now.low)),
        )

    @cached_property
    def assumptions(self) -> tuple[Assumption, ...]:
        """Adjustments that the case does not list and that are therefore taken as not made."""
        lenient = self.readings[0][0]
        if lenient.guideline in (LEVEL_GIVEN, TOTAL_GIVEN):
            return ()
        base = _complete(lenient, self._now, 0)
        found = []
        for name, change, text in _ASSUMED:
            if getattr(lenient, name):
                continue
            with_it = _complete(lenient._replace(**change), self._now, 0)
            moved = in_months(with_it.now.low) - in_months(base.now.low)
            if moved:
                found.append(Assumption(name, text, moved))
        return tuple(found)

    # -- why -----------------------------------------------------------------------------------------------------------

    @cached_property
    def steps_then(self) -> tuple[Step, ...]:
        """The computation under the law at sentencing, for the most severe reading of what is unknown."""
        each = self._ends("then")[1]
        return explain.steps(assemble.law(), each.facts, each.days, each.then)

    @cached_property
    def steps_now(self) -> tuple[Step, ...]:
        each = self._ends("now")[1]
        return explain.steps(assemble.law(), each.facts, Days(self._now, self._now, self._now), each.now)

    def steps(self, which: str, severe: bool) -> tuple[Step, ...]:
        """The computation "then" or "now", for the most severe or the most lenient reading."""
        each = self._ends(which)[int(severe)]
        if which == "then":
            return explain.steps(assemble.law(), each.facts, each.days, each.then)
        return explain.steps(assemble.law(), each.facts, Days(self._now, self._now, self._now), each.now)

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """Each act between sentencing and the chosen day that moved the range; they add up to the whole difference.

        First, where it moves anything, the step from the law that governed (offense date, one book, conviction date) to
        the law in force on the day of sentencing; then each act of law in the order of its day.
        """
        lenient, severe = self.corners[-1]
        series = [_series(each, self._now) for each in (lenient, severe)]
        acts = assemble.acts()
        first = lenient.days.sentencing
        found = []
        start = [(in_months(each.then.low), in_months(each.then.high)) for each in (lenient, severe)]
        opening = [
            (in_months(line[0].low) - begin[0], in_months(line[0].high) - begin[1])
            for line, begin in zip(series, start, strict=True)
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
            change = [
                (
                    in_months(line[offset].low) - in_months(line[offset - 1].low),
                    in_months(line[offset].high) - in_months(line[offset - 1].high),
                )
                for line in series
            ]
            if any(any(pair) for pair in change):
                act = acts[first + offset]
                authority = tables.authority(act.authority)
                found.append(Move(act.day, act.authority, authority.title, authority.moved, *change[0], *change[1]))
        return tuple(found)

    @cached_property
    def timeline(self) -> tuple[Point, ...]:
        """The range under the law of each day on which the law changed, from sentencing to the chosen day."""
        lenient, severe = self.corners[-1]
        lines = [_series(each, self._now) for each in (lenient, severe)]
        acts = assemble.acts()
        first = lenient.days.sentencing
        points: list[Point] = []
        days = [lenient.facts.sentencing_day] + [acts[first + k].day for k in range(1, len(lines[0]))]
        for offset, day in enumerate(days):
            if offset + 1 < len(days) and days[offset + 1] == day:
                continue  # the state at the end of the day is the law of the day
            ranges = [(line[offset].low, line[offset].high) for line in lines]
            names = tuple(acts[first + k].authority for k in range(1, offset + 1) if acts[first + k].day == day)
            changed = bool(points) and (ranges[0], ranges[1]) != (points[-1].lenient, points[-1].severe)
            points.append(Point(day, ranges[0], ranges[1], names, changed))
        return tuple(points)

    @cached_property
    def resentenced(self) -> tuple[Figures, Figures]:
        """Sentenced on the chosen day for the offense as it was, the ex post facto clause holding: lowest and highest."""
        law = assemble.law()
        found = [resentenced(law, each.facts, each.days, self._now) for each in self._all]
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


def _complete(facts: Facts, now: int, harsh: int) -> Corner:
    law = assemble.law()
    complete = resolve(law, facts, state_of(law, facts.sentencing_day), harsh)
    return corner(law, complete, days_of(law, complete), now)


def _series(each: Corner, now: int) -> list[Figures]:
    """Figures under the law as written after each act, from the day of sentencing to the chosen day."""
    law = assemble.law()
    return [figures(law, each.facts, Days(k, k, k), k * C.BOOK_WIDTH) for k in range(each.days.sentencing, now + 1)]


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
    corners = tuple((_complete(lenient, now, 0), _complete(severe, now, 1)) for lenient, severe in readings)
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

"""What a record leaves open, spelled out: every complete set of facts that fits what it states.

A scenario is one such set with the law that governed it. Unknown facts take each value that can make a difference;
scenarios that contradict a figure the court stated (level, range, category, minimum) fall away, except the figure that
is being checked. If nothing is left, the figure that cannot be reproduced is let go and named.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from clemency.cases.case import Case
from clemency.errors import CaseError
from clemency.law import assemble
from clemency.law import columns as C
from clemency.law import parameters as P
from clemency.law.columns import Law
from clemency.law.dates import GUIDELINES_FROM
from clemency.law.facts import (
    GUN_MACHINEGUN,
    GUN_POSSESSED,
    LEVEL_GIVEN,
    MAX_DRUGS,
    MAX_GUNS,
    NO_STATUTE,
    S2D1_1,
    STATED_LIMITS,
    UNKNOWN,
    USC21_841,
    USC21_859,
    USC21_860,
    USC21_861,
    USC21_960,
    Days,
    Facts,
)
from clemency.law.figures import Figures
from clemency.law.guidelines.s1b1_1 import figures, statutory_limits
from clemency.law.guidelines.s1b1_11 import governing_figures
from clemency.law.guidelines.s2d1_1 import base_offense_level, ladder_steps
from clemency.law.guidelines.s5a import table_range
from clemency.law.guidelines.s5g1_1 import within_statute
from clemency.law.retroactive import FIRST_STEP_ACT
from clemency.law.statutes import usc21_841
from validation.worked_cases import reading
from validation.worked_cases.reading import Record

POINTS_OF = ((0, 0), (0, 1), (2, 3), (4, 6), (7, 9), (10, 12), (13, 20))
"""Lowest and highest points of each category; for VI two that stand for all."""

DRUG_STATUTES = (USC21_841, USC21_960, USC21_859, USC21_860, USC21_861)

FIVE_YEARS = 1826
"""Days. An offense is charged within five years (18 U.S.C. § 3282), so an unknown last day lies at most that far back."""

MOST = 60_000
"""Scenarios gone through for one record: some seconds."""

ANY_DRUG = "heroin"
"""Stands for the drug where a judgment names only the subdivision: the penalties of § 841(b) do not look at the drug."""


@dataclass(frozen=True)
class Scenario:
    """Complete facts, the days that govern them, and the figures then."""

    facts: Facts
    days: Days
    then: Figures


@dataclass(frozen=True)
class Fitting:
    """The scenarios that fit a record, and the stated figures that none of them could reproduce."""

    scenarios: tuple[Scenario, ...]
    let_go: tuple[str, ...]


# --- The days -----------------------------------------------------------------------------------------------------------


def dated(record: Record, case: Case, earlier: bool = False) -> Iterator[tuple[Facts, Days]]:
    """The facts on every day that the record allows and that the law tells apart.

    A last day of the offense that the text does not give is read as under the law of the sentence, which is the rule
    (§1B1.11(a)); `earlier`: as five years before, which is the exception.
    """
    seen: set[Any] = set()
    law = assemble.law()
    last = case.sentenced.last if case.sentenced else GUIDELINES_FROM
    for pair in case.readings(last):
        for facts in dict.fromkeys(pair):
            facts = _with_statute(facts, case)
            offenses = [facts.offense_day]
            if facts.offense_day == UNKNOWN:
                first = max(GUIDELINES_FROM, facts.sentencing_day - FIVE_YEARS)
                offenses = [first] if earlier else [facts.sentencing_day]
            for offense in offenses:
                days = Days(
                    assemble.state_on(offense),
                    assemble.state_on(facts.sentencing_day),
                    assemble.state_on(facts.sentencing_day),
                )
                if not _charge_fits(record, law, facts, days):
                    continue
                whole = facts._replace(offense_day=offense, conviction_day=facts.sentencing_day)
                key = (_relevant(law, whole, days), whole._replace(offense_day=0, conviction_day=0, sentencing_day=0))
                if key not in seen:
                    seen.add(key)
                    yield whole, days


def _charge_fits(record: Record, law: Law, facts: Facts, days: Days) -> bool:
    """A charged amount is a threshold of the law that governed, so it tells the days on which that law stood."""
    if record.facts.get("sentencing_date") or record.facts.get("guidelines_manual_edition"):
        return True
    family = C.FAMILY_960 if facts.statute == USC21_960 else C.FAMILY_841
    for drug, charged in zip(facts.drug, facts.charged, strict=True):
        if drug == C.NO_DRUG or charged == UNKNOWN:
            continue
        row = drug * C.DRUG_WIDTH
        substances = {law.drugs[row + C.DRUG_STATUTORY], law.drugs[row + C.DRUG_STATUTORY_PURE]} - {0}
        tiers = (C.TIER_A, C.TIER_B)
        least = {usc21_841.threshold(law, days, family, tier, each) for tier in tiers for each in substances} - {0}
        if least and charged not in least:
            return False
    return True


def _relevant(law: Law, facts: Facts, days: Days) -> tuple[Any, ...]:
    """What of the law on these days can move this case: two days with the same are one."""
    cells: list[Any] = []
    for state in {days.offense, days.sentencing}:
        book = state * C.BOOK_WIDTH
        cells.append(tuple(law.book[book : book + P.COUNT]))
        cells.append((law.book[book + C.SENTENCING_TABLE], law.book[book + C.EQUIVALENT_LADDER]))
        for drug in facts.drug:
            columns = (C.LADDER, C.PURE_LADDER, C.FACTOR, C.FACTOR_MEASURE, C.PURE_FACTOR)
            cells.append(tuple(law.book[book + column + drug] for column in columns))
    for rows, state, width in (
        (law.thresholds_by_offense, days.offense, C.THRESHOLDS),
        (law.thresholds_by_sentence, days.sentencing, C.THRESHOLDS),
        (law.penalties_by_offense, days.offense, C.PENALTIES),
        (law.penalties_by_sentence, days.sentencing, C.PENALTIES),
        (law.offenses_by_offense, days.offense, law.offense_count * 3 * C.OFFENSE_WIDTH),
        (law.offenses_by_sentence, days.sentencing, law.offense_count * 3 * C.OFFENSE_WIDTH),
    ):
        cells.append(hash(tuple(rows[state * width : (state + 1) * width])))
    return tuple(cells)


def _with_statute(facts: Facts, case: Case) -> Facts:
    """A drug case whose statute is not named is read as § 841; a count without its drug has the limits that are stated."""
    if facts.statute == UNKNOWN:
        facts = facts._replace(statute=USC21_841)
    stated = case.statutory_minimum is not None or case.statutory_maximum is not None
    if facts.drug[0] == C.NO_DRUG and case.tier is None and stated and facts.statute in DRUG_STATUTES:
        return facts._replace(statute=STATED_LIMITS)
    if facts.drug[0] == C.NO_DRUG and case.tier is not None and facts.statute in (USC21_841, USC21_960):
        heroin = next(drug.code for drug in assemble.drugs() if drug.name == ANY_DRUG)
        family = C.FAMILY_841 if facts.statute == USC21_841 else C.FAMILY_960
        days = Days(*(assemble.state_on(facts.sentencing_day),) * 3)
        least = 1
        if case.tier in (C.TIER_A, C.TIER_B):
            least = usc21_841.threshold(assemble.law(), days, family, case.tier, C.STATUTORY_SUBSTANCES.index(ANY_DRUG))
        return facts._replace(
            drug=(heroin, *facts.drug[1:]), charged=(least, *facts.charged[1:]), weight=(least, *facts.weight[1:])
        )
    return facts


# --- What is open ---------------------------------------------------------------------------------------------------------


def weights(law: Law, facts: Facts) -> Iterator[Facts]:
    """Each weight of the first drug of unknown weight at which some table of any day changes; the others at their least."""
    least = [
        max(charged, 0) if weight == UNKNOWN else weight
        for weight, charged in zip(facts.weight, facts.charged, strict=True)
    ]
    facts = facts._replace(
        pure=tuple(0 if each == UNKNOWN else each for each in facts.pure),
        units=tuple(0 if each == UNKNOWN else each for each in facts.units),
    )
    open_lines = [i for i in range(MAX_DRUGS) if facts.drug[i] != C.NO_DRUG and _weight_unknown(facts, i)]
    yield facts._replace(weight=tuple(least))
    for i in open_lines:
        for step in _steps(law, facts.drug[i]):
            if step > least[i]:
                yield facts._replace(weight=(*least[:i], step, *least[i + 1 :]))


def _weight_unknown(facts: Facts, i: int) -> bool:
    return facts.weight[i] == UNKNOWN


def _steps(law: Law, drug: int) -> list[int]:
    found: set[int] = set()
    pointers = {law.book[k * C.BOOK_WIDTH + C.LADDER + drug] for k in range(len(assemble.acts()))} - {0}
    for ladder in pointers:
        found |= {quantity for quantity, _ in ladder_steps(law, ladder)}
    substance = law.drugs[drug * C.DRUG_WIDTH + C.DRUG_STATUTORY]
    for k in range(len(assemble.acts())):
        for tier in (C.TIER_A, C.TIER_B):
            at = k * C.THRESHOLDS + tier * C.SUBSTANCES + substance
            found |= {law.thresholds_by_offense[at], law.thresholds_by_sentence[at]}
    return sorted(found - {0, -1})


def priors(facts: Facts) -> Iterator[Facts]:
    """None, one, or two prior convictions noticed under § 851, where the text does not say."""
    counts = (facts.priors_851,) if facts.priors_851 != UNKNOWN else (0, 1, 2)
    if facts.statute in (NO_STATUTE, STATED_LIMITS):
        counts = counts[:1]
    for count in counts:
        since_2018 = facts.sentencing_day >= FIRST_STEP_ACT
        serious = (0, count) if facts.serious_priors == UNKNOWN and since_2018 else (max(facts.serious_priors, 0),)
        for each in dict.fromkeys(serious):
            yield facts._replace(priors_851=max(count, 0), serious_priors=max(each, 0))


def firearms(record: Record, facts: Facts) -> Iterator[Facts]:
    """Every mix of kinds for the § 924(c) counts whose kind the text does not say."""
    counts = reading.firearm_counts(record)
    choices = [(kind,) if kind else range(GUN_POSSESSED, GUN_MACHINEGUN + 1) for kind in counts[:3]]
    for kinds in itertools.product(*choices):
        guns = tuple(kinds) + (kinds[-1:] or (0,)) * 0
        yield facts._replace(guns=guns + (0,) * (MAX_GUNS - len(guns)))


def histories(record: Record, law: Law, facts: Facts, days: Days) -> Iterator[Facts]:
    """Category and points: as stated, else all; the make-up of the points only where the later law looks at it."""
    status = law.book[days.sentencing * C.BOOK_WIDTH + P.STATUS_POINTS]
    total, bare = reading.points(record), reading.points_without_status(record)
    by_points = any(key.startswith("amend_821") for key in reading.amendments(record))
    given = (facts.category_given,) if facts.category_given > 0 else _categories(record, law, days)
    for category in given:
        low, high = POINTS_OF[category]
        if bare is not None:
            pairs = [(bare, status)]
        elif total is not None:
            pairs = [(total, 0), (total - status, status)]
        elif by_points:
            pairs = [(low, 0), (high, 0), (low - status, status), (high - status, status)]
        else:
            pairs = [(low, 0)]
        for (points, added), career in itertools.product(pairs, _careers(facts, category)):
            if points < 0 or (career and added):
                continue
            one = facts._replace(
                category_given=0,
                points=points,
                points_total=points + added,
                status=int(added > 0),
                recency=0,
                career_offender=career,
            )
            excluded = (0, 1) if by_points and points == 0 and facts.zero_point_excluded == UNKNOWN else (0,)
            for each in excluded:
                yield one._replace(zero_point_excluded=each)


def _categories(record: Record, law: Law, days: Days) -> tuple[int, ...]:
    """The categories in which some level has the stated range; all of them where none does, or none is stated."""
    recorded, book = reading.range_of(record.raw.get("original_range")), days.sentencing * C.BOOK_WIDTH
    every = (1, 2, 3, 4, 5, 6)
    return tuple(c for c in every if any(table_range(law, book, k, c) == recorded for k in range(1, 44))) or every


def _careers(facts: Facts, category: int) -> tuple[int, ...]:
    if facts.career_offender != UNKNOWN:
        return (facts.career_offender,)
    return (0, 1) if category == 6 and facts.statute in (USC21_841, USC21_960) else (0,)


def acceptances(facts: Facts) -> Iterator[Facts]:
    for each in (facts.acceptance,) if facts.acceptance != UNKNOWN else (0, 1, 2):
        yield facts._replace(acceptance=each)


def settled(facts: Facts) -> Facts:
    """What is left unknown and cannot matter for these checks, taken as not so."""
    values = {name: 0 for name, value in facts._asdict().items() if value == UNKNOWN and name != "imposed"}
    return facts._replace(**values)


# --- Fitting the stated figures ---------------------------------------------------------------------------------------------


@lru_cache(maxsize=2)
def scenarios(record: Record, free: str = "", with_history: bool = True) -> Fitting:
    """Every scenario that fits the record. `free` names the stated figure that is being checked and may not be used."""
    best: Fitting | None = None
    for levels_given, earlier in ((False, False), (False, True), (True, False)):
        if levels_given and (record.facts.get("base_offense_level_stated") is None or free == "base"):
            continue
        case = reading.case_of(record, levels_given)
        found = fitted(record, _all(record, case, with_history, free, earlier), free)
        if found.scenarios and not found.let_go:
            return found
        if found.scenarios and (best is None or len(found.let_go) < len(best.let_go)):
            best = found
    return best or Fitting((), ())


def _all(record: Record, case: Case, with_history: bool, free: str, earlier: bool) -> list[Scenario]:
    law = assemble.law()
    found: list[Scenario] = []
    stated_base = record.facts.get("base_offense_level_stated")
    total = record.facts.get("total_offense_level") if free != "total" else None
    for facts, days in dated(record, case, earlier):
        for weighed in weights(law, facts):
            if weighed.guideline == S2D1_1 and stated_base is not None and free != "base":
                books = (days.offense * C.BOOK_WIDTH, days.sentencing * C.BOOK_WIDTH)
                if all(stated_base not in _bases(law, weighed, book) for book in books):
                    continue
            for levelled in _levels(record, weighed):
                for each in _completed(record, law, levelled, days, with_history):
                    if len(found) == MOST:
                        raise CaseError("its text leaves so many facts open that they cannot all be gone through")
                    found.append(_with_total(law, each, days, total))
    return found


def _bases(law: Law, facts: Facts, book: int) -> tuple[int, int]:
    base, capped = base_offense_level(law, facts, book)
    return base.level, capped


def _levels(record: Record, facts: Facts) -> Iterator[Facts]:
    """A level that the record does not state is any of the table, and is found through the stated range."""
    if facts.guideline != LEVEL_GIVEN or facts.level_given != UNKNOWN:
        yield facts
        return
    known = record.facts.get("total_offense_level") or record.facts.get("base_offense_level_stated")
    if known is None and reading.range_of(record.raw.get("original_range")) is None:
        yield facts._replace(level_given=0)
        return
    for level in (known,) if known is not None else range(1, 44):
        yield facts._replace(level_given=level, acceptance=0)


def _completed(record: Record, law: Law, facts: Facts, days: Days, with_history: bool) -> Iterator[Facts]:
    for armed in firearms(record, facts):
        for noticed in priors(armed):
            for accepted in acceptances(noticed):
                if not with_history:
                    yield settled(accepted._replace(category_given=max(accepted.category_given, 1)))
                    continue
                for each in histories(record, law, accepted, days):
                    yield settled(each)


def _with_total(law: Law, facts: Facts, days: Days, total: int | None) -> Scenario:
    """The scenario; where the stated total tells of adjustments that the record does not list, with them as one sum."""
    then = governing_figures(law, facts, days)
    if total is not None and then.governs == 0 and then.total != min(total, 43):
        missing = total - (then.adjusted + then.acceptance)
        facts = facts._replace(other_chapter3=facts.other_chapter3 + missing)
        then = governing_figures(law, facts, days)
    return Scenario(facts, days, then)


Test = tuple[str, Callable[[Scenario], bool]]


def fitted(record: Record, found: list[Scenario], free: str) -> Fitting:
    """Keep what fits every stated figure; let one go only where nothing fits it."""
    let_go: list[str] = []
    for name, test in _tests(record):
        if name == free:
            continue
        kept = [scenario for scenario in found if test(scenario)]
        if kept:
            found = kept
        elif found:
            let_go.append(name)
    return Fitting(tuple(found), tuple(let_go))


def _tests(record: Record) -> list[Test]:
    """The figures that the record states, surest first."""
    facts = record.facts
    tests: list[Test] = []
    category = reading.CATEGORIES.get(str(facts.get("criminal_history_category") or "").strip().upper())
    if category:
        tests.append(("category", lambda s: s.then.category == category))
    if facts.get("base_offense_level_stated") is not None:
        tests.append(("base", lambda s: _base_fits(record, s.then)))
    total = facts.get("total_offense_level")
    if total is not None:
        tests.append(("total", lambda s: s.then.total == min(total, 43)))
    recorded = reading.range_of(record.raw.get("original_range"))
    if recorded:
        tests.append(("range", lambda s: range_fits(record, s.then, recorded)))
    minimum = reading.months(facts.get("statutory_minimum_months"))
    if minimum is not None:
        tests.append(("minimum", lambda s: minimum in (s.then.statutory_min, s.then.minimum)))
    maximum = reading.months(facts.get("statutory_maximum"))
    if maximum is not None:
        tests.append(("maximum", lambda s: s.then.statutory_max in (maximum, -1.0)))
    imposed = reading.months(facts.get("sentence_imposed_months"))
    if imposed is not None:
        tests.append(
            ("sentence", lambda s: s.then.statutory_max < 0 or imposed <= s.then.statutory_max + s.then.consecutive)
        )
        if not reading.assisted(record):
            tests.append(("minimum", lambda s: imposed >= s.then.statutory_min))
    return tests


def _base_fits(record: Record, then: Figures) -> bool:
    return record.facts.get("base_offense_level_stated") in (then.base, then.capped)


def range_fits(record: Record, then: Figures, recorded: tuple[float, float]) -> bool:
    """The table's range, the range after the statutes, or with the terms added: texts print any of them."""
    return recorded in ((then.table_min, then.table_max), (then.range_min, then.range_max), (then.low, then.high))


def clipped(cell: tuple[float, float], recorded: tuple[float, float]) -> bool:
    """Whether a recorded range is the cell with one end moved inward by a statutory limit (§5G1.1)."""
    low, high = recorded
    if not (cell[0] <= low and high <= cell[1]) and low != high:
        return False
    after = within_statute(*cell, low if low > cell[0] else 0.0, high if high < cell[1] else -1.0)
    return after[:2] == recorded


def limits_of(facts: Facts, days: Days) -> Any:
    return statutory_limits(assemble.law(), facts, days)


def figures_under(law: Law, scenario: Scenario, book: int) -> Figures:
    return figures(law, scenario.facts, scenario.days, book)

"""USSG ch. 2: the offense level of a guideline other than drugs, on the Manual of a day, from the facts of the offense.

The figures stand in `guidelines/chapter_two` (base levels and characteristics) and `guidelines/chapter_two_ladders`
(loss, tax loss, firearms, persons, images), each row with its act. This module applies them in the order of the Manual:
the greatest base level, then each characteristic in turn, one of a group, with the floors and limits that some carry. A
guideline's own module (`s2b1_1.py` and its neighbours) says which facts it asks and what follows from them.

Facts are yes or no, or whole numbers (dollars, persons, firearms). A fact on which the base level or a ladder turns, left
out, spans its whole range: the answer then has two ends and names the fact. A characteristic left out is taken as not made.
"""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from clemency.errors import CaseError, CoverageError, short, shown
from clemency.law import tables
from clemency.law.dates import format_day, require_guidelines
from clemency.law.explain import Step
from clemency.law.tables import Row

LEVELS = "guidelines/chapter_two"
LADDERS = "guidelines/chapter_two_ladders"
MODULES = {
    "2A1.1": "s2a1_1",
    "2A1.2": "s2a1_1",
    "2A1.3": "s2a1_1",
    "2A1.4": "s2a1_1",
    "2A1.5": "s2a2_1",
    "2A2.1": "s2a2_1",
    "2A2.2": "s2a2_2",
    "2A2.3": "s2a2_1",
    "2A2.4": "s2a2_4",
    "2A3.1": "s2a3_1",
    "2A3.2": "s2a3_1",
    "2A3.3": "s2a3_1",
    "2A3.4": "s2a3_1",
    "2A3.5": "s2a3_5",
    "2A4.1": "s2a4_1",
    "2A4.2": "s2_short",
    "2A5.1": "s2_short",
    "2A5.2": "s2a6_1",
    "2A5.3": "s2_short",
    "2A6.1": "s2a6_1",
    "2A6.2": "s2a6_1",
    "2B1.1": "s2b1_1",
    "2B1.2": "s2b1_2",
    "2B1.3": "s2b1_2",
    "2B1.4": "s2b1_2",
    "2B1.5": "s2_short",
    "2B2.1": "s2b2_1",
    "2B2.2": "s2b2_1",
    "2B2.3": "s2b2_1",
    "2B3.1": "s2b3_1",
    "2B3.2": "s2b3_2",
    "2B3.3": "s2b3_2",
    "2B4.1": "s2b4_1",
    "2B5.1": "s2b5_1",
    "2B5.3": "s2b5_3",
    "2B6.1": "s2_short",
    "2C1.1": "s2c1_1",
    "2C1.2": "s2b4_1",
    "2C1.3": "s2_short",
    "2C1.5": "s2_short",
    "2C1.8": "s2_short",
    "2D1.5": "s2d1_5",
    "2D1.6": "s2d1_5",
    "2D1.7": "s2d1_5",
    "2D1.8": "s2d1_5",
    "2D1.9": "s2_short",
    "2D1.10": "s2d1_5",
    "2D1.11": "s2d1_11",
    "2D1.12": "s2d1_11",
    "2D1.13": "s2d1_11",
    "2D1.14": "s2_short",
    "2D2.1": "s2d2_1",
    "2D2.2": "s2d1_11",
    "2D2.3": "s2_short",
    "2D3.1": "s2_short",
    "2D3.2": "s2_short",
    "2E1.1": "s2e1_1",
    "2E1.2": "s2e1_1",
    "2E1.3": "s2e1_1",
    "2E1.4": "s2e1_1",
    "2E2.1": "s2e2_1",
    "2E3.1": "s2e2_1",
    "2E4.1": "s2e2_1",
    "2E5.1": "s2b4_1",
    "2E5.3": "s2_short",
    "2F1.1": "s2b1_1",
    "2G1.1": "s2g1_1",
    "2G1.2": "s2g1_1",
    "2G1.3": "s2g1_1",
    "2G2.1": "s2g2_1",
    "2G2.2": "s2g2_2",
    "2G2.3": "s2_short",
    "2G2.4": "s2g2_2",
    "2G2.5": "s2_short",
    "2G2.6": "s2g2_1",
    "2G3.1": "s2g2_1",
    "2G3.2": "s2_short",
    "2H1.1": "s2h1_1",
    "2H2.1": "s2_short",
    "2H3.1": "s2_short",
    "2H3.2": "s2_short",
    "2H3.3": "s2_short",
    "2H4.1": "s2h1_1",
    "2H4.2": "s2_short",
    "2J1.1": "s2_short",
    "2J1.2": "s2j1_2",
    "2J1.3": "s2j1_3",
    "2J1.4": "s2j1_3",
    "2J1.5": "s2j1_3",
    "2J1.6": "s2j1_3",
    "2J1.9": "s2j1_3",
    "2K1.1": "s2_short",
    "2K1.3": "s2k1_4",
    "2K1.4": "s2k1_4",
    "2K1.5": "s2_short",
    "2K1.6": "s2_short",
    "2K2.1": "s2k2_1",
    "2K2.2": "s2k2_2",
    "2K2.3": "s2k2_2",
    "2K2.5": "s2k2_2",
    "2K2.6": "s2k2_2",
    "2K3.2": "s2_short",
    "2L1.1": "s2l1_1",
    "2L1.2": "s2l1_2",
    "2L2.1": "s2l2_1",
    "2L2.2": "s2l2_1",
    "2L2.5": "s2_short",
    "2M1.1": "s2m1_1",
    "2M2.1": "s2m1_1",
    "2M2.3": "s2m1_1",
    "2M3.1": "s2m1_1",
    "2M3.2": "s2m1_1",
    "2M3.3": "s2m1_1",
    "2M3.4": "s2m1_1",
    "2M3.5": "s2m1_1",
    "2M3.9": "s2m1_1",
    "2M4.1": "s2m1_1",
    "2M5.1": "s2m5_1",
    "2M5.2": "s2m5_2",
    "2M5.3": "s2m5_1",
    "2M6.1": "s2m1_1",
    "2M6.2": "s2m1_1",
    "2N1.1": "s2_short",
    "2N1.2": "s2_short",
    "2N1.3": "s2_short",
    "2N2.1": "s2n2_1",
    "2N3.1": "s2_short",
    "2P1.1": "s2p1_1",
    "2P1.2": "s2p1_2",
    "2P1.3": "s2_short",
    "2Q1.1": "s2_short",
    "2Q1.2": "s2q1_2",
    "2Q1.3": "s2q1_2",
    "2Q1.4": "s2_short",
    "2Q1.6": "s2_short",
    "2Q2.1": "s2q1_2",
    "2R1.1": "s2r1_1",
    "2S1.1": "s2s1_1",
    "2S1.2": "s2s1_2",
    "2S1.3": "s2s1_2",
    "2T1.1": "s2t1_1",
    "2T1.2": "s2t1_4",
    "2T1.3": "s2t1_4",
    "2T1.4": "s2t1_4",
    "2T1.5": "s2t1_4",
    "2T1.6": "s2t1_4",
    "2T1.7": "s2_short",
    "2T1.8": "s2_short",
    "2T1.9": "s2t1_4",
    "2T2.1": "s2_short",
    "2T2.2": "s2_short",
    "2T3.1": "s2t1_4",
    "2X1.1": "s2x1_1",
    "2X2.1": "s2x1_1",
    "2X3.1": "s2x1_1",
    "2X4.1": "s2x1_1",
    "2X5.1": "s2_short",
    "2X5.2": "s2x1_1",
    "2X6.1": "s2x1_1",
    "2X7.1": "s2_short",
    "2X7.2": "s2_short",
}
"""Guidelines whose level is computed from facts, and the module of each."""

BY_STATUTE = {
    "2A3.6": "18 U.S.C. § 2250(c), now (d), or § 2260A",
    "2B1.6": "18 U.S.C. § 1028A",
    "2K2.4": "18 U.S.C. § 844(h), § 924(c) or § 929(a)",
}
"""Guidelines that take the term of a statute, and the statute."""

MOST_DOLLARS = 10**12
AS_GIVEN = "as_given"
"""In the column of ladders: the level is the fact itself, with the levels of the row more or fewer."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that a guideline asks. most: the largest number it can be; 1 for yes or no. needed: unknown if left out.

    least: the smallest that an unknown one is taken for.
    """

    name: str
    question: str
    most: int = 1
    needed: bool = False
    least: int = 0


@dataclass(frozen=True, slots=True)
class Guideline:
    """What a guideline's module declares. derive: the items of the table that hold, from complete facts on a day."""

    section: str
    title: str
    facts: tuple[Fact, ...]
    derive: Callable[[Mapping[str, int], int], Mapping[str, int]]
    first_day: int
    last_day: int | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """The Manual of a day; acts: amendments that took effect after it, put in place alone, in their order (§1B1.10)."""

    day: int
    acts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Computed:
    """One reading: the base level, the level after every characteristic, the steps with their rows, the guideline."""

    base: int
    level: int
    steps: tuple[Step, ...]
    section: str = ""


@dataclass(frozen=True, slots=True)
class OffenseLevel:
    """The offense level of ch. 2 on a day: the most lenient and the most severe reading of the facts not given.

    missing: facts not given on which the answer turns. assumed: characteristics in force that were not stated and are
    taken as not made.
    """

    section: str
    day: int
    low: Computed
    high: Computed
    missing: tuple[Fact, ...]
    assumed: tuple[Fact, ...]

    @property
    def level(self) -> int | None:
        """The level, if the facts settle it."""
        return self.low.level if self.low.level == self.high.level else None


MOST_LEVEL = 43
UNDERLYING = Fact(
    "underlying_level", "The level of the underlying offense under its own guideline?", MOST_LEVEL, True, 1
)
CROSS_REFERENCE = Fact(
    "cross_reference_level",
    "The level of the guideline that a cross-reference leads to, if greater (else 0)?",
    MOST_LEVEL,
)
REPLACED = Fact(
    "replaced_by_level",
    "The level of the guideline that a cross-reference puts in this one's place (else 0)?",
    MOST_LEVEL,
)


def all_facts(facts: Mapping[str, int], day: int) -> Mapping[str, int]:
    """`derive` of a guideline whose facts are the items of the table."""
    return facts


def offense_level(
    section: str, facts: Mapping[str, int | bool | None], day: int, acts: tuple[str, ...] = ()
) -> OffenseLevel:
    """The offense level of a guideline under the Manual of `day`.

    section: such as "2B1.1".  facts: by the names of `guideline(section).facts`; None is unknown.  acts: later amendments
    to put in place alone.  Raises CoverageError for a guideline that is not modelled or not in force, CaseError for a fact
    it does not ask or that cannot be.
    """
    asked = guideline(section)
    require_guidelines(day, f"the day for §{section}")
    if not asked.first_day <= day or (asked.last_day is not None and day > asked.last_day):
        raise CoverageError(
            f"§{section} on {format_day(day)}: this guideline is modelled from {format_day(asked.first_day)}"
            + (f" to {format_day(asked.last_day)}." if asked.last_day else ".")
            + " Give the offense level as the court found it."
        )
    edition = Edition(day, acts)
    known = _checked(asked, facts)
    missing = tuple(fact for fact in asked.facts if fact.needed and fact.name not in known)
    ends = []
    for severe in (False, True):
        whole = {fact.name: fact.most if severe else fact.least for fact in missing} | known
        for fact in asked.facts:
            whole.setdefault(fact.name, 0)
        ends.append(_compute(asked, whole, day, acts))
    ordered = sorted(ends, key=lambda end: end.level)
    moving = tuple(fact for fact in missing if _moves(asked, known, missing, fact, edition))
    assumed = tuple(fact for fact in asked.facts if not fact.needed and fact.name not in known)
    return OffenseLevel(section, day, ordered[0], ordered[1], moving, assumed)


@dataclass(frozen=True, slots=True)
class Successor:
    """The guideline into which another was consolidated, and what follows for its facts."""

    section: str
    sets: tuple[tuple[str, int], ...] = ()


SUCCESSORS = {
    "2B1.2": Successor("2B1.1"),
    "2B1.3": Successor("2B1.1"),
    "2B2.2": Successor("2B2.1"),
    "2F1.1": Successor("2B1.1"),
    "2G1.2": Successor("2G1.1", (("involved_minor", 1),)),
    "2G2.4": Successor("2G2.2", (("possession_only", 1),)),
    "2K2.2": Successor("2K2.1"),
    "2K2.3": Successor("2K2.1"),
    "2S1.2": Successor("2S1.1", (("convicted_1957", 1),)),
    "2T1.2": Successor("2T1.1"),
    "2T1.3": Successor("2T1.1"),
    "2T1.5": Successor("2T1.1"),
}


def level_under(
    section: str, facts: Mapping[str, int | bool | None], day: int, acts: tuple[str, ...] = ()
) -> OffenseLevel:
    """The level for the same offense on any day: of the guideline itself, or of the one that took its place.

    acts: see `offense_level`.  facts: by the names that either asks, so that one set answers for both days of a comparison;
    a name that neither asks
    is an error. Facts that only the other asks are left aside.
    """
    asked = guideline(section)
    chain = [asked]
    while chain[-1].section in SUCCESSORS:
        chain.append(guideline(SUCCESSORS[chain[-1].section].section))
    names = {fact.name for each in chain for fact in each.facts}
    for name in facts:
        if name not in names:
            near = difflib.get_close_matches(name, names, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else f"Asked: {', '.join(sorted(names))}."
            raise CaseError(f"§{' and §'.join(each.section for each in chain)}: {shown(name)} is not asked. {hint}")
    given = dict(facts)
    while asked.last_day is not None and day > asked.last_day:
        successor = SUCCESSORS[asked.section]
        given |= successor.sets
        asked = guideline(successor.section)
    own = {fact.name for fact in asked.facts}
    return offense_level(asked.section, {name: value for name, value in given.items() if name in own}, day, acts)


def guideline(section: str) -> Guideline:
    """What a guideline asks. CoverageError names the guidelines there are."""
    name = section.removeprefix("USSG").strip().lstrip("§").strip().upper()
    if name in BY_STATUTE:
        raise CoverageError(
            f"§{name} gives no level: the sentence is the term of {BY_STATUTE[name]}. Give that term instead."
        )
    if name not in MODULES:
        near = [section for section in MODULES if section[:2] == name[:2]]
        raise CoverageError(
            f"§{short(name)} is not modelled from its facts. Give the offense level as the court found it, and it is taken as "
            f"given. Modelled of this part: {', '.join(near) or 'none'}; drugs: 2D1.1, 2D1.2. The whole list: clemency law "
            "coverage."
        )
    module = importlib.import_module(f"clemency.law.guidelines.{MODULES[name]}")
    return module.GUIDELINES[name]


def _checked(asked: Guideline, facts: Mapping[str, int | bool | None]) -> dict[str, int]:
    names = {fact.name: fact for fact in asked.facts}
    known: dict[str, int] = {}
    for name, value in facts.items():
        if name not in names:
            near = difflib.get_close_matches(name, names, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else f"It asks: {', '.join(names)}."
            raise CaseError(f"§{asked.section} does not ask {shown(name)}. {hint}")
        if value is None:
            continue
        if not isinstance(value, int) or not 0 <= int(value) <= names[name].most:
            form = "true or false" if names[name].most == 1 else f"a whole number from 0 to {names[name].most}"
            raise CaseError(
                f"§{asked.section}, {name} = {shown(value)}: write {form}; leave it out if it is not known."
            )
        known[name] = int(value)
    return known


def _moves(asked: Guideline, known: Mapping[str, int], missing: tuple[Fact, ...], fact: Fact, edition: Edition) -> bool:
    """Whether one missing fact moves the level, the other missing ones being at either end."""
    for others in (False, True):
        base = {other.name: other.most if others else other.least for other in missing} | dict(known)
        for each in asked.facts:
            base.setdefault(each.name, 0)
        levels = {
            _compute(asked, base | {fact.name: value}, edition.day, edition.acts).level
            for value in (fact.least, fact.most)
        }
        if len(levels) > 1:
            return True
    return False


def _compute(asked: Guideline, facts: Mapping[str, int], day: int, acts: tuple[str, ...] = ()) -> Computed:
    edition = Edition(day, acts)
    holds = asked.derive(facts, day)
    rows = _in_edition(asked.section, edition)
    bases = [
        (amount, row)
        for row in rows
        if row["kind"] == "base" and _applies(row, holds) and (amount := _base(row, holds, edition)) is not None
    ]
    if not bases:
        raise CoverageError(
            f"§{asked.section} on {format_day(day)}: no base offense level in the table for these facts."
        )
    base, base_row = max(bases, key=lambda found: found[0])
    level = base
    steps = [_step(base_row, f"level {base}", base_row["words"] + _rung_words(base_row, holds, edition))]
    taken: dict[str, int] = {}
    for group in _in_order(rows):
        level = _characteristic(group, holds, level, base_row["item"], taken, steps, edition)
    return Computed(base, max(level, 1), tuple(steps), asked.section)


def _in_edition(section: str, edition: Edition) -> list[Row]:
    """The rows of an edition: those in force on its day; an act put in place brings its own and strikes what it replaced."""
    found = [row for row in _rows(section) if row.in_force(edition.day)]
    for act in edition.acts:
        brought = [row for row in _rows(section) if row.authority == act]
        struck = {row["item"] for row in brought} | _ended_by(section, act)
        found = [row for row in found if row["item"] not in struck] + brought
    return found


@cache
def _ended_by(section: str, act: str) -> set[str]:
    ends = tables.schema()[LEVELS].get("ends", ())
    return {end["key"][1] for end in ends if end["key"][0] == section and end["authority"] == act}


def _base(row: Row, holds: Mapping[str, int], edition: Edition) -> int | None:
    """The base level of a row: its own, that of a rung, or a level given as a fact (§2S1.1(a)(1)), with its levels."""
    if row["ladder"] == AS_GIVEN:
        return max(holds[row["item"]] + int(row["levels"]), int(row["floor"] or 0))
    if not row["ladder"]:
        return int(row["levels"])
    rung = _rung(row["ladder"], holds[row["item"]], _day_of(row["ladder"], edition))
    return None if rung is None else int(rung["levels"]) + int(row["levels"])


def _in_order(rows: list[Row]) -> list[list[Row]]:
    """Characteristics in the order of the Manual; those of one group together, since only the greatest counts."""
    groups: dict[tuple[int, str], list[Row]] = {}
    for row in rows:
        if row["kind"] != "base":
            groups.setdefault((int(row["step"]), row["one_of"] or row["item"]), []).append(row)
    return [groups[key] for key in sorted(groups)]


def _characteristic(
    group: list[Row],
    holds: Mapping[str, int],
    level: int,
    base_item: str,
    taken: dict[str, int],
    steps: list[Step],
    edition: Edition,
) -> int:
    """The level after one characteristic: the greatest of its group that applies, its floor, its limit."""
    best: tuple[int, Row, Row] | None = None
    for row in group:
        if row["kind"] in ("limit", "together"):
            return _limit(row, holds, level, taken, steps)
        if row["kind"] in ("at_least", "instead"):
            return _referred(row, holds, level, steps)
        if not _applies(row, holds) or base_item in row["not_with"].split():
            continue
        figure = _rung(row["ladder"], holds[row["item"]], _day_of(row["ladder"], edition)) if row["ladder"] else row
        if figure is None:
            continue
        amount = int(figure["levels"])
        if best is None or amount > best[0]:
            best = (amount, row, figure)
    if best is None:
        return level
    amount, row, figure = best
    if row["kind"] == "down_to":
        reached = min(level, amount)
        steps.append(_step(row, f"level {reached}", row["words"]))
        return reached
    reached = level + amount
    floor = int(row["floor"] or 0)
    words = row["words"]
    if reached < floor:
        reached = floor
        words += f"; at least level {floor}"
    taken[row["one_of"] or row["item"]] = reached - level
    words = words.replace(row["words"], row["words"] + _rung_words(row, holds, edition), 1)
    steps.append(_step(figure, f"{reached - level:+d}", words, row["provision"]))
    return reached


def _limit(row: Row, holds: Mapping[str, int], level: int, taken: dict[str, int], steps: list[Step]) -> int:
    """A limit on the level so far, or on what some characteristics add together (with its floor)."""
    if not _applies(row, holds):
        return level
    most = int(row["levels"])
    if row["kind"] == "limit":
        if level <= most:
            return level
        steps.append(_step(row, f"level {most}", row["words"]))
        return most
    over = sum(taken.get(name, 0) for name in row["one_of"].split()) - most
    if over <= 0:
        return level
    reached = max(level - over, int(row["floor"] or 0))
    if reached < level:
        taken[row["item"]] = reached - level  # a later limit that names it counts what this one left
        steps.append(_step(row, f"{reached - level:+d}", row["words"]))
    return min(reached, level)


def _referred(row: Row, holds: Mapping[str, int], level: int, steps: list[Step]) -> int:
    """The level of another guideline, given as a fact: at_least governs where it is greater, instead always."""
    if not _applies(row, holds):
        return level
    other = max(holds[row["item"]] + int(row["levels"]), int(row["floor"] or 0))
    if row["kind"] == "at_least" and other <= level:
        return level
    steps.append(_step(row, f"level {other}", row["words"]))
    return other


def _applies(row: Row, holds: Mapping[str, int]) -> bool:
    if any(holds.get(name) for name in row["unless"].split()):
        return False
    if row["kind"] in ("limit", "together"):
        return True
    return row["item"] == "otherwise" or bool(holds.get(row["item"], 0))


def _rung(ladder: str, amount: int, day: int) -> Row | None:
    """The highest rung that an amount exceeds; None below the lowest."""
    found = None
    for row in _ladder(ladder):
        if row.in_force(day) and amount > int(row["above"]):
            found = row
    return found


def _day_of(ladder: str, edition: Edition) -> int:
    """The day whose ladder an edition reads: an act put in place brings its ladder whole."""
    day = edition.day
    for act in edition.acts:
        if any(row.authority == act for row in _ladder(ladder)):
            day = tables.authority(act).effective
    return day


def _rung_words(row: Row, holds: Mapping[str, int], edition: Edition) -> str:
    """Which rung of a ladder an amount reached: "more than 400,000"."""
    if not row["ladder"] or row["ladder"] == AS_GIVEN:
        return ""
    rung = _rung(row["ladder"], holds[row["item"]], _day_of(row["ladder"], edition))
    return "" if rung is None or rung["above"] in ("", "-1") else f": more than {int(rung['above']):,}"


def _step(row: Row, value: str, words: str, citation: str = "") -> Step:
    return Step(words, value, "", citation or row["provision"], True, row.authority, row["verified"])


@cache
def _rows(section: str) -> tuple[Row, ...]:
    return tuple(row for row in tables.load(LEVELS) if row["guideline"] == section)


@cache
def _ladder(name: str) -> tuple[Row, ...]:
    rows = [row for row in tables.load(LADDERS) if row["ladder"] == name]
    return tuple(sorted(rows, key=lambda row: (row.effective_from, int(row["above"]))))

"""The remedy of one case: which listed amendments reach it, First Step Act § 404, or clemency only.

Answered for the most lenient and the most severe reading of what is unknown; where they differ the answer is open.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from clemency.law import assemble, explain
from clemency.law import columns as C
from clemency.law.compare import Corner, in_months
from clemency.law.dates import TABLES_AS_OF, parse_day
from clemency.law.facts import Days
from clemency.law.figures import Figures
from clemency.law.guidelines.s1b1_1 import figures
from clemency.law.guidelines.s1b1_11 import before
from clemency.law.remedies import (
    AT_OR_BELOW_FLOOR,
    BECAUSE_CAREER_OFFENDER,
    BECAUSE_LOWERED,
    BECAUSE_MINIMUM,
    BECAUSE_RANGE_UNCHANGED,
    BECAUSE_WEIGHT_SAME_ROW,
    ELIGIBLE,
    UNCHANGED,
    amended,
    covered_by_section_404,
    milder,
    outcome_of,
    section_404_figures,
    substantial_assistance_floor,
    why_unchanged,
)
from clemency.law.retroactive import (
    CONCERNS,
    FIRST_STEP_ACT,
    Listed,
    amendments_after,
    beside_the_book,
    fair_sentencing_act,
    listed_amendments,
)

if TYPE_CHECKING:
    from clemency.cases.comparison import Comparison

REASONS = {
    BECAUSE_LOWERED: "lowers the applicable range",
    BECAUSE_RANGE_UNCHANGED: "does not lower the applicable range",
    BECAUSE_CAREER_OFFENDER: "does not lower the range: the career offender level governs",
    BECAUSE_MINIMUM: "does not lower the range: the statutory minimum governs",
    BECAUSE_WEIGHT_SAME_ROW: "does not lower the range: the base offense level stays the same",
}
SECTION_3582 = "18 U.S.C. § 3582(c)(2); USSG §1B1.10"
NO_FURTHER = "does not lower the range any further than the amendments before it"
UNUSUALLY_LONG_FROM: int = parse_day("2023-11-01")
"""USSG §1B1.13(b)(6) (amendment 814): after ten years served."""
TEN_YEARS = 120.0
BELOW_MINIMUM_FROM: int = parse_day("2014-11-01")
"""USSG §1B1.10(c) (amendment 780): the amended range without §§5G1.1 and 5G1.2, after a motion under § 3553(e)."""
WITHOUT_FIGURES = {"702"}
"""Corrected misprints: the figures entered are the ones meant."""


@dataclass(frozen=True)
class Motion:
    """One court remedy looked at: `eligible` is "yes", "no" or "open" (depends on a missing fact).

    least_term: the lowest term that a court may set under §1B1.10(b)(2), most lenient and most severe reading.
    """

    name: str
    provision: str
    eligible: str
    reason: str
    range_after: tuple[tuple[float, float], tuple[float, float]] | None = None
    least_term: tuple[float, float] | None = None


class _Outcome(NamedTuple):
    """What one amendment does to a reading; `least` is the lowest term a court may set."""

    outcome: int
    because: int
    low: float
    high: float
    least: float


@dataclass(frozen=True)
class Remedy:
    """`answer`: "court" (a motion is open), "open" (depends on missing facts), "none_needed" or "clemency_only"."""

    answer: str
    summary: str
    motions: tuple[Motion, ...]
    notes: tuple[str, ...]


def _reduced(comparison: Comparison, each: Corner, chain: list[Listed]) -> list[_Outcome]:
    """What each amendment does, put in place on top of those before it."""
    law, how = assemble.law(), comparison.case.computation
    edition = None if how is None else comparison.edition(each)
    outcomes = []
    book = each.then.book
    for one in chain:
        if one.act >= 0:
            law = amended(law, book, one.act, one.columns)
            book = len(law.book) - C.BOOK_WIDTH
        elif edition is not None:
            edition = replace(edition, acts=(*edition.acts, one.authority))
        if how is None or edition is None:
            new = figures(law, each.facts, each.days, book)
        else:
            new = how.figures(law, each.facts, each.days, book, edition, comparison.harsh(each))
        outcomes.append(_outcome(comparison, each, new))
    return outcomes


def _outcome(comparison: Comparison, each: Corner, new: Figures) -> _Outcome:
    """§1B1.10(a) and (b) for one amended computation: whether the range falls, and how low a term may go.

    (b)(2)(A) ends at the amended minimum. (b)(2)(B): a term below the original range on a government motion for substantial
    assistance may fall comparably below the amended range; (c), since 2014-11-01, reads that range without §§5G1.1 and
    5G1.2 where the motion also opened the statutory minimum (18 U.S.C. § 3553(e)).
    """
    case, then = comparison.case, each.then
    below = case.assistance_below_minimum and comparison.on >= BELOW_MINIMUM_FROM and new.consecutive == 0
    low, high = (new.table_min, new.table_max) if below else (new.low, new.high)
    lowered = before(low, high, then.low, then.high)
    least = low
    if case.substantial_assistance and case.imposed is not None and case.imposed < then.low:
        least = substantial_assistance_floor(case.imposed, in_months(then.low), in_months(low))
    outcome = outcome_of(lowered, least, each.facts.imposed)
    because = why_unchanged(then, new) if outcome == UNCHANGED else BECAUSE_LOWERED
    return _Outcome(outcome, because, low, high, least)


def _motion(
    name: str, provision: str, pair: tuple[tuple[int, int], tuple[int, int]], ranges: object, lead: str
) -> Motion:
    (lenient, why_lenient), (severe, why_severe) = pair
    if (lenient == ELIGIBLE) == (severe == ELIGIBLE):
        eligible = "yes" if lenient == ELIGIBLE else "no"
    else:
        eligible = "open"
    why = why_severe if severe != ELIGIBLE else why_lenient
    reason = f"{lead} {REASONS[why]}"
    if eligible == "no" and AT_OR_BELOW_FLOOR in (lenient, severe):
        reason = (
            f"{lead} lowers the range, but the term imposed is already at or below the amended minimum; only a term that "
            "was below the range on a government motion can go lower (§1B1.10(b)(2))"
        )
    elif eligible == "open":
        reason = f"{lead} lowers the range on some readings of the missing facts and not on others"
    return Motion(name, provision, eligible, reason, ranges)  # type: ignore[arg-type]


def _with_floor(comparison: Comparison, motion: Motion, least: tuple[float, float]) -> Motion:
    """The motion with how low a court may go, in words (§1B1.10(b)(2))."""
    low, high = sorted(explain.term(round(month, 1)) for month in least)
    text = low if low == high else f"{low} to {high}"
    case = comparison.case
    if case.substantial_assistance and case.imposed is not None and case.imposed < comparison.then[0].low:
        how = f"comparably to the first reduction, about {text} months, and"
        how += " the range read without the statutory minimum ((c))," if case.assistance_below_minimum else ""
        reason = f"{motion.reason}; a court may go, {how} not below time served (§1B1.10(b)(2)(B), (C))"
    else:
        reason = (
            f"{motion.reason}; not below {text}{'' if text == 'life' else ' months'}, nor time served (§1B1.10(b)(2))"
        )
    return replace(motion, reason=reason, least_term=(min(least), max(least)))


def guideline_motions(comparison: Comparison, pair: tuple[Corner, Corner]) -> list[Motion]:
    """18 U.S.C. § 3582(c)(2): each listed amendment after the governing edition, alone and by its own effect.

    pair: the most lenient and the most severe reading for one day of sentencing.
    """
    lenient, severe = pair
    chain = _chain(comparison, pair)
    outcomes = (_reduced(comparison, lenient, chain), _reduced(comparison, severe, chain))
    motions = []
    before = original = (
        (lenient.then.low, lenient.then.high),
        (severe.then.low, severe.then.high),
    )
    for one, first, second in zip(chain, *outcomes, strict=True):
        after = ((first.low, first.high), (second.low, second.high))
        if after == before and not _concerns(comparison, one):
            continue
        name = f"amendment {one.number}"
        title = name[0].upper() + name[1:]
        outcome = ((first.outcome, first.because), (second.outcome, second.because))
        if after == before:
            unchanged = first.because if first.because != BECAUSE_LOWERED else BECAUSE_RANGE_UNCHANGED
            if first.low == lenient.then.minimum and second.low == severe.then.minimum:
                unchanged = BECAUSE_MINIMUM
            outcome = ((UNCHANGED, unchanged), (UNCHANGED, unchanged))
            if unchanged != BECAUSE_MINIMUM and before != original:
                motions.append(Motion(name, SECTION_3582, "no", f"{title} {NO_FURTHER}", after))
                continue
        motion = _motion(name, SECTION_3582, outcome, after, title)
        if motion.eligible != "no":
            motion = _with_floor(comparison, motion, (first.least, second.least))
        motions.append(motion)
        before = after
    return motions


def _chain(comparison: Comparison, pair: tuple[Corner, Corner]) -> list[Listed]:
    """The amendments to put in place, in the order of their days: the engine's, and those of the offense's own guideline."""
    chain = amendments_after(max(each.then.book for each in pair) // C.BOOK_WIDTH, comparison.on)
    how = comparison.case.computation
    if how is not None:
        own = {row.authority for row in how.rows()} | {act for day in how.boundaries() for act in how.acts_of(day)}
        after = max(comparison.edition(each).day for each in pair)
        chain += [one for one in beside_the_book(comparison.on) if one.authority in own and one.day > after]
    return sorted(chain, key=lambda one: (one.day, one.act))


def _not_computed(comparison: Comparison) -> list[str]:
    """Listed amendments that reach the edition of the sentence and change what is no figure here: to be looked at."""
    pair = comparison.corners[-1]
    edition = min(assemble.acts()[each.then.book // C.BOOK_WIDTH].day for each in pair)
    computed = {one.number for one in _chain(comparison, pair)}
    concerned = _concerned(comparison)
    later = [one for one in beside_the_book(comparison.on) if one.day > edition and one.number not in computed]
    found = [one for one in later if concerned & set(CONCERNS[one.number]) and one.number not in WITHOUT_FIGURES]
    notes = []
    if found:
        named = "; ".join(f"{one.number} ({one.moves})" for one in found)
        notes.append(f"Also on the list of §1B1.10(d), reaching this edition, not computed, to be looked at: {named}.")
    case = comparison.case
    if case.offense is None and not case.drugs and (case.base_offense_level or case.total_offense_level):
        others = [one.number for one in later if one not in found]
        if others:
            notes.append(
                "The offense level is taken as given, so the listed amendments of its guideline, if there are any, were not "
                f"put in place: {', '.join(others)} reach this edition."
            )
    return notes


def _concerned(comparison: Comparison) -> set[str]:
    """The guidelines that the case rests on, as far as it says."""
    case = comparison.case
    found = set(case.computation.sections() if case.computation is not None else ())
    if case.drugs and case.offense is None:
        found |= {"2D1.1"} if any(line.weight for line in case.drugs) else set()
    if any(each.facts.career_offender for pair in comparison.corners for each in pair):
        found.add("4B1.2")
    for provision in ("3A1.1", "4B1.3"):
        if any(f"§{provision}" in label for label in case.labels):
            found.add(provision)
    possession = any(text.startswith("21 USC 844") for text in case.statutes)
    crack = any(C.COCAINE_BASE in pair[0].facts.drug for pair in comparison.corners)
    return found | ({"2D2.1"} if possession and crack else set())


def _concerns(comparison: Comparison, one: Listed) -> bool:
    """Whether an amendment speaks of the drugs of the case, so that a lawyer would ask about it."""
    facts = comparison.readings[0][0]
    book = assemble.law().book
    after, before = one.act * C.BOOK_WIDTH, (one.act - 1) * C.BOOK_WIDTH
    for drug in facts.drug:
        if drug == C.NO_DRUG:
            break
        columns: tuple[int, ...] = (C.LADDER + drug, C.PURE_LADDER + drug)
        if facts.drug[1] != C.NO_DRUG or book[after + C.LADDER + drug] == 0:
            columns = (*columns, C.FACTOR + drug, C.PURE_FACTOR + drug)
        if any(book[after + column] != book[before + column] for column in columns):
            return True
    return False


def section_404(comparison: Comparison, pair: tuple[Corner, Corner]) -> Motion | None:
    """First Step Act § 404, for crack sentences imposed before the Fair Sentencing Act."""
    if comparison.on < FIRST_STEP_ACT:
        return None
    law = assemble.law()
    position = fair_sentencing_act()
    if not any(C.COCAINE_BASE in each.facts.drug for each in pair):
        return None
    covered = [covered_by_section_404(law, each.facts, each.days, position) for each in pair]
    provision = "Pub. L. 115-391, § 404; 18 U.S.C. § 3582(c)(1)(B)"
    if not any(covered):
        why = "crack, but not an offense whose penalties the Fair Sentencing Act changed"
        if pair[0].days.sentencing >= position:
            why = "sentenced under the Fair Sentencing Act already (§ 404(c))"
        return Motion("First Step Act § 404", provision, "no", why)
    after = [_under_section_404(comparison, each, position) for each in pair]
    minimums = sorted({f.statutory_min + f.consecutive for f in after})
    text = " to ".join(explain.term(m) for m in minimums)
    lowered = any(milder(f, each.then) for f, each in zip(after, pair, strict=True))
    stays = all(f.statutory_min == each.then.statutory_min for f, each in zip(after, pair, strict=True))
    months = "life" if text == "life" else f"{text} months"
    reason = f"the statutory minimum {'stays' if stays else 'becomes'} {months}"
    if not lowered:
        reason += (
            "; the guideline range stays as it was, and the court may still reduce (Concepcion, 597 U.S. 481 (2022))"
        )
    else:
        ranges = dict.fromkeys(explain.range_text(f.low, f.high) for f in after)
        reason += f"; the range becomes {' to '.join(ranges)}"
    return Motion(
        "First Step Act § 404",
        provision,
        "yes" if all(covered) else "open",
        reason,
        ((after[0].low, after[0].high), (after[1].low, after[1].high)),
    )


def _under_section_404(comparison: Comparison, each: Corner, position: int) -> Figures:
    """The case with the limits as if §§ 2 and 3 of the Fair Sentencing Act had been law, all else as it was."""
    law, how = assemble.law(), comparison.case.computation
    if how is None:
        return section_404_figures(law, each.facts, each.days, each.then, position)
    as_if = Days(each.days.offense, each.days.conviction, position)
    edition, harsh = comparison.edition(each), comparison.harsh(each)
    return how.figures(law, each.facts, each.days, each.then.book, edition, harsh, as_if)


def _motions(comparison: Comparison) -> list[Motion]:
    """Every motion, for each day on which the sentence can have been imposed; open where the day decides."""
    by_day: list[dict[str, Motion]] = []
    for pair in comparison.corners:
        found = guideline_motions(comparison, pair)
        section = section_404(comparison, pair)
        by_day.append({motion.name: motion for motion in ([*found, section] if section else found)})
    names = dict.fromkeys(name for motions in reversed(by_day) for name in motions)
    merged = []
    for name in sorted(names, key=_order_of):
        each = [motions.get(name) for motions in by_day]
        known = [motion for motion in each if motion is not None]
        motion = known[-1]
        if len({one.eligible if one else "no" for one in each}) > 1:
            helps = next(one for one in known if one.eligible != "no")
            reason = (
                f"{name[0].upper()}{name[1:]} can help or not, depending on the days of the offense and the sentence"
            )
            motion = replace(helps, eligible="open", reason=reason)
        merged.append(motion)
    return merged


def _order_of(name: str) -> tuple[int, int]:
    """Amendments in the order of their days, § 404 last."""
    every = [*listed_amendments(), *beside_the_book(TABLES_AS_OF)]
    order = {f"amendment {one.number}": (one.day, one.act) for one in every}
    return order.get(name, (TABLES_AS_OF + 1, 0))


def remedy_of(comparison: Comparison) -> Remedy:
    """The remedies still open on the chosen day, with the reason for each."""
    motions = _motions(comparison)
    notes = (*_notes(comparison), *_not_computed(comparison))
    yes = [motion.name for motion in motions if motion.eligible == "yes"]
    unsure = [motion.name for motion in motions if motion.eligible == "open"]
    if yes:
        return Remedy("court", f"A court may reduce the sentence: {', '.join(yes)}.", tuple(motions), notes)
    if unsure:
        text = f"A motion may be open, depending on missing facts: {', '.join(unsure)}."
        return Remedy("open", text, tuple(motions), notes)
    if comparison.status == "lower_today":
        text = "No court remedy found for the difference: clemency only."
        return Remedy("clemency_only", text, tuple(motions), notes)
    if comparison.status.startswith("needs_fact"):
        return Remedy(
            "open",
            "Whether today's law is lower depends on missing facts; no court remedy found.",
            tuple(motions),
            notes,
        )
    return Remedy(
        "none_found", "Today's range is not lower, and no listed amendment reaches the case.", tuple(motions), notes
    )


def _notes(comparison: Comparison) -> tuple[str, ...]:
    notes = []
    statutes_changed = [
        move
        for move in comparison.moves
        if move.authority.startswith("pub_l_115_391") and (move.low < 0 or move.severe_low < 0)
    ]
    if statutes_changed:
        notes.append(
            "The First Step Act changes that move this case are not retroactive (§§ 401(c), 402(b), 403(b)); they apply at a "
            "resentencing after the sentence was vacated (Hewitt v. United States (2025), from memory)."
        )
    imposed = comparison.case.imposed
    long_enough = imposed is None or imposed > TEN_YEARS
    if comparison.on >= UNUSUALLY_LONG_FROM and comparison.status == "lower_today" and long_enough:
        text = (
            "Compassionate release, 18 U.S.C. § 3582(c)(1)(A): USSG §1B1.13(b)(6) lets a court weigh an unusually long "
            "sentence after ten years served."
        )
        doubt = (
            " In doubt since Rutherford v. United States, No. 24-820 (2026-05-28): a disparity from a change that Congress "
            "left prospective is not by itself extraordinary and compelling; known here from summaries only, how far it "
            "reaches other changes is open."
        )
        notes.append(text + doubt)
    return tuple(notes)

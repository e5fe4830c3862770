"""The remedy of one case: which listed amendments reach it, First Step Act § 404, or clemency only.

Answered for the most lenient and the most severe reading of what is unknown; where they differ the answer is open.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from clemency.law import assemble, explain
from clemency.law import columns as C
from clemency.law.compare import Corner
from clemency.law.dates import parse_day
from clemency.law.remedies import (
    AT_OR_BELOW_FLOOR,
    BECAUSE_CAREER_OFFENDER,
    BECAUSE_LOWERED,
    BECAUSE_MINIMUM,
    BECAUSE_RANGE_UNCHANGED,
    BECAUSE_WEIGHT_SAME_ROW,
    ELIGIBLE,
    UNCHANGED,
    Reduced,
    amended,
    covered_by_section_404,
    milder,
    reduction,
    section_404_figures,
)
from clemency.law.retroactive import FIRST_STEP_ACT, Listed, amendments_after, fair_sentencing_act, listed_amendments

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


@dataclass(frozen=True)
class Motion:
    """One court remedy looked at: `eligible` is "yes", "no" or "open" (depends on a missing fact)."""

    name: str
    provision: str
    eligible: str
    reason: str
    range_after: tuple[tuple[float, float], tuple[float, float]] | None = None


@dataclass(frozen=True)
class Remedy:
    """`answer`: "court" (a motion is open), "open" (depends on missing facts), "none_needed" or "clemency_only"."""

    answer: str
    summary: str
    motions: tuple[Motion, ...]
    notes: tuple[str, ...]


def _reduced(each: Corner, chain: list[Listed]) -> list[Reduced]:
    """What each amendment does, put in place on top of those before it."""
    law = assemble.law()
    outcomes = []
    book = each.then.book
    for one in chain:
        law = amended(law, book, one.act, one.columns)
        book = len(law.book) - C.BOOK_WIDTH
        outcomes.append(reduction(law, each.facts, each.days, each.then, book))
    return outcomes


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


def guideline_motions(comparison: Comparison, pair: tuple[Corner, Corner]) -> list[Motion]:
    """18 U.S.C. § 3582(c)(2): each listed amendment after the governing edition, alone and by its own effect.

    pair: the most lenient and the most severe reading for one day of sentencing.
    """
    lenient, severe = pair
    chain = amendments_after(max(lenient.then.book, severe.then.book) // C.BOOK_WIDTH, comparison.on)
    outcomes = (_reduced(lenient, chain), _reduced(severe, chain))
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
        motions.append(_motion(name, SECTION_3582, outcome, after, title))
        before = after
    return motions


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
    after = [section_404_figures(law, each.facts, each.days, each.then, position) for each in pair]
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


def _order_of(name: str) -> int:
    """Amendments in the order of their days, § 404 last."""
    names = [f"amendment {one.number}" for one in listed_amendments()]
    return names.index(name) if name in names else len(names)


def remedy_of(comparison: Comparison) -> Remedy:
    """The remedies still open on the chosen day, with the reason for each."""
    motions = _motions(comparison)
    notes = _notes(comparison)
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

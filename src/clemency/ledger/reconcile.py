"""Our count beside every figure that a source stated: agrees, explained, open, or not comparable.

A difference is explained only by something that can be checked again: another counting rule or day under which the
stated figure is exactly right, a known gap of just that size, or an entry of ``data/explanations.toml`` made for just
that difference. Anything else is open, and stays on the list with what is known of it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal

from clemency.ledger.counting import RULES, Figure, Where, count, fiscal_year_days, gap_words
from clemency.ledger.model import Claim, Gap, Record

Outcome = Literal["agrees", "explained", "open", "not comparable"]
OUTCOMES: tuple[Outcome, ...] = ("open", "explained", "agrees", "not comparable")

# Measures of a day or of a running total, and the rule that answers them.
_OF_GRANTS = {
    "pardons": "pardons",
    "commutations": "commutations",
    "life": "life_sentences",
    "total_pardons": "pardons",
    "total_commutations": "commutations",
    "total_life": "life_sentences",
    "granted": "grants",
    "respites": "reprieves",
    "remissions": "remissions",
}


@dataclass(frozen=True, slots=True)
class Balance:
    """One stated figure beside ours. ``difference`` is stated less ours."""

    claim: Claim
    ours: Figure | None
    difference: int | None
    outcome: Outcome
    explanation: str

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        claim = self.claim
        return {
            "claim": claim.id,
            "president": claim.president,
            "measure": claim.measure,
            "period": claim.period,
            "as_of": claim.as_of.isoformat(),
            "fiscal_year": claim.fiscal_year,
            "stated": claim.value,
            "ours": self.ours.value if self.ours else None,
            "rule": self.ours.rule if self.ours else None,
            "difference": self.difference,
            "outcome": self.outcome,
            "explanation": self.explanation,
            "stated_in": claim.stated_in or claim.source,
        }


def reconcile(record: Record) -> list[Balance]:
    """Every claim of the record beside our count, in the record's order of claims."""
    return _spread_over_years(record, [balance(record, claim) for claim in record.claims])


def _spread_over_years(record: Record, balances: list[Balance]) -> list[Balance]:
    """Explain yearly differences by a gap whose size is known for all years of a president together.

    The statistics are then the only source of how the missing grants fall over the years: the yearly differences of one
    kind must add up to just the gap, and the difference of all grants in a year must be the sum of its kinds.
    """
    by_kind: dict[tuple[str, str], list[Balance]] = {}
    by_year: dict[tuple[str, int | None, str], dict[str, int]] = {}
    for held in balances:
        claim = held.claim
        if claim.period == "fiscal year" and held.difference is not None and held.ours is not None:
            by_kind.setdefault((claim.president, claim.measure), []).append(held)
            by_year.setdefault((claim.president, claim.fiscal_year, claim.source), {})[claim.measure] = held.difference
    out = []
    for held in balances:
        claim = held.claim
        words = ""
        if held.outcome == "open" and claim.period == "fiscal year" and held.difference is not None:
            words = _share_of_gap(held, by_kind[claim.president, claim.measure]) or _sum_of_kinds(
                held, by_year[claim.president, claim.fiscal_year, claim.source]
            )
        out.append(replace(held, outcome="explained", explanation=words) if words else held)
    return out


def _share_of_gap(held: Balance, of_kind: list[Balance]) -> str:
    assert held.ours is not None
    assert held.difference is not None
    missing = sum(gap.missing or 0 for gap in held.ours.gaps)
    years = {balance.claim.fiscal_year: balance.difference or 0 for balance in of_kind}
    if not missing or held.difference <= 0 or sum(years.values()) != missing:
        return ""
    return f"{held.difference} of the {missing} grants not held fall in this year, by the statistics alone."


def _sum_of_kinds(held: Balance, differences: dict[str, int]) -> str:
    if held.claim.measure != "granted":
        return ""
    parts = {name: d for name, d in differences.items() if name != "granted" and d}
    if not parts or sum(parts.values()) != held.difference:
        return ""
    return "The sum of the differences of its kinds: " + ", ".join(f"{n} {d:+}" for n, d in parts.items()) + "."


def balance(record: Record, claim: Claim) -> Balance:
    """One claim beside our count."""
    rule = RULES.get(_OF_GRANTS.get(claim.measure, ""))
    if rule is None:
        if claim.measure == "others":
            return _class_act(record, claim)
        return Balance(
            claim, None, None, "not comparable", "The record holds grants, not petitions; kept as the source's claim."
        )
    if claim.value is None:
        return Balance(claim, None, None, "not comparable", "The source states words, not a number.")
    where = question(claim)
    ours = count(record, rule, where)
    if rule.name in ("reprieves", "remissions") and claim.value and not ours.value:
        words = "Respites and remissions by name are not in the sources; the figure is kept as the source's claim."
        return Balance(claim, ours, claim.value, "not comparable", words)
    if not ours.value and _outside(record, where):
        words = "The record holds no names of that time; the figure is kept as the source's claim."
        return Balance(
            claim, ours, claim.value, "not comparable" if claim.value else "agrees", words if claim.value else ""
        )
    difference = claim.value - ours.value
    if difference == 0:
        return Balance(claim, ours, 0, "agrees", "")
    entry = _explanation(claim)
    if entry is not None and entry["difference"] == difference:
        return Balance(claim, ours, difference, "open" if entry.get("open") else "explained", entry["text"])
    for words in _reasons(record, claim, where, ours, difference):
        return Balance(claim, ours, difference, "explained", words)
    return Balance(claim, ours, difference, "open", _on_file(claim, difference) or "No explanation found yet.")


def question(claim: Claim) -> Where:
    """The question whose answer the claim states, as known on its day; statistics of a year as known today."""
    base = Where(president=claim.president)
    if claim.period == "day":
        return replace(base.on(claim.as_of), known_on=claim.as_of)
    if claim.period == "total":
        return replace(base, term=claim.term if _of_one_term(claim) else "", until=claim.as_of, known_on=claim.as_of)
    if claim.period == "total before":
        before = claim.as_of - timedelta(days=1)
        return replace(base, until=before, known_on=before)
    assert claim.fiscal_year is not None
    first, last = fiscal_year_days(claim.fiscal_year)
    return replace(base, since=first, until=min(last, claim.as_of))


def _of_one_term(claim: Claim) -> bool:
    """A president who returned after another is counted term by term; sources never add such terms."""
    return claim.president == "trump" and bool(claim.term)


def _outside(record: Record, where: Where) -> bool:
    """True if the record claims nothing about the time asked about."""
    first = record.grants[0].signed_on if record.grants else date.max
    return where.until is not None and where.until < first


def _reasons(record: Record, claim: Claim, where: Where, ours: Figure, difference: int) -> Iterator[str]:
    """Explanations that can be checked again, the most exact first."""
    assert claim.value is not None
    rule = RULES[ours.rule]
    if claim.period == "day":
        announced = count(record, rule, replace(where, day="announced", known_on=None))
        if announced.value == claim.value:
            yield "Agrees by the day announced; the papers were signed on other days."
    if where.known_on is not None:
        later = count(record, rule, replace(where, known_on=None))
        if later.value == claim.value:
            yield "Agrees with what became known later (a grant announced or declined afterwards)."
    if ours.rule == "life_sentences":
        wider = count(record, RULES["life_in_any_term"], where)
        if wider.value == claim.value:
            yield "Agrees when every sentence that names life counts, also where a court had since reduced it."
    if ours.unknown and ours.value < claim.value <= ours.value + ours.unknown:
        yield f"Within what the record cannot say: {ours.unknown} rows do not print the sentence."
    yield from _by_gaps(ours.gaps, difference)


def _by_gaps(gaps: tuple[Gap, ...], difference: int) -> Iterator[str]:
    if difference <= 0 or not gaps:
        return
    known = sum(gap.missing for gap in gaps if gap.missing is not None)
    words = "; ".join(gap_words(gap) for gap in gaps)
    if difference == known:
        yield f"Just the grants not held: {words}."
    elif any(gap.missing is None for gap in gaps) and difference >= known:
        yield f"Grants not held, their number not stated: {words}."


def _class_act(record: Record, claim: Claim) -> Balance:
    """A class pardon is held as an act with its scope; it makes no rows."""
    held = [act for act in record.acts.values() if act.is_class and claim.as_of in (act.signed_on, act.announced_on)]
    if held:
        return Balance(claim, None, None, "agrees", f"Held as a class act without rows: {held[0].title}.")
    return Balance(claim, None, None, "open", "The source names a class act that the record does not hold.")


@cache
def _explanations() -> tuple[dict[str, Any], ...]:
    path = Path(__file__).parent / "data" / "explanations.toml"
    return tuple(tomllib.loads(path.read_text(encoding="utf-8")).get("explanation", ()))


def _explanation(claim: Claim) -> dict[str, Any] | None:
    return next(
        (
            entry
            for entry in _explanations()
            if (entry["president"], entry["measure"], entry["period"]) == (claim.president, claim.measure, claim.period)
            and (entry["as_of"], entry.get("stated", claim.value)) == (claim.as_of, claim.value)
        ),
        None,
    )


def _on_file(claim: Claim, difference: int) -> str:
    entry = _explanation(claim)
    if entry is None:
        return ""
    return f"The explanation on file is for a difference of {entry['difference']}, not {difference}: {entry['text']}"

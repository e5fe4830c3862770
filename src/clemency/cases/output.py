"""A comparison as plain values, for `--json`, the library and the pages. Life is "life", days are ISO text."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from clemency.law import explain, tables
from clemency.law.dates import format_day
from clemency.law.explain import Step
from clemency.law.facts import LIFE
from clemency.law.figures import GOVERNS_ARMED_CAREER, GOVERNS_CAREER, Figures

if TYPE_CHECKING:
    from clemency.cases.comparison import Comparison, Interval


def months(value: float | None) -> float | int | str | None:
    """Months as JSON has them: whole numbers whole, life as "life"."""
    if value is None or value == LIFE:
        return "life" if value == LIFE else None
    return int(value) if value == int(value) else round(value, 4)


def interval(value: Interval) -> dict[str, Any]:
    return {"least": months(value.least), "most": months(value.most)}


def _figures_of(result: Comparison, which: str, severe: bool) -> dict[str, Any]:
    """The figures of one reading; the level of Chapter Two apart from its base, where it is computed."""
    f = (result.then if which == "then" else result.now)[int(severe)]
    plain = figures_dict(f)
    if result.case.offense is None:
        return plain
    return plain | {"base_offense_level": result.base_level(which, severe), "chapter_two_level": f.base}


def figures_dict(f: Figures) -> dict[str, Any]:
    governs = {GOVERNS_CAREER: "career_offender", GOVERNS_ARMED_CAREER: "armed_career_criminal"}
    return {
        "edition": explain.edition(f.book),
        "base_offense_level": f.base,
        "level_after_role_limit": f.capped,
        "total_offense_level": f.total,
        "criminal_history_category": explain.CATEGORIES[f.category],
        "criminal_history_points": f.points,
        "governs": governs.get(f.governs, "offense"),
        "table_range": [months(f.table_min), months(f.table_max)],
        "statutory_minimum": months(f.statutory_min),
        "statutory_maximum": months(f.statutory_max) if f.statutory_max >= 0 else None,
        "supervised_release_minimum": months(f.supervised_release_min),
        "safety_valve": bool(f.safety_valve),
        "consecutive": months(f.consecutive),
        "minimum_in_all": months(f.minimum),
        "range": [months(f.low), months(f.high)],
    }


def step_dict(step: Step) -> dict[str, Any]:
    return {
        "rule": step.rule,
        "value": step.value,
        "reason": step.reason,
        "citation": step.citation,
        "applied": step.applied,
        "authority": step.authority or None,
        "verified": step.verified or None,
    }


def comparison_dict(result: Comparison) -> dict[str, Any]:
    """Everything a comparison says. `least` and `most` are the ends of what the missing facts allow."""
    remedy = result.remedy
    return {
        "case": result.case.name or result.case.source,
        "as_of": result.as_of,
        "on": format_day(result.on),
        "status": result.status,
        "then": {"least": _figures_of(result, "then", False), "most": _figures_of(result, "then", True)},
        "now": {"least": _figures_of(result, "now", False), "most": _figures_of(result, "now", True)},
        "resentenced_today": {
            "least": [months(result.resentenced[0].low), months(result.resentenced[0].high)],
            "most": [months(result.resentenced[1].low), months(result.resentenced[1].high)],
        },
        "minimum_then": interval(result.minimum("then")),
        "minimum_now": interval(result.minimum("now")),
        "safety_valve": {"then": result.safety_valve("then"), "now": result.safety_valve("now")},
        "difference_months": interval(result.difference),
        "imposed": months(result.case.imposed),
        "ratio_imposed_to_now": interval(result.ratio),
        "life_counted_as_470_months": result.uses_life_convention,
        "missing": [m._asdict() for m in result.missing],
        "assumed_not_found": [a._asdict() for a in result.assumptions],
        "moves": [
            {
                "day": format_day(m.day),
                "authority": m.authority or None,
                "title": m.title,
                "moved": m.moved,
                "citation": tables.authority(m.authority).citation if m.authority else None,
                "months": {"least": [m.low, m.high], "most": [m.severe_low, m.severe_high]},
            }
            for m in result.moves
        ],
        "moves_and_timeline_follow": result.follows_one_reading or None,
        "timeline": [
            {
                "day": format_day(p.day),
                "least": [months(p.lenient[0]), months(p.lenient[1])],
                "most": [months(p.severe[0]), months(p.severe[1])],
                "acts": list(p.acts),
                "changed": p.changed,
            }
            for p in result.timeline
        ],
        "steps": {
            "then": [step_dict(step) for step in result.steps_then],
            "now": [step_dict(step) for step in result.steps_now],
        },
        "prior_sentences": {
            "steps": [step_dict(step) for step in result.case.findings],
            "notes": list(result.case.notes) if result.case.findings else [],
        },
        "remedy": {
            "answer": remedy.answer,
            "summary": remedy.summary,
            "motions": [
                {
                    "name": m.name,
                    "provision": m.provision,
                    "eligible": m.eligible,
                    "reason": m.reason,
                    "least_term": None if m.least_term is None else [months(end) for end in m.least_term],
                    "range_after": None
                    if m.range_after is None
                    else {
                        "least": [months(end) for end in m.range_after[0]],
                        "most": [months(end) for end in m.range_after[1]],
                    },
                }
                for m in remedy.motions
            ],
            "notes": list(remedy.notes),
        },
        "stated_otherwise": list(result.disagreements),
        "not_legal_advice": True,
    }


def span_text(least: Figures, most: Figures) -> str:
    """A range for people, or the two between which it lies."""
    low, high = explain.range_text(least.low, least.high), explain.range_text(most.low, most.high)
    return low if low == high else f"{low} to {high}"


def comparison_html(result: Comparison) -> str:
    """A small table for notebooks: the answer and its steps."""

    def rows(steps: tuple[Step, ...]) -> str:
        return "".join(
            f"<tr><td>{html.escape(s.rule)}</td><td>{html.escape(s.value)}</td><td>{html.escape(s.reason)}</td>"
            f"<td>{html.escape(s.citation)}</td></tr>"
            for s in steps
        )

    title = html.escape(result.case.name or "Then and now")
    head = (
        f"<p><strong>{title}</strong>: then {span_text(*result.then)} months, now {span_text(*result.now)} months "
        f"({html.escape(result.as_of)}): {html.escape(result.status)}. {html.escape(result.remedy.summary)}</p>"
    )
    return (
        f"{head}<table><caption>Then</caption>{rows(result.steps_then)}</table>"
        f"<table><caption>Now</caption>{rows(result.steps_now)}</table>"
    )

"""The comparison sheet of one case: words for the terminal and the memo, a picture of the range through time."""

from __future__ import annotations

import textwrap
from typing import Any

from clemency.cases.comparison import Comparison, Interval, Move, Point
from clemency.cases.output import span_text
from clemency.law.compare import LIFE_IN_MONTHS, in_months
from clemency.law.dates import format_day
from clemency.law.explain import Step, range_text, term

WIDTH = 100
BARS = " ▁▂▃▄▅▆▇█"
STATUS = {
    "lower_today": "lower today",
    "same": "the same today",
    "higher": "higher today",
}


def _wrap(text: str, indent: str = "  ", first: str | None = None) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent if first is None else first, subsequent_indent=indent)


def _interval(value: Interval, unit: str = "") -> str:
    if value.least is None and value.most is None:
        return "not known"
    low = "any" if value.least is None else f"{value.least:.3g}" if unit == "x" else term(value.least)
    high = "no limit" if value.most is None else f"{value.most:.3g}" if unit == "x" else term(value.most)
    return low if low == high else f"{low} to {high}"


def _table(rows: list[tuple[str, ...]], indent: str = "  ") -> list[str]:
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    return [(indent + "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True))).rstrip() for row in rows]


def _answer(result: Comparison) -> list[str]:
    then, now = result.then, result.now
    rows = [
        ("", "then", "now"),
        ("guideline sentence, months", span_text(*then), span_text(*now)),
        ("mandatory minimum, months", _interval(result.minimum("then")), _interval(result.minimum("now"))),
    ]
    if any(f.base or f.career_level or f.armed_career_level for f in (*then, *now)):
        rows[2:2] = [
            ("offense level", _ends(then[0].total, then[1].total), _ends(now[0].total, now[1].total)),
            ("criminal history category", _roman(then), _roman(now)),
        ]
    valves = result.safety_valve("then"), result.safety_valve("now")
    if valves != ("no", "no"):
        rows.append(("safety valve below it", *valves))
    if then[0].statutory_max >= 0:
        rows.append(("statutory maximum, months", _maximum(then), _maximum(now)))
    return _table(rows)


def _maximum(pair: tuple[Any, Any]) -> str:
    low, high = sorted(f.statutory_max for f in pair)
    return term(low) if low == high else f"{term(low)} to {term(high)}"


def _ends(a: int, b: int) -> str:
    low, high = sorted((a, b))
    return str(low) if low == high else f"{low} to {high}"


def _roman(pair: tuple[Any, Any]) -> str:
    names = ["", "I", "II", "III", "IV", "V", "VI"]
    low, high = sorted(f.category for f in pair)
    return names[low] if low == high else f"{names[low]} to {names[high]}"


def _steps(title: str, steps: tuple[Step, ...]) -> list[str]:
    lines = [title]
    for step in steps:
        mark = " " if step.applied else "·"
        reason = f"{step.rule}: {step.reason}" if step.reason else step.rule
        cite = f"  [{step.citation}]" if step.citation else ""
        lines += _wrap(f"{reason}{cite}", " " * 16, f" {mark}{step.value:>12}  ")
    return lines


def _move_line(move: Move) -> tuple[str, str, str, str]:
    ends = sorted({round(move.low, 4), round(move.severe_low, 4)})
    months = " to ".join(f"{end:+g}" for end in ends)
    name = move.authority.replace("amend_", "amend. ") if move.authority.startswith("amend_") else ""
    what = move.moved if move.authority else move.title
    return format_day(move.day), months, name, what


def _priors(result: Comparison) -> list[str]:
    """What follows from the prior sentences listed: points, then the rules that count predicates."""
    case = result.case
    if not case.findings:
        return []
    lines = _steps("From the prior sentences", case.findings)
    for note in case.notes:
        lines += _wrap(note, "    ", "  - ")
    return lines


def _moves(result: Comparison) -> list[str]:
    if not result.moves:
        return ["What moved it: nothing; no act of law between the two days touches this case."]
    lines = ["What moved it (months at the bottom of the range; they add up to the whole difference)"]
    for move in result.moves:
        day, months, name, what = _move_line(move)
        title = name or move.title
        text = title if title == what else f"{title}: {what}"
        lines += _wrap(text, " " * 27, f"  {day}  {months:>11}  ")
    ends = sorted({round(sum(m.low for m in result.moves), 4), round(sum(m.severe_low for m in result.moves), 4)})
    lines.append(f"  {'in all':<10}  {' to '.join(f'{end:+g}' for end in ends):>11}")
    if result.follows_one_reading:
        lines += _wrap(f"(these and the timeline follow one reading of the days: {result.follows_one_reading})")
    return lines


def sparkline(points: tuple[Point, ...]) -> str:
    """The bottom of the range (most severe reading) through time, one mark for each day the law changed."""
    values = [in_months(point.severe[0]) for point in points]
    top = max([*values, 1.0])
    return "".join(BARS[max(1, round(value / top * 8))] if value else BARS[1] for value in values)


def _timeline(result: Comparison) -> list[str]:
    points = result.timeline
    shown = [point for k, point in enumerate(points) if k == 0 or point.changed]
    lines = [f"Timeline  {format_day(points[0].day)} {sparkline(points)} {format_day(result.on)}"]
    rows = []
    for point in shown:
        low, high = range_text(*point.lenient), range_text(*point.severe)
        rows.append((format_day(point.day), low if low == high else f"{low} to {high}"))
    return lines + _table(rows, "  ")


def _remedy(result: Comparison) -> list[str]:
    remedy = result.remedy
    lines = [f"Remedy: {remedy.summary}"]
    for motion in remedy.motions:
        lines += _wrap(f"{motion.reason}  [{motion.provision}]", " " * 8, f"  {motion.eligible:<4}  ")
    for note in remedy.notes:
        lines += _wrap(note, "    ", "  - ")
    return lines


def _questions(result: Comparison) -> list[str]:
    lines = []
    if result.missing:
        lines.append("Not known (months it can move the bottom of the range: then, now)")
        for fact in result.missing:
            lines += _wrap(
                f"{fact.question} ({fact.found_in})", " " * 17, f"  {fact.months_then:>6g} {fact.months_now:>6g}  "
            )
    if result.assumptions:
        by_months: dict[float, list[str]] = {}
        for assumption in result.assumptions:
            by_months.setdefault(assumption.months_now, []).append(assumption.text)
        listed = "; ".join(f"{', '.join(texts)} {months:+g}" for months, texts in by_months.items())
        lines += _wrap(f"Taken as not found, because not listed (months it would add today): {listed}.", "  ", "")
    return lines


def sheet(result: Comparison) -> str:
    """The whole comparison as text, for the terminal."""
    case = result.case
    head = case.name or case.source
    status = STATUS.get(result.status, result.status.replace("needs_fact:", "open, it depends on: ").replace("_", " "))
    lines = [f"{head}: {status}  ({result.as_of})", ""]
    lines += _answer(result)
    lines.append("")
    lines.append(f"  difference  {_interval(result.difference)} months")
    if case.imposed is not None:
        lines.append(
            f"  imposed     {term(case.imposed)}; {_interval(result.ratio, 'x')} times the bottom of today's range"
        )
    if result.uses_life_convention:
        lines.append(
            f"  (life counted as {LIFE_IN_MONTHS:g} months in differences and ratios, the Commission's convention)"
        )
    again = result.resentenced
    if (again[0].low, again[1].low) != (result.now[0].low, result.now[1].low):
        lines.append(f"  sentenced today for the old offense, ex post facto clause applied: {span_text(*again)}")
    for sentence in result.disagreements:
        lines += _wrap(sentence, "  ")
    for block in (
        _priors(result),
        _steps("Then, step by step", result.steps_then),
        _steps(f"Now, step by step ({result.as_of})", result.steps_now),
        _moves(result),
        _timeline(result),
        _remedy(result),
        _questions(result),
    ):
        if block:
            lines += ["", *block]
    if result.missing:
        lines += ["", "The steps show the most severe reading of what is not known."]
    lines += ["", "Information, not legal advice. A dot marks a rule that was looked at and did not apply."]
    return "\n".join(lines)


def timeline_chart(result: Comparison) -> Any:
    """The range through time as a chart: the band between bottom and top, for either reading of what is unknown."""
    import altair as alt

    from clemency.cases.output import months

    rows = []
    points = list(result.timeline)
    for reading in ("least", "most"):
        for point in [*points, points[-1]._replace(day=result.on)]:
            low, high = point.lenient if reading == "least" else point.severe
            rows.append(
                {
                    "day": format_day(point.day),
                    "reading": "most lenient reading" if reading == "least" else "most severe reading",
                    "low": in_months(low),
                    "high": in_months(high),
                    "range": f"{months(low)}-{months(high)}",
                }
            )
    certain = all(point.lenient == point.severe for point in points)
    if certain:
        rows = [row | {"reading": "guideline range"} for row in rows if row["reading"] == "most severe reading"]
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X("day:T", title=None, axis=alt.Axis(format="%Y")),
        color=alt.Color("reading:N", title=None, legend=alt.Legend(orient="top")),
    )
    band = base.mark_area(interpolate="step-after", opacity=0.3).encode(
        y=alt.Y("low:Q", title="months (life at 470)"), y2="high:Q"
    )
    line = base.mark_line(interpolate="step-after", strokeWidth=1.5).encode(y="low:Q")
    layers = [band, line]
    if result.case.imposed is not None:
        imposed = alt.Chart(
            alt.Data(values=[{"y": in_months(result.case.imposed), "text": f"imposed: {term(result.case.imposed)}"}])
        )
        layers.append(imposed.mark_rule(strokeDash=[4, 3]).encode(y="y:Q"))
        layers.append(imposed.mark_text(align="left", dx=4, dy=-6, x=0).encode(y="y:Q", text="text:N"))
    title = f"{result.case.name or 'Guideline range'}: the range by day ({result.as_of})"
    return alt.layer(*layers).properties(width=640, height=300, title=title)


def save_chart(result: Comparison, path: str) -> None:
    """Write the timeline as SVG or PNG, by the file's ending. InputError for another ending."""
    from pathlib import Path

    from clemency.errors import InputError

    ending = Path(path).suffix.lower()
    if ending not in (".svg", ".png"):
        raise InputError(
            f"--chart {path}: the ending {ending or '(none)'} is not a picture format here. Use .svg or .png."
        )
    import vl_convert as vlc

    spec = timeline_chart(result).to_dict()
    if ending == ".svg":
        Path(path).write_text(vlc.vegalite_to_svg(spec), encoding="utf-8")
    else:
        Path(path).write_bytes(vlc.vegalite_to_png(spec, scale=2))

"""Charts drawn on the server as SVG: classes for colour (so that light and dark both read), no style and no script.

Every chart is made beside a table that says the same, so the picture is marked as an image with one sentence of text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

WIDTH, HEIGHT = 720, 320
LEFT, RIGHT, TOP, BOTTOM = 78, 22, 34, 36


@dataclass(frozen=True, slots=True)
class Series:
    """One stepped line. ``points``: from a day on, a value; None where there is none. ``top`` makes it a band."""

    label: str
    points: tuple[tuple[int, float | None], ...]
    top: tuple[float, ...] = ()


def step_chart(
    series: Sequence[Series],
    *,
    end: int,
    title: str,
    unit: str,
    rule: tuple[float, str] | None = None,
    cap: tuple[float, str] | None = None,
    log: bool = False,
) -> SafeString:
    """Values that hold from one day to the next, through time.

    end: the last day drawn.  rule: a level to mark with a dashed line, with its words.  cap: a value that stands for
    something else on the axis (life at 470).  log: a logarithmic axis, for quantities that grow by factors.
    """
    known = [v for s in series for _, v in s.points if v is not None] + [v for s in series for v in s.top]
    if rule:
        known.append(rule[0])
    if not known:
        return mark_safe("")
    first = min(day for s in series for day, _ in s.points)
    end = max(end, first + 1)
    low, ticks = _scale(known, log)
    high = ticks[-1]

    def x(day: float) -> float:
        return LEFT + (day - first) / (end - first) * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        if log:
            share = (math.log10(max(value, low)) - math.log10(low)) / ((math.log10(high) - math.log10(low)) or 1)
        else:
            share = (value - low) / ((high - low) or 1)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    parts = [_axes(first, end, ticks, x, y, unit, cap)]
    for number, each in enumerate(series, start=1):
        tone = (number - 1) % 3 + 1
        if each.top:
            parts.append(_band(each, end, tone, x, y))
        parts += [
            f'<path class="line s{tone}{" dash" if number == 2 else ""}" d="{path}"/>'
            for path in _paths(each, end, x, y)
        ]
    if rule:
        level = y(rule[0])
        parts.append(f'<line class="rule" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{level:.1f}" y2="{level:.1f}"/>')
        parts.append(f'<text x="{WIDTH - RIGHT}" y="{level - 6:.1f}" text-anchor="end">{escape(rule[1])}</text>')
    return _picture(title, WIDTH, HEIGHT, parts)


def _scale(known: Sequence[float], log: bool) -> tuple[float, list[float]]:
    if log and min(known) > 0:
        low, high = 10 ** math.floor(math.log10(min(known))), 10 ** math.ceil(math.log10(max(known)) or 1)
        high = max(high, low * 10)
        return low, [10**k for k in range(round(math.log10(low)), round(math.log10(high)) + 1)]
    top = max([*known, 1.0])
    step = _round_step(top / 5)
    return 0.0, [step * k for k in range(math.ceil(top / step) + 1)]


def _round_step(rough: float) -> float:
    power = 10 ** math.floor(math.log10(rough))
    return next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= rough)


def _axes(first: int, end: int, ticks: Sequence[float], x, y, unit: str, cap: tuple[float, str] | None) -> str:
    out = []
    for tick in ticks:
        level = y(tick)
        out.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{level:.1f}" y2="{level:.1f}"/>')
        out.append(f'<text class="axis-text" x="{LEFT - 8}" y="{level + 4:.1f}" text-anchor="end">{tick:,g}</text>')
    if cap and cap[0] <= ticks[-1]:
        level = y(cap[0])
        out.append(f'<text class="axis-text" x="{LEFT + 4}" y="{level - 4:.1f}">{escape(cap[1])}</text>')
    years = (end - first) / 365.25
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 1000) if years / s <= 9)
    start = date.fromordinal(first).year
    for year in range(start - start % step + step, date.fromordinal(end).year + 1, step):
        place = x(date(year, 1, 1).toordinal())
        if LEFT <= place <= WIDTH - RIGHT:
            out.append(
                f'<line class="grid" x1="{place:.1f}" x2="{place:.1f}" y1="{HEIGHT - BOTTOM}" y2="{HEIGHT - BOTTOM + 5}"/>'
            )
            out.append(
                f'<text class="axis-text{" odd" if year // step % 2 else ""}" x="{place:.1f}" '
                f'y="{HEIGHT - BOTTOM + 22}" text-anchor="middle">{year}</text>'
            )
    out.append(f'<line class="axis" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{HEIGHT - BOTTOM}" y2="{HEIGHT - BOTTOM}"/>')
    out.append(f'<text class="axis-text" x="4" y="18">{escape(unit)}</text>')
    return "".join(out)


def _paths(each: Series, end: int, x, y) -> list[str]:
    """The line of a series, broken where there is no value."""
    paths: list[str] = []
    current = ""
    days = [*(day for day, _ in each.points[1:]), end]
    for (day, value), until in zip(each.points, days, strict=True):
        if value is None:
            if current:
                paths.append(current)
            current = ""
            continue
        begin = f"M{x(day):.1f} {y(value):.1f}" if not current else f"V{y(value):.1f}"
        current += f"{begin}H{x(max(until, day)):.1f}"
    return [*paths, current] if current else paths


def _band(each: Series, end: int, tone: int, x, y) -> str:
    days = [*(day for day, _ in each.points), end]
    upper, lower = "", ""
    for k, top in enumerate(each.top):
        upper += f"{'M' if k == 0 else 'L'}{x(days[k]):.1f} {y(top):.1f}H{x(days[k + 1]):.1f}"
    for k in range(len(each.points) - 1, -1, -1):
        value = each.points[k][1] or 0.0
        lower += f"L{x(days[k + 1]):.1f} {y(value):.1f}H{x(days[k]):.1f}"
    return f'<path class="band f{tone}" d="{upper}{lower}Z"/>'


def bar_chart(rows: Sequence[tuple[str, float, str]], *, title: str, ends: Sequence[float] = ()) -> SafeString:
    """Lying bars, each under its label with words beside it. ``ends``: the last part of each, in another color."""
    if not rows:
        return mark_safe("")
    most = max([value for _, value, _ in rows] + [1.0])
    each = 46
    room = WIDTH - 12 - max(13 * len(words) for _, _, words in rows)
    parts = []
    for number, (label, value, words) in enumerate(rows):
        top = each * number
        width = max(value / most * room, 1.5 if value else 0)
        parts.append(f'<text x="0" y="{top + 20}">{escape(label)}</text>')
        parts.append(f'<rect class="f1" x="0" y="{top + 26}" width="{width:.1f}" height="16"/>')
        if ends and ends[number]:
            part = min(width, max(ends[number] / most * room, 1.5))
            parts.append(f'<rect class="f2" x="{width - part:.1f}" y="{top + 26}" width="{part:.1f}" height="16"/>')
        parts.append(f'<text class="axis-text" x="{width + 6:.1f}" y="{top + 40}">{escape(words)}</text>')
    return _picture(title, WIDTH, each * len(rows) + 4, parts)


_TILES = (
    "AK.........ME",
    ".........VT NH",
    "WA ID MT ND MN IL WI MI NY RI MA",
    "OR NV WY SD IA IN OH PA NJ CT",
    "CA UT CO NE MO KY WV VA MD DE",
    ". AZ NM KS AR TN NC SC DC",
    "... OK LA MS AL GA",
    "HI..TX....FL.PR",
)
"""The states about where they lie, one tile each; a point is an empty place."""


def tile_map(counts: Mapping[str, int], *, title: str) -> SafeString:
    """The states as tiles, darker with more; each tile says its state and its count."""
    size, most = 60, max(counts.values(), default=0) or 1
    parts = []
    for row, line in enumerate(_TILES):
        for column, state in enumerate(re.findall(r"[A-Z]{2}|\.", line)):
            if state == ".":
                continue
            value = counts.get(state, 0)
            tone = math.ceil(math.sqrt(value / most) * 5)  # by area: a few grants must not vanish beside many
            left, top = column * size + 2, row * size + 2
            parts.append(f'<rect class="tile t{tone}" x="{left}" y="{top}" width="{size - 4}" height="{size - 4}"/>')
            parts.append(f'<text x="{left + 28}" y="{top + 24}" text-anchor="middle">{state}</text>')
            if value:
                parts.append(
                    f'<text class="tile-count" x="{left + 28}" y="{top + 45}" text-anchor="middle">{value:,}</text>'
                )
    return _picture(title, size * 11 + 4, size * len(_TILES) + 4, parts)


def column_chart(rows: Sequence[tuple[str, float]], *, title: str, unit: str) -> SafeString:
    """Standing bars, one a year or a month; every few labels are written."""
    if not rows:
        return mark_safe("")
    ticks = _scale([value for _, value in rows], False)[1]
    high = ticks[-1] or 1
    room = WIDTH - LEFT - RIGHT
    each = room / len(rows)
    parts = []
    for tick in ticks:
        level = HEIGHT - BOTTOM - tick / high * (HEIGHT - TOP - BOTTOM)
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{level:.1f}" y2="{level:.1f}"/>')
        parts.append(f'<text class="axis-text" x="{LEFT - 8}" y="{level + 4:.1f}" text-anchor="end">{tick:,g}</text>')
    every = max(1, math.ceil(len(rows) / 10))
    for number, (label, value) in enumerate(rows):
        tall = value / high * (HEIGHT - TOP - BOTTOM)
        left = LEFT + number * each
        parts.append(
            f'<rect class="f1" x="{left + each * 0.12:.1f}" y="{HEIGHT - BOTTOM - tall:.1f}" '
            f'width="{each * 0.76:.1f}" height="{tall:.1f}"/>'
        )
        if number % every == 0:
            parts.append(
                f'<text class="axis-text{" odd" if number // every % 2 else ""}" '
                f'x="{left + each / 2:.1f}" y="{HEIGHT - BOTTOM + 22}" '
                f'text-anchor="middle">{escape(label)}</text>'
            )
    parts.append(f'<line class="axis" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{HEIGHT - BOTTOM}" y2="{HEIGHT - BOTTOM}"/>')
    parts.append(f'<text class="axis-text" x="4" y="18">{escape(unit)}</text>')
    return _picture(title, WIDTH, HEIGHT, parts)


def _picture(title: str, width: int, height: int, parts: Sequence[str]) -> SafeString:
    words = escape(title)
    return mark_safe(
        f'<svg class="chart" viewBox="0 0 {width} {height}" role="img" aria-label="{words}" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )

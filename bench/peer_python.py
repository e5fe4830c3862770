"""Plain Python, one case at a time, with what each case needs already looked up by state of the law."""

from __future__ import annotations

import math
from bisect import bisect_right

from bench.common import FIGURES, load, measure, save

ROWS = 20_000
cases, arrays = load(ROWS)
law = {name: array.tolist() for name, array in arrays.items()}
rows = list(zip(*(cases[k].tolist() for k in (
    "offense", "sentencing", "which", "weight", "priors", "serious", "points", "acceptance", "weapon", "other", "career"
)), strict=True))  # fmt: skip


def limits(which, weight, priors, serious, offense, sentence):
    by_sentence, by_offense = law["thresholds_sentence"][sentence][which], law["thresholds_offense"][offense][which]
    a, b, below = (s if s >= 0 else o for s, o in zip(by_sentence, by_offense, strict=True))
    tier = 0 if 0 < a <= weight else 1 if 0 < b <= weight else 3 if weight < below else 2
    penalties, count = law["penalties_sentence"][sentence][tier], serious
    if penalties[count][0] == -1:
        penalties, count = law["penalties_offense"][offense][tier], priors
    return penalties[count][0], penalties[count][1], penalties[0][1]


def career_row(maximum):
    for row, least in enumerate((math.inf, 300, 240, 180, 120, 60)):
        if maximum >= least:
            return row
    return 6 if maximum > 12 else 7


def edition(which, weight, points, accepted, weapon, other, career, limit, book):
    minimum, maximum, plain = limit
    ladder = law["ladder"][book][which]
    level = 0
    for bound, its in zip(law["bounds"][ladder], law["levels"][ladder], strict=False):
        if weight >= bound:
            level = its
            break
    adjusted = max(level + weapon * law["weapon"][book] + other, 0)
    history = 1 + sum(points >= least for least in law["categories"][book])
    off = law["acceptance"][book] + (law["extra"][book] if accepted == 2 and adjusted >= law["extra_from"][book] else 0)
    total = adjusted - (off if accepted else 0)
    if career:
        counted = maximum if law["career_enhanced"][book] > 0 else plain
        its = law["career"][book][career_row(counted)] if counted >= 0 else 0
        if its > 0:
            history = 6
            off = law["career_acceptance"][book]
            if accepted == 2 and its >= law["extra_from"][book]:
                off += law["career_extra"][book]
            total = max(total, its - (off if accepted else 0))
    low, high = law["table"][law["edition"][book]][min(max(total, 1), 43) - 1][history - 1]
    if 0 <= maximum < low:
        return maximum, maximum
    if minimum > high:
        return minimum, minimum
    return max(low, minimum), min(high, maximum) if maximum >= 0 else high


def run():
    now = bisect_right(law["act_days"], law["now"][0]) - 1
    found = []
    for offense_day, sentencing_day, which, weight, priors, serious, points, accepted, weapon, other, career in rows:
        offense, sentence = (
            bisect_right(law["act_days"], offense_day) - 1,
            bisect_right(law["act_days"], sentencing_day) - 1,
        )
        rest = (which, weight, points, accepted, weapon, other, career)
        then = limits(which, weight, priors, serious, offense, sentence)
        ends = edition(*rest, then, sentence)
        if offense != sentence:
            ends = min(ends, edition(*rest, then, offense))
        today = limits(which, weight, priors, serious, now, now)
        found.append((*ends, then[0], *edition(*rest, today, now), today[0]))
    return found


measured = measure(run, ROWS, 3)
save("python", dict(zip(FIGURES, zip(*run(), strict=True), strict=True)), measured)

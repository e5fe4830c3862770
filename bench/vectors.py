"""The computation in NumPy, piece by piece. The chunked peer calls all of it; the tuned OpenFisca model uses the pieces."""

from __future__ import annotations

import numpy as np

Law = dict[str, np.ndarray]
CAREER_FROM = np.array([300.0, 240.0, 180.0, 120.0, 60.0])


def states(law: Law, days: np.ndarray) -> np.ndarray:
    return np.searchsorted(law["act_days"], days, side="right") - 1


def base_level(law: Law, which: np.ndarray, weight: np.ndarray, book: np.ndarray) -> np.ndarray:
    ladder = law["ladder"][book, which]
    rank = np.zeros(len(weight), np.int64)
    for step in range(law["bounds"].shape[1]):
        rank += law["bounds"][:, step][ladder] > weight
    return law["levels"][ladder, rank]


def tier(law: Law, which: np.ndarray, weight: np.ndarray, offense: np.ndarray, sentence: np.ndarray) -> np.ndarray:
    """0 to 3: § 841(b)(1)(A) to (D)."""
    found = law["thresholds_sentence"][sentence, which]
    found = np.where(found >= 0, found, law["thresholds_offense"][offense, which])
    reach = [(found[:, k] > 0) & (weight >= found[:, k]) for k in (0, 1)]
    return np.where(reach[0], 0, np.where(reach[1], 1, np.where(weight < found[:, 2], 3, 2)))


def penalty(
    law: Law, tiers: np.ndarray, priors: np.ndarray, serious: np.ndarray, offense: np.ndarray, sentence: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Minimum, maximum, and maximum without enhancement."""
    by_sentence = law["penalties_sentence"][sentence, tiers, serious]
    by_offense = law["penalties_offense"][offense, tiers, priors]
    stands = by_sentence[:, 0] != -1
    minimum = np.where(stands, by_sentence[:, 0], by_offense[:, 0])
    maximum = np.where(stands, by_sentence[:, 1], by_offense[:, 1])
    plain = np.where(
        stands, law["penalties_sentence"][sentence, tiers, 0, 1], law["penalties_offense"][offense, tiers, 0, 1]
    )
    return minimum, maximum, plain


def category(law: Law, points: np.ndarray, book: np.ndarray) -> np.ndarray:
    return 1 + (points[:, None] >= law["categories"][book]).sum(axis=1)


def career_level(law: Law, maximum: np.ndarray, plain: np.ndarray, book: np.ndarray) -> np.ndarray:
    counted = np.where(law["career_enhanced"][book] > 0, maximum, plain)
    row = 1 + (counted[:, None] < CAREER_FROM).sum(axis=1)
    row = np.where(np.isinf(counted), 0, np.where((row == 6) & (counted <= 12), 7, row))
    return np.where(counted < 0, 0, law["career"][book, row])


def total_level(
    law: Law, acceptance: np.ndarray, adjusted: np.ndarray, career: np.ndarray, book: np.ndarray
) -> np.ndarray:
    extra = (acceptance == 2) & (adjusted >= law["extra_from"][book])
    own = adjusted - (acceptance > 0) * (law["acceptance"][book] + extra * law["extra"][book])
    extra = (acceptance == 2) & (career >= law["extra_from"][book])
    careers = career - (acceptance > 0) * (law["career_acceptance"][book] + extra * law["career_extra"][book])
    return np.clip(np.where((career > 0) & (careers > own), careers, own), 1, 43)


def within(
    low: np.ndarray, high: np.ndarray, minimum: np.ndarray, maximum: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """§5G1.1."""
    capped = (maximum >= 0) & (maximum < low)
    raised = ~capped & (minimum > high)
    bottom = np.where(capped, maximum, np.where(raised, minimum, np.maximum(low, minimum)))
    top = np.where(capped, maximum, np.where(raised, minimum, np.where(maximum >= 0, np.minimum(high, maximum), high)))
    return bottom, top


def one_edition(
    law: Law, case: dict[str, np.ndarray], limits: tuple[np.ndarray, np.ndarray, np.ndarray], book: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    base = base_level(law, case["which"], case["weight"], book)
    adjusted = np.maximum(base + case["weapon"] * law["weapon"][book] + case["other"], 0)
    career = np.where(case["career"] > 0, career_level(law, limits[1], limits[2], book), 0)
    history = np.where(career > 0, 6, category(law, case["points"], book))
    level = total_level(law, case["acceptance"], adjusted, career, book)
    cell = law["table"][law["edition"][book], level - 1, history - 1]
    return within(cell[:, 0], cell[:, 1], limits[0], limits[1])


def whole(law: Law, case: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    offense, sentence = states(law, case["offense"]), states(law, case["sentencing"])
    now = np.full(len(offense), states(law, law["now"])[0])
    limits = penalty(
        law,
        tier(law, case["which"], case["weight"], offense, sentence),
        case["priors"],
        case["serious"],
        offense,
        sentence,
    )
    low, high = one_edition(law, case, limits, sentence)
    early_low, early_high = one_edition(law, case, limits, offense)
    milder = (early_low < low) | ((early_low == low) & (early_high < high))
    today = penalty(law, tier(law, case["which"], case["weight"], now, now), case["priors"], case["serious"], now, now)
    now_low, now_high = one_edition(law, case, today, now)
    return {
        "then_low": np.where(milder, early_low, low),
        "then_high": np.where(milder, early_high, high),
        "then_minimum": limits[0],
        "now_low": now_low,
        "now_high": now_high,
        "now_minimum": today[0],
    }

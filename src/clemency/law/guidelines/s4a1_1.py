"""USSG §4A1.1: criminal history points to category, with the status and recency points of each date.

Points from prior sentences ((a) to (c)) come in already counted; `points_of_sentence` counts one. Status points: two
until 2023-10-31, then one, and only with seven others (amend. 821). Recency points ended on 2010-11-01 (amend. 742).
"""

from __future__ import annotations

from clemency.law import parameters as P
from clemency.law.columns import Law
from clemency.law.facts import Facts


def points_of_sentence(months: float, revoked_months: float = 0.0) -> int:
    """Points of one prior sentence by its length: over 13 months 3, at least 60 days 2, else 1 (§4A1.1(a)-(c), §4A1.2(k))."""
    term = months + revoked_months
    if term > 13:
        return 3
    return 2 if term >= 2 else 1


def added_points(law: Law, status: int, recency: int, violent: int, points: int, book: int) -> int:
    """Points under §4A1.1(d) and following, beside those of prior sentences."""
    others = points + min(violent, law.book[book + P.VIOLENT_UNCOUNTED_MAX])
    added = others - points
    with_status = False
    if status and others >= law.book[book + P.STATUS_NEEDS_POINTS]:
        added += law.book[book + P.STATUS_POINTS]
        with_status = True
    if recency:
        added += law.book[book + (P.RECENCY_POINTS_WITH_STATUS if with_status else P.RECENCY_POINTS)]
    return added


def total_points(law: Law, facts: Facts, book: int) -> int:
    return facts.points + added_points(law, facts.status, facts.recency, facts.violent_points, facts.points, book)


def category_of(law: Law, points: int, book: int) -> int:
    """Criminal history category 1 to 6 (I to VI)."""
    return (
        1
        + (points >= law.book[book + P.CATEGORY_II_FROM])
        + (points >= law.book[book + P.CATEGORY_III_FROM])
        + (points >= law.book[book + P.CATEGORY_IV_FROM])
        + (points >= law.book[book + P.CATEGORY_V_FROM])
        + (points >= law.book[book + P.CATEGORY_VI_FROM])
    )


def category(law: Law, facts: Facts, points: int, book: int) -> int:
    """The category given, where only that is known to have been found; else by points."""
    if facts.category_given > 0:
        return facts.category_given
    return category_of(law, points, book)

"""USSG §§7B1.3(c), 7B1.4: the range of imprisonment when probation or supervised release is revoked.

Policy statements, from 1990-11-01. From 2025-11-01 (amend. 835) the same table stands twice, for probation in §7B1.4 and
for supervised release in §7C1.5, and the row for Class A felonies in the second only.

Not part of the computation of a sentence, so the table is read by its day and not carried in `Law`.
"""

from __future__ import annotations

from clemency.errors import CoverageError
from clemency.law import tables
from clemency.law.dates import format_day

CATEGORIES = ("I", "II", "III", "IV", "V", "VI")


def revocation_range(grade: str, category: int, day: int) -> tuple[float, float]:
    """(a): months by the grade of the violation and the category of the original sentence.

    grade: "A_class_a" (Grade A, sentence for a Class A felony), "A", "B" or "C".  category: 1 to 6.
    Raises CoverageError before 1990-11-01, when Chapter Seven had no table.
    """
    for row in tables.load("guidelines/s7b1_4_revocation").on(day):
        if row["grade"] == grade and row["criminal_history_category"] == CATEGORIES[category - 1]:
            return float(row["min_months"]), float(row["max_months"])
    raise CoverageError(
        f"There is no revocation range for grade {grade!r}, category {category} on {format_day(day)}. "
        "Grades are A_class_a, A, B and C, categories 1 to 6; the table begins on 1990-11-01."
    )


def within_limits(low: float, high: float, minimum: float, maximum: float) -> tuple[float, float]:
    """(b): a statutory maximum below the range, or a minimum above it, stands in its place; else it clips the range.

    minimum, maximum: months that the statute sets for the revocation; a maximum of -1 is none known.
    """
    if maximum >= 0 and maximum < low:
        return maximum, maximum
    if minimum > high:
        return minimum, minimum
    if maximum >= 0:
        high = min(high, maximum)
    return max(low, minimum), high


def reaches_minimum(imprisonment: float, alternatives: float, low: float) -> bool:
    """§7B1.3(c): whether a term satisfies the minimum, in months, with community confinement or home detention counted.

    Any part of a minimum of up to six months may be served that way, half of one above six and up to ten, none of a
    higher one.
    """
    if low > 10:
        return imprisonment >= low
    if low > 6 and imprisonment < low / 2:
        return False
    return imprisonment + alternatives >= low

"""USSG §2D1.2: drug offenses near protected locations or involving underage or pregnant individuals.

The greatest of: two levels above §2D1.1 for the quantity directly involving the protected location (from 1989-11-01),
one level above it for the whole quantity (from 1990-11-01), and 13. Until 1989-10-31 (then §2D1.3) the amount counted
twice instead. (a)(3), level 26 where a person under 18 was involved, is not modelled; see coverage.toml.
"""

from __future__ import annotations

from clemency.law import columns as C
from clemency.law import parameters as P
from clemency.law.columns import Law
from clemency.law.facts import Facts
from clemency.law.figures import BASE_PROTECTED, Base
from clemency.law.guidelines.s2d1_1 import base_offense_level, convert, ladder_level


def protected_location_level(law: Law, facts: Facts, book: int) -> tuple[Base, int]:
    whole, level = base_offense_level(law, facts, book)
    level += law.book[book + P.PROTECTED_TOTAL_PLUS]
    row = whole.row
    multiple = law.book[book + P.PROTECTED_MULTIPLE]
    weight = facts.protected_weight * multiple
    if multiple > 1 and weight == 0:
        weight = facts.weight[0] * multiple
    if weight > 0:
        ladder = law.book[book + C.LADDER + facts.drug[0]]
        if ladder == 0:
            ladder = law.book[book + C.EQUIVALENT_LADDER]
            weight = convert(weight, law.book[book + C.FACTOR + facts.drug[0]])
        near_level, near_row = ladder_level(law, ladder, weight)
        near_level += law.book[book + P.PROTECTED_QUANTITY_PLUS]
        if near_level > level:
            level, row = near_level, near_row
    level = max(level, law.book[book + P.PROTECTED_LEAST_LEVEL])
    return Base(level, BASE_PROTECTED, row, whole.converted), level

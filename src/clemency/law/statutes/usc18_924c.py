"""18 U.S.C. § 924(c): a firearm in a crime of violence or drug trafficking crime. The term is added, never merged.

Until 2018-12-20 every count after the first was a "second or subsequent conviction", in the same case too (Deal v.
United States, 508 U.S. 129 (1993)); for sentences from 2018-12-21 only after a prior § 924(c) conviction became final
(Pub. L. 115-391, § 403).
"""

from __future__ import annotations

from clemency.law import columns as C
from clemency.law import parameters as P
from clemency.law.columns import Law
from clemency.law.facts import GUN_MACHINEGUN, GUN_NONE, MAX_GUNS, Days, Facts
from clemency.law.statutes.other import offense_minimum


def consecutive_term(law: Law, facts: Facts, days: Days) -> float:
    """Least months that the § 924(c) counts add, in the order of the judgment; life if one of them carries life."""
    stack = law.book[days.sentencing * C.BOOK_WIDTH + P.GUN_COUNTS_STACK] > 0
    months = 0.0
    for i in range(MAX_GUNS):
        kind = facts.guns[i]
        if kind == GUN_NONE:
            break
        if facts.gun_prior or (stack and i > 0):
            again = C.GUN_AGAIN_MACHINEGUN if kind == GUN_MACHINEGUN else C.GUN_AGAIN
            months += offense_minimum(law, days, again, 1)
        else:
            months += offense_minimum(law, days, C.GUN_FIRST + kind - 1, 0)
    return months

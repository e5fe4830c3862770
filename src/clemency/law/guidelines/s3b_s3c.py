"""USSG Chapter Three, parts A to C: role and obstruction by provision, others as levels with a label.

§3B1.1 adds 4, 3 or 2; §3B1.2 takes off 4, 3 or 2. The levels are facts (which of them applies is for the court).
"""

from __future__ import annotations

from clemency.law import parameters as P
from clemency.law.columns import Law
from clemency.law.facts import Facts


def chapter_three(law: Law, facts: Facts, book: int) -> int:
    levels = facts.aggravating_role - facts.mitigating_role + facts.other_chapter3
    if facts.obstruction:
        levels += law.book[book + P.OBSTRUCTION_LEVELS]
    return levels

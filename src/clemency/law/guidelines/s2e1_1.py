"""USSG §§2E1.1 to 2E1.4: racketeering, travel in its aid, violence in its aid, murder for hire.

Each is the greater of a level of its own and that of the underlying offense, which is asked as a fact. The Manual compares
after the adjustments of ch. 3; where they differ between the two, compare both by hand (comment. n.1 of §2E1.1).
"""

from __future__ import annotations

from clemency.law.dates import GUIDELINES_FROM
from clemency.law.guidelines.chapter_two import UNDERLYING, Guideline, all_facts

TITLES = {
    "2E1.1": "Racketeering",
    "2E1.2": "Travel in aid of racketeering",
    "2E1.3": "Violence in aid of racketeering",
    "2E1.4": "Murder for hire",
}
GUIDELINES = {
    section: Guideline(section, title, (UNDERLYING,), all_facts, GUIDELINES_FROM) for section, title in TITLES.items()
}

"""USSG §§2A1.1 to 2A1.4: murder and manslaughter. 43; 33, then 38; 25, then 29; 10, 14, then 12, 18, 22 (amends. 652, 663)."""

from __future__ import annotations

from clemency.law.dates import GUIDELINES_FROM
from clemency.law.guidelines.chapter_two import Fact, Guideline, all_facts

INVOLUNTARY = (
    Fact("reckless", "Was the conduct reckless (else criminally negligent)?", needed=True),
    Fact("reckless_vehicle", "Was it the reckless operation of a means of transportation (from 2004-11-01)?"),
)
GUIDELINES = {
    "2A1.1": Guideline("2A1.1", "First degree murder", (), all_facts, GUIDELINES_FROM),
    "2A1.2": Guideline("2A1.2", "Second degree murder", (), all_facts, GUIDELINES_FROM),
    "2A1.3": Guideline("2A1.3", "Voluntary manslaughter", (), all_facts, GUIDELINES_FROM),
    "2A1.4": Guideline("2A1.4", "Involuntary manslaughter", INVOLUNTARY, all_facts, GUIDELINES_FROM),
}

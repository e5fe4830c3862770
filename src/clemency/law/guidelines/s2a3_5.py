"""USSG §2A3.5: failure to register as a sex offender, from 2007-11-01, by the tier of the duty to register."""

from __future__ import annotations

from clemency.law.dates import parse_day
from clemency.law.guidelines.chapter_two import Fact, Guideline, all_facts

FACTS = (
    Fact("tier_3", "Required to register as a Tier III offender?", needed=True),
    Fact("tier_2", "Required to register as a Tier II offender?", needed=True),
    Fact("sex_offense_against_adult", "A sex offense against an adult while not registered?"),
    Fact("felony_against_minor", "A felony against a minor while not registered?"),
    Fact("sex_offense_against_minor", "A sex offense against a minor while not registered?"),
    Fact("corrected", "Corrected the failure, or was prevented from registering?"),
)
GUIDELINES = {"2A3.5": Guideline("2A3.5", "Failure to register", FACTS, all_facts, parse_day("2007-11-01"))}

"""USSG §§2K2.2, 2K2.3 (until 1991-10-31), 2K2.5, 2K2.6: other firearms and sales; federal facilities; body armor.

§2K2.2 was firearms of 26 U.S.C. § 5861 until 1989-10-31, then trafficking; §2K2.3 was sales, then firearms meant for another
offense (amend. 189). Both went into §2K2.1 on 1991-11-01 (amend. 374). Ask the one that the court used. §2K2.4 is a term of
a statute: see 18 U.S.C. § 924(c).
"""

from __future__ import annotations

from clemency.law.dates import GUIDELINES_FROM, parse_day
from clemency.law.guidelines.chapter_two import CROSS_REFERENCE, MOST_LEVEL, Fact, Guideline, all_facts

LAST = parse_day("1991-10-31")
FIREARMS = Fact("firearms", "How many firearms?", 1_000_000)
OTHER_FIREARMS = (
    Fact("national_firearm", "Convicted under 18 U.S.C. § 922(o) or 26 U.S.C. § 5861 (from 1989-11-01)?", needed=True),
    Fact("stolen_or_altered", "Stolen or with an altered serial number?"),
    Fact("silencer", "A silencer (until 1989-10-31)?"),
    Fact("sporting_use", "Solely for sport, recreation or collection (until 1989-10-31)?"),
    FIREARMS,
    Fact("convicted_922_d", "Convicted under 18 U.S.C. § 922(d) (from 1989-11-01)?"),
    Fact("convicted_922_b", "Convicted under 18 U.S.C. § 922(b)(1) or (2) (from 1989-11-01)?"),
    CROSS_REFERENCE,
)
SALES = (
    Fact("national_firearm", "Convicted under 26 U.S.C. § 5861 (until 1989-10-31)?", needed=True),
    FIREARMS,
    Fact("prohibited_purchaser", "A purchaser known to be prohibited (until 1989-10-31)?"),
    Fact("purchaser_of_another_state", "A purchaser of another state (until 1989-10-31)?"),
    Fact("stolen_or_altered", "Known to be stolen or altered (until 1989-10-31)?"),
    Fact("other_level", "Level of the intended offense or of §2K2.1 or §2K2.2 (from 1989-11-01; 0: none)?", MOST_LEVEL),
    CROSS_REFERENCE,
)
FACILITY = (Fact("court_or_school", "A federal court facility or a school zone (from 1991-11-01)?"), CROSS_REFERENCE)
ARMOR = (Fact("other_felony", "Was it used in connection with another felony?"),)
GUIDELINES = {
    "2K2.2": Guideline("2K2.2", "Other firearms", OTHER_FIREARMS, all_facts, GUIDELINES_FROM, LAST),
    "2K2.3": Guideline("2K2.3", "Sale of firearms", SALES, all_facts, GUIDELINES_FROM, LAST),
    "2K2.5": Guideline("2K2.5", "Firearm in a federal facility", FACILITY, all_facts, parse_day("1989-11-01")),
    "2K2.6": Guideline("2K2.6", "Body armor", ARMOR, all_facts, parse_day("2004-11-01")),
}

"""USSG §2L1.1: smuggling, transporting or harboring aliens. Levels 6, 9 (1988) and 12 (1997-05-01), with their opposites.

Until 1988-01-14 profit raised the level by 3; since then its absence lowers it by 3. The number of aliens counts since
1992-11-01. The level of homicide under (c) is a fact.
"""

from __future__ import annotations

from clemency.law.dates import GUIDELINES_FROM
from clemency.law.guidelines.chapter_two import CROSS_REFERENCE, Fact, Guideline, all_facts

FACTS = (
    Fact("inadmissible_security", "8 U.S.C. § 1327, an alien inadmissible under § 1182(a)(3)?"),
    Fact("inadmissible_aggravated_felon", "8 U.S.C. § 1327, an alien deported after an aggravated felony?"),
    Fact("for_profit", "Was it for profit, or knowing of a ground of exclusion (before 1988-01-15)?"),
    Fact("not_for_profit", "Was it not for profit, or (since 1997) only for spouse or child?"),
    Fact("aliens", "How many unlawful aliens?", 1_000_000, needed=True),
    Fact("prior_smuggling", "An earlier conviction of smuggling aliens (before 1992-11-01)?"),
    Fact("deported_before", "Is the defendant an unlawful alien deported before (1989-11-01 to 1997-04-30)?"),
    Fact("one_immigration_felony", "An earlier felony conviction of an immigration offense?"),
    Fact("two_immigration_felonies", "Two such convictions, from separate prosecutions?"),
    Fact("unaccompanied_minor", "A minor without parent or, as the day has it, other adult?"),
    Fact("weapon_possessed", "Was a dangerous weapon possessed?"),
    Fact("weapon_used", "Was a dangerous weapon brandished or used?"),
    Fact("weapon_discharged", "Was a firearm discharged?"),
    Fact("reckless_risk", "Intentional or reckless risk of death or serious injury?"),
    Fact("bodily_injury", "Bodily injury?"),
    Fact("serious_injury", "Serious bodily injury?"),
    Fact("permanent_injury", "Permanent or life-threatening injury?"),
    Fact("death", "Did a person die?"),
    Fact("detained", "Was an alien detained by coercion or for payment?"),
    Fact("harboring_for_prostitution", "Harboring for prostitution, with an aggravating role?"),
    Fact("harboring_minor_for_prostitution", "The same, of a person under 18?"),
    Fact("section_1324_a_4", "Convicted under 8 U.S.C. § 1324(a)(4)?"),
    CROSS_REFERENCE,
)


GUIDELINES = {"2L1.1": Guideline("2L1.1", "Smuggling aliens", FACTS, all_facts, GUIDELINES_FROM)}

"""USSG §2K2.1: firearms. Base levels by prior crimes of violence and drug crimes, by firearm and by person (since 1991).

Which firearms raise the level changed: 26 U.S.C. § 5845(a) always; from 1995-11-01 to 2006-10-31 also 18 U.S.C.
§ 921(a)(30) (semiautomatic assault weapons, amend. 522); from 2006-11-01 a semiautomatic firearm with a large capacity
magazine (amend. 691). Who counts with prohibited persons: also 18 U.S.C. § 922(d) from 1998-11-01 (amend. 578), straw
purchasers from 2011-11-01 (amend. 753), §§ 932 and 933 from 2023-11-01 (amend. 819).

From 1987-11-01 to 1991-10-31 §§2K2.2 and 2K2.3 stood beside it for other firearms and sales: see `s2k2_2`. The level that
(c), or the paragraph on concealment by records, leads to is a fact. Since 2024-11-01 a serial number counts as altered
where the unaided eye cannot read it (amend. 828). The group of five and the reduction of 2023 apply only beside an
increase for sales: (b)(8)(A), (9)(A) (amend. 819).
"""

from __future__ import annotations

from collections.abc import Mapping

from clemency.law.dates import GUIDELINES_FROM, parse_day
from clemency.law.guidelines.chapter_two import CROSS_REFERENCE, Fact, Guideline

BY_PRIORS_FROM = parse_day("1991-11-01")
ASSAULT_WEAPONS = parse_day("1995-11-01"), parse_day("2006-10-31")
LARGE_CAPACITY_FROM = parse_day("2006-11-01")
SALE_COUNTS_FROM = parse_day("1998-11-01")
STRAW_COUNTS_FROM = parse_day("2011-11-01")

FACTS = (
    Fact(
        "violent_or_drug_priors", "How many prior felonies of violence or drugs, before the offense?", 99, needed=True
    ),
    Fact("prohibited_person", "Was the defendant a prohibited person (a felon, for one)?", needed=True),
    Fact("nfa_firearm", "Was there a firearm of 26 U.S.C. § 5845(a) (machinegun, short barrel, silencer, bomb)?"),
    Fact("assault_weapon", "Was there a weapon of 18 U.S.C. § 921(a)(30) (1995-11-01 to 2006-10-31)?"),
    Fact("large_capacity", "Was there a semiautomatic with a large capacity magazine (from 2006-11-01)?"),
    Fact("convicted_922_d", "Convicted of sale to a prohibited person (18 U.S.C. § 922(d), since 2023 §§ 932, 933)?"),
    Fact("straw_purchase", "A false statement at purchase, knowing of a prohibited receiver (from 2011-11-01)?"),
    Fact("minor_offense", "Convicted under 18 U.S.C. § 922(c), (e), (f), (m), (s), (t), (x)(1) or § 1715?"),
    Fact("firearms", "How many firearms?", 1_000_000),
    Fact("sporting_use", "Solely for lawful sport or collection?"),
    Fact("destructive_device", "A destructive device?"),
    Fact("rocket_or_missile", "A portable rocket, missile or launcher?"),
    Fact("stolen", "Was any firearm stolen?"),
    Fact("altered_serial_number", "Was any serial number altered or obliterated?"),
    Fact("no_serial_number", "A firearm known to have no serial number (from 2023-11-01)?"),
    Fact("conversion_devices_4", "Four machinegun conversion devices, or sale of one (from 2025-11-01)?"),
    Fact("conversion_devices_30", "30 machinegun conversion devices (from 2025-11-01)?"),
    Fact("trafficking", "Trafficking of firearms (2006-11-01 to 2023-10-31)?"),
    Fact(
        "sold_to_prohibited", "Sale to a prohibited person or for unlawful use, or § 933(a)(2), (3) (from 2023-11-01)?"
    ),
    Fact(
        "sold_two_to_violent",
        "Two or more, to one with a violent or drug record or under sentence, or for unlawful use?",
    ),
    Fact("other_felony", "Used or possessed in connection with another felony?"),
    Fact("leaving_united_states", "Possessed on leaving the United States, or to be sent out of it?"),
    Fact("gang", "In connection with a group of five or more (from 2023-11-01, with sales)?"),
    Fact("straw_reduction", "The reduction for certain purchasers (from 2023-11-01, with sales)?"),
    CROSS_REFERENCE,
)


def derive(facts: Mapping[str, int], day: int) -> Mapping[str, int]:
    """The items of the table: base levels by the firearm, the priors and the person as the Manual of the day counts them."""
    listed = facts["nfa_firearm"] or _counted_semiautomatic(facts, day)
    sale = facts["convicted_922_d"] and day >= SALE_COUNTS_FROM
    straw = facts["straw_purchase"] and day >= STRAW_COUNTS_FROM
    prohibited = facts["prohibited_person"] or sale or straw
    priors = facts["violent_or_drug_priors"]
    sales = facts["sold_to_prohibited"] or facts["sold_two_to_violent"]
    return dict(facts) | {
        "two_priors_and_listed_firearm": int(priors >= 2 and bool(listed)),
        "two_priors": int(priors >= 2),
        "one_prior_and_listed_firearm": int(priors >= 1 and bool(listed)),
        "one_prior": int(priors >= 1),
        "prohibited_and_listed_firearm": int(bool(prohibited and listed)),
        "national_firearm": int(_level_18(facts, day)),
        "prohibited": int(bool(prohibited)),
        "sporting_use_1987": facts["sporting_use"],
        "gang": int(bool(facts["gang"] and sales)),
        "straw_reduction": int(bool(facts["straw_reduction"] and sales)),
    }


def _counted_semiautomatic(facts: Mapping[str, int], day: int) -> bool:
    if day >= LARGE_CAPACITY_FROM:
        return bool(facts["large_capacity"])
    return bool(facts["assault_weapon"]) and day >= ASSAULT_WEAPONS[0]


def _level_18(facts: Mapping[str, int], day: int) -> bool:
    """(a)(5): a § 5845(a) firearm, and while they counted a § 921(a)(30) weapon; never a large capacity magazine alone."""
    assault = facts["assault_weapon"] and ASSAULT_WEAPONS[0] <= day <= ASSAULT_WEAPONS[1]
    return bool(facts["nfa_firearm"] or assault)


GUIDELINES = {"2K2.1": Guideline("2K2.1", "Firearms", FACTS, derive, GUIDELINES_FROM)}

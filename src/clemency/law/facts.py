"""What is asked: the facts of one sentence, complete, as plain numbers.

`Facts` is what the rules read. Every field is a number or a short tuple of numbers, so that the same rule functions run
interpreted for one person and compiled for fifty million rows. `UNKNOWN` marks a fact that was not given; the rules
themselves never see it: `unknowns.resolve` turns it into the most lenient or the most severe value first.

Units: days are ordinals (`date.toordinal`); weights are micrograms; pills, doses and plants are whole numbers;
months are months, and life is `LIFE`, which is larger than any number of months and never enters an average.
"""

from __future__ import annotations

import math
from typing import NamedTuple

UNKNOWN = -1
LIFE = math.inf

MAX_DRUGS = 6
MAX_GUNS = 8

# The family of the count's statute, which says where its limits are found.
NO_STATUTE = 0
USC21_841 = 1  # with § 846
USC21_960 = 2  # with §§ 952, 953, 955, 959, 963
USC21_859 = 3
USC21_860 = 4
USC21_861 = 5
USC21_844 = 6
OTHER_STATUTE = 7  # a row of data/statutes/other.csv
STATED_LIMITS = 8  # the limits are given as facts

# Which guideline sets the base offense level.
S2D1_1 = 0
S2D1_2 = 1
LEVEL_GIVEN = 2  # the base level as the court found it; characteristics and adjustments are still added
TOTAL_GIVEN = 3  # the total level, with everything in it

# Kinds of firearm under 18 U.S.C. § 924(c), in the order of the minimum they carry.
GUN_NONE = 0
GUN_POSSESSED = 1
GUN_BRANDISHED = 2
GUN_DISCHARGED = 3
GUN_SHORT_BARRELED = 4
GUN_MACHINEGUN = 5


class Facts(NamedTuple):
    """The facts of one count of conviction with its consecutive terms. `cases.case.Case` is the form for people.

    Any field may hold UNKNOWN, save the statute's family of offenses, the guideline and the drugs' names; `points` (those
    of prior sentences, §4A1.1(a)-(c)) is worked out from `points_total`, the score at sentencing, by `unknowns.resolve`.
    """

    # The days that decide which law governs
    offense_day: int
    conviction_day: int
    sentencing_day: int
    # The count
    statute: int
    other_offense: int
    conspiracy: int
    stated_minimum: float
    stated_maximum: float
    priors_851: int
    serious_priors: int
    death: int
    similar_prior: int
    armed_career_statute: int
    # What set the base offense level
    guideline: int
    level_given: int
    drug: tuple[int, ...]
    weight: tuple[int, ...]
    pure: tuple[int, ...]
    units: tuple[int, ...]
    charged: tuple[int, ...]
    quantity_not_charged: int
    protected_weight: int
    # §2D1.1(b)
    weapon: int
    violence: int
    premises: int
    aggravating_factor: int
    minimal_factors: int
    meth_import: int
    fentanyl_marketing: int
    other_characteristics: int
    # Chapter Three
    aggravating_role: int
    mitigating_role: int
    obstruction: int
    other_chapter3: int
    acceptance: int
    # Chapter Four
    category_given: int
    points_total: int
    points: int
    status: int
    recency: int
    violent_points: int
    one_point_points: int
    prior_3_point: int
    prior_2_point_violent: int
    zero_point_excluded: int
    career_offender: int
    armed_career: int
    # § 3553(f)(2)-(5)
    safety_valve_conduct: int
    # Consecutive terms
    guns: tuple[int, ...]
    gun_prior: int
    other_consecutive: float
    # The sentence
    imposed: float


class Days(NamedTuple):
    """Which state of the law answers each kind of question: positions in `Law.acts`, one for each governing date."""

    offense: int
    conviction: int
    sentencing: int

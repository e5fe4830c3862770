"""The law of every day in one set of flat arrays: what the rules read.

An **act** is one authority on one day (an amendment, a public law). The state of the law after act `k` is one row of
`Law.book`: the dated single figures (`parameters.py`), then for each drug the ladder, the conversion factor and their
counterparts for the pure substance. A day is answered by the last act in force on it. The rules take the row's offset
(`book`) rather than a day, so that an amendment can be put in place alone: that is how §1B1.10 is computed and how the
months between two days are divided among the acts that moved them.

Statutes look to the date of the offense, of the conviction or of the sentence. Rows tested by the offense date stand
in the `_by_offense` arrays, rows tested by the sentencing date in the `_by_sentence` arrays; where the latter has a row
in force (not -1) it governs.

`state_by_day` holds, for each day from that of the first act to that of the last, the state of the law on it.

The arrays are lists for one case, NumPy arrays for the compiled rules; both answer to the same index.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from clemency.law import parameters as P

# ---- row of `Law.book` -----------------------------------------------------------------------------------------------
DRUGS_MAX = 128
LADDER = P.COUNT
PURE_LADDER = LADDER + DRUGS_MAX
FACTOR = PURE_LADDER + DRUGS_MAX
FACTOR_MEASURE = FACTOR + DRUGS_MAX
PURE_FACTOR = FACTOR_MEASURE + DRUGS_MAX
CRACK_FACTOR_BY_LEVEL = PURE_FACTOR + DRUGS_MAX  # levels 12, 14 ... 38
PLANT_FEW = CRACK_FACTOR_BY_LEVEL + 14
PLANT_MANY = PLANT_FEW + 1
EQUIVALENT_LADDER = PLANT_MANY + 1
SENTENCING_TABLE = EQUIVALENT_LADDER + 1
BOOK_WIDTH = SENTENCING_TABLE + 1

# ---- a ladder in `Law.ladders`: measure, number of steps, then their bounds, levels and rows, greatest quantity first -----
STEPS_MAX = 31  # 8 + 8 + 8 and 2 + 2 + 2 and 1: see s2d1_1.ladder_level
LADDER_STEPS = 1
LADDER_BOUNDS = 2
LADDER_LEVELS = LADDER_BOUNDS + STEPS_MAX
LADDER_ROWS = LADDER_LEVELS + STEPS_MAX + 1
LADDER_WIDTH = LADDER_ROWS + STEPS_MAX + 1

# ---- measures of a ladder or a conversion factor ----------------------------------------------------------------------
BY_WEIGHT = 0  # grams or millilitres
BY_UNIT = 1  # pills, capsules, tablets; plants

# ---- `Law.drugs`: one row a drug, fixed over time ---------------------------------------------------------------------
DRUG_SCHEDULE = 0
DRUG_STATUTORY = 1
DRUG_STATUTORY_PURE = 2
DRUG_CAP = 3
DRUG_FLOOR = 4
DRUG_HAS_PURE = 5
DRUG_COUNTED = 6  # some table in some year counts it by pills, doses or plants
DRUG_WIDTH = 7

SCHEDULE_I_II = 1
SCHEDULE_III = 3
SCHEDULE_IV = 4
SCHEDULE_V = 5

CAP_NONE = 0
CAP_V = 1
CAP_IV = 2
CAP_III = 3
CAP_HYDROCODONE = 4
CAP_DEPRESSANT = 5

FLOOR_NONE = 0
FLOOR_I_II = 1
FLOOR_FLUNITRAZEPAM = 2

# Drugs that a rule names (codes are positions in data/drugs.csv, from 1; the table is checked against these).
NO_DRUG = 0
COCAINE_BASE = 3
ICE = 5
MARIJUANA = 6
MARIJUANA_PLANTS = 7
LSD = 11

# ---- statutory thresholds ---------------------------------------------------------------------------------------------
# Substances that 21 U.S.C. §§ 841(b) and 960(b) name with a quantity, in the order of the arrays.
STATUTORY_SUBSTANCES = (
    "",
    "heroin",
    "cocaine",
    "cocaine_base",
    "pcp",
    "pcp_actual",
    "lsd",
    "fentanyl",
    "fentanyl_analogue",
    "fentanyl_related_substance",
    "marijuana",
    "marijuana_plants",
    "methamphetamine",
    "methamphetamine_actual",
    "hashish",
    "hashish_oil",
    "ghb",
    "flunitrazepam",
)
SUBSTANCES = len(STATUTORY_SUBSTANCES)
MARIJUANA_SUBSTANCE = STATUTORY_SUBSTANCES.index("marijuana")
PLANTS_SUBSTANCE = STATUTORY_SUBSTANCES.index("marijuana_plants")
HASHISH_SUBSTANCE = STATUTORY_SUBSTANCES.index("hashish")
HASHISH_OIL_SUBSTANCE = STATUTORY_SUBSTANCES.index("hashish_oil")
FLUNITRAZEPAM_SUBSTANCE = STATUTORY_SUBSTANCES.index("flunitrazepam")
LSD_SUBSTANCE = STATUTORY_SUBSTANCES.index("lsd")

# Subdivisions: § 841(b)(1)(A) to (E), (b)(2), (b)(3); § 960(b)(1) to (3) stand in the first three places.
TIER_NONE = -1
TIER_A = 0
TIER_B = 1
TIER_C = 2
TIER_D = 3
TIER_E = 4
TIER_2 = 5
TIER_3 = 6
TIERS = 7

FAMILY_841 = 0
FAMILY_960 = 1
# Index of a threshold: ((family * 3) + tier) * SUBSTANCES + substance; the third "tier" holds the "less than" limits of (D).
BELOW_LIMIT = 2
THRESHOLDS = 2 * 3 * SUBSTANCES
# Index of a penalty: (((family * TIERS) + tier) * 3 + priors) * 2 + death, then minimum, maximum, supervised release, row.
PENALTY_WIDTH = 4
PENALTIES = 2 * TIERS * 3 * 2 * PENALTY_WIDTH
# Other statutes: (offense * 3 + priors), then minimum, maximum, row.
OFFENSE_WIDTH = 3

NONE_IN_FORCE = -1.0

# 18 U.S.C. § 924(c) in data/statutes/offenses.csv: the first count by kind of firearm, then a subsequent count.
GUN_FIRST = 0  # + GUN_POSSESSED - 1 ... GUN_MACHINEGUN - 1
GUN_AGAIN = 5
GUN_AGAIN_MACHINEGUN = 6
OFFENSE_860 = 7
OFFENSE_859 = 8
OFFENSE_861 = 9
OFFENSE_844 = 10
OFFENSE_844_CRACK = 11
OFFENSE_924E = 12


class Law(NamedTuple):
    """Every state of the law since coverage began. Immutable; built once by `assemble.law()`."""

    act_days: Any
    state_by_day: Any
    book: Any
    ladders: Any
    table: Any
    drugs: Any
    thresholds_by_offense: Any
    thresholds_by_sentence: Any
    penalties_by_offense: Any
    penalties_by_sentence: Any
    offenses_by_offense: Any
    offenses_by_sentence: Any
    offense_count: int

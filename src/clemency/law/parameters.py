"""Names of the dated single figures of the Manual and the statutes (data/guidelines/parameters.csv).

Each name is a column of `Law.book`: the figure in force after a given act of law. A figure that does not exist yet is 0.
The order here is the order of the columns; the table is checked against it when it is read.
"""

from __future__ import annotations

(
    # USSG §2D1.1(a): base offense levels outside the quantity table
    DEATH_LEVEL,
    DEATH_LEVEL_SIMILAR_PRIOR,
    DEATH_LEVEL_SCHEDULE_III,
    DEATH_LEVEL_SCHEDULE_III_SIMILAR_PRIOR,
    # §2D1.1(a)(3), later (a)(5): limits on the table level with a mitigating role
    ROLE_CAP,
    ROLE_CUT_32,
    ROLE_CUT_34,
    ROLE_CUT_36,
    ROLE_CUT_38,
    ROLE_CAP_ABOVE_34,
    MINIMAL_ROLE_CAP,
    # §2D1.1 commentary: crack with other drugs, LSD doses, floors of the conversion tables
    CRACK_SLIDING_FACTOR,
    CRACK_POLYDRUG_REDUCTION,
    CRACK_REDUCTION_FROM_MG,
    CRACK_REDUCTION_BELOW_MG,
    LSD_DOSE_UG,
    FLOOR_SCHEDULE_I_II,
    FLOOR_FLUNITRAZEPAM,
    CAP_V_G,
    CAP_IV_V_G,
    CAP_III_IV_V_G,
    CAP_HYDROCODONE_III_IV_V_G,
    CAP_DEPRESSANTS_III_IV_V_G,
    CAP_FLUNITRAZEPAM_DEPRESSANTS_III_IV_V_G,
    # §2D1.1(b): specific offense characteristics, in levels
    WEAPON_LEVELS,
    WEAPON_BESIDE_924C,
    VIOLENCE_LEVELS,
    PREMISES_LEVELS,
    AGGRAVATING_FACTOR_LEVELS,
    MINIMAL_FACTORS_LEVELS,
    METH_IMPORT_LEVELS,
    FENTANYL_KNOWING_LEVELS,
    FENTANYL_RECKLESS_LEVELS,
    SAFETY_VALVE_LEVELS,
    SAFETY_VALVE_LEVELS_FROM_LEVEL,
    SAFETY_VALVE_LEVELS_STATUTORY_TEST,
    # §2D1.2
    PROTECTED_QUANTITY_PLUS,
    PROTECTED_TOTAL_PLUS,
    PROTECTED_MULTIPLE,
    PROTECTED_LEAST_LEVEL,
    # §5C1.2(b)
    SAFETY_VALVE_FLOOR_LEVEL,
    SAFETY_VALVE_FLOOR_MIN,
    SAFETY_VALVE_FLOOR_MAX,
    # §3C1.1, §3E1.1
    OBSTRUCTION_LEVELS,
    ACCEPTANCE_LEVELS,
    ACCEPTANCE_EXTRA,
    ACCEPTANCE_EXTRA_FROM_LEVEL,
    # §4A1.1 and the categories of ch. 5 pt. A
    STATUS_POINTS,
    STATUS_NEEDS_POINTS,
    RECENCY_POINTS,
    RECENCY_POINTS_WITH_STATUS,
    VIOLENT_UNCOUNTED_MAX,
    CATEGORY_II_FROM,
    CATEGORY_III_FROM,
    CATEGORY_IV_FROM,
    CATEGORY_V_FROM,
    CATEGORY_VI_FROM,
    # §4C1.1
    ZERO_POINT_LEVELS,
    # §4B1.1: level by statutory maximum; acceptance; which maximum; ranges with 18 U.S.C. § 924(c)
    CAREER_LIFE,
    CAREER_300,
    CAREER_240,
    CAREER_180,
    CAREER_120,
    CAREER_60,
    CAREER_13,
    CAREER_BELOW_13,
    CAREER_ACCEPTANCE,
    CAREER_ACCEPTANCE_EXTRA,
    CAREER_ENHANCED_MAXIMUM,
    CAREER_924C_TABLE,
    # §4B1.4
    ARMED_CAREER_LEVEL,
    ARMED_CAREER_LEVEL_WITH_VIOLENCE,
    ARMED_CAREER_CATEGORY,
    ARMED_CAREER_CATEGORY_WITH_VIOLENCE,
    ARMED_CAREER_VIOLENCE_BESIDE_924C,
    # Statutes: 18 U.S.C. § 3553(f) by sentencing and by conviction date; 21 U.S.C. §§ 846, 963 by offense date
    STATUTORY_SAFETY_VALVE,
    STATUTORY_SAFETY_VALVE_2018,
    ATTEMPT_TAKES_MINIMUM,
    # 18 U.S.C. § 924(c): from 2018-12-21 a second count needs a prior final conviction (by sentencing date)
    GUN_COUNTS_STACK,
    # 21 U.S.C. § 844(a), third sentence: crack possession above these milligrams, by prior convictions (until 2010-08-02)
    CRACK_POSSESSION_ABOVE_MG_0,
    CRACK_POSSESSION_ABOVE_MG_1,
    CRACK_POSSESSION_ABOVE_MG_2,
    COUNT,
) = range(83)

NAMES: tuple[str, ...] = tuple(
    name.lower()
    for name, value in list(globals().items())
    if name.isupper() and isinstance(value, int) and name != "COUNT"
)

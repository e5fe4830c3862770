"""USSG §2D1.1: drug offenses. Base offense level from the quantity, limits for a mitigating role, characteristics.

The Drug Quantity Table is a set of ladders, one a drug, in `Law.ladders`; `Law.book[book + LADDER + drug]` points to the
ladder in force, 0 where the drug has none and must be converted. Converted weight is grams of marijuana until
2018-10-31, "converted drug weight" since (amend. 808); both are read in the ladder of the marijuana equivalent.
"""

from __future__ import annotations

from clemency.law import columns as C
from clemency.law import parameters as P
from clemency.law.columns import Law
from clemency.law.facts import MAX_DRUGS, Facts
from clemency.law.figures import BASE_CONVERTED, BASE_DEATH, BASE_TABLE, Base

MILLION = 1_000_000


def ladder_level(law: Law, ladder: int, quantity: int) -> tuple[int, int]:
    """Level and table row of a quantity (micrograms, or millionths of a unit). Bounds are inclusive: "at least"."""
    bounds = ladder + C.LADDER_BOUNDS
    # How many bounds lie above, by quarters and without a branch, because a processor guesses a search wrongly.
    above = 8 * (
        (quantity < law.ladders[bounds + 7])
        + (quantity < law.ladders[bounds + 15])
        + (quantity < law.ladders[bounds + 23])
    )
    at = bounds + above
    above += 2 * (
        (quantity < law.ladders[at + 1]) + (quantity < law.ladders[at + 3]) + (quantity < law.ladders[at + 5])
    )
    above += quantity < law.ladders[bounds + above]
    return law.ladders[ladder + C.LADDER_LEVELS + above], law.ladders[ladder + C.LADDER_ROWS + above]


def ladder_steps(law: Law, ladder: int) -> list[tuple[int, int]]:
    """Least quantity and level of each step, greatest first."""
    bounds, levels = ladder + C.LADDER_BOUNDS, ladder + C.LADDER_LEVELS
    return [(int(law.ladders[bounds + k]), int(law.ladders[levels + k])) for k in range(law.ladders[ladder + 1])]


def measured(law: Law, facts: Facts, book: int, i: int, measure: int) -> int:
    """Quantity of drug line `i` in the measure the table asks for: millionths of a gram, millilitre, unit or plant."""
    if measure != C.BY_WEIGHT:
        return facts.units[i] * MILLION
    # §2D1.1(c) note (G), from 1993-11-01: each dose of LSD on a carrier counts 0.4 mg, not the carrier's weight.
    dose = law.book[book + P.LSD_DOSE_UG]
    if facts.drug[i] == C.LSD and dose > 0 and facts.units[i] > 0:
        return facts.units[i] * dose
    return facts.weight[i]


def convert(quantity: int, factor: int) -> int:
    """Micrograms of marijuana equivalent. `factor` is in hundred-thousandths of a gram per gram, unit or millilitre."""
    whole = quantity // 100_000
    return whole * factor + (quantity - whole * 100_000) * factor // 100_000


def plant_weight(law: Law, book: int, plants: int, weight: int) -> int:
    """Marijuana plants in micrograms: so many grams a plant, more where the actual weight is greater (amends. 125, 516)."""
    each = law.book[book + C.PLANT_FEW]
    if plants >= 50:
        each = law.book[book + C.PLANT_MANY]
    return max(convert(plants * MILLION, each), weight)


def converted_weight(law: Law, facts: Facts, book: int, i: int, crack_factor: int) -> int:
    """Drug line `i` in micrograms of marijuana equivalent; of mixture and pure substance the greater counts."""
    drug = facts.drug[i]
    if drug == C.MARIJUANA_PLANTS:
        return plant_weight(law, book, facts.units[i], facts.weight[i])
    factor = law.book[book + C.FACTOR + drug]
    if drug == C.COCAINE_BASE and crack_factor > 0:
        factor = crack_factor
    measure = law.book[book + C.FACTOR_MEASURE + drug]
    weight = convert(measured(law, facts, book, i, measure), factor)
    pure_factor = law.book[book + C.PURE_FACTOR + drug]
    if pure_factor > 0:
        weight = max(weight, convert(facts.pure[i], pure_factor))
    return weight


def own_level(law: Law, facts: Facts, book: int, i: int) -> tuple[int, int]:
    """Level of one drug line by its own ladder; for a mixture whose pure content is known, the greater of the two."""
    drug = facts.drug[i]
    ladder = law.book[book + C.LADDER + drug]
    level, row = ladder_level(law, ladder, measured(law, facts, book, i, law.ladders[ladder]))
    if facts.pure[i] <= 0:
        return level, row
    pure_level, pure_row = ladder_level(law, law.book[book + C.PURE_LADDER + drug], facts.pure[i])
    if pure_level > level:
        return pure_level, pure_row
    return level, row


def has_own_ladder(law: Law, facts: Facts, book: int, i: int) -> bool:
    drug = facts.drug[i]
    return law.book[book + C.LADDER + drug] > 0 or (
        law.book[book + C.PURE_LADDER + drug] > 0 and law.book[book + C.FACTOR + drug] == 0
    )


def lacking(law: Law, facts: Facts, book: int) -> int:
    """The first drug of the case for which the Manual of the day has neither a ladder nor a conversion; 0 if none.

    Some substances got theirs late (synthetic cathinones in 2018); before, the Manual sent courts to the most closely
    related substance, which is a finding and not a figure.
    """
    for i in range(MAX_DRUGS):
        drug = facts.drug[i]
        if drug == C.NO_DRUG:
            break
        has_figure = (
            law.book[book + C.LADDER + drug] > 0
            or law.book[book + C.PURE_LADDER + drug] > 0
            or law.book[book + C.FACTOR + drug] > 0
            or law.book[book + C.PURE_FACTOR + drug] > 0
        )
        if not has_figure and drug != C.MARIJUANA_PLANTS:
            return drug
    return C.NO_DRUG


def covered(law: Law, facts: Facts, book: int) -> bool:
    """Whether the Manual of the day has a figure for every drug of the case."""
    return lacking(law, facts, book) == C.NO_DRUG


def capped_sum(law: Law, book: int, by_class: tuple[int, int, int, int, int, int]) -> int:
    """Sum of converted weights, with the ceilings on the schedules (amends. 396, 727, 782).

    by_class: micrograms of (other, Schedule V, IV, III, III hydrocodone, depressants with flunitrazepam).
    """
    other, v, iv, iii, hydrocodone, depressants = by_class
    # A ceiling of 0 is none. Each takes in the sum below it.
    if law.book[book + P.CAP_V_G] > 0:
        v = min(v, law.book[book + P.CAP_V_G] * MILLION)
    total = v + iv
    if law.book[book + P.CAP_IV_V_G] > 0:
        total = min(total, law.book[book + P.CAP_IV_V_G] * MILLION)
    total += iii
    if law.book[book + P.CAP_III_IV_V_G] > 0:
        total = min(total, law.book[book + P.CAP_III_IV_V_G] * MILLION)
    total += hydrocodone
    if law.book[book + P.CAP_HYDROCODONE_III_IV_V_G] > 0 and hydrocodone > 0:
        total = min(total, law.book[book + P.CAP_HYDROCODONE_III_IV_V_G] * MILLION)
    total += depressants
    if law.book[book + P.CAP_FLUNITRAZEPAM_DEPRESSANTS_III_IV_V_G] > 0:
        total = min(total, law.book[book + P.CAP_FLUNITRAZEPAM_DEPRESSANTS_III_IV_V_G] * MILLION)
    elif law.book[book + P.CAP_DEPRESSANTS_III_IV_V_G] > 0:
        total = min(total, law.book[book + P.CAP_DEPRESSANTS_III_IV_V_G] * MILLION)
    return other + total


def floor_level(law: Law, facts: Facts, book: int) -> int:
    """Least level that the conversion tables allow for the drugs of the case."""
    floor = 0
    for i in range(MAX_DRUGS):
        if facts.drug[i] == C.NO_DRUG:
            break
        kind = law.drugs[facts.drug[i] * C.DRUG_WIDTH + C.DRUG_FLOOR]
        if kind == C.FLOOR_I_II:
            floor = max(floor, law.book[book + P.FLOOR_SCHEDULE_I_II])
        elif kind == C.FLOOR_FLUNITRAZEPAM:
            floor = max(floor, law.book[book + P.FLOOR_FLUNITRAZEPAM])
    return floor


def combined(law: Law, facts: Facts, book: int, crack_factor: int, with_crack: bool) -> tuple[int, int, int]:
    """All drug lines converted and added: level, row of the marijuana ladder, converted micrograms."""
    other, v, iv, iii, hydrocodone, depressants = 0, 0, 0, 0, 0, 0
    for i in range(MAX_DRUGS):
        drug = facts.drug[i]
        if drug == C.NO_DRUG:
            break
        if drug == C.COCAINE_BASE and not with_crack:
            continue
        weight = converted_weight(law, facts, book, i, crack_factor)
        group = law.drugs[drug * C.DRUG_WIDTH + C.DRUG_CAP]
        if group == C.CAP_V:
            v += weight
        elif group == C.CAP_IV:
            iv += weight
        elif group == C.CAP_III:
            iii += weight
        elif group == C.CAP_HYDROCODONE:
            hydrocodone += weight
        elif group == C.CAP_DEPRESSANT:
            depressants += weight
        else:
            other += weight
    total = capped_sum(law, book, (other, v, iv, iii, hydrocodone, depressants))
    level, row = ladder_level(law, law.book[book + C.EQUIVALENT_LADDER], total)
    floor = floor_level(law, facts, book)
    if level < floor:
        return floor, row, total
    return level, row, total


def crack_line(facts: Facts) -> int:
    for i in range(MAX_DRUGS):
        if facts.drug[i] == C.NO_DRUG:
            break
        if facts.drug[i] == C.COCAINE_BASE:
            return i
    return -1


def quantity_level(law: Law, facts: Facts, book: int) -> Base:
    """Base offense level by quantity, §2D1.1(c), before any limit for role.

    One drug with a ladder of its own is read there; anything else is converted and added. Crack with other drugs had
    three rules: its own factor by its own level (amends. 706, 711; 2007-11-01 to 2008-04-30), a combined level less two
    (amend. 715; 2008-05-01 to 2010-10-31), and a plain factor before and since.
    """
    if facts.drug[0] == C.NO_DRUG:
        return Base(0, BASE_TABLE, -1, 0)
    if facts.drug[1] == C.NO_DRUG and has_own_ladder(law, facts, book, 0):
        level, row = own_level(law, facts, book, 0)
        return Base(level, BASE_TABLE, row, 0)
    crack = crack_line(facts)
    factor = 0
    if crack >= 0 and law.book[book + P.CRACK_SLIDING_FACTOR] > 0:
        crack_level, _ = own_level(law, facts, book, crack)
        factor = law.book[book + C.CRACK_FACTOR_BY_LEVEL + (crack_level - 12) // 2]
    level, row, converted = combined(law, facts, book, factor, True)
    cut = law.book[book + P.CRACK_POLYDRUG_REDUCTION]
    if crack >= 0 and cut > 0:
        weight = facts.weight[crack]
        within = (
            weight < law.book[book + P.CRACK_REDUCTION_FROM_MG] * 1000
            and weight >= law.book[book + P.CRACK_REDUCTION_BELOW_MG] * 1000
        )
        others, _, _ = combined(law, facts, book, 0, False)
        if within and level - cut >= others:
            level -= cut
    return Base(level, BASE_CONVERTED, row, converted)


def death_level(law: Law, facts: Facts, book: int) -> int:
    """§2D1.1(a)(1)-(4): the offense of conviction establishes that death or serious injury resulted. 0 if it does not reach."""
    schedule = law.drugs[facts.drug[0] * C.DRUG_WIDTH + C.DRUG_SCHEDULE]
    if schedule >= C.SCHEDULE_IV:
        return 0
    if schedule == C.SCHEDULE_III:
        if facts.similar_prior:
            return law.book[book + P.DEATH_LEVEL_SCHEDULE_III_SIMILAR_PRIOR]
        return law.book[book + P.DEATH_LEVEL_SCHEDULE_III]
    if facts.similar_prior:
        return law.book[book + P.DEATH_LEVEL_SIMILAR_PRIOR]
    return law.book[book + P.DEATH_LEVEL]


def role_capped(law: Law, facts: Facts, book: int, level: int) -> int:
    """The table level after the limit for a mitigating role: cap on the base level first, §3B1.2 after.

    Four versions: none; at most 30 (amend. 640); graduated cuts (amend. 668), with a cap for a minimal participant
    (amend. 748); cuts and lower caps (amend. 833).
    """
    if facts.mitigating_role == 0:
        return level
    cap = law.book[book + P.ROLE_CAP]
    if cap > 0 and level > cap:
        return cap
    above = law.book[book + P.ROLE_CAP_ABOVE_34]
    if level == 32:
        level -= law.book[book + P.ROLE_CUT_32]
    elif level == 34:
        level -= law.book[book + P.ROLE_CUT_34]
    elif level > 34 and above > 0:
        level = above
    elif level == 36:
        level -= law.book[book + P.ROLE_CUT_36]
    elif level >= 38:
        level -= law.book[book + P.ROLE_CUT_38]
    minimal = law.book[book + P.MINIMAL_ROLE_CAP]
    if facts.mitigating_role == 4 and minimal > 0 and level > minimal:
        level = minimal
    return level


def base_offense_level(law: Law, facts: Facts, book: int) -> tuple[Base, int]:
    """§2D1.1(a): the base and the level that stands after the limit for a mitigating role."""
    if facts.death:
        level = death_level(law, facts, book)
        if level > 0:
            return Base(level, BASE_DEATH, -1, 0), level
    base = quantity_level(law, facts, book)
    return base, role_capped(law, facts, book, base.level)


def characteristics(law: Law, facts: Facts, book: int) -> int:
    """§2D1.1(b) without the safety valve reduction: levels added, by the characteristics that exist on the day."""
    levels = 0
    beside_924c = facts.guns[0] > 0 and law.book[book + P.WEAPON_BESIDE_924C] == 0  # amend. 599
    if facts.weapon and not beside_924c:
        levels += law.book[book + P.WEAPON_LEVELS]
    if facts.violence:
        levels += law.book[book + P.VIOLENCE_LEVELS]
    if facts.premises:
        levels += law.book[book + P.PREMISES_LEVELS]
    if facts.aggravating_factor and facts.aggravating_role > 0:
        levels += law.book[book + P.AGGRAVATING_FACTOR_LEVELS]
    if facts.minimal_factors and facts.mitigating_role == 4:
        levels += law.book[book + P.MINIMAL_FACTORS_LEVELS]
    if facts.meth_import and facts.mitigating_role == 0:
        levels += law.book[book + P.METH_IMPORT_LEVELS]
    if facts.fentanyl_marketing == 2:
        levels += law.book[book + P.FENTANYL_KNOWING_LEVELS]
    elif facts.fentanyl_marketing == 1:
        levels += law.book[book + P.FENTANYL_RECKLESS_LEVELS]
    return levels

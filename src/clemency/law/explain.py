"""Figures into steps: one line each, with its value, its reason and its citation, rules that did not apply included.

Page, memo, command and test use the same steps; none of them words a reason again.
"""

from __future__ import annotations

from typing import NamedTuple

from clemency.law import assemble, tables
from clemency.law import columns as C
from clemency.law import figures as G
from clemency.law import parameters as P
from clemency.law.columns import Law
from clemency.law.dates import format_day
from clemency.law.facts import (
    GUN_NONE,
    LIFE,
    NO_STATUTE,
    OTHER_STATUTE,
    STATED_LIMITS,
    TOTAL_GIVEN,
    USC21_844,
    USC21_859,
    USC21_860,
    USC21_861,
    USC21_960,
    Days,
    Facts,
)
from clemency.law.figures import Figures, Limits
from clemency.law.guidelines.s2d1_1 import measured
from clemency.law.guidelines.s4b1_1 import counted_maximum
from clemency.law.unknowns import most

CATEGORIES = ("", "I", "II", "III", "IV", "V", "VI")
TIER_841 = ("(b)(1)(A)", "(b)(1)(B)", "(b)(1)(C)", "(b)(1)(D)", "(b)(1)(E)", "(b)(2)", "(b)(3)")


class Step(NamedTuple):
    """One line of the computation. `applied` is false for a rule that was looked at and did not apply."""

    rule: str
    value: str
    reason: str
    citation: str
    applied: bool
    authority: str = ""
    verified: str = ""


def term(months: float) -> str:
    """Months for people; half a month is written as days.

    >>> term(120.0), term(0.5)
    ('120', '0.5')
    """
    if months == LIFE:
        return "life"
    return str(int(months)) if months == int(months) else str(months)


def range_text(low: float, high: float) -> str:
    """A range for people: "121-151", "360-life", one figure where both ends are equal."""
    return term(low) if low == high else f"{term(low)}-{term(high)}"


def weight_text(micrograms: int) -> str:
    """A weight for people: grams below a kilogram, else kilograms, without rounding.

    >>> weight_text(22_400_000), weight_text(1_500_000_000)
    ('22.4 g', '1.5 kg')
    """
    unit, size = ("kg", 1_000_000_000) if micrograms >= 1_000_000_000 else ("g", 1_000_000)
    whole, rest = divmod(micrograms, size)
    digits = str(rest).rjust(len(str(size)) - 1, "0").rstrip("0")
    return f"{whole:,}{'.' + digits if digits else ''} {unit}"


def quantity_text(law: Law, facts: Facts, book: int, i: int) -> str:
    drug = assemble.drugs()[facts.drug[i] - 1]
    ladder = law.book[book + C.LADDER + drug.code]
    by_number = (
        law.ladders[ladder] == C.BY_UNIT if ladder else law.book[book + C.FACTOR_MEASURE + drug.code] == C.BY_UNIT
    )
    if drug.code == C.MARIJUANA_PLANTS or (by_number and facts.units[i] > 0):
        return f"{facts.units[i]:,} {'plants' if drug.code == C.MARIJUANA_PLANTS else 'units'} of {drug.label}"
    if facts.weight[i] == most(law, drug.code):
        return f"an unknown weight of {drug.label}, read at the top of the table"
    weight = weight_text(measured(law, facts, book, i, C.BY_WEIGHT))
    return f"{weight} of {drug.label}"


def _row(name: str, number: int) -> tables.Row | None:
    rows = tables.load(name).rows
    return rows[number] if 0 <= number < len(rows) else None


def _cite(authority: str) -> str:
    """The act of law in short: "amend. 782"."""
    return (
        authority.replace("amend_", "amend. ")
        if authority.startswith("amend_")
        else tables.authority(authority).citation
    )


def _parameter(book: int, column: int) -> tables.Row:
    row = _row("guidelines/parameters", assemble.row_of(book, column))
    assert row is not None  # every parameter has a row on every day since 1987-11-01
    return row


def _provision(book: int, column: int) -> str:
    row = _parameter(book, column)
    return f"{row['provision'].split(':')[0]}; {_cite(row.authority)}"


def base_steps(law: Law, facts: Facts, f: Figures) -> list[Step]:
    if f.base_kind == G.BASE_GIVEN:
        if f.base == 0:
            return []
        return [Step("Base offense level", str(f.base), "taken as given, not computed", "as found by the court", True)]
    drugs = [i for i in range(len(facts.drug)) if facts.drug[i] != C.NO_DRUG]
    if f.base_kind == G.BASE_DEATH:
        column = P.DEATH_LEVEL_SIMILAR_PRIOR if facts.similar_prior else P.DEATH_LEVEL
        return [
            Step(
                "Base offense level",
                str(f.base),
                "the offense of conviction establishes death or serious injury",
                _provision(f.book, column),
                True,
            )
        ]
    what = " and ".join(quantity_text(law, facts, f.book, i) for i in drugs)
    row = _row("guidelines/s2d1_1_drug_quantity", f.base_row)
    section = "USSG §2D1.2" if f.base_kind == G.BASE_PROTECTED else "USSG §2D1.1(c)"
    if row is None:
        return [Step("Base offense level", str(f.base), what, section, True)]
    at_least = f"at least {row['min_quantity']} {row['unit']} of {row['drug'].replace('_', ' ')}"
    reason = f"{what}: {at_least}" if row["min_quantity"] != "0" else f"{what}: the lowest row"
    if f.base_kind == G.BASE_CONVERTED:
        unit = "converted drug weight" if row["drug"] == "converted_drug_weight" else "marijuana equivalent"
        reason = f"{what} = {weight_text(f.converted)} {unit}: at least {row['min_quantity']} g"
        if f.base < int(row["offense_level"]):
            reason += f", level {row['offense_level']}, less two for crack with other drugs"
        elif f.base > int(row["offense_level"]):
            reason += f", level {row['offense_level']}, lifted to the least level for these drugs"
    return [
        Step(
            "Base offense level",
            str(f.base),
            reason,
            f"{section}; {_cite(row.authority)}",
            True,
            row.authority,
            row["verified"],
        )
    ]


def cap_step(facts: Facts, f: Figures) -> list[Step]:
    if f.base_kind in (G.BASE_GIVEN, G.BASE_DEATH) or facts.mitigating_role == 0:
        return []
    column = P.ROLE_CAP if f.capped == 30 and f.base > 34 else P.ROLE_CUT_32
    if f.capped == f.base:
        return [
            Step(
                "Limit for a mitigating role",
                "no",
                f"level {f.base} is not reached by the rule of this edition",
                _provision(f.book, column),
                False,
            )
        ]
    return [
        Step(
            "Limit for a mitigating role",
            f"{f.capped - f.base:+d}",
            f"level {f.base} becomes {f.capped}",
            _provision(f.book, column),
            True,
        )
    ]


_CHARACTERISTICS = (
    ("weapon", P.WEAPON_LEVELS, "dangerous weapon possessed"),
    ("violence", P.VIOLENCE_LEVELS, "violence used, threatened or directed"),
    ("premises", P.PREMISES_LEVELS, "premises kept for drugs"),
    ("aggravating_factor", P.AGGRAVATING_FACTOR_LEVELS, "aggravating role with a listed factor"),
    ("minimal_factors", P.MINIMAL_FACTORS_LEVELS, "minimal participant with the listed factors"),
    ("meth_import", P.METH_IMPORT_LEVELS, "methamphetamine imported"),
)


def characteristic_steps(law: Law, facts: Facts, f: Figures) -> list[Step]:
    steps = []
    if facts.guideline != TOTAL_GIVEN:
        for name, column, reason in _CHARACTERISTICS:
            if not getattr(facts, name):
                continue
            levels = law.book[f.book + column]
            applied = levels != 0
            why = reason if applied else f"{reason}: not in this edition"
            if name == "weapon" and facts.guns[0] != GUN_NONE and law.book[f.book + P.WEAPON_BESIDE_924C] == 0:
                applied, why = False, f"{reason}: not beside a § 924(c) count (amend. 599)"
            if name == "meth_import" and facts.mitigating_role:
                applied, why = False, f"{reason}: not with a mitigating role"
            steps.append(
                Step("Characteristic", f"{levels:+d}" if applied else "no", why, _provision(f.book, column), applied)
            )
        if facts.fentanyl_marketing:
            column = P.FENTANYL_KNOWING_LEVELS if facts.fentanyl_marketing == 2 else P.FENTANYL_RECKLESS_LEVELS
            levels = law.book[f.book + column]
            steps.append(
                Step(
                    "Characteristic",
                    f"{levels:+d}",
                    "fentanyl sold as something else",
                    _provision(f.book, column),
                    levels != 0,
                )
            )
    if facts.other_characteristics:
        steps.append(
            Step(
                "Other characteristics",
                f"{facts.other_characteristics:+d}",
                "levels taken as given",
                "as found by the court",
                True,
            )
        )
    return steps


def safety_valve_steps(law: Law, facts: Facts, days: Days, f: Figures) -> list[Step]:
    if facts.statute in (NO_STATUTE, OTHER_STATUTE, STATED_LIMITS):
        return []
    steps = []
    valve = _parameter(days.sentencing * C.BOOK_WIDTH, P.STATUTORY_SAFETY_VALVE)
    if f.safety_valve:
        new = law.book[days.conviction * C.BOOK_WIDTH + P.STATUTORY_SAFETY_VALVE_2018]
        test = (
            "not more than four points, no prior 3-point or violent 2-point offense"
            if new
            else "not more than one point"
        )
        steps.append(
            Step(
                "Safety valve",
                "yes",
                f"{test}; the minimum of {term(f.statutory_min)} does not bind",
                "18 U.S.C. § 3553(f)",
                True,
            )
        )
    else:
        steps.append(
            Step("Safety valve", "no", _why_no_valve(law, facts, days, f, valve), "18 U.S.C. § 3553(f)", False)
        )
    if f.safety_valve_levels:
        steps.append(
            Step(
                "Safety valve levels",
                f"{f.safety_valve_levels:+d}",
                "meets §5C1.2(a)(1)-(5)",
                _provision(f.book, P.SAFETY_VALVE_LEVELS),
                True,
            )
        )
    return steps


def _why_no_valve(law: Law, facts: Facts, days: Days, f: Figures, valve: tables.Row) -> str:
    if law.book[days.sentencing * C.BOOK_WIDTH + P.STATUTORY_SAFETY_VALVE] == 0:
        return "not yet law: in force for sentences from 1994-09-23"
    if facts.statute in (USC21_859, USC21_860, USC21_861):
        return "does not reach 21 U.S.C. §§ 859 to 861"
    if facts.weapon or facts.guns[0] != GUN_NONE:
        return "a weapon was possessed ((f)(2))"
    if facts.violence:
        return "violence ((f)(2))"
    if facts.death:
        return "death or serious injury ((f)(3))"
    if facts.aggravating_role:
        return "a leading role ((f)(4))"
    if not facts.safety_valve_conduct:
        return "conditions (f)(2) to (5) not met"
    if law.book[days.conviction * C.BOOK_WIDTH + P.STATUTORY_SAFETY_VALVE_2018]:
        return f"criminal history beyond (f)(1)(A) to (C): {f.points} points"
    return f"more than one criminal history point ({f.points})"


def chapter_three_steps(law: Law, facts: Facts, f: Figures) -> list[Step]:
    steps = []
    if facts.aggravating_role:
        steps.append(
            Step("Aggravating role", f"+{facts.aggravating_role}", "as found by the court", "USSG §3B1.1", True)
        )
    if facts.mitigating_role:
        steps.append(Step("Mitigating role", f"-{facts.mitigating_role}", "as found by the court", "USSG §3B1.2", True))
    if facts.obstruction:
        levels = law.book[f.book + P.OBSTRUCTION_LEVELS]
        steps.append(Step("Obstruction", f"{levels:+d}", "as found by the court", "USSG §3C1.1", True))
    if facts.other_chapter3:
        steps.append(
            Step("Other adjustments", f"{facts.other_chapter3:+d}", "levels taken as given", "USSG ch. 3", True)
        )
    return steps


def career_steps(law: Law, facts: Facts, f: Figures) -> list[Step]:
    steps = []
    if facts.career_offender:
        limits = Limits(f.tier, f.statutory_min, f.statutory_max, f.statutory_max, 0.0, -1)
        maximum = counted_maximum(law, limits, f.book)
        unenhanced = law.book[f.book + P.CAREER_ENHANCED_MAXIMUM] == 0
        basis = f"statutory maximum {term(maximum)}" + (", without prior-conviction enhancement" if unenhanced else "")
        governs = f.governs == G.GOVERNS_CAREER
        why = basis if governs else f"{basis}: level {f.career_level} is not above {f.adjusted}, which governs"
        steps.append(Step("Career offender", str(f.career_level), why, _provision(f.book, P.CAREER_LIFE), governs))
    if facts.armed_career:
        governs = f.governs == G.GOVERNS_ARMED_CAREER
        steps.append(
            Step(
                "Armed career criminal",
                str(f.armed_career_level),
                "18 U.S.C. § 924(e)",
                _provision(f.book, P.ARMED_CAREER_LEVEL),
                governs,
            )
        )
    return steps


def acceptance_step(facts: Facts, f: Figures) -> Step:
    if facts.acceptance == 0:
        return Step("Acceptance of responsibility", "no", "not given", "USSG §3E1.1", False)
    return Step(
        "Acceptance of responsibility",
        f"{f.acceptance:+d}" if f.acceptance else "no",
        "as found by the court, within this edition's rule",
        _provision(f.book, P.ACCEPTANCE_LEVELS),
        f.acceptance != 0,
    )


def zero_point_step(law: Law, f: Figures) -> list[Step]:
    if f.points != 0:
        return []
    if f.zero_point:
        return [
            Step(
                "Zero-point offender",
                f"{f.zero_point:+d}",
                "no criminal history points, none of the exclusions",
                _provision(f.book, P.ZERO_POINT_LEVELS),
                True,
            )
        ]
    reason = "an exclusion applies" if law.book[f.book + P.ZERO_POINT_LEVELS] else "not yet law: from 2023-11-01"
    return [Step("Zero-point offender", "no", reason, "USSG §4C1.1", False)]


def statute_step(facts: Facts, f: Figures) -> list[Step]:
    if facts.statute == NO_STATUTE or f.statutory_max < 0:
        return []
    text = "life" if f.statutory_min == LIFE else f"{term(f.statutory_min)} to {term(f.statutory_max)}"
    if facts.statute == STATED_LIMITS:
        return [Step("Statutory limits", text, "as stated", "the judgment", True)]
    if facts.statute in (OTHER_STATUTE, USC21_844):
        row = _row("statutes/other", f.statutory_row)
        cite = row["statute"].replace(" USC ", " U.S.C. § ") if row else ""
        reason = row["offense"] if row else "no row in force"
    else:
        row = _row("statutes/penalties", f.statutory_row)
        family = "960" if facts.statute == USC21_960 else "841"
        tier = f"(b)({f.tier + 1})" if family == "960" else TIER_841[f.tier]
        cite = f"21 U.S.C. § {family}{tier}"
        which = {USC21_859: "§ 859 on ", USC21_860: "§ 860 on ", USC21_861: "§ 861 on "}.get(facts.statute, "")
        serious = row is not None and row["date_tested"] == "sentencing_date"
        priors = min(facts.serious_priors if serious else facts.priors_851, 2)
        reason = f"{which}{'no prior' if priors == 0 else str(priors) + ' prior' + 's' * (priors > 1)} under § 851"
        if facts.conspiracy and f.statutory_min == 0 and row is not None and row["min_months"] != "0":
            reason += "; §§ 846 and 963 took no minimum before 1988-11-18"
    if row is None:
        return [Step("Statutory limits", text, reason, cite, True)]
    return [
        Step("Statutory limits", text, reason, f"{cite}; {_cite(row.authority)}", True, row.authority, row["verified"])
    ]


_LIMITS = {
    G.LIMIT_NONE: "the statute leaves the range as it is",
    G.LIMIT_MINIMUM_RAISES: "the statutory minimum lifts the bottom (c)(2)",
    G.LIMIT_MINIMUM_IS_SENTENCE: "the statutory minimum lies above the range and is the guideline sentence (b)",
    G.LIMIT_MAXIMUM_LOWERS: "the statutory maximum cuts the top (c)(1)",
    G.LIMIT_MAXIMUM_IS_SENTENCE: "the statutory maximum lies below the range and is the guideline sentence (a)",
}


def steps(law: Law, facts: Facts, days: Days, f: Figures) -> tuple[Step, ...]:
    """The whole computation of `f`, in the order of §1B1.1."""
    only_terms = facts.statute == NO_STATUTE and f.base_kind == G.BASE_GIVEN and f.base == 0
    found: list[Step] = []
    if not only_terms:
        found += base_steps(law, facts, f)
        found += cap_step(facts, f)
        found += characteristic_steps(law, facts, f)
        found += chapter_three_steps(law, facts, f)
        found += career_steps(law, facts, f)
        found.append(acceptance_step(facts, f))
        found += zero_point_step(law, f)
        found.append(Step("Total offense level", str(f.total), "", "USSG §1B1.1(a)", True))
        found.append(
            Step(
                "Criminal history category",
                CATEGORIES[f.category],
                f"{f.points} point{'' if f.points == 1 else 's'}",
                "USSG ch. 5 pt. A",
                True,
            )
        )
        table = law.book[f.book + C.SENTENCING_TABLE] // 2
        row = tables.load("guidelines/s5a_sentencing_table").rows[table + (max(f.total, 1) - 1) * 6 + f.category - 1]
        found.append(
            Step(
                "Range of the table",
                range_text(f.table_min, f.table_max),
                f"level {f.total}, category {CATEGORIES[f.category]}",
                f"USSG ch. 5 pt. A; {_cite(row.authority)}",
                True,
                row.authority,
                row["verified"],
            )
        )
        found += statute_step(facts, f)
        found += safety_valve_steps(law, facts, days, f)
        found.append(
            Step(
                "Range and statute",
                range_text(f.range_min, f.range_max),
                _LIMITS[f.limit],
                "USSG §5G1.1",
                f.limit != G.LIMIT_NONE,
            )
        )
    if f.consecutive:
        found.append(
            Step(
                "Consecutive terms",
                f"+{term(f.consecutive)}",
                _gun_reason(law, facts, days),
                "18 U.S.C. § 924(c); USSG §§2K2.4, 5G1.2",
                True,
            )
        )
    if f.career_924c:
        found.append(
            Step(
                "Career offender with § 924(c)",
                range_text(f.low, f.high),
                "the range of (c)(3) is the greater; it contains the § 924(c) term",
                _provision(f.book, P.CAREER_924C_TABLE),
                True,
            )
        )
    found.append(Step("Guideline sentence in all", range_text(f.low, f.high), "", "", True))
    return tuple(found)


def _gun_reason(law: Law, facts: Facts, days: Days) -> str:
    counts = sum(1 for gun in facts.guns if gun != GUN_NONE)
    if counts == 0:
        return "terms that the statute adds"
    stack = law.book[days.sentencing * C.BOOK_WIDTH + P.GUN_COUNTS_STACK] > 0
    how = ""
    if counts > 1:
        how = (
            ": each after the first as a subsequent conviction"
            if stack
            else ": none counts as subsequent inside one case (from 2018-12-21)"
        )
    return f"{counts} count{'s' * (counts > 1)}{how}"


def edition(book: int) -> str:
    """The edition of the Manual that governed, by the last act in it."""
    act = assemble.acts()[book // C.BOOK_WIDTH]
    return f"Manual as amended to {format_day(act.day)}"

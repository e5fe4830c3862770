"""Facts that were not given: from what is possible to complete facts, the most lenient and the most severe.

Two corners span the answer, because every rule moves one way with the fact it reads: more weight, more points, more
priors never lower a range. (The one known exception, crack with other drugs from 2007-11-01 to 2008-04-30, is in
docs/law.) What each unknown spans stands here and nowhere else; `FIELDS` names them for people.
"""

from __future__ import annotations

from typing import NamedTuple

from clemency.law import columns as C
from clemency.law import parameters as P
from clemency.law.columns import Law
from clemency.law.dates import GUIDELINES_FROM
from clemency.law.facts import MAX_DRUGS, NO_STATUTE, UNKNOWN, USC21_841, Facts
from clemency.law.guidelines.s4a1_1 import added_points

SEVEN_YEARS = 2557
"""Days that an unknown last day of the offense may lie before the sentence: five years to indictment (18 U.S.C. § 3282)
and two to sentence. A presumption, not a rule: a case with an older offense must state its day."""

MOST_MARIJUANA = 400_000_000_000_000
MOST_OF_OTHERS = 2_000_000_000_000
MOST_UNITS = 1_000_000_000
"""Above the top step of every ladder ever in force: 400 tonnes, 2 tonnes, a thousand million pills or plants."""

LOWEST_TOTAL = (0, 0, 2, 4, 7, 10, 13)
HIGHEST_TOTAL = (0, 1, 3, 6, 9, 12, 13)
"""Criminal history points of each category (ch. 5 pt. A), for a category given without its points."""


def corner(value: int, lenient: int, severe: int, harsh: int) -> int:
    if value != UNKNOWN:
        return value
    return severe if harsh else lenient


def most(law: Law, drug: int) -> int:
    substance = law.drugs[drug * C.DRUG_WIDTH + C.DRUG_STATUTORY]
    if substance in (
        C.MARIJUANA_SUBSTANCE,
        C.PLANTS_SUBSTANCE,
        C.HASHISH_SUBSTANCE,
        C.HASHISH_OIL_SUBSTANCE,
    ):
        return MOST_MARIJUANA
    return MOST_OF_OTHERS


def weight_of(law: Law, facts: Facts, i: int, harsh: int) -> int:
    """An unknown weight is at least the quantity charged, and at most the top of the table."""
    if facts.weight[i] != UNKNOWN or facts.drug[i] == C.NO_DRUG:
        return facts.weight[i]
    if facts.drug[i] == C.MARIJUANA_PLANTS:
        return 0  # plants count by number; their weight only where it is known and greater
    if harsh:
        return most(law, facts.drug[i])
    return max(facts.charged[i], 0)


def pure_of(law: Law, facts: Facts, i: int, harsh: int) -> int:
    """Unknown pure content lies between nothing and the whole; ice is by definition at least 80 percent pure."""
    if facts.pure[i] != UNKNOWN or facts.drug[i] == C.NO_DRUG:
        return facts.pure[i]
    whole = weight_of(law, facts, i, harsh)
    if law.drugs[facts.drug[i] * C.DRUG_WIDTH + C.DRUG_HAS_PURE] == 0:
        return 0
    if harsh:
        return whole
    if facts.drug[i] == C.ICE:
        return whole // 5 * 4
    return 0


def units_of(facts: Facts, i: int, harsh: int) -> int:
    if facts.units[i] != UNKNOWN or facts.drug[i] == C.NO_DRUG:
        return facts.units[i]
    if facts.drug[i] == C.LSD:
        return 0  # without the number of doses the weight is used
    if harsh:
        return MOST_UNITS
    if facts.drug[i] == C.MARIJUANA_PLANTS and facts.charged[i] > 0:
        return facts.charged[i] // 1_000_000
    return 0


def history_of(law: Law, facts: Facts, book: int, harsh: int) -> tuple[int, int, int, int, int]:
    """Category, total, points of prior sentences, status and recency that fit what is known of the score at sentencing.

    Lenient: as many points as possible are of the kinds that later law took away. Severe: none is.
    """
    given, first = facts.category_given, facts.points_total
    last = first
    if first == UNKNOWN:
        first = LOWEST_TOTAL[1 if given == UNKNOWN else given]
        last = HIGHEST_TOTAL[6 if given == UNKNOWN else given]
    violent = max(facts.violent_points, 0)
    status = corner(facts.status, 1, 0, harsh)
    recency = corner(facts.recency, 1, 0, harsh)
    for away in range(last - first + 1):
        # The first total that leaves room for the status and recency points that are known to be in it.
        total = last - away if harsh else first + away
        for take in (2, 1, 0):
            # Unknown status or recency counts only as far as the total leaves room for it.
            tried_status = status if facts.status != UNKNOWN or take >= 1 else 0
            tried_recency = recency if facts.recency != UNKNOWN or take == 2 else 0
            for points in range(max(total - 8, 0), total + 1):
                if points + added_points(law, tried_status, tried_recency, violent, points, book) == total:
                    return given, total, points, tried_status, tried_recency
    total = last if harsh else first
    return given, total, total, 0, 0


def resolve(law: Law, facts: Facts, sentencing_state: int, harsh: int) -> Facts:
    """Complete facts: the most severe reading of what is unknown where `harsh`, else the most lenient.

    sentencing_state: the state of the law on the day of sentencing, under which the score was reckoned.
    """
    offense_day = corner(
        facts.offense_day, max(GUIDELINES_FROM, facts.sentencing_day - SEVEN_YEARS), facts.sentencing_day, harsh
    )
    priors = corner(facts.priors_851, 0, 2, harsh)
    _, total, points, status, recency = history_of(law, facts, sentencing_state * C.BOOK_WIDTH, harsh)
    category_vi = total >= law.book[sentencing_state * C.BOOK_WIDTH + P.CATEGORY_VI_FROM]
    three_points = points >= 3
    return Facts(
        offense_day=offense_day,
        conviction_day=corner(facts.conviction_day, facts.sentencing_day, offense_day, harsh),
        sentencing_day=facts.sentencing_day,
        statute=corner(facts.statute, NO_STATUTE, USC21_841, harsh),
        other_offense=facts.other_offense,
        conspiracy=corner(facts.conspiracy, 1, 0, harsh),
        stated_minimum=facts.stated_minimum,
        stated_maximum=facts.stated_maximum,
        priors_851=priors,
        serious_priors=corner(facts.serious_priors, 0, priors, harsh),
        death=max(facts.death, 0),
        similar_prior=corner(facts.similar_prior, 0, 1, harsh),
        armed_career_statute=max(facts.armed_career_statute, 0),
        guideline=facts.guideline,
        level_given=corner(facts.level_given, 1, 43, harsh),
        drug=facts.drug,
        weight=(
            weight_of(law, facts, 0, harsh),
            weight_of(law, facts, 1, harsh),
            weight_of(law, facts, 2, harsh),
            weight_of(law, facts, 3, harsh),
            weight_of(law, facts, 4, harsh),
            weight_of(law, facts, 5, harsh),
        ),
        pure=(
            pure_of(law, facts, 0, harsh),
            pure_of(law, facts, 1, harsh),
            pure_of(law, facts, 2, harsh),
            pure_of(law, facts, 3, harsh),
            pure_of(law, facts, 4, harsh),
            pure_of(law, facts, 5, harsh),
        ),
        units=(
            units_of(facts, 0, harsh),
            units_of(facts, 1, harsh),
            units_of(facts, 2, harsh),
            units_of(facts, 3, harsh),
            units_of(facts, 4, harsh),
            units_of(facts, 5, harsh),
        ),
        charged=facts.charged,
        quantity_not_charged=facts.quantity_not_charged,
        protected_weight=corner(facts.protected_weight, 0, weight_of(law, facts, 0, harsh), harsh),
        weapon=max(facts.weapon, 0),
        violence=max(facts.violence, 0),
        premises=max(facts.premises, 0),
        aggravating_factor=max(facts.aggravating_factor, 0),
        minimal_factors=max(facts.minimal_factors, 0),
        meth_import=max(facts.meth_import, 0),
        fentanyl_marketing=max(facts.fentanyl_marketing, 0),
        other_characteristics=facts.other_characteristics,
        aggravating_role=max(facts.aggravating_role, 0),
        mitigating_role=max(facts.mitigating_role, 0),
        obstruction=max(facts.obstruction, 0),
        other_chapter3=facts.other_chapter3,
        acceptance=corner(facts.acceptance, 2, 0, harsh),
        category_given=0,
        points_total=total,
        points=points,
        status=status,
        recency=recency,
        violent_points=max(facts.violent_points, 0),
        one_point_points=corner(facts.one_point_points, total, 0, harsh),
        prior_3_point=corner(facts.prior_3_point, 0, int(three_points), harsh),
        prior_2_point_violent=corner(facts.prior_2_point_violent, 0, int(points >= 2), harsh),
        zero_point_excluded=corner(facts.zero_point_excluded, 0, 1, harsh),
        career_offender=corner(facts.career_offender, 0, int(category_vi), harsh),
        armed_career=max(facts.armed_career, 0),
        safety_valve_conduct=corner(facts.safety_valve_conduct, 1, 0, harsh),
        guns=facts.guns,
        gun_prior=max(facts.gun_prior, 0),
        other_consecutive=facts.other_consecutive,
        imposed=facts.imposed,
    )


class Field(NamedTuple):
    """A fact that widens the answer when it is missing: its name in `Facts`, the question it is, where it is found."""

    name: str
    question: str
    found_in: str


FIELDS: tuple[Field, ...] = (
    Field(
        "weight", "What weight of each drug was the person held accountable for?", "presentence report, offense conduct"
    ),
    Field("pure", "How much of it was the pure substance?", "laboratory report"),
    Field("units", "How many pills, doses or plants?", "presentence report, offense conduct"),
    Field("level_given", "What was the offense level of the count?", "presentence report; statement of reasons"),
    Field(
        "protected_weight",
        "What weight directly involved the protected location?",
        "presentence report, offense conduct",
    ),
    Field("statute", "Which statute was the count of conviction?", "judgment, page 1"),
    Field("offense_day", "On which day did the offense end?", "judgment, page 1; indictment"),
    Field("conviction_day", "On which day was the plea or verdict?", "docket sheet"),
    Field(
        "priors_851",
        "How many prior convictions did a notice under 21 U.S.C. § 851 name?",
        "notice or information under § 851",
    ),
    Field(
        "serious_priors",
        "How many of those meet the definitions of 2018 (serious drug felony, serious violent felony)?",
        "state court records: statutory maximum, time served, day of release",
    ),
    Field(
        "category_given",
        "What was the criminal history category, and how many points?",
        "statement of reasons; presentence report",
    ),
    Field("points_total", "How many criminal history points?", "presentence report, criminal history computation"),
    Field(
        "status", "Did the score hold points for committing the offense while under a sentence?", "presentence report"
    ),
    Field("recency", "Did the score hold points for committing the offense soon after release?", "presentence report"),
    Field("one_point_points", "How many of the points came from one-point sentences?", "presentence report"),
    Field("prior_3_point", "Was there a prior sentence of three points?", "presentence report"),
    Field("prior_2_point_violent", "Was there a prior violent offense of two points?", "presentence report"),
    Field(
        "career_offender", "Was the person sentenced as a career offender?", "statement of reasons; presentence report"
    ),
    Field(
        "acceptance",
        "Did the court give the reduction for acceptance of responsibility, and how many levels?",
        "statement of reasons",
    ),
    Field(
        "safety_valve_conduct",
        "Are the other four conditions of 18 U.S.C. § 3553(f)(2) to (5) met?",
        "presentence report",
    ),
    Field("zero_point_excluded", "Does one of the exclusions of §4C1.1(a) apply?", "presentence report"),
    Field("similar_prior", "Was there a prior conviction for a similar offense?", "presentence report"),
)


def line_open(law: Law, facts: Facts, i: int) -> bool:
    """Whether drug line `i` leaves open a quantity that a rule reads: its weight, its pure content, its number."""
    drug = facts.drug[i]
    if drug == C.NO_DRUG:
        return False
    row = drug * C.DRUG_WIDTH
    if facts.weight[i] == UNKNOWN and drug != C.MARIJUANA_PLANTS:
        return True
    if facts.pure[i] == UNKNOWN and law.drugs[row + C.DRUG_HAS_PURE] > 0:
        return True
    return facts.units[i] == UNKNOWN and law.drugs[row + C.DRUG_COUNTED] > 0


def history_open(facts: Facts) -> bool:
    return (
        facts.points_total == UNKNOWN
        or facts.status == UNKNOWN
        or facts.recency == UNKNOWN
        or facts.one_point_points == UNKNOWN
        or facts.prior_3_point == UNKNOWN
        or facts.prior_2_point_violent == UNKNOWN
        or facts.zero_point_excluded == UNKNOWN
        or facts.career_offender == UNKNOWN
    )


def anything_open(law: Law, facts: Facts) -> bool:
    """Whether the lenient and the severe reading can differ; if not, one of them answers for both."""
    if (
        facts.offense_day == UNKNOWN
        or facts.conviction_day == UNKNOWN
        or facts.statute == UNKNOWN
        or facts.conspiracy == UNKNOWN
        or facts.priors_851 == UNKNOWN
        or facts.serious_priors == UNKNOWN
        or facts.similar_prior == UNKNOWN
        or facts.level_given == UNKNOWN
        or facts.protected_weight == UNKNOWN
        or facts.acceptance == UNKNOWN
        or facts.safety_valve_conduct == UNKNOWN
        or history_open(facts)
    ):
        return True
    for i in range(MAX_DRUGS):  # noqa: SIM110 (the compiler takes no generator)
        if line_open(law, facts, i):
            return True
    return False


# Places of the questions in FIELDS, for rules that put one fact in place at a time.
(
    ASK_WEIGHT,
    ASK_PURE,
    ASK_UNITS,
    ASK_LEVEL,
    ASK_PROTECTED_WEIGHT,
    ASK_STATUTE,
    ASK_OFFENSE_DAY,
    ASK_CONVICTION_DAY,
    ASK_PRIORS_851,
    ASK_SERIOUS_PRIORS,
    ASK_CATEGORY,
    ASK_POINTS,
    ASK_STATUS,
    ASK_RECENCY,
    ASK_ONE_POINT,
    ASK_PRIOR_3_POINT,
    ASK_PRIOR_2_POINT_VIOLENT,
    ASK_CAREER_OFFENDER,
    ASK_ACCEPTANCE,
    ASK_SAFETY_VALVE,
    ASK_ZERO_POINT,
    ASK_SIMILAR_PRIOR,
    QUESTIONS,
) = range(23)


def any_line_unknown(drug: tuple[int, ...], values: tuple[int, ...]) -> bool:
    for i in range(MAX_DRUGS):  # noqa: SIM110 (the compiler takes no generator)
        if drug[i] != C.NO_DRUG and values[i] == UNKNOWN:
            return True
    return False


def asked(facts: Facts, question: int) -> bool:
    """Whether the fact of a question was not given."""
    if question == ASK_WEIGHT:
        return any_line_unknown(facts.drug, facts.weight)
    if question == ASK_PURE:
        return any_line_unknown(facts.drug, facts.pure)
    if question == ASK_UNITS:
        return any_line_unknown(facts.drug, facts.units)
    value = 0
    if question == ASK_LEVEL:
        value = facts.level_given
    elif question == ASK_PROTECTED_WEIGHT:
        value = facts.protected_weight
    elif question == ASK_STATUTE:
        value = facts.statute
    elif question == ASK_OFFENSE_DAY:
        value = facts.offense_day
    elif question == ASK_CONVICTION_DAY:
        value = facts.conviction_day
    elif question == ASK_PRIORS_851:
        value = facts.priors_851
    elif question == ASK_SERIOUS_PRIORS:
        value = facts.serious_priors
    elif question == ASK_CATEGORY:
        value = facts.category_given
    elif question == ASK_POINTS:
        value = facts.points_total
    elif question == ASK_STATUS:
        value = facts.status
    elif question == ASK_RECENCY:
        value = facts.recency
    elif question == ASK_ONE_POINT:
        value = facts.one_point_points
    elif question == ASK_PRIOR_3_POINT:
        value = facts.prior_3_point
    elif question == ASK_PRIOR_2_POINT_VIOLENT:
        value = facts.prior_2_point_violent
    elif question == ASK_CAREER_OFFENDER:
        value = facts.career_offender
    elif question == ASK_ACCEPTANCE:
        value = facts.acceptance
    elif question == ASK_SAFETY_VALVE:
        value = facts.safety_valve_conduct
    elif question == ASK_ZERO_POINT:
        value = facts.zero_point_excluded
    elif question == ASK_SIMILAR_PRIOR:
        value = facts.similar_prior
    return value == UNKNOWN


def taken(answered: bool, given: int, answer: int) -> int:
    """The answer where the question is this one, else what was given."""
    return answer if answered else given


def line_taken(answered: bool, drug: int, given: int, answer: int) -> int:
    return answer if answered and given == UNKNOWN and drug != C.NO_DRUG else given


def lines_taken(
    answered: bool, drug: tuple[int, ...], given: tuple[int, ...], answer: tuple[int, ...]
) -> tuple[int, int, int, int, int, int]:
    return (
        line_taken(answered, drug[0], given[0], answer[0]),
        line_taken(answered, drug[1], given[1], answer[1]),
        line_taken(answered, drug[2], given[2], answer[2]),
        line_taken(answered, drug[3], given[3], answer[3]),
        line_taken(answered, drug[4], given[4], answer[4]),
        line_taken(answered, drug[5], given[5], answer[5]),
    )


def answered(facts: Facts, other: Facts, question: int, harsh: int) -> Facts:
    """The facts with one question answered as the complete reading `other` has it; `harsh` says which end that is."""
    return Facts(
        offense_day=taken(question == ASK_OFFENSE_DAY, facts.offense_day, other.offense_day),
        conviction_day=taken(question == ASK_CONVICTION_DAY, facts.conviction_day, other.conviction_day),
        sentencing_day=facts.sentencing_day,
        statute=taken(question == ASK_STATUTE, facts.statute, other.statute),
        other_offense=facts.other_offense,
        conspiracy=facts.conspiracy,
        stated_minimum=facts.stated_minimum,
        stated_maximum=facts.stated_maximum,
        priors_851=taken(question == ASK_PRIORS_851, facts.priors_851, other.priors_851),
        serious_priors=taken(question == ASK_SERIOUS_PRIORS, facts.serious_priors, other.serious_priors),
        death=facts.death,
        similar_prior=taken(question == ASK_SIMILAR_PRIOR, facts.similar_prior, other.similar_prior),
        armed_career_statute=facts.armed_career_statute,
        guideline=facts.guideline,
        level_given=taken(question == ASK_LEVEL, facts.level_given, other.level_given),
        drug=facts.drug,
        weight=lines_taken(question == ASK_WEIGHT, facts.drug, facts.weight, other.weight),
        pure=lines_taken(question == ASK_PURE, facts.drug, facts.pure, other.pure),
        units=lines_taken(question == ASK_UNITS, facts.drug, facts.units, other.units),
        charged=facts.charged,
        quantity_not_charged=facts.quantity_not_charged,
        protected_weight=taken(question == ASK_PROTECTED_WEIGHT, facts.protected_weight, other.protected_weight),
        weapon=facts.weapon,
        violence=facts.violence,
        premises=facts.premises,
        aggravating_factor=facts.aggravating_factor,
        minimal_factors=facts.minimal_factors,
        meth_import=facts.meth_import,
        fentanyl_marketing=facts.fentanyl_marketing,
        other_characteristics=facts.other_characteristics,
        aggravating_role=facts.aggravating_role,
        mitigating_role=facts.mitigating_role,
        obstruction=facts.obstruction,
        other_chapter3=facts.other_chapter3,
        acceptance=taken(question == ASK_ACCEPTANCE, facts.acceptance, other.acceptance),
        category_given=taken(question == ASK_CATEGORY, facts.category_given, taken(harsh > 0, 1, 6)),
        points_total=taken(question == ASK_POINTS, facts.points_total, other.points_total),
        points=facts.points,
        status=taken(question == ASK_STATUS, facts.status, other.status),
        recency=taken(question == ASK_RECENCY, facts.recency, other.recency),
        violent_points=facts.violent_points,
        one_point_points=taken(question == ASK_ONE_POINT, facts.one_point_points, other.one_point_points),
        prior_3_point=taken(question == ASK_PRIOR_3_POINT, facts.prior_3_point, other.prior_3_point),
        prior_2_point_violent=taken(
            question == ASK_PRIOR_2_POINT_VIOLENT, facts.prior_2_point_violent, other.prior_2_point_violent
        ),
        zero_point_excluded=taken(question == ASK_ZERO_POINT, facts.zero_point_excluded, other.zero_point_excluded),
        career_offender=taken(question == ASK_CAREER_OFFENDER, facts.career_offender, other.career_offender),
        armed_career=facts.armed_career,
        safety_valve_conduct=taken(
            question == ASK_SAFETY_VALVE, facts.safety_valve_conduct, other.safety_valve_conduct
        ),
        guns=facts.guns,
        gun_prior=facts.gun_prior,
        other_consecutive=facts.other_consecutive,
        imposed=facts.imposed,
    )

"""What goes into the compiled rules and what comes out: columns of facts and columns of answers, one element a row."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from clemency.law.facts import MAX_DRUGS, MAX_GUNS, UNKNOWN
from clemency.law.unknowns import FIELDS, QUESTIONS

# Status of a row; from STATUS_NEEDS on, the place of the question in unknowns.FIELDS.
STATUS_LOWER = 0
STATUS_SAME = 1
STATUS_HIGHER = 2
STATUS_NEEDS = 3
STATUS_NEEDS_SENTENCING_DAY = STATUS_NEEDS + QUESTIONS
STATUS_NAMES: tuple[str, ...] = (
    "lower_today",
    "same",
    "higher",
    *(f"needs_fact:{field.name}" for field in FIELDS),
    "needs_fact:sentencing_day",
)

# Answer of a safety valve
VALVE_NO = 0
VALVE_YES = 1
VALVE_OPEN = 2

# Remedy of a row, as `cases.remedy.Remedy.answer`
REMEDY_NONE_FOUND = 0
REMEDY_CLEMENCY_ONLY = 1
REMEDY_OPEN = 2
REMEDY_COURT = 3
REMEDY_NAMES: tuple[str, ...] = ("none_found", "clemency_only", "open", "court")

Array = np.ndarray[Any, Any]
Six = tuple[Array, Array, Array, Array, Array, Array]


class Columns(NamedTuple):
    """Facts of many cases: one array a fact, one element a row, UNKNOWN (-1) where a fact was not given.

    The names and units are those of `Facts`. Days are spans, first and last, equal where the day is known; `named_tier`
    is the subdivision the judgment names (TIER_NONE if none), `identity_offense` and `identity_counts` the counts under
    18 U.S.C. § 1028A. A column that the file does not have is one element, which stands for every row; `offense_first`
    is always whole.
    """

    offense_first: Array
    offense_last: Array
    conviction_day: Array
    sentencing_first: Array
    sentencing_last: Array
    statute: Array
    other_offense: Array
    conspiracy: Array
    named_tier: Array
    identity_offense: Array
    identity_counts: Array
    stated_minimum: Array
    stated_maximum: Array
    priors_851: Array
    serious_priors: Array
    death: Array
    similar_prior: Array
    armed_career_statute: Array
    guideline: Array
    level_given: Array
    drug: Six
    weight: Six
    pure: Six
    units: Six
    charged: Six
    protected_weight: Array
    weapon: Array
    violence: Array
    premises: Array
    aggravating_factor: Array
    minimal_factors: Array
    meth_import: Array
    fentanyl_marketing: Array
    other_characteristics: Array
    aggravating_role: Array
    mitigating_role: Array
    obstruction: Array
    other_chapter3: Array
    acceptance: Array
    category_given: Array
    points_total: Array
    status: Array
    recency: Array
    violent_points: Array
    one_point_points: Array
    prior_3_point: Array
    prior_2_point_violent: Array
    zero_point_excluded: Array
    career_offender: Array
    armed_career: Array
    safety_valve_conduct: Array
    guns: tuple[Array, ...]
    gun_prior: Array
    other_consecutive: Array
    imposed: Array


class Answers(NamedTuple):
    """What is answered, one element a row. Months; life is infinite. `_least` and `_most` are equal where it is certain.

    `bottom_` is the bottom of the range now with life counted as 470, for ratios. `lacking` is a drug for which one of
    the Manuals compared has no figure (0 if there is none): then the months mean nothing. The `end_` arrays hold, for the
    lenient and the severe reading of a row's last day of sentencing, the edition that governed and its range: what
    §1B1.10 starts from.
    """

    then_low_least: Array
    then_high_least: Array
    then_low_most: Array
    then_high_most: Array
    now_low_least: Array
    now_high_least: Array
    now_low_most: Array
    now_high_most: Array
    then_minimum_least: Array
    then_minimum_most: Array
    now_minimum_least: Array
    now_minimum_most: Array
    difference_least: Array
    difference_most: Array
    bottom_least: Array
    bottom_most: Array
    valve_then: Array
    valve_now: Array
    status: Array
    remedy: Array
    motions: Array
    open: Array
    lacking: Array
    end_book: tuple[Array, Array]
    end_low: tuple[Array, Array]
    end_high: tuple[Array, Array]


# ---- what type each column has, so that one compiled signature serves every file ---------------------------------------

DAY, SMALL, CODE, AMOUNT, MONTHS = np.int32, np.int8, np.int16, np.int64, np.float64
DTYPES: dict[str, Any] = dict.fromkeys(Columns._fields, SMALL) | {
    "offense_first": DAY,
    "offense_last": DAY,
    "conviction_day": DAY,
    "sentencing_first": DAY,
    "sentencing_last": DAY,
    "other_offense": CODE,
    "identity_offense": CODE,
    "stated_minimum": MONTHS,
    "stated_maximum": MONTHS,
    "drug": CODE,
    "weight": AMOUNT,
    "pure": AMOUNT,
    "units": AMOUNT,
    "charged": AMOUNT,
    "protected_weight": AMOUNT,
    "points_total": CODE,
    "one_point_points": CODE,
    "other_consecutive": MONTHS,
    "imposed": MONTHS,
}
LINES = {"drug": MAX_DRUGS, "weight": MAX_DRUGS, "pure": MAX_DRUGS, "units": MAX_DRUGS, "charged": MAX_DRUGS} | {
    "guns": MAX_GUNS
}
ABSENT: dict[str, float] = {
    # What an absent column means: UNKNOWN, except what a court lists when it finds it (docs/adr/0003), which is no.
    **dict.fromkeys(Columns._fields, 0),
    **dict.fromkeys(
        (
            "offense_first",
            "offense_last",
            "conviction_day",
            "sentencing_first",
            "sentencing_last",
            "statute",
            "named_tier",
            "identity_offense",
            "priors_851",
            "serious_priors",
            "similar_prior",
            "weight",
            "pure",
            "units",
            "charged",
            "acceptance",
            "category_given",
            "points_total",
            "status",
            "recency",
            "one_point_points",
            "prior_3_point",
            "prior_2_point_violent",
            "zero_point_excluded",
            "career_offender",
            "safety_valve_conduct",
        ),
        UNKNOWN,
    ),
    "stated_maximum": -1.0,
    "imposed": -1.0,
}


def columns(rows: int, given: dict[str, Any]) -> Columns:
    """Columns of `rows` rows from the arrays given; a fact that is not given is absent (see ABSENT).

    given: an array for a fact, a sequence of arrays for drug lines and guns; each is cast to the fact's type.
    """
    made: dict[str, Any] = {}
    for name in Columns._fields:
        dtype = DTYPES[name]
        empty = _as(np.array([ABSENT[name]]), dtype)
        if name in LINES:
            lines = [_as(array, dtype) for array in given.get(name, ())]
            # A line without a drug has no weight, as `Facts` has it.
            pad = empty if name in ("drug", "guns", "charged") else _as(np.array([0]), dtype)
            made[name] = tuple(lines + [pad] * (LINES[name] - len(lines)))
        else:
            made[name] = _as(given[name], dtype) if name in given else empty
    if len(made["offense_first"]) != rows:
        made["offense_first"] = _as(
            np.broadcast_to(made["offense_first"], (rows,)), DAY
        )  # says how many rows there are
    unknown_names = given.keys() - set(Columns._fields)
    if unknown_names:
        raise KeyError(f"no such fact: {', '.join(sorted(unknown_names))}")
    return Columns(**made)


def _as(array: Array, dtype: Any) -> Array:
    """The array in the type of its column, read-only whatever it was, so that the compiled signature is always the same."""
    cast = np.ascontiguousarray(array, dtype)[:]
    cast.setflags(write=False)
    return cast


def empty_answers(rows: int, one_reading: bool = False) -> Answers:
    """Room for answers. Where every row has one reading, the least and the most of a figure are one array."""
    made: dict[str, Any] = {}
    for name in Answers._fields:
        dtype: Any = np.float64
        if name in ("valve_then", "valve_now", "status", "remedy", "open"):
            dtype = np.int8
        elif name in ("motions", "end_book"):
            dtype = np.int32
        elif name == "lacking":
            dtype = np.int16
        made[name] = (np.empty(rows, dtype), np.empty(rows, dtype)) if name[:4] == "end_" else np.empty(rows, dtype)
        if one_reading and name.endswith("_most"):
            made[name] = made[name.removesuffix("_most") + "_least"]
    return Answers(**made)

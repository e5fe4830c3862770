"""A case as one row of a file of cases, in the columns of `clemency.cases.columns`. What is unknown stays empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from clemency.cases.case import GUNS, Case, Span
from clemency.errors import CaseError
from clemency.law.dates import format_day
from clemency.law.facts import LIFE, MAX_DRUGS

_KINDS = {code: name for name, code in reversed(GUNS.items())}


def _day(span: Span | None) -> str:
    """A day, or the month or year that a span covers; a span that is neither stays unknown."""
    if span is None:
        return ""
    first, last = format_day(span.first), format_day(span.last)
    if first == last:
        return first
    if first[:4] == last[:4] and first.endswith("-01-01") and last.endswith("-12-31"):
        return first[:4]
    if first[:7] == last[:7] and first.endswith("-01"):
        return first[:7]
    return ""


def _number(value: float | int | None) -> str:
    if value is None:
        return ""
    if value == LIFE:
        return "life"
    return str(int(value)) if value == int(value) else str(value)


def _yes_no(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"


def grams(millionths: int | None) -> str:
    """Millionths of a gram (or of a plant or pill) as an exact decimal.

    >>> grams(22_400_000), grams(50_000_000), grams(None)
    ('22.4', '50', '')
    """
    if millionths is None:
        return ""
    whole, rest = divmod(millionths, 1_000_000)
    return f"{whole}.{rest:06d}".rstrip("0").rstrip(".")


def case_row(case: Case, case_id: str) -> dict[str, str]:
    """The row of a case: only columns that hold something.

    What a row cannot hold is left empty, which widens the answer and never narrows it: a span of weight, and "one or more"
    noticed priors (a case file can say both).
    """
    row: dict[str, Any] = {
        "case_id": case_id,
        "offense_date": _day(case.offense_ended),
        "conviction_date": _day(case.convicted),
        "sentencing_date": _day(case.sentenced),
        "statute": ";".join(case.statutes),
        "subdivision": case.subdivision or "",
        "priors_851": _number(case.priors_851),
        "serious_priors": _number(case.serious_priors),
        "death_or_serious_injury": "yes" if case.death_or_serious_injury else "",
        "armed_career_criminal": "yes" if case.armed_career_criminal else "",
        "guideline": case.section if case.section != "2D1.1" else "",
        "career_offender": _yes_no(case.career_offender),
        "firearms": ";".join(_KINDS[gun] for gun in case.firearm_counts),
        "imposed_months": _number(case.imposed),
    }
    for n, line in enumerate(case.drugs, start=1):
        exact = line.weight.least if line.weight is not None and line.weight.exact else None
        row |= {f"drug_{n}": line.drug, f"weight_g_{n}": grams(exact), f"charged_g_{n}": grams(line.charged)}
        row[f"units_{n}"] = _number(line.units)
    return {name: value for name, value in row.items() if value != ""}


def header(rows: Iterable[dict[str, str]]) -> list[str]:
    """The columns that any row uses, in the order of the dictionary of columns."""
    from clemency.cases.columns import DICTIONARY

    used = {name for row in rows for name in row}
    return [column.name for column in DICTIONARY if column.name in used]


_FLAGS = {
    "count": ("death_or_serious_injury", "similar_prior", "armed_career_criminal"),
    "guideline": (
        "weapon",
        "violence",
        "premises",
        "aggravating_factor",
        "minimal_participant_factors",
        "meth_import",
        "safety_valve_conditions",
    ),
    "history": (
        "under_sentence",
        "recent_release",
        "prior_3_point",
        "prior_2_point_violent",
        "zero_point_excluded",
        "career_offender",
    ),
}
_WHOLE = {
    "count": ("priors_851", "serious_priors"),
    "guideline": ("base_offense_level", "total_offense_level", "acceptance"),
    "history": ("points", "violent_points", "one_point_points"),
}
_TEXTS = {
    "count": ("statutory_minimum", "statutory_maximum", "other_consecutive_months", "subdivision"),
    "guideline": ("fentanyl_marketing",),
    "history": ("category",),
}
_ADJUSTMENTS = {"aggravating_role": ("3B1.1", 1), "mitigating_role": ("3B1.2", -1), "other_characteristics": ("2", 1)}
_ADJUSTMENTS |= {"other_chapter3": ("3", 1)}
_YES, _NO = {"yes", "true", "1", "y", "t"}, {"no", "false", "0", "n", "f"}


def _flag(name: str, value: Any) -> bool:
    text = str(value).strip().lower()
    if text in _YES | _NO:
        return text in _YES
    raise CaseError(f"{name}: {value!r} is neither yes nor no. Write yes or no, or leave it empty.")


def _whole(name: str, value: Any) -> int:
    try:
        number = float(str(value))
    except ValueError:
        number = 0.5
    if number != int(number):
        raise CaseError(f"{name}: {value!r} is not a whole number. Correct it, or leave it empty.")
    return int(number)


def case_of_row(row: Mapping[str, Any], source: str) -> Case:
    """The case of one row of a file of cases, by the same reader as a case file. Empty cells are unknown facts."""
    given = {name: value for name, value in row.items() if value is not None and str(value).strip() != ""}
    data: dict[str, dict[str, Any]] = {
        part: {} for part in ("days", "count", "guideline", "history", "firearms", "sentence")
    }
    for column, key in (
        ("offense_date", "offense_ended"),
        ("conviction_date", "convicted"),
        ("sentencing_date", "sentenced"),
    ):
        if column in given:
            data["days"][key] = given[column]
    for names, read in ((_FLAGS, _flag), (_WHOLE, _whole), (_TEXTS, lambda _, value: str(value).strip())):
        for part, columns in names.items():
            data[part] |= {name: read(name, given[name]) for name in columns if name in given}
    if "statute" in given:
        data["count"]["statute"] = [text.strip() for text in str(given["statute"]).split(";") if text.strip()]
    data["count"]["drugs"] = [line for n in range(1, MAX_DRUGS + 1) if (line := _drug(given, n))]
    if "guideline" in given:
        data["guideline"]["section"] = str(given["guideline"])
    data["guideline"]["adjustments"] = [
        {"provision": provision, "levels": sign * _whole(name, given[name])}
        for name, (provision, sign) in _ADJUSTMENTS.items()
        if name in given and _whole(name, given[name])
    ]
    if "obstruction" in given and _flag("obstruction", given["obstruction"]):
        data["guideline"]["adjustments"].append({"provision": "3C1.1", "levels": 2})
    if "armed_career" in given:
        text = str(given["armed_career"]).strip().lower()
        data["history"]["armed_career_criminal"] = text if text == "with violence" else _flag("armed_career", text)
    if "firearms" in given:
        data["firearms"]["counts"] = [kind.strip() for kind in str(given["firearms"]).split(";") if kind.strip()]
    if "firearm_prior" in given:
        data["firearms"]["prior_conviction"] = _flag("firearm_prior", given["firearm_prior"])
    if "imposed_months" in given:
        data["sentence"]["imposed"] = str(given["imposed_months"])
    return Case.from_dict(data, source)


def _drug(given: Mapping[str, Any], n: int) -> dict[str, Any]:
    if f"drug_{n}" not in given:
        return {}
    line: dict[str, Any] = {"drug": str(given[f"drug_{n}"])}
    for column, key in ((f"weight_g_{n}", "weight"), (f"pure_g_{n}", "pure"), (f"charged_g_{n}", "charged")):
        if column in given:
            line[key] = f"{given[column]} g"
    if n == 1 and "near_protected_g" in given:
        line["near_protected"] = f"{given['near_protected_g']} g"
    if f"units_{n}" in given:
        line["units"] = _whole(f"units_{n}", given[f"units_{n}"])
    return line

"""Criminal history from prior sentences: which count, for how many points (USSG §§4A1.1(a)-(c), 4A1.2(d), (e))."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clemency.cases.case import Span, months_of, span_of
from clemency.errors import CaseError, short, shown
from clemency.law.guidelines.s4a1_1 import points_of_sentence

DAYS_A_YEAR = 365.25
KEYS = ("imposed", "months", "released", "juvenile")
MINOR_CAP = 4
"""§4A1.1(c): at most four points from sentences below 60 days."""


def read_sentences(entries: Any, where: str, values: dict[str, Any]) -> dict[str, Any]:
    """Points from a list of prior sentences: `{ imposed = DATE, months = N, released = DATE, juvenile = bool }`.

    Windows run back from the start of the offense (here: its last day, the only one asked for): 15 years for more than 13
    months, counting time in prison; 10 years otherwise; 5 for juvenile sentences (§4A1.2(d), (e)). Related sentences
    (single-sentence rule) must be given as one.
    """
    if not isinstance(entries, list):
        raise CaseError(f"{where}: write a list of {{ imposed = 1985-04-01, months = 24 }}.")
    offense: Span | None = values.get("offense_ended")
    (
        points,
        minor,
        ones,
        three,
    ) = 0, 0, 0, False
    for number, entry in enumerate(entries, start=1):
        place = f"{where} {number}"
        _check_entry(entry, place)
        months = months_of(entry.get("months", 0), f"{place}: months")
        counted = points_of_sentence(months)
        if offense is not None and not _in_window(entry, months, offense, place):
            continue
        if counted == 1:
            minor += 1
            if minor > MINOR_CAP:
                continue
            ones += 1
        three = three or counted == 3
        points += counted
    total = points
    if values.get("under_sentence"):
        total += 2
    return {
        "points": values.get("points") if values.get("points") is not None else total,
        "one_point_points": ones if values.get("one_point_points") is None else values["one_point_points"],
        "prior_3_point": three if values.get("prior_3_point") is None else values["prior_3_point"],
    }


def _check_entry(entry: Any, place: str) -> None:
    if not isinstance(entry, Mapping):
        raise CaseError(f"{place}: {shown(entry)}. Write {{ imposed = 1985-04-01, months = 24 }}.")
    for key in entry:
        if key not in KEYS:
            raise CaseError(f"{place}: {short(key)} is not known here. Known: {', '.join(KEYS)}.")
    if not isinstance(entry.get("juvenile", False), bool):
        raise CaseError(f"{place}: juvenile: {shown(entry['juvenile'])} should be true or false.")


def _in_window(entry: Any, months: float, offense: Span, place: str) -> bool:
    imposed = span_of(entry["imposed"], f"{place}: imposed") if "imposed" in entry else None
    if imposed is None:
        return True
    released = span_of(entry["released"], f"{place}: released").last if "released" in entry else imposed.last
    if months > 13:
        return released >= offense.first - 15 * DAYS_A_YEAR
    years = 5 if entry.get("juvenile") else 10
    return imposed.last >= offense.first - years * DAYS_A_YEAR

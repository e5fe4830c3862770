"""Criminal history from prior sentences in a case file (USSG §§4A1.1, 4A1.2; `law.guidelines.s4a1_2` counts them)."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any

from clemency.cases.case import Span, months_of, span_of
from clemency.cases.predicates import Ends, Told, kinds_of, predicate_fields
from clemency.cases.scored import PriorSentences
from clemency.errors import CaseError, short, shown
from clemency.law.dates import GUIDELINES_FROM, TABLES_AS_OF
from clemency.law.guidelines.s4a1_2 import Prior, Score, score
from clemency.law.prior_convictions import CRIME_OF_VIOLENCE

DAYS = ("imposed", "released", "until", "offense", "arrested", "convicted")
LENGTHS = ("months", "revoked_months", "probation_months", "maximum", "served")
FLAGS = ("before_18", "juvenile", "adult", "petty", "similar", "violent", "consecutive", "noticed")
TEXTS = ("uncounted", "occasion", "plan", "consolidated", "charge", "name")
FOUND = {"found_to_be": "found", "found_not_to_be": "found_not"}
KEYS = (*DAYS, *LENGTHS, *FLAGS, *TEXTS, *FOUND)


def read_sentences(
    entries: Any, where: str, values: dict[str, Any], began: Span | None = None, told: Told | None = None
) -> dict[str, Any]:
    """What a list of prior sentences says of the criminal history, as fields of a `Case`.

    entries: `{ imposed = DATE, months = N, released = DATE, ... }` by the names of `s4a1_2.Prior` (`juvenile` is before 18
    and not as an adult). began: the commencement of the offense; without it the day it ended. `points` and the rest are by
    the Manual of the day of sentence; `prior_sentences` counts them again on every other. Points, status or recency given
    beside the sentences are the court's and stay; if today's Manual counts otherwise, a note says so.
    told: what the file says of the count, for the rules that count predicates.
    """
    if not isinstance(entries, list):
        raise CaseError(f"{where}: write a list of {{ imposed = 1985-04-01, months = 24 }}.")
    lenient, severe = [], []
    for number, entry in enumerate(entries, start=1):
        place = f"{where} {number}"
        _check_entry(entry, place)
        spans = {key: span_of(entry[key], f"{place}: {key}") for key in DAYS if key in entry}
        if "imposed" not in spans:
            raise CaseError(f"{place}: when was it imposed? Write imposed = 1985-04-01, or the year alone.")
        facts = _facts(entry, spans, place)
        for found, last in ((lenient, False), (severe, True)):
            days = {key: span.last if last else span.first for key, span in spans.items()}
            found.append(Prior(**days, **facts))
    days = [_days(priors, values, began, first) for priors, first in ((lenient, False), (severe, True))]
    ends = Ends(lenient, severe, days[0], days[1])
    found = _scores(ends, where, values)
    fields = _fields(found, ends, values, began)
    settled = predicate_fields(ends, values, told or Told(), where)
    notes, findings = (*fields["notes"], *settled["notes"]), (*found.steps, *settled["findings"])
    return fields | settled | {"notes": notes, "findings": findings, "prior_sentences": _by_edition(ends, values)}


def _by_edition(ends: Ends, values: Mapping[str, Any]) -> PriorSentences | None:
    """The sentences to be counted on each edition; None where the court's points stand instead."""
    if values.get("points") is not None:
        return None
    status, recency = values.get("under_sentence"), values.get("recent_release")
    days = (ends.lenient_days[:2], ends.severe_days[:2])
    return PriorSentences((tuple(ends.lenient), tuple(ends.severe)), days, status, recency)


def _facts(entry: Mapping[str, Any], spans: dict[str, Span], place: str) -> dict[str, Any]:
    facts: dict[str, Any] = {key: months_of(entry[key], f"{place}: {key}") for key in LENGTHS if key in entry}
    facts.setdefault("months", 0.0)
    facts |= {key: entry[key] for key in FLAGS if key in entry and key != "juvenile"}
    facts |= {key: str(entry[key]) for key in TEXTS if key in entry}
    if entry.get("juvenile"):
        facts |= {"before_18": True, "adult": False}
    facts |= {field: kinds_of(entry[key], f"{place}: {key}") for key, field in FOUND.items() if key in entry}
    if entry.get("violent") is False:
        facts["found_not"] = (*facts.get("found_not", ()), CRIME_OF_VIOLENCE)
    both = set(facts.get("found", ())) & set(facts.get("found_not", ()))
    if both:
        raise CaseError(f"{place}: {sorted(both)[0]!r} is found and not found. Leave one out.")
    facts["exact"] = spans["imposed"].first == spans["imposed"].last
    return facts


def _scores(ends: Ends, where: str, values: dict[str, Any]) -> Score:
    """The score at sentencing, the greater of both ends of days known only to the month or year."""
    found = []
    for priors, days in ((ends.lenient, ends.lenient_days), (ends.severe, ends.severe_days)):
        try:
            found.append(score(priors, *days, values.get("under_sentence"), values.get("recent_release")))
        except CaseError as error:
            raise CaseError(f"{where}: {error}") from None
    return max(found, key=lambda each: each.total)


def _days(priors: list[Prior], values: dict[str, Any], began: Span | None, first: bool) -> tuple[int, int, int]:
    """Commencement and end of the offense, and the day whose Manual counts; the severe reading begins earliest."""
    ended: Span | None = values.get("offense_ended")
    sentenced: Span | None = values.get("sentenced")
    end = ended.last if ended else sentenced.last if sentenced else TABLES_AS_OF
    day = max(sentenced.last if sentenced else end, GUIDELINES_FROM)
    start = began or ended
    if start is None:
        return min([end, *(prior.imposed for prior in priors)]), end, day
    return min(start.first if first else start.last, end), end, day


def _fields(found: Score, ends: Ends, values: dict[str, Any], began: Span | None) -> dict[str, Any]:
    notes: list[str] = list(values.get("notes") or ())
    if values.get("offense_ended") is None and began is None:
        notes.append("No sentence was tested for its age: days.offense_ended is not given.")
    if values.get("points") is not None and values["points"] != found.total:
        notes.append(f"The sentences listed come to {found.total} points; the court's {values['points']} were used.")
    now = score(ends.severe, *ends.severe_days[:2], TABLES_AS_OF, found.status, found.recency)
    if now.points != found.points and values.get("points") is not None:
        notes.append(
            f"Today's Manual counts the same sentences as {now.points} points under §4A1.1(a) to (c), not {found.points}; "
            "the comparison keeps the court's."
        )
    violent = any(each.points == 2 and any(prior.violent for prior in each.priors) for each in found.counted)
    computed: dict[str, Any] = {
        "points": found.total,
        "under_sentence": found.status,
        "recent_release": found.recency,
        "one_point_points": found.one_point_points,
        "prior_3_point": any(each.points == 3 for each in found.counted),
        "prior_2_point_violent": violent,
    }
    fields = {key: value if values.get(key) is None else values[key] for key, value in computed.items()}
    return fields | {"violent_points": values.get("violent_points") or found.violent, "notes": tuple(notes)}


def _check_entry(entry: Any, place: str) -> None:
    if not isinstance(entry, Mapping):
        raise CaseError(f"{place}: {shown(entry)}. Write {{ imposed = 1985-04-01, months = 24 }}.")
    for key in entry:
        if key not in KEYS:
            near = difflib.get_close_matches(str(key), KEYS, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else f"Known: {', '.join(KEYS)}."
            raise CaseError(f"{place}: {short(str(key))} is not a field of a prior sentence. {hint}")
    for key in FLAGS:
        if key in entry and not isinstance(entry[key], bool):
            raise CaseError(f"{place}: {key} = {shown(entry[key])} should be true or false; leave it out if not known.")
    for key in TEXTS:
        if key in entry and not isinstance(entry[key], str | int):
            raise CaseError(f"{place}: {key} = {shown(entry[key])} should be a short text.")

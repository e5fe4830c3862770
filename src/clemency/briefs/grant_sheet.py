"""One person's sheet: the grant as the record has it, the case read from its texts, then and now, and what is unknown."""

from __future__ import annotations

import textwrap
from datetime import date
from typing import Any

from rapidfuzz import fuzz, process

from clemency.briefs.sheet import WIDTH, sheet
from clemency.briefs.then_and_now import Person, people_of, person_dict
from clemency.cases.comparison import day_of
from clemency.cases.criteria import findings
from clemency.errors import InputError
from clemency.ledger.model import Grant, Record

LIKE_ENOUGH = 80
"""Least likeness of a name, of 100, for a suggestion."""


def grant_named(record: Record, name: str, day: str | None = None) -> Grant:
    """The one commutation of a person with this name, on this day if it is given. InputError names the near ones."""
    wanted = name.casefold().strip()
    pool = [grant for grant in record.grants if grant.kind == "commutation"]
    if day is not None:
        on = date.fromordinal(day_of(day))
        pool = [grant for grant in pool if on in (grant.signed_on, grant.announced_on)]
    found = [grant for grant in pool if wanted in (grant.name.casefold(), grant.name_text.casefold(), grant.id)]
    if len(found) == 1:
        return found[0]
    if found:
        which = "; ".join(f"{grant.id}: {grant.district_text or grant.offense_text[:60]}" for grant in found)
        raise InputError(f"{len(found)} commutations to {name!r}: {which}. Give the identifier, or --day.")
    near = process.extract(
        name, {grant.id: grant.name for grant in pool}, scorer=fuzz.WRatio, limit=4, score_cutoff=LIKE_ENOUGH
    )
    hint = "; ".join(f"{label} ({key})" for label, _, key in near)
    where = f" on {day}" if day else ""
    raise InputError(
        f"No commutation to {name!r}{where} in the record." + (f" Near: {hint}." if hint else " Check the spelling.")
    )


def compare_grant(grant: Grant, on: str | None = None) -> Person:
    """The grant's case under the law of a day (default: the last day tabulated)."""
    return people_of([grant], day_of(on))[0]


def _printed(label: str, text: str) -> list[str]:
    if not text:
        return []
    indent = " " * 12
    return textwrap.wrap(" ".join(text.split()), WIDTH, initial_indent=f"  {label:<10}", subsequent_indent=indent)


def grant_sheet(person: Person) -> str:
    """The sheet as text."""
    grant = person.grant
    lines = [f"{grant.name}: commutation of {grant.signed_on or grant.announced_on}", ""]
    for label, text in (
        ("offense", grant.offense_text),
        ("court", grant.district_text),
        ("sentence", grant.sentence_text),
        ("terms", grant.terms_text),
    ):
        lines += _printed(label, text)
    lines += _printed("record", f"{grant.id}; sources: {', '.join(cite.source for cite in grant.cites)}")
    if person.result is None or person.minimums is None:
        return "\n".join([*lines, "", f"No case can be read from these texts: {person.read.reason}."])
    case = person.result.case
    drugs = ", ".join(
        line.drug + (f" (charged: {_charged(line.charged)})" if line.charged else "") for line in case.drugs
    )
    lines += ["", "The case as read; everything else is unknown"]
    lines += _printed("statutes", ", ".join(case.statutes) + (f"; {case.subdivision}" if case.subdivision else ""))
    lines += _printed("drugs", drugs)
    for note in person.read.notes:
        lines += _printed("note", note)
    lines += ["", sheet(person.result)]
    lines += ["", "Factors of the Clemency Initiative of 2014, each by itself; there is no total"]
    for finding in findings(person.result):
        lines += textwrap.wrap(
            f"{finding.factor}: {finding.evidence}",
            WIDTH,
            initial_indent=f"  {finding.finding:<15}",
            subsequent_indent=" " * 17,
        )
    return "\n".join(lines)


def _charged(millionths: int) -> str:
    from clemency.cases.quantities import in_words

    return f"{in_words(millionths)} or more"


def grant_dict(person: Person) -> dict[str, Any]:
    """The sheet as plain values."""
    grant = person.grant
    found = person_dict(person) | {
        "signed_on": str(grant.signed_on or ""),
        "sentence": grant.sentence_text,
        "terms": grant.terms_text,
        "court": grant.district_text,
    }
    if person.result is not None:
        found["comparison"] = person.result.to_dict()
        found["criteria"] = [finding.__dict__ for finding in findings(person.result)]
    return found

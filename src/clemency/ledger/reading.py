"""The short form of what the parsers read: the figures that counting needs, computed once when the record is built."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal

from clemency.ledger.model import Grant, Reading
from clemency.ledger.text import (
    LIFE,
    Courts,
    Length,
    Offense,
    Sentence,
    Terms,
    When,
    parse_district,
    parse_offense,
    parse_sentence,
    parse_terms,
)


def read_grant(grant: Grant) -> Reading:
    """Parse the verbatim texts of a grant. A text that is not understood to the end is named in ``unparsed``."""
    courts = parse_district(grant.district_text)
    sentence = parse_sentence(grant.sentence_text)
    terms = parse_terms(grant.terms_text)
    days = [*sentence.dates, *(day for entry in courts.entries for day in entry.dates)]
    if grant.sentenced_text:
        days += [day for entry in parse_district(grant.sentenced_text).entries for day in entry.dates]
    years = tuple(sorted({day.year for day in days}))
    offense = read_offense(grant, courts.codes, years)
    named = (charge.court.code for charge in offense.charges if charge.court)
    return Reading(
        unparsed=_unparsed(courts, sentence, terms, offense),
        sentenced_on=tuple(sorted({day.date for day in days if day.date})),
        sentenced_years=years,
        districts=tuple(dict.fromkeys(code for code in (*courts.codes, *named) if code)),
        **_of_sentence(sentence),
        **_of_terms(terms),
        **_of_offense(offense),
    )


def read_offense(grant: Grant, courts: tuple[str, ...], years: tuple[int, ...]) -> Offense:
    """The offense text, read with the court and the year of sentence where they are known."""
    return parse_offense(
        grant.offense_text,
        sentenced_in=years[0] if years else None,
        court=courts[0] if len(courts) == 1 else "",
    )


def _unparsed(courts: Courts, sentence: Sentence, terms: Terms, offense: Offense) -> tuple[str, ...]:
    read = {"offense_text": offense, "district_text": courts, "sentence_text": sentence, "terms_text": terms}
    return tuple(name for name, parsed in read.items() if parsed.unread)


def _of_offense(offense: Offense) -> dict:
    """Offense figures. Words left unread may name a drug: then "no drug offense" is not known, and is not said."""
    if not offense.text:
        return {}
    return {
        "drug": True if offense.is_drug else None if offense.unread or offense.cut_off else False,
        "drugs": offense.drugs,
        "offense_classes": offense.classes,
        "provisions": offense.provisions,
    }


def _of_sentence(sentence: Sentence) -> dict:
    if not sentence.text or sentence.not_stated:
        return {}
    prison = sentence.prison_in_force
    release = [part.length for part in sentence.parts_in_force("supervised_release") if part.length and not part.absent]
    probation = [part.length for part in sentence.parts_in_force("probation") if part.length]
    exact = prison.exact if prison else None
    life = bool(prison and (prison.low.life or prison.high.life) and not prison.death)
    unsure = bool(sentence.unread) and not life
    return {
        "life": None if unsure and prison is None else life,
        "death": bool(prison and prison.death),
        "prison_months": _whole(exact.months) if exact and not exact.life else None,
        "prison_days": _whole(exact.days) if exact and not exact.life and exact.days else None,
        "supervised_release_months": _longest_months(release),
        "supervised_release_life": any(length.life for length in release) if release else None,
        "probation_months": _longest_months(probation),
        "fine_cents": _sum_cents(sentence, "fine"),
        "restitution_cents": _sum_cents(sentence, "restitution"),
    }


def _of_terms(terms: Terms) -> dict:
    if not terms.text:
        return {}
    prison = [change for change in terms.commuted if change.of in ("prison", "whole", "death")]
    commuted_to: Literal["date", "months", "life", "time served", "other", ""] = ""
    if terms.expires_on:
        commuted_to = "date"
    elif terms.reduced_to:
        commuted_to = "life" if terms.reduced_to.life else "months"
    elif any(change.time_served or change.at_once for change in prison):
        commuted_to = "time served"
    elif terms.commuted:
        commuted_to = "other"
    reduced = terms.reduced_to
    return {
        "commuted_to": commuted_to,
        "expires_on": terms.expires_on.date if isinstance(terms.expires_on, When) else None,
        "commuted_months": _whole(reduced.months) if reduced and reduced != LIFE and not reduced.life else None,
        "conditions": tuple(dict.fromkeys(condition.kind for condition in terms.conditions)),
    }


def _longest_months(lengths: Iterable[Length]) -> int | None:
    months = [value for length in lengths if not length.life and (value := _whole(length.months)) is not None]
    return max(months, default=None)


def _sum_cents(sentence: Sentence, kind: str) -> int | None:
    """All amounts of that kind together; None if none is stated, or one of them without its amount."""
    amounts = [part.cents for part in sentence.parts_in_force(kind) if not part.absent]
    stated = [amount for amount in amounts if amount is not None]
    return sum(stated) if amounts and len(stated) == len(amounts) else None


def _whole(number: int | Fraction) -> int | None:
    return int(number) if Fraction(number).denominator == 1 else None

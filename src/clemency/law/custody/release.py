"""From a sentence to its dates: full term, good time, projected release, time served; and what a commutation makes of it.

Counted as the Bureau of Prisons counts (its methods for 18 U.S.C. §§ 3585 and 3624): the day the sentence begins is a
day served, and so is the day of release; the full term ends on its last day; days in jail before it count toward it.
"""

from __future__ import annotations

from dataclasses import dataclass

from clemency.errors import InputError
from clemency.law.custody import figures
from clemency.law.custody.term import Term
from clemency.law.custody.usc18_3624b import good_time
from clemency.law.custody.usc18_4205 import ParoleEra, is_parole_era, parole_era
from clemency.law.dates import format_day, parse_day
from clemency.law.explain import Step
from clemency.law.tables import Row

NEW_RULE_FROM = parse_day("2019-07-19")
"""First day of § 3624(b)(1) as § 102(b) of the First Step Act wrote it (data/custody/time.csv; a test holds it to it)."""

BY_TERM, BY_YEARS_SERVED, STATUTORY, NONE = "by the term imposed", "by years served", "statutory (§ 4161)", "none"


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a release date is reckoned from. Days in jail and days lost are whole days; days as ordinals.

    began: the day the sentence began to run (18 U.S.C. § 3585(a)). jail_credit: days under § 3585(b).
    good_time_lost: days disallowed or forfeited. offense_day: the last day of the offense, if known; before 1987-11-01 the
    law with parole applies.
    """

    term: Term
    began: int
    jail_credit: int = 0
    good_time_lost: int = 0
    offense_day: int | None = None


@dataclass(frozen=True, slots=True)
class Projection:
    """The dates of a sentence; None for life. good_time: days, after what was lost."""

    full_term: int | None
    release: int | None
    good_time: int
    method: str
    parole: ParoleEra | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Commuted:
    """What a commutation makes of a sentence. `remitted`: days between the two release dates; None where one is unknown."""

    release: int
    full_term: int
    good_time: int
    remitted: int | None
    remitted_of_term: int | None
    steps: tuple[Step, ...]


def served(sentence: Sentence, day: int) -> int:
    """Days served by the end of a day, with those in jail before the sentence began; 0 before that."""
    if day < sentence.began:
        return 0
    return day - sentence.began + 1 + sentence.jail_credit


def project(sentence: Sentence, known_on: int | None = None) -> Projection:
    """The dates of a sentence, by the law in force while the person was, or is, in custody.

    known_on: reckon as it was reckoned on that day (before 2019-07-19: by years served), whatever came later. Raises
    InputError on credits that exceed the term.
    """
    term, began = sentence.term, sentence.began
    parole = None
    if is_parole_era(sentence.offense_day):
        assert sentence.offense_day is not None
        parole = parole_era(term, began, sentence.jail_credit, sentence.offense_day)
    if term.life:
        return Projection(None, None, 0, NONE, parole, (*_life_steps(parole),))
    full_term = began + term.length(began) - 1 - sentence.jail_credit
    if full_term < began - 1:
        raise InputError(
            f"jail credit of {sentence.jail_credit} days is more than the term of {term}. Check the days before the sentence."
        )
    if parole is not None:
        credit, method = parole.good_time, STATUTORY
    else:
        credit, method = _conduct_credit(term, began, full_term, known_on)
    kept = max(credit - sentence.good_time_lost, 0)
    release = full_term - kept
    if method == BY_TERM and known_on is None:
        # Whoever would have been out earlier under the new rule was in custody until it took effect.
        release = max(release, min(NEW_RULE_FROM, full_term))
    steps = _steps(sentence, full_term, kept, credit, method, release, parole)
    return Projection(full_term, release, kept, method, parole, steps)


def _conduct_credit(term: Term, began: int, full_term: int, known_on: int | None) -> tuple[int, str]:
    """Credit under § 3624(b): the old rule for whoever left under it before 2019-07-19, else the new."""
    old = good_time(term, began, NEW_RULE_FROM - 1)
    if known_on is not None:
        return (old, BY_YEARS_SERVED) if known_on < NEW_RULE_FROM else (good_time(term, began, NEW_RULE_FROM), BY_TERM)
    if full_term - old < NEW_RULE_FROM:
        return old, BY_YEARS_SERVED
    return good_time(term, began, NEW_RULE_FROM), BY_TERM


def to_expire_on(sentence: Sentence, day: int, granted: int) -> Commuted:
    """A commutation "to expire on" a day: that day is the release. Raises InputError if it precedes the sentence."""
    _after_beginning(sentence, granted, "the day of the grant")
    if day < granted:
        raise InputError(
            f"the day of expiry {format_day(day)} lies before the grant of {format_day(granted)}. "
            "A sentence cut to the days already served is 'to time served'."
        )
    return _commuted(sentence, day, day, 0, granted, "sentence commuted to expire on that day")


def to_term(sentence: Sentence, term: Term, granted: int) -> Commuted:
    """A commutation "to a term of" months: good time runs on the new term, release no earlier than the grant."""
    _after_beginning(sentence, granted, "the day of the grant")
    if term.life:
        raise InputError("a term commuted to life has no release date. Ask for the projection of a life term.")
    shorter = Sentence(term, sentence.began, sentence.jail_credit, sentence.good_time_lost, sentence.offense_day)
    projection = project(shorter, known_on=granted)
    assert projection.release is not None
    assert projection.full_term is not None
    reason = f"the new term of {term}, {projection.good_time} days of good time ({projection.method})"
    if projection.release < granted:
        reason += "; already served, so the day of the grant"
    release = max(projection.release, granted)
    return _commuted(sentence, release, projection.full_term, projection.good_time, granted, reason)


def to_time_served(sentence: Sentence, granted: int) -> Commuted:
    """A commutation "to time served": released on the day of the grant."""
    _after_beginning(sentence, granted, "the day of the grant")
    return _commuted(sentence, granted, granted, 0, granted, "time served: the day of the grant")


def _commuted(sentence: Sentence, release: int, full_term: int, credit: int, granted: int, reason: str) -> Commuted:
    before = project(sentence, known_on=granted)
    remitted = None if before.release is None else before.release - release
    of_term = None if before.full_term is None else before.full_term - full_term
    if before.release is None:
        compared = "a life term has no release date, so no number of months was remitted"
    else:
        compared = f"projected on the day of the grant: {format_day(before.release)}"
    return Commuted(
        release,
        full_term,
        credit,
        remitted,
        of_term,
        (
            _step("release after commutation", format_day(release), reason, "U.S. Const. art. II, § 2, cl. 1"),
            _step("remitted", "not a number" if remitted is None else f"{remitted} days", compared, "comparison"),
        ),
    )


def _after_beginning(sentence: Sentence, day: int, what: str) -> None:
    if day < sentence.began:
        raise InputError(
            f"{what} {format_day(day)} lies before the sentence began on {format_day(sentence.began)}. Check both days."
        )


def _step(rule: str, value: str, reason: str, citation: str, row: Row | None = None) -> Step:
    if row is None:
        return Step(rule, value, reason, citation, True)
    return Step(rule, value, reason, citation, True, row.authority, row["verified"])


def _life_steps(parole: ParoleEra | None) -> tuple[Step, ...]:
    steps = [_step("full term", "life", "no date; no good time on a life term", "18 U.S.C. § 3624(b)(1)")]
    return (*steps, *_parole_steps(parole))


def _steps(
    sentence: Sentence,
    full_term: int,
    kept: int,
    credit: int,
    method: str,
    release: int,
    parole: ParoleEra | None,
) -> tuple[Step, ...]:
    jail = f", less {sentence.jail_credit} days before it" if sentence.jail_credit else ""
    lost = f"{credit} days, of which {sentence.good_time_lost} lost; " if sentence.good_time_lost else ""
    if method == STATUTORY:
        assert sentence.offense_day is not None
        row = figures.figure("statutory_good_time_days_a_month_10_years", sentence.offense_day)
    else:
        row = figures.figure("good_time_by_term_imposed", NEW_RULE_FROM if method == BY_TERM else NEW_RULE_FROM - 1)
    provision = row["provision"]
    return (
        _step(
            "full term",
            format_day(full_term),
            f"{sentence.term} from {format_day(sentence.began)}{jail}",
            "18 U.S.C. § 3585",
        ),
        _step("good time", f"{kept} days", f"{lost}reckoned {method}", provision, row),
        _step("projected release", format_day(release), "full term less good time", provision, row),
        *_parole_steps(parole),
    )


def _parole_steps(parole: ParoleEra | None) -> tuple[Step, ...]:
    if parole is None:
        return ()
    steps = []
    if parole.eligible is not None:
        steps.append(
            _step("parole eligible", format_day(parole.eligible), "offense before 1987-11-01", "18 U.S.C. § 4205(a)")
        )
    if parole.presumed is not None:
        steps.append(
            _step("parole presumed", format_day(parole.presumed), "two-thirds, at most 30 years", "18 U.S.C. § 4206(d)")
        )
    return tuple(steps)

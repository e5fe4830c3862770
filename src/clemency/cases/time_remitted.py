"""What a commutation of the record took off a sentence: release then, release projected on that day, the days between.

The record prints the day of sentence, not the day it began to run nor the days in jail before it. Taken here, and said each
time: the sentence began on the day it was imposed, no days before it count, good time is earned in full. A person long in
jail before sentence was therefore nearer to release than this says.
"""

from __future__ import annotations

from dataclasses import dataclass

from clemency.errors import InputError
from clemency.law.custody.release import Commuted, Projection, Sentence, project, to_expire_on, to_term, to_time_served
from clemency.law.custody.term import LIFE_TERM, Term
from clemency.law.dates import GUIDELINES_FROM, format_day
from clemency.ledger.model import Grant

ASSUMED = (
    "the sentence began on the day it was imposed",
    "no days in jail before it count",
    "good time is earned in full",
)

EARLY = 3 * 365
"""Days after 1987-11-01 in which a sentence may well be for an earlier offense, with parole."""


@dataclass(frozen=True)
class TimeOfGrant:
    """The time of one commutation, or the reason for which it cannot be reckoned. before: as projected on its day."""

    grant: Grant
    sentence: Sentence | None
    before: Projection | None
    commuted: Commuted | None
    reason: str = ""
    assumed: tuple[str, ...] = ()


def time_of_grant(grant: Grant) -> TimeOfGrant:
    """The time of a commutation from the texts of the record as they were read."""

    def none(reason: str) -> TimeOfGrant:
        return TimeOfGrant(grant, None, None, None, reason)

    read = grant.reading
    if not read.commuted_to:
        return none("the record states no commuted term of imprisonment")
    if read.death:
        return none("a death sentence has no release date to compare")
    if len(set(read.sentenced_on)) != 1:
        return none("no day of sentence is printed" if not read.sentenced_on else "sentences of several days")
    term = LIFE_TERM if read.life else Term(read.prison_months or 0, read.prison_days or 0)
    if not term.life and not (term.months or term.days):
        return none("the term of imprisonment is not printed, or was not read")
    began = read.sentenced_on[0].toordinal()
    parole = began if began < GUIDELINES_FROM else None
    sentence = Sentence(term, began, offense_day=parole)
    granted = grant.signed_on.toordinal()
    try:
        commuted = _commuted(grant, sentence, granted)
    except InputError as error:
        return none(str(error))
    if commuted is None:
        return none(f"commuted to {read.commuted_to}, which has no day of release")
    assumed = ASSUMED if parole is None else (*ASSUMED, "the offense was before 1987-11-01, as the sentence was")
    if parole is None and began < GUIDELINES_FROM + EARLY:
        assumed = (*assumed, f"the offense was after 1987-10-31, though the sentence of {format_day(began)} is early")
    if commuted.remitted is not None and commuted.remitted < 0:
        assumed = (
            *assumed,
            "release by the grant comes later than projected: another sentence, or time, is not printed",
        )
    return TimeOfGrant(grant, sentence, project(sentence, granted), commuted, "", assumed)


def _commuted(grant: Grant, sentence: Sentence, granted: int) -> Commuted | None:
    read = grant.reading
    if read.commuted_to == "date" and read.expires_on is not None:
        return to_expire_on(sentence, read.expires_on.toordinal(), granted)
    if read.commuted_to == "months" and read.commuted_months is not None:
        return to_term(sentence, Term(read.commuted_months), granted)
    if read.commuted_to == "time served":
        return to_time_served(sentence, granted)
    return None

"""18 U.S.C. §§ 4161, 4205(a), 4206(d): sentences for offenses before 1987-11-01, with parole.

Repealed for later offenses by the Sentencing Reform Act of 1984. As far as the text goes: the earliest day of parole
under § 4205(a), the day on which § 4206(d) presumes it, and the full term less statutory good time (§ 4161), reckoned
when the sentence is computed (28 CFR 523.1(a)). Not modelled: a minimum that the court set under § 4205(b), extra good
time under § 4162, special parole terms, and what the Parole Commission decided.
"""

from __future__ import annotations

from dataclasses import dataclass

from clemency.law.custody import figures
from clemency.law.custody.term import Term, add_months
from clemency.law.dates import GUIDELINES_FROM

_LENGTHS = ((120, "10_years"), (60, "5_years"), (36, "3_years"), (12, "1_year"), (6, "6_months"))


@dataclass(frozen=True, slots=True)
class ParoleEra:
    """Days that the law before 1987-11-01 fixes for a sentence; None where it fixes none.

    eligible: first day on which parole may be granted. presumed: the day from which § 4206(d) presumes it.
    good_time: days of statutory good time on the whole term.
    """

    eligible: int | None
    presumed: int | None
    good_time: int


def is_parole_era(offense_day: int | None) -> bool:
    return offense_day is not None and offense_day < GUIDELINES_FROM


def parole_era(term: Term, begins: int, jail_credit: int, offense_day: int) -> ParoleEra:
    """The days of a sentence for an offense before 1987-11-01. jail_credit: days served before it began."""
    most = figures.whole("parole_after_months_at_most", offense_day)
    most_presumed = figures.whole("presumed_parole_after_months_at_most", offense_day)
    longest = add_months(begins, most) - begins
    longest_presumed = add_months(begins, most_presumed) - begins
    if term.life:
        return ParoleEra(begins + longest - jail_credit, begins + longest_presumed - jail_credit, 0)
    length = term.length(begins)
    eligible = presumed = None
    if length > figures.whole("parole_over_days", offense_day):
        third = -(-length // figures.whole("parole_after_part_of_term", offense_day))
        eligible = begins + min(third, longest) - jail_credit
    if term.months >= figures.whole("presumed_parole_from_months", offense_day):
        presumed = begins + min(-(-length * 2 // 3), longest_presumed) - jail_credit
    return ParoleEra(eligible, presumed, statutory_good_time(term, offense_day))


def statutory_good_time(term: Term, offense_day: int) -> int:
    """§ 4161: days for each month of the term, more the longer the term. A year and a day is above one year."""
    if term.life:
        return 0
    for months, name in _LENGTHS:
        above = term.months > months or (term.months == months and (name != "1_year" or term.days > 0))
        if above:
            rate = figures.whole(f"statutory_good_time_days_a_month_{name}", offense_day)
            return rate * term.months + rate * term.days // 30
    return 0

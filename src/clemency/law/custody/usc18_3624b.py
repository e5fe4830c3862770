"""18 U.S.C. § 3624(b): credit for good conduct, before and after 2019-07-19.

Until 2019-07-18: up to 54 days at the end of each year served, the last portion in proportion (the Bureau's method,
upheld in Barber v. Thomas, 560 U.S. 474 (2010): 470 days on ten years). From 2019-07-19 (First Step Act § 102(b), on
the release of the risk and needs assessment system): up to 54 days for each year of the term imposed. Both for terms of
more than one year, none for life. A year is 365 days; the fraction of a day is dropped.

The credit is what the Bureau may award in full; days disallowed or lost are given by the asker. What is not modelled:
the lesser 42 days a year without progress to a high school diploma (28 CFR 523.20(c)).
"""

from __future__ import annotations

from clemency.law.custody import figures
from clemency.law.custody.term import Term, add_months

YEAR = 365


def good_time(term: Term, begins: int, day: int) -> int:
    """Days of credit that may be earned on a whole term, under the rule in force on a day of custody."""
    length = 0 if term.life else term.length(begins)
    if length <= figures.whole("good_time_over_days", day):
        return 0
    rate = figures.whole("good_time_days_a_year", day)
    if figures.whole("good_time_by_term_imposed", day):
        return good_time_imposed(term, begins, rate)
    return good_time_served(length, rate)


def good_time_served(length: int, rate: int) -> int:
    """Barber v. Thomas: whole years while a year and its credit still fit, then a part that shares the rest.

    >>> good_time_served(3652, 54), good_time_served(366, 54)
    (470, 47)
    """
    years = length // (YEAR + rate)
    rest = length - years * (YEAR + rate)
    served_of_rest = -(-rest * YEAR // (YEAR + rate))  # rounded up: part of a day must be served
    return years * rate + rest - served_of_rest


def good_time_imposed(term: Term, begins: int, rate: int) -> int:
    """§ 102(b) of the First Step Act: by the years of the term, the last part of a year in proportion."""
    years = term.months // 12
    rest = begins + term.length(begins) - add_months(begins, years * 12)
    more, rest = divmod(rest, YEAR)
    return (years + more) * rate + rest * rate // YEAR

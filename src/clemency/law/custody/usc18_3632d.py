"""18 U.S.C. §§ 3632(d)(4), 3624(g): First Step Act time credits, as a stated scenario only.

10 days for every 30 of successful participation, 15 for a person at minimum or low risk over two assessments; not
before 2018-12-21. They move a person to prerelease custody, and up to 12 months early to supervised release where the
sentence has a term of it. Whether a person is eligible (§ 3632(d)(4)(D), a long list of offenses; a final order of
removal), takes part, and keeps the credits, no table can say: the asker states it.
"""

from __future__ import annotations

from dataclasses import dataclass

from clemency.law.custody import figures
from clemency.law.custody.term import add_months
from clemency.law.dates import parse_day

CREDITS_FROM = parse_day("2018-12-21")


@dataclass(frozen=True, slots=True)
class Scenario:
    """What holds if a person takes part without a break from `participates_from` until transfer.

    earned: days of credit on the day of transfer. prerelease: first day in prerelease custody. supervised_release: first
    day on supervised release, or release where the sentence has none.
    """

    participates_from: int
    low_risk: bool
    earned: int
    prerelease: int
    supervised_release: int


def earned(participates_from: int, day: int, low_risk: bool) -> int:
    """Days of credit earned by a day: whole periods of 30 days only."""
    start = max(participates_from, CREDITS_FROM)
    if day < start:
        return 0
    name = "time_credit_days_low_risk" if low_risk else "time_credit_days"
    return (day - start) // figures.whole("time_credit_of_days", day) * figures.whole(name, day)


def scenario(release: int, participates_from: int, *, low_risk: bool, supervised_release: bool) -> Scenario:
    """Credits applied to a projected release date (`release`), the earliest day on which they cover what is left."""
    start = max(participates_from, CREDITS_FROM)
    prerelease = min(start, release)
    while prerelease < release and earned(start, prerelease, low_risk) < release - prerelease:
        prerelease += 1
    credit = earned(start, prerelease, low_risk)
    to_supervision = release
    if supervised_release and prerelease < release:
        most = figures.whole("time_credit_to_supervised_release_months", prerelease)
        to_supervision = max(add_months(release, -most), release - credit, prerelease)
    return Scenario(start, low_risk, credit, prerelease, to_supervision)

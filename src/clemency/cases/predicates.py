"""What the prior sentences of a case file say of career offender, armed career criminal, three strikes and § 851.

Each rule answers yes, no or open (`law.prior_convictions`). An answer that is settled fills the field of the case that was
left out; one that contradicts a field given is an error naming both; an open one leaves the field as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from clemency.errors import CaseError, shown
from clemency.law.dates import TABLES_AS_OF
from clemency.law.explain import Step
from clemency.law.guidelines.s4a1_2 import Prior
from clemency.law.guidelines.s4b1_2 import career_offender
from clemency.law.prior_convictions import (
    CONTROLLED_SUBSTANCE,
    CRIME_OF_VIOLENCE,
    KINDS,
    NO,
    OPEN,
    SERIOUS_VIOLENT,
    STRIKE_DRUG,
    YES,
    Finding,
    some,
)
from clemency.law.statutes.usc18_924e import armed_career_criminal
from clemency.law.statutes.usc18_3559c import three_strikes
from clemency.law.statutes.usc21_851 import felony_drug_offenses, serious_priors

TRAFFICKING = {"841", "846", "859", "860", "861", "952", "953", "955", "959", "960", "963"}


@dataclass(frozen=True)
class Told:
    """What the file says of the count for these rules. None: not given. found, found_not: what a court found the offense."""

    found: tuple[str, ...] = ()
    found_not: tuple[str, ...] = ()
    notice_851: bool | None = None
    notice_strikes: bool | None = None
    armed: bool | None = None


@dataclass(frozen=True)
class Ends:
    """The prior sentences and the days of the offense at both ends of what is known: (began, ended, day of sentence)."""

    lenient: Sequence[Prior]
    severe: Sequence[Prior]
    lenient_days: tuple[int, int, int]
    severe_days: tuple[int, int, int]

    def ask(self, rule: Callable[[Sequence[Prior], tuple[int, int, int]], Finding]) -> Finding:
        """A rule at both ends; open where they differ."""
        one, other = rule(self.lenient, self.lenient_days), rule(self.severe, self.severe_days)
        if one.answer == other.answer and (one.least, one.most) == (other.least, other.most):
            return other
        answer = other.answer if one.answer == other.answer else OPEN
        return replace(other, answer=answer, least=min(one.least, other.least), most=max(one.most, other.most))


def kinds_of(value: Any, where: str) -> tuple[str, ...]:
    """Names of what a court found an offense to be. CaseError lists them."""
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) and name in KINDS for name in names):
        raise CaseError(f"{where}: {shown(value)}. Write one or more of: {'; '.join(KINDS)}.")
    return tuple(names)


def predicate_fields(ends: Ends, values: Mapping[str, Any], told: Told, where: str) -> dict[str, Any]:
    """Fields of the case that the prior sentences settle, with `findings` (their steps) and `notes`.

    `predicates` is no field: how many felonies of violence or drugs there are, at least and at most (§2K2.1(a)).
    """
    fields: dict[str, Any] = {}
    steps: list[Step] = []
    notes: list[str] = []
    _career(ends, values, told, where, fields, steps, notes)
    _armed(ends, values, told, where, fields, steps, notes)
    _noticed(ends, values, told, where, fields, steps)
    _strikes(ends, values, told, fields, steps, notes)
    return fields | {"findings": tuple(steps), "notes": tuple(notes)}


def _career(
    ends: Ends,
    values: Mapping[str, Any],
    told: Told,
    where: str,
    fields: dict[str, Any],
    steps: list[Step],
    notes: list[str],
) -> None:
    instant = instant_kind(values["statutes"], told)
    found = ends.ask(lambda priors, days: career_offender(priors, *days, instant))
    steps += found.steps
    fields["predicates"] = (found.least, found.most)
    given = values.get("career_offender")
    _settle("history.career_offender", given, found, where)
    if given is None and found.answer != OPEN:
        fields["career_offender"] = found.answer == YES
    elif given is None and instant == YES:
        fields["career_offender_open"] = True
    elif given is None and found.least >= 1:
        notes.append(
            f"Career offender (§4B1.1): open, {_number(found)} predicates, and whether the offense of conviction is one of "
            "violence or drugs is not given (count.found_to_be); the figures are without it."
        )
    today = ends.ask(lambda priors, days: career_offender(priors, days[0], days[1], TABLES_AS_OF, instant))
    if today.answer != found.answer:
        notes.append(
            f"Career offender: {found.answer} by the Manual of the sentence, {today.answer} by today's; the comparison keeps "
            "the first. Set history.career_offender to see the other."
        )


def instant_kind(statutes: Sequence[str], told: Told) -> str:
    """Whether the offense of conviction is a crime of violence or a controlled substance offense; trafficking is the latter."""
    titled = [re.match(r"21 USC (\w+)", statute) for statute in statutes]
    if any(match and match[1] in TRAFFICKING for match in titled):
        return YES
    answers = []
    for kind in (CRIME_OF_VIOLENCE, CONTROLLED_SUBSTANCE):
        answers.append(YES if kind in told.found else NO if kind in told.found_not else OPEN)
    return some(*answers)


def _armed(
    ends: Ends,
    values: Mapping[str, Any],
    told: Told,
    where: str,
    fields: dict[str, Any],
    steps: list[Step],
    notes: list[str],
) -> None:
    statutes = [*values["statutes"], *(count.statute for count in values.get("further_counts", ()))]
    if not any(statute.startswith(("18 USC 922(g)", "18 USC 924(e)")) for statute in statutes):
        return
    found = ends.ask(lambda priors, days: armed_career_criminal(priors, *days))
    steps += found.steps
    _settle("history.armed_career_criminal", told.armed, found, where)
    if told.armed is None and found.answer == YES:
        fields |= {"armed_career_criminal": True, "armed_career": 1}
    elif told.armed is None and found.answer == OPEN:
        notes.append(
            f"Armed career criminal (18 U.S.C. § 924(e)): open, {found.least} to {found.most} predicates; the figures are "
            "without it. Say what a court found each prior to be, or set history.armed_career_criminal."
        )


def _strikes(
    ends: Ends, values: Mapping[str, Any], told: Told, fields: dict[str, Any], steps: list[Step], notes: list[str]
) -> None:
    named = any({SERIOUS_VIOLENT, STRIKE_DRUG} & set(prior.found) for prior in ends.severe)
    if not told.notice_strikes and not (named and told.notice_strikes is None):
        return
    instant = YES if SERIOUS_VIOLENT in told.found else NO if SERIOUS_VIOLENT in told.found_not else OPEN
    notice = OPEN if told.notice_strikes is None else YES
    found = ends.ask(lambda priors, days: three_strikes(priors, days[0], days[1], instant, notice))
    steps += found.steps
    if found.answer == YES:
        # Its row stands for two priors or more, by the number that the limits of the count read.
        fields |= {"statutes": ("18 USC 3559(c)", *values["statutes"]), "priors_851": 2}
    elif found.answer == OPEN:
        notes.append("Three strikes (18 U.S.C. § 3559(c)): open; the figures are without it.")


def _noticed(
    ends: Ends, values: Mapping[str, Any], told: Told, where: str, fields: dict[str, Any], steps: list[Step]
) -> None:
    named = [prior for prior in ends.severe if prior.noticed]
    if told.notice_851 is False:
        if named:
            raise CaseError(f"{where}: a sentence is noticed, and count.notice_851 = false. Check both.")
        if values.get("priors_851"):
            raise CaseError(
                f"{where}: count.priors_851 = {values['priors_851']}, and count.notice_851 = false. Without a notice no prior "
                "raises the limits (21 U.S.C. § 851(a))."
            )
        fields |= {"priors_851": 0, "serious_priors": 0}
        return
    if not named:
        return
    felonies = ends.ask(lambda priors, days: felony_drug_offenses(priors, days[0], days[1]))
    serious = ends.ask(lambda priors, days: serious_priors(priors, days[0], days[1]))
    steps += [*felonies.steps, *serious.steps]
    for key, found in (("priors_851", felonies), ("serious_priors", serious)):
        given = values.get(key)
        if given is not None and not found.least <= given <= found.most:
            raise CaseError(
                f"{where}: count.{key} = {given}, but of the sentences noticed {_number(found)} can count. Correct the "
                f"sentences, or leave {key} out."
            )
        if given is None and found.least == found.most:
            fields[key] = found.least
    if values.get("priors_851") is None and felonies.least != felonies.most:
        fields |= {"priors_851_least": felonies.least, "priors_851_most": felonies.most}


def _settle(name: str, given: bool | None, found: Finding, where: str) -> None:
    """CaseError where a field given and a settled answer contradict each other."""
    if given is None or found.answer == OPEN or given == (found.answer == YES):
        return
    reason = found.steps[-1].reason
    raise CaseError(
        f"{where}: {name} = {str(given).lower()}, but the sentences listed answer {found.answer} ({reason}). Correct what is "
        f"said of them (found_to_be, found_not_to_be, maximum), or leave {name.split('.')[-1]} out."
    )


def _number(found: Finding) -> str:
    return str(found.least) if found.least == found.most else f"{found.least} to {found.most}"

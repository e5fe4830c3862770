"""Counting rules: what is counted, said in one sentence, and the rows behind every figure.

A rule is a function of one grant that answers yes, no, or (``None``) that the record cannot say. Its docstring is its
definition and is printed wherever the figure is. ``Where`` says which grants are asked about, as known on which day.
Class acts make no rows, so no figure here contains people a proclamation did not name.
"""

from __future__ import annotations

import inspect
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from clemency.errors import InputError
from clemency.ledger.model import Gap, Grant, Record

Test = Callable[[Grant], bool | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named way of counting grants. ``definition`` is one sentence, made to be printed beside the figure."""

    name: str
    definition: str
    test: Test
    kind: str = ""  # the only kind of relief it can count; "" for any


RULES: dict[str, Rule] = {}


_ONE_KIND = {"pardons": "pardon", "remissions": "remission"} | dict.fromkeys(
    (
        "commutations",
        "life_sentences",
        "life_in_any_term",
        "death_sentences",
        "release_on_a_date",
        "reduced_to_a_term",
        "time_served",
    ),
    "commutation",
)


def _rule(test: Test) -> Rule:
    definition = inspect.cleandoc(test.__doc__ or "").replace("\n", " ")
    made = Rule(test.__name__, definition, test, _ONE_KIND.get(test.__name__, ""))
    RULES[made.name] = made
    return made


@_rule
def grants(grant: Grant) -> bool | None:
    """Grants in effect: one person and one kind of relief each; class acts, which name nobody, are not counted."""
    return True


@_rule
def pardons(grant: Grant) -> bool | None:
    """Pardons in effect, one for each person named; class pardons are not counted."""
    return grant.kind == "pardon"


@_rule
def commutations(grant: Grant) -> bool | None:
    """Commutations in effect, one for each person named; a grant its recipient declined leaves the count on the day
    that became known."""
    return grant.kind == "commutation"


@_rule
def remissions(grant: Grant) -> bool | None:
    """Grants whose only relief is the remission of a fine, restitution or forfeiture."""
    return grant.kind == "remission"


@_rule
def reprieves(grant: Grant) -> bool | None:
    """Reprieves and respites in effect: postponements of a punishment."""
    return grant.kind in ("reprieve", "respite")


@_rule
def life_sentences(grant: Grant) -> bool | None:
    """Commutations of a prison term that was life when the grant was made, after any amendment by a court; life terms
    of supervision and sentences of death do not count."""
    return None if grant.kind == "commutation" and grant.reading.life is None else _life(grant)


def _life(grant: Grant) -> bool:
    return grant.kind == "commutation" and grant.reading.life is True


@_rule
def life_in_any_term(grant: Grant) -> bool | None:
    """Commutations whose printed sentence names life imprisonment anywhere, also where a court had since reduced it."""
    if grant.kind != "commutation":
        return False
    if grant.reading.life:
        return True
    if not grant.sentence_text:
        return None
    return "life" in _without_supervision(grant.sentence_text)


def _without_supervision(sentence: str) -> str:
    """The sentence in lower case without its terms of supervision, whose life terms do not count."""
    kept = [
        part
        for part in sentence.lower().replace(",", ";").split(";")
        if not any(word in part for word in ("supervised release", "special parole", "probation"))
    ]
    return ";".join(kept)


@_rule
def death_sentences(grant: Grant) -> bool | None:
    """Commutations of a sentence of death."""
    if grant.kind != "commutation":
        return False
    return grant.reading.death if grant.reading.death is not None else (None if not grant.sentence_text else False)


@_rule
def drug_offenses(grant: Grant) -> bool | None:
    """Grants in which at least one offense of conviction is a drug offense; other offenses may stand beside it."""
    return grant.reading.drug


@_rule
def with_conditions(grant: Grant) -> bool | None:
    """Grants whose printed terms set a condition, such as drug treatment."""
    return bool(grant.reading.conditions)


@_rule
def release_on_a_date(grant: Grant) -> bool | None:
    """Commutations whose terms let the sentence end on a named date."""
    return grant.kind == "commutation" and grant.reading.commuted_to == "date"


@_rule
def reduced_to_a_term(grant: Grant) -> bool | None:
    """Commutations whose terms set a new, shorter prison term; the prison works out the day of release."""
    return grant.kind == "commutation" and grant.reading.commuted_to == "months"


@_rule
def time_served(grant: Grant) -> bool | None:
    """Commutations to the time already served: the person leaves prison at once."""
    return grant.kind == "commutation" and grant.reading.commuted_to == "time served"


DayMeaning = Literal["signed", "announced"]


@dataclass(frozen=True, slots=True)
class Where:
    """Which grants a question is about. Empty fields do not restrict.

    since, until  first and last day, both included, of the day that ``day`` names (signed unless said otherwise)
    known_on      what the public knew at the end of that day; None means all the record knows
    """

    president: str = ""
    term: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None
    day: DayMeaning = "signed"
    known_on: date | None = None

    def on(self, day: date) -> Where:
        """The same question for one day."""
        return replace(self, since=day, until=day)

    def matches(self, grant: Grant) -> bool:
        """True if the grant was in effect, as known then, and lies inside the question."""
        if self.president and grant.president != self.president:
            return False
        if self.term and grant.term != self.term:
            return False
        if self.kind and grant.kind != self.kind:
            return False
        day = grant.signed_on if self.day == "signed" else grant.announced_on
        if self.since is not None and day < self.since:
            return False
        if self.until is not None and day > self.until:
            return False
        return grant.effective(self.known_on)


@dataclass(frozen=True, slots=True)
class Figure:
    """A count with everything that is needed to check it.

    value         how many rows the rule counts
    unknown       rows for which the record cannot say; the true figure lies between value and value + unknown
    as_of         last day counted; None if the question had no end
    known_on      what was known on that day was counted; None means all the record knows
    rows          ids of the grants counted
    gaps          parts of the public record not held that could change the figure
    """

    value: int
    rule: str
    definition: str
    as_of: date | None
    known_on: date | None
    unknown: int
    rows: tuple[str, ...]
    unknown_rows: tuple[str, ...]
    gaps: tuple[Gap, ...] = ()

    def as_json(self, *, rows: bool = False) -> dict[str, Any]:
        """Plain values; ``rows`` adds the ids."""
        out: dict[str, Any] = {
            "value": self.value,
            "rule": self.rule,
            "definition": self.definition,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "known_on": self.known_on.isoformat() if self.known_on else None,
            "unknown": self.unknown,
        }
        if self.gaps:
            out["not_held"] = [gap_words(gap) for gap in self.gaps]
        if rows:
            out["rows"] = list(self.rows)
            out["unknown_rows"] = list(self.unknown_rows)
        return out


def gap_words(gap: Gap) -> str:
    """A gap in one line: how much is missing, when, and why."""
    if gap.starts and gap.starts == gap.ends:
        when = f"on {gap.starts}"
    else:
        when = f"from {gap.starts or 'the beginning'} to {gap.ends or 'now'}"
    many = f"{gap.missing:,}" if gap.missing is not None else "an unknown number of"
    what = f"{gap.kind}s" if gap.kind else "grants of any kind"
    return f"{many} {what} {when}: {gap.reason}"


def rule_named(name: str) -> Rule:
    """The rule of that name; raises InputError that lists the names there are."""
    try:
        return RULES[name]
    except KeyError:
        raise InputError(f'There is no counting rule "{name}". Rules: {", ".join(RULES)}.') from None


def select(record: Record, where: Where) -> tuple[Grant, ...]:
    """The grants in effect that a question is about, in order of signed day."""
    if where.since is not None and where.since == where.until and where.day == "signed":
        return tuple(g for g in record.grants_by_day.get(where.since, ()) if where.matches(g))
    return tuple(grant for grant in _among(record, where) if where.matches(grant))


def _among(record: Record, where: Where) -> Sequence[Grant]:
    """The grants of the president asked about, without those signed outside the days asked about."""
    among = record.by_signed_day.get(where.president, ())
    if where.day != "signed":
        return among
    first = 0 if where.since is None else bisect_left(among, where.since, key=_signed)
    last = len(among) if where.until is None else bisect_right(among, where.until, key=_signed)
    return among if last - first == len(among) else among[first:last]


def _signed(grant: Grant) -> date:
    return grant.signed_on


def count(record: Record, rule: Rule, where: Where) -> Figure:
    """How many of the grants asked about the rule counts, with the rows and the parts of the record not held."""
    return count_among(record, rule, where, select(record, where))


def count_among(record: Record, rule: Rule, where: Where, among: Iterable[Grant]) -> Figure:
    """The same over grants already selected with ``where``: for many rules on one selection."""
    yes: list[str] = []
    unknown: list[str] = []
    for grant in among:
        answer = rule.test(grant)
        if answer:
            yes.append(grant.id)
        elif answer is None:
            unknown.append(grant.id)
    return Figure(
        value=len(yes),
        rule=rule.name,
        definition=rule.definition,
        as_of=where.until,
        known_on=where.known_on,
        unknown=len(unknown),
        rows=tuple(yes),
        unknown_rows=tuple(unknown),
        gaps=gaps_for(record, replace(where, kind=where.kind or rule.kind)),
    )


PEOPLE = "Different people among the grants counted; two grants are one person's only on evidence, never by name alone."


def people(record: Record, where: Where) -> Figure:
    """Different people among the grants asked about. ``rows`` are ids of persons, not of grants."""
    ids = tuple(dict.fromkeys(grant.person for grant in select(record, where)))
    return Figure(
        value=len(ids),
        rule="people",
        definition=PEOPLE,
        as_of=where.until,
        known_on=where.known_on,
        unknown=0,
        rows=ids,
        unknown_rows=(),
        gaps=gaps_for(record, where),
    )


def gaps_for(record: Record, where: Where) -> tuple[Gap, ...]:
    """The known gaps of the record that could change an answer to the question.

    Standing remarks (about no president and no time, such as that class members are not listed) are no gaps of a figure.
    """
    starts, ends = where.since or date.min, where.until or date.max
    president = record.presidents.get(where.president)
    if president is not None and president.terms:
        terms = [term for term in president.terms if not where.term or term.key == where.term]
        starts = max(starts, terms[0].starts) if terms else starts
        ends = min(ends, terms[-1].ends or date.max) if terms else ends
    touching = record.coverage.gaps_touching(starts, ends, where.president, where.kind)
    return tuple(gap for gap in touching if gap.president or gap.starts or gap.ends)


def fiscal_year(day: date) -> int:
    """The government's fiscal year of a day: to 30 June 1976 it began on 1 July, since 1 October 1976 on 1 October.

    The quarter between, July to September 1976, stood apart; it is counted with 1976 here.
    """
    if day < date(1976, 7, 1):
        return day.year + (day.month >= 7)
    return day.year + (day.month >= 10)


def fiscal_year_days(year: int) -> tuple[date, date]:
    """First and last day of a fiscal year."""
    if year < 1976:
        return date(year - 1, 7, 1), date(year, 6, 30)
    if year == 1976:
        return date(1975, 7, 1), date(1976, 9, 30)
    return date(year - 1, 10, 1), date(year, 9, 30)


def president_key(record: Record, name: str) -> str:
    """The key of a president named by key, full name, alias or surname.

    Raises InputError if nobody, or more than one, has that name.
    """
    wanted = " ".join(name.lower().replace(".", " ").replace("-", " ").split())
    exact: list[str] = []
    by_surname: list[str] = []
    for key, president in record.presidents.items():
        names = {
            " ".join(n.lower().replace(".", " ").replace("-", " ").split())
            for n in (key, president.name, *president.aliases)
        }
        if wanted in names:
            exact.append(key)
        elif wanted in {n.split()[-1] for n in names}:
            by_surname.append(key)
    found = exact or by_surname
    if len(found) == 1:
        return found[0]
    if not found:
        raise InputError(f'The record knows no president "{name}". Try a surname or a key such as "obama".')
    raise InputError(
        f'"{name}" could be {", ".join(record.presidents[k].name for k in found)}. Use: {", ".join(found)}.'
    )


def president_on(record: Record, day: date) -> str:
    """Who was in office on a day; on the day of a handover, who left at noon. "" if not known."""
    holding = [
        key
        for key, president in record.presidents.items()
        for term in president.terms
        if term.starts <= day and (term.ends is None or day <= term.ends)
    ]
    return holding[0] if holding else ""

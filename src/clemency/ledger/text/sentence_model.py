"""The structure of a sentence: judgments, stages, parts; what is in force; the prison total; plain text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from clemency.ledger.text.dates import When
from clemency.ledger.text.lengths import Length
from clemency.ledger.text.tokens import Correction, Unread

# What a part of a sentence can be. The first group has a length, the second an amount, the third neither.
TIMED = {
    "imprisonment": ("imprisonment", "incarceration", "confinement", "custody", "prison", "jail", "jail time"),
    "supervised_release": ("supervised release", "supervised released", "supervise release", "supervised"),
    "special_parole": ("special parole", "mandatory special parole"),
    "parole": ("parole",),
    "probation": ("probation", "unsupervised probation", "supervised probation", "conditional discharge"),
    "home_detention": (
        "home confinement",
        "home detention",
        "house arrest",
        "electronic monitoring",
        "home incarceration",
    ),
    "community_confinement": (
        "halfway house confinement",
        "halfway house",
        "community confinement",
        "residence in a community confinement center",
        "community confinement center",
        "residential reentry center",
    ),
    "intermittent_confinement": (
        "intermittent confinement",
        "weekend jail time",
        "weekend confinement",
        "weekend jail",
    ),
    "community_service": ("community service",),
}
MONEY = {
    "fine": ("fine", "fines"),
    "restitution": ("restitution", "community restitution", "restitution obligation"),
    "forfeiture": ("forfeiture", "forfeiture obligation", "forfeiture judgment", "forfeiture order"),
    "money_judgment": ("money judgment",),
    "special_assessment": ("special assessment", "assessment", "special assessments"),
    "costs": ("costs", "court costs", "costs of prosecution", "cost of prosecution", "community service fee"),
}
BARE = {
    "death": ("death sentence", "death penalty", "sentenced to death", "death"),
    "dishonorable_discharge": ("dishonorable discharge",),
    "bad_conduct_discharge": ("bad conduct discharge",),
    "dismissal": ("dismissal from service", "dismissal from the service", "dismissal"),
    "reprimand": ("letter of reprimand", "reprimand"),
    "forfeiture_of_pay": ("forfeiture of all pay and allowances", "total forfeitures"),
}


class Runs(NamedTuple):
    """How a part runs beside the others. Where it is partly both, the stated shares are given."""

    kind: Literal["concurrent", "consecutive", "partly concurrent"]
    consecutive: Length | None = None
    concurrent: Length | None = None
    beside: str = ""  # "state sentence", "above offense", as printed


class Amended(NamedTuple):
    """A mark such as "(as amended by order of June 1, 2010)": what stands before it is not as first imposed."""

    how: Literal["amended", "commuted", "modified", "approved", "rescinded"] = "amended"
    on: tuple[When, ...] = ()
    was: Length | None = None  # "(amended from 10 years)"
    by: str = ""  # as printed, where the mark names who


@dataclass(frozen=True, slots=True)
class Part:
    """One component of a sentence. Amounts are cents; ``None`` means that the text states none.

    absent        "no supervised release term"
    time_served   the length is what had been served; ``length`` only if the text states it
    suspended     the part is suspended; ``to_serve`` if all but that much is, ``suspended_length`` if only so much is
    plus          joined to the part before it by "plus", so that it follows it
    times         "two consecutive terms of"
    """

    kind: str
    length: Length | None = None
    cents: int | None = None
    absent: bool = False
    time_served: bool = False
    suspended: bool = False
    to_serve: Length | None = None
    suspended_length: Length | None = None
    runs: Runs | None = None
    plus: bool = False
    times: int = 1
    each_count: bool = False
    amended: tuple[Amended, ...] = ()
    conditions: tuple[Part | str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """The sentence at one time. on: the day printed for it; marks: amendments said of the stage as a whole."""

    parts: tuple[Part, ...] = ()
    how: Literal["imposed", "amended", "commuted"] = "imposed"
    on: tuple[When, ...] = ()
    marks: tuple[Amended, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgment:
    """One conviction's sentence through time. item: its number in the record, None if there are no numbers."""

    item: int | None
    stages: tuple[Stage, ...]

    @property
    def imposed(self) -> tuple[Part, ...]:
        """The parts as first imposed; a part that the text gives only "as amended" is left out, being unknown."""
        return tuple(part for part in self.stages[0].parts if not part.amended) if not self.stages[0].marks else ()

    @property
    def in_force(self) -> tuple[Part, ...]:
        """The parts after the last stage; what a later stage does not restate is carried forward."""
        parts: tuple[Part, ...] = ()
        for stage in self.stages:
            restated = {part.kind for part in stage.parts}
            stays = tuple(part for part in parts if part.kind not in restated)
            parts = stays + tuple(_runs_as_before(part, parts, stage.parts) for part in stage.parts)
        return parts


@dataclass(frozen=True, slots=True)
class PrisonTotal:
    """The prison term of all judgments together. low and high differ where the text does not say how terms run."""

    low: Length
    high: Length
    death: bool = False

    @property
    def exact(self) -> Length | None:
        return self.low if self.low == self.high and self.low.upper is None else None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A whole sentence text, read. runs: what the text says of all its judgments together."""

    text: str
    judgments: tuple[Judgment, ...]
    runs: Literal["", "concurrent", "consecutive"] = ""
    not_stated: str = ""  # "N/A", "sentence under seal": the record says that there is none to print
    unread: tuple[Unread, ...] = ()
    corrections: tuple[Correction, ...] = field(default=(), compare=False)

    @property
    def prison_in_force(self) -> PrisonTotal | None:
        """Prison as it stood at the end of the text, or None if it states no prison term."""
        return _total((judgment.in_force for judgment in self.judgments), self.runs)

    @property
    def prison_imposed(self) -> PrisonTotal | None:
        """Prison as first imposed; None if there was none, or if the text gives any of it only as amended."""
        first = [judgment.stages[0] for judgment in self.judgments if judgment.stages]
        if any(stage.marks or any(p.amended for p in stage.parts if p.kind == "imprisonment") for stage in first):
            return None
        return _total((stage.parts for stage in first), self.runs)

    def parts_in_force(self, kind: str) -> tuple[Part, ...]:
        """The parts of one kind now in force, over all judgments, in the order printed."""
        return tuple(part for judgment in self.judgments for part in judgment.in_force if part.kind == kind)

    @property
    def dates(self) -> tuple[When, ...]:
        """Days printed for the sentences as imposed."""
        return tuple(day for judgment in self.judgments for day in judgment.stages[0].on)

    def describe(self) -> str:
        """Plain text that ``parse_sentence`` reads back to the same structure."""
        if self.not_stated:
            return self.not_stated
        lines = [_describe_judgment(judgment) for judgment in self.judgments]
        if self.runs:
            lines.append(f"Sentences to run {'concurrently' if self.runs == 'concurrent' else 'consecutively'}.")
        return "\n".join(lines)


def _runs_as_before(part: Part, before: tuple[Part, ...], now: tuple[Part, ...]) -> Part:
    """An amended prison term whose text is silent runs as the one term it replaces; shares of a term do not carry."""
    replaced = [old for old in before if old.kind == "imprisonment"]
    only = part.kind == "imprisonment" and sum(new.kind == "imprisonment" for new in now) == 1
    if not only or part.runs or part.plus or part.length is None or len(replaced) != 1:
        return part
    runs = replaced[0].runs
    return part if runs is None or runs.kind == "partly concurrent" else replace(part, runs=runs)


# totals


def _total(judgments: Iterable[tuple[Part, ...]], runs: str) -> PrisonTotal | None:
    low: Length | None = None
    high: Length | None = None
    pending = ""  # what an earlier judgment said of the one to come
    death = False
    for parts in judgments:
        relation = runs or pending
        pending = ""
        for part in parts:
            death = death or part.kind == "death"
            length = _to_serve(part)
            if length is None:
                continue
            how = part.runs.kind if part.runs and part.times == 1 else ""
            relation_here = "consecutive" if part.plus else how or relation
            shortest, longest = length._replace(upper=None), (length.upper or length)
            if low is None or high is None:
                low, high = shortest, longest
                pending = how
            elif relation_here == "consecutive":
                low, high = low + shortest, high + longest
            elif relation_here == "concurrent":
                low, high = _longer(low, shortest), _longer(high, longest)
            elif how == "partly concurrent" and part.runs and part.runs.consecutive:
                low, high = low + part.runs.consecutive, high + part.runs.consecutive
            else:
                low, high = _longer(low, shortest), high + longest
    if low is None or high is None:
        return PrisonTotal(Length(), Length(), death=True) if death else None
    low, high = (length._replace(months=0, days=0) if length.life else length for length in (low, high))
    return PrisonTotal(low, high, death)


def _to_serve(part: Part) -> Length | None:
    """The prison time of a part: suspended time is not served, several terms are one after the other."""
    if part.kind != "imprisonment" or part.length is None:
        return None
    if part.suspended:
        return part.to_serve
    if part.suspended_length is not None:
        left = part.length.months - part.suspended_length.months
        return Length(months=left, days=part.length.days) if left >= 0 and not part.suspended_length.days else None
    if part.times > 1 and part.runs and part.runs.kind == "consecutive":
        return Length(part.length.months * part.times, part.length.days * part.times, life=part.length.life)
    return part.length


def _longer(one: Length, other: Length) -> Length:
    return one if one.size >= other.size else other


# plain text

_NAMES = {kind: names[0] for group in (TIMED, MONEY, BARE) for kind, names in group.items()}


def dollars(cents: int) -> str:
    """ "$1,804,031.50"; whole dollars without the cents."""
    whole, rest = divmod(cents, 100)
    return f"${whole:,}" + (f".{rest:02d}" if rest else "")


def _describe_judgment(judgment: Judgment) -> str:
    number = f"{judgment.item}. " if judgment.item else ""
    return number + "; ".join(filter(None, (_describe_stage(stage) for stage in judgment.stages)))


def _describe_stage(stage: Stage) -> str:
    words = ""
    for index, part in enumerate(stage.parts):
        joint = "" if index == 0 else " plus " if part.plus else "; "
        words += joint + describe_part(part)
    opening = {"imposed": "", "amended": "amended to ", "commuted": "commuted to "}[stage.how]
    days = " ".join(f"({day})" for day in stage.on)
    marks = " ".join(_describe_mark(mark) for mark in stage.marks)
    remarks = " ".join(f"({remark})" for remark in stage.remarks)
    return " ".join(filter(None, (opening + words, days, marks, remarks)))


def describe_part(part: Part) -> str:
    """One part in words: "60 months' imprisonment (consecutive)"."""
    name = _NAMES.get(part.kind, part.kind.replace("_", " "))
    if part.absent:
        return f"no {name}"
    if part.kind == "forfeiture_of_pay" and part.cents is not None:
        text = f"forfeiture of {dollars(part.cents)} pay per month" + (f" for {part.length}" if part.length else "")
    elif part.kind == "reduction_in_rank":
        text = "reduction in rank " + " ".join(part.remarks)
    elif part.time_served:
        text = "time served" + (f" ({part.length})" if part.length else "")
    elif part.times > 1:
        text = f"{part.times} {part.runs.kind if part.runs else ''} terms of {part.length} {name}".replace("  ", " ")
    elif part.length is not None:
        text = "life imprisonment" if part.length.life and part.kind == "imprisonment" else f"{part.length} of {name}"
    elif part.cents is not None:
        text = f"{dollars(part.cents)} {name}"
    elif "length not stated" in part.remarks:
        text = f"undetermined term of {name}"
    elif "in accordance with the plea agreement" in part.remarks:
        text = f"{name} in accordance with the plea agreement"
    elif part.remarks and part.remarks[0].startswith("to expire on "):
        text = part.remarks[0].removeprefix("to ")
    else:
        text = name
    ordered = next((remark.removeprefix("ordered ") for remark in part.remarks if remark.startswith("ordered ")), "")
    if ordered and part.cents is not None:
        text = f"{ordered} order of {text}"
    return text + _describe_said(part)


def _describe_said(part: Part) -> str:
    text = " on each count" if part.each_count else ""
    if part.suspended and part.to_serve is not None:
        text += f", all but {part.to_serve} suspended"
    elif part.suspended and not any(remark.startswith("suspended for") for remark in part.remarks):
        text += ", suspended"
    if part.suspended_length is not None:
        text += f" with {part.suspended_length} suspended"
    for remark in part.remarks:
        if remark.startswith("suspended for") or remark == "with credit for time served":
            text += f", {remark}"
        elif "served" in remark or remark.startswith("surrender"):
            text += f" ({remark})"
    if part.runs is not None and part.times == 1:
        text += f" ({_describe_runs(part.runs)})"
    if part.conditions:
        said = (c if isinstance(c, str) else describe_part(c) for c in part.conditions)
        text += ", conditioned upon " + " and ".join(said)
    return text + "".join(f" {_describe_mark(mark)}" for mark in part.amended)


def _describe_runs(runs: Runs) -> str:
    if runs.kind != "partly concurrent":
        joint = "with" if runs.kind == "concurrent" else "to"
        return runs.kind + (f" {joint} {runs.beside}" if runs.beside else "")
    if runs.beside and runs.consecutive:
        return f"{runs.consecutive} consecutive to {runs.beside}, the remainder concurrent"
    shares = ((runs.consecutive, "consecutive"), (runs.concurrent, "concurrent"))
    return " and ".join(f"{length} {word}" for length, word in shares if length) or "partially concurrent"


def _describe_mark(mark: Amended) -> str:
    words = ["rescinded"] if mark.how == "rescinded" else ["as", mark.how]
    if mark.by:
        words.append(mark.by)
    if mark.was is not None:
        words.append(f"from {mark.was}")
    if mark.on:
        words.append(("" if mark.by.endswith("of") else "on ") + " and ".join(map(str, mark.on)))
    return f"({' '.join(words)})"

"""Strict reading: every value of a file is kept, rejected or set aside, and the counts prove it.

A reader registers each value the moment it meets it, and says later what became of it. A value it says nothing about
is rejected as unhandled when the account is closed, so that a reader cannot lose anything by forgetting it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from clemency.ledger.model import Act, Claim, Kind

Fate = Literal["kept", "rejected", "set aside"]

UNHANDLED = "the reader has no rule for this value"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a file that is not in the record, with the reason."""

    locator: str
    text: str
    fate: Fate
    reason: str


@dataclass(frozen=True, slots=True)
class Totals:
    """How many values a file holds, and what became of them. ``read`` always equals the other three together."""

    read: int
    kept: int
    rejected: int
    set_aside: int

    def __add__(self, other: Totals) -> Totals:
        return Totals(
            self.read + other.read,
            self.kept + other.kept,
            self.rejected + other.rejected,
            self.set_aside + other.set_aside,
        )


class Account:
    """The values of one file, each with its fate."""

    def __init__(self) -> None:
        self._locators: list[str] = []
        self._texts: list[str] = []
        self._fates: list[Fate | None] = []
        self._reasons: list[str] = []

    def read(self, locator: str, text: str) -> int:
        """Register a value. The number returned stands for it in the other calls."""
        self._locators.append(locator)
        self._texts.append(text)
        self._fates.append(None)
        self._reasons.append("")
        return len(self._texts) - 1

    def keep(self, *values: int) -> None:
        """The values went into a record."""
        self._settle(values, "kept", "")

    def reject(self, values: Iterable[int], reason: str) -> None:
        """The values should be in the record and could not be read."""
        self._settle(values, "rejected", reason)

    def set_aside(self, values: Iterable[int], reason: str) -> None:
        """The values are understood and are no part of the record."""
        self._settle(values, "set aside", reason)

    def _settle(self, values: Iterable[int], fate: Fate, reason: str) -> None:
        for value in values:
            self._fates[value] = fate
            self._reasons[value] = reason

    def open_values(self, start: int = 0) -> list[int]:
        """The values from ``start`` on whose fate is not settled yet."""
        return [value for value in range(start, len(self._fates)) if self._fates[value] is None]

    def texts(self, fate: Fate | None = None) -> list[str]:
        """The values as read, of one fate or all."""
        return [text for text, found in zip(self._texts, self._fates, strict=True) if fate is None or found == fate]

    def close(self) -> Totals:
        """Reject whatever the reader said nothing about, and count."""
        self.reject(self.open_values(), UNHANDLED)
        fates = Counter(self._fates)
        return Totals(len(self._fates), fates["kept"], fates["rejected"], fates["set aside"])

    def not_kept(self) -> list[Value]:
        """The values that are not in the record, in the order of the file. Call after ``close``."""
        return [
            Value(locator, text, fate, reason)
            for locator, text, fate, reason in zip(self._locators, self._texts, self._fates, self._reasons, strict=True)
            if fate is not None and fate != "kept"
        ]


@dataclass(slots=True)
class Draft:
    """A grant as one source gives it, before sources are set side by side."""

    source: str
    locator: str
    president: str
    kind: Kind
    name: str
    signed_on: date | None  # None until the day is restored from another copy
    fields: dict[str, str] = field(default_factory=dict)  # names of Grant's text fields, verbatim
    aliases: tuple[str, ...] = ()
    announced_on: date | None = None
    act: str = ""  # id of the act, where the source names the paper
    section: int = 0  # counts the dated or undated sections of a list, in its order
    declined: bool = False
    values: tuple[int, ...] = ()  # its values in the account


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should know about a source: a contradiction, a count that differs, a date restored."""

    source: str
    locator: str
    what: str


@dataclass(slots=True)
class Contents:
    """All that a reader got out of one file."""

    source: str
    account: Account
    drafts: list[Draft] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    rows: int = 0  # rows of a table that makes claims and no grants
    facts: bool = True  # False: the source may be reported on, and adds nothing to the record

    def find(self, locator: str, what: str) -> None:
        self.findings.append(Finding(self.source, locator, what))

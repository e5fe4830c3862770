"""The amendments that USSG §1B1.10(d) makes retroactive, as acts that can be put in place alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from clemency.law import assemble, tables
from clemency.law import columns as C
from clemency.law import parameters as P
from clemency.law.dates import parse_day

FIRST_STEP_ACT: int = parse_day("2018-12-21")
"""Pub. L. 115-391, whose § 404 opens a motion."""


@dataclass(frozen=True)
class Listed:
    """An amendment of USSG §1B1.10(d) that the rules can put in place alone.

    act: its position among the acts, -1 for one of another table.  columns: the cells of the book that it may change.
    """

    number: str
    act: int
    day: int
    listed_from: int
    moves: str
    columns: tuple[int, ...]
    authority: str = ""


# An act may hold parts that are not retroactive: 748 (confirmed as 750) is listed for part A, the crack table, alone.
_DRUG_TABLE = tuple(range(P.COUNT, C.BOOK_WIDTH - 1))
_CRACK_RULES = (
    P.CRACK_SLIDING_FACTOR,
    P.CRACK_POLYDRUG_REDUCTION,
    P.CRACK_REDUCTION_FROM_MG,
    P.CRACK_REDUCTION_BELOW_MG,
)
_EVERY = tuple(range(C.BOOK_WIDTH))
_NOT_MODELLED = {"750 part C"}  # the cross reference from §2D2.1; see coverage.toml
CONCERNS = {
    "156": ("2F1.1",),
    "176": ("2J1.4",),
    "269": ("4B1.3",),
    "329": ("2J1.6",),
    "341": ("2P1.1",),
    "371": ("2D1.11", "2D1.12", "2D1.13", "2D3.5"),
    "379": ("2S1.3", "2S1.4"),
    "380": ("2X3.1",),
    "433": ("4B1.2",),
    "454": ("3A1.1",),
    "461": ("4B1.2",),
    "484": ("2D1.1", "2D1.2"),
    "490": ("2S1.3",),
    "591": ("2D1.2",),
    "606": ("2D1.11",),
    "702": ("2B1.1", "2L1.1"),
    "750 part C": ("2D2.1",),
}
"""The guidelines that the amendments outside the engine's book concern, by the column `moves` of their rows."""


def _columns(authority: str) -> tuple[int, ...]:
    if authority == "amend_748":
        return _DRUG_TABLE + _CRACK_RULES
    return _EVERY


@cache
def listed_amendments() -> tuple[Listed, ...]:
    """The retroactive amendments that move a figure the rules know, in the order of their days."""
    acts = assemble.acts()
    position = {act.authority: k for k, act in enumerate(acts)}
    found = []
    for row in tables.load("remedies/retroactive_amendments"):
        if row["kind"] != "guideline_amendment" or row.authority not in position or row["amendment"] in _NOT_MODELLED:
            continue
        k = position[row.authority]
        found.append(
            Listed(
                row["amendment"],
                k,
                acts[k].day,
                parse_day(row["retroactive_from"]),
                row["moves"],
                _columns(row.authority),
                row.authority,
            )
        )
    return tuple(sorted(found, key=lambda one: one.act))


def open_to_courts(on: int) -> tuple[Listed, ...]:
    """Listed amendments that a court can apply on the day."""
    return tuple(one for one in listed_amendments() if one.listed_from <= on)


def amendments_after(state: int, on: int) -> list[Listed]:
    """Listed amendments later than the edition that governed, open to a court on the day."""
    return [one for one in open_to_courts(on) if one.act > state]


def beside_the_book(on: int) -> list[Listed]:
    """Listed amendments, open to a court on the day, that the engine's book does not hold; `CONCERNS` says whom they reach."""
    inside = {one.number for one in listed_amendments()}
    found = [
        Listed(
            row["amendment"],
            -1,
            row.effective_from,
            parse_day(row["retroactive_from"]),
            row["moves"],
            (),
            row.authority,
        )
        for row in tables.load("remedies/retroactive_amendments")
        if row["kind"] == "guideline_amendment" and row["amendment"] not in inside
    ]
    return [one for one in found if one.listed_from <= on]


@cache
def fair_sentencing_act() -> int:
    """The state of the law in which §§ 2 and 3 of Pub. L. 111-220 stand."""
    wanted = ("pub_l_111_220_s2", "pub_l_111_220_s3")
    return max(k for k, act in enumerate(assemble.acts()) if act.authority in wanted)

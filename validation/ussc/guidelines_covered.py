"""`python -m validation.ussc.guidelines_covered FILE...`: how many persons fall under a guideline that is modelled.

A row with GDLINEHI is counted by its guideline. A row with the type of offense alone (OFFGUIDE) counts as modelled where
every guideline of that type is; else its level is taken as given, the whole type. Which guidelines make up a type is our
assignment by subject of every guideline in the Manual of 2016 (`offense_types.csv`), since the Commission's own list was not
at hand. While every guideline of that Manual is modelled, it does not matter under which type one is put.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from clemency.errors import InputError
from clemency.law.guidelines.chapter_two import BY_STATUTE, MODULES
from validation.ussc.rows import Row, columns_and_rows

TYPES = Path(__file__).with_name("offense_types.csv")
DRUGS = ("2D1.1", "2D1.2")
MODELLED, STATUTE, GIVEN, NONE = "modelled", "term of a statute", "level as given", "no guideline on record"


@dataclass(frozen=True)
class Type:
    """A type of offense of the Commission and the guidelines that make it up."""

    name: str
    guidelines: tuple[str, ...]

    @property
    def by_statute(self) -> tuple[str, ...]:
        """The guidelines of the type that take the term of a statute."""
        return tuple(section for section in self.guidelines if treatment(section) == STATUTE)

    @property
    def given(self) -> tuple[str, ...]:
        """The guidelines of the type whose level is not computed from facts."""
        return tuple(section for section in self.guidelines if treatment(section) == GIVEN)


@dataclass
class Covered:
    """Persons by treatment, and by type or guideline with its treatment."""

    persons: int = 0
    by_treatment: Counter[str] = field(default_factory=Counter)
    by_kind: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def share(self) -> float:
        """The share of persons with a guideline on record whose guideline is modelled or a term of a statute."""
        known = self.persons - self.by_treatment[NONE]
        return (self.by_treatment[MODELLED] + self.by_treatment[STATUTE]) / known if known else 0.0


@cache
def types() -> dict[str, Type]:
    with TYPES.open(encoding="utf-8") as file:
        return {line["code"]: Type(line["name"], tuple(line["guidelines"].split())) for line in csv.DictReader(file)}


def treatment(section: str) -> str:
    """What is done with a guideline: computed from facts, a term of a statute, or its level taken as given."""
    if section in MODULES or section in DRUGS:
        return MODELLED
    return STATUTE if section in BY_STATUTE else GIVEN


def kind_of(row: Row) -> tuple[str, str]:
    """The guideline or type of a row, and its treatment."""
    section = row.text("GDLINEHI")
    if section:
        return f"§{section}", treatment(section)
    found = types().get(str(row.whole("OFFGUIDE") or ""))
    if found is None:
        return "none", NONE
    return found.name, GIVEN if found.given else MODELLED


def count(rows: Iterable[Row], into: Covered) -> None:
    for row in rows:
        kind, how = kind_of(row)
        into.persons += 1
        into.by_treatment[how] += 1
        into.by_kind[kind, how] += 1


def as_text(found: Covered) -> str:
    lines = [
        f"{found.persons:,} persons; {found.share:.2%} of those with a guideline on record under one that is modelled"
    ]
    lines += [
        f"  {number:>9,}  {number / found.persons:7.2%}  {how}" for how, number in found.by_treatment.most_common()
    ]
    lines.append("")
    for (kind, how), number in found.by_kind.most_common():
        lines.append(f"  {number:>9,}  {number / found.persons:7.2%}  {kind}: {how}{_which(kind)}")
    return "\n".join(lines)


def _which(kind: str) -> str:
    """The guidelines of a type that are not modelled, or take a term of a statute."""
    for each in types().values():
        if each.name == kind and each.given:
            return f", for the sake of {' '.join(each.given)}"
        if each.name == kind and each.by_statute:
            return f"; {' '.join(each.by_statute)} by the term of a statute"
    return ""


def as_json(found: Covered) -> str:
    kinds = [{"kind": kind, "treatment": how, "persons": n} for (kind, how), n in found.by_kind.most_common()]
    whole = {
        "persons": found.persons,
        "share_modelled": round(found.share, 6),
        "by_treatment": found.by_treatment,
        "kinds": kinds,
    }
    return json.dumps(whole, indent=2, ensure_ascii=False)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m validation.ussc.guidelines_covered", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="one object with every type and guideline")
    asked = parser.parse_args(arguments)
    found = Covered()
    try:
        for path in asked.files:
            columns, rows = columns_and_rows(path)
            if not columns & {"GDLINEHI", "OFFGUIDE"}:
                print(f"{path}: no column GDLINEHI or OFFGUIDE, left out", file=sys.stderr)
                continue
            count(rows, found)
    except InputError as error:
        print(f"guidelines_covered: {error}", file=sys.stderr)
        return 2
    print(as_json(found) if asked.json else as_text(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())

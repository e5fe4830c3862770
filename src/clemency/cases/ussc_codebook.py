"""The Commission's variables as the tables beside this file have them: sentinels, breaks of series, labels, drugs.

`data/ussc_codebook.csv` is the one place for what a code means in which fiscal year; `docs/reference/ussc.md` is made from it.
"""

from __future__ import annotations

import csv
import math
from functools import cache
from pathlib import Path
from typing import NamedTuple

from clemency.errors import InputError

DATA = Path(__file__).parent / "data"
LIFE = math.inf
MISSING = math.nan
_WORDS = {"life": LIFE, "death": LIFE, "missing": MISSING}


class Variable(NamedTuple):
    """One variable in the fiscal years `first` to `last`. `codes`: sentinel to what it stands for (inf is life, nan blank)."""

    name: str
    kind: str
    first: int
    last: int
    unit: str
    codes: dict[float, float]
    said: str
    meaning: str
    becomes: str
    source: str


def _codes(text: str) -> dict[float, float]:
    """Sentinels of one cell of the table.

    >>> _codes("9996=life; 9992=0.03")
    {9996.0: inf, 9992.0: 0.03}
    """
    found: dict[float, float] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        code, _, word = part.partition("=")
        found[float(code)] = _WORDS[word] if word in _WORDS else float(word)
    return found


@cache
def variables() -> tuple[Variable, ...]:
    """Every line of the codebook; a break of series is a second line of the same name."""
    found = []
    with (DATA / "ussc_codebook.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            last = int(row["last_fy"]) if row["last_fy"] else 9999
            codes = _codes(row["codes"])
            found.append(
                Variable(
                    row["variable"],
                    row["kind"],
                    int(row["first_fy"]),
                    last,
                    row["unit"],
                    codes,
                    row["codes"],
                    row["meaning"],
                    row["becomes"],
                    row["source"],
                )
            )
    return tuple(found)


@cache
def by_name() -> dict[str, tuple[Variable, ...]]:
    found: dict[str, list[Variable]] = {}
    for each in variables():
        found.setdefault(each.name, []).append(each)
    return {name: tuple(lines) for name, lines in found.items() if name != "*"}


@cache
def blanks() -> tuple[float, ...]:
    """Codes that stand for a blank in any variable (third-party extracts)."""
    return tuple(code for each in variables() if each.name == "*" for code in each.codes)


@cache
def labels(variable: str) -> dict[int, str]:
    """What the codes of a variable stand for. Raises InputError for one that has no list."""
    with (DATA / "ussc_codes.csv").open(newline="", encoding="utf-8") as file:
        found = {int(row["code"]): row["label"] for row in csv.DictReader(file) if row["variable"] == variable}
    if not found:
        raise InputError(f"{variable}: no list of codes.")
    return found


class DrugCode(NamedTuple):
    """A code of DRUGTYP: our drug, and what of it is counted (weight, mixture, pure, plants, doses)."""

    drug: str
    counted: str


@cache
def drug_codes() -> dict[int, DrugCode]:
    """Codes of DRUGTYP that stand for one drug of the tables; a case with another keeps its level as given."""
    with (DATA / "ussc_drugs.csv").open(newline="", encoding="utf-8") as file:
        return {int(row["code"]): DrugCode(row["drug"], row["counted"]) for row in csv.DictReader(file)}


def page() -> str:
    """The reference page of the mapping."""
    lines = [
        "# The Commission's variables",
        "",
        "Made from `src/clemency/cases/data/ussc_codebook.csv` by `clemency screen --format ussc --dictionary`.",
        "What each variable of the Sentencing Commission's individual data files becomes, and what its codes stand for.",
        "A blank and a dot are a missing value everywhere. A break of series is a second line of the same variable.",
        "",
        "| variable | fiscal years | unit | codes | what it is | becomes |",
        "|---|---|---|---|---|---|",
    ]
    for each in variables():
        years = f"{each.first}-{each.last if each.last < 9999 else ''}"
        name = "every variable" if each.name == "*" else f"`{each.name}`"
        lines.append(f"| {name} | {years} | {each.unit} | {each.said} | {each.meaning} | {each.becomes} |")
    lines += [
        "",
        "Sources: USSC Variable Codebook for Individual Offenders FY1999-2019 (rev. 2020-04-21); codes marked as of early files "
        "were seen in rows of FY2002. That 996 and, in GLMAX, 470 stand for life is taken to end with FY2003; the codebook "
        "gives no year.",
        "",
        "## Drugs",
        "",
        "Codes of DRUGTYP that are one drug of the tables. A case with any other code keeps its level as given.",
        "",
        "| code | drug | counted by |",
        "|---|---|---|",
    ]
    lines += [f"| {code} | `{one.drug}` | {one.counted} |" for code, one in drug_codes().items()]
    return "\n".join(lines) + "\n"

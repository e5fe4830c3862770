"""`[[counts]]` of a case file: which of them is the first count, and what each further one brings to the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from clemency.cases.case import offense_named
from clemency.cases.counts import FurtherCount
from clemency.cases.offense import read_offense
from clemency.cases.reading import CONSECUTIVE, GUIDELINES, KEYS, FileTable, gun_code, statutes_of
from clemency.errors import CaseError, CoverageError, short, shown
from clemency.law.facts import MAX_GUNS
from clemency.law.guidelines.chapter_two import MODULES

FIRST_ONLY = KEYS["count"] - KEYS["counts"]
"""Keys that only the first count can hold: its drugs and what goes with them."""


@dataclass(frozen=True)
class Further:
    """The further counts of a file, before they are read; `before`: how many counts stand before the list."""

    entries: tuple[tuple[int, Mapping[str, Any]], ...]
    source: str
    before: int

    def read_into(self, values: dict[str, Any]) -> None:
        """Put what the further counts say into the fields of a `Case`."""
        found: list[FurtherCount] = []
        guns = list(values["firearm_counts"])
        identity: list[bool | None] = []
        for number, entry in self.entries:
            table = FileTable(entry, self.source, f"counts {number}", KEYS["counts"])
            statute = _statute(table)
            if statute.startswith("18 USC 924(c)"):
                guns.append(_gun(table))
            elif statute.startswith("18 USC 1028A"):
                identity.append(table.flag("concurrent"))
            else:
                found.append(_further(table, number + self.before, statute))
        levels = ("offense", "drugs", "base_offense_level", "total_offense_level")
        if (
            found
            and all(text.startswith(CONSECUTIVE) for text in values["statutes"])
            and not any(map(values.get, levels))
        ):
            raise CaseError(
                f"{self.source}: count: the first count has no offense level of its own, and its term is added to the others. "
                "Write every count under [[counts]]; the § 924(c) ones with firearm = 'possessed' or another kind."
            )
        if len(guns) > MAX_GUNS:
            raise CaseError(
                f"{self.source}: {len(guns)} counts under 18 U.S.C. § 924(c); a case holds at most {MAX_GUNS}."
            )
        of_first = sum(text.startswith("18 USC 1028A") for text in values["statutes"])
        if identity and of_first:
            raise CaseError(
                f"{self.source}: 18 U.S.C. § 1028A stands in count.statute and in [[counts]]. Write each such count once, "
                "under [[counts]]."
            )
        values |= {
            "further_counts": tuple(found),
            "firearm_counts": tuple(guns),
            "identity_theft": tuple(identity),
        }


def first_and_further(data: Mapping[str, Any], source: str) -> tuple[dict[str, Any], Further]:
    """The file with its first count under `count` and `guideline`, and the others.

    Without a table [count] the first is the count with drugs, else the first whose term is not added to others.
    """
    entries = data["counts"]
    if not isinstance(entries, list) or not entries or not all(isinstance(each, Mapping) for each in entries):
        raise CaseError(f"{source}: counts: {shown(entries)}. Write [[counts]] once for each count of conviction.")
    numbered = list(enumerate(entries, start=1))
    rest = {key: value for key, value in data.items() if key != "counts"}
    if data.get("count") is None:
        chosen = _first(numbered)
        if chosen is not None:
            numbered.remove(chosen)
            rest = _promoted(rest, chosen, source)
    for number, entry in numbered:
        for key in entry:
            if key in FIRST_ONLY:
                raise CaseError(
                    f"{source}: counts {number}: {key} belongs to the first count. Put the drugs of all counts together there: "
                    "their total sets one level (USSG §3D1.2(d))."
                )
    return rest, Further(tuple(numbered), source, int(data.get("count") is not None))


def _first(numbered: list[tuple[int, Mapping[str, Any]]]) -> tuple[int, Mapping[str, Any]] | None:
    alone = [each for each in numbered if not str(_plain(each[1])).startswith(CONSECUTIVE)]
    return next((each for each in alone if each[1].get("drugs")), alone[0] if alone else None)


def _plain(entry: Mapping[str, Any]) -> str:
    from clemency.cases.case import normal_statute

    value = entry.get("statute")
    texts = value if isinstance(value, list) else [value]
    return normal_statute(str(texts[0])) if value is not None and texts else ""


def _promoted(rest: dict[str, Any], chosen: tuple[int, Mapping[str, Any]], source: str) -> dict[str, Any]:
    """A count of the list as the first: its keys under `count`, its guideline, facts and level under `guideline`."""
    number, entry = chosen
    count = {key: value for key, value in entry.items() if key in KEYS["count"]}
    count.setdefault("name", f"count {number}")
    moved = {"section": "section", "facts": "facts", "adjustments": "adjustments", "level": "base_offense_level"}
    guideline = {new: entry[key] for key, new in moved.items() if key in entry}
    for key in entry:
        if key not in KEYS["count"] and key not in moved:
            FileTable(entry, source, f"counts {number}", KEYS["counts"] | KEYS["count"])
            raise CaseError(f"{source}: counts {number}: {key} is for counts under 18 U.S.C. §§ 924(c) and 1028A.")
    whole = FileTable(rest.get("guideline") or {}, source, "guideline", KEYS["guideline"]).data
    both = sorted(guideline.keys() & whole.keys())
    if both:
        raise CaseError(
            f"{source}: guideline.{both[0]} stands beside [[counts]]. Write it with the count it belongs to."
        )
    return rest | {"count": count, "guideline": {**whole, **guideline}}


def _statute(table: FileTable) -> str:
    value = table.get("statute")
    if value is None:
        return ""
    limits = table.get("statutory_maximum") is not None
    texts = [str(value)] if not isinstance(value, list) else [str(each) for each in value]
    if not texts:
        raise CaseError(
            f"{table.where('statute')}: an empty list. Write one, such as '18 USC 1343'; leave it out if unknown."
        )
    statutes = statutes_of(texts, table.where("statute"), limits)
    return next((text for text in statutes if offense_named(text) is not None), statutes[0])


def _gun(table: FileTable) -> int:
    kind = table.get("firearm")
    if kind is None:
        raise CaseError(
            f"{table.where('firearm')}: was the firearm possessed, brandished, discharged? Write firearm = 'possessed'."
        )
    return gun_code(str(kind), table.where("firearm"))


def _further(table: FileTable, number: int, statute: str) -> FurtherCount:
    for key in ("firearm", "concurrent"):
        if table.get(key) is not None:
            raise CaseError(f"{table.where(key)}: is for counts under 18 U.S.C. §§ 924(c) and 1028A.")
    code = offense_named(statute) if statute else None
    if statute and code is None and table.get("statutory_maximum") is None:
        raise CoverageError(
            f"{table.where('statute')}: {statute} as a further count. Give statutory_minimum and statutory_maximum as "
            "stated in the judgment; a drug count comes first, with the drugs of all counts."
        )
    section = str(table.get("section") or "").removeprefix("USSG").strip().lstrip("§ ").strip()
    level = table.whole("level", 1, 60)
    offense = None
    if table.get("facts") is not None:
        if level is not None:
            raise CaseError(f"{table.where('level')}: {level} beside facts, from which it is computed. Leave one out.")
        offense = read_offense(section, table.get("facts"), table.where("facts"))
        known = code is not None or table.get("statutory_maximum") is not None
        offense = replace(offense, by_statute=known)
    elif level is None and section and section not in MODULES and section not in GUIDELINES:
        raise CoverageError(
            f"{table.where('section')}: §{short(section)} is not modelled from its facts. Give level as the court found it."
        )
    return FurtherCount(
        name=str(table.get("name") or f"count {number}"),
        section=section,
        offense=offense,
        level=level,
        adjustments=_levels(table),
        group=str(table.get("group") or ""),
        statute=statute,
        offense_code=code,
        minimum=table.months("statutory_minimum"),
        maximum=table.months("statutory_maximum"),
    )


def _levels(table: FileTable) -> int:
    """The adjustments of a further count: Chapter Three, parts A to C; acceptance is given once, under [guideline]."""
    entries = table.get("adjustments") or []
    if not isinstance(entries, list):
        raise CaseError(f"{table.where('adjustments')}: write a list of {{ provision = '3B1.1(c)', levels = 2 }}.")
    total = 0
    for entry in entries:
        one = FileTable(entry, table.source, f"{table.place}.adjustments", KEYS["adjustment"])
        provision = str(one.get("provision") or "").removeprefix("USSG").strip().lstrip("§ ").strip()
        levels = one.whole("levels", -20, 40)
        if levels is None or not provision.startswith(("2", "3A", "3B", "3C")):
            raise CaseError(
                f"{one.where('provision')}: {shown(provision)}. Write a provision of chapter two or of chapter three, parts A "
                "to C, with its levels; acceptance goes under [guideline]."
            )
        total += levels
    return total

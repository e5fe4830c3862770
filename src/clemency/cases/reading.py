"""From the keys of a case file to a `Case`. Every refusal names the file, the field, the value and the remedy."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from clemency.cases import quantities
from clemency.cases.case import (
    GUNS,
    POINTS_OF_CATEGORY,
    ROMAN,
    Case,
    DrugLine,
    check_days,
    drug_code,
    months_of,
    normal_statute,
    offense_named,
    span_of,
)
from clemency.errors import CaseError, CoverageError, short, shown
from clemency.law import assemble
from clemency.law import columns as C
from clemency.law.facts import MAX_DRUGS, MAX_GUNS
from clemency.law.guidelines.s4a1_1 import added_points
from clemency.law.guidelines.s4c1_1 import excluded_by_offense

if TYPE_CHECKING:
    from clemency.cases.offense import Offense
    from clemency.cases.predicates import Told

DRUG_FLAGS = (
    *("weapon", "violence", "premises", "aggravating_factor", "minimal_participant_factors", "meth_import"),
    "fentanyl_marketing",
)
CONSECUTIVE = ("18 USC 924(c)", "18 USC 1028A")
MODELLED_DRUG_SECTIONS = {"841", "846", "844", "859", "860", "861", "952", "953", "955", "959", "960", "963"}
GUIDELINES = {"2D1.1", "2D1.2"}
KEYS: dict[str, set[str]] = {
    "": {"name", "days", "count", "counts", "guideline", "history", "firearms", "sentence", "stated", "notes"},
    "days": {"offense_ended", "convicted", "sentenced"},
    "count": {
        "statute",
        "subdivision",
        "priors_851",
        "serious_priors",
        "death_or_serious_injury",
        "similar_prior",
        "armed_career_criminal",
        "drugs",
        "statutory_minimum",
        "statutory_maximum",
        "other_consecutive_months",
        "name",
        "group",
        *("found_to_be", "found_not_to_be", "notice_851", "notice_three_strikes"),
    },
    "counts": {
        *("name", "statute", "section", "facts", "level", "adjustments", "group", "firearm", "concurrent"),
        *("statutory_minimum", "statutory_maximum"),
    },
    "count.drugs": {"drug", "weight", "pure", "doses", "plants", "pills", "units", "charged", "near_protected"},
    "guideline": {
        "section",
        "name",
        "facts",
        "base_offense_level",
        "total_offense_level",
        "weapon",
        "violence",
        "premises",
        "aggravating_factor",
        "minimal_participant_factors",
        "meth_import",
        "fentanyl_marketing",
        "acceptance",
        "adjustments",
        "safety_valve_conditions",
    },
    "history": {
        "category",
        "points",
        "under_sentence",
        "recent_release",
        "violent_points",
        "one_point_points",
        "prior_3_point",
        "prior_2_point_violent",
        "zero_point_excluded",
        "career_offender",
        "armed_career_criminal",
        "sex_offender",
        "sentences",
        "offense_began",
    },
    "firearms": {"counts", "prior_conviction"},
    "sentence": {"imposed", "substantial_assistance"},
    "stated": {
        "base_offense_level",
        "total_offense_level",
        "range",
        "statutory_minimum",
        "criminal_history_category",
    },
    "adjustment": {"provision", "levels", "reason"},
}


class FileTable:
    """One table of the file, read key by key with its place in every message."""

    def __init__(self, data: Any, source: str, place: str, allowed: set[str]) -> None:
        if not isinstance(data, Mapping):
            raise CaseError(f"{source}: {place or 'the file'} should be a table of keys, not {shown(data)}.")
        for key in data:
            if key not in allowed:
                key = short(key)
                near = difflib.get_close_matches(key, allowed, n=1)
                hint = f"Did you mean {near[0]!r}?" if near else f"Known: {', '.join(sorted(allowed))}."
                raise CaseError(f"{source}: {place + '.' if place else ''}{key} is not a field of a case. {hint}")
        self.data, self.source, self.place = data, source, place

    def where(self, key: str) -> str:
        return f"{self.source}: {self.place}.{key}" if self.place else f"{self.source}: {key}"

    def get(self, key: str) -> Any:
        return self.data.get(key)

    def flag(self, key: str) -> bool | None:
        value = self.get(key)
        if value is None or isinstance(value, bool):
            return value
        raise CaseError(f"{self.where(key)}: {shown(value)} should be true or false; leave it out if it is not known.")

    def whole(self, key: str, low: int, high: int) -> int | None:
        value = self.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise CaseError(f"{self.where(key)}: {shown(value)} should be a whole number from {low} to {high}.")
        return value

    def months(self, key: str) -> float | None:
        value = self.get(key)
        return None if value is None else months_of(value, self.where(key))


def read_case(data: Mapping[str, Any], source: str) -> Case:
    """A case from the tables of its file."""
    root = FileTable(data, source, "", KEYS[""])
    if root.get("counts") is not None:
        from clemency.cases.several import first_and_further

        data, further = first_and_further(root.data, source)
        root = FileTable(data, source, "", KEYS[""])
    else:
        further = None
    days = FileTable(root.get("days") or {}, source, "days", KEYS["days"])
    count = FileTable(root.get("count") or {}, source, "count", KEYS["count"])
    guideline = FileTable(root.get("guideline") or {}, source, "guideline", KEYS["guideline"])
    history = FileTable(root.get("history") or {}, source, "history", KEYS["history"])
    firearms = FileTable(root.get("firearms") or {}, source, "firearms", KEYS["firearms"])
    sentence = FileTable(root.get("sentence") or {}, source, "sentence", KEYS["sentence"])
    spans = {key: span_of(days.get(key), days.where(key)) for key in KEYS["days"] if days.get(key) is not None}
    statutes = _statutes(count)
    protected = any(statute.startswith(("21 USC 859", "21 USC 860", "21 USC 861")) for statute in statutes)
    section = _section(guideline, "2D1.2" if protected else "2D1.1")
    values: dict[str, Any] = {
        "name": str(root.get("name") or ""),
        "source": source,
        **spans,
        "statutes": statutes,
        "subdivision": _subdivision(count),
        **_priors(count),
        "serious_priors": count.whole("serious_priors", 0, 20),
        "death_or_serious_injury": bool(count.flag("death_or_serious_injury")),
        "similar_prior": count.flag("similar_prior"),
        "armed_career_criminal": bool(count.flag("armed_career_criminal")),
        "drugs": _drugs(count),
        "statutory_minimum": count.months("statutory_minimum"),
        "statutory_maximum": count.months("statutory_maximum"),
        "other_consecutive": count.months("other_consecutive_months") or 0.0,
        "section": section,
        "base_offense_level": guideline.whole("base_offense_level", 1, 43),
        "total_offense_level": guideline.whole("total_offense_level", 1, 60),
        "acceptance": guideline.whole("acceptance", 0, 3),
        "safety_valve_conditions": guideline.flag("safety_valve_conditions"),
        "weapon": bool(guideline.flag("weapon")),
        "violence": bool(guideline.flag("violence")),
        "premises": bool(guideline.flag("premises")),
        "aggravating_factor": bool(guideline.flag("aggravating_factor")),
        "minimal_factors": bool(guideline.flag("minimal_participant_factors")),
        "meth_import": bool(guideline.flag("meth_import")),
        "fentanyl_marketing": _marketing(guideline),
        "category": _category(history, "category"),
        "points": history.whole("points", 0, 200),
        "under_sentence": history.flag("under_sentence"),
        "recent_release": history.flag("recent_release"),
        "violent_points": history.whole("violent_points", 0, 20) or 0,
        "one_point_points": history.whole("one_point_points", 0, 200),
        "prior_3_point": history.flag("prior_3_point"),
        "prior_2_point_violent": history.flag("prior_2_point_violent"),
        "zero_point_excluded": history.flag("zero_point_excluded"),
        "career_offender": history.flag("career_offender"),
        "armed_career": _armed_career(history),
        "sex_offender": _sex_offender(history),
        "firearm_counts": _guns(firearms),
        "firearm_prior": bool(firearms.flag("prior_conviction")),
        "imposed": sentence.months("imposed"),
        **_assistance(sentence),
        "stated": _stated(root),
        "notes": _notes(root),
    }
    _adjustments(guideline, values)
    if guideline.get("facts") is not None:
        values["offense"] = offense = _offense(guideline, section, values)
        if values["zero_point_excluded"] is None and excluded_by_offense(offense.sections(), offense.facts):
            values["zero_point_excluded"] = True
    values["count_name"] = str(count.get("name") or "count 1")
    values["group"] = str(count.get("group") or "")
    if further is not None:
        further.read_into(values)
    if history.get("sentences") is not None:
        from clemency.cases.history import read_sentences

        began = history.get("offense_began")
        began = span_of(began, history.where("offense_began")) if began is not None else None
        told = _told(count, history)
        values |= read_sentences(history.get("sentences"), history.where("sentences"), values, began, told)
        values["offense"] = _with_predicates(values.get("offense"), *values.pop("predicates"))
    elif count.flag("notice_851") is False and values["priors_851"] is None:
        values |= {"priors_851": 0, "serious_priors": 0}
    case = Case(**values)
    check(case)
    return case


def _with_predicates(offense: Offense | None, least: int, most: int) -> Offense | None:
    """§2K2.1(a) asks for prior felonies of violence or drugs; the prior sentences answer where the facts do not."""
    if offense is None or offense.section != "2K2.1" or "violent_or_drug_priors" in offense.facts:
        return offense
    upper = dict(offense.upper or {}) | ({"violent_or_drug_priors": most} if most > least else {})
    return replace(offense, facts={**offense.facts, "violent_or_drug_priors": least}, upper=upper)


def _told(count: FileTable, history: FileTable) -> Told:
    """What the file says of the count for the rules that count prior convictions."""
    from clemency.cases.predicates import Told, kinds_of

    kinds = [
        () if count.get(key) is None else kinds_of(count.get(key), count.where(key))
        for key in ("found_to_be", "found_not_to_be")
    ]
    armed = count.flag("armed_career_criminal")
    if history.get("armed_career_criminal") is not None:
        armed = bool(_armed_career(history))
    return Told(kinds[0], kinds[1], count.flag("notice_851"), count.flag("notice_three_strikes"), armed)


def _section(table: FileTable, default: str) -> str:
    """The guideline a table names, under `section` or `name`."""
    names = [str(table.get(key)) for key in ("section", "name") if table.get(key) is not None]
    if len(set(names)) > 1:
        raise CaseError(f"{table.where('section')}: {shown(names[0])} and name {shown(names[1])}. Write one of them.")
    return (names or [default])[0].removeprefix("USSG").strip().lstrip("§ ").strip()


def _offense(guideline: FileTable, section: str, values: Mapping[str, Any]) -> Offense:
    """The facts of an offense outside drugs; its level is computed, so that none may be given beside them."""
    for key in ("base_offense_level", "total_offense_level"):
        if guideline.get(key) is not None:
            raise CaseError(
                f"{guideline.where(key)}: {guideline.get(key)} beside facts, from which the level is computed. Leave one "
                f"out; a level the court stated goes under [stated]."
            )
    if section in GUIDELINES:
        raise CaseError(
            f"{guideline.where('facts')}: §{section} takes its facts from [[count.drugs]] and the keys of [guideline]. For "
            "another guideline write section, such as section = '2B1.1'."
        )
    for key in DRUG_FLAGS:
        if guideline.get(key) not in (None, False):
            raise CaseError(
                f"{guideline.where(key)}: is a characteristic of §2D1.1. Beside facts of §{section} say it among them; "
                f"`clemency level {section} --facts` lists what it asks."
            )
    from clemency.cases.offense import read_offense

    offense = read_offense(section, guideline.get("facts"), guideline.where("facts"))
    return replace(offense, by_statute=_maximum_known(values))


def _maximum_known(values: Mapping[str, Any]) -> bool:
    """Whether the maximum of the count follows from its statute, or was stated."""
    if values["statutory_maximum"] is not None:
        return True
    return any(offense_named(text) is not None for text in values["statutes"] if not text.startswith(CONSECUTIVE))


def _stated(root: FileTable) -> dict[str, Any]:
    """Figures that the court stated, to hold the computation against."""
    stated = FileTable(root.get("stated") or {}, root.source, "stated", KEYS["stated"])
    values: dict[str, Any] = {
        "base_offense_level": stated.whole("base_offense_level", 1, 43),
        "total_offense_level": stated.whole("total_offense_level", 1, 60),
        "statutory_minimum": stated.months("statutory_minimum"),
        "criminal_history_category": None,
        "range": None,
    }
    category = _category(stated, "criminal_history_category")
    if category is not None:
        values["criminal_history_category"] = next(name for name, number in ROMAN.items() if number == category)
    ends = stated.get("range")
    if ends is not None:
        if not isinstance(ends, list) or len(ends) != 2:
            raise CaseError(
                f"{stated.where('range')}: {shown(ends)}. Write both ends, such as [121, 151] or [360, 'life']."
            )
        values["range"] = tuple(months_of(end, stated.where("range")) for end in ends)
    return {key: value for key, value in values.items() if value is not None}


def _notes(root: FileTable) -> tuple[str, ...]:
    value = root.get("notes")
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list):
        raise CaseError(f"{root.where('notes')}: {shown(value)}. Write a text, or a list of texts.")
    return tuple(str(note) for note in value)


def check(case: Case) -> None:
    """Facts that cannot all be true, or that the tables do not cover."""
    check_days(case)
    where = case.source
    known = (
        case.offense
        or case.drugs
        or case.base_offense_level
        or case.total_offense_level
        or case.firearm_counts
        or case.statutes
    )
    if not known:
        raise CaseError(
            f"{where}: nothing to compute from. Give at least the statute of conviction, the drugs, an offense level or the "
            "firearm counts; `clemency compare --template` writes an example."
        )
    if case.drugs and case.guideline in (0, 1) and case.section not in GUIDELINES:
        raise CoverageError(
            f"{where}: guideline.section {shown(case.section)} is not modelled from its facts. Give "
            "guideline.base_offense_level as the court found it, and it is taken as given."
        )
    if case.category is not None and case.points is not None and not case.career_offender and not case.armed_career:
        low, high = POINTS_OF_CATEGORY[case.category - 1]
        if not low <= case.points <= high:
            raise CaseError(
                f"{where}: history.category {['I', 'II', 'III', 'IV', 'V', 'VI'][case.category - 1]} and history.points "
                f"{case.points} contradict each other: that category holds {low} to {high} points (USSG ch. 5 pt. A)."
            )
    _check_added_points(case)
    if case.career_offender and case.category not in (None, 6):
        raise CaseError(
            f"{where}: history.career_offender = true and history.category {case.category} contradict each other: "
            "a career offender's category is VI in every case (USSG §4B1.1(b))."
        )
    if (
        case.serious_priors is not None
        and case.priors_851 is not None
        and case.serious_priors > max(case.priors_851, 2)
    ):
        raise CaseError(
            f"{where}: count.serious_priors {case.serious_priors} is more than count.priors_851 {case.priors_851}. "
            "It says how many of the noticed priors meet the definitions of 2018."
        )
    for number, line in enumerate(case.drugs, start=1):
        for name in ("weight", "pure"):
            span = getattr(line, name)
            limit = most_weight(drug_code(line.drug, where))
            if span and max(span.least or 0, span.most or 0) > limit:
                raise CaseError(
                    f"{where}: count.drugs {number}: {name} {quantities.in_words(max(span.least or 0, span.most or 0))} of "
                    f"{line.drug} is beyond anything plausible (limit {quantities.in_words(limit)}). Check the unit."
                )
        if line.pure and line.weight and line.pure.least and line.weight.most and line.pure.least > line.weight.most:
            raise CaseError(
                f"{where}: count.drugs {number}: pure {quantities.in_words(line.pure.least)} and weight "
                f"{quantities.in_words(line.weight.most)} contradict each other: the pure part cannot outweigh the whole."
            )
        by_weight = drug_code(line.drug, where) != C.MARIJUANA_PLANTS
        if (
            by_weight
            and line.charged
            and line.weight
            and line.weight.most is not None
            and line.charged > line.weight.most
        ):
            raise CaseError(
                f"{where}: count.drugs {number}: charged {quantities.in_words(line.charged)} and weight "
                f"{quantities.in_words(line.weight.most)} contradict each other: at least the charged quantity was found."
            )


def _check_added_points(case: Case) -> None:
    """A category, or points, too few for the status and recency points that were scored (§4A1.1(d), (e) of the day)."""
    if not (case.under_sentence or case.recent_release) or case.career_offender or case.armed_career:
        return
    if case.sentenced is None or (case.category is None and case.points is None):
        return
    least = min(_added_points(case, assemble.state_on(day)) for day in case.sentenced)
    what = " and ".join(
        name
        for name, given in (("under_sentence", case.under_sentence), ("recent_release", case.recent_release))
        if given
    )
    low, high = POINTS_OF_CATEGORY[(case.category or 6) - 1]
    if case.points is not None and case.points < least:
        raise CaseError(
            f"{case.source}: history.points {case.points} and history.{what} contradict each other: {least} points follow from "
            "that alone (USSG §4A1.1). `points` is the whole score; give under_sentence = false if none were scored for it."
        )
    if case.category is not None and high < least:
        name = ["I", "II", "III", "IV", "V", "VI"][case.category - 1]
        raise CaseError(
            f"{case.source}: history.category {name} ({low} to {high} points) and history.{what} contradict each other: {least} "
            "points follow from that alone (USSG §4A1.1). Give under_sentence = false if no points were scored for it."
        )


def _added_points(case: Case, state: int) -> int:
    """The fewest points that status and recency added on a day: from 2023-11-01 none, since status needs seven others."""
    law = assemble.law()
    book = state * C.BOOK_WIDTH
    return added_points(law, int(bool(case.under_sentence)), int(bool(case.recent_release)), 0, 0, book)


def most_weight(code: int) -> int:
    """Largest weight that converts without loss in 64-bit whole numbers."""
    book = assemble.law().book
    factors = [book[k * C.BOOK_WIDTH + C.FACTOR + code] for k in range(0, len(assemble.acts()))]
    return min(900_000_000_000_000_000 // max(max(factors), 1) * 100_000, 1_000_000_000_000_000)


def _statutes(count: FileTable) -> tuple[str, ...]:
    value = count.get("statute")
    if value is None:
        return ()
    if not isinstance(value, str | list):
        raise CaseError(f"{count.where('statute')}: {shown(value)} is not a statute. Write it as '21 USC 841(a)(1)'.")
    texts = [value] if isinstance(value, str) else [str(text) for text in value]
    return statutes_of(texts, count.where("statute"), count.get("statutory_maximum") is not None)


def statutes_of(texts: list[str], where: str, limits_given: bool) -> tuple[str, ...]:
    """Statutes as the tables write them. CoverageError for one without tabulated limits, unless they are given."""
    statutes = tuple(normal_statute(text) for text in texts)
    for statute in statutes:
        match = re.match(r"(\d+) USC (\w+)", statute)
        if not match:
            raise CaseError(f"{where}: {shown(statute)} is not a statute. Write it as '21 USC 841(a)(1)'.")
        known = match[1] == "21" and match[2] in MODELLED_DRUG_SECTIONS
        known = known or statute.startswith(("18 USC 924(c)", "18 USC 2")) or offense_named(statute) is not None
        if not known and not limits_given:
            raise CoverageError(
                f"{where}: the limits of {statute} are not in the tables. Give "
                "count.statutory_minimum and count.statutory_maximum as stated in the judgment."
            )
    return statutes


def _priors(count: FileTable) -> dict[str, Any]:
    value = count.get("priors_851")
    more = re.fullmatch(r"(\d) or more", str(value).strip())
    if more:
        return {"priors_851": None, "priors_851_least": int(more[1])}
    return {"priors_851": count.whole("priors_851", 0, 20)}


def _subdivision(count: FileTable) -> str | None:
    value = count.get("subdivision")
    if value is None:
        return named_in(_statutes(count))
    return subdivision_of(str(value), count.where("subdivision"))


def named_in(statutes: tuple[str, ...]) -> str | None:
    """A statute that names its own subdivision, such as 21 USC 841(b)(1)(A)."""
    return next((text for text in statutes if re.search(r"(841|960)\(b\)\(\d\)", text)), None)


def subdivision_of(value: str, where: str) -> str:
    text = value.replace(" ", "")
    if not re.search(r"\(b\)\([1-7]\)", text):
        raise CaseError(f"{where}: {shown(value)}. Write it as '841(b)(1)(A)' or '960(b)(2)'.")
    return text


def _drugs(count: FileTable) -> tuple[DrugLine, ...]:
    entries = count.get("drugs") or []
    if not isinstance(entries, list):
        raise CaseError(f"{count.where('drugs')}: {shown(entries)}; write [[count.drugs]] once for each drug.")
    if len(entries) > MAX_DRUGS:
        raise CaseError(
            f"{count.where('drugs')}: {len(entries)} drugs; a case holds at most {MAX_DRUGS}. Add lines of the same drug together."
        )
    lines = []
    for number, entry in enumerate(entries, start=1):
        table = FileTable(entry, count.source, f"count.drugs {number}", KEYS["count.drugs"])
        if not table.get("drug"):
            raise CaseError(f"{table.where('drug')}: which drug? Write its name, such as 'cocaine base'.")
        drug_code(str(table.get("drug")), table.where("drug"))
        lines.append(_drug_line(table))
    return tuple(lines)


def _drug_line(table: FileTable) -> DrugLine:
    def quantity(key: str) -> quantities.Quantity | None:
        value = table.get(key)
        return None if value is None else quantities.parse(str(value), table.where(key))

    weight, units = quantity("weight"), None
    if weight is not None and weight.counted:
        if not weight.exact:
            raise CaseError(
                f"{table.where('weight')}: {shown(table.get('weight'))} is not one number. Give the number found, or leave it "
                "out; a charged number goes under `charged`."
            )
        weight, units = None, weight.least
    for key in ("doses", "plants", "pills", "units"):
        number = table.whole(key, 0, 1_000_000_000)
        units = number if number is not None else units
    charged = quantity("charged")
    near = quantity("near_protected")
    plants = drug_code(str(table.get("drug")), table.where("drug")) == C.MARIJUANA_PLANTS
    for key, given, counted in (
        ("pure", quantity("pure"), False),
        ("near_protected", near, False),
        ("charged", charged, plants),
    ):
        if given is not None and given.counted != counted:
            unit = "'100 plants'" if counted else "a weight, such as '50 g'"
            raise CaseError(
                f"{table.where(key)}: {shown(table.get(key))} is not in the measure the law uses. Write {unit}."
            )
    least = None if charged is None else charged.least or 0
    if charged is not None and charged.counted:
        least = (least or 0) * 1_000_000
    return DrugLine(
        drug=str(table.get("drug")),
        weight=weight,
        pure=quantity("pure"),
        units=units,
        charged=least,
        near_protected=near.least if near else None,
    )


def _marketing(guideline: FileTable) -> int:
    value = guideline.get("fentanyl_marketing")
    if value is None or value is False:
        return 0
    kinds = {"reckless": 1, "knowing": 2}
    if not isinstance(value, str) or value not in kinds:
        raise CaseError(f"{guideline.where('fentanyl_marketing')}: {shown(value)}. Write 'knowing' or 'reckless'.")
    return kinds[value]


def _assistance(sentence: FileTable) -> dict[str, bool]:
    """A government motion for substantial assistance, and whether it opened the statutory minimum."""
    value = sentence.get("substantial_assistance")
    if value is None or isinstance(value, bool):
        return {"substantial_assistance": bool(value)}
    if value != "below minimum":
        raise CaseError(
            f"{sentence.where('substantial_assistance')}: {shown(value)}. Write true, or 'below minimum' for a motion under "
            "18 U.S.C. § 3553(e)."
        )
    return {"substantial_assistance": True, "assistance_below_minimum": True}


def _category(table: FileTable, key: str) -> int | None:
    value = table.get(key)
    if value is None:
        return None
    whole = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 6
    number = value if whole else ROMAN.get(str(value).strip().upper())
    if number is None:
        raise CaseError(f"{table.where(key)}: {shown(value)} is not a criminal history category. Write I to VI.")
    return int(number)


def _armed_career(history: FileTable) -> int:
    value = history.get("armed_career_criminal")
    if value is None or isinstance(value, bool):
        return int(bool(value))
    if value != "with violence":
        raise CaseError(
            f"{history.where('armed_career_criminal')}: {shown(value)}. Write true, or 'with violence' for level 34."
        )
    return 2


def _sex_offender(history: FileTable) -> str:
    """§4B1.5: an earlier sex offense conviction, or a pattern of prohibited conduct; empty where neither was found."""
    value = history.get("sex_offender")
    if value in (None, False):
        return ""
    if value not in ("prior conviction", "pattern"):
        raise CaseError(
            f"{history.where('sex_offender')}: {shown(value)}. Write 'prior conviction' (USSG §4B1.5(a)) or 'pattern' ((b))."
        )
    return str(value)


def _guns(firearms: FileTable) -> tuple[int, ...]:
    counts = firearms.get("counts") or []
    if not isinstance(counts, list) or len(counts) > MAX_GUNS:
        raise CaseError(
            f"{firearms.where('counts')}: {shown(counts)}; write a list of at most {MAX_GUNS} counts, in the order of the judgment."
        )
    return tuple(gun_code(str(kind), firearms.where("counts")) for kind in counts)


def gun_code(kind: str, where: str) -> int:
    """The kind of a § 924(c) count by its name."""
    code = GUNS.get(kind.strip().lower())
    if code is None:
        raise CaseError(f"{where}: {shown(kind)} is not a kind of count. Known: {', '.join(GUNS)}.")
    return code


def _adjustments(guideline: FileTable, values: dict[str, Any]) -> None:
    """Named adjustments by provision, others as levels with their label."""
    labels: list[str] = []
    entries = guideline.get("adjustments") or []
    if not isinstance(entries, list):
        raise CaseError(
            f"{guideline.where('adjustments')}: {shown(entries)}. Write a list of {{ provision = '3B1.1(c)', levels = 2 }}."
        )
    for number, entry in enumerate(entries, start=1):
        table = FileTable(entry, guideline.source, f"guideline.adjustments {number}", KEYS["adjustment"])
        provision = str(table.get("provision") or "").removeprefix("USSG ").lstrip("§ ").strip()
        levels = table.whole("levels", -20, 40)
        if not provision or levels is None:
            raise CaseError(f"{table.where('levels')}: an adjustment needs a provision and its levels.")
        add_adjustment(provision, levels, values, str(table.get("reason") or ""), table.where("provision"))
        labels.append(f"{levels:+d} §{provision}{' ' + str(table.get('reason')) if table.get('reason') else ''}")
    values["labels"] = tuple(labels)


def add_adjustment(
    provision: str, levels: int, values: dict[str, Any], reason: str = "", where: str = "guideline.adjustments"
) -> None:
    """Put one adjustment where its rule reads it. Departures (5K1.1, 4A1.3 and the like) leave the range alone.

    The safety valve's two levels, listed by a court under one of its many numbers, say that its conditions were met; the
    rule takes the levels off itself.
    """
    values.setdefault("other_characteristics", 0)
    values.setdefault("other_chapter3", 0)
    if provision.startswith("3B1.1"):
        values["aggravating_role"] = abs(levels)
    elif provision.startswith("3B1.2"):
        values["mitigating_role"] = abs(levels)
    elif provision.startswith("3C1.1"):
        values["obstruction"] = levels > 0
    elif provision.startswith("3E1.1"):
        values["acceptance"] = max(values.get("acceptance") or 0, abs(levels))
    elif provision.startswith("2D1.1(b)(1)"):
        values["weapon"] = levels > 0
    elif levels == -2 and provision.startswith(("2D1.1(b)", "5C1.2")) and "safety" in reason.lower():
        values["safety_valve_conditions"] = True
    elif provision.startswith("3"):
        values["other_chapter3"] += levels
    elif provision.startswith("2"):
        values["other_characteristics"] += levels
    elif not provision.startswith(("4", "5")):
        raise CaseError(f"{where}: {shown(provision)} is not a provision of the Manual. Write it as '3B1.1(c)'.")

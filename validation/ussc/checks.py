"""Each check of a Commission row: what the file says beside what our own rules give."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from clemency.law import assemble, tables
from clemency.law import columns as C
from clemency.law.dates import GUIDELINES_FROM, TABLES_AS_OF, parse_day
from clemency.law.facts import LIFE, MAX_DRUGS, MAX_GUNS, NO_STATUTE, Facts
from clemency.law.guidelines.s3e1_1 import acceptance
from clemency.law.guidelines.s4a1_1 import added_points, category_of
from clemency.law.guidelines.s4b1_1 import level_for_maximum, range_with_924c
from clemency.law.guidelines.s5a import table_range
from clemency.law.guidelines.s5g1_1 import within_statute
from clemency.law.guidelines.s7b1_4 import reaches_minimum, revocation_range
from validation.report import Check
from validation.ussc.offense_levels import floors, offense_level
from validation.ussc.rows import LIFE_OF_A_MAXIMUM, LIFE_OF_A_RANGE, LIFE_OF_A_TERM, Row

CONSECUTIVE = ("GUNMIN1", "GUNMIN3", "IDMIN")
"""Minimums that run after the range: 18 U.S.C. §§ 924(c), 929, 1028A."""

CHAPTER_THREE = (
    *("OFFVCTHI", "VULVCTHI", "RSTRVCHI", "TERORHI", "HUMANRTHI", "AGGROLHI", "MITROLHI", "ABUSHI"),
    *("USARMHI", "USKIDHI", "OBSTRCHI", "FLIGHTHI", "RLEASEHI", "FALDHI"),
)
"""Adjustments of Chapter Three parts A to C in the primary computation."""

LIFE_CONVENTION = 470.0
DAY = 0.04
"""Months of a day, a little rounded up: a term of "twelve months and a day" is 12.03."""


def book_of(row: Row) -> int:
    """The edition of the Manual of a row: the one named, else the one in force when the fiscal year's cases were sentenced."""
    manual = row.whole("AMENDYR")
    if manual is not None:
        day = parse_day(f"{manual}-11-01")
    else:
        year = row.whole("SENTYR") or row.whole("FISCAL_YEAR") or row.whole("FISCALYR")
        day = parse_day(f"{year}-01-01") if year else TABLES_AS_OF
    return assemble.state_on(min(max(day, GUIDELINES_FROM), TABLES_AS_OF)) * C.BOOK_WIDTH


@cache
def cells(book: int) -> frozenset[tuple[float, float]]:
    """Every range that the Sentencing Table of an edition holds."""
    law = assemble.law()
    return frozenset(table_range(law, book, level, category) for level in range(1, 44) for category in range(1, 7))


def recorded_range(row: Row) -> tuple[float, float] | None:
    low, high = row.months("XMINSOR", LIFE_OF_A_RANGE), row.months("XMAXSOR", LIFE_OF_A_RANGE)
    return None if low is None or high is None else (low, high)


def career_924c_ranges(row: Row) -> tuple[tuple[float, float], ...]:
    """The ranges of §4B1.1(c)(3) that a row may stand under. The flag says which; without it, what the other facts allow."""
    every = tuple(range_with_924c(levels) for levels in (0, -2, -3))
    if "CO924TAB" in row.cells and row.whole("CO924TAB") is not None:
        code = row.whole("CO924TAB") or 0
        year = row.whole("FISCAL_YEAR") or row.whole("SENTYR") or 2012
        if code == 0:
            return ()
        return (every[code - 1],) if year >= 2012 and code <= 3 else every
    if row.whole("XCRHISSR") == 6 and (row.number("GUNMIN1") or 0) > 0:
        return every
    return ()


# --- The table --------------------------------------------------------------------------------------------------------


def table(row: Row, check: Check) -> None:
    level, category, recorded = row.whole("XFOLSOR"), row.whole("XCRHISSR"), recorded_range(row)
    if level is None or category is None or recorded is None or not 1 <= category <= 6:
        check.leave(row.id, "level, category or range is blank")
        return
    cell = table_range(assemble.law(), book_of(row), level, category)
    if cell != recorded and recorded in career_924c_ranges(row):
        note = "§4B1.1(c)(3), career offender with a § 924(c) count, in place of the cell"
        check.hold(row.id, recorded, recorded, "", note)
        return
    check.hold(row.id, recorded, cell, "the recorded range is not the cell of the recorded level and category")


def table_cell(row: Row, check: Check) -> None:
    recorded = recorded_range(row)
    if recorded is None:
        check.leave(row.id, "the range is blank")
        return
    book = book_of(row)
    got = recorded if recorded in cells(book) else _nearest(recorded, book)
    check.hold(row.id, recorded, got, "no cell of the Sentencing Table holds this pair; the nearest is shown")


def _nearest(recorded: tuple[float, float], book: int) -> tuple[float, float]:
    def apart(cell: tuple[float, float]) -> float:
        return sum(abs(_counted(a) - _counted(b)) for a, b in zip(cell, recorded, strict=True))

    return min(cells(book), key=apart)


def _counted(months: float) -> float:
    return LIFE_CONVENTION if months == LIFE else months


# --- The statutes -----------------------------------------------------------------------------------------------------


def consecutive(row: Row) -> float:
    return sum(row.months(column, LIFE_OF_A_RANGE) or 0.0 for column in CONSECUTIVE)


def trumped(row: Row) -> tuple[float, float] | None:
    """The range after §5G1.1 with the terms that are added; None if a fact for it is blank."""
    recorded = recorded_range(row)
    minimum = row.months("STATMIN", LIFE_OF_A_RANGE)
    maximum = row.months("STATMAX", LIFE_OF_A_MAXIMUM)
    if recorded is None or minimum is None:
        return None
    low, high = recorded
    most = -1.0 if maximum is None else maximum
    level, category = row.whole("XFOLSOR"), row.whole("XCRHISSR")
    if recorded in career_924c_ranges(row) and level is not None and category is not None:
        cell = table_range(assemble.law(), book_of(row), level, category)
        if cell != recorded:  # (c)(3) already contains the § 924(c) term
            low, high, _ = within_statute(low, high, minimum, most)
            return low, high
    added = consecutive(row)
    concurrent = 0.0 if (row.number("SAFE") or 0) > 0 else _less(minimum, added)
    low, high, _ = within_statute(low, high, concurrent, _less(most, added) if most >= 0 else most)
    return low + added, high + added


def _less(total: float, part: float) -> float:
    return LIFE if total == LIFE else max(total - part, 0.0)


def trumped_range(row: Row, check: Check) -> None:
    got = trumped(row)
    if got is None:
        check.leave(row.id, "the range or the statutory minimum is blank")
    elif "GLMIN" in row.cells:
        _trumped_as_recorded(row, got, check)
    else:
        _trumped_by_distance(row, got, check)


def _trumped_as_recorded(row: Row, got: tuple[float, float], check: Check) -> None:
    low, high = row.months("GLMIN", LIFE_OF_A_RANGE), row.months("GLMAX", LIFE_OF_A_RANGE)
    if low is None or high is None:
        check.leave(row.id, "GLMIN or GLMAX is blank")
        return
    check.hold(row.id, (low, high), got, _why_trumped(row))


def _trumped_by_distance(row: Row, got: tuple[float, float], check: Check) -> None:
    """MNTHDEPT over PCNTDEPT gives back the end of the range that the sentence was measured from."""
    bounds = recorded_end(row)
    if bounds is None:
        check.leave(row.id, "within the range, or no distance recorded, so its end cannot be recovered")
        return
    end = _counted(got[1] if row.whole("SENTRNGE") in (1, 6) else got[0])
    least, most = bounds
    recorded = end if least <= end <= most else round((least + most) / 2, 1)
    check.hold(row.id, recorded, end, _why_trumped(row))


def recorded_end(row: Row) -> tuple[float, float] | None:
    """Between which months the end lies that MNTHDEPT and PCNTDEPT were reckoned from, both being rounded."""
    months, percent = row.number("MNTHDEPT"), row.number("PCNTDEPT")
    if not months or not percent or months <= 0 or percent <= 0:
        return None
    least = max(months - 0.006, 0) / (percent + 0.00006) * 100
    most = (months + 0.006) / max(percent - 0.00006, 1e-9) * 100
    return least - 0.01, most + 0.01


def _why_trumped(row: Row) -> str:
    if recorded_range(row) in career_924c_ranges(row):
        return (
            "the range is both the cell and that of §4B1.1(c)(3), which already holds the § 924(c) term; "
            "the file does not say which, and the record fits the second"
        )
    if consecutive(row) > 0:
        return "the record treats the consecutive term in another way than adding it to the range of the other counts"
    return "the record does not follow from range, STATMIN, STATMAX and SAFE by §5G1.1"


def within_range(row: Row, check: Check) -> None:
    """SENTRNGE 0 says the sentence lies within the range after the statutes; alternatives count as §5C1.1 lets them."""
    got, whole = trumped(row), row.months("SENSPCAP", LIFE_OF_A_TERM)
    if row.whole("SENTRNGE") is None or got is None or whole is None:
        check.leave(row.id, "position, range or sentence is blank")
        return
    prison = row.months("SENTTCAP", LIFE_OF_A_TERM) or 0.0
    counted = {"C": whole if prison >= got[0] / 2 - DAY else prison, "D": prison}.get(_zone(row), whole)
    position = "below" if counted < got[0] - DAY else "above" if whole > got[1] + DAY else "within"
    recorded = {0: "within", 1: "above", 6: "above"}.get(row.whole("SENTRNGE") or 0, "below")
    why = "the court or the file placed the sentence otherwise; the file does not say why"
    if row.number("TIMESERV") == row.number("SENTTOT"):
        why = "a sentence of time served, which the file counts as within the range"
    elif consecutive(row) > 0:
        why = "the consecutive term was placed within the range instead of on top of it"
    check.hold(row.id, recorded, position, why)


def _zone(row: Row) -> str:
    level, category = row.whole("XFOLSOR"), row.whole("XCRHISSR")
    return _zones(book_of(row)).get((min(level or 0, 43), category or 0), "")


@cache
def _zones(book: int) -> dict[tuple[int, int], str]:
    """The zone of each level and category (§5C1.1)."""
    day = assemble.acts()[book // C.BOOK_WIDTH].day
    rows = tables.load("guidelines/s5a_sentencing_table").on(day)
    return {(int(row["offense_level"]), ROMAN.index(row["criminal_history_category"]) + 1): row["zone"] for row in rows}


def distance(row: Row, check: Check) -> None:
    """MNTHDEPT is the distance from the sentence to the end of the range that PCNTDEPT is a share of."""
    bounds, months = recorded_end(row), row.number("MNTHDEPT")
    term = row.months("SENSPCAP", LIFE_OF_A_TERM)
    if bounds is None or months is None or term is None:
        check.leave(row.id, "within the range, or no distance recorded")
        return
    above = row.whole("SENTRNGE") in (1, 6)
    end = (_counted(term) - months) if above else (_counted(term) + months)
    slack = 0.02
    got = months if bounds[0] - slack <= end <= bounds[1] + slack else round(abs(sum(bounds) / 2 - _counted(term)), 2)
    check.hold(
        row.id, months, got, "the percentage and the months do not point to one end of a range for this sentence"
    )


# --- The sums of a whole computation (FY1999 on, where the file carries them) --------------------------------------------


def _chapter_two(row: Row) -> tuple[int | None, str]:
    """Base level and specific characteristics, and a note where a floor of the guideline raised it; None if blank.

    Which characteristic brings a floor the row does not say, so the recorded level chooses among the guideline's floors.
    """
    base, recorded = row.whole("BASEHI"), row.whole("CHAP2")
    if base is None:
        return None, ""
    added = base + sum(row.whole(column) or 0 for column in row.cells if re.fullmatch(r"ADJ_[A-Z]HI", column))
    section, day = row.text("GDLINEHI"), assemble.acts()[book_of(row) // C.BOOK_WIDTH].day
    if recorded is not None and recorded > added and recorded in floors(section, day):
        return recorded, f"raised to a floor of §{section}"
    return added, ""


FLOOR_OR_MORE = "a characteristic beyond the columns of the file, or a level that the guideline raises to a floor"


def chapter_two(row: Row, check: Check) -> None:
    (got, note), total = _chapter_two(row), row.whole("CHAP2")
    if got is None or total is None:
        check.leave(row.id, "base level or Chapter Two level is blank")
        return
    check.hold(row.id, total, got, FLOOR_OR_MORE, note)


def _chapter_three(row: Row, level: int) -> int:
    return level + sum(row.whole(column) or 0 for column in CHAPTER_THREE)


def chapter_three(row: Row, check: Check) -> None:
    total, adjusted = row.whole("CHAP2"), row.whole("ADJOFLHI")
    if total is None or adjusted is None:
        check.leave(row.id, "Chapter Two or adjusted level is blank")
        return
    check.hold(
        row.id, adjusted, _chapter_three(row, total), "an adjustment of Chapter Three that the file does not carry"
    )


def _units_levels(units: float) -> int:
    """§3D1.4: levels that the units of several counts add."""
    for more_than, levels in ((5, 5), (3, 4), (2, 3), (1.5, 2), (1, 1)):
        if units > more_than:
            return levels
    return 0


ARMED = "armed career criminal: the level of §4B1.4 depends on facts the file does not carry"


def _final_level(row: Row, adjusted: int) -> int | str:
    """Units, career offender, acceptance by its date on the adjusted level; or why they cannot be reckoned."""
    if row.whole("ACCTRESP") is None:
        return "acceptance is blank"
    if row.whole("ACCAP") == 1:
        return ARMED
    law, book = assemble.law(), book_of(row)
    level = adjusted + _units_levels(row.number("TOTUNIT") or 0.0)
    if row.whole("CAROFFAP") == 1:
        maximums = [row.months(c, LIFE_OF_A_MAXIMUM) or 0.0 for c in row.cells if re.fullmatch(r"SMAX\d+", c)]
        if not any(maximums):
            return "career offender without the maximum of each count"
        level = max(level, level_for_maximum(law, max(maximums), book))
    taken = {0: 0, -2: 1, -3: 2}.get(row.whole("ACCTRESP") or 0)
    if taken is None:
        return "an acceptance adjustment that the Manual does not know"
    return level + acceptance(law, _facts(acceptance=taken), book, level)


def final_level(row: Row, check: Check) -> None:
    """Adjusted level, units, career offender, acceptance by its date: the level of the Sentencing Table."""
    adjusted, recorded = row.whole("ADJOFLHI"), row.whole("XFOLSOR")
    if adjusted is None or recorded is None:
        check.leave(row.id, "adjusted level or final level is blank")
        return
    got = _final_level(row, adjusted)
    if isinstance(got, str):
        check.leave(row.id, got)
        return
    check.hold(row.id, recorded, got, "the court reached another level; the file does not carry the step")


def _prior_points(row: Row) -> int | None:
    counts = [row.whole(column) for column in ("POINT1", "POINT2", "POINT3")]
    if any(count is None for count in counts):
        return None
    one, two, three = (count or 0 for count in counts)
    return min(one, 4) + 2 * two + 3 * three


def points(row: Row, check: Check) -> None:
    prior, recorded = _prior_points(row), row.whole("TOTCHPTS")
    if prior is None or recorded is None:
        check.leave(row.id, "points or the number of prior sentences is blank")
        return
    law, book = assemble.law(), book_of(row)
    status, violent = int((row.whole("SENTPTS") or 0) > 0), row.whole("VIOL1PTS") or 0
    without, with_recency = (prior + added_points(law, status, recency, violent, prior, book) for recency in (0, 1))
    possible = {without, with_recency}
    if "REL2PTS" in row.cells and row.whole("REL2PTS") is not None:
        possible = {with_recency if row.whole("REL2PTS") else without}
    note = "with recency points, which the file does not carry" if recorded == with_recency != without else ""
    got = recorded if recorded in possible else without
    check.hold(row.id, recorded, got, "the points do not follow from the prior sentences and §4A1.1(d)-(e)", note)


def _category(row: Row, score: int) -> tuple[int, str]:
    """The category of a score, and what of Chapter Four raised it."""
    got = category_of(assemble.law(), score, book_of(row))
    if row.whole("CAROFFAP") == 1:
        return 6, "career offender: category VI in every case"
    return (max(got, 4), "") if row.whole("ACCAP") == 1 else (got, "")


def category(row: Row, check: Check) -> None:
    recorded, score = row.whole("XCRHISSR"), row.whole("TOTCHPTS")
    if recorded is None or score is None:
        check.leave(row.id, "category or points is blank")
        return
    got, note = _category(row, score)
    check.hold(row.id, recorded, got, "the court departed from the category that the points give, or a slip", note)


def whole_computation(row: Row, check: Check) -> None:
    """From base level and points to the range after the statutes in one go, each step on our own result of the one before."""
    low, high = row.months("GLMIN", LIFE_OF_A_RANGE), row.months("GLMAX", LIFE_OF_A_RANGE)
    (level, note), score = _chapter_two(row), row.whole("TOTCHPTS")
    if low is None or high is None:
        check.leave(row.id, "GLMIN or GLMAX is blank")
        return
    if level is None or score is None:
        check.leave(row.id, "base level is blank" if level is None else "criminal history points are blank")
        return
    final = _final_level(row, _chapter_three(row, level))
    if isinstance(final, str):
        check.leave(row.id, final)
        return
    place, _ = _category(row, score)
    got = _after_statutes(row, table_range(assemble.law(), book_of(row), final, place))
    why = _first_step(row, level, final, place)
    check.hold(row.id, (low, high), got, why, note)


def _after_statutes(row: Row, cell: tuple[float, float]) -> tuple[float, float]:
    """A cell after §5G1.1; a blank minimum counts as none."""
    minimum, maximum = row.months("STATMIN", LIFE_OF_A_RANGE) or 0.0, row.months("STATMAX", LIFE_OF_A_MAXIMUM)
    added = consecutive(row)
    concurrent = 0.0 if (row.number("SAFE") or 0) > 0 else _less(minimum, added)
    low, high, _ = within_statute(*cell, concurrent, -1.0 if maximum is None else _less(maximum, added))
    return low + added, high + added


def _first_step(row: Row, chapter2: int, final: int, place: int) -> str:
    """The first step at which the record leaves our result."""
    if chapter2 != row.whole("CHAP2"):
        return f"Chapter Two: {FLOOR_OR_MORE}"
    if _chapter_three(row, chapter2) != row.whole("ADJOFLHI"):
        return "Chapter Three: an adjustment that the file does not carry"
    if final != row.whole("XFOLSOR"):
        return "the final level: the file does not carry the step"
    if place != row.whole("XCRHISSR"):
        return "the category: the court departed from that of the points, or a slip"
    return f"§5G1.1: {_why_trumped(row)}"


def _facts(acceptance: int) -> Facts:
    """Facts of a case of which only the acceptance of responsibility is asked."""
    day = TABLES_AS_OF
    zero = (0,) * MAX_DRUGS
    values: dict[str, Any] = dict.fromkeys(Facts._fields, 0)
    values |= {
        "offense_day": day,
        "conviction_day": day,
        "sentencing_day": day,
        "statute": NO_STATUTE,
        "drug": zero,
        "weight": zero,
        "pure": zero,
        "units": zero,
        "charged": (-1,) * MAX_DRUGS,
        "guns": (0,) * MAX_GUNS,
        "acceptance": acceptance,
    }
    return Facts(**values)


# --- Revocations ------------------------------------------------------------------------------------------------------

GRADES = {3: "C", 4: "B", 12: "A", 24: "A_class_a"}
"""PV_GRADVIOL_TABLE: the lower limit at category I names the row of the table."""

CELL_NAMES = {"C": "C", "B": "B", "A": "A", "A_class_a": "A/Fel"}
ROMAN = ("I", "II", "III", "IV", "V", "VI")
POSITIONS = {0: "below", 1: "within", 2: "above"}


def _revocation_cell(row: Row) -> tuple[str, int] | None:
    """Grade and category, from the numbers, or from the name of the cell where the numbers are blank."""
    grade, category = GRADES.get(row.whole("PV_GRADVIOL_TABLE") or 0), row.whole("XCRHISSR")
    if grade is not None and category in range(1, 7):
        return grade, category or 0
    name, _, roman = row.text("PV_REVTABLE_CELL").partition("-")
    grades = {text: grade for grade, text in CELL_NAMES.items()}
    return (grades[name], ROMAN.index(roman) + 1) if name in grades and roman in ROMAN else None


def _revocation_day(row: Row) -> int:
    year = row.whole("PV_FY")
    return parse_day(f"{year}-01-01") if year else TABLES_AS_OF


def revocation_cell(row: Row, check: Check) -> None:
    recorded = row.text("PV_REVTABLE_CELL")
    grade, category = GRADES.get(row.whole("PV_GRADVIOL_TABLE") or 0), row.whole("XCRHISSR")
    if not recorded or grade is None or category not in range(1, 7):
        check.leave(row.id, "grade, category or cell is blank")
        return
    got = f"{CELL_NAMES[grade]}-{ROMAN[(category or 1) - 1]}"
    check.hold(row.id, recorded, got, "the recorded cell is not that of the recorded grade and category")


def revocation(row: Row, check: Check) -> None:
    """The term against the range: months of prison and of alternatives, a day over counted as within up to a year."""
    position, cell = row.whole("PV_REVTABLE"), _revocation_cell(row)
    prison, whole = row.number("PV_SENTTOT"), row.number("PV_SENSPLT0")
    if position not in POSITIONS or cell is None:
        check.leave(row.id, "no position against the range is recorded, or grade or category is blank")
        return
    if whole is None:
        whole = prison
    if whole is None:
        check.leave(row.id, "a term was ordered without its length")
        return
    in_prison = prison or 0.0
    low, high = revocation_range(*cell, _revocation_day(row))
    top = high + DAY if high == 12 else high  # "a year and a day" is written for good time, and counts as the year
    if not reaches_minimum(in_prison, whole - in_prison, low):
        got = "below"
    else:
        got = "above" if whole > top else "within"
    why = "the Commission placed the term otherwise against the range of the recorded cell"
    if whole != in_prison:
        why += "; it was served in part by community confinement or home detention (§7B1.3(c))"
    check.hold(row.id, POSITIONS[position], got, why)


# --- Which checks a file allows ---------------------------------------------------------------------------------------

Checker = Callable[[Row, Check], None]

EVERY: tuple[tuple[Checker, str, tuple[set[str], ...], set[str]], ...] = (
    (table, "level and category against the recorded range", ({"XFOLSOR", "XCRHISSR", "XMINSOR", "XMAXSOR"},), set()),
    (table_cell, "every recorded range is a cell of the Sentencing Table", ({"XMINSOR", "XMAXSOR"},), {"XFOLSOR"}),
    (
        trumped_range,
        "the range after §5G1.1 with the consecutive terms",
        ({"XMINSOR", "STATMIN", "GLMIN", "GLMAX"}, {"XMINSOR", "STATMIN", "MNTHDEPT", "PCNTDEPT"}),
        set(),
    ),
    (
        within_range,
        "sentence within, above or below that range",
        ({"XMINSOR", "STATMIN", "SENTRNGE", "SENSPCAP"},),
        set(),
    ),
    (distance, "distance and percentage from the end of the range", ({"MNTHDEPT", "PCNTDEPT", "SENSPCAP"},), set()),
    (chapter_two, "base level and characteristics against the Chapter Two level", ({"BASEHI", "CHAP2"},), set()),
    (
        offense_level,
        "base level and first characteristic against the guideline's table",
        ({"GDLINEHI", "BASEHI"},),
        set(),
    ),
    (chapter_three, "Chapter Two and Three against the adjusted level", ({"CHAP2", "ADJOFLHI"},), set()),
    (final_level, "units, career offender, acceptance against the final level", ({"ADJOFLHI", "ACCTRESP"},), set()),
    (points, "prior sentences, status and recency against the points", ({"POINT1", "TOTCHPTS"},), set()),
    (category, "points against the criminal history category", ({"TOTCHPTS", "XCRHISSR"},), set()),
    (
        whole_computation,
        "base level and points to the range after the statutes, every step ours",
        ({"BASEHI", "CHAP2", "ADJOFLHI", "TOTCHPTS", "GLMIN", "GLMAX"},),
        set(),
    ),
    (revocation, "revocation term against the range of §7B1.4", ({"PV_REVTABLE"},), set()),
    (revocation_cell, "grade and category against the cell of §7B1.4", ({"PV_REVTABLE_CELL", "XCRHISSR"},), set()),
)
"""Checker, what it compares, the sets of columns any of which allows it, and columns that leave it to another check."""


def allowed(columns: set[str]) -> list[tuple[Checker, Check]]:
    """The checks that the columns of a file allow, each with an empty account."""
    return [
        (checker, Check(checker.__name__, meaning))
        for checker, meaning, needs, without in EVERY
        if any(need <= columns for need in needs) and not without & columns
    ]

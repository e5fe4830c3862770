"""The seven checks that a worked case can support: what the court said beside what our rules give."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from clemency.cases.case import Case
from clemency.cases.quantities import in_words as in_kilograms
from clemency.errors import InputError
from clemency.law import assemble, tables
from clemency.law import columns as C
from clemency.law.columns import Law
from clemency.law.facts import Days
from clemency.law.figures import Figures
from clemency.law.guidelines.s1b1_1 import figures
from clemency.law.guidelines.s2d1_1 import base_offense_level
from clemency.law.guidelines.s5a import table_range
from clemency.law.remedies import (
    AT_OR_BELOW_FLOOR,
    ELIGIBLE,
    amended,
    covered_by_section_404,
    reduction,
    section_404_figures,
)
from clemency.law.retroactive import fair_sentencing_act, listed_amendments
from validation.report import Check
from validation.worked_cases import reading
from validation.worked_cases.reading import Record
from validation.worked_cases.scenarios import Fitting, Scenario, clipped, dated, scenarios, settled, weights

TOP = 43


def _why(record: Record, otherwise: str) -> str:
    """The record's own word on a mistake of the court comes first."""
    return record.court_erred or otherwise


def _books(record: Record) -> list[int]:
    """Every state of the law in which the sentence can have been imposed."""
    span = reading.sentencing(record)
    days = [span.first] + [act.day for act in assemble.acts() if span.first < act.day <= span.last]
    return sorted({assemble.state_on(day) * C.BOOK_WIDTH for day in days})


def _spread(values: Iterable[Any]) -> Any:
    """One value if all agree, else the distinct ones in order."""
    distinct = sorted(set(values))
    return distinct[0] if len(distinct) == 1 else tuple(distinct)


def _member(check: Check, record: Record, expected: Any, possible: set[Any], why: str, note: str = "") -> None:
    """Agreement where the facts allow the stated figure; one that they do not allow is a difference."""
    if expected in possible:
        open_note = note if len(possible) == 1 else "the text leaves a fact open; the figure is one of those it allows"
        check.hold(record.id, expected, expected, "", open_note)
    else:
        check.hold(record.id, expected, _spread(possible), _why(record, why))


# --- table ----------------------------------------------------------------------------------------------------------------


def table(record: Record, check: Check) -> None:
    """Total level and category against the range."""
    level = record.facts.get("total_offense_level")
    category = reading.CATEGORIES.get(str(record.facts.get("criminal_history_category") or "").strip().upper())
    recorded = reading.range_of(record.raw.get("original_range"))
    if level is None or category is None or recorded is None:
        check.leave(record.id, "level, category or range is not in the text")
        return
    cells = {table_range(assemble.law(), book, level, category) for book in _books(record)}
    after_statutes = "5G1.1" in " ".join((*record.tags, record.text))
    if recorded not in cells and after_statutes and any(clipped(cell, recorded) for cell in cells):
        check.hold(record.id, recorded, recorded, "", "the text prints the range after §5G1.1")
        return
    _member(check, record, recorded, cells, "the stated range is not the cell of the stated level and category")


# --- base_level -----------------------------------------------------------------------------------------------------------


def base_level(record: Record, check: Check) -> None:
    """Drugs and edition against the base offense level."""
    stated, case = record.facts.get("base_offense_level_stated"), reading.case_of(record)
    if stated is None or not case.drugs:
        check.leave(record.id, "the base level or the drug is not in the text")
        return
    if all(line.weight is None and line.units is None for line in case.drugs):
        check.leave(record.id, "only a charged quantity, or none, is in the text")
        return
    levels, converted = _levels_of(record, case, earlier=False)
    note = ""
    if levels and stated < min(levels):  # an earlier edition governs only where it is milder (§1B1.11(b)(1))
        earlier, _ = _levels_of(record, case, earlier=True)
        levels, note = (earlier, "under the edition of the offense") if stated in earlier else (levels, "")
    why = "the weights in the text give another level under every edition that they allow"
    if converted:
        why += f" ({converted}); the stated level must rest on more than the text weighs"
    _member(check, record, stated, levels, why, note)


def _levels_of(record: Record, case: Case, earlier: bool) -> tuple[set[int], str]:
    """The base levels that the weights give, before and after the limit for a mitigating role; what they convert to."""
    law = assemble.law()
    levels: set[int] = set()
    converted: set[int] = set()
    for facts, days in dated(record, case, earlier):
        base, capped = base_offense_level(law, next(weights(law, facts)), days.offense * C.BOOK_WIDTH)
        levels |= {base.level, capped}
        converted |= {base.converted} - {0}
    words = " or ".join(f"{in_kilograms(each)} of marijuana" for each in sorted(converted))
    return levels, f"converted, {words}" if words else ""


# --- sum ------------------------------------------------------------------------------------------------------------------


def sum_of_levels(record: Record, check: Check) -> None:
    """Base level and adjustments, with acceptance by its date, against the total."""
    stated, total = record.facts.get("base_offense_level_stated"), record.facts.get("total_offense_level")
    if stated is None or total is None:
        check.leave(record.id, "the base level or the total is not in the text")
        return
    law, case = assemble.law(), reading.case_of(record, levels_given=True)
    case = case.with_facts(career_offender=False, armed_career=0, acceptance=case.acceptance or 0)
    totals = {
        figures(law, _plain(facts), days, days.sentencing * C.BOOK_WIDTH).total for facts, days in dated(record, case)
    }
    expected, moved = min(total, TOP), reading.departures(record)
    if expected not in totals and moved and expected in {each + moved for each in totals}:
        check.hold(record.id, expected, expected, "", "the court counted a departure as levels")
        return
    _member(check, record, expected, totals, "the adjustments in the text do not add up to the total")


def _plain(facts: Any) -> Any:
    return settled(facts._replace(category_given=max(facts.category_given, 1), points=0, status=0, recency=0))


# --- statutory_minimum ----------------------------------------------------------------------------------------------------


def statutory_minimum(record: Record, check: Check) -> None:
    """Statute, quantity, priors and firearm counts against the mandatory minimum."""
    expected = reading.months(record.facts.get("statutory_minimum_months"))
    if expected is None:
        check.leave(record.id, "the minimum is not in the text")
        return
    if _firearms_open(record):
        check.leave(record.id, "the number of § 924(c) counts is not in the text")
        return
    possible = {s.then.minimum for s in scenarios(record, free="minimum", with_history=False).scenarios}
    _member(check, record, expected, possible, "statute and quantity in the text carry another minimum")


def _firearms_open(record: Record) -> bool:
    return reading.only_firearms(record) and not reading.firearm_counts(record)


# --- career_offender ------------------------------------------------------------------------------------------------------


def career_offender(record: Record, check: Check) -> None:
    """Statutory maximum and acceptance against the career offender's total; or the higher drug level."""
    total = record.facts.get("total_offense_level")
    if record.facts.get("career_offender") is None or total is None:
        check.leave(record.id, "career offender status or the total is not in the text")
        return
    found = scenarios(record, free="total").scenarios
    if not found:
        check.leave(record.id, "no level can be computed from what is in the text")
        return
    possible = {(s.then.total, s.then.category) for s in found}
    category = reading.CATEGORIES.get(str(record.facts.get("criminal_history_category") or ""), 6)
    _member(check, record, (min(total, TOP), category), possible, "no statutory maximum in the text gives that level")


# --- later law ------------------------------------------------------------------------------------------------------------


def later_figures(record: Record, check: Check) -> None:
    """What the later law makes of level, category, range and minimum."""
    expected = _expected_later(record)
    if not expected:
        check.leave(record.id, "the only later figure is the sentence a court chose")
        return
    why = _not_computable(record)
    if why:
        check.leave(record.id, why)
        return
    fitting = scenarios(record)
    results = [_as_later(each, expected) for each in _later(record, fitting)]
    if not results:
        check.leave(record.id, "no figure can be computed from what is in the text")
        return
    if any(expected == each for each in results):
        note = "" if len({str(each) for each in results}) == 1 else "one of the readings that the text leaves open"
        check.hold(record.id, expected, expected, "", note)
        return
    check.hold(record.id, expected, results[0], _why(record, _let_go(fitting) or "the later law gives other figures"))


def _expected_later(record: Record) -> dict[str, Any]:
    later = record.later
    found: dict[str, Any] = {}
    for key in ("base_offense_level", "total_offense_level"):
        if later.get(key) is not None:
            found[key] = min(int(later[key]), TOP)
    if later.get("criminal_history_category"):
        found["criminal_history_category"] = reading.CATEGORIES[str(later["criminal_history_category"]).upper()]
    if reading.range_of(later.get("range")):
        found["range"] = reading.range_of(later["range"])
    if later.get("statutory_minimum_months") is not None:
        found["statutory_minimum_months"] = reading.months(later["statutory_minimum_months"])
    return found


def _as_later(f: Figures, expected: dict[str, Any]) -> dict[str, Any]:
    """The computed figures in the terms of the record; a range in whichever of its forms the record prints."""
    ranges = ((f.table_min, f.table_max), (f.range_min, f.range_max), (f.low, f.high))
    values = {
        "base_offense_level": f.base if f.base == expected.get("base_offense_level") else f.capped,
        "total_offense_level": f.total,
        "criminal_history_category": f.category,
        "range": expected.get("range") if expected.get("range") in ranges else ranges[2],
        "statutory_minimum_months": f.minimum,
    }
    return {key: values[key] for key in expected}


def _not_computable(record: Record) -> str:
    """Why the later law cannot be put in place here, or nothing."""
    case = reading.case_of(record)
    if reading.section_404(record):
        return "" if case.drugs else "the drug and its quantity are not in the text"
    keys = reading.amendments(record)
    if keys:
        drug_table = any(_moves_drugs(key) for key in keys)
        if drug_table and not case.drugs:
            return "the drug is not in the text, so the effect on its table cannot be told"
        if not case.drugs and not record.facts.get("total_offense_level") and not record.raw.get("original_range"):
            return "neither level nor range is in the text"
        return ""
    if reading.discretionary(record):
        if record.later.get("statutory_minimum_months") is None:
            return "whether and how far to reduce was for the court (18 U.S.C. § 3582(c)(1)(A))"
        return "the number of § 924(c) counts is not in the text" if _firearms_open(record) else ""
    return f"not modelled: {record.later.get('law') or 'the later law'}"


def _moves_drugs(key: str) -> bool:
    rows = tables.load("remedies/retroactive_amendments")
    return any(row.authority == key and row["drug_related"] == "1" for row in rows)


def _later(record: Record, fitting: Fitting) -> list[Figures]:
    law = assemble.law()
    if reading.section_404(record):
        state = fair_sentencing_act()
        return [section_404_figures(law, s.facts, s.days, s.then, state) for s in fitting.scenarios]
    if reading.discretionary(record):
        effective = reading.span(record.later.get("effective_date"))
        state = assemble.state_on(effective.last) if effective else len(assemble.acts()) - 1
        return [
            figures(law, s.facts, Days(s.days.offense, s.days.conviction, state), s.then.book)
            for s in fitting.scenarios
        ]
    found = []
    for scenario in fitting.scenarios:
        changed, book = _with_amendments(record, scenario.then.book)
        found.append(figures(changed, scenario.facts, scenario.days, book))
    return found


def _with_amendments(record: Record, book: int) -> tuple[Law, int]:
    """The Manual at `book` with the listed amendments up to the ones the record names put in place."""
    return _amended(book, reading.amendments(record))


@cache
def _amended(book: int, keys: tuple[str, ...]) -> tuple[Law, int]:
    """The named amendments alone (§1B1.10(b)(1)); the rule of 715 for crack with other drugs goes with 706."""
    law = assemble.law()
    wanted = {*keys, "amend_715"} if "amend_706" in keys else set(keys)
    for one in listed_amendments():
        if one.act > book // C.BOOK_WIDTH and assemble.acts()[one.act].authority in wanted:
            law = amended(law, book, one.act, one.columns)
            book = len(law.book) - C.BOOK_WIDTH
    return law, book


def _let_go(fitting: Fitting) -> str:
    if not fitting.let_go:
        return ""
    return f"the text's own {', '.join(fitting.let_go)} cannot be reproduced from its facts"


# --- eligibility ------------------------------------------------------------------------------------------------------------


def eligibility(record: Record, check: Check) -> None:
    """Whether the later law opens a reduction: § 3582(c)(2) with §1B1.10, or First Step Act § 404."""
    expected = record.later.get("eligible")
    if expected is None:
        check.leave(record.id, "the text does not say whether relief was open")
        return
    if reading.discretionary(record):
        check.leave(record.id, "whether to reduce was for the court (18 U.S.C. § 3582(c)(1)(A) or § 404)")
        return
    keys = reading.amendments(record)
    if keys and not any(one for one in listed_amendments() if assemble.acts()[one.act].authority in keys):
        check.hold(record.id, expected, False, _why(record, "the amendment is not on the list of §1B1.10(d)"))
        return
    why = _not_computable(record)
    if why:
        check.leave(record.id, why)
        return
    fitting = scenarios(record)
    answers = {_open(record, scenario) for scenario in fitting.scenarios}
    if len(answers) != 1:
        check.leave(record.id, _open_fact(record, fitting) if answers else "no figure can be computed from the text")
        return
    got = answers.pop()
    why = (
        _let_go(fitting)
        or "by §1B1.10 the range falls or does not, on every reading; the court's reason is not a figure"
    )
    check.hold(record.id, expected, got, _why(record, why))


def _open(record: Record, scenario: Scenario) -> bool:
    law = assemble.law()
    if reading.section_404(record):
        state = fair_sentencing_act()
        return covered_by_section_404(law, scenario.facts, scenario.days, state)
    changed, book = _with_amendments(record, scenario.then.book)
    outcome = reduction(changed, scenario.facts, scenario.days, scenario.then, book).outcome
    below = 0 <= scenario.facts.imposed < scenario.then.low
    if outcome == AT_OR_BELOW_FLOOR and below and reading.assisted(record):
        return True  # §1B1.10(b)(2)(B): a sentence below the range on a government motion
    return outcome == ELIGIBLE


def _open_fact(record: Record, fitting: Fitting) -> str:
    """Which fact decides, where the scenarios part."""
    for name, text in (
        ("zero_point_excluded", "whether an exclusion of §4C1.1(a) applies"),
        ("weight", "the weight of the drug"),
        ("status", "whether points for being under a sentence were scored"),
        ("points", "the number of criminal history points"),
        ("category", "the criminal history category"),
        ("acceptance", "acceptance of responsibility"),
        ("priors_851", "prior convictions noticed under § 851"),
    ):
        groups: dict[Any, set[bool]] = {}
        for scenario in fitting.scenarios:
            value = scenario.then.category if name == "category" else getattr(scenario.facts, name)
            groups.setdefault(value, set()).add(_open(record, scenario))
        if len(groups) > 1 and all(len(answers) == 1 for answers in groups.values()):
            return f"it depends on a fact that the text does not give: {text}"
    return "it depends on several facts that the text does not give"


# --- All of them ------------------------------------------------------------------------------------------------------------

CHECKS: dict[str, tuple[Callable[[Record, Check], None], str]] = {
    "table": (table, "level and category against the range"),
    "base_level": (base_level, "drugs and edition against the base offense level"),
    "sum": (sum_of_levels, "base level and adjustments against the total level"),
    "career_offender": (career_offender, "statutory maximum against the career offender level"),
    "statutory_minimum": (statutory_minimum, "statute, quantity and priors against the minimum"),
    "later_figures": (later_figures, "level, range and minimum under the later law"),
    "eligibility": (eligibility, "whether the later law opens a reduction"),
}


def run(record: Record, checks: dict[str, Check]) -> None:
    """Every check that the record says it supports."""
    for name in record.usable_for:
        if name not in CHECKS:
            checks.setdefault(name, Check(name, "not a check this reader knows")).leave(record.id, "unknown check")
            continue
        try:
            CHECKS[name][0](record, checks[name])
        except InputError as error:
            checks[name].leave(record.id, f"the record cannot be read as a case: {error}")

"""From the record to the law: a grant's official offense and sentence text as a case, everything not in the text unknown.

No special path: the cases made here are ordinary cases, compared and screened like any file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from clemency.cases.case import Case, DrugLine, Span, drug_code, offense_named
from clemency.cases.reading import MODELLED_DRUG_SECTIONS
from clemency.errors import CoverageError
from clemency.law.dates import GUIDELINES_FROM
from clemency.law.facts import GUN_POSSESSED, LIFE, MAX_DRUGS, MAX_GUNS
from clemency.ledger.model import Grant
from clemency.ledger.text import Length, Sentence, parse_district, parse_sentence
from clemency.ledger.text.offense import parse_offense
from clemency.ledger.text.offense_model import Charge
from clemency.ledger.text.offense_model import DrugLine as PrintedDrug

DAYS_A_MONTH = 365.25 / 12
"""Months from days, for a sentence such as a year and a day (the Commission writes it 12.03)."""

_DRUG_SECTION = re.compile(r"21 USC (\w+)")
_CHEMICALS = re.compile(r"21 USC 841\([cdfg]\)")
_SUBDIVISION = re.compile(r"21 USC (?:841|960)\(b\)\(\d\)(?:\([A-E]\))?", re.IGNORECASE)
_ALONE = ("21 USC 848",)


@dataclass(frozen=True)
class GrantCase:
    """A grant and the case read from it, or why no case can be. `notes` say what was left aside."""

    grant: Grant
    case: Case | None
    reason: str
    notes: tuple[str, ...] = ()


def cases_of(grants: Iterable[Grant]) -> Iterator[GrantCase]:
    """One case a grant, in order; a grant whose text does not allow one says why."""
    for grant in grants:
        yield case_of(grant)


def case_of(grant: Grant) -> GrantCase:
    """The case that a grant's printed texts tell."""
    if not grant.offense_text.strip():
        return GrantCase(grant, None, "the record prints no offense")
    charges = parse_offense(grant.offense_text).convictions
    main, others = _main_count(charges)
    guns, notes = _firearms(charges)
    if main is None and not guns:
        return GrantCase(grant, None, _why_not(charges))
    item = main.item if main is not None else None
    days = _sentenced(grant, item)
    if days is not None and days.last < GUIDELINES_FROM:
        return GrantCase(grant, None, "sentenced before the guidelines of 1987-11-01")
    sentence = parse_sentence(grant.sentence_text)
    same = [charge for charge in charges if main is not None and _same_family(charge, main) and charge.item == item]
    drugs, drug_notes = _drugs(same)
    priors, least_priors = _priors(charges)
    if others:
        notes.append(f"limits of other counts left aside: {', '.join(others)}")
    case = Case(
        name=grant.name,
        source=grant.id,
        sentenced=days,
        statutes=_statutes(same, guns),
        subdivision=_subdivision(same),
        priors_851=priors,
        priors_851_least=least_priors,
        death_or_serious_injury=any(charge.death for charge in same),
        drugs=drugs,
        section="2D1.2" if any(charge.protected_place for charge in same) else "2D1.1",
        firearm_counts=guns,
        armed_career_criminal=any("armed career criminal" in charge.enhancements for charge in charges),
        career_offender=True if any("career offender" in charge.enhancements for charge in charges) else None,
        imposed=_imposed(sentence, item),
        notes=(*notes, *drug_notes),
    )
    return GrantCase(grant, case, "", case.notes)


def _keys(charge: Charge) -> tuple[str, ...]:
    return tuple(p.key for p in charge.provisions if p.basis != "one of")


def _is_trafficking(charge: Charge) -> bool:
    sections = {match[1] for key in _keys(charge) if (match := _DRUG_SECTION.match(key))}
    if any(_CHEMICALS.match(key) for key in _keys(charge)):
        return False
    return bool(sections & MODELLED_DRUG_SECTIONS)


def _other_offense(charge: Charge) -> str | None:
    for key in _keys(charge):
        if not key.startswith(("18 USC 924(c)", "18 USC 2")) and offense_named(key) is not None:
            return key
    return None


def _main_count(charges: tuple[Charge, ...]) -> tuple[Charge | None, list[str]]:
    """The count that sets the limits: a continuing criminal enterprise, else trafficking by the largest quantity printed,
    else another offense that the tables know. Beside it, the provisions of counts left aside."""
    alone = [charge for charge in charges if any(key.startswith(_ALONE) for key in _keys(charge))]
    trafficking = [charge for charge in charges if _is_trafficking(charge)]
    known = [charge for charge in charges if _other_offense(charge)]
    main = alone[0] if alone else max(trafficking, key=_gravity) if trafficking else known[0] if known else None
    left = dict.fromkeys(
        key
        for charge in charges
        if charge is not main and not (main is not None and _same_family(charge, main))
        for key in _keys(charge)
        if not key.startswith(("18 USC 924(c)", "18 USC 2", "21 USC 851", "18 USC 924(a)"))
    )
    return main, list(left)


def _gravity(charge: Charge) -> tuple[int, int]:
    amounts = [line.quantity.amount or 0 for line in charge.drugs if line.quantity is not None]
    printed = any(_SUBDIVISION.match(key) for key in _keys(charge))
    return int(printed), int(max(amounts, default=0))


def _same_family(charge: Charge, main: Charge) -> bool:
    return charge is main or (_is_trafficking(charge) and _is_trafficking(main))


def _firearms(charges: tuple[Charge, ...]) -> tuple[tuple[int, ...], list[str]]:
    counts = sum(charge.counts for charge in charges if any(key.startswith("18 USC 924(c)") for key in _keys(charge)))
    notes = []
    if counts:
        notes.append(
            "firearm counts read as possession, the least kind; the text does not say brandished or discharged"
        )
    if counts > MAX_GUNS:
        notes.append(f"{counts} firearm counts; the first {MAX_GUNS} are reckoned")
    return (GUN_POSSESSED,) * min(counts, MAX_GUNS), notes


def _statutes(charges: list[Charge], guns: tuple[int, ...]) -> tuple[str, ...]:
    found = dict.fromkeys(
        key for charge in charges for key in _keys(charge) if key.startswith("21 USC") or offense_named(key) is not None
    )
    kept = [key for key in found if not key.startswith("21 USC 851")]
    return (*kept, *(("18 USC 924(c)(1)",) if guns else ()))


def _subdivision(charges: list[Charge]) -> str | None:
    """The subdivision that the text cites; of several the gravest, which stands first in the statute."""
    cited = {match[0] for charge in charges for key in _keys(charge) if (match := _SUBDIVISION.match(key))}
    full = sorted(key.upper().replace("USC", "USC").replace("(B)(", "(b)(", 1) for key in cited)
    complete = [key for key in full if re.search(r"\(b\)\((?:1\)\([A-E]|[2-7])\)", key)]
    return complete[0].removeprefix("21 USC ") if complete else None


def _priors(charges: tuple[Charge, ...]) -> tuple[int | None, int]:
    """Prior convictions as the text shows them: a number, "one or more" for a bare notice, nothing if it is silent."""
    stated = [prior for charge in charges for prior in charge.priors if prior.drug]
    exact = [prior.number for prior in stated if prior.number and not prior.or_more]
    least = max((prior.number or 1 for prior in stated), default=0)
    if any("§ 851" in charge.enhancements for charge in charges):
        least = max(least, 1)
    if exact and max(exact) >= least:
        return max(exact), 0
    return None, least


def _drugs(charges: list[Charge]) -> tuple[tuple[DrugLine, ...], list[str]]:
    """Each drug once, with the largest quantity charged. No quantity at all stays unknown; "a detectable amount" is none."""
    largest: dict[str, int | None] = {}
    notes: list[str] = []
    for charge in charges:
        for line in charge.drugs:
            if not line.drug or line.form in ("listed chemical", "precursor", "to be made"):
                notes.append("a drug that the text does not name, or a chemical, is left aside")
                continue
            try:
                drug_code(line.drug, "offense text")
            except CoverageError:
                notes.append(f"{line.drug} is not in the tables of law")
                continue
            amount = _charged(line)
            before = largest.get(line.drug)
            largest[line.drug] = amount if before is None else max(before, amount or 0)
    if len(largest) > MAX_DRUGS:
        notes.append(f"{len(largest)} drugs; those with the largest quantities are kept")
    kept = sorted(largest.items(), key=lambda pair: -(pair[1] or 0))[:MAX_DRUGS]
    return tuple(DrugLine(drug=drug, charged=amount) for drug, amount in kept), list(dict.fromkeys(notes))


def _charged(line: PrintedDrug) -> int | None:
    """The charged threshold in micrograms (millionths of a plant or unit); None where the text gives no quantity."""
    quantity = line.quantity
    if quantity is None or quantity.bound == "not stated":
        return None
    if quantity.bound in ("detectable", "less than", "at most") or quantity.amount is None:
        return 0
    return int(quantity.amount if quantity.unit == "ug" else quantity.amount * 1_000_000)


@cache
def _courts(text: str) -> tuple[tuple[int | None, tuple[int, ...]], ...]:
    courts = parse_district(text)
    found = []
    for entry in courts.entries:
        days = tuple(_span(when.year, when.month, when.day) for when in entry.dates if when.year is not None)
        found.append((entry.item, tuple(day for span in days for day in span)))
    return tuple(found)


def _span(year: int, month: int | None, day: int | None) -> Span:
    from clemency.cases.case import span_of

    text = f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if month and day else "")
    return span_of(text, "sentence date")


def _sentenced(grant: Grant, item: int | None) -> Span | None:
    """The day of the main count's judgment; a span where the text gives several days or only a year."""
    entries = [(number, days) for number, days in _courts(grant.district_text) if days]
    own = [days for number, days in entries if number == item] or [days for _, days in entries]
    ends = [end for days in own for end in days]
    if not ends:
        printed = parse_sentence(grant.sentence_text).dates
        ends = [end for when in printed if when.year for end in _span(when.year, when.month, when.day)]
    if not ends:
        ends = [day.toordinal() for day in grant.reading.sentenced_on]
    if not ends:
        ends = [end for year in grant.reading.sentenced_years for end in _span(year, None, None)]
    return Span(min(ends), max(ends)) if ends else None


def _imposed(sentence: Sentence, item: int | None) -> float | None:
    """Prison as first imposed, in months or life; where the text gives it only as amended, as amended."""
    own = tuple(judgment for judgment in sentence.judgments if judgment.item == item) or sentence.judgments
    alone = Sentence(sentence.text, own, sentence.runs)
    total = alone.prison_imposed or alone.prison_in_force
    if total is None or total.exact is None or total.death:
        return None
    return _months(total.exact)


def _months(length: Length) -> float | None:
    if length.life:
        return LIFE
    return length.months + round(length.days / DAYS_A_MONTH, 2) if length.months or length.days else None


def _why_not(charges: tuple[Charge, ...]) -> str:
    keys = [key for charge in charges for key in _keys(charge)]
    if not keys:
        return "no provision can be told from the words of the offense"
    return f"not modelled: {', '.join(dict.fromkeys(keys))}"

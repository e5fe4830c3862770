"""A case as a lawyer has it: every fact optional, each with the words of the judgment, turned into facts for the rules.

A case file is TOML (see `TEMPLATE`); the same keys serve `Case.from_dict`. What is left out stays unknown and widens the
answer, except the adjustments a court lists when it makes them (weapon, role, obstruction and the like): those are taken
as not made, and the comparison says so.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from clemency.cases.quantities import Quantity
from clemency.errors import CaseError, CoverageError, short, shown
from clemency.law import assemble
from clemency.law import columns as C
from clemency.law.dates import GUIDELINES_FROM, format_day, require_guidelines
from clemency.law.facts import (
    GUN_BRANDISHED,
    GUN_DISCHARGED,
    GUN_MACHINEGUN,
    GUN_POSSESSED,
    GUN_SHORT_BARRELED,
    LEVEL_GIVEN,
    LIFE,
    MAX_DRUGS,
    MAX_GUNS,
    NO_STATUTE,
    OTHER_STATUTE,
    S2D1_1,
    S2D1_2,
    STATED_LIMITS,
    TOTAL_GIVEN,
    UNKNOWN,
    USC21_841,
    USC21_844,
    USC21_859,
    USC21_860,
    USC21_861,
    USC21_960,
    Days,
    Facts,
)
from clemency.law.guidelines.s2d1_1 import ladder_steps
from clemency.law.statutes import usc21_841
from clemency.law.statutes.other import offense_minimum

if TYPE_CHECKING:
    from clemency.cases.counts import FurtherCount
    from clemency.cases.offense import Computation, Offense
    from clemency.cases.scored import PriorSentences
    from clemency.law.explain import Step

TEMPLATE = """\
# A case for `clemency compare`. Leave out what is not known: the answer becomes an interval and says what to look for.
name = "Example"

[days]
offense_ended = 1991-03-01      # a day, or "1991-03", or "1991"
convicted     = 1992-02-10
sentenced     = 1992-06-15

[count]
statute      = ["21 USC 841(a)(1)", "21 USC 846"]
subdivision  = "841(b)(1)(A)"   # if the judgment names it
priors_851   = 0                # prior convictions named in a notice under 21 U.S.C. 851
# serious_priors = 0            # how many of them meet the definitions of 2018
# death_or_serious_injury = false

[[count.drugs]]
drug    = "cocaine base"
weight  = "62 g"                # for the guideline; "at least 50 g" and "50 g to 150 g" are allowed
charged = "50 g or more"        # for the statute: as charged, admitted or found by the jury
# pure = "31 g"   doses = 599   plants = 120   pills = 800

[guideline]
# section = "2D1.1"   base_offense_level = 32 (if taken as given)   total_offense_level = 30
# section = "2B1.1"   facts = { loss = "$250,000", victims = 12 }   (outside drugs: `clemency level 2B1.1 --facts`)
weapon     = false
acceptance = 3                  # levels taken off
adjustments = [{ provision = "3B1.1(c)", levels = 2, reason = "organizer" }]
# safety_valve_conditions = true  (18 U.S.C. 3553(f)(2)-(5))

# [[counts]]                    # each further count of conviction; `group` joins counts under §3D1.2(a) to (c)
# statute = "18 USC 1343"   section = "2B1.1"   facts = { loss = "$30,000" }   (or level = 12, as the court found it)

[history]
category = "III"
points   = 5                    # as scored at sentencing
under_sentence = false          # status points were scored
recent_release = false          # recency points were scored
career_offender = false

[firearms]
# counts = ["possessed", "brandished"]      # 18 U.S.C. 924(c), in the order of the judgment
# prior_conviction = false

[sentence]
imposed = "151 months"          # months, or "life"
# substantial_assistance = true  (a government motion, USSG §5K1.1 or Rule 35(b); "below minimum": 18 U.S.C. § 3553(e))
"""

ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
POINTS_OF_CATEGORY = ((0, 1), (2, 3), (4, 6), (7, 9), (10, 12), (13, 999))
"""Least and most criminal history points of the categories I to VI (USSG ch. 5 pt. A); the last has no end."""
GUNS = {
    "possessed": GUN_POSSESSED,
    "used": GUN_POSSESSED,
    "carried": GUN_POSSESSED,
    "brandished": GUN_BRANDISHED,
    "discharged": GUN_DISCHARGED,
    "short-barreled": GUN_SHORT_BARRELED,
    "machinegun": GUN_MACHINEGUN,
    "destructive device": GUN_MACHINEGUN,
    "silencer": GUN_MACHINEGUN,
}
_841 = {"841", "846"}
_960 = {"952", "953", "955", "959", "960", "963"}
_BY_QUANTITY = {USC21_841, USC21_960, USC21_859, USC21_860, USC21_861, UNKNOWN}
_BY_SUBDIVISION = _BY_QUANTITY - {UNKNOWN}
_TIERS = {"A": C.TIER_A, "B": C.TIER_B, "C": C.TIER_C, "D": C.TIER_D, "E": C.TIER_E}


class Span(NamedTuple):
    """The first and last day on which something can have happened."""

    first: int
    last: int


@dataclass(frozen=True)
class DrugLine:
    """One drug of the count. Weights in micrograms; `units` are pills, doses or plants; None is unknown."""

    drug: str
    weight: Quantity | None = None
    pure: Quantity | None = None
    units: int | None = None
    charged: int | None = None
    near_protected: int | None = None


@dataclass(frozen=True, kw_only=True)
class Case:
    """The facts of one federal sentence. Every one may be None: unknown."""

    name: str = ""
    source: str = "case"
    offense_ended: Span | None = None
    convicted: Span | None = None
    sentenced: Span | None = None
    statutes: tuple[str, ...] = ()
    subdivision: str | None = None
    priors_851: int | None = None
    priors_851_least: int = 0
    priors_851_most: int | None = None
    serious_priors: int | None = None
    death_or_serious_injury: bool = False
    similar_prior: bool | None = None
    armed_career_criminal: bool = False
    drugs: tuple[DrugLine, ...] = ()
    section: str = "2D1.1"
    offense: Offense | None = None
    count_name: str = "count 1"
    group: str = ""
    further_counts: tuple[FurtherCount, ...] = ()
    identity_theft: tuple[bool | None, ...] = ()
    base_offense_level: int | None = None
    total_offense_level: int | None = None
    weapon: bool = False
    violence: bool = False
    premises: bool = False
    aggravating_factor: bool = False
    minimal_factors: bool = False
    meth_import: bool = False
    fentanyl_marketing: int = 0
    other_characteristics: int = 0
    aggravating_role: int = 0
    mitigating_role: int = 0
    obstruction: bool = False
    other_chapter3: int = 0
    acceptance: int | None = None
    labels: tuple[str, ...] = ()
    safety_valve_conditions: bool | None = None
    category: int | None = None
    points: int | None = None
    under_sentence: bool | None = None
    recent_release: bool | None = None
    violent_points: int = 0
    one_point_points: int | None = None
    prior_3_point: bool | None = None
    prior_2_point_violent: bool | None = None
    zero_point_excluded: bool | None = None
    career_offender: bool | None = None
    career_offender_open: bool = False
    armed_career: int = 0
    sex_offender: str = ""
    firearm_counts: tuple[int, ...] = ()
    firearm_prior: bool = False
    other_consecutive: float = 0.0
    statutory_minimum: float | None = None
    statutory_maximum: float | None = None
    imposed: float | None = None
    substantial_assistance: bool = False
    assistance_below_minimum: bool = False
    stated: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    findings: tuple[Step, ...] = ()
    prior_sentences: PriorSentences | None = None

    @classmethod
    def from_file(cls, path: str | Path) -> Case:
        """Read a TOML case file. Raises CaseError naming the file and the field."""
        text = read_text(Path(path))
        return cls.from_toml(text, str(path))

    @classmethod
    def from_toml(cls, text: str, source: str = "case") -> Case:
        """Read the text of a case file. `source` names it in messages."""
        try:
            data = tomllib.loads(text.removeprefix("\ufeff"))
        except (ValueError, RecursionError) as error:  # a number of thousands of digits, or brackets nested as deep
            why = "nested too deep" if isinstance(error, RecursionError) else short(error)
            raise CaseError(
                f"{source}: not a TOML case file: {why}. `clemency compare --template` writes one."
            ) from None
        return cls.from_dict(data, source)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], source: str = "case") -> Case:
        from clemency.cases.reading import read_case

        return read_case(data, source)

    def readings(self, on: int) -> Iterator[Reading]:
        """Complete ways to read the days: one for each state of the law that a span of dates can mean.

        on: the chosen day; a sentence whose day is not known lies between the offense and it.
        """
        for sentenced in self._sentencing_days(on):
            for offense in self._offense_days(sentenced):
                days = (offense, self._conviction_day(offense, sentenced), sentenced)
                yield Reading(self._facts(days, harsh=False), self._facts(days, harsh=True))

    def _sentencing_days(self, on: int) -> list[int]:
        first = max(self.offense_ended.first if self.offense_ended else GUIDELINES_FROM, GUIDELINES_FROM)
        span = self.sentenced or Span(first, on)
        start = max(span.first, first)
        changes = [act.day for act in assemble.acts() if start < act.day <= span.last]
        return sorted({start, span.last, *changes})

    def _offense_days(self, sentenced: int) -> list[int]:
        if self.offense_ended is None:
            return [UNKNOWN]
        last = min(self.offense_ended.last, sentenced)
        return sorted({min(self.offense_ended.first, last), last})

    def _conviction_day(self, offense: int, sentenced: int) -> int:
        if self.convicted is None or self.convicted.first != self.convicted.last:
            return UNKNOWN
        return min(max(self.convicted.first, offense), sentenced)

    def _facts(self, days: tuple[int, int, int], harsh: bool) -> Facts:
        """Facts with what is unknown marked, spans of weight at their lenient or severe end."""
        offense, conviction, sentenced = days
        state = assemble.state_on(sentenced)
        family, other, conspiracy = count_of(self)
        lines = [self._line(line, state, harsh) for line in self.drugs]
        pad = MAX_DRUGS - len(lines)
        not_charged = self.subdivision is not None and self.tier not in (C.TIER_A, C.TIER_B)
        facts = Facts(
            offense_day=offense,
            conviction_day=conviction,
            sentencing_day=sentenced,
            statute=family,
            other_offense=other,
            conspiracy=conspiracy,
            stated_minimum=self.statutory_minimum or 0.0,
            stated_maximum=-1.0 if self.statutory_maximum is None else self.statutory_maximum,
            priors_851=self._priors(harsh),
            serious_priors=_or_unknown(self.serious_priors),
            death=int(self.death_or_serious_injury),
            similar_prior=_or_unknown(self.similar_prior),
            armed_career_statute=int(self.armed_career_criminal),
            guideline=self.guideline,
            level_given=self.level_given,
            drug=tuple(line[0] for line in lines) + (C.NO_DRUG,) * pad,
            weight=tuple(line[1] for line in lines) + (0,) * pad,
            pure=tuple(line[2] for line in lines) + (0,) * pad,
            units=tuple(line[3] for line in lines) + (0,) * pad,
            charged=tuple(line[4] for line in lines) + (UNKNOWN,) * pad,
            quantity_not_charged=int(not_charged),
            protected_weight=self._protected_weight(),
            weapon=int(self.weapon),
            violence=int(self.violence),
            premises=int(self.premises),
            aggravating_factor=int(self.aggravating_factor),
            minimal_factors=int(self.minimal_factors),
            meth_import=int(self.meth_import),
            fentanyl_marketing=self.fentanyl_marketing,
            other_characteristics=0 if self.level_is_total else self.other_characteristics,
            aggravating_role=0 if self.level_is_total else self.aggravating_role,
            mitigating_role=0 if self.level_is_total else self.mitigating_role,
            obstruction=0 if self.level_is_total else int(self.obstruction),
            other_chapter3=0 if self.level_is_total else self.other_chapter3,
            acceptance=0 if self.level_is_total else self._acceptance(),
            category_given=_or_unknown(self.category),
            points_total=_or_unknown(self.points),
            points=0,
            status=_or_unknown(self.under_sentence),
            recency=_or_unknown(self.recent_release),
            violent_points=self.violent_points,
            one_point_points=_or_unknown(self.one_point_points),
            prior_3_point=_or_unknown(self.prior_3_point),
            prior_2_point_violent=_or_unknown(self.prior_2_point_violent),
            zero_point_excluded=_or_unknown(self.zero_point_excluded),
            career_offender=self._career(harsh),
            armed_career=self.armed_career,
            safety_valve_conduct=_or_unknown(self.safety_valve_conditions),
            guns=self.firearm_counts + (0,) * (MAX_GUNS - len(self.firearm_counts)),
            gun_prior=int(self.firearm_prior),
            other_consecutive=self._other_consecutive(days),
            imposed=-1.0 if self.imposed is None else self.imposed,
        )
        return self._with_charged_tier(facts, days)

    def _line(self, line: DrugLine, state: int, harsh: bool) -> tuple[int, int, int, int, int]:
        code = drug_code(line.drug, self.source)
        weight = line.weight or self._weight_of_level(code, state)
        return (
            code,
            _end(weight, harsh),
            _end(line.pure, harsh),
            UNKNOWN if line.units is None else line.units,
            UNKNOWN if line.charged is None else line.charged,
        )

    def _weight_of_level(self, code: int, state: int) -> Quantity | None:
        """A stated base level tells the row of the table, and so between which weights the weight lay."""
        level = self.stated.get("base_offense_level")
        ladder = assemble.law().book[state * C.BOOK_WIDTH + C.LADDER + code]
        if level is None or len(self.drugs) != 1 or ladder == 0 or self.mitigating_role:
            return None
        law, above = assemble.law(), None
        if law.ladders[ladder] != C.BY_WEIGHT:
            return None
        for quantity, its_level in ladder_steps(law, ladder):
            if its_level == level:
                return Quantity(quantity, None if above is None else above - 1, False)
            above = quantity
        return None

    def _with_charged_tier(self, facts: Facts, days: tuple[int, int, int]) -> Facts:
        """A subdivision named in the judgment is a charged threshold: the least quantity that reached it then."""
        tier = self.tier
        if tier not in (C.TIER_A, C.TIER_B) or facts.statute not in _BY_SUBDIVISION or not self.drugs:
            return facts
        law = assemble.law()
        offense = assemble.state_on(days[0] if days[0] != UNKNOWN else days[2])
        at = Days(offense, offense, assemble.state_on(days[2]))
        family = C.FAMILY_960 if facts.statute == USC21_960 else C.FAMILY_841
        charged = list(facts.charged)
        for i, line in enumerate(self.drugs):
            known = facts.weight[i] if line.weight and line.weight.exact else UNKNOWN
            charged[i] = usc21_841.named_quantity(law, facts, at, family, tier, i, known)
        return facts._replace(charged=tuple(charged))

    @property
    def tier(self) -> int | None:
        """The subdivision of § 841(b)(1) or § 960(b) that the judgment names."""
        if self.subdivision is None:
            return None
        letter = re.search(r"\(b\)\(1\)\(([A-E])\)", self.subdivision)
        if letter and "960" not in self.subdivision:
            return _TIERS[letter[1]]
        paragraph = re.search(r"\(b\)\(([1-7])\)", self.subdivision)
        return int(paragraph[1]) - 1 if paragraph else None

    @property
    def computation(self) -> Computation | None:
        """What works out the figures beside the engine: a level or a score by edition, several counts; None is the engine."""
        found: Computation | None = self.offense
        if self.further_counts or self.identity_theft:
            from clemency.cases.counts import Counts

            identity = offense_named("18 USC 1028A(a)(1)")
            found = Counts(
                self.count_name,
                self.section,
                self.group,
                self.offense,
                self.further_counts,
                self.identity_theft,
                identity,
            )
        by_conduct = self.guideline == S2D1_2 and self.statutes and count_of(self)[0] in (USC21_841, USC21_960)
        if self.prior_sentences is not None or self.sex_offender or by_conduct:
            from clemency.cases.offense import Engine

            found = found or Engine()
        if self.prior_sentences is not None and found is not None:
            from clemency.cases.scored import Scored

            found = Scored(found, self.prior_sentences)
        if self.sex_offender and found is not None:
            from clemency.cases.repeat_offender import RepeatOffender

            found = RepeatOffender(found, self.sex_offender)
        if by_conduct and found is not None:
            from clemency.cases.by_conviction import ByConviction

            found = ByConviction(found)
        return found

    @property
    def level_is_total(self) -> bool:
        """Only the total offense level is known: it is taken as given on both days."""
        beside = self.base_offense_level is not None or self.drugs or self.offense is not None
        return self.total_offense_level is not None and not beside

    @property
    def guideline(self) -> int:
        """Which guideline sets the level. Only the trafficking statutes lead to the drug quantity table."""
        if self.level_is_total:
            return TOTAL_GIVEN
        if self.offense is not None or self.base_offense_level is not None or not self.drugs:
            return LEVEL_GIVEN
        if count_of(self)[0] not in _BY_QUANTITY:
            return LEVEL_GIVEN
        return S2D1_2 if self.section == "2D1.2" else S2D1_1

    @property
    def level_given(self) -> int:
        """The level taken as given; unknown where a count has none; 0 where only consecutive terms are computed."""
        if self.level_is_total:
            return self.total_offense_level or 0
        if self.base_offense_level is not None:
            return self.base_offense_level
        if self.offense is not None:
            return 1  # each edition puts its own in place
        return 0 if self.guideline != LEVEL_GIVEN or count_of(self)[0] == NO_STATUTE else UNKNOWN

    def _priors(self, harsh: bool) -> int:
        """Noticed priors; "1 or more" runs from one to the two that the statute tells apart, or to the number possible."""
        if self.priors_851 is None and (self.priors_851_least or self.priors_851_most is not None):
            most = max(self.priors_851_least, 2) if self.priors_851_most is None else self.priors_851_most
            return most if harsh else self.priors_851_least
        return _or_unknown(self.priors_851)

    def _protected_weight(self) -> int:
        if self.guideline != S2D1_2 or not self.drugs:
            return 0
        return _or_unknown(self.drugs[0].near_protected)

    def _acceptance(self) -> int:
        if self.acceptance is None:
            computed = self.drugs or self.base_offense_level is not None or self.offense is not None
            return UNKNOWN if computed else 0
        return max(self.acceptance - 1, 0)

    def _career(self, harsh: bool) -> int:
        if self.career_offender is None and (self.career_offender_open and self.category in (None, 6)):
            return int(harsh)  # the prior sentences leave it open, whatever points they come to
        if self.career_offender is None and self.category is not None and self.category != 6:
            return 0  # a career offender's category is VI in every case (§4B1.1(b))
        return _or_unknown(self.career_offender)

    def _other_consecutive(self, days: tuple[int, int, int]) -> float:
        """Terms that other statutes add: 18 U.S.C. § 1028A, two years a count."""
        months = self.other_consecutive
        law = assemble.law()
        state = assemble.state_on(days[0] if days[0] != UNKNOWN else days[2])
        for statute in self.statutes:
            if statute.startswith("18 USC 1028A"):
                offense = offense_named(statute)
                months += (
                    max(offense_minimum(law, Days(state, state, state), offense, 0), 0.0) if offense is not None else 0
                )
        return months

    def with_facts(self, **changes: Any) -> Case:
        """The same case with some facts changed."""
        return replace(self, **changes)


class Reading(NamedTuple):
    """One way to read the days of a case: facts with spans at their lenient and at their severe end."""

    lenient: Facts
    severe: Facts


def _or_unknown(value: int | bool | None) -> int:
    return UNKNOWN if value is None else int(value)


def _end(span: Quantity | None, harsh: bool) -> int:
    if span is None:
        return UNKNOWN
    value = span.most if harsh else span.least
    return UNKNOWN if value is None else value


MOST_BYTES = 1_000_000
"""A case file is a page or two; anything larger is some other file, and is not read into memory."""


def read_text(path: Path) -> str:
    """A text file as UTF-8, without its byte-order mark; every way it can fail is one clear message."""
    try:
        with path.open("rb") as file:
            return read_stream(file, str(path))
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise CaseError(f"{path}: cannot be read: {why}. Check the name and the rights.") from None


def read_stream(file: IO[bytes], source: str) -> str:
    """The text of an open case file, by the same rules. `source` names it in messages."""
    raw = file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise CaseError(
            f"{source}: more than {MOST_BYTES // 1_000_000} MB, which no case file is. Give one case; "
            "`clemency screen` takes a file of many."
        )
    if not raw.strip():
        raise CaseError(f"{source}: the file is empty. `clemency compare --template` writes an example.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CaseError(f"{source}: not UTF-8 text (byte {error.start}). Save the file as UTF-8.") from None


_BY_NAME: dict[str, int] = {}


def drug_code(name: str, where: str) -> int:
    """The code of a drug by name, label or alias. CoverageError for one the tables do not know."""
    if not _BY_NAME:
        for drug in assemble.drugs():
            for alias in (drug.name, drug.label, *drug.aliases):
                _BY_NAME.setdefault(_plain(alias), drug.code)
    code = _BY_NAME.get(_plain(name))
    if code is None:
        import difflib

        near = difflib.get_close_matches(_plain(name), _BY_NAME, n=3, cutoff=0.6)
        hint = f"Did you mean {', '.join(repr(text) for text in near)}? " if near else ""
        raise CoverageError(
            f"{where}: drug {shown(name)} is not in the tables. {hint}`clemency law show drugs` lists them."
        )
    return code


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", name.lower()).strip()


def offense_named(statute: str) -> int | None:
    """The code of an offense in the table of other statutes, by the statute as written."""
    for offense in assemble.offenses():
        if statute in offense.aliases:
            return offense.code
    return None


def normal_statute(text: str) -> str:
    """ "21 U.S.C. § 841(a)(1)" and the like as "21 USC 841(a)(1)"."""
    plain = re.sub(r"u\.?\s?s\.?\s?c\.?", "USC", text, flags=re.IGNORECASE)
    plain = plain.replace("§", " ").replace("Section", " ").replace("section", " ")
    return " ".join(plain.split()).replace(" (", "(")


def count_of(case: Case) -> tuple[int, int, int]:
    """Family of the count's statute, offense in the table of other statutes, and whether it was only an attempt or conspiracy.

    Of several statutes the drug count governs; firearm and identity-theft terms are added apart.
    """
    titled = [re.match(r"(\d+) USC (\w+)", statute) for statute in case.statutes]
    drug_sections = {match[2] for match in titled if match and match[1] == "21"}
    conspiracy = int(bool(drug_sections & {"846", "963"}) and not drug_sections & {"841", "960", "952"})
    for section, family in (("859", USC21_859), ("860", USC21_860), ("861", USC21_861)):
        if section in drug_sections:
            return family, 0, conspiracy
    if drug_sections & _841:
        return USC21_841, 0, conspiracy
    if drug_sections & _960:
        return USC21_960, 0, conspiracy
    if "844" in drug_sections:
        return USC21_844, 0, 0
    for statute in case.statutes:
        if statute.startswith(("18 USC 924(c)", "18 USC 1028A")):
            continue  # § 3559(c), where it applies, stands before the statute of the count
        code = offense_named(statute)
        if code is not None:
            return OTHER_STATUTE, code, 0
    if case.statutory_minimum is not None or case.statutory_maximum is not None:
        return STATED_LIMITS, 0, 0
    if not case.statutes and case.drugs:
        return UNKNOWN, 0, 0
    return NO_STATUTE, 0, 0


def span_of(value: Any, where: str) -> Span:
    """A day, month or year as the span of days it can mean."""
    if isinstance(value, date):
        day = date(value.year, value.month, value.day).toordinal()
        return Span(day, day)
    text = str(value).strip()
    match = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", text)
    if not match:
        raise CaseError(
            f"{where}: {shown(text)} is not a date. Write 1992-06-15, or 1992-06, or 1992 if only that is known."
        )
    year, month, day = match[1], match[2], match[3]
    try:
        first = date(int(year), int(month or 1), int(day or 1))
        if day:
            return Span(first.toordinal(), first.toordinal())
        if month:
            following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        else:
            following = date(first.year + 1, 1, 1)
    except ValueError:
        raise CaseError(f"{where}: {shown(text)} is not a day of the calendar. Check the month and the day.") from None
    return Span(first.toordinal(), following.toordinal() - 1)


def check_days(case: Case) -> None:
    """Days in their order, within coverage. Raises an error naming both facts where two contradict each other."""
    where = case.source
    if case.offense_ended:
        require_guidelines(case.offense_ended.last, f"{where}: days.offense_ended")
    for earlier, later in (("offense_ended", "sentenced"), ("offense_ended", "convicted"), ("convicted", "sentenced")):
        first: Span | None = getattr(case, earlier)
        second: Span | None = getattr(case, later)
        if first and second and second.last < first.first:
            raise CaseError(
                f"{where}: days.{later} ({format_day(second.last)}) lies before days.{earlier} "
                f"({format_day(first.first)}). One of the two is wrong; check the judgment."
            )
    if case.sentenced:
        require_guidelines(case.sentenced.last, f"{where}: days.sentenced")


FIELD_NAMES = {f.name for f in fields(Case)}
LIFE_WORDS = {"life", "life imprisonment"}


def months_of(value: Any, where: str) -> float:
    """Months from a number, "151 months", "12 years" or "life"."""
    if isinstance(value, bool):
        raise CaseError(f"{where}: {shown(value)} is not a term. Write months, such as 151, or 'life'.")
    if isinstance(value, int | float):
        months = float(value)
    else:
        text = str(value).strip().lower()
        if text in LIFE_WORDS:
            return LIFE
        match = re.fullmatch(r"(-?\d+(?:\.\d+)?)\s*(months?|years?|days?)?", text)
        if not match:
            raise CaseError(f"{where}: {shown(value)} is not a term. Write months, such as '151 months', or 'life'.")
        months = float(match[1])
        unit = match[2] or "months"
        months = months * 12 if unit.startswith("year") else months / 30 if unit.startswith("day") else months
    if not 0 <= months <= 12_000:
        raise CaseError(f"{where}: {shown(value)} is not a possible term. Write months from 0 to 12000, or 'life'.")
    return months

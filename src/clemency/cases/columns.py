"""The columns of a file of cases: what each holds, and how a batch of rows becomes facts for the compiled rules.

`DICTIONARY` is the whole list, from which `docs/reference/columns.md` and the template are made. A column that the file
lacks, and a null in one that it has, mean the same as a fact left out of a case file (docs/adr/0003). A value that cannot
stand sets its row aside with the reason; it never stops the run.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute

from clemency.cases import reading
from clemency.cases.case import GUNS, POINTS_OF_CATEGORY, ROMAN, Case, count_of, drug_code, months_of, span_of
from clemency.errors import CoverageError, InputError
from clemency.law import assemble, batch
from clemency.law import columns as C
from clemency.law.dates import GUIDELINES_FROM, format_day
from clemency.law.facts import (
    LEVEL_GIVEN,
    LIFE,
    MAX_DRUGS,
    MAX_GUNS,
    NO_STATUTE,
    S2D1_1,
    S2D1_2,
    STATED_LIMITS,
    TOTAL_GIVEN,
    UNKNOWN,
    USC21_841,
    USC21_859,
    USC21_861,
    USC21_960,
)
from clemency.law.guidelines.s4a1_1 import added_points

pc: Any = pyarrow.compute  # its functions are made when it is imported, unseen by type checkers

EPOCH = 719_163
"""Day number of 1970-01-01, from which Arrow counts."""

DAY, TEXT, WHOLE, YES_NO, GRAMS, MONTHS = "day", "text", "whole number", "yes or no", "grams", "months or life"


class Column(NamedTuple):
    """One column of a file of cases. `least` and `most` bound a whole number."""

    name: str
    kind: str
    about: str
    least: int = 0
    most: int = 0


def _drug_columns() -> tuple[Column, ...]:
    found: list[Column] = []
    for n in range(1, MAX_DRUGS + 1):
        found += [
            Column(f"drug_{n}", TEXT, f"drug {n}, by a name of `clemency law show drugs`"),
            Column(f"weight_g_{n}", GRAMS, f"weight of drug {n} for the guideline"),
            Column(f"pure_g_{n}", GRAMS, f"pure substance in drug {n}"),
            Column(f"charged_g_{n}", GRAMS, f"quantity of drug {n} charged, admitted or found, for the statute"),
            Column(
                f"charged_plants_{n}", WHOLE, f"number charged, where drug {n} is marijuana plants", 0, 1_000_000_000
            ),
            Column(f"units_{n}", WHOLE, f"pills, doses or plants of drug {n}", 0, 1_000_000_000),
        ]
    return tuple(found)


DICTIONARY: tuple[Column, ...] = (
    Column("case_id", TEXT, "any name of the row; comes back in the output and in the rejects"),
    Column("offense_date", DAY, "last day of the offense"),
    Column("conviction_date", DAY, "day of the plea or verdict"),
    Column("sentencing_date", DAY, "day of sentencing"),
    Column("statute", TEXT, "statute of conviction, as `21 USC 841(a)(1)`; several parted by `;`"),
    Column("subdivision", TEXT, "subdivision named in the judgment, as `841(b)(1)(A)`"),
    Column("priors_851", WHOLE, "prior convictions noticed under 21 U.S.C. § 851", 0, 20),
    Column("serious_priors", WHOLE, "how many of them meet the definitions of 2018", 0, 20),
    Column("death_or_serious_injury", YES_NO, "the conviction establishes that death or serious injury resulted"),
    Column("similar_prior", YES_NO, "prior conviction for a similar offense (§2D1.1(a))"),
    Column("armed_career_criminal", YES_NO, "sentenced under 18 U.S.C. § 924(e)"),
    Column("statutory_minimum", MONTHS, "minimum as stated in the judgment, for a statute that is not tabulated"),
    Column("statutory_maximum", MONTHS, "maximum as stated in the judgment"),
    *_drug_columns(),
    Column("guideline", TEXT, "`2D1.1` or `2D1.2`"),
    Column("near_protected_g", GRAMS, "weight of drug 1 that directly involved a protected location (§2D1.2)"),
    Column("base_offense_level", WHOLE, "base offense level, if it is to be taken as given", 1, 43),
    Column("total_offense_level", WHOLE, "total offense level, if nothing else of the level is known", 1, 60),
    Column("weapon", YES_NO, "§2D1.1(b)(1)"),
    Column("violence", YES_NO, "§2D1.1(b)(2), from 2010-11-01"),
    Column("premises", YES_NO, "§2D1.1(b)(12), from 2010-11-01"),
    Column("aggravating_factor", YES_NO, "a factor of §2D1.1(b)(16) beside an aggravating role"),
    Column("minimal_participant_factors", YES_NO, "§2D1.1(b)(17)"),
    Column("meth_import", YES_NO, "methamphetamine import or manufacture, §2D1.1(b)(5)"),
    Column("fentanyl_marketing", TEXT, "`knowing` or `reckless`"),
    Column("other_characteristics", WHOLE, "other levels of Chapter Two", -20, 40),
    Column("aggravating_role", WHOLE, "levels added by §3B1.1", 0, 4),
    Column("mitigating_role", WHOLE, "levels taken off by §3B1.2", 0, 4),
    Column("obstruction", YES_NO, "§3C1.1"),
    Column("other_chapter3", WHOLE, "other levels of Chapter Three", -20, 40),
    Column("acceptance", WHOLE, "levels taken off by §3E1.1", 0, 3),
    Column("safety_valve_conditions", YES_NO, "18 U.S.C. § 3553(f)(2)-(5) met"),
    Column("category", TEXT, "criminal history category, `I` to `VI` or 1 to 6"),
    Column("points", WHOLE, "criminal history points at sentencing", 0, 200),
    Column("under_sentence", YES_NO, "status points were scored"),
    Column("recent_release", YES_NO, "recency points were scored"),
    Column("violent_points", WHOLE, "points of §4A1.1(e) (earlier (f))", 0, 20),
    Column("one_point_points", WHOLE, "points from one-point sentences", 0, 200),
    Column("prior_3_point", YES_NO, "a prior sentence of three points"),
    Column("prior_2_point_violent", YES_NO, "a prior violent offense of two points"),
    Column("zero_point_excluded", YES_NO, "an exclusion of §4C1.1(a) applies"),
    Column("career_offender", YES_NO, "sentenced as a career offender (§4B1.1)"),
    Column("armed_career", TEXT, "§4B1.4: `yes`, or `with violence` for level 34"),
    Column("firearms", TEXT, "counts under 18 U.S.C. § 924(c) in order, as `possessed;brandished`"),
    Column("firearm_prior", YES_NO, "a § 924(c) conviction was final before"),
    Column("other_consecutive_months", MONTHS, "terms that other statutes add"),
    Column("imposed_months", MONTHS, "the sentence imposed"),
)
NAMES = tuple(column.name for column in DICTIONARY)
BY_NAME = {column.name: column for column in DICTIONARY}


class Reject(NamedTuple):
    """A row set aside: its number in the file (from 1), the field and value that cannot stand, why, and what to do."""

    row: int
    case_id: str
    field: str
    value: str
    reason: str
    remedy: str


class Broken(NamedTuple):
    """A row of a text whose fields do not fit its header: its number in the file, how many fields it has and should have."""

    number: int
    actual: int
    expected: int
    text: str


def numbers_past(broken: list[Broken], first: int, count: int) -> np.ndarray:
    """Numbers of the next `count` rows of a file from `first` on, past the broken ones."""
    skipped = {each.number for each in broken}
    if not skipped:
        return np.arange(first, first + count)
    found, row = [], first
    while len(found) < count:
        if row not in skipped:
            found.append(row)
        row += 1
    return np.array(found)


@dataclass
class Reading:
    """Facts of one batch: the columns for the rules, which rows stand, and which are not modelled.

    `provision` holds, for each row, the provision that is not modelled, or nothing.
    """

    columns: batch.Columns
    rows: np.ndarray
    case_id: pa.Array | None
    provision: np.ndarray
    imposed: np.ndarray
    rejects: list[Reject]


class _Codes(NamedTuple):
    """What one text of a column means: a code for each of several facts, or why it means nothing."""

    codes: tuple[Any, ...]
    problem: tuple[str, str] | None = None


@dataclass
class Reader:
    """Turns batches of one file into facts. It remembers what each text meant, so that a text is read once a file."""

    on: int
    _meaning: dict[str, dict[str, _Codes]] = field(default_factory=dict)

    def read(self, table: pa.RecordBatch, numbers: np.ndarray) -> Reading:
        """numbers: of each row in the file, from 1."""
        return _Batch(self, table, numbers).read()

    def meanings(self, column: str, texts: list[str], read: Callable[[str], tuple[Any, ...]]) -> list[_Codes]:
        known = self._meaning.setdefault(column, {})
        found = []
        for text in texts:
            code = known.get(text)
            if code is None:
                try:
                    code = _Codes(read(text))
                except InputError as problem:
                    code = _Codes((), _split(str(problem)))
                known[text] = code
            found.append(code)
        return found


_BETWEEN = re.compile(r"(?<=[a-z0-9'\")])\. (?=[A-Z])")


def _split(message: str) -> tuple[str, str]:
    """Reason and remedy of a message: its sentences say first why, then what to do."""
    reason, *remedy = _BETWEEN.split(message.removeprefix("x: "), maxsplit=1)
    if not remedy:
        return reason, "Correct the value, or leave it empty if it is not known."
    return reason + ".", remedy[0]


class _Batch:
    """One batch being read: arrays by fact, and the rows found bad so far.

    A column that the file does not have is an array of one element, which stands for every row.
    """

    def __init__(self, reader: Reader, table: pa.RecordBatch, row_numbers: np.ndarray) -> None:
        self.reader, self.table, self.row_numbers = reader, table, row_numbers
        self.size = table.num_rows
        self.bad = np.zeros(self.size, np.bool_)
        self.rejects: list[Reject] = []
        self.names = set(table.schema.names)

    # -- problems ------------------------------------------------------------------------------------------------------

    def reject(self, mask: np.ndarray, name: str, reason: str, remedy: str) -> None:
        """Set aside the rows of a mask, each with its value as given. The first problem of a row is the one reported."""
        rows = np.flatnonzero(mask & ~self.bad)
        self.bad[rows] = True
        for row in rows.tolist():
            value = self.table.column(name)[row].as_py() if name in self.names else ""
            shown = "" if value is None else str(value)
            self.rejects.append(
                Reject(int(self.row_numbers[row]), self._id(row), name, _shortened(shown), reason, remedy)
            )

    def _id(self, row: int) -> str:
        return str(self.table.column("case_id")[row].as_py() or "") if "case_id" in self.names else ""

    # -- one column ----------------------------------------------------------------------------------------------------

    def array(self, name: str) -> pa.Array | None:
        """The column without its dictionary; None where the file has none or it holds nothing."""
        if name not in self.names:
            return None
        found = self.table.column(name)
        return None if pa.types.is_null(found.type) or found.null_count == self.size else found

    def texts(self, name: str, read: Callable[[str], tuple[Any, ...]], absent: tuple[Any, ...]) -> list[np.ndarray]:
        """Codes of a text column, one array a fact. Each distinct text is read once."""
        found = self.array(name)
        if found is None:
            return [np.array([value]) for value in absent]
        encoded = _encoded(found)
        words = [text.strip() for text in encoded.dictionary.to_pylist()]
        meanings = self.reader.meanings(name, words, read)
        index = pc.fill_null(encoded.indices, len(words)).to_numpy(zero_copy_only=False)
        columns = []
        for k, default in enumerate(absent):
            values = [
                default if text == "" or m.problem else m.codes[k] for text, m in zip(words, meanings, strict=True)
            ]
            columns.append(np.array([*values, default])[index])
        for k, (text, meaning) in enumerate(zip(words, meanings, strict=True)):
            if meaning.problem and text != "":
                self.reject(index == k, name, *meaning.problem)
        return columns

    def numbers(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        """Values and which are given. Text must be a plain decimal number; single precision is read as it prints."""
        found = self.array(name)
        if found is None:
            return np.zeros(1), np.zeros(1, np.bool_)
        if pa.types.is_dictionary(found.type):
            found = pc.cast(found, found.type.value_type)
        if pa.types.is_float32(found.type) or pa.types.is_float16(found.type) or pa.types.is_decimal(found.type):
            found = pc.cast(found, pa.string())
        if pa.types.is_string(found.type) or pa.types.is_large_string(found.type):
            found = pc.utf8_trim_whitespace(found)
            found = pc.if_else(pc.equal(found, ""), pa.scalar(None, found.type), found)
            plain = pc.match_substring_regex(found, r"^[+-]?(\d{1,15}(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?$")
            wrong = pc.fill_null(pc.invert(plain), False).to_numpy(zero_copy_only=False)
            if wrong.any():
                self.reject(wrong, name, "not a number.", "Write a plain number, without units or separators.")
                found = pc.if_else(pa.array(wrong), pa.scalar(None, found.type), found)
        elif not (
            pa.types.is_integer(found.type) or pa.types.is_floating(found.type) or pa.types.is_boolean(found.type)
        ):
            self.reject(
                np.ones(self.size, np.bool_), name, f"a column of type {found.type}.", "Give a column of numbers."
            )
            return np.zeros(self.size), np.zeros(self.size, np.bool_)
        values = pc.fill_null(pc.cast(found, pa.float64(), safe=False), 0.0).to_numpy(zero_copy_only=False)
        given = pc.is_valid(found).to_numpy(zero_copy_only=False)
        odd = given & ~np.isfinite(values)
        if odd.any():
            self.reject(odd, name, "not a number.", "Leave it empty if it is not known.")
            values = np.where(odd, 0.0, values)
        return values, given & ~odd

    def whole(self, name: str, absent: int = UNKNOWN) -> np.ndarray:
        column, found = BY_NAME[name], self.array(name)
        if found is not None and pa.types.is_integer(found.type) and found.null_count == 0:
            exact = found.to_numpy()
            if exact.min() >= column.least and exact.max() <= column.most:
                return exact.astype(np.int64)
        values, given = self.numbers(name)
        if not given.any():
            return np.array([absent])
        wrong = given & ((values < column.least) | (values > column.most) | (values != np.floor(values)))
        if wrong.any():
            self.reject(
                wrong,
                name,
                f"not a whole number from {column.least} to {column.most}.",
                "Correct it, or leave it empty if it is not known.",
            )
        return np.where(given & ~wrong, values, absent).astype(np.int64)

    def yes_no(self, name: str, absent: int) -> np.ndarray:
        found = self.array(name)
        if found is not None and pa.types.is_boolean(found.type):
            values = pc.fill_null(pc.cast(found, pa.int8()), absent)
            return values.to_numpy(zero_copy_only=False)
        return self.texts(name, _yes_no, (absent,))[0]

    def grams(self, name: str) -> np.ndarray:
        """Micrograms, exactly; UNKNOWN where not given. What is finer than a microgram is cut off, never rounded up."""
        values, given = self.numbers(name)
        if not given.any():
            return np.array([UNKNOWN])
        negative = given & (values < 0)
        if negative.any():
            self.reject(negative, name, "a negative weight.", "Write the weight as found.")
        absurd = given & (values > MOST_GRAMS)
        if absurd.any():
            self.reject(absurd, name, f"more than {MOST_GRAMS:,} g.", "Check the unit: the column holds grams.")
        fine = np.where(negative | absurd, 0.0, values) * 1e6
        nearest = np.rint(fine)
        # A decimal of six places times a million misses a whole number by less than this; anything else is finer.
        exact = np.abs(fine - nearest) <= fine * 2.0**-50
        micrograms = np.where(exact, nearest, np.floor(fine)).astype(np.int64)
        return np.where(given, micrograms, UNKNOWN)

    def months(self, name: str, absent: float) -> np.ndarray:
        found = self.array(name)
        if found is None:
            return np.array([absent])
        if pa.types.is_integer(found.type) or pa.types.is_floating(found.type):
            values = pc.fill_null(pc.cast(found, pa.float64()), absent).to_numpy(zero_copy_only=False)
            given = pc.is_valid(found).to_numpy(zero_copy_only=False)
            wrong = given & ~((values >= 0) & ((values <= 12_000) | (values == LIFE)))
            if wrong.any():
                self.reject(wrong, name, "not a possible term.", "Write months from 0 to 12000, or 'life'.")
            return np.where(wrong, absent, values)
        return self.texts(name, _months, (absent,))[0].astype(float)

    def days(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        """First and last day that a date can mean; UNKNOWN where not given. Text may be a day, a month or a year."""
        found = self.array(name)
        if found is None:
            return np.array([UNKNOWN]), np.array([UNKNOWN])
        if pa.types.is_timestamp(found.type):
            found = pc.cast(found, pa.date32(), safe=False)
        if pa.types.is_date(found.type):
            days = pc.cast(found, pa.date32()).cast(pa.int32())
            plain = pc.fill_null(pc.add(days, EPOCH), UNKNOWN).to_numpy(zero_copy_only=False)
            return plain, plain
        first, last = self.texts(name, _span, (UNKNOWN, UNKNOWN))
        return first, last

    # -- the whole row -------------------------------------------------------------------------------------------------

    def read(self) -> Reading:
        given: dict[str, Any] = {}
        self._days(given)
        provision = self._statutes(given)
        lines = self._drugs(given)
        self._levels(given, lines)
        # §2D1.2 by relevant conduct gave way to §2D1.1 with amendment 591, which the compiled rules do not follow.
        by_conduct = (given["guideline"] == S2D1_2) & np.isin(given["statute"], (USC21_841, USC21_960))
        if by_conduct.any():
            provision = np.where(
                by_conduct & (provision == ""), "2D1.2 without a conviction under 21 USC 859-861", provision
            )
        self._history(given)
        given["guns"] = self.texts("firearms", _guns, (0,) * MAX_GUNS)
        given["gun_prior"] = self.yes_no("firearm_prior", 0)
        given["other_consecutive"] = self.months("other_consecutive_months", 0.0)
        given["imposed"] = self.months("imposed_months", -1.0)
        self._check_added_points(given)
        self._check_known(given, lines)
        stand = np.flatnonzero(~self.bad)
        if len(stand) < self.size:
            given = {name: _taken(values, stand) for name, values in given.items()}
        case_id = self.table.column("case_id") if "case_id" in self.names else None
        return Reading(
            batch.columns(len(stand), given),
            self.row_numbers[stand],
            None if case_id is None else case_id.take(pa.array(stand)),
            np.broadcast_to(provision, self.size)[stand],
            np.broadcast_to(np.asarray(given["imposed"], float), len(stand)),
            sorted(self.rejects),
        )

    def _days(self, given: dict[str, Any]) -> None:
        offense, convicted, sentenced = (self.days(f"{name}_date") for name in ("offense", "conviction", "sentencing"))
        known = [span[0] != UNKNOWN for span in (offense, convicted, sentenced)]
        order = (
            ("offense_date", offense, known[0], "conviction_date", convicted, known[1]),
            ("offense_date", offense, known[0], "sentencing_date", sentenced, known[2]),
            ("conviction_date", convicted, known[1], "sentencing_date", sentenced, known[2]),
        )
        for name, early, early_known, later_name, later, later_known in order:
            wrong = early_known & later_known & (later[1] < early[0])
            if wrong.any():
                self.reject(wrong, later_name, f"lies before {name}.", "One of the two is wrong; check the judgment.")
        for name, span, given_ in (("offense_date", offense, known[0]), ("sentencing_date", sentenced, known[2])):
            early = given_ & (span[1] < GUIDELINES_FROM)
            if early.any():
                why = "there were no federal sentencing guidelines before 1987-11-01."
                self.reject(early, name, why, "A sentence for an earlier offense was set under parole-era law.")
            late = given_ & (span[0] > self.reader.on)
            if late.any():
                why = f"lies after the chosen day {format_day(self.reader.on)}."
                self.reject(late, name, why, "Choose a later day with --on, or correct the date.")
        given["offense_first"], given["offense_last"] = offense
        given["sentencing_first"], given["sentencing_last"] = sentenced
        given["conviction_day"] = np.where(convicted[0] == convicted[1], convicted[0], UNKNOWN)

    def _statutes(self, given: dict[str, Any]) -> np.ndarray:
        """The count's statute; returns the provisions that are not modelled."""
        absent = (NO_STATUTE, 0, 0, UNKNOWN, 0, UNKNOWN, False, "")
        family, other, conspiracy, identity, counts, tier, has, provision = self.texts("statute", _statute, absent)
        minimum, maximum = self.months("statutory_minimum", -1.0), self.months("statutory_maximum", -1.0)
        stated = (minimum >= 0) | (maximum >= 0)
        self.has_statute = has.astype(np.bool_)
        self.family = np.where((family == NO_STATUTE) & stated, STATED_LIMITS, family)
        named = self.texts("subdivision", _subdivision, (UNKNOWN,))[0]
        given |= {
            "other_offense": other,
            "conspiracy": conspiracy,
            "identity_offense": identity,
            "identity_counts": counts,
            "named_tier": np.where(named != UNKNOWN, named, tier),
            "stated_minimum": np.maximum(minimum, 0.0),
            "stated_maximum": maximum,
            "priors_851": self.whole("priors_851"),
            "serious_priors": self.whole("serious_priors"),
            "death": self.yes_no("death_or_serious_injury", 0),
            "similar_prior": self.yes_no("similar_prior", UNKNOWN),
            "armed_career_statute": self.yes_no("armed_career_criminal", 0),
        }
        priors, serious = given["priors_851"], given["serious_priors"]
        wrong = (priors != UNKNOWN) & (serious > np.maximum(priors, 2))
        if wrong.any():
            self.reject(
                wrong,
                "serious_priors",
                "more than priors_851.",
                "It says how many of those meet the definitions of 2018.",
            )
        return np.where(maximum >= 0, "", provision)

    def _drugs(self, given: dict[str, Any]) -> list[np.ndarray]:
        lines: dict[str, list[np.ndarray]] = {name: [] for name in ("drug", "weight", "pure", "units", "charged")}
        before = np.ones(self.size, np.bool_)
        for n in range(1, MAX_DRUGS + 1):
            quantities = {key: f"{key}_g_{n}" for key in ("weight", "pure", "charged")}
            quantities |= {"units": f"units_{n}", "plants": f"charged_plants_{n}"}
            if self.array(f"drug_{n}") is None:
                orphans = {name for name in quantities.values() if self.array(name) is not None}
                for name in orphans:
                    values, is_given = self.numbers(name)
                    self.reject(
                        is_given & (values != 0), name, f"a quantity without drug_{n}.", f"Name the drug in drug_{n}."
                    )
                before = np.zeros(self.size, np.bool_)
                continue
            drug = self.texts(f"drug_{n}", _drug, (C.NO_DRUG,))[0].astype(np.int64)
            here = drug != C.NO_DRUG
            gap = here & ~before
            if gap.any():
                self.reject(
                    gap, f"drug_{n}", f"given although drug_{n - 1} is empty.", "Fill the drugs from drug_1 on."
                )
            before = here
            values = {
                "weight": self.grams(quantities["weight"]),
                "pure": self.grams(quantities["pure"]),
                "charged": self.grams(quantities["charged"]),
                "units": self.whole(quantities["units"]),
                "plants": self.whole(quantities["plants"]),
            }
            self._check_line(n, drug, values)
            plants = values.pop("plants")
            counted = (drug == C.MARIJUANA_PLANTS) & (plants != UNKNOWN)
            values["charged"] = np.where(counted, plants * 1_000_000, values["charged"])
            lines["drug"].append(drug)
            for key, column in values.items():
                lines[key].append(np.where(here, column, UNKNOWN if key == "charged" else 0))
        given |= lines
        return lines["drug"]

    def _check_line(self, n: int, drug: np.ndarray, values: dict[str, np.ndarray]) -> None:
        here = drug != C.NO_DRUG
        limits = _most_weights()[drug]
        for key in ("weight", "pure"):
            absurd = here & (values[key] > limits)
            if absurd.any():
                why = "beyond anything plausible for this drug."
                self.reject(absurd, f"{key}_g_{n}", why, "Check the unit: the column holds grams.")
        for key in values:
            name = {"units": f"units_{n}", "plants": f"charged_plants_{n}"}.get(key, f"{key}_g_{n}")
            orphan = ~here & (values[key] > 0)
            if orphan.any():
                self.reject(orphan, name, f"a quantity without drug_{n}.", f"Name the drug in drug_{n}.")
        plants = drug == C.MARIJUANA_PLANTS
        for key, name, wrong in (
            ("charged", f"charged_g_{n}", plants),
            ("plants", f"charged_plants_{n}", here & ~plants),
        ):
            wrong = wrong & (values[key] != UNKNOWN)
            if wrong.any():
                other = f"charged_plants_{n}" if key == "charged" else f"charged_g_{n}"
                self.reject(wrong, name, "not in the measure the law uses for this drug.", f"Give {other} instead.")
        weighed = here & (values["weight"] != UNKNOWN)
        for key, remedy in (
            ("pure", "The pure part cannot outweigh the whole."),
            ("charged", "At least the charged quantity was found."),
        ):
            wrong = weighed & (values[key] > values["weight"])
            if wrong.any():
                self.reject(wrong, f"{key}_g_{n}", f"more than weight_g_{n}; the two contradict each other.", remedy)

    def _levels(self, given: dict[str, Any], lines: list[np.ndarray]) -> None:
        """Which guideline sets the level, as `cases.case.Case.guideline` and its neighbours have it."""
        drugs = lines[0] != C.NO_DRUG if lines else np.zeros(self.size, np.bool_)
        base, total = self.whole("base_offense_level"), self.whole("total_offense_level")
        family = np.where(~self.has_statute & (self.family == NO_STATUTE) & drugs, UNKNOWN, self.family)
        is_total = (total != UNKNOWN) & (base == UNKNOWN) & ~drugs
        by_quantity = (family == UNKNOWN) | ((family >= USC21_841) & (family <= USC21_861))
        near = (family >= USC21_859) & (family <= USC21_861)
        section = self.texts("guideline", _section, (UNKNOWN,))[0]
        protected = (section == S2D1_2) | ((section == UNKNOWN) & near)
        guideline = np.where(protected, S2D1_2, S2D1_1)
        guideline = np.where((base != UNKNOWN) | ~drugs | ~by_quantity, LEVEL_GIVEN, guideline)
        guideline = np.where(is_total, TOTAL_GIVEN, guideline)
        level = np.where((guideline < LEVEL_GIVEN) | (family == NO_STATUTE), 0, UNKNOWN)
        level = np.where(base != UNKNOWN, base, level)
        acceptance = self.whole("acceptance")
        open_acceptance = np.where(drugs | (base != UNKNOWN), UNKNOWN, 0)
        accepted = np.where(acceptance == UNKNOWN, open_acceptance, np.maximum(acceptance - 1, 0))
        given |= {
            "statute": family,
            "guideline": guideline,
            "level_given": np.where(is_total, total, level),
            "protected_weight": np.where(guideline == S2D1_2, self.grams("near_protected_g"), 0),
            "acceptance": np.where(is_total, 0, accepted),
            "fentanyl_marketing": self.texts("fentanyl_marketing", _marketing, (0,))[0],
            "minimal_factors": self.yes_no("minimal_participant_factors", 0),
            "safety_valve_conduct": self.yes_no("safety_valve_conditions", UNKNOWN),
        }
        for name in ("weapon", "violence", "premises", "aggravating_factor", "meth_import"):
            given[name] = self.yes_no(name, 0)
        for name in ("other_characteristics", "aggravating_role", "mitigating_role", "other_chapter3"):
            given[name] = np.where(is_total, 0, self.whole(name, 0))
        given["obstruction"] = np.where(is_total, 0, self.yes_no("obstruction", 0))

    def _history(self, given: dict[str, Any]) -> None:
        category = self.texts("category", _category, (UNKNOWN,))[0]
        points = self.whole("points")
        career = self.yes_no("career_offender", UNKNOWN)
        armed = self.texts("armed_career", _armed_career, (0,))[0]
        low, high = np.array([(0, 0), *POINTS_OF_CATEGORY]).T
        compared = (category != UNKNOWN) & (points != UNKNOWN) & (career != 1) & (armed == 0)
        which = np.maximum(category, 0)
        wrong = compared & ((points < low[which]) | (points > high[which]))
        if wrong.any():
            why = "contradicts category: that category holds other points (USSG ch. 5 pt. A)."
            self.reject(wrong, "points", why, "Check the statement of reasons.")
        wrong = (career == 1) & (category != UNKNOWN) & (category != 6)
        if wrong.any():
            why = "contradicts career_offender: a career offender's category is VI (USSG §4B1.1(b))."
            self.reject(wrong, "category", why, "Check the statement of reasons.")
        given |= {
            "category_given": category,
            "points_total": points,
            "career_offender": np.where((career == UNKNOWN) & (category != UNKNOWN) & (category != 6), 0, career),
            "armed_career": armed,
            "status": self.yes_no("under_sentence", UNKNOWN),
            "recency": self.yes_no("recent_release", UNKNOWN),
            "violent_points": self.whole("violent_points", 0),
            "one_point_points": self.whole("one_point_points"),
        }
        for name in ("prior_3_point", "prior_2_point_violent", "zero_point_excluded"):
            given[name] = self.yes_no(name, UNKNOWN)

    def _check_added_points(self, given: dict[str, Any]) -> None:
        """As `reading` has it: a score too low for the status and recency points that were in it (§4A1.1 of the day)."""
        most_of = np.array([0, *(most for _, most in POINTS_OF_CATEGORY)])
        names = ("category_given", "points_total", "status", "recency", "sentencing_first", "sentencing_last")
        category, points, status, recency, first, last = (np.broadcast_to(given[name], self.size) for name in names)
        most = np.where(category != UNKNOWN, most_of[np.maximum(category, 0)], 999)
        most = np.where(points != UNKNOWN, np.minimum(points, most), most)
        scored = ((status == 1) | (recency == 1)) & (given["career_offender"] != 1) & (given["armed_career"] == 0)
        low = np.flatnonzero(scored & (most < MOST_ADDED) & (first != UNKNOWN))
        if not len(low):
            return
        law, wrong = assemble.law(), np.zeros(self.size, np.bool_)
        for row in low.tolist():
            least = min(
                added_points(
                    law, int(status[row] == 1), int(recency[row] == 1), 0, 0, assemble.state_on(day) * C.BOOK_WIDTH
                )
                for day in (int(first[row]), int(last[row]))
            )
            wrong[row] = most[row] < least
        name = "points" if "points" in self.names else "category"
        why = "too low for under_sentence and recent_release: the points they add alone are more (USSG §4A1.1)."
        self.reject(wrong, name, why, "Write false there if no points were scored for it.")

    def _check_known(self, given: dict[str, Any], lines: list[np.ndarray]) -> None:
        known = self.has_statute | (given["guideline"] == TOTAL_GIVEN) | (given["level_given"] > 0)
        known |= given["guns"][0] > 0
        if lines:
            known |= lines[0] != C.NO_DRUG
        if not known.all():
            remedy = "Give at least the statute, a drug, an offense level or the firearm counts."
            self.reject(~known, "statute", "nothing to compute from.", remedy)


def _encoded(column: pa.Array) -> Any:
    """A text column as its distinct texts and their places. Whole numbers count as text, even where the file has floats."""
    if pa.types.is_dictionary(column.type):
        if column.dictionary.null_count == 0 and pa.types.is_string(column.type.value_type):
            return column
        column = pc.cast(column, column.type.value_type)
    if pa.types.is_floating(column.type):
        column = pc.cast(column, pa.int64(), safe=False)
    return pc.dictionary_encode(pc.cast(column, pa.string()))


def _taken(values: Any, rows: np.ndarray) -> Any:
    """The rows that stand, of one fact or of its lines; one value that stands for every row stays as it is."""
    if isinstance(values, list):
        return [_taken(line, rows) for line in values]
    return values if len(values) == 1 else np.asarray(values)[rows]


def _shortened(text: str) -> str:
    return text if len(text) <= 80 else text[:77] + "..."


MOST_ADDED = 3
"""Points that status and recency can add together, in any edition."""

MOST_GRAMS = 1_000_000_000
_LIMITS: list[np.ndarray] = []


def _most_weights() -> np.ndarray:
    """Largest plausible weight of each drug in micrograms, by its code."""
    if not _LIMITS:
        _LIMITS.append(np.array([0, *(reading.most_weight(drug.code) for drug in assemble.drugs())], np.int64))
    return _LIMITS[0]


# ---- what one text means -------------------------------------------------------------------------------------------------


class _Refused(InputError):
    """A text that means nothing in its column."""


_YES = {"true", "yes", "y", "1", "1.0", "t"}
_NO = {"false", "no", "n", "0", "0.0", "f"}


def _yes_no(text: str) -> tuple[int]:
    word = text.lower()
    if word in _YES:
        return (1,)
    if word in _NO:
        return (0,)
    raise _Refused("neither yes nor no. Write true or false, or leave it empty if it is not known.")


def _months(text: str) -> tuple[float]:
    return (months_of(text, "x"),)


def _span(text: str) -> tuple[int, int]:
    first, slash, last = text.partition("/")
    span = span_of(first, "x")
    end = span_of(last, "x") if slash else span
    if end.last < span.first:
        raise _Refused("an interval that ends before it begins. Write the earlier day first.")
    return span.first, end.last


def _drug(text: str) -> tuple[int]:
    return (drug_code(text, "x"),)


def _section(text: str) -> tuple[int]:
    name = text.removeprefix("USSG ").lstrip("§ ").strip()
    if name not in reading.GUIDELINES:
        raise _Refused(
            f"guideline {name!r} is not modelled from its facts. Give base_offense_level as the court found it."
        )
    return (S2D1_2 if name == "2D1.2" else S2D1_1,)


def _marketing(text: str) -> tuple[int]:
    kinds = {"reckless": 1, "knowing": 2, "no": 0, "false": 0}
    if text.lower() not in kinds:
        raise _Refused("not a kind of marketing. Write 'knowing' or 'reckless'.")
    return (kinds[text.lower()],)


def _category(text: str) -> tuple[int]:
    number = ROMAN.get(text.upper()) or (int(text) if text in {"1", "2", "3", "4", "5", "6"} else None)
    if number is None:
        raise _Refused("not a criminal history category. Write I to VI, or 1 to 6.")
    return (number,)


def _armed_career(text: str) -> tuple[int]:
    if text.lower() == "with violence":
        return (2,)
    return _yes_no(text)


def _guns(text: str) -> tuple[int, ...]:
    kinds = [part.strip().lower() for part in text.split(";") if part.strip()]
    if len(kinds) > MAX_GUNS:
        raise _Refused(f"{len(kinds)} counts; a case holds at most {MAX_GUNS}. Leave out the last.")
    for kind in kinds:
        if kind not in GUNS:
            raise _Refused(f"{kind!r} is not a kind of count. Known: {', '.join(GUNS)}.")
    codes = [GUNS[kind] for kind in kinds]
    return tuple(codes + [0] * (MAX_GUNS - len(codes)))


def _subdivision(text: str) -> tuple[int]:
    """The subdivision named in the judgment; one that is not (A) or (B) says that no quantity was charged."""
    found = reading.subdivision_of(text, "x")
    tier = Case(subdivision=found).tier
    return (C.TIERS if tier is None else tier,)


def _statute(text: str) -> tuple[int, int, int, int, int, int, bool, str]:
    """Family, offense, conspiracy, identity offense and counts, named subdivision, whether given, what is not modelled."""
    parts = [part.strip() for part in text.split(";") if part.strip()]
    statutes, provision = [], ""
    for part in parts:
        try:
            statutes += reading.statutes_of([part], "x", limits_given=False)
        except CoverageError:
            provision = provision or reading.normal_statute(part)
            statutes.append(reading.normal_statute(part))
    case = Case(statutes=tuple(statutes))
    family, other, conspiracy = count_of(case)
    identity = [s for s in statutes if s.startswith("18 USC 1028A")]
    offense = reading.offense_named(identity[0]) if identity else None
    named = reading.named_in(case.statutes)
    tier = UNKNOWN if named is None else _subdivision(named)[0]
    return (
        family,
        other,
        conspiracy,
        UNKNOWN if offense is None else offense,
        len(identity),
        tier,
        True,
        provision,
    )

"""The calculator's form: plain fields to the case file that `clemency compare` reads, and back. Nothing is stored.

A case file may hold facts that the form has no field for. They are kept as they stand in the field "more", so that a
file can be loaded, changed here and saved again without losing one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from clemency.errors import CaseError

MOST_BYTES = 20_000
DRUG_LINES = 3
GUN_LINES = 3

Input = Literal["text", "number", "unknown", "flag", "choice"]


@dataclass(frozen=True)
class Field:
    """One field: where it stands in the case file, how it is asked, and what helps to answer it.

    unknown: yes, no or not known.  flag: a box; unticked means the court did not find it.
    """

    key: str  # "count.subdivision"
    label: Any
    input: Input = "text"
    hint: Any = ""
    choices: tuple[tuple[str, Any], ...] = ()
    most: int = 120
    listed: bool = False  # several values between semicolons
    suggestions: str = ""  # the id of a list of suggestions

    @property
    def name(self) -> str:
        return self.key.replace(".", "_")

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(self.key.split("."))


@dataclass(frozen=True)
class Group:
    title: Any
    intro: Any
    fields: tuple[Field, ...]


_COUNTS = (("", _("not known")), ("0", "0"), ("1", "1"), ("2", "2"), ("3", "3"), ("1 or more", _("1 or more")))
_CATEGORIES = (("", _("not known")), *((c, c) for c in ("I", "II", "III", "IV", "V", "VI")))
_GUNS = (
    ("", _("none")),
    ("possessed", _("possessed, used or carried")),
    ("brandished", _("brandished")),
    ("discharged", _("discharged")),
    ("short-barreled", _("short-barreled rifle or shotgun")),
    ("machinegun", _("machinegun, destructive device or silencer")),
)

GROUPS: tuple[Group, ...] = (
    Group(
        _("The days"),
        _("A whole day, a month (1991-03) or a year (1991)."),
        (
            Field("days.offense_ended", _("Day the offense ended"), hint=_("indictment or judgment"), most=10),
            Field("days.convicted", _("Day of the plea or verdict"), hint=_("docket"), most=10),
            Field("days.sentenced", _("Day of sentence"), hint=_("judgment, page 1"), most=10),
            Field("sentence.imposed", _("Sentence imposed"), hint=_('"151 months", or "life"'), most=30),
        ),
    ),
    Group(
        _("The offense"),
        _("As the judgment names it."),
        (
            Field(
                "count.statute",
                _("Statutes of conviction"),
                hint=_('such as "21 USC 841(a)(1); 21 USC 846"'),
                listed=True,
                suggestions="statutes",
            ),
            Field("count.subdivision", _("Subdivision"), hint=_('such as "841(b)(1)(A)", if it is named'), most=40),
            Field(
                "count.priors_851",
                _("Prior convictions in a § 851 notice"),
                "choice",
                _("0 if there was no notice"),
                _COUNTS,
            ),
            Field(
                "count.serious_priors",
                _("How many of them are serious under the law of 2018"),
                "choice",
                "",
                _COUNTS[:-1],
            ),
            Field(
                "count.death_or_serious_injury",
                _("Death or serious bodily injury resulted, as charged and found"),
                "flag",
            ),
        ),
    ),
    Group(
        _("The guideline"),
        _("What the court found. A box that is not ticked is taken as not found."),
        (
            Field(
                "guideline.base_offense_level", _("Base offense level found"), "number", _("if you know only the level")
            ),
            Field("guideline.total_offense_level", _("Total offense level found"), "number"),
            Field(
                "guideline.acceptance",
                _("Levels off for acceptance of responsibility"),
                "choice",
                "",
                (("", _("not known")), ("0", "0"), ("2", "2"), ("3", "3")),
            ),
            Field(
                "guideline.role",
                _("Role in the offense"),
                "choice",
                "",
                (
                    ("", _("no adjustment")),
                    ("3B1.1:4", _("organizer or leader, +4")),
                    ("3B1.1:3", _("manager or supervisor, +3")),
                    ("3B1.1:2", _("lesser organizer or manager, +2")),
                    ("3B1.2:-2", _("minor participant, −2")),
                    ("3B1.2:-3", _("between minor and minimal, −3")),
                    ("3B1.2:-4", _("minimal participant, −4")),
                ),
            ),
            Field("guideline.safety_valve_conditions", _("Safety valve: conditions (f)(2) to (5) met"), "unknown"),
            Field("guideline.weapon", _("Dangerous weapon (§2D1.1(b)(1))"), "flag"),
            Field("guideline.violence", _("Violence (§2D1.1(b)(2))"), "flag"),
            Field("guideline.premises", _("Premises kept for drugs"), "flag"),
            Field("guideline.meth_import", _("Imported methamphetamine"), "flag"),
            Field("guideline.obstruction", _("Obstruction of justice (§3C1.1)"), "flag"),
        ),
    ),
    Group(
        _("Criminal history"),
        _("As scored at sentencing: statement of reasons, presentence report."),
        (
            Field("history.category", _("Criminal history category"), "choice", "", _CATEGORIES),
            Field("history.points", _("Criminal history points"), "number"),
            Field("history.under_sentence", _("Points for being under a sentence"), "unknown"),
            Field("history.recent_release", _("Points for recent release"), "unknown"),
            Field("history.prior_3_point", _("A prior sentence of three points"), "unknown"),
            Field("history.prior_2_point_violent", _("A prior violent offense of two points"), "unknown"),
            Field("history.zero_point_excluded", _("An exclusion of §4C1.1(a) applies"), "unknown"),
            Field("history.career_offender", _("Sentenced as a career offender"), "unknown"),
        ),
    ),
)

FIREARMS = Field("firearms.prior_conviction", _("Convicted of such a count before"), "flag")
FIELDS: tuple[Field, ...] = (*(field for group in GROUPS for field in group.fields), FIREARMS)
DRUG_KEYS = ("drug", "weight", "charged", "pure", "number")
_NUMBERS = ("doses", "plants", "pills", "units")


def case_from_form(form: Mapping[str, str]) -> dict[str, Any]:
    """The tables of a case file from the fields. Raises CaseError on a value that is no number or no file."""
    data = parse(form.get("more", ""), "further facts")
    _set(data, ("name",), _text(form, "name", 80))
    for field in FIELDS:
        if field.key in ("guideline.role", "guideline.obstruction"):
            continue
        _set(data, field.path, _value(form, field))
    drugs = [line for number in range(1, DRUG_LINES + 1) if (line := _drug(form, number))]
    if drugs:
        data.setdefault("count", {})["drugs"] = drugs + _extra_drugs(data)
    _adjustments(form, data)
    guns = [kind for n in range(1, GUN_LINES + 1) if (kind := _text(form, f"gun_{n}", 40))]
    if guns:
        data.setdefault("firearms", {})["counts"] = guns
    return {key: value for key, value in data.items() if value not in ({}, "", [])}


def _extra_drugs(data: dict[str, Any]) -> list[Any]:
    more = data.get("count", {}).get("drugs", [])
    return more if isinstance(more, list) else []


def _value(form: Mapping[str, str], field: Field) -> Any:
    text = _text(form, field.name, field.most)
    if field.input == "flag":
        return True if text else None
    if not text:
        return None
    if field.input == "unknown":
        if text not in ("yes", "no"):
            raise CaseError(f"{field.label}: {text!r} is neither yes nor no. Leave it open if it is not known.")
        return text == "yes"
    if field.input == "number" or (field.input == "choice" and text.isdigit()):
        if not (text.isascii() and text.isdigit() and len(text) <= 4):
            raise CaseError(f"{field.label}: {text!r} is not a whole number.")
        return int(text)
    if field.listed:
        return [part.strip() for part in text.split(";") if part.strip()]
    return text


def _text(form: Mapping[str, str], name: str, most: int) -> str:
    text = str(form.get(name, "")).strip()
    if len(text) > most:
        raise CaseError(f"{name}: {len(text)} characters; at most {most} are read.")
    return text


def _drug(form: Mapping[str, str], number: int) -> dict[str, Any]:
    line: dict[str, Any] = {}
    for key in ("drug", "weight", "charged", "pure"):
        if text := _text(form, f"drug_{number}_{key}", 60):
            line[key] = text
    many = _text(form, f"drug_{number}_number", 30)
    if many:
        line["weight" if "weight" not in line else "units"] = many if "weight" not in line else _whole(many)
    return line


def _whole(text: str) -> int:
    digits = text.split()[0].replace(",", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 12):
        raise CaseError(f'Number of pills, doses or plants: {text!r}. Write it as "120 plants".')
    return int(digits)


def _adjustments(form: Mapping[str, str], data: dict[str, Any]) -> None:
    made = []
    role = _text(form, "guideline_role", 12)
    if role:
        if role not in dict(_role().choices):
            raise CaseError(f"{role!r} is not a role of the form.")
        provision, _, levels = role.partition(":")
        made.append({"provision": provision, "levels": int(levels)})
    if _text(form, "guideline_obstruction", 5):
        made.append({"provision": "3C1.1", "levels": 2})
    if made:
        guideline = data.setdefault("guideline", {})
        before = guideline.get("adjustments", [])
        guideline["adjustments"] = made + (before if isinstance(before, list) else [])


def _role() -> Field:
    return next(field for field in FIELDS if field.key == "guideline.role")


def _set(data: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    if value in (None, "", []):
        return
    for part in path[:-1]:
        inner = data.setdefault(part, {})
        if not isinstance(inner, dict):
            raise CaseError(f"{part} should be a table of keys in the further facts.")
        data = inner
    data[path[-1]] = value


def form_from_case(data: Mapping[str, Any]) -> dict[str, str]:
    """The fields for the tables of a case file. What has no field is kept in "more"."""
    rest = deepcopy(dict(data))
    form: dict[str, str] = {"name": str(rest.pop("name", ""))}
    for field in FIELDS:
        value = _taken(rest, field.path, field)
        if value is not None:
            form[field.name] = value
    _drugs_into(rest, form)
    _adjustments_into(rest, form)
    firearms = rest.get("firearms")
    counts = firearms.get("counts") if isinstance(firearms, dict) else None
    known = {kind for kind, _label in _GUNS}
    if (
        isinstance(firearms, dict)
        and isinstance(counts, list)
        and len(counts) <= GUN_LINES
        and known.issuperset(str(kind) for kind in counts)
    ):
        for number, kind in enumerate(counts, start=1):
            form[f"gun_{number}"] = str(kind)
        del firearms["counts"]
    form["more"] = to_toml({key: value for key, value in rest.items() if value not in ({}, "", [])})
    return form


def _taken(rest: dict[str, Any], path: tuple[str, ...], field: Field) -> str | None:
    """The text of a field, taken out of the tables, if the field can show it."""
    table: Any = rest
    for part in path[:-1]:
        table = table.get(part) if isinstance(table, dict) else None
    if not isinstance(table, dict) or path[-1] not in table:
        return None
    value = table[path[-1]]
    text = _shown(value, field)
    if text is not None:
        del table[path[-1]]
    return text


def _shown(value: Any, field: Field) -> str | None:
    if field.input == "flag":
        return "yes" if value is True else "" if value is False else None
    if field.input == "unknown":
        return {True: "yes", False: "no"}.get(value) if isinstance(value, bool) else None
    if isinstance(value, bool):
        return None
    if field.listed:
        parts = [value] if isinstance(value, str) else value if isinstance(value, list) else None
        return None if parts is None else "; ".join(str(part) for part in parts)
    if field.input == "choice":
        return str(value) if str(value) in {key for key, _label in field.choices} else None
    return str(value) if isinstance(value, (str, int, float, date)) else None


def _drugs_into(rest: dict[str, Any], form: dict[str, str]) -> None:
    count = rest.get("count")
    drugs = count.get("drugs") if isinstance(count, dict) else None
    if not isinstance(count, dict) or not isinstance(drugs, list) or len(drugs) > DRUG_LINES:
        return
    if not all(
        isinstance(line, dict) and set(line) <= {"drug", "weight", "charged", "pure", *_NUMBERS} for line in drugs
    ):
        return
    for number, line in enumerate(drugs, start=1):
        for key in ("drug", "weight", "charged", "pure"):
            if key in line:
                form[f"drug_{number}_{key}"] = str(line[key])
        for key in _NUMBERS:
            if key in line:
                form[f"drug_{number}_number"] = f"{line[key]} {key}"
    del count["drugs"]


def _adjustments_into(rest: dict[str, Any], form: dict[str, str]) -> None:
    guideline = rest.get("guideline")
    listed = guideline.get("adjustments") if isinstance(guideline, dict) else None
    if not isinstance(guideline, dict) or not isinstance(listed, list):
        return
    left = []
    roles = dict(_role().choices)
    for entry in listed:
        known = isinstance(entry, dict) and set(entry) == {"provision", "levels"}
        role = f"{entry['provision']}:{entry['levels']}" if known else ""
        if role and role in roles and "guideline_role" not in form:
            form["guideline_role"] = role
        elif role == "3C1.1:2":
            form["guideline_obstruction"] = "yes"
        else:
            left.append(entry)
    guideline["adjustments"] = left
    if not left:
        del guideline["adjustments"]


def parse(text: str, source: str) -> dict[str, Any]:
    """The tables of a case file. Raises CaseError on a text that is none."""
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise CaseError(f"{source}: larger than {MOST_BYTES:,} bytes, which no case file is.")
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        raise CaseError(f"{source}: not a TOML case file: {error}.") from None
    except RecursionError:
        raise CaseError(f"{source}: nested too deep for a case file.") from None


def to_toml(data: Mapping[str, Any]) -> str:
    """The tables as a case file, which `parse` reads back to the same tables."""
    lines: list[str] = []
    _write(data, (), lines)
    return "\n".join(lines) + "\n" if lines else ""


def _write(table: Mapping[str, Any], path: tuple[str, ...], lines: list[str]) -> None:
    inner = {key: value for key, value in table.items() if isinstance(value, Mapping)}
    tables = {
        key: value
        for key, value in table.items()
        if isinstance(value, list) and value and all(isinstance(item, Mapping) for item in value)
    }
    for key, value in table.items():
        if key not in inner and key not in tables:
            lines.append(f"{_key(key)} = {_toml(value)}")
    for key, value in tables.items():
        for item in value:
            lines.extend(["", f"[[{'.'.join(map(_key, (*path, key)))}]]"])
            _write(item, (*path, key), lines)
    for key, value in inner.items():
        lines.extend(["", f"[{'.'.join(map(_key, (*path, key)))}]"])
        _write(value, (*path, key), lines)


def _key(key: str) -> str:
    return key if key and all(c.isascii() and (c.isalnum() or c in "_-") for c in key) else _quoted(key)


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, list):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)} = {_toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, str):
        return _quoted(value)
    return value.isoformat()


def _quoted(text: str) -> str:
    out = ['"']
    for char in text:
        if char in '"\\':
            out.append("\\" + char)
        elif ord(char) < 0x20 or ord(char) == 0x7F:
            out.append(f"\\u{ord(char):04X}")
        else:
            out.append(char)
    return "".join([*out, '"'])

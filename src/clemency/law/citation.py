"""Provisions as values: read from what a lawyer types, written as a citation, compared by what contains what.

>>> str(parse_citation("841(b)(1)(A)"))
'21 U.S.C. § 841(b)(1)(A)'
>>> str(parse_citation("ussg 2d1.1(c)"))
'USSG §2D1.1(c)'
>>> parse_citation("18 USC 924(c)").contains(parse_citation("18 U.S.C. § 924(c)(1)(A)"))
True
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from clemency.errors import CoverageError

MANUAL = 0
"""The ``title`` of a provision of the Guidelines Manual."""

# Sections that lawyers cite by number alone. Anything else needs its title.
_TITLE_OF = {
    **dict.fromkeys(
        ("841", "843", "844", "846", "848", "851", "856", "859", "860", "860a", "861", "865", "960", "963"), 21
    ),
    **dict.fromkeys(("922", "924", "3553", "3559", "3582"), 18),
    "1326": 8,
}
_CODE = re.compile(r"(?:(\d+)\s*u\.?\s*s\.?\s*c\.?\s*)?(?:§+\s*)?(\d+[a-z]?)((?:\([0-9a-z]+\))*)", re.IGNORECASE)
_GUIDELINE = re.compile(r"(?:u\.?s\.?s\.?g\.?\s*)?(?:§+\s*)?([1-8][a-z]\d+\.\d+)((?:\([0-9a-z]+\))*)", re.IGNORECASE)
_TABLE = re.compile(
    r"(?:ussg\s*)?(?:sentencing table|5a|ch(?:apter|\.)?\s*(?:5|five),?\s*p(?:ar)?t\.?\s*a)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A provision. ``title``: of the U.S. Code, or MANUAL. ``parts``: the subdivisions, outermost first."""

    title: int
    section: str
    parts: tuple[str, ...] = ()

    def __str__(self) -> str:
        subdivisions = "".join(f"({part})" for part in self.parts)
        if self.title != MANUAL:
            return f"{self.title} U.S.C. § {self.section}{subdivisions}"
        return "USSG ch. 5 pt. A" if self.section == "5A" else f"USSG §{self.section}{subdivisions}"

    @property
    def subdivision(self) -> str:
        """The subdivisions as the tables write them: ``(b)(1)(A)``, or nothing."""
        return "".join(f"({part})" for part in self.parts)

    def contains(self, other: Citation) -> bool:
        """Whether the other provision is this one or a part of it."""
        same = (self.title, self.section) == (other.title, other.section)
        return same and other.parts[: len(self.parts)] == self.parts


def parse_citation(text: str) -> Citation:
    """The provision that a text names; CoverageError, with the forms that are understood, if it names none."""
    stripped = text.strip().rstrip(".")
    if _TABLE.fullmatch(stripped):
        return Citation(MANUAL, "5A")
    if found := _GUIDELINE.fullmatch(stripped):
        return Citation(MANUAL, found[1].upper(), _parts(found[2]))
    if found := _CODE.fullmatch(stripped):
        section = found[2].upper() if found[2].lower().endswith("a") and found[2] not in _TITLE_OF else found[2]
        title = int(found[1]) if found[1] else _TITLE_OF.get(section)
        if title is None:
            raise CoverageError(f"{text!r}: which title? Write it in full, for example 18 USC {section}.")
        return Citation(title, section, _parts(found[3]))
    raise CoverageError(
        f"{text!r} is not a provision. Write a guideline as 2D1.1 or 2D1.1(c), the sentencing table as 5A, "
        "and a statute as 21 USC 841(b)(1)(A) or 924(c)."
    )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\(([^)]+)\)", text))

"""Quantities as people write them: "50 g", "1.5 kg", "162 lb", "800 pills", "at least 5 kg", "between 50 g and 150 g".

Weights become whole micrograms, exactly; pills, doses and plants whole numbers.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from clemency.errors import CaseError, shown
from clemency.law.explain import weight_text as in_words

MICROGRAMS = {
    "mg": Fraction(1_000),
    "milligram": Fraction(1_000),
    "g": Fraction(1_000_000),
    "gram": Fraction(1_000_000),
    "kg": Fraction(1_000_000_000),
    "kilogram": Fraction(1_000_000_000),
    "kilo": Fraction(1_000_000_000),
    "t": Fraction(1_000_000_000_000),
    "oz": Fraction("28.349523125") * 1_000_000,
    "ounce": Fraction("28.349523125") * 1_000_000,
    "lb": Fraction("453.59237") * 1_000_000,
    "pound": Fraction("453.59237") * 1_000_000,
    "ml": Fraction(1_000_000),
    "milliliter": Fraction(1_000_000),
    "l": Fraction(1_000_000_000),
    "liter": Fraction(1_000_000_000),
    "gal": Fraction("3785.411784") * 1_000_000,
    "gallon": Fraction("3785.411784") * 1_000_000,
}
COUNTED = {"plant", "pill", "tablet", "capsule", "dose", "unit", "du", "vial"}
_NUMBER = r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.?\d*|\.\d+)"
_ONE = re.compile(rf"(?<![\d.,/]){_NUMBER}\s*([A-Za-z]+)\.?", re.ASCII)
_SHARED_UNIT = re.compile(rf"(?<![\d.,/]){_NUMBER}\s*(-|to|and)\s*{_NUMBER}\s*([A-Za-z]+)", re.ASCII)
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_NEGATIVE = re.compile(r"(?:^-\s*|[a-z]\s+-|\(-)\.?\d")


MOST_CHARACTERS = 200


class Quantity(NamedTuple):
    """A span of weight or number. `least` and `most` are equal where the quantity is exact; None is unbounded.

    In micrograms (or microlitres) if `counted` is false, else whole pills, doses or plants.
    """

    least: int | None
    most: int | None
    counted: bool

    @property
    def exact(self) -> bool:
        return self.least is not None and self.least == self.most


def _amount(number: str, unit: str, text: str, where: str) -> tuple[int, bool]:
    value = Fraction(number.replace(",", ""))
    name = unit.lower()
    name = name[:-1] if name.endswith("s") and name[:-1] in MICROGRAMS | dict.fromkeys(COUNTED) else name
    if name in MICROGRAMS:
        return int(value * MICROGRAMS[name]), False
    if name in COUNTED:
        if value.denominator != 1:
            raise CaseError(f"{where}: {shown(text)} counts {name}s, so it must be a whole number.")
        return int(value), True
    known = ", ".join(["mg", "g", "kg", "lb", "oz", "ml", *sorted(COUNTED)])
    raise CaseError(f"{where}: {shown(text)} has the unit {shown(unit)}, which is not known. Write one of: {known}.")


def parse(text: str, where: str) -> Quantity:
    """A quantity from text. `where` names the file and field for the message of an error.

    Every digit must belong to a quantity that is understood: "1 1/2 kg" is refused, not read as 2 kg.
    """
    if len(text) > MOST_CHARACTERS:
        raise CaseError(f"{where}: {shown(text)} is too long for a quantity. Write one such as '50 g'.")
    words = " ".join(text.lower().translate(_DASHES).split())
    if _NEGATIVE.search(words):
        raise CaseError(
            f"{where}: {shown(text)} is negative; a weight cannot be. Write the weight as found, such as '50 g'."
        )
    words = _SHARED_UNIT.sub(_with_its_unit, words)
    found = list(_ONE.finditer(words))
    rest = _ONE.sub(" ", words)
    bare = re.fullmatch(_NUMBER, words)
    if not bare and re.search(r"[0-9]", rest):
        raise CaseError(
            f"{where}: {shown(text)} holds a number that cannot be read. Write '1.5 kg', '1,500 g' or a span, '50 g to 150 g'."
        )
    if not found:
        hint = f"'{words} g' or '{words} plants'" if bare else "'50 g', '1.2 kg', '100 plants' or 'at least 5 kg'"
        raise CaseError(
            f"{where}: quantity {shown(text)} has no unit. Write a unit the drug table uses, such as {hint}."
        )
    amounts = [_amount(match[1], match[2], text, where) for match in found]
    if len(amounts) == 2 and amounts[0][1] == amounts[1][1]:
        if not re.search(r"\b(to|and|but|through)\b|-", words[found[0].end() : found[1].start()]):
            raise CaseError(
                f"{where}: {shown(text)} holds two quantities. Write one, or a span such as '50 g to 150 g'."
            )
        (low, counted), (high, _) = amounts
        if low > high:
            raise CaseError(f"{where}: {shown(text)} runs from more to less. Write the smaller quantity first.")
        return Quantity(low, high - 1 if "less than" in words else high, counted)
    if len(amounts) != 1:
        raise CaseError(
            f"{where}: {shown(text)} holds {len(amounts)} quantities. Write one, or a span such as '50 g to 150 g'."
        )
    amount, counted = amounts[0]
    if re.search(r"\b(no|not) (more|over|greater)|\bat most\b|\bup to\b|\bor (less|fewer)\b", words):
        return Quantity(0, amount, counted)
    if re.search(r"\bat least\b|\b(or|and) more\b|\bminimum of\b|\b(no|not) (less|fewer)\b", words):
        return Quantity(amount, None, counted)
    if re.search(r"\bmore than\b|\bover\b|\bin excess of\b|\bexceeding\b|\bupwards of\b", words):
        return Quantity(amount + 1, None, counted)
    if re.search(r"\b(less|fewer) than\b|\bunder\b|\bbelow\b", words):
        return Quantity(0, max(amount - 1, 0), counted)
    return Quantity(amount, amount, counted)


_WHOLE = r"\$?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.00)?"


def whole_numbers(text: str, most: int) -> tuple[int, int] | None:
    """Both ends of a number of dollars, persons or firearms: "$250,000", "120,000 to 200,000", "more than 5,000".

    most: the largest it can be, for one without an upper end. None where the text is not such a number or span.

    >>> whole_numbers("$120,000 to $200,000", 10**12), whole_numbers("more than 5000", 10**6), whole_numbers("many", 9)
    ((120000, 200000), (5001, 1000000), None)
    """
    words = " ".join(text.lower().translate(_DASHES).split())
    for pattern, ends in (
        (_WHOLE, lambda a: (a, a)),
        (rf"(?:between )?{_WHOLE} ?(?:-|to|and) ?{_WHOLE}", lambda a, b: (a, b)),
        (rf"(?:more than|over|above) {_WHOLE}", lambda a: (a + 1, most)),
        (rf"at least {_WHOLE}|{_WHOLE} or more", lambda a: (a, most)),
        (rf"(?:less|fewer) than {_WHOLE}|under {_WHOLE}", lambda a: (0, max(a - 1, 0))),
        (rf"(?:at most|up to|not more than) {_WHOLE}|{_WHOLE} or (?:less|fewer)", lambda a: (0, a)),
    ):
        match = re.fullmatch(pattern, words)
        if match:
            low, high = ends(*(int(part.replace(",", "")) for part in match.groups() if part))
            return (low, high) if low <= high <= most else None
    return None


def _with_its_unit(match: re.Match[str]) -> str:
    """ "50-150 g" and "between 50 and 150 g" with the unit after both numbers."""
    return f"{match[1]} {match[4]} {match[2]} {match[3]} {match[4]}"


__all__ = ["Quantity", "in_words", "parse"]

"""Amounts of drugs as the record states them, exact: "50 grams or more", "in excess of five kilograms", "100 plants"."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, NamedTuple

from clemency.ledger.text.tokens import Cursor

Bound = Literal["at least", "more than", "at most", "less than", "exactly", "about", "detectable", "not stated"]

# Micrograms; the pound and the ounce are the international avoirdupois ones (exact by definition since 1959).
_POUND = Fraction(453_592_370)
_MASS: dict[str, Fraction] = {
    "gram": Fraction(1_000_000),
    "g": Fraction(1_000_000),
    "gm": Fraction(1_000_000),
    "kilogram": Fraction(1_000_000_000),
    "kilo": Fraction(1_000_000_000),
    "kg": Fraction(1_000_000_000),
    "milligram": Fraction(1_000),
    "mg": Fraction(1_000),
    "microgram": Fraction(1),
    "pound": _POUND,
    "lb": _POUND,
    "ounce": _POUND / 16,
    "oz": _POUND / 16,
    "ton": _POUND * 2000,
}
_COUNTED = {
    "plant": "plants",
    "tablet": "units",
    "pill": "units",
    "capsule": "units",
    "dosage unit": "units",
    "unit": "units",
    "dose": "units",
    "hit": "units",
}
_VOLUME = {"liter": Fraction(1_000), "gallon": Fraction(3_785_411_784, 1_000_000), "milliliter": Fraction(1)}
UNIT_NAMES = frozenset(f"{u}{s}" for u in (*_MASS, *_COUNTED, *_VOLUME) for s in ("", "s"))

_BEFORE: tuple[tuple[str, Bound], ...] = (
    ("at least", "at least"),
    ("not less than", "at least"),
    ("no less than", "at least"),
    ("a minimum of", "at least"),
    ("more than", "more than"),
    ("more that", "more than"),
    ("in excess of", "more than"),
    ("in an amount exceeding", "more than"),
    ("in an amount of", "exactly"),
    ("in excess", "more than"),
    ("excess of", "more than"),
    ("greater than", "more than"),
    ("exceeding", "more than"),
    ("over", "more than"),
    ("less than", "less than"),
    ("under", "less than"),
    ("up to", "at most"),
    ("not more than", "at most"),
    ("no more than", "at most"),
    ("approximately", "about"),
    ("about", "about"),
    ("roughly", "about"),
)
_AFTER = ("or more", "and more", "or greater", "or above", "and above", "plus", "of more", "fo more", "more or less")
_UNMEASURED_KINDS: dict[str, Bound] = {
    "detectable": "detectable",
    "measurable": "detectable",
    "unspecified": "not stated",
    "undetermined": "not stated",
    "unknown": "not stated",
    "some": "not stated",
    "certain": "not stated",
    "large": "not stated",
    "various": "not stated",
}
_UNMEASURED: dict[str, Bound] = {
    f"{kind} {noun}": bound
    for noun in ("amount", "amounts", "quantity", "quantities")
    for kind, bound in _UNMEASURED_KINDS.items()
}


class Quantity(NamedTuple):
    """An amount and how it bounds what was charged. "50 grams or more" is at least 50,000,000 micrograms.

    amount  micrograms (unit "ug"), a count (unit "plants", "units": pills, doses) or milliliters (unit "ml");
            None where the text names an amount without a figure (bound "detectable" or "not stated")
    upper   the other end of "50 to 100 grams"; below_upper if that end is excluded
    """

    amount: int | Fraction | None
    unit: Literal["ug", "plants", "units", "ml", ""]
    bound: Bound
    upper: int | Fraction | None = None
    below_upper: bool = False

    def __str__(self) -> str:
        """English that ``take_quantity`` reads back."""
        if self.amount is None:
            return "a detectable amount" if self.bound == "detectable" else "an unspecified quantity"
        figure = _figure(self.amount, self.unit)
        if self.upper is not None:
            first = "more than " if self.bound == "more than" else ""
            between = " but less than " if self.below_upper else " but not more than " if first else " to "
            return f"{first}{figure}{between}{_figure(self.upper, self.unit)}"
        words = {"at least": "at least ", "more than": "more than ", "at most": "up to ", "less than": "less than "}
        return words.get(self.bound, "approximately " if self.bound == "about" else "") + figure


def take_quantity(cursor: Cursor) -> Quantity | None:
    """Take an amount from the cursor; a number needs a unit to be one."""
    return cursor.attempt(_measured) or cursor.attempt(_unmeasured)


def add(one: Quantity, other: Quantity) -> Quantity | None:
    """Two exact amounts of one drug together ("87 capsules and 1,419 tablets of"); None if they do not add up."""
    exact = one.bound == other.bound == "exactly" and one.unit == other.unit
    if not exact or one.amount is None or other.amount is None or one.upper is not None or other.upper is not None:
        return None
    return one._replace(amount=one.amount + other.amount)


def _measured(cursor: Cursor) -> Quantity | None:
    cursor.phrase("a total of", "a quantity of", "a quantity", "an amount of", "an amount", "quantities of", "amounts")
    cursor.phrase("which was", "that is", "of")
    bound = _words_before(cursor)
    if cursor.take("between"):
        bound = "at least"
    number = cursor.number()
    if number is None:
        return None
    if cursor.phrase(*_AFTER):
        bound = _or_more(bound)
    upper: Fraction | None = None
    after_number = cursor.at
    if cursor.take("to", "-", "and"):
        upper = cursor.number()
        if upper is None or upper <= number:
            upper = None
            cursor.at = after_number
    unit = _unit(cursor)
    if unit is None:
        return None
    if upper is not None:
        return _quantity(number, unit, "at least")._replace(upper=_exact(upper * unit[1]))
    if cursor.phrase("or less", "or fewer"):
        bound = "at most"
    elif cursor.phrase(*_AFTER, ", or more", "( or more )") or (cursor.looking_at("more") and cursor.take("more")):
        bound = _or_more(bound)
    quantity = _quantity(number, unit, bound or "exactly")
    start = cursor.at
    if cursor.phrase("but less than", "and less than", "but not more than"):
        last = cursor.tokens[cursor.at - 1].word
        more = cursor.number()
        top = _unit(cursor) if more is not None else None
        before = cursor.tokens[start + 1].word
        if more is not None and top is not None and last == "than" and top[0] == unit[0]:
            floor: Bound = "at least" if bound in (None, "exactly") else bound
            return quantity._replace(bound=floor, upper=_exact(more * top[1]), below_upper=before == "less")
        cursor.at = start
    return quantity


def _or_more(bound: Bound | None) -> Bound:
    """What "or more" makes of the words before the figure.

    "In excess of five kilograms or more" says two things: what holds under both is at least five kilograms.
    "Approximately 50 grams or more" charges a floor, and 50 grams is the one that the statute has.
    """
    return "at least" if bound in (None, "more than", "about") else bound


_BEFORE_WORDS = tuple(words for words, _ in _BEFORE)
_UNMEASURED_WORDS = tuple(_UNMEASURED)


def _words_before(cursor: Cursor) -> Bound | None:
    start = cursor.at
    if not cursor.phrase(*_BEFORE_WORDS):
        return None
    return dict(_BEFORE)[" ".join(token.word for token in cursor.tokens[start : cursor.at])]


def _unit(cursor: Cursor) -> tuple[str, Fraction] | None:
    """The unit, as ("ug", micrograms in one), ("plants", 1), ("units", 1) or ("ml", milliliters in one)."""
    if cursor.phrase("marijuana plants", "marihuana plants", "cannabis plants", "marijuana plant"):
        return "plants", Fraction(1)
    if cursor.phrase("dosage units", "dosage unit"):
        return "units", Fraction(1)
    token = cursor.peek()
    if token is None or token.kind != "word":
        return None
    name = token.word if token.word in _MASS else token.word.removesuffix("s")
    if name in _MASS:
        unit = ("ug", _MASS[name])
    elif name in _COUNTED:
        unit = (_COUNTED[name], Fraction(1))
    elif name in _VOLUME:
        unit = ("ml", _VOLUME[name])
    else:
        return None
    cursor.at += 1
    if len(name) <= 2:
        cursor.take(".")
    return unit


def _unmeasured(cursor: Cursor) -> Quantity | None:
    cursor.take("a", "an", "the", "some")
    start = cursor.at
    if cursor.phrase(*_UNMEASURED_WORDS):
        said = " ".join(token.word for token in cursor.tokens[start : cursor.at])
        return Quantity(None, "", _UNMEASURED[said])
    if cursor.take("multiple", "several") and _unit(cursor) is not None:
        return Quantity(None, "", "not stated")
    return Quantity(None, "", "not stated") if cursor.take("quantity", "quantities", "amount", "amounts") else None


def _quantity(number: Fraction, unit: tuple[str, Fraction], bound: Bound) -> Quantity:
    name, size = unit
    assert name in ("ug", "plants", "units", "ml")
    return Quantity(_exact(number * size), name, bound)


def _exact(amount: Fraction) -> int | Fraction:
    return int(amount) if amount.denominator == 1 else amount


def _figure(amount: int | Fraction, unit: str) -> str:
    if unit != "ug":
        name = {"ml": "milliliters", "plants": "plants", "units": "dosage units"}[unit]
        return f"{_decimal(Fraction(amount))} {name}"
    grams = Fraction(amount) / 1_000_000
    for name in ("kilogram", "gram", "pound", "ounce"):
        count = Fraction(amount) / _MASS[name]
        if _terminates(count) and (count >= 1 or name == "gram" or grams < 1):
            return f"{_decimal(count)} {name}" + ("" if count == 1 else "s")
    return f"{_decimal(grams)} grams"


def _terminates(number: Fraction) -> bool:
    """True if the number is a decimal of at most three places."""
    return (number * 1000).denominator == 1


def _decimal(number: Fraction) -> str:
    if number.denominator == 1:
        return f"{int(number):,}"
    return f"{float(number):.9f}".rstrip("0").rstrip(".")

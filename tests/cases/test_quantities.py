"""Quantities as people write them: exact micrograms, honest spans, errors that say what to do."""

from __future__ import annotations

import pytest

from clemency.cases.quantities import Quantity, in_words, parse
from clemency.errors import CaseError


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("50 g", 50_000_000, 50_000_000),
        ("22.4 g", 22_400_000, 22_400_000),  # a 32-bit float would put it in the wrong bracket
        ("1.5 kg", 1_500_000_000, 1_500_000_000),
        ("1,547 grams", 1_547_000_000, 1_547_000_000),
        ("162 lb", 73_481_963_940, 73_481_963_940),
        ("at least 5 kg", 5_000_000_000, None),
        ("50 grams or more", 50_000_000, None),
        ("more than 5 g", 5_000_001, None),
        ("less than 5 g", 0, 4_999_999),
        ("50 g to 150 g", 50_000_000, 150_000_000),
        ("at least 50 g but less than 150 g", 50_000_000, 149_999_999),
        ("50-150 g", 50_000_000, 150_000_000),
        ("50 \u2013 150 g", 50_000_000, 150_000_000),
        ("50 g - 150 g", 50_000_000, 150_000_000),
        ("between 50 and 150 grams", 50_000_000, 150_000_000),
        ("not more than 50 g", 0, 50_000_000),
        ("no more than 50 g", 0, 50_000_000),
        ("no less than 50 g", 50_000_000, None),
        ("5 milligrams", 5_000, 5_000),
    ],
)
def test_weights(text: str, least: int, most: int | None) -> None:
    assert parse(text, "case") == Quantity(least, most, False)


def test_plants_are_counted() -> None:
    assert parse("120 plants", "case") == Quantity(120, 120, True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("50", ["no unit", "'50 g'"]),
        ("-5 g", ["negative"]),
        ("50 stone", ["'stone'", "not known", "kg"]),
        ("1.5 plants", ["whole number"]),
        ("150 g to 50 g", ["from more to less"]),
        ("1 g 2 g 3 g", ["3 quantities"]),
        ("some", ["no unit"]),
        ("at least -5 g", ["negative"]),
        ("\u22125 g", ["negative"]),
        ("1,5 kg", ["cannot be read", "'1.5 kg'"]),
        ("1 1/2 kg", ["cannot be read"]),
        ("1.5.5 kg", ["cannot be read"]),
        ("5 5 g", ["cannot be read"]),
        ("5 g 8 g", ["two quantities"]),
    ],
)
def test_messages(text: str, words: list[str]) -> None:
    with pytest.raises(CaseError) as raised:
        parse(text, "case.toml: count.drugs 1.weight")
    message = str(raised.value)
    assert message.startswith("case.toml: count.drugs 1.weight")
    assert repr(text) in message
    assert all(word in message for word in words)


@pytest.mark.parametrize(
    ("micrograms", "text"), [(22_400_000, "22.4 g"), (1_500_000_000, "1.5 kg"), (0, "0 g"), (1, "0.000001 g")]
)
def test_in_words(micrograms: int, text: str) -> None:
    assert in_words(micrograms) == text

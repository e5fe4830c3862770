"""What the core says, in Spanish: sentences with places, and how much of the whole record is left in English."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import clemency.web.public
from clemency.briefs.grant_sheet import compare_grant
from clemency.cases.case import Case
from clemency.cases.comparison import Comparison, compare
from clemency.law.effects import RELIEF_KINDS, effects_sheet
from clemency.ledger.counting import PEOPLE, RULES, Where, gap_words
from clemency.ledger.records import superlatives
from clemency.ledger.store import load_record
from clemency.web.public.phrases import _PLACE, translated
from clemency.web.public.views.case import EXAMPLE

BOOK = Path(clemency.web.public.__file__).parent / "locale" / "es" / "core.toml"
SENTENCES: dict[str, str] = tomllib.loads(BOOK.read_text(encoding="utf-8"))["sentences"]


def _said(result: Comparison) -> Iterator[str]:
    for which in ("then", "now"):
        for severe in (True, False):
            for step in result.steps(which, severe):
                yield from (step.rule, step.value, step.reason)
    for missing in result.missing:
        yield from (missing.question, missing.found_in)
    yield from (assumption.text for assumption in result.assumptions)
    yield result.remedy.summary
    for motion in result.remedy.motions:
        yield from (motion.reason, motion.eligible)
    yield from result.remedy.notes


def _left(texts: Iterator[str]) -> Counter[str]:
    return Counter(text for text in texts if text and translated(text, "es") is None)


def test_places_are_the_same_on_both_sides() -> None:
    for source, text in SENTENCES.items():
        assert sorted(_PLACE.findall(source)) == sorted(_PLACE.findall(text)), source
        assert text.strip() == text != ""


def test_a_sentence_with_places_is_filled() -> None:
    english = "28.3 g of cocaine base and 1.5 kg of cocaine = 401 kg marijuana equivalent: at least 400000 g"
    spanish = "28.3 g de cocaína base (crack) y 1.5 kg de cocaína = 401 kg equivalente en marihuana: al menos 400000 g"
    assert translated(english, "es") == spanish
    assert translated("12 to 360–life", "es") == "12 a 360–cadena perpetua"
    assert translated("level 14 becomes 12", "es") == "el nivel 14 pasa a 12"


def test_what_is_not_in_the_book_stays_as_it_is() -> None:
    assert translated("5 g of moonshine", "es") is None
    assert translated("level twelve becomes 10", "es") is None
    assert translated("1,176", "es") == "1,176"
    assert translated("life", "fr") is None


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_answered(text: str) -> None:
    found = translated(text, "es")
    assert found is None or isinstance(found, str)


def test_rules_gaps_records_and_effects_are_all_translated() -> None:
    record = load_record()
    texts = [rule.definition for rule in RULES.values()] + [PEOPLE]
    texts += [gap_words(gap) for gap in record.coverage.gaps] + [gap.reason for gap in record.coverage.complete]
    for found in superlatives(record, Where()):
        texts += [found.title, found.rule, found.unit]
    for kind in RELIEF_KINDS:
        sheet = effects_sheet(kind, "federal", noncitizen=True)
        texts += [sheet.relief_title, sheet.jurisdiction_title, sheet.caution]
        texts += [text for e in (*sheet.effects, *sheet.differing) for text in (e.subject_title, e.text, e.effect)]
        if sheet.class_question:
            texts += [sheet.class_question.saying, sheet.class_question.answer]
            texts += [t for p in sheet.class_question.precedents for t in (p.covers, p.leaves_out, p.certificates)]
    assert _left(iter(texts)) == Counter()


def test_the_example_is_wholly_in_spanish() -> None:
    assert _left(_said(compare(Case.from_dict(EXAMPLE, "example")))) == Counter()


@pytest.mark.parametrize("part", range(2))
def test_little_is_left_in_english_over_the_record(part: int) -> None:
    """Of what the pages of 60 grants say, fewer than one sentence in a hundred; what is left is printed."""
    commutations = [grant for grant in load_record().grants if grant.kind == "commutation"]
    said: list[str] = []
    for grant in commutations[part::58][:30]:
        person = compare_grant(grant)
        said += [*person.read.notes, person.read.reason]
        if person.result is not None:
            said += _said(person.result)
    left = _left(iter(said))
    print(*left.most_common(20), sep="\n")
    assert len(said) > 500
    assert sum(left.values()) < len(said) / 100, left.most_common(20)

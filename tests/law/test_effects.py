"""What relief does and does not do: the sheets promise nothing and cite everything."""

from __future__ import annotations

import pytest

from clemency.errors import CoverageError, InputError
from clemency.law.effects import RELIEF_KINDS, effects_sheet

# (relief, subject, effect): the statements a person would be harmed by if they were wrong.
MUST_SAY = [
    ("pardon", "record", "none"),
    ("pardon", "immigration_status", "none"),
    ("pardon", "deportability", "depends"),
    ("pardon", "inadmissibility", "none"),
    ("pardon", "fine_restitution", "removes"),
    ("pardon", "military_discharge", "none"),
    ("pardon", "conviction", "none"),
    ("commutation", "civil_rights", "none"),
    ("commutation", "firearms", "none"),
    ("commutation", "supervised_release", "none"),
    ("commutation", "imprisonment", "reduces"),
    ("commutation", "deportability", "none"),
    ("remission", "imprisonment", "none"),
    ("reprieve", "conviction", "none"),
    ("class-proclamation", "immigration_status", "none"),
    ("class-proclamation", "deportability", "unsettled"),
]


@pytest.mark.parametrize(("relief", "subject", "effect"), MUST_SAY)
def test_federal_sheet_says(relief: str, subject: str, effect: str) -> None:
    rows = [e for e in effects_sheet(relief).effects if e.subject == subject]
    assert [e.effect for e in rows] == [effect]


@pytest.mark.parametrize("relief", RELIEF_KINDS)
def test_every_statement_is_cited_dated_and_marked(relief: str) -> None:
    sheet = effects_sheet(relief, noncitizen=True)
    assert sheet.effects
    for effect in sheet.effects:
        assert effect.authorities, effect
        assert effect.as_of[:4].isdigit(), effect
        if effect.mark == "verified":  # a verified statement rests on at least one authority that was read
            assert any(a.read == "read" for a in effect.authorities), effect


def test_every_kind_speaks_of_the_same_core_subjects() -> None:
    subjects = [{e.subject for e in effects_sheet(kind).effects} - {"firearms_state"} for kind in RELIEF_KINDS]
    assert all(s == subjects[0] for s in subjects)


def test_noncitizen_with_a_drug_conviction_is_promised_nothing() -> None:
    sheet = effects_sheet("pardon", noncitizen=True)
    assert sheet.effects[0].subject == "immigration_status"
    assert "gives no immigration status" in sheet.effects[0].text
    drugs = next(e for e in sheet.effects if e.subject == "deportability_drugs")
    assert drugs.effect == "unsettled"
    assert {a.key for a in drugs.authorities} >= {"matter_of_suh", "olc_1995"}


def test_class_question_stands_beside_its_precedents() -> None:
    question = effects_sheet("class-proclamation").class_question
    assert question is not None
    assert "no legal framework" in question.saying
    assert [p.signed for p in question.precedents] == sorted(p.signed for p in question.precedents)
    assert {p.authority.key for p in question.precedents} >= {"proc_2676", "proc_4483", "proc_10467", "proc_10887"}
    assert effects_sheet("commutation").class_question is None


def test_states_that_do_otherwise() -> None:
    assert {(e.jurisdiction, e.subject, e.effect) for e in effects_sheet("pardon").differing} >= {
        ("CT", "record", "removes"),
        ("FL", "firearms", "depends"),
        ("GA", "firearms", "depends"),
    }
    assert effects_sheet("pardon", "ct").effects[0].text.startswith("An absolute pardon erases")


def test_unknown_kind_and_place_are_errors_that_say_what_is_held() -> None:
    with pytest.raises(InputError, match="Name one of: pardon"):
        effects_sheet("amnesty")
    with pytest.raises(CoverageError, match="not described, never no effect"):
        effects_sheet("commutation", "CT")

"""The effects sheet in words: what relief does and does not do, with its authorities. As text and as JSON."""

from __future__ import annotations

from dataclasses import asdict
from textwrap import fill
from typing import Any

from clemency.law.effects import Effect, EffectsSheet

_SAYS = {
    "restores": "restores",
    "removes": "removes",
    "reduces": "reduces",
    "none": "no effect",
    "depends": "depends",
    "unsettled": "unsettled",
}
_MARKS = {
    "verified": "",
    "secondary": "; from a secondary source",
    "memory": "; from memory, check before relying on it",
}


def sheet_as_json(sheet: EffectsSheet) -> dict[str, Any]:
    """The sheet as plain values."""
    return asdict(sheet)


def sheet_as_text(sheet: EffectsSheet, width: int = 100) -> str:
    """The sheet for a terminal or a letter; the caution comes first, the authorities under each statement."""
    lines = [f"{sheet.relief_title}", f"{sheet.jurisdiction_title}", "", fill(sheet.caution, width), ""]
    for effect in sheet.effects:
        lines += [*_effect_lines(effect, width), ""]
    if sheet.differing:
        lines += ["Where a state does otherwise (its own convictions and its own pardons)", ""]
        for effect in sheet.differing:
            lines += [*_effect_lines(effect, width, place=effect.jurisdiction), ""]
    if sheet.class_question is not None:
        question = sheet.class_question
        lines += ["Can a group be pardoned?", fill(question.saying, width), fill(question.answer, width), ""]
        for precedent in question.precedents:
            lines.append(fill(f"{precedent.signed}  {precedent.authority.title}", width))
            details = (
                ("covers", precedent.covers),
                ("leaves out", precedent.leaves_out),
                ("certificates", precedent.certificates),
            )
            lines += [_indented(f"{label}: {text}", width) for label, text in details if text]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _effect_lines(effect: Effect, width: int, place: str = "") -> list[str]:
    head = f"{place}: " if place else ""
    cited = "; ".join(a.title for a in effect.authorities)
    return [
        f"{head}{effect.subject_title}: {_SAYS[effect.effect]}",
        _indented(effect.text, width),
        _indented(f"[{cited}; as of {effect.as_of}{_MARKS[effect.mark]}]", width),
    ]


def _indented(text: str, width: int) -> str:
    return fill(text, width, initial_indent="  ", subsequent_indent="  ")

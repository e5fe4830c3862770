"""The instrument: one signed paper that names one person or many, each with their own terms."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """One person as the paper names them. Every field is copied from the decided file."""

    position: int
    name: str
    aliases: str
    register_number: str
    court: str
    docket_number: str
    offense: str
    sentenced_on: str
    sentence: str
    terms: str

    def details(self) -> list[str]:
        """The paragraphs under the name. A pardon before conviction has no court or sentence to state."""
        labelled = [
            ("Also known as", self.aliases),
            ("Register No.", self.register_number),
            ("Court", self.court),
            ("Docket No.", self.docket_number),
            ("Offense", self.offense),
            (
                "Sentence",
                f"{self.sentence} ({self.sentenced_on})" if self.sentence and self.sentenced_on else self.sentence,
            ),
            ("Terms of this grant", self.terms),
        ]
        return [f"{label}: {text}" for label, text in labelled if text]


def facts(
    *, number: str, title: str, decision_maker: str, authority: str, lines: Sequence[Line], day: str
) -> dict[str, Any]:
    """Everything on the paper, in the form that text and PDF are made from. `day`: the day of signature, in words."""
    many = len(lines) > 1
    each = "each of the persons named below" if many else "the person named below"
    return {
        "number": number,
        "title": title,
        "authority": decision_maker,
        "greeting": "To all to whom these presents shall come, greeting:",
        "operative": (
            f"By {authority}, {decision_maker} grants clemency to {each}, on the terms that stand under "
            f"{'each name' if many else 'the name'} and no others. This instrument names {len(lines)} "
            f"{'persons' if many else 'person'}."
        ),
        "lines": [{"position": line.position, "name": line.name, "details": line.details()} for line in lines],
        "direction": (
            "Whatever part of a sentence is not named in these terms is left as it is. The officers who hold or supervise "
            "a person named here are directed to carry out these terms."
        ),
        "closing": f"Done {day}." if day else "Not yet signed.",
        "signature": decision_maker,
    }


def text(data: Mapping[str, Any]) -> str:
    """The instrument as plain text, wrapped for print. Its digest is what is checked and signed."""
    lines = [
        f"{data['title'].upper()}  No. {data['number']}",
        "",
        data["greeting"],
        "",
        textwrap.fill(data["operative"], 90),
        "",
    ]
    for line in data["lines"]:
        lines.append(f"{line['position']}. {line['name']}")
        lines += [textwrap.indent(textwrap.fill(part, 86), "   ") for part in line["details"]]
        lines.append("")
    lines += [textwrap.fill(data["direction"], 90), "", data["closing"], "", data["signature"], "(Seal)"]
    return "\n".join(lines) + "\n"


def differences(decided: Mapping[str, tuple[str, str]], listed: Sequence[tuple[str, str, str]]) -> list[str]:
    """Where the list to be signed departs from the cases decided; empty if they are equal.

    decided: case -> (name, register number). listed: (case, name, register number) for each line.
    """
    faults: list[str] = []
    seen: set[str] = set()
    for case, name, register in listed:
        if case in seen:
            faults.append(f"duplicate: {case} {name} stands on the list twice.")
        seen.add(case)
        if case not in decided:
            faults.append(f"extra: {case} {name} is on the list but is not decided as granted.")
            continue
        decided_name, decided_register = decided[case]
        if name != decided_name:
            faults.append(f"wrong name: {case} is {decided_name} in the file, {name} on the list.")
        if register != decided_register:
            faults.append(f"wrong identifier: {case} is {decided_register!r} in the file, {register!r} on the list.")
    faults += [
        f"missing: {case} {name} is decided but not on the list."
        for case, (name, _) in decided.items()
        if case not in seen
    ]
    return faults

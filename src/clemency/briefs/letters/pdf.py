"""Letters and instruments as PDF, by typst: tagged, with language and title set, conforming to PDF/UA-1."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


def _compile(source: str, data: Mapping[str, Any]) -> bytes:
    import typst  # a quarter of a second to load; only when a PDF is asked for

    made = typst.compile(
        str(_FOLDER / source),
        format="pdf",
        root=str(_FOLDER),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=["ua-1"],
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gave several files for one document")
    return made


def letter_pdf(
    *,
    sender: str,
    addressee: str,
    address: str,
    day: str,
    subject: str,
    paragraphs: tuple[str, ...],
    language: str,
    large_print: bool = False,
) -> bytes:
    """A letter as an accessible PDF; `large_print` sets 18 points."""
    blocks = [
        {"list": [line.removeprefix("- ") for line in text.split("\n")]} if text.startswith("- ") else {"text": text}
        for text in paragraphs
    ]
    return _compile(
        "letter.typ",
        {
            "sender": sender,
            "addressee": addressee,
            "address": address,
            "day": day,
            "subject": subject,
            "blocks": blocks,
            "language": language,
            "size": 18 if large_print else 11,
        },
    )


def warrant_pdf(data: Mapping[str, Any]) -> bytes:
    """An instrument as PDF, from `warrant.facts`."""
    return _compile("warrant.typ", data)

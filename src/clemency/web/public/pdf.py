"""The comparison sheet as a PDF: the same words as `clemency compare`, set by typst."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import typst

from clemency.briefs.sheet import sheet
from clemency.cases.comparison import Comparison

_PAGE = """#let data = json("sheet.json")
#set document(title: data.title)
#set text(lang: "en", size: 8.6pt, font: ("DejaVu Sans Mono", "Liberation Mono"))
#set page(paper: "us-letter", margin: (x: 0.75in, y: 0.8in), numbering: "1 / 1",
  footer: context [#text(size: 7.5pt)[Information, not legal advice. #h(1fr) #counter(page).display("1 / 1", both: true)]])
#set par(leading: 0.55em)
#heading(level: 1, data.title)
#raw(data.text, block: true)
"""


def sheet_pdf(result: Comparison) -> bytes:
    """The sheet as PDF bytes. Made in a folder of its own that is gone when this returns."""
    title = result.case.name or "Then and now"
    with tempfile.TemporaryDirectory(prefix="clemency-sheet-") as folder:
        path = Path(folder)
        (path / "sheet.json").write_text(json.dumps({"title": title, "text": sheet(result)}), encoding="utf-8")
        (path / "sheet.typ").write_text(_PAGE, encoding="utf-8")
        return typst.compile(path / "sheet.typ", root=path)

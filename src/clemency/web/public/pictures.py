"""Pictures for links that people share: 1200 by 630 points, drawn here from the record, with the fonts of typst itself.

A picture says what the page says, in few words; ``Picture.alt`` says it to those who do not see it. A grant's picture
names the relief and the day and leaves the offense to the page, where its whole text and its sources stand beside it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import typst

WIDTH, HEIGHT = 1200, 630


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn: a line above the title, the title, figures with their words, and columns with some marked."""

    above: str
    title: str
    figures: tuple[tuple[str, str], ...] = ()
    text: str = ""
    columns: tuple[tuple[float, bool], ...] = ()
    columns_of: str = ""
    foot: str = ""

    @property
    def alt(self) -> str:
        """The picture in one sentence or two."""
        figures = ", ".join(f"{value} {words}" for value, words in self.figures)
        return ". ".join(filter(None, (self.title, self.above, figures, self.text))) + "."


_PAGE = b"""#let data = json(bytes(sys.inputs.data))
#set page(width: 1200pt, height: 630pt, margin: 0pt, fill: white)
#set text(font: "Libertinus Serif", fill: rgb("#1b1b1b"), lang: "en", number-type: "lining", hyphenate: false)
#set par(leading: 0.42em, spacing: 0pt)
#let deep = rgb("#162e51")
#let gold = rgb("#face00")
#let blue = rgb("#005ea2")
#let soft = rgb("#565c65")
#let fitted(body, sizes, room) = context {
  let fits = sizes.filter(size => measure(block(width: 1080pt, text(size: size, body))).height <= room)
  text(size: fits.at(0, default: sizes.last()), body)
}
#place(top, rect(width: 100%, height: 84pt, fill: deep))
#place(top, dy: 84pt, rect(width: 100%, height: 7pt, fill: gold))
#place(top + left, dx: 60pt, dy: 23pt, text(size: 40pt, weight: "bold", fill: white)[Clemency])
#place(top + right, dx: -60pt, dy: 31pt, text(size: 26pt, fill: white, data.site))
#place(top + left, dx: 60pt, dy: 122pt, box(width: 1080pt, text(size: 32pt, fill: soft, data.above)))
#place(top + left, dx: 60pt, dy: 166pt, box(width: 1080pt, {
  set text(weight: "bold")
  fitted(data.title, (78pt, 64pt, 52pt, 42pt), 100pt)
}))
#let below = if data.columns.len() > 0 { 282pt } else { 300pt }
#if data.figures.len() > 0 {
  place(top + left, dx: 60pt, dy: below, stack(dir: ltr, spacing: 56pt, ..data.figures.map(((value, words)) =>
    stack(dir: ttb, spacing: 10pt,
      text(size: 66pt, weight: "bold", fill: blue, value), text(size: 27pt, fill: soft, words)))))
}
#if data.text != "" {
  place(top + left, dx: 60pt, dy: if data.figures.len() > 0 { 440pt } else { 300pt }, box(width: 1080pt,
    fitted(data.text, (38pt, 32pt, 27pt, 23pt), if data.figures.len() > 0 { 120pt } else { 250pt })))
}
#if data.columns.len() > 0 {
  let each = 1080pt / data.columns.len()
  place(bottom + left, dx: 60pt, dy: -84pt, line(length: 1080pt, stroke: 1.5pt + soft))
  for (number, (share, marked)) in data.columns.enumerate() {
    if share > 0 {
      let tall = calc.max(110pt * share, 2pt)
      place(bottom + left, dx: 60pt + number * each + each * 0.1, dy: -85pt, rect(width: each * 0.8, height: tall,
        fill: if marked { rgb("#b5540c") } else { blue }))
    }
  }
  place(bottom + left, dx: 60pt, dy: -52pt, text(size: 22pt, fill: soft, data.columns_of))
}
#place(bottom + left, dx: 60pt, dy: -22pt, text(size: 22pt, fill: soft, data.foot))
"""


def png(picture: Picture, site: str) -> bytes:
    """The picture as PNG bytes. ``site``: what the site is, in a few words, at the right of its name."""
    data = {
        "site": site,
        "above": picture.above,
        "title": picture.title,
        "figures": picture.figures,
        "text": picture.text,
        "columns": picture.columns,
        "columns_of": picture.columns_of,
        "foot": picture.foot,
    }
    compiler = typst.Compiler(_PAGE, ignore_system_fonts=True, sys_inputs={"data": json.dumps(data)})
    made = compiler.compile(format="png", ppi=72)
    assert isinstance(made, bytes)
    return made


def shares(values: Sequence[float], marked: Sequence[bool]) -> tuple[tuple[float, bool], ...]:
    """Columns as parts of the tallest."""
    most = max(values, default=0) or 1
    return tuple((value / most, mark) for value, mark in zip(values, marked, strict=True))

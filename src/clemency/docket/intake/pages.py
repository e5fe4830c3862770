"""Some pages of a PDF as a new PDF. The pages left out are not in the new file."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from clemency.docket.errors import DocketError

MOST_PAGES = 300
_RANGE = re.compile(r"(\d{1,4})(?:-(\d{1,4}))?")


def page_numbers(text: str) -> list[int]:
    """The pages that `1-3, 5` names, in order, each once. DocketError if it names none or cannot be read."""
    found: set[int] = set()
    for part in filter(None, (one.strip() for one in text.split(","))):
        matched = _RANGE.fullmatch(part)
        if not matched:
            raise DocketError(f"Pages {part!r} cannot be read. Write them as 1-3, 5.")
        first = int(matched.group(1))
        last = int(matched.group(2) or first)
        if first < 1 or last < first:
            raise DocketError(f"Pages {part!r}: the first page is 1, and a range goes up.")
        found.update(range(first, min(last, first + MOST_PAGES) + 1))
    if not found:
        raise DocketError("No page is named. Write pages as 1-3, 5.")
    if len(found) > MOST_PAGES:
        raise DocketError(f"More than {MOST_PAGES} pages are named; share them in parts.")
    return sorted(found)


def some_pages(data: bytes, pages: list[int]) -> bytes:
    """A new PDF of these pages, each at its own size. DocketError for a page that is not there or a file not readable."""
    import typst  # a quarter of a second to load; only when pages are taken out

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "paper.pdf").write_bytes(data)
        images = [f'#image("paper.pdf", page: {page}, alt: "page {page} of the paper")' for page in pages]
        lines = ["#set page(width: auto, height: auto, margin: 0pt)", "\n#pagebreak()\n".join(images)]
        (place / "main.typ").write_text("\n".join(lines))
        try:
            made = typst.compile(str(place / "main.typ"), root=folder, ignore_system_fonts=True)
        except typst.TypstError as error:
            why = str(error)
            if missing := re.search(r"page (\d+) does not exist", why):
                raise DocketError(f"The paper has no page {missing.group(1)}.") from error
            raise DocketError(
                "The paper cannot be read as a PDF, so no pages can be taken from it. Share it whole, or scan it again."
            ) from error
    if not isinstance(made, bytes):
        raise TypeError("typst gave several files for one document")
    return made

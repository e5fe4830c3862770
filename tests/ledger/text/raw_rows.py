"""A loose reading of the raw record, only for measuring the text parsers.

The strict readers live in `clemency.sources`. This one takes every offense, sentence, district and terms text it can
reach in `../shared/data/grants`, keeps no counts, and mends nothing but the damage that would hide a text.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode as Node

RAW = Path(__file__).resolve().parents[4] / "shared" / "data" / "grants"


class Row(NamedTuple):
    """One record's texts; an empty string means that the record has none."""

    source: str
    name: str
    kind: str
    district: str
    offense: str
    sentence: str
    terms: str


_LABELS = {
    "offense": "offense",
    "district/date": "district",
    "district": "district",
    "sentence": "sentence",
    "commutation": "terms",
    "commutation grant": "terms",
    "terms of grant": "terms",
    "term of grant": "terms",
}
# The spreadsheet copy: bytes of one encoding read as another, twice. Longest first.
_DEBRIS = {"Ã_": "'", "Ã¬": '"', "Ã®": '"', "Ã±": "-", "Â©": "", "â€\xa0": " ", "â€": " ", "\xa0": " "}


def _mend(text: str) -> str:
    text = re.sub(r"(?<=U\.S\.C\.)([\sâ€]*)ÃŸ", r"\1§", text).replace("ÃŸ", " ")
    for bad, good in _DEBRIS.items():
        text = text.replace(bad, good)
    return re.sub(r"[ \t]+", " ", text)


def _label(key: str) -> str:
    return key.strip().strip("*").rstrip(":").strip().lower()


def _two_column(path: Path, source: str, encoding: str) -> list[Row]:
    records: list[dict[str, str]] = []
    field = ""
    with path.open(encoding=encoding, newline="") as handle:
        for line in list(csv.reader(handle))[1:]:
            key, text = (_mend(line[0]).strip(), _mend(line[1]).strip()) if len(line) > 1 else ("", "")
            inside = re.match(
                r"(Offense|District/Date|Sentence|Terms of grant|Commutation Grant)\s*:\s*(.*)", text, re.S
            )
            if not key and inside:
                key, text = inside.group(1), inside.group(2)
            label = _LABELS.get(_label(key), "")
            if label and records:
                field = label
                records[-1][field] = f"{records[-1].get(field, '')}\n{text}".strip()
            elif not key and field and re.match(r"\d|[a-z(;]", text) and records:
                records[-1][field] = f"{records[-1][field]}\n{text}"
            elif text:
                records.append({"name": text})
                field = ""
    return [_row(source, "commutation", record) for record in records if "sentence" in record]


def _row(source: str, kind: str, record: dict[str, str]) -> Row:
    return Row(
        source, kind=kind, **{k: record.get(k, "") for k in ("name", "district", "offense", "sentence", "terms")}
    )


def _markdown(path: Path) -> list[Row]:
    rows: list[Row] = []
    record: dict[str, str] = {}
    field = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        bold = re.match(r"\*\*(.+?)\*\*\s*:?\s*(.*)", line)
        label = _LABELS.get(_label(bold.group(1)), "") if bold else ""
        if bold and label:
            field = label
            record[field] = bold.group(2).lstrip(": ").strip()
        elif bold or not line.strip():
            if bold and "sentence" in record:
                rows.append(_row(path.name[:10], "commutation", record))
            if bold:
                record = {"name": bold.group(1)}
            if not line.strip() and field and record.get("terms"):
                field = ""
        elif field and line.strip():
            record[field] = f"{record[field]} {line.strip()}".strip()
    if "sentence" in record:
        rows.append(_row(path.name[:10], "commutation", record))
    return rows


def _text(node: Node) -> str:
    return re.sub(r"[ \t]+", " ", _mend(node.text(separator="\n", strip=False))).strip()


def _cell(node: Node) -> str:
    """The text of a cell: elements that break lines become line breaks, the rest run on."""
    html = re.sub(r"\s+", " ", node.html or "")
    html = re.sub(r"<br\s*/?>|</p>|</li>|</div>", "\n", html)
    text = HTMLParser(f"<div>{html}</div>").text()
    return "\n".join(line for line in (re.sub(r"[ \t\xa0]+", " ", part).strip() for part in text.split("\n")) if line)


def _justice_page(path: Path) -> list[Row]:
    source = re.sub(r".*President-(.*)\.html", r"\1", path.name)
    rows: list[Row] = []
    for table in HTMLParser(path.read_text(encoding="utf-8", errors="replace")).css("table"):
        lines = [[_cell(td) for td in tr.css("td,th")] for tr in table.css("tr")]
        if any(line and line[0].strip().upper() == "NAME" for line in lines) or any(len(line) >= 4 for line in lines):
            for line in lines:
                if len(line) >= 4 and line[0].upper() not in ("NAME", ""):
                    name, district, sentence, offense = line[:4]
                    rows.append(Row(source, name, "pardon", district, offense, sentence, ""))
            continue
        record: dict[str, str] = {}
        for line in lines:
            label = _LABELS.get(_label(line[0]), "") if line else ""
            if len(line) == 2 and label:
                record[label] = line[1]
            elif len(line) == 2 and line[1]:
                if len(record) > 1:
                    rows.append(_row(source, "pardon", record))
                record = {"name": line[1]}
            elif len(line) == 1 and line[0]:
                single = re.match(r"(?s)(Offense|District/Date|Sentence)\s*:\s*(.*)", line[0])
                if single:
                    record[_LABELS[single.group(1).lower()]] = single.group(2)
                else:
                    if len(record) > 1:
                        rows.append(_row(source, "pardon", record))
                    record = {"name": line[0]}
        if len(record) > 1:
            rows.append(_row(source, "pardon", record))
    return rows


def _transcribed(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as handle:
        return [
            Row("pardonpedia", r["recipient"], r["kind"], r["district"], r["offense"], r["sentence"], "")
            for r in csv.DictReader(handle)
        ]


def rows(root: Path = RAW) -> list[Row]:
    """Every record of the raw folder that states an offense, a sentence or terms."""
    found = _two_column(root / "cocteau-D4D" / "commutations.csv", "cocteau", "utf-8")
    found += _two_column(root / "fivethirtyeight" / "obama_commutations.csv", "fivethirtyeight", "utf-8")
    for path in sorted((root / "wh-briefings").glob("*clemency-recipient-list*.md")):
        found += _markdown(path)
    for path in sorted((root / "GavArmstrong-Presidential-Pardons").glob("*.html")):
        found += _justice_page(path)
    return found + _transcribed(root / "pardonpedia" / "excerpt_rows.csv")

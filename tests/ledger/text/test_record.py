"""The real record: rates over the raw sources when they are at hand, and a bundled choice of its texts always.

`rows.jsonl` holds one text of each frequent shape and a seeded choice of the rare ones, with what the parsers made of
it. It guards against unmeant change; whether a reading is right is tested in the other modules and in `validation/`.
To renew it after a meant change, delete it and run this module with the raw sources at hand.
"""

from __future__ import annotations

import json
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.ledger.text.raw_rows import RAW, Row, rows

from clemency.ledger.text import parse_district, parse_offense, parse_sentence, parse_terms
from clemency.ledger.text.offense import _Reader
from clemency.ledger.text.offense_draft import named_by_words

PARSERS: dict[str, Callable] = {
    "sentence": parse_sentence,
    "terms": parse_terms,
    "district": parse_district,
    "offense": parse_offense,
}
BUNDLED = Path(__file__).with_name("rows.jsonl")
SEED = 20161219
RARE_PER_FIELD = 120

needs_raw = pytest.mark.skipif(
    not RAW.is_dir(), reason="the raw sources (../shared/data/grants) are not on this machine"
)


def shape(text: str) -> str:
    """A text with its figures, amounts and days taken out."""
    text = re.sub(r"\$[\d,.]*\d", "$N", text.replace("’", "'"))
    text = re.sub(r"\b(?:[A-Z][a-z]+ \d{1,2}, ?\d{4})", "DAY", text)
    return re.sub(r"\d[\d,.]*", "N", text)


def bundle(found: list[Row]) -> None:
    chosen: list[dict[str, object]] = []
    draw = random.Random(SEED)
    for field, parse in PARSERS.items():
        shapes: dict[str, list[str]] = defaultdict(list)
        for row in found:
            if text := getattr(row, field):
                shapes[shape(text)].append(text)
        frequent = [texts[0] for texts in shapes.values() if len(texts) > 3]
        rare = [texts[0] for texts in shapes.values() if len(texts) <= 3]
        for text in frequent[:150] + draw.sample(rare, min(RARE_PER_FIELD, len(rare))):
            reading = parse(text)
            unread = [piece.text for piece in reading.unread]
            chosen.append({"field": field, "text": text, "reads_as": reading.describe(), "unread": unread})
    BUNDLED.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in chosen), encoding="utf-8")


if not BUNDLED.exists() and RAW.is_dir():
    bundle(rows())
ENTRIES = [json.loads(line) for line in BUNDLED.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("field", PARSERS)
def test_the_bundled_texts_read_as_before(field: str) -> None:
    changed = []
    for entry in ENTRIES:
        if entry["field"] == field:
            reading = PARSERS[field](entry["text"])
            now = (reading.describe(), [piece.text for piece in reading.unread])
            if now != (entry["reads_as"], entry["unread"]):
                changed.append((entry["text"], entry["reads_as"], *now))
    assert not changed


@pytest.mark.parametrize("field", ["sentence", "terms"])
def test_plain_text_reads_back_the_same(field: str) -> None:
    for entry in ENTRIES:
        if entry["field"] == field and not entry["unread"]:
            first = PARSERS[field](entry["text"])
            again = PARSERS[field](first.describe())
            assert again.describe() == first.describe()
            assert again.unread == ()


@needs_raw
def test_words_name_the_provision_that_is_printed_beside_them() -> None:
    """Where a text prints a provision, the section our table gives for its words is, nearly always, among those printed.

    The rest are slips in print ("21 U.S.C. § 924(c)") and charges that print the section of what was conspired to.
    """
    agree: Counter[str] = Counter()
    differ: Counter[str] = Counter()
    for text in {row.offense for row in rows()}:
        reader = _Reader(text, None, "")
        reader.read()
        for draft in reader.done:
            printed = {(cite.title, cite.section) for cite in draft.cites}
            if not printed or draft.unknown or draft.of_supervision or any(cite.code != "USC" for cite in draft.cites):
                continue
            for named in named_by_words(draft):
                if named.basis == "phrase":
                    (agree if (named.title, named.section) in printed else differ)[named.key] += 1
    assert agree.total() > 2000
    assert agree.total() / (agree.total() + differ.total()) > 0.94
    for key in (
        "21 USC 841(a)(1)",
        "18 USC 924(c)(1)",
        "18 USC 922(g)(1)",
        "21 USC 848",
        "21 USC 843(b)",
        "21 USC 856",
    ):
        assert agree[key] > 12 * differ[key], key


@needs_raw
def test_rates_over_the_raw_record(capsys: pytest.CaptureFixture[str]) -> None:
    """At least 99 commutations in 100 are understood to the last word; for pardons the rates are only held."""
    started = time.perf_counter()
    total: Counter[tuple[str, str]] = Counter()
    failed: Counter[tuple[str, str]] = Counter()
    for row in rows():
        source = f"{row.source} {row.kind}s"
        whole = True
        for field, parse in PARSERS.items():
            if text := getattr(row, field):
                total[source, field] += 1
                if parse(text).unread:
                    failed[source, field] += 1
                    whole = False
        total[source, "row"] += 1
        failed[source, "row"] += not whole
    seconds = time.perf_counter() - started
    with capsys.disabled():
        print(f"\n{sum(n for (_, field), n in total.items() if field == 'row')} rows in {seconds:.1f} s")
        for source in dict.fromkeys(source for source, _ in total):
            rates = (
                f"{field} {100 - 100 * failed[source, field] / n:.1f}%"
                for (s, field), n in total.items()
                if s == source
            )
            print(f"  {source:45} {total[source, 'row']:5} rows: {', '.join(rates)}")
    commutations = [source for source, _ in total if source.endswith("commutations")]
    read = sum(total[s, "row"] - failed[s, "row"] for s in set(commutations))
    assert read / sum(total[s, "row"] for s in set(commutations)) >= 0.985
    for source in ("cocteau commutations", "fivethirtyeight commutations"):
        assert failed[source, "row"] / total[source, "row"] <= 0.012
    for (source, field), n in total.items():
        floor = {"sentence": 0.98, "terms": 0.99, "district": 0.99, "offense": 0.84, "row": 0.82}[field]
        assert failed[source, field] <= (1 - floor) * n + 1, (source, field)
    assert seconds < 30

"""Case files that are not what they should be: one clear message, status 2, bounded memory, never a traceback."""

from __future__ import annotations

import copy
import io
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clemency.cases.case import MOST_BYTES, TEMPLATE, Case, read_stream
from clemency.cases.comparison import compare
from clemency.cases.reading import KEYS
from clemency.cli import main
from clemency.errors import CaseError, InputError

GOOD = TEMPLATE.encode()


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", ["empty", "--template"]),
        (b" \n\n", ["empty"]),
        (GOOD[: GOOD.index(b"62 g") + 2], ["not a TOML case file", "--template"]),
        (TEMPLATE.encode("utf-16"), ["not UTF-8", "Save the file as UTF-8"]),
        (b"\x7fELF\x02\x01\xff\xfe", ["not UTF-8"]),
        (b"name = '" + b"x" * MOST_BYTES + b"'", ["more than 1 MB", "clemency screen"]),
        (b"a = " + b"[" * 5000 + b"]" * 5000, ["nested too deep"]),
        (b"a = " + b"9" * 5000, ["not a TOML case file"]),
    ],
)
def test_a_bad_file_is_one_message(
    tmp_path: Path, raw: bytes, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "case.toml"
    path.write_bytes(raw)
    with pytest.raises(SystemExit) as stopped:
        main(["compare", str(path)])
    said = capsys.readouterr()
    assert stopped.value.code == 2
    assert said.out == ""
    assert said.err.startswith(f"clemency: {path}: ")
    assert said.err.count("\n") == 1
    assert all(word in said.err for word in words)


def test_a_huge_file_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "huge.toml"
    with path.open("wb") as file:
        file.truncate(40_000_000_000)  # sparse: takes no space, and would take all memory
    with pytest.raises(CaseError, match="more than 1 MB"):
        Case.from_file(path)


def test_a_folder_and_no_file(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="Is a directory"):
        Case.from_file(tmp_path)
    with pytest.raises(CaseError, match="No such file"):
        Case.from_file(tmp_path / "none.toml")


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert read_stream(io.BytesIO(b"\xef\xbb\xbf" + GOOD), "case") == TEMPLATE
    assert Case.from_toml("\ufeff" + TEMPLATE).name == "Example"


def test_a_picture_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case, picture = tmp_path / "case.toml", tmp_path / "none" / "x.svg"
    case.write_bytes(GOOD)
    with pytest.raises(SystemExit) as stopped:
        main(["compare", str(case), "--chart", str(picture)])
    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith(f"clemency: {picture}: No such file or directory.")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"count": {"drugs": [{"drug": "marijuana plants", "charged": "100 kg"}]}}, ["charged", "'100 plants'"]),
        ({"count": {"drugs": [{"drug": "heroin", "charged": "100 pills"}]}}, ["charged", "'50 g'"]),
        ({"count": {"drugs": [{"drug": "heroin", "weight": "1 kg", "pure": "100 pills"}]}}, ["pure", "'50 g'"]),
        ({"count": {"drugs": [{"drug": "marijuana plants", "weight": "at least 100 plants"}]}}, ["not one number"]),
        ({"stated": {"range": [121]}}, ["stated.range", "both ends"]),
        ({"stated": {"statutory_minimum": "ten"}}, ["stated.statutory_minimum", "'ten'"]),
        ({"stated": {"level": 32}}, ["stated.level", "not a field"]),
        ({"notes": 5}, ["notes", "5", "list of texts"]),
        ({"count": {"statute": 841}}, ["count.statute", "841", "21 USC"]),
        ({"history": {"sentences": [{"imposed": "1985", "year": 2}]}}, ["sentences 1", "year"]),
        ({"history": {"sentences": [5]}}, ["sentences 1", "5"]),
        ({"guideline": {"adjustments": 3}}, ["guideline.adjustments", "3"]),
        ({"guideline": {"weapon": "y" * 5000}}, ["guideline.weapon", "true or false"]),
    ],
)
def test_a_bad_value_is_named(changes: dict[str, Any], words: list[str]) -> None:
    data = {"count": {"statute": "21 USC 841", "drugs": [{"drug": "crack"}]}, **changes}
    with pytest.raises(InputError) as raised:
        Case.from_dict(data, "case.toml")
    message = str(raised.value)
    assert message.startswith("case.toml: ")
    assert all(word in message for word in words)
    assert len(message) < 500


PLACES = [(table, key) for table, keys in sorted(KEYS.items()) for key in sorted(keys)]
JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.integers(-3, 50),
    st.floats(),
    st.text(max_size=8),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.sampled_from(
        ["life", "50 g", "at least 5 kg", "1992-13", "21 USC 846", "2 or more", "VI", "-5 g", "crack", "x" * 3000]
    ),
    st.lists(st.one_of(st.integers(), st.text(max_size=4), st.none()), max_size=3),
    st.dictionaries(st.text(max_size=4), st.integers(), max_size=2),
    st.sampled_from([{}, [], [[]], [{}]]),
)


def _put(data: Any, table: str, key: str, value: Any) -> None:
    """Put a value at its place in the tables of a case file, where the place still exists."""
    if table == "":
        data[key] = value
        return
    if table == "adjustment":
        place = data.get("guideline", {})
        rows = place.get("adjustments") if isinstance(place, dict) else None
    elif table == "count.drugs":
        place = data.get("count", {})
        rows = place.get("drugs") if isinstance(place, dict) else None
    else:
        rows = [data.setdefault(table, {})]
    if isinstance(rows, list) and rows and isinstance(rows[0], dict):
        rows[0][key] = value


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), JUNK), min_size=1, max_size=3))
def test_any_value_anywhere_is_read_or_refused(changes: list[tuple[tuple[str, str], Any]]) -> None:
    data = copy.deepcopy(tomllib.loads(TEMPLATE))
    for (table, key), value in changes:
        _put(data, table, key, value)
    try:
        answer = compare(Case.from_dict(data, "case.toml")).to_dict()["status"]
    except InputError as problem:
        answer = str(problem)
    assert 0 < len(answer) < 1000


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(TEMPLATE)), st.integers(0, len(TEMPLATE)), st.text(max_size=5))
def test_any_damage_to_the_text_is_read_or_refused(first: int, second: int, put: str) -> None:
    text = TEMPLATE[: min(first, second)] + put + TEMPLATE[max(first, second) :]
    try:
        source = Case.from_toml(text).source
    except InputError as problem:
        source = str(problem).partition(":")[0]
    assert source == "case"


EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.toml"))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(EXAMPLES), st.integers(0, 3_000), st.integers(0, 12), st.text("0-9\"'[]{}=. \nxé", max_size=5))
def test_any_damage_to_an_example_is_answered_or_refused(path: Path, at: int, out: int, put: str) -> None:
    """Facts of an offense, several counts and prior sentences, cut and overwritten anywhere, through to the answer."""
    whole = path.read_text(encoding="utf-8")
    at = min(at, len(whole))
    text = whole[:at] + put + whole[at + out :]
    try:
        answer = compare(Case.from_toml(text, "case.toml")).to_dict()["status"]
    except InputError as problem:
        answer = str(problem)
    assert 0 < len(answer) < 1000


ODD: list[Any] = [-1, 10**20, 1.5, "x", "", [], {}, True, "life", [1], {"a": 1}, "2F1.1", "18 USC 924(c)", float("nan")]


def _leaves(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield (*path, key)
        yield from _leaves(value, (*path, key))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_any_value_of_an_example_can_be_odd(path: Path) -> None:
    """Every value in turn replaced by ones that cannot stand: answered, or refused with the name of the file."""
    whole = tomllib.loads(path.read_text(encoding="utf-8"))
    for number, place in enumerate(_leaves(whole)):
        data = copy.deepcopy(whole)
        inner = data
        for key in place[:-1]:
            inner = inner[key]
        for odd in ODD[number % 3 :: 3]:  # a third of them each, over all places every one
            inner[place[-1]] = odd
            try:
                answer = "case.toml" if compare(Case.from_dict(data, "case.toml")).status else ""
            except InputError as problem:
                answer = str(problem)
            assert answer.startswith("case.toml"), (place, answer)

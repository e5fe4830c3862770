"""A file of cases gives what each case gives alone; what cannot be read is set aside; nothing half-written stays."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.cases.random_rows import random_row

import clemency
from clemency.cases import columns, files
from clemency.cases.columns import Reject
from clemency.cases.screen import day_number, plain, screen_batches
from clemency.errors import InputError

CASES = 300
REFERENCE = Path(__file__).parents[2] / "docs/reference/columns.md"


def screened(rows: list[dict[str, Any]], on: str | None = None) -> tuple[list[dict[str, Any]], list[Reject]]:
    """Answers of rows, by their number, and the rejects."""
    names = [name for name in columns.NAMES if any(name in row for row in rows)]
    table = pa.Table.from_pylist(
        [{name: row.get(name) for name in names} for row in rows],
        schema=pa.schema([(name, _type(name)) for name in names]),
    )
    rejects: list[Reject] = []
    answers = list(screen_batches(table.to_batches(), on, rejects=rejects.extend))
    return [row for b in answers for row in plain(b).to_pylist()], rejects


def _type(name: str) -> pa.DataType:
    kind = columns.BY_NAME[name].kind
    if kind == columns.GRAMS:
        return pa.float64()
    if kind == columns.WHOLE:
        return pa.int32()
    return pa.bool_() if kind == columns.YES_NO else pa.string()


def expected(result: clemency.Comparison) -> dict[str, Any]:
    then, now = result.then, result.now
    ratio = result.ratio
    return {
        "status": result.status,
        "then_low_least": then[0].low,
        "then_high_least": then[0].high,
        "then_low_most": then[1].low,
        "then_high_most": then[1].high,
        "now_low_least": now[0].low,
        "now_high_least": now[0].high,
        "now_low_most": now[1].low,
        "now_high_most": now[1].high,
        "then_minimum_least": result.minimum("then").least,
        "then_minimum_most": result.minimum("then").most,
        "now_minimum_least": result.minimum("now").least,
        "now_minimum_most": result.minimum("now").most,
        "difference_least": result.difference.least,
        "difference_most": result.difference.most,
        "ratio_least": ratio.least,
        "ratio_most": ratio.most,
        "safety_valve_then": result.safety_valve("then"),
        "safety_valve_now": result.safety_valve("now"),
        "remedy": result.remedy.answer,
        "motions": ";".join(m.name for m in result.remedy.motions if m.eligible == "yes"),
    }


def test_a_file_says_what_each_case_says_alone() -> None:
    rng = random.Random(5)
    pairs = [random_row(rng) for _ in range(CASES)]
    answers, rejects = screened([{"case_id": str(n), **row} for n, (row, _) in enumerate(pairs)])
    refused = {int(reject.case_id) for reject in rejects}
    by_id = {int(answer["case_id"]): answer for answer in answers}
    compared = 0
    for n, (row, case) in enumerate(pairs):
        try:
            result = clemency.compare(case)
        except InputError as problem:
            said = str(problem)
            result = None
        if result is None:
            unsaid = n in refused or by_id[n]["status"].startswith("not_modelled:")
            assert unsaid, f"{said}\n{row}\n{by_id.get(n)}"
            continue
        assert n not in refused, [reject for reject in rejects if reject.case_id == str(n)]
        want = expected(result)
        got = {name: by_id[n][name] for name in want}
        assert got == want, f"{row}\n{ {k: (got[k], want[k]) for k in want if got[k] != want[k]} }"
        compared += 1
    assert compared > CASES * 0.6
    assert len(answers) + len(rejects) == CASES


@pytest.mark.parametrize(
    "array",
    [
        pa.array([22.4, 0.1, 1e5 + 0.000001]),
        pa.array(["22.4", "0.10", "100000.000001"]),
        pa.array(["22.4", "0.1", "100000.000001"]).dictionary_encode(),
        pa.array(["22.4", "0.1", "100000.000001"]).cast(pa.decimal128(20, 6)),
    ],
    ids=["float64", "text", "dictionary", "decimal"],
)
def test_grams_are_exact(array: pa.Array) -> None:
    assert _micrograms(array) == [22_400_000, 100_000, 100_000_000_001]


def test_single_precision_means_what_it_prints() -> None:
    """As a 32-bit float 22.4 g is 22.39999962 g, and would fall below its bracket."""
    assert _micrograms(pa.array(np.array([22.4, 0.1, 280.0], np.float32))) == [22_400_000, 100_000, 280_000_000]


def test_what_is_finer_than_a_microgram_never_rises_to_a_threshold() -> None:
    assert _micrograms(pa.array([22.3999999, 49.99999999])) == [22_399_999, 49_999_999]


def test_every_decimal_of_six_places_is_exact() -> None:
    rng = np.random.default_rng(3)
    micrograms = np.concatenate([rng.integers(0, 10**k, 2000) for k in range(2, 15)])
    assert _micrograms(pa.array(micrograms / 1e6)) == micrograms.tolist()


def _micrograms(array: pa.Array) -> list[int]:
    table = pa.record_batch({"weight_g_1": array})
    reader = columns.Reader(day_number(None))
    return columns._Batch(reader, table, np.arange(1, len(array) + 1)).grams("weight_g_1").tolist()


GOOD = {
    "offense_date": "1991-03-01",
    "sentencing_date": "1992-06-15",
    "statute": "21 USC 841(a)(1)",
    "drug_1": "crack",
    "weight_g_1": 62.0,
}


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"drug_1": "crak"}, "drug_1", "not in the tables"),
        ({"weight_g_1": -5.0}, "weight_g_1", "negative"),
        ({"weight_g_1": 1e12}, "weight_g_1", "more than"),
        ({"weight_g_1": float("nan")}, "weight_g_1", "not a number"),
        ({"pure_g_1": 63.0}, "pure_g_1", "contradict"),
        ({"charged_g_1": 63.0}, "charged_g_1", "contradict"),
        ({"sentencing_date": "1990-01-01"}, "sentencing_date", "before offense_date"),
        ({"offense_date": "1980-01-01"}, "offense_date", "no federal sentencing guidelines"),
        ({"sentencing_date": "2031-01-01"}, "sentencing_date", "after the chosen day"),
        ({"offense_date": "1991-02-30"}, "offense_date", "not a day of the calendar"),
        ({"statute": "murder"}, "statute", "not a statute"),
        ({"category": "VII"}, "category", "not a criminal history category"),
        ({"category": "I", "points": 9}, "points", "contradicts category"),
        ({"category": "III", "career_offender": True}, "category", "contradicts career_offender"),
        ({"priors_851": 40}, "priors_851", "not a whole number"),
        ({"serious_priors": 3, "priors_851": 1}, "serious_priors", "more than priors_851"),
        ({"firearms": "thrown"}, "firearms", "not a kind of count"),
        ({"imposed_months": "forever"}, "imposed_months", "not a term"),
        ({"drug_2": None, "weight_g_2": 4.0}, "weight_g_2", "without drug_2"),
        ({"drug_1": None, "weight_g_1": None, "statute": None}, "statute", "nothing to compute from"),
    ],
)
def test_a_bad_value_sets_its_row_aside_and_says_why(change: dict[str, Any], field: str, reason: str) -> None:
    answers, rejects = screened([{"case_id": "good", **GOOD}, {"case_id": "bad", **GOOD, **change}])
    assert [answer["case_id"] for answer in answers] == ["good"]
    (reject,) = rejects
    assert (reject.row, reject.case_id, reject.field) == (2, "bad", field)
    assert reason in reject.reason
    assert reject.remedy


def test_a_statute_without_tables_is_not_modelled_and_has_no_figures() -> None:
    answers, _ = screened([{**GOOD, "statute": "49 USC 46504", "drug_1": None, "weight_g_1": None}])
    assert answers[0]["status"] == "not_modelled:49 USC 46504"
    assert {value for name, value in answers[0].items() if name not in ("case_id", "status")} == {None}


def test_a_protected_place_by_relevant_conduct_is_not_modelled_in_files() -> None:
    row = {"offense_date": "1999-01-01", "sentencing_date": "2001-01-01", "drug_1": "heroin", "weight_g_1": 500.0}
    rows = [{**row, "statute": s, "guideline": "2D1.2"} for s in ("21 USC 841(a)(1)", "21 USC 860")]
    answers, _ = screened([{"case_id": str(n), **row} for n, row in enumerate(rows)])
    assert answers[0]["status"] == "not_modelled:2D1.2 without a conviction under 21 USC 859-861"
    assert answers[0]["then_low_least"] is None
    assert answers[1]["then_low_least"] is not None


def test_without_a_place_for_rejects_they_stay_in_the_output() -> None:
    table = pa.Table.from_pylist(
        [{"case_id": n, **GOOD, "weight_g_1": w} for n, w in (("a", 1.0), ("b", -1.0), ("c", 2.0))]
    )
    (answers,) = screen_batches(table.to_batches())
    assert answers.column("case_id").to_pylist() == ["a", "b", "c"]
    assert answers.column("status").to_pylist()[1] == "rejected:weight_g_1"


def test_batches_are_taken_as_they_are_needed() -> None:
    """Constant memory: no more batches are read ahead than there are cores, and one."""
    taken = 0

    def endless() -> Any:
        nonlocal taken
        table = pa.Table.from_pylist([GOOD] * 10).to_batches()[0]
        while True:
            taken += 1
            yield table

    answers = screen_batches(endless(), threads=2)
    for _ in range(5):
        next(answers)
    assert taken <= 5 + 3


# ---- files -----------------------------------------------------------------------------------------------------------------


def write(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def run(path: Path, output: Path, **options: Any) -> files.Summary:
    return files.screen_file(path, output, day_number(None), **options)


def test_csv_and_parquet_say_the_same(tmp_path: Path) -> None:
    source = write(tmp_path / "cases.csv", files.template())
    first = run(source, tmp_path / "a.parquet")
    import pyarrow.csv

    pq.write_table(pyarrow.csv.read_csv(source), tmp_path / "cases.parquet")
    second = run(tmp_path / "cases.parquet", tmp_path / "b.parquet")
    assert first.read == second.read == 3
    assert pq.read_table(tmp_path / "a.parquet").equals(pq.read_table(tmp_path / "b.parquet"))
    assert pq.read_table(tmp_path / "a.parquet").schema.metadata[b"law as of"] == b"2025-11-01"


def test_read_is_written_and_rejected(tmp_path: Path) -> None:
    text = (
        files.template()
        + "x,1991-01-01\n"
        + ",".join(["y", "nonsense"] + [""] * 50)[: files.template().count(",")]
        + "\n"
    )
    summary = run(write(tmp_path / "cases.csv", text), tmp_path / "out.csv")
    assert summary.read == summary.written + summary.rejected
    assert (summary.written, summary.rejected) == (3, 2)
    assert sum(summary.reasons.values()) == 2
    assert summary.rejects.endswith("out.rejects.csv")
    assert len(Path(summary.rejects).read_text().splitlines()) == 3


def test_life_is_a_word_in_csv(tmp_path: Path) -> None:
    run(write(tmp_path / "cases.csv", files.template()), tmp_path / "out.csv")
    text = (tmp_path / "out.csv").read_text()
    assert '"life"' in text
    assert "inf" not in text


BAD_FILES = {
    "empty": (b"", "empty"),
    "header only": (b"case_id,drug_1\n", "no rows"),
    "no known column": (b"a,b\n1,2\n", "none of its columns"),
    "misspelt column": (b"case_id,drug_1,weigt_g_1\nx,crack,5\n", "Did you mean 'weight_g_1'"),
    "column twice": (b"drug_1,drug_1\ncrack,crack\n", "stands twice"),
    "semicolons": (b"case_id;drug_1\nx;crack\n", "commas"),
    "UTF-16": ("case_id,drug_1\nx,crack\n".encode("utf-16"), "UTF-8"),
    "Latin-1": ("case_id,drug_1\nMu\xf1oz,crack\n".encode("latin-1"), "row 1: not UTF-8"),
    "workbook": (b"PK\x03\x04rest", "Excel"),
    "one long line": (b"case_id,drug_1\n" + b"x" * (20 << 20), "longer than 8 MB"),
    "no line end at all": (b"x" * (20 << 20), "longer than 8 MB"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_one_clear_message(name: str, tmp_path: Path) -> None:
    content, words = BAD_FILES[name]
    path = write(tmp_path / "cases.csv", content)
    with pytest.raises(InputError) as caught:
        run(path, tmp_path / "out.parquet")
    message = str(caught.value)
    assert words in message
    assert str(path) in message
    assert "\n" not in message
    assert os.listdir(tmp_path) == ["cases.csv"], "nothing half-written stays"


def test_a_truncated_parquet_file_is_named_and_nothing_stays(tmp_path: Path) -> None:
    table = pa.Table.from_pylist([GOOD] * 1000)
    pq.write_table(table, tmp_path / "whole.parquet")
    whole = (tmp_path / "whole.parquet").read_bytes()
    for path, content in (("cut.parquet", whole[: len(whole) // 2]), ("other.parquet", b"case_id\n")):
        write(tmp_path / path, content)
        with pytest.raises(InputError, match=path):
            run(tmp_path / path, tmp_path / "out.parquet")
    assert not [name for name in os.listdir(tmp_path) if name.startswith((".", "out"))]


def test_a_byte_order_mark_is_no_part_of_a_name(tmp_path: Path) -> None:
    summary = run(write(tmp_path / "cases.csv", b"\xef\xbb\xbf" + files.template().encode()), tmp_path / "out.csv")
    assert (summary.read, summary.ignored) == (3, [])


def test_the_input_is_not_written_over(tmp_path: Path) -> None:
    path = write(tmp_path / "cases.csv", files.template())
    with pytest.raises(InputError, match="write over"):
        run(path, path)
    assert path.read_text() == files.template()


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from clemency.cli import main

    path = write(tmp_path / "cases.csv", files.template())
    with pytest.raises(SystemExit) as stopped:
        main(["screen", str(path), "-o", str(tmp_path / "out.csv"), "--json"])
    assert stopped.value.code == 0
    assert json.loads(capsys.readouterr().out)["written"] == 3
    with pytest.raises(SystemExit) as stopped:
        main(["screen", str(tmp_path / "none.csv"), "-o", str(tmp_path / "out.csv")])
    assert stopped.value.code == 2
    assert "none.csv: cannot be read" in capsys.readouterr().err


def test_the_reference_page_is_the_dictionary() -> None:
    """Made with `clemency screen --dictionary > docs/reference/columns.md`."""
    assert REFERENCE.read_text(encoding="utf-8") == files.dictionary_page()

"""Many cases at once: batches of rows in, batches of answers out, in the order of the rows and in constant memory.

`screen_batches` is the whole of it; the command line puts files around it (`cases/files.py`), Spark a cluster
(`clemency.spark`). No score and no rank: the same figures as for one case (`clemency.compare`), by the same rules.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from clemency.cases import columns
from clemency.cases.columns import Reject
from clemency.errors import CoverageError, InputError
from clemency.law import assemble, batch
from clemency.law.compare import LIFE_IN_MONTHS
from clemency.law.dates import GUIDELINES_FROM, TABLES_AS_OF, format_day, parse_day
from clemency.law.facts import LIFE
from clemency.law.rows import REMEDY_NAMES, STATUS_NAMES

ROWS = 65_536
"""Rows of one batch: what bounds the memory of a run."""

_WORD = pa.dictionary(pa.int16(), pa.string())
_FIGURES = (
    "then_low_least",
    "then_high_least",
    "then_low_most",
    "then_high_most",
    "now_low_least",
    "now_high_least",
    "now_low_most",
    "now_high_most",
    "then_minimum_least",
    "then_minimum_most",
    "now_minimum_least",
    "now_minimum_most",
    "difference_least",
    "difference_most",
)
OUTPUT: tuple[tuple[str, Any, str], ...] = (
    ("case_id", pa.string(), "as given, else the number of the row from 1"),
    (
        "status",
        _WORD,
        "`lower_today`, `same`, `higher`, `needs_fact:<fact>` (the one that moves the range most), "
        "`not_modelled:<provision>` or `rejected:<column>`",
    ),
    ("then_low_least", pa.float64(), "bottom of the range at sentencing, on the most lenient reading"),
    ("then_high_least", pa.float64(), "its top"),
    ("then_low_most", pa.float64(), "bottom of the range at sentencing, on the most severe reading"),
    ("then_high_most", pa.float64(), "its top"),
    ("now_low_least", pa.float64(), "bottom of the range under the law of the chosen day, most lenient reading"),
    ("now_high_least", pa.float64(), "its top"),
    ("now_low_most", pa.float64(), "the same on the most severe reading"),
    ("now_high_most", pa.float64(), "its top"),
    ("then_minimum_least", pa.float64(), "mandatory minimum at sentencing with the terms it adds, least"),
    ("then_minimum_most", pa.float64(), "the same, most"),
    ("now_minimum_least", pa.float64(), "mandatory minimum under the law of the chosen day, least"),
    ("now_minimum_most", pa.float64(), "the same, most"),
    ("difference_least", pa.float64(), "months from the bottom then to the bottom now, least; life counted as 470"),
    ("difference_most", pa.float64(), "the same, most"),
    ("ratio_least", pa.float64(), "sentence imposed over the bottom of the range now, least; life counted as 470"),
    ("ratio_most", pa.float64(), "the same, most; empty where the range begins at 0 or no sentence is given"),
    ("life_then", pa.bool_(), "the range at sentencing begins at life on some reading"),
    ("life_now", pa.bool_(), "the range now begins at life on some reading"),
    ("safety_valve_then", _WORD, "whether 18 U.S.C. § 3553(f) opened below the minimum: `no`, `yes`, `open`"),
    ("safety_valve_now", _WORD, "the same under the law of the chosen day"),
    (
        "remedy",
        _WORD,
        "`court` (a motion is open), `open` (depends on missing facts), `clemency_only`, `none_found` (not lower today)",
    ),
    ("motions", _WORD, "the motions that are open, parted by `;`"),
)
SCHEMA = pa.schema([(name, kind) for name, kind, _ in OUTPUT])
_VALVES = ("no", "yes", "open")


def day_number(on: date | str | int | None) -> int:
    """The chosen day; without one, the last day the tables were read against."""
    day = on if isinstance(on, int) else TABLES_AS_OF if on is None else 0
    if isinstance(on, str):
        day = parse_day(on, "--on")
    elif isinstance(on, date):
        day = on.toordinal()
    if day < GUIDELINES_FROM:
        raise CoverageError(f"--on {format_day(day)}: there were no federal sentencing guidelines before 1987-11-01.")
    return day


def screen_batches(
    batches: Iterable[pa.RecordBatch],
    on: date | str | int | None = None,
    *,
    rejects: Callable[[list[Reject]], None] | None = None,
    threads: int = 0,
) -> Iterator[pa.RecordBatch]:
    """Answers for batches of cases, in their order, with the schema `SCHEMA` (the guide explains each column).

    batches: with columns of `columns.DICTIONARY`; others are ignored.  on: the day whose law is "now".
    rejects: called with the rows of each batch that cannot be read; without it they stay in the output with the status
    `rejected:<column>` and no figures.  threads: cores to use, 0 for all. Memory does not grow with the number of rows.
    """
    day = day_number(on)
    yield from screen_numbered(_numbered(batches), day, rejects=rejects, threads=threads)


def _numbered(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[pa.RecordBatch, np.ndarray]]:
    row = 1
    for each in batches:
        for start in range(0, each.num_rows, ROWS):
            part = each.slice(start, ROWS)
            yield part, np.arange(row, row + part.num_rows)
            row += part.num_rows


def screen_numbered(
    batches: Iterable[tuple[pa.RecordBatch, np.ndarray]],
    day: int,
    *,
    rejects: Callable[[list[Reject]], None] | None = None,
    threads: int = 0,
) -> Iterator[pa.RecordBatch]:
    """The same for batches that bring the number of each row in its file."""
    threads = threads or batch.threads_available()
    reader = columns.Reader(day)
    waiting: deque[Future[tuple[pa.RecordBatch, list[Reject]]]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        for table, numbers in batches:
            waiting.append(pool.submit(_screen, reader, table, numbers, day, rejects is None))
            if len(waiting) > threads:
                yield _told(waiting.popleft().result(), rejects)
        while waiting:
            yield _told(waiting.popleft().result(), rejects)


def _told(done: tuple[pa.RecordBatch, list[Reject]], rejects: Callable[[list[Reject]], None] | None) -> pa.RecordBatch:
    answers, rejected = done
    if rejects is not None and rejected:
        rejects(rejected)
    return answers


def _screen(
    reader: columns.Reader, table: pa.RecordBatch, numbers: np.ndarray, day: int, keep_rejects: bool
) -> tuple[pa.RecordBatch, list[Reject]]:
    found = reader.read(table, numbers)
    answers = batch.compare_columns(found.columns, day, threads=1)
    result = _answers(found, answers, day)
    if keep_rejects and found.rejects:
        result = _with_rejects(result, found)
    return result, found.rejects


def _answers(found: columns.Reading, answers: batch.Answers, day: int) -> pa.RecordBatch:
    no_figures = (found.provision != "") | (answers.lacking > 0)
    hidden = no_figures if no_figures.any() else None
    imposed = np.where(found.imposed == LIFE, LIFE_IN_MONTHS, found.imposed)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = imposed / answers.bottom_most, imposed / answers.bottom_least
    unsaid = [(imposed < 0) | (bottom == 0) | no_figures for bottom in (answers.bottom_most, answers.bottom_least)]
    made: dict[str, pa.Array] = {
        "case_id": _names(found),
        "status": _status(found, answers),
        **{name: pa.array(getattr(answers, name), mask=hidden) for name in _FIGURES},
        "ratio_least": pa.array(ratios[0], mask=unsaid[0]),
        "ratio_most": pa.array(ratios[1], mask=unsaid[1]),
        "life_then": pa.array(answers.then_low_most == LIFE, mask=hidden),
        "life_now": pa.array(answers.now_low_most == LIFE, mask=hidden),
        "safety_valve_then": _word(answers.valve_then, _VALVES, hidden),
        "safety_valve_now": _word(answers.valve_now, _VALVES, hidden),
        "remedy": _word(answers.remedy, REMEDY_NAMES, hidden),
        "motions": _motions(answers.motions, day, hidden),
    }
    return pa.RecordBatch.from_arrays([made[name] for name in SCHEMA.names], schema=SCHEMA)


def _names(found: columns.Reading) -> pa.Array:
    if found.case_id is None:
        return columns.pc.cast(pa.array(found.rows), pa.string())
    given = columns.pc.cast(found.case_id, pa.string())
    if given.null_count == 0:
        return given
    return columns.pc.coalesce(given, columns.pc.cast(pa.array(found.rows), pa.string()))


def _word(codes: np.ndarray, words: tuple[str, ...], hidden: np.ndarray | None) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int16), mask=hidden), pa.array(words, pa.string()))


def _status(found: columns.Reading, answers: batch.Answers) -> pa.Array:
    codes, words = answers.status.astype(np.int16), list(STATUS_NAMES)
    for drug in np.unique(answers.lacking[answers.lacking > 0]).tolist():
        codes[answers.lacking == drug] = len(words)
        words.append(f"not_modelled:2D1.1({assemble.drugs()[drug - 1].name})")
    for provision in sorted(set(found.provision.tolist()) - {""}):
        codes[found.provision == provision] = len(words)
        words.append(f"not_modelled:{provision}")
    return _word(codes, tuple(words), None)


def _motions(bits: np.ndarray, day: int, hidden: np.ndarray | None) -> pa.Array:
    names = batch.motion_names(day)
    encoded = columns.pc.dictionary_encode(pa.array(bits))
    masks = encoded.dictionary.to_pylist()
    words = tuple(";".join(name for j, name in enumerate(names) if mask >> j & 1) for mask in masks)
    return _word(encoded.indices.to_numpy(), words, hidden)


def _with_rejects(result: pa.RecordBatch, found: columns.Reading) -> pa.RecordBatch:
    """The answers with the rejected rows among them, in the order of the file, so that nothing is lost."""
    bad = pa.table(
        {
            "case_id": [reject.case_id or str(reject.row) for reject in found.rejects],
            "status": pa.array([f"rejected:{reject.field}" for reject in found.rejects], pa.string()),
        }
    )
    lines = [pa.Table.from_batches([plain(result)]), bad]
    whole = pa.concat_tables(lines, promote_options="default")
    order = np.argsort(np.concatenate([found.rows, [reject.row for reject in found.rejects]]), kind="stable")
    return whole.take(pa.array(order)).cast(SCHEMA).combine_chunks().to_batches()[0]


PLAIN = pa.schema([(name, pa.string() if kind == _WORD else kind) for name, kind, _ in OUTPUT])


def plain(result: pa.RecordBatch) -> pa.RecordBatch:
    """The same answers with words as text, for readers that know no dictionary columns."""
    return result.cast(PLAIN)


def check_names(names: list[str], where: str) -> list[str]:
    """The columns that are not in the dictionary, to be ignored and said. Raises InputError for a near miss or no known one."""
    import difflib

    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InputError(f"{where}: the column {twice[0]!r} stands twice. Remove or rename one of the two.")
    others = [name for name in names if name not in columns.BY_NAME]
    for name in others:
        near = difflib.get_close_matches(name.strip().lower(), columns.NAMES, n=1, cutoff=0.85)
        if near and near[0] not in names:
            raise InputError(
                f"{where}: the column {name!r} is not in the column dictionary. Did you mean {near[0]!r}? Rename it, "
                "or give it a name that is not so near."
            )
    if len(others) == len(names):
        raise InputError(
            f"{where}: none of its columns is in the column dictionary ({', '.join(names[:5])}). "
            "`clemency screen --template` writes an example file."
        )
    return others

"""Files of cases, CSV and Parquet: read row by row in constant memory, written whole or not at all.

Every way a file can be wrong is one message that names it. A row that cannot be read is set aside with its reason, so that
rows read = rows written + rows rejected. Results are written under a temporary name and renamed when the last row is in.
"""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from clemency.cases.columns import BY_NAME, DICTIONARY, NAMES, Broken, Reject, numbers_past, pc
from clemency.cases.screen import PLAIN, ROWS, SCHEMA, check_names, screen_numbered
from clemency.errors import InputError
from clemency.law.dates import TABLES_AS_OF, format_day

LONGEST_LINE = 8 << 20
"""Bytes of the longest line of CSV that is read (8 MB): a file without line ends must not fill the memory."""

Progress = Callable[[float], None]


class Summary(NamedTuple):
    """What a run did. `read` = `written` + `rejected`, always."""

    read: int
    written: int
    rejected: int
    reasons: dict[str, int]
    statuses: dict[str, int]
    ignored: list[str]
    output: str
    rejects: str
    about: dict[str, Any]
    """What a source says of its own rows beside the counts (`cases.ussc`)."""


class Extending(Protocol):
    """A source whose rows bring columns of their own into the output (`cases.ussc.UsscFile`)."""

    ignored: list[str]

    @property
    def added(self) -> list[tuple[str, Any]]: ...

    def batches(self, progress: Progress) -> Iterator[tuple[pa.RecordBatch, np.ndarray]]: ...

    def extended(self, result: pa.RecordBatch, rejected: set[int]) -> pa.RecordBatch: ...

    def report(self) -> dict[str, Any]: ...


Opener = Callable[[Path, Callable[[list[Reject]], None]], Extending]


class _Source(Protocol):
    ignored: list[str]

    def batches(self, progress: Progress) -> Iterator[tuple[pa.RecordBatch, np.ndarray]]: ...


# ---- reading -------------------------------------------------------------------------------------------------------------


def open_source(
    path: Path, rejects: Callable[[list[Reject]], None], form: str = "", also: frozenset[str] = frozenset()
) -> _Source:
    """A file of cases by its form ("csv" or "parquet"; by its ending where it is not given).

    also: columns to read that are not in the dictionary, where the file has them.
    """
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except IsADirectoryError:
        raise InputError(f"{path}: a folder. Name one file of cases, CSV or Parquet.") from None
    except OSError as problem:
        raise InputError(f"{path}: cannot be read: {problem.strerror}. Check the name and the rights.") from None
    if not start:
        raise InputError(f"{path}: the file is empty. `clemency screen --template` writes an example.")
    form = form or ("parquet" if path.suffix.lower() in (".parquet", ".pq") else "csv")
    if form not in ("csv", "parquet"):
        raise InputError(f"--format {form!r}: not a form of file. Write csv or parquet.")
    if start == b"PAR1":
        return _Parquet(path, also)
    if form == "parquet":
        raise InputError(
            f"{path}: not a Parquet file: it does not begin as one. Check how it was made, or use --format csv."
        )
    if start[:2] == b"PK":
        raise InputError(f"{path}: a ZIP archive or an Excel workbook, not CSV. Save the sheet as CSV (UTF-8).")
    return _Csv(path, rejects, also)


class _Parquet:
    def __init__(self, path: Path, also: frozenset[str]) -> None:
        self.path, self.also = path, also
        try:
            # Not buffered ahead: a row group is read as it is needed, so that its size does not set the memory.
            self.file = pq.ParquetFile(path, buffer_size=1 << 20, pre_buffer=False)
        except (pa.ArrowInvalid, OSError) as problem:
            raise InputError(
                f"{path}: not a whole Parquet file ({_first_line(problem)}). Truncated in copying? Fetch it again."
            ) from None
        names = self.file.schema_arrow.names
        self.ignored = check_names(names, str(path))
        self.total = self.file.metadata.num_rows
        if self.total == 0:
            raise InputError(f"{path}: the file holds no rows. Check how it was made.")

    def batches(self, progress: Progress) -> Iterator[tuple[pa.RecordBatch, np.ndarray]]:
        row = 1
        known = [name for name in self.file.schema_arrow.names if name in BY_NAME or name in self.also]
        try:
            for each in self.file.iter_batches(batch_size=ROWS, columns=known):
                yield each, np.arange(row, row + each.num_rows)
                row += each.num_rows
                progress((row - 1) / self.total)
        except (pa.ArrowInvalid, OSError) as problem:
            raise InputError(
                f"{self.path}: damaged after row {row - 1:,} ({_first_line(problem)}). Fetch the file again."
            ) from None


class _Counted:
    """A file that says how far it has been read."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("rb")
        self.size = max(path.stat().st_size, 1)
        self.done = 0
        self.closed = False

    def read(self, count: int = -1) -> bytes:
        found = self.file.read(count)
        self.done += len(found)
        return found

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return False

    def seekable(self) -> bool:
        return False

    def close(self) -> None:
        self.file.close()
        self.closed = True


class _Csv:
    """Named columns, every value read as text, so that what cannot stand is a row's matter and never the run's."""

    def __init__(self, path: Path, rejects: Callable[[list[Reject]], None], also: frozenset[str]) -> None:
        self.path, self.rejects, self.also = path, rejects, also
        self.broken: list[Any] = []
        self.ignored = check_names(self._header(), str(path))

    def _header(self) -> list[str]:
        with self.path.open("rb") as file:
            line = file.readline(LONGEST_LINE + 1)
        if len(line) > LONGEST_LINE:
            raise InputError(f"{self.path}, row 1: {_TOO_LONG}")
        if b"\0" in line[:200]:
            raise InputError(f"{self.path}: not text in UTF-8 (it holds zero bytes; UTF-16?). Save the file as UTF-8.")
        try:
            text = line.decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            raise InputError(
                f"{self.path}, row 1: not UTF-8 text (byte {problem.start}). Save the file as UTF-8."
            ) from None
        names = next(csv.reader([text.strip()]), [])
        if len(names) == 1 and (";" in text or "\t" in text):
            raise InputError(f"{self.path}: its columns are not parted by commas. Save the file as CSV with commas.")
        return [name.strip() for name in names]

    def batches(self, progress: Progress) -> Iterator[tuple[pa.RecordBatch, np.ndarray]]:
        import pyarrow.csv as arrow

        counted = _Counted(self.path)
        header = self._header()
        row, lines, stood = 1, 0, 0
        try:
            reader = arrow.open_csv(
                pa.PythonFile(counted, mode="r"),
                read_options=arrow.ReadOptions(
                    block_size=LONGEST_LINE, use_threads=False, column_names=header, skip_rows=1
                ),
                parse_options=arrow.ParseOptions(invalid_row_handler=self._broken_row),
                convert_options=arrow.ConvertOptions(
                    column_types=dict.fromkeys(header, pa.string()),
                    include_columns=[name for name in header if name in BY_NAME or name in self.also],
                    strings_can_be_null=True,
                    null_values=["", "NA", "null", "NULL"],
                ),
            )
            for each in reader:
                for begin in range(0, each.num_rows, ROWS):
                    part = each.slice(begin, ROWS)
                    numbers = numbers_past(self.broken, row, part.num_rows)
                    yield part, numbers
                    row, lines = int(numbers[-1]) + 1, lines + part.num_rows
                stood += self._tell_broken()
                progress(min(counted.done / counted.size, 1.0))
            stood += self._tell_broken()
        except pa.ArrowInvalid as problem:
            raise InputError(f"{self.path}: {self._why(str(problem), row)}") from None
        finally:
            counted.close()
        if lines + stood == 0:
            raise InputError(f"{self.path}: the file holds no rows below its header. Check how it was made.")

    def _broken_row(self, found: Any) -> str:
        number = (found.number or 0) - 1  # the header is row 1 of the text
        self.broken.append(Broken(number, found.actual_columns, found.expected_columns, found.text))
        return "skip"

    def _tell_broken(self) -> int:
        told = [
            Reject(
                each.number,
                "",
                "",
                each.text[:80],
                f"{each.actual} fields where the header has {each.expected}.",
                "Quote a value that holds a comma; check whether the file was cut off.",
            )
            for each in self.broken
        ]
        if told:
            self.rejects(told)
        self.broken = []
        return len(told)

    def _why(self, problem: str, row: int) -> str:
        if "straddling" in problem or "block" in problem:
            return f"after row {row - 1:,}: {_TOO_LONG}"
        if "UTF8" in problem or "UTF-8" in problem:
            return f"{self._bad_text()}. Save the file as UTF-8."
        return f"after row {row - 1:,}: {problem.splitlines()[0]}. Check the file there."

    def _bad_text(self) -> str:
        with self.path.open("rb") as file:
            for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), b"")):
                try:
                    line.decode("utf-8")
                except UnicodeDecodeError as problem:
                    return (
                        f"row {number}: not UTF-8 text (byte {problem.start} of the line is {line[problem.start]:#04x})"
                    )
        return "not UTF-8 text"


_TOO_LONG = (
    f"a line longer than {LONGEST_LINE >> 20} MB, or a file without line ends. "
    "Each case is one line; check how the file was made."
)


def _first_line(problem: Exception) -> str:
    return str(problem).splitlines()[0].rstrip(".") if str(problem) else type(problem).__name__


# ---- writing -------------------------------------------------------------------------------------------------------------


class _Writer(Protocol):
    def write(self, result: pa.RecordBatch) -> None: ...

    def close(self) -> None: ...


class _ParquetWriter:
    def __init__(self, path: Path, day: int, added: list[tuple[str, Any]]) -> None:
        schema = pa.schema(
            [*SCHEMA, *(pa.field(*column) for column in added)], PLAIN.with_metadata(label(day)).metadata
        )
        words: Any = [name for name in schema.names if name != "case_id"]  # few values, many rows
        self.writer = pq.ParquetWriter(path, schema, compression="zstd", compression_level=1, use_dictionary=words)

    def write(self, result: pa.RecordBatch) -> None:
        self.writer.write_batch(result, row_group_size=ROWS)

    def close(self) -> None:
        self.writer.close()


class _CsvWriter:
    """Life is written as `life`, months without needless decimals."""

    def __init__(self, path: Path, day: int, added: list[tuple[str, Any]]) -> None:
        pairs = [*_pairs(), *added]
        text = pa.schema([(name, pa.bool_() if pa.types.is_boolean(kind) else pa.string()) for name, kind in pairs])
        self.schema = text
        self.writer = pyarrow.csv.CSVWriter(path, text, write_options=pyarrow.csv.WriteOptions(quoting_style="needed"))

    def write(self, result: pa.RecordBatch) -> None:
        arrays = []
        for name, column in zip(result.schema.names, result.columns, strict=True):
            if pa.types.is_dictionary(column.type):
                column = pc.cast(column, pa.string())
            if pa.types.is_floating(column.type):
                column = _months(column, name)
            arrays.append(column)
        self.writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=self.schema))

    def close(self) -> None:
        self.writer.close()


def _pairs() -> list[tuple[str, Any]]:
    return list(zip(PLAIN.names, PLAIN.types, strict=True))


def _months(column: pa.Array, name: str) -> pa.Array:
    if name.startswith("ratio"):
        column = pc.round(column, 4)
    text = pc.cast(column, pa.string())
    return pc.if_else(pc.is_inf(column), "life", text)


def label(day: int) -> dict[str, str]:
    """What a result file says of itself."""
    return {
        "law as of": format_day(min(day, TABLES_AS_OF)),
        "now": format_day(day),
        "life": "infinite in columns of months; counted as 470 months in differences and ratios",
    }


_WRITERS: dict[str, Any] = {".parquet": _ParquetWriter, ".pq": _ParquetWriter, ".csv": _CsvWriter}


@dataclass
class _Rejects:
    """Rejected rows, written as they come; the file is made with the first."""

    path: Path
    count: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    _file: Any = None
    _writer: Any = None

    def __call__(self, found: list[Reject]) -> None:
        if self._writer is None:
            self._file = self.path.open("w", newline="", encoding="utf-8")
            self._writer = csv.writer(self._file)
            self._writer.writerow(Reject._fields)
        self._writer.writerows(found)
        self.count += len(found)
        self.reasons.update(f"{each.field}: {each.reason}" if each.field else each.reason for each in found)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


def screen_file(
    path: Path,
    output: Path,
    day: int,
    *,
    rejects: Path | None = None,
    form: str = "",
    threads: int = 0,
    progress: Progress = lambda done: None,
    opener: Opener | None = None,
) -> Summary:
    """Screen a file of cases into another. Nothing appears under the names given before the whole is written.

    rejects: where rejected rows go, as CSV; by default beside the output, made only if there are any.
    form: "csv" or "parquet" where the ending of the file does not say.  opener: reads a file of another kind as cases.
    Raises InputError with one clear message.
    """
    if output.suffix.lower() not in _WRITERS:
        raise InputError(f"{output}: what form? End the name in .parquet or .csv.")
    refused = rejects or output.with_name(f"{output.stem}.rejects.csv")
    for place in (output, refused):
        if place.resolve() == path.resolve():
            raise InputError(f"{place}: would write over the file that is read. Choose another name.")
        if not place.parent.is_dir():
            raise InputError(f"{place}: the folder {place.parent} does not exist. Make it first.")
    kept = [_partial(output), _partial(refused)]
    aside = _Rejects(kept[1])
    written, statuses = 0, Counter[str]()
    try:
        own = opener(path, aside) if opener else None
        source = own or open_source(path, aside, form)
        writer: _Writer = _WRITERS[output.suffix.lower()](kept[0], day, own.added if own else [])
        refused_rows: set[int] = set()

        def told(found: list[Reject]) -> None:
            aside(found)
            refused_rows.update(each.row for each in found)

        for result in screen_numbered(source.batches(progress), day, rejects=told, threads=threads):
            writer.write(own.extended(result, refused_rows) if own else result)
            refused_rows.clear()
            written += result.num_rows
            status = result.column("status")
            counts = np.bincount(status.indices.to_numpy(), minlength=len(status.dictionary)).tolist()
            statuses.update({w: n for w, n in zip(status.dictionary.to_pylist(), counts, strict=True) if n})
        writer.close()
        aside.close()
        if aside.count:
            os.replace(kept[1], refused)
        elif refused.exists():
            refused.unlink()  # of an earlier run: it would speak of other rows
        os.replace(kept[0], output)
    except OSError as problem:
        raise InputError(f"{output}: cannot be written: {problem.strerror or problem}. Nothing was written.") from None
    finally:
        aside.close()
        for place in kept:
            place.unlink(missing_ok=True)
    return Summary(
        written + aside.count,
        written,
        aside.count,
        dict(aside.reasons.most_common()),
        dict(statuses.most_common()),
        source.ignored,
        str(output),
        str(refused) if aside.count else "",
        own.report() if own else {},
    )


def _partial(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.part")


# ---- the dictionary and the template ---------------------------------------------------------------------------------------

_EXAMPLES: tuple[dict[str, str], ...] = (
    {
        "case_id": "example-1",
        "offense_date": "1991-03-01",
        "conviction_date": "1992-02-10",
        "sentencing_date": "1992-06-15",
        "statute": "21 USC 841(a)(1);21 USC 846",
        "subdivision": "841(b)(1)(A)",
        "priors_851": "0",
        "drug_1": "cocaine base",
        "weight_g_1": "62",
        "acceptance": "3",
        "safety_valve_conditions": "true",
        "category": "III",
        "points": "5",
        "under_sentence": "false",
        "recent_release": "false",
        "career_offender": "false",
        "imposed_months": "151",
    },
    {
        "case_id": "example-2",
        "offense_date": "2004-05",
        "sentencing_date": "2005-09-20",
        "statute": "21 USC 841(a)(1);18 USC 924(c)",
        "priors_851": "1",
        "drug_1": "heroin",
        "weight_g_1": "1200.5",
        "drug_2": "cocaine base",
        "weight_g_2": "22.4",
        "firearms": "possessed;brandished",
        "category": "VI",
        "career_offender": "true",
        "imposed_months": "life",
    },
    {
        "case_id": "example-3",
        "offense_date": "1998",
        "sentencing_date": "1999-11-03",
        "statute": "21 USC 841(a)(1)",
        "drug_1": "marijuana plants",
        "units_1": "120",
        "category": "I",
        "imposed_months": "60",
    },
)


def template() -> str:
    """An example file: every column that the examples use, three rows."""
    import io

    used = [name for name in NAMES if any(name in row for row in _EXAMPLES)]
    text = io.StringIO()
    writer = csv.DictWriter(text, used, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_EXAMPLES)
    return text.getvalue()


def dictionary_page() -> str:
    """The reference page of the columns, in and out."""
    from clemency.cases.screen import OUTPUT

    head = (
        "# Columns of a file of cases\n\n"
        "Made from the code by `clemency screen --dictionary`.\n"
        "Every column may be missing and every value empty: the fact is then unknown and widens the answer, except that an "
        "adjustment the court did not list is taken as not made.\n"
        "Other columns are ignored and named at the end of the run.\n\n"
        "## What goes in\n\n| column | holds | what it is |\n|---|---|---|\n"
    )
    rows = [f"| `{c.name}` | {_kind(c)} | {c.about} |" for c in DICTIONARY]
    forms = (
        "\n\nA *day* is a date, or text: `1992-06-15`, `1992-06`, `1992`; the last two leave the day open within the month or year, "
        "as does an interval, `1997-11-01/1998-10-31`.\n"
        "*Grams* are numbers, taken exactly to the microgram; what is finer is cut off.\n"
        "*Months or life* are months from 0 to 12000, or `life`.\n"
        "*Yes or no* is a truth value, or `true`, `false`, `yes`, `no`, `1`, `0`.\n\n"
        "## What comes out\n\n| column | what it is |\n|---|---|\n"
    )
    out = [f"| `{name}` | {about} |" for name, _, about in OUTPUT]
    tail = (
        "\n\nMonths are numbers; life is infinite in Parquet and `life` in CSV, and only differences and ratios count it as 470 "
        "months (the Sentencing Commission's convention), which `life_then` and `life_now` show.\n"
    )
    return head + "\n".join(rows) + forms + "\n".join(out) + tail


def _kind(column: Any) -> str:
    if column.kind == "whole number":
        return f"whole number, {column.least} to {column.most:,}"
    return column.kind

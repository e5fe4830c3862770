"""The same rules over columns: compiled, on all cores, with the facts of a row left unknown where the column says so.

Nothing of the law stands here. The rule functions of this package are handed to Numba as they are, and the kernels below
walk the rows: complete the facts, find the states of the law, call `figures`, keep what is asked. `Columns` is what goes
in, `Answers` what comes out.

Compiled code is kept on disk under a name that is a digest of the source it was made from and of the versions of Python,
NumPy and Numba, because Numba's own cache does not see a change in a called function.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import platform
import re
import shutil
import sys
import time
import types
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numba
import numpy as np

from clemency.law import assemble, kernels, plain, retroactive
from clemency.law import columns as C
from clemency.law import parameters as P
from clemency.law.columns import Law
from clemency.law.compare import state_of
from clemency.law.dates import TABLES_AS_OF
from clemency.law.kernels import SEAT, Chain, rule
from clemency.law.rows import Answers, Array, Columns, columns, empty_answers

CHUNK = 4_096
"""Rows that one core takes at a time: small enough that a chunk's columns stay in its cache."""


def _reached(start: tuple[Callable[..., Any], ...]) -> list[types.FunctionType]:
    """Every function of this package that the given ones call, themselves included, by the names in their code."""
    found: dict[int, types.FunctionType] = {}
    waiting: list[Any] = list(start)
    while waiting:
        function = waiting.pop()
        if not isinstance(function, types.FunctionType) or id(function) in found:
            continue
        if not function.__module__.startswith("clemency.law."):
            continue
        found[id(function)] = function
        names = function.__code__.co_names
        for name in names:
            value = function.__globals__.get(name)
            waiting += [getattr(value, n, None) for n in names] if isinstance(value, types.ModuleType) else [value]
    return sorted(found.values(), key=lambda f: (f.__module__, f.__qualname__))


def _digest(functions: list[types.FunctionType]) -> str:
    """A name for the compiled code: the source of every module in it and of the constants, and what compiles it.

    The tables are no part of it: the kernels are given them as arrays.
    """
    digest = hashlib.sha256(Path(__file__).read_bytes())
    constants = ("columns", "facts", "figures", "parameters", "dates")
    modules = {function.__module__ for function in functions} | {f"clemency.law.{name}" for name in constants}
    for name in sorted(modules):
        digest.update(name.encode())
        digest.update(Path(str(sys.modules[name].__file__)).read_bytes())
    parts = (numba.__version__, np.__version__, platform.python_version(), platform.machine(), sys.byteorder)
    digest.update("|".join(parts).encode())
    return digest.hexdigest()[:20]


def cache_directory() -> Path:
    """Where compiled code is kept: CLEMENCY_CACHE, else the user's cache directory."""
    given = os.environ.get("CLEMENCY_CACHE")
    if given:
        return Path(given)
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".cache") / "clemency" / "compiled"


_WALKS = (
    plain.mark_plain,
    plain.plain_rows,
    plain.plain_remedies,
    kernels.compare_rows,
    kernels.ask_rows,
    kernels.remedy_rows,
)
_UNUSED_DAYS = 60


@cache
def _place() -> Path:
    return cache_directory() / _digest(_reached(_WALKS))


def compiled_before() -> bool:
    """Whether the compiled rules stand on disk. If not, the first batch waits about a minute for the compiler."""
    return len(list(_place().rglob("*.nbc"))) >= len(_WALKS)


def _forget_unused(place: Path) -> None:
    """Remove what older versions compiled, once nobody has used it for two months. Using a place renews its time."""
    os.utime(place)
    for other in place.parent.iterdir():
        if re.fullmatch("[0-9a-f]{20}", other.name) and time.time() - other.stat().st_mtime > _UNUSED_DAYS * 86_400:
            shutil.rmtree(other, ignore_errors=True)


@contextmanager
def _compiler_set() -> Iterator[None]:
    """Numba keeps its code in our place, and takes every index as it is.

    By itself it makes a negative index count from the end, as Python does. No rule uses one, and asking at every access
    takes a quarter of the whole time. Numba has no option for it, so the function that asks is set aside meanwhile.
    """
    config: Any = importlib.import_module("numba.core.config")
    arrays: Any = importlib.import_module("numba.np.arrayobj")
    kept, asks = config.CACHE_DIR, arrays.fix_integer_index

    def as_it_is(context: Any, builder: Any, of_type: Any, index: Any, size: Any) -> Any:
        return context.cast(builder, index, of_type, numba.types.intp)

    config.CACHE_DIR = str(_place())  # read when a function is declared
    arrays.fix_integer_index = as_it_is
    try:
        yield
    finally:
        config.CACHE_DIR, arrays.fix_integer_index = kept, asks


class _Kernels(NamedTuple):
    mark_plain: Any
    plain_rows: Any
    plain_remedies: Any
    compare_rows: Any
    ask_rows: Any
    remedy_rows: Any


@cache
def _kernels() -> _Kernels:
    """The kernels, compiled or read back from the user's cache."""
    law, chain, _ = _law_and_chain(TABLES_AS_OF, 1)
    type_of, whole = numba.typeof, numba.types.int64
    at, its_law, its_chain = type_of(columns(1, {})), type_of(law), type_of(chain)
    marks, seats, work, out = (
        type_of(each) for each in (np.zeros(1, np.bool_), np.zeros(3, SEAT), np.zeros((6, 1)), empty_answers(1))
    )
    span = (whole, whole)
    signatures: dict[Any, Any] = {
        plain.mark_plain: (its_law, at, *span, marks),
        plain.plain_rows: (its_law, at, *span, whole, marks, out),
        plain.plain_remedies: (its_law, its_chain, at, *span, marks, out),
        kernels.compare_rows: (its_law, at, *span, whole, whole, marks, seats, out),
        kernels.ask_rows: (its_law, at, *span, whole, whole, marks, seats, out),
        kernels.remedy_rows: (its_law, its_chain, at, *span, whole, whole, marks, work, seats, out),
    }
    for function in _reached(_WALKS):
        if function not in _WALKS:
            rule(function)
    options: Any = {"nogil": True, "_nrt": False, "cache": True}
    with _compiler_set():
        made = _Kernels(*(numba.njit(numba.void(*signatures[walk]), **options)(walk) for walk in _WALKS))
    _forget_unused(_place())
    return made


# ---- running them ------------------------------------------------------------------------------------------------------


def threads_available() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not every system has it
        return os.cpu_count() or 1


# Cells that only the conversion of drugs to one measure reads.
_OF_CONVERSION = {
    C.EQUIVALENT_LADDER,
    *range(C.CRACK_FACTOR_BY_LEVEL, C.PLANT_FEW),
    P.CRACK_SLIDING_FACTOR,
    P.CRACK_POLYDRUG_REDUCTION,
    P.CRACK_REDUCTION_FROM_MG,
    P.CRACK_REDUCTION_BELOW_MG,
}


@cache
def _law_and_chain(on: int, threads: int) -> tuple[Law, Chain, int]:
    """The law with the rows that §1B1.10 needs behind those of the acts, and a free row for each thread at its end."""
    law = assemble.law_arrays()
    acts = len(law.act_days)
    book = law.book.reshape(acts, C.BOOK_WIDTH)
    chain = retroactive.open_to_courts(on)
    drugs = len(law.drugs) // C.DRUG_WIDTH
    touches, converts = np.zeros((len(chain), drugs), np.bool_), np.zeros(len(chain), np.bool_)
    cells: list[Array] = []
    for j, one in enumerate(chain):
        changed = np.array(one.columns)[book[one.act, one.columns] != book[one.act - 1, one.columns]]
        cells.append(changed)
        for column in changed:
            if C.LADDER <= column < C.CRACK_FACTOR_BY_LEVEL:
                touches[j, (column - C.LADDER) % C.DRUGS_MAX] = True
            elif column in _OF_CONVERSION:
                converts[j] = True
            else:
                touches[j, 0] = True
    after = np.array([sum(one.act <= state for one in chain) for state in range(acts)], np.int64)
    rows = [book]
    ready = np.zeros(acts, np.int64)
    height = acts
    for state in range(acts):
        ready[state] = height * C.BOOK_WIDTH
        row = book[state].copy()
        for j in range(after[state], len(chain)):
            row[cells[j]] = book[chain[j].act, cells[j]]
            rows.append(row[None].copy())
            height += 1
    rows.append(np.zeros((threads, C.BOOK_WIDTH), np.int64))
    fair_sentencing = retroactive.fair_sentencing_act()
    found = Chain(
        acts=np.array([one.act for one in chain], np.int64),
        touches=touches,
        converts=converts,
        cells_from=np.cumsum([0, *(len(each) for each in cells)]).astype(np.int64),
        cell=np.concatenate([np.zeros(0, np.int64), *cells]).astype(np.int64),
        value=np.concatenate(
            [np.zeros(0, np.int64), *(book[one.act, each] for one, each in zip(chain, cells, strict=True))]
        ).astype(np.int64),
        after=after,
        ready=ready,
        fair_sentencing=fair_sentencing,
        section_404=int(on >= retroactive.FIRST_STEP_ACT),
    )
    return law._replace(book=np.concatenate(rows).ravel()), found, height * C.BOOK_WIDTH


def motion_names(on: int) -> tuple[str, ...]:
    """What each bit of `Answers.motions` stands for."""
    return (*(f"amendment {one.number}" for one in retroactive.open_to_courts(on)), "First Step Act § 404")


def compare_columns(at: Columns, on: int, threads: int = 0) -> Answers:
    """Then and now, status and remedy of every row under the law of the day `on`.

    threads: how many cores to use; 0 is all. Rows are independent, so the answer does not depend on it.
    """
    return _walk(at, on, threads, figures_only=False)


def figures_of_columns(at: Columns, on: int, threads: int = 0, law: Law | None = None) -> Answers:
    """The figures alone: ranges, minimums and differences. Status, remedy and motions of the answer are not set.

    law: another law than that of the tables, with states of its own (`law.reform`).
    """
    return _walk(at, on, threads, figures_only=True, other=law)


def _walk(at: Columns, on: int, threads: int, figures_only: bool, other: Law | None = None) -> Answers:
    rows = len(at.offense_first)
    threads = min(threads or threads_available(), max(1, -(-rows // CHUNK)))
    law, chain, free = _law_and_chain(on, threads)
    law = law if other is None else other
    now, compiled = state_of(law, on), _kernels()
    marks = np.empty(rows, np.bool_)

    def mark(which: int) -> None:
        compiled.mark_plain(law, at, which * rows // threads, (which + 1) * rows // threads, marks)

    def walk(which: int) -> None:
        work = np.zeros((6, len(chain.acts) + 1))
        seats = np.zeros(3, SEAT)
        scratch = free + which * C.BOOK_WIDTH
        for begin in range(which * CHUNK, rows, threads * CHUNK):
            end = min(begin + CHUNK, rows)
            compiled.plain_rows(law, at, begin, end, now, marks, out)
            if not figures_only:
                compiled.plain_remedies(law, chain, at, begin, end, marks, out)
            if marks[begin:end].all():
                continue
            compiled.compare_rows(law, at, begin, end, on, now, marks, seats, out)
            if not figures_only:
                compiled.ask_rows(law, at, begin, end, on, now, marks, seats, out)
                compiled.remedy_rows(law, chain, at, begin, end, on, scratch, marks, work, seats, out)

    _on_each_core(mark, threads)
    out = empty_answers(rows, one_reading=bool(marks.all()))
    _on_each_core(walk, threads)
    return out


def _on_each_core(task: Callable[[int], None], threads: int) -> None:
    if threads == 1:
        task(0)
        return
    with ThreadPoolExecutor(threads) as pool:
        for done in [pool.submit(task, which) for which in range(threads)]:
            done.result()

"""Memory of a screen of millions of the Commission's rows: the rows of tests/cases/ussc repeated, in one file.

    python bench/ussc_rows.py --rows 8000000
    python bench/ussc_rows.py --rows 200000 --fixed      # fixed width, lines of 30 kB

Prints rows a second and the peak of memory at a tenth of the rows and at all of them; the second must not grow with the rows.
"""

from __future__ import annotations

import argparse
import csv
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REAL = Path(__file__).parents[1] / "tests" / "cases" / "ussc" / "fy2019_2024.csv"
LINE = 30_000


def write_csv(path: Path, rows: int) -> None:
    header, *lines = REAL.read_text(encoding="utf-8").splitlines()
    with path.open("w", encoding="utf-8") as file:
        file.write(f"USSCIDN,{header}\n")
        for number in range(rows):
            file.write(f"{number + 1},{lines[number % len(lines)]}\n")


def write_fixed(path: Path, program: Path, rows: int) -> None:
    """Lines of 30 kB, as the Commission's are: the variables at places 100 apart."""
    with REAL.open(newline="", encoding="utf-8") as file:
        real = list(csv.DictReader(file))
    names = ["USSCIDN", *real[0]]
    places = {name: 1 + 100 * n for n, name in enumerate(names)}
    program.write_text(
        f"INFILE 'x' LRECL={LINE}; INPUT " + " ".join(f"{n} {p}-{p + 9}" for n, p in places.items()) + ";"
    )
    blank = b" " * LINE
    with path.open("wb") as out:
        for number in range(rows):
            line = bytearray(blank)
            for name, value in ({"USSCIDN": str(number + 1)} | real[number % len(real)]).items():
                place = places[name]
                line[place - 1 : place + 9] = value.rjust(10).encode()
            out.write(bytes(line) + b"\n")


def screen(path: Path, layout: Path | None) -> None:
    """One run in this process; prints what it read, the seconds and the peak of memory."""
    from clemency.cases.files import screen_file
    from clemency.cases.ussc import UsscFile
    from clemency.law.dates import TABLES_AS_OF

    began = time.perf_counter()
    output = path.with_suffix(".out.parquet")
    done = screen_file(path, output, TABLES_AS_OF, opener=lambda p, r: UsscFile(p, r, layout=layout, check=True))
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{done.read:>12,} rows = {done.written:,} + {done.rejected:,}   {seconds:8.1f} s   "
        f"{done.read / seconds:10,.0f} rows/s   peak {peak:6.0f} MB"
    )
    output.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=8_000_000)
    parser.add_argument("--fixed", action="store_true")
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--layout", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.file:
        screen(given.file, given.layout)
        return
    with tempfile.TemporaryDirectory() as folder:
        for rows in (given.rows // 10, given.rows):
            path, layout = Path(folder) / "rows.dat", Path(folder) / "rows.sas"
            arguments = [sys.executable, __file__, "--file", str(path)]
            if given.fixed:
                write_fixed(path, layout, rows)
                arguments += ["--layout", str(layout)]
            else:
                write_csv(path, rows)
            subprocess.run(arguments, check=True)


if __name__ == "__main__":
    main()

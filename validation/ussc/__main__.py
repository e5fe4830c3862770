"""`python -m validation.ussc FILE... [--json]`: our rules against the Commission's rows.

Any file with the Commission's column names is read, .csv or .csv.gz; the columns it has decide which checks run.
Exit status 0 when the files could be read, whatever was found; 2 when one could not.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from clemency.errors import InputError
from validation.report import Check, as_json, as_text
from validation.ussc.checks import allowed
from validation.ussc.rows import columns_and_rows


def run(paths: list[Path]) -> list[Check]:
    """All checks over all files, those of the same name added up. With several files an id names its file."""
    found: dict[str, Check] = {}
    for path in paths:
        columns, rows = columns_and_rows(path)
        checks = allowed(columns)
        if not checks:
            continue
        for row in rows:
            if len(paths) > 1:
                row.id = f"{path.name.split('.')[0]}:{row.id}"
            for checker, check in checks:
                checker(row, check)
        for _, check in checks:
            _add(found.setdefault(check.name, Check(check.name, check.meaning)), check)
    return list(found.values())


def _add(whole: Check, part: Check) -> None:
    whole.agree += part.agree
    whole.differ += part.differ
    whole.not_decidable |= part.not_decidable
    whole.noted += part.noted


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m validation.ussc", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="one object with every check, difference and id")
    given = parser.parse_args(arguments)
    try:
        checks = run(given.files)
    except InputError as error:
        print(f"validation.ussc: {error}", file=sys.stderr)
        return 2
    print(as_json(checks) if given.json else as_text(checks))
    return 0


if __name__ == "__main__":
    sys.exit(main())

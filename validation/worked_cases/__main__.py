"""`python -m validation.worked_cases FILE [--json]`: our rules against cases that courts worked out.

FILE holds one JSON object a line. Exit status 0 when it could be read, whatever was found; 2 when it could not.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from clemency.errors import InputError
from validation.report import Check, as_json, as_text
from validation.worked_cases.checks import CHECKS
from validation.worked_cases.checks import run as run_record
from validation.worked_cases.reading import records


def run(paths: list[Path]) -> list[Check]:
    """All checks over all records."""
    checks = {name: Check(name, meaning) for name, (_, meaning) in CHECKS.items()}
    for path in paths:
        for record in records(path):
            run_record(record, checks)
    return list(checks.values())


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m validation.worked_cases", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="one object with every check, difference and id")
    given = parser.parse_args(arguments)
    try:
        checks = run(given.files)
    except InputError as error:
        print(f"validation.worked_cases: {error}", file=sys.stderr)
        return 2
    print(as_json(checks) if given.json else as_text(checks))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The command line. One module for a command group; each keeps its imports light so that a command starts at once."""

from __future__ import annotations

import sys
from typing import Any

from clemency.cli.app import build


def main(argv: list[str] | None = None) -> None:
    """Run a command. A problem with the input is one clear message on standard error and exit status 2, never a traceback."""
    from clemency.errors import InputError

    app: Any = build()
    try:
        app(args=argv)
    except InputError as problem:
        sys.stderr.write(f"clemency: {problem}\n")
        raise SystemExit(2) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None
    except OSError as problem:
        place = f"{problem.filename}: " if problem.filename else ""
        sys.stderr.write(f"clemency: {place}{problem.strerror or problem}. Check the name, the rights and the space.\n")
        raise SystemExit(2) from None

"""The command tree. A group's module is imported only when its command is the one asked for, or for help."""

from __future__ import annotations

import importlib

import typer

# One line a module under clemency.cli; each has `register(app)`, which adds its commands to the root.
MODULES: tuple[str, ...] = (
    "compare",
    "screen",
    "simulate",
    "law",
    "effects",
    "time",
    "level",
    "ledger",
    "check",
    "brief",
    "office",
    "audit",
    "serve",
    "demo",
)


def build() -> typer.Typer:
    app = typer.Typer(
        name="clemency",
        help="The work of mercy in a legal system: the law then and now, the public record, the office.",
        no_args_is_help=True,
        add_completion=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback()
    def _root() -> None:
        """Not legal advice. Every figure names its authority; see `clemency law coverage` for what is modelled."""

    for name in MODULES:
        importlib.import_module(f"clemency.cli.{name}").register(app)
    return app

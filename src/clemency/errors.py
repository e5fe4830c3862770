"""The errors a person can act on.

InputError            what was given cannot stand: says what, where, why and what to do
├── CaseError         a case file or a field of it
├── CoverageError     a day, provision or drug outside what the tables cover
└── SourceError       an outside file that is not what its reader was made for
"""

from __future__ import annotations


class InputError(Exception):
    """What was given cannot stand. The message names the place, the value, the reason and the remedy."""


class CaseError(InputError):
    """A fact of a case that cannot be read, is absurd, or contradicts another."""


class CoverageError(InputError):
    """A day, a provision or a drug that the tables do not cover."""


class SourceError(InputError):
    """An outside record that its reader was not made for, or that is damaged beyond reading."""


def short(value: object, most: int = 80) -> str:
    """A value for a message: one line, cut where it is long."""
    text = " ".join(str(value).split())
    return text if len(text) <= most else text[:most] + "\u2026"


def shown(value: object) -> str:
    """A value as it was written, for a message: quoted if it is text, on one line, cut where it is long."""
    return repr(short(value)) if isinstance(value, str) else short(repr(value))

"""Database addresses as they are written in the environment, read into Django's form."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from clemency.errors import InputError


def database(url: str, name_of_variable: str) -> dict[str, Any]:
    """One entry of DATABASES from an address.

    `sqlite:///relative.sqlite3`, `sqlite:////absolute.sqlite3`, or
    `postgresql://user:password@host:port/name?sslmode=require`; a host that starts with `/` (percent-encoded, or
    given as `?host=/run/postgresql`) is the folder of a local socket.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = unquote(parts.path)[1:]
        if not path:
            raise InputError(
                f"{name_of_variable}={url!r} names no file. Write sqlite:///var/office.sqlite3, for example."
            )
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path if path == ":memory:" else Path(path),
            "OPTIONS": {
                # A writer takes the lock when it begins, so two writers wait for each other and never deadlock.
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
        }
    if parts.scheme in {"postgresql", "postgres"}:
        options = dict(parse_qsl(parts.query))
        host = options.pop("host", None) or unquote(parts.hostname or "")
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": host,
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": options,
        }
    raise InputError(
        f"{name_of_variable}={url!r} is not an address we know. Write sqlite:///PATH or postgresql://USER@HOST/NAME."
    )

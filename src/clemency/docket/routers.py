"""Which database a model lives in: always the office's."""

from __future__ import annotations

from typing import Any


class OfficeOnly:
    """No Django model lives in the public database; the release writes there through the ledger alone."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return "default"

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return "default"

    def allow_relation(self, obj1: Any, obj2: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "default"

"""Which database a model lives in."""

from __future__ import annotations

from typing import Any


class OfficeOnly:
    """The office's models live in the office's database. The public site's live in the public one, and the office
    process does not have them: the release writes there through the ledger alone."""

    @staticmethod
    def _of(app_label: str) -> str:
        return "public" if app_label == "public" else "default"

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return self._of(model._meta.app_label)

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return self._of(model._meta.app_label)

    def allow_relation(self, obj1: Any, obj2: Any, **hints: Any) -> bool:
        return self._of(obj1._meta.app_label) == self._of(obj2._meta.app_label)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == self._of(app_label)

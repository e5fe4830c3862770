"""Rows that are written once: refused by the model, and by the database itself."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models


class AppendOnlyError(TypeError):
    """An append-only row was about to be changed or deleted."""


class AppendOnly(models.Model):
    """A row that is never changed. A correction is a new row that says so.

    The model refuses in Python so that a mistake is seen early; `refuse_changes` in the app's migration makes the
    database refuse as well, whoever asks.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError(f"{type(self).__name__} {self.pk} is append-only; record a new one.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError(f"{type(self).__name__} {self.pk} is append-only and is never deleted.")


_SQLITE = """
CREATE TRIGGER {table}_no_{event} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_POSTGRESQL = (
    """
CREATE OR REPLACE FUNCTION clemency_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
""",
    """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION clemency_append_only()
""",
    """
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION clemency_append_only()
""",
)


def _create(table: str, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        for statement in _POSTGRESQL:
            editor.execute(statement.format(table=table), params=None)
    else:
        for event in ("UPDATE", "DELETE"):
            editor.execute(_SQLITE.format(table=table, event=event))


def _drop(table: str, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
        editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}")
    else:
        for event in ("UPDATE", "DELETE"):
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{event}")


def refuse_changes(*tables: str) -> migrations.RunPython:
    """A migration step, reversible, after which the database refuses update, delete and truncate on these tables."""

    def forwards(_apps: Any, editor: Any) -> None:
        for table in tables:
            _create(table, editor)

    def backwards(_apps: Any, editor: Any) -> None:
        for table in tables:
            _drop(table, editor)

    return migrations.RunPython(forwards, backwards)


def around(*tables: str) -> tuple[migrations.RunPython, migrations.RunPython]:
    """A pair of steps to stand before and after a change of columns: SQLite makes such a table anew, and its triggers
    would be gone. Both ways the tables end guarded."""

    def lift(_apps: Any, editor: Any) -> None:
        for table in tables:
            _drop(table, editor)

    def restore(_apps: Any, editor: Any) -> None:
        for table in tables:
            _create(table, editor)

    return migrations.RunPython(lift, restore), migrations.RunPython(restore, lift)


# Where a row's case is found. With a certificate of disposal for that case, the database lets the row be deleted.
_CASE_OF = {
    "intake_documentcontent": "(SELECT case_id FROM intake_document WHERE id = OLD.document_id)",
    "decisions_sending": "(SELECT case_id FROM decisions_letter WHERE id = OLD.letter_id)",
}
_DISPOSED = "EXISTS (SELECT 1 FROM decisions_disposalcertificate WHERE case_id = {case})"
_SQLITE_UNLESS = """
CREATE TRIGGER {table}_no_DELETE BEFORE DELETE ON {table} WHEN NOT {disposed}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_POSTGRESQL_UNLESS = (
    """
CREATE OR REPLACE FUNCTION clemency_{table}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
IF TG_OP = 'DELETE' AND {disposed} THEN RETURN OLD; END IF;
RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$
""",
    """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION clemency_{table}()
""",
    _POSTGRESQL[2],
)


def refuse_changes_unless_disposed(*tables: str) -> migrations.RunPython:
    """In the place of `refuse_changes`: update stays refused, and delete until a certificate of disposal stands."""

    def forwards(_apps: Any, editor: Any) -> None:
        for table in tables:
            _drop(table, editor)
            disposed = _DISPOSED.format(case=_CASE_OF.get(table, "OLD.case_id"))
            if editor.connection.vendor == "postgresql":
                for statement in _POSTGRESQL_UNLESS:
                    editor.execute(statement.format(table=table, disposed=disposed), params=None)
            else:
                editor.execute(_SQLITE.format(table=table, event="UPDATE"))
                editor.execute(_SQLITE_UNLESS.format(table=table, disposed=disposed))

    def backwards(_apps: Any, editor: Any) -> None:
        for table in tables:
            _drop(table, editor)
            if editor.connection.vendor == "postgresql":
                editor.execute(f"DROP FUNCTION clemency_{table}()")
            _create(table, editor)

    return migrations.RunPython(forwards, backwards)

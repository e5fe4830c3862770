# ruff: noqa: RUF012
"""The database itself refuses to change or delete what is written once."""

from typing import Any

from django.db import migrations

from clemency.docket.append_only import refuse_changes
from clemency.docket.audit.chain import START


def _begin(apps: Any, _editor: Any) -> None:
    apps.get_model("audit", "Head").objects.create(pk=1, seq=0, hash=START)


def _undo(apps: Any, _editor: Any) -> None:
    apps.get_model("audit", "Head").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        refuse_changes(
            "audit_entry",
        ),
        migrations.RunPython(_begin, _undo),
    ]

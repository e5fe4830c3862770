# ruff: noqa: RUF012
"""The database itself refuses to change or delete what is written once."""

from django.db import migrations

from clemency.docket.append_only import refuse_changes


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial")]
    operations = [
        refuse_changes(
            "intake_event",
            "intake_answer",
            "intake_documentcontent",
            "intake_duplicatecheck",
            "intake_waitcomputed",
        ),
    ]

# ruff: noqa: RUF012
"""The database itself refuses to change or delete what is written once."""

from django.db import migrations

from clemency.docket.append_only import refuse_changes


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_initial")]
    operations = [
        refuse_changes(
            "decisions_fileopening",
            "decisions_determination",
            "decisions_instrumentcheck",
            "decisions_delivery",
            "decisions_letter",
            "decisions_sending",
            "decisions_disclosure",
        ),
    ]

# ruff: noqa: RUF012
"""The database itself refuses to change or delete what is written once."""

from django.db import migrations

from clemency.docket.append_only import refuse_changes


class Migration(migrations.Migration):
    dependencies = [("review", "0001_initial")]
    operations = [
        refuse_changes(
            "review_conflictdeclaration",
            "review_reminder",
            "review_finding",
            "review_comparison",
            "review_report",
            "review_recommendation",
            "review_contact",
            "review_boardvote",
        ),
    ]

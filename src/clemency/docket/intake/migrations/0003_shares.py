# ruff: noqa: RUF012
"""A share of a paper names its origin and its pages."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0002_append_only"),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="pages",
            field=models.CharField(
                blank=True, help_text="A share: which pages, as 1-3, 5; empty for all.", max_length=60
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="shared_from",
            field=models.ForeignKey(
                blank=True,
                help_text="A share: its origin.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="shares",
                to="intake.document",
            ),
        ),
    ]

# ruff: noqa: RUF012
"""The remedies looked at (28 CFR 1.3)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from clemency.docket.append_only import refuse_changes


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0003_shares"),
        ("review", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RemedyCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "remedy",
                    models.CharField(
                        choices=[
                            ("appeal", "direct appeal"),
                            ("usc28_2255", "motion under 28 U.S.C. 2255"),
                            ("usc18_3582_c_1", "reduction under 18 U.S.C. 3582(c)(1)(A)"),
                            ("usc18_3582_c_2", "reduction under 18 U.S.C. 3582(c)(2)"),
                            ("first_step_404", "First Step Act, section 404"),
                            ("rule_35", "Rule 35"),
                            ("other", "another judicial or administrative remedy"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("not_available", "not available"),
                            ("available", "available and not used"),
                            ("pending", "pending"),
                            ("tried", "tried and ended"),
                            ("unclear", "unclear"),
                        ],
                        max_length=14,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="remedy_checks", to="intake.case"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        refuse_changes("review_remedycheck"),
    ]

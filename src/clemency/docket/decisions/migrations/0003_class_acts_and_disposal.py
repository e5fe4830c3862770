# ruff: noqa: RUF012
"""Proclamations and certificates; holds and disposal; what was shared; reasons for the report."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from clemency.docket.append_only import around, refuse_changes, refuse_changes_unless_disposed

lift, guard = around("decisions_determination", "decisions_disclosure")


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0002_append_only"),
        ("intake", "0003_shares"),
        ("review", "0003_remedies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        lift,
        migrations.AddField(
            model_name="determination",
            name="reasons_for_report",
            field=models.BooleanField(
                help_text="The reasons may stand in the report to the legislature. Not said: they may not.", null=True
            ),
        ),
        migrations.AddField(
            model_name="disclosure",
            name="document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="disclosures",
                to="intake.document",
            ),
        ),
        migrations.CreateModel(
            name="CertificateFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "finding",
                    models.CharField(
                        choices=[
                            ("covered", "covered"),
                            ("not_covered", "not covered"),
                            ("cannot_determine", "cannot be determined"),
                        ],
                        max_length=16,
                    ),
                ),
                ("offense", models.TextField()),
                ("reasons", models.TextField()),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificate_findings",
                        to="intake.case",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20, unique=True)),
                ("issued_on", models.DateField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="certificate", to="intake.case"
                    ),
                ),
                (
                    "finding",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificate",
                        to="decisions.certificatefinding",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ClassAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=30, unique=True)),
                ("title", models.CharField(max_length=300)),
                ("takes_effect_at", models.DateTimeField()),
                ("text", models.TextField()),
                ("sections", models.TextField(blank=True)),
                ("offenses_from", models.DateField(blank=True, null=True)),
                ("offenses_to", models.DateField(blank=True, null=True)),
                ("includes", models.TextField(blank=True)),
                ("excludes", models.TextField(blank=True)),
                ("administering", models.CharField(max_length=200)),
                ("estimate", models.PositiveIntegerField(blank=True, null=True)),
                ("estimate_source", models.CharField(blank=True, max_length=300)),
                ("source", models.CharField(max_length=300)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.AddField(
            model_name="certificatefinding",
            name="class_act",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="decisions.classact"
            ),
        ),
        migrations.CreateModel(
            name="ClassActCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "class_act",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="check_made", to="decisions.classact"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Disposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(max_length=80)),
                ("authority", models.CharField(max_length=300)),
                ("why", models.TextField()),
                ("proposed_at", models.DateTimeField()),
                ("approved", models.BooleanField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="disposals", to="intake.case"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DisposalCertificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("contents", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disposal_certificate",
                        to="intake.case",
                    ),
                ),
                (
                    "disposal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="certificate", to="decisions.disposal"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("since", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("end_reason", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="legal_holds", to="intake.case"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="disposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("approved__isnull", True)), fields=("case",), name="one_open_proposal_a_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="disposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="disposal_is_two_persons",
            ),
        ),
        guard,
        refuse_changes(
            "decisions_classact",
            "decisions_classactcheck",
            "decisions_certificatefinding",
            "decisions_certificate",
            "decisions_disposalcertificate",
        ),
        refuse_changes_unless_disposed(
            "intake_documentcontent",
            "intake_answer",
            "review_finding",
            "review_comparison",
            "review_report",
            "review_recommendation",
            "review_contact",
            "decisions_letter",
            "decisions_sending",
        ),
    ]

"""The tables of the portal."""

import django.db.models.deletion
from django.db import migrations, models

import putright.portal.models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "key",
                    models.CharField(
                        default=putright.portal.models.new_key, max_length=64, primary_key=True, serialize=False
                    ),
                ),
                ("typed", models.JSONField(default=dict)),
                ("about", models.CharField(blank=True, max_length=20)),
                ("begun_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(db_index=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("references", models.JSONField(default=list)),
                ("told_about_self", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.CharField(max_length=7)),
                ("question", models.CharField(max_length=30)),
                ("answer", models.CharField(max_length=40)),
                ("n", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("month", "question", "answer"), name="answers_are_tallied_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Visits",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("deed", models.CharField(max_length=20)),
                ("place", models.CharField(max_length=64)),
                ("hour", models.DateTimeField(db_index=True)),
                ("n", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("deed", "place", "hour"), name="visits_are_counted_once_an_hour")
                ],
            },
        ),
        migrations.CreateModel(
            name="DraftFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("content_type", models.CharField(max_length=100)),
                ("size", models.PositiveBigIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("file", models.FileField(upload_to="drafts/")),
                ("added_at", models.DateTimeField()),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="portal.draft"
                    ),
                ),
            ],
            options={
                "ordering": ["added_at", "id"],
                "constraints": [models.UniqueConstraint(fields=("draft", "digest"), name="a_draft_holds_a_file_once")],
            },
        ),
    ]

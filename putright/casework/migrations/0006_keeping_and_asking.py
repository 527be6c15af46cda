"""How long cases are kept, what holds them, what was disposed of; and requests for one's own data."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Tables alone: nothing there before is changed."""

    dependencies = [
        ("casework", "0005_anchors"),
        ("council", "0002_being_set_up"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FileToGo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=300)),
                ("since", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="AccessRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("address", models.TextField(blank=True)),
                ("received_on", models.DateField()),
                ("identity", models.TextField(blank=True)),
                ("identity_on", models.DateField(blank=True, null=True)),
                ("extended_on", models.DateField(blank=True, null=True)),
                ("extended_because", models.TextField(blank=True)),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("erased_on", models.DateField(blank=True, null=True)),
                ("at", models.DateTimeField()),
                ("key", models.CharField(max_length=64, unique=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-received_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Disposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Waits for a second person"),
                            ("sent_back", "Sent back"),
                            ("approved", "Approved, being carried out"),
                            ("done", "Carried out"),
                        ],
                        default="proposed",
                        max_length=20,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decision_note", models.TextField(blank=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("certificate", models.JSONField(default=dict)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("key", models.CharField(max_length=64, unique=True)),
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
            options={
                "ordering": ["-proposed_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="DisposedCase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("keeping_class", models.CharField(max_length=40)),
                ("authority", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Not decided or not carried out yet"),
                            ("done", "Disposed of"),
                            ("left", "Left as it was"),
                        ],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                ("why_left", models.TextField(blank=True)),
                ("emptied", models.JSONField(default=dict)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="disposals", to="casework.case"
                    ),
                ),
                (
                    "disposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="casework.disposal"
                    ),
                ),
            ],
            options={
                "ordering": ["case__reference"],
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("reason", models.TextField()),
                ("review_on", models.DateField()),
                ("placed_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                ("lifted_because", models.TextField(blank=True)),
                ("key", models.CharField(max_length=64, unique=True)),
                (
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "placed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="council.service",
                    ),
                ),
            ],
            options={
                "ordering": ["review_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HeldCase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="holds", to="casework.case"
                    ),
                ),
                (
                    "hold",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="held", to="casework.hold"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Keeping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("until", models.DateField(blank=True, db_index=True, null=True)),
                ("keeping_class", models.CharField(max_length=40)),
                ("number", models.PositiveIntegerField()),
                ("edition", models.CharField(max_length=64)),
                ("worked_out_on", models.DateField()),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="kept", to="casework.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="KeepingRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("keeping_class", models.CharField(max_length=40)),
                ("version", models.PositiveIntegerField()),
                ("years", models.PositiveSmallIntegerField()),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("to", models.TextField()),
                ("how", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("items", models.PositiveIntegerField()),
                ("withheld", models.JSONField(default=dict)),
                ("digest", models.CharField(max_length=64)),
                ("file", models.FileField(upload_to="released/")),
                ("key", models.CharField(max_length=64, unique=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to="casework.accessrequest",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="AccessPerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("same", models.BooleanField()),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.case"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.party",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="people", to="casework.accessrequest"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("request", "case", "party"), name="who_it_is_is_decided_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("party", None)),
                        fields=("request", "case"),
                        name="a_mention_is_decided_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccessItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=60)),
                ("kind", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("spans", models.JSONField(default=list)),
                ("withheld", models.CharField(blank=True, max_length=30)),
                ("transcript", models.TextField(blank=True)),
                ("looked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.case"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.document",
                    ),
                ),
                (
                    "looked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="casework.accessrequest"
                    ),
                ),
            ],
            options={
                "ordering": ["case_id", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("request", "source"), name="a_thing_is_collected_once")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="disposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by", None),
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="nobody_decides_their_own_disposal",
            ),
        ),
        migrations.AddConstraint(
            model_name="disposedcase",
            constraint=models.UniqueConstraint(fields=("disposal", "case"), name="a_disposal_names_a_case_once"),
        ),
        migrations.AddConstraint(
            model_name="heldcase",
            constraint=models.UniqueConstraint(fields=("hold", "case"), name="a_hold_names_a_case_once"),
        ),
        migrations.AddConstraint(
            model_name="keepingrule",
            constraint=models.UniqueConstraint(fields=("keeping_class", "version"), name="a_keeping_rule_is_made_once"),
        ),
        migrations.AddConstraint(
            model_name="keepingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("years__gte", 1)), name="everything_is_kept_for_a_while"
            ),
        ),
    ]

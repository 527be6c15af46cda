"""Roles given both ways, sessions the council's own sign-in can end, what it said once, and mail that survives a fault."""

import uuid

from django.db import migrations, models

STATES = [
    ("queued", "waits"),
    ("sending", "is being sent"),
    ("failed", "did not go, and is tried again"),
    ("sent", "went"),
    ("dead", "did not go"),
    ("unsure", "may have gone"),
]


class Migration(migrations.Migration):
    """Columns the last release need not know of, and tables it does not use."""

    dependencies = [("accounts", "0005_the_security_log_is_chained")]
    operations = [
        migrations.AddField("grant", "also_by_hand", models.BooleanField(db_default=False, default=False)),
        migrations.AddField("sitting", "sid", models.CharField(blank=True, db_default="", max_length=255)),
        migrations.CreateModel(
            name="Spent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("until", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("to", models.CharField(blank=True, max_length=254)),
                ("subject", models.CharField(blank=True, max_length=300)),
                ("text", models.TextField(blank=True)),
                ("state", models.CharField(choices=STATES, default="queued", max_length=10)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("put_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("claimed_at", models.DateTimeField(blank=True, null=True)),
                ("problem", models.CharField(blank=True, max_length=300)),
            ],
            options={"indexes": [models.Index(fields=["state", "due_at"], name="account_mail_due")]},
        ),
    ]

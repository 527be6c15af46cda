"""The tables of the council's own settings."""

import django.core.validators
from django.db import migrations, models

import putright.council.colour


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ClosedDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True)),
                ("title", models.CharField(max_length=120)),
            ],
            options={
                "ordering": ["day"],
            },
        ),
        migrations.CreateModel(
            name="OneOffHoliday",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True)),
                ("title", models.CharField(max_length=120)),
            ],
            options={
                "ordering": ["day"],
            },
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, unique=True)),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("about", models.CharField(blank=True, max_length=300)),
                ("contractor", models.CharField(blank=True, max_length=120)),
                ("active", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="AdoptedProcedure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("procedure", models.CharField(max_length=60)),
                ("starts_on", models.DateField()),
                ("policy_url", models.URLField(blank=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("procedure", "starts_on"), name="a_procedure_is_adopted_once_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="Council",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200)),
                ("short_name", models.CharField(max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("district", "District council"),
                            ("county", "County council"),
                            ("unitary", "Unitary council"),
                            ("metropolitan", "Metropolitan district council"),
                            ("london", "London borough council"),
                        ],
                        default="unitary",
                        max_length=40,
                    ),
                ),
                ("address", models.TextField(blank=True)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("text_relay", models.CharField(blank=True, max_length=200)),
                ("opening_hours", models.CharField(blank=True, max_length=200)),
                ("website", models.URLField(blank=True)),
                (
                    "colour",
                    models.CharField(
                        default="#1d4f5c", max_length=7, validators=[putright.council.colour.readable_under_white]
                    ),
                ),
                (
                    "office_closes",
                    models.PositiveSmallIntegerField(
                        default=1020,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1440),
                        ],
                    ),
                ),
                ("answers_need_approval", models.BooleanField(default=False)),
                ("refusals_need_two_people", models.BooleanField(default=True)),
                ("complaint_definition", models.TextField(blank=True)),
                ("service_request_definition", models.TextField(blank=True)),
                ("data_protection_officer", models.TextField(blank=True)),
                ("keeps_cases_for_years", models.PositiveSmallIntegerField(default=6)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="there_is_one_council"),
                    models.CheckConstraint(
                        condition=models.Q(("office_closes__gte", 1), ("office_closes__lte", 1440)),
                        name="the_office_closes_within_the_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, unique=True)),
                ("services", models.ManyToManyField(blank=True, related_name="teams", to="council.service")),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Departure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("procedure", models.CharField(max_length=60)),
                ("scope", models.CharField(max_length=20)),
                ("effect", models.CharField(max_length=40)),
                ("para", models.CharField(max_length=60)),
                ("reason", models.TextField()),
                ("decided_by", models.CharField(max_length=120)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("plan", models.TextField(blank=True)),
                ("notice_text", models.TextField(blank=True)),
                ("ombudsman_told_on", models.DateField(blank=True, null=True)),
                ("clock", models.CharField(blank=True, max_length=60)),
                ("n", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("ground", models.CharField(blank=True, max_length=60)),
                ("approved_by", models.CharField(blank=True, max_length=120)),
                ("case_reference", models.CharField(blank=True, max_length=20)),
                ("services", models.ManyToManyField(blank=True, to="council.service")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("scope", "individual"), models.Q(("case_reference", ""), _negated=True)),
                            models.Q(models.Q(("scope", "individual"), _negated=True), ("case_reference", "")),
                            _connector="OR",
                        ),
                        name="an_individual_departure_names_its_complaint",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on", None),
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="a_departure_ends_after_it_starts",
                    ),
                ],
            },
        ),
    ]

"""What work lists show beside: who has written, and the day the columns of a list are as of."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Cases that were there before are as of today once the nightly task, or `manage.py rebuild`, has run."""

    dependencies = [("casework", "0003_search")]
    operations = [
        migrations.AddField("case", "heard_from_at", models.DateTimeField(null=True, blank=True)),
        migrations.AddField("case", "worked_out_on", models.DateField(null=True, blank=True)),
        migrations.AddIndex(
            "case",
            models.Index(fields=["heard_from_at"], name="case_by_message", condition=~models.Q(heard_from_at=None)),
        ),
    ]

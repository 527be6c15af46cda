from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0011_digest_as_sent")]

    operations = [
        migrations.AddField(
            model_name="accessrequest",
            name="extension_letter",
            field=models.TextField(blank=True, db_default=""),
        ),
    ]

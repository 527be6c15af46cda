from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0010_lists_at_any_size")]

    operations = [
        migrations.AddField(
            model_name="document",
            name="digest_as_sent",
            field=models.CharField(blank=True, db_default="", max_length=64),
        ),
    ]

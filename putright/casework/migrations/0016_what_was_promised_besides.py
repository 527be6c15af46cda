"""The day of the step that leads, and the day of what was promised besides: both were one day until now.

Open cases are worked out anew by the worker's next round; until then the day there is stands for both.
"""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import F


def the_day_there_is(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("casework", "Case").objects.filter(ended=False).update(
        step_due_on=F("next_due_on"), worked_out_on=None
    )


class Migration(migrations.Migration):
    dependencies = [("casework", "0015_restorations")]
    operations = [
        migrations.AddField("case", "step_due_on", models.DateField(blank=True, null=True)),
        migrations.AddField("case", "promise_due_on", models.DateField(blank=True, null=True)),
        migrations.RunPython(the_day_there_is, migrations.RunPython.noop),
    ]

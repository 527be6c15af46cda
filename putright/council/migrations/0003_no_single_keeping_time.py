"""How long cases are kept stands in the schedule, class by class (`casework.retention`), and not with the council."""

from django.db import migrations


class Migration(migrations.Migration):
    """A column that nothing has read since there is a schedule. No release has ever had it."""

    dependencies = [("council", "0002_being_set_up")]
    operations = [migrations.RemoveField(model_name="council", name="keeps_cases_for_years")]

"""Every personal field has a fate, and every fate a field: what is forgotten here would be kept for ever."""

from django.apps import apps
from django.db import models

from putright.casework import retention

NO_TEXT = (models.BooleanField, models.DateField, models.IntegerField, models.AutoField, models.ForeignKey)


def fields() -> set[str]:
    """Every field of the record that can hold a text, a file or a document."""
    return {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("casework").get_models()
        for field in model._meta.concrete_fields
        if not isinstance(field, NO_TEXT)
    }


def test_every_field_that_can_hold_a_text_has_a_fate() -> None:
    assert fields() - set(retention.FATES) == set()


def test_every_fate_is_of_a_field_there_is() -> None:
    assert set(retention.FATES) - fields() == set()


def test_a_fate_says_what_and_why() -> None:
    assert {fate.what for fate in retention.FATES.values()} == {"erase", "keep", "hide"}
    assert all(fate.why.endswith(".") for fate in retention.FATES.values())

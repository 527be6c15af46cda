"""How Django knows this folder."""

from django.apps import AppConfig


class Records(AppConfig):
    """The app `records`."""

    name = "putright.records"

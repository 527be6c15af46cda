"""How Django knows this folder."""

from django.apps import AppConfig


class Council(AppConfig):
    """The app `council`."""

    name = "putright.council"

"""How Django knows this folder."""

from django.apps import AppConfig


class Stories(AppConfig):
    """The app `stories`."""

    name = "putright.stories"

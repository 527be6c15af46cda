"""How Django knows this folder."""

from django.apps import AppConfig


class Portal(AppConfig):
    """The app `portal`."""

    name = "putright.portal"

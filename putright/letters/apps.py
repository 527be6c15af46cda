"""How Django knows this folder."""

from django.apps import AppConfig


class Letters(AppConfig):
    """The app `letters`."""

    name = "putright.letters"

"""How Django knows this folder."""

from django.apps import AppConfig


class Administration(AppConfig):
    """The app `administration`."""

    name = "putright.administration"

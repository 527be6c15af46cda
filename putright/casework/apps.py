"""How Django knows this folder."""

from django.apps import AppConfig


class Casework(AppConfig):
    """The app `casework`."""

    name = "putright.casework"

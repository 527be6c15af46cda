"""How Django knows this folder."""

from django.apps import AppConfig


class Desk(AppConfig):
    """The app `desk`."""

    name = "putright.desk"

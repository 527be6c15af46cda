"""How Django knows this folder."""

from django.apps import AppConfig


class Web(AppConfig):
    """The app `web`."""

    name = "putright.web"

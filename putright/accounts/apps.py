"""How Django knows this folder."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """The app `accounts`."""

    name = "putright.accounts"

"""The app of operations."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Backups, health and figures."""

    name = "putright.operations"
    label = "operations"

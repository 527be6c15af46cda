"""What the administration keeps for itself: who changed which setting, how far set-up has come, a list being read."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from putright.accounts.models import Officer


class Change(models.Model):
    """A setting that was changed: by whom, when, from what to what, and why. The database refuses to alter it."""

    at = models.DateTimeField()
    by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    """Nobody for what was done before there was anybody to sign in."""
    area = models.CharField(max_length=40)
    about = models.CharField(max_length=200)
    number = models.PositiveBigIntegerField(null=True)
    """Of whom or what it is about, where a name is not enough: of a person."""
    what = models.JSONField(default=list)
    """Name, before and after of each thing that changed."""
    why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["area", "id"], name="changes_of_an_area")]

    def __str__(self) -> str:
        return f"{self.area}: {self.about}"


class Settled(models.Model):
    """A step of setting up that somebody has looked at and is content with, though nothing was entered."""

    step = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.step


class SetUpKey(models.Model):
    """The secret with which the first administrator comes in; only its digest is kept. There is at most one."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(id=1), name="there_is_one_set_up_key")
        ]

    def __str__(self) -> str:
        return "the key for setting up"


class StaffList(models.Model):
    """A list of staff that was sent in and is looked through; nothing of it is entered until somebody says so."""

    by = models.OneToOneField(Officer, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    name = models.CharField(max_length=200)
    content = models.TextField()

    def __str__(self) -> str:
        return self.name

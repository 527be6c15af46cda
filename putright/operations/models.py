"""What was done to keep a copy safe. Nothing about any case."""

from __future__ import annotations

from django.db import models


class Run(models.Model):
    """A backup, downtime pack or other nightly piece of work: begun, and how it ended."""

    job = models.CharField(max_length=40)
    turn = models.CharField(max_length=60, unique=True)
    """What makes it this one: the job and its night, so that of two workers only one takes it."""
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    good = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=1)
    made = models.CharField(max_length=200, blank=True)
    """The name of what came of it, without its folder."""
    size = models.PositiveBigIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-begun_at", "-pk"]
        indexes = [models.Index(fields=["job", "good", "-ended_at"], name="last_good_run")]

    def __str__(self) -> str:
        return self.turn

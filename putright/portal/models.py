"""What the portal keeps for itself: complaints not sent yet, how often a place came, and tallies about people.

Nothing here is a case: what has been sent is taken in by `casework`, and the draft is emptied.
"""

from __future__ import annotations

import secrets

from django.db import models

KEY_BYTES = 24


def new_key() -> str:
    """The secret by which somebody comes back to a draft: 192 bits, as they stand in an address."""
    return secrets.token_urlsafe(KEY_BYTES)


class Draft(models.Model):
    """A complaint somebody is writing: what was typed page by page, kept until it is sent or its time is up."""

    key = models.CharField(max_length=64, primary_key=True, default=new_key)
    typed = models.JSONField(default=dict)
    """By page, then by field: every value as it was sent, right or wrong."""
    about = models.CharField(max_length=20, blank=True)
    """The reference of a service request somebody came from, as the link has it; whether there is one is not asked."""
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    references = models.JSONField(default=list)
    """The cases it became, once sent."""
    told_about_self = models.BooleanField(default=False)
    """Whether the questions of monitoring were answered; what was said is not kept with it."""

    def __str__(self) -> str:
        return "Complaint not sent yet" if self.sent_at is None else "Complaint sent"


class DraftFile(models.Model):
    """A file that waits to be sent with a draft. It is scanned for viruses once it belongs to a case."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    file = models.FileField(upload_to="drafts/")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [models.UniqueConstraint(fields=["draft", "digest"], name="a_draft_holds_a_file_once")]

    def __str__(self) -> str:
        return self.name


class Visits(models.Model):
    """How often something was done from one place in one hour. The place is a digest that changes each day."""

    deed = models.CharField(max_length=20)
    place = models.CharField(max_length=64)
    hour = models.DateTimeField(db_index=True)
    n = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["deed", "place", "hour"], name="visits_are_counted_once_an_hour")
        ]

    def __str__(self) -> str:
        return f"{self.deed}: {self.n}"


class Tally(models.Model):
    """How many people gave one answer to one question about themselves in one month. There is no row for a person."""

    month = models.CharField(max_length=7)
    question = models.CharField(max_length=30)
    answer = models.CharField(max_length=40)
    n = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["month", "question", "answer"], name="answers_are_tallied_once")]

    def __str__(self) -> str:
        return f"{self.month} {self.question} {self.answer}: {self.n}"

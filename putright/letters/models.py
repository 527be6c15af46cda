"""A council's own wording of letters, and everything that goes out. Neither knows what a case is."""

from django.conf import settings
from django.db import models


class Wording(models.Model):
    """One version of a council's wording of one letter. A version is never edited: a change is the next version."""

    procedure = models.CharField(max_length=60)
    letter = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    subject = models.CharField(max_length=200)
    blocks = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "letter", "version"], name="a_version_is_made_once")
        ]

    def __str__(self) -> str:
        return f"{self.procedure} {self.letter}, version {self.version}"


class State(models.TextChoices):
    """How far something on its way out has got."""

    QUEUED = "queued", "Waiting to go"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Did not go; will be tried again"
    DEAD = "dead", "Did not go; given up"
    UNSURE = "unsure", "May have gone out: check"
    PRINTED = "printed", "Printed"
    POSTED = "posted", "Posted"
    REPLACED = "replaced", "Replaced by another copy"
    TAKEN_BACK = "taken_back", "Taken back before it was posted"


class Outgoing(models.Model):
    """Something to be sent to one recipient by one channel, written in the transaction of what it tells of."""

    key = models.CharField(max_length=200, unique=True)
    """What makes it this one and no other: the same key is never sent twice."""
    about = models.CharField(max_length=40, blank=True, db_index=True)
    """The reference of the case, as plain text."""
    channel = models.CharField(max_length=10)
    to = models.TextField()
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    only_in_working_time = models.BooleanField(default=False)
    put_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    went_at = models.DateTimeField(null=True)
    posted_on = models.DateField(null=True)
    problem = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    """The officer who last took it in hand: printed or posted it, tried it again, or said that it went."""
    by_at = models.DateTimeField(null=True)
    replaced_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    """The copy that goes out in its place, when it did not reach anybody."""
    confirmed_at = models.DateTimeField(null=True)
    """When an officer last said that it goes as it is, although something had changed since it was written."""
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-put_at", "-pk"]
        indexes = [models.Index(fields=["state", "due_at"], name="what_is_due")]

    def __str__(self) -> str:
        return f"{self.subject} ({self.get_state_display()})"


class Enclosure(models.Model):
    """A file that goes with something outgoing, exactly as it goes."""

    outgoing = models.ForeignKey(Outgoing, on_delete=models.CASCADE, related_name="enclosures")
    name = models.CharField(max_length=200)
    type = models.CharField(max_length=100)
    content = models.BinaryField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

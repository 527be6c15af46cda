"""Tables of keeping and disposing: how long, what is on hold, what was disposed of. They name cases, never people."""

from __future__ import annotations

from django.conf import settings
from django.db import models

OFFICER = settings.AUTH_USER_MODEL


class KeepingRule(models.Model):
    """One version of how long a council keeps a class of cases. A version is never edited: a change is the next one."""

    keeping_class = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    years = models.PositiveSmallIntegerField()
    reason = models.TextField()
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["keeping_class", "version"], name="a_keeping_rule_is_made_once"),
            models.CheckConstraint(condition=models.Q(years__gte=1), name="everything_is_kept_for_a_while"),
        ]

    def __str__(self) -> str:
        return f"{self.keeping_class}: {self.years} years (version {self.version})"


class Keeping(models.Model):
    """Until when a case that has ended is kept, as last worked out: for the review queue to find it by."""

    case = models.OneToOneField("casework.Case", on_delete=models.PROTECT, related_name="kept")
    until = models.DateField(null=True, blank=True, db_index=True)
    """None while the time has not begun, or once the case has been disposed of."""
    keeping_class = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    """The last event it was worked out from."""
    edition = models.CharField(max_length=64)
    """The schedule it was worked out by."""
    worked_out_on = models.DateField()

    def __str__(self) -> str:
        return f"kept until {self.until}"


class Hold(models.Model):
    """Something for which cases must not be disposed of: a legal claim, or an inquiry. On cases, or on a service."""

    kind = models.CharField(max_length=20)
    """legal or inquiry."""
    reason = models.TextField()
    review_on = models.DateField()
    service = models.ForeignKey("council.Service", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """A hold on a service is on all its cases, those still to come among them."""
    placed_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    lifted_by = models.ForeignKey(OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_because = models.TextField(blank=True)
    key = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["review_on", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} hold {self.pk}"


class HeldCase(models.Model):
    """A case that a hold names."""

    hold = models.ForeignKey(Hold, on_delete=models.PROTECT, related_name="held")
    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, related_name="holds")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hold", "case"], name="a_hold_names_a_case_once")]

    def __str__(self) -> str:
        return f"{self.hold}: {self.case}"


class Disposal(models.Model):
    """Cases proposed together for disposal by one officer and decided by another."""

    class State(models.TextChoices):
        """How far it has got."""

        PROPOSED = "proposed", "Waits for a second person"
        SENT_BACK = "sent_back", "Sent back"
        APPROVED = "approved", "Approved, being carried out"
        DONE = "done", "Carried out"

    state = models.CharField(max_length=20, choices=State.choices, default=State.PROPOSED)
    note = models.TextField(blank=True)
    proposed_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    certificate = models.JSONField(default=dict)
    """What the certificate says, once it is carried out; from then on it is not changed."""
    digest = models.CharField(max_length=64, blank=True)
    key = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("proposed_by")),
                name="nobody_decides_their_own_disposal",
            )
        ]

    def __str__(self) -> str:
        return f"Disposal {self.pk}"


class DisposedCase(models.Model):
    """A case in a disposal: why it was due, and what came of it."""

    class State(models.TextChoices):
        """What came of it."""

        WAITING = "waiting", "Not decided or not carried out yet"
        DONE = "done", "Disposed of"
        LEFT = "left", "Left as it was"

    disposal = models.ForeignKey(Disposal, on_delete=models.PROTECT, related_name="cases")
    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, related_name="disposals")
    keeping_class = models.CharField(max_length=40)
    authority = models.TextField()
    """The sentence that says why it was due, as it was when proposed."""
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    why_left = models.TextField(blank=True)
    emptied = models.JSONField(default=dict)
    """How many of what was emptied."""
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["case__reference"]
        constraints = [models.UniqueConstraint(fields=["disposal", "case"], name="a_disposal_names_a_case_once")]

    def __str__(self) -> str:
        return f"{self.disposal}: {self.case}"


class FileToGo(models.Model):
    """A file whose row is emptied already and which has yet to go from the disk. The row goes once it has."""

    path = models.CharField(max_length=300)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return self.path

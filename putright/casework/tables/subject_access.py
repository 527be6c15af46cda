"""Tables of requests for one's own data: who asked, what was found, what of it is withheld, what was released."""

from __future__ import annotations

from django.conf import settings
from django.db import models

OFFICER = settings.AUTH_USER_MODEL


class AccessRequest(models.Model):
    """Somebody asks for what the council holds about them (UK GDPR, Article 15)."""

    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.TextField(blank=True)
    received_on = models.DateField()
    identity = models.TextField(blank=True)
    """How it was made sure that it is them, or that somebody may ask for them."""
    identity_on = models.DateField(null=True, blank=True)
    extended_on = models.DateField(null=True, blank=True)
    extended_because = models.TextField(blank=True)
    extension_letter = models.TextField(blank=True, db_default="")
    """What told them, as it went out (for paper); empty when they were told another way."""
    checked_by = models.ForeignKey(OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    erased_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    key = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["-received_on", "-pk"]

    def __str__(self) -> str:
        return f"Request {self.pk}"


class AccessWait(models.Model):
    """Something the person was asked for, and the time to answer may wait for it (`waits.toml`)."""

    request = models.ForeignKey(AccessRequest, on_delete=models.PROTECT, related_name="waits")
    kind = models.CharField(max_length=20)
    asked_on = models.DateField()
    what = models.TextField()
    """What they were asked, and how."""
    heard_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    key = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["asked_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "kind"], condition=models.Q(heard_on=None), name="one_thing_is_waited_for_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.request}: {self.kind}"


class AccessPerson(models.Model):
    """Whether somebody in a case is the person who asks, as an officer decided."""

    request = models.ForeignKey(AccessRequest, on_delete=models.PROTECT, related_name="people")
    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey("casework.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """None where they are not in the case and only spoken of."""
    same = models.BooleanField()
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "case", "party"], name="who_it_is_is_decided_once"),
            models.UniqueConstraint(
                fields=["request", "case"], condition=models.Q(party=None), name="a_mention_is_decided_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request}: {self.case}"


class AccessItem(models.Model):
    """One thing found: its text as it was when it was collected, and what of it is withheld."""

    request = models.ForeignKey(AccessRequest, on_delete=models.PROTECT, related_name="items")
    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=60)
    """What it is and its number, such as "letter 12": collected again, it is the same item."""
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    text = models.TextField()
    document = models.ForeignKey("casework.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    spans = models.JSONField(default=list)
    """What is withheld of the text: [first, end, reason], by character."""
    withheld = models.CharField(max_length=30, blank=True)
    """The reason for which all of it is withheld; empty when it is not."""
    transcript = models.TextField(blank=True)
    """For a file: what is given instead of it."""
    looked_at = models.DateTimeField(null=True, blank=True)
    looked_by = models.ForeignKey(OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["case_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["request", "source"], name="a_thing_is_collected_once")]

    def __str__(self) -> str:
        return f"{self.request}: {self.source}"


class Release(models.Model):
    """What was given out, to whom, how and when; the pack itself as it was given."""

    request = models.ForeignKey(AccessRequest, on_delete=models.PROTECT, related_name="releases")
    to = models.TextField()
    how = models.CharField(max_length=20)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    items = models.PositiveIntegerField()
    withheld = models.JSONField(default=dict)
    """How often each reason was given."""
    digest = models.CharField(max_length=64)
    file = models.FileField(upload_to="released/")
    key = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"Release {self.pk}"

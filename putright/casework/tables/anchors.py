"""Tables of anchors, and of restores of an older copy. The database refuses to change what stands in them."""

from __future__ import annotations

from django.db import models


class Anchor(models.Model):
    """What was on record at a moment, in one digest. Each carries the digest of the one before."""

    number = models.PositiveIntegerField(unique=True)
    made_at = models.DateTimeField()
    made_on = models.DateField(db_index=True)
    upto = models.PositiveBigIntegerField()
    """The last event it covers, by the number the database gave it."""
    cases = models.PositiveIntegerField()
    """How many cases there were."""
    events = models.PositiveBigIntegerField()
    """How many events there were."""
    heads_digest = models.CharField(max_length=64)
    """Over where the chains stood that have gone on since the anchor before."""
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"Anchor {self.number} of {self.made_on:%-d %B %Y}"


class AnchoredHead(models.Model):
    """Where the chain of one case stood when an anchor was made. It names the case by reference, to outlive it."""

    anchor = models.ForeignKey(Anchor, on_delete=models.PROTECT, related_name="heads")
    reference = models.CharField(max_length=20, db_index=True)
    number = models.PositiveIntegerField()
    """The last event of the case then."""
    head = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["anchor", "reference"], name="a_chain_is_anchored_once")]

    def __str__(self) -> str:
        return f"{self.reference} up to event {self.number}"


class Restoration(models.Model):
    """That an older copy took the record's place: what was written down after it was made is gone."""

    at = models.DateTimeField()
    """When it was put back, or when somebody said so."""
    made_at = models.DateTimeField()
    """When the copy was made."""
    anchor = models.PositiveIntegerField()
    """The number of the last anchor in it; nought when there was none."""
    anchor_digest = models.CharField(max_length=64, blank=True)
    events = models.PositiveBigIntegerField()
    """How many events there were in it."""
    because = models.TextField(blank=True)
    key = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"Restored on {self.at:%-d %B %Y}"

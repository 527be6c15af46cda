"""Tables of anchors: where the chains of all cases stood at a moment. The database refuses to change them."""

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

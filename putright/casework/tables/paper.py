"""The table of steps that were taken on paper: which are still to be keyed, and which letters left something out."""

from __future__ import annotations

from django.conf import settings
from django.db import models

OFFICER = settings.AUTH_USER_MODEL


class PaperStep(models.Model):
    """A step somebody took on paper on a day. Noted first or keyed at once; `event` is what it is on the record."""

    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, related_name="paper_steps")
    move = models.CharField(max_length=60)
    sent_on = models.DateField()
    noted_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    event = models.ForeignKey("casework.Event", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """Nothing while it is still to be keyed."""
    left_out = models.JSONField(default=list)
    """The parts its letter should have had and did not have, by their names."""
    follow_up = models.ForeignKey("casework.Event", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """The letter that made good what was left out."""
    dropped_at = models.DateTimeField(null=True, blank=True)
    """When somebody said that it was noted by mistake."""
    dropped_by = models.ForeignKey(OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["sent_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "move", "sent_on"],
                condition=models.Q(event=None, dropped_at=None),
                name="a_paper_step_is_noted_once",
            ),
            models.UniqueConstraint(fields=["event"], name="an_event_is_one_paper_step"),
        ]
        indexes = [models.Index(fields=["sent_on"], name="paper_left", condition=models.Q(event=None, dropped_at=None))]

    def __str__(self) -> str:
        return f"{self.move} on {self.sent_on}"

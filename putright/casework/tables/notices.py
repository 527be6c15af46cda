"""What an officer does not want to be told of by email. Everything else they are told."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class NoticeOff(models.Model):
    """A kind of notice (`notices.kinds`) an officer has turned off."""

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices_off")
    kind = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "kind"], name="a_notice_is_turned_off_once")]

    def __str__(self) -> str:
        return f"{self.kind} off"

"""What officers are told of at once, through the outbox and in working time: no word of what anybody wrote."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from putright.accounts.models import Officer
from putright.casework import models
from putright.letters import outbox

TOLD = "complaints_manager"
"""The role of those who are told when somebody is at risk (the Code, 6.1)."""


def somebody_at_risk(case: models.Case, *, at: datetime, besides: Officer | None = None) -> None:
    """Tell the complaints managers, each once, that a case counts as at risk. Needs the transaction that says so."""
    managers = Officer.objects.filter(is_active=True, grants__role=TOLD).order_by("pk")
    for manager in (one for one in managers if one != besides):
        message = outbox.Message(
            subject=f"Somebody may be at risk: {case.reference}",
            text=(
                f"In {case.reference} somebody may be at risk of harm. It stands near the top of every work list.\n\n"
                f"Please see that it is dealt with first: {settings.PUBLIC_ADDRESS}/desk/{case.reference}/"
            ),
            only_in_working_time=True,
        )
        key = f"{case.reference}/at-risk/{manager.pk}"
        outbox.put(message, key=key, channel="email", to=manager.email, about=case.reference, at=at)

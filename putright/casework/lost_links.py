"""Sending somebody the link to their own page again: only ever to a contact on record, and at most once a day."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from putright.casework import links, models, references
from putright.casework.writing import recipients
from putright.casework.writing.recipients import Recipient
from putright.council import here
from putright.letters import outbox

MOST = 10
"""The newest cases of one email address; more are not somebody who has lost a link."""

SUBJECT = "The link to your complaint or request {reference}"
TEXT = """Somebody, most likely you, asked us for the link to your complaint or request {reference}.

Open this address to see how far we are, read our letters, and tell us more:

{link}

Anybody who has this link can see the page, so please keep it to yourself.
If you did not ask for it, you do not need to do anything.

{council}
"""
RING_THEM = """Somebody has asked for the link to case {reference} again. No email or postal address is on record for
{name}. Please ring them on the number in the case, and read the address of their page to them:

{link}
"""


def send_again(*, reference: str = "", email: str = "", at: datetime) -> None:
    """Send the link of a case, or of every case of an email address, to whoever is on record there. Says nothing of
    whether there was any: whoever asks must not learn that.
    """
    with transaction.atomic():
        asked_for = _asked_for(references.tidied(reference), email.strip())
        for case in (one for one in asked_for if links.alive(one, at=at)):
            getting, _ = recipients.of(case, on=at.date())
            for one in (one for one in getting if recipients.may_follow(one.party, on=at.date())):
                if reference.strip() or one.address("email").lower() == email.strip().lower():
                    _send(case, one, at)


def _asked_for(reference: str, email: str) -> list[models.Case]:
    cases = models.Case.objects.select_related("owner")
    if reference:
        return list(cases.filter(reference=reference))
    theirs = models.Party.objects.filter(person__email__iexact=email).values_list("case", flat=True) if email else []
    return list(cases.filter(pk__in=theirs).order_by("-pk")[:MOST])


def _send(case: models.Case, one: Recipient, at: datetime) -> None:
    channel = next((channel for channel in one.channels if channel != "link"), "")
    if not channel:
        return
    words = {
        "reference": case.reference,
        "link": links.address(case),
        "council": here.council().name,
        "name": one.name,
    }
    to = {"email": one.address("email"), "post": f"{one.name}\n{one.address('post')}"}.get(channel) or _who_rings(case)
    if not to:
        return
    outbox.put(
        outbox.Message(
            subject=SUBJECT.format(**words),
            text=(RING_THEM if channel == "phone" else TEXT).format(**words),
            only_in_working_time=channel == "phone",
        ),
        key=f"{case.reference}/lost-link/{at:%Y-%m-%d}/{one.party.pk}",
        channel="post" if channel == "post" else "email",
        to=to,
        about=case.reference,
        at=at,
    )


def _who_rings(case: models.Case) -> str:
    """Somebody who sees that a person with nothing but a telephone is rung."""
    return case.owner.email if case.owner else here.council().email

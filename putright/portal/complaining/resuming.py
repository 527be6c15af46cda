"""The email with the link to a complaint not sent yet."""

from datetime import datetime

from django.utils import timezone

from putright.council import here
from putright.letters import outbox
from putright.portal.complaining import drafts
from putright.portal.models import Draft
from putright.rulebook import plain


def send_link(draft: Draft, *, to: str, at: datetime) -> None:
    """Put it in the outbox: to one address once an hour, however often it is asked for. Raises `outbox.Refused`."""
    council = here.council()
    until = timezone.localtime(draft.ends_at).date()
    text = "\n\n".join(
        (
            "Hello",
            f"You began to write to {council.name} and asked for this link. Nothing has been sent to us yet.",
            f"Go on here:\n{drafts.link(draft)}",
            f"Keep the link to yourself: whoever has it can read what you typed. It works until {plain(until)}. "
            "Then what you typed is erased.",
            "If you did not ask for this, you need do nothing.",
            council.name,
        )
    )
    outbox.put(
        outbox.Message(subject=f"Your complaint to {council.name}, not sent yet", text=text),
        key=f"{drafts.intake_key(draft, to.lower())}:link:{at:%Y%m%d%H}",
        channel="email",
        to=to,
        about="",
        at=at,
    )

"""The way back for somebody whose telephone and recovery codes are gone: their second step is taken away by somebody
else, and the next sign-in sets up a new one.
"""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from putright.accounts import audit, mail, sessions
from putright.accounts.models import Officer
from putright.accounts.people import Refused

TEXT = """Hello {name}

Your second step of signing in to Putright was taken away: {whom} The app on your telephone, your recovery codes and any
passkeys no longer let you in, and you have been signed out everywhere.

Reason given: {because}

Sign in with your email address and your password. You are then asked to set up an authenticator app again:

{link}

If you did not ask for this, tell your administrator at once: somebody may be trying to get into your account.
"""


def has_any(officer: Officer) -> bool:
    """Whether anything beside the password lets an officer in, or has to: an app, recovery codes, passkeys."""
    return bool(Authenticator.objects.filter(user_id=officer.pk).exists())


def why_not(officer: Officer, *, by: Officer | None) -> str:
    """Why there is nothing to take away, or not by this person; empty when there is and they may."""
    if by is not None and by.pk == officer.pk:
        return "Somebody else has to take your second step away."
    if officer.signs_in_by:
        return f"{officer} comes by the council’s own sign-in, which asks for the second step: ask whoever runs it."
    if not officer.is_active:
        return f"The account of {officer} is closed: open it again first."
    return "" if has_any(officer) else f"{officer} has no second step set up."


def take_away(*, officer: Officer, by: Officer | None, because: str, at: datetime) -> None:
    """Take away all that an officer signs in with beside the password, sign them out everywhere and tell them. `by` is
    nobody for the command on the machine. Raises `Refused`.
    """
    because = because.strip()
    with transaction.atomic():
        officer = Officer.objects.select_for_update(of=("self",)).get(pk=officer.pk)
        refused = why_not(officer, by=by) or ("" if because else "Say why it is taken away.")
        if refused:
            raise Refused(refused)
        Authenticator.objects.filter(user_id=officer.pk).delete()
        about = audit.about_officer(officer)
        audit.note(kind="second_step_removed", by=by, at=at, about=about, way="lost", because=because)
        sessions.end_all(officer=officer, by=by, at=at)
        mail.deliver(
            subject="Your second step of signing in to Putright was taken away",
            text=_text(officer, by, because),
            to=officer.email,
        )


def _text(officer: Officer, by: Officer | None, because: str) -> str:
    whom = f"{by.name} did it." if by else "it was done on the machine Putright runs on."
    link = f"{settings.PUBLIC_ADDRESS}{reverse('account_login')}"
    return TEXT.format(name=officer.name, whom=whom, because=because, link=link)

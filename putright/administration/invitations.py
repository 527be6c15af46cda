"""Inviting somebody new: a message with a link, good once, at which they choose their password."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from putright.accounts import audit, mail, roles
from putright.accounts.models import Officer
from putright.administration.changes import Deed
from putright.council import here

TEXT = """Hello {name}

You have been given an account for handling complaints at {council}, as: {roles}.

To choose your password, open this link. It works once, for {days} days:

{link}

Then you set up an authenticator app on your telephone, which takes two minutes.

From then on you sign in with this email address at:

{address}

If you did not expect this, tell your administrator, and do not open the link.
"""


INVITED = "invited"


def may_be_sent(officer: Officer) -> bool:
    """Whether there is anything to invite to: nobody who has a password or comes by the council's own sign-in."""
    return officer.is_active and not officer.has_usable_password() and not officer.signs_in_by


@dataclass(frozen=True, slots=True)
class Sent:
    """The latest invitation somebody was sent, until when its link works, and whether that is over."""

    at: datetime
    until: datetime
    over: bool
    failed: bool
    """The mail did not go, as far as the mail server has said."""


def latest(officer: Officer, *, at: datetime) -> Sent | None:
    """The latest invitation somebody was sent, as far as the security log goes back; None when there was none."""
    about = audit.about_officer(officer)
    entry = audit.found(kind=INVITED, about=about).first()
    if entry is None:
        return None
    until = entry.at + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    failed = audit.found(kind="mail_not_sent", about=about).filter(pk__gt=entry.pk).exists()
    return Sent(entry.at, until, over=until <= at, failed=failed)


def unanswered() -> list[Officer]:
    """Those who hold a role and cannot sign in yet: no password, and never come by the council's own sign-in."""
    people = Officer.objects.filter(is_active=True, grants__isnull=False).distinct().order_by("name")
    return [one for one in people if may_be_sent(one)]


def anybody_else_can_sign_in() -> bool:
    """Whether there is anybody besides administrators and sealed accounts who can."""
    others = Officer.objects.filter(is_active=True, break_glass=False).exclude(grants__role="administrator")
    return any(not may_be_sent(one) for one in others.filter(grants__isnull=False).distinct())


def send(officer: Officer, deed: Deed) -> None:
    """Send somebody the link. One sent before works on until it is used or its time is up."""
    send_all([officer], deed)


def send_all(officers: Iterable[Officer], deed: Deed) -> None:
    """Send each of them the link, as far as there is anything to invite to. Goes once the caller's transaction is
    committed.
    """
    found = Officer.objects.filter(pk__in=[one.pk for one in officers]).prefetch_related("grants")
    invited = [one for one in found if may_be_sent(one)]
    subject = f"Your account for complaints at {here.council().short_name}"
    with transaction.atomic():
        mail.deliver_all([(one.email, subject, _text(one)) for one in invited])
        abouts = [audit.about_officer(one) for one in invited]
        audit.note_all(kind=INVITED, by=deed.by, at=deed.at, abouts=abouts)


def _text(officer: Officer) -> str:
    held = {grant.role for grant in officer.grants.all()}
    titles = [role.title for role in roles.every().values() if role.name in held]
    return TEXT.format(
        name=officer.name,
        council=here.council().name,
        roles=", ".join(titles) or "no role yet",
        days=settings.PASSWORD_RESET_TIMEOUT // 86_400,
        link=link(officer),
        address=f"{settings.PUBLIC_ADDRESS}{reverse('account_login')}",
    )


def link(officer: Officer) -> str:
    """The address at which somebody chooses their first password."""
    key = default_token_generator.make_token(officer)
    parts = {"uidb36": user_pk_to_url_str(officer), "key": key}
    return f"{settings.PUBLIC_ADDRESS}{reverse('account_reset_password_from_key', kwargs=parts)}"

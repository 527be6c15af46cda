"""Inviting somebody new: a message with a link, good once, at which they choose their password."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from putright.accounts import mail, roles
from putright.accounts.models import Officer
from putright.council import here

TEXT = """Hello {name}

You have been given an account for handling complaints at {council}, as: {roles}.

To choose your password, open this link. It works once, for {days} days:

{link}

Then you set up an authenticator app on your telephone, which takes two minutes. You sign in with this email address.

If you did not expect this, tell your administrator, and do not open the link.
"""


def may_be_sent(officer: Officer) -> bool:
    """Whether there is anything to invite to: nobody who has a password or comes by the council's own sign-in."""
    return officer.is_active and not officer.has_usable_password() and not officer.signs_in_by


def send(officer: Officer) -> None:
    """Send somebody the link. One sent before works on until it is used or its time is up."""
    known = roles.every()
    titles = [role.title for role in known.values() if role.name in officer.role_names]
    text = TEXT.format(
        name=officer.name,
        council=here.council().name,
        roles=", ".join(titles) or "no role yet",
        days=settings.PASSWORD_RESET_TIMEOUT // 86_400,
        link=link(officer),
    )
    mail.deliver(subject=f"Your account for complaints at {here.council().short_name}", text=text, to=officer.email)


def link(officer: Officer) -> str:
    """The address at which somebody chooses their first password."""
    key = default_token_generator.make_token(officer)
    parts = {"uidb36": user_pk_to_url_str(officer), "key": key}
    return f"{settings.PUBLIC_ADDRESS}{reverse('account_reset_password_from_key', kwargs=parts)}"

"""How people sign in: nobody signs up by themselves, guessing is slowed down, and a second step is asked for."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from putright.accounts import mail, roles
from putright.accounts.models import Officer
from putright.council import clock

SIGNED_IN_AT = "signed_in_at"
JUST_NOW = timedelta(minutes=5)
"""For so long after signing in nobody is asked for their password again."""

IPV6_OF_ONE_PLACE = 64
"""One household or office holds a whole network of this length, not an address."""


def passes_on_only(officer: Officer) -> bool:
    """Whether all that somebody comes for is to pass on what they were told: a contractor's contact."""
    return roles.may(officer, "take_in") and not roles.may(officer, "read_notes")


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Allauth, with our answers."""

    error_messages: Mapping[str, str] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The email address or the password is not right. Check both and try again.",
        "too_many_login_attempts": "Too many attempts from here. Wait 5 minutes, then try again.",
        "incorrect_password": "The password is not right. Check it and try again.",
        "enter_current_password": "The current password is not right. Check it and try again.",
        "account_inactive": "This account has been closed. Ask your administrator.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by an administrator."""
        return False

    def login(self, request: HttpRequest, user: Officer) -> None:
        """Sign an officer in until the browser is closed."""
        super().login(request, user)
        request.session.set_expiry(0)
        request.session[SIGNED_IN_AT] = clock.now().timestamp()

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where an officer goes after signing in; to the second step first when that is still owed."""
        if isinstance(request.user, Officer) and owes_second_step(request.user):
            return reverse("mfa_activate_totp")
        if isinstance(request.user, Officer) and passes_on_only(request.user):
            return reverse("desk:passing_on")
        return cast(str, super().get_login_redirect_url(request))

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Whether the password is asked for again: not of somebody who has only just given it."""
        signed_in_at = self.request.session.get(SIGNED_IN_AT)
        ago = clock.now().timestamp() - signed_in_at if signed_in_at is not None else None
        just_now = ago is not None and 0 <= ago < JUST_NOW.total_seconds()
        return not just_now and bool(super().is_reauthentication_required(app=app, **more))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Hand a message to the worker: no page waits for a mail server."""
        message = self.render_mail(template_prefix, email, {"request": self.request, "email": email, **context})
        mail.deliver(subject=message.subject, text=message.body, to=email)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Failed attempts are counted by place and account together.

        Counted by account alone, a stranger could lock an officer out by guessing badly on purpose.
        """
        return f"{place_of(self.get_client_ip(request))}:{credentials.get('email', '').lower()}"


class SecondStep(DefaultMFAAdapter):  # type: ignore[misc]
    """Allauth's second step, with errors that say what to do."""

    error_messages: Mapping[str, str] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That is not the code shown now. Wait for the next one and enter all 6 figures.",
    }


def place_of(address: str) -> str:
    """Where an address is, as far as counting goes: itself, or its whole network for IPv6."""
    try:
        given = ipaddress.ip_address(address)
    except ValueError:
        return address
    if given.version == 4:
        return address
    return str(ipaddress.ip_network(f"{address}/{IPV6_OF_ONE_PLACE}", strict=False))


def has_second_step(officer: Officer) -> bool:
    """Whether an officer signs in with an authenticator app as well as a password."""
    return cast(bool, SecondStep().is_mfa_enabled(officer, [Authenticator.Type.TOTP]))


def owes_second_step(officer: Officer) -> bool:
    """Whether an officer has to set up an authenticator app before anything else."""
    return settings.MFA_REQUIRED and not has_second_step(officer)

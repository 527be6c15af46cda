"""How people sign in: nobody signs up by themselves, guessing is slowed down, and a second step is asked for."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from putright.accounts import audit, mail, roles, sealing, sessions
from putright.accounts.models import Officer
from putright.accounts.signing_in import break_glass, guessing, idle
from putright.council import clock

JUST_NOW = timedelta(minutes=5)
"""For so long after signing in nobody is asked for their password again."""

SHOWN_AT = "shown_at"
"""In the session: when its officer showed who they are; None where the council's own sign-in let them in unasked."""

LEAVES = "leaves"
"""In the session: whether the council's own sign-in can be left by an address it gives."""

STILL = timedelta(minutes=30)
"""For so long what somebody began after showing who they are may be sent, so that nothing typed is lost."""


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

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Whether the next attempt may be made yet. In place of allauth's counting, which knows nothing of devices."""
        wait = guessing.wait(request=request, email=credentials.get("email", ""), at=clock.now())
        if wait:
            minutes = max(1, -(-int(wait.total_seconds()) // 60))
            raise ValidationError(
                f"Too many attempts from here. Wait {minutes} minute{'' if minutes == 1 else 's'}, then try again.",
                code="too_many_login_attempts",
            )
        self._login_failed_rl_usage = None

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count it. What was typed is not written down: it may be a password in the wrong box."""
        at, email = clock.now(), credentials.get("email", "")
        officer = Officer.objects.filter(email__iexact=email).first()
        about = audit.about_officer(officer) if officer else "nobody we know"
        slowed = guessing.failed(request=request, email=email, at=at)
        audit.note(kind="sign_in_failed", by=None, at=at, about=about, **audit.where(request))
        if slowed:
            audit.note(kind="sign_in_slowed", by=None, at=at, about=about, **audit.where(request))

    def pre_login(self, request: HttpRequest, user: Officer, **more: Any) -> HttpResponse | None:
        """Who is looked after by the council's own sign-in comes through it: a passkey from before would go past it."""
        if user.signs_in_by and user.is_active and not _way(request, user):
            messages.warning(request, "You sign in through the council’s own sign-in. Choose it below.")
            return redirect("account_login")
        return cast(HttpResponse | None, super().pre_login(request, user, **more))

    def login(self, request: HttpRequest, user: Officer) -> None:
        """Sign an officer in until the browser is closed."""
        way, coming, at = _way(request, user), sessions.coming(request), clock.now()
        super().login(request, user)
        request.session.set_expiry(0)
        request.session[idle.SIGNED_IN_AT] = at.timestamp()
        request.session[SHOWN_AT] = coming.shown_at if way else at.timestamp()
        request.session[sessions.WAY], request.session[sessions.SID] = way, coming.sid
        request.session[LEAVES] = coming.leaves
        request.session.update(coming.kept)
        sessions.began(request=request, officer=user, at=at)
        where = audit.where(request)
        audit.note(kind="signed_in", by=user, at=at, about=audit.about_officer(user), way=way, **where)
        guessing.succeeded(request=request, email=user.email)
        if user.break_glass:
            break_glass.used(officer=user, at=at, where=where)

    def post_login(self, request: HttpRequest, user: Officer, **more: Any) -> HttpResponse:
        """The browser is one of theirs from now on."""
        answer = cast(HttpResponse, super().post_login(request, user, **more))
        guessing.remember(answer, officer=user)
        return answer

    def logout(self, request: HttpRequest) -> None:
        """Sign out here."""
        if isinstance(request.user, Officer):
            sessions.ended(request=request)
            audit.note(kind="signed_out", by=request.user, at=clock.now(), about=audit.about_officer(request.user))
        super().logout(request)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Who came by the council's own sign-in is still signed in there, and is told so."""
        way = settings.SIGN_IN_PROVIDERS.get(request.session.get(sessions.WAY, ""))
        if way is not None and (way.sign_out or request.session.get(LEAVES)):
            return reverse("account_signed_out", args=[way.id])
        return cast(str, super().get_logout_redirect_url(request))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where an officer goes after signing in; to the second step first when that is still owed."""
        if isinstance(request.user, Officer) and owes_second_step(request.user):
            return reverse("mfa_activate_totp")
        if isinstance(request.user, Officer) and passes_on_only(request.user):
            return reverse("desk:passing_on")
        return cast(str, super().get_login_redirect_url(request))

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Whether the password is asked for again: not of somebody who has only just given it."""
        return not shown_within(self.request, JUST_NOW) and bool(super().is_reauthentication_required(app=app, **more))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Hand a message to the worker: no page waits for a mail server."""
        message = self.render_mail(template_prefix, email, {"request": self.request, "email": email, **context})
        mail.deliver(subject=message.subject, text=message.body, to=email)

    def send_password_reset_mail(self, user: Officer, email: str, context: dict[str, Any]) -> None:
        """Only to those who have a password here: neither by the council's own sign-in, nor to a sealed account."""
        if user.signs_in_by or user.break_glass:
            return
        audit.note(kind="password_asked", by=None, at=clock.now(), about=audit.about_officer(user))
        super().send_password_reset_mail(user, email, context)

    def send_notification_mail(self, template_prefix: str, user: Officer, context: Any = None, **more: Any) -> None:
        """What an officer is told of their own account is what the security log is told."""
        kind = NOTED.get(template_prefix)
        if kind:
            by = self.request.user if isinstance(self.request.user, Officer) else user
            audit.note(kind=kind, by=by, at=clock.now(), about=audit.about_officer(user))
        super().send_notification_mail(template_prefix, user, context, **more)


NOTED: Mapping[str, str] = {
    "account/email/password_changed": "password_changed",
    "account/email/password_reset": "password_changed",
    "account/email/password_set": "password_changed",
    "mfa/email/totp_activated": "second_step_added",
    "mfa/email/totp_deactivated": "second_step_removed",
    "mfa/email/recovery_codes_generated": "recovery_codes_made",
    "mfa/email/webauthn_added": "second_step_added",
    "mfa/email/webauthn_removed": "second_step_removed",
}
"""Messages about an account, and what they are in the security log."""


class SecondStep(DefaultMFAAdapter):  # type: ignore[misc]
    """Allauth's second step, with errors that say what to do, and secrets that a stolen database does not give away."""

    error_messages: Mapping[str, str] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That is not the code shown now. Wait for the next one and enter all 6 figures.",
    }

    def encrypt(self, text: str) -> str:
        """As it is kept in the database."""
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """What was kept."""
        return sealing.opened(encrypted_text)


def shown_within(request: HttpRequest, length: timedelta) -> bool:
    """Whether somebody has shown so lately who they are: by signing in, or by being asked once more. Coming through the
    council's own sign-in counts from when they showed it, which may be hours ago.
    """
    now = clock.now().timestamp()
    shown_at = request.session.get(SHOWN_AT)
    if shown_at is not None and 0 <= now - shown_at < length.total_seconds():
        return True
    records = get_authentication_records(request, cast(Officer, request.user))
    again = [one["at"] for one in records if one.get("reauthenticated")]
    return bool(again) and 0 <= time.time() - max(again) < length.total_seconds()


def has_second_step(officer: Officer) -> bool:
    """Whether an officer signs in with an authenticator app as well as a password."""
    return cast(bool, SecondStep().is_mfa_enabled(officer, [Authenticator.Type.TOTP]))


def owes_second_step(officer: Officer) -> bool:
    """Whether an officer has to set up an authenticator app before anything else.

    Whoever comes by the council's own sign-in has taken its second step; the secret of a sealed account cannot be
    guessed, and on its day nobody may have the right telephone.
    """
    if not settings.MFA_REQUIRED or officer.signs_in_by or officer.break_glass:
        return False
    return not has_second_step(officer)


def _way(request: HttpRequest, officer: Officer) -> str:
    """The council's own sign-in by which somebody comes; empty: by a password or passkey kept here."""
    records = get_authentication_records(request, officer)
    return next((one.get("provider", "") for one in reversed(records) if one["method"] == "socialaccount"), "")

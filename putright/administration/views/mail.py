"""Mail: which server this copy hands its messages to, and a test message. Its settings come from the environment."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from putright.accounts.audience import officer_of, officers
from putright.administration import details
from putright.administration.forms.people import Sending
from putright.administration.views import page
from putright.council import here
from putright.council.models import Council

TEXT = "This message shows that Putright can send mail. If it has reached you, say so on the page about mail."


@officers("manage_council")
def mail(request: HttpRequest) -> HttpResponse:
    """Shows what is set, never the password, and sends a test message at once so that its errors can be read."""
    if not Council.objects.exists():
        return redirect("administration:council")
    form = Sending(page.posted(request), initial={"to": officer_of(request).email})
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["to"]
        why_not = _send(to)
        if not why_not:
            details.note_test_message(to, page.deed_of(request))
            messages.success(request, f"The mail server has taken a message to {to}. Confirm here once it has arrived.")
            return redirect("administration:mail")
        form.add_error("to", why_not)
    return page.shown(request, "mail", "mail", form=form, rows=_set())


def _send(to: str) -> str:
    """Why the message could not be handed over; empty when it was."""
    if settings.DEMO:
        return "Nothing is sent from a demonstration."
    try:
        EmailMessage("Putright: a test", TEXT, here.council().email or None, [to]).send()
    except OSError as error:
        return f"The mail server did not take it: {error}"
    return ""


def _set() -> list[tuple[str, str, str]]:
    """Each setting: its variable, what it is, and what it is set to."""
    return [
        ("PUTRIGHT_SMTP_HOST", "Mail server", settings.EMAIL_HOST),
        ("PUTRIGHT_SMTP_PORT", "Port", str(settings.EMAIL_PORT)),
        ("PUTRIGHT_SMTP_USER", "Signs in as", settings.EMAIL_HOST_USER or "nobody: it does not sign in"),
        ("PUTRIGHT_SMTP_PASSWORD", "Password", "set" if settings.EMAIL_HOST_PASSWORD else "not set"),
        ("PUTRIGHT_SMTP_TLS", "STARTTLS", "yes" if settings.EMAIL_USE_TLS else "no"),
    ]

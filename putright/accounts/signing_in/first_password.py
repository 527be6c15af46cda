"""The password of somebody who has none yet: they are welcomed, and go straight on to the second step."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import views as account
from allauth.account.internal.flows.password_reset import perform_password_reset_login
from django.contrib import messages
from django.http import HttpResponse

from putright.accounts import audit
from putright.accounts.models import Officer
from putright.council import clock


class FirstPassword(account.PasswordResetFromKeyView):  # type: ignore[misc]
    """Allauth's page behind the link in a message. Nothing is changed by a first password, so nobody is told of a
    change; and whoever has just chosen it is not asked for it again.
    """

    extra_context: ClassVar[dict[str, bool]] = {"first": True}

    def form_valid(self, form: Any) -> HttpResponse:
        """Set it, and sign them in."""
        form.save()
        officer: Officer = self.reset_user
        audit.note(kind="password_changed", by=officer, at=clock.now(), about=audit.about_officer(officer), way="first")
        messages.success(self.request, "Your password is set.")
        answer: HttpResponse = perform_password_reset_login(self.request, officer)
        return answer


asked = FirstPassword.as_view()

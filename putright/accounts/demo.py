"""Signing in to the demo by choosing who to be. These pages are not there unless the copy runs as a demo."""

from dataclasses import dataclass

from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from putright.accounts import audience, roles
from putright.accounts.models import Officer
from putright.accounts.signing_in.sign_in import Adapter

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Somebody to be, and what they can do, in a sentence or two."""

    officer: Officer
    roles: tuple[str, ...]
    about: str


@audience.demo_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The people of the demo; choosing one signs in as them."""
    if request.method != "POST":
        return render(request, "account/demo.html", {"choices": choices()})
    chosen = request.POST.get("officer", "")
    people = Officer.objects.filter(is_active=True)
    officer = get_object_or_404(people, pk=int(chosen) if chosen.isdecimal() else 0)
    auth.logout(request)
    officer.backend = BACKEND
    adapter = Adapter(request)
    adapter.login(request, officer)
    return redirect(adapter.get_login_redirect_url(request))


def choices() -> list[Choice]:
    """Everybody there is to be, in the order of what they do."""
    order = list(roles.every())
    found = [_choice(officer) for officer in Officer.objects.filter(is_active=True, grants__isnull=False).distinct()]
    return sorted(found, key=lambda one: min(order.index(role.name) for role in roles.held_by(one.officer)))


def _choice(officer: Officer) -> Choice:
    held = roles.held_by(officer)
    return Choice(
        officer=officer,
        roles=tuple(role.title for role in held),
        about=" ".join(role.about for role in held),
    )

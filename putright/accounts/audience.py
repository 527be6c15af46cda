"""Who may see a page: every view says so, and a house test finds those that do not."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from putright.accounts import roles, sessions
from putright.accounts.models import Officer
from putright.accounts.signing_in import held, sign_in
from putright.accounts.signing_in.providers import OIDC

View = Callable[..., HttpResponseBase]

PUBLIC, LINK, DEMO, SIGNING_IN, SIGNED_IN = "public", "link", "demo", "officers signing in", "officers"
"""Anybody; anybody with a secret link or key, which the view checks itself; anybody, in demo mode only; officers who
may still owe the second step of signing in; officers who have taken it."""


def public(view: View) -> View:
    """Anybody may see it."""
    return _declared(view, PUBLIC)


def by_link(view: View) -> View:
    """Whoever holds the secret in the address; the view itself must check it."""
    return _declared(view, LINK)


def demo_only(view: View) -> View:
    """Only there when the copy runs as a demo."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return _declared(asked, DEMO)


def officers(deed: str) -> Callable[[View], View]:
    """Officers who are signed in and of whom one role may do this (a word of `roles.DEEDS`)."""
    if deed not in roles.DEEDS:
        raise KeyError(f"{deed!r} is nothing a role may do; there are: {', '.join(roles.DEEDS)}")

    def declare(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            elsewhere = _first_of_all(request)
            if elsewhere is not None:
                return elsewhere
            if not roles.may(officer_of(request), deed):
                raise PermissionDenied(why_not(deed))
            return view(request, *args, **kwargs)

        return _declared(asked, those_who_may(deed))

    return declare


def signed_in(view: View) -> View:
    """Any officer who is signed in, whatever their role."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _first_of_all(request) or view(request, *args, **kwargs)

    return _declared(asked, SIGNED_IN)


def confirmed(view: View) -> View:
    """For what does most harm in a session left open: whoever asks has to have shown just now who they are. What they
    sent is kept meanwhile, and the view fills its form with it (`held.sent_before`). Stands under the decorator that
    says who may see it.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        lately = sign_in.JUST_NOW if request.method in ("GET", "HEAD") else sign_in.STILL
        if settings.DEMO or sign_in.shown_within(request, lately):
            return view(request, *args, **kwargs)
        return _held_until_confirmed(request) if request.method == "POST" else redirect(_where_to_confirm(request))

    return asked


def kept_here(view: View) -> View:
    """For what somebody signs in with that is kept here: not for those whom the council's own sign-in looks after, who
    would have a way past it. Stands under the decorator that says who may see it.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return redirect("mfa_index") if officer_of(request).signs_in_by else view(request, *args, **kwargs)

    return asked


def signing_in(view: View) -> View:
    """Any officer who has given their password, even one who has yet to set up the second step: only for doing that."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return _declared(asked, SIGNING_IN)


def those_who_may(deed: str) -> str:
    """What a view says that is for officers who may do this."""
    return f"officers who may {deed}"


def why_not(deed: str) -> str:
    """What to tell an officer whose roles do not let them do this."""
    able = [role.title for role in roles.every().values() if deed in role.may]
    return f"Your role does not let you {roles.DEEDS[deed]}. These roles do: {', '.join(able)}."


def officer_of(request: HttpRequest) -> Officer:
    """The officer who asks; only for views that are not public."""
    return cast(Officer, request.user)


def declared(view: Callable[..., Any]) -> str | None:
    """Who a view says may see it; None when it does not say."""
    return getattr(view, "audience", None)


def _first_of_all(request: HttpRequest) -> HttpResponseBase | None:
    """Where somebody has to go before anything else: to sign in, or to set up the second step."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if sign_in.owes_second_step(officer_of(request)):
        return redirect("mfa_activate_totp")
    return None


def _held_until_confirmed(request: HttpRequest) -> HttpResponseBase:
    """What was sent is kept. A form leads to no other site (browsers would follow the policy of our pages and stop), so
    to the council's own sign-in it is one click more.
    """
    on = request.path if held.hold(request) else _page_before(request)
    away = away_to_confirm(request, on=on)
    if not away:
        return redirect(_here_to_confirm(on))
    return render(request, "account/confirm_there.html", {"away": away}, status=403)


def _where_to_confirm(request: HttpRequest) -> str:
    """Where somebody shows again who they are: where they signed in."""
    on = request.get_full_path()
    return away_to_confirm(request, on=on) or _here_to_confirm(on)


def _here_to_confirm(on: str) -> str:
    return f"{reverse('account_reauthenticate')}?{urlencode({'next': on})}"


def _page_before(request: HttpRequest) -> str:
    """The page of ours with the button that was pressed, for there is nothing else to come back to."""
    before = urlsplit(request.headers.get("Referer", ""))
    ours = before.netloc == urlsplit(settings.PUBLIC_ADDRESS).netloc and url_has_allowed_host_and_scheme(
        before.path, None
    )
    return before.path if ours else reverse("account_home")


def away_to_confirm(request: HttpRequest, *, on: str) -> str:
    """Where the council's own sign-in asks somebody again who they are, and sends them on; empty for who has come with
    a password kept here.
    """
    way = settings.SIGN_IN_PROVIDERS.get(request.session.get(sessions.WAY, ""))
    if way is None:
        return ""
    name = "openid_connect_login" if way.kind == OIDC else "saml_login"
    return f"{reverse(name, args=[way.id])}?{urlencode({'next': on, 'again': '1'})}"


def _declared(view: View, who: str) -> View:
    """The view itself, marked: a wrapper would hide what Django notes on it (no CSRF check, no cache)."""
    view.audience = who  # type: ignore[attr-defined]
    return view

"""Signing in through the council's own sign-in: what allauth hands over, and the answers that are ours.

Everything that OpenID Connect leaves to choice is chosen here: the ID token's signature is always checked, against keys
of the issuer we were told of, in an algorithm with two keys.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

import jwt
import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from lxml import etree
from onelogin.saml2.errors import OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError

from putright.accounts import audit, sessions
from putright.accounts.models import Officer
from putright.accounts.signing_in import joining
from putright.accounts.signing_in.providers import SAML, Provider
from putright.council import clock

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
LEEWAY_SECONDS = 60
KEYS_KEPT_SECONDS = 600
MOST_BYTES = 1_000_000

WHY: Mapping[str, str] = {
    "no_group": "You are signed in with the council, but none of your groups lets you use this site.",
    "no_groups_told": "The council's sign-in did not say which groups you are in.",
    "no_address": "The council's sign-in did not say what your email address is.",
    "address_taken": "Somebody here already has your email address, and it cannot be shown that it is you.",
    "closed": "Your account here has been closed.",
    "not_right": "What the council's sign-in sent cannot be relied on, or it is too old. Start again.",
    "cancelled": "You did not finish signing in with the council.",
    "no_answer": "The council's sign-in does not answer. Wait a few minutes, then try again.",
}

View = Callable[..., HttpResponse]


def ways() -> list[Provider]:
    """The council's own ways of signing in, for the page to offer."""
    return list(settings.SIGN_IN_PROVIDERS.values())


class Adapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Allauth's account of a sign-in elsewhere, with our answers."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Decide who this is here, and whether they may come in; afterwards allauth goes on as with anybody known."""
        account, at = sociallogin.account, clock.now()
        provider = settings.SIGN_IN_PROVIDERS[account.provider]
        claims, account.extra_data = account.extra_data, {}
        known = sociallogin.user if account.pk else None
        try:
            officer = joining.welcome(arrival(provider, claims), known=known, at=at)
        except joining.TurnedAway as reason:
            if account.pk:
                account.save(update_fields=["extra_data"])
            raise ImmediateHttpResponse(turned_away(request, provider, reason.why, by=known)) from None
        joining.link(officer, provider=provider, at=at)
        sociallogin.user = account.user = officer
        account.save()
        request.session[sessions.WAY] = provider.id

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Whoever gets this far has an account; nobody fills in a form for one."""
        return False

    def on_authentication_error(self, request: HttpRequest, provider: Any, **more: Any) -> None:
        """Our own page for whatever went wrong on the way."""
        told = settings.SIGN_IN_PROVIDERS[provider.sub_id]
        error = more.get("error")
        down = isinstance(more.get("exception"), requests.RequestException)
        why = "no_answer" if down else "cancelled" if str(error) == "cancelled" else "not_right"
        raise ImmediateHttpResponse(turned_away(request, told, why))

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing to tell: accounts are linked by the council, not by their officers."""


def arrival(provider: Provider, claims: Mapping[str, Any]) -> joining.Arrival:
    """What a sign-in says, in our words."""
    told = claims if provider.kind == SAML else claims.get("id_token", {})
    name = _one(told.get(provider.name)) or " ".join(
        part for part in (_one(told.get("given_name")), _one(told.get("family_name"))) if part
    )
    # Entra ID says so of an address by leaving it out; what it may be believed in is for the council's file.
    verified = told.get("email_verified", True) is True
    email = _one(told.get(provider.email))
    return joining.Arrival(
        provider=provider, email=email, email_verified=verified, name=name, groups=_groups(told, provider)
    )


def _groups(told: Mapping[str, Any], provider: Provider) -> list[str] | None:
    """None when there is no word of groups, or when there were so many that they were left out."""
    given = told.get(provider.groups)
    if given is None:
        return None if provider.groups in told.get("_claim_names", {}) else []
    return [str(one) for one in given] if isinstance(given, list) else [str(given)]


def _one(given: Any) -> str:
    if isinstance(given, list):
        given = given[0] if given else ""
    return str(given or "").replace("\x00", "").strip()[:120]


def turned_away(request: HttpRequest, provider: Provider, why: str, *, by: Officer | None = None) -> HttpResponse:
    """The page that says why somebody was not let in."""
    facts = {"why": why, "provider": provider.id, **audit.where(request)}
    audit.note(kind="sign_in_refused", by=by, at=clock.now(), **facts)
    page = {"why": WHY[why], "provider": provider, "again": why in ("not_right", "cancelled", "no_answer")}
    return render(request, "account/turned_away.html", page, status=503 if why == "no_answer" else 403)


class OpenID(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """OpenID Connect, with nothing left to choice."""

    def get_provider(self) -> Any:
        """Also for what the library does by itself, it is this class that speaks with the issuer."""
        provider = super().get_provider()
        provider.oauth2_adapter_class = OpenID
        return provider

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the issuer says of itself; only if it is the issuer we were told of."""
        provider = self.get_provider()
        found = _fetched(provider.server_url)
        if found.get("issuer") != provider.app.settings["server_url"]:
            raise OAuth2Error(f"the issuer calls itself {found.get('issuer')!r}")
        return found

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """Where the public reaches us, whatever proxy stands before."""
        return settings.PUBLIC_ADDRESS + reverse("openid_connect_callback", args=[self.provider_id])

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **more: Any) -> SocialLogin:
        """From the token of the answer; without one, nobody has signed in."""
        id_token = more["response"].get("id_token")
        if not isinstance(id_token, str):
            raise OAuth2Error("no ID token")
        return self.get_provider().sociallogin_from_response(
            request, {"id_token": self._decode_id_token(app, id_token)}
        )

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        told = self.openid_config
        try:
            kid = jwt.get_unverified_header(id_token).get("kid")
            return jwt.decode(
                id_token,
                key=_key(told["jwks_uri"], kid),
                algorithms=ALGORITHMS,
                issuer=told["issuer"],
                audience=app.client_id,
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
        except jwt.PyJWTError as error:
            raise OAuth2Error(f"the ID token is not right: {type(error).__name__}") from None


def _key(address: str, kid: str | None) -> jwt.PyJWK:
    """The issuer's key of that name; asked for anew when it is not among those we know, for keys change."""
    for known in (True, False):
        keys = jwt.PyJWKSet.from_dict(_fetched(address, known=known)).keys
        found = [key for key in keys if key.key_id == kid and key.public_key_use in (None, "sig")]
        if found:
            return found[0]
    raise jwt.InvalidKeyError("no such key")


def _fetched(address: str, *, known: bool = True) -> dict[str, Any]:
    """A document of the issuer, kept for a while so that signing in does not ask for it each time."""
    name = f"oidc:{address}"
    kept = cache.get(name) if known else None
    if isinstance(kept, dict):
        return kept
    with Adapter().get_requests_session() as session:
        answer = session.get(address, allow_redirects=False)
        answer.raise_for_status()
    if len(answer.content) > MOST_BYTES:
        raise OAuth2Error("far too long an answer")
    found = json.loads(answer.content)
    cache.set(name, found, KEYS_KEPT_SECONDS)
    return dict(found)


def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Off to the council's own sign-in. `again`: even somebody whom it knows shows once more who they are."""
    told = QueryDict(mutable=True)
    told["next"] = request.GET.get("next", "")
    if request.GET.get("again"):
        told["auth_params"] = "prompt=login"
    # Nothing else of the address is passed on: the library would hand it to the provider.
    request.GET = told  # type: ignore[assignment]
    return _answered(request, provider_id, OAuth2LoginView.adapter_view(OpenID(request, provider_id)))


@never_cache
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from it."""
    return _answered(request, provider_id, OAuth2CallbackView.adapter_view(OpenID(request, provider_id)))


def _answered(request: HttpRequest, provider_id: str, view: View) -> HttpResponse:
    """What allauth answers; what it does not expect of an issuer is a refusal, and not our fault."""
    provider = settings.SIGN_IN_PROVIDERS.get(provider_id)
    if provider is None or provider.kind == SAML:
        raise Http404
    try:
        return view(request)
    except requests.RequestException:
        return turned_away(request, provider, "no_answer")
    except (OAuth2Error, KeyError, TypeError, ValueError):
        return turned_away(request, provider, "not_right")


def as_published(view: View) -> View:
    """For what the library makes of the address it was asked under: the public one, whatever proxy stands before."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        told = urlsplit(settings.PUBLIC_ADDRESS)
        request.META["HTTP_HOST"], request.META["wsgi.url_scheme"] = told.netloc, told.scheme
        return view(request, *args, **kwargs)

    return asked


def saml(view: View) -> View:
    """One of allauth's views of SAML: under our public address, and with our page for what cannot be read."""

    @wraps(view)
    def asked(request: HttpRequest, organization_slug: str) -> HttpResponse:
        provider = settings.SIGN_IN_PROVIDERS.get(organization_slug)
        if provider is None or provider.kind != SAML:
            raise Http404
        try:
            return as_published(view)(request, organization_slug=organization_slug)
        except (
            OneLogin_Saml2_Error,
            OneLogin_Saml2_ValidationError,
            PermissionDenied,
            etree.XMLSyntaxError,
            ValueError,
        ):
            return turned_away(request, provider, "not_right")

    return asked

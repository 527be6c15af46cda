"""OpenID Connect, with nothing left to choice.

The ID token's signature is always checked, against keys of the issuer we were told of, in an algorithm with two keys.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import jwt
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from putright.accounts import sessions
from putright.accounts.sessions import Coming
from putright.accounts.signing_in import single_sign_on
from putright.accounts.signing_in.providers import OIDC, Provider

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
KEYS_KEPT_SECONDS = 600
MOST_BYTES = 1_000_000
MOST_OF_A_SID = 255
LEAVE_AT = "end_session_endpoint"
BACK = "account_login"
"""Where somebody comes out who has left there as well."""

View = Callable[..., HttpResponse]


class OpenID(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Allauth's way of speaking it, with ours where it leaves a choice."""

    def get_provider(self) -> Any:
        """Also for what the library does by itself, it is this class that speaks with the issuer."""
        provider = super().get_provider()
        provider.oauth2_adapter_class = OpenID
        return provider

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the issuer says of itself; only if it is the issuer we were told of."""
        provider = self.get_provider()
        found = fetched(provider.server_url)
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
        claims = read(id_token, told=self.openid_config, audience=app.client_id)
        sessions.comes(request, _coming(claims, self.openid_config))
        return self.get_provider().sociallogin_from_response(request, {"id_token": claims})


def _coming(claims: dict[str, Any], told: dict[str, Any]) -> Coming:
    sid, auth_time = claims.get("sid"), claims.get("auth_time")
    known = isinstance(auth_time, int | float) and not isinstance(auth_time, bool)
    return Coming(
        sid=sid if isinstance(sid, str) and len(sid) <= MOST_OF_A_SID else "",
        shown_at=single_sign_on.shown_at(auth_time) if known else None,
        leaves=bool(told.get(LEAVE_AT)),
    )


def read(
    token: str, *, told: dict[str, Any], audience: str, needed: tuple[str, ...] = ("exp", "sub")
) -> dict[str, Any]:
    """What a token of the issuer says, if it is one, for us and for now. Raises `OAuth2Error`."""
    try:
        kid = jwt.get_unverified_header(token).get("kid")
        return jwt.decode(
            token,
            key=_key(told["jwks_uri"], kid),
            algorithms=ALGORITHMS,
            issuer=told["issuer"],
            audience=audience,
            leeway=single_sign_on.LEEWAY_SECONDS,
            options={"require": ["iat", "iss", "aud", *needed]},
        )
    except jwt.PyJWTError as error:
        raise OAuth2Error(f"the token is not right: {type(error).__name__}") from None


def _key(address: str, kid: str | None) -> jwt.PyJWK:
    """The issuer's key of that name; asked for anew when it is not among those we know, for keys change."""
    for known in (True, False):
        keys = jwt.PyJWKSet.from_dict(fetched(address, known=known)).keys
        found = [key for key in keys if key.key_id == kid and key.public_key_use in (None, "sig")]
        if found:
            return found[0]
    raise jwt.InvalidKeyError("no such key")


def fetched(address: str, *, known: bool = True) -> dict[str, Any]:
    """A document of the issuer, kept for a while so that signing in does not ask for it each time."""
    name = f"oidc:{address}"
    kept = cache.get(name) if known else None
    if isinstance(kept, dict):
        return kept
    with single_sign_on.Adapter().get_requests_session() as session:
        answer = session.get(address, allow_redirects=False)
        answer.raise_for_status()
    if len(answer.content) > MOST_BYTES:
        raise OAuth2Error("far too long an answer")
    found = json.loads(answer.content)
    cache.set(name, found, KEYS_KEPT_SECONDS)
    return dict(found)


def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Off to the council's own sign-in. `again`: even somebody whom it knows shows once more who they are."""
    of(provider_id)
    told = QueryDict(mutable=True)
    told["next"] = request.GET.get("next", "")
    if single_sign_on.ask_again(request):
        told["auth_params"] = "prompt=login&max_age=0"
    # Nothing else of the address is passed on: the library would hand it to the provider.
    request.GET = told  # type: ignore[assignment]
    return _answered(request, provider_id, OAuth2LoginView.adapter_view(OpenID(request, provider_id)))


@never_cache
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from it."""
    return _answered(request, provider_id, OAuth2CallbackView.adapter_view(OpenID(request, provider_id)))


def _answered(request: HttpRequest, provider_id: str, view: View) -> HttpResponse:
    """What allauth answers; what it does not expect of an issuer is a refusal, and not our fault."""
    provider = of(provider_id)
    try:
        return view(request)
    except single_sign_on.NoAnswer:
        return single_sign_on.turned_away(request, provider, "no_answer")
    except (OAuth2Error, KeyError, TypeError, ValueError):
        return single_sign_on.turned_away(request, provider, "not_right")


def leave(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Off to where somebody leaves the council's own sign-in as well. Without saying who: it knows, and asks."""
    provider = of(provider_id)
    try:
        adapter = OpenID(request, provider_id)
        address = str(adapter.openid_config[LEAVE_AT])
    except single_sign_on.NoAnswer:
        return single_sign_on.turned_away(request, provider, "no_answer")
    except (OAuth2Error, KeyError, TypeError, ValueError):
        raise Http404 from None
    back = {"client_id": provider.app["client_id"], "post_logout_redirect_uri": settings.PUBLIC_ADDRESS + reverse(BACK)}
    return redirect(f"{address}{'&' if '?' in address else '?'}{urlencode(back)}")


def of(provider_id: str) -> Provider:
    """The council's sign-in of that name, where it is one of this kind."""
    provider: Provider | None = settings.SIGN_IN_PROVIDERS.get(provider_id)
    if provider is None or provider.kind != OIDC:
        raise Http404
    return provider

"""SAML: off to the council's own sign-in and back, with any of its certificates, and asking again where that is needed.

What is not written here is allauth's: keeping what was asked, and the description of us that a council's IT fetches.
"""

from __future__ import annotations

from binascii import Error as NotBase64
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from allauth.account.utils import get_next_redirect_url
from allauth.core.internal import httpkit
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.saml import utils
from allauth.socialaccount.sessions import LoginSession
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from lxml import etree
from onelogin.saml2.auth import OneLogin_Saml2_Auth
from onelogin.saml2.errors import OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError

from putright.accounts import sessions
from putright.accounts.sessions import Coming
from putright.accounts.signing_in import single_sign_on
from putright.accounts.signing_in.providers import SAML

View = Callable[..., HttpResponse]

ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion"
SHOWN = "//saml:Assertion[@ID=$number]/saml:AuthnStatement/@AuthnInstant"
BROKEN = (
    OneLogin_Saml2_Error,
    OneLogin_Saml2_ValidationError,
    PermissionDenied,
    NotBase64,
    etree.XMLSyntaxError,
    ValueError,
)


class NotRight(ValueError):
    """What came back cannot be relied on."""


def as_published(view: View) -> View:
    """For what the library makes of the address it was asked under: the public one, whatever proxy stands before."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        told = urlsplit(settings.PUBLIC_ADDRESS)
        request.META["HTTP_HOST"], request.META["wsgi.url_scheme"] = told.netloc, told.scheme
        return view(request, *args, **kwargs)

    return asked


def spoken(view: View) -> View:
    """A view of SAML: under our public address, and with our page for what cannot be read."""

    @wraps(view)
    def asked(request: HttpRequest, organization_slug: str) -> HttpResponse:
        provider = settings.SIGN_IN_PROVIDERS.get(organization_slug)
        if provider is None or provider.kind != SAML:
            raise Http404
        try:
            return as_published(view)(request, organization_slug=organization_slug)
        except BROKEN:
            return single_sign_on.turned_away(request, provider, "not_right")

    return asked


@spoken
def begin(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """Off to the council's own sign-in. `again`: even somebody whom it knows shows once more who they are."""
    provider = _provider(request, organization_slug)
    speaking = _speaking(request, provider)
    address = speaking.login(return_to="", force_authn=single_sign_on.ask_again(request))
    provider.stash_redirect_state(
        request, AuthProcess.LOGIN, get_next_redirect_url(request), state_id=speaking.get_last_request_id()
    )
    return redirect(address)


@spoken
def come_back(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """Back from it: what its page had the browser post is read, in the session in which it was asked for."""
    provider, kept = (
        _provider(request, organization_slug),
        LoginSession(request, "saml_acs_session", "saml-acs-session"),
    )
    posted = kept.store.get("request")
    kept.delete()
    if not posted:
        raise NotRight("nothing came back")
    speaking = _speaking(httpkit.deserialize_request(posted, HttpRequest()), provider)
    # What it is an answer to is asked below: it must be something this session asked, and only once.
    speaking.process_response(request_id=None)
    asked = speaking.get_last_response_in_response_to()
    if speaking.get_errors() or not speaking.is_authenticated() or not asked:
        raise NotRight(str(speaking.get_last_error_reason()))
    login = provider.sociallogin_from_response(request, speaking)
    login.state = provider.unstash_redirect_state(request, asked)
    sessions.comes(request, Coming(shown_at=single_sign_on.shown_at(_shown_at(speaking))))
    answer: HttpResponse = complete_social_login(request, login)
    return answer


def _provider(request: HttpRequest, slug: str) -> Any:
    return get_adapter(request).get_provider(request, provider=slug)


def _speaking(request: HttpRequest, provider: Any) -> OneLogin_Saml2_Auth:
    """The library, told of us and of the council's sign-in: what is signed with any of its certificates is its own."""
    config = utils.build_saml_config(request, provider.app.settings, provider.app.client_id)
    config["idp"]["x509certMulti"] = {"signing": provider.app.settings["idp"]["certificates"]}
    return OneLogin_Saml2_Auth(utils.prepare_django_request(request), config)


def _shown_at(speaking: OneLogin_Saml2_Auth) -> float | None:
    """When somebody showed who they are: the earliest moment that the assertion which was signed names."""
    read = etree.XMLParser(resolve_entities=False, no_network=True)
    answer = etree.fromstring(speaking.get_last_response_xml().encode(), parser=read)
    named = answer.xpath(SHOWN, namespaces={"saml": ASSERTION}, number=speaking.get_last_assertion_id())
    return min((datetime.fromisoformat(moment).timestamp() for moment in named), default=None)

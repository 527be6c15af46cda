"""A provider of SAML: reads the request, signs assertions, and posts them back. What a test has it spoil, it spoils."""

from __future__ import annotations

import base64
import secrets
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from urllib.parse import parse_qs, urlsplit

import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from lxml import etree
from onelogin.saml2.utils import OneLogin_Saml2_Utils

from putright.accounts.tests.identity import serving

ENTITY = "https://identity.fenwickvale.example/"
GROUPS = "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups"
EMAIL = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"
NAME = "http://schemas.microsoft.com/identity/claims/displayname"
SPACES = {"samlp": "urn:oasis:names:tc:SAML:2.0:protocol", "saml": "urn:oasis:names:tc:SAML:2.0:assertion"}


@cache
def key_and_certificate(name: str) -> tuple[str, str]:
    """A private key and its certificate, both as PEM, made once for each name."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return plain.decode(), made.public_bytes(pem).decode()


@dataclass
class Provider:
    """Who signs in next, and what it says of them. `spoil` changes the whole answer after it was signed."""

    address: str = ""
    name_id: str = "mira-1"
    attributes: dict[str, list[str]] = field(default_factory=dict)
    audience: str = "http://testserver/accounts/saml/council/metadata.xml"
    entity: str = ENTITY
    lasts: timedelta = timedelta(minutes=5)
    key: str = "council"
    signs: bool = True
    shown: timedelta = timedelta(seconds=-5)
    """When somebody showed it who they are, from now."""
    listens: bool = True
    """Whether it asks again when it is told to."""
    answers: str = ""
    spoil: Callable[[str], str] = str

    def visit(self, address: str) -> str:
        """Somebody's browser is sent here and signs in: what it posts back."""
        return requests.get(address, timeout=5).text

    def answer(self, request_id: str, to: str, *, again: bool = False) -> str:
        """The whole answer to a request; `again`: it says that somebody is to show once more who they are."""
        if again and self.listens:
            self.shown = timedelta(0)
        assertion = self.assertion(request_id, to)
        if self.signs:
            key, certificate = key_and_certificate(self.key)
            signed = OneLogin_Saml2_Utils.add_sign(
                assertion,
                key,
                certificate,
                sign_algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
                digest_algorithm="http://www.w3.org/2001/04/xmlenc#sha256",
            )
            assertion = signed.decode() if isinstance(signed, bytes) else signed
        return self.spoil(self._around(assertion, request_id, to))

    def assertion(self, request_id: str, to: str) -> str:
        """What is said of somebody."""
        now = datetime.now(UTC)
        until, made, shown = _stamp(now + self.lasts), _stamp(now - timedelta(seconds=5)), _stamp(now + self.shown)
        # A long-expired one was valid once.
        start = _stamp(min(now, now + self.lasts) - timedelta(minutes=5))
        rows = "".join(
            f'<saml:Attribute Name="{name}">'
            + "".join(f"<saml:AttributeValue>{value}</saml:AttributeValue>" for value in values)
            + "</saml:Attribute>"
            for name, values in self.attributes.items()
        )
        return (
            f'<saml:Assertion xmlns:saml="{SPACES["saml"]}" ID="_{secrets.token_hex(8)}" Version="2.0" '
            f'IssueInstant="{made}"><saml:Issuer>{self.entity}</saml:Issuer><saml:Subject>'
            f'<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">{self.name_id}</saml:NameID>'
            '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData '
            f'NotOnOrAfter="{until}" Recipient="{to}" InResponseTo="{request_id}"/></saml:SubjectConfirmation>'
            f'</saml:Subject><saml:Conditions NotBefore="{start}" NotOnOrAfter="{until}"><saml:AudienceRestriction>'
            f"<saml:Audience>{self.audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>"
            f'<saml:AuthnStatement AuthnInstant="{shown}"><saml:AuthnContext><saml:AuthnContextClassRef>'
            "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified</saml:AuthnContextClassRef></saml:AuthnContext>"
            f"</saml:AuthnStatement><saml:AttributeStatement>{rows}</saml:AttributeStatement></saml:Assertion>"
        )

    def _around(self, assertion: str, request_id: str, to: str) -> str:
        return (
            f'<samlp:Response xmlns:samlp="{SPACES["samlp"]}" ID="_{secrets.token_hex(8)}" Version="2.0" '
            f'IssueInstant="{_stamp(datetime.now(UTC))}" Destination="{to}" InResponseTo="{request_id}">'
            f'<saml:Issuer xmlns:saml="{SPACES["saml"]}">{self.entity}</saml:Issuer><samlp:Status>'
            '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>'
            f"{assertion}</samlp:Response>"
        )


def _stamp(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _asked(query: str) -> tuple[str, str, bool]:
    """Number and way back of a request, and whether it asks for showing again."""
    packed = parse_qs(query)["SAMLRequest"][0]
    request = etree.fromstring(zlib.decompress(base64.b64decode(packed), -15))
    again = request.get("ForceAuthn") == "true"
    return request.get("ID") or "", request.get("AssertionConsumerServiceURL") or "", again


@contextmanager
def provider() -> Iterator[Provider]:
    """A provider that answers on this machine."""
    made = Provider()

    class Answering(serving.Quiet):
        def do_GET(self) -> None:
            number, to, again = _asked(urlsplit(self.path).query)
            answer = made.answer(made.answers or number, to, again=again)
            self.say(200, base64.b64encode(answer.encode()), "text/plain")

    with serving.served(Answering) as address:
        made.address = address
        yield made

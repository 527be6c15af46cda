"""Passkeys: added after an app, sign in by themselves, and only for whoever made them. The device is software."""

from __future__ import annotations

import hashlib
import json
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestedCredentialData, AuthenticatorData

from putright.accounts import audit
from putright.accounts.models import Officer
from putright.accounts.tests import post
from putright.accounts.tests.people import PASSWORD, officer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_real_council", "_worker_at_once")]

SIGN_IN, ADD, LIST = "/accounts/passkey/", "/accounts/second-step/passkeys/new/", "/accounts/second-step/passkeys/"
JSON = {"Accept": "application/json"}
SEEN, SURE = 0x01, 0x04


class Device:
    """A device with one passkey."""

    def __init__(self, site: str = "testserver", flags: int = SEEN | SURE) -> None:
        self.site, self.flags = site, flags
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id, self.user = b"passkey-of-rosa!", b""

    def makes(self, options: dict[str, Any]) -> str:
        """A new passkey, as the browser hands it over."""
        asked = options["creation_options"]["publicKey"]
        self.user = asked["user"]["id"].encode()
        made = AttestedCredentialData.create(Aaguid.NONE, self.id, cose_key(self.key))
        data = AuthenticatorData.create(self._site(), AuthenticatorData.FLAG(self.flags | 0x40), 1, made)
        told = cbor.encode({"fmt": "none", "attStmt": {}, "authData": bytes(data)})
        return self._handed({"attestationObject": websafe_encode(told)}, self._client("webauthn.create", asked))

    def shows(self, options: dict[str, Any]) -> str:
        """That it is there, signed."""
        asked = options["request_options"]["publicKey"]
        client = self._client("webauthn.get", asked)
        data = bytes(AuthenticatorData.create(self._site(), AuthenticatorData.FLAG(self.flags), 2))
        signed = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        told = {"authenticatorData": websafe_encode(data), "signature": websafe_encode(signed)}
        return self._handed({**told, "userHandle": self.user.decode()}, client)

    def _site(self) -> bytes:
        return hashlib.sha256(self.site.encode()).digest()

    def _client(self, kind: str, asked: dict[str, Any]) -> bytes:
        return json.dumps({"type": kind, "challenge": asked["challenge"], "origin": f"https://{self.site}"}).encode()

    def _handed(self, more: dict[str, str], client: bytes) -> str:
        name = websafe_encode(self.id)
        response = {**more, "clientDataJSON": websafe_encode(client)}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})


@pytest.fixture
def rosa(client: Client) -> Officer:
    """Rosa, signed in with password and app a moment ago."""
    made = officer("intake", password=PASSWORD)
    totp.TOTP.activate(made, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    client.force_login(made)
    session = client.session
    session["shown_at"] = time.time()
    session.save()
    return made


def cose_key(key: ec.EllipticCurvePrivateKey) -> Any:
    """The public half, as a device hands it out."""
    made: Any = ES256
    return made.from_cryptography_key(key.public_key())


def added(client: Client, device: Device) -> Any:
    page = client.get(ADD).content.decode()
    options = json.loads(page.split('id="passkey-options">')[1].split("</script>")[0])
    given = {"name": "Work laptop", "passwordless": "on", "credential": device.makes(options)}
    return client.post(ADD, given)


def come_in(device: Device) -> tuple[Client, Any]:
    client = Client()
    credential = device.shows(client.get(SIGN_IN, headers=JSON).json())
    return client, client.post(SIGN_IN, {"credential": credential})


def test_a_passkey_signs_in_by_itself_and_is_told_of(client: Client, rosa: Officer) -> None:
    device = Device()
    assert added(client, device).status_code == 302
    assert "Work laptop" in client.get(LIST).content.decode()

    browser, answer = come_in(device)

    assert answer.headers["Location"] == "/desk/"
    assert browser.get(LIST).status_code == 200
    assert [entry.kind for entry in audit.found()] == ["signed_in", "second_step_added"]
    assert "A passkey was added for Putright" in [message.subject for message in post.arrived()]


@pytest.mark.parametrize("wrong", ["another key", "another site", "nobody touched it"])
def test_a_passkey_that_is_not_theirs_signs_nobody_in(client: Client, rosa: Officer, wrong: str) -> None:
    device = Device()
    added(client, device)
    if wrong == "another key":
        device.key = ec.generate_private_key(ec.SECP256R1())
    if wrong == "another site":
        device.site = "evil.example"
    if wrong == "nobody touched it":
        device.flags = 0

    browser, answer = come_in(device)

    assert answer.headers["Location"] == "/accounts/login/"
    assert browser.get(LIST).status_code == 302


def test_an_answer_of_yesterday_signs_nobody_in(client: Client, rosa: Officer) -> None:
    device = Device()
    added(client, device)
    first = Client()
    credential = device.shows(first.get(SIGN_IN, headers=JSON).json())
    first.post(SIGN_IN, {"credential": credential})

    thief = Client()
    thief.get(SIGN_IN, headers=JSON)
    assert thief.post(SIGN_IN, {"credential": credential}).headers["Location"] == "/accounts/login/"


def test_a_passkey_is_removed_by_its_owner_alone(client: Client, rosa: Officer) -> None:
    added(client, Device())
    number = Authenticator.objects.get(type="webauthn").pk
    other = Client()
    imran = officer("reviewer", email="imran@fenwickvale.example")
    totp.TOTP.activate(imran, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    other.force_login(imran)
    session = other.session
    session["shown_at"] = time.time()
    session.save()

    assert other.post(f"{LIST}{number}/end/").status_code == 404
    assert "Remove this passkey" in client.get(f"{LIST}{number}/end/").content.decode()
    client.post(f"{LIST}{number}/end/")
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_without_an_app_there_is_no_passkey_so_that_signing_in_never_hangs_on_a_script(client: Client) -> None:
    client.force_login(officer("intake", password=PASSWORD))

    assert client.get(ADD).headers["Location"] == "/accounts/second-step/app/"


def test_at_the_second_step_a_passkey_is_offered_beside_the_code(client: Client, rosa: Officer) -> None:
    device = Device()
    added(client, device)
    again = Client()
    again.post("/accounts/login/", {"login": rosa.email, "password": PASSWORD})

    page = again.get("/accounts/second-step/code/").content.decode()
    options = json.loads(page.split('id="passkey-options">')[1].split("</script>")[0])
    answer = again.post("/accounts/second-step/code/", {"credential": device.shows(options)})

    assert "Use a passkey" in page
    assert answer.headers["Location"] == "/desk/"


def test_nonsense_in_place_of_a_passkey_is_refused(client: Client, rosa: Officer) -> None:
    assert "could not be read" in client.post(ADD, {"name": "x", "credential": '{"id": 1}'}).content.decode()
    for nonsense in ("", "{", "[]", '{"id": 1}', '{"id": "x", "rawId": "x", "type": "public-key", "response": {}}'):
        assert Client().post(SIGN_IN, {"credential": nonsense}).headers["Location"] == "/accounts/login/"


def test_whoever_now_comes_by_the_council_s_own_sign_in_cannot_come_past_it(client: Client, rosa: Officer) -> None:
    """A passkey from before would let a leaver in for as long as nobody thinks of it."""
    device = Device()
    added(client, device)
    rosa.signs_in_by = "council"
    rosa.save()

    browser, answer = come_in(device)

    assert answer.headers["Location"] == "/accounts/login/"
    assert "Choose it below" in browser.get("/accounts/login/").content.decode()
    assert browser.get(LIST).status_code == 302

"""A provider of OpenID Connect: discovery, keys, codes with PKCE, tokens. What a test has it spoil, it spoils."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric import rsa

from putright.accounts.tests.identity import serving

CLIENT, SECRET = "putright", "a secret of the two of them"


@cache
def private_key(name: str) -> rsa.RSAPrivateKey:
    """One key for each name, made once."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def signed(claims: dict[str, Any], *, by: str = "first") -> str:
    """A token as the provider signs it."""
    return jwt.encode(claims, private_key(by), algorithm="RS256", headers={"kid": by})


@dataclass
class Provider:
    """Who signs in next, and what it says of them."""

    address: str = ""
    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    denies: bool = False
    keys: list[str] = field(default_factory=lambda: ["first"])
    token: Callable[[dict[str, Any]], str | None] = signed
    spends: bool = True
    shown_at: float | None = None
    """When somebody showed it who they are, by what it says; None while it asks whoever comes."""
    listens: bool = True
    """Whether it asks again when it is told to."""
    leaves: bool = True
    """Whether it says where it can be left."""
    asked: list[str] = field(default_factory=list)
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def visit(self, address: str) -> str:
        """Somebody's browser is sent here and signs in: where it is sent back to."""
        answer = requests.get(address, allow_redirects=False, timeout=5)
        return answer.headers["Location"]

    def discovery(self) -> dict[str, Any]:
        """What it says of itself."""
        leave = {"end_session_endpoint": f"{self.address}/leave"} if self.leaves else {}
        return leave | {
            "issuer": self.issuer or self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def word_of_leaving(self, **more: Any) -> dict[str, Any]:
        """What it says to our server when somebody leaves it; `more` in place of what it would say."""
        events: dict[str, Any] = {"http://schemas.openid.net/event/backchannel-logout": {}}
        told = {"iss": self.address, "aud": CLIENT, "iat": int(time.time()), "jti": secrets.token_urlsafe()}
        return {name: value for name, value in {**told, "events": events, **more}.items() if value is not None}

    def jwks(self) -> dict[str, Any]:
        """Its public keys."""
        made = [
            (name, jwt.algorithms.RSAAlgorithm.to_jwk(private_key(name).public_key(), as_dict=True))
            for name in self.keys
        ]
        return {"keys": [{**key, "kid": name, "use": "sig", "alg": "RS256"} for name, key in made]}

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser goes afterwards."""
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        if self.denies:
            return f"{asked['redirect_uri']}?{urlencode({'error': 'access_denied', 'state': asked['state']})}"
        if self.listens and asked.get("prompt") == "login" and asked.get("max_age") == "0":
            self.shown_at = time.time()
        code = secrets.token_urlsafe()
        self._codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def exchange(self, given: dict[str, str]) -> dict[str, Any] | None:
        """A code for tokens, once, for whoever knows the secret and began it."""
        asked = self._codes.pop(given.get("code", ""), None) if self.spends else self._codes.get(given.get("code", ""))
        if asked is None or (given.get("client_id"), given.get("client_secret")) != (CLIENT, SECRET):
            return None
        challenge = base64.urlsafe_b64encode(hashlib.sha256(given.get("code_verifier", "").encode()).digest())
        if challenge.decode().rstrip("=") != asked["code_challenge"] or given["redirect_uri"] != asked["redirect_uri"]:
            return None
        now = int(time.time())
        shown = {} if self.shown_at is None else {"auth_time": int(self.shown_at)}
        told = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, **shown, **self.claims}
        token = self.token(told)
        return {"access_token": "x", "token_type": "Bearer"} | ({"id_token": token} if token else {})


@contextmanager
def provider() -> Iterator[Provider]:
    """A provider that answers on this machine."""
    made = Provider()

    class Answering(serving.Quiet):
        def do_GET(self) -> None:
            path, query = urlsplit(self.path).path, urlsplit(self.path).query
            made.asked.append(path)
            if path == "/authorize":
                location = made.authorize({name: values[0] for name, values in parse_qs(query).items()})
                return self.say(302, b"", location=location)
            said = made.jwks() if path == "/keys" else made.discovery()
            return self.say(200, json.dumps(said).encode())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            said = made.exchange({name: values[0] for name, values in parse_qs(body).items()})
            self.say(200 if said else 400, json.dumps(said or {"error": "invalid_grant"}).encode())

    with serving.served(Answering) as address:
        made.address = address
        yield made

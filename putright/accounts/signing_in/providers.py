"""The council's own ways of signing in, as a file of its own describes them. Plain Python: the settings read it.

What the file may say is in docs/using/sign-in.md. Secrets stand in files that it names, never in it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "::1")

OIDC, SAML = "oidc", "saml"
NEEDED: Mapping[str, Sequence[str]] = {
    OIDC: ("id", "title", "server", "client_id", "secret_file"),
    SAML: ("id", "title", "entity_id", "address", "certificate_file"),
}
CHOICES: Mapping[str, Any] = {
    "kind": "",
    "groups": "",
    "email": "",
    "name": "",
    "trust_email": False,
    "domains": [],
    "sign_out": "",
}
CLAIMS: Mapping[str, Mapping[str, str]] = {
    OIDC: {"groups": "groups", "email": "email", "name": "name"},
    SAML: {
        "groups": "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups",
        "email": "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
        "name": "http://schemas.microsoft.com/identity/claims/displayname",
    },
}
"""What Entra ID calls them, where the file says nothing else."""


class Unusable(ValueError):
    """The file cannot be used; says what to change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """One way of signing in. `groups`, `email` and `name` are what it calls these."""

    id: str
    kind: str
    title: str
    groups: str
    email: str
    name: str
    trust_email: bool
    """Whether an account made here beforehand is that of whoever the sign-in says has its address."""
    domains: tuple[str, ...]
    """Whose addresses are believed, when they are."""
    sign_out: str
    """Where somebody signs out of all that the sign-in lets them into."""
    app: Mapping[str, Any]
    """What the library that speaks with it is told."""


def read(path: Path) -> dict[str, Provider]:
    """The ways of signing in that a file describes, by id. Raises `Unusable`."""
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("providers", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Unusable(f"{path} cannot be read: {error}") from None
    found = [_provider(row, path.parent) for row in rows]
    if len({one.id for one in found}) != len(found):
        raise Unusable(f"{path}: two providers have the same id")
    return {one.id: one for one in found}


def for_allauth(found: Mapping[str, Provider]) -> dict[str, Any]:
    """The same as allauth's settings."""
    return {
        "openid_connect": {"APPS": [dict(one.app) for one in found.values() if one.kind == OIDC]},
        "saml": {"APPS": [dict(one.app) for one in found.values() if one.kind == SAML]},
    }


def _provider(row: Mapping[str, Any], folder: Path) -> Provider:
    name = row.get("id", "?")
    kind = row.get("kind", "")
    if kind not in NEEDED:
        raise Unusable(f"provider {name!r}: 'kind' is {OIDC!r} or {SAML!r}")
    left_out = [word for word in NEEDED[kind] if not row.get(word)]
    if left_out:
        raise Unusable(f"provider {name!r} does not say {left_out[0]!r}")
    unknown = [word for word in row if word not in (*NEEDED[kind], *CHOICES)]
    if unknown:
        raise Unusable(f"provider {name!r}: {unknown[0]!r} means nothing here")
    if row.get("trust_email") and not row.get("domains"):
        raise Unusable(f"provider {name!r}: 'trust_email' needs 'domains', the endings of your own addresses")
    told = {**CHOICES, **CLAIMS[kind], **row}
    if told["sign_out"]:
        _must_be_private(name, "sign_out", told["sign_out"])
    app = _oidc(row, folder) if kind == OIDC else _saml(row, folder)
    return Provider(
        **{word: told[word] for word in ("id", "kind", "title", "groups", "email", "name", "trust_email", "sign_out")},
        domains=tuple(domain.lower() for domain in told["domains"]),
        app=app,
    )


def _oidc(row: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    _must_be_private(row["id"], "server", row["server"])
    return {
        "provider_id": row["id"],
        "name": row["title"],
        "client_id": row["client_id"],
        "secret": _content(row, "secret_file", folder),
        "settings": {"server_url": row["server"].rstrip("/"), "oauth_pkce_enabled": True, "fetch_userinfo": False},
    }


CERTIFICATE = re.compile(r"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)


def _saml(row: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    _must_be_private(row["id"], "address", row["address"])
    content = _content(row, "certificate_file", folder)
    # Several while the sign-in goes over from one to the next; a file without the usual marks holds a single one.
    certificates = CERTIFICATE.findall(content) or [content]
    return {
        "provider_id": row["id"],
        "name": row["title"],
        "client_id": row["id"],
        "settings": {
            "idp": {
                "entity_id": row["entity_id"],
                "sso_url": row["address"],
                "x509cert": certificates[0],
                "certificates": certificates,
            },
            # What is signed is the assertion itself, whatever is said around it.
            "advanced": {
                "want_assertion_signed": True,
                "want_name_id": True,
                "reject_idp_initiated_sso": True,
                "reject_deprecated_algorithm": True,
                # Within a council's own network a name may be a single word.
                "allow_single_label_domains": True,
            },
            # Who somebody is, is their NameID; addresses change hands.
            "attribute_mapping": {},
        },
    }


def _must_be_private(name: str, word: str, address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise Unusable(f"provider {name!r}: {word!r} must begin with https://")


def _content(row: Mapping[str, Any], word: str, folder: Path) -> str:
    try:
        content: str = (folder / row[word]).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable(f"provider {row['id']!r}: {word!r} cannot be read: {error}") from None
    if not content:
        raise Unusable(f"provider {row['id']!r}: {word!r} is empty")
    return content

"""Keeps small secrets sealed in the database (the keys of authenticator apps): stolen, it gives none of them away."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

MARK = "sealed:"


class CannotOpen(Exception):
    """What was sealed was sealed with a key that is not among those we have."""


def seal(text: str) -> str:
    """Text sealed with the newest key."""
    return MARK + _keys().encrypt(text.encode()).decode("ascii")


def opened(sealed: str) -> str:
    """What was sealed with any of the keys; something from before sealing as it is. Raises `CannotOpen`."""
    if not sealed.startswith(MARK):
        return sealed
    try:
        return _keys().decrypt(sealed.removeprefix(MARK).encode("ascii")).decode()
    except InvalidToken:
        raise CannotOpen("PUTRIGHT_SECRET_KEY has changed: put the old one into PUTRIGHT_SECRET_KEY_BEFORE") from None


def _keys() -> MultiFernet:
    """Keys worked out from the secret key and those it replaced, newest first."""
    return MultiFernet([Fernet(_key(one)) for one in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> bytes:
    made = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"putright second step").derive(
        hashlib.sha256(secret.encode()).digest()
    )
    return base64.urlsafe_b64encode(made)

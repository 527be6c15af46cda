"""With an https address everything that can be strict is: cookies of this host alone, and browsers that stay."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ASKED = (
    *("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"),
    *("SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE", "SECURE_HSTS_SECONDS"),
    "DEBUG",
)
SCRIPT = """
import json
from putright.config import settings
told = {name: getattr(settings, name) for name in %r}
told["SECURE_PROXY_SSL_HEADER"] = getattr(settings, "SECURE_PROXY_SSL_HEADER", None)
import django
django.setup()
from putright.portal.complaining import drafts
print(json.dumps({**told, "draft": drafts.COOKIE}))
"""


def settings_of(folder: Path, **given: str) -> Any:
    """The settings of a copy that is started with this environment."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PUTRIGHT_")}
    own = {"DJANGO_SETTINGS_MODULE": "putright.config.settings", "PUTRIGHT_VAR": str(folder), **given}
    command = [sys.executable, "-c", SCRIPT % (ASKED,)]
    return json.loads(subprocess.run(command, env={**kept, **own}, capture_output=True, check=True).stdout)


@pytest.mark.slow
def test_behind_https_cookies_are_of_this_host_alone(tmp_path: Path) -> None:
    told = settings_of(tmp_path, PUTRIGHT_ADDRESS="https://complaints.council.example", PUTRIGHT_PROXIES="1")

    assert told["SESSION_COOKIE_NAME"] == "__Host-sessionid"
    assert told["CSRF_COOKIE_NAME"] == "__Host-csrftoken"
    assert told["draft"] == "__Host-complaint"
    assert all(told[name] is True for name in ASKED if name.endswith(("_SECURE", "_HTTPONLY")))
    assert told["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert told["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert told["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]
    assert told["DEBUG"] is False


@pytest.mark.slow
def test_without_a_proxy_nobody_is_believed_who_says_that_it_was_https(tmp_path: Path) -> None:
    told = settings_of(tmp_path, PUTRIGHT_ADDRESS="https://complaints.council.example")
    assert told["SECURE_PROXY_SSL_HEADER"] is None

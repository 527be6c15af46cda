"""Only a few modules of the product may open a connection, each to a place that the council has set."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.house.tree import ROOT, files, plant, syntax

CALLS_OUT = frozenset(
    {
        *(
            "aiohttp",
            "boto3",
            "ftplib",
            "http.client",
            "httpx",
            "imaplib",
            "nntplib",
            "poplib",
            "pycurl",
            "requests",
            "smtplib",
        ),
        *("socket", "ssl", "telnetlib", "urllib.request", "urllib3", "websockets", "xmlrpc", "asyncio"),
    }
)
MAY: dict[str, str] = {
    "putright/accounts/mail.py": "smtplib",  # names the refusals of the council's own mail server
    "putright/accounts/signing_in/single_sign_on.py": "requests",  # names its errors; the library asks the provider
    "putright/casework/files/scanning.py": "socket",  # the council's own virus scanner
    "putright/config/alive.py": "urllib.request",  # the health check of a container asks the server beside it
    "putright/config/s3.py": "boto3",  # the council's own store for files
    "putright/config/start.py": "socket",  # bin/start looks whether its own server answers
    "putright/letters/delivery.py": "smtplib",  # the council's own mail server
}


def callers(root: Path) -> dict[str, str]:
    """The modules of the product, without its tests, that import what can open a connection."""
    found = {}
    for path in files(root):
        if path.parts[0] != "putright" or path.suffix != ".py" or "tests" in path.parts:
            continue
        names = _imported(root / path)
        out = sorted(one for one in CALLS_OUT if any(name == one or name.startswith(f"{one}.") for name in names))
        if out:
            found[path.as_posix()] = ", ".join(out)
    return found


def _imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_only_these_modules_can_call_out() -> None:
    assert callers(ROOT) == MAY


def test_a_module_that_calls_out_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "putright/desk/a.py", "def f() -> None:\n    from urllib import request\n")
    plant(tmp_path, "putright/desk/b.py", "import http.client as c\n")
    plant(tmp_path, "putright/desk/c.py", "from urllib.parse import quote\nfrom http import HTTPStatus\n")
    plant(tmp_path, "putright/desk/tests/test_a.py", "import socket\n")

    assert callers(tmp_path) == {"putright/desk/a.py": "urllib.request", "putright/desk/b.py": "http.client"}

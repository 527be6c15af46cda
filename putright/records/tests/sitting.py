"""Somebody of information governance at their browser: sends forms as they stand, and reads what is said."""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from putright.accounts.models import Officer

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(who: Officer) -> Client:
    """A browser somebody has signed in with."""
    client = Client()
    client.force_login(who, backend=BACKEND)
    return client


def send(client: Client, address: str, /, **told: Any) -> Any:
    """The form of a page as it stands, with some of it changed."""
    page = client.get(address)
    assert page.status_code == 200, (address, page.status_code)
    form = _Form()
    form.feed(page.content.decode())
    return client.post(address, {**form.found, **told}, follow=True)


def text(answer: Any) -> str:
    """What a page says, with its markup, in one line."""
    return " ".join(unescape(answer.content.decode()).split())


class _Form(HTMLParser):
    """What stands in the hidden boxes and the long answers of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "textarea":
            self.area, self.found[name] = name, ""
        elif tag == "input" and given.get("type") == "hidden" and name != "csrfmiddlewaretoken":
            self.found[name] = given.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.found[self.area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""

"""The pages behind the link and those of information in a browser: nothing axe can find, no sideways scrolling."""

from __future__ import annotations

import shutil
from datetime import datetime
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Route, sync_playwright
from pytest_django import Settings

from putright.casework import own_page
from putright.council.clock import LONDON
from putright.portal.tests import following_cases as told

BROWSER = shutil.which("chromium")
SITE = "http://portal.example"
TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
QUIET = "--no-sandbox --no-first-run --disable-background-networking --disable-component-update --disable-sync"
MONDAY = datetime(2026, 6, 1, 10, 0, tzinfo=LONDON)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.skipif(BROWSER is None, reason="there is no Chromium here"),
]


def addresses() -> list[str]:
    """A page of every kind, in a state in which there is something on it."""
    answered = told.answered(told.acknowledged(told.received(MONDAY)))
    asked = told.escalated(told.answered(told.acknowledged(told.received(MONDAY, key="two"))))
    request = told.taken_as_request(told.received(MONDAY, key="three"))
    late = told.received(MONDAY, key="four")
    letter = own_page.letters(answered.case)[0].pk
    remedy = own_page.remedies(answered.case)[0].pk
    pages = ("", "record/", "ombudsman/", "information/", "correction/", "stage-2/", "adjustment/", "withdrawal/")
    return [
        *(answered.address + page for page in (*pages, f"letters/{letter}/", f"remedies/{remedy}/")),
        *(late.address, f"{late.address}stage-2/", f"{asked.address}stage-2/asked/"),
        *(request.address, f"{request.address}complaint-after-all/", f"/complaint/{late.reference}/wrong/"),
        *("/lost-link/", "/lost-link/sent/", "/how-we-handle-complaints/", "/other-ways-to-complain/"),
        *("/accessibility/", "/privacy/", "/cookies/"),
    ]


def serve(route: Route, drawn: dict[str, str]) -> None:
    """Answers the browser from what was drawn before, so that nothing goes over a network."""
    address = route.request.url.removeprefix(SITE).partition("?")[0]
    ending = TYPES.get(address.rpartition(".")[2], "text/html")
    if address.startswith("/static/"):
        route.fulfill(path=str(finders.find(address.removeprefix("/static/"))), content_type=ending)
    else:
        route.fulfill(body=drawn[address], content_type=ending)


def test_no_page_of_following_or_information_keeps_anybody_out(client: Client, settings: Settings) -> None:
    settings.DEMO, settings.DEMO_DAY = True, "2026-06-10"
    pages = addresses()
    drawn = {address: client.get(address).content.decode() for address in [*pages, "/council.css"]}
    found: dict[str, Any] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=QUIET.split())
        page = browser.new_page(viewport={"width": 320, "height": 800})
        page.route("**/*", lambda route: serve(route, drawn))
        for address in pages:
            page.goto(SITE + address)
            faults = [fault["id"] for fault in Axe().run(page).response["violations"]]
            wide = page.evaluate("document.documentElement.scrollWidth") > 320
            if faults or wide:
                found[address] = (faults, wide)
        browser.close()

    assert found == {}

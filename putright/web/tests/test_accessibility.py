"""Every component in a browser: no fault that axe can find, and no sideways scrolling on a small phone."""

import shutil
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Route, sync_playwright

from putright.web import kit

BROWSER = shutil.which("chromium")
SITE = "http://kit.example"
TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
QUIET = "--no-sandbox --no-first-run --disable-background-networking --disable-component-update --disable-sync"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.skipif(BROWSER is None, reason="there is no Chromium here"),
]


def whole_kit(client: Client) -> dict[str, str]:
    addresses = [f"/kit/{page}/" for page in kit.PAGES] + ["/council.css"]
    return {address: client.get(address).content.decode() for address in addresses}


def serve(route: Route, drawn: dict[str, str]) -> None:
    """Answers the browser from what was drawn before, so that nothing goes over a network."""
    address = route.request.url.removeprefix(SITE).partition("?")[0]
    ending = TYPES.get(address.rpartition(".")[2], "text/html")
    if address.startswith("/static/"):
        route.fulfill(path=str(finders.find(address.removeprefix("/static/"))), content_type=ending)
    else:
        route.fulfill(body=drawn[address], content_type=ending)


@pytest.mark.parametrize("width", [1280, 320])
def test_no_component_keeps_anybody_out(client: Client, settings: Any, width: int) -> None:
    settings.DEMO = True
    drawn = whole_kit(client)
    found: dict[str, Any] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=QUIET.split())
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.route("**/*", lambda route: serve(route, drawn))
        for address in (one for one in drawn if one.startswith("/kit/")):
            page.goto(SITE + address)
            faults = [fault["id"] for fault in Axe().run(page).response["violations"]]
            wide = page.evaluate("document.documentElement.scrollWidth") > width
            supported = page.evaluate("document.body.classList.contains('govuk-frontend-supported')")
            if faults or wide or not supported:
                found[address] = (faults, wide, supported)
        browser.close()

    assert found == {}

"""Somebody who uses the site: does what people do, by the words they see, and looks hard at every page they meet."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, Response, expect

from tests.journeys import checks

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "using" / "pictures"
MOST_TABS = 120
"""Whoever uses the keyboard gets to anything on a page with so many presses."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """How somebody uses the site."""

    name: str
    width: int = 1100
    javascript: bool = True
    keyboard: bool = False


AS_USUAL = Way(name="as usual")
WITHOUT_JAVASCRIPT = Way(name="without JavaScript", javascript=False)
ON_A_SMALL_SCREEN = Way(name="on a screen 320 pixels wide", width=320)
BY_KEYBOARD = Way(name="by keyboard", keyboard=True)
EVERY_WAY = (AS_USUAL, WITHOUT_JAVASCRIPT, ON_A_SMALL_SCREEN, BY_KEYBOARD)


class Visitor:
    """A person with a browser of their own. What they do is named by what they see; each new page is checked."""

    def __init__(self, *, browser: Browser, site: str, way: Way) -> None:
        self.site = site
        self.way = way
        self._context = browser.new_context(
            viewport={"width": way.width, "height": 900}, java_script_enabled=way.javascript, locale="en-GB"
        )
        self._wrong: list[str] = []
        self._responses: list[Response] = []

    @cached_property
    def page(self) -> Page:
        """What they have before them."""
        page = self._context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda said: self._wrong.append(f"console: {said.text}") if said.type == "error" else None)
        page.on("pageerror", lambda error: self._wrong.append(f"script: {error}"))
        page.on("response", lambda response: self._responses.append(response))
        return page

    # --- What they do. -----------------------------------------------------------------------------------------------

    def opens(self, address: str) -> Visitor:
        """Go to an address of the site, or to a whole address as it stands in a letter."""
        self._begin()
        self.page.goto(address if address.startswith("http") else f"{self.site}{address}")
        return self._look()

    def follows(self, link: str) -> Visitor:
        """Follow a link by its words."""
        return self._presses(self.page.get_by_role("link", name=link).first)

    def presses(self, button: str) -> Visitor:
        """Press a button by its words."""
        return self._presses(self.page.get_by_role("button", name=button).first)

    def types(self, text: str, *, into: str) -> Visitor:
        """Type into a field by its label."""
        field = self.page.get_by_label(into).first
        if self.way.keyboard:
            self._reach(field)
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(text)
        else:
            field.fill(text)
        return self

    def chooses(self, label: str) -> Visitor:
        """Choose one of several, or tick a box, by its label."""
        field = self.page.get_by_label(label, exact=True).first
        if self.way.keyboard:
            self._reach(field)
            self.page.keyboard.press("Space")
        else:
            field.check()
        return self

    def picks(self, option: str, *, among: str) -> Visitor:
        """Pick from a list that opens, by its label."""
        self.page.get_by_label(among).first.select_option(label=option)
        return self

    # --- What they see. ----------------------------------------------------------------------------------------------

    def sees(self, *texts: str) -> Visitor:
        """Each of these stands on the page."""
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(re.compile(re.escape(text), re.IGNORECASE))
        return self

    def does_not_see(self, *texts: str) -> Visitor:
        """None of these stands on the page."""
        for text in texts:
            expect(self.page.locator("body")).not_to_contain_text(text)
        return self

    @property
    def heading(self) -> str:
        """The heading of the page."""
        return self.page.locator("h1").first.inner_text()

    def takes_a_picture(self, name: str) -> Visitor:
        """For the guides: only when pictures were asked for, and of the site as most people see it."""
        if os.environ.get("PUTRIGHT_PICTURES") and self.way == AS_USUAL:
            PICTURES.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
        return self

    def leaves(self) -> None:
        """Close the browser. Fails when any page they met was not right."""
        self._context.close()
        assert not self._wrong, f"{self.way.name}:\n" + "\n".join(dict.fromkeys(self._wrong))

    # --- How. --------------------------------------------------------------------------------------------------------

    def _presses(self, what: Locator) -> Visitor:
        self._begin()
        if self.way.keyboard:
            self._reach(what)
        with self.page.expect_navigation():
            if self.way.keyboard:
                self.page.keyboard.press("Enter")
            else:
                what.click()
        return self._look()

    def _reach(self, what: Locator) -> None:
        """Get to something with the tabulator alone; among radio buttons with the arrows."""
        expect(what).to_be_visible()
        for _ in range(MOST_TABS):
            if what.evaluate("one => one === document.activeElement"):
                return
            if what.get_attribute("type") == "radio" and self._among_its_own(what):
                self.page.keyboard.press("ArrowDown")
            else:
                self.page.keyboard.press("Tab")
        self._wrong.append(f"{self.page.url}: {what} cannot be reached with the keyboard")

    def _among_its_own(self, what: Locator) -> bool:
        same = "one => document.activeElement.type === 'radio' && document.activeElement.name === one.name"
        return bool(what.evaluate(same))

    def _begin(self) -> None:
        self._responses.clear()

    def _look(self) -> Visitor:
        """Look hard at the page that is there now."""
        self.page.wait_for_load_state("load")
        heavy = [one for one in self._responses if one.request.resource_type != "image"]
        wrong = [*checks.valid(self._html()), *checks.light([_size(one) for one in heavy])]
        if self.way.javascript:
            wrong += [*checks.accessible(self.page), *checks.no_wider_than_the_screen(self.page)]
        self._wrong += [f"{self.page.url}: {one}" for one in wrong]
        return self

    def _html(self) -> str:
        """The page as it was sent, before any script touched it."""
        pages = [one for one in self._responses if one.request.resource_type == "document" and not _moved(one)]
        return pages[-1].text()


def _moved(response: Response) -> bool:
    return HTTPStatus.MULTIPLE_CHOICES <= response.status < HTTPStatus.BAD_REQUEST


def _size(response: Response) -> int:
    """What came over the wire; nothing for what the browser had already."""
    return int(response.headers.get("content-length", 0))

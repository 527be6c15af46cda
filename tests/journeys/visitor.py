"""Somebody who uses the site: does what people do, by the words they see, and looks hard at every page they meet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from http import HTTPStatus

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Response, StorageState, expect

from tests.journeys import checks, keyboard, pictures
from tests.journeys.register import Register

HEIGHT = 900
PATIENCE = 10_000
"""How long they wait for something to appear, in milliseconds."""

NARROW = 320
"""The width of a small telephone, and of a screen of 1280 pixels enlarged four times."""

TO_TYPE_IN = "textarea, input:not([type=radio]):not([type=checkbox]):not([type=file])"


@dataclass(frozen=True, kw_only=True)
class Way:
    """How somebody uses the site."""

    name: str
    width: int = 1100
    javascript: bool = True
    keyboard: bool = False


AS_USUAL = Way(name="as usual")
WITHOUT_JAVASCRIPT = Way(name="without JavaScript", javascript=False)
ON_A_SMALL_SCREEN = Way(name="on a screen 320 pixels wide", width=NARROW)
BY_KEYBOARD = Way(name="by keyboard", keyboard=True)
EVERY_WAY = (AS_USUAL, WITHOUT_JAVASCRIPT, ON_A_SMALL_SCREEN, BY_KEYBOARD)


class Visitor:
    """A person with a browser of their own. What they do is named by what they see."""

    def __init__(self, *, browser: Browser, site: str, way: Way, signed_in: StorageState | None = None) -> None:
        self.site = site
        self.way = way
        self._context = browser.new_context(
            viewport={"width": way.width, "height": HEIGHT},
            java_script_enabled=way.javascript,
            locale="en-GB",
            storage_state=signed_in,
        )
        self._wrong: list[str] = []
        self._responses: list[Response] = []

    @cached_property
    def page(self) -> Page:
        """What they have before them."""
        page = self._context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", self._hears)
        page.on("pageerror", lambda error: self._wrong.append(f"script: {error}"))
        page.on("dialog", lambda asked: asked.accept())  # "leave the page with something typed?"
        page.on("response", lambda response: self._responses.append(response))
        return page

    # --- What they do. -----------------------------------------------------------------------------------------------

    def opens(self, address: str) -> Visitor:
        """Go to an address of the site, or to a whole address as it stands in a letter."""
        self._responses.clear()
        self.page.goto(address if address.startswith("http") else f"{self.site}{address}")
        return self._look()

    def follows(self, link: str) -> Visitor:
        """Follow a link by its words, also one that looks like a button."""
        links = self.page.get_by_role("link", name=link).or_(self.page.locator("a[role=button]", has_text=link))
        return self._presses(links.first)

    def presses(self, button: str) -> Visitor:
        """Press a button by its words."""
        return self._presses(self.page.get_by_role("button", name=button).first)

    def unfolds(self, summary: str) -> Visitor:
        """Open what is folded away under these words."""
        folded = self.page.locator("summary").get_by_text(summary).first
        if self.way.keyboard:
            keyboard.reach(self.page, self.page.locator("summary", has_text=summary).first)
            self.page.keyboard.press("Enter")
        else:
            folded.click()
        return self

    def types(self, text: str, *, into: str) -> Visitor:
        """Type into a field by its label."""
        self._fills(self._to_type_in(into), text)
        return self

    def typed(self, *, into: str) -> str:
        """What stands in a field, by its label."""
        return self._to_type_in(into).input_value()

    def types_day(self, day: date, *, into: str) -> Visitor:
        """Type a day into its three boxes."""
        boxes = self.page.get_by_role("group", name=into)
        for box, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            self._fills(boxes.get_by_label(box), str(number))
        return self

    def chooses(self, label: str, *, of: str = "") -> Visitor:
        """Choose one of several, or tick a box, by its label; `of` is the question, when several have that answer."""
        among = self.page.get_by_role("group", name=of) if of else self.page
        self._ticks(among.get_by_label(label, exact=True).first)
        return self

    def chooses_first(self, *, of: str) -> Visitor:
        """Choose the first answer to a question, whatever it is."""
        self._ticks(self.page.get_by_role("group", name=of).get_by_role("radio").first)
        return self

    def picks(self, option: str, *, among: str) -> Visitor:
        """Pick from a list that opens, by its label."""
        choices = self.page.get_by_label(among).first
        if self.way.keyboard:
            keyboard.reach(self.page, choices)
            self.page.keyboard.type(option)
            expect(choices.locator("option:checked")).to_have_text(option)
        else:
            choices.select_option(label=option)
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

    def takes_a_picture(self, name: str, *, way: Way = AS_USUAL, of: str = "") -> Visitor:
        """For the guides, when pictures were asked for; `of` is where on the page it begins, by its selector."""
        if pictures.ASKED_FOR and self.way == way:
            pictures.take(self.page, name, of=of)
        return self

    def signed_in(self) -> StorageState:
        """What the browser holds, for another to begin with."""
        return self._context.storage_state()

    def leaves(self) -> None:
        """Close the browser. Fails when any page they met was not right."""
        print(
            f"--- {self.page.url}\n{self.page.locator('main, body').last.inner_text()}"
        )  # shown when the story failed
        self._context.close()
        assert not self._wrong, f"{self.way.name}:\n" + "\n".join(dict.fromkeys(self._wrong))

    # --- How. --------------------------------------------------------------------------------------------------------

    def _to_type_in(self, label: str) -> Locator:
        return self.page.get_by_label(label).and_(self.page.locator(TO_TYPE_IN)).first

    def _fills(self, field: Locator, text: str) -> None:
        if self.way.keyboard:
            keyboard.reach(self.page, field)
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(text)
        else:
            field.fill(text)

    def _ticks(self, field: Locator) -> None:
        if self.way.keyboard:
            keyboard.reach(self.page, field)
            self.page.keyboard.press("Space")
        else:
            field.check()

    def _presses(self, what: Locator) -> Visitor:
        if self.way.keyboard:
            keyboard.reach(self.page, what)
        self._responses.clear()
        with self.page.expect_navigation():
            if self.way.keyboard:
                self.page.keyboard.press("Enter")
            else:
                what.click()
        return self._look()

    def _look(self) -> Visitor:
        """Look at the page that is there now: hard when it is the first of its kind."""
        self.page.wait_for_load_state("load")
        wrong = list(checks.no_wider_than_the_screen(self.page)) if self.way.width == NARROW else []
        if self.way.javascript:
            html = self._html()
            if Register.of_this_run().takes_in(self.page.url, html):
                wrong += self._looked_at_hard(html)
        self._wrong += [f"{self.page.url}: {one}" for one in wrong]
        return self

    def _looked_at_hard(self, html: str) -> list[str]:
        """What is wrong with a page, on a screen as wide as theirs and on a small one."""
        heavy = [one for one in self._responses if one.request.resource_type != "image" and not _moved(one)]
        with self._open_to_checks(html) as page:
            wrong = [
                *checks.valid(html),
                *checks.light([_size(one) for one in heavy]),
                *checks.accessible(page),
            ]
            if self.way.width != NARROW:
                page.set_viewport_size({"width": NARROW, "height": HEIGHT})
                wrong += [*checks.no_wider_than_the_screen(page), *checks.accessible_at_this_width(page)]
                page.set_viewport_size({"width": self.way.width, "height": HEIGHT})
        return wrong

    @contextmanager
    def _open_to_checks(self, html: str) -> Iterator[Page]:
        """The page they have before them; a letter, whose sandbox runs no script of ours either, in a copy without."""
        if not self._documents()[-1].headers.get("content-security-policy", "").endswith("sandbox"):
            yield self.page
            return
        copy = self._context.new_page()
        copy.set_content(html)
        yield copy
        copy.close()

    def _hears(self, said: ConsoleMessage) -> None:
        """What the browser complains of; that a page answers "not found" or "overtaken" is no fault of the page."""
        if said.type == "error" and not (
            said.text.startswith("Failed to load resource") and said.location["url"] == self.page.url
        ):
            self._wrong.append(f"console: {said.text}")

    def _html(self) -> str:
        """The page as it was sent, before any script touched it."""
        return self._documents()[-1].text()

    def _documents(self) -> list[Response]:
        return [one for one in self._responses if one.request.resource_type == "document" and not _moved(one)]


def _moved(response: Response) -> bool:
    return HTTPStatus.MULTIPLE_CHOICES <= response.status < HTTPStatus.BAD_REQUEST


def _size(response: Response) -> int:
    """What comes over the wire for it, also when the browser had it already."""
    told = response.headers.get("content-length")
    return int(told) if told else len(response.body())

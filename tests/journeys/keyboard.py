"""Getting about a page with the keyboard alone."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

MOST_KEYS = 150
"""Whoever uses the keyboard gets to anything on a page with so many presses."""

NEXT_KEY = """one => {
    const here = document.activeElement
    if (one === here) return ""
    const among = one.type === "radio" && here.type === "radio" && here.name === one.name
    return among ? "ArrowDown" : "Tab"
}"""


def reach(page: Page, what: Locator) -> None:
    """Get to something with the tabulator alone; among radio buttons with the arrows."""
    expect(what).to_be_visible()
    target = what.element_handle()
    for _ in range(MOST_KEYS):
        key = target.evaluate(NEXT_KEY)
        if not key:
            return
        page.keyboard.press(key)
    raise AssertionError(f"{page.url}: {what} cannot be reached with the keyboard")

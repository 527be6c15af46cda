"""What holds on every page anybody meets: accessible, valid, light, quiet, and no wider than the screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from tinyhtml5.parser import HTMLParser  # type: ignore[import-untyped]

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
BY_WIDTH = ("color-contrast", "scrollable-region-focusable", "target-size")
"""What another width can change; the rest of a page is the same page."""

MOST_BYTES = 100_000
"""Over the wire, without pictures: a page is for an old telephone on a bad line too."""

XHTML = "{http://www.w3.org/1999/xhtml}"
INTERACTIVE = frozenset({"a", "button", "select", "textarea", "details", "label"})
LABELLED = frozenset({"input", "select", "textarea"})
NO_LABEL_NEEDED = frozenset({"hidden", "submit", "button", "image", "reset"})


def accessible(page: Page) -> Iterator[str]:
    """Each breach of WCAG 2.2 AA that a machine can find."""
    yield from _breaches(page, {"runOnly": {"type": "tag", "values": list(RULES)}})


def accessible_at_this_width(page: Page) -> Iterator[str]:
    """The same, of what depends on how wide the screen is."""
    yield from _breaches(page, {"runOnly": {"type": "rule", "values": list(BY_WIDTH)}})


def _breaches(page: Page, options: Mapping[str, Any]) -> Iterator[str]:
    found = Axe().run(page, options=dict(options))
    for one in found.response["violations"]:
        where = "; ".join(str(node["target"]) for node in one["nodes"][:3])
        yield f"{one['id']}: {one['help']} ({where})"


def no_wider_than_the_screen(page: Page) -> Iterator[str]:
    """Whether somebody has to scroll sideways to read."""
    wide, screen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    if wide > screen:
        yield f"the page is {wide} pixels wide on a screen of {screen}"


def light(sizes: list[int]) -> Iterator[str]:
    """Whether everything but pictures came in under the limit."""
    if sum(sizes) > MOST_BYTES:
        yield f"{sum(sizes):,} bytes over the wire; at most {MOST_BYTES:,}"


def valid(html: str) -> Iterator[str]:
    """What is wrong with a page as it was sent: how it is written, and what a parser lets pass.

    No conformance checker: it knows the grammar, ids, labels and nesting, not every rule of the standard.
    """
    parser = HTMLParser()
    tree = parser.parse(html)
    for position, error, details in parser.errors:
        yield f"line {position[0]}: {error} {details or ''}".strip()
    ids = [one.attrib["id"] for one in tree.iter() if "id" in one.attrib]
    yield from (f"the id {name!r} stands {times} times" for name, times in Counter(ids).items() if times > 1)
    yield from _references(tree, frozenset(ids))
    yield from _nesting(tree)


def _references(tree: object, ids: frozenset[str]) -> Iterator[str]:
    for one in tree.iter():  # type: ignore[attr-defined]
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            for target in one.attrib.get(name, "").split():
                if target not in ids:
                    yield f"{name} points to {target!r}, which is not on the page"
        if "style" in one.attrib:
            yield f"a style attribute: {one.attrib['style']}"


def _nesting(tree: object) -> Iterator[str]:
    """Something to press inside something to press."""
    for outer in tree.iter():  # type: ignore[attr-defined]
        if _name(outer) not in ("a", "button"):
            continue
        for inner in outer.iter():
            if inner is not outer and _name(inner) in INTERACTIVE | LABELLED:
                yield f"<{_name(inner)}> inside <{_name(outer)}>"


def _name(element: object) -> str:
    tag = getattr(element, "tag", "")
    return tag.removeprefix(XHTML) if isinstance(tag, str) else ""

"""What comes to people by email and by post, read where the demo shows everything that went out."""

from __future__ import annotations

import re

from tests.journeys.residents import Sent
from tests.journeys.visitor import Visitor

ROWS = "all => all.map(row => [row.cells[0].innerText, row.cells[2].innerText, row.querySelector('a').pathname])"
"""Of each row of the list: the subject, how it went, and the address of what it says."""


def reads(somebody: Visitor, sent: Sent, subject: str) -> Visitor:
    """Read the newest message about a case whose subject has these words."""
    return somebody.opens(f"/demo/post/?about={sent.reference}").follows(subject)


def link_in(somebody: Visitor) -> str:
    """The secret link in the message they have before them, without the page it leads on to."""
    links = somebody.page.locator("main a[href*='/complaint/']")
    link = links.first.get_attribute("href") or ""
    own_page = re.match(r".*/complaint/[^/]+/[^/]+/", link)
    assert own_page, "there is no secret link in the message"
    return own_page[0]


def everything_about(somebody: Visitor, sent: Sent) -> Visitor:
    """The list of all that went out about a case."""
    return somebody.opens(f"/demo/post/?about={sent.reference}")


def one_of_each_kind(somebody: Visitor) -> dict[tuple[str, str], str]:
    """Of all that went out: an address for each subject, without the reference in it, and way of sending."""
    kinds: dict[tuple[str, str], str] = {}
    page = somebody.opens("/demo/post/").page
    while True:
        for subject, how, address in page.locator("tbody tr").evaluate_all(ROWS):
            kinds[subject.strip().partition(":")[0], how.strip()] = address
        if not page.get_by_role("link", name="Older").count():
            return kinds
        somebody.follows("Older")

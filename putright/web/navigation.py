"""The ways around for staff: the parts that surfaces declare, as far as an officer may see them. Names no surface."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string

from putright.accounts import roles
from putright.accounts.models import Officer


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the site, or a page inside one, as its surface declares it.

    `page` is the name of its first page, and everything below that address belongs to it, unless another part begins
    further down. A part with pages `inside` begins at the first of them that the officer may see, and is theirs if
    one of them is. `may` are words of `roles.DEEDS`, all of them needed; `but_not` is one that must be missing.
    """

    title: str
    page: str = ""
    may: tuple[str, ...] = ()
    but_not: str = ""
    inside: tuple[Part, ...] = ()
    at_the_name: bool = False
    """Whether it is what the officer's own name leads to, instead of standing among the others."""


@dataclass(frozen=True, slots=True)
class Link:
    """A way somewhere. `current` as in aria-current: "page" for the very page, "true" for its part, else empty."""

    text: str
    href: str
    current: str


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways around from one page: all parts, the officer's own, and the pages inside the current part."""

    parts: Sequence[Link] = ()
    own: Link | None = None
    inside: Sequence[Link] = ()
    inside_title: str = ""


def around(*, officer: Officer | None, path: str) -> Ways:
    """The ways around for an officer who is at this address; none for somebody who is not signed in."""
    if officer is None:
        return Ways()
    seen = [(part, pages) for part in declared() if (pages := list(_pages(part, officer)))]
    here = _begins(path, [reverse(page.page) for _, pages in seen for page in pages])
    links, own, inside_title = [], None, ""
    inside: tuple[Link, ...] = ()
    for part, pages in seen:
        within = [_link(page.title, page, path, here) for page in pages]
        current = next((one.current for one in within if one.current), "")
        link = Link(part.title, within[0].href, current and _exactly(within[0].href, path))
        if current and len(within) > 1:
            inside, inside_title = tuple(within), part.title
        if part.at_the_name:
            own = link
        else:
            links.append(link)
    return Ways(links, own, inside, inside_title)


@cache
def declared() -> tuple[Part, ...]:
    """Every part there is, in the order of the settings."""
    return tuple(part for name in settings.STAFF_NAVIGATION for part in import_string(f"{name}.PARTS"))


def _pages(part: Part, officer: Officer) -> Iterator[Part]:
    """The pages of a part that are for this officer."""
    for page in part.inside or (part,):
        kept_away = bool(page.but_not) and roles.may(officer, page.but_not)
        if not kept_away and all(roles.may(officer, deed) for deed in page.may):
            yield page


def _begins(path: str, addresses: Sequence[str]) -> str:
    """Where the part begins that a page belongs to: the longest of the addresses it lies below."""
    return max((address for address in addresses if path.startswith(address)), key=len, default="")


def _link(text: str, page: Part, path: str, here: str) -> Link:
    href = reverse(page.page)
    return Link(text, href, _exactly(href, path) if href == here else "")


def _exactly(href: str, path: str) -> str:
    return "page" if href == path else "true"

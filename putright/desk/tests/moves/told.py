"""A desk to sit at in tests: opens a page, sends its form with what stands in it, and reads what the page says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.urls import reverse


@dataclass
class Desk:
    """An officer at work on one case."""

    client: Client
    case: Any

    def address(self, noun: str, *more: object) -> str:
        """The address of a page of the case."""
        return reverse(f"desk:{noun}", args=[self.case.reference, *more])

    def open(self, noun: str, *more: object, query: str = "") -> Any:
        """A page of the case."""
        return self.client.get(self.address(noun, *more) + query)

    def send(self, noun: str, *more: object, do: str = "take", changes: dict[str, Any] | None = None) -> Any:
        """The form of a page sent as it stands, with these changes."""
        page = self.client.get(self.address(noun, *more))
        assert page.status_code == 200, page.content.decode()
        return self.post(noun, *more, data={**fields(page), **(changes or {}), "do": do})

    def post(self, noun: str, *more: object, data: dict[str, Any]) -> Any:
        """What was typed, sent."""
        return self.client.post(self.address(noun, *more), {k: v for k, v in data.items() if v is not None})


class _Form(HTMLParser):
    """The fields of the last form of a page with what stands in them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Any] = {}
        self.area: str | None = None
        self.select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "form":
            self.found = {}
        elif tag == "textarea":
            self.area, self.found[name] = name, ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            if "selected" in given or self.select not in self.found:
                self.found[self.select] = given.get("value") or ""
        elif tag == "input":
            self._input(given, name)

    def _input(self, given: dict[str, str | None], name: str) -> None:
        kind = given.get("type")
        if kind in ("checkbox", "radio") and "checked" not in given:
            return
        if kind == "checkbox" and name in self.found:
            self.found[name] = [
                *([self.found[name]] if isinstance(self.found[name], str) else self.found[name]),
                given["value"],
            ]
        elif kind != "file":
            self.found[name] = given.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.found[self.area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.area is not None:
            self.found[self.area] = self.found[self.area].removeprefix("\n")
            self.area = None
        elif tag == "select":
            self.select = None


def fields(page: Any) -> dict[str, Any]:
    """What stands in the form of a page."""
    form = _Form()
    form.feed(page.content.decode())
    return form.found


def words(page: Any) -> str:
    """What a page says, without its markup."""
    text = re.sub(r"<[^>]+>", " ", page.content.decode())
    return re.sub(r"\s+", " ", text).replace("&#39;", "'").replace("&#x27;", "'").replace("&amp;", "&")


def on(name: str, day: int, month: int, year: int = 2026) -> dict[str, str]:
    """A date as three boxes."""
    return {f"{name}-day": str(day), f"{name}-month": str(month), f"{name}-year": str(year)}

"""Everybody in one story: residents and officers of the council, each with a browser of their own."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, StorageState

from tests.journeys.visitor import EVERY_WAY, Visitor, Way

in_every_way = pytest.mark.parametrize("way", EVERY_WAY, ids=lambda way: way.name)
"""For a story: everybody in it uses the site in one way, and then in the next."""


@dataclass
class People:
    """Makes people as the story calls for them. `sign_ins` outlives the story: an officer signs in once a run."""

    browser: Browser
    site: str
    way: Way
    sign_ins: dict[str, StorageState]
    _residents: list[Visitor] = field(default_factory=list)
    _officers: dict[str, Visitor] = field(default_factory=dict)

    def resident(self) -> Visitor:
        """Anybody at all, with a browser that has never been here."""
        visitor = Visitor(browser=self.browser, site=self.site, way=self.way)
        self._residents.append(visitor)
        return visitor

    def officer(self, name: str) -> Visitor:
        """Somebody of the council, signed in. The same person twice is the same browser."""
        if name not in self._officers:
            self._officers[name] = self._comes_to_work(name)
        return self._officers[name]

    def leave(self) -> None:
        """Everybody closes their browser. Fails when a page anybody met was not right."""
        for visitor in (*self._residents, *self._officers.values()):
            visitor.leaves()

    def _comes_to_work(self, name: str) -> Visitor:
        known = self.sign_ins.get(name)
        officer = Visitor(browser=self.browser, site=self.site, way=self.way, signed_in=known)
        if known is None:
            officer.opens("/demo/").presses(name)
            self.sign_ins[name] = officer.signed_in()
        return officer

"""Which kinds of page were looked at hard already: each once, by whoever meets it first, in whichever process."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

PLACE = "PUTRIGHT_JOURNEYS_PAGES"
"""The variable that tells every process of one run where the register is."""

TELLING = ("name", "letter", "procedure", "move")
"""Parts of an address that make it another page, and not the same page of another case."""


@dataclass(frozen=True)
class Register:
    """A folder with one file for each kind of page: the page as it was sent."""

    folder: Path

    @classmethod
    def of_this_run(cls) -> Register:
        """The one that every process of this run shares."""
        return cls(Path(os.environ[PLACE]))

    def takes_in(self, url: str, html: str) -> bool:
        """Whether this kind of page is new; from then on it is not."""
        try:
            with (self.folder / f"{kind_of(url, html)}.html").open("x", encoding="utf-8") as page:
                page.write(html)
        except FileExistsError:
            return False
        return True


def kind_of(url: str, html: str) -> str:
    """A page by the name of its address and what it is made of: two cases at the same point are the same page.

    A letter brings a style sheet of its own, by elements and not by classes.
    """
    made_of = sorted(set(re.findall(r'\bclass="([^"]*)"', html)))
    sheets = re.findall(r"<style>([^<]*)<", html)
    if sheets:
        made_of += [*sheets, *sorted(set(re.findall(r"<(\w+)", html)))]
    digest = hashlib.sha256("\n".join(made_of).encode()).hexdigest()[:8]
    return "-".join((*_address(urlsplit(url).path), digest))


def _address(path: str) -> tuple[str, ...]:
    try:
        found = resolve(path)
    except Resolver404:
        return ("nowhere",)
    told = (str(found.kwargs[name]) for name in TELLING if name in found.kwargs)
    return (found.view_name.replace(":", "."), *told)

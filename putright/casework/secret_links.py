"""The person's own link, kept from whoever reads a letter at the desk: with it, anybody could act as the person."""

from __future__ import annotations

import re
from dataclasses import replace

from putright.casework import links, models
from putright.letters.compose import Draft

LINK = re.compile(r"(?:https?://[^\s\"'<>]*?)?/complaint/[\w-]+/[\w-]{16,}/?([\w-]*)/?")
ANCHOR = re.compile(r"<a\b[^>]*?/complaint/[^>]*>(.*?)</a>", re.S)
SHOWN = re.compile(r"\[the person’s own link(?:: ([\w-]+))?\]")


def masked(text: str) -> str:
    """Text in which every secret link stands as what it is, not as what it says."""
    return LINK.sub(lambda found: f"[the person’s own link{f': {found[1]}' if found[1] else ''}]", text)


def masked_html(html: str) -> str:
    """The same for the HTML of a letter: what led there leads nowhere."""
    return masked(ANCHOR.sub(r"\1", html))


def masked_draft(draft: Draft) -> Draft:
    """The same for a letter that is being written."""
    return replace(draft, blocks=tuple(replace(part, text=masked(part.text)) for part in draft.blocks))


def put_back(text: str, case: models.Case) -> str:
    """What an officer typed around a masked link, with the link the person gets."""
    return SHOWN.sub(lambda found: links.address(case, f"{found[1]}/" if found[1] else ""), text)

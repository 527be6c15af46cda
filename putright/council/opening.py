"""Whether the public may come in: not before somebody who sets the council up has said so."""

from __future__ import annotations

from putright.council import models


def is_open() -> bool:
    """Whether a council has been entered and is set up."""
    found = models.Council.objects.only("being_set_up").first()
    return found is not None and not found.being_set_up


def open_up() -> None:
    """Let the public in."""
    models.Council.objects.update(being_set_up=False)

"""All answers as the page before sending shows them: line by line, each with the way to change it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms.boundfield import BoundField

from putright.portal.answers import Answers
from putright.portal.complaining import journey
from putright.portal.complaining.journey import Page
from putright.portal.models import DraftFile
from putright.rulebook import plain

NOT_ANSWERED = "Not answered"


@dataclass(frozen=True)
class Line:
    """One answer. `lines` are what was typed, or the choices made; `wrong` what has to be mended."""

    key: str
    lines: tuple[str, ...]
    href: str
    wrong: str = ""


def sections(given: Answers, *, files: Sequence[DraftFile]) -> list[tuple[str, list[Line]]]:
    """Every part of the way with its answers."""
    found = [
        (title, [line for page in journey.asked(given) if page.section == title for line in _lines(page, given, files)])
        for title in (journey.SORTING, journey.STORY, journey.PEOPLE, journey.ANOTHER)
    ]
    if given.about:
        found[0][1].insert(0, Line("It is about our reference", (given.about,), ""))
    return found


def _lines(page: Page, given: Answers, files: Sequence[DraftFile]) -> Iterator[Line]:
    href = f"{page.address}?from={journey.CHANGING}"
    if page.name == "evidence":
        yield Line("Files", tuple(one.name for one in files) or ("None",), href)
        return
    form = page.form(given.typed.get(page.name, {}), given=given)
    seen = page.name in given.typed
    for bound in form:
        wrong = str(bound.errors[0]) if seen and bound.errors else ""
        yield Line(str(bound.label), _said(bound), href, wrong)


def _said(bound: BoundField) -> tuple[str, ...]:
    value: Any = bound.value()
    choices = getattr(bound.field, "choices", None)
    if choices is not None:
        chosen = value if isinstance(value, list) else [value]
        said = tuple(str(title) for name, title in choices if name in chosen)
    elif isinstance(value, dict):
        said = _day(bound, value)
    else:
        said = tuple(str(value or "").strip().splitlines())
    return said or (NOT_ANSWERED,)


def _day(bound: BoundField, typed: dict[str, str]) -> tuple[str, ...]:
    cleaned = getattr(bound.form, "cleaned_data", {}).get(bound.name)
    if isinstance(cleaned, date):
        return (plain(cleaned),)
    parts = [part for part in typed.values() if part]
    return (" ".join(parts),) if parts else ()

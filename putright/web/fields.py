"""Form fields and widgets that Django lacks. How they are drawn is in `forms`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

PARTS = ("day", "month", "year")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


class DateBoxes(forms.Widget):
    """A date as three boxes: day, month, year."""

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, UploadedFile[Any]], name: str
    ) -> dict[str, str]:
        """What was typed, box by box."""
        return {part: str(data.get(f"{name}-{part}", "")).strip() for part in PARTS}

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: MultiValueDict[str, UploadedFile[Any]], name: str
    ) -> bool:
        """Whether none of the three boxes was on the page."""
        return not any(f"{name}-{part}" in data for part in PARTS)

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """The first box."""
        return f"{id_}-day" if id_ else id_


class DateField(forms.Field):
    """A date typed in three boxes. The month may be a number or a name; the error says which part is wrong.

    `what` names the date in those errors: "the date it happened". The required error is asked for when all are empty.
    """

    widget = DateBoxes

    def __init__(self, *, what: str = "the date", **options: Any) -> None:
        self.what = what
        options.setdefault("error_messages", {}).setdefault("required", f"Enter {what}")
        super().__init__(**options)

    def clean(self, value: Any) -> date | None:
        """The day, or None. Raises `ValidationError` whose `params["parts"]` are the boxes to mend."""
        typed = value if isinstance(value, dict) else boxes(value)
        if not any(typed.values()):
            self._refuse_if(self.required, str(self.error_messages["required"]), PARTS)
            return None
        missing = tuple(part for part in PARTS if not typed[part])
        self._refuse_if(bool(missing), f"{sentence(self.what)} must include {spoken(missing)}", missing)
        found = self._read(typed)
        self.run_validators(found)
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another date was typed than stood there."""
        return boxes(initial) != boxes(data)

    def _read(self, typed: Mapping[str, str]) -> date:
        month_number = month(typed["month"])
        year = int(typed["year"]) if typed["year"].isdecimal() and len(typed["year"]) == 4 else None
        day = int(typed["day"]) if typed["day"].isdecimal() and len(typed["day"]) <= 2 else None
        self._refuse_if(month_number is None, "Month must be a number from 1 to 12, or its name", ("month",))
        self._refuse_if(year is None or year < 1900, "Year must be 4 numbers, such as 2026", ("year",))
        self._refuse_if(day is None, "Day must be a number, such as 27", ("day",))
        try:
            return date(year or 0, month_number or 0, day or 0)
        except ValueError:
            raise self._wrong(f"{sentence(self.what)} must be a real date", PARTS) from None

    def _refuse_if(self, wrong: bool, text: str, parts: Sequence[str]) -> None:
        if wrong:
            raise self._wrong(text, parts)

    def _wrong(self, text: str, parts: Sequence[str]) -> ValidationError:
        return ValidationError(text.replace("%", "%%"), code="date", params={"parts": tuple(parts)})


class Files(forms.ClearableFileInput):
    """A box that takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; a list once cleaned."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Every file looked at by itself."""
        given = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if not given:
            super().clean(None, initial)
            return []
        return [super(FilesField, self).clean(one, initial) for one in given]


class Radios(forms.RadioSelect):
    """One of several, all in sight.

    `hints` is a line under a choice, by its value; `reveals` names another field of the form that is asked for once
    that choice is taken. `or_before` is the value of the choice that stands below an "or".
    """

    def __init__(
        self,
        *,
        hints: Mapping[str, str] | None = None,
        reveals: Mapping[str, str] | None = None,
        or_before: str | None = None,
        inline: bool = False,
        attrs: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(attrs)
        self.hints, self.reveals, self.or_before, self.inline = hints or {}, reveals or {}, or_before, inline


class Checkboxes(forms.CheckboxSelectMultiple):
    """Any of several, with the same extras as `Radios`. A choice below the "or" is meant to stand alone."""

    def __init__(
        self,
        *,
        hints: Mapping[str, str] | None = None,
        reveals: Mapping[str, str] | None = None,
        or_before: str | None = None,
        attrs: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(attrs)
        self.hints, self.reveals, self.or_before, self.inline = hints or {}, reveals or {}, or_before, False


class Counted(forms.Textarea):
    """A long answer with its limit written below and, with JavaScript, counted."""

    def __init__(self, *, most: int, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.most = most

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, UploadedFile[Any]], name: str
    ) -> Any:
        """What was typed, a line break being one character as the count on the page has it."""
        typed = super().value_from_datadict(data, files, name)
        return typed.replace("\r\n", "\n") if isinstance(typed, str) else typed


def month(typed: str) -> int | None:
    """The number of a month from its number, its name or the beginning of its name; None if it is none."""
    word = typed.lower().rstrip(".")
    if word.isdecimal() and word.isascii():
        return int(word) if len(word) <= 2 and 1 <= int(word) <= 12 else None
    named = (
        number for number, name in enumerate(MONTHS, start=1) if name.startswith("sep" if word == "sept" else word)
    )
    return next(named, None) if len(word) >= 3 else None


def boxes(value: Any) -> dict[str, str]:
    """A date, box by box; empty boxes for none."""
    if isinstance(value, dict):
        return {part: str(value.get(part, "")) for part in PARTS}
    if isinstance(value, date):
        return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
    return dict.fromkeys(PARTS, "")


def sentence(text: str) -> str:
    """With a capital, and nothing else changed."""
    return text[:1].upper() + text[1:]


def spoken(parts: Sequence[str]) -> str:
    """A day; a day and a month."""
    return " and ".join(f"a {part}" for part in parts)

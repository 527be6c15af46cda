"""When the office closes, the days it is shut, and bank holidays proclaimed late."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from putright.administration.calendar import clock_face
from putright.administration.forms.council import OfCouncil, Why
from putright.council import models
from putright.web.fields import DateField


class ClosingTime(forms.CharField):
    """A time of the day as people write it, taken as minutes after midnight."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label="When does the office close?",
            help_text="Such as 17:00 or 5pm. What comes in later counts from the next working day.",
            error_messages={"required": "Enter a time, such as 17:00"},
            **options,
        )

    def clean(self, value: Any) -> Any:
        """Minutes after midnight."""
        written = str(super().clean(value)).lower()
        found = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?\s*([ap])?\.?m?\.?", written)
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
        if found and found[3]:
            hour = hour % 12 + (12 if found[3] == "p" else 0) if 1 <= hour <= 12 else 99
        if not (0 <= hour < 24 and minute < 60 and (hour, minute) > (0, 0)):
            raise ValidationError("Enter a time of the day, such as 17:00 or 5pm")
        return hour * 60 + minute


class Hours(OfCouncil):
    """When the office closes, before anything has come in that dates hang on."""

    office_closes = ClosingTime()

    def written(self, council: models.Council, name: str) -> str:
        """The minutes as a time of the day."""
        return clock_face(council.office_closes)

    def _word(self, name: str, value: Any) -> str:
        return clock_face(value)


class NewHours(Why):
    """When the office closes from a day on."""

    office_closes = ClosingTime()
    starts_on = DateField(
        label="From which day?",
        what="the first day",
        help_text="What came in before that day counts by the hours of then.",
    )
    corrects = forms.BooleanField(
        label="The hours shown above are wrong: this corrects a mistake",
        help_text="Only then can the day be one gone by. What has come in since is counted anew.",
        required=False,
    )
    field_order = ("office_closes", "starts_on", "corrects", "why")

    def clean(self) -> dict[str, Any]:
        """A correction says what was wrong."""
        told = super().clean() or {}
        if told.get("corrects") and not str(told.get("why", "")).strip():
            self.add_error("why", "Say what the mistake was")
        return told

    def mark(self) -> str:
        """What has been typed in a word, to tell whether what is confirmed is what was shown."""
        told = self.cleaned_data
        return f"enter-{told['starts_on']}-{told['office_closes']}-{told['corrects']}"


class Day(Why):
    """A day the offices are shut."""

    day = DateField(label="Which day?", what="the day")
    title = forms.CharField(
        label="What is it?",
        max_length=120,
        help_text="Such as: Offices shut for staff training.",
        error_messages={"required": "Say what day it is"},
    )
    field_order = ("day", "title", "why")


class Holiday(Day):
    """A bank holiday proclaimed late."""

    title = forms.CharField(
        label="What is it?",
        max_length=120,
        help_text="Such as: Bank holiday for the coronation.",
        error_messages={"required": "Say what day it is"},
    )


class TakingBack(forms.Form):
    """Why a day that was entered is taken back."""

    why = forms.CharField(
        label="Why is it taken back?",
        max_length=500,
        help_text="Shown in the history of the settings, beside your name.",
        error_messages={"required": "Say why it is taken back"},
    )

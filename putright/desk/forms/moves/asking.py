"""What every form of a move shares: reading it before it is whole, and the fields several of them ask for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.http import QueryDict

from putright.accounts.models import Officer
from putright.casework.actions import handling
from putright.council import clock
from putright.desk import typed
from putright.web import fields

LONG = 20_000
"""How much may be written in one box."""


class Asking(forms.Form):
    """A form of a move. It can be looked at half filled in: for the preview of a letter, and for a draft kept."""

    def given(self, name: str, otherwise: Any = "") -> Any:
        """What stands in a field now, if there is one and it makes sense; else `otherwise`."""
        if name not in self.fields:
            return otherwise
        if hasattr(self, "cleaned_data"):
            value = self.cleaned_data.get(name)
        else:
            value = self.get_initial_for_field(self.fields[name], name)
        return otherwise if value in (None, "", []) else value

    def look(self) -> None:
        """Read what was typed without complaining about it: it is kept, and no error is shown."""
        self.is_valid()
        self.initial = {
            **self.initial,
            **{name: self[name].data for name in self.fields if self[name].data is not None},
        }
        self.is_bound = False
        self._errors = None
        self._bound_fields_cache: dict[str, Any] = {}

    def heard(self) -> tuple[datetime | None, bool]:
        """When somebody said or sent it, and whether the time is known; nothing for what the council does itself."""
        return None, True

    def officer(self, name: str) -> Officer | None:
        """The officer chosen in a field."""
        chosen = typed.number(self.given(name))
        return Officer.objects.filter(pk=chosen).first() if chosen is not None else None


def reread(form: Asking, kept: QueryDict) -> None:
    """Fill a form in from what was kept of it."""
    form.data, form.is_bound = kept, True
    form.look()


class Heard(Asking):
    """A form about what the person said or sent: it may have come in before it is written down."""

    heard_on = fields.DateField(
        what="the day they told us",
        label="When did they tell us?",
        help_text="The day it reached anybody working for the council. Leave it empty for now.",
        required=False,
    )
    heard_time = forms.TimeField(
        label="At what time, if you know",
        help_text="For example 14:30. It decides which working day it counts from.",
        required=False,
        input_formats=["%H:%M", "%H.%M", "%I.%M%p", "%I:%M%p", "%I%p"],
        error_messages={"invalid": "Enter a time like 14:30, or leave it empty"},
    )

    def heard(self) -> tuple[datetime | None, bool]:
        """The moment, or the day alone."""
        day, at = self.given("heard_on", None), self.given("heard_time", None)
        if day is None:
            return None, True
        return moment(day, at), at is not None


def moment(day: date, at: time | None) -> datetime:
    """A day, and its time when that is known, as they are in England."""
    return datetime.combine(day, at or time(), clock.LONDON)


def written(label: str, *, hint: str = "", needed: str = "", rows: int = 4) -> forms.CharField:
    """A box to write in. `needed` is what to say when it is empty; without it the box may stay so."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(needed),
        max_length=LONG,
        widget=forms.Textarea({"rows": rows}),
        error_messages={"required": needed or "Enter something", "max_length": "That is too long: shorten it"},
    )


def line(label: str, *, hint: str = "", needed: str = "", most: int = 200) -> forms.CharField:
    """A line to write in."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(needed),
        max_length=most,
        error_messages={"required": needed or "Enter something"},
    )


def chosen(
    label: str,
    choices: Iterable[tuple[str, str]],
    *,
    hint: str = "",
    needed: str = "",
    widget: forms.Widget | None = None,
) -> forms.ChoiceField:
    """One of several. `needed` is what to say when none is chosen."""
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=list(choices),
        required=bool(needed),
        widget=widget or fields.Radios(),
        error_messages={"required": needed or "Choose one", "invalid_choice": needed or "Choose one of the list"},
    )


def colleague(
    label: str, *, hint: str = "", needed: str = "", among: Iterable[Officer] | None = None
) -> forms.ChoiceField:
    """One of the officers who work here now, by name; `among` those given, where not everybody may."""
    field = chosen(label, (), hint=hint, needed=needed, widget=forms.Select())
    field.choices = _colleagues if among is None else named(among)
    return field


def seeing_to(label: str, *, needed: str = "") -> forms.ChoiceField:
    """One of those who can see to something: whose role deals with single cases."""
    field = chosen(label, (), needed=needed, widget=forms.Select())
    field.choices = _able
    return field


def _able() -> list[tuple[str, str]]:
    return named(handling.able())


def named(officers: Iterable[Officer]) -> list[tuple[str, str]]:
    """Officers to choose from, by their ids."""
    return [("", "Choose somebody"), *((str(one.pk), _named(one)) for one in officers)]


def _colleagues() -> list[tuple[str, str]]:
    return named(Officer.objects.filter(is_active=True, break_glass=False))


def _named(officer: Officer) -> str:
    return f"{officer.name}, {officer.job_title}" if officer.job_title else officer.name

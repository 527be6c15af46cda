"""What the print room says of letters: printed, posted on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from putright.casework.post.posting import Waiting
from putright.web.fields import Checkboxes, DateField


class Chosen(forms.Form):
    """Some of the letters that wait."""

    letters = forms.TypedMultipleChoiceField(
        coerce=int, widget=Checkboxes, error_messages={"required": "Choose at least one letter"}
    )

    def __init__(self, *args: Any, waiting: Sequence[Waiting], label: str, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["letters"]
        assert isinstance(field, forms.TypedMultipleChoiceField)  # noqa: S101 -- for the type checker
        field.label = label
        field.initial = [one.outgoing.pk for one in waiting]
        field.choices = [(one.outgoing.pk, _named(one)) for one in waiting]


class Posted(Chosen):
    """Some letters, and the day they were posted."""

    on = DateField(label="Posted on", what="the day they were posted")

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"].initial = today


def _named(one: Waiting) -> str:
    large = ", large print" if one.letter is not None and one.letter.large else ""
    to = one.outgoing.to.splitlines()[0] if one.outgoing.to else "nobody"
    about = f"{one.outgoing.about}: " if one.outgoing.about else ""
    return f"{about}{one.outgoing.subject}, to {to}{large}"

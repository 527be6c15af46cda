"""What an officer wants to be told of by email."""

from __future__ import annotations

from typing import Any

from django import forms

from putright.accounts.models import Officer
from putright.casework.notices import kinds
from putright.web.fields import Checkboxes


class Emails(forms.Form):
    """The kinds of email that can reach an officer, ticked as far as they get them."""

    def __init__(self, *args: Any, officer: Officer, **options: Any) -> None:
        super().__init__(*args, **options)
        there = kinds.for_(officer)
        choices = [(name, kind.title) for name, kind in there.items()]
        self.fields["wanted"] = forms.MultipleChoiceField(
            label="Send me an email for",
            required=False,
            choices=choices,
            initial=sorted(kinds.wanted(officer)),
            widget=Checkboxes(hints={name: kind.hint for name, kind in there.items() if kind.hint}),
        )

"""What makes a step this one: a key that its form carries, so that sent twice it is taken once."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

LONGEST = 40


def new_key() -> str:
    """A key that no other step has."""
    return uuid.uuid4().hex


def sound(typed: str) -> str:
    """The key a form came with, or a new one where it is none of ours.

    Steps taken by the machine itself have keys of other letters: nobody can take theirs beforehand.
    """
    return typed if typed.isascii() and typed.isalnum() and len(typed) <= LONGEST else new_key()


class KeyField(forms.CharField):
    """The key of a step, hidden in its form."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=forms.HiddenInput, initial=new_key, **options)

    def to_python(self, value: object) -> str:
        """A key in any case."""
        return sound(str(value or ""))

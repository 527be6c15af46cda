"""What every page of the way to complain has: a form that knows what was typed on the others, and the plain kinds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from putright.portal.answers import Answers, Question
from putright.web import fields


class Asked(forms.Form):
    """A page of the journey. `given` is everything typed so far, on the other pages too."""

    def __init__(self, typed: Mapping[str, list[str]] | None = None, *, given: Answers, **more: Any) -> None:
        data = None if typed is None else MultiValueDict(dict(typed))
        super().__init__(data, **more)
        self.given = given


class Nothing(Asked):
    """A page that only tells."""


def radios(choices: Iterable[tuple[str, str]], **more: Any) -> forms.ChoiceField:
    """One of several. `hints`, `reveals`, `or_before` are for the widget; an unknown choice is asked for again."""
    widget = fields.Radios(**{name: more.pop(name) for name in ("hints", "reveals", "or_before") if name in more})
    errors = {"required": "Choose one of the answers", "invalid_choice": "Choose one of the answers"}
    errors.update(more.pop("error_messages", {}))
    return forms.ChoiceField(choices=list(choices), widget=widget, error_messages=errors, **more)


def boxes(choices: Iterable[tuple[str, str]], **more: Any) -> forms.MultipleChoiceField:
    """Any of several, with the same extras."""
    widget = fields.Checkboxes(**{name: more.pop(name) for name in ("hints", "reveals", "or_before") if name in more})
    errors = {"required": "Choose at least one of the answers", "invalid_choice": "Choose from the answers"}
    errors.update(more.pop("error_messages", {}))
    return forms.MultipleChoiceField(choices=list(choices), widget=widget, error_messages=errors, **more)


def long_text(label: str, *, most: int, required: str = "", **more: Any) -> forms.CharField:
    """A long answer; `required` is the error when it is left empty, and without one it may be."""
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=most,
        widget=fields.Counted(most=most),
        error_messages={
            "required": required,
            "max_length": f"Use {most:,} letters or fewer. What you typed is kept: shorten it or add it as a file",
        },
        **more,
    )


def alone(chosen: list[str], *, none: str) -> list[str]:
    """What was chosen, when "none" was not chosen with it. Raises `ValidationError`."""
    if none in chosen and len(chosen) > 1:
        raise forms.ValidationError("Choose either the things that apply or the last answer, not both")
    return chosen


def of_question(question: Question, **more: Any) -> Any:
    """A question of the rulebook in the wording for residents. It may be left out."""
    choices = [(choice.name, choice.title) for choice in question.accepts]
    return (boxes if question.several else radios)(choices, label=question.for_resident, required=False, **more)

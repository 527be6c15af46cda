"""What a work list can be narrowed down to."""

from __future__ import annotations

from typing import Any

from django import forms

from putright import rulebook
from putright.accounts import roles
from putright.accounts.models import Officer
from putright.casework import cases
from putright.casework.actions import intake
from putright.council import clock, here
from putright.web.fields import DateField

Choices = list[tuple[str, str]]


class Filters(forms.Form):
    """All of it is optional, and sent in the address, so that a list can be kept as a bookmark."""

    service = forms.ChoiceField(required=False)
    procedure = forms.ChoiceField(required=False)
    stage = forms.ChoiceField(required=False)
    channel = forms.ChoiceField(required=False, label="Came in by", choices=[("", "Any way"), *intake.CHANNELS.items()])
    due = DateField(required=False, label="Due by", what="the day it is due by")
    at_risk = forms.BooleanField(required=False, label="Person at risk")
    restricted = forms.BooleanField(required=False, label="Restricted")

    def __init__(self, *args: Any, officer: Officer, **options: Any) -> None:
        super().__init__(*args, **options)
        adopted = [rulebook.procedure(name, on=clock.today()) for name in here.adopted(on=clock.today())]
        self._choose("service", "Every service", [(one.slug, one.name) for one in here.services()])
        self._choose("procedure", "Every procedure", [(one.id, one.name) for one in adopted])
        self._choose("stage", "Everything open", _stages(adopted))
        if not roles.sees_restricted(officer):
            del self.fields["restricted"]

    def _choose(self, name: str, every: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [("", every), *choices]

    @property
    def in_use(self) -> bool:
        """Whether anything is narrowed down, or was meant to be."""
        return bool(self.errors) or any(self.cleaned_data.values())

    def narrowed(self, found: cases.Cases) -> cases.Cases:
        """The cases that are meant. Without a stage, those still open."""
        if not self.is_valid():
            return cases.still_open(found)
        wanted = self.cleaned_data
        asked = {
            "service__slug": wanted["service"],
            "procedure": wanted["procedure"],
            "stage": wanted["stage"],
            "channel": wanted["channel"],
            "at_risk": wanted["at_risk"],
            "restricted": wanted.get("restricted"),
        }
        found = found.filter(**{name: value for name, value in asked.items() if value})
        found = found if wanted["stage"] else cases.still_open(found)
        return cases.due_by(found, wanted["due"]) if wanted["due"] else found


def _stages(adopted: list[rulebook.Procedure]) -> Choices:
    """Every stage there is to be at, once by name; those that end last."""
    named = {stage.name: stage for procedure in adopted for stage in procedure.stages}
    ordered = sorted(named.values(), key=lambda stage: stage.ended)
    return [(stage.name, "Ended" if stage.name == "closed" else _sentence(stage.title)) for stage in ordered]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"

"""Forms about how long cases are kept, and about their disposal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from putright.casework.retention import schedule
from putright.casework.retention.queue import Row
from putright.web import once
from putright.web.fields import Checkboxes, Counted, DateField

MOST = 2000


class Proposal(forms.Form):
    """Cases to dispose of, out of those that are due."""

    cases = forms.MultipleChoiceField(
        label="Which should be disposed of?",
        widget=Checkboxes(),
        error_messages={"required": "Choose at least one case", "invalid_choice": "Choose from the list as it is now"},
    )
    note = forms.CharField(
        label="Note for the second person",
        required=False,
        max_length=MOST,
        widget=Counted(most=MOST),
        help_text="It stands on the certificate and stays: name nobody who complained.",
    )
    key = once.KeyField()

    def __init__(self, *args: Any, rows: Sequence[Row], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["cases"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [(row.case.reference, f"{row.case.reference}, {row.case.service.name}") for row in rows]
        field.widget = Checkboxes(hints={row.case.reference: hint(row) for row in rows})
        field.widget.choices = field.choices


def hint(row: Row) -> str:
    """Why a case is due, and what to see to before."""
    return f"{row.kept.because} {row.kept.mind}".strip()


class Decision(forms.Form):
    """What the second person decides about a disposal."""

    leaving = forms.MultipleChoiceField(
        label="Leave out of it", required=False, widget=Checkboxes(), help_text="Tick those that must not go."
    )
    note = forms.CharField(
        label="Note",
        required=False,
        max_length=MOST,
        widget=Counted(most=MOST),
        help_text="If you send it back, say why. It stays: name nobody who complained.",
    )
    sure = forms.BooleanField(label="I know that this cannot be undone", required=False)

    def __init__(self, *args: Any, references: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["leaving"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [(one, one) for one in references]


class Longer(forms.Form):
    """Until when a case is kept instead, and why."""

    until = DateField(label="Keep it until", what="the day until which it is kept")
    reason = forms.CharField(
        label="Why must it be kept longer?",
        max_length=MOST,
        widget=Counted(most=MOST),
        error_messages={"required": "Say why it must be kept longer"},
    )
    key = once.KeyField()


class Years(forms.Form):
    """For how many years a class of cases is kept."""

    years = forms.IntegerField(
        label="Years",
        min_value=1,
        max_value=schedule.LONGEST,
        error_messages={
            "required": "Enter for how many years",
            "invalid": "Enter whole years, such as 6",
            "min_value": "Enter 1 or more",
            "max_value": f"Enter {schedule.LONGEST} or fewer",
        },
    )
    reason = forms.CharField(
        label="Why?",
        max_length=MOST,
        widget=Counted(most=MOST),
        help_text="For example: the council’s retention schedule of 2026, row 14. It stays on record.",
        error_messages={"required": "Say why: it is part of the retention schedule"},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class Hold(forms.Form):
    """A hold, on cases or on a service."""

    kind = forms.ChoiceField(label="What kind of hold is it?", error_messages={"required": "Say what kind it is"})
    references = forms.CharField(
        label="Cases",
        required=False,
        max_length=20_000,
        widget=forms.Textarea,
        help_text="References, one on each line. Leave it empty for a hold on a service.",
    )
    service = forms.ChoiceField(
        label="Or every case of a service",
        required=False,
        help_text="Those still to come are held as well.",
    )
    reason = forms.CharField(
        label="Why must the records be kept?",
        max_length=MOST,
        widget=Counted(most=MOST),
        error_messages={"required": "Say why the records must be kept"},
    )
    review_on = DateField(label="When is it looked at again?", what="the day it is looked at again")
    key = once.KeyField()

    def clean(self) -> dict[str, Any]:
        """Cases or a service, not both and not neither."""
        told = super().clean() or {}
        if bool(told.get("service")) == bool(str(told.get("references", "")).strip()):
            self.add_error("references", "Name the cases, or choose a service: one of the two")
        return told


class Lifting(forms.Form):
    """Why a hold is lifted."""

    because = forms.CharField(
        label="Why is it lifted?",
        max_length=MOST,
        widget=Counted(most=MOST),
        error_messages={"required": "Say why it is lifted"},
    )


class Review(forms.Form):
    """When a hold is next looked at."""

    review_on = DateField(label="When is it looked at again?", what="the day it is looked at again")


def in_lines(typed: str) -> list[str]:
    """What stands on each line or between commas, without what is empty."""
    return [one.strip() for line in typed.splitlines() for one in line.split(",") if one.strip()]

"""Forms for a later date: an extension in time, or an explanation of a delay."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from putright.accounts.models import Officer
from putright.casework.actions.later import NewDate
from putright.casework.refused import Refused
from putright.casework.steps import NOTHING, Told
from putright.desk.forms.moves.asking import Asking, chosen, line, named, written
from putright.web import fields


class LaterDate(Asking):
    """The new date and the reason. Beyond the limit: the good reason and who approved it."""

    until = fields.DateField(what="the new date", label="By what date will they have the answer?")
    reason = written(
        "Why does it take longer?",
        hint="Say what is still to be found out, not only that we are busy. It goes into the letter.",
        needed="Say why it takes longer",
    )
    good_reason = written("The good reason for going past the limit", hint="Only for a date past the limit above.")
    approved_by = chosen(
        "Who approves going past the limit",
        (),
        hint="Only for a date past the limit above. They read the letter and approve it before it goes.",
        widget=forms.Select(),
    )
    update_every = line("How often will they hear from us until then?", hint="For example: every week, on Fridays.")

    def __init__(self, *given: Any, approvers: Iterable[Officer] = (), updates: bool = False, **options: Any) -> None:
        super().__init__(*given, **options)
        people = named(approvers)
        self.fields["approved_by"].choices = people  # type: ignore[attr-defined]
        if len(people) == 1:
            del self.fields["good_reason"], self.fields["approved_by"]
        if not updates:
            del self.fields["update_every"]

    def new_date(self) -> NewDate:
        """The new date as it is told. Raises `Refused` while there is none."""
        until = self.given("until", None)
        if until is None:
            raise Refused("The letter can be shown once there is a new date.")
        approver = self.officer("approved_by")
        return NewDate(
            until=until,
            reason=str(self.given("reason")),
            good_reason=str(self.given("good_reason")),
            approved_by=approver.pk if approver else None,
            update_every=str(self.given("update_every")),
        )

    def told(self) -> Told:
        """What the letter is told."""
        return self.new_date().told() if self.given("until", None) else NOTHING

"""Forms for looking after a case: who has it, declarations, adjustments, messages, corrections, who may see it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from putright.accounts.models import Officer
from putright.casework.actions.handling import DECLARED
from putright.casework.files.documents import Upload
from putright.casework.writing import recipients
from putright.desk.forms.moves.asking import Asking, Heard, chosen, moment, named, written
from putright.web import fields


class Assignment(Asking):
    """Who gets the case."""

    officer_chosen = chosen("Who should have it?", (), needed="Choose who should have it")

    def __init__(self, *given: Any, able: list[tuple[str, str]], hints: dict[str, str], **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["officer_chosen"].widget = fields.Radios(hints=hints)
        self.fields["officer_chosen"].choices = able  # type: ignore[attr-defined]


class Declaration(Asking):
    """Whether there is a conflict of interest."""

    declared = chosen(
        "Do you have a conflict of interest?",
        DECLARED.items(),
        hint="For example: you decided what is complained about, or you know somebody involved.",
        needed="Say whether you have a conflict of interest",
    )
    note = written("What it is, and how it is dealt with", hint="Needed unless you have none.")

    def clean(self) -> dict[str, Any]:
        """Anything but "none" is explained."""
        cleaned = super().clean() or {}
        if cleaned.get("declared") in ("managed", "conflict") and not cleaned.get("note"):
            self.add_error("note", "Say in a sentence what it is, and how it is dealt with")
        return cleaned


class Adjustment(Asking):
    """An adjustment that was asked for and is agreed."""

    adjustment = chosen("What was asked for", (), needed="Choose what is agreed")
    review_on = fields.DateField(
        what="the day it is looked at again",
        label="When do we look at it again?",
        help_text="Ask the person then whether it still suits them.",
    )
    note = written("Anything to mind", hint="The person reads this in letters.", rows=2)

    def __init__(self, *given: Any, asked: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["adjustment"].choices = asked  # type: ignore[attr-defined]
        if len(asked) == 1:
            self.initial.setdefault("adjustment", asked[0][0])


class AdjustmentAsked(Asking):
    """An adjustment somebody asks for."""

    party = chosen("Who asks for it?", (), needed="Choose who asks for it", widget=forms.Select())
    kind = chosen("What do they need?", recipients.ADJUSTMENTS.items(), needed="Choose what they need")
    note = written("In their own words", rows=2)

    def __init__(self, *given: Any, parties: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["party"].choices = parties  # type: ignore[attr-defined]
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (name, f"{title[:1].upper()}{title[1:]}") for name, title in recipients.ADJUSTMENTS.items()
        ]


class Message(Heard):
    """What the person told us, taken down for them."""

    said = written("What did they say?", hint="In their own words as far as you can.")
    correcting = forms.BooleanField(label="They say that we have misunderstood the complaint", required=False)
    attached = fields.FilesField(label="Files that came with it", required=False)

    def clean(self) -> dict[str, Any]:
        """Something must be there."""
        cleaned = super().clean() or {}
        if not cleaned.get("said") and not cleaned.get("attached"):
            self.add_error("said", "Write down what they said, or choose a file")
        return cleaned

    def uploads(self) -> list[Upload]:
        """The files as the case keeps them."""
        return [Upload(name=one.name, content=one.read()) for one in self.given("attached", [])]


class Correction(Asking):
    """What is wrong with an entry, and why. What a letter said is put right by another letter."""

    how = chosen(
        "How is it wrong?",
        (("time", "It happened on another day or at another time"), ("struck", "It did not happen at all")),
        needed="Say how it is wrong",
    )
    happened_on = fields.DateField(what="the right day", label="The right day", required=False)
    happened_time = forms.TimeField(
        label="The right time, if it is known",
        help_text="For example 14:30",
        required=False,
        error_messages={"invalid": "Enter a time like 14:30, or leave it empty"},
    )
    reason = written(
        "Why is it wrong?", hint="The correction is part of the record.", needed="Say why the entry is wrong"
    )

    def clean(self) -> dict[str, Any]:
        """Another time needs its day."""
        cleaned = super().clean() or {}
        if cleaned.get("how") == "time" and not cleaned.get("happened_on") and "happened_on" not in self.errors:
            self.add_error("happened_on", "Enter the right day")
        return cleaned

    def change(self) -> dict[str, Any]:
        """The change as the record takes it."""
        if self.given("how") == "struck":
            return {"struck": True}
        at = self.given("happened_time", None)
        return {"happened_at": moment(self.given("happened_on"), at).isoformat(), "timed": at is not None}


class Restriction(Asking):
    """Whether the case is restricted to those who deal with it, and why."""

    restricted = chosen(
        "Who may see this case?",
        (("yes", "Only those who deal with it"), ("no", "Everybody whose role lets them see such cases")),
        needed="Choose who may see it",
    )
    reason = written("Why?", needed="Say why")


class LinksWithdrawn(Asking):
    """Nothing but the wish, confirmed."""

    sure = forms.BooleanField(
        label="Yes: every link sent so far stops working",
        error_messages={"required": "Tick the box if the links should stop working"},
    )


class Clarification(Asking):
    """What the person is asked."""

    question = written(
        "What did you ask?",
        hint="The time to answer goes on running while you wait for their reply.",
        needed="Write down what you asked",
    )


class ClarificationAnswer(Heard):
    """What the person said they meant."""

    said = written("What did they say?", needed="Write down what they said")


class DirectEscalation(Asking):
    """A first and final answer at stage 2, where a departure allows it."""

    reason = written("Why is the first answer given at stage 2?", needed="Give the reason")
    approved_by = chosen("Who approved it?", (), needed="Choose who approved it", widget=forms.Select())

    def __init__(self, *given: Any, approvers: Iterable[Officer], **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["approved_by"].choices = named(approvers)  # type: ignore[attr-defined]

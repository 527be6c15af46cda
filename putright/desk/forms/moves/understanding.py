"""Forms in which the council says how it understands a complaint: its points, and what the person wants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from putright import rulebook
from putright.casework.actions.stage_1 import NewPoint, Understanding
from putright.casework.refused import Refused
from putright.desk.forms.moves.asking import LONG, Asking, Heard, chosen, written

MOST_POINTS = 30
DID_NOT_SAY = "You did not say what you would like to happen."
"""What the letter says when they have not said what they want."""


class Points(Asking):
    """Points of a complaint, a box for each. `procedures` are those a point may belong to, by id, the usual first."""

    more = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, *given: Any, boxes: int = 3, procedures: Sequence[tuple[str, str]] = (), **options: Any) -> None:
        super().__init__(*given, **options)
        self.procedures = procedures
        self.boxes = max(boxes, self._boxes_in(given[0] if given else {}))
        for number in range(1, self.boxes + 1):
            self._add(number)

    def _boxes_in(self, data: Mapping[str, Any]) -> int:
        """As many boxes as were on the page, and one more when it was asked for."""
        used = [number for number in range(1, MOST_POINTS + 1) if f"point-{number}" in data]
        last = used[-1] if used else 0
        return min(last + (1 if used and data.get("do") == "more" else 0), MOST_POINTS)

    def _add(self, number: int) -> None:
        self.fields[f"point-{number}"] = forms.CharField(
            label=f"Point {number}", required=False, max_length=LONG, widget=forms.Textarea({"rows": 2})
        )
        if len(self.procedures) > 1:
            self.fields[f"procedure-{number}"] = chosen(
                f"Point {number} belongs to", self.procedures, widget=forms.Select()
            )

    @property
    def numbers(self) -> range:
        """The numbers of the boxes."""
        return range(1, self.boxes + 1)

    def clean(self) -> dict[str, Any]:
        """At least one point must be written down."""
        cleaned = super().clean() or {}
        if not self.points() and f"point-{1}" not in self.errors:
            self.add_error("point-1", "Write down at least one point: what the complaint is about")
        return cleaned

    def points(self) -> list[NewPoint]:
        """The points written down so far."""
        texts = [(str(self.given(f"point-{number}")), number) for number in self.numbers]
        return [NewPoint(text=text, procedure=self._procedure(number)) for text, number in texts if text.strip()]

    def _procedure(self, number: int) -> str:
        return str(self.given(f"procedure-{number}"))


class Acknowledgement(Points):
    """The points, the outcome sought or that none was named, and the definition where a procedure asks for one."""

    did_not_say = forms.BooleanField(label="They did not say what they would like to happen", required=False)
    outcome_sought = written(
        "What would they like to happen?",
        hint="Write to the person: “You would like…” It goes into the letter as you write it.",
    )
    definition = written(
        "The complaint in one sentence", hint="How we define it. The person can tell us if we have got it wrong."
    )

    def __init__(self, *given: Any, defined: bool = False, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["definition"].required = defined
        if not defined:
            del self.fields["definition"]
        _last(self, "did_not_say", "outcome_sought", "definition")

    def clean(self) -> dict[str, Any]:
        """What they want is written down, or that they did not say."""
        cleaned = super().clean()
        ask_what_they_want(self)
        return cleaned

    def wanted(self) -> str:
        """The outcome sought as the letter gives it."""
        return wanted(self)

    def understanding(self) -> Understanding:
        """How the council understands the complaint."""
        definition = str(self.given("definition"))
        return Understanding(points=self.points(), outcome_sought=self.wanted(), definition=definition)

    def previewed(self) -> Understanding:
        """The same for a preview. Raises `Refused` while there is no point."""
        if not self.points():
            raise Refused("Write down at least one point: what the complaint is about.", "6.7")
        return self.understanding()


class AcknowledgementAtStage2(Asking):
    """What is still outstanding, and what outcome is sought now."""

    outstanding = written(
        "What is still outstanding?",
        hint="No reasons are needed to ask for stage 2. When they gave none, write that everything is looked at again.",
        needed="Write down what is still outstanding, or that all of it is looked at again",
    )
    did_not_say = forms.BooleanField(label="They did not say what they would like to happen", required=False)
    outcome_sought = written(
        "What would they like to happen now?",
        hint="It begins with what we agreed at stage 1. Write to the person: “You would like…”",
    )
    definition = written("The complaint in one sentence")

    def __init__(self, *given: Any, defined: bool = False, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["definition"].required = defined
        if not defined:
            del self.fields["definition"]

    def clean(self) -> dict[str, Any]:
        """What they want is written down, or that they did not say."""
        cleaned = super().clean() or {}
        ask_what_they_want(self)
        return cleaned

    def wanted(self) -> str:
        """The outcome sought as the letter gives it."""
        return wanted(self)


class Issue(Points, Heard):
    """A further issue, and the three questions that decide whether it joins this complaint."""

    QUESTIONS = {
        "related": "Is it related to this complaint?",
        "unanswered": "Has the stage 1 answer not been given yet?",
        "no_delay": "Can it be taken in without an unreasonable delay of the answer?",
    }

    related = chosen(QUESTIONS["related"], (("yes", "Yes"), ("no", "No")), needed="Say whether it is related")
    unanswered = chosen(
        QUESTIONS["unanswered"], (("yes", "Yes, it is still to come"), ("no", "No")), needed="Say whether it is to come"
    )
    no_delay = chosen(
        QUESTIONS["no_delay"], (("yes", "Yes"), ("no", "No")), needed="Say whether the answer would be delayed"
    )

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, boxes=1, **options)
        _last(self, "heard_on", "heard_time")

    def clean(self) -> dict[str, Any]:
        """With a "no" to any question it is logged as a complaint of its own."""
        cleaned = super().clean()
        for name in self.QUESTIONS:
            if cleaned.get(name) == "no":
                self.add_error(name, "With this answer it is a complaint of its own: take it in as a new one (6.9)")
        return cleaned


def wanted(form: Asking) -> str:
    """The outcome sought, or in so many words that none was named; empty when neither is given."""
    return DID_NOT_SAY if form.given("did_not_say", False) else str(form.given("outcome_sought"))


def ask_what_they_want(form: Asking) -> None:
    """Hold a form that gives neither the outcome sought nor that none was named."""
    if not wanted(form):
        form.add_error("outcome_sought", "Write down what they would like to happen, or tick that they did not say")


def _last(form: forms.Form, *names: str) -> None:
    """Move fields to the end of a form."""
    for name in names:
        if name in form.fields:
            form.fields[name] = form.fields.pop(name)


def procedures(own: str, adopted: Sequence[str]) -> list[tuple[str, str]]:
    """The procedures a point may belong to: the case's own first, then the others for complaints."""
    others = [
        (one, rulebook.procedure(one).name)
        for one in adopted
        if one != own and rulebook.procedure(one).counts_as in ("code", "landlord", "statutory", "data_protection")
    ]
    return [(own, rulebook.procedure(own).name), *others]

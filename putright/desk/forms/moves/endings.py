"""Forms for how a complaint ends otherwise than by an answer, and for closing and opening it again."""

from __future__ import annotations

from typing import Any

from django import forms

from putright.casework.refused import Refused
from putright.casework.steps import Told
from putright.desk.forms.moves.asking import Asking, Heard, chosen, written
from putright.web import fields


class Withdrawal(Heard):
    """Who said that they withdraw it, and how."""

    how_told = written(
        "Who told us, and how?",
        hint="For example: Maria Lindqvist rang and said the bins are now emptied. Nobody may be talked into this.",
        needed="Say who told us that they withdraw it, and how",
    )

    def told(self) -> Told:
        """What the letter is told."""
        return Told(words={"how_told": str(self.given("how_told"))})


class Reason(Asking):
    """One reason. `label` and `hint` say for what."""

    reason = written("Reason", needed="Give the reason")

    def __init__(self, *given: Any, label: str, hint: str = "", **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["reason"].label, self.fields["reason"].help_text = label, hint

    def told(self) -> Told:
        """What the letter is told."""
        return Told(words={"reason": str(self.given("reason"))})


class Handover(Asking):
    """The procedure or body it goes to, and why."""

    procedure = chosen("Where does it go?", (), needed="Choose where it goes")
    reason = written(
        "Why does it belong there?",
        hint="In plain words: the person reads this. Triage gives the reason.",
        needed="Say why it belongs there",
    )

    def __init__(self, *given: Any, places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["procedure"].choices = places  # type: ignore[attr-defined]
        if len(places) > 8:
            self.fields["procedure"].widget = forms.Select(choices=[("", "Choose one"), *places])

    def told(self) -> Told:
        """What the letter is told. Raises `Refused` until it is chosen where it goes."""
        if not self.given("procedure"):
            raise Refused("Choose where it goes: the letter says so.")
        return Told(facts={"procedure": str(self.given("procedure"))}, words={"reason": str(self.given("reason"))})


class Closing(Asking):
    """What was learnt, or why nothing was."""

    learnt = chosen(
        "Was there anything to learn for the service?",
        (("yes", "Yes"), ("no", "No")),
        hint="The Code asks us to use complaints to improve services (9.1).",
        needed="Say whether there was anything to learn",
    )
    learning = written(
        "What was learnt, or why nothing was",
        hint="An improvement with an owner has a page of its own.",
        needed="Write down what was learnt, or why nothing was",
    )

    def __init__(self, *given: Any, needed: bool = True, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["learnt"].required = self.fields["learning"].required = needed

    def words(self) -> str:
        """As the record keeps it."""
        text = str(self.given("learning"))
        return f"Nothing to learn: {text}" if self.given("learnt") == "no" else text


class Escalation(Heard):
    """A request for stage 2, taken down for the person. No reason is asked for."""

    why = written("Anything they said about it", hint="They need give no reason. Leave this empty if they gave none.")
    points = forms.MultipleChoiceField(
        label="Points that are not settled",
        help_text="Leave all empty for the whole complaint.",
        required=False,
        widget=fields.Checkboxes(),
    )

    def __init__(self, *given: Any, points: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["points"].choices = points  # type: ignore[attr-defined]

    def numbers(self) -> list[int]:
        """The points named."""
        return [int(number) for number in self.given("points", [])]

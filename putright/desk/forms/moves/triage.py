"""The form of triage: how pressing it is, and the rulebook's questions in the officers' wording."""

from __future__ import annotations

from typing import Any

from django import forms

from putright.casework.actions.handling import Triage
from putright.desk.forms.moves.asking import Asking, chosen, written
from putright.rulebook.routing import triage
from putright.web import fields

COMPLEXITY = (
    ("simple", "Simple: one service, one matter"),
    ("complex", "Complex: several matters, or much to find out"),
)


class Triaging(Asking):
    """Complexity, risk, and an answer to every question that is asked, given the answers before it."""

    complexity = chosen("How complex is it?", COMPLEXITY, needed="Say how complex it is")
    at_risk = forms.BooleanField(
        label="Somebody may come to harm if this waits",
        help_text="It goes to the top of the list, and is dealt with at once.",
        required=False,
    )
    quick = forms.BooleanField(
        label="It can be put right within a few days",
        help_text="An early answer is still a stage 1 answer.",
        required=False,
    )
    note = written("Anything colleagues should know", rows=2)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        for question in triage.current().questions:
            choices = [(one.name, one.title) for one in question.accepts]
            kind: type[forms.ChoiceField] = forms.MultipleChoiceField if question.several else forms.ChoiceField
            widget = fields.Checkboxes() if question.several else fields.Radios()
            self.fields[f"q-{question.id}"] = kind(
                label=question.for_officer, help_text=question.why, choices=choices, required=False, widget=widget
            )

    def answers(self) -> dict[str, Any]:
        """The questions answered."""
        names = [question.id for question in triage.current().questions]
        return {name: answer for name in names if (answer := self.given(f"q-{name}", None))}

    def settled(self) -> Triage:
        """What is recorded."""
        return Triage(
            complexity=str(self.given("complexity")),
            at_risk=bool(self.given("at_risk", False)),
            quick=bool(self.given("quick", False)),
            answers=self.answers(),
            note=str(self.given("note")),
        )

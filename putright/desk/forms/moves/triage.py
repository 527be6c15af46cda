"""The form of triage: where it belongs by the rulebook's questions, and how pressing it is."""

from __future__ import annotations

from django import forms

from putright.casework.actions.handling import Triage
from putright.desk.forms.moves.asking import chosen, written
from putright.desk.forms.moves.sorting import Sorting

COMPLEXITY = (
    ("simple", "Simple: one service, one matter"),
    ("complex", "Complex: several matters, or much to find out"),
)


class Triaging(Sorting):
    """Where it belongs, how complex it is, and whether it can wait."""

    OWN = ("complexity", "at_risk", "quick", "note")

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

    def settled(self) -> Triage:
        """What is recorded."""
        return Triage(
            complexity=str(self.given("complexity")),
            at_risk=bool(self.given("at_risk", False)),
            quick=bool(self.given("quick", False)),
            answers=self.answers(),
            note=str(self.given("note")),
        )

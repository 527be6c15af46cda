"""The form of any move: a field for each thing the rulebook says the move needs, and no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from putright.accounts.models import Officer
from putright.casework import file
from putright.casework.actions.stage_1 import NewPoint
from putright.casework.file import Found
from putright.casework.steps import Prepare, Told
from putright.desk.forms.moves.answers import add_finding, ask_for_finding, found
from putright.desk.forms.moves.asking import Heard, chosen, colleague, line, seeing_to, written
from putright.rulebook import FACTS, Move, Point, Procedure, finding_of
from putright.web import fields

DATES = frozenset({"until", "review_on"})
PEOPLE = frozenset({"owner", "approved_by", "decided_by"})
IDS = frozenset({"id", "linked_case", "reference", "earlier_case"})
BY_ITSELF = frozenset({"decision", "conflict_declaration"})
"""What the page works out: the decision follows from the points, the declaration is on the case."""


class Step(Heard):
    """What a move needs, as `Move.needs` lists it."""

    def __init__(
        self,
        *given: Any,
        move: Move,
        procedure: Procedure,
        points: Sequence[Any] = (),
        approvers: Sequence[Officer] = (),
        **options: Any,
    ) -> None:
        super().__init__(*given, **options)
        self.move, self.procedure, self.approvers = move, procedure, approvers
        needed = dict.fromkeys(move.needs, True) | dict.fromkeys(move.past_limit_needs, False)
        for name, must in needed.items():
            if name not in BY_ITSELF:
                self.fields[name] = self._field(name, must)
        self.numbers = [point.number for point in points] if "decision" in needed else []
        for number in self.numbers:
            add_finding(self, number)
        if "decision" in needed and not self.numbers:
            self.fields["decision"] = line("The decision", needed="Enter the decision", most=30)
        if "council" in move.by:
            del self.fields["heard_on"], self.fields["heard_time"]
        if "points" in needed and points:
            self.fields["points"].required = False
            self.fields["points"].help_text = "One a line, besides those there are. Leave it empty to keep to those."

    def _field(self, name: str, must: bool) -> forms.Field:
        title = FACTS[name]
        label, asked = f"{title[:1].upper()}{title[1:]}", f"Enter {title}" if must else ""
        if name in DATES:
            return fields.DateField(what=title, label=label, required=must)
        if name == "owner":
            return seeing_to(label, needed=f"Choose {title}" if must else "")
        if name in PEOPLE:
            among = self.approvers if name == "approved_by" else None
            return colleague(label, needed=f"Choose {title}" if must else "", among=among)
        if name == "ground":
            return chosen(label, [(one.name, one.title) for one in self.procedure.grounds], needed="Choose the ground")
        if name in IDS:
            return line(label, needed=asked, most=60)
        return written(label, needed=asked, rows=3, hint="One a line." if name == "points" else "")

    def clean(self) -> dict[str, Any]:
        """Where the move decides, every point has its finding."""
        cleaned = super().clean() or {}
        for number in self.numbers:
            ask_for_finding(self, number)
        return cleaned

    def findings(self) -> dict[int, Found]:
        """What was found on each point."""
        return {number: found(self, number) for number in self.numbers}

    def told(self, *, stage: str, declared: str) -> Prepare:
        """What the move is told, worked out from the case while it is held."""

        def told(case: Any) -> Told:
            facts = {**self._facts(case), **self._decision(case, stage)}
            if "conflict_declaration" in self.move.needs:
                facts["conflict_declaration"] = declared
            return Told(facts=facts, words=self._words())

        return told

    def _facts(self, case: Any) -> dict[str, Any]:
        names = [name for name in self.fields if name in DATES | PEOPLE | IDS | {"ground"}]
        facts = {name: self._fact(name) for name in names}
        if "points" in self.fields:
            new = [NewPoint(text=text) for text in str(self.given("points")).splitlines() if text.strip()]
            known = [point.number for point in case.points.all()]
            facts["points"] = [*known, *(file.add_points(case, new) if new or not known else [])]
        return {name: value for name, value in facts.items() if value not in (None, "")}

    def _fact(self, name: str) -> Any:
        value: date | str | None = self.given(name, None)
        return int(str(value)) if name in PEOPLE and value else value

    def _decision(self, case: Any, stage: str) -> Mapping[str, Any]:
        if not self.numbers:
            return {}
        file.find(case, stage, self.findings())
        return decision(self.findings(), case)

    def _words(self) -> dict[str, str]:
        plain = DATES | PEOPLE | IDS | {"ground", "points", "heard_on", "heard_time"}
        return {name: str(self.given(name)) for name in self.fields if name not in plain and "-" not in name}


def decision(findings: Mapping[int, Found], case: Any) -> dict[str, Any]:
    """The decision that follows from what was found, with the findings; none while a point has no finding."""
    points = [
        Point(number=one.number, text=one.text, procedure=one.procedure, finding=findings[one.number].finding or None)
        for one in case.points.all()
        if one.number in findings
    ]
    return {
        "decision": finding_of(points) or "",
        "findings": {str(point.number): point.finding or "" for point in points},
    }

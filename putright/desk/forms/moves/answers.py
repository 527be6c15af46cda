"""Forms in which an answer is given, point by point: what was found, why, on which rule, and what it meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from putright.casework.file import Found
from putright.desk.forms.moves.asking import Asking, chosen, line, written
from putright.desk.forms.moves.understanding import Acknowledgement
from putright.rulebook import FINDINGS
from putright.web import fields

SAID = {
    "upheld": "Upheld",
    "partially_upheld": "Partly upheld",
    "not_upheld": "Not upheld",
    "not_our_responsibility": "Not ours to answer",
}
NOT_OURS = "not_our_responsibility"
PARTS = ("finding", "reason", "rule", "impact", "no_remedy", "whose")


class Findings(Asking):
    """What was found on each point of a case, by the numbers of the points."""

    def __init__(self, *given: Any, points: Sequence[Any], before: Iterable[Any] = (), **options: Any) -> None:
        super().__init__(*given, **options)
        self.numbers = [point.number for point in points]
        for number in self.numbers:
            add_finding(self, number)
        for finding in before:
            self._begin_with(finding)

    def _begin_with(self, finding: Any) -> None:
        """What was written down of a point on this stage already."""
        known = {"no_remedy": finding.no_remedy_because}
        for part in PARTS:
            name = f"{part}-{finding.point.number}"
            self.initial.setdefault(name, known.get(part, getattr(finding, part, "")))

    def clean(self) -> dict[str, Any]:
        """Every point has its finding, and the reason for it."""
        cleaned = super().clean() or {}
        for number in self.numbers:
            ask_for_finding(self, number)
        return cleaned

    def findings(self) -> dict[int, Found]:
        """What was found, as far as it is written down."""
        return {number: found(self, number) for number in self.numbers}


class AnswerAtOnce(Acknowledgement):
    """Points that are understood and answered in one go."""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, boxes=1, **options)
        for number in self.numbers:
            add_finding(self, number)

    def clean(self) -> dict[str, Any]:
        """Every point written down has its finding, and the reason for it."""
        cleaned = super().clean()
        for number in self.used():
            ask_for_finding(self, number)
        return cleaned

    def used(self) -> list[int]:
        """The numbers of the boxes with a point in them."""
        return [number for number in self.numbers if str(self.given(f"point-{number}")).strip()]

    def findings(self) -> dict[int, Found]:
        """What was found on each point written down, numbered as the case will number them."""
        return {place: found(self, number) for place, number in enumerate(self.used(), start=1)}


def add_finding(form: forms.Form, number: int) -> None:
    """The fields for one point."""
    form.fields[f"finding-{number}"] = chosen(
        "Finding", [(one, SAID[one]) for one in FINDINGS], widget=fields.Radios(inline=True)
    )
    form.fields[f"reason-{number}"] = written("Why? Say what happened and what should have happened", rows=4)
    form.fields[f"rule-{number}"] = line(
        "Policy, law or good practice relied on", hint="For example: Waste policy, section 4", most=500
    )
    form.fields[f"impact-{number}"] = written("What it meant for the person", rows=2)
    form.fields[f"no_remedy-{number}"] = written(
        "If it is upheld and nothing more can be done, why",
        hint="Otherwise agree a remedy: it is put into the letter.",
        rows=2,
    )
    form.fields[f"whose-{number}"] = line("If it is not ours, whose is it?")


def ask_for_finding(form: Asking, number: int) -> None:
    """Hold a form that leaves out what was found on a point, or why."""
    finding = form.given(f"finding-{number}")
    if not finding:
        form.add_error(f"finding-{number}", f"Choose what was found on point {number}")
    elif finding != NOT_OURS and not str(form.given(f"reason-{number}")).strip():
        form.add_error(f"reason-{number}", f"Say why, for point {number}")
    elif finding == NOT_OURS and not str(form.given(f"whose-{number}")).strip():
        form.add_error(f"whose-{number}", f"Say whose it is, for point {number}")


def found(form: Asking, number: int) -> Found:
    """What was found on one point."""

    def text(part: str) -> str:
        return str(form.given(f"{part}-{number}"))

    return Found(
        finding=text("finding"),
        reason=text("reason"),
        rule=text("rule"),
        impact=text("impact"),
        no_remedy_because=text("no_remedy"),
        whose=text("whose"),
    )


class Approval(Asking):
    """The answer of the one who approves."""

    decision = chosen(
        "Is it ready to go out?",
        (("given", "Yes, I approve it"), ("sent_back", "No, send it back")),
        needed="Choose whether it is ready",
    )
    note = written("What should change", hint="Needed when you send it back.")

    def clean(self) -> dict[str, Any]:
        """Sent back with something to do."""
        cleaned = super().clean() or {}
        if cleaned.get("decision") == "sent_back" and not cleaned.get("note"):
            self.add_error("note", "Say what should change")
        return cleaned

"""The form of a refusal: the ground, each of its tests as a question, and everything that must be in writing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from putright.casework.actions.refusal import Proposed
from putright.casework.steps import Told
from putright.desk.forms.moves.asking import Asking, chosen, line, written
from putright.rulebook import FACTS, Procedure
from putright.rulebook.book.words import Ground
from putright.web import fields


class Refusal(Asking):
    """A ground, and once it is chosen, its questions. A ground that is not chosen asks nothing."""

    ground = chosen("On what ground?", (), needed="Choose the ground")
    happened_on = fields.DateField(what="the day it happened", label="When did it happen?", required=False)
    aware_on = fields.DateField(
        what="the day they came to know of it", label="When did the person come to know of it?", required=False
    )
    reasons = written(
        "Why, in this case?",
        hint="Your own words about this one complaint; the ground's own words are no reason. It goes into the letter.",
        rows=6,
    )
    evidence = written("What shows it?", hint="For example: the letter of 3 March, in the documents.", rows=2)
    other_route = written(
        "Is there another way for them?", hint="For example: the tribunal. It goes into the letter.", rows=2
    )
    alone_because = line(
        "If nobody else can decide it: why",
        hint="Two people refuse a complaint. Only a small council may need this.",
        most=500,
    )

    sent_back_because = written("If it is not refused: why", hint="Whoever proposed it reads it.", rows=3)

    def __init__(self, *given: Any, procedure: Procedure, ground: str = "", **options: Any) -> None:
        super().__init__(*given, **options)
        grounds = procedure.grounds
        hints = {one.name: one.note for one in grounds if one.note}
        self.fields["ground"].widget = fields.Radios(hints=hints)
        self.fields["ground"].choices = [(one.name, one.title) for one in grounds]  # type: ignore[attr-defined]
        self.chosen_ground: Ground | None = procedure.ground.get(ground)
        self._ask_about(self.chosen_ground)

    def _ask_about(self, ground: Ground | None) -> None:
        for place, test in enumerate(ground.tests if ground else ()):
            self.fields[f"test-{place}"] = chosen(
                test.question, (("yes", "Yes"), ("no", "No")), widget=fields.Radios(inline=True)
            )
        for name in ground.needs if ground else ():
            title = FACTS[name]
            self.fields[f"fact-{name}"] = (
                fields.DateField(what=title, label=f"{title[:1].upper()}{title[1:]}", required=False)
                if name.endswith("_on")
                else written(f"{title[:1].upper()}{title[1:]}", rows=2)
            )
        asked = [name for name in self.fields if name.startswith(("test-", "fact-"))]
        self.order_fields(["ground", "happened_on", "aware_on", *asked])
        if ground is None or ground.months is None:
            del self.fields["happened_on"], self.fields["aware_on"]

    def proposed(self, by: int) -> Proposed:
        """The refusal as it is proposed."""
        ground = self.chosen_ground
        return Proposed(
            ground=ground.name if ground else "",
            answers=self._answers(ground),
            reasons=str(self.given("reasons")),
            evidence=str(self.given("evidence")),
            proposed_by=by,
            happened_on=self._day("happened_on"),
            aware_on=self._day("aware_on"),
            alone_because=str(self.given("alone_because")),
            other_route=str(self.given("other_route")),
            facts={name: self.given(f"fact-{name}") for name in (ground.needs if ground else ())},
        )

    def _answers(self, ground: Ground | None) -> Mapping[str, str]:
        tests = ground.tests if ground else ()
        return {test.question: str(self.given(f"test-{place}")) for place, test in enumerate(tests)}

    def _day(self, name: str) -> date | None:
        found: date | None = self.given(name, None)
        return found

    def told(self, by: int) -> Told:
        """What the letter is told."""
        ground = self.chosen_ground
        words = {name: str(self.given(name)) for name in ("evidence", "other_route")}
        return Told(
            facts={"ground": ground.name if ground else "", "decided_by": by},
            words={"reason": str(self.given("reasons")), **words},
        )

"""What stories and tests build cases with: people, matters, and a case moved on through the real actions alone."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from putright.casework import cases, file, steps
from putright.casework.actions import (
    adjustments,
    endings,
    filing,
    handling,
    intake,
    later,
    learning,
    refusal,
    remedies,
    sending,
    stage_1,
    stage_2,
)
from putright.casework.writing import correspondence
from putright.stories import cast
from putright.stories.cast import Colleague

SEEN_BY = cast.ANITA
"""The one who sees every case: through whom a story looks at how its case stands."""


def resident(name: str = "Maria Lindqvist", **more: str) -> intake.Contact:
    """Somebody who lives in Fenwick Vale, reached by email unless told otherwise."""
    ways = more or {"email": f"{name.lower().replace(' ', '.')}@mail.example"}
    return intake.Contact(name=name, **ways)


def complaint(
    matter: intake.Matter, *, at: datetime, logged_at: datetime | None = None, by: Colleague | None = None
) -> Telling:
    """Take a matter in and follow it. `at` is when it reached the council, `logged_at` when it was written down."""
    key = uuid.uuid5(uuid.NAMESPACE_OID, f"{matter.said} {at}").hex
    officer = cast.officer(by) if by else None
    case = intake.take_in(matter, received_at=at, at=logged_at or at, key=key, by=officer)
    return Telling(case.reference)


@dataclass(slots=True)
class Telling:
    """A case on its way through a story. Each verb is one real action, taken by somebody of the cast at a moment."""

    reference: str
    taken: int = field(default=0)

    @property
    def case(self) -> Any:
        """The case as it is now."""
        return cases.found(self.reference, cast.officer(SEEN_BY))

    def step(self, at: datetime, by: Colleague | None = None, happened_at: datetime | None = None) -> steps.Step:
        """The next step of the story."""
        self.taken += 1
        officer = cast.officer(by) if by else None
        return steps.Step(
            reference=self.reference, at=at, key=f"story-{self.taken}", by=officer, happened_at=happened_at
        )

    # --- Looking after it. -------------------------------------------------------------------------------------------

    def given_to(self, whom: Colleague, *, at: datetime, by: Colleague = cast.ROSA) -> Telling:
        """Somebody is given the case, and declares that nothing stands between them and it."""
        handling.assign(self.step(at, by), cast.officer(whom))
        handling.declare(self.step(at, whom), declared="none")
        return self

    def triaged(self, *, at: datetime, complexity: str = "simple", at_risk: bool = False, note: str = "") -> Telling:
        """Rosa looks how pressing it is."""
        settled = handling.Triage(complexity=complexity, at_risk=at_risk, note=note)
        handling.triage(self.step(at, cast.ROSA), settled)
        return self

    def noted(self, note: str, *, at: datetime, by: Colleague = cast.ROSA) -> Telling:
        """A colleague leaves a note."""
        filing.add_note(self.step(at, by), note=note)
        return self

    def agreed_adjustments(self, *, at: datetime, review_on: date) -> Telling:
        """Rosa agrees whatever was asked for when the case came in."""
        for party in self.case.parties.all():
            for asked in party.person.adjustments.filter(agreed_on=None):
                adjustments.agree(self.step(at, cast.ROSA), asked.pk, review_on=review_on)
        return self

    def posted(self, *, at: datetime) -> Telling:
        """Rosa posts every letter that waits for it."""
        for letter in self.case.letters.filter(channel="post", posted_on=None):
            sending.posted(self.step(at, cast.ROSA), letter.pk, on=at.date())
        return self

    def wrote_again(self, said: str, *, at: datetime) -> Telling:
        """The person adds something on their own page."""
        filing.message(self.step(at), said=said)
        return self

    # --- Stage 1. ----------------------------------------------------------------------------------------------------

    def acknowledged(self, points: Sequence[str], *, at: datetime, wanted: str, by: Colleague = cast.ROSA) -> Telling:
        """The complaint is acknowledged as it was understood."""
        stage_1.acknowledge(self.step(at, by), understood(points, wanted))
        return self

    def answered(self, findings: Mapping[int, file.Found], *, at: datetime, by: Colleague, learnt: str = "") -> Telling:
        """The answer at stage 1."""
        file.find(self.case, "stage_1", findings)
        stage_1.respond(self.step(at, by), letter=letter(learning=learnt))
        return self

    def answered_at_once(
        self, points: Sequence[str], findings: Mapping[int, file.Found], *, at: datetime, wanted: str
    ) -> Telling:
        """Rosa settles it straight away, with one letter."""
        handling.declare(self.step(at, cast.ROSA), declared="none")
        stage_1.answer_at_once(self.step(at, cast.ROSA), understood(points, wanted), findings)
        return self

    def extended(self, until: date, *, reason: str, done: str, at: datetime, by: Colleague) -> Telling:
        """The time to answer is extended before it is over."""
        later.extend(self.step(at, by), later.NewDate(until=until, reason=reason), letter=letter(done_so_far=done))
        return self

    def explained_delay(self, until: date, *, reason: str, done: str, at: datetime, by: Colleague) -> Telling:
        """Something is late, and the person is told so and until when."""
        new = later.NewDate(until=until, reason=reason)
        later.explain_delay(self.step(at, by), new, letter=letter(done_so_far=done))
        return self

    # --- Stage 2. ----------------------------------------------------------------------------------------------------

    def escalated(self, *, at: datetime, why: str = "") -> Telling:
        """The person asks for stage 2 on their own page."""
        stage_2.escalate(self.step(at), why=why)
        return self

    def acknowledged_again(self, *, at: datetime, wanted: str) -> Telling:
        """Rosa acknowledges that stage 2 was asked for."""
        stage_2.acknowledge(self.step(at, cast.ROSA), outcome_sought=wanted)
        return self

    def answered_finally(
        self, findings: Mapping[int, file.Found], *, at: datetime, reasons: str, by: Colleague = cast.TOM
    ) -> Telling:
        """The council's final answer."""
        file.find(self.case, "stage_2", findings)
        stage_2.respond(self.step(at, by), letter=letter(reasons=reasons))
        return self

    # --- Putting right, and ending. ----------------------------------------------------------------------------------

    def promised(self, offer: remedies.Offer, *, at: datetime, by: Colleague) -> Telling:
        """A remedy is agreed."""
        remedies.agree(self.step(at, by), offer)
        return self

    def delivered(self, *, at: datetime, by: Colleague, evidence: str) -> Telling:
        """Everything promised is done."""
        for remedy in self.case.remedies.filter(done_on=None, undeliverable_on=None):
            remedies.complete(self.step(at, by), remedy.pk, evidence=evidence)
        return self

    def learnt(self, what: str, *, at: datetime, by: Colleague, until: date | None = None) -> Telling:
        """The service records what it will do differently."""
        learning.record_learning(self.step(at, by), what=what, owner=cast.officer(by), until=until)
        return self

    def refused(self, proposed: refusal.Proposed, *, at: datetime) -> Telling:
        """Rosa proposes a refusal, and Anita decides it."""
        refusal.propose(self.step(at, cast.ROSA), proposed)
        refusal.decline(self.step(at, cast.ANITA), proposed)
        return self

    def withdrawn(self, *, how_told: str, at: datetime) -> Telling:
        """The person withdraws it, and Rosa writes that down."""
        endings.withdraw(self.step(at, cast.ROSA), how_told=how_told)
        return self

    def closed(self, *, at: datetime, learning: str, by: Colleague = cast.ANITA) -> Telling:
        """It is closed, with what was learnt."""
        endings.close(self.step(at, by), learning=learning)
        return self


def understood(points: Sequence[str], wanted: str) -> stage_1.Understanding:
    """How the council understood a complaint."""
    return stage_1.Understanding(points=[stage_1.NewPoint(text=point) for point in points], outcome_sought=wanted)


def letter(**parts: str) -> correspondence.Sending:
    """The parts of a letter an officer writes; those that are empty are left to the wording."""
    return correspondence.Sending(parts={name: text for name, text in parts.items() if text})


def upheld(reason: str, *, rule: str = "", impact: str = "") -> file.Found:
    """A point on which the person was right."""
    return file.Found(finding="upheld", reason=reason, rule=rule, impact=impact)


def not_upheld(reason: str, *, rule: str = "") -> file.Found:
    """A point on which the council did nothing wrong."""
    return file.Found(finding="not_upheld", reason=reason, rule=rule)

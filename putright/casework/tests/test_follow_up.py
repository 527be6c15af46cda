"""What a letter sent on paper left out is sent now, once, in the council's own wording and nothing besides."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from putright.casework import models
from putright.casework.actions import filing
from putright.casework.on_paper import follow_up, keying, letters, noting
from putright.casework.on_paper.keying import Keyed
from putright.casework.on_paper.letters import PaperLetter
from putright.casework.proof import evidence
from putright.casework.refused import Refused
from putright.casework.tests import cast
from putright.casework.writing.correspondence import Sending
from putright.council.clock import LONDON
from putright.letters.models import Outgoing

BACK = cast.on(21)
MONDAY_NOON = datetime(2026, 9, 21, 12, tzinfo=LONDON)


def answered(*left_out: str) -> models.Case:
    """A complaint answered on paper by a letter that left some parts out."""
    case = cast.complaint("acknowledged")
    parts = {"stage", "points", "remedy", "outstanding_actions", "learning", "escalation"}
    letter = PaperLetter(
        to=list(letters.may_have_had(case)), said=frozenset(parts - set(left_out)), text="We got it wrong."
    )
    keyed = Keyed(
        move="respond_stage_1",
        on=date(2026, 9, 18),
        taken_by=cast.who("imran"),
        findings=cast.UPHELD,
        declared="none",
        letter=letter,
    )
    keying.key_in(cast.step(case, "anita", at=BACK, key="answer"), keyed)
    return cast.as_it_is(case)


def row_of(case: models.Case) -> Any:
    return noting.of(case).get()


def send(case: models.Case, **parts: str) -> Any:
    step = cast.step(case, "anita", at=MONDAY_NOON, key="follow up")
    return follow_up.send(step, row_of(case).pk, sending=Sending(parts=parts))


def test_it_says_what_was_left_out_and_nothing_else() -> None:
    case = answered("escalation")

    send(case)

    letter = case.letters.get(step_key="follow up")
    assert "sent you a letter on paper, on Friday 18 September 2026" in letter.text
    assert "stage 2" in letter.text
    assert cast.REASONS not in letter.text
    assert Outgoing.objects.filter(key=letter.outgoing_key).exists()


def test_it_is_on_record_and_nothing_is_left_to_send() -> None:
    case = answered("escalation")
    number = case.events.get(kind="stage_1_responded").number

    send(case)

    event = case.events.get(kind=follow_up.KIND)
    assert (event.data["of"], event.data["sent"]) == (number, ["escalation"])
    assert not noting.to_follow_up(cast.who("anita")).exists()
    assert evidence.breaks(cast.as_it_is(case)) == []


def test_it_goes_once() -> None:
    case = answered("escalation")
    send(case)
    before = cast.everything()

    send(case)

    assert cast.everything() == before
    with pytest.raises(Refused, match="Nothing is left to send"):
        follow_up.send(cast.step(case, "anita", at=MONDAY_NOON), row_of(case).pk, sending=Sending())


def test_a_part_that_only_an_officer_can_write_is_asked_for() -> None:
    case = answered("learning")
    assert row_of(case).left_out == ["learning"]

    with pytest.raises(Refused, match="leaves out"):
        send(case)
    send(case, learning="The sheet for the round has been put right.")

    assert "The sheet for the round" in case.letters.get(step_key="follow up").text


def test_that_nothing_needs_to_be_sent_is_said_on_the_case() -> None:
    case = answered("escalation")

    step = cast.step(case, "anita", at=MONDAY_NOON)
    follow_up.not_needed(step, row_of(case).pk, because="Told on the telephone, see the note of the 19th.")

    assert not noting.to_follow_up(cast.who("anita")).exists()
    assert cast.kinds(case)[-1] == "note_added"


def test_a_paper_keyed_by_mistake_can_be_taken_back_by_a_correction() -> None:
    case = answered()
    number = case.events.get(kind="stage_1_responded").number

    filing.correct(
        cast.step(case, "anita", at=MONDAY_NOON), number, reason="Another case’s paper", change={"struck": True}
    )

    assert cast.as_it_is(case).outcome == ""


def test_a_day_keyed_wrongly_can_be_corrected() -> None:
    case = answered()
    number = case.events.get(kind="stage_1_responded").number
    change = {"happened_at": "2026-09-16T23:59:00+01:00"}

    filing.correct(cast.step(case, "anita", at=MONDAY_NOON), number, reason="It says the 16th", change=change)

    assert cast.as_it_is(case).answered_on == date(2026, 9, 16)

"""The clock of a server is put back: events stay in order, and nobody is taken for having acted before."""

from datetime import timedelta

import pytest

from putright.casework import order, steps
from putright.casework.actions import filing
from putright.casework.proof import evidence
from putright.casework.refused import Refused
from putright.casework.steps import Told
from putright.casework.tests import cast


def test_a_clock_put_back_a_little_puts_no_event_before_the_one_it_follows() -> None:
    case = cast.complaint("acknowledged")
    before = cast.last_moment(case)
    filing.add_note(cast.step(case, "rosa", at=before - timedelta(minutes=20)), note="Rang her.")
    cast.looked_into(case)
    moments = [(event.happened_at, event.recorded_at) for event in case.events.all()]
    assert moments == sorted(moments)
    assert evidence.breaks(cast.as_it_is(case)) == []


def test_a_letter_is_foreseen_though_the_clock_was_put_back_a_little() -> None:
    case = cast.complaint("escalated")
    step = cast.step(case, "rosa", at=cast.last_moment(case) - timedelta(minutes=20))
    told = Told(words={"outcome_sought": "You would like an apology.", "outstanding_issues": "All of it."})
    ahead = steps.preview(case, step, "acknowledge_stage_2", told, letter=cast.letter())
    assert ahead.draft.subject


def test_a_clock_far_behind_is_relied_on_for_nothing_and_says_so() -> None:
    case = cast.complaint("acknowledged")
    before = cast.everything()
    step = cast.step(case, "rosa", at=cast.last_moment(case) - order.CLOCK_SLIP - timedelta(minutes=1))
    with pytest.raises(Refused, match="The clock of this server says 7 September 2026, 09:00, and this case has an"):
        filing.add_note(step, note="Rang her.")
    assert cast.everything() == before


def test_an_entry_made_while_the_clock_was_ahead_can_be_corrected_and_the_case_goes_on() -> None:
    case = cast.received()
    filing.add_note(cast.step(case, "rosa", at=cast.on(7, 11, month=11)), note="Rang her.")
    with pytest.raises(Refused, match="One of them is wrong"):
        filing.add_note(cast.step(case, "rosa", at=cast.on(7, 12)), note="Rang again.")
    right = {"happened_at": cast.on(7, 11).isoformat()}
    filing.correct(cast.step(case, "anita", at=cast.on(7, 12)), 2, reason="The clock was wrong.", change=right)
    filing.add_note(cast.step(case, "rosa", at=cast.on(7, 13)), note="Rang again.")
    assert cast.kinds(case) == ["received", "note_added", "corrected", "note_added"]

"""What was done on paper while the site was down comes back with its true days, and late stays late."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from putright.casework import cases, models, steps
from putright.casework.actions import paper
from putright.casework.proof import evidence
from putright.casework.refused import NotYours, Refused
from putright.casework.tests import cast
from putright.council.clock import LONDON

BACK = cast.on(21)
"""The Monday on which the site is back."""


def line(**more: Any) -> paper.Paper:
    given = {"matter": cast.matter(channel="letter"), "received_at": cast.MONDAY, **more}
    return paper.Paper(**given)


def brought(by: str = "anita", key: str = "line 1", at: datetime = BACK, **more: Any) -> models.Case:
    return paper.bring_in(line(**more), at=at, by=cast.who(by), key=key)


def clock(case: models.Case, name: str) -> Any:
    return next(one for one in cases.standing(case, on=BACK.date()).clocks if one.name == name)


def test_a_complaint_counts_from_the_day_it_truly_came() -> None:
    case = brought()

    assert case.received_on == date(2026, 9, 7)
    event = case.events.get()
    assert (event.happened_at, event.recorded_at) == (cast.MONDAY, BACK)
    assert clock(case, "stage_1_acknowledgement").late


def test_an_acknowledgement_sent_in_time_stays_in_time() -> None:
    case = brought(acknowledged_on=date(2026, 9, 10))

    assert not clock(case, "stage_1_acknowledgement").late
    event = case.events.last()
    assert event is not None
    assert event.happened_at.astimezone(LONDON).date() == date(2026, 9, 10)
    assert (event.recorded_at, event.timed, event.data["on_paper"]) == (BACK, False, True)
    # Ten working days from the day it was sent, not from the day it was written down.
    assert case.next_due_on == date(2026, 9, 24)


def test_an_acknowledgement_sent_late_stays_late() -> None:
    case = brought(acknowledged_on=date(2026, 9, 17))

    assert clock(case, "stage_1_acknowledgement").late


def test_the_letter_is_not_sent_again() -> None:
    case = brought(acknowledged_on=date(2026, 9, 10))

    assert [letter.letter for letter in case.letters.all()] == ["receipt"]


def test_the_record_is_whole_afterwards() -> None:
    assert evidence.breaks(brought(acknowledged_on=date(2026, 9, 10))) == []


def test_the_points_are_those_given_or_what_was_said() -> None:
    given = brought(acknowledged_on=date(2026, 9, 10), points=["The bin", "The gate"])
    otherwise = brought(acknowledged_on=date(2026, 9, 10), key="line 2")

    assert [point.text for point in given.points.all()] == ["The bin", "The gate"]
    assert [point.text for point in otherwise.points.all()] == [cast.SAID]


def test_the_same_line_twice_makes_one_case_and_one_step() -> None:
    first = brought(acknowledged_on=date(2026, 9, 10))
    again = brought(acknowledged_on=date(2026, 9, 10))

    assert first.pk == again.pk
    assert cast.kinds(again) == ["received", "stage_1_acknowledged"]


def test_a_step_in_a_case_the_site_had_is_brought_back() -> None:
    case = cast.received()

    paper.bring_in(
        paper.Paper(reference=case.reference.lower(), acknowledged_on=date(2026, 9, 9)),
        at=BACK,
        by=cast.who("anita"),
        key="line 1",
    )

    assert not clock(cast.as_it_is(case), "stage_1_acknowledgement").late


def test_points_that_are_there_are_kept() -> None:
    case = cast.complaint()
    models.Point.objects.create(case=case, number=1, text="The bin", procedure=case.procedure)

    paper.bring_in(
        paper.Paper(reference=case.reference, acknowledged_on=date(2026, 9, 9)),
        at=BACK,
        by=cast.who("anita"),
        key="line 1",
    )

    assert [point.text for point in case.points.all()] == ["The bin"]


@pytest.mark.parametrize("first", ["rosa", "imran", "sam"])
def test_only_those_who_may_put_the_record_right_date_back(first: str) -> None:
    with pytest.raises(NotYours):
        brought(by=first)


@pytest.mark.parametrize(
    ("on", "because"),
    [
        (date(2026, 9, 4), "Nothing has been received yet"),
        (date(2026, 9, 22), "still to come"),
    ],
)
def test_a_day_that_cannot_be_is_refused(on: date, because: str) -> None:
    with pytest.raises(Refused, match=because):
        brought(acknowledged_on=on)


def test_a_case_there_is_not_is_refused() -> None:
    with pytest.raises(Refused, match="There is no case"):
        paper.bring_in(paper.Paper(reference="PR-26-ZZZZ"), at=BACK, by=cast.who("anita"), key="line 1")


def test_a_procedure_without_that_step_is_refused() -> None:
    with pytest.raises(Refused, match="no acknowledgement to bring back"):
        brought(matter=cast.matter(procedure="member_enquiry", channel="councillor"), acknowledged_on=date(2026, 9, 9))


def test_what_was_not_on_paper_cannot_be_dated_back() -> None:
    case = cast.received()
    step = cast.step(case, "rosa", at=BACK, happened_at=cast.on(9))

    with pytest.raises(Refused, match="cannot be dated back"):
        steps.take(step, paper.MOVE)

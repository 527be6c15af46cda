"""A bank holiday proclaimed late: the dates it moves are shown, and worked out anew."""

from __future__ import annotations

from datetime import date

from putright.casework import columns, moving
from putright.casework.actions import endings
from putright.casework.proof import evidence
from putright.casework.tests import cast
from putright.council import decisions, here


def test_a_due_date_behind_the_holiday_moves_and_one_before_it_does_not() -> None:
    late = cast.received(at=cast.on(7))
    cast.received(at=cast.on(1))
    before = here.for_rulebook()
    decisions.add_holiday(day=date(2026, 9, 10), title="A coronation")

    moved = moving.moved_by(here.for_rulebook(), before=before, on=date(2026, 9, 8))

    assert [(one.reference, one.was_due_on, one.now_due_on) for one in moved] == [
        (late.reference, date(2026, 9, 14), date(2026, 9, 15))
    ]
    assert "15 September" in moved[0].because


def test_every_open_case_is_worked_out_again() -> None:
    case = cast.received()

    assert moving.work_out_anew() == 1
    assert cast.as_it_is(case).worked_out_on is None


def test_office_hours_that_change_make_no_ended_case_look_tampered_with() -> None:
    cast.settle(office_closes=17 * 60)
    case = cast.received(at=cast.on(7, 18))
    endings.withdraw(cast.step(case, "rosa"), how_told="phone")
    cast.settle(office_closes=19 * 60)

    moving.work_out_anew()
    assert evidence.breaks(cast.as_it_is(case)) == []
    columns.bring_up_to_date(on=cast.on(8).date())

    now = cast.as_it_is(case)
    assert (now.received_on, now.worked_out_on) == (cast.on(7).date(), cast.on(8).date())
    assert evidence.breaks(now) == []

"""Bank holidays proclaimed late or in error, and office hours: what they move is shown, and nothing else moves."""

from __future__ import annotations

from datetime import date

from putright import rulebook
from putright.casework import cases, columns, models, moving
from putright.casework.actions import endings, later, stage_1
from putright.casework.proof import evidence
from putright.casework.tests import cast
from putright.council import decisions, here
from putright.council.models import OneOffHoliday

TODAY = date(2026, 9, 8)


def effect(before: rulebook.Council, *, since: date, on: date = TODAY) -> moving.Effect:
    """What the change since `before` was read does."""
    return moving.effect_of(here.for_rulebook(), before=before, on=on, since=since)


def differing(on: date = TODAY) -> list[str]:
    """Whatever `rebuild --check` and `verify` find."""
    wrong = [reference for reference, names in columns.differing(on=on, mend=False) if names]
    return [*wrong, *(str(one) for case in models.Case.objects.all() for one in evidence.breaks(case))]


def acknowledged(day: int) -> models.Case:
    """A complaint of Monday the 7th, acknowledged on a day."""
    case = cast.received()
    stage_1.acknowledge(cast.step(case, "rosa", at=cast.on(day)), cast.UNDERSTOOD)
    return cast.as_it_is(case)


def test_a_due_date_behind_the_holiday_moves_and_one_before_it_does_not() -> None:
    late = cast.received(at=cast.on(7))
    cast.received(at=cast.on(1))
    before = here.for_rulebook()
    decisions.add_holiday(day=date(2026, 9, 10), title="A coronation")

    moved = effect(before, since=date(2026, 9, 10)).moving

    assert [(one.reference, one.was_due_on, one.now_due_on) for one in moved] == [
        (late.reference, date(2026, 9, 14), date(2026, 9, 15))
    ]
    assert moved[0].title == "the stage 1 acknowledgement"
    assert "15 September" in moved[0].because


def test_every_open_case_is_worked_out_again() -> None:
    case = cast.received()

    assert moving.work_out_anew() == 1
    assert cast.as_it_is(case).worked_out_on is None


def test_new_hours_change_nothing_that_came_in_before_them() -> None:
    answered, running = cast.received(at=cast.on(7, 16)), cast.received(at=cast.on(7, 16))
    endings.withdraw(cast.step(answered, "rosa"), how_told="phone")
    before = here.for_rulebook()
    decisions.close_at(minutes=16 * 60, starts_on=TODAY)

    assert not effect(before, since=TODAY)
    assert moving.work_out_anew(since=TODAY) == 0
    assert differing() == []
    assert {cast.as_it_is(one).received_on for one in (answered, running)} == {date(2026, 9, 7)}


def test_from_their_day_on_new_hours_count_and_the_date_says_so() -> None:
    decisions.close_at(minutes=16 * 60, starts_on=TODAY)
    then, now = cast.received(at=cast.on(7, 16)), cast.received(at=cast.on(8, 16))

    assert (then.received_on, now.received_on) == (date(2026, 9, 7), date(2026, 9, 9))
    standing = cases.standing(now, on=TODAY)
    assert "after the office had closed at 4:00pm, so day 0 is Wednesday 9 September" in standing.because(
        standing.clocks[0]
    )
    standing = cases.standing(then, on=TODAY)
    assert "Day 0 is Monday 7 September" in standing.because(standing.clocks[0])


def test_hours_that_were_wrong_are_counted_anew_where_they_counted_and_nowhere_else() -> None:
    case = cast.received(at=cast.on(7, 16))
    cast.received(at=cast.on(7, 15))
    cast.received(at=cast.on(4, 16))
    before = here.for_rulebook()
    decisions.close_at(minutes=16 * 60, starts_on=date(2026, 9, 7))

    found = effect(before, since=date(2026, 9, 7))

    assert found.references == {case.reference}
    assert [(one.was_due_on, one.now_due_on) for one in found.moving] == [(date(2026, 9, 14), date(2026, 9, 15))]
    moving.work_out_anew(since=date(2026, 9, 7))
    columns.bring_up_to_date(on=TODAY)
    assert cast.as_it_is(case).received_on == date(2026, 9, 8)
    assert differing() == []


def test_a_bank_holiday_taken_back_shows_what_was_in_time_only_because_of_it() -> None:
    decisions.add_holiday(day=date(2026, 9, 10), title="A coronation")
    case = acknowledged(15)
    before = here.for_rulebook()
    OneOffHoliday.objects.all().delete()

    [turned] = effect(before, since=date(2026, 9, 10), on=date(2026, 9, 16)).turning

    assert (turned.reference, turned.now_due_on, turned.now_late) == (case.reference, date(2026, 9, 14), True)


def test_a_new_date_somebody_was_promised_stays_when_a_bank_holiday_is_taken_back() -> None:
    decisions.add_holiday(day=date(2026, 9, 30), title="A coronation")
    case = acknowledged(8)
    letters = [letter.text for letter in models.Letter.objects.order_by("pk")]
    promised = date(2026, 10, 2)
    why = later.NewDate(until=promised, reason="The crew is away.")
    later.extend(cast.step(case, "anita", at=cast.on(9)), why, letter=cast.letter(done_so_far="We asked the depot."))
    before = here.for_rulebook()
    OneOffHoliday.objects.all().delete()

    assert not effect(before, since=date(2026, 9, 30), on=date(2026, 9, 10)).moving
    now = cases.standing(cast.as_it_is(case), on=date(2026, 9, 10))
    assert now.clock("stage_1_response").promised_on == promised
    assert [letter.text for letter in models.Letter.objects.order_by("pk")][: len(letters)] == letters


def test_hours_corrected_make_no_ended_case_look_tampered_with() -> None:
    case = cast.received(at=cast.on(7, 18))
    endings.withdraw(cast.step(case, "rosa"), how_told="phone")
    decisions.close_at(minutes=19 * 60, starts_on=cast.on(7).date())

    moving.work_out_anew()
    assert evidence.breaks(cast.as_it_is(case)) == []
    columns.bring_up_to_date(on=cast.on(8).date())

    now = cast.as_it_is(case)
    assert (now.received_on, now.worked_out_on) == (cast.on(7).date(), cast.on(8).date())
    assert evidence.breaks(now) == []

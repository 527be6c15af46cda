"""A bank holiday announced at ten days' notice: the dates it moves are listed, and no others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from putright.rulebook.book import library
from putright.rulebook.dates.days import Council
from putright.rulebook.standings.happening import on
from putright.rulebook.standings.moved import Matter, moved_dates

CODE = library.procedure("local_council_code")
BEFORE = Council()
AFTER = replace(BEFORE, calendar=BEFORE.calendar.with_holiday(date(2026, 6, 15), "A day of national mourning"))


def matter(name: str, received: date, acknowledged: date, *more: object) -> Matter:
    events = [on("received", received), on("stage_1_acknowledged", acknowledged)]
    return Matter(name, CODE, [*events, *more])  # type: ignore[list-item]


def test_a_one_off_holiday_lists_the_dates_it_moves_and_says_why() -> None:
    running = matter("running", date(2026, 6, 1), date(2026, 6, 3))
    [moved] = moved_dates([running], on=date(2026, 6, 5), before=BEFORE, after=AFTER)
    assert (moved.matter, moved.clock) == ("running", "stage_1_response")
    assert (moved.was_due_on, moved.now_due_on) == (date(2026, 6, 17), date(2026, 6, 18))
    assert "Monday 15 June (A day of national mourning)" in moved.because


def test_a_date_not_reached_by_the_holiday_stays_and_is_not_listed() -> None:
    over = matter("over", date(2026, 5, 18), date(2026, 5, 19))
    assert list(moved_dates([over], on=date(2026, 6, 5), before=BEFORE, after=AFTER)) == []


def test_a_clock_already_stopped_is_not_listed() -> None:
    answered = matter("answered", date(2026, 6, 1), date(2026, 6, 3), on("stage_1_responded", date(2026, 6, 4)))
    moved = moved_dates([answered], on=date(2026, 6, 5), before=BEFORE, after=AFTER)
    assert list(moved) == []

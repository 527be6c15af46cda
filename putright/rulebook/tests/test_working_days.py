"""Working days in England: never guessed, and loud where they are not known."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.rulebook.dates import working_days
from putright.rulebook.dates.working_days import CalendarEnds, CalendarMissing, WorkingDays, england

FIRST, LAST = date(2012, 1, 1), date(2028, 12, 31)
EVERY_DAY = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
WELL_INSIDE = [day for day in EVERY_DAY if 2013 <= day.year <= 2027]
INSIDE = st.sampled_from(WELL_INSIDE)
some = settings(max_examples=40)


def listed() -> dict[str, Any]:
    """The bundled file as it stands."""
    whole: dict[str, Any] = json.loads(working_days.FILE.read_text(encoding="utf-8"))
    return whole


def saved(tmp_path: Path, content: object) -> Path:
    path = tmp_path / "bank_holidays.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def test_the_years_known_run_from_2012_to_2028() -> None:
    assert (england().known_from, england().known_to) == (FIRST, LAST)
    assert {day.year for day in england().holidays} == set(range(2012, 2029))


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
        (2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
        (2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"),
    ],
)
def test_the_bank_holidays_are_those_worked_out_by_rule(year: int, days: str) -> None:
    found = sorted(day for day in england().holidays if day.year == year)
    assert [f"{day:%m-%d}" for day in found] == days.split()


@pytest.mark.parametrize(
    ("day", "title"),
    [
        (date(2022, 6, 2), "Spring bank holiday"),
        (date(2022, 6, 3), "Platinum Jubilee bank holiday"),
        (date(2022, 9, 19), "Bank Holiday for the State Funeral of Queen Elizabeth II"),
        (date(2023, 5, 8), "Bank holiday for the coronation of King Charles III"),
        (date(2027, 12, 28), "Boxing Day (substitute day)"),
        (date(2028, 1, 3), "New Year's Day (substitute day)"),
    ],
)
def test_one_off_and_substitute_holidays_are_known_by_name(day: date, title: str) -> None:
    assert not england().is_working(day)
    assert england().why_skipped(day) == title


def test_no_bank_holiday_is_taken_from_another_part_of_the_kingdom() -> None:
    assert england().is_working(date(2026, 3, 17))
    assert england().is_working(date(2026, 1, 2))


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2026, 6, 1), 5, date(2026, 6, 8)),
        (date(2026, 4, 2), 5, date(2026, 4, 13)),
        (date(2026, 12, 18), 10, date(2027, 1, 6)),
        (date(2028, 2, 28), 1, date(2028, 2, 29)),
        (date(2027, 2, 26), 1, date(2027, 3, 1)),
        (date(2026, 6, 6), 1, date(2026, 6, 8)),
        (date(2026, 6, 8), -5, date(2026, 6, 1)),
        (date(2026, 4, 7), -1, date(2026, 4, 2)),
        (date(2026, 6, 6), -1, date(2026, 6, 5)),
        (date(2026, 4, 5), -2, date(2026, 4, 1)),
        (date(2026, 6, 1), 0, date(2026, 6, 1)),
        (date(2026, 6, 6), 0, date(2026, 6, 8)),
        (date(2012, 1, 1), 1, date(2012, 1, 3)),
    ],
)
def test_counting_working_days_forward_and_back(day: date, n: int, expected: date) -> None:
    assert england().add(day, n) == expected


@pytest.mark.parametrize("saturday", [date(2026, 3, 28), date(2026, 10, 24)])
def test_the_clocks_going_forward_or_back_lose_no_working_day(saturday: date) -> None:
    assert england().add(saturday, 1) == saturday + timedelta(days=2)
    assert england().add(saturday - timedelta(days=1), 4) == saturday + timedelta(days=5)


@some
@given(INSIDE, st.integers(min_value=-60, max_value=60))
def test_counting_lands_on_a_working_day_with_as_many_between(day: date, n: int) -> None:
    found = england().add(day, n)
    assert england().is_working(found)
    if n > 0:
        assert england().between(day, found) == n
    if n < 0:
        assert england().between(found - timedelta(days=1), day - timedelta(days=1)) == -n


def test_the_next_working_day_is_the_day_itself_or_one_with_none_between() -> None:
    for day in WELL_INSIDE:
        found = england().on_or_after(day)
        assert england().is_working(found)
        assert england().between(day - timedelta(days=1), found) == 1


@some
@given(INSIDE, INSIDE)
def test_days_counted_and_days_skipped_make_up_the_whole(start: date, end: date) -> None:
    start, end = min(start, end), max(start, end)
    skipped = england().skipped(start, end)
    assert england().between(start, end) + len(skipped) == (end - start).days
    assert england().between(end, start) == -england().between(start, end)
    assert all(england().why_skipped(day) for day in skipped)


def test_the_day_asked_for_or_counted_to_may_not_lie_outside_the_known_years() -> None:
    past, before = "the last day known is 2028-12-31", "the first day known is 2012-01-01"
    for asked in (england().is_working, england().on_or_after):
        with pytest.raises(CalendarEnds, match=f"2029-01-01 is past the bank holidays we know; {past}"):
            asked(date(2029, 1, 1))
        with pytest.raises(CalendarEnds, match=f"2011-12-31 is before the bank holidays we know; {before}"):
            asked(date(2011, 12, 31))
    with pytest.raises(CalendarEnds, match=f"5 working days after 2028-12-27 is past .*; {past}"):
        england().add(date(2028, 12, 27), 5)
    with pytest.raises(CalendarEnds, match=f"3 working days before 2012-01-05 is before .*; {before}"):
        england().add(date(2012, 1, 5), -3)
    with pytest.raises(CalendarEnds, match=past):
        england().on_or_after(LAST)
    with pytest.raises(CalendarEnds, match=past):
        england().between(date(2028, 12, 27), date(2029, 1, 1))
    with pytest.raises(CalendarEnds, match=past):
        england().with_holiday(date(2029, 1, 1), "New Year's Day")


def test_the_very_first_and_last_days_known_can_be_asked_for() -> None:
    assert not england().is_working(FIRST)
    assert england().on_or_after(FIRST) == date(2012, 1, 3)
    assert england().on_or_after(date(2028, 12, 29)) == england().add(date(2028, 12, 28), 1) == date(2028, 12, 29)


def test_one_more_holiday_is_laid_over_and_the_first_calendar_stays_as_it_was() -> None:
    extra = england().with_holiday(date(2026, 6, 15), "A day of thanks")
    assert extra.add(date(2026, 6, 3), 10) == date(2026, 6, 18)
    assert extra.why_skipped(date(2026, 6, 15)) == "A day of thanks"
    assert england().add(date(2026, 6, 3), 10) == date(2026, 6, 17)


def test_a_holiday_at_a_weekend_changes_nothing_and_is_still_a_weekend() -> None:
    extra = england().with_holiday(date(2026, 6, 13), "A day of thanks")
    assert extra.add(date(2026, 6, 3), 10) == date(2026, 6, 17)
    assert extra.why_skipped(date(2026, 6, 13)) == "weekend"


def test_a_missing_file_never_means_that_there_are_no_holidays(tmp_path: Path) -> None:
    with pytest.raises(CalendarMissing, match=r"no bank holidays for England in gone\.json"):
        working_days.read(tmp_path / "gone.json")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "no bank holidays for England"),
        ("not json", "no bank holidays for England"),
        ([], "no bank holidays for England"),
        ({}, "no bank holidays for England"),
        ({"scotland": {"events": []}}, "no bank holidays for England"),
        ({"england-and-wales": {"events": None}}, "no bank holidays for England"),
        ({"england-and-wales": {"events": [{"title": "Boxing Day", "notes": ""}]}}, "no bank holidays for England"),
        ({"england-and-wales": {"events": [{"title": "Boxing Day", "date": "soon", "notes": ""}]}}, "for England"),
        ({"england-and-wales": {"events": []}}, "no whole year"),
        (
            {"england-and-wales": {"events": [{"title": "Easter Monday", "date": "2026-04-06", "notes": ""}]}},
            "no whole",
        ),
    ],
)
def test_an_empty_or_broken_list_never_means_that_there_are_no_holidays(
    tmp_path: Path, content: object, why: str
) -> None:
    with pytest.raises(CalendarMissing, match=why):
        working_days.read(saved(tmp_path, content))


def test_a_year_left_out_or_half_listed_is_refused(tmp_path: Path) -> None:
    content = listed()
    events = content["england-and-wales"]["events"]
    content["england-and-wales"]["events"] = [event for event in events if not event["date"].startswith("2025")]
    with pytest.raises(CalendarMissing, match="only 0 bank holidays are listed for 2025"):
        working_days.read(saved(tmp_path, content))
    content["england-and-wales"]["events"] = [event for event in events if event["date"] != "2026-04-03"]
    with pytest.raises(CalendarMissing, match="only 7 bank holidays are listed for 2026"):
        working_days.read(saved(tmp_path, content))


def test_a_year_that_has_only_begun_to_be_listed_is_not_known_yet(tmp_path: Path) -> None:
    content = listed()
    content["england-and-wales"]["events"].append({"title": "New Year’s Day", "date": "2029-01-01", "notes": ""})
    assert working_days.read(saved(tmp_path, content)).known_to == LAST


def test_a_calendar_with_no_holiday_or_one_outside_its_years_cannot_be_made() -> None:
    with pytest.raises(CalendarMissing, match="no bank holidays at all"):
        WorkingDays({}, FIRST, LAST)
    with pytest.raises(CalendarEnds, match="2029-01-01 lies outside 2012-01-01 to 2028-12-31"):
        WorkingDays({date(2029, 1, 1): "New Year's Day"}, FIRST, LAST)


@pytest.mark.parametrize("n", [1, 5, 10, 20, 65])
def test_dates_worked_out_in_bulk_equal_those_worked_out_one_by_one_and_the_reference(n: int) -> None:
    days = EVERY_DAY[: len(england().due_table(n))]
    in_bulk = [date.fromordinal(due) for due in england().due_in_bulk([day.toordinal() for day in days], n)]
    assert in_bulk == [england().add(day, n) for day in days]
    holidays = np.array(sorted(england().holidays), dtype="datetime64[D]")
    reference = np.busday_offset(np.array(days, dtype="datetime64[D]"), n, roll="backward", holidays=holidays)
    known = np.array(days) >= date(2012, 1, 3)
    assert (np.array(in_bulk, dtype="datetime64[D]") == reference)[known].all()
    with pytest.raises(CalendarEnds):
        england().add(EVERY_DAY[len(days)], n)


@settings(max_examples=30)
@given(st.lists(INSIDE, max_size=20), st.integers(min_value=-60, max_value=0))
def test_counting_back_agrees_with_the_reference(days: list[date], n: int) -> None:
    holidays = np.array(sorted(england().holidays), dtype="datetime64[D]")
    reference = np.busday_offset(np.array(days, dtype="datetime64[D]"), n, roll="forward", holidays=holidays)
    assert [england().add(day, n) for day in days] == reference.tolist()


def test_bulk_work_refuses_days_it_does_not_know_as_loudly() -> None:
    with pytest.raises(CalendarEnds, match="2011-12-31 is before"):
        england().due_in_bulk([date(2011, 12, 31).toordinal()], 5)
    with pytest.raises(CalendarEnds, match="2029-01-01 is past"):
        england().due_in_bulk([date(2029, 1, 1).toordinal()], 5)
    with pytest.raises(CalendarEnds, match=r"5 working days after 2028-12-27 is past .* 2028-12-31"):
        england().due_in_bulk([date(2028, 12, 27).toordinal()], 5)
    for n in (0, -1):
        with pytest.raises(ValueError, match="counts forward"):
            england().due_in_bulk([date(2026, 6, 1).toordinal()], n)

"""Limits in every unit: from day 0 or with the first day counted, and loud about terms nobody gave."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.rulebook.dates import days
from putright.rulebook.dates.days import Council, Term, TermsUnknown, calendar_warning
from putright.rulebook.dates.working_days import CalendarEnds, WorkingDays

TERMS = (
    Term(
        date(2026, 4, 13),
        date(2026, 7, 21),
        shut=(date(2026, 5, 26), date(2026, 5, 27), date(2026, 5, 28), date(2026, 5, 29)),
    ),
    Term(date(2026, 9, 2), date(2026, 12, 18), shut=tuple(date(2026, 10, day) for day in range(26, 31))),
)
COUNCIL = Council(terms=TERMS)


@pytest.mark.parametrize(
    ("day", "n", "unit", "first_counts", "expected"),
    [
        (date(2026, 6, 1), 5, "working_day", False, date(2026, 6, 8)),
        (date(2026, 6, 1), 5, "working_day", True, date(2026, 6, 5)),
        (date(2026, 6, 6), 5, "working_day", True, date(2026, 6, 12)),
        (date(2026, 6, 19), 30, "calendar_day", False, date(2026, 7, 19)),
        (date(2026, 6, 19), 30, "calendar_day", True, date(2026, 7, 18)),
        (date(2028, 2, 1), 29, "calendar_day", False, date(2028, 3, 1)),
        (date(2026, 3, 27), 3, "calendar_day", False, date(2026, 3, 30)),
        (date(2026, 10, 24), 2, "calendar_day", False, date(2026, 10, 26)),
        (date(2026, 6, 15), 1, "month", False, date(2026, 7, 15)),
        (date(2026, 6, 15), 1, "month", True, date(2026, 7, 14)),
        (date(2026, 3, 1), 1, "month", True, date(2026, 3, 31)),
        (date(2026, 1, 31), 1, "month", False, date(2026, 2, 28)),
        (date(2026, 1, 31), 1, "month", True, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, "month", False, date(2028, 2, 29)),
        (date(2028, 1, 31), 1, "month", True, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, "month", False, date(2027, 2, 28)),
        (date(2026, 12, 31), 12, "month", False, date(2027, 12, 31)),
        (date(2028, 2, 29), 12, "month", False, date(2029, 2, 28)),
        (date(2026, 5, 22), 5, "school_day", False, date(2026, 6, 5)),
        (date(2026, 5, 22), 5, "school_day", True, date(2026, 6, 4)),
        (date(2026, 7, 20), 2, "school_day", False, date(2026, 9, 2)),
        (date(2026, 6, 1), 0, "school_day", False, date(2026, 6, 1)),
    ],
)
def test_the_last_day_of_a_limit(day: date, n: int, unit: str, first_counts: bool, expected: date) -> None:
    assert days.add(COUNCIL, day, n, unit, count_first_day=first_counts) == expected


@settings(max_examples=50)
@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_a_month_limit_ends_on_the_same_day_of_the_month_or_on_its_last(day: date, n: int) -> None:
    found = days.add_months(day, n)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == n
    assert found.day == day.day or (found + timedelta(days=1)).day == 1


@settings(max_examples=50)
@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 24))
def test_counting_the_first_day_never_gives_more_time_and_never_takes_more_than_a_day(day: date, n: int) -> None:
    for unit in ("calendar_day", "month"):
        plain = days.add(COUNCIL, day, n, unit)
        assert days.add(COUNCIL, day, n, unit, count_first_day=True) in (plain, plain - timedelta(days=1))


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        (date(2026, 5, 22), True),
        (date(2026, 5, 23), False),
        (date(2026, 5, 25), False),
        (date(2026, 5, 26), False),
        (date(2026, 5, 4), False),
        (date(2026, 8, 3), False),
        (date(2026, 4, 13), True),
        (date(2026, 12, 18), True),
    ],
)
def test_a_school_day_is_a_working_day_in_term_on_which_schools_are_not_shut(day: date, open_: bool) -> None:
    assert days.is_school_day(COUNCIL, day) is open_


def test_school_days_are_counted_whole_terms_apart() -> None:
    assert days.between(COUNCIL, date(2026, 7, 20), date(2026, 9, 3), "school_day") == 3
    assert days.between(COUNCIL, date(2026, 5, 22), date(2026, 6, 1), "school_day") == 1


def test_unknown_terms_are_a_loud_error_that_says_how_far_they_run() -> None:
    with pytest.raises(TermsUnknown, match=r"2027-01-04 \(they run to 2026-12-18\); add the council's term dates"):
        days.is_school_day(COUNCIL, date(2027, 1, 4))
    with pytest.raises(TermsUnknown, match="2026-04-12"):
        days.is_school_day(COUNCIL, date(2026, 4, 12))
    with pytest.raises(TermsUnknown, match=r"\(none are\)"):
        days.add(Council(), date(2026, 6, 1), 5, "school_day")
    with pytest.raises(TermsUnknown, match="2026-12-19"):
        days.add(COUNCIL, date(2026, 12, 17), 5, "school_day")


def test_terms_may_be_given_in_any_order() -> None:
    turned = Council(terms=tuple(reversed(TERMS)))
    assert days.is_school_day(turned, date(2026, 5, 22))
    with pytest.raises(TermsUnknown, match="they run to 2026-12-18"):
        days.is_school_day(turned, date(2027, 1, 4))


@pytest.mark.parametrize(
    ("unit", "counted"), [("working_day", 5), ("calendar_day", 7), ("month", 7), ("school_day", 5)]
)
def test_what_lies_between_two_days_is_counted_in_the_limits_own_unit(unit: str, counted: int) -> None:
    assert days.between(COUNCIL, date(2026, 6, 1), date(2026, 6, 8), unit) == counted


def test_working_days_past_the_known_calendar_are_never_guessed() -> None:
    with pytest.raises(CalendarEnds, match="the last day known is 2028-12-31"):
        days.add(Council(), date(2028, 12, 20), 20, "working_day")
    assert days.add(Council(), date(2028, 12, 20), 30, "calendar_day") == date(2029, 1, 19)


TO_2028 = WorkingDays({date(2027, 12, 27): "Christmas Day (substitute day)"}, date(2012, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("day", "warned"),
    [
        (date(2026, 6, 1), False),
        (date(2027, 12, 31), False),
        (date(2028, 1, 1), True),
        (date(2028, 12, 31), True),
        (date(2029, 1, 1), True),
    ],
)
def test_nobody_is_warned_while_the_bank_holidays_of_twelve_months_are_known(day: date, warned: bool) -> None:
    assert (calendar_warning(on=day, calendar=TO_2028) is not None) == warned


def test_the_warning_names_the_last_day_known_and_what_to_do() -> None:
    assert calendar_warning(on=date(2028, 2, 1), calendar=TO_2028) == (
        "The bank holidays are known only to 2028-12-31, which is less than 12 months after 2028-02-01. No working day "
        "past it can be counted: install a version of Putright with the bank holidays of 2029."
    )
    past = calendar_warning(on=date(2029, 1, 1), calendar=TO_2028)
    assert past is not None
    assert "only to 2028-12-31, which is before 2029-01-01. No" in past


def test_the_bundled_calendar_is_meant_when_none_is_given() -> None:
    last = Council().calendar.known_to
    assert calendar_warning(on=last) == calendar_warning(on=last, calendar=Council().calendar)
    assert calendar_warning(on=date(2012, 1, 1)) is None

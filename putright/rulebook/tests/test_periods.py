"""How long a record is kept, and when a request for one's own data is due."""

from datetime import date

import pytest

from putright.rulebook.dates import periods
from putright.rulebook.dates.days import Council
from putright.rulebook.dates.working_days import CalendarEnds


@pytest.mark.parametrize(
    ("last", "years", "until"),
    [
        (date(2026, 6, 15), 3, date(2029, 6, 15)),
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2026, 12, 31), 10, date(2036, 12, 31)),
    ],
    ids=["three years", "no such day", "such a day again", "end of the year"],
)
def test_a_record_is_kept_whole_years(last: date, years: int, until: date) -> None:
    assert periods.kept_until(last, years=years) == until


@pytest.mark.parametrize(
    ("received_on", "extended", "due_on"),
    [
        (date(2026, 9, 3), False, date(2026, 10, 5)),
        (date(2026, 9, 7), False, date(2026, 10, 7)),
        (date(2026, 3, 31), False, date(2026, 4, 30)),
        (date(2026, 11, 25), False, date(2026, 12, 29)),
        (date(2026, 9, 7), True, date(2026, 12, 7)),
    ],
    ids=["a Saturday", "the same day", "a shorter month", "Christmas", "extended"],
)
def test_a_request_is_due_the_same_day_of_a_later_month_or_the_next_working_day(
    received_on: date, extended: bool, due_on: date
) -> None:
    assert periods.request_due_on(Council(), received_on, extended=extended) == due_on


def test_a_day_past_the_calendar_is_not_guessed() -> None:
    with pytest.raises(CalendarEnds):
        periods.request_due_on(Council(), date(2099, 1, 1))


@pytest.mark.parametrize(
    ("not_counted", "due_on"),
    [(0, date(2026, 10, 7)), (5, date(2026, 10, 12)), (3, date(2026, 10, 12))],
    ids=["none", "five days", "three days, to a Saturday"],
)
def test_days_that_do_not_count_put_a_request_off_by_as_many(not_counted: int, due_on: date) -> None:
    assert periods.request_due_on(Council(), date(2026, 9, 7), not_counted=not_counted) == due_on

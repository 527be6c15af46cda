"""Spans of no step of a procedure: how long a record is kept, and when a request for one's own data is due."""

from __future__ import annotations

from datetime import date, timedelta

from putright.rulebook.dates.days import Council, add_months

MONTHS_TO_ANSWER, MONTHS_MORE = 1, 2
"""UK GDPR, Article 12(3): one month, and two further months where a request is complex or there are many of them."""


def kept_until(last: date, *, years: int) -> date:
    """The day a record may go: so many years after the last day that counts; 29 February becomes the 28th."""
    return add_months(last, 12 * years)


def request_due_on(council: Council, began_on: date, *, extended: bool = False, not_counted: int = 0) -> date:
    """By when somebody who asked for their own data is to have it.

    The same day of a later month, or that month's last day, and as many days later as do not count; on a day that is no
    working day, the next that is, as the Information Commissioner reads it. Raises `CalendarEnds`.
    """
    months = MONTHS_TO_ANSWER + (MONTHS_MORE if extended else 0)
    return council.calendar.add(add_months(began_on, months) + timedelta(days=not_counted), 0)

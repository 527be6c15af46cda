"""When officers are at work: reminders to them wait for it. Working days come from the rulebook's calendar."""

from datetime import date, datetime, time, timedelta

from putright.council import here
from putright.council.clock import LONDON
from putright.rulebook.dates.working_days import SATURDAY, CalendarEnds

BEGINS = time(8)
ENDS = time(18)


def holds(at: datetime) -> bool:
    """Whether a moment is on a working day between eight and six with the offices open."""
    local = at.astimezone(LONDON)
    return BEGINS <= local.time() < ENDS and _is_working(local.date())


def next_moment(at: datetime) -> datetime:
    """The moment itself in working time, or else eight o'clock on the next working day."""
    if holds(at):
        return at
    local = at.astimezone(LONDON)
    day = local.date() if local.time() < BEGINS else local.date() + timedelta(days=1)
    while not _is_working(day):
        day += timedelta(days=1)
    return datetime.combine(day, BEGINS, tzinfo=LONDON)


def _is_working(day: date) -> bool:
    """A working day on which the offices are open: nobody reads a reminder while they are shut.

    Past the end of the calendar every weekday counts: better a reminder on a bank holiday than none. So it does where
    no council is set up yet.
    """
    try:
        council = here.for_rulebook()
        return council.calendar.is_working(day) and day not in council.closure_days
    except (CalendarEnds, here.NotSetUp):
        return day.weekday() < SATURDAY

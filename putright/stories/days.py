"""The days of a story, counted in working days from the demo's today; the calendar is the rulebook's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from putright.council import clock, here


@dataclass(frozen=True, kw_only=True)
class Days:
    """When things happen in a story told on some day. Nothing in it happens later than `now`."""

    now: datetime

    @property
    def today(self) -> date:
        """The day the story is told."""
        return self.now.date()

    def ago(self, working_days: int, clock_time: str = "10:00") -> datetime:
        """A time of day so many working days ago; for 0, today or, when the offices are shut today, as late as now."""
        day = here.for_rulebook().calendar.add(self.today, -working_days)
        return min(datetime.combine(day, time.fromisoformat(clock_time), clock.LONDON), self.now)

    def on(self, working_days_ago: int) -> date:
        """The day so many working days ago."""
        return self.ago(working_days_ago).date()

    def ahead(self, working_days: int) -> date:
        """The day so many working days from now."""
        return here.for_rulebook().calendar.add(self.today, working_days)

    def months_ahead(self, months: int) -> date:
        """A day about so many months from now, for what is looked at again."""
        return self.today + timedelta(days=round(months * 30.4))

    def months_ago(self, months: int) -> date:
        """A day about so many months ago, for what happened before anybody complained."""
        return self.today - timedelta(days=round(months * 30.4))


def counted_from_now() -> Days:
    """The days as they are now, in the demo's time."""
    return Days(now=clock.now())

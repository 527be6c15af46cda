"""An officer's deadlines as a calendar to subscribe to: days and references, and nothing of anybody."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta

import icalendar
from django.conf import settings
from django.urls import reverse

from putright.accounts import roles
from putright.accounts.models import Officer
from putright.casework import cases

MOST = 500


def address(officer: Officer) -> str:
    """The secret address of an officer's calendar; empty until they have asked for one."""
    if not officer.calendar_key:
        return ""
    return f"{settings.PUBLIC_ADDRESS}{reverse('desk:calendar_feed', args=[officer.calendar_key])}"


def renew(officer: Officer) -> None:
    """Give an officer a new address; the one before leads nowhere from now on."""
    officer.calendar_key = secrets.token_urlsafe(32)
    officer.save(update_fields=["calendar_key"])


def stop(officer: Officer) -> None:
    """Take the address away."""
    officer.calendar_key = ""
    officer.save(update_fields=["calendar_key"])


def whose(key: str) -> Officer | None:
    """The officer whose calendar has this key, while they work here and see cases."""
    officer = Officer.objects.filter(calendar_key=key, is_active=True).first() if key else None
    return officer if officer is not None and roles.may(officer, "see_cases") else None


def feed(officer: Officer, *, at: datetime) -> bytes:
    """The calendar itself (iCalendar, RFC 5545)."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Putright//Deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Complaint deadlines")
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"value": "DURATION"})
    mine = cases.mine(cases.visible_to(officer), officer)
    owed = cases.still_open(mine).filter(next_by="council", next_due_on__isnull=False).order_by("next_due_on", "pk")
    for case in owed[:MOST]:
        for day, what in ((case.step_due_on, "due"), (case.promise_due_on, "promised")):
            if day is not None:
                calendar.add_component(_entry(case, day, what, at))
    return bytes(calendar.to_ical())


def _entry(case: cases.Case, on: date, what: str, at: datetime) -> icalendar.Event:
    """A deadline: the reference and a link that asks who you are. A calendar is read on many screens."""
    day = icalendar.Event()
    day.add("uid", f"{case.reference}{'' if what == 'due' else '-promised'}@putright")
    day.add("dtstamp", case.last_at or at)
    day.add("summary", f"{case.reference} {what}")
    day.add("dtstart", on)  # a day without an end lasts that day
    day.add("transp", "TRANSPARENT")
    day.add("url", f"{settings.PUBLIC_ADDRESS}{reverse('desk:case', args=[case.reference])}")
    return day

"""The people and cases of the desk's tests: a council, officers of two services, and complaints taken in by actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.test import Client

from putright.accounts import roles
from putright.accounts.models import Officer
from putright.casework import cases, steps
from putright.casework.actions import handling, intake, stage_1
from putright.casework.writing.correspondence import Sending
from putright.council import clock, models

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MARIA = intake.Contact(name="Maria Lindqvist", email="maria@people.example", phone="01632 960001")
JOSEPH = intake.Contact(name="Joseph Abara", address="3 Quay Street\nFenwick", prefers="post")
TITLES = {"waste": "Waste and recycling", "housing": "Housing repairs", "tax": "Council tax"}


def council() -> models.Council:
    """Fenwick Vale, with its services and one team."""
    made, _ = models.Council.objects.get_or_create(
        id=1, defaults={"name": "Fenwick Vale Council", "short_name": "Fenwick Vale", "email": "us@fenwick.example"}
    )
    for slug, name in TITLES.items():
        models.Service.objects.get_or_create(slug=slug, defaults={"name": name})
    return made


def officer(name: str, *held: str, services: Sequence[str] = (), title: str = "") -> Officer:
    """An officer who holds these roles."""
    address = f"{name.lower().replace(' ', '.')}@fenwickvale.example"
    made = Officer.objects.create(email=address, name=name, job_title=title)
    made.services.set(models.Service.objects.filter(slug__in=services))
    for role in held:
        roles.grant(officer=made, role=role, at=clock.now())
    return made


def signed_in(client: Client, who: Officer) -> Client:
    """A browser somebody has signed in with."""
    client.force_login(who, backend=BACKEND)
    return client


def complaint(
    said: str = "My bin was missed three times.",
    *,
    service: str = "waste",
    person: intake.Contact = MARIA,
    at: datetime | None = None,
    **more: Any,
) -> cases.Case:
    """A complaint as it comes in."""
    moment = at or clock.now()
    matter = intake.Matter(service=service, channel="web", said=said, person=person, **more)
    return intake.take_in(matter, received_at=moment, at=moment, key=uuid4().hex)


def step(case: cases.Case, by: Officer | None = None, at: datetime | None = None) -> steps.Step:
    """A step in a case."""
    return steps.Step(reference=case.reference, at=at or clock.now(), key=uuid4().hex, by=by)


def assigned(case: cases.Case, to: Officer, *, by: Officer, at: datetime | None = None) -> cases.Case:
    """The case, given to somebody."""
    return handling.assign(step(case, by, at), to).case


def acknowledged(case: cases.Case, *, by: Officer, points: Sequence[str], at: datetime | None = None) -> cases.Case:
    """The case, acknowledged with these points."""
    understood = stage_1.Understanding(
        points=[stage_1.NewPoint(text=text) for text in points], outcome_sought="The bin emptied, and an apology."
    )
    return stage_1.acknowledge(step(case, by, at), understood, letter=Sending(parts=PARTS, confirmed=True)).case


PARTS: Mapping[str, str] = {}
"""What the officer writes in an acknowledgement besides what the case knows."""


def working_days_ago(n: int, *, hour: int = 10) -> datetime:
    """A moment on a working day that long ago, leaving out weekends alone."""
    day: date = clock.today()
    while n > 0 or day.weekday() > 4:
        day -= timedelta(days=1)
        n -= day.weekday() < 5
    return datetime(day.year, day.month, day.day, hour, tzinfo=clock.LONDON)

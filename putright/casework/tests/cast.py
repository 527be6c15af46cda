"""Who and what the tests of the record are about: a council, its people, and complaints moved on by real actions alone.

Dates stand still: a complaint comes in on Monday 7 September 2026 at 10 unless a test says otherwise.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from putright.accounts import roles
from putright.accounts.models import Officer
from putright.casework import file, models, steps
from putright.casework.actions import endings, handling, intake, stage_1, stage_2
from putright.casework.writing import correspondence
from putright.council.clock import LONDON
from putright.council.models import Council, Service
from putright.letters.models import Outgoing

MONDAY = datetime(2026, 9, 7, 10, tzinfo=LONDON)

PEOPLE: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "rosa": ("Rosa Okafor", "intake", ()),
    "nia": ("Nia Bevan", "intake", ()),
    "imran": ("Imran Sayle", "investigating_officer", ("waste",)),
    "delia": ("Delia Marsh", "investigating_officer", ("housing",)),
    "tom": ("Tom Birk", "reviewer", ()),
    "anita": ("Anita Rowe", "complaints_manager", ()),
    "omar": ("Omar Finch", "complaints_manager", ()),
    "lee": ("Lee Harper", "link_officer", ()),
    "grace": ("Grace Whitlow", "senior_lead", ()),
    "piers": ("Piers Nolan", "monitoring_officer", ()),
    "jo": ("Jo Tarrant", "member", ()),
    "sam": ("Sam Quill", "administrator", ()),
    "kit": ("Kit Doran", "contractor", ()),
    "dora": ("Dora Pym", "data_protection_officer", ()),
    "wendy": ("Wendy Ashe", "records_officer", ()),
    "paul": ("Paul Iqbal", "records_officer", ()),
}
"""By first name: the whole name, the role, and the services whose cases they see."""

MARIA = intake.Contact(name="Maria Lindqvist", email="maria@mail.example", phone="01632 960555")
JOSEPH = intake.Contact(name="Joseph Abara", address="3 Mill Lane\nFenwick\nZZ9 2AB")
SAID = "The brown bin was left full three weeks running"
WANTED = "Empty it, and tell me it will not happen again"
REASONS = "The sheet for the round leaves out the last four houses of the lane."


def set_up(**differing: Any) -> Council:
    """The council, its two services and everybody who works on complaints."""
    details = {"name": "Fenwick Vale Council", "short_name": "Fenwick Vale", "phone": "01632 960100"}
    where = {"address": "Guildhall\nFenwick\nZZ9 1FV", "email": "complaints@fenwickvale.example"}
    council = Council.objects.create(**{**details, **where, **differing})
    services = {slug: Service.objects.create(slug=slug, name=slug.title()) for slug in ("waste", "housing")}
    for first, (name, role, theirs) in PEOPLE.items():
        made = Officer.objects.create_user(f"{first}@fenwickvale.example", name=name, job_title=role)
        made.services.set([services[slug] for slug in theirs])
        roles.grant(officer=made, role=role, at=MONDAY)
    return council


def settle(**differing: Any) -> None:
    """Change what the council has decided about itself."""
    Council.objects.update(**differing)


def who(first: str) -> Officer:
    """An officer by first name."""
    return Officer.objects.get(email=f"{first}@fenwickvale.example")


def on(day: int, hour: int = 10, month: int = 9) -> datetime:
    """A moment in autumn 2026."""
    return datetime(2026, month, day, hour, tzinfo=LONDON)


def as_it_is(case: models.Case) -> models.Case:
    """The case read anew."""
    return models.Case.objects.get(pk=case.pk)


def last_moment(case: models.Case) -> datetime:
    """When something was last written down."""
    return (case.last_at or MONDAY).astimezone(LONDON)


def last_day(case: models.Case) -> date:
    """The day of that."""
    return last_moment(case).date()


def step(case: models.Case, by: str | None = None, *, at: datetime | None = None, **more: Any) -> steps.Step:
    """A step of somebody (nobody: the person complaining), a minute after the last one unless a moment is given."""
    moment = at or last_moment(as_it_is(case)) + timedelta(minutes=1)
    key = more.pop("key", uuid.uuid4().hex)
    return steps.Step(reference=case.reference, at=moment, key=key, by=who(by) if by else None, **more)


def letter(**parts: str) -> correspondence.Sending:
    """The parts an officer writes."""
    return correspondence.Sending(parts=parts)


def matter(**more: Any) -> intake.Matter:
    """What Maria came with, unless told otherwise."""
    given = {"service": "waste", "channel": "web", "said": SAID, "wanted": WANTED, "person": MARIA, **more}
    return intake.Matter(**given)


def received(*, at: datetime = MONDAY, by: str | None = None, **more: Any) -> models.Case:
    """A matter taken in at once."""
    return intake.take_in(matter(**more), received_at=at, at=at, key=uuid.uuid4().hex, by=who(by) if by else None)


UNDERSTOOD = stage_1.Understanding(
    points=[stage_1.NewPoint(text="The bin was not emptied."), stage_1.NewPoint(text="Nobody answered the report.")],
    outcome_sought="You would like it emptied.",
)
UPHELD = {
    1: file.Found(finding="upheld", reason=REASONS, rule="Weekly", no_remedy_because="It has been emptied since."),
    2: file.Found(finding="not_upheld", reason="The report was answered on the same day."),
}
ANSWER = {"reasons": REASONS, "learning": "The sheet for the round has been put right."}


def acknowledged(case: models.Case) -> None:
    """Rosa acknowledges it."""
    stage_1.acknowledge(step(case, "rosa"), UNDERSTOOD)


def looked_into(case: models.Case) -> None:
    """Imran is given it, declares no interest and writes his findings."""
    handling.assign(step(case, "rosa"), who("imran"))
    handling.declare(step(case, "imran"), declared="none")
    file.find(case, "stage_1", UPHELD)


def answered(case: models.Case) -> None:
    """Imran answers at stage 1."""
    looked_into(case)
    stage_1.respond(step(case, "imran"), letter=letter(**ANSWER))


def escalated(case: models.Case) -> None:
    """Maria asks for stage 2."""
    stage_2.escalate(step(case), why="The sheet is still wrong")


def acknowledged_again(case: models.Case) -> None:
    """Rosa acknowledges that, and Tom is given it."""
    stage_2.acknowledge(step(case, "rosa"), outcome_sought="You would like the sheet put right.", outstanding="Both.")
    handling.assign(step(case, "rosa"), who("tom"))


def answered_finally(case: models.Case) -> None:
    """Tom gives the final answer."""
    handling.declare(step(case, "tom"), declared="none")
    file.find(case, "stage_2", UPHELD)
    stage_2.respond(step(case, "tom"), letter=letter(**ANSWER))


def closed(case: models.Case) -> None:
    """Rosa closes it."""
    endings.close(step(case, "rosa"), learning="Round sheets are checked whenever a round is redrawn.")


WAY: Mapping[str, Callable[[models.Case], None]] = {
    "acknowledged": acknowledged,
    "answered": answered,
    "escalated": escalated,
    "acknowledged_again": acknowledged_again,
    "answered_finally": answered_finally,
    "closed": closed,
}
"""The long way of a complaint, in order."""


def complaint(upto: str = "received", **more: Any) -> models.Case:
    """A complaint moved to a place of `WAY` by real actions."""
    case = received(**more)
    if upto == "received":
        return as_it_is(case)
    for place, move in WAY.items():
        move(case)
        if place == upto:
            break
    else:
        raise KeyError(upto)
    return as_it_is(case)


def kinds(case: models.Case) -> list[str]:
    """What happened, in the order written."""
    return list(case.events.values_list("kind", flat=True))


def everything() -> dict[str, int]:
    """How many rows the record holds, table by table: what a refused step must leave as it was."""
    tables = (models.Case, models.Event, models.Words, models.Point, models.Finding, models.Letter, models.Document)
    more = (models.Remedy, models.Improvement, models.Adjustment, models.Party, models.Person, models.Draft)
    return {table.__name__: table.objects.count() for table in (*tables, *more, Outgoing)}

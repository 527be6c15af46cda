"""A council, its people and a case taken as far as a test needs, all through the real actions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from putright.accounts import roles
from putright.accounts.models import Officer
from putright.casework import cases, links
from putright.casework.actions import endings, handling, intake, remedies, stage_1, stage_2
from putright.casework.file import Found, find
from putright.casework.steps import Step
from putright.casework.writing.correspondence import Sending
from putright.council import clock
from putright.council.models import Council, Service

MARIA = intake.Contact(name="Maria Lindqvist", email="maria@example.org", phone="01632 960 100")
SAID = "Our bin was not emptied for five weeks. I rang three times."


def council() -> Council:
    """The demo council and the one service the cases are about."""
    Service.objects.get_or_create(slug="waste", defaults={"name": "Waste and recycling"})
    return Council.objects.get_or_create(
        id=1,
        defaults={
            "name": "Fenwick Vale Council",
            "short_name": "Fenwick Vale",
            "phone": "01632 960 001",
            "email": "complaints@fenwickvale.example",
            "address": "Town Hall\nMarket Place\nFenwick FV1 1AA",
            "opening_hours": "Monday to Friday, 9am to 5pm",
            "text_relay": "Text relay: 18001 then 01632 960 001",
        },
    )[0]


def officer(name: str, title: str, *held: str) -> Officer:
    """An officer with these roles."""
    email = f"{name.split()[0].lower()}@fenwickvale.example"
    known = Officer.objects.filter(email=email).first()
    if known is not None:
        return known
    made = Officer.objects.create_user(email, None, name=name, job_title=title, phone="01632 960 002")
    for role in held:
        roles.grant(officer=made, role=role, at=clock.now())
    return made


@dataclass
class Told:
    """A case as a test goes on with it: taken in at a moment, each step so many days after."""

    reference: str
    at: datetime
    steps: int = 0

    def step(self, by: Officer | None = None) -> Step:
        """The next step, with a key of its own."""
        self.steps += 1
        return Step(reference=self.reference, at=self.at, key=f"test-{self.reference}-{self.steps}", by=by)

    def later(self, **length: float) -> Told:
        """Some time goes by."""
        self.at += timedelta(**length)
        return self

    @property
    def case(self) -> Any:
        """The case as it is now."""
        found = links.opened(self.reference, self.secret)
        assert found is not None
        return found

    @property
    def secret(self) -> str:
        """The secret of its link."""
        return links.secret(cases.visible_to(manager()).get(reference=self.reference))

    @property
    def address(self) -> str:
        """The person's own page."""
        return f"/complaint/{self.reference}/{self.secret}/"


def rosa() -> Officer:
    return officer("Rosa Okafor", "Complaints officer", "intake")


def imran() -> Officer:
    return officer("Imran Sayle", "Waste and recycling manager", "investigating_officer")


def manager() -> Officer:
    return officer("Anita Rowe", "Complaints manager", "complaints_manager")


def tom() -> Officer:
    return officer("Tom Birk", "Head of Service", "reviewer")


def received(at: datetime | None = None, *, key: str = "one", **more: Any) -> Told:
    """A complaint that came in by the website."""
    council()
    at = at or clock.now()
    matter = intake.Matter(service="waste", channel="web", said=SAID, wanted="Empty it.", person=MARIA)
    case = intake.take_in(replace(matter, **more), received_at=at, at=at, key=key)
    return Told(case.reference, at)


def acknowledged(told: Told) -> Told:
    """Acknowledged at stage 1 and given to Imran."""
    handling.assign(told.step(manager()), imran())
    points = [stage_1.NewPoint(text=text) for text in ("The bin was not emptied for five weeks.", "Nobody rang back.")]
    understood = stage_1.Understanding(points=points, outcome_sought="To have the bin emptied.")
    stage_1.acknowledge(told.step(rosa()), understood, letter=Sending(confirmed=True))
    return told


def answered(told: Told) -> Told:
    """Answered at stage 1: upheld, with something promised."""
    handling.declare(told.step(imran()), declared="none")
    until = (told.at + timedelta(days=10)).date()
    remedies.agree(
        told.step(imran()),
        remedies.Offer(kind="action", what="We will empty the bin every Monday", until=until, owner=imran(), point=1),
    )
    because = {"reason": "The round was changed and your street was left out.", "rule": "Our waste policy, part 3"}
    find(
        told.case,
        "stage_1",
        {
            1: Found(finding="upheld", impact="Five weeks of rubbish.", **because),
            2: Found(finding="not_upheld", reason="We rang on 3 June and left a message.", rule="Our call log"),
        },
    )
    letter = Sending(parts={"learning": "We now check every changed round after a week."}, confirmed=True)
    stage_1.respond(told.step(imran()), letter=letter)
    return told


def escalated(told: Told) -> Told:
    """Stage 2 asked for, through an officer's ear."""
    stage_2.escalate(told.step())
    return told


def taken_as_request(told: Told) -> Told:
    """Taken for a request although it came as a complaint."""
    letter = Sending(parts={"next_steps": "We will empty your bin on Friday."}, confirmed=True)
    endings.handle_as_service_request(told.step(rosa()), reason="It is the first time we hear of it.", letter=letter)
    return told

"""What the tests of the moves share: a council, its officers, and cases taken in through the real action."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import engines
from django.test import Client
from docx.oxml.ns import qn
from pytest_django import Settings

from putright.accounts import roles
from putright.accounts.models import Officer
from putright.casework import cases
from putright.casework.actions import handling, intake, stage_1
from putright.casework.steps import Step
from putright.council import clock
from putright.council.models import Council, Service
from putright.desk.tests.moves import told
from putright.desk.tests.moves.told import Desk

NUMBERS = itertools.count(1)


@pytest.fixture(autouse=True, scope="session")
def _pages_read() -> None:
    """Templates are read once before the first test, which would otherwise be slow whichever it is."""
    answers = ("answers/response", "answers/acknowledgement")
    for page in ("letter", *answers, "endings/refusal", "intake/triage", "step", "intake/intake"):
        engines["jinja2"].get_template(f"desk/moves/{page}.html")


@pytest.fixture(autouse=True)
def _fenwick_vale(db: None, settings: Settings, tmp_path: Any) -> None:
    """The council of the demo, on a day of its own."""
    settings.DEMO, settings.DEMO_DAY, settings.MEDIA_ROOT = True, "2026-06-09", tmp_path
    settings.MFA_REQUIRED = False
    Council.objects.create(
        name="Fenwick Vale Council",
        short_name="Fenwick Vale",
        address="Town Hall\nMarket Square\nFenwick\nFV1 1AA",
        phone="01632 960100",
        email="complaints@fenwickvale.example",
        opening_hours="Monday to Friday, 9am to 5pm",
    )
    Service.objects.create(name="Waste and recycling", slug="waste")


def officer(name: str, *held: str) -> Officer:
    """An officer with roles, for the one service there is."""
    made = Officer.objects.create_user(
        f"{name.split()[0].lower()}@fenwickvale.example", name=name, job_title=name.split()[1]
    )
    for role in held:
        roles.grant(officer=made, role=role, at=clock.now())
    made.services.set(Service.objects.all())
    return made


@pytest.fixture
def rosa() -> Officer:
    """Takes complaints in."""
    return officer("Rosa Okafor", "intake")


@pytest.fixture
def imran() -> Officer:
    """Looks into them at stage 1."""
    return officer("Imran Sayle", "investigating_officer")


@pytest.fixture
def tom() -> Officer:
    """Reviews them at stage 2."""
    return officer("Tom Birk", "reviewer")


@pytest.fixture
def anita() -> Officer:
    """Answers for how complaints are handled."""
    return officer("Anita Rowe", "complaints_manager")


@pytest.fixture
def desk(client: Client) -> Callable[..., Desk]:
    """The desk as an officer sees it, with a case of Maria Lindqvist's open on it."""

    def sit_down(who: Officer, case: Any = None) -> Desk:
        signed_in = Client()
        signed_in.force_login(who)
        return Desk(signed_in, case or complaint())

    return sit_down


def complaint(*, day: int = 1, **more: Any) -> Any:
    """Maria's complaint, received on a day of June 2026, the first being a Monday."""
    at = datetime(2026, 6, day, 10, 0, tzinfo=clock.LONDON)
    matter = {
        "service": "waste",
        "channel": "phone",
        "said": "The bins in Larch Close were missed twice.",
        "wanted": "You would like your bin emptied.",
        "person": intake.Contact(name="Maria Lindqvist", email="maria@mail.example", phone="01632 960777"),
    }
    return intake.take_in(intake.Matter(**{**matter, **more}), received_at=at, at=at, key=f"case{next(NUMBERS)}")


def step(case: Any, by: Officer | None = None, *, on: date | None = None) -> Step:
    """A step at midday."""
    day = on or date(2026, 6, 2)
    at = datetime(day.year, day.month, day.day, 12, 0, tzinfo=clock.LONDON)
    return Step(reference=case.reference, at=at, key=f"told{next(NUMBERS)}", by=by)


def acknowledged(case: Any, by: Officer) -> Any:
    """Acknowledged on 2 June, with one point."""
    understood = stage_1.Understanding(
        points=[stage_1.NewPoint(text="Your bin was missed twice.")], outcome_sought="You would like your bin emptied."
    )
    stage_1.acknowledge(step(case, by), understood)
    return again(case)


def given_to(case: Any, by: Officer, to: Officer) -> Any:
    """Given to somebody, who has no conflict of interest."""
    handling.assign(step(case, by), to)
    handling.declare(step(case, to), declared="none")
    return again(case)


def again(case: Any) -> Any:
    """The case as it is now."""
    return type(case).objects.get(pk=case.pk)


def kinds(case: Any) -> list[str]:
    """What has happened in a case."""
    return [entry.kind for entry in cases.timeline(case)]


TODAY = date(2026, 6, 9)


def cases_adjustment(case: Any) -> Any:
    """The adjustment the person of a case asked for."""
    return case.parties.get(role="complainant").person.adjustments.get()


def edited(document: bytes, was: str, now: str) -> SimpleUploadedFile:
    """A Word document with other words in it."""
    sheet = docx.Document(BytesIO(document))
    for node in sheet.element.body.iter(qn("w:t")):
        node.text = (node.text or "").replace(was, now)
    saved = BytesIO()
    sheet.save(saved)
    return upload(saved.getvalue())


def upload(content: bytes) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile("letter.docx", content)


def parts_missing(page: Any) -> dict[str, str]:
    """Something for each part of the letter that stands empty on a page and must be written."""
    return {name: "We will write to you again next Friday." for name in told.fields(page) if _empty_part(page, name)}


def _empty_part(page: Any, name: str) -> bool:
    return name.startswith("part-") and not told.fields(page)[name] and f'href="#id_{name}"' in page.content.decode()

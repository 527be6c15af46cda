"""A council set up from beginning to end by its pages, for tests that begin there."""

from __future__ import annotations

from django.test import Client

from putright.accounts.models import Officer
from putright.administration import checklist
from putright.administration.tests.conftest import hire
from putright.council import clock


def everything(sams: Client) -> None:
    """Set a council up from beginning to end, by its pages."""
    day = day_of("read_on")
    sams.post("/settings/council/", {"name": "Anytown Council", "short_name": "Anytown", "kind": "district"})
    sams.post("/settings/contact/", {"email": "us@anytown.example", "phone": "01632 960100"})
    sams.post("/settings/hours/", {"office_closes": "17:00"})
    sams.post("/settings/services/list/", {"groups": ["parking"]})
    for role in (
        "intake",
        "investigating_officer",
        "reviewer",
        "complaints_manager",
        "link_officer",
        "monitoring_officer",
        "records_officer",
    ):
        hire(f"Kim {role}", role)
    sams.post("/settings/approvals/", {"answers_need_approval": "False", "refusals_need_two_people": "True"})
    sams.post("/settings/confirmed/break_glass/")
    sams.post("/settings/confirmed/procedures/")
    sams.post("/settings/landlord/", {"landlord": "False"})
    sams.post("/settings/policy/", {"complaint_definition": "A grumble.", "service_request_definition": "An ask."})
    sams.post("/settings/ombudsmen/ico/", {"website": "www.ico.example", "source": "its website", **day})
    sams.post("/settings/confirmed/ombudsmen/")
    sams.post("/settings/keeping/", {"keeping_confirmed_by": "Kim Nowak", **day_of("keeping_confirmed_on")})
    sams.post("/settings/privacy/", {"data_protection_officer": "Kim Nowak, dpo@anytown.example"})
    sams.post(
        "/settings/accessibility/",
        {"accessibility_status": "unchecked", **day_of("accessibility_prepared_on")},
    )
    sams.post("/settings/mail/", {"to": "sam@anytown.example"})
    sams.post("/settings/confirmed/mail/")


def day_of(name: str) -> dict[str, str]:
    """A day gone by, in the three boxes of a field."""
    return {f"{name}-day": "1", f"{name}-month": "6", f"{name}-year": "2026"}


def left() -> list[str]:
    return [step.name for step in checklist.left(checklist.steps(on=clock.today()))]


def reachable(name: str) -> None:
    """Somebody besides the administrator who has set a password."""
    officer = Officer.objects.get(name=name)
    officer.set_password("gravel teapot lantern")
    officer.save()

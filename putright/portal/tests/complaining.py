"""Somebody at a browser: a council, pages filled in and sent, and what came of it."""

from collections.abc import Mapping
from typing import Any

from django.test import Client

from putright.casework import cases, links
from putright.council import models as council
from putright.portal.models import Draft

MARIA: Mapping[str, Mapping[str, Any]] = {
    "asked-before": {"answer": "unhappy"},
    "danger": {"answer": ["no"]},
    "who-for": {"answer": "person"},
    "topics": {"answer": ["none"]},
    "service": {"service": "waste"},
    "what-went-wrong": {"said": "The bin in Larch Close has not been emptied for three weeks."},
    "when": {
        "happened": "Three times in May",
        "happened_on-day": "4",
        "happened_on-month": "May",
        "happened_on-year": "2026",
    },
    "how-it-affected-you": {"impact": "There are rats."},
    "what-we-should-do": {"wanted": "Empty it and say sorry."},
    "evidence": {},
    "your-name": {"answer": "yes"},
    "your-details": {"name": "Maria Lindqvist", "email": "maria@example.com"},
    "how-to-reach-you": {"safe": "Please do not ring."},
    "what-you-need-from-us": {"needs": ["large_print"]},
}
HELEN: Mapping[str, Mapping[str, Any]] = {
    **MARIA,
    "who-for": {"answer": "representative"},
    "your-details": {"name": "Helen Tran", "email": "helen@example.com"},
    "who-you-write-for": {"name": "Ellie Tran", "address": "3 Larch Close"},
    "permission": {"relation": "mother", "authority": "consent"},
    "sharing": {"may_be_told": "everything", "letters": "me"},
}


def fenwick_vale() -> None:
    """A council with two services that is a landlord too."""
    council.Council.objects.create(
        name="Fenwick Vale Council",
        short_name="Fenwick Vale",
        phone="01632 960 100",
        email="complaints@fenwick.example",
    )
    council.Service.objects.create(name="Waste and recycling", slug="waste")
    council.Service.objects.create(name="Housing repairs", slug="housing-repairs")
    council.AdoptedProcedure.objects.create(procedure="landlord_code", starts_on="2024-04-01")


def address(name: str) -> str:
    return f"/complain/{name}/"


def type_into(client: Client, name: str, /, **typed: Any) -> Any:
    """Fill in one page and continue."""
    return client.post(address(name), typed)


def fill_in(client: Client, pages: Mapping[str, Mapping[str, Any]] = MARIA, /, **instead: Mapping[str, Any]) -> None:
    """Fill in every page; `instead` are pages with other answers, dashes written as underscores."""
    changed = {name.replace("_", "-"): typed for name, typed in instead.items()}
    for name, typed in {**pages, **changed}.items():
        answer = type_into(client, name, **typed)
        assert answer.status_code == 302, f"{name}: {answer.content.decode()}"


def send(client: Client) -> Any:
    """Send it, as a person."""
    return client.post("/complain/check/", {"person": "yes"})


def draft_of(client: Client) -> Draft:
    return Draft.objects.get(key=client.cookies["complaint"].value)


def made(client: Client) -> list[Any]:
    """The cases that came of it."""
    return cases.handed_in(draft_of(client).references)


def said(case: Any, about: str) -> str:
    return str(case.words.get(about=about).body)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def secret_link(case: Any) -> str:
    return links.address(case)

"""The person's own link is nowhere at the desk: whoever had it could act as the person."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from django.test import Client

from putright.accounts import roles
from putright.accounts.models import Officer
from putright.casework import cases, links, secret_links
from putright.casework.actions import handling
from putright.desk.tests import cast
from putright.letters.drawing import pdf, render

As = Callable[[Officer], Client]
SHOWN = "[the person’s own link"


@pytest.fixture
def case(rosa: Officer) -> cases.Case:
    """A case whose letters carry the link."""
    return cast.acknowledged(cast.complaint(), by=rosa, points=["The bin was missed."])


def pages(case: cases.Case) -> Iterable[str]:
    """Every page of the desk on which a letter of a case can be read."""
    yield f"/desk/{case.reference}/"
    for letter in case.letters.all():
        yield f"/desk/{case.reference}/letters/{letter.pk}/"
        yield f"/desk/{case.reference}/letters/{letter.pk}/as-sent/"


@pytest.mark.parametrize("role", [name for name, role in roles.every().items() if "see_cases" in role.may])
def test_no_role_sees_the_link_in_a_letter(as_: As, rosa: Officer, case: cases.Case, role: str) -> None:
    them = cast.officer("Kim Nowak", role, services=["waste"])
    handling.assign(cast.step(case, rosa), them) if roles.sees(them) == "own" else None
    client = as_(them)

    for address in pages(case):
        page = client.get(address)
        assert page.status_code == 200
        assert links.secret(case) not in page.content.decode(), address
    assert SHOWN in page.content.decode()


def test_the_person_gets_the_link(case: cases.Case) -> None:
    assert all(links.secret(case) in letter.text for letter in case.letters.all())


def test_a_pdf_for_reading_has_no_link(
    as_: As, rosa: Officer, case: cases.Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []

    def kept(html: str) -> bytes:
        drawn.append(html)
        return b"%PDF"

    monkeypatch.setattr(pdf, "tagged", kept)
    letter = case.letters.earliest("pk")

    as_(rosa).get(f"/desk/{case.reference}/letters/{letter.pk}/pdf/")

    assert SHOWN in drawn[0]
    assert links.secret(case) not in drawn[0]
    assert "/complaint/" not in drawn[0]


def test_a_letter_that_is_being_written_has_no_link(as_: As, rosa: Officer) -> None:
    case = cast.complaint()
    typed = {"point-1": "The bin was missed.", "did_not_say": "on", "do": "preview"}
    page = as_(rosa).post(f"/desk/{case.reference}/acknowledgement/", typed).content.decode()

    assert SHOWN in page
    assert links.secret(case) not in page


def test_what_was_typed_around_the_link_goes_out_with_it(case: cases.Case) -> None:
    text = f"Go on at {links.address(case)} or {links.address(case, 'stage-2/')}."

    assert links.secret(case) not in secret_links.masked(text)
    assert secret_links.put_back(secret_links.masked(text), case) == text
    assert "href" not in secret_links.masked_html(str(render.marked_up(text)))

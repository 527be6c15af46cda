"""Every page of a move: it opens, it says why not when it cannot be used, and it is not for everybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse

from putright import rulebook
from putright.accounts.models import Officer
from putright.casework import cases
from putright.casework.actions import stage_1
from putright.casework.file import Found
from putright.desk import moves_addresses, nouns
from putright.desk.tests.moves import conftest
from putright.desk.tests.moves.told import Desk, words

SitDown = Callable[..., Desk]
FREE = ("triage", "assignment", "declaration", "adjustment_asked", "message", "restriction", "links_withdrawn")


def test_every_named_page_has_an_address() -> None:
    there = {pattern.name for pattern in moves_addresses.urlpatterns}
    assert {noun.name for noun in nouns.NOUNS.values()} <= there
    assert nouns.page_of("no such move") == nouns.STEP


@pytest.mark.parametrize("noun", FREE)
def test_pages_that_are_no_step_of_the_procedure_open(noun: str, desk: SitDown, anita: Officer) -> None:
    assert desk(anita).open(noun).status_code == 200


@pytest.mark.slow
def test_every_move_of_the_procedure_opens_or_says_why_not(desk: SitDown, anita: Officer, rosa: Officer) -> None:
    fresh, begun = desk(anita), desk(anita)
    given = conftest.given_to(conftest.acknowledged(begun.case, rosa), rosa, anita)
    answered = desk(anita, conftest.given_to(conftest.acknowledged(conftest.complaint(), rosa), rosa, anita))
    found = {1: Found(finding="not_upheld", reason="The bin was emptied on the day.", rule="Waste policy 4")}
    stage_1.respond(conftest.step(answered.case, anita), found)
    for at in (fresh, desk(anita, given), answered):
        standing = cases.standing(conftest.again(at.case), on=conftest.TODAY)
        for move in standing.procedure.moves:
            if not move.begins and move.role != "reviewer":
                noun = nouns.page_of(move.name)
                page = at.open(noun, *([move.name] if noun == nouns.STEP else []))
                assert page.status_code in (200, 302), (move.name, words(page))
                if standing.offer[move.name].why_not and page.status_code == 200:
                    assert "not possible now" in words(page), move.name


@pytest.mark.slow
@pytest.mark.parametrize("procedure", ["children", "adult_care", "landlord_code", "public_health"])
def test_every_procedure_can_be_worked_page_by_page(procedure: str, desk: SitDown, anita: Officer) -> None:
    at = desk(anita, conftest.complaint(procedure=procedure))
    for move in rulebook.procedure(procedure).moves:
        if not move.begins:
            page = at.open(nouns.STEP, move.name)
            assert page.status_code in (200, 302, 403), (move.name, words(page))


def test_a_step_of_somebody_else_is_refused_with_the_reason(desk: SitDown, imran: Officer) -> None:
    page = desk(imran).open("acknowledgement")
    assert page.status_code == 403
    assert "This is for somebody else to do" in words(page)


def test_a_case_that_is_hidden_is_not_there(desk: SitDown, tom: Officer) -> None:
    assert desk(tom).open("message").status_code == 404


def test_a_page_for_roles_with_another_deed_names_the_roles_that_have_it(desk: SitDown, imran: Officer) -> None:
    page = desk(imran).open("restriction")
    assert page.status_code == 403
    assert "Complaints manager" in words(page)


def test_intake_stands_before_any_reference() -> None:
    assert reverse("desk:intake") == "/desk/intake/"

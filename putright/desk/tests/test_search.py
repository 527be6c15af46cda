"""Search: it finds what is there, and never more than the officer may see."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from putright.accounts.models import Officer
from putright.casework import search
from putright.casework.actions import filing, handling, intake
from putright.council import models
from putright.desk.tests import cast

As = Callable[[Officer], Client]
ZOE = intake.Contact(name="Zoë O’Neill", phone="01632 960 777", address="9 Löwe Lane")


@pytest.mark.parametrize(
    "typed", ["Zoe", "zoë ONEILL", "O'Neill", "lindenberg", "LINDEN glass", "lowe lane", "01632960777"]
)
def test_words_names_and_numbers_are_found_however_they_are_typed(rosa: Officer, typed: str) -> None:
    case = cast.complaint("Glass in Lindenberg Road.", person=ZOE)
    cast.complaint("Something else.")

    assert [found.pk for found in search.find(typed, rosa)] == [case.pk]


def test_what_is_added_later_is_found_at_once(rosa: Officer) -> None:
    case = cast.complaint()
    filing.add_note(cast.step(case, rosa), note="Ring the ornithologist.")

    assert search.find("ornith", rosa) == [case]


def test_a_whole_reference_leads_to_the_case(as_: As, rosa: Officer) -> None:
    case = cast.complaint()
    typed = case.reference.lower().replace("-", " ")

    assert as_(rosa).get("/desk/search/", {"q": typed})["Location"] == f"/desk/{case.reference}/"


def test_search_never_leaks_beyond_the_officers_scope(as_: As, imran: Officer, anita: Officer, rosa: Officer) -> None:
    theirs = cast.complaint("Pelican in the loft.", service="housing")
    hidden = cast.complaint("Pelican in the yard.")
    handling.restrict(cast.step(hidden, anita), restricted=True, reason="They work here.")

    assert search.find("pelican", imran) == []
    assert search.find(theirs.reference, imran) == []
    assert search.find("pelican", rosa) == [theirs]
    assert {case.pk for case in search.find("pelican", anita)} == {theirs.pk, hidden.pk}
    assert "Nothing was found" in as_(imran).get("/desk/search/", {"q": theirs.reference}).content.decode()


def test_nobody_finds_by_guessing_what_they_may_not_read(rosa: Officer, council: models.Council) -> None:
    kit = cast.officer("Kit Doran", "contractor")
    case = cast.complaint("A pelican in the yard.")
    filing.add_note(cast.step(case, rosa), note="We suspect the contractor.")
    cast.assigned(case, kit, by=rosa)

    assert search.find("pelican", kit) == search.find("suspect", rosa) == [case]
    assert search.find("susp", kit) == search.find("pelican suspect", kit) == []


@pytest.mark.parametrize("typed", ['"', "' OR 1=1 --", "NEAR(", "a*b:c", "\\", "()", "   ", "--", "AND", "x" * 190])
def test_whatever_is_typed_is_only_words(as_: As, rosa: Officer, typed: str) -> None:
    cast.complaint()

    assert as_(rosa).get("/desk/search/", {"q": typed}).status_code == 200


def test_no_more_than_can_be_read_are_shown(rosa: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST", 2)
    for _ in range(4):
        cast.complaint("Pelican.")

    assert len(search.find("pelican", rosa)) == 3


def test_the_index_can_be_made_anew(rosa: Officer, capsys: pytest.CaptureFixture[str]) -> None:
    case = cast.complaint("Pelican.")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM casework_search")
    assert search.find("pelican", rosa) == []

    call_command("reindex")

    assert search.find("pelican", rosa) == [case]
    assert capsys.readouterr().out == "1 case can be found.\n"


def test_words_that_were_erased_are_found_no_more(rosa: Officer) -> None:
    case = cast.complaint("Bins.", happened="A pelican came.")
    case.words.filter(about="happened").update(erased_on=case.received_on)
    search.index(case)

    assert search.find("pelican", rosa) == []

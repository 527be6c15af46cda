"""The page on which an officer says what they are told by email."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.test import Client

from putright.accounts.models import Officer
from putright.casework.actions import endings
from putright.casework.notices import kinds
from putright.casework.retention import disposal
from putright.council import clock
from putright.council.clock import LONDON
from putright.desk.tests import cast
from putright.letters.models import Outgoing, State

As = Callable[[Officer], Client]


def given(officer: Officer) -> int:
    """How often somebody was told that a case was given to them."""
    return Outgoing.objects.filter(key__startswith="notice/given/", to=officer.email).count()


def test_what_is_unticked_is_turned_off_and_the_rest_stays_on(as_: As, imran: Officer, rosa: Officer) -> None:
    page = as_(imran).get("/desk/emails/").content.decode()
    assert page.count('type="checkbox"') == page.count(" checked") == len(kinds.for_(imran))

    answer = as_(imran).post("/desk/emails/", {"wanted": ["wrote", "morning_list"]}, follow=True)

    assert "Saved. It counts from now on." in answer.content.decode()
    assert answer.content.decode().count(" checked") == 2
    cast.assigned(cast.complaint(), imran, by=rosa)
    assert given(imran) == 0


def test_nobody_is_offered_a_kind_that_cannot_reach_them(as_: As, imran: Officer, anita: Officer) -> None:
    pages = {one.name: as_(one).get("/desk/emails/").content.decode() for one in (imran, anita)}
    for kind in ("to_approve", "to_decide", "next_stage", "disposal"):
        assert kinds.KINDS[kind].title not in pages[imran.name]
        assert kinds.KINDS[kind].title in pages[anita.name]
    assert "at risk of harm, you are always told" in pages[anita.name]


def test_a_kind_there_is_not_is_refused_and_changes_nothing(as_: As, imran: Officer) -> None:
    answer = as_(imran).post("/desk/emails/", {"wanted": ["given", "everything"]})
    assert "There is a problem" in answer.content.decode()
    assert kinds.wanted(imran) == set(kinds.KINDS)


def test_whoever_sees_no_case_has_no_such_page(as_: As, sam: Officer) -> None:
    assert as_(sam).get("/desk/emails/").status_code == 403


def test_a_disposal_that_waits_stands_on_the_work_list(as_: As, anita: Officer, rosa: Officer, settings: Any) -> None:
    settings.DEMO_DAY = "2028-06-14"
    wendy = cast.officer("Wendy Ashe", "records_officer")
    at = datetime(2024, 6, 3, 10, tzinfo=LONDON)
    case = cast.complaint(at=at)
    endings.withdraw(cast.step(case, rosa, at), how_told="She rang")
    Outgoing.objects.update(state=State.SENT)
    made = disposal.propose([case.reference], note="", by=wendy, at=clock.now(), key="disposal")

    page = as_(anita).get("/desk/").content.decode()

    assert f"A disposal waits for you as the second person (disposal {made.pk})" in page
    assert f'href="/records/disposals/{made.pk}/"' in page
    assert "A disposal waits" not in as_(wendy).get("/desk/").content.decode()

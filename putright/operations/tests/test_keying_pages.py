"""The pages on which what was done on paper is keyed: nothing typed is lost, keyed twice, or sent again."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from putright.casework import cases
from putright.casework.on_paper import follow_up, letters, noting
from putright.casework.tests import cast
from putright.letters.models import Outgoing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_fenwick")]
KEY = "0123456789abcdef"


@pytest.fixture(autouse=True)
def _monday(settings: Settings) -> None:
    settings.DEMO, settings.DEMO_DAY, settings.MFA_REQUIRED = True, "2026-09-21", False


def somebody(first: str = "anita") -> Client:
    client = Client()
    client.force_login(cast.who(first), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def an_answer(case: Any, **more: Any) -> dict[str, Any]:
    typed = {
        **{"on-day": "18", "on-month": "9", "on-year": "2026"},
        "taken_by": cast.who("imran").pk,
        "finding-1": "upheld",
        "reason-1": "The sheet leaves out the lane",
        "no_remedy-1": "It has been emptied since",
        "finding-2": "not_upheld",
        "reason-2": "It was answered",
        "declared": "none",
        "to": list(letters.may_have_had(case)),
        "text": "We uphold your complaint.",
        "said": [letters.ALL],
        "key": KEY,
    }
    return {**typed, **more}


def address(case: Any, page: str = "respond_stage_1") -> str:
    return f"/paper-cases/{case.reference}/{page}/"


def test_an_answer_is_keyed_once_however_often_it_is_sent() -> None:
    case, before = cast.complaint("acknowledged"), Outgoing.objects.count()
    client = somebody()

    first = client.post(address(case), an_answer(case), follow=True)
    again = client.post(address(case), an_answer(case), follow=True)

    said = "Keyed: the stage 1 answer was sent, on Friday 18 September 2026. No second letter goes out."
    assert said in first.content.decode()
    assert "Done on paper; written down on Monday 21 September 2026 by Anita Rowe" in again.content.decode()
    assert cast.kinds(case)[-1] == "stage_1_responded"
    assert cast.kinds(case).count("stage_1_responded") == 1
    assert Outgoing.objects.count() == before


def test_a_scan_alone_will_do() -> None:
    case = cast.complaint("acknowledged")
    scan = SimpleUploadedFile("answer.txt", b"What went out", "text/plain")

    somebody().post(address(case), an_answer(case, text="", scans=scan))

    assert case.documents.get().name == "answer.txt"
    assert not case.letters.filter(letter="stage_1_response").exists()


@pytest.mark.parametrize(
    ("typed", "because"),
    [
        ({"text": ""}, "Choose a scan of the letter, or type in its text below"),
        ({"on-day": "22"}, "That day is still to come"),
        ({"taken_by": ""}, "Choose who decided it"),
        ({"finding-2": ""}, "Choose what was found on point 2"),
        ({"said": []}, "Tick what the letter said"),
        ({"remedy_what": "A new bin"}, "Enter the day it was promised for"),
    ],
    ids=["no letter", "tomorrow", "nobody", "no finding", "nothing said", "half a remedy"],
)
def test_what_is_missing_is_named_and_nothing_typed_is_lost(typed: dict[str, Any], because: str) -> None:
    case = cast.complaint("acknowledged")

    page = somebody().post(address(case), an_answer(case, **typed)).content.decode()

    assert because in page
    assert "The sheet leaves out the lane" in page
    assert "stage_1_responded" not in cast.kinds(case)


def test_what_a_letter_left_out_is_listed_until_it_is_sent() -> None:
    case, client = cast.complaint("acknowledged"), somebody()
    client.post(address(case), an_answer(case, said=["stage", "points"]))

    assert "how to ask for the next stage" in client.get("/paper-cases/left/").content.decode()
    row = noting.to_follow_up(cast.who("anita")).get()
    page = client.get(address(case, f"left-out/{row.pk}")).content.decode()
    assert "sent you a letter on paper" in page
    # With the person's own link anybody could act as the person.
    assert "[the person’s own link: stage-2]" in page
    assert "/complaint/" not in page

    parts = {f"part-{name}": f"What we say of {name}" for name in [follow_up.OPENING, *row.left_out]}
    client.post(address(case, f"left-out/{row.pk}"), {**parts, "do": "send", "key": "abcdef", "confirmed": "on"})

    assert "how to ask for the next stage" not in client.get("/paper-cases/left/").content.decode()
    assert cast.kinds(case)[-1] == follow_up.KIND


def test_a_letter_is_looked_at_before_it_is_sent() -> None:
    case, client = cast.complaint("acknowledged"), somebody()
    client.post(address(case), an_answer(case, said=["stage", "points", "remedy", "outstanding_actions", "learning"]))
    row = noting.to_follow_up(cast.who("anita")).get()
    parts = {f"part-{name}": f"What we say of {name}" for name in [follow_up.OPENING, *row.left_out]}

    page = client.post(address(case, f"left-out/{row.pk}"), {**parts, "do": "look"}).content.decode()

    assert page.count("What we say of opening") == 2
    assert follow_up.KIND not in cast.kinds(case)


def test_that_nothing_has_to_be_sent_is_noted_with_the_reason() -> None:
    case, client = cast.complaint("acknowledged"), somebody()
    client.post(address(case), an_answer(case, said=["stage", "points"]))
    row = noting.to_follow_up(cast.who("anita")).get()

    client.post(address(case, f"not-needed/{row.pk}"), {"because": "", "key": "abc"})
    assert noting.to_follow_up(cast.who("anita")).exists()
    client.post(address(case, f"not-needed/{row.pk}"), {"because": "Told by phone", "key": "abc"})

    assert not noting.to_follow_up(cast.who("anita")).exists()


def test_what_was_noted_by_mistake_leaves_the_list() -> None:
    case, client = cast.complaint("acknowledged"), somebody()
    on = cast.on(18).date()
    row = noting.note(case.reference, "respond_stage_1", sent_on=on, by=cast.who("anita"), at=cast.on(21))
    assert case.reference in client.get("/paper-cases/left/").content.decode()

    client.post(address(case, f"dropped/{row.pk}"))

    assert "Nothing is left to key." in client.get("/paper-cases/left/").content.decode()


def test_a_case_is_found_by_its_reference_however_it_is_typed() -> None:
    case, client = cast.complaint("acknowledged"), somebody()

    found = client.get("/paper-cases/left/", {"reference": f" {case.reference.lower()} "})
    lost = client.get("/paper-cases/left/", {"reference": "26-AAA-BBB"})

    assert found["Location"] == f"/paper-cases/{case.reference}/"
    assert "There is no case you may see with that reference" in lost.content.decode()


@pytest.mark.slow
def test_every_step_that_can_be_keyed_has_its_page() -> None:
    client = somebody()
    for place in ("received", "acknowledged", "answered", "escalated", "acknowledged_again", "closed"):
        case = cast.complaint(place)
        page = client.get(f"/paper-cases/{case.reference}/").content.decode()
        moves = [move.name for move in cases.standing(case, on=cast.on(21).date()).procedure.moves]
        for move in [name for name in moves if f"/{name}/" in page]:
            assert client.get(address(case, move)).status_code == 200, (place, move)


@pytest.mark.parametrize("first", ["rosa", "imran", "sam"])
def test_only_those_who_may_put_the_record_right_key(first: str) -> None:
    case = cast.complaint("acknowledged")

    for page in ("/paper-cases/left/", f"/paper-cases/{case.reference}/", address(case)):
        assert somebody(first).get(page).status_code == 403


def test_a_step_or_a_case_there_is_not_is_not_found() -> None:
    case = cast.complaint("acknowledged")

    for page in (address(case, "decline"), address(case, "dance"), "/paper-cases/26-AAA-BBB/"):
        assert somebody().get(page).status_code == 404

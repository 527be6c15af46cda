"""What a person does on the page of their case: once however often it is sent, and nothing typed is lost."""

from __future__ import annotations

import io
import uuid
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import Settings

from putright.casework import own_page
from putright.casework.actions import requests
from putright.casework.refused import Refused
from putright.council.clock import LONDON
from putright.portal.tests import following_cases as told
from putright.portal.tests.test_following import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MONDAY = datetime(2026, 6, 1, 10, 0, tzinfo=LONDON)


def _picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (1, 1)).save(made, "PNG")
    return made.getvalue()


PNG = _picture()


@pytest.fixture(autouse=True)
def _on_a_demo_day(settings: Settings, tmp_path: Any) -> None:
    settings.DEMO, settings.DEMO_DAY, settings.MEDIA_ROOT = True, "2026-06-08", tmp_path


def key() -> dict[str, Any]:
    return {"key": uuid.uuid4().hex}


def kinds(case: told.Told) -> list[str]:
    return [event.kind for event in case.case.events.all()]


@pytest.fixture
def answered() -> told.Told:
    return told.answered(told.acknowledged(told.received(MONDAY)).later(days=3))


def test_stage_2_is_asked_for_with_one_button_and_no_reasons(client: Client, answered: told.Told) -> None:
    page = client.get(f"{answered.address}stage-2/").content.decode()
    assert page.count("<textarea") == 0
    assert page.count('type="submit"') == 1
    answer = client.post(f"{answered.address}stage-2/", key(), follow=True)

    assert "We will look at it again" in answer.content.decode()
    assert kinds(answered)[-1] == "escalated"


def test_a_double_click_escalates_once_and_both_see_that_it_worked(client: Client, answered: told.Told) -> None:
    same = key()
    for _ in range(2):
        answer = client.post(f"{answered.address}stage-2/", same, follow=True)
        assert "We will look at it again" in answer.content.decode()
    assert kinds(answered).count("escalated") == 1


def test_a_second_tab_is_told_that_stage_2_has_been_asked_for_already(client: Client, answered: told.Told) -> None:
    client.post(f"{answered.address}stage-2/", key())
    answer = client.post(f"{answered.address}stage-2/", key(), follow=True)

    assert "You have asked for stage 2 already." in answer.content.decode()
    assert kinds(answered).count("escalated") == 1


def test_what_matters_to_them_can_be_said_after_asking_for_stage_2(client: Client, answered: told.Told) -> None:
    client.post(f"{answered.address}stage-2/", key())
    client.post(f"{answered.address}stage-2/asked/", {**key(), "said": "Nobody read my photos."})

    assert "Nobody read my photos." in text_of(client, f"{answered.address}record/")


def test_nobody_asks_for_stage_2_before_an_answer(client: Client) -> None:
    case = told.acknowledged(told.received(MONDAY))
    answer = client.post(f"{case.address}stage-2/", key(), follow=True)

    assert "once we have answered you" in answer.content.decode()
    assert "escalated" not in kinds(case)
    assert client.get(f"{case.address}stage-2/asked/").status_code == 302


def test_an_accepted_remedy_is_recorded_once_and_takes_nothing_away(client: Client, answered: told.Told) -> None:
    remedy = own_page.remedies(answered.case)[0]
    address = f"{answered.address}remedies/{remedy.pk}/"
    assert "Accepting takes nothing away from you." in text_of(client, address)
    same = key()
    client.post(address, same)
    client.post(address, same)

    assert kinds(answered).count("remedy_accepted") == 1
    assert "You accepted it on Monday 8 June 2026" in text_of(client, answered.address)
    assert "Ask for stage 2" in text_of(client, answered.address)


def test_information_and_files_become_part_of_the_case_once(client: Client) -> None:
    case = told.received(MONDAY)
    same = key()
    for _ in range(2):
        photo = SimpleUploadedFile("bin.png", PNG, content_type="image/png")
        sent = {**same, "said": "It is a green bin.", "documents": photo}
        answer = client.post(f"{case.address}information/", sent, follow=True)
        assert "part of what we have" in answer.content.decode()
    page = text_of(client, f"{case.address}record/")

    assert page.count("It is a green bin.") == 1
    assert page.count("bin.png") == 1
    (sent_file,) = own_page.files(case.case)
    back = client.get(f"{case.address}files/{sent_file.pk}/")
    assert b"".join(back.streaming_content) == PNG  # type: ignore[attr-defined]
    assert "attachment" in back["Content-Disposition"]


def test_a_file_that_cannot_be_taken_is_named_and_nothing_typed_is_lost(client: Client) -> None:
    case = told.received(MONDAY)
    bad = SimpleUploadedFile("virus.exe", b"MZ nothing good", content_type="image/png")
    answer = client.post(f"{case.address}information/", {**key(), "said": "Look at this.", "documents": bad})
    page = answer.content.decode()

    assert "virus.exe is not a kind of file we can take" in page
    assert "Look at this." in page
    assert own_page.files(case.case) == ()


def test_nothing_at_all_is_not_sent(client: Client) -> None:
    case = told.received(MONDAY)
    page = client.post(f"{case.address}information/", key()).content.decode()

    assert "Write what you want to add, or choose a file" in page
    assert "<title>Error: " in page


def test_our_understanding_can_be_corrected(client: Client) -> None:
    case = told.acknowledged(told.received(MONDAY))
    assert "The bin was not emptied for five weeks." in text_of(client, f"{case.address}correction/")
    client.post(f"{case.address}correction/", {**key(), "said": "It was six weeks."})

    assert kinds(case)[-1] == "understanding_corrected"
    assert "It was six weeks." in text_of(client, f"{case.address}record/")


def test_an_adjustment_asked_for_is_shown_as_not_agreed_yet(client: Client) -> None:
    case = told.received(MONDAY)
    client.post(f"{case.address}adjustment/", {**key(), "kind": "large_print", "note": ""})

    assert "Large print – asked for, and not agreed yet" in text_of(client, f"{case.address}record/")


def test_something_else_needs_saying_what(client: Client) -> None:
    case = told.received(MONDAY)
    page = client.post(f"{case.address}adjustment/", {**key(), "kind": "other"}).content.decode()

    assert "Write what would help you" in page


def test_a_case_taken_back_ends_and_is_confirmed_in_writing(client: Client) -> None:
    case = told.acknowledged(told.received(MONDAY))
    same = key()
    client.post(f"{case.address}withdrawal/", same)
    client.post(f"{case.address}withdrawal/", same)

    assert kinds(case).count("withdrawn") == 1
    assert case.case.letters.order_by("-pk")[0].letter == "withdrawal"
    assert "You took this back" in text_of(client, case.address)


def test_a_request_becomes_a_complaint_received_when_it_first_came(client: Client) -> None:
    case = told.taken_as_request(told.received(MONDAY).later(days=1))
    assert "you can say that it is a complaint" in text_of(client, case.address)
    for _ in range(2):
        answer = client.post(f"{case.address}complaint-after-all/", {**key(), "said": ""}, follow=True)
        assert "We have your complaint" in answer.content.decode()
    complaint = own_page.led_to(case.case)

    assert complaint is not None
    assert complaint.received_at == MONDAY
    assert complaint.reference in text_of(client, case.address)
    assert complaint.parties.get().person.email == "maria@example.org"


def test_an_open_request_goes_on_beside_the_complaint_it_led_to(client: Client) -> None:
    case = told.received(MONDAY, procedure="service_request")
    client.post(f"{case.address}complaint-after-all/", {**key(), "said": "It was not emptied again."})
    complaint = own_page.led_to(case.case)

    assert complaint is not None
    assert complaint.received_on.isoformat() == "2026-06-08"
    assert kinds(case)[-2:] == ["dissatisfaction_voiced", "complaint_raised"]
    assert not case.case.ended


def test_a_request_that_has_ended_can_still_become_a_complaint_received_now(client: Client) -> None:
    case = told.received(MONDAY, procedure="service_request")
    client.post(f"{case.address}withdrawal/", {**key(), "why": "Nobody came."})
    assert case.case.ended
    client.post(f"{case.address}complaint-after-all/", {**key(), "said": "Nobody ever came."})
    complaint = own_page.led_to(case.case)

    assert complaint is not None
    assert complaint.received_on.isoformat() == "2026-06-08"


def test_a_complaint_need_not_be_made_one(client: Client) -> None:
    case = told.acknowledged(told.received(MONDAY))
    assert client.get(f"{case.address}complaint-after-all/").status_code == 302
    with pytest.raises(Refused, match="handled as a complaint already"):
        requests.say_it_is_a_complaint(case.step(), said="It is a complaint.")


def test_a_page_the_person_has_no_part_in_is_not_taken_by_guessing_its_number(client: Client) -> None:
    mine = told.received(MONDAY, key="mine")
    other = told.answered(told.acknowledged(told.received(MONDAY)))
    remedy = own_page.remedies(other.case)[0]

    assert client.post(f"{mine.address}remedies/{remedy.pk}/", key()).status_code == 404
    assert "remedy_accepted" not in kinds(other)

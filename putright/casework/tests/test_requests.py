"""A service request, and the complaint that comes out of it when the person is not happy."""

from datetime import timedelta

import pytest

from putright.casework import models
from putright.casework.actions import endings, intake, requests
from putright.casework.refused import Refused
from putright.casework.tests import cast


def request() -> models.Case:
    """Maria asks for her bin to be emptied."""
    return cast.received(procedure="service_request")


def test_a_complaint_raised_out_of_a_request_is_received_when_the_dissatisfaction_was_voiced() -> None:
    case = request()
    requests.voice_dissatisfaction(
        cast.step(case, "rosa", at=cast.on(10), happened_at=cast.on(9)), how_told="By telephone", said="Still full"
    )
    complaint = requests.raise_complaint(cast.step(case, "rosa", at=cast.on(11)), cast.matter())
    assert complaint.received_at == cast.on(9)
    assert complaint.came_from == case
    assert case.events.get(kind="complaint_raised").data["linked_case"] == complaint.reference
    assert not cast.as_it_is(case).ended


def test_raising_it_twice_opens_one_complaint() -> None:
    case = request()
    requests.voice_dissatisfaction(cast.step(case, "rosa"), how_told="By telephone")
    step = cast.step(case, "rosa")
    first, second = (requests.raise_complaint(step, cast.matter()) for _ in range(2))
    assert first == second
    assert models.Case.objects.count() == 2


def test_without_dissatisfaction_there_is_nothing_to_raise() -> None:
    case = request()
    before = cast.everything()
    with pytest.raises(Refused):
        requests.raise_complaint(cast.step(case, "rosa"), cast.matter())
    assert cast.everything() == before


def test_the_person_says_themselves_that_it_is_a_complaint_and_has_it_once() -> None:
    case = request()
    complaint = requests.say_it_is_a_complaint(cast.step(case, at=cast.on(9)), said="This is a complaint")
    assert complaint.procedure == "local_council_code"
    assert complaint.received_at == cast.on(9)
    assert complaint.parties.get().person.name == "Maria Lindqvist"
    assert requests.say_it_is_a_complaint(cast.step(case), said="Again") == complaint


def test_a_request_that_is_over_becomes_a_complaint_received_when_the_person_says_so() -> None:
    case = request()
    endings.withdraw(cast.step(case, "rosa", at=cast.on(9)), how_told="By telephone")
    complaint = requests.say_it_is_a_complaint(cast.step(case, at=cast.on(10)), said="It is full again")
    assert complaint.received_at == cast.on(10)
    assert not case.events.filter(kind="complaint_raised").exists()


def test_what_we_took_for_a_request_by_mistake_is_received_when_it_came_in() -> None:
    case = cast.received()
    endings.handle_as_service_request(
        cast.step(case, "rosa", at=cast.on(9)),
        reason="You asked for the bin to be emptied",
        letter=cast.letter(next_steps="The crew comes on Thursday."),
    )
    complaint = requests.say_it_is_a_complaint(cast.step(case, at=cast.on(10)), said="")
    assert complaint.received_at == cast.MONDAY


def test_what_is_a_complaint_already_is_not_opened_twice() -> None:
    case = cast.complaint("acknowledged")
    with pytest.raises(Refused, match="as a complaint already"):
        requests.say_it_is_a_complaint(cast.step(case, at=cast.MONDAY + timedelta(days=1)), said="It is")


def test_whoever_speaks_for_the_person_speaks_for_them_in_the_complaint_as_well() -> None:
    helen = intake.Representing(contact=intake.Contact(name="Helen"), authority="consent", relation="daughter")
    case = cast.received(procedure="service_request", representing=helen)
    complaint = requests.say_it_is_a_complaint(cast.step(case, at=cast.on(9)), said="It is a complaint")
    assert {str(party) for party in complaint.parties.all()} == {
        "Maria Lindqvist, complainant",
        "Helen, representative",
    }

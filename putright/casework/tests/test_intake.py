"""Taking a matter in, by whichever route: once, from when it reached the council, with everything that came with it."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest

from putright import rulebook
from putright.casework import cases, links, models, references, told_together
from putright.casework.actions import intake
from putright.casework.actions.intake import Contact, Representing
from putright.casework.refused import NotYours, Refused
from putright.casework.tests import cast
from putright.letters.models import Outgoing


def take_in(key: str = "k", by: str | None = None, **more: Any) -> models.Case:
    """Take it in as somebody, now."""
    times = {name: more.pop(name) for name in ("at", "received_at", "timed") if name in more}
    given = {"received_at": cast.MONDAY, "at": cast.MONDAY, **times}
    return intake.take_in(cast.matter(**more), key=key, by=cast.who(by) if by else None, **given)


def test_a_matter_needs_only_what_went_wrong_and_the_service() -> None:
    case = take_in(person=Contact(), wanted="")
    assert (case.stage, case.next_step, case.received_on) == ("stage_1", "stage_1_acknowledgement", date(2026, 9, 7))
    assert not Contact().reachable
    assert Contact(phone="1").reachable


def test_the_same_key_twice_is_one_case_one_receipt_and_one_person() -> None:
    first = take_in()
    assert take_in(said="Something else by now") == first
    assert models.Case.objects.count() == models.Person.objects.count() == Outgoing.objects.count() == 1


@pytest.mark.parametrize("channel", intake.CHANNELS)
def test_every_route_in_is_written_down(channel: str) -> None:
    case = take_in(channel=channel, by="rosa")
    event = case.events.get()
    assert (event.data["channel"], event.by) == (channel, cast.who("rosa"))


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"said": "  "}, "Say what went wrong"),
        ({"channel": "pigeon"}, "Say how it came in"),
        ({"service": "dragons"}, "Say which service it is about: Housing, Waste"),
        ({"received_at": cast.MONDAY + timedelta(minutes=1)}, "cannot have been received later than now"),
        ({"received_at": cast.MONDAY.replace(year=2020)}, "not in force yet"),
        ({"adjustments": [("a butler", "")]}, "Choose an adjustment"),
        ({"representing": Representing(contact=Contact(), authority="a nephew")}, "on what basis"),
        ({"procedure": "ombudsman_investigation"}, "Still missing: the reference the other body gave"),
    ],
)
def test_what_cannot_be_taken_in_says_why_and_nothing_is_kept(more: dict[str, Any], why: str) -> None:
    before = cast.everything()
    with pytest.raises(Refused, match=why):
        take_in(**more)
    assert cast.everything() == before


def test_taking_in_is_for_those_whose_role_it_is() -> None:
    for first in ("grace", "tom", "sam"):
        with pytest.raises(NotYours, match="take in a complaint"):
            take_in(by=first)
    take_in(by="kit")
    take_in(by="lee")


def test_what_was_passed_on_late_counts_from_when_it_first_reached_anybody() -> None:
    case = take_in(by="rosa", received_at=cast.on(1), at=cast.on(7), channel="contractor")
    event = case.events.get()
    assert (event.happened_at, event.recorded_at) == (cast.on(1), cast.on(7))
    assert case.received_on == date(2026, 9, 1)


def test_what_comes_in_after_the_office_has_closed_counts_from_the_next_working_day() -> None:
    case = take_in(received_at=cast.on(4, 18))
    assert case.received_on == date(2026, 9, 7)
    assert case.received_at == cast.on(4, 18)


def test_where_only_the_day_is_known_the_day_counts() -> None:
    case = take_in(by="rosa", received_at=cast.on(4, 23), timed=False, channel="letter")
    assert case.received_on == date(2026, 9, 4)


def test_a_reference_taken_already_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = take_in()
    drawn = iter([first.reference, "26-BBB-BBB"])
    monkeypatch.setattr(references, "new", lambda on: next(drawn))
    assert take_in(key="another").reference == "26-BBB-BBB"
    monkeypatch.setattr(references, "new", lambda on: first.reference)
    with pytest.raises(Refused, match="Nothing you typed is lost"):
        take_in(key="a third")


def test_a_case_is_known_in_lists_by_how_the_person_began() -> None:
    assert take_in(said="The bin\n was  full").subject == "The bin was full"
    long = take_in(key="long", said="very " * 40).subject
    assert len(long) <= 101
    assert long.endswith("very…")


def test_the_receipt_goes_by_email_at_once_and_by_post_not_at_all() -> None:
    case = take_in()
    assert [letter.letter for letter in case.letters.all()] == ["receipt"]
    assert Outgoing.objects.get().to == "maria@mail.example"
    assert take_in(key="by post", person=cast.JOSEPH).letters.count() == 0


def test_while_nobody_may_be_written_to_it_is_taken_in_without_a_receipt() -> None:
    asked = Representing(contact=Contact(name="Helen", email="helen@mail.example"), authority="asked_for")
    case = take_in(person_gets_letters=False, representing=asked)
    assert case.stage == "stage_1"
    assert not case.letters.exists()
    assert not Outgoing.objects.exists()


def test_whoever_speaks_for_the_person_and_what_they_asked_for_is_kept() -> None:
    helen = Representing(
        contact=Contact(name="Helen", email="helen@mail.example"), authority="consent", relation="daughter"
    )
    case = take_in(representing=helen, adjustments=[("large_print", " 18 point ")], came_from="")
    assert {str(party) for party in case.parties.all()} == {"Maria Lindqvist, complainant", "Helen, representative"}
    adjustment = models.Adjustment.objects.get()
    assert (str(adjustment), adjustment.note, adjustment.agreed_on) == ("large_print", "18 point", None)
    assert case.events.get().actor == "representative"
    assert set(Outgoing.objects.values_list("to", flat=True)) == {"maria@mail.example", "helen@mail.example"}


# --- The other procedures. --------------------------------------------------------------------------------------------

ENOUGH: dict[str, dict[str, Any]] = {
    "service_request": {"until": date(2026, 9, 14)},
    "ombudsman_investigation": {"their_reference": "26012345"},
}
EVERY = (
    "adult_care",
    "children",
    "data_protection",
    "landlord_code",
    "local_council_code",
    "member_enquiry",
    "ombudsman_investigation",
    "public_health",
    "service_request",
)


@pytest.mark.parametrize("procedure", EVERY)
def test_a_matter_of_every_procedure_can_be_taken_in_and_is_owed_something(procedure: str) -> None:
    case = take_in(procedure=procedure, **ENOUGH.get(procedure, {}), by="rosa")
    begins = next(move for move in rulebook.procedure(procedure).moves if move.begins)
    event = case.events.get()
    assert (event.kind, event.actor, event.procedure) == (begins.events[0], begins.by[0], procedure)
    assert case.next_step
    assert case.stage


def test_a_request_is_due_on_the_day_it_was_promised_for() -> None:
    case = take_in(procedure="service_request", until=date(2026, 9, 14))
    assert case.next_due_on == date(2026, 9, 14)
    assert case.events.get().data["until"] == "2026-09-14"


def test_a_matter_comes_in_before_anybody_knows_which_service_it_is() -> None:
    case = take_in(service=intake.SERVICE_NOT_KNOWN)
    assert (case.service.name, case.service.active) == ("Not known yet", False)


def one_after_another(*more: dict[str, Any]) -> list[models.Case]:
    """Maria rings about the bin, and then about what else she has."""
    made = [cast.received(channel="phone", adjustments=[("large_print", "")])]
    for one in more:
        key = intake.key_in_sitting(sitting=made[0].intake_key, key=uuid.uuid4().hex)
        given = cast.matter(channel="phone", **one)
        made.append(intake.take_in(given, received_at=cast.MONDAY, at=cast.MONDAY, key=key))
    return made


def test_matters_of_one_sitting_know_of_each_other() -> None:
    first, second, third = one_after_another({"said": "Nobody rang"}, {"said": "The hedge"})

    assert list(cases.told_together(first)) == [second, third]
    assert list(cases.told_together(third)) == [first, second]


def test_one_message_names_all_that_somebody_told_of_at_once() -> None:
    made = one_after_another({"said": "No assessment yet", "procedure": "adult_care"})
    sitting = made[0].intake_key
    for _ in range(2):
        assert told_together.tell(sitting, at=cast.MONDAY) == made

    [told] = Outgoing.objects.filter(subject__startswith="What you told us about")
    assert (told.to, told.about) == (cast.MARIA.email, made[0].reference)
    for case in made:
        assert f"{case.reference}: “{case.subject}”" in told.text
        assert links.address(case) in told.text
    assert "By Monday 14 September 2026: the stage 1 acknowledgement" in told.text


def test_a_single_matter_has_its_receipt_and_no_further_message() -> None:
    [case] = one_after_another()
    before = Outgoing.objects.count()

    assert told_together.tell(case.intake_key, at=cast.MONDAY) == [case]
    assert told_together.tell("nobody", at=cast.MONDAY) == []
    assert Outgoing.objects.count() == before


def test_matters_of_different_sittings_have_nothing_to_do_with_each_other() -> None:
    cast.received()
    assert not cases.told_together(cast.received())

"""A letter is put together from what the case knows, held while it says too little, and frozen when it goes."""

import pytest

from putright.casework import file, models, replay, steps
from putright.casework.actions import endings, handling, intake, stage_1
from putright.casework.refused import Refused
from putright.casework.steps import Told
from putright.casework.tests import cast
from putright.casework.writing import correspondence
from putright.casework.writing.particulars import Situation
from putright.letters.models import Outgoing


def test_a_letter_is_known_by_its_digest_and_by_the_step_it_tells() -> None:
    case = cast.complaint("acknowledged")
    letter = case.letters.get(letter="stage_1_acknowledgement")
    event = case.events.get(kind="stage_1_acknowledged")
    assert letter.digest == correspondence.digest(letter.text, letter.html)
    assert letter.step_key == event.key
    assert event.data["letters"] == [letter.digest]
    assert str(letter) == "Acknowledgement at stage 1"


def test_each_recipient_gets_a_copy_of_their_own_and_no_more_than_one() -> None:
    helen = intake.Representing(contact=intake.Contact(name="Helen", address="2 Lane\nFenwick"), authority="consent")
    case = cast.received(representing=helen)
    step = cast.step(case, "rosa")
    for _ in range(2):
        stage_1.acknowledge(step, cast.UNDERSTOOD)
    letters = case.letters.filter(step_key=step.key)
    assert {(letter.party.person.name, letter.channel) for letter in letters} == {
        ("Maria Lindqvist", "email"),
        ("Helen", "post"),
    }
    sent = {one.channel: one for one in Outgoing.objects.filter(key__contains=step.key)}
    assert sent["post"].to == "Helen\n2 Lane\nFenwick"
    assert sent["email"].to == "maria@mail.example"


def test_a_channel_that_does_not_reach_somebody_is_refused_by_name() -> None:
    case = cast.received()
    sending = correspondence.Sending(channels={case.parties.get().pk: "post"})
    with pytest.raises(Refused, match="Maria Lindqvist cannot be reached by post: choose another way"):
        stage_1.acknowledge(cast.step(case, "rosa"), cast.UNDERSTOOD, letter=sending)
    unknown = correspondence.Sending(channels={case.parties.get().pk: "pigeon"})
    with pytest.raises(Refused, match="cannot be reached pigeon"):
        stage_1.acknowledge(cast.step(case, "rosa"), cast.UNDERSTOOD, letter=unknown)


def test_the_reason_told_once_stands_in_the_letter_and_in_the_record() -> None:
    case = cast.received()
    reason = "You asked for a bin to be emptied for the first time."
    endings.handle_as_service_request(
        cast.step(case, "rosa"), reason=reason, letter=cast.letter(next_steps="The crew comes on Thursday.")
    )
    assert reason in case.letters.get(letter="reclassification").text
    assert models.Words.objects.get(case=case, about="reason").body == reason


def test_names_of_staff_who_worked_on_it_are_cautioned_against() -> None:
    case = cast.complaint("acknowledged")
    handling.assign(cast.step(case, "rosa"), cast.who("imran"))
    file.find(case, "stage_1", cast.UPHELD)
    told = Told(facts={"decision": "partially_upheld", "conflict_declaration": "none"})
    letter = cast.letter(reasons="Imran Sayle forgot to tell the crew.", learning="None")
    ahead = steps.preview(cast.as_it_is(case), cast.step(case, "imran"), "respond_stage_1", told, letter=letter)
    assert any("Imran" in caution.words for caution in ahead.report.cautions)


def test_everything_the_officer_wrote_goes_out_and_an_answer_says_what_was_decided() -> None:
    case = cast.complaint("answered")
    text = case.letters.get(letter="stage_1_response").text
    for said in (*cast.ANSWER.values(), "We uphold part of your complaint. We got part of it wrong."):
        assert said in text


def test_a_reason_for_the_file_goes_into_no_letter_without_a_part_for_it() -> None:
    case = cast.complaint("acknowledged")
    standing = replay.standing(case, on=cast.last_day(case))
    words = {"reason": "Said in confidence."}
    situation = Situation(before=standing, after=standing, facts={}, words=words, by=None, at=cast.last_moment(case))
    ready = correspondence.prospect(case, "stage_1_acknowledgement", correspondence.Sending(), situation)
    assert "Said in confidence." not in "".join(ready.draft.text.values())

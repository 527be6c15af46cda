"""Who is written to, by which channel, and who is not: nobody without authority, and nobody against what was agreed."""

from datetime import date
from typing import Any

import pytest

from putright.casework import models
from putright.casework.actions import adjustments, intake, later, stage_1
from putright.casework.refused import ConfirmFirst, Refused
from putright.casework.tests import cast
from putright.casework.writing import correspondence, recipients
from putright.letters.models import Outgoing

HELEN = intake.Contact(name="Helen Tran", email="helen@mail.example")
ON = cast.MONDAY.date()


def spoken_for(person: intake.Contact = cast.MARIA, gets_letters: bool = True, **more: Any) -> models.Case:
    """A complaint that Helen brings for Maria."""
    speaks = intake.Representing(contact=HELEN, relation="daughter", **more)
    return cast.received(person=person, person_gets_letters=gets_letters, representing=speaks)


def written_to(case: models.Case, on: date = ON, letter: str | None = None) -> list[str]:
    return [one.name for one in recipients.of(case, on=on, letter=letter)[0]]


def left_out(case: models.Case, on: date = ON, letter: str | None = None) -> dict[str, str]:
    return {str(one.party.person): one.because for one in recipients.of(case, on=on, letter=letter)[1]}


@pytest.mark.parametrize("authority", ["", "asked_for"])
def test_nobody_who_speaks_for_another_is_written_to_before_something_shows_that_they_may(authority: str) -> None:
    case = spoken_for(authority=authority)
    assert written_to(case) == ["Maria Lindqvist"]
    assert left_out(case) == {"Helen Tran": "Nothing shows yet that they may speak for the person."}
    cast.acknowledged(case)
    assert set(Outgoing.objects.values_list("to", flat=True)) == {"maria@mail.example"}


@pytest.mark.parametrize("authority", sorted(set(recipients.AUTHORITIES) - {"asked_for"}))
def test_whoever_may_speak_for_the_person_is_written_to_with_the_reason(authority: str) -> None:
    case = spoken_for(authority=authority, authority_on=date(2026, 9, 1))
    [_, helen] = recipients.of(case, on=ON)[0]
    said = recipients.AUTHORITIES[authority]
    assert helen.basis == f"They speak for Maria Lindqvist: {said}, since Tuesday 1 September 2026."


def test_an_authority_that_has_ended_is_none() -> None:
    case = spoken_for(authority="attorney")
    models.Party.objects.filter(role="representative").update(authority_ends_on=date(2026, 9, 10))
    assert "Helen Tran" in written_to(case, on=date(2026, 9, 10))
    assert left_out(case, on=date(2026, 9, 11)) == {
        "Helen Tran": "Their authority ended on Thursday 10 September 2026."
    }


def test_who_may_be_told_nothing_is_written_to_not_at_all() -> None:
    case = spoken_for(authority="consent", may_be_told="nothing")
    assert left_out(case) == {"Helen Tran": "The person has not agreed to anything being shared with them."}


def test_who_may_be_told_the_answer_gets_the_answer_and_nothing_else() -> None:
    case = spoken_for(authority="elected_member", may_be_told="the_answer")
    assert left_out(case, letter="extension") == {"Helen Tran": "They may be told the answer, and nothing else."}
    cast.acknowledged(case)
    cast.answered(case)
    helen = case.letters.filter(party__person__name="Helen Tran")
    assert list(helen.values_list("letter", flat=True)) == ["stage_1_response"]


def test_somebody_else_may_get_the_letters_in_the_person_s_place() -> None:
    case = spoken_for(gets_letters=False, authority="attorney")
    assert written_to(case) == ["Helen Tran"]
    assert "no letters" in left_out(case)["Maria Lindqvist"]


def test_where_nobody_may_be_written_to_the_step_waits() -> None:
    case = cast.received()
    models.Party.objects.update(gets_letters=False)
    before = cast.everything()
    with pytest.raises(Refused, match="Nobody in this case can be written to"):
        cast.acknowledged(case)
    assert cast.everything() == before


def test_a_complaint_nobody_can_be_named_for_is_answered_on_its_own_page_only() -> None:
    case = cast.received(person=intake.Contact())
    [nobody] = recipients.of(case, on=ON)[0]
    assert (nobody.name, nobody.channels) == ("Name not given", ("link",))
    assert nobody.address("link") == ""
    cast.acknowledged(case)
    [letter] = case.letters.filter(letter="stage_1_acknowledgement")
    assert (letter.channel, letter.outgoing_key) == ("link", "")
    assert Outgoing.objects.count() == 0


# --- Channels. --------------------------------------------------------------------------------------------------------

EVERYWHERE = intake.Contact(name="Ada", email="ada@mail.example", phone="01632 960777", address="1 Lane\nFenwick")


def channels(*agreed: str, prefers: str = "") -> tuple[str, ...]:
    case = agreeing(*agreed, prefers=prefers)
    return recipients.of(case, on=ON)[0][0].channels


def agreeing(*kinds: str, prefers: str = "") -> models.Case:
    """A complaint of Ada's with these adjustments agreed."""
    from dataclasses import replace

    case = cast.received(person=replace(EVERYWHERE, prefers=prefers), adjustments=[(kind, "") for kind in kinds])
    for adjustment in models.Adjustment.objects.filter(person__parts__case=case):
        adjustments.agree(cast.step(case, "rosa"), adjustment.pk, review_on=date(2027, 9, 1))
    return cast.as_it_is(case)


def test_the_channel_agreed_comes_first_then_the_one_preferred() -> None:
    assert channels() == ("email", "post", "phone", "link")
    assert channels(prefers="post") == ("post", "email", "phone", "link")
    assert channels("post_only", prefers="email")[0] == "post"
    assert channels("email_only", prefers="post")[0] == "email"


def test_an_adjustment_asked_for_counts_once_it_is_agreed_and_until_it_ends() -> None:
    case = cast.received(adjustments=[("large_print", "")])
    person = case.parties.get().person
    assert recipients.agreed_with(person, on=ON) == ()
    person.adjustments.update(agreed_on=ON, ended_on=date(2026, 10, 1))
    person = models.Person.objects.get()
    assert [one.kind for one in recipients.agreed_with(person, on=ON)] == ["large_print"]
    assert recipients.agreed_with(person, on=date(2026, 10, 1)) == ()
    assert recipients.agreed_with(person, on=date(2026, 9, 1)) == ()


@pytest.mark.parametrize(
    ("kind", "channel"),
    [("email_only", "post"), ("post_only", "email"), ("large_print", "email"), ("phone_first", "email")],
)
def test_a_letter_against_what_was_agreed_waits_until_somebody_says_so(kind: str, channel: str) -> None:
    case = agreeing(kind)
    party = case.parties.get()
    sending = correspondence.Sending(channels={party.pk: channel})
    with_word = correspondence.Sending(channels={party.pk: channel}, confirmed=True)
    before = cast.everything()
    if kind == "large_print":
        # What the letter looks like follows what was agreed, whichever way it goes.
        stage_1.acknowledge(cast.step(case, "rosa"), cast.UNDERSTOOD, letter=sending)
        assert case.letters.get(letter="stage_1_acknowledgement").large
        return
    with pytest.raises(ConfirmFirst) as asked:
        stage_1.acknowledge(cast.step(case, "rosa"), cast.UNDERSTOOD, letter=sending)
    assert asked.value.questions[0].startswith("Ada. Agreed: ")
    assert cast.everything() == before
    stage_1.acknowledge(cast.step(case, "rosa"), cast.UNDERSTOOD, letter=with_word)
    assert case.letters.get(letter="stage_1_acknowledgement").channel == channel


def test_whoever_wants_to_be_rung_first_has_been_when_the_officer_says_so() -> None:
    case = agreeing("phone_first")
    stage_1.acknowledge(cast.step(case, "rosa"), cast.UNDERSTOOD, letter=correspondence.Sending(rung=True))
    assert case.letters.filter(letter="stage_1_acknowledgement").count() == 1


def test_plain_text_goes_without_anything_a_screen_reader_would_stumble_over() -> None:
    case = agreeing("plain_text")
    cast.acknowledged(case)
    [sent] = Outgoing.objects.filter(key__contains=case.letters.get(letter="stage_1_acknowledgement").step_key)
    assert (sent.channel, sent.html) == ("email", "")
    assert sent.text


def test_a_letter_read_out_on_the_telephone_is_kept_and_not_sent() -> None:
    case = agreeing()
    party = case.parties.get()
    sending = correspondence.Sending(channels={party.pk: "phone"})
    stage_1.acknowledge(cast.step(case, "rosa"), cast.UNDERSTOOD, letter=sending)
    letter = case.letters.get(letter="stage_1_acknowledgement")
    assert (letter.channel, letter.outgoing_key) == ("phone", "")


def test_the_letter_names_the_adjustments_agreed_with_whoever_reads_it() -> None:
    case = agreeing("large_print")
    cast.acknowledged(case)
    assert "Large print" in case.letters.get(letter="stage_1_acknowledgement").text


def test_a_longer_extension_says_when_they_hear_from_us_meanwhile() -> None:
    case = cast.complaint("acknowledged")
    new = later.NewDate(
        until=date(2026, 10, 12), reason="Two services", good_reason="A death", approved_by=cast.who("anita").pk
    )
    with pytest.raises(Refused) as held:
        later.extend(cast.step(case, "anita"), new, letter=cast.letter(done_so_far="We have asked both."))
    assert held.value.reason == "It leaves out when we will write again."

"""The people of a case after intake: how they are reached, who speaks for them, and what shows that they may."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from putright.casework import links, models, own_page, resending, search
from putright.casework.actions import people, stage_1
from putright.casework.actions.intake import Contact, Representing
from putright.casework.actions.people import Authority
from putright.casework.post import posting
from putright.casework.proof import evidence
from putright.casework.refused import NotYours, Overtaken, Refused
from putright.casework.tests import cast
from putright.casework.writing import recipients
from putright.letters.models import Outgoing, State

HELEN = Contact(name="Helen Tran", email="helen@mail.example")
CONSENT = Authority(authority="consent", on=date(2026, 9, 7), note="By telephone, to Rosa")
WITHDRAWN = Authority(authority=recipients.WITHDRAWN, on=date(2026, 9, 7))


def party(case: models.Case, role: str = "complainant") -> models.Party:
    """Somebody in the case."""
    return case.parties.select_related("person").get(role=role)


def spoken_for(**more: Any) -> models.Case:
    """A complaint that Helen brought for Maria, with her consent."""
    given = {"authority": "consent", "authority_on": date(2026, 9, 1), **more}
    return cast.received(representing=Representing(contact=HELEN, relation="daughter", **given))


def last(case: models.Case) -> models.Event:
    """What happened last."""
    event = case.events.last()
    assert event is not None
    return event


def written_to(case: models.Case) -> list[str]:
    """Who gets letters now."""
    return [one.name for one in recipients.of(cast.as_it_is(case), on=cast.MONDAY.date())[0]]


# --- How somebody is reached. ----------------------------------------------------------------------------------------


def test_a_changed_contact_is_used_and_the_event_says_which_fields_and_no_more() -> None:
    case = cast.received()
    moved = replace(cast.MARIA, email="maria.new@mail.example", address="9 High Street\nFenwick")
    people.change_contact(cast.step(case, "rosa"), party(case).pk, moved)
    person = party(case).person
    assert (person.email, person.address, person.name) == (moved.email, moved.address, "Maria Lindqvist")
    event = last(case)
    assert (event.kind, event.by) == ("party_changed", cast.who("rosa"))
    assert event.data == {"party": party(case).pk, "role": "complainant", "changed": ["email", "address"]}
    assert "mail.example" not in json.dumps(event.data)


def test_the_search_finds_somebody_by_their_new_details_and_not_by_the_old() -> None:
    case = cast.received()
    people.change_contact(cast.step(case, "rosa"), party(case).pk, replace(cast.MARIA, email="new@elsewhere.example"))
    assert list(search.find("elsewhere", cast.who("rosa"))) == [case]
    assert list(search.find("maria@mail.example", cast.who("rosa"))) == []


def test_sent_twice_it_is_changed_once() -> None:
    case = cast.received()
    step = cast.step(case, "rosa")
    for again in (False, True):
        taken = people.change_contact(step, party(case).pk, replace(cast.MARIA, phone="01632 960999"))
        assert taken.again is again
    assert cast.kinds(case) == ["received", "party_changed"]


def test_whoever_was_overtaken_is_told_and_nothing_is_changed() -> None:
    case = cast.received()
    seen = cast.as_it_is(case).last_number
    people.change_contact(cast.step(case, "rosa"), party(case).pk, replace(cast.MARIA, phone="01632 960999"))
    with pytest.raises(Overtaken, match="Rosa Okafor was here before you: somebody's details"):
        people.change_contact(cast.step(case, "anita", seen=seen), party(case).pk, cast.MARIA)
    assert party(case).person.phone == "01632 960999"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "Nothing was changed"),
        ({"email": "maria at home"}, "email address like name@example.com"),
        ({"phone": "0" * 41}, "telephone number is too long"),
        ({"prefers": "pigeon"}, "email, post or telephone"),
    ],
)
def test_what_is_no_contact_is_refused(change: dict[str, str], said: str) -> None:
    case = cast.received()
    before = cast.everything()
    with pytest.raises(Refused, match=said):
        people.change_contact(cast.step(case, "rosa"), party(case).pk, replace(cast.MARIA, **change))
    assert cast.everything() == before


def test_only_somebody_of_this_case_is_changed_and_only_by_whoever_may_speak_for_people() -> None:
    case, other = cast.received(), cast.received()
    with pytest.raises(Refused, match="no such person in this case"):
        people.change_contact(cast.step(case, "rosa"), party(other).pk, HELEN)
    for first in ("kit", "lee"):
        with pytest.raises(NotYours):
            people.change_contact(cast.step(case, first), party(case).pk, HELEN)
    with pytest.raises(NotYours):
        people.change_contact(cast.step(case), party(case).pk, HELEN)


def test_letters_are_stopped_and_taken_up_again() -> None:
    case = cast.received()
    for gets in (False, True):
        people.change_contact(cast.step(case, "rosa"), party(case).pk, cast.MARIA, gets_letters=gets)
        assert bool(written_to(case)) is gets
    assert last(case).data["changed"] == ["gets_letters"]


# --- Letters that did not arrive. ------------------------------------------------------------------------------------


def undelivered() -> tuple[models.Case, models.Letter]:
    """An acknowledgement that could not be delivered."""
    case = cast.complaint("acknowledged")
    letter = case.letters.exclude(letter="receipt").get()
    Outgoing.objects.filter(key=letter.outgoing_key).update(state=State.DEAD)
    return case, letter


def test_a_letter_that_was_given_up_goes_to_the_new_address_when_it_is_sent_again() -> None:
    case, letter = undelivered()
    assert resending.unreached(case, party(case).pk) == [letter]
    moved = replace(cast.MARIA, email="maria.new@mail.example")
    people.change_contact(cast.step(case, "rosa"), party(case).pk, moved, again=[letter.pk])
    again = case.letters.order_by("-pk")[0]
    out = Outgoing.objects.get(key=again.outgoing_key)
    assert (out.to, out.channel, out.state) == ("maria.new@mail.example", "email", State.QUEUED)
    assert (out.text, out.html) == (letter.text, Outgoing.objects.get(key=letter.outgoing_key).html)
    assert last(case).data["again"] == [again.pk]
    assert resending.unreached(case, party(case).pk) == []
    assert letter in own_page.letters(case)
    assert again not in own_page.letters(case)
    assert evidence.breaks(cast.as_it_is(case)) == []


def test_by_post_it_names_the_new_address_and_can_be_posted() -> None:
    case, letter = undelivered()
    joseph = Contact(name="Maria Lindqvist", address="9 High Street\nFenwick")
    people.change_contact(cast.step(case, "rosa"), party(case).pk, joseph, again=[letter.pk])
    out = Outgoing.objects.get(channel="post")
    assert out.to == "Maria Lindqvist\n9 High Street\nFenwick"
    assert "Maria Lindqvist<br>9 High Street<br>Fenwick" in out.html
    posting.posted([out.pk], on=cast.last_day(case), by=cast.who("rosa"), at=cast.on(7, 15))
    assert last(case).kind == "letter_posted"
    assert evidence.breaks(cast.as_it_is(case)) == []


def test_somebody_nobody_could_reach_gets_what_was_written_once_there_is_an_address() -> None:
    case = cast.received(person=Contact(name="Maria Lindqvist"))
    cast.acknowledged(case)
    [letter] = resending.unreached(case, party(case).pk)
    with pytest.raises(Refused, match="no email or postal address"):
        people.change_contact(cast.step(case, "rosa"), party(case).pk, Contact(name="Maria"), again=[letter.pk])
    assert party(case).person.name == "Maria Lindqvist"
    people.change_contact(cast.step(case, "rosa"), party(case).pk, cast.MARIA, again=[letter.pk])
    assert Outgoing.objects.get().to == "maria@mail.example"


def test_a_letter_that_did_go_is_not_sent_again() -> None:
    case = cast.complaint("acknowledged")
    letter = case.letters.exclude(letter="receipt").get()
    with pytest.raises(Refused, match="did reach them"):
        people.change_contact(cast.step(case, "rosa"), party(case).pk, cast.MARIA, again=[letter.pk])


def test_nobody_who_gets_no_letters_is_sent_one_again() -> None:
    case, letter = undelivered()
    with pytest.raises(Refused, match="asked to have no letters"):
        people.change_contact(
            cast.step(case, "rosa"), party(case).pk, cast.MARIA, gets_letters=False, again=[letter.pk]
        )


# --- Who speaks for them. --------------------------------------------------------------------------------------------


def test_a_representative_is_added_and_written_to_once_the_person_has_consented() -> None:
    case = cast.received()
    people.add_party(cast.step(case, "rosa"), Representing(contact=HELEN, relation="daughter"))
    helen = party(case, "representative")
    assert (helen.person.name, helen.relation, helen.authority) == ("Helen Tran", "daughter", "asked_for")
    assert last(case).data["added"] is True
    assert "Helen" not in json.dumps(last(case).data)
    assert list(search.find("helen", cast.who("rosa"))) == [case]
    assert written_to(case) == ["Maria Lindqvist"]
    people.record_authority(cast.step(case, "rosa"), helen.pk, CONSENT)
    assert written_to(case) == ["Maria Lindqvist", "Helen Tran"]
    assert last(case).data["authority_on"] == "2026-09-07"
    assert "telephone" not in json.dumps(last(case).data)
    assert cast.as_it_is(case).link_version == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"contact": Contact(email="helen@mail.example")}, "Enter the name"),
        ({"role": "complainant"}, "councillor or MP"),
        ({"authority": "friend"}, "on what basis"),
        ({"authority": recipients.WITHDRAWN}, "does not want"),
        ({"authority": "consent"}, "the day the person agreed"),
        ({"may_be_told": "a bit"}, "everything, the answer, or nothing"),
        ({"contact": Contact(name="Helen", email="helen")}, "email address like"),
    ],
)
def test_nobody_is_added_without_what_it_takes(change: dict[str, Any], said: str) -> None:
    case = cast.received()
    before = cast.everything()
    with pytest.raises(Refused, match=said):
        people.add_party(cast.step(case, "rosa"), replace(Representing(contact=HELEN), **change))
    assert cast.everything() == before


def test_a_representative_sent_twice_is_added_once() -> None:
    case = cast.received()
    step = cast.step(case, "rosa")
    for _ in range(2):
        people.add_party(step, Representing(contact=HELEN))
    assert case.parties.count() == 2


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (replace(CONSENT, on=None), "the day the person agreed"),
        (replace(WITHDRAWN, on=None), "the day the person withdrew"),
        (replace(CONSENT, on=date(2026, 9, 8)), "still to come"),
        (replace(CONSENT, ends_on=date(2026, 9, 6)), "cannot end before it began"),
        (replace(CONSENT, authority="hearsay"), "on what basis"),
    ],
)
def test_an_authority_has_its_days(shown: Authority, said: str) -> None:
    case = spoken_for()
    with pytest.raises(Refused, match=said):
        people.record_authority(cast.step(case, "rosa"), party(case, "representative").pk, shown)


def test_nobody_has_to_show_that_they_may_speak_of_their_own_complaint() -> None:
    case = cast.received()
    with pytest.raises(Refused, match="their own complaint"):
        people.record_authority(cast.step(case, "rosa"), party(case).pk, CONSENT)


def test_the_same_authority_twice_is_no_change() -> None:
    case = spoken_for()
    helen = party(case, "representative").pk
    people.record_authority(cast.step(case, "rosa"), helen, CONSENT)
    with pytest.raises(Refused, match="Nothing was changed"):
        people.record_authority(cast.step(case, "rosa"), helen, CONSENT)


# --- Consent withdrawn. ----------------------------------------------------------------------------------------------


def test_a_withdrawn_consent_stops_letters_and_the_link_and_erases_nothing() -> None:
    case = spoken_for()
    secret = links.secret(case)
    assert written_to(case) == ["Maria Lindqvist", "Helen Tran"]
    people.record_authority(cast.step(case, "rosa"), party(case, "representative").pk, WITHDRAWN)
    assert written_to(case) == ["Maria Lindqvist"]
    helen = party(case, "representative")
    assert (helen.person.email, helen.may_be_told) == ("helen@mail.example", "nothing")
    out = recipients.of(cast.as_it_is(case), on=cast.MONDAY.date())[1]
    assert [one.because for one in out] == ["The person withdrew their consent on Monday 7 September 2026."]
    assert links.opened(case.reference, secret) is None
    assert last(case).data["links_withdrawn"] is True
    assert own_page.speaks_for_them(case) is None


def test_without_anybody_else_the_person_gets_their_letters_again() -> None:
    case = cast.received(
        person_gets_letters=False,
        representing=Representing(contact=HELEN, authority="consent", authority_on=date(2026, 9, 1)),
    )
    people.record_authority(cast.step(case, "rosa"), party(case, "representative").pk, WITHDRAWN)
    assert written_to(case) == ["Maria Lindqvist"]
    assert last(case).data["letters_to_person"] is True


def test_whoever_never_had_the_link_leaves_it_as_it_was() -> None:
    case = cast.received()
    people.add_party(cast.step(case, "rosa"), Representing(contact=HELEN))
    people.record_authority(cast.step(case, "rosa"), party(case, "representative").pk, WITHDRAWN)
    assert cast.as_it_is(case).link_version == 1


@pytest.mark.parametrize("less", ["the_answer", "nothing"])
def test_whoever_may_be_told_less_than_before_loses_the_link_too(less: str) -> None:
    case = spoken_for()
    shown = replace(CONSENT, may_be_told=less)
    people.record_authority(cast.step(case, "rosa"), party(case, "representative").pk, shown)
    assert cast.as_it_is(case).link_version == 2
    shown = replace(shown, note="In writing now")
    people.record_authority(cast.step(case, "rosa"), party(case, "representative").pk, shown)
    assert cast.as_it_is(case).link_version == 2


def test_whose_consent_had_an_end_has_no_link_any_more_once_it_is_past() -> None:
    case = cast.received()
    people.add_party(cast.step(case, "rosa"), Representing(contact=HELEN, relation="daughter"))
    helen = party(case, "representative").pk
    people.record_authority(cast.step(case, "rosa"), helen, replace(CONSENT, ends_on=date(2026, 9, 18)))
    stage_1.acknowledge(cast.step(case, "rosa"), cast.UNDERSTOOD)
    before = cast.as_it_is(case).link_version

    assert people.end_authorities(at=cast.on(18)) == 0
    assert people.end_authorities(at=cast.on(19)) == 1
    assert people.end_authorities(at=cast.on(19)) == 0
    assert cast.as_it_is(case).link_version == before + 1
    assert last(case).actor == "system"
    assert last(case).data["links_withdrawn"] is True
    assert written_to(case) == ["Maria Lindqvist"]
    assert evidence.breaks(cast.as_it_is(case)) == []

"""A letter that waits for the post while something changes: never printed silently, and the decision on record."""

from dataclasses import replace
from datetime import date

import pytest

from putright.casework import models, resending
from putright.casework.actions import adjustments, intake, people, sending, stage_1
from putright.casework.post import posting
from putright.casework.refused import NotYours, Refused
from putright.casework.tests import cast
from putright.casework.writing import recipients
from putright.letters.models import Outgoing, State

TODAY = date(2026, 9, 15)
MOVED = replace(cast.JOSEPH, address="7 Quay Street\nFenwick")
HELEN = intake.Representing(
    contact=intake.Contact(name="Helen Tran", address="2 Mill Lane\nFenwick"), authority="consent"
)


def waiting(**more: object) -> models.Case:
    """Joseph’s acknowledgement waits for the printer."""
    case = cast.received(person=cast.JOSEPH, **more)  # type: ignore[arg-type]
    stage_1.acknowledge(cast.step(case, "rosa", at=cast.on(14)), cast.UNDERSTOOD)
    return case


def room() -> posting.Room:
    """The print room as Rosa sees it."""
    return posting.room(cast.who("rosa"), on=TODAY)


def joseph(case: models.Case) -> models.Party:
    return case.parties.get(role="complainant")


def change(case: models.Case, contact: intake.Contact) -> None:
    people.change_contact(cast.step(case, "rosa"), joseph(case).pk, contact)


def doubts() -> list[str]:
    """Why letters are held back."""
    return [one.doubt for one in room().in_doubt]


def test_a_letter_to_whom_nothing_has_changed_is_printed() -> None:
    waiting()
    assert [one.outgoing.state for one in room().to_print] == ["queued"]
    assert doubts() == []


@pytest.mark.parametrize(
    ("contact", "why"),
    [
        (MOVED, "Their name or address has changed since"),
        (replace(cast.JOSEPH, email="joseph@mail.example", prefers="email"), "asked since to hear from us by email"),
        (replace(cast.JOSEPH, phone="01632 960321", prefers="phone"), "asked since to hear from us by telephone"),
    ],
    ids=["moved", "email", "telephone"],
)
def test_a_letter_waits_for_a_decision_once_its_person_is_reached_otherwise(contact: intake.Contact, why: str) -> None:
    case = waiting()
    change(case, contact)
    assert why in doubts()[0]
    assert room().to_print == []


def test_a_letter_does_not_wait_for_what_was_known_when_it_was_written() -> None:
    case = cast.received(person=replace(cast.JOSEPH, email="joseph@mail.example", prefers="email"))
    by_post = replace(cast.letter(), channels={joseph(case).pk: "post"})
    stage_1.acknowledge(cast.step(case, "rosa", at=cast.on(14)), cast.UNDERSTOOD, letter=by_post)
    assert doubts() == []


def test_email_only_agreed_since_holds_a_letter_back() -> None:
    case = waiting()
    party = joseph(case)
    adjustments.ask(cast.step(case), party.pk, kind="email_only")
    asked = party.person.adjustments.get()
    adjustments.agree(cast.step(case, "rosa"), asked.pk, review_on=date(2027, 9, 1))
    assert "written to by email only" in doubts()[0]


def test_a_letter_to_whoever_may_not_be_told_any_more_is_held_back() -> None:
    case = waiting(representing=HELEN)
    helen = case.parties.get(role="representative")
    withdrawn = people.Authority(authority=recipients.WITHDRAWN, on=TODAY)
    people.record_authority(cast.step(case, "rosa", at=cast.on(15)), helen.pk, withdrawn)
    assert doubts() == ["The person withdrew their consent on Tuesday 15 September 2026."]
    assert [one.outgoing.to.splitlines()[0] for one in room().to_print] == ["Joseph Abara"]


def test_a_letter_in_doubt_is_neither_printed_nor_posted_whoever_says_so() -> None:
    case = waiting()
    change(case, MOVED)
    number = Outgoing.objects.get().pk
    assert posting.printed([number], by=cast.who("rosa"), at=cast.on(15)) == 0
    assert posting.posted([number], on=TODAY, by=cast.who("rosa"), at=cast.on(15)) == 0
    assert Outgoing.objects.get().state == State.QUEUED


def test_taken_back_it_is_on_record_and_can_be_sent_to_where_they_are_now() -> None:
    case = waiting()
    change(case, MOVED)
    first = Outgoing.objects.get()
    posting.decide(first.pk, let_go=False, by=cast.who("rosa"), at=cast.on(15))
    assert doubts() == []
    assert case.events.last().kind == "letter_taken_back"  # type: ignore[union-attr]
    [letter] = resending.unreached(case, joseph(case).pk)
    people.change_contact(cast.step(case, "rosa"), joseph(case).pk, MOVED, again=[letter.pk])
    first.refresh_from_db()
    assert (first.state, first.replaced_by) == (State.REPLACED, Outgoing.objects.get(state=State.QUEUED))
    assert [one.outgoing.to.splitlines()[1] for one in room().to_print] == ["7 Quay Street"]
    assert resending.unreached(case, joseph(case).pk) == []


def test_let_go_it_is_printed_with_the_others_until_something_changes_again() -> None:
    case = waiting()
    change(case, MOVED)
    number = Outgoing.objects.get().pk
    posting.decide(number, let_go=True, by=cast.who("rosa"), at=cast.on(15, 11))
    assert case.events.last().kind == "letter_let_go"  # type: ignore[union-attr]
    assert [one.outgoing.pk for one in room().to_print] == [number]
    change(case, replace(MOVED, address="8 Quay Street\nFenwick"))
    assert len(doubts()) == 1


def test_only_what_still_waits_is_decided_and_only_by_those_who_post() -> None:
    case = waiting()
    letter = case.letters.get(channel="post")
    with pytest.raises(NotYours):
        sending.take_back(cast.step(case, "imran"), letter.pk)
    posting.posted([Outgoing.objects.get().pk], on=TODAY, by=cast.who("rosa"), at=cast.on(15))
    with pytest.raises(Refused, match="does not wait for the post any more"):
        sending.take_back(cast.step(case, "rosa"), letter.pk)
    with pytest.raises(Refused, match="no such letter"):
        posting.decide(0, let_go=True, by=cast.who("rosa"), at=cast.on(15))


def test_a_copy_to_a_new_address_takes_the_one_that_was_given_up_off_the_list() -> None:
    case = cast.received()
    Outgoing.objects.update(state=State.DEAD)
    party = joseph(case)
    for address in ("maria@new.example", "maria@newer.example"):
        [letter] = resending.unreached(case, party.pk)
        people.change_contact(cast.step(case, "rosa"), party.pk, replace(cast.MARIA, email=address), again=[letter.pk])
        assert resending.unreached(case, party.pk) == []
        assert list(Outgoing.objects.filter(state=State.DEAD)) == []
        Outgoing.objects.filter(to=address).update(state=State.DEAD)
    assert list(Outgoing.objects.order_by("pk").values_list("state", flat=True)) == ["replaced", "replaced", "dead"]

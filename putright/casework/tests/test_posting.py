"""Posting a letter: the day it counts from, once, and the same in the case as in the outbox."""

import pytest

from putright.casework import cases, models
from putright.casework.actions import filing, handling, intake, sending, stage_1
from putright.casework.post import posting
from putright.casework.refused import NotYours, Refused
from putright.casework.tests import cast
from putright.letters import outbox


def take_back(case: models.Case) -> None:
    """Anita strikes out the last entry."""
    last = cast.as_it_is(case).last_number
    filing.correct(cast.step(case, "anita"), last, reason="Another letter was meant", change={"struck": True})


def by_post(at: object = cast.MONDAY, **more: object) -> models.Case:
    """A complaint acknowledged on the fifth working day, by post alone."""
    case = cast.received(person=cast.JOSEPH, **more)  # type: ignore[arg-type]
    stage_1.acknowledge(cast.step(case, "rosa", at=cast.on(14)), cast.UNDERSTOOD)
    return case


def post(case: models.Case, day: int, by: str = "rosa", place: int = 0) -> object:
    letter = case.letters.filter(channel="post").order_by("pk")[place]
    return sending.posted(cast.step(case, by, at=cast.on(day, 15)), letter.pk, on=cast.on(day).date())


def late(case: models.Case) -> bool:
    return bool(cases.standing(cast.as_it_is(case), on=cast.on(16).date()).breaches)


def test_a_letter_written_just_after_midnight_in_summer_was_written_that_day() -> None:
    case = cast.received(person=cast.JOSEPH)
    stage_1.acknowledge(cast.step(case, "rosa", at=cast.on(15, 0)), cast.UNDERSTOOD)
    waiting = outbox.to_print().filter(about=case.reference).values_list("pk", flat=True)

    with pytest.raises(Refused, match="was written after that day"):
        posting.posted(waiting, on=cast.on(14).date(), by=cast.who("rosa"), at=cast.on(15, 9))


def test_a_letter_posted_on_the_day_it_was_written_was_told_that_day() -> None:
    case = by_post()
    post(case, 14)
    assert not late(case)


def test_a_letter_posted_later_counts_from_the_day_of_posting() -> None:
    case = by_post()
    post(case, 15)
    assert late(case)
    assert case.letters.get(channel="post").posted_on == cast.on(15).date()


def test_a_letter_posted_later_takes_nothing_from_somebody_told_by_email() -> None:
    helen = intake.Representing(
        contact=intake.Contact(name="Helen Tran", email="helen@mail.example"), authority="consent"
    )
    case = by_post(representing=helen)
    post(case, 15)
    assert not late(case)


def test_of_two_posted_letters_the_first_to_go_counts() -> None:
    helen = intake.Representing(
        contact=intake.Contact(name="Helen Tran", address="2 Mill Lane\nFenwick"), authority="consent"
    )
    case = by_post(representing=helen)
    post(case, 14)
    post(case, 16, place=1)
    assert not late(case)


def test_a_posting_day_written_down_wrongly_is_struck_out() -> None:
    case = by_post()
    post(case, 15)
    take_back(case)
    assert not late(case)


def waiting() -> list[str]:
    """The letters that wait for the printer or the post."""
    return [one.key for one in (*outbox.to_print(), *outbox.to_post())]


def test_a_posting_on_record_takes_the_letter_out_of_the_queue() -> None:
    case = by_post()
    letter = case.letters.get(channel="post")
    assert waiting() == [letter.outgoing_key]
    post(case, 15)
    assert waiting() == []
    assert outbox.everything().get(key=letter.outgoing_key).posted_on == cast.on(15).date()


def test_a_letter_is_not_posted_a_second_time() -> None:
    case = by_post()
    post(case, 14)
    with pytest.raises(Refused, match="on record as posted on Monday 14 September 2026"):
        post(case, 15)
    assert case.letters.get(channel="post").posted_on == cast.on(14).date()


def test_a_posting_taken_back_puts_the_letter_among_those_to_be_posted_again() -> None:
    case = by_post()
    letter = case.letters.get(channel="post")
    post(case, 15)
    take_back(case)
    assert waiting() == [letter.outgoing_key]
    [again] = outbox.to_post()
    assert posting.posted([again.pk], on=cast.on(14).date(), by=cast.who("rosa"), at=cast.on(16)) == 1
    assert case.letters.get(channel="post").posted_on == cast.on(14).date()
    assert (waiting(), late(case)) == ([], False)


def test_a_letter_posted_in_the_print_room_is_posted_in_its_case_once() -> None:
    case = by_post()
    [one] = outbox.to_print()
    for moment, posted in ((cast.on(14, 15), 1), (cast.on(15), 0)):
        assert posting.posted([one.pk], on=moment.date(), by=cast.who("rosa"), at=moment) == posted
    assert case.letters.get(channel="post").posted_on == cast.on(14).date()


def test_a_letter_posted_after_the_next_step_was_taken_counts_from_that_step() -> None:
    case = by_post()
    handling.declare(cast.step(case, "imran"), declared="none")
    stage_1.respond(cast.step(case, "imran", at=cast.on(15)), cast.UPHELD, letter=cast.letter(**cast.ANSWER))
    post(case, 16)
    entry = next(one for one in cases.timeline(cast.as_it_is(case)) if one.kind == "stage_1_acknowledged")
    assert entry.happened.happened_at.date() == cast.on(15).date()


def test_a_posting_day_is_one_on_which_the_letter_could_be_posted() -> None:
    case = by_post()
    letter = case.letters.get(channel="post")
    for day, why in ((13, "cannot have been posted before"), (30, "still to come")):
        with pytest.raises(Refused, match=why):
            sending.posted(cast.step(case, "rosa", at=cast.on(15)), letter.pk, on=cast.on(day).date())
    with pytest.raises(Refused, match="no such letter"):
        sending.posted(cast.step(case, "rosa", at=cast.on(15)), 0, on=cast.on(15).date())
    with pytest.raises(NotYours, match="print letters"):
        post(case, 15, by="imran")

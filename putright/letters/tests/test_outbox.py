"""The outbox: one row for one key, only when the transaction is committed, and nothing that forges a header."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import transaction

from putright.accounts.models import Officer
from putright.council.clock import LONDON
from putright.council.models import ClosedDay, Council
from putright.letters import outbox, working_time
from putright.letters.models import Outgoing, State
from putright.letters.outbox import Attachment, Message, Refused

AT = datetime(2026, 6, 3, 10, tzinfo=LONDON)
HELLO = Message(subject="Our answer to your complaint", text="Dear Ms Lindqvist,")

pytestmark = pytest.mark.django_db


def put(message: Message = HELLO, **other: Any) -> Outgoing:
    return outbox.put(
        message,
        **{"key": "FV-1:answer", "channel": "email", "to": "maria@example.org", "about": "FV-1", "at": AT, **other},
    )


def test_the_same_key_is_put_once_and_the_first_is_returned() -> None:
    first = put(Message(subject="One", text="One", attachments=[Attachment(name="a.pdf", type="x/y", content=b"1")]))

    second = put(Message(subject="Two", text="Two"))

    assert second.pk == first.pk
    assert second.subject == "One"
    assert [enclosure.name for enclosure in second.enclosures.all()] == ["a.pdf"]


def test_nothing_goes_out_of_a_transaction_that_is_undone() -> None:
    with transaction.atomic():
        put()
        transaction.set_rollback(True)

    assert not outbox.everything().exists()


@pytest.mark.parametrize(
    "subject", ["Hello\nBcc: all@example.org", "Hello\rBcc: x@example.org", "Hello\u2028there", "\x00"]
)
def test_a_subject_of_two_lines_is_refused(subject: str) -> None:
    with pytest.raises(Refused, match=r"one line|subject"):
        put(Message(subject=subject, text="Text"))


@pytest.mark.parametrize("to", ["maria@example.org\nBcc: all@example.org", "a@b.example, c@d.example", "Maria", ""])
def test_an_address_that_is_not_exactly_one_address_is_refused(to: str) -> None:
    with pytest.raises(Refused):
        put(to=to)


def test_the_name_of_a_file_cannot_forge_a_header() -> None:
    with pytest.raises(Refused, match="one line"):
        put(Message(subject="A", text="B", attachments=[Attachment(name="a\nBcc: x", type="x/y", content=b"")]))


def test_files_too_big_for_any_mail_server_are_refused() -> None:
    big = Attachment(name="a.pdf", type="application/pdf", content=b"0" * (outbox.MOST_BYTES + 1))

    with pytest.raises(Refused, match="together they may have 15 MB"):
        put(Message(subject="A", text="B", attachments=[big]))


def test_an_unknown_channel_is_refused() -> None:
    with pytest.raises(Refused, match="use email or post"):
        put(channel="pigeon")


def test_a_letter_by_post_is_printed_and_then_posted_on_a_day(anita: Officer) -> None:
    letter = put(channel="post", to="Joseph Abara\n3 High Street\nFenwick")
    assert [row.pk for row in outbox.to_print()] == [letter.pk]

    assert outbox.printed([letter.pk], by=anita, at=AT) == 1
    assert [row.pk for row in outbox.to_post()] == [letter.pk]
    assert outbox.posted([letter.pk], on=date(2026, 6, 4), by=anita, at=AT) == 1

    letter.refresh_from_db()
    assert (letter.state, letter.posted_on, letter.by) == (State.POSTED, date(2026, 6, 4), anita)


def test_saying_twice_that_a_letter_was_posted_keeps_the_first_day(anita: Officer) -> None:
    letter = put(channel="post", to="Joseph Abara\n3 High Street")
    outbox.posted([letter.pk], on=date(2026, 6, 4), by=anita, at=AT)

    assert outbox.posted([letter.pk], on=date(2026, 6, 9), by=anita, at=AT) == 0
    letter.refresh_from_db()
    assert letter.posted_on == date(2026, 6, 4)


def test_an_email_is_never_in_the_print_queue(anita: Officer) -> None:
    email = put()

    assert not outbox.to_print().exists()
    assert outbox.printed([email.pk], by=anita, at=AT) == 0


def test_what_was_sent_cannot_be_tried_again(anita: Officer) -> None:
    email = put()
    Outgoing.objects.update(state=State.SENT)

    with pytest.raises(Refused, match="Only what did not go"):
        outbox.try_again(email.pk, by=anita, at=AT)


def test_erasing_takes_out_the_words_and_keeps_that_it_went() -> None:
    put(Message(subject="One", text="One", attachments=[Attachment(name="a.pdf", type="x/y", content=b"1")]))
    Outgoing.objects.update(state=State.SENT, went_at=AT)

    assert outbox.erase(about="FV-1", at=AT) == 1

    row = outbox.everything(about="FV-1").get()
    assert (row.to, row.subject, row.text, row.went_at) == ("", "", "", AT)
    assert not row.enclosures.exists()


def test_what_has_not_gone_yet_is_not_erased() -> None:
    put()

    assert outbox.erase(about="FV-1", at=AT) == 0


@pytest.mark.parametrize(
    ("at", "goes"),
    [
        (datetime(2026, 6, 3, 10, tzinfo=LONDON), datetime(2026, 6, 3, 10, tzinfo=LONDON)),
        (datetime(2026, 6, 3, 7, 59, tzinfo=LONDON), datetime(2026, 6, 3, 8, tzinfo=LONDON)),
        (datetime(2026, 6, 3, 18, tzinfo=LONDON), datetime(2026, 6, 4, 8, tzinfo=LONDON)),
        # The Friday before the August bank holiday: the next working day is Tuesday.
        (datetime(2026, 8, 28, 19, tzinfo=LONDON), datetime(2026, 9, 1, 8, tzinfo=LONDON)),
        (datetime(2026, 8, 31, 11, tzinfo=LONDON), datetime(2026, 9, 1, 8, tzinfo=LONDON)),
        # The clocks go back on Sunday 25 October: eight o'clock is still eight o'clock.
        (datetime(2026, 10, 24, 11, tzinfo=LONDON), datetime(2026, 10, 26, 8, tzinfo=LONDON)),
    ],
)
def test_a_reminder_waits_for_working_time(council: Council, at: datetime, goes: datetime) -> None:
    reminder = put(Message(subject="Due on Friday", text="FV-1", only_in_working_time=True), at=at)

    assert reminder.due_at == goes


def test_a_reminder_waits_until_the_offices_open_again(council: Council) -> None:
    ClosedDay.objects.create(day=date(2026, 12, 29), title="Christmas closure")

    assert working_time.next_moment(datetime(2026, 12, 24, 20, tzinfo=LONDON)) == datetime(
        2026, 12, 30, 8, tzinfo=LONDON
    )


def test_past_the_end_of_the_calendar_a_reminder_still_goes_on_a_weekday(council: Council) -> None:
    saturday = datetime(2041, 6, 1, 11, tzinfo=LONDON)

    assert working_time.next_moment(saturday) == datetime(2041, 6, 3, 8, tzinfo=LONDON)

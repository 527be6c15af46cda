"""Delivery: never twice, never lost from sight, tried again with longer waits, and given up in the open."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from pytest_django import DjangoAssertNumQueries, Settings

from putright.accounts.models import Officer
from putright.council.clock import LONDON
from putright.council.models import Council
from putright.letters import delivery, outbox
from putright.letters.models import Outgoing, State
from putright.letters.outbox import Attachment, Message
from putright.letters.tests import mail_servers
from putright.letters.tests.mail_servers import Failing

AT = datetime(2026, 6, 3, 10, tzinfo=LONDON)
HELLO = Message(subject="Our answer", text="Dear Ms Lindqvist,")

pytestmark = pytest.mark.usefixtures("council", "server")


@pytest.fixture
def server(settings: Settings) -> Iterator[None]:
    settings.DEMO = False
    settings.EMAIL_BACKEND = "putright.letters.tests.mail_servers.Failing"
    yield
    Failing.on_open.clear()
    Failing.on_send.clear()


def put(message: Message = HELLO, *, key: str = "FV-1:answer", at: datetime = AT) -> Outgoing:
    return outbox.put(message, key=key, channel="email", to="maria@example.org", about="FV-1", at=at)


def now(row: Outgoing) -> Outgoing:
    row.refresh_from_db()
    return row


def test_an_email_goes_with_its_text_its_html_and_its_files() -> None:
    pdf = Attachment(name="letter.pdf", type="application/pdf", content=b"%PDF")
    row = put(Message(subject="Our answer", text="Text", html="<p>Text</p>", attachments=[pdf]))

    delivery.deliver_due(at=AT)

    sent = mail.outbox[0]
    assert isinstance(sent, mail.EmailMultiAlternatives)
    assert (sent.subject, sent.body, sent.to) == ("Our answer", "Text", ["maria@example.org"])
    assert sent.from_email == "Fenwick Vale Council <complaints@fenwickvale.example>"
    assert [kind for _, kind in sent.alternatives] == ["text/html"]
    assert sent.attachments == [("letter.pdf", b"%PDF", "application/pdf")]
    assert (now(row).state, row.went_at, row.attempts) == (State.SENT, AT, 1)


def test_what_was_sent_is_not_sent_again() -> None:
    put()
    delivery.deliver_due(at=AT)
    put()
    delivery.deliver_due(at=AT + timedelta(days=1))

    assert len(mail.outbox) == 1


def test_what_is_not_due_yet_waits() -> None:
    put(at=AT + timedelta(hours=1))

    assert delivery.deliver_due(at=AT).sent == 0


def test_a_claimed_row_is_not_there_for_a_second_worker() -> None:
    put()

    assert delivery._claim(AT) is not None
    assert delivery._claim(AT) is None


def test_a_refusal_for_now_is_tried_again_after_longer_and_longer_waits_and_then_given_up() -> None:
    row, at, waits = put(), AT, []
    Failing.on_send[:] = [mail_servers.BUSY] * 10

    while now(row).state != State.DEAD:
        assert delivery.deliver_due(at=at - timedelta(seconds=1)).failed == 0
        delivery.deliver_due(at=at)
        if now(row).state == State.FAILED:
            waits.append(row.due_at - at)
            at = row.due_at

    assert tuple(waits) == tuple(delivery.BACK_OFF)
    assert row.attempts == 7
    assert row.problem == "The mail server refused it: 451 Try again later"
    assert [dead.pk for dead in outbox.dead()] == [row.pk]
    assert not mail.outbox


@pytest.mark.parametrize("problem", [mail_servers.FULL_MAILBOX, mail_servers.BUSY])
def test_a_passing_refusal_does_not_lose_the_message(problem: Exception) -> None:
    row = put()
    Failing.on_send[:] = [problem]

    assert delivery.deliver_due(at=AT).failed == 1
    assert delivery.deliver_due(at=AT + timedelta(minutes=1)).sent == 1
    assert now(row).state == State.SENT


def test_a_server_that_cannot_be_reached_is_tried_again() -> None:
    put()
    Failing.on_open[:] = [mail_servers.UNREACHABLE]

    assert delivery.deliver_due(at=AT).failed == 1
    assert delivery.deliver_due(at=AT + timedelta(minutes=1)).sent == 1


def test_a_server_that_cannot_be_reached_is_one_line_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    row = put()
    Failing.on_open[:] = [mail_servers.UNREACHABLE]
    delivery.deliver_due(at=AT)

    assert [(line.levelname, line.getMessage(), line.exc_info) for line in caplog.records] == [
        ("WARNING", f"An email ({row.pk}) did not go: {now(row).problem}", None)
    ]


def test_an_address_that_does_not_exist_is_given_up_at_once_with_the_servers_words() -> None:
    row = put()
    Failing.on_send[:] = [mail_servers.NO_SUCH_MAILBOX]

    assert delivery.deliver_due(at=AT).dead == 1
    assert now(row).problem == "The mail server refused it: 550 No such mailbox"


def test_one_bad_address_does_not_hold_up_the_rest() -> None:
    put(key="1")
    put(key="2")
    Failing.on_send[:] = [mail_servers.NO_SUCH_MAILBOX]

    done = delivery.deliver_due(at=AT)

    assert (done.dead, done.sent) == (1, 1)


def test_a_connection_cut_while_sending_leaves_it_in_doubt_and_not_sent_twice() -> None:
    row = put()
    Failing.on_send[:] = [mail_servers.CUT_OFF]

    assert delivery.deliver_due(at=AT).unsure == 1
    assert delivery.deliver_due(at=AT + timedelta(days=1)).sent == 0
    assert now(row).state == State.UNSURE
    assert [doubtful.pk for doubtful in outbox.dead()] == [row.pk]


def test_a_worker_that_died_while_sending_leaves_it_in_doubt_and_not_sent_twice() -> None:
    row = put()
    delivery._claim(AT)

    delivery.deliver_due(at=AT + timedelta(minutes=5))
    assert now(row).state == State.SENDING
    done = delivery.deliver_due(at=AT + timedelta(minutes=11))

    assert (done.unsure, done.sent) == (1, 0)
    assert now(row).state == State.UNSURE
    assert not mail.outbox


def test_a_worker_that_was_only_slow_does_not_overwrite_what_was_decided_meanwhile(anita: Officer) -> None:
    put()
    slow = delivery._claim(AT)
    assert slow is not None
    delivery.mark_stuck(at=AT + timedelta(minutes=11))
    outbox.it_went(slow.pk, by=anita, at=AT)

    assert delivery._finish(slow, state=State.FAILED) == 0
    assert now(slow).state == State.SENT


def test_what_is_in_doubt_can_be_sent_again_or_settled_by_an_officer(anita: Officer) -> None:
    doubtful = put(key="1")
    put(key="2")
    Failing.on_send[:] = [mail_servers.CUT_OFF, mail_servers.CUT_OFF]
    delivery.deliver_due(at=AT)

    outbox.try_again(doubtful.pk, by=anita, at=AT)
    delivery.deliver_due(at=AT)

    assert (now(doubtful).state, doubtful.by) == (State.SENT, anita)
    assert outbox.it_went(Outgoing.objects.get(key="2").pk, by=anita, at=AT).state == State.SENT


def test_every_attempt_carries_the_same_message_id_which_tells_nothing() -> None:
    row = put()

    assert delivery.message_id(row) == delivery.message_id(now(row))
    assert "FV-1" not in delivery.message_id(row)


def test_a_failed_reminder_waits_for_working_time() -> None:
    friday_evening = datetime(2026, 8, 28, 17, 59, 30, tzinfo=LONDON)
    row = put(Message(subject="Due", text="FV-1", only_in_working_time=True), at=friday_evening)
    Failing.on_send[:] = [mail_servers.BUSY]

    delivery.deliver_due(at=friday_evening)

    # Monday is the August bank holiday.
    assert now(row).due_at == datetime(2026, 9, 1, 8, tzinfo=LONDON)


def test_a_worker_that_comes_late_keeps_a_reminder_for_the_morning() -> None:
    put(Message(subject="Due", text="FV-1", only_in_working_time=True), at=datetime(2026, 6, 3, 17, tzinfo=LONDON))

    assert delivery.deliver_due(at=datetime(2026, 6, 3, 22, tzinfo=LONDON)).sent == 0
    assert delivery.deliver_due(at=datetime(2026, 6, 4, 8, tzinfo=LONDON)).sent == 1


def test_nothing_leaves_a_demo_and_everything_can_be_read(settings: Settings) -> None:
    settings.DEMO = True
    put()

    assert delivery.deliver_due(at=AT).sent == 1
    assert not mail.outbox
    assert [row.text for row in outbox.everything()] == ["Dear Ms Lindqvist,"]


def test_a_letter_for_the_post_is_left_to_the_print_room() -> None:
    outbox.put(HELLO, key="p", channel="post", to="Joseph Abara\n3 High Street", about="FV-1", at=AT)

    assert delivery.deliver_due(at=AT).sent == 0


def test_with_nothing_due_no_lock_is_taken_and_no_council_is_needed(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    Council.objects.all().delete()

    # One for what got stuck, one for what waits for working time, one for what is due.
    with django_assert_num_queries(3):
        done = delivery.deliver_due(at=AT)

    assert done == delivery.Round()


@pytest.mark.slow
# Only the tables of letters are emptied afterwards, and the council by hand: casework lets nothing be deleted.
@pytest.mark.django_db(transaction=True, available_apps=["putright.letters"])
def test_two_workers_at_once_send_each_message_once(council: Council) -> None:
    if connection.vendor == "sqlite":
        council.delete()
        pytest.skip("the database of these tests is in memory, where workers cannot be told apart")
    for number in range(40):
        put(key=str(number))

    def work() -> int:
        try:
            return delivery.deliver_due(at=AT).sent
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        sent = [worker.result() for worker in [workers.submit(work) for _ in range(4)]]
    council.delete()

    assert sum(sent) == 40
    assert len(mail.outbox) == 40
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 40


@pytest.mark.parametrize("problem", [TimeoutError("timed out"), mail_servers.BUSY], ids=["silent", "refusing"])
def test_a_server_that_does_not_take_leave_has_taken_the_message_all_the_same(problem: Exception) -> None:
    row = put()
    Failing.on_close.append(problem)
    delivery.deliver_due(at=AT)
    assert (now(row).state, len(mail.outbox)) == (State.SENT, 1)
    delivery.deliver_due(at=AT)
    assert len(mail.outbox) == 1

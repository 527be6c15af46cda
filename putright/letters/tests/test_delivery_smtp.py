"""The same promises against a server that speaks SMTP: what our failing servers pretend is what a real one does."""

from collections.abc import Iterator
from datetime import datetime
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import ClassVar

import pytest
from pytest_django import Settings

from putright.council.clock import LONDON
from putright.letters import delivery, outbox
from putright.letters.models import Outgoing, State
from putright.letters.outbox import Message

AT = datetime(2026, 6, 3, 10, tzinfo=LONDON)

pytestmark = [pytest.mark.enable_socket, pytest.mark.usefixtures("council")]


class Conversation(StreamRequestHandler):
    """One connection. `to_recipient` and `to_message` are what it answers; an empty answer hangs up."""

    to_recipient: ClassVar[bytes] = b"250 fine"
    to_message: ClassVar[bytes] = b"250 taken"
    taken: ClassVar[list[bytes]] = []

    def handle(self) -> None:
        self._say(b"220 ready")
        for line in self.rfile:
            if not self._answer(line.upper()[:4].strip()):
                return

    def _answer(self, verb: bytes) -> bool:
        if verb == b"DATA":
            self._say(b"354 go on")
            self.taken.append(b"".join(iter(self.rfile.readline, b".\r\n")))
            return self._say(self.to_message)
        if verb == b"RCPT":
            return self._say(self.to_recipient)
        return self._say(b"221 bye" if verb == b"QUIT" else b"250 fine") and verb != b"QUIT"

    def _say(self, words: bytes) -> bool:
        if words:
            self.wfile.write(words + b"\r\n")
        return bool(words)


@pytest.fixture
def server(settings: Settings) -> Iterator[ThreadingTCPServer]:
    with ThreadingTCPServer(("127.0.0.1", 0), Conversation) as listening:
        settings.DEMO = False
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = listening.server_address[:2]
        Thread(target=listening.serve_forever, daemon=True).start()
        yield listening
        listening.shutdown()
    Conversation.to_recipient, Conversation.to_message = b"250 fine", b"250 taken"
    Conversation.taken.clear()


def delivered() -> Outgoing:
    message = Message(subject="Our answer – at last", text="Dear Ms Lindqvist,", html="<p>Dear Ms Lindqvist,</p>")
    outbox.put(message, key="1", channel="email", to="maria@example.org", about="FV-1", at=AT)
    delivery.deliver_due(at=AT)
    return outbox.everything().get()


@pytest.mark.slow
@pytest.mark.usefixtures("server")
def test_a_server_gets_the_whole_message() -> None:
    row = delivered()

    assert row.state == State.SENT
    assert delivery.message_id(row).encode() in Conversation.taken[0]
    assert b"From: Fenwick Vale Council <complaints@fenwickvale.example>" in Conversation.taken[0]
    assert b"text/html" in Conversation.taken[0]


@pytest.mark.slow
@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(
    ("to_recipient", "to_message", "state"),
    [
        (b"550 no such mailbox", b"250 taken", State.DEAD),
        (b"451 greylisted", b"250 taken", State.FAILED),
        (b"250 fine", b"452 disk full", State.FAILED),
        (b"250 fine", b"554 spam", State.DEAD),
        (b"250 fine", b"", State.UNSURE),
    ],
)
def test_what_a_server_answers_decides_what_becomes_of_it(to_recipient: bytes, to_message: bytes, state: State) -> None:
    Conversation.to_recipient, Conversation.to_message = to_recipient, to_message

    assert delivered().state == state


@pytest.mark.slow
def test_a_server_that_is_not_there_is_tried_again(server: ThreadingTCPServer) -> None:
    server.shutdown()
    server.server_close()

    assert delivered().state == State.FAILED

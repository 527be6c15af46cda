"""The mail server of `bin/chaos` takes what it says it takes, and nothing that breaks off."""

import smtplib
import socket
import time
from collections.abc import Iterator

import pytest

from chaos.post_office import PostOffice

pytestmark = pytest.mark.enable_socket
MESSAGE = "Message-ID: <1@x>\r\nSubject: x\r\n\r\nHello\r\n"


@pytest.fixture
def office() -> Iterator[PostOffice]:
    opened = PostOffice()
    opened.open()
    yield opened
    opened.close()


def test_a_letter_that_was_taken_is_on_its_list_and_stays_there_while_it_is_closed(office: PostOffice) -> None:
    with smtplib.SMTP("127.0.0.1", office.port) as line:
        line.sendmail("a@example.org", ["b@example.org"], MESSAGE)
    office.close()
    with pytest.raises(ConnectionRefusedError):
        smtplib.SMTP("127.0.0.1", office.port)
    office.open()
    assert office.taken == ["<1@x>"]


def test_a_letter_that_breaks_off_is_not_taken(office: PostOffice) -> None:
    with socket.create_connection(("127.0.0.1", office.port)) as line:
        line.sendall(b"EHLO x\r\nDATA\r\nMessage-ID: <2@x>\r\n")
    time.sleep(0.05)
    assert office.taken == []

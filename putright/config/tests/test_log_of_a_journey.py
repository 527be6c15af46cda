"""What is written down while people use the site: enough to mend a fault, and nothing about anybody."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
from django.test import Client

from putright.casework import links
from putright.casework.tests import cast
from putright.config import logs

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(db: None) -> Iterator[list[str]]:
    """Every line that would be written, as the council's monitoring reads it."""
    cast.set_up()
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    keep = Keep()
    keep.setFormatter(logs.AsJson())
    loggers = [
        logging.getLogger(name) for name in (None, "django", "django.request", "putright.requests", "putright.audit")
    ]
    levels = [one.level for one in loggers]
    for one in loggers:
        one.addHandler(keep)
        one.setLevel(logging.INFO)
    yield lines
    for one, level in zip(loggers, levels, strict=True):
        one.removeHandler(keep)
        one.setLevel(level)


def test_a_whole_journey_leaves_nobodys_words_and_no_secret_in_the_log(written: list[str]) -> None:
    case = cast.complaint("answered")
    rosa, client = cast.who("rosa"), Client(raise_request_exception=False)
    client.force_login(rosa, backend="allauth.account.auth_backends.AuthenticationBackend")
    secret = links.secret(case)

    client.get(f"/desk/{case.reference}/")
    client.get(f"/desk/search/?q={cast.MARIA.name}")
    Client().get(links.address(case).partition("8000")[2] or f"/complaint/{case.reference}/{secret}/")
    Client().get(f"/complaint/{case.reference}/{'A' * 24}/")
    Client().post("/accounts/login/", {"login": "maria@mail.example", "password": "correct horse"})
    Client().get("/no/such/page/for/Maria-Lindqvist/")

    told = [json.loads(line) for line in written]
    pages = {line["page"] for line in told if line["from"] == "putright.requests"}
    assert {"desk:case", "desk:search"} <= pages
    assert {line["officer"] for line in told if line.get("page") == "desk:case"} == {rosa.pk}
    for line in written:
        for private in (secret, "Lindqvist", "maria@", "correct horse", "Rosa", "Okafor", "01632", cast.SAID[:20]):
            assert private not in line, line


def test_what_broke_is_told_without_the_words_of_the_error() -> None:
    try:
        int(cast.MARIA.name)
    except ValueError as problem:
        record = logging.LogRecord("django.request", logging.ERROR, "", 1, "%s", ("it broke",), None)
        record.exc_info = (type(problem), problem, problem.__traceback__)

    line = json.loads(logs.AsJson().format(record))

    assert line["where"].endswith("ValueError")
    assert "Lindqvist" not in json.dumps(line)


def test_the_security_log_goes_to_a_collector_that_may_be_away() -> None:
    told = logs.settings(debug=False, as_json=True, syslog="/no/such/socket")
    handler = logs.Syslog("/no/such/socket")

    handler.handle(logging.LogRecord("putright.audit", logging.INFO, "", 1, "signed in", (), None))
    handler.close()

    assert told["loggers"]["putright.audit"]["handlers"] == ["console", "audit"]

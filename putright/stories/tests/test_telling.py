"""The whole demo, told by its command: once, quickly, and never among real complaints."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from pytest_django.fixtures import Settings
from pytest_django.plugin import DjangoDbBlocker

from putright.casework import cases, columns
from putright.casework.proof import evidence
from putright.council import clock
from putright.letters import outbox
from putright.stories import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

AS_OF = "2027-01-04"


@pytest.fixture(scope="module", autouse=True)
def said(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """What the command says when it tells everything; told once for all tests here, and taken back after them."""
    said = StringIO()
    as_of = override_settings(DEMO=True, DEMO_DAY=AS_OF)
    with as_of, django_db_blocker.unblock(), transaction.atomic():
        call_command("tell_stories", stdout=said)
        yield said.getvalue()
        transaction.set_rollback(True)


def test_the_command_says_as_of_which_day(said: str) -> None:
    assert said == "Told the stories as of 4 January 2027.\n"


def test_telling_twice_tells_once() -> None:
    before = cases.visible_to(cast.officer(cast.ANITA)).count()
    again = StringIO()
    call_command("tell_stories", stdout=again)
    assert again.getvalue() == "The stories are told already.\n"
    assert cases.visible_to(cast.officer(cast.ANITA)).count() == before > 60


def test_what_is_told_is_a_whole_record() -> None:
    assert [breaks for breaks in evidence.every_case() if breaks] == []


def test_every_column_follows_from_the_events() -> None:
    assert [one for one in columns.differing(on=clock.today(), mend=False) if one[1]] == []


def test_the_everyday_complaints_look_like_those_of_a_council() -> None:
    everything = cases.visible_to(cast.officer(cast.ANITA))
    answered = everything.exclude(outcome="")
    assert 0.4 < answered.filter(outcome="upheld").count() / answered.count() < 0.85
    assert everything.values("service").distinct().count() > 10
    assert cases.still_open(everything).count() > 15
    assert everything.filter(received_on__lt=clock.today() - timedelta(days=60)).exists()


def test_nothing_that_was_due_long_ago_waits_to_go() -> None:
    waits = outbox.everything().filter(channel="email", put_at__lt=clock.now() - timedelta(days=4))
    assert not waits.exclude(state="sent").exists()
    assert outbox.everything().filter(only_in_working_time=True, state="sent").count() > 20


def test_nobody_made_up_comes_among_real_complaints(settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="demo only"):
        call_command("tell_stories")

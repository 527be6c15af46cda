"""The commands of the record: what they print, and how they end."""

import io

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from putright.casework import models
from putright.casework.tests import cast


def run(name: str, *given: str) -> str:
    """What a command prints."""
    out = io.StringIO()
    call_command(name, *given, stdout=out)
    return out.getvalue()


@pytest.fixture(autouse=True)
def _on_the_day(settings: Settings) -> None:
    settings.DEMO, settings.DEMO_DAY = True, cast.MONDAY.date().isoformat()


def test_verify_counts_what_is_whole() -> None:
    cast.complaint("answered")
    cast.received()
    assert run("verify") == "verified: 2 cases, 0 broken\n"


def test_verify_names_each_break_and_fails() -> None:
    case = cast.received()
    models.Words.objects.filter(about="said").update(body="All is well")
    out = io.StringIO()
    with pytest.raises(CommandError, match="otherwise than by adding to it"):
        call_command("verify", stdout=out)
    assert out.getvalue() == (
        f"{case.reference}, event 1: what was written (said) has been changed\nverified: 1 cases, 1 broken\n"
    )


def test_rebuild_looks_first_and_puts_right_when_told() -> None:
    case = cast.received()
    models.Case.objects.update(stage="stage_2")
    assert run("rebuild", "--check") == f"{case.reference}: stage\nrebuilt: 1 cases, 1 differing\n"
    assert run("rebuild") == f"{case.reference}: stage\nrebuilt: 1 cases, 1 put right\n"
    assert run("rebuild") == "rebuilt: 1 cases, 0 put right\n"

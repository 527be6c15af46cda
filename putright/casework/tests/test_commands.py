"""The commands of the record: what they print, and how they end."""

import io

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from putright.casework import models
from putright.casework.management.commands import verify
from putright.casework.tests import cast


def run(name: str, *given: str) -> str:
    """What a command prints."""
    out = io.StringIO()
    call_command(name, *given, stdout=out)
    return out.getvalue()


@pytest.fixture(autouse=True)
def _on_the_day(settings: Settings) -> None:
    settings.DEMO, settings.DEMO_DAY = True, cast.MONDAY.date().isoformat()


NO_COPY = "No copy of an anchor was found outside the database: give a folder with --kept.\n"


def test_verify_counts_what_is_whole() -> None:
    cast.complaint("answered")
    cast.received()
    assert run("verify") == (
        f"{NO_COPY}Last: no anchor yet; events since then, which only their own chain vouches for: 6\n"
        "verified: 2 cases, 0 anchors, 0 copies, 0 broken\n"
    )


def test_verify_names_each_break_and_fails_with_the_first() -> None:
    case = cast.received()
    run("anchor")
    models.Words.objects.filter(about="said").update(body="All is well")
    out = io.StringIO()
    first = f"{case.reference}, event 1: what was written \\(said\\) has been changed"
    with pytest.raises(CommandError, match=f"The first break: {first}\nThe record has been changed") as ended:
        call_command("verify", stdout=out)
    assert ended.value.returncode == 1
    assert out.getvalue() == (
        f"{case.reference}, event 1: what was written (said) has been changed\n"
        "Last: Anchor 1 of 7 September 2026; events since then, which only their own chain vouches for: 0\n"
        "verified: 1 case, 1 anchor, 1 copy, 1 broken\n"
    )


def test_verify_ends_otherwise_when_only_columns_are_wrong() -> None:
    cast.received()
    models.Case.objects.update(stage="stage_2")
    with pytest.raises(CommandError, match="rebuild") as ended:
        run("verify", "--without-files")
    assert ended.value.returncode == 2


def test_verify_says_how_far_it_has_got(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "EVERY", 2)
    for _ in range(3):
        cast.received()
    err = io.StringIO()
    call_command("verify", stdout=io.StringIO(), stderr=err)
    assert err.getvalue() == "2 cases read\n"


def test_anchor_makes_one_a_day_and_prints_it() -> None:
    assert run("anchor") == "Nothing is on record yet, so there is nothing to anchor.\n"
    cast.received()
    first = run("anchor")
    assert "\nanchor: 1\nmade: 2026-09-07T" in first
    assert run("anchor") == first
    assert "\nanchor: 2\n" in run("anchor", "--now")


def test_rebuild_looks_first_and_puts_right_when_told() -> None:
    case = cast.received()
    models.Case.objects.update(stage="stage_2")
    assert run("rebuild", "--check") == f"{case.reference}: stage\nrebuilt: 1 case, 1 differing\n"
    assert run("rebuild") == f"{case.reference}: stage\nrebuilt: 1 case, 1 put right\n"
    assert run("rebuild") == "rebuilt: 1 case, 0 put right\n"

"""Somebody at risk: known from the first moment, and told to the complaints managers when they are at work."""

from datetime import datetime

import pytest

from putright.accounts import roles
from putright.casework.actions import handling
from putright.casework.actions.handling import Triage
from putright.casework.tests import cast
from putright.council.clock import LONDON
from putright.letters.models import Outgoing

SUNDAY_NIGHT = datetime(2026, 9, 6, 22, tzinfo=LONDON)


def alerts() -> list[str]:
    """Who is told of somebody at risk."""
    found = Outgoing.objects.filter(key__contains="at-risk").order_by("to")
    return [one.to.partition("@")[0] for one in found]


@pytest.mark.parametrize(
    ("answers", "at_risk"),
    [({}, False), ({"danger": ["no"]}, False), ({"danger": "no"}, False), ({"danger": ["life"]}, True)],
)
def test_until_triage_a_danger_told_of_counts(answers: dict[str, object], at_risk: bool) -> None:
    case = cast.received(answers=answers)
    assert case.at_risk is at_risk
    assert alerts() == (["anita", "omar"] if at_risk else [])


def test_triage_settles_it_either_way() -> None:
    case = cast.received(answers={"danger": ["life"]})
    handling.triage(cast.step(case, "rosa"), Triage(complexity="simple"))
    assert not cast.as_it_is(case).at_risk
    other = cast.received()
    handling.triage(cast.step(other, "rosa"), Triage(complexity="simple", at_risk=True))
    assert cast.as_it_is(other).at_risk
    assert Outgoing.objects.filter(about=other.reference, key__contains="at-risk").count() == 2


def test_managers_are_told_once_in_working_time_and_without_a_word_of_what_was_written() -> None:
    case = cast.received(at=SUNDAY_NIGHT, answers={"danger": ["life"]})
    handling.triage(cast.step(case, "rosa"), Triage(complexity="simple", at_risk=True, note="A baby"))
    first, _ = Outgoing.objects.filter(key__contains="at-risk")
    assert first.due_at == datetime(2026, 9, 7, 8, tzinfo=LONDON)
    assert f"/desk/{case.reference}/" in first.text
    assert cast.SAID not in first.subject + first.text


def test_nobody_is_told_of_what_they_settled_themselves_or_after_they_left() -> None:
    case = cast.received()
    roles.withdraw(officer=cast.who("omar"), role="complaints_manager")
    handling.triage(cast.step(case, "anita"), Triage(complexity="simple", at_risk=True))
    assert alerts() == []

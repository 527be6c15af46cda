"""What waits for a second person: shown to whoever may decide, gone once they have, and told to whoever wrote it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from putright.casework import models, waiting
from putright.casework.actions import drafts, refusal
from putright.casework.tests import cast
from putright.casework.tests.test_refusal import court

ANSWER = "stage_1_response"


def kinds(first: str) -> list[str]:
    """What waits for somebody."""
    return [one.kind for one in waiting.of(cast.who(first))]


def asked() -> models.Case:
    """Imran has asked for his answer to be approved."""
    case = cast.complaint("acknowledged")
    drafts.save(cast.step(case, "imran"), ANSWER, parts={}, facts={}, edition=0)
    drafts.ask_approval(cast.step(case, "imran"), ANSWER)
    return case


def test_an_answer_waits_for_those_who_may_approve_and_then_its_writer_is_told() -> None:
    case = asked()
    assert (kinds("anita"), kinds("rosa"), kinds("imran")) == (["approve"], [], [])
    drafts.approve(cast.step(case, "anita"), ANSWER, given=False, note="Say why it was missed.")
    assert (kinds("anita"), kinds("imran")) == ([], ["sent_back"])
    [back] = waiting.of(cast.who("imran"))
    assert (back.who, back.letter) == ("Anita Rowe", ANSWER)


def test_a_proposed_refusal_waits_for_whoever_may_decide_until_somebody_has() -> None:
    case = cast.received()
    refusal.propose(cast.step(case, "rosa"), court())
    [one] = waiting.of(cast.who("anita"))
    assert (one.kind, one.who, one.case) == ("decide", "Rosa Okafor", case)
    assert (kinds("rosa"), kinds("imran")) == ([], [])
    refusal.send_back(cast.step(case, "anita"), court().ground, why="It is about the delay.")
    assert kinds("anita") == []
    refusal.propose(cast.step(case, "rosa"), court())
    assert kinds("anita") == ["decide"]
    refusal.decline(cast.step(case, "anita"), court())
    assert kinds("anita") == []


@pytest.mark.slow
def test_however_much_waits_it_takes_the_same_queries() -> None:
    took = []
    for _ in range(3):
        asked()
        refusal.propose(cast.step(cast.received(), "rosa"), court())
        anita = cast.who("anita")
        with CaptureQueriesContext(connection) as queries:
            assert waiting.of(anita)
        took.append(len(queries))
    assert len(set(took)) == 1

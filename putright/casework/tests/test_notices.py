"""What officers are told by email when it happens: who, once, in working time, and no word of anybody."""

from __future__ import annotations

from datetime import datetime

import pytest

from putright.accounts.models import Officer
from putright.casework import models
from putright.casework.actions import drafts, filing, handling, leaving, refusal, stage_2
from putright.casework.notices import kinds
from putright.casework.tests import cast
from putright.casework.tests.test_refusal import court
from putright.council.clock import LONDON
from putright.letters.models import Outgoing
from putright.rulebook.book import library

ANSWER = "stage_1_response"
SATURDAY = datetime(2026, 9, 12, 11, tzinfo=LONDON)
NAMES = ("Maria", "Lindqvist", cast.SAID, cast.WANTED, cast.REASONS)


def told(kind: str) -> list[str]:
    """Who was told of something of a kind, by first name, each time."""
    found = Outgoing.objects.filter(key__startswith=f"notice/{kind}/").order_by("pk")
    return sorted(one.to.partition("@")[0] for one in found)


def the_email(kind: str) -> Outgoing:
    """The one email of a kind."""
    return Outgoing.objects.get(key__startswith=f"notice/{kind}/")


def asked(case: models.Case) -> None:
    """Imran asks for his answer to be approved."""
    drafts.save(cast.step(case, "imran"), ANSWER, parts={"reasons": cast.REASONS}, facts={}, edition=0)
    drafts.ask_approval(cast.step(case, "imran"), ANSWER)


# --- Who is told. ----------------------------------------------------------------------------------------------------


def test_whoever_is_given_a_case_is_told_what_it_is_and_what_is_due() -> None:
    case = cast.complaint("acknowledged")
    handling.assign(cast.step(case, "rosa"), cast.who("imran"))
    email = the_email("given")
    assert (email.to, email.about) == ("imran@fenwickvale.example", case.reference)
    assert email.subject == f"A case is given to you: {case.reference}"
    for part in ("Rosa Okafor has given you a case", "Waste", "Due: ", "2026", f"/desk/{case.reference}/"):
        assert part in email.text


def test_nobody_is_told_of_what_they_gave_themselves() -> None:
    handling.assign(cast.step(cast.received(), "rosa"), cast.who("rosa"))
    assert told("given") == []


def test_a_step_taken_twice_tells_once() -> None:
    case = cast.received()
    step = cast.step(case, "rosa")
    for _ in range(2):
        handling.assign(step, cast.who("imran"))
    assert told("given") == ["imran"]


def test_those_who_may_approve_are_asked_and_the_writer_hears_what_came_of_it() -> None:
    case = cast.complaint("acknowledged")
    asked(case)
    assert told("to_approve") == ["anita", "omar"]
    drafts.approve(cast.step(case, "anita"), ANSWER, given=False, note="Say why.")
    assert the_email("approved").subject == f"Your letter was sent back: {case.reference}"
    assert "Say why." not in the_email("approved").text
    drafts.ask_approval(cast.step(case, "imran"), ANSWER)
    drafts.approve(cast.step(case, "omar"), ANSWER, given=True)
    assert told("approved") == ["imran", "imran"]


def test_a_manager_who_asks_for_approval_is_not_asked_themselves() -> None:
    case = cast.complaint("acknowledged")
    drafts.save(cast.step(case, "anita"), ANSWER, parts={}, facts={}, edition=0)
    drafts.ask_approval(cast.step(case, "anita"), ANSWER)
    assert told("to_approve") == ["omar"]


def test_a_proposed_refusal_is_told_to_those_who_may_decide_and_its_end_to_who_proposed_it() -> None:
    case = cast.received()
    refusal.propose(cast.step(case, "rosa"), court())
    assert told("to_decide") == ["anita", "omar"]
    refusal.send_back(cast.step(case, "anita"), court().ground, why="It is about the delay.")
    assert "did not agree" in the_email("decided").text
    refusal.propose(cast.step(case, "rosa"), court())
    refusal.decline(cast.step(case, "anita"), court())
    assert told("decided") == ["rosa", "rosa"]


def test_every_role_that_refuses_somewhere_can_be_told_that_a_refusal_waits() -> None:
    moves = [move for procedure in library.every() for move in procedure.moves if "ground" in move.needs]
    assert {move.role for move in moves} == set(kinds.KINDS["to_decide"].acts_as)


def test_a_request_for_stage_2_reaches_those_who_give_cases_out() -> None:
    case = cast.complaint("answered")
    stage_2.escalate(cast.step(case), why="The sheet is still wrong")
    assert told("next_stage") == ["anita", "nia", "omar", "rosa"]
    email = Outgoing.objects.filter(key__startswith="notice/next_stage/").first()
    assert email is not None
    assert "The person asks for stage 2." in email.text
    assert "still wrong" not in email.text


def test_whoever_writes_a_request_for_stage_2_down_is_not_told_of_it() -> None:
    stage_2.escalate(cast.step(cast.complaint("answered"), "rosa"))
    assert told("next_stage") == ["anita", "nia", "omar"]


def test_the_owner_hears_that_the_person_wrote_once_until_somebody_has_looked() -> None:
    case = cast.complaint("acknowledged")
    handling.assign(cast.step(case, "rosa"), cast.who("imran"))
    for said in ("It is full again.", "And again."):
        filing.message(cast.step(case), said=said)
    assert told("wrote") == ["imran"]
    filing.read(cast.step(case, "imran"))
    filing.message(cast.step(case), said="Still.")
    assert told("wrote") == ["imran", "imran"]


def test_the_owner_hears_what_a_colleague_writes_down_for_the_person_and_not_their_own() -> None:
    case = cast.complaint("acknowledged")
    handling.assign(cast.step(case, "rosa"), cast.who("imran"))
    filing.message(cast.step(case, "imran"), said="She rang me.")
    assert told("wrote") == []
    filing.message(cast.step(case, "rosa"), said="She rang me.")
    assert told("wrote") == ["imran"]


def test_cases_handed_over_when_somebody_leaves_are_told_in_one_email() -> None:
    given = [cast.complaint("acknowledged") for _ in range(3)]
    for case in given:
        handling.assign(cast.step(case, "rosa"), cast.who("imran"))
    before = list(Outgoing.objects.values_list("pk", flat=True))
    leaving.hand_over_all(of=cast.who("imran"), to=cast.who("anita"), by=cast.who("sam"), at=cast.on(9))
    [email] = Outgoing.objects.exclude(pk__in=before)
    assert (email.to, email.subject) == ("anita@fenwickvale.example", "Cases given to you: 3")
    assert all(case.reference in email.text for case in given)


# --- Who is not. -----------------------------------------------------------------------------------------------------


def test_of_a_restricted_case_only_those_hear_who_may_see_it() -> None:
    case = cast.complaint("answered")
    handling.restrict(cast.step(case, "anita"), restricted=True, reason="A relative works here.")
    stage_2.escalate(cast.step(case))
    assert told("next_stage") == ["anita", "omar"]


def test_nobody_with_a_conflict_is_asked_to_approve_or_decide() -> None:
    case = cast.complaint("acknowledged")
    handling.declare(cast.step(case, "omar"), declared="conflict", note="My neighbour.")
    asked(case)
    refusal.propose(cast.step(case, "rosa"), court())
    assert (told("to_approve"), told("to_decide")) == (["anita"], ["anita"])


def test_nobody_who_left_is_told() -> None:
    Officer.objects.filter(pk=cast.who("omar").pk).update(is_active=False)
    asked(cast.complaint("acknowledged"))
    assert told("to_approve") == ["anita"]


@pytest.mark.parametrize("kind", ["to_approve", "given"])
def test_a_kind_that_was_turned_off_is_not_told(kind: str) -> None:
    for first in ("anita", "imran"):
        kinds.choose(officer=cast.who(first), wanted=set(kinds.KINDS) - {kind})
    case = cast.complaint("acknowledged")
    handling.assign(cast.step(case, "rosa"), cast.who("imran"))
    asked(case)
    everybody = {"to_approve": ["anita", "omar"], "given": ["imran"]}
    left = {"to_approve": ["omar"], "given": []}
    assert {name: told(name) for name in everybody} == {**everybody, kind: left[kind]}


def test_a_kind_that_was_turned_on_again_is_told() -> None:
    imran = cast.who("imran")
    for wanted in ((), ("given",)):
        kinds.choose(officer=imran, wanted=wanted)
    assert kinds.wanted(imran) & set(kinds.for_(imran)) == {"given"}


def test_an_address_nobody_can_write_to_keeps_nobody_from_a_step() -> None:
    Officer.objects.filter(pk=cast.who("imran").pk).update(email="imran")
    case = cast.received()
    handling.assign(cast.step(case, "rosa"), Officer.objects.get(email="imran"))
    assert cast.as_it_is(case).owner is not None


# --- When, and what is not said. -------------------------------------------------------------------------------------


def test_what_happens_on_a_saturday_is_told_on_monday_at_eight() -> None:
    case = cast.complaint("answered")
    stage_2.escalate(cast.step(case, at=SATURDAY))
    due = set(Outgoing.objects.filter(key__startswith="notice/next_stage/").values_list("due_at", flat=True))
    assert due == {datetime(2026, 9, 14, 8, tzinfo=LONDON)}


def test_no_email_to_an_officer_names_a_resident_or_what_anybody_wrote() -> None:
    case = cast.complaint("acknowledged")
    handling.assign(cast.step(case, "rosa"), cast.who("imran"))
    asked(case)
    drafts.approve(cast.step(case, "anita"), ANSWER, given=False, note=cast.REASONS)
    filing.message(cast.step(case), said=cast.SAID)
    refusal.propose(cast.step(case, "rosa"), court())
    refusal.send_back(cast.step(case, "anita"), court().ground, why=cast.REASONS)
    emails = Outgoing.objects.filter(key__startswith="notice/")
    assert emails.count() == 8
    for email in emails:
        assert not [name for name in NAMES if name in email.subject + email.text]
        assert "/desk/emails/" in email.text

"""Whoever asked is told what was decided and why, and that they can complain to us, the Commissioner and a court."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from putright.casework.information_rights import rights, rights_letter
from putright.casework.proof import evidence
from putright.casework.refused import Refused
from putright.casework.tests import cast
from putright.casework.tests.keeping_cases import LATER, due
from putright.council.models import OmbudsmanDetails
from putright.letters import outbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_fenwick")]

REASON = "The law gives us the task of keeping it."


@pytest.mark.parametrize("right", rights.RIGHTS)
@pytest.mark.parametrize("answer", rights.ANSWERS)
def test_a_letter_gives_the_reasons_and_every_way_to_complain(right: str, answer: str) -> None:
    case = due()
    party = case.parties.get()

    step = cast.step(case, "wendy", at=LATER)
    rights.decide(step, right=right, answer=answer, reason=REASON, tell=party.pk)

    letter = case.letters.get(letter=rights_letter.LETTER)
    for said in (REASON, "complain to us", "Information Commissioner", "a court", "Article 79", "01632"):
        assert said in letter.text, said
    assert (rights_letter.REFUSED in letter.text) == (answer == "refused")
    assert "{{" not in letter.text + letter.subject
    assert outbox.everything(about=case.reference).filter(key=letter.outgoing_key).get().text == letter.text
    assert evidence.breaks(cast.as_it_is(case)) == []


def test_the_letter_is_part_of_the_record_so_that_none_can_be_exchanged() -> None:
    case = due()
    step = cast.step(case, "wendy", at=LATER)
    taken = rights.decide(step, right="erasure", answer="refused", reason=REASON, tell=case.parties.get().pk)
    letter = case.letters.get(letter=rights_letter.LETTER)

    assert taken.events[-1].data["letters"] == [letter.digest]
    case.letters.filter(pk=letter.pk).update(text="Something else")

    assert any("not as it went out" in found.what for found in evidence.breaks(cast.as_it_is(case)))


def test_taken_twice_it_is_told_once() -> None:
    case = due()
    step = cast.step(case, "wendy", at=LATER)
    for at in (LATER, LATER + timedelta(minutes=1)):
        rights.decide(
            replace(step, at=at), right="erasure", answer="refused", reason=REASON, tell=case.parties.get().pk
        )

    assert case.letters.filter(letter=rights_letter.LETTER).count() == 1


def test_a_decision_that_cannot_be_made_sends_nothing_and_nor_does_one_to_whom_nothing_may_be_sent() -> None:
    case, other = cast.received(), due()
    with pytest.raises(Refused, match="still open"):
        rights.decide(
            cast.step(case, "wendy"), right="erasure", answer="agreed", reason="x", tell=case.parties.get().pk
        )
    step = cast.step(other, "wendy", at=LATER)
    with pytest.raises(Refused, match="choose somebody else"):
        rights.decide(step, right="erasure", answer="refused", reason="x", tell=case.parties.get().pk)

    for one in (case, other):
        assert not one.letters.filter(letter=rights_letter.LETTER).exists()


def test_the_officer_is_warned_while_nobody_knows_how_the_commissioner_is_reached() -> None:
    case = due()
    decision = rights_letter.Decision(right="erasure", answer="refused", reason=REASON)

    def cautions() -> tuple[str, ...]:
        ready = rights_letter.foreseen(case, decision, party=case.parties.get().pk, on=LATER.date())
        return ready.cautions

    assert cautions() == (rights_letter.NAME_ONLY,)
    OmbudsmanDetails.objects.create(
        name="ico", phone="0303 496 0000", website="", post="", source="their website", read_on=LATER.date()
    )
    assert cautions() == ()

"""What is promised to put things right: whole when it is promised, and done or explained."""

from dataclasses import replace
from datetime import date

import pytest

from putright.casework import models
from putright.casework.actions import remedies
from putright.casework.actions.remedies import Offer
from putright.casework.refused import LetterHeld, NotYours, Refused
from putright.casework.tests import cast

UNTIL = date(2026, 9, 30)


def offer(**differing: object) -> Offer:
    """An apology to Maria, by Imran."""
    made = Offer(kind="apology", what="Say sorry in writing", until=UNTIL, owner=cast.who("imran"))
    return replace(made, **differing)  # type: ignore[arg-type]


def agreed(case: models.Case, **differing: object) -> models.Remedy:
    """A remedy agreed by Imran."""
    remedies.agree(cast.step(case, "imran"), offer(**differing))
    return case.remedies.get()


@pytest.mark.parametrize(
    ("differing", "why"),
    [
        ({"kind": "cake"}, "Say what kind of remedy"),
        ({"what": " "}, "Say what will be done"),
        ({"until": date(2026, 9, 1)}, "Tuesday 1 September 2026 is past"),
        ({"kind": "money"}, "the amount and how it was worked out"),
        ({"kind": "money", "amount_in_pence": 5000}, "the amount and how it was worked out"),
        ({"kind": "money", "amount_in_pence": -5000, "basis": "£25 a week"}, "cannot be less than nothing"),
        ({"point": 9}, "There is no point 9"),
    ],
)
def test_a_promise_that_is_not_whole_is_refused(differing: dict[str, object], why: str) -> None:
    case = cast.complaint("acknowledged")
    before = cast.everything()
    with pytest.raises(Refused, match=why):
        remedies.agree(cast.step(case, "imran"), offer(**differing))
    assert cast.everything() == before


def test_a_remedy_is_about_one_point_or_the_whole() -> None:
    case = cast.complaint("acknowledged")
    assert agreed(case, point=2).point == case.points.get(number=2)
    other = cast.complaint("acknowledged")
    assert agreed(other, kind="money", amount_in_pence=5000, basis="£25 a week").point is None


def test_a_remedy_is_done_with_what_shows_it_and_only_once() -> None:
    case = cast.complaint("acknowledged")
    remedy = agreed(case)
    with pytest.raises(Refused, match="what shows that it was done"):
        remedies.complete(cast.step(case, "imran"), remedy.pk, evidence="")
    remedies.complete(cast.step(case, "imran"), remedy.pk, evidence="The letter of 8 September")
    remedy.refresh_from_db()
    assert remedy.done_on == cast.MONDAY.date()
    with pytest.raises(Refused):
        remedies.complete(cast.step(case, "imran"), remedy.pk, evidence="Again")


def test_a_remedy_that_cannot_be_delivered_is_explained_and_replaced() -> None:
    case = cast.complaint("acknowledged")
    remedy = agreed(case, kind="action", what="Empty it on Friday")
    with pytest.raises((Refused, LetterHeld)):
        remedies.explain(cast.step(case, "anita"), remedy.pk, reason="The lorry broke", alternative="")
    remedies.explain(
        cast.step(case, "anita"), remedy.pk, reason="The lorry broke down", alternative="It comes on Monday"
    )
    remedy.refresh_from_db()
    assert remedy.undeliverable_on == cast.MONDAY.date()
    text = case.letters.get(letter="remedy_undeliverable").text
    assert all(part in text for part in ("Empty it on Friday", "The lorry broke down", "It comes on Monday"))


def test_the_person_may_accept_a_remedy_and_so_may_an_officer_who_was_told() -> None:
    case = cast.complaint("acknowledged")
    remedy = agreed(case)
    remedies.accept(cast.step(case), remedy.pk)
    remedy.refresh_from_db()
    assert remedy.accepted_on == cast.MONDAY.date()
    with pytest.raises(NotYours):
        remedies.accept(cast.step(case, "lee"), remedy.pk)


def test_a_remedy_of_another_case_is_not_in_this_one() -> None:
    case, other = cast.complaint("acknowledged"), cast.complaint("acknowledged")
    with pytest.raises(Refused, match="no such remedy"):
        remedies.accept(cast.step(other), agreed(case).pk)


def test_a_remedy_that_could_not_be_delivered_is_not_done_afterwards() -> None:
    case = cast.complaint("acknowledged")
    remedy = agreed(case)
    remedies.explain(cast.step(case, "anita"), remedy.pk, reason="He has left", alternative="His manager will")
    with pytest.raises(Refused, match="was told on Monday 7 September 2026 that it cannot be done"):
        remedies.complete(cast.step(case, "imran"), remedy.pk, evidence="A letter")

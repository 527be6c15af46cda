"""Later than it was due: extended in time for a reason and within a limit, or explained and late all the same."""

from datetime import date

import pytest

from putright.casework import cases, models
from putright.casework.actions import drafts, later
from putright.casework.actions.later import NewDate
from putright.casework.refused import LetterHeld, Refused
from putright.casework.tests import cast

DONE = "We have asked both services for their records."
WHY = "Two services must answer."
PARTS = {"done_so_far": DONE, "next_update": "Every week."}
DUE, FURTHEST = date(2026, 9, 21), date(2026, 10, 5)


def extend(case: models.Case, until: date, by: str = "anita", **more: object) -> object:
    """Extend it, with everything the letter needs."""
    new = NewDate(until=until, **{"reason": WHY, **more})  # type: ignore[arg-type]
    return later.extend(cast.step(case, by), new, letter=cast.letter(**PARTS))


def test_an_extension_moves_the_day_and_tells_the_person() -> None:
    case = cast.complaint("acknowledged")
    assert case.next_due_on == DUE
    extend(case, date(2026, 9, 30))
    assert cast.as_it_is(case).next_due_on == date(2026, 9, 30)
    [letter] = case.letters.filter(letter="extension")
    assert "30 September 2026" in letter.text
    assert WHY in letter.text


@pytest.mark.parametrize(
    ("until", "reason", "why"),
    [
        (date(2026, 9, 30), " ", "Still missing: the reason"),
        (DUE, WHY, "must come after Monday 21 September 2026"),
        (date(2026, 9, 27), WHY, "not a working day"),
        (date(2026, 9, 1), WHY, "is past"),
        (date(2026, 10, 6), WHY, "past Monday 5 October 2026, the furthest it can go"),
    ],
)
def test_an_extension_that_does_not_hold_is_refused_with_nothing_written(until: date, reason: str, why: str) -> None:
    case = cast.complaint("acknowledged")
    before = cast.everything()
    with pytest.raises(Refused, match=why):
        extend(case, until, reason=reason)
    assert cast.everything() == before


def test_past_the_limit_it_takes_a_good_reason_and_somebody_who_may_approve() -> None:
    case = cast.complaint("acknowledged")
    until = date(2026, 10, 12)
    for given in ({"good_reason": "A death in the team"}, {"approved_by": cast.who("anita").pk}):
        with pytest.raises(Refused, match="Still missing"):
            extend(case, until, **given)
    for nobody in (0, cast.who("imran").pk):
        with pytest.raises(Refused, match="Say who approved it"):
            extend(case, until, good_reason="A death in the team", approved_by=nobody)
    extend(case, until, good_reason="A death in the team", approved_by=cast.who("anita").pk)
    assert cast.as_it_is(case).next_due_on == until


def asked_for(case: models.Case, until: date) -> None:
    """Imran writes the letter and asks for approval of it."""
    step = cast.step(case, "imran")
    drafts.save(step, later.LETTER, parts=PARTS, facts={"until": until}, edition=0)
    drafts.ask_approval(cast.step(case, "imran"), later.LETTER)


def test_past_the_limit_it_goes_once_whoever_is_named_has_approved_it() -> None:
    case, until = cast.complaint("acknowledged"), date(2026, 10, 12)
    given = {"good_reason": "A death in the team", "approved_by": cast.who("anita").pk}
    with pytest.raises(Refused, match="Anita Rowe has not approved it yet"):
        extend(case, until, by="imran", **given)
    asked_for(case, until)
    with pytest.raises(Refused, match="Anita Rowe has not approved it yet"):
        extend(case, until, by="imran", **given)
    drafts.approve(cast.step(case, "anita"), later.LETTER, given=True)
    with pytest.raises(Refused, match="not what was approved"):
        extend(case, date(2026, 10, 13), by="imran", **given)
    extend(case, until, by="imran", **given)
    assert cast.as_it_is(case).next_due_on == until
    assert cast.as_it_is(case).events.get(kind="extended").data["approved_by"] == cast.who("anita").pk


def test_within_the_limit_nobody_needs_to_approve() -> None:
    case = cast.complaint("acknowledged")
    extend(case, date(2026, 9, 30), by="imran", approved_by=cast.who("anita").pk)
    assert "approved_by" not in cast.as_it_is(case).events.get(kind="extended").data


def test_somebody_who_has_left_approves_nothing() -> None:
    case = cast.complaint("acknowledged")
    left = cast.who("omar")
    left.is_active = False
    left.save()
    with pytest.raises(Refused, match="Say who approved it"):
        extend(case, date(2026, 10, 12), good_reason="A death in the team", approved_by=left.pk)


def test_where_the_council_wants_two_people_nobody_approves_their_own() -> None:
    cast.settle(answers_need_approval=True)
    case = cast.complaint("acknowledged")
    given = {"good_reason": "A death in the team"}
    with pytest.raises(Refused, match="Somebody else than you must approve it"):
        extend(case, date(2026, 10, 12), approved_by=cast.who("anita").pk, **given)
    with pytest.raises(Refused, match="Omar Finch has not approved it yet"):
        extend(case, date(2026, 10, 12), approved_by=cast.who("omar").pk, **given)


def test_an_extension_says_what_has_been_done_so_far() -> None:
    case = cast.complaint("acknowledged")
    with pytest.raises(LetterHeld, match="done so far"):
        later.extend(cast.step(case, "anita"), NewDate(until=date(2026, 9, 30), reason=WHY))


def test_a_delay_explained_stays_late_and_the_person_holds_a_date() -> None:
    case = cast.complaint("acknowledged")
    step = cast.step(case, "anita", at=cast.on(22))
    later.explain_delay(step, NewDate(until=date(2026, 9, 29), reason=WHY), letter=cast.letter(done_so_far=DONE))
    case = cast.as_it_is(case)
    assert (case.next_due_on, case.told_until) == (DUE, date(2026, 9, 29))
    [breach] = cases.standing(case, on=date(2026, 9, 22)).breaches
    assert "is overdue" in breach.what


def test_an_extension_after_the_day_has_gone_by_does_not_make_it_in_time() -> None:
    case = cast.complaint("acknowledged")
    step = cast.step(case, "anita", at=cast.on(22))
    later.extend(step, NewDate(until=date(2026, 9, 29), reason=WHY), letter=cast.letter(done_so_far=DONE))
    assert any("answer" in one.what for one in cases.standing(cast.as_it_is(case), on=date(2026, 9, 23)).breaches)

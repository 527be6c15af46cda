"""When somebody leaves, every open case of theirs has somebody else or stands among those nobody has."""

from __future__ import annotations

import pytest

from putright.casework import columns, models, record
from putright.casework.actions import handling, leaving
from putright.casework.refused import NotYours
from putright.casework.tests import cast


def imrans() -> models.Case:
    """A case that Imran has."""
    case = cast.received()
    handling.assign(cast.step(case, "rosa"), cast.who("imran"))
    return cast.as_it_is(case)


def handed(to: str | None) -> leaving.HandedOver:
    """What Sam hands over of Imran's, on the day after."""
    return leaving.hand_over_all(
        of=cast.who("imran"), to=cast.who(to) if to else None, by=cast.who("sam"), at=cast.on(8)
    )


def test_a_colleague_takes_over_every_open_case() -> None:
    mine = [imrans(), imrans()]
    assert leaving.open_cases(cast.who("imran")) == 2

    assert handed("delia") == leaving.HandedOver(to_colleague=2, to_nobody=0)

    assert (leaving.open_cases(cast.who("imran")), leaving.open_cases(cast.who("delia"))) == (0, 2)
    for case in mine:
        last = case.events.order_by("number").last()
        assert last is not None
        assert (cast.as_it_is(case).owner, last.by) == (cast.who("delia"), cast.who("sam"))


def test_without_a_colleague_they_are_nobody_s() -> None:
    case = imrans()

    assert handed(None) == leaving.HandedOver(to_colleague=0, to_nobody=1)
    assert cast.as_it_is(case).owner is None


def test_what_a_colleague_may_not_have_is_nobody_s() -> None:
    case = imrans()

    assert handed("grace") == leaving.HandedOver(to_colleague=0, to_nobody=1)
    assert cast.as_it_is(case).owner is None


def test_a_case_that_somebody_else_was_given_meanwhile_stays_with_them(monkeypatch: pytest.MonkeyPatch) -> None:
    case, locked = imrans(), record.locked

    def given_to_delia_first(reference: str) -> models.Case:
        monkeypatch.undo()
        handling.assign(cast.step(case, "rosa"), cast.who("delia"))
        return locked(reference)

    monkeypatch.setattr(record, "locked", given_to_delia_first)

    assert handed("nia") == leaving.HandedOver(to_colleague=0, to_nobody=0)
    assert cast.as_it_is(case).owner == cast.who("delia")


def test_only_those_who_look_after_people_hand_over() -> None:
    imrans()

    with pytest.raises(NotYours, match="look after people"):
        leaving.hand_over_all(of=cast.who("imran"), to=None, by=cast.who("rosa"), at=cast.on(8))
    assert leaving.open_cases(cast.who("imran")) == 1


def test_the_columns_of_a_case_handed_over_follow_from_its_events() -> None:
    imrans()
    handed(None)

    assert [wrong for _, wrong in columns.differing(on=cast.on(8).date(), mend=False)] == [[]]

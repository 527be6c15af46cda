"""How long a case is kept: by its class, from the last of the days that count, and why, in a sentence."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from putright.casework import models
from putright.casework.actions import endings, handling, intake
from putright.casework.information_rights import rights
from putright.casework.refused import NotYours, Overtaken, Refused
from putright.casework.retention import disposal, holds, keeping, queue, schedule
from putright.casework.tests import cast
from putright.casework.tests.keeping_cases import LATER, due, went

CLOSED_ON = date(2026, 9, 7)
THAT_DAY = LATER.date()


def ended_at_stage_1(**more: Any) -> models.Case:
    case = cast.complaint("answered", **more)
    endings.withdraw(cast.step(case, "rosa"), how_told="She rang")
    went(case)
    return cast.as_it_is(case)


def hold(case: models.Case, **more: Any) -> Any:
    named: dict[str, Any] = {} if "service" in more else {"references": [case.reference]}
    given: dict[str, Any] = {"kind": "legal", "reason": "A claim is expected", "review_on": date(2040, 1, 1), **more}
    return holds.place(holds.Wanted(**given, **named), by=cast.who("wendy"), at=cast.last_moment(case), key=f"h{more}")


def test_a_complaint_that_ended_at_stage_1_is_kept_three_years_and_the_sentence_says_why() -> None:
    kept = keeping.of(ended_at_stage_1())

    assert kept.until == date(2029, 9, 7)
    assert kept.because == (
        "Kept until Friday 7 September 2029: 3 years from Monday 7 September 2026, the day it ended "
        "(Complaints that ended at stage 1; recommended, and not verified for any council)."
    )


def test_one_that_went_to_stage_2_is_kept_six_years() -> None:
    assert keeping.of(due()).until == date(2032, 9, 7)


def test_one_nobody_left_a_name_for_is_kept_a_year() -> None:
    case = cast.received(person=intake.Contact())
    endings.withdraw(cast.step(case, "rosa"), how_told="Nobody knows")

    assert keeping.of(cast.as_it_is(case)).until == date(2027, 9, 7)


@pytest.mark.parametrize(
    ("procedure", "years"),
    [("children", 10), ("adult_care", 10), ("landlord_code", 6), ("ombudsman_investigation", 6), ("unheard_of", 6)],
)
def test_each_procedure_has_its_years(procedure: str, years: int) -> None:
    case = due()
    case.procedure = procedure
    fitting = next(one for one in schedule.every().values() if keeping._fits(one, case, set()))

    assert fitting.years == years


def test_an_open_case_has_no_day_yet() -> None:
    kept = keeping.of(cast.complaint("answered"))

    assert kept.until is None
    assert "still open" in kept.because


def test_it_counts_from_the_last_remedy_and_waits_for_one_still_owed() -> None:
    case = due()
    remedy = models.Remedy.objects.create(case=case, kind="other", until=CLOSED_ON, owner=cast.who("rosa"))
    assert "remedy is still owed" in keeping.of(case).because

    remedy.done_on = date(2027, 3, 1)
    remedy.save()

    assert keeping.of(case).until == date(2033, 3, 1)
    assert "the last remedy was settled" in keeping.of(case).because


def test_the_ombudsmans_investigation_makes_it_six_years_from_its_end() -> None:
    case = ended_at_stage_1()
    inquiry = due()
    models.Case.objects.filter(pk=inquiry.pk).update(came_from=case, procedure="ombudsman_investigation", ended=False)
    assert "still investigating" in keeping.of(case).because

    models.Case.objects.filter(pk=inquiry.pk).update(ended=True)

    assert keeping.of(case).until == date(2032, 9, 7)
    assert keeping.of(case).class_name == "code_stage_2"


def test_a_case_that_waited_for_the_ombudsman_is_in_the_queue_once_that_has_ended() -> None:
    case, inquiry = ended_at_stage_1(), due()
    models.Case.objects.filter(pk=inquiry.pk).update(came_from=case, procedure="ombudsman_investigation", ended=False)
    queue.refresh(on=cast.on(20).date())
    models.Case.objects.filter(pk=inquiry.pk).update(ended=True)

    queue.refresh(on=LATER.date())

    assert case.reference in [row.case.reference for row in queue.due(cast.who("wendy"), on=LATER.date()).rows]


def test_it_counts_from_the_day_a_hold_was_lifted() -> None:
    case = ended_at_stage_1()
    held = hold(case)
    assert not keeping.of(case).due(on=LATER.date())
    assert "While it is on hold" in keeping.of(case).because

    holds.lift(held.pk, because="The claim was settled", by=cast.who("wendy"), at=cast.on(20, month=10))

    assert keeping.of(cast.as_it_is(case)).until == date(2029, 10, 20)
    assert cast.kinds(case)[-2:] == ["hold_placed", "hold_lifted"]


def test_the_council_decides_otherwise_for_a_reason_and_each_version_stays() -> None:
    case, wendy = ended_at_stage_1(), cast.who("wendy")
    schedule.change("code_stage_1", years=5, reason="As our schedule of 2020", by=wendy, at=LATER, seen=0)
    schedule.change("code_stage_1", years=4, reason="As our schedule of 2026", by=wendy, at=LATER, seen=1)

    assert keeping.of(case).until == date(2030, 9, 7)
    assert "the council’s schedule, version 2" in keeping.of(case).because
    told = [(row.version, row.years, row.reason, row.by) for row in schedule.versions("code_stage_1")]
    assert told == [(2, 4, "As our schedule of 2026", wendy), (1, 5, "As our schedule of 2020", wendy)]


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ({"reason": " "}, "Say why"),
        ({"years": 0}, "whole years"),
        ({"years": 101}, "whole years"),
        ({"seen": 3}, "Somebody else"),
    ],
    ids=["no reason", "no years", "too many years", "overtaken"],
)
def test_a_decision_that_cannot_be_meant_is_refused(told: dict[str, Any], error: str) -> None:
    given = {"years": 5, "reason": "So it is", "seen": 0, **told}
    with pytest.raises((Refused, Overtaken), match=error):
        schedule.change("code_stage_1", by=cast.who("wendy"), at=LATER, **given)
    with pytest.raises(Refused, match="no such class"):
        schedule.change("none", years=1, reason="x", by=cast.who("wendy"), at=LATER, seen=0)


def test_only_information_governance_decides_how_long() -> None:
    with pytest.raises(NotYours):
        schedule.change("code_stage_1", years=5, reason="So it is", by=cast.who("anita"), at=LATER, seen=0)


def test_a_case_is_kept_longer_for_a_reason_and_never_shorter() -> None:
    case = due()
    step = cast.step(case, "wendy", at=LATER)
    with pytest.raises(Refused, match="give a later day"):
        disposal.keep_longer(step, until="2030-01-01", reason="So it is")
    with pytest.raises(Refused, match="Say why"):
        disposal.keep_longer(step, until="2040-01-01", reason=" ")

    disposal.keep_longer(step, until="2040-01-01", reason="The road is to be rebuilt")

    kept = keeping.of(cast.as_it_is(case))
    assert kept.until == date(2040, 1, 1)
    assert "decided to keep it longer" in kept.because


def test_agreeing_to_erase_makes_it_due_and_a_refusal_takes_that_back() -> None:
    case = ended_at_stage_1()
    step = cast.step(case, "wendy", at=cast.on(1, month=10))
    rights.decide(step, right="erasure", answer="agreed", reason="It was taken in by mistake")
    assert keeping.of(cast.as_it_is(case)).due(on=date(2026, 10, 1))

    again = cast.step(case, "wendy", at=cast.on(2, month=10))
    rights.decide(again, right="erasure", answer="refused", reason=rights.USUAL_REASON)

    assert keeping.of(cast.as_it_is(case)).until == date(2029, 9, 7)


def test_nothing_on_hold_or_open_is_agreed_to_be_erased() -> None:
    case = ended_at_stage_1()
    hold(case)
    for one, said in ((case, "on hold"), (cast.received(), "still open")):
        with pytest.raises(Refused, match=said):
            rights.decide(cast.step(one, "wendy"), right="erasure", answer="agreed", reason="x")
    with pytest.raises(Refused, match="Give the reason"):
        rights.decide(cast.step(case, "wendy"), right="erasure", answer="refused", reason="")


# --- Holds. ----------------------------------------------------------------------------------------------------------


def test_a_hold_on_a_service_covers_cases_still_to_come() -> None:
    case = ended_at_stage_1()
    held = hold(case, service="waste")
    later = ended_at_stage_1()
    other = ended_at_stage_1(service="housing")

    assert [keeping.of(one).holds for one in (case, later, other)] == [(held,), (held,), ()]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"kind": "other"}, "Choose one"),
        ({"reason": " "}, "Say why"),
        ({"review_on": date(2026, 1, 1)}, "a day to come"),
        ({"references": []}, "one of the two"),
        ({"references": ["26-XXX-XXX"]}, "Nothing was held"),
    ],
    ids=["kind", "reason", "review", "no case", "unknown case"],
)
def test_a_hold_that_cannot_be_meant_is_refused_and_none_is_placed(told: dict[str, Any], said: str) -> None:
    case = due()
    given = {"kind": "legal", "reason": "x", "review_on": date(2040, 1, 1), "references": [case.reference], **told}
    with pytest.raises(Refused, match=said):
        holds.place(holds.Wanted(**given), by=cast.who("wendy"), at=LATER, key="k")

    assert not holds.every().exists()


def test_a_hold_is_placed_once_lifted_once_and_only_by_those_who_may() -> None:
    case = due()
    one, again = hold(case), hold(case)
    assert one == again
    with pytest.raises(NotYours):
        holds.lift(one.pk, because="x", by=cast.who("rosa"), at=LATER)
    with pytest.raises(Refused, match="Say why"):
        holds.lift(one.pk, because="", by=cast.who("wendy"), at=LATER)
    moved = holds.look_at_again(one.pk, review_on=date(2041, 1, 1), by=cast.who("wendy"), at=LATER)
    assert moved.review_on == date(2041, 1, 1)
    with pytest.raises(Refused, match="a day to come"):
        holds.look_at_again(one.pk, review_on=LATER.date(), by=cast.who("wendy"), at=LATER)

    holds.lift(one.pk, because="Settled", by=cast.who("wendy"), at=LATER)

    with pytest.raises(Refused, match="does not stand any more"):
        holds.lift(one.pk, because="Settled", by=cast.who("wendy"), at=LATER)


# --- The queue. ------------------------------------------------------------------------------------------------------


def listed(on: date = THAT_DAY, officer: str = "wendy") -> list[str]:
    queue.refresh(on=on)
    return [row.case.reference for row in queue.due(cast.who(officer), on=on).rows]


def test_the_queue_lists_what_is_due_and_nothing_else() -> None:
    over, held, open_ = due(), due(), cast.complaint("answered")
    hold(held)

    assert listed() == [over.reference]
    assert [row.case for row in queue.on_hold(cast.who("wendy"), on=LATER.date()).rows] == [held]
    assert open_.reference not in listed(date(2099, 1, 1))
    assert listed(date(2032, 9, 6)) == []


def test_the_queue_follows_what_changes() -> None:
    case = due()
    assert listed() == [case.reference]

    schedule.change("code_stage_2", years=20, reason="As decided", by=cast.who("wendy"), at=LATER, seen=0)
    assert listed() == []
    schedule.change("code_stage_2", years=2, reason="As decided", by=cast.who("wendy"), at=LATER, seen=1)
    assert listed() == [case.reference]
    disposal.keep_longer(cast.step(case, "wendy", at=LATER), until="2050-01-01", reason="So it is")
    assert listed() == []


def test_a_sweep_looks_again_only_at_what_has_changed_and_at_what_is_due() -> None:
    due()
    assert queue.refresh(on=date(2027, 1, 1)) == 1
    assert queue.refresh(on=date(2027, 1, 2)) == 0
    assert queue.refresh(on=LATER.date()) == 1
    assert queue.refresh(on=LATER.date()) == 0


def test_nobody_finds_in_the_queue_what_they_may_not_see() -> None:
    case = due()
    handling.restrict(cast.step(case, "anita"), restricted=True, reason="It names a child")
    went(case)

    assert listed(officer="wendy") == [case.reference]
    assert listed(officer="rosa") == []


def test_what_is_on_hold_is_read_page_by_page_and_none_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    held = [due() for _ in range(5)]
    wanted = holds.Wanted(
        kind="legal", reason="A claim", review_on=date(2040, 1, 1), references=[case.reference for case in held]
    )
    holds.place(wanted, by=cast.who("wendy"), at=LATER, key="five")
    queue.refresh(on=LATER.date())
    monkeypatch.setattr(queue, "PAGE", 2)

    seen, after, sizes = [], 0, []
    while True:
        page = queue.on_hold(cast.who("wendy"), on=LATER.date(), after=after)
        seen += [row.case.pk for row in page.rows]
        sizes.append(len(page.rows))
        if page.after is None:
            break
        after = page.after

    assert seen == [case.pk for case in held]
    assert sizes == [2, 2, 1]
    assert queue.count_on_hold(cast.who("wendy"), on=LATER.date()) == 5

"""Disposal: two people, nothing that is held or not due, stops half-way survived, and a certificate that holds."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from putright.accounts import audit
from putright.casework import tasks
from putright.casework.actions import filing
from putright.casework.files import documents
from putright.casework.proof import evidence
from putright.casework.refused import NotYours, Refused
from putright.casework.retention import certificates, disposal, erasure, files, holds
from putright.casework.tables.retention import Disposal, DisposedCase, FileToGo, Keeping
from putright.casework.tests import cast
from putright.casework.tests.keeping_cases import LATER, disposed, due, proposed
from putright.council import clock
from putright.letters import outbox
from putright.letters.models import Outgoing, State

FILE = documents.Upload(name="photo.pdf", content=b"%PDF-1.4\nthe bin\n%%EOF")


def states(one: Disposal) -> list[str]:
    return list(one.cases.values_list("state", flat=True))


def hold(reference: str) -> None:
    wanted = holds.Wanted(kind="legal", reason="A claim", review_on=date(2040, 1, 1), references=[reference])
    holds.place(wanted, by=cast.who("wendy"), at=LATER, key=reference)


def test_two_people_dispose_of_cases_and_each_says_so() -> None:
    first, second = due(), due()

    done = disposed(first, second)

    assert done.state == Disposal.State.DONE
    assert [cast.kinds(one)[-2:] for one in (first, second)] == [["disposal_proposed", "erased"]] * 2
    assert audit.found(kind="disposed").count() == 1


def test_nobody_decides_their_own_disposal_not_even_in_the_database() -> None:
    waiting = proposed(due())
    with pytest.raises(Refused, match="Somebody else"):
        disposal.decide(waiting.pk, approved=True, by=cast.who("wendy"), at=LATER)

    with pytest.raises(Exception, match="nobody_decides_their_own_disposal"), transaction.atomic():
        Disposal.objects.filter(pk=waiting.pk).update(decided_by=cast.who("wendy"))


@pytest.mark.parametrize("who", ["rosa", "imran", "sam", "piers", "dora"])
def test_only_those_who_may_propose_or_decide(who: str) -> None:
    case = due()
    with pytest.raises(NotYours):
        proposed(case, by=who)
    waiting = proposed(case)
    with pytest.raises(NotYours):
        disposal.decide(waiting.pk, approved=True, by=cast.who(who), at=LATER)


def test_one_case_that_is_not_due_stops_the_whole_proposal() -> None:
    over, held, early = due(), due(), cast.complaint("answered")
    hold(held.reference)
    for other, said in ((held, "on hold"), (early, "still open")):
        with pytest.raises(Refused, match=said):
            proposed(over, other)

    assert not Disposal.objects.exists()
    assert "disposal_proposed" not in cast.kinds(over)


def test_a_case_is_proposed_once_at_a_time_and_a_form_sent_twice_counts_once() -> None:
    case = due()
    once = disposal.propose([case.reference], note="", by=cast.who("wendy"), at=LATER, key="same")
    assert disposal.propose([case.reference], note="", by=cast.who("wendy"), at=LATER, key="same") == once
    with pytest.raises(Refused, match="proposed for disposal already"):
        proposed(case)
    with pytest.raises(Refused, match="at least one"):
        proposed()


def test_what_is_sent_back_says_why_and_can_be_proposed_again() -> None:
    case = due()
    waiting = proposed(case)
    with pytest.raises(Refused, match="Say why"):
        disposal.decide(waiting.pk, approved=False, by=cast.who("paul"), at=LATER)

    back = disposal.decide(waiting.pk, approved=False, note="Ask legal first", by=cast.who("paul"), at=LATER)

    assert (back.state, states(back)) == (Disposal.State.SENT_BACK, [DisposedCase.State.LEFT])
    assert cast.as_it_is(case).subject
    assert disposed(case).state == Disposal.State.DONE
    with pytest.raises(Refused, match="decided already"):
        disposal.decide(waiting.pk, approved=True, by=cast.who("paul"), at=LATER)


def test_the_second_person_can_leave_a_case_out() -> None:
    one, other = due(), due()
    waiting = proposed(one, other)

    disposal.decide(waiting.pk, approved=True, leaving=[other.reference], by=cast.who("paul"), at=LATER)

    assert not cast.as_it_is(one).subject
    assert cast.as_it_is(other).subject


def test_a_hold_placed_after_the_proposal_stops_it() -> None:
    case = due()
    waiting = proposed(case)
    hold(case.reference)

    done = disposal.decide(waiting.pk, approved=True, by=cast.who("paul"), at=LATER)

    row = done.cases.get()
    assert (row.state, row.why_left) == (DisposedCase.State.LEFT, "It has come under a legal hold since.")
    assert cast.as_it_is(case).subject
    assert "erased" not in cast.kinds(case)


def test_a_hold_on_the_service_stops_it_too() -> None:
    case = due()
    waiting = proposed(case)
    wanted = holds.Wanted(kind="inquiry", reason="An inquiry", review_on=date(2040, 1, 1), service="waste")
    holds.place(wanted, by=cast.who("wendy"), at=LATER, key="service")

    done = disposal.decide(waiting.pk, approved=True, by=cast.who("paul"), at=LATER)

    assert done.cases.get().why_left == "It has come under an inquiry hold since."


@pytest.mark.parametrize("state", [State.QUEUED, State.FAILED, State.UNSURE, State.PRINTED])
def test_a_letter_that_has_not_gone_stops_it(state: State) -> None:
    case = due()
    waiting = proposed(case)
    Outgoing.objects.filter(about=case.reference).update(state=state)

    done = disposal.decide(waiting.pk, approved=True, by=cast.who("paul"), at=LATER)

    assert done.cases.get().why_left == erasure.UNSENT
    assert cast.as_it_is(case).subject


# --- Stops half-way. -------------------------------------------------------------------------------------------------


class Stopped(BaseException):
    """The machine goes off."""


def test_a_stop_half_way_leaves_each_case_whole_or_gone_and_the_sweep_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [due(), due(), due()]
    waiting = proposed(*cases)
    erase, times = erasure.erase, []

    def stops(*given: object) -> dict[str, int]:
        times.append(given)
        counts = erase(*given)  # type: ignore[arg-type]
        if len(times) == 2:
            raise Stopped
        return counts

    monkeypatch.setattr(erasure, "erase", stops)
    with pytest.raises(Stopped):
        disposal.decide(waiting.pk, approved=True, by=cast.who("paul"), at=LATER)
    assert sorted(bool(cast.as_it_is(one).subject) for one in cases) == [False, True, True]
    assert all(evidence.breaks(cast.as_it_is(one)) == [] for one in cases)
    assert disposal.as_it_is(waiting.pk).state == Disposal.State.APPROVED

    monkeypatch.undo()
    assert disposal.carry_on_all(at=LATER + timedelta(minutes=10)) == 1

    assert not any(cast.as_it_is(one).subject for one in cases)
    assert disposal.as_it_is(waiting.pk).state == Disposal.State.DONE
    assert [cast.kinds(one).count("erased") for one in cases] == [1, 1, 1]
    assert disposal.carry_on_all(at=LATER) == 0


def test_a_case_that_cannot_be_emptied_keeps_no_other_disposal_waiting(caplog: pytest.LogCaptureFixture) -> None:
    stuck, other = due(), due()
    first, second = proposed(stuck), proposed(other)
    filing.add_note(cast.step(stuck, "rosa", at=LATER, key=f"disposal-{first.pk}"), note="In its way.")
    Disposal.objects.update(state=Disposal.State.APPROVED, decided_by=cast.who("paul"))

    disposal.carry_on_all(at=LATER)

    assert disposal.as_it_is(first.pk).state == Disposal.State.APPROVED
    assert disposal.as_it_is(second.pk).state == Disposal.State.DONE
    assert f"Disposal {first.pk} could not be carried out" in caplog.text


def test_a_file_goes_after_the_commit_and_the_sweep_takes_what_a_stop_left(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    case = due(files=[FILE])
    path = Path(settings.MEDIA_ROOT) / str(case.documents.get().file.name)

    disposed(case)  # the test's transaction is never committed: as if the machine had gone off before the files went

    assert path.exists()
    assert FileToGo.objects.count() == 1
    assert files.sweep() == 1
    assert not path.exists()
    assert (files.sweep(), FileToGo.objects.count()) == (0, 0)
    with django_capture_on_commit_callbacks(execute=True):
        second = due(files=[FILE])
        disposed(second)
    assert not path.exists()
    assert FileToGo.objects.count() == 0


def test_a_disposal_that_is_undone_leaves_the_file(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    case = due(files=[FILE])
    path = Path(settings.MEDIA_ROOT) / str(case.documents.get().file.name)

    def stops() -> None:
        with transaction.atomic():
            disposed(case)
            raise Stopped

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(Stopped):
        stops()

    assert path.exists()
    assert cast.as_it_is(case).subject


def test_the_worker_carries_on_sweeps_and_lists_what_is_due() -> None:
    case, gone = due(), proposed(due())
    Disposal.objects.filter(pk=gone.pk).update(state=Disposal.State.APPROVED, decided_by=cast.who("paul"))
    FileToGo.objects.create(path="documents/gone.pdf", since=LATER)

    tasks.look_after_what_is_kept.call_local()

    assert Keeping.objects.get(case=case).until == date(2032, 9, 7)
    assert disposal.as_it_is(gone.pk).state == Disposal.State.DONE
    assert not FileToGo.objects.exists()


def test_messages_about_no_case_are_emptied_after_a_month() -> None:
    message = outbox.Message(subject="Your draft", text="The link for Maria")
    now = clock.now()
    for days in (29, 31):
        at = now - timedelta(days=days)
        outbox.put(message, key=f"draft {days}", channel="email", to="maria@mail.example", about="", at=at)
    Outgoing.objects.update(state=State.SENT)

    tasks.erase_what_is_about_no_case.call_local()

    assert [one.to for one in Outgoing.objects.order_by("put_at")] == ["", "maria@mail.example"]


# --- The certificate. ------------------------------------------------------------------------------------------------


def test_the_certificate_says_what_by_whom_when_how_and_names_nobody_who_complained() -> None:
    one, other = due(files=[FILE]), due()
    waiting = proposed(one, other)
    done = disposal.decide(waiting.pk, approved=True, leaving=[other.reference], by=cast.who("paul"), at=LATER)

    said = done.certificate
    assert (said["count"], said["proposed_by"], said["approved_by"]) == (1, "Wendy Ashe", "Paul Iqbal")
    assert said["cases"][0]["reference"] == one.reference
    assert said["cases"][0]["head"] == cast.as_it_is(one).head
    assert "6 years from Monday 7 September 2026" in said["cases"][0]["authority"]
    assert said["left"] == [{"reference": other.reference, "why": "The second person left it out."}]
    assert said["emptied"]["documents"] == 1
    assert "Lindqvist" not in str(said)


def test_a_certificate_that_was_changed_does_not_hold() -> None:
    done = disposed(due())
    assert certificates.holds(done)

    done.certificate["count"] = 2

    assert not certificates.holds(done)

"""Whatever is changed behind the application's back is found, and named."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import Settings

from putright.casework import chain, columns, models, record, tasks
from putright.casework.actions import filing
from putright.casework.files import documents
from putright.casework.proof import emptied, evidence
from putright.casework.tests import cast, guard
from putright.casework.writing import correspondence

PDF = documents.Upload(name="photo.pdf", content=b"%PDF-1.4\nthe bin\n%%EOF")


def change(**values: object) -> Callable[[models.Case], None]:
    """Change the second event."""
    return lambda case: _update(case, values)


def _update(case: models.Case, values: dict[str, object]) -> None:
    case.events.filter(number=2).update(**values)


def _earlier(case: models.Case) -> None:
    second = case.events.get(number=2)
    case.events.filter(number=2).update(happened_at=second.happened_at - timedelta(days=3))


def _by_somebody_else(case: models.Case) -> None:
    case.events.filter(number=2).update(by=cast.who("tom"))


def _deleted(case: models.Case) -> None:
    case.events.filter(number=2).delete()


def _last_deleted(case: models.Case) -> None:
    case.events.filter(number=case.last_number).delete()


def _reordered(case: models.Case) -> None:
    third = case.events.get(number=3)
    case.events.filter(number=2).update(number=99)
    case.events.filter(pk=third.pk).update(number=2)
    case.events.filter(number=99).update(number=3)


def _in_another_case(case: models.Case) -> None:
    other = cast.received()
    other.events.update(number=50)
    case.events.filter(number=1).update(case=other)


TAMPERING: dict[str, Callable[[models.Case], None]] = {
    "changed data": change(data={"points": [1]}),
    "another moment": _earlier,
    "another officer": _by_somebody_else,
    "another kind": change(kind="withdrawn"),
    "written down at another moment": change(recorded_at=cast.on(1)),
    "another key": change(key="k"),
    "a deleted event": _deleted,
    "the last event deleted": _last_deleted,
    "events in another order": _reordered,
    "an event of another case": _in_another_case,
}


@pytest.mark.parametrize("how", TAMPERING)
def test_a_change_to_an_event_is_found(how: str) -> None:
    case = cast.complaint("answered")
    guard.off()
    TAMPERING[how](case)
    found = evidence.breaks(cast.as_it_is(case))
    assert found, how
    assert all(one.reference == case.reference for one in found)


def test_a_changed_head_is_found() -> None:
    case = cast.received()
    models.Case.objects.update(head="0" * 64)
    assert [one.what for one in evidence.breaks(cast.as_it_is(case))] == ["the case does not end where its events end"]


def test_a_new_digest_for_a_changed_event_is_found_at_the_next_one() -> None:
    case = cast.complaint("acknowledged")
    cast.looked_into(case)
    guard.off()
    second = case.events.select_related("case").get(number=2)
    second.data = {**second.data, "points": [1]}
    case.events.filter(number=2).update(data=second.data, digest=chain.digest_of(second))
    [broken] = evidence.breaks(cast.as_it_is(case))
    assert (broken.number, broken.what) == (3, "it does not follow from the event before it")


def test_changed_words_are_found() -> None:
    case = cast.received()
    models.Words.objects.filter(about="said").update(body="All is well")
    assert [one.what for one in evidence.breaks(case)] == ["what was written (said) has been changed"]


def test_words_that_are_gone_are_found() -> None:
    case = cast.received()
    models.Words.objects.filter(about="said").delete()
    assert [one.what for one in evidence.breaks(case)] == [
        "what was written (said) is gone, and no event says that it was erased"
    ]


def _tell_of_emptying(case: models.Case) -> models.Case:
    """An event that says all words, letters and files of a case were emptied."""
    named = emptied.naming(
        words=case.words.values_list("pk", flat=True),
        letters=case.letters.values_list("pk", flat=True),
        documents=case.documents.values_list("pk", flat=True),
    )
    at = cast.on(30)
    with transaction.atomic():
        record.append(
            record.locked(case.reference),
            record.Entry(kind="erased", happened_at=at, recorded_at=at, key="e", data=named),
        )
    return cast.as_it_is(case)


def _empty(case: models.Case) -> None:
    case.words.update(body="", salt="", erased_on=date(2033, 1, 1))
    case.letters.update(subject="", text="", html="")
    case.documents.update(name="", file="")


def test_what_an_event_says_was_emptied_is_no_break() -> None:
    case = _tell_of_emptying(cast.received(files=[PDF]))
    _empty(case)
    assert evidence.breaks(case) == []


def test_what_was_emptied_and_no_event_says_so_is_a_break() -> None:
    case = cast.received(files=[PDF])
    _empty(case)
    assert {one.what for one in evidence.breaks(case)} == {
        "what was written (said) is gone, and no event says that it was erased",
        "what was written (wanted) is gone, and no event says that it was erased",
        "the letter 'Receipt' is not as it went out",
        "the file '' cannot be read",
    }


def test_what_was_emptied_must_stay_empty() -> None:
    case = _tell_of_emptying(cast.received())
    models.Words.objects.filter(about="wanted").update(body="", salt="")
    case.letters.update(text="", html="Dear Maria")
    assert [one.what for one in evidence.breaks(case)] == [
        "what was written (said) was emptied and is there again",
        "the letter 'Receipt' is not as it went out",
    ]


def test_what_no_event_knows_of_is_found() -> None:
    case, other = cast.received(files=[PDF]), cast.received()
    record_of_other = {"case": other}
    models.Words.objects.filter(case=case, about="said").update(**record_of_other)
    case.letters.update(case=other)
    case.documents.update(case=other)
    assert [one.what for one in evidence.breaks(other)] == [
        "no event knows of what was written (said)",
        "no event knows of the letter 'Receipt'",
        "no event knows of the file 'photo.pdf'",
    ]


def test_a_column_that_something_else_wrote_is_found_and_can_be_worked_out_anew() -> None:
    case = cast.received()
    models.Case.objects.update(stage="stage_2")
    [broken] = evidence.breaks(cast.as_it_is(case))
    assert (broken.what, broken.mended_by_rebuild) == (
        "work lists show something else than its events say (stage)",
        True,
    )


def test_a_changed_letter_is_found() -> None:
    case = cast.complaint("acknowledged")
    case.letters.filter(letter="stage_1_acknowledgement").update(text="Dear Maria, no.")
    assert [one.what for one in evidence.breaks(case)] == [
        "the letter 'Acknowledgement at stage 1' is not as it went out"
    ]


def test_a_letter_exchanged_together_with_its_digest_is_found_by_its_event() -> None:
    case = cast.complaint("acknowledged")
    sent = case.letters.filter(letter="stage_1_acknowledgement")
    sent.update(text="No.", html="No.", digest=correspondence.digest("No.", "No."))
    assert [(one.number, one.what) for one in evidence.breaks(case)] == [
        (0, "no event knows of the letter 'Acknowledgement at stage 1'"),
        (2, "a letter that went out with it is gone, or another one"),
    ]


def test_a_receipt_is_known_to_the_event_it_tells_of() -> None:
    case = cast.received()
    [receipt] = case.letters.all()
    assert case.events.get().data["letters"] == [receipt.digest]
    receipt.delete()
    assert [one.what for one in evidence.breaks(case)] == ["a letter that went out with it is gone, or another one"]


def test_a_file_that_was_changed_lost_or_taken_off_the_case_is_found() -> None:
    case = cast.received(files=[PDF])
    kept = case.documents.get()
    assert evidence.breaks(case) == []
    Path(kept.file.path).write_bytes(b"%PDF-1.4 another")
    assert [one.what for one in evidence.breaks(case)] == ["the file 'photo.pdf' is not as it came in"]
    Path(kept.file.path).unlink()
    assert [one.what for one in evidence.breaks(case)] == ["the file 'photo.pdf' cannot be read"]
    kept.delete()
    assert [one.what for one in evidence.breaks(case)] == ["a file that came in with it is gone, or another one"]


def test_a_file_added_later_is_known_to_its_event_as_well() -> None:
    case = cast.received()
    filing.add_documents(cast.step(case, "rosa"), [PDF], about="What she sent by post")
    assert evidence.breaks(cast.as_it_is(case)) == []
    case.documents.all().delete()
    [broken] = evidence.breaks(cast.as_it_is(case))
    assert broken.number == 2


def test_every_case_is_looked_at_one_by_one() -> None:
    whole, broken = cast.received(), cast.received()
    models.Case.objects.filter(pk=broken.pk).update(head="")
    assert [len(found) for found in evidence.every_case()] == [0, 1]
    assert whole.pk < broken.pk


def test_looking_at_columns_changes_nothing_unless_they_are_to_be_mended() -> None:
    case = cast.received()
    models.Case.objects.update(stage="stage_2")
    assert list(columns.differing(on=cast.MONDAY.date(), mend=False)) == [(case.reference, ["stage"])]
    assert cast.as_it_is(case).stage == "stage_2"
    assert list(columns.differing(on=cast.MONDAY.date(), mend=True)) == [(case.reference, ["stage"])]
    assert list(columns.differing(on=cast.MONDAY.date(), mend=True)) == [(case.reference, [])]


def test_a_day_gone_by_is_no_difference_and_the_night_brings_lists_up_to_date() -> None:
    case = cast.complaint("answered")
    assert (case.next_step, case.next_by) == ("escalation_window", "complainant")
    later = date(2026, 12, 1)
    assert list(columns.differing(on=later, mend=False)) == [(case.reference, [])]
    assert columns.bring_up_to_date(on=later) == 1
    assert (cast.as_it_is(case).next_step, cast.as_it_is(case).next_by) == ("close", "council")
    assert list(columns.differing(on=later, mend=False)) == [(case.reference, [])]
    assert columns.bring_up_to_date(on=later) == 0


def test_what_something_else_wrote_differs_on_any_day() -> None:
    case = cast.complaint("answered")
    models.Case.objects.update(next_step="close", next_by="council")
    [(_, wrong)] = columns.differing(on=date(2026, 12, 1), mend=False)
    assert wrong == ["next_step", "next_by"]
    [(_, mended)] = columns.differing(on=cast.last_day(case), mend=True)
    assert mended == wrong


def test_each_open_case_is_brought_up_to_date_once_a_day_and_ended_ones_are_left_alone() -> None:
    cast.complaint("closed")
    open_one = cast.complaint("answered")
    tomorrow = cast.last_day(open_one) + timedelta(days=1)
    models.Case.objects.update(stage="stage_2")
    assert columns.bring_up_to_date(on=tomorrow) == 1
    assert cast.as_it_is(open_one).worked_out_on == tomorrow
    models.Case.objects.update(stage="stage_2")
    assert columns.bring_up_to_date(on=tomorrow) == 0


def test_a_case_whose_record_makes_no_sense_keeps_no_other_waiting(caplog: pytest.LogCaptureFixture) -> None:
    broken, whole = cast.complaint("answered"), cast.complaint("answered")
    guard.off()
    broken.events.filter(number=1).update(kind="never_heard_of")
    broken.events.filter(number=2).update(happened_at=broken.received_at - timedelta(days=30))
    tomorrow = cast.last_day(whole) + timedelta(days=1)

    assert columns.bring_up_to_date(on=tomorrow) == 0
    assert cast.as_it_is(whole).worked_out_on == tomorrow
    assert cast.as_it_is(broken).worked_out_on != tomorrow
    assert broken.reference in caplog.text


def test_the_worker_brings_lists_up_to_date(settings: Settings) -> None:
    case = cast.complaint("answered")
    settings.DEMO, settings.DEMO_DAY = True, "2026-12-01"
    tasks.bring_lists_up_to_date.call_local()
    assert cast.as_it_is(case).next_step == "close"

"""A restore that is noted explains what went with it, is told at each reading, and hides nothing else."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from pytest_django import Settings

from putright.casework import models
from putright.casework.actions import filing
from putright.casework.proof import anchors, restored
from putright.casework.proof.verifying import Verification
from putright.casework.refused import Refused
from putright.casework.tables.anchors import Anchor, AnchoredHead, Restoration
from putright.casework.tests import cast, guard

MADE, BACK = cast.on(21, 1), cast.on(23, 9)
"""The backup is of the night to Monday; on Wednesday it is put back."""


@pytest.fixture
def case() -> models.Case:
    """A record that was anchored on four nights, two of them after the backup, and then put back to the second."""
    made = cast.complaint("acknowledged")
    anchors.make_due(at=cast.on(20, 0))
    filing.add_note(cast.step(made, "rosa", at=cast.on(20, 9)), note="Rang her.")
    anchors.make_due(at=cast.on(21, 0))
    for day in (22, 23):
        filing.add_note(cast.step(made, "rosa", at=cast.on(day - 1, 9)), note="Rang her again.")
        anchors.make_due(at=cast.on(day, 0))
    _put_back()
    return cast.as_it_is(made)


def _put_back() -> None:
    guard.off()
    gone = Anchor.objects.filter(number__gt=2)
    AnchoredHead.objects.filter(anchor__in=gone).delete()
    gone.delete()
    events = models.Event.objects.filter(recorded_at__gt=MADE)
    words = [one.data["note"]["words"] for one in events]
    case = events[0].case
    events.delete()
    models.Words.objects.filter(pk__in=words).delete()
    last = case.events.order_by("number").last()
    assert last is not None
    case.last_number, case.head, case.last_at = last.number, last.digest, last.recorded_at
    case.save()
    guard.on()


def read() -> tuple[list[str], tuple[str, ...]]:
    """The breaks of one reading, and what it tells of restores."""
    looking = Verification(kept=Path(settings.ANCHORS))
    return [str(one) for one in looking.breaks()], looking.extent.restored


def noted(at: datetime = BACK) -> Restoration:
    return restored.note(restored.Restore(made_at=MADE, at=at, because="The disk failed"))


@pytest.mark.usefixtures("case")
def test_without_a_note_each_lost_anchor_is_a_break() -> None:
    broken, told = read()

    assert len(broken) == 2
    assert "Anchor 3: it is gone" in broken[0]
    assert told == ()


@pytest.mark.usefixtures("case")
def test_with_a_note_nothing_is_broken_and_every_reading_tells_of_it() -> None:
    noted()

    broken, told = read()

    assert broken == []
    assert told == (
        "Restored on 23 September 2026, 9.00 from a backup of 21 September 2026, 1.00 (The disk failed): events after "
        "that moment are gone. So are anchors 3 to 4, of which copies are kept.",
    )


def test_the_numbers_given_again_have_copies_of_their_own(case: models.Case) -> None:
    noted()
    filing.add_note(cast.step(case, "rosa", at=cast.on(23, 10)), note="The site is back.")

    anchors.make(at=cast.on(23, 12))

    assert read()[0] == []
    names = [path.name for path in sorted(Path(settings.ANCHORS).glob("*-anchor-000003*"))]
    assert names == ["2026-09-22-anchor-000003.txt", "2026-09-23-anchor-000003-after-restore-1.txt"]


def test_what_is_lost_after_the_restore_is_a_break_all_the_same(case: models.Case) -> None:
    noted()
    filing.add_note(cast.step(case, "rosa", at=cast.on(23, 10)), note="The site is back.")
    anchors.make(at=cast.on(23, 12))
    guard.off()
    AnchoredHead.objects.filter(anchor__number=3).delete()
    Anchor.objects.filter(number=3).delete()
    guard.on()

    broken, _ = read()

    assert [one for one in broken if "Anchor 3: it is gone" in one]


@pytest.mark.usefixtures("case")
def test_what_is_lost_from_before_the_backup_is_a_break_all_the_same() -> None:
    noted()
    guard.off()
    AnchoredHead.objects.filter(anchor__number=2).delete()
    Anchor.objects.filter(number=2).delete()
    guard.on()

    broken, _ = read()

    assert any("Anchor 2: it is gone" in one for one in broken)
    assert any("it names an anchor 2 that is not the one on record" in one for one in broken)


def test_an_event_taken_out_is_a_break_all_the_same(case: models.Case) -> None:
    noted()
    guard.off()
    models.Event.objects.filter(case=case, number=2).delete()
    guard.on()

    assert read()[0] != []


@pytest.mark.usefixtures("case")
def test_a_copy_that_does_not_say_when_it_was_made_is_not_explained() -> None:
    noted()
    copy = next(Path(settings.ANCHORS).glob("*-anchor-000004.txt"))
    copy.write_text("\n".join(line for line in copy.read_text().splitlines() if not line.startswith("made:")))

    assert len(read()[0]) == 1


@pytest.mark.usefixtures("case")
def test_a_note_is_made_once_and_never_changed() -> None:
    assert noted() == noted()

    with pytest.raises(DatabaseError, match="never"), transaction.atomic():
        Restoration.objects.update(because="Nothing happened")
    with pytest.raises(DatabaseError, match="never"), transaction.atomic():
        Restoration.objects.all().delete()


def test_a_note_by_hand_comes_before_anything_is_added(case: models.Case) -> None:
    filing.add_note(cast.step(case, "rosa", at=BACK), note="Too early.")

    with pytest.raises(Refused, match="before going on"):
        restored.must_be_as_put_back(restored.Restore(made_at=MADE, at=BACK))
    with pytest.raises(Refused, match="later than it was put back"):
        restored.must_be_as_put_back(restored.Restore(made_at=BACK, at=MADE))


@pytest.mark.usefixtures("case")
def test_a_restore_by_other_means_is_noted_by_a_command(capsys: pytest.CaptureFixture[str], settings: Settings) -> None:
    settings.DEMO, settings.DEMO_DAY = True, date(2026, 9, 23).isoformat()
    with pytest.raises(CommandError, match="Give the moment like this"):
        call_command("note_restore", "--made-at", "yesterday")

    call_command("note_restore", "--made-at", "2026-09-21T01:00", "--because", "The machine was put back")

    assert "from a backup of 21 September 2026, 1.00 (The machine was put back)" in capsys.readouterr().out
    assert read()[0] == []

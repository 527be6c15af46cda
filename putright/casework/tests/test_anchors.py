"""The anchor of each night: what it holds, when it is made, and that it cannot be undone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from time import sleep

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Max
from pytest_django import Settings

from putright.accounts import audit
from putright.accounts.proof import chain, verifying
from putright.casework import models, tasks
from putright.casework.actions import filing
from putright.casework.proof import anchors, kept_anchors
from putright.casework.tables.anchors import Anchor, AnchoredHead
from putright.casework.tests import cast
from putright.letters.models import Outgoing

NIGHT = cast.on(8, 0)
NEXT_NIGHT = cast.on(9, 0)


def anchored(*, at: datetime) -> Anchor:
    """The anchor due, which there must be."""
    made = anchors.make_due(at=at)
    assert made is not None
    return made


def test_an_anchor_says_where_every_chain_stands() -> None:
    first, second = cast.complaint("acknowledged"), cast.received()
    anchor = anchored(at=NIGHT)
    heads = AnchoredHead.objects.order_by("pk").values_list("reference", "number", "head")
    assert list(heads) == [(case.reference, case.last_number, case.head) for case in (first, second)]
    assert (anchor.number, anchor.cases, anchor.events) == (1, 2, models.Event.objects.count())
    assert anchor.upto == models.Event.objects.aggregate(last=Max("pk"))["last"]


def test_an_anchor_costs_only_what_happened_since_the_one_before() -> None:
    first, _ = cast.received(), cast.received()
    before = anchored(at=NIGHT)
    cast.acknowledged(first)
    anchor = anchored(at=NEXT_NIGHT)
    assert list(anchor.heads.values_list("reference", flat=True)) == [first.reference]
    assert (anchor.previous, anchor.cases, anchor.events) == (before.digest, 2, 3)


def test_the_day_gets_one_anchor_and_a_day_without_events_one_as_well() -> None:
    cast.received()
    assert anchors.make_due(at=NIGHT) is not None
    assert anchors.make_due(at=NIGHT + timedelta(hours=20)) is None
    empty = anchored(at=NEXT_NIGHT)
    assert (empty.number, list(empty.heads.all())) == (2, [])


def test_nights_missed_are_not_made_up_for() -> None:
    cast.received()
    anchors.make_due(at=NIGHT)
    anchor = anchored(at=NIGHT + timedelta(days=5))
    assert (anchor.number, anchor.made_on) == (2, (NIGHT + timedelta(days=5)).date())


def test_nothing_is_anchored_before_anything_has_happened() -> None:
    assert anchors.make_due(at=NIGHT) is None


def test_an_anchor_made_while_the_clock_was_wrong_does_not_stand_in_the_way() -> None:
    cast.received()
    anchors.make_due(at=NIGHT + timedelta(days=365))
    anchor = anchored(at=NEXT_NIGHT)
    assert anchor.number == 2


def test_of_two_workers_at_the_same_moment_one_makes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    cast.received()
    anchors.make(at=NIGHT)
    # What a second worker saw just before the first had finished.
    monkeypatch.setattr(anchors, "_last", lambda: None)
    assert anchors.make(at=NIGHT) is None
    assert Anchor.objects.count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_whoever_is_writing_when_it_is_made_is_waited_for() -> None:
    case = cast.received()
    written = Event()

    def write() -> None:
        try:
            with transaction.atomic():
                filing.add_note(cast.step(case, "rosa"), note="Written, and not committed yet.")
                written.set()
                sleep(0.3)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as somebody:
        writing = somebody.submit(write)
        written.wait(10)
        anchor = anchored(at=NIGHT)
        writing.result()
    assert (anchor.events, anchor.upto) == (2, models.Event.objects.aggregate(last=Max("pk"))["last"])


@pytest.mark.parametrize("table", [Anchor, AnchoredHead])
def test_the_database_refuses_to_change_or_delete_an_anchor(table: type[Anchor] | type[AnchoredHead]) -> None:
    cast.received()
    anchors.make_due(at=NIGHT)
    with pytest.raises(DatabaseError, match="never"), transaction.atomic():
        table.objects.update(number=7)
    with pytest.raises(DatabaseError, match="never"), transaction.atomic():
        table.objects.all()._raw_delete(table.objects.db)


def test_each_anchor_has_a_copy_outside_the_database_that_is_never_written_over(settings: Settings) -> None:
    cast.received()
    anchor = anchored(at=NIGHT)
    [path] = Path(settings.ANCHORS).iterdir()
    assert path.name == "2026-09-08-anchor-000001.txt"
    assert path.read_text(encoding="utf-8") == kept_anchors.text(anchor)
    path.write_text("digest: 00\nanchor: 1\n", encoding="utf-8")
    anchors.make_due(at=NIGHT)
    [copy] = kept_anchors.found(Path(settings.ANCHORS))
    assert (copy.number, copy.digest) == (1, "00")


def test_each_copy_says_where_the_security_log_stood_as_well(settings: Settings) -> None:
    cast.received()
    audit.note(kind="signed_in", by=None, at=NIGHT)
    chain.catch_up()
    stood = chain.head()
    anchored(at=NIGHT)

    [copy] = verifying.found(Path(settings.ANCHORS))
    assert (copy.head, copy.made_at) == (stood, NIGHT)


def test_a_copy_lost_in_a_crash_is_written_when_next_looked_for(settings: Settings) -> None:
    cast.received()
    anchor = anchored(at=NIGHT)
    next(Path(settings.ANCHORS).iterdir()).unlink()
    anchors.make_due(at=NIGHT)
    assert [copy.digest for copy in kept_anchors.found(Path(settings.ANCHORS))] == [anchor.digest]


def test_a_folder_that_cannot_be_written_to_loses_no_anchor(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings.ANCHORS = tmp_path / "file" / "anchors"
    cast.received()
    assert anchors.make_due(at=NIGHT) is not None


def test_an_anchor_goes_by_email_to_whoever_keeps_it(settings: Settings) -> None:
    settings.ANCHORS_TO = "governance@fenwickvale.example"
    cast.received()
    anchor = anchored(at=NIGHT)
    sent = Outgoing.objects.get(key="anchor/1")
    assert (sent.to, sent.about) == ("governance@fenwickvale.example", "")
    assert anchor.digest in sent.text


def test_an_address_that_is_none_loses_no_anchor(settings: Settings) -> None:
    settings.ANCHORS_TO = "nobody"
    cast.received()
    assert anchors.make_due(at=NIGHT) is not None


def test_the_worker_makes_it(settings: Settings) -> None:
    settings.DEMO, settings.DEMO_DAY = True, "2026-09-08"
    cast.received()
    tasks.anchor_the_record.call_local()
    assert Anchor.objects.get().made_on == NIGHT.date()
